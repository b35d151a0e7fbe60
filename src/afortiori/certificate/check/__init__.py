"""The checker of certificates: written from the theory, it shares no code with the engine and imports nothing of ours.

It reads a base itself, for what it took from the engine it could not check. The folder works alone, wherever it is copied.
"""

from __future__ import annotations

from .form import Refused
from .rereading import Base, read_base
from .verifying import Report, check

__all__ = ["Base", "Refused", "Report", "check", "read_base"]
