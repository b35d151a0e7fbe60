"""Every value of the law as plain data and back, and the JSON Schema of each kind.

A value is an object with its ``type`` (``precedent.Facts``) and its fields by name; sequences and sets are arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from afortiori.errors import BadInput, Misuse, Problem, did_you_mean

HOMES = (
    "errors", "authority", "doctrine", "precedent", "constraint", "casebase.selection", "casebase.verdict", "casebase.issues",
    "significance", "argument.values", "argument.adverse", "argument.lattice", "argument.dialogue", "claims",
    "guidance.routes", "guidance.thresholds", "guidance.hypotheticals", "guidance.probes", "guidance.rationales",
    "guidance.strength", "guidance.timeline", "restatement", "restatement.agency", "restatement.landmarks", "restatement.splits", "coverage",
    "audit", "effect", "estimate", "analysis",
)  # fmt: skip
# How an argument is made, and row numbers of a register: they hold functions, and mean nothing without it.
WORKINGS = ("argument.Move", "argument.Context", "audit.RowsAudit")
DEEPEST = 60
SCALARS: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}


@cache
def kinds() -> Mapping[str, type]:
    """Every kind of value by the name of its type.

    >>> kinds()["precedent.Facts"].__name__
    'Facts'
    """
    from afortiori.casebase import CaseBase, Law

    found: dict[str, type] = {"casebase.CaseBase": CaseBase, "casebase.Law": Law}
    for home in HOMES:
        module = import_module(f"afortiori.{home}")
        for name, kind in vars(module).items():
            public = isinstance(kind, type) and _is_value(kind) and not name.startswith("_")
            if public and kind.__module__ == module.__name__:
                found[f"{home.partition('.')[0]}.{name}"] = kind
    return {name: kind for name, kind in found.items() if name not in WORKINGS}


def _is_value(kind: type) -> bool:
    return is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


@cache
def _names() -> Mapping[type, str]:
    return {kind: name for name, kind in kinds().items()}


def plain(value: object) -> Any:
    """A value as plain data, ready for JSON; Misuse where it is no value of the law.

    >>> from afortiori.doctrine import Side
    >>> plain(Side("duty", "A duty", "plaintiff"))
    {'type': 'doctrine.Side', 'id': 'duty', 'name': 'A duty', 'wanted_by': 'plaintiff'}
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    kind: type = type(value)
    name = _names().get(kind)
    if name is not None:
        return {"type": name} | {field: plain(getattr(value, field)) for field in _fields(kind)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((plain(inner) for inner in value), key=str)
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    raise Misuse(f"no value of the law is a '{type(value).__name__}'")


def from_plain(data: object) -> Any:
    """The value that ``plain`` wrote, or the tuple of several; BadInput where the data are none.

    >>> from_plain({"type": "precedent.Facts", "narrowed": [["custody", ["none"]]]})
    Facts(narrowed=(('custody', ('none',)),))
    >>> from_plain([{"type": "precedent.Facts", "narrowed": []}])
    (Facts(narrowed=()),)
    """
    if isinstance(data, list):
        return tuple(_valued(one) for one in data)
    return _valued(data)


def _valued(data: object) -> Any:
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise _no("the data", "an object with its 'type'")
    return _read(kinds().get(data["type"], object), data, data["type"], 0)


def _read(hint: Any, data: Any, place: str, depth: int) -> Any:
    """Data read as what a field may hold; the first kind of a union that fits."""
    if depth > DEEPEST:
        raise _no(place[:80], f"at most {DEEPEST} values one inside the other")
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _read(_chosen(arguments, data, place), data, place, depth)
    if hint in SCALARS:
        if type(data) is not hint:
            raise _no(place, f"a {SCALARS[hint]}")
        return data
    if origin in (tuple, frozenset, Sequence):
        return _series(origin, arguments, data, place, depth)
    if origin in (dict, Mapping):
        if not isinstance(data, dict):
            raise _no(place, "an object")
        return {key: _read(arguments[1], inner, f"{place}.{key}", depth + 1) for key, inner in data.items()}
    return _object(hint, data, place, depth)


def _chosen(hints: Sequence[Any], data: Any, place: str) -> Any:
    tag = data.get("type") if isinstance(data, dict) else None
    for hint in hints:
        if hint in SCALARS:
            fits = type(data) is hint
        elif get_origin(hint) is not None:
            fits = isinstance(data, list | dict)
        else:
            fits = tag == _names().get(hint)
        if fits:
            return hint
    raise _no(place, "one of: " + ", ".join(SCALARS.get(hint) or _names().get(hint, "array") for hint in hints))


def _series(origin: Any, arguments: tuple[Any, ...], data: Any, place: str, depth: int) -> Any:
    if not isinstance(data, list):
        raise _no(place, "an array")
    fixed = origin is tuple and not (len(arguments) == 2 and arguments[1] is Ellipsis)
    if fixed and len(arguments) != len(data):
        raise _no(place, f"an array of {len(arguments)}")
    hints = arguments if fixed else [arguments[0]] * len(data)
    read = [
        _read(hint, inner, f"{place}[{i}]", depth + 1) for i, (hint, inner) in enumerate(zip(hints, data, strict=True))
    ]
    return frozenset(read) if origin is frozenset else tuple(read)


def _object(kind: Any, data: Any, place: str, depth: int) -> Any:
    name = _names().get(kind)
    if name is None or not isinstance(data, dict) or data.get("type") != name:
        known = [name] if name else list(kinds())
        tag = str(data.get("type"))[:80] if isinstance(data, dict) else ""
        raise BadInput([Problem("", 0, f"{place[:120]} is no value of the type '{tag}'", did_you_mean(tag, known))])
    hints = _fields(kind)
    unknown = sorted(set(data) - set(hints) - {"type"})
    if unknown:
        raise BadInput([Problem("", 0, f"{place[:120]} has no '{unknown[0][:80]}'", did_you_mean(unknown[0], hints))])
    given = {field: _read(hints[field], data[field], f"{place}.{field}", depth + 1) for field in hints if field in data}
    try:
        return kind(**given)
    except (TypeError, Misuse) as error:
        raise _no(place, f"all its fields, in their form ({error})") from None


def _no(place: str, wanted: str) -> BadInput:
    return BadInput([Problem("", 0, f"{place[:120]} is not in its form", f"write {wanted}")])


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    """The fields that a value is made of, each with what it may hold."""
    from afortiori.casebase import CaseBase, Law

    if kind is CaseBase:
        from afortiori.authority import Court
        from afortiori.doctrine import Doctrine
        from afortiori.precedent import Precedent

        return {"doctrine": Doctrine, "precedents": tuple[Precedent, ...], "courts": Mapping[str, Court]}
    if kind is Law:
        from afortiori.casebase import Options

        return {"base": CaseBase, "options": Options}
    hints = get_type_hints(kind)
    if issubclass(kind, tuple):
        return {name: hints[name] for name in cast("Any", kind)._fields}
    return {field.name: hints[field.name] for field in fields(cast("Any", kind)) if field.init}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of value, with all that it holds.

    >>> schema("doctrine.Side")["$ref"]
    '#/$defs/doctrine.Side'
    """
    defs: dict[str, Any] = {}
    reference = _kind_schema(kinds()[name], defs)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **reference, "$defs": defs}


def _kind_schema(kind: type, defs: dict[str, Any]) -> dict[str, Any]:
    name = _names()[kind]
    if name not in defs:
        defs[name] = {}
        hints = _fields(kind)
        properties = {field: _hint_schema(hint, defs) for field, hint in hints.items()}
        defs[name] |= {
            "type": "object",
            "description": (kind.__doc__ or "").partition("\n")[0],
            "properties": {"type": {"const": name}} | properties,
            "required": ["type", *hints],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _hint_schema(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return {"anyOf": [_hint_schema(inner, defs) for inner in arguments]}
    if hint in SCALARS:
        return {"type": SCALARS[hint]}
    if origin is tuple and arguments[-1] is not Ellipsis:
        inner = [_hint_schema(part, defs) for part in arguments]
        return {"type": "array", "prefixItems": inner, "minItems": len(inner), "maxItems": len(inner)}
    if origin in (tuple, frozenset, Sequence):
        return {"type": "array", "items": _hint_schema(arguments[0], defs)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _hint_schema(arguments[1], defs)}
    return _kind_schema(hint, defs)
