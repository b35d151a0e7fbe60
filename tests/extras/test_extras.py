"""Each extra present and absent: what needs it says so in one line and ends with status 3, and everything else works without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers.test_schemas import DRAFT, GIVEN, OPINION

from afortiori import answers
from afortiori.cli import commands
from extras.installed import EXTRAS, PROJECT, ROOT, asked, banned, distributions, folded, ran

CHART = "Case,Outcome,Warning given\nA v. B,plaintiff,yes\nC v. D,defendant,no\nE v. F,plaintiff,perhaps\n"
# Commands that need an extra, and the extras in the order in which they are asked for.
NEEDED: dict[str, tuple[str, ...]] = {
    "agree chart.csv second.csv": ("stats",),
    "cite-check draft.txt": ("opinions",),
    "estimate mason --forum any": ("stats",),
    "export wild-animals -o wild.parquet": ("corpora",),
    "import wild-again.parquet": ("corpora",),
    "index table.csv --doctrine wild-animals -o again.index": ("corpora",),
    "ingest opinion.txt -o table.sqlite": ("opinions",),
    "ingest opinion.txt -o again.parquet": ("corpora", "opinions"),
    "memo popov -o memo.docx": ("documents",),
    "memo popov -o memo.pdf": ("documents",),
    "propose opinion.txt --doctrine wild-animals": ("opinions",),
    "propose opinion.txt --doctrine wild-animals --accept 1a=present --into mine.yaml --replace": ("opinions",),
    "propose opinion.txt --doctrine wild-animals --recall facts.yaml": ("opinions",),
    "read opinion.txt": ("opinions",),
    "read opinion.docx": ("opinions",),
    "serve --no-browser --database postgresql://a:b@127.0.0.1:1/c": ("web", "postgres"),
}
REPAIR = """\
import numpy as np
from dataclasses import replace
from afortiori import MissingExtra, Options, Table, open_pack, register_of_table, repair_rows
pack = open_pack("wild-animals")
levels = np.full((5_002, len(pack.doctrine.factors)), 255, np.uint8)
for id in ("not-caught", "hot-pursuit"):
    levels[:, list(pack.doctrine.factor_ids()).index(id)] = 1
holding = np.array([0] + [1] * 5_001, np.uint8)
case = replace(pack.base.precedent("pierson-v-post-1805"), values=(), reason=None, opinions=())
register = register_of_table(pack.doctrine, Table(holding, levels, np.zeros(5_002, np.uint8)), [case])
try:
    print(repair_rows(register, Options(None, "2020-01-01", "result")).rows.tolist())
except MissingExtra as missing:
    print(missing)
