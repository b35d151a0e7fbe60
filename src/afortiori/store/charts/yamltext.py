"""Plain data as YAML that ``yamlfile`` reads back to the same data: every text is quoted where it must be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_BARE = re.compile(r"[A-Za-z][\w.'()/ §-]*\Z", re.ASCII)
_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")


def quoted(text: str) -> str:
    """A text as YAML writes it: bare where that is safe, else in double quotes with every odd character escaped.

    >>> quoted("ca9"), quoted("NO"), quoted("a: b")
    ('ca9', '"NO"', '"a: b"')
    """
    if _BARE.match(text) and not text.endswith((" ", "'")) and text.casefold() not in _WORDS and "  " not in text:
        return text
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in plain)


def _escaped(c: str) -> str:
    return f"\\u{ord(c):04x}" if ord(c) < 65536 else f"\\U{ord(c):08x}"


def written(data: Mapping[str, object], indent: int = 0, flow: Sequence[str] = ()) -> str:
    """A mapping as block YAML; what stands under a key of ``flow`` is written one entry a line. Empty values are left out."""
    lines = []
    for key, value in data.items():
        if _empty(value, key):
            continue
        head = " " * indent + quoted(key) + ":"
        if key in flow and isinstance(value, Mapping):
            lines.append(head + "\n")
            lines += [f"{' ' * (indent + 2)}{quoted(k)}: {inline(v)}\n" for k, v in value.items()]
        else:
            lines.append(head + _value(value, indent))
    return "".join(lines)


def _empty(value: object, key: str) -> bool:
    # a reason with nothing in it says that none could be coded; left out it would say that all facts are the reason
    return value is None or value == "" or (value in ([], {}, ()) and key != "reason")


def _value(value: object, indent: int) -> str:
    if isinstance(value, Mapping) and value:
        return "\n" + written(value, indent + 2)
    if (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and value
        and any(isinstance(v, Mapping) for v in value)
    ):
        return "\n" + "".join(_item(v, indent + 2) for v in value)
    return f" {inline(value)}\n"


def _item(value: object, indent: int) -> str:
    if not isinstance(value, Mapping):
        return " " * indent + "- " + inline(value) + "\n"
    block = written(value, indent + 2)
    return " " * indent + "- " + block[indent + 2 :]


def inline(value: object) -> str:
    """Data on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)}: {inline(v)}" for k, v in value.items() if not _empty(v, k)) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(str(value)) if re.fullmatch(r"[A-Za-z][\w. -]*", str(value)) else json_quoted(str(value))


def _key(key: str) -> str:
    return inline(key)


def json_quoted(text: str) -> str:
    """A text in double quotes."""
    return "".join(c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))
