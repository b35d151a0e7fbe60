"""Citations as a court document gives them: full and short forms, *id.*, pins, later history, signals (Bluebook)."""

from __future__ import annotations

from afortiori.memo.citing.forms import CASES, Form, form, forms, pinpoint
from afortiori.memo.citing.names import abbreviated, short_name
from afortiori.memo.citing.settling import settle
from afortiori.memo.citing.signals import Citation, signal, string, weight

__all__ = [
    "CASES",
    "Citation",
    "Form",
    "abbreviated",
    "form",
    "forms",
    "pinpoint",
    "settle",
    "short_name",
    "signal",
    "string",
    "weight",
]
