"""The rounds of the roadmap to propose in the roadmap report: exposure, trust, belief, and what if one fails.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.lattice_values import MONTHS
from detente.chapters.roadmap.reports.measure_reports import MeasureReport, measures_by_round
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.space.lattice import MeasureStep, legs
from detente.chapters.stability.compliance import Terms, read, taken_back
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.findings.speech import term
from detente.worlds import Worlds
from detente.worlds.errors import Interval, interval, mean
from detente.worlds.quantiles import spread

MOST_WORLDS = 1024  # in which it is worked out when a breach would be found and undone


class FailureReport(Sampled):
    """What happens if a party breaks a round."""

    by: str
    """Who breaks it."""
    tempted: float
    """Share of the worlds in which the package is attainable, in which it would gain by that."""
    found: list[float]
    """Months from the beginning of the round until the breach is found at the latest: 10, 50 and 90 % quantiles."""
    back: dict[str, list[str]]
    """Party → names of what it takes back, or does not deliver, once that is found."""
    months: list[float]
    """Months from the beginning of the round until all that is taken back: 10, 50 and 90 % quantiles."""
    breaker: float
    """What the breaker has then against no talks, as a share of its own best attainable gain."""
    victims: dict[str, float]
    """Other principal → what it is left with at worst against no talks, likewise."""


class _Aftermath:
    """When breaches are found and what is then taken back, in the first block of worlds."""

    def __init__(self, way: Way, worlds: Worlds) -> None:
        draws = worlds.draws(0, min(worlds.size, MOST_WORLDS))
        self.terms: Terms = read(draws)
        self.weight = np.asarray(draws.weights * way.context.agreed[: draws.size])
        if not self.weight.any():
            self.weight = np.asarray(draws.weights)

    def found(self, party: str, leg: tuple[OptionNumbers, OptionNumbers]) -> Floats:
        """Array (worlds): years from the beginning of a round until a breach by a party is found at the latest.

        The breach is of something that the party carries out in the round; if there is nothing, of what it did before.
        """
        before, here = leg
        new, old = [np.zeros_like(self.weight)], [np.zeros_like(self.weight)]
        for n, option in enumerate(here):
            if option and party in self.terms.movers[n]:
                due = self.terms.measure(n, option)
                if option != before[n]:
                    new.append(due.lead + due.detection)
                else:
                    old.append(due.detection)
        return np.asarray(np.maximum.reduce(new if len(new) > 1 else old))

    def months(self, years: Floats) -> list[float]:
        """Return the 10, 50 and 90 % quantiles of a time, in months."""
        return [MONTHS * value for value in spread(years, self.weight)]


def _failure(
    way: Way, k: int, party: str, leg: tuple[OptionNumbers, OptionNumbers], weight: Floats, aftermath: _Aftermath
) -> FailureReport:
    walk, rows = way.walk, way.principals
    cheat = walk.keep[k] - walk.slack[k]
    victim = walk.exit[k] - walk.exposure[k]
    found = aftermath.found(party, leg)
    back = {p: taken_back(aftermath.terms, p, leg[0], aftermath.weight) for p in rows}
    slowest = [aftermath.terms.measure(*step).snapback for steps in back.values() for step in steps]
    over = found + np.asarray(np.maximum.reduce([np.zeros_like(found), *slowest]))

    def against_no_talks(values: Floats, p: str) -> Interval:
        """Return the mean gain over no talks, as a share of the party's best attainable gain."""
        real = np.where(np.isfinite(values), values, walk.nothing[rows[p]])
        return _of_best(way, p, real - walk.nothing[rows[p]], weight)

    return copied(
        FailureReport,
        way,
        by=party,
        tempted=interval(~walk.holds[k, rows[party]], weight),
        found=aftermath.months(found),
        back={p: _labels(way, steps) for p, steps in back.items()},
        months=aftermath.months(over),
        breaker=against_no_talks(cheat[rows[party]], party),
        victims={p: against_no_talks(victim[row], p) for p, row in rows.items() if p != party},
    )


def _labels(way: Way, steps: Sequence[MeasureStep]) -> list[str]:
    case, issues = way.plan.case, list(way.plan.case.issues)
    return [term(case, issues[n], case.ladder(issues[n])[option]) for n, option in steps]


