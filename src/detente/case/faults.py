"""Faults of a case file: where, what was found, what was expected, the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

# Keys and list positions that lead to a value of a file.
KeyPath = tuple[str | int, ...]

# Names beyond these limits are not searched for a nearest one: the search would take longer than it helps.
LONGEST_NAME = 200
MOST_NAMES = 500

# So many names are searched for while a case is read; each search takes up to a tenth of a second.
MOST_SEARCHES = 100
_SEARCHED: ContextVar[dict[tuple[str, tuple[str, ...]], str | None] | None] = ContextVar("searched", default=None)

# Longer places are cut in messages.
MOST_STEPS = 12


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a case, said so that its author can mend it without help.

    Attributes:
        file: Name of the file inside the case folder, or the folder itself.
        line: Line in that file, counted from 1; 0 where no line applies.
        where: Place in words, e.g. `positions → us → exercises`.
        found: What stands there.
        expected: What should stand there.
        nearest: The valid name nearest to what was found, if any.
    """

    file: str
    line: int
    where: str
    found: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        """Return the fault as one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f" {self.where}:" if self.where else ""
        hint = f" (did you mean {self.nearest!r}?)" if self.nearest else ""
        return _spelled_out(f"{place}:{where} found {self.found}; expected {self.expected}{hint}")


class CaseError(Exception):
    """A case that cannot be used; carries every fault found, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, sorted and without repeats."""
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line, str(fault))))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(name: object, valid: Iterable[str]) -> str | None:
    """Return the valid name closest to what was typed.

    Args:
        name: What was typed.
        valid: The valid names.

    Returns:
        The closest of `valid`, or None where nothing is close.

    Example:
        >>> nearest("exercices", ["exercises", "relations"])
        'exercises'
    """
    if len(typed := str(name)) > LONGEST_NAME:
        return None
    likely = tuple(text for v in islice(valid, MOST_NAMES) if len(text := str(v)) <= LONGEST_NAME)
    searched = _SEARCHED.get()
    if searched is None:
        return _closest(typed, likely)
    if (typed, likely) not in searched:
        searched[typed, likely] = _closest(typed, likely) if len(searched) < MOST_SEARCHES else None
    return searched[typed, likely]


@contextmanager
def few_searches() -> Iterator[None]:
    """Look for the nearest name once for each name, and for so many names only: nobody mends thousands at once."""
    token = _SEARCHED.set({})
    try:
        yield
    finally:
        _SEARCHED.reset(token)


def _closest(typed: str, likely: tuple[str, ...]) -> str | None:
    close = get_close_matches(typed, likely, n=1, cutoff=0.6)
    return close[0] if close else None


def one_of(valid: Iterable[object], most: int = 8) -> str:
    """List the valid names for a message, cut where there are many.

    Args:
        valid: The valid names.
        most: How many are listed at most.

    Returns:
        Words to follow "expected".

    Example:
        >>> one_of(["a", "b"])
        'one of a, b'
        >>> one_of(["a", "b", "c"], most=2)
        'one of a, b, … (3 in all)'
    """
    names = tuple(valid)
    if not names:
        return "nothing here"
    tail = f", … ({len(names)} in all)" if len(names) > most else ""
    return "one of " + ", ".join(printable(str(name)) for name in names[:most]) + tail


def where(place: KeyPath) -> str:
    """Write a place for a message.

    Args:
        place: Keys and list positions, counted from 0.

    Returns:
        The place in words; positions are counted from 1, as readers do.

    Example:
        >>> where(("issues", "exercises", "movers", 0))
        'issues → exercises → movers → 1'
    """
    steps = [str(step + 1) if isinstance(step, int) else printable(step) for step in place]
    return " → ".join(steps if len(steps) <= MOST_STEPS else (*steps[:MOST_STEPS], "…"))


def printable(text: str, most: int = 60) -> str:
    """Write a name for a message: as it is, but cut where it is long, and with odd characters spelled out.

    Args:
        text: The name.
        most: How many characters are kept at most.

    Returns:
        Text that can be printed on one line.

    Example:
        >>> printable("exercises", most=5)
        'exer…'
    """
    text = _spelled_out(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _spelled_out(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def shown(value: object, most: int = 60) -> str:
    """Write a value as it should appear in a message: as it might stand in the file, cut where it is long.

    Args:
        value: A plain value of a file.
        most: How many characters are kept at most.

    Returns:
        Words to follow "found".

    Example:
        >>> shown({"low": 1, "why": "a guess"})
        "{low: 1, why: 'a guess'}"
        >>> shown(None)
        'nothing'
    """
    return printable("nothing" if value is None else _flow(value), most)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{printable(str(key))}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return {"None": "null", "True": "true", "False": "false"}.get(text := repr(value), text)
