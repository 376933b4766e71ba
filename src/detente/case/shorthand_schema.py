"""What the short forms of a case look like to an editor: JSON Schema by name, for `Shorthand`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.base import FORM, ID_PATTERN
from detente.case.judgements import ICD_203

TEXT: Mapping[str, Any] = {"type": "string", "minLength": 1}
ID: Mapping[str, Any] = {"type": "string", "pattern": ID_PATTERN}
DATE: Mapping[str, Any] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
PERCENT: Mapping[str, Any] = {"type": "string", "pattern": "^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+) *%$"}
RANGE: Mapping[str, Any] = {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2}
QUANTILES = {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3}


def _one_or_more(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of an item, or a list of them."""
    return {"anyOf": [dict(item), {"type": "array", "items": dict(item), "minItems": 1}]}


def _keys(forms: Mapping[str, Any], needed: str, optional: str = "") -> dict[str, Any]:
    """Return the form of a mapping that has all of the needed keys and any of the optional ones."""
    required = needed.split()
    properties = {name: forms[name] for name in (*required, *optional.split())}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _judgement(
    least: float | None = None, most: float | None = None, *, worth: bool = True, percent: bool = False
) -> dict[str, Any]:
    """Return the forms of a judgement: bounds of its numbers, if any; with value words and percentages or without."""
    limits = {"minimum": least, "maximum": most}
    number: dict[str, Any] = {"type": "number"} | {name: limit for name, limit in limits.items() if limit is not None}
    number = {"anyOf": [number, PERCENT]} if percent else number
    weight = {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, PERCENT]}
    forms = {
        **dict.fromkeys(("value", "low", "mode", "high"), number),
        "choices": {"type": "object", "additionalProperties": weight, "minProperties": 1},
        "words": {"enum": list(ICD_203)},
        "worth": {"type": "string", "pattern": "^[+-]?[^+-]"},
        "source": _one_or_more({"type": "string"}),
        "by": TEXT,
        "why": TEXT,
    }
    given = "value", "low high", "low mode high", "choices", "words", *(["worth"] if worth else [])
    own = [
        number,
        {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
        *(_keys(forms, needs, "source by why") for needs in given),
    ]
    forms["experts"] = {
        "type": "object",
        "propertyNames": ID,
        "additionalProperties": {"anyOf": own},
        "minProperties": 2,
    }
    return {
        "description": "A judgement: a number, a range [low, high], or keys and values with a source and a reason.",
        "anyOf": [*own, _keys(forms, "experts", "source by why")],
    }


def _which() -> dict[str, Any]:
    """Return the forms that name options of one issue."""
    forms = {"at_least": ID, "at_most": ID}
    return {
        "description": "An option, a list of options, {at_least: …} or {at_most: …}.",
        "anyOf": [*_one_or_more(ID)["anyOf"], *(_keys(forms, bound) for bound in forms)],
    }


def _consent() -> dict[str, Any]:
    """Return the forms of a consent formula, whose parts are such forms again."""
    parts = {"type": "array", "items": {FORM: "Consent"}, "minItems": 1}
    forms = {
        **dict.fromkeys(("accept", "not_object"), ID),
        **dict.fromkeys(("all", "any", "of"), parts),
        "at_least": {"type": "integer", "minimum": 1},
    }
    given = "accept", "not_object", "all", "any", "at_least of"
    return {
        "description": "A party, {accept: …}, {not_object: …}, {all: …}, {any: …}, {at_least: k, of: […]}, or text.",
        "anyOf": [TEXT, *(_keys(forms, needs) for needs in given)],
    }


def _states() -> dict[str, Any]:
    """Return the forms that mean states of a conflict."""
    level = {"anyOf": [TEXT, {"type": "integer", "minimum": 0}]}
    levels = {"type": "object", "propertyNames": ID, "additionalProperties": level, "minProperties": 1}
    return {
        "description": "A state such as NYN, a pattern such as N-Y, or {option: Y}.",
        "anyOf": [{"type": "string", "pattern": r"^([NYny0-9-]|\([0-9]+\))+$"}, levels],
    }


def _statement() -> dict[str, Any]:
    """Return the forms of a preference statement, whose parts are such forms again."""
    part = {FORM: "Statement"}
    parts = {"type": "array", "items": part, "minItems": 1}
    forms = {
        **dict.fromkeys(("all", "any"), parts),
        **dict.fromkeys(("not", "if", "then"), part),
        "iff": {"type": "array", "items": part, "minItems": 2, "maxItems": 2},
    }
    given = "all", "any", "not", "if then", "iff"
    return {
        "description": "States, {all: […]}, {any: […]}, {not: …}, {if: …, then: …}, {iff: […, …]}, or text.",
        "anyOf": [TEXT, {FORM: "States"}, *(_keys(forms, needs) for needs in given)],
    }


def _probability(says: str) -> dict[str, Any]:
    """Return the forms of a probability: a bare word of ICD 203, or a judgement from 0 to 1."""
    return {
        "description": says,
        "anyOf": [{"enum": list(ICD_203)}, *_judgement(0, 1, worth=False, percent=True)["anyOf"]],
    }


def _belief() -> dict[str, Any]:
    """Return the forms of a belief about others: one probability, or one for each party."""
    pairs = {"type": "object", "propertyNames": ID, "additionalProperties": {FORM: "Probability"}, "minProperties": 1}
    return {
        "description": "A probability, the same of every other party, or {party: probability}.",
        "anyOf": [*_probability("")["anyOf"], pairs],
    }


FORMS: Mapping[str, Mapping[str, Any]] = {
    "Text": TEXT,
    "Date": DATE,
    "Range": RANGE,
    "Quantiles": QUANTILES,
    "Sources": _one_or_more(TEXT),
    "Judgement": _judgement(),
    "Probability": _probability("A probability: a likelihood word, a percentage, or a judgement from 0 to 1."),
    "NotNegative": _judgement(0),
    "Rate": _judgement(0, percent=True),
    "Effect": _judgement(-1, percent=True),
    "Likelihood": _probability("A likelihood: a word, a percentage, or a judgement above 0 and up to 1."),
    "Belief": _belief(),
    "Which": _which(),
    "Consent": _consent(),
    "States": _states(),
    "Statement": _statement(),
    "Tied": _one_or_more({FORM: "States"}),
    "Ranking": {"type": "array", "items": {FORM: "Tied"}},
    "Levels": {"anyOf": [{"type": "integer", "minimum": 2}, {"type": "array", "items": TEXT, "minItems": 2}]},
}
