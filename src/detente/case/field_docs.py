"""What the fields of a model mean: the sentences below them, read from the source when they are asked for.

Pydantic can read them too, but only while it makes the classes, at every start of a command.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from sys import modules
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

BODY = "schema"  # key of a core schema that wraps another


class Documented(GenerateJsonSchema):
    """Writes the JSON Schema of models, with the sentences below their fields as descriptions."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the JSON Schema of one model, its fields described."""
        return super().model_schema(_described(schema, field_docs(schema["cls"])))


def _described(schema: Any, docs: Mapping[str, str]) -> Any:
    """Return a core schema whose fields have these descriptions, unless they have others."""
    if schema["type"] == "model-fields":
        return {**schema, "fields": {name: _with(field, docs.get(name)) for name, field in schema["fields"].items()}}
    return {**schema, BODY: _described(schema[BODY], docs)} if BODY in schema else schema


def _with(field: Any, said: str | None) -> Any:
    if said is None:
        return field
    noted = field.get("metadata", {})
    updates = {"description": said} | noted.get("pydantic_js_updates", {})
    return {**field, "metadata": {**noted, "pydantic_js_updates": updates}}


def field_docs(model: type[BaseModel]) -> Mapping[str, str]:
    """Return what the fields of a model mean: field → the string below it, of those that have one.

    Args:
        model: A model whose source can be read; fields that it inherits are described where they are declared.
    """
    docs: dict[str, str] = {}
    for declared in reversed(model.__mro__):
        if issubclass(declared, BaseModel) and declared is not BaseModel:
            docs = {name: said for name, said in docs.items() if name not in inspect.get_annotations(declared)}
            docs |= _below(declared)
    return docs


@cache
def _below(model: type[BaseModel]) -> Mapping[str, str]:
    return {
        field.target.id: inspect.cleandoc(said.value.value)
        for field, said in pairwise(_body(model))
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    }


def _body(model: type[BaseModel]) -> list[ast.stmt]:
    """Return the statements of a class; none where it was made without any, as models of joined documents are."""
    found: list[ast.stmt] = _parsed(model.__module__).body
    for name in model.__qualname__.replace(".<locals>", "").split("."):
        scopes = [node for node in found if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name]
        found = scopes[0].body if scopes else []
    return found


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(modules[module]))
