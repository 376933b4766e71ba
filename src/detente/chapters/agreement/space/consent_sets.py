"""Sets of further consents that could carry a package: the parties that must accept, or at least not object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.case.formulas import Formula
from detente.chapters.agreement.space.consents import Need

Consent = tuple[str, bool]  # party, and whether it is enough that it does not object
Consents = frozenset[Consent]
MOST = 4096


class TooManyConditionsError(Exception):
    """There are more sets of consents than can be tried."""


@dataclass(frozen=True)
class Carried:
    """A set of conditions, and the needs that it meets.

    Attributes:
        conditions: The conditions.
        needs: Numbers of the needs that are met if they hold.
    """

    conditions: Consents
    needs: frozenset[int]


def carried(needs: Sequence[Need], passes: Mapping[str, bool], principals: Iterable[str]) -> tuple[Carried, ...]:
    """Return the sets of conditions that are worth trying, given which gates pass.

    A package is attainable if and only if, for one of these sets, all its needs are among those met and all conditions
    hold. Principals accept every agreement, so they are no condition.

    Args:
        needs: The needs of the case.
        passes: Path of a gate's probability → whether it passes.
        principals: Parties whose acceptance goes without saying.

    Raises:
        TooManyConditionsError: There are more than `MOST`.

    Example:
        >>> from detente.case.formulas import parse
        >>> both = Need("both", parse({"all": ["ann", "bob"]}), ())
        >>> [sorted(c.conditions) for c in carried([both], {}, ["ann"])]
        [[], [('bob', False)]]
    """
    ways = [_ways(need.formula, {g: passes[p] for g, p in need.gates}, frozenset(principals)) for need in needs]
    found: set[Consents] = {frozenset()}
    for alternatives in ways:
        found |= {_simplified(one | other) for one in found for other in alternatives}
        if len(found) > MOST:
            raise TooManyConditionsError
    by_needs: dict[frozenset[int], list[Consents]] = {}
    for conditions in sorted(found, key=lambda c: (len(c), sorted(c))):
        met = frozenset(k for k, alternatives in enumerate(ways) if any(_holds(conditions, a) for a in alternatives))
        same = by_needs.setdefault(met, [])
        if not any(_holds(conditions, smaller) for smaller in same):
            same.append(conditions)
    return tuple(Carried(conditions, met) for met, same in by_needs.items() for conditions in same)


def _ways(formula: Formula, gates: Mapping[str, bool], principals: frozenset[str]) -> set[Consents]:
    """Return the smallest sets of conditions under which a formula is true; nothing where it cannot be."""
    if formula.party is not None:
        party = str(formula.party)
        if party in gates:
            return {frozenset()} if gates[party] else set()
        return {frozenset()} if party in principals else {frozenset({(party, formula.abstains)})}
    found: set[Consents] = set()
    parts = [_ways(part, gates, principals) for part in formula.parts]
    certain = sum(frozenset() in alternatives for alternatives in parts)
    open_ = [alternatives for alternatives in parts if alternatives and frozenset() not in alternatives]
    for chosen in combinations(open_, max(formula.k - certain, 0)):
        sums: set[Consents] = {frozenset()}
        for alternatives in chosen:
            sums = {_simplified(one | other) for one in sums for other in alternatives}
            if len(sums) > MOST:
                raise TooManyConditionsError
        found |= sums
    return {one for one in found if not any(other != one and _holds(one, other) for other in found)}


def _simplified(conditions: Consents) -> Consents:
    """Drop a condition not to object where the same party must accept anyway."""
    return frozenset(c for c in conditions if not (c[1] and (c[0], False) in conditions))


def _holds(conditions: Consents, wanted: Consents) -> bool:
    """Return whether these conditions imply the wanted ones."""
    return all(c in conditions or (c[1] and (c[0], False) in conditions) for c in wanted)
