"""Judgements: what somebody believes about a number, as a range with its source and its reason.

| form | meaning |
|---|---|
| `5` | exactly 5 |
| `[3, 8]` | anything from 3 to 8, equally likely (uniform) |
| `{low: 3, mode: 4, high: 8}` | from 3 to 8, most likely 4 (PERT) |
| `{choices: {0: 0.3, 5: 0.7}}` | 0 with weight 0.3 or 5 with weight 0.7 |
| `{words: likely}` | a probability in words (ICD 203): 0.55 to 0.80 |
| `{worth: -major}` | a value in words, from the case's table `worths` |

Every form but the first two can carry `source`, `by` and `why`; `{value: 5, …}` and `{low: 3, high: 8, …}`
are the first two with room for them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, WithJsonSchema

from detente.case.base import Frozen, refuse
from detente.case.faults import nearest, one_of, shown

# Intelligence Community Directive 203 (2015), the likelihood row and its synonyms.
ICD_203: Mapping[str, tuple[float, float]] = {
    "almost no chance": (0.01, 0.05),
    "remote": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "highly improbable": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "improbable": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "roughly even odds": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "probable": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "highly probable": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
    "nearly certain": (0.95, 0.99),
}

# Points a year by value word, used where a case gives no table `worths` of its own.
WORTHS: Mapping[str, tuple[float, float]] = {
    "none": (0.0, 0.0),
    "minor": (0.5, 2.0),
    "modest": (2.0, 4.0),
    "major": (4.0, 7.0),
    "vital": (7.0, 12.0),
}

Form = Literal["point", "uniform", "pert", "choices"]
FORMS = "a number, [low, high], {low, mode, high}, {choices: …}, {words: …} or {worth: …}"
NOTES = ("source", "by", "why")


class Judgement(Frozen):
    """One judgement: its form and numbers, where it comes from, and why."""

    form: Form
    """Shape of the belief."""
    low: float
    """Lowest value held possible."""
    high: float
    """Highest value held possible."""
    mode: float | None = None
    """Most likely value, where given (PERT)."""
    choices: tuple[tuple[float, float], ...] = ()
    """Alternatives with their weights, in rising order of value."""
    words: str | None = None
    """The likelihood word it was given as."""
    worth: str | None = None
    """The value word it was given as, with its sign."""
    source: tuple[str, ...] = ()
    """Ids of the sources it rests on."""
    by: str | None = None
    """Whose judgement it is."""
    why: str | None = None
    """The reason in a sentence."""

    @property
    def central(self) -> float:
        """The middle of the belief: the mode where one is given, the median of choices, else the midpoint."""
        if self.mode is not None:
            return self.mode
        if self.choices:
            reached = 0.0
            for value, weight in self.choices:
                reached += weight
                if reached >= 0.5 - 1e-12:
                    return value
        return (self.low + self.high) / 2

    @property
    def certain(self) -> bool:
        """Whether it is the same in every world."""
        return self.low == self.high

    @property
    def sourced(self) -> bool:
        """Whether it says where it comes from: a source, or whose judgement it is."""
        return bool(self.source) or self.by is not None


def parse(raw: Any) -> Judgement:
    """Which judgement does this value of a case file state?

    Args:
        raw: A number, a pair, or a mapping in one of the forms of this module.

    Returns:
        The judgement. A value word has no numbers until the case's table is known (`resolved`).

    Raises:
        PydanticCustomError: The value is none of the forms, or its numbers contradict each other.

    Example:
        >>> parse([3, 8]).central
        5.5
        >>> parse({"words": "likely"}).high
        0.8
    """
    if isinstance(raw, Judgement):
        return raw
    if _is_number(raw):
        return Judgement(form="point", low=float(raw), high=float(raw))
    if isinstance(raw, list):
        if len(raw) != 2 or not all(_is_number(v) for v in raw):
            refuse(shown(raw), "two numbers [low, high]")
        return _span(float(raw[0]), float(raw[1]), None, {})
    if not isinstance(raw, dict):
        refuse(shown(raw), FORMS, nearest(raw, ICD_203) if isinstance(raw, str) else None)
    notes = _notes(raw)
    keys = tuple(key for key in raw if key not in NOTES)
    match set(keys):
        case s if s == {"value"}:
            value = _number(raw, "value")
            return Judgement(form="point", low=value, high=value, **notes)
        case s if s == {"low", "high"}:
            return _span(_number(raw, "low"), _number(raw, "high"), None, notes)
        case s if s == {"low", "mode", "high"}:
            return _span(_number(raw, "low"), _number(raw, "high"), _number(raw, "mode"), notes)
        case s if s == {"choices"}:
            return _choices(raw["choices"], notes)
        case s if s == {"words"}:
            low, high = _likelihood(raw["words"])
            return Judgement(form="uniform", low=low, high=high, words=raw["words"], **notes)
        case s if s == {"worth"}:
            return Judgement(form="point", low=math.nan, high=math.nan, worth=_worth_word(raw["worth"]), **notes)
    valid = ("value", "low", "mode", "high", "choices", "words", "worth", *NOTES)
    odd = next((key for key in keys if key not in valid), None)
    if odd is not None:
        refuse(f"unknown key {odd!r} in a judgement", FORMS, nearest(odd, valid))
    refuse(f"a judgement with {', '.join(keys) or 'no numbers'}", FORMS)


def resolved(judgement: Judgement, worths: Mapping[str, tuple[float, float]]) -> Judgement:
    """Give a value word its range from the case's table; other judgements are returned as they are."""
    if judgement.worth is None:
        return judgement
    low, high = worths[judgement.worth.lstrip("+-")]
    if judgement.worth.startswith("-"):
        low, high = -high, -low
    return judgement.model_copy(update={"form": "point" if low == high else "uniform", "low": low, "high": high})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(raw: Mapping[str, Any], key: str) -> float:
    if not _is_number(raw[key]):
        refuse(f"{key}: {shown(raw[key])}", "a number")
    return float(raw[key])


