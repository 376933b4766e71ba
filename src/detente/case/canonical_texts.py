"""All that counts of what a case says as text: independent of layout, comments and the order of keys."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from detente.case.base import OrderMatters


def canonical_text(value: Any) -> str:
    """Return a value of the schema as JSON that says all that counts and nothing else."""
    return json.dumps(_canonical(value), sort_keys=True, ensure_ascii=False)


def joined_texts(texts: Mapping[str, str]) -> str:
    """Return the text of a mapping whose values are texts already.

    Example:
        >>> joined_texts({"b": canonical_text(1), "a": canonical_text({"c": None})})
        '{"a": {"c": null}, "b": 1}'
    """
    keys = {key: json.dumps(key, ensure_ascii=False) for key in sorted(texts)}
    return "{" + ", ".join(f"{text}: {texts[key]}" for key, text in keys.items()) + "}"


def _canonical(value: Any, *, ordered: bool = False) -> Any:
    if isinstance(value, BaseModel):
        return {
            name: _canonical(getattr(value, name), ordered=OrderMatters in field.metadata)
            for name, field in type(value).model_fields.items()
        }
    if isinstance(value, dict):
        items = {key: _canonical(item) for key, item in value.items()}
        return list(items.items()) if ordered else items
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value
