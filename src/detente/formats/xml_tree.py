"""Read an XML file as a tree of elements that know their lines, refusing what a scenario never needs.

Expat reports event by event. So a document type is refused before the entities that it might declare are expanded or
fetched, and each element gets the line on which its tag begins. File size, depth and number of elements are limited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from detente.case.faults import CaseError, Fault
from detente.case.files import read_bytes

MAX_BYTES = 10_000_000
MAX_DEPTH = 32
MAX_ELEMENTS = 100_000


@dataclass(frozen=True)
class Element:
    """An element of an XML file; text between elements is not kept.

    Attributes:
        tag: Its name, with the prefix if it has one.
        line: The line on which it begins, counted from 1.
        attributes: Name → value.
        children: The elements directly below it, in the order of the file.
    """

    tag: str
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, or None if it is missing."""
        return self.attributes.get(name)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield this element and all below it in the order of the file, or only those with one of the given tags."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            yield from child.all(*tags)

    def below(self, tag: str) -> list[Element]:
        """Return the elements with a given tag directly below this one."""
        return [child for child in self.children if child.tag == tag]


def read_xml(path: Path, file: str) -> Element:
    """Return the outermost element of an XML file.

    Args:
        path: The file, in UTF-8 or UTF-16, or in the single-byte encoding that its first line names.
        file: Its name in messages.

    Raises:
        CaseError: It cannot be read, is too large or nested too deep, has a document type, or is not XML.
    """
    return _ElementBuilder(file).build(read_bytes(path, file, MAX_BYTES))


class _ElementBuilder:
    """Builds the tree from the events of the parser."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def build(self, raw: bytes) -> Element:
        try:
            self.parser.Parse(raw, True)
        except expat.ExpatError as error:
            self._refuse(error.lineno, f"text that is not XML ({expat.ErrorString(error.code)})", _remedy(error.code))
        except (LookupError, ValueError) as error:  # an encoding that Python does not know, or not of single bytes
            self._refuse(1, f"an encoding that cannot be read ({error})", "text saved as UTF-8")
        if self.root is None:
            self._refuse(0, "no element", "XML")
        return self.root

    def _refuse(self, line: int, found: str, expected: str) -> NoReturn:
        raise CaseError([Fault(self.file, line, "", found, expected)]) from None

    def _doctype(self, *_: object) -> None:
        found = "a document type (<!DOCTYPE>), which could declare entities"
        self._refuse(self.parser.CurrentLineNumber, found, "XML without one")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        element = Element(tag, line, attributes)
        self.count += 1
        if len(self.open) >= MAX_DEPTH:
            self._refuse(line, f"more than {MAX_DEPTH} levels of nesting", "fewer")
        if self.count > MAX_ELEMENTS:
            self._refuse(line, f"more than {MAX_ELEMENTS:,} elements", "fewer")
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop()


def _remedy(code: int) -> str:
    """Return what to write instead of what the parser refused."""
    spelled = expat.errors.messages[code]
    if spelled in {expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING}:
        return "text saved as UTF-8"
    if spelled == expat.errors.XML_ERROR_INVALID_TOKEN:
        return "XML in UTF-8 or in the encoding that its first line names, with &amp; for & and &lt; for <"
    return "XML"
