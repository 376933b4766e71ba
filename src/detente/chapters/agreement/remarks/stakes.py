"""What packages are worth to a party before any world is drawn: in the middle, and at the ends of the ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.judgements import Judgement, resolved
from detente.case.model import Case
from detente.case.schema import Conditional, Position


@dataclass(frozen=True)
class StakeSpan:
    """A number that is not known exactly, points a year.

    Attributes:
        low: The lowest it can be, under any explanation.
        central: The middle of the belief, under the ordinary explanation.
        high: The highest it can be, under any explanation.
    """

    low: float = 0.0
    central: float = 0.0
    high: float = 0.0

    def __add__(self, other: StakeSpan) -> StakeSpan:
        """Return the sum, as if both could be at their ends together."""
        return StakeSpan(self.low + other.low, self.central + other.central, self.high + other.high)

    def widened(self, other: StakeSpan) -> StakeSpan:
        """Return a span that also reaches as far as another, with the middle as it is."""
        return StakeSpan(min(self.low, other.low), self.central, max(self.high, other.high))

    @property
    def size(self) -> float:
        """The largest distance from 0."""
        return max(abs(self.low), abs(self.high))


def option_stake(case: Case, party: str, issue: str, option: str) -> StakeSpan:
    """Return what an option is worth to a party; 0 for the status quo and where it has no position."""
    position = case.positions.get(party, {}).get(issue, {}).get(option)
    if position is None:
        return StakeSpan()
    found = _valued(case, party, position)
    for condition in position.when:
        found = found.widened(_valued(case, party, condition, position))
    return found


def package_stake(case: Case, party: str, options: Mapping[str, str]) -> StakeSpan:
    """Return what a package is worth to a party, with the linkages that it completes.

    Args:
        case: The case.
        party: Id of the party.
        options: Issue → option; issues not named stay as they are.
    """
    settled = {issue: options.get(issue, case.ladder(issue)[0]) for issue in case.issues}
    found = StakeSpan()
    for issue, option in settled.items():
        found += option_stake(case, party, issue, option)
    for name, link in case.linkages.items():
        met = all(settled[issue] in which.of(case.ladder(issue)) for issue, which in link.pattern.items())
        if link.party == party and met:
            found += _span(case.judgements[f"linkages/{name}/value"].judgement)
    return found


def failure_stake(case: Case, party: str) -> StakeSpan:
    """Return what no agreement is worth to a party that has a reservation value."""
    stated = case.reservation[party]
    found = _span(case.judgements[f"reservation/{party}"].judgement)
    for condition in stated.when:
        path = f"reservation/{party}/when/{condition.hypothesis}"
        found = found.widened(_span(case.judgements[path].judgement))
    return found


def _valued(case: Case, party: str, said: Position | Conditional, ordinary: Position | None = None) -> StakeSpan:
    """Return what a value is worth a year; what it does not say is as in the ordinary one."""
    yearly = said.yearly if said.yearly is not None or ordinary is None else ordinary.yearly
    once = said.once if said.once is not None or ordinary is None else ordinary.once
    found = StakeSpan() if yearly is None else _span(_resolved(case, yearly))
    if once is not None:
        rate, value = _span(case.discount_rates[party]), _span(_resolved(case, once))
        ends = [r * v for r in (rate.low, rate.high) for v in (value.low, value.high)]
        found += StakeSpan(min(ends), rate.central * value.central, max(ends))
    return found


def _resolved(case: Case, judgement: Judgement) -> Judgement:

    return resolved(judgement, case.worths)


def _span(judgement: Judgement) -> StakeSpan:
    return StakeSpan(judgement.low, judgement.central, judgement.high)
