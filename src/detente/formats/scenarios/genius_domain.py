"""Read the domain of a Genius scenario from XML: its issues, by number."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.faults import KeyPath, printable, shown
from detente.formats.scenarios.scenario import MOST_VALUES, ScenarioIssue
from detente.formats.source_file import SourceFile
from detente.formats.xml_tree import Element


@dataclass(frozen=True)
class GeniusIssue:
    """An issue of a domain, with the number by which the profiles refer to it.

    Attributes:
        index: Its number in the files.
        issue: The issue in neutral form.
        lowest: The lower bound of an integer issue; None if the issue is discrete.
    """

    index: int
    issue: ScenarioIssue
    lowest: int | None = None


def read_domain(source: SourceFile, root: Element) -> tuple[GeniusIssue, ...]:
    """Return the issues of a domain in the order of the file, without those that have faults.

    Args:
        source: The file; faults are added to it.
        root: Its outermost element.
    """
    found: dict[int, GeniusIssue] = {}
    for element in root.all("issue"):
        name = (element.get("name") or "").strip()
        index = whole(source, element, "index", ("issue", name))
        values = _values(source, element, name)
        if not name:
            source.fault(element.line, "an issue without a name", "an attribute name")
        elif index in found or any(name == other.issue.name for other in found.values()):
            source.fault(element.line, f"the issue {printable(name)!r} or its index a second time", "each once")
        elif index is not None and values:
            lowest = int(values[0]) if kind_of(element) == "integer" else None
            found[index] = GeniusIssue(index, ScenarioIssue(name, values), lowest)
    if not found and not source.faults:
        source.fault(root.line, "no issue", "at least one <issue> in an <objective>")
    return tuple(found.values())


def kind_of(element: Element) -> str:
    """Return the type that an element gives its issue; `discrete` if it gives none."""
    return element.get("type") or element.get("vtype") or "discrete"


def _values(source: SourceFile, element: Element, name: str) -> tuple[str, ...]:
    place: KeyPath = ("issue", name)
    kind = kind_of(element)
    if kind == "discrete":
        items = [item.get("value") for item in element.below("item")]
        if not items or None in items:
            source.fault(element.line, "no value, or an <item> without one", "an <item value=…> for each", place=place)
        values = tuple(dict.fromkeys(value.strip() for value in items if value is not None))
    elif kind == "integer":
        low, high = (_bound(source, element, end, place) for end in ("lowerbound", "upperbound"))
        if low is None or high is None:
            return ()
        if high < low:
            source.fault(element.line, f"a range from {low} to {high}", "lowerbound ≤ upperbound", place=place)
        values = tuple(map(str, range(low, min(high, low + MOST_VALUES) + 1)))
    else:
        refuse_kind(source, element, "discrete or integer: a case lists every option", place)
        return ()
    if len(values) > MOST_VALUES:
        source.fault(element.line, f"more than {MOST_VALUES:,} values", "fewer: each becomes an option", place=place)
        return ()
    return values


def refuse_kind(source: SourceFile, element: Element, expected: str, place: KeyPath) -> None:
    """Add the fault that an issue is of another type than those expected."""
    kind = kind_of(element)
    found = "a real-valued issue" if kind == "real" else f"an issue of the type {printable(kind)!r}"
    source.fault(element.line, found, expected, place=place)


def _bound(source: SourceFile, element: Element, end: str, place: KeyPath) -> int | None:
    """Return a bound of an integer issue; old files have it in an element `range` below the issue."""
    holder = next((inner for inner in element.below("range") if inner.get(end) is not None), element)
    return whole(source, element if element.get(end) is not None else holder, end, place)


def whole(source: SourceFile, element: Element, attribute: str, place: KeyPath) -> int | None:
    """Return an attribute that must be a whole number; None, with a fault, if it is not."""
    text = (element.get(attribute) or "").strip()
    if text.removeprefix("-").isdecimal() and len(text) <= 10:
        return int(text)
    source.fault(element.line, f"{attribute} {shown(element.get(attribute))}", "a whole number", place=place)
    return None
