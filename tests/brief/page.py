"""A page of HTML taken apart: its tree, strictly, and what can be asked of it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """An element with its attributes, and its children: elements and texts."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the element itself and everything below it, or only what has one of these tags."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all(*tags)

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """Return the text, but for what stands in elements with some tags."""
        if self.tag in without:
            return ""
        return " ".join(child if isinstance(child, str) else child.text(without) for child in self.children)

    def said(self) -> str:
        """Return the text as a sentence, with nothing put between its parts."""
        return "".join(child if isinstance(child, str) else child.said() for child in self.children)


class _Reader(HTMLParser):
    """Builds the tree and refuses what browsers would forgive."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> says {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, f"<{tag}/> is not closed by its slash"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> where <{self.open[-1].tag}> is open, line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """Return the tree of a page; every tag must be closed in order.

    Raises:
        AssertionError: The page is not well-formed.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], [element.tag for element in reader.open]
    assert reader.doctype == "doctype html"
    return reader.root


def section(page: Element, name: str) -> Element:
    """Return the only element of this id."""
    (found,) = (element for element in page.all() if element.attributes.get("id") == name)
    return found


def words(element: Element) -> list[str]:
    """Return the words that a reader of a part of the page meets; what stands folded away does not count."""
    return [w for w in element.text(frozenset({"details", "style", "script"})).split() if any(c.isalnum() for c in w)]


def drawing(uri: str) -> str:
    """Return the SVG text of a data URI."""
    head, _, data = uri.partition(",")
    assert head == "data:image/svg+xml;base64"
    return base64.b64decode(data, validate=True).decode("utf-8")