def _notes(raw: Mapping[str, Any]) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    for key in ("by", "why"):
        if key in raw:
            if not isinstance(raw[key], str):
                refuse(f"{key}: {shown(raw[key])}", "text")
            notes[key] = raw[key]
    if "source" in raw:
        given = raw["source"] if isinstance(raw["source"], list) else [raw["source"]]
        if not given or not all(isinstance(s, str) for s in given):
            refuse(f"source: {shown(raw['source'])}", "the id of a source, or a list of them")
        notes["source"] = tuple(given)
    return notes


def _span(low: float, high: float, mode: float | None, notes: dict[str, Any]) -> Judgement:
    if low > high:
        refuse(f"a low of {low:g} above a high of {high:g}", "low ≤ high")
    if mode is not None and not low <= mode <= high:
        refuse(f"a mode of {mode:g} outside {low:g} to {high:g}", "low ≤ mode ≤ high")
    form: Form = "point" if low == high else "uniform" if mode is None else "pert"
    return Judgement(form=form, low=low, high=high, mode=mode, **notes)


def _choices(raw: Any, notes: dict[str, Any]) -> Judgement:
    if not isinstance(raw, dict) or not raw:
        refuse(f"choices: {shown(raw)}", "alternatives with their weights, {value: weight, …}")
    pairs: list[tuple[float, float]] = []
    for key, weight in raw.items():
        try:
            value = float(key)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            refuse(f"the alternative {key!r}", "a number")
        if not _is_number(weight) or weight < 0:
            refuse(f"the weight {shown(weight)} of {key}", "a number from 0 to 1")
        pairs.append((value, float(weight)))
    total = math.fsum(weight for _, weight in pairs)
    if abs(total - 1) > 1e-6:
        refuse(f"weights that add up to {total:.4g}", "weights that add up to 1")
    pairs = sorted((value, weight) for value, weight in pairs if weight > 0)
    return Judgement(form="choices", low=pairs[0][0], high=pairs[-1][0], choices=tuple(pairs), **notes)


def _likelihood(word: Any) -> tuple[float, float]:
    if not isinstance(word, str) or word not in ICD_203:
        refuse(f"words: {shown(word)}", one_of(ICD_203, most=20), nearest(word, ICD_203))
    return ICD_203[word]


def _worth_word(word: Any) -> str:
    if not isinstance(word, str) or not word.lstrip("+-"):
        refuse(f"worth: {shown(word)}", "a value word such as minor or -major")
    return cast(str, word)


_FORMS_SCHEMA: dict[str, Any] = {
    "description": "A judgement: " + FORMS,
    "anyOf": [
        {"type": "number"},
        {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "value": {"type": "number"},
                "low": {"type": "number"},
                "mode": {"type": "number"},
                "high": {"type": "number"},
                "choices": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1}},
                "words": {"enum": list(ICD_203)},
                "worth": {"type": "string"},
                "source": {"type": ["string", "array"], "items": {"type": "string"}},
                "by": {"type": "string"},
                "why": {"type": "string"},
            },
        },
    ],
}


def _probability(judgement: Judgement) -> Judgement:
    if judgement.worth is not None:
        refuse(f"the value word {judgement.worth!r}", "a probability")
    if judgement.low < 0 or judgement.high > 1:
        refuse(f"a probability from {judgement.low:g} to {judgement.high:g}", "0 ≤ probability ≤ 1")
    return judgement


def _not_negative(judgement: Judgement) -> Judgement:
    if judgement.low < 0:
        refuse(f"a value as low as {judgement.low:g}", "a value of 0 or more")
    return judgement


AnyJudgement = Annotated[Judgement, BeforeValidator(parse), WithJsonSchema(_FORMS_SCHEMA)]
Probability = Annotated[Judgement, BeforeValidator(lambda raw: _probability(parse(raw))), WithJsonSchema(_FORMS_SCHEMA)]
NotNegative = Annotated[Judgement, BeforeValidator(lambda raw: _not_negative(parse(raw))), WithJsonSchema(_FORMS_SCHEMA)]
