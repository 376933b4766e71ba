"""Read one YAML 1.2 file into plain values with the line of each, refusing what a case never needs.

Aliases, tags, several documents, duplicate keys, deep nesting and large files are refused: they are how a
hostile file exhausts a machine, and how a careless one says something twice. Parsing is done event by event,
so that a file is refused before it is built up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from detente.case.faults import CaseError, Fault, shown

MAX_BYTES = 5_000_000
MAX_DEPTH = 24
MAX_DIGITS = 40

INTEGER = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
WORDS = {"null": None, "Null": None, "NULL": None, "~": None, "": None}
WORDS_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

Place = tuple[str | int, ...]


@dataclass
class Tree:
    """A parsed file: its plain value, and the line of every place in it."""

    file: str
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it that is in the file."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 1


def read_tree(path: Path, file: str) -> Tree:
    """What does this YAML file say, and on which lines?

    Args:
        path: The file.
        file: Its name in messages.

    Returns:
        The tree of plain values (dict, list, str, int, float, bool, None).

    Raises:
        CaseError: The file is too large, not UTF-8, not YAML, or uses what a case may not use.
    """
    text = read_text(path, file)
    try:
        return _Builder(file).build(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise CaseError([Fault(file, line, "", f"text that is not YAML ({what})", "YAML 1.2")]) from None
    except YAMLError as error:
        what = str(error).split("\n")[0]
        raise CaseError([Fault(file, 1, "", f"text that is not YAML ({what})", "YAML 1.2")]) from None


def read_text(path: Path, file: str) -> str:
    """Read a UTF-8 file of bounded size, with or without a byte-order mark."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise CaseError([Fault(file, 0, "", f"a file that cannot be read ({error.strerror})", "a readable file")]) from None
    if size > MAX_BYTES:
        raise CaseError([Fault(file, 0, "", f"a file of {size:,} bytes", f"at most {MAX_BYTES:,} bytes")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = "a file in UTF-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else f"byte {raw[error.start]:#04x}"
        raise CaseError([Fault(file, line, "", found, "text saved as UTF-8")]) from None


class _Builder:
    """Builds a tree from parser events, keeping lines and collecting faults that need not stop the reading."""

    def __init__(self, file: str) -> None:
        self.tree = Tree(file, None)
        self.faults: list[Fault] = []
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Tree:
        """Consume all events and return the tree."""
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    raise self._refusal(event, (), "a second document ('---')", "one document a file")
            elif isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                self.tree.value = self._value(event, events, ())
        if self.faults:
            raise CaseError(self.faults)
        return self.tree

    def _refusal(self, event: Any, place: Place, found: str, expected: str) -> CaseError:
        where = " → ".join(str(part) for part in place)
        return CaseError([Fault(self.tree.file, event.start_mark.line + 1, where, found, expected)])

    def _value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        self.tree.lines.setdefault(place, event.start_mark.line + 1)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal(event, place, "an anchor or alias ('&' or '*')", "the value written out")
        if str(getattr(event, "ctag", None) or "None") not in {"None", "!"}:
            raise self._refusal(event, place, f"a tag ('{event.ctag}')", "a plain value")
        if len(place) > MAX_DEPTH:
            raise self._refusal(event, place[:3], f"nesting deeper than {MAX_DEPTH}", "a flatter file")
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, place)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, place)
        return self._scalar(event, place)

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            line = event.start_mark.line + 1
            where = " → ".join(str(part) for part in place)
            if not isinstance(event, ScalarEvent):
                raise self._refusal(event, place, "a key that is a list or mapping", "a plain word as key")
            key = event.value
            self._value(event, events, ())  # refuses anchors and tags on keys as on values
            if key in result:
                first = self.tree.lines[(*place, key)]
                self.faults.append(
                    Fault(self.tree.file, line, where, f"{key!r} a second time (first on line {first})", "each key once")
                )
            self.tree.lines[*place, key] = line
            result[key] = self._value(next(events), events, (*place, key))
        return result

    def _sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        result: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            result.append(self._value(event, events, (*place, len(result))))
        return result

    def _scalar(self, event: ScalarEvent, place: Place) -> Any:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in WORDS:
            return WORDS[text]
        if text in WORDS_TRUTH:
            return WORDS_TRUTH[text]
        if len(text) <= MAX_DIGITS and INTEGER.fullmatch(text):
            return int(text)
        if len(text) <= MAX_DIGITS and FLOAT.fullmatch(text):
            number = float(text)
            if math.isfinite(number):
                return number
            self.faults.append(self._refusal(event, place, shown(text), "a number of ordinary size").faults[0])
            return 0.0
        if SPECIAL.fullmatch(text):
            self.faults.append(self._refusal(event, place, text, "a finite number").faults[0])
            return 0.0
        return text
