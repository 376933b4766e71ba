"""Read the linear-additive profiles of a GeniusWeb scenario from JSON.

Utilities of values are from 0 to 1 and weights add up to 1. The utilities of a range of numbers lie on a straight line,
rounded to eight places. The reservation bid is an outcome; no agreement is worth what it is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from detente.case.faults import KeyPath, printable
from detente.formats.scenarios.geniusweb_domain import LINEAR, decimal
from detente.formats.scenarios.scenario import Profile, ScenarioIssue
from detente.formats.source_file import SourceFile, spelled, written

MEANING = "Utilities are weight times utility of the value, as in GeniusWeb."
PLACES = Decimal("0.00000001")
CLOSE = 1e-6

# The two ways to state the utilities of an issue, as earlier and later versions call them.
TABLES = ("discreteutils", "DiscreteValueSetUtilities")
LINES = ("numberutils", "NumberValueSetUtilities")


def read_profile(source: SourceFile, issues: Sequence[ScenarioIssue]) -> Profile | None:
    """Return the profile of a party in neutral form; None if it has faults.

    Args:
        source: The profile; faults are added to it.
        issues: The issues of the domain.
    """
    space = source.value.get(LINEAR)
    if not isinstance(space, dict):
        source.fault((LINEAR,), written(space), "issueUtilities and issueWeights")
        return None
    names = [issue.name for issue in issues]
    parts: list[dict[str, Any]] = []
    for key in ("issueUtilities", "issueWeights"):
        parts.append(source.mapping(space.get(key), (LINEAR, key)))
        for name in parts[-1]:
            if name not in names:
                source.unknown((LINEAR, key, name), "issue", name, names)
    utilities, weights = parts
    points = [_points(source, issue, utilities, weights) for issue in issues]
    _weights_add_up(source, weights)
    reservation, chosen = _reservation(source, space, issues)
    discount = space.get("discount_factor")
    shrinks = None if discount is None else source.number(discount, (LINEAR, "discount_factor"))
    if source.faults:
        return None
    sound = tuple(worth for worth in points if worth is not None)
    if chosen is not None:
        bid = (worth[number] for worth, number in zip(sound, chosen, strict=True) if number is not None)
        reservation = sum(bid, Fraction(0))
    return Profile(
        name=str(space.get("name") or source.stem),
        file=source.file,
        points=sound,
        reservation=reservation,
        discount=shrinks if shrinks is not None and shrinks != 1 else None,
        notes=() if reservation is not None else ("no reservation bid: any agreement is better than none",),
    )


def _points(
    source: SourceFile, issue: ScenarioIssue, utilities: Mapping[str, Any], weights: Mapping[str, Any]
) -> tuple[Fraction, ...] | None:
    place: KeyPath = (LINEAR, "issueUtilities", issue.name)
    for missing in (what for what, said in (("weight", weights), ("utilities", utilities)) if issue.name not in said):
        source.fault(place, f"no {missing} of {printable(issue.name)!r}", "weight and utilities of every issue")
    if issue.name not in utilities:
        return None
    weight = source.exact(weights.get(issue.name, 0), (LINEAR, "issueWeights", issue.name))
    said = utilities[issue.name]
    kind, body = next(iter(said.items())) if isinstance(said, dict) and len(said) == 1 else ("", None)
    worth: tuple[Fraction, ...] | None = None
    if kind in TABLES:
        given = source.mapping(source.mapping(body, (*place, kind)).get("valueUtilities"), (*place, kind))
        worth = source.table(issue.values, given, (*place, kind))
    elif kind in LINES:
        worth = _line(source, issue, source.mapping(body, (*place, kind)), (*place, kind))
    else:
        source.fault(place, written(said), f"utilities as {TABLES[0]} or {LINES[0]}")
    if worth is not None and not all(0 <= value <= 1 for value in worth):
        source.fault(place, "a utility outside 0 to 1", "utilities from 0 to 1, as in GeniusWeb")
    return None if worth is None or weight is None else tuple(weight * value for value in worth)


def _line(
    source: SourceFile, issue: ScenarioIssue, body: Mapping[str, Any], place: KeyPath
) -> tuple[Fraction, ...] | None:
    """Return the utility of each value on a straight line between two ends; None if there are faults."""
    ends = ("lowValue", "highValue", "lowUtility", "highUtility")
    low, high, least, most = (decimal(source, body.get(name), (*place, name)) for name in ends)
    if low is None or high is None or least is None or most is None:
        return None
    try:
        numbers = [Decimal(value) for value in issue.values]
    except ArithmeticError:
        source.fault(place, "utilities of numbers for values that are none", "utilities of each value")
        return None
    if high <= low or numbers[0] != low or numbers[-1] > high or any(b <= a for a, b in pairwise(numbers)):
        found = f"utilities from {low} to {high} for values from {numbers[0]} to {numbers[-1]}"
        source.fault(place, found, "the same range as in the domain")
        return None
    found_at = [least + (most - least) * (number - low) / (high - low) for number in numbers]
    return tuple(Fraction(value.quantize(PLACES, rounding=ROUND_HALF_UP)) for value in found_at)


def _weights_add_up(source: SourceFile, weights: Mapping[str, Any]) -> None:
    """Add a fault if the weights do not add up to 1; if one is no number, that fault has been added already."""
    before = len(source.faults)
    numbers = [source.number(weight, (LINEAR, "issueWeights", name)) for name, weight in weights.items()]
    if None in numbers:
        del source.faults[before:]
    elif weights and abs((total := sum(number or 0.0 for number in numbers)) - 1) > CLOSE:
        source.fault((LINEAR, "issueWeights"), f"weights that add up to {total:.6g}", "weights that add up to 1")


def _reservation(
    source: SourceFile, space: Mapping[str, Any], issues: Sequence[ScenarioIssue]
) -> tuple[Fraction | None, list[int | None] | None]:
    """Return the reservation value, or the reservation bid: each issue's value by number, None if left out."""
    if (bid := space.get("reservationBid")) is None:
        value = space.get("reserved_value")
        return None if value is None else source.exact(value, (LINEAR, "reserved_value")), None
    place: KeyPath = (LINEAR, "reservationBid", "issuevalues")
    chosen = source.mapping(bid.get("issuevalues") if isinstance(bid, dict) else None, place)
    values = {issue.name: issue.values for issue in issues}
    for name, value in chosen.items():
        if name not in values:
            source.unknown((*place, name), "issue", name, values)
        elif spelled(value) not in values[name]:
            source.unknown((*place, name), "value", spelled(value), values[name])
    if source.faults:
        return None, None
    return None, [i.values.index(spelled(chosen[i.name])) if i.name in chosen else None for i in issues]
