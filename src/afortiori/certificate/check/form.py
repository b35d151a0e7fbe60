"""The form of a certificate: a file taken as hostile, the shape of its data, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

FORMAT = "afortiori certificate 1"
MOST_BYTES = 64_000_000
MOST_DEPTH = 40
Row = dict[str, Any]


class Refused(Exception):
    """The data are no certificate at all, or a base cannot be read."""


def read(data: bytes) -> Row:
    """The plain data of a certificate; Refused where the bytes are none."""
    if len(data) > MOST_BYTES:
        raise Refused(f"larger than {MOST_BYTES // 1_000_000} MB")
    try:
        plain = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_number,
        )
    except UnicodeDecodeError:
        raise Refused("it is not UTF-8 text") from None
    except RecursionError:
        raise Refused("it is nested beyond any sense") from None
    except json.JSONDecodeError as error:
        raise Refused(f"it is not JSON: line {error.lineno}") from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise Refused(f"it does not say that its format is '{FORMAT}'")
    if _deeper(plain, MOST_DEPTH):
        raise Refused("it is nested beyond any sense")
    return plain


def _once(pairs: list[tuple[str, Any]]) -> Row:
    found: Row = {}
    for key, value in pairs:
        if key in found:
            raise Refused(f"'{shown(key)}' is written twice")
        found[key] = value
    return found


def _number(text: str) -> Any:
    raise Refused(f"a certificate holds no number, and here is {shown(text)}")


def _deeper(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        inner = [each.values() if type(each) is dict else each for each in level]
        level = [part for parts in inner for part in parts if type(part) is dict or type(part) is list]
    return any(level)


def digest(value: Any) -> str:
    """The sha256 of plain data as canonical JSON: keys sorted, ASCII, no blanks."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def shown(text: object) -> str:
    """What a certificate says, as part of a fault: short, on one line, and nothing in it that steers a terminal."""
    whole = str(text)
    return printable(whole[:100]) + ("..." if len(whole) > 100 else "")


def printable(text: str) -> str:
    """A text in which nothing steers a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


# Shapes: a type; [shape] for a list; {"*": shape} for a mapping by id; {"key": shape} for exactly these keys; a tuple for
# any one of several; None for null; FORMULA for a formula.
FORMULA = "formula"
_OPTIONAL = (str, None)
_PAIR = [str]
_CONDITION = {"factor": str, "bound": str, "level": str}
_EVENT = {"event": str, "by": str, "date": str, "removes": str}
_SEPARATED = {"factor": str, "at": {"*": {"kind": str, "bound": str, "level": str}}}
_CASE = {
    "case": str,
    "part": str,
    "name": str,
    "citations": [str],
    "court": str,
    "decided": str,
    "bench": str,
    "published": bool,
    "claims": [str],
    "holding": _OPTIONAL,
    "values": {"*": str},
    "reason": ([_PAIR], None),
    "history": [_EVENT],
    "status": str,
    "because": str,
    "taken_by": [_EVENT],
    "test": (
        None,
        {"compels": bool, "rests_on": [_CONDITION], "against": [_CONDITION], "separated": (_SEPARATED, None)},
    ),
}
_RULE = {
    "text": str,
    "kind": str,
    "side": _OPTIONAL,
    "formula": (FORMULA, None),
    "authority": str,
    "case": _OPTIONAL,
    "court": str,
    "decided": str,
    "bench": str,
    "published": bool,
    "until": _OPTIONAL,
    "supersedes": [str],
    "status": str,
    "because": str,
    "taken_by": [_EVENT],
    "test": (
        None,
        {
            "holds": (bool, None),
            "compels": _OPTIONAL,
            "conditions": [{"factor": str, "bound": str, "level": str, "holds": (bool, None)}],
        },
    ),
}
SHAPE: Any = {
    "format": str,
    "asked": {
        "matter": str,
        "title": str,
        "forum": str,
        "as_of": str,
        "model": str,
        "rules": bool,
        "set": [str],
        "without": [str],
        "adopted": [str],
        "reading": _OPTIONAL,
        "bases": [str],
    },
    "facts": {"*": [str]},
    "doctrine": {
        "id": str,
        "question": str,
        "law": str,
        "claim": str,
        "sides": [str],
        "factors": {"*": {"levels": [str], "neutral": str, "order": [_PAIR], "favours": _OPTIONAL}},
    },
    "courts": {"*": {"level": str, "system": str, "above": [str], "binds_itself": bool}},
    "sources": {"doctrine": str, "matter": str, "cases": {"*": {"*": str}}},
    "cases": {"*": _CASE},
    "rules": {"*": _RULE},
    "verdict": {
        "kind": str,
        "side": _OPTIONAL,
        "remaining": [[str]],
        "witnesses": [{"facts": {"*": str}, "sides": [str]}],
        "by": [str],
        "yields": [{"who": str, "side": str, "to": [{"whom": str, "ground": str}]}],
    },
    "digest": str,
}


def misshapen(value: Any, shape: Any) -> Iterator[str]:
    """Every place at which the data are not in the shape of a certificate; the place is written out for a fault alone."""
    plain: Any = value  # a type checker narrows ``value`` itself to nothing of use
    if isinstance(shape, tuple):
        fitting = [one for one in shape if type(value) is _kind(one)]
        yield from misshapen(value, fitting[0]) if fitting else [" is not of its kind"]
    elif shape == FORMULA:
        yield from [] if _is_formula(value) else [" is no formula"]
    elif type(value) is not _kind(shape):
        yield " is not of its kind"
    elif isinstance(shape, list):
        for i, part in enumerate(plain, 1):
            if type(part) is not shape[0]:
                yield from (f"/{i}{fault}" for fault in misshapen(part, shape[0]))
    elif isinstance(shape, dict):
        yield from _mapping(plain, shape)


def _mapping(value: Row, shape: Row) -> Iterator[str]:
    if "*" in shape:
        for key, part in value.items():
            if type(part) is not shape["*"]:
                yield from (f"/{shown(key)}{fault}" for fault in misshapen(part, shape["*"]))
        return
    yield from (f"/{key} is lacking" for key in shape if key not in value)
    yield from (f"/{shown(key)} has no place there" for key in value if key not in shape)
    for key in shape:
        if key in value and type(value[key]) is not shape[key]:
            yield from (f"/{key}{fault}" for fault in misshapen(value[key], shape[key]))


def _kind(shape: Any) -> type:
    return shape if isinstance(shape, type) else dict if shape == FORMULA else type(shape)


def _is_formula(value: Any) -> bool:
    """A condition, a denial, or a number (as text) of parts: 'where at least so many of these hold'."""
    if not isinstance(value, dict):
        return False
    if set(value) == {"factor", "bound", "level"}:
        return all(type(part) is str for part in value.values())
    if set(value) == {"not"}:
        return _is_formula(value["not"])
    if set(value) != {"count", "of"} or type(value["of"]) is not list or type(value["count"]) is not str:
        return False
    count = value["count"]
    counted = count.isascii() and count.isdecimal() and len(count) <= 6 and 1 <= int(count) <= len(value["of"])
    return counted and str(int(count)) == count and all(_is_formula(part) for part in value["of"])
