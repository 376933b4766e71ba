"""Read the evaluations of one issue from a Genius profile: one for each value, or a line over whole numbers."""

from __future__ import annotations

from fractions import Fraction

from detente.case.faults import KeyPath, printable, shown
from detente.formats.scenarios.genius_domain import GeniusIssue, kind_of, refuse_kind
from detente.formats.scenarios.scenario import Scaling
from detente.formats.source_file import SourceFile
from detente.formats.xml_tree import Element

# If the highest evaluation of an issue is below this, Genius takes all of them for 0.
NOTHING = 0.00001


def evaluations(
    source: SourceFile, element: Element, numbered: GeniusIssue, scaling: Scaling
) -> tuple[Fraction, ...] | None:
    """Return what each value of an issue is worth to a party, before its weight; None if there are faults.

    Args:
        source: The profile; faults are added to it.
        element: The issue in the profile.
        numbered: The issue in the domain.
        scaling: Whether evaluations are read with Genius's own meaning or with that of NegMAS.
    """
    place: KeyPath = ("issue", numbered.issue.name)
    kind = kind_of(element)
    if kind == "integer" and numbered.lowest is not None:
        return _line(source, element, numbered.lowest, len(numbered.issue.values), scaling)
    if kind != "discrete":
        refuse_kind(source, element, "discrete or integer, as in the domain", place)
        return None
    given: dict[str, object] = {}
    for item in element.below("item"):
        value, evaluation = (item.get("value") or "").strip(), item.get("evaluation")
        if evaluation in {None, "null"}:
            source.fault(item.line, f"no evaluation of {printable(value)!r}", "an attribute evaluation", place=place)
        elif given.get(value, evaluation) != evaluation:
            source.fault(item.line, f"{printable(value)!r} a second time", "one evaluation of each", place=place)
        given[value] = evaluation if evaluation not in {None, "null"} else "0"
    evaluated = source.table(numbered.issue.values, given, element.line, place)
    if evaluated is None or scaling == "raw":
        return evaluated
    highest = max(evaluated)
    return tuple(Fraction(0) if highest < NOTHING else value / highest for value in evaluated)


def _line(
    source: SourceFile, element: Element, lowest: int, count: int, scaling: Scaling
) -> tuple[Fraction, ...] | None:
    """Return the values of a straight line over `count` whole numbers from the lowest on."""
    place: KeyPath = ("issue", element.get("name") or "")
    for end, bound in (("lowerbound", lowest), ("upperbound", lowest + count - 1)):
        if element.get(end) not in {None, str(bound)}:
            found = f"{end} {shown(element.get(end))}"
            source.fault(element.line, found, f"{bound}, as in the domain", place=place)
            return None
    evaluators = element.below("evaluator")
    if len(evaluators) != 1:
        source.fault(element.line, f"{len(evaluators) or 'no'} <evaluator>", "one", place=place)
        return None
    line = evaluators[0]
    if (kind := line.get("ftype") or "linear") != "linear":
        source.fault(line.line, f"an evaluator of the type {printable(kind)!r}", "linear", place=place)
        return None
    slope, offset = (
        source.exact(line.get(name) or line.get(older), line.line, (*place, name))
        for name, older in (("slope", "parameter1"), ("offset", "parameter0"))
    )
    if slope is None or offset is None:
        return None
    if scaling == "raw":
        return tuple(offset + slope * (lowest + step) for step in range(count))
    return tuple(min(Fraction(1), max(Fraction(0), offset + slope * step)) for step in range(count))
