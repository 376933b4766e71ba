"""Read the profiles of a NegoLog scenario from JSON, each of which repeats the issues with their values.

Source: [DogruEtAl2024], whose program has no file for the domain by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from detente.case.faults import printable
from detente.formats.scenarios.scenario import MOST_VALUES, Profile, ScenarioIssue
from detente.formats.source_file import SourceFile

MEANING = "Utilities are weight times weight of the value, as in NegoLog."
WEIGHTS, ISSUES, RESERVATION = "issueWeights", "issues", "reservationValue"
SAME = "the issues and values of the other profile"


def own_domain(source: SourceFile, issues: Sequence[ScenarioIssue]) -> tuple[ScenarioIssue, ...]:
    """Return the issues of a profile; none, with a fault, if they differ from those of the profiles before.

    Args:
        source: The profile; faults are added to it.
        issues: The issues of the profiles before; none if this is the first.
    """
    own = []
    for name, said in source.mapping(source.value.get(ISSUES), (ISSUES,)).items():
        values = tuple(map(str, source.mapping(said, (ISSUES, name))))
        if len(values) > MOST_VALUES:
            source.fault((ISSUES, name), f"more than {MOST_VALUES:,} values", "fewer: each becomes an option")
        own.append(ScenarioIssue(str(name), values))
    if issues and {i.name: {*i.values} for i in issues} != {i.name: {*i.values} for i in own}:
        source.fault((ISSUES,), "other issues or values", SAME)
    return () if source.faults else tuple(issues) or tuple(own)


def read_profile(source: SourceFile, issues: Sequence[ScenarioIssue]) -> Profile | None:
    """Return the profile of a party in neutral form; None if it has faults.

    Args:
        source: The profile; faults are added to it.
        issues: The issues.
    """
    weights, tables = (source.mapping(source.value.get(key), (key,)) for key in (WEIGHTS, ISSUES))
    points: list[tuple[Fraction, ...]] = []
    for issue in issues:
        if issue.name not in weights:
            source.fault((WEIGHTS,), f"no weight of {printable(issue.name)!r}", "a weight of every issue")
            continue
        weight = source.exact(weights[issue.name], (WEIGHTS, issue.name))
        worth = source.table(issue.values, tables[issue.name], (ISSUES, issue.name))
        if weight is not None and worth is not None:
            points.append(tuple(weight * value for value in worth))
    for name in weights:
        if name not in tables:
            source.unknown((WEIGHTS, name), "issue", name, tables)
    said = source.value.get(RESERVATION)
    reservation = None if said is None else source.exact(said, (RESERVATION,))
    if source.faults:
        return None
    notes = () if reservation is not None else ("no reservation value: any agreement is better than none",)
    return Profile(source.stem, source.file, tuple(points), reservation=reservation, notes=notes)
