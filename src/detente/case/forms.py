"""What the short forms of a case look like to an editor: fragments of JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

TEXT: Mapping[str, Any] = {"type": "string", "minLength": 1}
ID: Mapping[str, Any] = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}
DATE: Mapping[str, Any] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
RANGE: Mapping[str, Any] = {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2}


def one_or_more(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of an item, or a list of them."""
    return {"anyOf": [dict(item), {"type": "array", "items": dict(item), "minItems": 1}]}


def keys(*optional: str, forms: Mapping[str, Any], needs: Iterable[str]) -> dict[str, Any]:
    """Return the form of a mapping with these keys: all of `needs`, any of the optional ones."""
    needed = list(needs)
    properties = {name: forms[name] for name in (*needed, *optional)}
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def judgement_form(
    words: Iterable[str], least: float | None = None, most: float | None = None, *, worth: bool = True
) -> dict[str, Any]:
    """Return the forms of a judgement.

    Args:
        words: The likelihood words.
        least: Lower bound of its numbers, if any.
        most: Upper bound of its numbers, if any.
        worth: Whether value words are allowed.
    """
    limits = {"minimum": least, "maximum": most}
    number = {"type": "number"} | {name: limit for name, limit in limits.items() if limit is not None}
    weight = {"type": "number", "minimum": 0, "maximum": 1}
    forms = {
        **dict.fromkeys(("value", "low", "mode", "high"), number),
        "choices": {"type": "object", "additionalProperties": weight, "minProperties": 1},
        "words": {"enum": list(words)},
        "worth": {"type": "string", "pattern": "^[+-]?[^+-]"},
        "source": one_or_more({"type": "string"}),
        "by": TEXT,
        "why": TEXT,
    }
    given = [
        ["value"],
        ["low", "high"],
        ["low", "mode", "high"],
        ["choices"],
        ["words"],
        *([["worth"]] if worth else []),
    ]
    return {
        "description": "A judgement: a number, a range [low, high], or keys and values with a source and a reason.",
        "anyOf": [
            number,
            {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
            *(keys("source", "by", "why", forms=forms, needs=needs) for needs in given),
        ],
    }


def which_form() -> dict[str, Any]:
    """Return the forms that name options of one issue."""
    forms = {"at_least": ID, "at_most": ID}
    return {
        "description": "An option, a list of options, {at_least: …} or {at_most: …}.",
        "anyOf": [*one_or_more(ID)["anyOf"], *(keys(forms=forms, needs=[bound]) for bound in forms)],
    }


def formula_form(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return the forms of a consent formula.

    Args:
        part: The form of its parts, a reference to itself.
    """
    parts = {"type": "array", "items": dict(part), "minItems": 1}
    forms = {
        **dict.fromkeys(("accept", "not_object"), ID),
        **dict.fromkeys(("all", "any", "of"), parts),
        "at_least": {"type": "integer", "minimum": 1},
    }
    given = [["accept"], ["not_object"], ["all"], ["any"], ["at_least", "of"]]
    return {
        "description": "A party, {accept: …}, {not_object: …}, {all: […]}, {any: […]} or {at_least: k, of: […]}.",
        "anyOf": [ID, *(keys(forms=forms, needs=needs) for needs in given)],
    }
