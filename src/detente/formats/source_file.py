"""A file of a scenario with what is wrong with it; numbers, names and tables are asked for one by one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath
from typing import Any, Protocol

from detente.case.faults import Fault, KeyPath, nearest, one_of, printable, shown, where

# No utility needs more; sums of larger numbers would lose digits.
LARGEST = 1e9


class LineNumbers(Protocol):
    """Whatever knows on which lines the values of a file stand."""

    def line(self, place: KeyPath) -> int:
        """Return the line of a place, or of the nearest one around it."""


@dataclass
class SourceFile:
    """A parsed file.

    Attributes:
        file: Its name in messages.
        value: What it says: plain values of YAML or JSON; None for XML.
        faults: What is wrong with it.
        tree: Where its values stand, if that is known.
    """

    file: str
    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    tree: LineNumbers | None = None

    @property
    def stem(self) -> str:
        """Name of the file without its ending."""
        return PurePath(self.file).stem

    def fault(
        self, at: int | KeyPath, found: str, expected: str, close: str | None = None, place: KeyPath = ()
    ) -> None:
        """Note that something is wrong.

        Args:
            at: Its line (0 where none is known), or its place in the file.
            found: What stands there.
            expected: What should stand there.
            close: The nearest valid name, if any.
            place: What it belongs to, where `at` is a line.
        """
        if isinstance(at, int):
            line, named = at, place
        else:
            line, named = self.tree.line(at) if self.tree else 0, at
        self.faults.append(Fault(self.file, line, where(named), found, expected, close))

    def unknown(self, at: int | KeyPath, what: str, name: str, valid: Iterable[str], place: KeyPath = ()) -> None:
        """Note that a name is not one of the valid ones."""
        names = tuple(valid)
        self.fault(at, f"the unknown {what} {printable(name)!r}", one_of(names), nearest(name, names), place)

    def number(self, value: object, at: int | KeyPath, place: KeyPath = ()) -> float | None:
        """Which finite number is this? None, and a fault, where it is none."""
        found = _number(value)
        if found is not None and abs(found) <= LARGEST:
            return found
        self.fault(at, written(value), f"a number up to {LARGEST:g}", place=place)
        return None

    def mapping(self, value: object, place: KeyPath) -> dict[str, Any]:
        """Return a value that must be names with values; an empty one, and a fault, where it is not."""
        if isinstance(value, dict) and value:
            return value
        self.fault(place, written(value), "names with values")
        return {}

    def listing(self, value: object, place: KeyPath) -> list[Any]:
        """Return a value that must be a list; an empty one, and a fault, where it is not."""
        if isinstance(value, list) and value:
            return value
        self.fault(place, written(value), "a list that is not empty")
        return []

    def table(
        self, values: Iterable[str], given: Mapping[str, object], at: int | KeyPath, place: KeyPath = ()
    ) -> tuple[float, ...] | None:
        """Return a number for each value of an issue; None, and faults, where some are missing, unknown or no numbers.

        Args:
            values: The values of the issue.
            given: Value → number, as the file has it.
            at: Line or place in the file.
            place: What it belongs to, where `at` is a line.
        """
        names, before = tuple(values), len(self.faults)
        for name in given:
            if name not in names:
                self.unknown(at, "value", name, names, place)
        if missing := [name for name in names if name not in given]:
            self.fault(
                at, f"no evaluation of {one_of(missing).removeprefix('one of ')}", "one of every value", None, place
            )
        numbers = {name: self.number(given[name], at, place) for name in names if name in given}
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


def written(value: object) -> str:
    """Write a value for a message, decimal numbers as they stand in the file.

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


def text_of(value: object) -> str:
    """Return a plain value as the file has it, so that a value and a key of the same spelling are the same.

    Example:
        >>> text_of(True), text_of(3), text_of("red")
        ('true', '3', 'red')
    """
    return value if isinstance(value, str) else "null" if value is None else str(value).lower()
