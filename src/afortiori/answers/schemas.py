"""The JSON Schema of every file that is read, of every answer as JSON and of every value, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from afortiori.errors import bad_option, did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel

    from afortiori.memo.told import Told

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AIF, CERTIFICATE = "aif", "certificate"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema with that name; BadInput where there is none.

    >>> schema("case")["required"]
    ['name', 'court', 'decided']
    >>> schema("decide")["properties"]["verdict"]["enum"]
    ['forced', 'open', 'conflicted', 'depends']
    """
    from afortiori.answers.shapes import ANSWERS
    from afortiori.interchange import values

    files = _files()
    if name in files:
        return _written(files[name].model_json_schema())
    if name == CERTIFICATE:
        return _certificate()
    if name in ANSWERS or name == AIF:
        return {"$schema": DIALECT} | _shape(name).model_json_schema(by_alias=True)
    if name in values.kinds():
        return values.schema(name)
    raise bad_option(f"no schema is named '{name[:80]}'", did_you_mean(name, _names()))


def schemas() -> Told:
    """What ``schema`` can print: the files that are read, those that are written, the answers, the values.

    >>> sorted(schemas().data)
    ['answers', 'files', 'values', 'written']
    """
    from afortiori.answers.shapes import ANSWERS
    from afortiori.interchange import values
    from afortiori.memo.blocks import Item, Items
    from afortiori.memo.told import Told

    data = {
        "files": sorted(_files()),
        "written": [AIF, CERTIFICATE],
        "answers": sorted(ANSWERS),
        "values": sorted(values.kinds()),
    }
    titles = {
        "files": "Files",
        "written": "Files that are written",
        "answers": "Answers as JSON (--json)",
        "values": "Values",
    }
    return Told((Items(tuple(Item(titles[kind], tuple(names)) for kind, names in data.items())),), data)


def _files() -> dict[str, type[BaseModel]]:
    """The shapes of the files that people write."""
    from afortiori.store.charts.mapping import MappingFile
    from afortiori.store.proposing.shapes import FactsFile, SheetFile
    from afortiori.store.schema import SHAPES

    return {**SHAPES, "facts": FactsFile, "mapping": MappingFile, "sheet": SheetFile}


def _shape(name: str) -> type[BaseModel]:
    from afortiori.answers.shapes import ANSWERS, AifGraph

    return AifGraph if name == AIF else ANSWERS[name]


def _certificate() -> dict[str, Any]:
    """The schema of a certificate, from the shape to which the checker itself holds it."""
    from afortiori.certificate.check.form import FORMULA, SHAPE

    condition = dict.fromkeys(("factor", "bound", "level"), str)
    deny, count = {"not": FORMULA}, {"count": str, "of": [FORMULA]}
    formula = {"anyOf": [_of_shape(part) for part in (condition, deny, count)]}
    return {"$schema": DIALECT, "title": "Certificate", **_of_shape(SHAPE), "$defs": {FORMULA: formula}}


def _of_shape(shape: Any) -> dict[str, Any]:
    """A shape as the checker writes it, as a schema."""
    from afortiori.certificate.check.form import FORMULA

    if isinstance(shape, tuple):
        return {"anyOf": [_of_shape(one) for one in shape]}
    if shape == FORMULA:
        return {"$ref": f"#/$defs/{FORMULA}"}
    if isinstance(shape, list):
        return {"type": "array", "items": _of_shape(shape[0])}
    if isinstance(shape, dict) and "*" in shape:
        return {"type": "object", "additionalProperties": _of_shape(shape["*"])}
    if isinstance(shape, dict):
        properties = {key: _of_shape(part) for key, part in shape.items()}
        return {"type": "object", "properties": properties, "required": [*shape], "additionalProperties": False}
    return {"type": {str: "string", bool: "boolean", None: "null"}[shape]}


def _names() -> list[str]:
    return [name for names in schemas().data.values() for name in names]


def _written(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a file as a person may write it: a key left empty is not written; a number stands for its text."""
    for shape in (schema, *schema.get("$defs", {}).values()):
        required = shape.get("required", ())
        for key, of in shape.get("properties", {}).items():
            shape["properties"][key] = _scalars(of) if key in required else {"anyOf": [_scalars(of), {"type": "null"}]}
    return {"$schema": DIALECT} | schema


def _scalars(of: Any) -> Any:
    """A schema in which a text may be written as a number (to YAML, 1988 is one), and yes or no as a text."""
    if isinstance(of, list):
        return [_scalars(inner) for inner in of]
    if not isinstance(of, dict):
        return of
    found = {key: _scalars(inner) for key, inner in of.items()}
    if of.get("type") == "boolean":
        return {"enum": [True, False, "true", "false", "yes", "no"]}
    return found | {"type": ["string", "number"]} if of.get("type") == "string" and "enum" not in of else found
