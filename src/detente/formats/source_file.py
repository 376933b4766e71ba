"""A parsed file that collects its own faults while a reader asks it for numbers, names, lists and tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any, Protocol

from detente.case.faults import Fault, KeyPath, nearest, one_of, printable, shown, where

# Larger numbers are refused: no utility needs them, and their sums would lose digits.
LARGEST = 1e9

# Of numbers written with more characters than this, the nearest floating-point number is taken.
LONGEST_NUMBER = 60


class LineNumbers(Protocol):
    """Anything that knows on which line each value of a file stands."""

    def line(self, place: KeyPath) -> int:
        """Return the line of a place, or of the innermost place around it that is known."""


@dataclass
class SourceFile:
    """A parsed file and the faults found in it.

    Attributes:
        file: Its name in messages.
        value: The plain values of YAML or JSON; None for XML, whose elements know their lines themselves.
        faults: The faults found so far, to which a reader adds.
        lines: The lines of its values; None where the reader gives lines itself.
    """

    file: str
    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    lines: LineNumbers | None = None

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return PurePath(self.file).stem

    def fault(
        self, at: int | KeyPath, found: str, expected: str, close: str | None = None, place: KeyPath = ()
    ) -> None:
        """Add a fault.

        Args:
            at: The line, counted from 1 (0 where none is known), or the place in the file, which has a line.
            found: What stands there.
            expected: What should stand there.
            close: The nearest valid name, if any.
            place: If `at` is a line, the place that the message names.
        """
        if isinstance(at, int):
            line, named = at, place
        else:
            line, named = self.lines.line(at) if self.lines else 0, at
        self.faults.append(Fault(self.file, line, where(named), found, expected, close))

    def unknown(self, at: int | KeyPath, what: str, name: str, valid: Iterable[str], place: KeyPath = ()) -> None:
        """Add a fault about a name that is none of the valid ones."""
        names = tuple(valid)
        self.fault(at, f"the unknown {what} {printable(name)!r}", one_of(names), nearest(name, names), place)

    def number(self, value: object, at: int | KeyPath, place: KeyPath = ()) -> float | None:
        """Return a value as a number; None, with a fault, if it is none, not finite or too large."""
        found = _number(value)
        if found is not None and abs(found) <= LARGEST:
            return found
        self.fault(at, written(value), f"a number up to {LARGEST:g}", place=place)
        return None

    def exact(self, value: object, at: int | KeyPath, place: KeyPath = ()) -> Fraction | None:
        """Return a value as exactly the number that the file has; None, with a fault, where `number` finds one."""
        found = self.number(value, at, place)
        return None if found is None else fraction_of(value, found)

    def mapping(self, value: object, place: KeyPath) -> dict[str, Any]:
        """Return a value that must be a mapping with entries; an empty one, with a fault, if it is not."""
        if isinstance(value, dict) and value:
            return value
        self.fault(place, written(value), "names with values")
        return {}

    def listing(self, value: object, place: KeyPath) -> list[Any]:
        """Return a value that must be a list with items; an empty one, with a fault, if it is not."""
        if isinstance(value, list) and value:
            return value
        self.fault(place, written(value), "a list that is not empty")
        return []

    def table(
        self, values: Iterable[str], given: Mapping[str, object], at: int | KeyPath, place: KeyPath = ()
    ) -> tuple[Fraction, ...] | None:
        """Return a number for each value of an issue; None, with faults, if any is missing, unknown or no number.

        Args:
            values: The values of the issue, in order.
            given: Value → number, as the file has it.
            at: The line or the place in the file.
            place: If `at` is a line, the place that the messages name.
        """
        names, before = tuple(values), len(self.faults)
        for name in given:
            if name not in names:
                self.unknown(at, "value", name, names, place)
        if missing := [name for name in names if name not in given]:
            self.fault(
                at, f"no evaluation of {one_of(missing).removeprefix('one of ')}", "one of every value", None, place
            )
        numbers = {name: self.exact(given[name], at, place) for name in names if name in given}
        if len(self.faults) > before:
            return None
        return tuple(number for number in numbers.values() if number is not None)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def fraction_of(value: object, found: float) -> Fraction:
    """Return the number that a file writes, of which `found` is the nearest floating-point number.

    Example:
        >>> fraction_of(0.1, 0.1), fraction_of("25e-2", 0.25)
        (Fraction(1, 10), Fraction(1, 4))
    """
    text = str(value).strip()
    if isinstance(value, int) or not found:
        return Fraction(value if isinstance(value, int) else 0)
    return Fraction(Decimal(text)) if len(text) <= LONGEST_NUMBER else Fraction(found)


def written(value: object) -> str:
    """Return a value as a message shows it, `Decimal` numbers as the file has them.

    Example:
        >>> written({"low": Decimal("1.5")})
        '{low: 1.5}'
    """
    return shown(_plain(value))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def spelled(value: object) -> str:
    """Return a plain value as text, as the file spells it, so that a value matches a key of the same spelling.

    Example:
        >>> spelled(True), spelled(3), spelled("red")
        ('true', '3', 'red')
    """
    return value if isinstance(value, str) else "null" if value is None else str(value).lower()
