"""Preference statements: what a decision maker would like to be so, in the forms of option prioritisation.

| form | meaning |
|---|---|
| `NYN`, `N-Y` or `{strike: N, blockade: Y}` | these options stand so, all of them |
| `{all: […]}`, `{any: […]}` | all, or any, of the statements hold |
| `{not: …}` | the statement does not hold |
| `{if: …, then: …}` | where the first holds, the second holds too |
| `{iff: […, …]}` | both hold, or neither |
| `if strike then not (blockade = N or N-Y)` | the same as text; an option that stands alone is taken |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from detente.case.base import Frozen, Shorthand, refuse
from detente.case.faults import KeyPath, nearest, shown
from detente.case.language.grammar_kit import MisreadError
from detente.chapters.stability.stated.statement_text import statement_form
from detente.chapters.stability.stated.states import States, spells_states
from detente.chapters.stability.stated.states import parse as states

KEYS = ("all", "any", "not", "if", "then", "iff")
EXPECTED = "states, or {all: […]}, {any: […]}, {not: …}, {if: …, then: …}, {iff: […, …]}, or text"
Joins = Literal["states", "all", "any", "not", "if", "iff"]


class Statement(Frozen):
    """Something that holds in some states: what is said about options, or statements joined."""

    joins: Joins = "states"
    """How the parts are joined; states: there are none, the statement is about options."""
    states: States = States()
    """The states in which it holds."""
    parts: tuple[Statement, ...] = ()
    """The statements that are joined."""

    def leaves(self) -> Iterator[States]:
        """Yield the states that it speaks of.

        Yields:
            What every part says about options, from left to right.
        """
        if self.joins == "states":
            yield self.states
        for part in self.parts:
            yield from part.leaves()


def parse(raw: Any) -> Statement:
    """Return the statement that a value of a case file means.

    Args:
        raw: One of the forms of this module.

    Returns:
        The statement.

    Raises:
        PydanticCustomError: The value is none of the forms.

    Example:
        >>> parse({"if": "Y--", "then": {"not": "--Y"}}).joins
        'if'
    """
    return _parse(raw, ())


def _parse(raw: Any, at: KeyPath) -> Statement:
    match raw:
        case Statement():
            return raw
        case {"all": list(parts)} if len(raw) == 1:
            return _joined("all", parts, (*at, "all"))
        case {"any": list(parts)} if len(raw) == 1:
            return _joined("any", parts, (*at, "any"))
        case {"iff": [_, _] as parts} if len(raw) == 1:
            return _joined("iff", parts, (*at, "iff"))
        case {"not": part} if len(raw) == 1:
            return Statement(joins="not", parts=(_parse(part, (*at, "not")),))
        case {"if": first, "then": second} if len(raw) == 2:
            return Statement(joins="if", parts=(_parse(first, (*at, "if")), _parse(second, (*at, "then"))))
        case {**levels} if not levels.keys() & {*KEYS} and not any(isinstance(v, list | dict) for v in levels.values()):
            return Statement(states=states(raw, at))
        case str() if spells_states(raw) or not raw.strip():
            return Statement(states=states(raw, at))
        case str():
            return _parse(_form(raw, at), at)
    odd = [near for key in raw if (near := nearest(key, KEYS))] if isinstance(raw, dict) else []
    return refuse(shown(raw), EXPECTED, odd[0] if odd else None, at)


def _form(text: str, at: KeyPath) -> Any:
    """Return the structure of a statement that is written as text."""
    try:
        return statement_form(text)
    except MisreadError as error:
        return refuse(error.found, error.expected, error.nearest, at)


def _joined(joins: Joins, parts: list[Any], at: KeyPath) -> Statement:
    if not parts:
        refuse("an empty list", "at least one statement", at=at)
    return Statement(joins=joins, parts=tuple(_parse(part, (*at, number)) for number, part in enumerate(parts)))


AnyStatement = Annotated[Statement, Shorthand(parse, "Statement", alone=True)]
