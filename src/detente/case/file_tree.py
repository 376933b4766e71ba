"""A parsed file: its plain values, the line of each, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.case.faults import Fault, KeyPath


@dataclass
class Tree:
    """A parsed file.

    Attributes:
        file: Its name in messages.
        value: Its plain value: dict, list, str, int, float, bool or None.
        lines: Place → line, of every key and list item.
        faults: What is wrong with it as YAML.
        spoilt: Places whose value could not be read, and stands there as None.
    """

    file: str
    value: Any = None
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    spoilt: set[KeyPath] = field(default_factory=set)
    _texts: dict[KeyPath, dict[str, list[KeyPath]]] = field(default_factory=dict, repr=False)

    def known(self, place: KeyPath) -> KeyPath:
        """Return the place of the file that a place of the schema stands for.

        Args:
            place: Keys and positions as the schema has them.

        Returns:
            The steps that the file spells out: a short form lacks some.
        """
        kept: KeyPath = ()
        for step in place:
            if (*kept, step) in self.lines:
                kept = (*kept, step)
        return kept

    def line(self, place: KeyPath) -> int:
        """Return the line on which something stands.

        Args:
            place: Keys and positions that lead to it.

        Returns:
            Its line, or that of the nearest place around it that is in the file.
        """
        return self.lines.get(self.known(place), 1)

    def seek(self, place: KeyPath, text: str) -> Sequence[KeyPath]:
        """Return the places where a text stands.

        Args:
            place: Where to look: at this place of the file and below it.
            text: The text.

        Returns:
            Every place where it stands as a value.
        """
        if place not in self._texts:
            value = self.value
            for step in place:
                value = dict(_items(value)).get(step)
            found = self._texts[place] = {}
            for inner, written in _texts(value, place):
                found.setdefault(written, []).append(inner)
        return self._texts[place].get(text, ())


def _items(value: Any) -> Iterable[tuple[str | int, Any]]:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()


def _texts(value: Any, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield place, value
    for step, item in _items(value):
        yield from _texts(item, (*place, step))
