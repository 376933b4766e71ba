"""The linear-additive profiles of a GeniusWeb scenario, from JSON.

Utilities of values are from 0 to 1 and weights add up to 1. The utilities of a range of numbers lie on a straight line,
rounded to eight places. The reservation bid is an outcome: its utility is what no agreement is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from detente.case.faults import KeyPath, printable
from detente.formats.scenarios.geniusweb_domain import LINEAR, decimal
from detente.formats.scenarios.scenario import Profile, ScenarioIssue
from detente.formats.source_file import SourceFile, text_of, written

MEANING = "Utilities are weight times utility of the value, as in GeniusWeb."
PLACES = Decimal("0.00000001")
CLOSE = 1e-6

# The utilities of the values of an issue, by their name in earlier and in later versions.
TABLES = ("discreteutils", "DiscreteValueSetUtilities")
LINES = ("numberutils", "NumberValueSetUtilities")


def read_profile(paper: SourceFile, issues: Sequence[ScenarioIssue]) -> Profile | None:
    """What does the party of a profile want?

    Args:
        paper: The file, which takes the faults.
        issues: The issues of the domain.

    Returns:
        The profile; None where it has faults.
    """
    space: dict[str, Any] = paper.value.get(LINEAR) or {} if isinstance(paper.value, dict) else {}
    names = [issue.name for issue in issues]
    parts: list[dict[str, Any]] = []
    for key in ("issueUtilities", "issueWeights"):
        parts.append(paper.mapping(space.get(key), (LINEAR, key)))
        for name in parts[-1]:
            if name not in names:
                paper.unknown((LINEAR, key, name), "issue", name, names)
    utilities, weights = parts
    points = [_points(paper, issue, utilities, weights) for issue in issues]
    _weights_add_up(paper, weights)
    reservation, chosen = _reservation(paper, space, issues)
    discount = space.get("discount_factor")
    shrinks = None if discount is None else paper.number(discount, (LINEAR, "discount_factor"))
    if paper.faults:
        return None
    sound = tuple(worth for worth in points if worth is not None)
    if chosen is not None:
        reservation = sum(worth[number] for worth, number in zip(sound, chosen, strict=True) if number is not None)
    return Profile(
        name=str(space.get("name") or paper.stem),
        file=paper.file,
        points=sound,
        reservation=reservation,
        discount=shrinks if shrinks is not None and shrinks != 1 else None,
        notes=() if reservation is not None else ("no reservation bid: any agreement is better than none",),
    )


def _points(
    paper: SourceFile, issue: ScenarioIssue, utilities: Mapping[str, Any], weights: Mapping[str, Any]
) -> tuple[float, ...] | None:
    place: KeyPath = (LINEAR, "issueUtilities", issue.name)
    for missing in (what for what, said in (("weight", weights), ("utilities", utilities)) if issue.name not in said):
        paper.fault(place, f"no {missing} of {printable(issue.name)!r}", "weight and utilities of every issue")
    if issue.name not in utilities:
        return None
    weight = paper.number(weights.get(issue.name, 0), (LINEAR, "issueWeights", issue.name))
    said = utilities[issue.name]
    kind, body = next(iter(said.items())) if isinstance(said, dict) and len(said) == 1 else ("", None)
    worth: tuple[float, ...] | None = None
    if kind in TABLES:
        given = paper.mapping(paper.mapping(body, (*place, kind)).get("valueUtilities"), (*place, kind))
        worth = paper.table(issue.values, given, (*place, kind))
    elif kind in LINES:
        worth = _line(paper, issue, paper.mapping(body, (*place, kind)), (*place, kind))
    else:
        paper.fault(place, written(said), f"utilities as {TABLES[0]} or {LINES[0]}")
    if worth is not None and not all(0 <= value <= 1 for value in worth):
        paper.fault(place, "a utility outside 0 to 1", "utilities from 0 to 1, as in GeniusWeb")
    return None if worth is None or weight is None else tuple(weight * value for value in worth)


def _line(paper: SourceFile, issue: ScenarioIssue, body: Mapping[str, Any], place: KeyPath) -> tuple[float, ...] | None:
    """Return the utilities of numbers between two ends, on a straight line."""
    ends = ("lowValue", "highValue", "lowUtility", "highUtility")
    low, high, least, most = (decimal(paper, body.get(name), (*place, name)) for name in ends)
    if low is None or high is None or least is None or most is None:
        return None
    try:
        numbers = [Decimal(value) for value in issue.values]
    except ArithmeticError:
        paper.fault(place, "utilities of numbers for values that are none", "utilities of each value")
        return None
    if high <= low or numbers[0] != low or numbers[-1] > high or any(b <= a for a, b in pairwise(numbers)):
        found = f"utilities from {low} to {high} for values from {numbers[0]} to {numbers[-1]}"
        paper.fault(place, found, "the same range as in the domain")
        return None
    found_at = [least + (most - least) * (number - low) / (high - low) for number in numbers]
    return tuple(float(value.quantize(PLACES, rounding=ROUND_HALF_UP)) for value in found_at)


def _weights_add_up(paper: SourceFile, weights: Mapping[str, Any]) -> None:
    """Check the sum of the weights, unless one of them is no number, which has been said."""
    before = len(paper.faults)
    numbers = [paper.number(weight, (LINEAR, "issueWeights", name)) for name, weight in weights.items()]
    if None in numbers:
        del paper.faults[before:]
    elif weights and abs((total := sum(number or 0.0 for number in numbers)) - 1) > CLOSE:
        paper.fault((LINEAR, "issueWeights"), f"weights that add up to {total:.6g}", "weights that add up to 1")


def _reservation(
    paper: SourceFile, space: Mapping[str, Any], issues: Sequence[ScenarioIssue]
) -> tuple[float | None, list[int | None] | None]:
    """Return the reservation value, or the reservation bid as numbers of values; issues it leaves out add nothing."""
    if (bid := space.get("reservationBid")) is None:
        value = space.get("reserved_value")
        return None if value is None else paper.number(value, (LINEAR, "reserved_value")), None
    place: KeyPath = (LINEAR, "reservationBid", "issuevalues")
    chosen = paper.mapping(bid.get("issuevalues") if isinstance(bid, dict) else None, place)
    values = {issue.name: issue.values for issue in issues}
    for name, value in chosen.items():
        if name not in values:
            paper.unknown((*place, name), "issue", name, values)
        elif text_of(value) not in values[name]:
            paper.unknown((*place, name), "value", text_of(value), values[name])
    if paper.faults:
        return None, None
    return None, [i.values.index(text_of(chosen[i.name])) if i.name in chosen else None for i in issues]
