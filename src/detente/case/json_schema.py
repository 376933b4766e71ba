"""The JSON Schema of every file of a case, from the same models that read it, so that editors complete and explain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from detente.case.arguments import ARGUMENT, ArgumentFile
from detente.case.base import FORM, Frozen
from detente.case.field_docs import Documented
from detente.case.schema import CaseFile
from detente.case.shorthand_schema import FORMS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema(schemas: Mapping[str, type[Frozen]]) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of every file of a case, for editors.

    What needs more than one place to judge (names that exist, weights that add up, a low above its high) is beyond a
    JSON Schema, and left to `detente.case.read`.

    Args:
        schemas: Chapter → schema of its file, from `detente.chapters`.

    Returns:
        File name → its JSON Schema (draft 2020-12).

    Example:
        >>> case_schema({})["case.yaml"]["required"]
        ['title', 'date', 'parties']
    """
    files = {"case.yaml": CaseFile} | {f"{chapter}.yaml": schema for chapter, schema in schemas.items()}
    files[f"{ARGUMENT}.yaml"] = ArgumentFile
    return {file: file_schema(schema, file) for file, schema in files.items()}


def file_schema(schema: type[Frozen], file: str) -> dict[str, Any]:
    """Return the JSON Schema of one file.

    Args:
        schema: The schema of the file.
        file: Its name, as the title.

    Returns:
        The JSON Schema (draft 2020-12); the documentation of each field is its description.
    """
    found = schema.model_json_schema(schema_generator=_Generator)
    named: dict[str, Any] = {}
    whole = _tidy(found, named)
    forms: dict[str, Any] = {}
    while missing := sorted(named.keys() - forms.keys()):  # a form may name others
        forms |= {name: _tidy(FORMS[name], named) for name in missing}
    definitions = whole.pop("$defs", {}) | dict(sorted(forms.items()))
    return {"$schema": DIALECT, "title": file, **whole, "$defs": definitions}


class _Generator(Documented):
    """Writes no titles, and binds every key of a mapping to the pattern of its ids."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        for pattern, values in found.pop("patternProperties", {}).items():
            found["additionalProperties"] = values
            found["propertyNames"] = {**found.get("propertyNames", {}), "pattern": pattern}
        return found


def _tidy(found: Any, named: dict[str, Any]) -> Any:
    """Drop titles, put each description on one line, and refer to the short forms by name."""
    if isinstance(found, list):
        return [_tidy(item, named) for item in found]
    if not isinstance(found, dict):
        return found
    tidy: dict[str, Any] = {}
    for key, item in found.items():
        if key == FORM:
            named[item] = True
            tidy["$ref"] = f"#/$defs/{item}"
        elif key == "description" and isinstance(item, str):
            tidy[key] = " ".join(item.split())
        elif key != "title" or not isinstance(item, str):
            tidy[key] = _tidy(item, named)
    return tidy
