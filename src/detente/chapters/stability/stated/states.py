"""Which states of a conflict are meant, as they are written in a case.

| form | meaning |
|---|---|
| `NYN` | the state in which the second of three options is taken and no other |
| `N-Y` | every state in which the third option is taken and the first is not |
| `{strike: N, blockade: Y}` | every state in which these options stand so |

A letter or figure stands for each option, in the order of the case: `N` not taken, `Y` taken; for an option of more
than two levels its level, counted from 0; `-` any. By name, a level is `N`, `Y`, a number or the name of the level.
What consists of figures alone must stand in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from detente.case.base import Frozen, Id, Shorthand, refuse
from detente.case.faults import KeyPath, shown

EXPECTED = "a state such as NYN, a pattern such as N-Y, or {option: Y}"
LETTER = re.compile(r"[NYny0-9-]|\([0-9]+\)")
ANY = "-"


class States(Frozen):
    """The states that agree with what is said about some options; the others may stand anyhow."""

    letters: tuple[str, ...] = ()
    """What is said about each option, in order; empty where options are named instead."""
    levels: dict[Id, str] = Field(default_factory=dict)
    """Option → its level."""

    def said(self, options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what is said about options.

        Args:
            options: The options of the conflict, in order.

        Yields:
            Option and its level; options that may have any level are left out.

        Example:
            >>> [*parse("N-Y").said({"a": 0, "b": 0, "c": 0})]
            [('a', 'N'), ('c', 'Y')]
        """
        given = zip(options, self.letters, strict=False) if self.letters else self.levels.items()
        return ((option, level) for option, level in given if level != ANY)

    @property
    def text(self) -> str:
        """The states as they might stand in the file."""
        return "".join(self.letters) if self.letters else shown(self.levels).replace("'", "")


def parse(raw: Any, at: KeyPath = ()) -> States:
    """Return the states that a value of a case file means.

    Args:
        raw: One of the forms of this module.
        at: Where it stands below the value that is validated.

    Returns:
        The states; whether the options and levels exist is not checked.

    Raises:
        PydanticCustomError: The value is none of the forms.

    Example:
        >>> parse("N-(12)").letters, parse({"strike": "N"}).text
        (('N', '-', '12'), '{strike: N}')
    """
    match raw:
        case States():
            return raw
        case str() if spells_states(raw):
            return States(letters=tuple(letter.strip("()").upper() for letter in LETTER.findall(raw)))
        case {**levels} if levels and all(_is_level(level) for level in levels.values()):
            return States(levels={str(option): str(level) for option, level in levels.items()})
    return refuse(shown(raw), EXPECTED, at=at)


def spells_states(text: str) -> bool:
    """Return whether a text is states, a letter or figure for each option.

    Example:
        >>> spells_states("N-(12)"), spells_states("strike")
        (True, False)
    """
    return bool(text) and "".join(LETTER.findall(text)) == text


def _is_level(raw: Any) -> bool:
    return (isinstance(raw, str) and bool(raw)) or (isinstance(raw, int) and not isinstance(raw, bool))


def level_of(levels: tuple[str, ...], text: str) -> int | None:
    """Return the number of the level of an option that is meant.

    Args:
        levels: Names of its levels, lowest first.
        text: N, Y, the number or the name of a level.

    Returns:
        The number; None if the option has no such level.

    Example:
        >>> level_of(("N", "Y"), "Y"), level_of(("none", "some", "all"), "all"), level_of(("N", "Y"), "2")
        (1, 2, None)
    """
    if text in levels:
        return levels.index(text)
    if len(levels) == 2 and text in {"N", "Y"}:
        return "NY".index(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and int(text) < len(levels) else None


AnyStates = Annotated[States, Shorthand(parse, "States", alone=True)]
