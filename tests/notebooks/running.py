"""The notebooks of the documentation, run by a kernel; as a program, it writes them with what they show (``make notebooks``), or into a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "notebooks"
SECONDS = 120
READ: Any = nbformat.read
WRITE: Any = nbformat.write


def notebooks() -> list[Path]:
    """The notebooks, in order of their names."""
    return sorted(FOLDER.glob("*.ipynb"))


def run(path: Path, target: Path) -> None:
    """Run a notebook from its first cell to its last in a fresh kernel, in an empty folder, and write it with what it shows."""
    book = READ(path, as_version=4)
    with TemporaryDirectory() as empty:
        os.environ["JUPYTER_RUNTIME_DIR"] = empty
        NotebookClient(book, timeout=SECONDS, resources={"metadata": {"path": empty}}, record_timing=False).execute()
    WRITE(book, target)


def shown(path: Path) -> list[list[Any]]:
    """What each cell of code shows: its outputs, as data by their type of media or as text."""
    book = READ(path, as_version=4)
    return [[_said(output) for output in cell.outputs] for cell in book.cells if cell.cell_type == "code"]


def _said(output: Any) -> Any:
    return output.text if output.output_type == "stream" else dict(output.data)


if __name__ == "__main__":
    for source in notebooks():
        run(source, Path(sys.argv[1], source.name) if sys.argv[1:] else source)
