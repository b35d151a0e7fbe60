"""Where the user's own data lie: matters and bases, apart from what can be made again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from afortiori.errors import bad_option


def data_folder() -> Path:
    """The folder for the user's data: $AFORTIORI_DATA, else the platform's own place for data."""
    if own := os.environ.get("AFORTIORI_DATA"):
        return Path(own)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "afortiori"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "afortiori" / "Data"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "afortiori"


def database_address() -> str:
    """The address of the PostgreSQL that keeps matters: $AFORTIORI_DATABASE, or what the file $AFORTIORI_DATABASE_FILE holds.

    '' for the file in the folder for data.
    """
    if name := os.environ.get("AFORTIORI_DATABASE_FILE"):
        try:
            return Path(name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise bad_option("the file of AFORTIORI_DATABASE_FILE cannot be read", "name a file of one line") from None
    return os.environ.get("AFORTIORI_DATABASE", "")
