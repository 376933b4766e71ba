"""Reading YAML files that may have faults: each is noted with its line, and what can be passed over is.

Parsing is done event by event, so that a file is refused before it is built up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from detente.case.file_tree import Tree
from detente.case.quick_yaml import MAX_DEPTH, NO_TEXT
from detente.case.scalars import plain

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


def parse_carefully(text: str, tree: Tree) -> None:
    """Parse YAML text that may have faults.

    Args:
        text: The text.
        tree: A tree without anything in it; it is given the plain values, their lines and what is wrong in some places.

    Raises:
        CaseError: It cannot be read at all: not YAML, or nested too deep.
    """
    file, builder = tree.file, _Builder(tree)
    try:
        builder.build(YAML(typ="safe", pure=True).parse(text))
        return
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


def _trouble(file: str, error: MarkedYAMLError) -> Fault:
    """Say in plain words what the parser stumbled over."""
    what = " ".join(str(part) for part in (error.context, error.problem) if part)
    match, trouble = next((m, trouble) for trouble in TROUBLES if (m := re.search(trouble[0], what)))
    _, found, expected, opens = trouble
    mark = (error.context_mark if opens else None) or error.problem_mark or error.context_mark
    return Fault(file, mark.line + 1 if mark else 1, "", printable(match.expand(found), 200), expected)


class _Builder:
    """Builds a tree from parser events; whatever need not stop the reading is noted and passed over."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.line = 1

    def build(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note(event, (), "a second document ('---')", "one document a file")
                    break
            elif isinstance(event, NodeEvent):
                self.tree.value = self._value(event, events, ())

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
                aside = _Builder(type(self.tree)(self.tree.file))
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
