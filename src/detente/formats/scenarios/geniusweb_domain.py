"""The domain of a GeniusWeb scenario, from JSON: in a file of its own, and again in every profile.

A range of numbers has a step, so that it is a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from detente.case.faults import KeyPath
from detente.formats.scenarios.scenario import MOST_VALUES, ScenarioIssue
from detente.formats.source_file import SourceFile, text_of, written

DOMAIN = "issuesValues"
LINEAR = "LinearAdditiveUtilitySpace"

# Profiles of GeniusWeb that are no sums over issues.
NOT_LINEAR = ("SumOfGroupsUtilitySpace", "PartialOrdering", "DefaultPartialOrdering", "SimpleLinearOrdering")


def read_domain(paper: SourceFile, value: object, place: KeyPath = ()) -> tuple[ScenarioIssue, ...]:
    """Which issues does a domain have?

    Args:
        paper: The file, which takes the faults.
        value: The domain.
        place: Where in the file it stands.

    Returns:
        The issues in the order of the file, as far as they are sound.
    """
    at = (*place, DOMAIN)
    issues = paper.mapping(value.get(DOMAIN) if isinstance(value, dict) else None, at)
    found = {name: _values(paper, said, (*at, name)) for name, said in issues.items()}
    return tuple(ScenarioIssue(name, values) for name, values in found.items() if values)


def _values(paper: SourceFile, said: object, place: KeyPath) -> tuple[str, ...]:
    values: list[str] = []
    if isinstance(said, dict) and "range" in said:
        values = _range(paper, said["range"], (*place, "range"))
    elif isinstance(said, dict) and "values" in said:
        values = [text_of(value) for value in paper.listing(said["values"], (*place, "values"))]
    else:
        paper.fault(place, written(said), "{values: […]} or {range: {low, high, step}}")
    if len(set(values)) < len(values):
        paper.fault(place, "a value a second time", "each value once")
    if len(values) > MOST_VALUES:
        paper.fault(place, f"more than {MOST_VALUES:,} values", "fewer: each becomes an option")
        return ()
    return tuple(values)


def _range(paper: SourceFile, said: object, place: KeyPath) -> list[str]:
    ends = [decimal(paper, paper.mapping(said, place).get(name), (*place, name)) for name in ("low", "high", "step")]
    low, high, step = ends
    if low is None or high is None or step is None:
        return []
    if float(step) <= 0 or high < low:
        paper.fault(place, written(said), "low ≤ high and a step above 0")
        return []
    count = min(int((high - low) / step), MOST_VALUES)
    return [str(low + number * step) for number in range(count + 1)]


def decimal(paper: SourceFile, value: object, place: KeyPath) -> Decimal | None:
    """Return a number as the file has it; None, and a fault, where it is none."""
    return None if paper.number(value, place) is None else Decimal(str(value))


def own_domain(paper: SourceFile, issues: Sequence[ScenarioIssue]) -> tuple[ScenarioIssue, ...]:
    """Which domain does a profile speak of?

    Args:
        paper: The profile, which takes the faults.
        issues: The issues as they are known so far; none if this is the first that is read.

    Returns:
        The issues; none where the profile has another domain, or is no sum over issues.
    """
    for kind in NOT_LINEAR:
        if kind in paper.value:
            paper.fault((), f"a profile of the type {kind}", f"a {LINEAR}: a sum over issues")
            return ()
    space = paper.value[LINEAR]
    if not isinstance(space, dict) or "domain" not in space:
        if not issues:
            paper.fault((LINEAR,), "no domain", "a domain, in the profile or in a file of its own")
        return tuple(issues)
    before = len(paper.faults)
    own = read_domain(paper, space["domain"], (LINEAR, "domain"))
    if len(paper.faults) > before:
        return ()
    if issues and {i.name: {*i.values} for i in issues} != {i.name: {*i.values} for i in own}:
        paper.fault((LINEAR, "domain"), "other issues or values", "those of the domain of the other files")
        return ()
    return tuple(issues) or own
