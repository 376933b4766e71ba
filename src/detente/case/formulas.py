"""Consent formulas: who must agree, as all / any / at least k over parties that accept or do not object.

| form | meaning |
|---|---|
| `china` or `{accept: china}` | China accepts |
| `{not_object: china}` | China accepts or abstains |
| `{all: [...]}`, `{any: [...]}` | all, or any, of the parts hold |
| `{at_least: 9, of: [...]}` | at least nine of the parts hold |
| `us and (uk or not_object(france))`, `at_least(2, us, uk, china)` | the same as text |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from detente.case.base import Frozen, Shorthand, refuse
from detente.case.faults import KeyPath, nearest, shown
from detente.case.language.consent_text import consent_form
from detente.case.language.grammar_kit import MisreadError

EXPECTED = "a party, {accept: party}, {not_object: party}, {all: […]}, {any: […]}, {at_least: k, of: […]}, or text"
KEYS = ("accept", "not_object", "all", "any", "at_least", "of")


class Formula(Frozen):
    """Either a leaf (one party), or at least `k` of the `parts`; all and any are the two ends of that."""

    party: str | None = None
    """The party of a leaf."""
    abstains: bool = False
    """Of a leaf: whether not objecting is enough."""
    k: int = 0
    """How many of the parts must hold."""
    parts: tuple[Formula, ...] = ()
    """The parts; empty for a leaf."""

    def leaves(self) -> Iterator[Formula]:
        """Yield the leaves of the formula.

        Yields:
            Every leaf, from left to right.
        """
        if self.party is not None:
            yield self
        for part in self.parts:
            yield from part.leaves()


def parse(raw: Any) -> Formula:
    """Return the consent that a value of a case file asks for.

    Args:
        raw: One of the forms of this module.

    Returns:
        The formula.

    Raises:
        PydanticCustomError: The value is none of the forms of this module.

    Example:
        >>> parse({"at_least": 2, "of": ["us", "uk", {"not_object": "france"}]}).k
        2
    """
    return _parse(raw, ())


def _parse(raw: Any, at: KeyPath) -> Formula:
    match raw:
        case Formula():
            return raw
        case str() if len(raw.split()) > 1 or "(" in raw:
            return _parse(_form(raw, at), at)
        case str():
            return Formula(party=raw)
        case {"accept": str(party)} if len(raw) == 1:
            return Formula(party=party)
        case {"not_object": str(party)} if len(raw) == 1:
            return Formula(party=party, abstains=True)
        case {"all": list(parts)} if len(raw) == 1:
            return _count(len(parts), parts, (*at, "all"))
        case {"any": list(parts)} if len(raw) == 1:
            return _count(1, parts, (*at, "any"))
        case {"at_least": int(k), "of": list(parts)} if len(raw) == 2:
            if isinstance(k, bool) or not 1 <= k <= len(parts):
                refuse(f"{shown(k)} of {len(parts)}", f"a number from 1 to {len(parts)}", at=(*at, "at_least"))
            return _count(k, parts, (*at, "of"))
    odd = next((key for key in raw if key not in KEYS), None) if isinstance(raw, dict) else None
    return refuse(shown(raw), EXPECTED, None if odd is None else nearest(odd, KEYS), at if odd is None else (*at, odd))


def _form(text: str, at: KeyPath) -> Any:
    """Return the structure of a consent that is written as text."""
    try:
        return consent_form(text)
    except MisreadError as error:
        return refuse(error.found, error.expected, error.nearest, at)


def _count(k: int, given: list[Any], at: KeyPath) -> Formula:
    if not given:
        refuse("an empty list", "at least one party or formula", at=at)
    parts: dict[Formula, int] = {}
    for number, raw in enumerate(given):
        part = _parse(raw, (*at, number))
        if parts.setdefault(part, number) != number:
            refuse(f"{shown(raw)} a second time", "each part once", at=(*at, number))
    return Formula(k=k, parts=tuple(parts))


AnyFormula = Annotated[Formula, Shorthand(parse, "Consent", alone=True)]
