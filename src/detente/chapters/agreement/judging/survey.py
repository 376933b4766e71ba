"""All worlds taken together: the share in which each package is attainable, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypedDict

import numpy as np

from detente.arrays import TIE, Bools, Floats
from detente.chapters.agreement.bargaining.solutions import NAMES
from detente.chapters.agreement.judging.attainability import tally
from detente.chapters.agreement.judging.best_gains import Gains
from detente.chapters.agreement.judging.tally import Listing, Tally
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers, Packages, simplicity
from detente.worlds import Draws, Worlds


@dataclass(frozen=True)
class Survey:
    """What was found over all worlds; tables of packages are arrays (rows of the first half, of the second).

    Attributes:
        plan: The groundwork of the case.
        share: P(x) of every package.
        any: In which worlds some package is attainable.
        by_option: For each issue, array (options, worlds): some attainable package has the option.
        by_scope: Scope → in which worlds some package of it is attainable.
        vetoed: Party → (P(x), worlds as `any`) if its consent were needed too.
        waived: Name → the same if that consent could be taken for granted.
        best: Principal → largest attainable gain in each world.
        gains: Principal → expected gain of every package, points a year.
        surplus: Expected surplus of every package.
        ideal: The largest surplus of a package in each world.
        regret: The largest regret of every package over the worlds.
        efficient: Share of worlds in which a package is on the frontier.
        solved: Solution → share of worlds in which a package is one.
        trace: Paths of the judgements that were read.
    """

    plan: Groundwork
    share: Floats
    any: Bools
    by_option: tuple[Bools, ...]
    by_scope: Mapping[str, Bools]
    vetoed: Mapping[str, tuple[Floats, Bools]]
    waived: Mapping[str, tuple[Floats, Bools]]
    best: Mapping[str, Floats]
    gains: Mapping[str, Floats]
    surplus: Floats | None
    ideal: Floats | None
    regret: Floats | None
    efficient: Floats | None
    solved: Mapping[str, Floats]
    trace: frozenset[str]

    @property
    def packages(self) -> Packages:
        """The packages."""
        return self.plan.packages

    def repeated(self, worlds: int) -> Survey:
        """Return the survey of so many worlds that are all as the only world of this one."""

        def switched(found: Mapping[str, tuple[Floats, Bools]]) -> Mapping[str, tuple[Floats, Bools]]:
            return {name: (share, any_.repeat(worlds)) for name, (share, any_) in found.items()}

        return replace(
            self,
            any=self.any.repeat(worlds),
            by_option=tuple(lines.repeat(worlds, axis=1) for lines in self.by_option),
            by_scope={name: lines.repeat(worlds) for name, lines in self.by_scope.items()},
            vetoed=switched(self.vetoed),
            waived=switched(self.waived),
            best={party: gains.repeat(worlds) for party, gains in self.best.items()},
            ideal=None if self.ideal is None else self.ideal.repeat(worlds),
        )


def survey(plan: Groundwork, worlds: Worlds) -> Survey:
    """Return the share of worlds in which each package is attainable, and what would change that.

    Args:
        plan: The groundwork of the case.
        worlds: The worlds.

    Returns:
        The survey; every share is weighted.
    """
    return _surveyed(plan, worlds.first).repeated(worlds.size) if worlds.alike else _surveyed(plan, worlds)


def _surveyed(plan: Groundwork, worlds: Worlds) -> Survey:
    """Survey every world."""
    blocks, traces = zip(*worlds.each(partial(_block, plan)), strict=True)
    sums = _LaidOutSums(plan)
    for block in blocks:
        sums.add(block)
    total = worlds.total
    return Survey(
        plan=plan,
        share=sums.share / total,
        any=np.concatenate([block.any for block in blocks]),
        by_option=tuple(
            np.concatenate([block.by_option[n] for block in blocks], axis=1) for n in range(len(plan.packages.issues))
        ),
        by_scope={name: np.concatenate([block.by_scope[name] for block in blocks]) for name in plan.scopes},
        vetoed={
            name: (table / total, np.concatenate([block.vetoed[name].any for block in blocks]))
            for name, table in sums.vetoed.items()
        },
        waived={
            name: (table / total, np.concatenate([block.any | block.waived[name].any for block in blocks]))
            for name, table in sums.waived.items()
        },
        **_gains(plan, [block.gains for block in blocks if block.gains is not None], sums, total),
        trace=frozenset().union(*traces),
    )


def _block(plan: Groundwork, draws: Draws) -> tuple[Tally, frozenset[str]]:
    """Return the tally of a block without what only this process needs, and the paths that were read for it."""
    found = tally(plan, draws)
    return replace(found, where=found.where[:0]), frozenset(draws.trace)


class _LaidOutSums:
    """Sums over the worlds of blocks, added in the order of the blocks, laid out as P(x)."""

    def __init__(self, plan: Groundwork) -> None:
        """Start at zero."""
        self.shape, self.best_only = plan.packages.shape, plan.best_only
        self.share = np.zeros(self.shape)
        self.vetoed = {name: np.zeros(self.shape) for name in plan.vetoes}
        self.waived = {name: np.zeros(self.shape) for name in plan.waivers}
        principals = plan.case.principals if plan.full else ()
        self.gains = {name: np.zeros(self.shape) for name in principals}
        self.solved = {name: np.zeros(self.shape) for name in (NAMES if plan.full else ())}
        self.surplus, self.efficient, self.regret = (np.zeros(self.shape) for _ in range(3))

    def add(self, block: Tally) -> None:
        """Add a block."""
        packages = block.packages
        share = packages.laid_out(self.shape, block.weight)
        self.share += share
        for name, table in self.vetoed.items():
            found = block.vetoed[name]
            np.add(table, found.packages.laid_out(self.shape, found.weight), out=table)
        for name, table in self.waived.items():
            found = block.waived[name]
            np.add(table, found.packages.laid_out(self.shape, found.weight) + share, out=table)
        if block.gains is not None and not self.best_only:
            self._add_gains(packages, block.gains)

    def _add_gains(self, packages: Listing, gains: Gains) -> None:
        for mine, theirs in ((self.gains, gains.expected), (self.solved, gains.solved)):
            for name, table in mine.items():
                table[packages.first, packages.second] += theirs[name]
        self.surplus[packages.first, packages.second] += gains.surplus
        self.efficient[packages.first, packages.second] += gains.efficient
        regret = np.full(self.shape, gains.missed)
        regret[packages.first, packages.second] = gains.regret
        np.maximum(self.regret, regret, out=self.regret)


class _OfGains(TypedDict):
    best: Mapping[str, Floats]
    gains: Mapping[str, Floats]
    surplus: Floats | None
    ideal: Floats | None
    regret: Floats | None
    efficient: Floats | None
    solved: Mapping[str, Floats]


def _gains(plan: Groundwork, blocks: Sequence[Gains], sums: _LaidOutSums, total: float) -> _OfGains:
    """Return the fields of a survey about gains; empty where none were worked out."""
    principals = plan.case.principals if plan.full else ()
    best = {p: np.concatenate([block.best[p] for block in blocks]) for p in principals}
    if not plan.full or plan.best_only:
        return _OfGains(best=best, gains={}, surplus=None, ideal=None, regret=None, efficient=None, solved={})
    return _OfGains(
        best=best,
        gains={p: gain / total for p, gain in sums.gains.items()},
        surplus=sums.surplus / total,
        ideal=np.concatenate([block.ideal for block in blocks]),
        regret=sums.regret,
        efficient=sums.efficient / total,
        solved={name: weight / total for name, weight in sums.solved.items()},
    )


def leader(packages: Packages, values: Floats, among: Bools | None = None) -> tuple[OptionNumbers, float] | None:
    """Return the package with the largest value, and that value.

    Args:
        packages: The packages.
        values: Value of every package, array (rows of the first half, of the second).
        among: Which packages are in question; all that exist if not given.

    Returns:
        The package and its value; ties go to the fewest changes, then to the first. None where none is in question.
    """
    places = packages.listed_places
    if among is not None:
        places = places[among.ravel().take(places)]
    if not len(places):
        return None
    found = values.ravel().take(places)
    best = float(found.max())
    tied = places[found >= best - TIE * abs(best)]
    simplest = int(tied[packages.simplicities.ravel().take(tied).argmin()])
    return packages.package(*divmod(simplest, packages.shape[1])), best


def likeliest(shares: Mapping[OptionNumbers, float]) -> OptionNumbers | None:
    """Return which of some packages has the largest share, if there are any; ties go as those of `leader`."""
    best = max(shares.values(), default=0.0)
    return min((x for x, share in shares.items() if share >= best - TIE * best), key=simplicity, default=None)


def holding(packages: Packages, issue: int, option: int) -> Bools:
    """Return, for every package, whether it takes this option of this issue."""
    first, second = packages.within({packages.issues[issue]: [option]})
    return np.asarray(first[:, None] & second[None, :])


def strongest(packages: Packages, values: Floats, most: int) -> Iterator[OptionNumbers]:
    """Yield the packages with the largest values, largest first, at most so many."""
    flat = np.where(packages.valid, values, -np.inf).ravel()
    if most < len(flat):
        least = -np.partition(-flat, most)[most]  # no more than the values that are wanted need be sorted
        some = np.flatnonzero(flat >= least)
    else:
        some = np.arange(len(flat))
    for place in some[np.argsort(-flat[some], kind="stable")[:most]]:
        if np.isfinite(flat[place]):
            yield packages.package(*map(int, np.unravel_index(place, packages.shape)))