class RoundReport(Sampled):
    """A round of the roadmap to propose."""

    number: int
    """Number, from 1."""
    measures: list[MeasureReport]
    """What is carried out in it."""
    months: list[float]
    """How long it takes: 10, 50 and 90 % quantiles."""
    exposure: dict[str, float]
    """Principal → what it would lose by a breach in this round against an orderly exit, as a share of its own best
    attainable gain."""
    trust: dict[str, float]
    """Principal → how sure it must be that the others are sincere, to begin the round rather than leave, on average; 1
    where no belief is enough."""
    spread: dict[str, list[float]]
    """Principal → 10, 50 and 90 % quantiles of the same."""
    never: dict[str, float]
    """Principal → share of the worlds in which the package is attainable, in which no belief is enough."""
    begun: float
    """Share of those worlds in which everybody begins the round, and those before, at its belief by then."""
    holds: float
    """Share of the worlds in which the package is attainable, in which nobody gains by breaking the round."""
    keeps: dict[str, float]
    """Party → share of those worlds in which it does not gain by breaking the round."""
    belief: dict[str, float]
    """Principal → how likely it holds the others to be sincere once the round is kept."""
    failures: list[FailureReport]
    """What happens if it fails; nothing where it has been carried out."""


def round_reports(way: Way, worlds: Worlds) -> list[RoundReport]:
    """Return a report on every round of the roadmap to propose."""
    weight, walk, rows = way.weight(worlds), way.walk, way.principals
    measures = measures_by_round(worlds.case, way.chosen)
    ends = legs(way.chosen)
    aftermath = _Aftermath(way, worlds)
    reports, done = [], way.plan.rounds_done(way.chosen)
    for k in range(len(way.chosen)):
        needed = dict(zip(rows, way.walked.needed[k], strict=True))
        doubt = {p: np.minimum(values, 1.0) for p, values in needed.items()}
        exposure = {p: np.maximum(0.0, walk.exposure[k, row]) for p, row in rows.items()}
        reports.append(
            copied(
                RoundReport,
                way,
                number=k + 1,
                measures=measures[k],
                months=[MONTHS * years for years in spread(walk.years[k], weight)],
                exposure={p: _of_best(way, p, lines, weight) for p, lines in exposure.items()},
                trust={p: mean(values, weight) for p, values in doubt.items()},
                spread={p: spread(values, weight) for p, values in doubt.items()},
                never={p: interval(np.isinf(values), weight) for p, values in needed.items()},
                begun=interval(np.asarray(way.walked.begun[: k + 1].all(axis=0)), weight),
                holds=interval(walk.holds[k].all(axis=0), weight),
                keeps={p: interval(walk.holds[k, row], weight) for row, p in enumerate(way.detail.parties)},
                belief={p: _belief(way, k, p, weight) for p in rows},
                failures=[_failure(way, k, p, ends[k], weight, aftermath) for p in rows] if k >= done else [],
            )
        )
    return reports


def _of_best(way: Way, party: str, lines: Floats, weight: Floats) -> Interval:
    """Return the mean of what a party gains or loses as a share of its best, which is taken as given."""
    best = float(weight @ way.best(party) / weight.sum())
    return mean(lines / best, weight) if best > 0 else Interval(0.0, 0.0, 0.0)


def _belief(way: Way, k: int, party: str, weight: Floats) -> Interval:
    """Return how likely a principal holds the others to be sincere once round k is kept, on average."""
    return mean(way.walked.held[k + 1, way.detail.principals.index(party)], weight)


def mean_beliefs(way: Way, worlds: Worlds) -> dict[str, Interval]:
    """Return, for each principal, how likely it holds the others to be sincere before anything is done."""
    weight = way.weight(worlds)
    return {party: mean(belief, weight) for party, belief in zip(way.principals, way.detail.belief, strict=True)}


def steady_shares(way: Way, worlds: Worlds) -> dict[str, Interval]:
    """Return, for each party, the share of worlds in which it gains nothing by breaking the package once all is done.

    Only worlds in which the package is attainable count.
    """
    weight = way.weight(worlds)
    return {p: interval(way.walk.holds[-1, row], weight) for row, p in enumerate(way.detail.parties)}
