"""A backup: the cabinet and the user's own bases as one ZIP file, which unpacked is a folder for the workbench's data."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from afortiori.store.cabinet import Cabinet


def bundle(cabinet: Cabinet, bases: Path) -> bytes:
    """The ZIP file; links out of the folder of bases are left out."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("matters.sqlite", cabinet.backup())
        for path in sorted(bases.rglob("*")) if bases.is_dir() else ():
            if path.is_file() and not path.is_symlink():
                file.write(path, f"bases/{path.relative_to(bases).as_posix()}")
    return written.getvalue()
