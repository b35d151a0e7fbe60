"""The image and the compose file, read as they are written and held to the program: no Docker is needed, and none is asked."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from afortiori.cli import whole_parser
from afortiori.store.places import database_address
from afortiori.store.yamlfile import parse

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-to" / "run-in-a-container.md"
HEALTHY = ROOT / "container" / "healthy.py"


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what it says."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def said(word: str) -> list[str]:
    """What each instruction of a kind says."""
    return [rest for kind, rest in instructions() if kind == word]


def compose() -> dict[str, Any]:
    """The compose file."""
    data, _ = parse((ROOT / "compose.yaml").read_bytes(), "compose.yaml")
    assert isinstance(data, dict)
    return data


def test_every_file_that_the_image_copies_is_there_and_let_in() -> None:
    """What is copied from the source is in it, and is not kept from whoever builds the image."""
    copied = [file for rest in said("COPY") if not rest.startswith("--from") for file in rest.split()[:-1]]
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {"requirements/server.txt", "src", "container/healthy.py"} <= set(copied)
    assert [] == [file for file in copied if not (ROOT / file).exists()]
    assert [] == [file for file in copied if not {file, file.partition("/")[0]} & let_in]


def test_the_image_is_pinned_and_runs_as_nobody_in_particular() -> None:
    """The base has a tag that is not the latest, what is installed its hashes; the last user is not root."""
    bases = [rest.split()[0] for rest in said("FROM")] + [
        service["image"] for service in compose()["services"].values() if "build" not in service
    ]
    assert [] == [base for base in bases if not re.fullmatch(r"[\w./-]+:\d[\w.-]*", base)]
    assert "--require-hashes -r requirements/server.txt" in said("RUN")[0]
    assert (["afortiori"], 1) == (said("USER"), len(said("HEALTHCHECK")))


def test_the_pins_of_the_image_are_those_that_are_tested() -> None:
    """Each distribution of the image has the version with which the tests run."""
    pins = [dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE)) for name in ("server.txt", "dev.txt")]  # fmt: skip
    assert {} == {name: version for name, version in pins[0].items() if pins[1].get(name) != version}


def test_every_option_is_one_of_the_commands() -> None:
    """What the compose file and its guide tell the program to do, the program understands."""
    shown = re.findall(r"^docker compose run --rm workbench (.+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    serve = compose()["services"]["workbench"]["command"]
    asked = [whole_parser().parse_args(words) for words in (serve, *map(shlex.split, shown))]
    assert (True, "0.0.0.0") == (asked[0].shared, asked[0].bind)
    assert ["add"] * len(shown) == [one.do for one in asked[1:]]
    assert '["afortiori"]' == said("ENTRYPOINT")[0]


def test_one_port_is_open_and_everything_speaks_of_it() -> None:
    """The port that is published is the one that is served, exposed and checked; the database has no network."""
    services = compose()["services"]
    assert (["443:8443"], ["8443"]) == (services["workbench"]["ports"], said("EXPOSE"))
    assert "--port=8443" in services["workbench"]["command"]
    assert said("HEALTHCHECK")[0].endswith('"8443"]')
    assert ("none", None) == (services["database"]["network_mode"], services["database"].get("ports"))


def test_every_service_is_confined() -> None:
    """Each has a file system that it cannot write, no capability and no way to more; secrets and volumes are declared."""
    whole = compose()
    for name, service in whole["services"].items():
        confined = (service["read_only"], service["cap_drop"], service["security_opt"])
        assert ("true", ["ALL"], ["no-new-privileges:true"]) == confined, name
        assert set(service["secrets"]) <= set(whole["secrets"]), name
        assert {volume.partition(":")[0] for volume in service["volumes"]} <= set(whole["volumes"]), name
        words = f"{service.get('command')} {service['environment']}"
        assert set(re.findall(r"/run/secrets/([\w-]+)", words)) == set(service["secrets"]), name


def test_no_secret_stands_in_a_file_of_ours() -> None:
    """Secrets come from files that are neither in the repository nor sent to whoever builds the image."""
    files = [secret["file"] for secret in compose()["secrets"].values()]
    assert [True] * len(files) == [file.startswith("secrets/") for file in files]
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert [] == [file for file in files if file not in GUIDE.read_text(encoding="utf-8")]


def test_the_address_of_the_database_is_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file comes before the variable."""
    (tmp_path / "address").write_text("postgresql://a:b@/c\n")
    monkeypatch.setenv("AFORTIORI_DATABASE", "postgresql://other")
    monkeypatch.setenv("AFORTIORI_DATABASE_FILE", str(tmp_path / "address"))
    assert "postgresql://a:b@/c" == database_address()


def test_the_workbench_is_healthy_only_where_it_answers_to_its_name(tmp_path: Path) -> None:
    """The check of the image finds a shared workbench under the name that people open, not under another, and not when it is gone."""
    pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
    command = [sys.executable, "-m", "afortiori", "serve", "--shared", "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)", server.stdout.readline())
        assert found is not None
        checks = [_checked(found[0], found[1]), _checked("http://other.example", found[1])]
        server.terminate()
    assert [0, 1, 1] == [*checks, _checked(found[0], found[1])]


def _checked(address: str, port: str) -> int:
    environment = os.environ | {"AFORTIORI_ADDRESS": address}
    return subprocess.run([sys.executable, str(HEALTHY), port], env=environment, check=False).returncode
