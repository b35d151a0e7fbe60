"""A backup: the cabinet and the user's own bases as one ZIP file, which unpacked is a folder for the workbench's data."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from afortiori.store.cabinet import Cabinet


def bundle(cabinet: Cabinet, bases: Mapping[str, Path]) -> bytes:
    """The ZIP file, with the bases' folders by name; links out of them are left out."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("matters.sqlite", cabinet.backup())
        for name, folder in bases.items():
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    file.write(path, f"bases/{name}/{path.relative_to(folder).as_posix()}")
    return written.getvalue()
