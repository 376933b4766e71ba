"""The profiles of a Genius scenario, from XML: with Genius's own meaning, or as NegMAS reads them.

Genius divides the evaluation of a discrete value by the highest one of its issue. An integer issue has a line,
`offset + slope · (value - lower bound)`, held between 0 and 1. Weights count as they are given. NegMAS takes the
evaluations as they are, measures the line from 0 instead of the lower bound, and adds weights that belong to no issue.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.faults import KeyPath, printable
from detente.formats.scenarios.genius_domain import Numbered, whole
from detente.formats.scenarios.genius_values import evaluations
from detente.formats.scenarios.scenario import Profile, Scaling
from detente.formats.source_file import SourceFile
from detente.formats.xml_tree import Element

MEANING = {
    "genius": "Utilities are weight times evaluation divided by the highest evaluation of the issue, as in Genius.",
    "raw": "Utilities are weight times evaluation, as NegMAS reads them; Genius divides by the highest evaluation.",
}

# The types of a profile that are sums over issues, by the names that Genius and NegMAS give them.
LINEAR = {"linear", "any"}

# Elements of the profiles that are none.
NOT_LINEAR = {
    "hyperRectangle": "hyper-rectangles (<hyperRectangle>)",
    "ufun": "a utility function over several issues (<ufun>)",
    "utility_function": "a utility function over several issues (<utility_function>)",
    "utility": "a utility function over several issues (<utility>)",
    "constraints": "constraints between issues (<constraints>)",
    "rules": "rules between issues (<rules>)",
}
ADDITIVE = "a linear-additive profile: a sum over issues"

# How far the highest utility may be above 1 by rounding.
ROUNDING = 1e-6


def read_profile(paper: SourceFile, root: Element, domain: Sequence[Numbered], scaling: Scaling) -> Profile | None:
    """What does the party of a profile want?

    Args:
        paper: The file, which takes the faults.
        root: Its outermost element.
        domain: The issues.
        scaling: Genius's own meaning, or that of NegMAS.

    Returns:
        The profile; None where it has faults.
    """
    if _not_linear(paper, root):
        return None
    weights = _weights(paper, root)
    elements = _elements(paper, root, domain)
    points = [_points(paper, elements.get(n.index, root), n, weights, scaling) for n in domain]
    reservation, discount = (_value(paper, root, tag) for tag in ("reservation", "discount_factor"))
    if paper.faults:
        return None
    indices = {numbered.index for numbered in domain}
    stray = {index: weight for index, weight in weights.items() if index not in indices}
    profile = Profile(
        name=paper.stem,
        file=paper.file,
        points=tuple(worth for worth in points if worth is not None),
        bias=sum(stray.values()) if scaling == "raw" else 0.0,
        reservation=reservation,
        discount=discount if discount is not None and 0 < discount < 1 else None,
    )
    return _noted(profile, scaling, discount, stray)


def _not_linear(paper: SourceFile, root: Element) -> bool:
    """Refuse a profile that is no sum over issues, by the name of what it is."""
    kind = root.get("type")
    if kind is not None and kind.lower() not in LINEAR:
        paper.fault(root.line, f"a utility space of the type {printable(kind)!r}", ADDITIVE)
    lines = {element.tag: element.line for element in root.all() if element.tag in NOT_LINEAR}
    if worst := next((tag for tag in NOT_LINEAR if tag in lines), None):
        paper.fault(lines[worst], NOT_LINEAR[worst], ADDITIVE)
    return bool(paper.faults)


def _weights(paper: SourceFile, root: Element) -> dict[int, float]:
    found: dict[int, float] = {}
    for element in (element for element in root.all() if element.tag == "weight"):
        index = whole(paper, element, "index", ("weight",))
        weight = paper.number(element.get("value"), element.line, ("weight",))
        if index in found:
            paper.fault(element.line, f"a weight of the index {index} a second time", "each once")
        elif index is not None and weight is not None:
            found[index] = weight
    return found


def _points(
    paper: SourceFile, element: Element, numbered: Numbered, weights: dict[int, float], scaling: Scaling
) -> tuple[float, ...] | None:
    """What are the values of an issue worth, weight included? The element is that of the issue, or the outermost."""
    name, index = numbered.issue.name, numbered.index
    place: KeyPath = ("issue", name)
    if index not in weights and not any(fault.where.startswith("weight") for fault in paper.faults):
        paper.fault(element.line, "no weight", f'<weight index="{index}" value=…>', place=place)
    if element.tag != "issue":
        paper.fault(element.line, "no evaluations", f'<issue index="{index}">', place=place)
        return None
    if (element.get("name") or name).strip() != name:
        found = f"the issue {printable(element.get('name') or '')!r} with the index {index}"
        paper.fault(element.line, found, f"{printable(name)!r}, as in the domain")
        return None
    evaluated = evaluations(paper, element, numbered, scaling)
    return None if evaluated is None else tuple(weights.get(index, 0.0) * value for value in evaluated)


def _elements(paper: SourceFile, root: Element, domain: Sequence[Numbered]) -> dict[int, Element]:
    """Return the elements of the issues by their index."""
    names = {numbered.index: numbered.issue.name for numbered in domain}
    found: dict[int, Element] = {}
    for element in (element for element in root.all() if element.tag == "issue"):
        index = whole(paper, element, "index", ("issue", element.get("name") or ""))
        if index in found:
            paper.fault(element.line, f"an issue of the index {index} a second time", "each once")
        elif index is not None and index not in names:
            paper.unknown(element.line, "issue", element.get("name") or "", names.values())
        elif index is not None:
            found[index] = element
    return found


def _value(paper: SourceFile, root: Element, tag: str) -> float | None:
    """Return the value of an element that may be there once."""
    found = [element for element in root.all() if element.tag == tag]
    for element in found[1:]:
        paper.fault(element.line, f"<{tag}> a second time", "once")
    return paper.number(found[0].get("value"), found[0].line, (tag,)) if found else None


def _noted(profile: Profile, scaling: Scaling, discount: float | None, stray: dict[int, float]) -> Profile:
    """Add what was set aside or assumed; a reservation value that is missing is 0 in Genius."""
    notes = []
    if profile.reservation is None:
        notes.append("no reservation value: taken for 0, as Genius does")
    if discount is not None and not 0 <= discount <= 1:
        notes.append(f"the discount factor {discount:g} was passed over, as Genius does")
    if stray:
        done = "added to every outcome, as NegMAS does" if scaling == "raw" else "passed over, as Genius does"
        notes.append(f"weights that belong to no issue (index {', '.join(map(str, stray))}) were {done}")
    if scaling == "genius" and profile.bounds[1] > 1 + ROUNDING:
        notes.append(f"utilities go up to {profile.bounds[1]:.6g}: Genius cuts them off at 1, the case does not")
    values = {**vars(profile), "reservation": profile.reservation or 0.0, "notes": tuple(notes)}
    return Profile(**values)