"""
SERVERS = {"mcp": "mcp", "serve --no-browser": "web"}
BASE = [
    "account list --data data",
    "completion bash",
    "man",
    "schema case",
    "new doctrine dogs",
    "decide popov --certificate popov.json",
    "verify popov.json --base wild-animals",
    "import wild.xlsx -o from-excel",
    "export wild-animals -o again.xlsx",
    "export wild-animals -o package/datapackage.json",
    "import package/datapackage.json",
    "argue popov --for D -o popov.dot",
    "lattice popov -o popov.svg",
    "memo popov -o memo.html",
    "memo popov -o memo.md",
    "memo popov -o memo.txt",
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the commands are given."""
    from docx import Document

    folder = tmp_path_factory.mktemp("files")
    for name, text in {
        "opinion.txt": OPINION,
        "draft.txt": DRAFT,
        "chart.csv": CHART,
        "second.csv": CHART.replace("A v. B,plaintiff,yes", "A v. B,plaintiff,no"),
        "table.csv": "holding,malice,decided,court\nP,present,1900-01-01,scotus\n",
        "facts.yaml": "facts: [{factor: hot-pursuit, words: [pursuit alone gives no right]}]",
        "held.json": answers.certificate("popov", as_of="2020-01-01"),
        "broken.json": answers.certificate("popov", as_of="2020-01-01").replace('"popov"', '"pop"'),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    answers.index(str(folder / "table.csv"), "wild-animals", str(folder / "wild.index"))
    answers.new("case", str(folder / "mine.yaml"), "wild-animals")
    answers.ingest([str(folder / "opinion.txt")], str(folder / "table.sqlite"), cores=1)
    for suffix in (".xlsx", ".parquet"):
        answers.export_chart("wild-animals", str(folder / f"wild{'-again' if suffix == '.parquet' else ''}{suffix}"))
    document = Document()
    document.add_paragraph(OPINION)
    document.save(str(folder / "opinion.docx"))
    return folder


def test_without_any_extra_every_other_command_works(files: Path, tmp_path: Path) -> None:
    """With the base install alone, each command works, or names the extra that it needs; no command crashes."""
    every = [*BASE, *(given[0] for given in GIVEN.values()), *NEEDED, *SERVERS]
    told = asked([command.split() for command in every], (), tmp_path, files)
    expected = [_expected(command) for command in every]
    actual = [_extra(status, problems) for status, problems in told]
    assert [] == [(c, e, a, t) for c, e, a, t in zip(every, expected, actual, told, strict=True) if e != a]
    assert {command.split()[0] for command in every} >= set(commands()) - {"index"}


def _expected(command: str) -> str:
    """The extra that a command asks for with none installed; '' where it needs none."""
    needed = [(len(asks), extras[0]) for asks, extras in NEEDED.items() if command.startswith(asks)]
    return SERVERS.get(command) or (max(needed)[1] if needed else "")


def _extra(status: int, problems: str) -> str:
    """The extra that a refusal names, in its one line; '' where the command answered."""
    if status in (0, 1):
        return problems and f"answered, and said {problems}"
    for extra in EXTRAS:
        line = f"needs the extra '{extra}': pip install 'afortiori[{extra}]'\n"
        if status == 3 and problems.endswith(line) and problems.count("\n") == 1:
            return extra
    return f"{status}: {problems}"


@pytest.mark.parametrize("extra", sorted({extra for extras in NEEDED.values() for extra in extras}))
def test_an_extra_is_enough_for_what_needs_it(extra: str, files: Path, tmp_path: Path) -> None:
    """With one extra alone, the commands that need it and no other work; those that need two ask for the other."""
    own = {command: extras for command, extras in NEEDED.items() if extra in extras}
    told = asked([command.split() for command in own], (extra,), tmp_path, files)
    expected = [next((other for other in extras if other != extra), "") for extras in own.values()]
    assert expected == [_extra(status, problems) for status, problems in told]


def test_the_base_install_needs_what_it_names_and_no_more() -> None:
    """Of what the tests have installed, all that no extra and no requirement of the base brings is out of reach above."""
    absent = set(banned(()))
    assert {
        "fastapi",
        "docx",
        "typst",
        "eyecite",
        "lxml",
        "duckdb",
        "mcp",
        "numba",
        "scipy",
        "sklearn",
        "pytest",
        "hypothesis",
    } <= absent
    assert not absent & {"numpy", "pydantic", "ruamel", "rich", "openpyxl", "defusedxml", "afortiori"}


@pytest.mark.parametrize(
    ("extras", "expected"),
    [
        ((), "the exact repair of more than 5000 cases needs the extra 'fast': pip install 'afortiori[fast]'\n"),
        (("fast",), "[0]\n"),
    ],
)
def test_the_repair_of_a_large_base_needs_the_extra_fast(
    extras: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    """With one case against five thousand, that one is the smallest set to put aside; without scipy it says what is lacking."""
    assert expected == ran(REPAIR, extras, tmp_path, tmp_path)


def test_every_extra_is_locked_and_installed_here() -> None:
    """The tests run with every extra, so that what needs one is tested with it too; each of its packages is pinned."""
    here = {folded(name) for names in distributions().values() for name in names}
    locked = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    for requirement in [*PROJECT["dependencies"], *(each for extra in EXTRAS.values() for each in extra)]:
        name = folded(requirement.partition(">")[0])
        assert (name, True, True) == (name, name in here, f"\n{name}==" in f"\n{locked}")
