"""A backup: the cabinet and the user's own bases as one ZIP file, which unpacked is a folder for the workbench's data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from afortiori.store.cabinet import Cabinet


def bundle(cabinet: Cabinet, bases: Mapping[str, Path]) -> bytes:
    """The ZIP file, with the bases by name: a folder, or one file; links out of a folder are left out."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("matters.sqlite", cabinet.backup())
        for name, base in bases.items():
            for path, within in _files(name, base):
                file.write(path, f"bases/{within}")
    return written.getvalue()


def _files(name: str, base: Path) -> list[tuple[Path, str]]:
    """The files of a base, and how each is called among the bases."""
    if base.is_file():
        return [(base, base.name)]
    held = (path for path in sorted(base.rglob("*")) if path.is_file() and not path.is_symlink())
    return [(path, f"{name}/{path.relative_to(base).as_posix()}") for path in held]
