"""Build the wheel and the source distribution, and show that each works in an empty environment on every interpreter here.

For each interpreter that is present: a new environment, the pinned requirements, the package, one decision. For the others that
the package promises, the pins are resolved to wheels without being run, and the interpreter is named as untested.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DIST = ROOT / "dist"
PROMISED = ("3.11", "3.12", "3.13", "3.14")
DECIDE = ("decide", "balistreri", "--as-of", "1988-08-24")
EXPECTED = "FORCED for duty"
INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def main() -> int:
    """Build, try, list; 0 if nothing failed."""
    built = _built()
    here = dict(_interpreters())
    said = [f"Python {v}: {_tried(here[v], built) if v in here else _resolved(v)}" for v in PROMISED]
    _bill()
    sys.stdout.write("\n".join((*said, *(f"dist/{path.name}" for path in sorted(DIST.iterdir())))) + "\n")
    return int(any("FAILED" in line for line in said))


def _built() -> tuple[Path, ...]:
    """The wheel and the source distribution, made anew."""
    shutil.rmtree(DIST, ignore_errors=True)
    _run(sys.executable, "-m", "hatchling", "build", "-d", str(DIST))
    return tuple(sorted(DIST.iterdir()))


def _bill() -> None:
    """The bill of materials of the base, written from an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        python = _environment(sys.executable, folder, "release")
        _run(python, "-m", "cyclonedx_py", "requirements", "requirements/base.txt", "--pyproject", "pyproject.toml",
             "--output-reproducible", "-o", str(DIST / "sbom.cdx.json"))  # fmt: skip


def _environment(interpreter: Path | str, folder: str, pinned: str) -> Path:
    """A new environment with what is pinned under a name; its interpreter."""
    _run(interpreter, "-m", "venv", folder)
    python = Path(folder) / "bin" / "python"
    _run(python, *INSTALL, "--require-hashes", "-r", f"requirements/{pinned}.txt")
    return python


def _interpreters() -> Iterator[tuple[str, Path]]:
    """Each promised version with an interpreter of this machine that runs."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in PROMISED:
        named = shutil.which(f"python{version}")
        for path in (*([Path(named)] if named else []), *versions.glob(f"{version}.*/bin/python{version}")):
            if subprocess.run([path, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
                yield version, path
                break


def _tried(interpreter: Path, built: tuple[Path, ...]) -> str:
    """Whether each distribution, alone in an empty environment, decides the example."""
    for distribution in built:
        with tempfile.TemporaryDirectory() as folder:
            python = _environment(interpreter, folder, "base")
            _run(python, *INSTALL, "--no-deps", "--no-build-isolation", distribution)
            answer = _run(python, "-m", "afortiori", *DECIDE, cwd=Path(folder))
            if EXPECTED not in answer:
                return f"FAILED: {distribution.name} does not decide the example"
    return "wheel and source distribution installed alone, and the example decided"


def _resolved(version: str) -> str:
    """Whether every pin has a wheel for an interpreter that is not here."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, *INSTALL, "--dry-run", "--target", folder, "--only-binary=:all:",
                   "--python-version", version, "--require-hashes", "-r", "requirements/base.txt")  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return "not here, so untested; every pin has a wheel" if done.returncode == 0 else f"FAILED: {done.stderr[-300:]}"


def _run(*command: object, cwd: Path = ROOT) -> str:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
