"""The rounds of the roadmap to propose in plain numbers: exposure, trust, belief, and what happens if one fails."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.roadmap.judging.belief_updates import after
from detente.chapters.roadmap.judging.round_values import trust
from detente.chapters.roadmap.result import Way
from detente.chapters.roadmap.space.lattice import MeasureStep, Stage, legs
from detente.chapters.roadmap.writing.naming import steps
from detente.chapters.roadmap.writing.roadmap_reports import FailureReport, RoundReport
from detente.chapters.stability.compliance import Terms, read
from detente.worlds import Worlds
from detente.worlds.quantiles import spread

MONTHS = 12.0


def weights(way: Way, worlds: Worlds) -> Floats:
    """Return the weight of every world in which the package is attainable, 0 elsewhere."""
    return np.asarray(worlds.weight() * way.context.agreed)


def beliefs(way: Way, worlds: Worlds) -> dict[str, float]:
    """How likely does each principal hold the others to be sincere before anything is done, on average?"""
    weight = weights(way, worlds)
    return {party: float(weight @ belief / weight.sum()) for party, belief in way.detail.belief.items()}


def steady(way: Way, worlds: Worlds) -> dict[str, float]:
    """In what share of worlds does each party not gain by breaking the package once all is done?"""
    weight = weights(way, worlds)
    return {p: _share(way.walk.holds[-1, row], weight) for row, p in enumerate(way.detail.parties)}


def round_reports(way: Way, worlds: Worlds) -> list[RoundReport]:
    """Report every round of the roadmap to propose."""
    weight, walk, rows = weights(way, worlds), way.walk, way.principals
    best = {p: float(weight @ way.best(p)) for p in rows}
    named = steps(worlds.case, way.chosen)
    ends = legs(way.chosen)
    centre = _Centre(way, worlds)
    found = []
    for k in range(len(way.chosen)):
        doubt = {p: trust(walk.exit[k, row], walk.keep[k, row], walk.worst[k, row]) for p, row in rows.items()}
        exposure = {p: float(weight @ np.maximum(0.0, walk.exposure[k, row])) for p, row in rows.items()}
        found.append(
            RoundReport(
                number=k + 1,
                measures=named[k],
                months=[MONTHS * years for years in spread(walk.years[k], weight)],
                exposure={p: exposure[p] / best[p] if best[p] > 0 else 0.0 for p in rows},
                trust={p: float(weight @ values / weight.sum()) for p, values in doubt.items()},
                holds=_share(walk.holds[k].all(axis=0), weight),
                keeps={p: _share(walk.holds[k, row], weight) for row, p in enumerate(way.detail.parties)},
                belief={p: _belief(way, k, p, weight) for p in rows},
                failures=[_failure(way, k, p, ends[k], weight, centre) for p in rows],
            )
        )
    return found


def _share(holds: Bools, weight: Floats) -> float:
    return float(weight @ holds / weight.sum())


def _belief(way: Way, k: int, party: str, weight: Floats) -> float:
    """How likely does a principal hold the others to be sincere once k + 1 rounds are kept?

    If there are several others, the one that an insincere side would least often have betrayed tells.
    """
    others = [row for p, row in way.principals.items() if p != party]
    kept = max(_share(way.detail.kept[k, row], weight) for row in others)
    return float(weight @ after(way.detail.belief[party], np.asarray(kept)) / weight.sum())


class _Centre:
    """The judgements about measures at their medians and quantiles, to say when a breach is found and taken back."""

    def __init__(self, way: Way, worlds: Worlds) -> None:
        draws = worlds.draws(0, min(worlds.size, 1024))
        self.terms: Terms = read(way.plan.case, draws)
        self.weight = np.asarray(draws.weights * way.context.agreed[: draws.size])
        if not self.weight.any():
            self.weight = np.asarray(draws.weights)
        self.way = way

    def found(self, party: str, round_: tuple[Stage, Stage]) -> Floats:
        """Years until a breach is found at the latest: of what a party does in the round, else of what it did."""
        before, here = round_
        new, old = [np.zeros_like(self.weight)], [np.zeros_like(self.weight)]
        for n, option in enumerate(here):
            if option and party in self.terms.movers[n]:
                due = self.terms.measure(n, option)
                if option != before[n]:
                    new.append(due.lead + due.detection)
                else:
                    old.append(due.detection)
        return np.asarray(np.maximum.reduce(new if len(new) > 1 else old))

    def back(self, party: str, position: Stage) -> list[MeasureStep]:
        """What a party takes back once all exchange ends: what costs it something and can be taken back, mostly."""
        found = []
        for n, option in enumerate(position):
            if option and party in self.terms.movers[n]:
                costs = self.terms.worth[party][n][option] < 0
                if _share(costs & self.terms.measure(n, option).reversible, self.weight) >= 0.5:
                    found.append((n, option))
        return found


def _failure(
    way: Way, k: int, party: str, round_: tuple[Stage, Stage], weight: Floats, centre: _Centre
) -> FailureReport:
    """What happens if a party breaks a round?"""
    case, walk, rows = way.plan.case, way.walk, way.principals
    issues = list(case.issues)
    cheat = walk.keep[k] - walk.slack[k]
    victim = walk.exit[k] - walk.exposure[k]
    found = centre.found(party, round_)
    taken = {p: centre.back(p, round_[0]) for p in rows}
    slowest = [centre.terms.measure(*option).snapback for options in taken.values() for option in options]
    over = found + np.asarray(np.maximum.reduce([np.zeros_like(found), *slowest]))

    def against(values: Floats, p: str) -> float:
        best = float(weight @ way.best(p))
        real = np.where(np.isfinite(values), values, walk.nothing[rows[p]])
        return float(weight @ (real - walk.nothing[rows[p]])) / best if best > 0 else 0.0

    return FailureReport(
        by=party,
        tempted=1 - _share(walk.holds[k, rows[party]], weight),
        found=_months(found, centre.weight),
        back={p: _labels(way, issues, options) for p, options in taken.items()},
        months=_months(over, centre.weight),
        breaker=against(cheat[rows[party]], party),
        victims={p: against(victim[row], p) for p, row in rows.items() if p != party},
    )


def _labels(way: Way, issues: Sequence[str], options: Sequence[MeasureStep]) -> list[str]:
    case = way.plan.case
    return [case.label(issues[n], case.ladder(issues[n])[option]) for n, option in options]


def _months(years: Floats, weight: Floats) -> list[float]:
    return [MONTHS * value for value in spread(years, weight)]
