"""Read the profiles of a Genius scenario from XML, with Genius's own meaning or with that of NegMAS.

Genius divides the evaluation of a discrete value by the highest one of its issue. An integer issue has a line,
`offset + slope · (value - lower bound)`, clipped to 0 … 1. Weights count as they are given. NegMAS takes evaluations as
they are, measures the line from 0 instead of the lower bound, and adds weights that belong to no issue to all outcomes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from detente.case.faults import KeyPath, printable
from detente.formats.scenarios.genius_domain import GeniusIssue, whole
from detente.formats.scenarios.genius_values import evaluations
from detente.formats.scenarios.scenario import Profile, Scaling
from detente.formats.source_file import SourceFile
from detente.formats.xml_tree import Element

MEANING = {
    "genius": "Utilities are weight times evaluation divided by the highest evaluation of the issue, as in Genius.",
    "raw": "Utilities are weight times evaluation, as NegMAS reads them; Genius divides by the highest evaluation.",
}

# A sum over issues of which a party in Genius knows only how it orders some outcomes; the file has all of it.
UNCERTAIN = "uncertain"

# The types of utility spaces that are sums over issues, as Genius and NegMAS call them.
LINEAR = {"linear", "any", UNCERTAIN}

# Elements that only profiles have which are no sums over issues.
NOT_LINEAR = {
    "hyperRectangle": "hyper-rectangles (<hyperRectangle>)",
    "ufun": "a utility function over several issues (<ufun>)",
    "utility_function": "a utility function over several issues (<utility_function>)",
    "utility": "a utility function over several issues (<utility>)",
    "constraints": "constraints between issues (<constraints>)",
    "rules": "rules between issues (<rules>)",
}
ADDITIVE = "a linear-additive profile: a sum over issues"

# By how much rounding may lift the highest utility above 1.
ROUNDING = 1e-6


def read_profile(source: SourceFile, root: Element, domain: Sequence[GeniusIssue], scaling: Scaling) -> Profile | None:
    """Return the profile of a party in neutral form; None if it has faults.

    Args:
        source: The profile; faults are added to it.
        root: Its outermost element.
        domain: The issues of the domain.
        scaling: Whether evaluations are read with Genius's own meaning or with that of NegMAS.
    """
    if _not_linear(source, root):
        return None
    weights = _weights(source, root)
    elements = _elements(source, root, domain)
    points = [_points(source, elements.get(n.index, root), n, weights, scaling) for n in domain]
    reservation, discount = (_value(source, root, tag) for tag in ("reservation", "discount_factor"))
    if source.faults:
        return None
    indices = {numbered.index for numbered in domain}
    stray = {index: weight for index, weight in weights.items() if index not in indices}
    profile = Profile(
        name=source.stem,
        file=source.file,
        points=tuple(worth for worth in points if worth is not None),
        bias=sum(stray.values(), Fraction(0)) if scaling == "raw" else Fraction(0),
        reservation=reservation,
        discount=float(discount) if discount is not None and 0 < discount < 1 else None,
    )
    return _noted(profile, scaling, discount, stray, (root.get("type") or "").lower() == UNCERTAIN)


def _not_linear(source: SourceFile, root: Element) -> bool:
    """Return whether a profile is no sum over issues, with a fault that says what it is instead."""
    kind = root.get("type")
    if kind is not None and kind.lower() not in LINEAR:
        source.fault(root.line, f"a utility space of the type {printable(kind)!r}", ADDITIVE)
    lines = {element.tag: element.line for element in root.all(*NOT_LINEAR)}
    if worst := next((tag for tag in NOT_LINEAR if tag in lines), None):
        source.fault(lines[worst], NOT_LINEAR[worst], ADDITIVE)
    return bool(source.faults)


def _weights(source: SourceFile, root: Element) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    for element in root.all("weight"):
        index = whole(source, element, "index", ("weight",))
        weight = source.exact(element.get("value"), element.line, ("weight",))
        if index in found:
            source.fault(element.line, f"a weight of the index {index} a second time", "each once")
        elif index is not None and weight is not None:
            found[index] = weight
    return found


def _points(
    source: SourceFile, element: Element, numbered: GeniusIssue, weights: dict[int, Fraction], scaling: Scaling
) -> tuple[Fraction, ...] | None:
    """Return what each value of an issue is worth, weight included; None if there are faults.

    Args:
        source: The profile; faults are added to it.
        element: The issue in the profile, or the outermost element if the profile does not have the issue.
        numbered: The issue in the domain.
        weights: Index of an issue → its weight.
        scaling: Whether evaluations are read with Genius's own meaning or with that of NegMAS.
    """
    name, index = numbered.issue.name, numbered.index
    place: KeyPath = ("issue", name)
    if index not in weights and not any(fault.where.startswith("weight") for fault in source.faults):
        source.fault(element.line, "no weight", f'<weight index="{index}" value=…>', place=place)
    if element.tag != "issue":
        source.fault(element.line, "no evaluations", f'<issue index="{index}">', place=place)
        return None
    if (element.get("name") or name).strip() != name:
        found = f"the issue {printable(element.get('name') or '')!r} with the index {index}"
        source.fault(element.line, found, f"{printable(name)!r}, as in the domain")
        return None
    evaluated = evaluations(source, element, numbered, scaling)
    return None if evaluated is None else tuple(weights.get(index, Fraction(0)) * value for value in evaluated)


def _elements(source: SourceFile, root: Element, domain: Sequence[GeniusIssue]) -> dict[int, Element]:
    """Return the element of each issue of the domain that the profile has, by its index."""
    names = {numbered.index: numbered.issue.name for numbered in domain}
    found: dict[int, Element] = {}
    for element in root.all("issue"):
        index = whole(source, element, "index", ("issue", element.get("name") or ""))
        if index in found:
            source.fault(element.line, f"an issue of the index {index} a second time", "each once")
        elif index is not None and index not in names:
            source.unknown(element.line, "issue", element.get("name") or "", names.values())
        elif index is not None:
            found[index] = element
    return found


def _value(source: SourceFile, root: Element, tag: str) -> Fraction | None:
    """Return the value of an element that may stand in a profile once; None if it is missing."""
    found = [*root.all(tag)]
    for element in found[1:]:
        source.fault(element.line, f"<{tag}> a second time", "once")
    return source.exact(found[0].get("value"), found[0].line, (tag,)) if found else None


def _noted(
    profile: Profile, scaling: Scaling, discount: Fraction | None, stray: dict[int, Fraction], uncertain: bool
) -> Profile:
    """Return a profile with notes on what was set aside or assumed, and a reservation value of 0 if it has none."""
    notes = []
    if uncertain:
        notes.append("the type UNCERTAIN was passed over: the utilities in the file are taken for certain")
    if profile.reservation is None:
        notes.append("no reservation value: taken for 0, as Genius does")
    if discount is not None and not 0 <= discount <= 1:
        notes.append(f"the discount factor {float(discount):g} was passed over, as Genius does")
    if stray:
        done = "added to every outcome, as NegMAS does" if scaling == "raw" else "passed over, as Genius does"
        notes.append(f"weights that belong to no issue (index {', '.join(map(str, stray))}) were {done}")
    if scaling == "genius" and profile.bounds[1] > 1 + ROUNDING:
        notes.append(f"utilities go up to {float(profile.bounds[1]):.6g}: Genius cuts them off at 1, the case does not")
    return replace(profile, reservation=profile.reservation or Fraction(0), notes=tuple(notes))
