"""The JSON Schema of a table: editors accept every spelling of every key, and offer the two that are usual."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from broadcaster.written.fields import Field, Table
from broadcaster.written.readers import Several, Sub

_PLAIN = {"type": ["string", "number", "boolean", "null"]}


def file_schema(title: str, root: Table) -> str:
    """The JSON Schema file (draft 7) of a file that holds the record `root`; each part is defined once."""
    definitions: dict[str, Any] = {}
    for table in tables_within(root):
        definitions[table.key] = _record(table)
        definitions |= {f"{table.key}.{one.name}": _shape(one) for one in table.fields}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    body = head | definitions.pop(root.key) | {"definitions": definitions}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def tables_within(root: Table) -> Iterator[Table]:
    """`root` and every table that a field of it holds, each once."""
    seen: list[Table] = []
    waiting = [root]
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.append(one)
        yield one
        for reader in (field.reader for field in one.fields):
            inner = reader.one if isinstance(reader, Several) else reader
            waiting += [inner.table] if isinstance(inner, Sub) else []


def _record(table: Table) -> dict[str, Any]:
    """The schema of one record: its fields in every spelling, and nothing else unless the table is open."""
    properties: dict[str, Any] = {}
    rarer: dict[str, Any] = {}
    for one in table.fields:
        shape = {"$ref": f"#/definitions/{table.key}.{one.name}"}
        properties |= dict.fromkeys((one.name, *one.spellings[:1]), shape)
        rarer[_pattern(one)] = shape
    schema: dict[str, Any] = {"type": "object", "properties": properties, "patternProperties": rarer}
    schema["additionalProperties"] = _PLAIN if table.open else False
    needed = [_needed(one) for one in table.fields if one.required]
    return schema | ({"allOf": needed} if needed else {})


def _shape(one: Field) -> dict[str, Any]:
    examples = {"examples": [one.example]} if one.example else {}
    return one.reader.schema() | {"description": one.doc} | examples


def _pattern(one: Field) -> str:
    """Every spelling, its first letter small or great."""
    words = (f"[{key[0].lower()}{key[0].upper()}]{re.escape(key[1:])}" for key in one.every_key())
    return f"^(?:{'|'.join(words)})$".replace("\\ ", " ")


def _needed(one: Field) -> dict[str, Any]:
    spelled = dict.fromkeys(spelling for key in one.every_key() for spelling in (key, key[0].upper() + key[1:]))
    return {"anyOf": [{"required": [key]} for key in spelled]}
