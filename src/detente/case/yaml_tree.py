"""Read one YAML 1.2 file into plain values with the line of each, refusing what a case never needs.

Aliases, tags, several documents, duplicate keys, deep nesting and large files are refused: they are how a
hostile file exhausts a machine, and how a careless one says something twice. Parsing is done event by event,
so that a file is refused before it is built up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from detente.case.faults import CaseError, Fault, KeyPath, printable, shown, where
from detente.case.files import read_bytes
from detente.case.scalars import plain

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

# Characters that the parser counts as line breaks and editors do not.
NO_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")

# Characters that no printed page, XML or UTF-8 can hold; escapes such as "\0" bring them in.
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

# What the parser says → what was found, what was expected, and whether it is where something begins that never ends.
TROUBLES = (
    (r"'\\t' that cannot start", "a tab", "spaces: YAML does not indent with tabs", False),
    (r"(character '.*') that cannot start", r"the \1, which means something in YAML", "quotes around the text", False),
    ("mapping values are not", "a colon out of place", "quotes around text that contains ': '", False),
    ("unexpected end of stream", "a quote that is never closed", "a closing quote", True),
    ("expected ',' or", "a bracket that is never closed", "a closing bracket, and commas within", True),
    ("expected ':'", "a line without a colon", "'key: value'", False),
    ("expected <block end>", "a line that is out of step", "the indentation of the lines it belongs with", False),
    ("(.*)", r"text that is not YAML (\1)", "YAML 1.2", False),
)


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


def read_tree(path: Path, file: str) -> Tree:
    """Parse a YAML file into plain values with the line of each.

    Args:
        path: The file.
        file: Its name in messages.

    Returns:
        The tree of plain values, with what is wrong in some places.

    Raises:
        CaseError: It cannot be read at all: too large, not UTF-8, not YAML, or nested too deep.
    """
    return parsed(read_text(path, file), file)


def parsed(text: str, file: str) -> Tree:
    """Parse YAML text into plain values with the line of each.

    Args:
        text: The text.
        file: What it is called in messages.

    Returns:
        The tree of plain values, with what is wrong in some places.

    Raises:
        CaseError: It cannot be read at all: not YAML, or nested too deep.
    """
    text = text.translate(NO_BREAKS)
    builder = _Builder(file)
    try:
        return builder.build(YAML(typ="safe", pure=True).parse(text))
    except CaseError as error:
        faults = error.faults
    except MarkedYAMLError as error:
        faults = (_trouble(file, error),)
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1
        found = f"the control character {ord(text[error.position]):#04x}"
        faults = (Fault(file, line, "", found, "text without it"),)
    except (YAMLError, ValueError, OverflowError):
        found = "an escape that stands for no character, here or below"
        expected = "an escape such as \\u00e9, or the character itself"
        faults = (Fault(file, builder.line, "", found, expected),)
    raise CaseError([*builder.tree.faults, *faults])


def read_text(path: Path, file: str) -> str:
    """Return the text of a file.

    Args:
        path: A UTF-8 file of bounded size, with or without a byte-order mark.
        file: Its name in messages.

    Returns:
        Its text.

    Raises:
        CaseError: It is no ordinary file, cannot be read, is too large or is not UTF-8.
    """
    raw = read_bytes(path, file, MAX_BYTES)
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise CaseError([Fault(file, 1, "", "a file in UTF-16", "text saved as UTF-8")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CaseError([Fault(file, line, "", f"the byte {raw[error.start]:#04x}", "text saved as UTF-8")]) from None


def _trouble(file: str, error: MarkedYAMLError) -> Fault:
    """Say in plain words what the parser stumbled over."""
    what = " ".join(str(part) for part in (error.context, error.problem) if part)
    match, trouble = next((m, trouble) for trouble in TROUBLES if (m := re.search(trouble[0], what)))
    _, found, expected, opens = trouble
    mark = (error.context_mark if opens else None) or error.problem_mark or error.context_mark
    return Fault(file, mark.line + 1 if mark else 1, "", printable(match.expand(found), 200), expected)


class _Builder:
    """Builds a tree from parser events; whatever need not stop the reading is noted and passed over."""

    def __init__(self, file: str) -> None:
        self.tree = Tree(file)
        self.line = 1

    def build(self, events: Iterator[Any]) -> Tree:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(event, (), "a second document ('---')", "one document a file")
                    break
            elif isinstance(event, NodeEvent):
                self.tree.value = self._value(event, events, ())
        return self.tree

    def _note(self, event: Any, place: KeyPath, found: str, expected: str) -> None:
        self.tree.faults.append(Fault(self.tree.file, event.start_mark.line + 1, where(place), found, expected))

    def _value(self, event: Any, events: Iterator[Any], place: KeyPath, earlier: Any = None) -> Any:
        self.line = event.start_mark.line + 1
        self.tree.lines.setdefault(place, self.line)
        if len(place) > MAX_DEPTH:
            found = f"more than {MAX_DEPTH} levels of nesting"
            raise CaseError([Fault(self.tree.file, self.line, where(place[:3]), found, "fewer")])
        spoilt = self._spoilt(event, place)
        value: Any = None
        if isinstance(event, MappingStartEvent):
            value = self._mapping(events, place, earlier if isinstance(earlier, dict) else {})
        elif isinstance(event, SequenceStartEvent):
            value = self._sequence(events, place)
        elif isinstance(event, ScalarEvent):
            value = self._scalar(event, place)
        if spoilt:
            self.tree.spoilt.add(place)
            return None
        return value

    def _spoilt(self, event: Any, place: KeyPath) -> bool:
        """Note an alias, anchor, tag or odd character; say whether it makes the value useless."""
        if isinstance(event, AliasEvent):
            self._note(event, place, f"an alias ('*{printable(event.anchor)}')", "the value written out")
            return True
        odd = NO_TEXT.search(event.value) if isinstance(event, ScalarEvent) else None
        if event.anchor:
            self._note(event, place, f"an anchor ('&{printable(event.anchor)}')", "the value alone")
        if event.ctag is not None:
            self._note(event, place, f"a tag ('{printable(str(event.ctag))}')", "the value alone")
        if odd:
            self._note(event, place, f"the character {ord(odd[0]):#06x}", "characters that can be printed")
        return event.ctag is not None or odd is not None

    def _mapping(self, events: Iterator[Any], place: KeyPath, result: dict[str, Any]) -> dict[str, Any]:
        """Build a mapping, or go on with a section that comes in two pieces."""
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                self._note(event, place, "a key that is no plain word", "a word, a colon and a value")
                aside = _Builder(self.tree.file)
                aside._value(event, events, (*place, "?"))
                aside._value(next(events), events, (*place, "?"))
                continue
            self._entry(event, events, place, result)
        return result

    def _entry(self, event: ScalarEvent, events: Iterator[Any], place: KeyPath, result: dict[str, Any]) -> None:
        """Add one key with its value to a mapping."""
        key = cast("str", event.value)
        inner, earlier = (*place, key), result.get(key)
        if key == "<<":
            self._note(event, place, "a merge key ('<<')", "the keys written out")
        if self._spoilt(event, place) or key == "<<":
            self.tree.spoilt.add(inner)
        if key in result:
            found = f"{shown(key)} a second time (first on line {self.tree.lines[inner]})"
            self._note(event, place, found, "each key once")
            if place:  # A section in two pieces can be judged as one; anything smaller contradicts itself.
                self.tree.spoilt.add(inner)
        self.tree.lines[inner] = event.start_mark.line + 1
        value = self._value(next(events), events, inner, None if place else earlier)
        if isinstance(earlier, dict) and isinstance(value, dict) and value is not earlier:
            earlier.update(value)
            value = earlier
        result[key] = value

    def _sequence(self, events: Iterator[Any], place: KeyPath) -> list[Any]:
        result: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            result.append(self._value(event, events, (*place, len(result))))
        return result

    def _scalar(self, event: Any, place: KeyPath) -> Any:
        text = cast("str", event.value)
        if not event.implicit[0]:
            return text
        try:
            return plain(text)
        except ValueError:
            self._note(event, place, f"the number {text if len(text) <= 40 else text[:39] + '…'}", "an ordinary number")
            self.tree.spoilt.add(place)
            return None
