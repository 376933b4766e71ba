"""Parse JSON text of limited depth, and find the line on which a value stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from detente.case.faults import CaseError, Fault, KeyPath, printable
from detente.formats.source_file import SourceFile

MAX_DEPTH = 64

# The pieces of a text that is known to be JSON.
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:"\s]+|\n')


@dataclass(frozen=True)
class JsonLines:
    """The lines on which the values of a JSON text stand, worked out when the first fault asks.

    Attributes:
        text: The text, which must be valid JSON.
    """

    text: str

    def line(self, place: KeyPath) -> int:
        r"""Return the line of a place, counted from 1, or that of the innermost place around it that the text has.

        Args:
            place: The names and list positions that lead to it.

        Example:
            >>> JsonLines('{"a": [\n1,\n2]}').line(("a", 1, "no such name"))
            3
        """
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return dict(reversed([*self._places()]))  # of a name that stands there twice, the first

    def again(self) -> Iterator[tuple[KeyPath, int]]:
        """Yield the place and line of every name that its object has already."""
        seen: set[KeyPath] = set()
        for place, line in self._places():
            if place in seen and isinstance(place[-1], str):
                yield place, line
            seen.add(place)

    def _places(self) -> Iterator[tuple[KeyPath, int]]:
        """Yield the place and line of every named value and list item, in the order of the text."""
        line = 1
        around: list[KeyPath] = []  # places of the lists and objects that are open
        last: list[str | int | None] = []  # for each, its last name or position; None where a name is to come
        for match in PIECE.finditer(self.text):
            piece = match[0]
            if piece == "\n":
                line += 1
            elif piece in "]}":
                around.pop()
                last.pop()
            elif piece in ",:":
                if piece == "," and isinstance(last[-1], str):
                    last[-1] = None
            elif last and last[-1] is None:
                last[-1] = name = str(json.loads(piece))
                yield (*around[-1], name), line
            else:
                place: KeyPath = ()
                if last:
                    step = last[-1]
                    if isinstance(step, int):
                        last[-1] = step = step + 1
                        yield (*around[-1], step), line
                    place = (*around[-1], step) if step is not None else around[-1]
                if piece in "[{":
                    around.append(place)
                    last.append(None if piece == "{" else -1)


def parse_json(text: str, file: str, decimal: Callable[[str], object] = float) -> SourceFile:
    """Return the values of a JSON text, with a fault for each name that stands twice in an object.

    Args:
        text: The text.
        file: The name of its file in messages.
        decimal: Makes a value of a number with a point or an exponent.

    Raises:
        CaseError: It is not JSON, is nested too deep, or has a number of thousands of digits.
    """
    lines = JsonLines(text)
    source = SourceFile(file, lines=lines)
    repeated = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        found = dict(pairs)
        repeated |= len(found) < len(pairs)
        return found

    try:
        source.value = json.loads(text, object_pairs_hook=mapping, parse_float=decimal)
    except json.JSONDecodeError as error:
        found = f"text that is not JSON ({error.msg})"
        raise CaseError([Fault(file, error.lineno, "", found, "JSON")]) from None
    except RecursionError:
        raise CaseError([Fault(file, 0, "", "too many levels of nesting", "fewer")]) from None
    except ValueError:
        raise CaseError([Fault(file, 0, "", "a number of thousands of digits", "an ordinary number")]) from None
    if _depth(text) > MAX_DEPTH:
        raise CaseError([Fault(file, 0, "", f"more than {MAX_DEPTH} levels of nesting", "fewer")])
    for place, line in lines.again() if repeated else ():
        source.fault(line, f"{printable(str(place[-1]))!r} a second time", "each name once", place=place[:-1])
    return source


def _depth(text: str) -> int:
    """Return how many lists and objects stand within each other in a text that is known to be JSON."""
    steps = ((piece in "[{") - (piece in "]}") for piece in STRING.sub("", text) if piece in "[]{}")
    return max(accumulate(steps, initial=0))
