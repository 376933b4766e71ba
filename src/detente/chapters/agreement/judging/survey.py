"""All worlds taken together: the share in which each package is attainable, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypedDict

import numpy as np

from detente.arrays import TIE, Bools, Floats
from detente.chapters.agreement.judging.attainability import tally
from detente.chapters.agreement.judging.best_gains import Gains
from detente.chapters.agreement.judging.comparers import pays
from detente.chapters.agreement.judging.tally import Tally
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers, Packages
from detente.worlds import Worlds


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


def survey(plan: Groundwork, worlds: Worlds) -> Survey:
    """Return the share of worlds in which each package is attainable, and what would change that.

    Args:
        plan: The groundwork of the case.
        worlds: The worlds.

    Returns:
        The survey; every share is weighted.
    """
    total = worlds.total
    sums: Tally | None = None
    blocks: list[Tally] = []
    for block in worlds.each(partial(tally, plan, compiled=pays(plan, worlds))):
        if sums is None:
            sums = block
        else:
            _accumulate(sums, block)
        blocks.append(_lines(block))
    assert sums is not None
    return Survey(
        plan=plan,
        share=sums.attainable / total,
        any=np.concatenate([block.any for block in blocks]),
        by_option=tuple(
            np.concatenate([block.by_option[n] for block in blocks], axis=1) for n in range(len(sums.by_option))
        ),
        by_scope={name: np.concatenate([block.by_scope[name] for block in blocks]) for name in sums.by_scope},
        vetoed={p: (w / total, np.concatenate([b.vetoed[p][1] for b in blocks])) for p, (w, _) in sums.vetoed.items()},
        waived={p: (w / total, np.concatenate([b.waived[p][1] for b in blocks])) for p, (w, _) in sums.waived.items()},
        **_gains(sums.gains, [block.gains for block in blocks if block.gains is not None], total),
        trace=frozenset().union(*(block.trace for block in blocks)),
    )


def _accumulate(sums: Tally, block: Tally) -> None:
    """Add the sums over the worlds of a block; to be called in the order of the blocks."""
    sums.attainable += block.attainable
    if sums.gains is not None and block.gains is not None:
        _accumulate_gains(sums.gains, block.gains)
    for mine, theirs in ((sums.vetoed, block.vetoed), (sums.waived, block.waived)):
        for name, (weights, _) in theirs.items():
            mine[name][0][:] += weights


def _accumulate_gains(sums: Gains, block: Gains) -> None:
    for mine, theirs in ((sums.expected, block.expected), (sums.solved, block.solved)):
        for name, table in theirs.items():
            mine[name] += table
    np.add(sums.surplus, block.surplus, out=sums.surplus)
    np.add(sums.efficient, block.efficient, out=sums.efficient)
    np.maximum(sums.regret, block.regret, out=sums.regret)


class _OfGains(TypedDict):
    best: Mapping[str, Floats]
    gains: Mapping[str, Floats]
    surplus: Floats | None
    ideal: Floats | None
    regret: Floats | None
    efficient: Floats | None
    solved: Mapping[str, Floats]


def _gains(sums: Gains | None, blocks: list[Gains], total: float) -> _OfGains:
    """Return the fields of a survey about gains; empty where none were worked out."""
    if sums is None:
        return _OfGains(best={}, gains={}, surplus=None, ideal=None, regret=None, efficient=None, solved={})
    return _OfGains(
        best={p: np.concatenate([block.best[p] for block in blocks]) for p in sums.best},
        gains={p: gain / total for p, gain in sums.expected.items()},
        surplus=sums.surplus / total,
        ideal=np.concatenate([block.ideal for block in blocks]),
        regret=sums.regret,
        efficient=sums.efficient / total,
        solved={name: weight / total for name, weight in sums.solved.items()},
    )


def _lines(block: Tally) -> Tally:
    """Return a block without its tables: only what has a value for every world."""
    empty = np.zeros(0)
    return Tally(
        attainable=empty,
        any=block.any,
        by_option=block.by_option,
        by_scope=block.by_scope,
        vetoed={name: (empty, lines) for name, (_, lines) in block.vetoed.items()},
        waived={name: (empty, lines) for name, (_, lines) in block.waived.items()},
        gains=None
        if block.gains is None
        else replace(block.gains, expected={}, solved={}, surplus=empty, regret=empty),
        trace=block.trace,
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
    eligible = packages.valid if among is None else packages.valid & among
    if not eligible.any():
        return None
    best = float(values[eligible].max())
    return packages.simplest(eligible & (values >= best - TIE * abs(best))), best


def holding(packages: Packages, issue: int, option: int) -> Bools:
    """Return, for every package, whether it takes this option of this issue."""
    first, second = packages.within({packages.issues[issue]: [option]})
    return np.asarray(first[:, None] & second[None, :])


def strongest(packages: Packages, values: Floats, most: int) -> Iterator[OptionNumbers]:
    """Yield the packages with the largest values, largest first, at most so many."""
    flat = np.where(packages.valid, values, -np.inf).ravel()
    order = np.argsort(-flat, kind="stable")[:most]
    for place in order:
        if np.isfinite(flat[place]):
            yield packages.package(*map(int, np.unravel_index(place, packages.shape)))
