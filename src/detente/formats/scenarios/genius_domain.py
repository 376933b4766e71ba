"""The domain of a Genius scenario: its issues, from XML."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.faults import KeyPath, printable, shown
from detente.formats.scenarios.scenario import MOST_VALUES, ScenarioIssue
from detente.formats.source_file import SourceFile
from detente.formats.xml_tree import Element


@dataclass(frozen=True)
class Numbered:
    """An issue of a domain, with what its profiles refer to it by.

    Attributes:
        index: Its number in the files.
        issue: The issue.
        lowest: The lower bound of an integer issue; None for a discrete one.
    """

    index: int
    issue: ScenarioIssue
    lowest: int | None = None


def read_domain(paper: SourceFile, root: Element) -> tuple[Numbered, ...]:
    """Which issues does a domain have?

    Args:
        paper: The file, which takes the faults.
        root: Its outermost element.

    Returns:
        The issues in the order of the file, as far as they are sound.
    """
    found: dict[int, Numbered] = {}
    for element in (element for element in root.all() if element.tag == "issue"):
        name = (element.get("name") or "").strip()
        index = whole(paper, element, "index", ("issue", name))
        values = _values(paper, element, name)
        if not name:
            paper.fault(element.line, "an issue without a name", "an attribute name")
        elif index in found or any(name == other.issue.name for other in found.values()):
            paper.fault(element.line, f"the issue {printable(name)!r} or its index a second time", "each once")
        elif index is not None and values:
            lowest = int(values[0]) if kind_of(element) == "integer" else None
            found[index] = Numbered(index, ScenarioIssue(name, values), lowest)
    if not found and not paper.faults:
        paper.fault(root.line, "no issue", "at least one <issue> in an <objective>")
    return tuple(found.values())


def kind_of(element: Element) -> str:
    """Return the type of an issue: discrete where none is given."""
    return element.get("type") or element.get("vtype") or "discrete"


def _values(paper: SourceFile, element: Element, name: str) -> tuple[str, ...]:
    place: KeyPath = ("issue", name)
    kind = kind_of(element)
    if kind == "discrete":
        items = [item.get("value") for item in element.below("item")]
        if not items or None in items:
            paper.fault(element.line, "no value, or an <item> without one", "an <item value=…> for each", place=place)
        values = tuple(dict.fromkeys(value.strip() for value in items if value is not None))
    elif kind == "integer":
        low, high = (_bound(paper, element, end, place) for end in ("lowerbound", "upperbound"))
        if low is None or high is None:
            return ()
        if high < low:
            paper.fault(element.line, f"a range from {low} to {high}", "lowerbound ≤ upperbound", place=place)
        values = tuple(map(str, range(low, min(high, low + MOST_VALUES) + 1)))
    else:
        found = "a real-valued issue" if kind == "real" else f"an issue of the type {printable(kind)!r}"
        paper.fault(element.line, found, "discrete or integer: a case lists every option", place=place)
        return ()
    if len(values) > MOST_VALUES:
        paper.fault(element.line, f"more than {MOST_VALUES:,} values", "fewer: each becomes an option", place=place)
        return ()
    return values


def _bound(paper: SourceFile, element: Element, end: str, place: KeyPath) -> int | None:
    """Read a bound of an integer issue, which old files have in an element of its own."""
    holder = next((inner for inner in element.below("range") if inner.get(end) is not None), element)
    return whole(paper, element if element.get(end) is not None else holder, end, place)


def whole(paper: SourceFile, element: Element, attribute: str, place: KeyPath) -> int | None:
    """Return an attribute that must be a whole number; None, and a fault, where it is not."""
    text = (element.get(attribute) or "").strip()
    if text.removeprefix("-").isdecimal() and len(text) <= 10:
        return int(text)
    paper.fault(element.line, f"{attribute} {shown(element.get(attribute))}", "a whole number", place=place)
    return None
