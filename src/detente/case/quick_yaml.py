"""Sound YAML files read quickly, by the parser of libyaml, which takes a thirtieth of the time of a parser in Python.

It takes what a case usually holds: mappings with plain keys, lists, and scalars without anchors or tags. Where anything
else turns up, or the two parsers could differ, it gives up: `detente.case.yaml_tree` reads the file then, and says what
is wrong in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from detente.case.faults import KeyPath
from detente.case.scalars import plain

MAX_DEPTH = 24

# Characters that no printed page, XML or UTF-8 can hold; escapes such as "\0" bring them in.
NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

# What the two parsers may read in two ways: tabs and odd characters, directives and marks of documents, and keys within
# braces and brackets that are empty or begin with a question mark.
UNLIKE = re.compile(
    r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|^(?:%|---|\.\.\.)|[,\[{]\s*[:?]|:\s*[,\]}]",
    re.MULTILINE,
)
ALIAS, SCALAR, SEQUENCE, SEQUENCE_END, MAPPING, MAPPING_END = (
    "AliasEvent",
    "ScalarEvent",
    "SequenceStartEvent",
    "SequenceEndEvent",
    "MappingStartEvent",
    "MappingEndEvent",
)


class _NotSoundError(Exception):
    """Something that is left to the other parser."""


def quickly(text: str) -> tuple[Any, dict[KeyPath, int]] | None:
    """Return the plain value of a YAML text, and the line of every key and list item.

    Args:
        text: The text.

    Returns:
        The value and the lines; None where the text is not sound, or not of the simple kind that is read here.
    """
    if UNLIKE.search(text):
        return None
    try:
        from yaml import YAMLError
        from yaml.cyaml import CParser
    except ImportError:  # a PyYAML that was built without libyaml
        return None
    try:
        return _Values(CParser(text).get_event).document()
    except (YAMLError, _NotSoundError, ValueError):
        return None


class _Values:
    """Builds plain values from events of the parser."""

    def __init__(self, event: Callable[[], Any]) -> None:
        self.next = event
        self.lines: dict[KeyPath, int] = {}

    def document(self) -> tuple[Any, dict[KeyPath, int]]:
        """Return the value of the only document, and the lines."""
        self.next()  # the stream begins
        if type(self.next()).__name__ != "DocumentStartEvent":
            raise _NotSoundError
        root = self.next()
        if type(root).__name__ != MAPPING:
            raise _NotSoundError
        value = self._value(root, ())
        self.next()  # the document ends
        if type(self.next()).__name__ != "StreamEndEvent":
            raise _NotSoundError
        return value, self.lines

    def _value(self, event: Any, place: KeyPath) -> Any:
        self.lines.setdefault(place, event.start_mark.line + 1)
        kind = type(event).__name__
        if kind == ALIAS:
            raise _NotSoundError
        if kind == SCALAR:
            text = _text(event)
            return plain(text) if event.implicit[0] else text
        if len(place) >= MAX_DEPTH or event.anchor is not None or event.tag is not None:
            raise _NotSoundError
        if kind == MAPPING:
            return self._mapping(place)
        if kind == SEQUENCE:
            return self._sequence(place)
        raise _NotSoundError

    def _mapping(self, place: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(event := self.next()).__name__ == SCALAR:
            key = _text(event)
            inner = (*place, key)
            if key in found or key == "<<":
                raise _NotSoundError
            self.lines[inner] = event.start_mark.line + 1
            found[key] = self._value(self.next(), inner)
        if type(event).__name__ != MAPPING_END:
            raise _NotSoundError
        return found

    def _sequence(self, place: KeyPath) -> list[Any]:
        found: list[Any] = []
        while type(event := self.next()).__name__ != SEQUENCE_END:
            found.append(self._value(event, (*place, len(found))))
        return found


def _text(event: Any) -> str:
    """Return the text of a scalar that has nothing but text."""
    text: str = event.value
    if event.anchor is not None or event.tag is not None or NO_TEXT.search(text):
        raise _NotSoundError
    return text
