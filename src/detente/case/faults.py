"""Faults of a case file: where, what was found, what was expected, the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
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
        return f"{place}:{where} found {self.found}; expected {self.expected}{hint}"


class CaseError(Exception):
    """A case that cannot be used; carries every fault found, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, sorted and without repeats."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(name: object, valid: Iterable[str]) -> str | None:
    """Which valid name is closest to what was typed?

    Returns:
        The closest of `valid`, or None where nothing is close.

    Example:
        >>> nearest("exercices", ["exercises", "relations"])
        'exercises'
    """
    close = get_close_matches(str(name), [str(v) for v in valid], n=1, cutoff=0.6)
    return close[0] if close else None


def one_of(valid: Iterable[object], most: int = 8) -> str:
    """List the valid names for a message, cut where there are many.

    Example:
        >>> one_of(["a", "b"])
        'one of a, b'
    """
    names = [str(v) for v in valid]
    if not names:
        return "nothing here"
    tail = f", … ({len(names)} in all)" if len(names) > most else ""
    return "one of " + ", ".join(names[:most]) + tail


def shown(value: object, most: int = 60) -> str:
    """Write a value as it should appear in a message.

    Example:
        >>> shown({"low": 1})
        "{'low': 1}"
    """
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= most else text[: most - 1] + "…"
