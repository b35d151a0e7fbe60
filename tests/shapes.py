"""Whether data are as a JSON Schema says, by a validator that is not ours."""

from __future__ import annotations

from typing import Any

import jsonschema_rs


def faults(schema: dict[str, Any], data: object) -> list[str]:
    """What keeps data from a schema, each with its place; the schema itself must be one."""
    checked(schema)
    found = jsonschema_rs.Draft202012Validator(schema).iter_errors(data)
    return [f"{'/'.join(map(str, fault.instance_path))}: {fault.message[:300]}" for fault in found]


def checked(schema: dict[str, Any]) -> None:
    """Refuse a schema that is none."""
    jsonschema_rs.meta.validate(schema)
