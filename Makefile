# make demo, make test and make check each set up all that they need: Python 3.11+ with venv, and make.
# The system's own interpreter where it will do, which distributions build with optimisations; else the first on the path.
FIT := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell /usr/bin/python3 -c '$(FIT)' 2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# The gate's parts run beside each other; not where the same call sets up twice.
ifneq ($(filter check,$(MAKECMDGOALS)),)
ifeq ($(filter demo,$(MAKECMDGOALS)),)
MAKEFLAGS += --jobs=2
endif
endif

# The tests start several hundred interpreters: what each compiles is kept for the next.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test fuzz check format lint types floors memos reference notebooks suite field docs release bench bench-quick lock clean

demo: $(VENV)/.demo
	$(BIN)/python demo.py

test: $(VENV)/.test
	$(BIN)/python -m pytest -n auto

# An hour of odd input, for the night.
fuzz: $(VENV)/.test
	AFORTIORI_FUZZ=nightly $(BIN)/python -m pytest -n auto tests/opinion/test_fuzz.py tests/charts/test_fuzz.py

check: format lint types floors test

format: $(VENV)/.test
	$(BIN)/python -m ruff format --check .

lint: $(VENV)/.test
	$(BIN)/python -m ruff check .

types: $(VENV)/.test
	$(BIN)/python -m mypy

memos: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m memo.memorandum.goldens

reference: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m docs.api_reference

notebooks: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m notebooks.running

suite: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m suite.writing

field: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m literature.field

docs: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site
	@echo "The documentation is in build/site/index.html"

# Ratios to others in one run, written into the documentation: some ten minutes on two cores, 4 GB of memory and of disk.
bench: $(VENV)/.test
	$(BIN)/python -m benchmarks.run

# Small bases: whether the answers agree, never times.
bench-quick: $(VENV)/.test
	$(BIN)/python -m benchmarks.run --quick

release: $(VENV)/.test
	$(BIN)/python release.py

floors: $(VENV)/.test
	$(BIN)/lint-imports

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements/base.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements/base.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements/dev.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

# Pin anew: needs the uv command.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements/base.in -o requirements/base.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements/server.in -o requirements/server.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements/dev.in -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements/release.in -o requirements/release.txt

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
