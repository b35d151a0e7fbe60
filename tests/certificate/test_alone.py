"""The checker stands alone: it imports nothing of ours, works where it is copied, and its table of courts is the true one."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import afortiori.certificate.check as checker
from afortiori.courts import built_in
from afortiori.store.asking import Wanted
from afortiori.store.library import pack_folders
from certificate.certified import of_matter

FOLDER = Path(checker.__file__).parent
CHECK = """
import sys
from pathlib import Path
from check import check, read_base
data, folder = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])
print(check(data).verified, check(data, read_base([folder])).verified, [n for n in sys.modules if "afortiori" in n])
"""


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.name)
def test_it_imports_the_standard_library_the_yaml_reader_and_itself(file: Path) -> None:
    """A module of the checker imports its own folder, the standard library, and, in one place, what parses YAML."""
    own = {path.stem for path in FOLDER.glob("*.py")}
    foreign = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            foreign |= {name.name for name in node.names if name.name not in sys.stdlib_module_names}
        elif isinstance(node, ast.ImportFrom):
            inside = node.level == 1 and (node.module in own or {name.name for name in node.names} <= own)
            if not inside and (node.level or str(node.module).partition(".")[0] not in sys.stdlib_module_names):
                foreign.add(str(node.module))
    assert ({"ruamel.yaml", "ruamel.yaml.error"} if file.name == "rereading.py" else set()) == foreign


def test_it_works_where_it_is_copied(tmp_path: Path) -> None:
    """The folder, copied elsewhere, checks a certificate without afortiori."""
    shutil.copytree(FOLDER, tmp_path / "check", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "certificate.json").write_bytes(of_matter("wild-animals/popov", Wanted()))
    said = subprocess.run(
        [sys.executable, "-c", CHECK, "certificate.json", str(pack_folders()["wild-animals"])],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "True True []\n" == said.stdout


def test_its_table_of_courts_is_that_of_the_engine() -> None:
    """The checker's table says of each built-in court what the engine's says."""
    table = json.loads((FOLDER / "courts.json").read_text(encoding="utf-8"))
    expected = {
        court.id: {
            "above": list(court.above),
            "binds_itself": court.binds_itself,
            "level": court.level,
            "system": court.system,
        }
        for court in built_in().values()
    }
    assert expected == table
