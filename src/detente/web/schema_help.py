"""Help for somebody who writes a file of a case: what each of its keys means, from the schema that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente import chapters
from detente.case.json_schema import case_schema

DEEPEST = 4  # levels of keys that are explained


@dataclass(frozen=True)
class KeyHelp:
    """What one key of a file means.

    Attributes:
        key: The key.
        says: What it means.
        needed: Whether the file needs it.
        below: What the keys below it mean, or those of each entry where ids stand below it.
        entries: Whether ids that the author chooses stand below it.
    """

    key: str
    says: str
    needed: bool
    below: tuple[KeyHelp, ...]
    entries: bool


def help_of(file: str) -> tuple[KeyHelp, ...]:
    """Return what the keys of a file of a case mean; nothing for a file of another name."""
    schema = case_schema(chapters.schemas()).get(file)
    return () if schema is None else tuple(_keys(schema, schema.get("$defs", {}), DEEPEST))


def _keys(schema: Mapping[str, Any], known: Mapping[str, Any], deep: int) -> Iterator[KeyHelp]:
    needed = schema.get("required", ())
    for key, field in schema.get("properties", {}).items() if deep else ():
        found, entries = _inside(field, known)
        says = field.get("description") or found.get("description", "")
        yield KeyHelp(key, says, key in needed, tuple(_keys(found, known, deep - 1)), entries)


def _inside(field: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """Return the schema of a value or, where ids stand in it, that of what stands below each; and whether they do."""
    found, entries = field, False
    for _ in range(2 * DEEPEST):
        if "$ref" in found:
            found = known.get(found["$ref"].rpartition("/")[2], {})
        elif "properties" in found:
            break
        elif isinstance(found.get("additionalProperties"), dict):
            found, entries = found["additionalProperties"], True
        elif isinstance(found.get("items"), dict):
            found = found["items"]
        elif several := [one for one in (*found.get("anyOf", ()), *found.get("oneOf", ())) if _named(one)]:
            found = several[0]
        else:
            break
    return found, entries


def _named(schema: Mapping[str, Any]) -> bool:
    return "$ref" in schema or "properties" in schema or isinstance(schema.get("additionalProperties"), dict)
