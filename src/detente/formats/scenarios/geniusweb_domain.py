"""Read the domain of a GeniusWeb scenario from JSON, where it has a file of its own and stands again in every profile.

Issues list their values, or give a range of numbers with a step, which is listed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from detente.case.faults import KeyPath
from detente.formats.scenarios.scenario import MOST_VALUES, ScenarioIssue
from detente.formats.source_file import SourceFile, spelled, written

DOMAIN = "issuesValues"
LINEAR = "LinearAdditiveUtilitySpace"

# The profiles of GeniusWeb that are no sums over issues.
NOT_LINEAR = ("SumOfGroupsUtilitySpace", "PartialOrdering", "DefaultPartialOrdering", "SimpleLinearOrdering")


def read_domain(source: SourceFile, value: object, place: KeyPath = ()) -> tuple[ScenarioIssue, ...]:
    """Return the issues of a domain in the order of the file, without those that have no values.

    Args:
        source: The file; faults are added to it.
        value: The domain.
        place: Where in the file it stands.
    """
    at = (*place, DOMAIN)
    issues = source.mapping(value.get(DOMAIN) if isinstance(value, dict) else None, at)
    found = {name: _values(source, said, (*at, name)) for name, said in issues.items()}
    return tuple(ScenarioIssue(name, values) for name, values in found.items() if values)


def _values(source: SourceFile, said: object, place: KeyPath) -> tuple[str, ...]:
    values: list[str] = []
    if isinstance(said, dict) and "range" in said:
        values = _range(source, said["range"], (*place, "range"))
    elif isinstance(said, dict) and "values" in said:
        values = [spelled(value) for value in source.listing(said["values"], (*place, "values"))]
    else:
        source.fault(place, written(said), "{values: […]} or {range: {low, high, step}}")
    if len(set(values)) < len(values):
        source.fault(place, "a value a second time", "each value once")
    if len(values) > MOST_VALUES:
        source.fault(place, f"more than {MOST_VALUES:,} values", "fewer: each becomes an option")
        return ()
    return tuple(values)


def _range(source: SourceFile, said: object, place: KeyPath) -> list[str]:
    ends = [decimal(source, source.mapping(said, place).get(name), (*place, name)) for name in ("low", "high", "step")]
    low, high, step = ends
    if low is None or high is None or step is None:
        return []
    if float(step) <= 0 or high < low:
        source.fault(place, written(said), "low ≤ high and a step above 0")
        return []
    count = min(int((high - low) / step), MOST_VALUES)
    return [str(low + number * step) for number in range(count + 1)]


def decimal(source: SourceFile, value: object, place: KeyPath) -> Decimal | None:
    """Return a number exactly as the file has it; None, with a fault, if it is none."""
    return None if source.number(value, place) is None else Decimal(str(value))


def own_domain(source: SourceFile, issues: Sequence[ScenarioIssue]) -> tuple[ScenarioIssue, ...]:
    """Return the issues of a profile's own domain; none, with a fault, if they differ from those known so far.

    Args:
        source: The profile; faults are added to it, also if it is no sum over issues.
        issues: The issues of the domain's file or of earlier profiles; none if this is the first file.

    Returns:
        The issues known so far, or the profile's own if it is the first.
    """
    for kind in NOT_LINEAR:
        if kind in source.value:
            source.fault((), f"a profile of the type {kind}", f"a {LINEAR}: a sum over issues")
            return ()
    space = source.value[LINEAR]
    if not isinstance(space, dict) or "domain" not in space:
        if not issues and isinstance(space, dict):
            source.fault((LINEAR,), "no domain", "a domain, in the profile or in a file of its own")
        return tuple(issues)
    before = len(source.faults)
    own = read_domain(source, space["domain"], (LINEAR, "domain"))
    if len(source.faults) > before:
        return ()
    if issues and {i.name: {*i.values} for i in issues} != {i.name: {*i.values} for i in own}:
        source.fault((LINEAR, "domain"), "other issues or values", "those of the domain of the other files")
        return ()
    return tuple(issues) or own
