"""Read the conditions of a `.gmcr` file as patterns of states.

A condition is a list of pairs `[number of an option, "Y" or "N"]`, which must all hold, or `{"compound": …, "members":
[…]}`, of whose members at least one must hold. A text with a letter for each option, such as `"N-Y"`, also counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.case.faults import KeyPath
from detente.chapters.stability.stated import States
from detente.formats.source_file import SourceFile, written

DEEPEST = 16
PAIRS = 'pairs such as [0, "Y"], or {"compound": true, "members": […]}'


@dataclass(frozen=True)
class GmcrConditions:
    """Reads conditions, and adds the faults that it finds to their file.

    Attributes:
        source: The file.
        options: The number of options.
    """

    source: SourceFile
    options: int

    def each(self, value: object, place: KeyPath) -> Iterator[tuple[KeyPath, tuple[States, ...]]]:
        """Yield each condition of a list that has no fault: its place, and patterns of which at least one must hold.

        Args:
            value: The list, as the file has it.
            place: Where it stands.
        """
        if not isinstance(value, list):
            self.source.fault(place, written(value), "a list of conditions")
            return
        for number, condition in enumerate(value):
            before = len(self.source.faults)
            patterns = tuple(dict.fromkeys(self._patterns(condition, (*place, number), DEEPEST)))
            if len(self.source.faults) == before:
                yield (*place, number), tuple(States(letters=letters) for letters in patterns)

    def _patterns(self, value: object, place: KeyPath, deeper: int) -> Iterator[tuple[str, ...]]:
        if isinstance(value, dict) and isinstance(value.get("members"), list) and value["members"]:
            if not deeper:
                self.source.fault(place, "too many compound conditions within each other", f"at most {DEEPEST}")
                return
            for number, member in enumerate(value["members"]):
                yield from self._patterns(member, (*place, "members", number), deeper - 1)
        elif isinstance(value, str) and len(value) == self.options and {*value} <= {*"YN-"} and {*value} != {"-"}:
            yield tuple(value)
        elif isinstance(value, list) and value:
            yield self._pattern(value, place)
        else:
            self.source.fault(place, written(value), PAIRS)

    def _pattern(self, pairs: list[Any], place: KeyPath) -> tuple[str, ...]:
        letters = ["-"] * self.options
        for number, pair in enumerate(pairs):
            inner = (*place, number)
            match pair:
                case [int() | float() as option, str(letter)] if letter.upper() in {"Y", "N"}:
                    at = self.option(option, inner)
                    if at is not None and letters[at] not in {"-", letter.upper()}:
                        self.source.fault(inner, f"both Y and N for option {at}", "one of them")
                    elif at is not None:
                        letters[at] = letter.upper()
                case _:
                    self.source.fault(inner, written(pair), 'a pair such as [0, "Y"]')
        return tuple(letters)

    def option(self, value: object, place: KeyPath) -> int | None:
        """Return the number of an option; None, with a fault, if there is no such option."""
        return index(self.source, value, self.options, "option", place)


def index(source: SourceFile, value: object, most: int, what: str, place: KeyPath) -> int | None:
    """Return a value as the number of an item, counted from 0; None, with a fault, if there is no such item.

    Args:
        source: The file; the fault is added to it.
        value: The value, as the file has it.
        most: The number of items.
        what: What messages call an item.
        place: Where the value stands.

    Example:
        >>> index(SourceFile("a.gmcr"), 1.0, 2, "option", ())
        1
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and value in range(most):
        return int(value)
    source.fault(place, f"the {what} {written(value)}", f"a number from 0 to {most - 1}")
    return None
