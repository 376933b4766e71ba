"""In which worlds some package of a region is attainable, found without looking at every package in every world.

What is looked for are pairs of a region and a world. Each is a search of its own: issues are settled one after the
other, and beginnings dropped that somebody who must agree could not accept, however they went on (`upper_bounds`). Most
pairs that have no package end after a few issues; most that have one show it when only the most promising beginnings
are followed. All searches advance together. Where many beginnings stay open, every package is judged in that world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np

from detente.arrays import AnyArray, Bools, Ints
from detente.chapters.agreement.judging.attainability import Block
from detente.chapters.agreement.judging.few_packages import attainable_cells, evaluate
from detente.chapters.agreement.judging.search_order import Region, SearchOrder, by_spread
from detente.chapters.agreement.judging.tally import lines
from detente.chapters.agreement.judging.upper_bounds import Singles, UpperBounds
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import Scores, scores
from detente.worlds import Draws, Worlds

WIDTHS = (3, 48, 20_000)  # beginnings followed in each search: first few, then more where that decided nothing
MARGINS = 4.0  # what a package brings is between −1 and 1 on the scale of a party, and so are thresholds
TOGETHER = 2**17  # beginnings that are followed together, at most
Name = TypeVar("Name")


def reached(
    plan: Groundwork,
    regions: Mapping[Name, Region],
    worlds: Worlds,
    tried: Sequence[OptionNumbers] = (),
    known: Mapping[Name, Bools] | None = None,
) -> dict[Name, Bools]:
    """Return in which worlds some package of each region is attainable.

    Args:
        plan: The groundwork of the case, with all its packages.
        regions: The regions, by whatever they are called.
        worlds: The worlds.
        tried: Packages that are likely to be attainable and are looked at first.
        known: For each region, array (worlds): where it is known that some package is attainable.
    """
    names = tuple(regions)
    some = None if known is None else np.array([known[name] for name in names])
    work = partial(_block, plan, tuple(regions.values()), tuple(tried), some)
    found = np.concatenate(list(worlds.each(work)), axis=1)
    return dict(zip(names, found, strict=True))


def _block(
    plan: Groundwork,
    regions: tuple[Region, ...],
    tried: tuple[OptionNumbers, ...],
    known: Bools | None,
    draws: Draws,
) -> Bools:
    """Return where the regions are reached in a block: array (regions, worlds)."""
    block = scores(plan.case, draws, plan.parties, plan.needs)
    if not plan.red_lines:
        block = block.without_red_lines()
    found = np.zeros((len(regions), block.size), dtype=bool)
    if known is not None:
        found |= known[:, draws.start : draws.start + draws.size]
    if tried:
        numbers, there = plan.packages.array(tried), evaluate(plan, tried, block).attainable
        for n, region in enumerate(regions):
            found[n] |= there[inside(region, numbers)].any(axis=0)
    search = _RegionSearch(SearchOrder(plan, by_spread(plan, block)), block, regions)
    left = np.argwhere(~found)
    for width in WIDTHS:
        step = TOGETHER // width
        parts = [search.follow(left[start : start + step], width) for start in range(0, len(left), step)]
        hit, cut = (np.concatenate(some) for some in zip(*parts, strict=True)) if parts else (left[:0, 0] > 0,) * 2
        found[tuple(left[hit].T)] = True
        left = left[cut & ~hit]
    if len(left):
        _judge(plan, block, regions, left, found)
    return found


def _judge(plan: Groundwork, block: Scores, regions: Sequence[Region], left: Ints, found: Bools) -> None:
    """Judge every package in the worlds of the searches that are left."""
    worlds = np.unique(left[:, 1])
    judged = Block(replace(plan, vetoes=(), waivers=(), full=False), block.some(worlds)).run()
    for n in np.unique(left[:, 0]).tolist():
        names = {plan.packages.issues[issue]: options for issue, options in regions[n].items()}
        first, second = plan.packages.within(names)
        of = first[judged.packages.first] & second[judged.packages.second]
        found[n, worlds] |= lines(np.bitwise_or.reduce(judged.where[of], axis=0), len(worlds))


def inside(region: Region, packages: Ints) -> Bools:
    """Return which packages, array (packages, issues), lie in a region."""
    found = np.ones(len(packages), dtype=bool)
    for issue, options in region.items():
        found &= np.isin(packages[:, issue], list(options))
    return found


@dataclass(frozen=True)
class _Open:
    """Beginnings of packages, each of one search.

    Attributes:
        search: Number of the search.
        settled: Array (beginnings, issues): option numbers.
        sums: For each party, what the beginning brings with all linkages that are still open.
        called: Array (beginnings, who is asked): whose consent cannot be done without.
    """

    search: Ints
    settled: Ints
    sums: tuple[Singles, ...]
    called: Bools

    def some(self, rows: Ints) -> _Open:
        """Return some of them."""
        sums = tuple(one.take(rows) for one in self.sums)
        return _Open(self.search.take(rows), self.settled.take(rows, axis=0), sums, self.called.take(rows, axis=0))

    def joined(self, others: Sequence[_Open]) -> _Open:
        """Return others together; without any, none."""
        if not others:
            return self.some(np.zeros(0, dtype=np.intp))
        sums = zip(*(other.sums for other in others), strict=True)
        return _Open(
            np.concatenate([other.search for other in others]),
            np.concatenate([other.settled for other in others]),
            tuple(np.concatenate(one) for one in sums),
            np.concatenate([other.called for other in others]),
        )


class _RegionSearch:
    """Searches in a block of worlds."""

    def __init__(self, order: SearchOrder, block: Scores, regions: Sequence[Region]) -> None:
        """Prepare for these regions."""
        self.order, self.block, self.regions = order, block, regions
        self.bounds = UpperBounds(order, block, order.parties)
        self.lines = np.array(self.bounds.lines)
        self.who = [order.parties.index(one.party) for one in order.asked]
        self.principals = len(order.plan.case.principals)
        self.rests = [[np.ravel(one) for one in zip(*self._rests(party), strict=True)] for party in order.parties]
        issues = order.plan.packages.issues
        self.within = [
            np.array(
                [np.isin(range(len(order.plan.case.ladder(issue))), order.options(region, n)) for region in regions]
            )
            for n, issue in enumerate(issues)
        ]

    def _rests(self, party: str) -> list[list[Singles]]:
        """Return for each region, by how many issues are settled, the most that the others can bring a party."""
        return [self.bounds.rest(party, region) for region in self.regions]

    def follow(self, searches: Ints, width: int) -> tuple[Bools, Bools]:
        """Follow searches from their beginning.

        Args:
            searches: Array (searches, 2): region and world of each.
            width: How many beginnings of a search are followed at most, the most promising ones.

        Returns:
            Which searches found a package, and which left out beginnings: the others, if they found none, have none.
        """
        region, world = searches.T
        found, cut = np.zeros((2, len(searches)), dtype=bool)
        now = self._start(region, world)
        for depth, issue in enumerate(self.order.issues):
            steps = []
            for option in range(self.within[issue].shape[1]):
                rows = np.flatnonzero(self.within[issue][region[now.search], option])
                if rows.size:
                    rows = rows[self.order.allowed(now.settled[rows], issue, option)]
                    steps.append(self._step(now.some(rows), region, world, depth, option))
            now = now.joined([step for step, _ in steps])
            if len(now.search):
                kept, left_out = foremost(now.search, np.concatenate([margin for _, margin in steps]), width)
                cut[now.search[left_out]] = True
                now = now.some(kept) if left_out.size else now
        there = attainable_cells(self.order.plan, now.settled, world[now.search], self.block)
        found[now.search[there]] = True
        return found, cut

    def _start(self, region: Ints, world: Ints) -> _Open:
        order, count = self.order, len(world)
        called = np.zeros((len(self.regions), len(order.asked)), dtype=bool)
        called[:, : self.principals] = True
        for n, where in enumerate(self.regions):
            for issue in where:
                calls = [set(order.calls.get((issue, option), ())) for option in order.options(where, issue)]
                called[n, list(set.intersection(*calls) if calls else ())] = True
        sums = tuple(self.bounds.start(party)[world] for party in order.parties)
        return _Open(np.arange(count), np.zeros((count, len(order.issues)), dtype=np.int8), sums, called[region])

    def _step(self, now: _Open, region: Ints, world: Ints, depth: int, option: int) -> tuple[_Open, AnyArray]:
        """Settle an issue with an option; return what may go on, and how far above their lines principals are."""
        order, issue = self.order, self.order.issues[depth]
        at, where = world[now.search], region[now.search]
        now.settled[:, issue] = option
        now.called[:, list(order.calls.get((issue, option), ()))] = True
        for n, party in enumerate(order.parties):
            sums = now.sums[n]
            sums += self.bounds.options[party][issue][option][at]
            for name in order.linkages_of(party, issue):
                change = self.bounds.change(name, issue, option)
                if change is not None:
                    still = order.still_open(order.linkages[name], now.settled, issue)
                    sums[still] += change[at[still]]
        cell = where * self.block.size + at
        alive, margin = np.ones(len(at), dtype=bool), np.full(len(at), np.inf, dtype=np.float32)
        for n, who in enumerate(self.who):
            most = now.sums[who] + self.rests[who][depth + 1].take(cell)
            over = most - self.lines[n].take(at)
            alive &= ~now.called[:, n] | (over >= 0)
            if n < self.principals:
                margin = np.minimum(margin, over)
        rows = np.flatnonzero(alive)
        return now.some(rows), margin[rows]


def foremost(search: Ints, margin: AnyArray, most: int) -> tuple[Ints, Ints]:
    """Return the beginnings of each search with the largest margins, so many at most, and those that are left out.

    Example:
        >>> foremost(np.array([0, 1, 0, 0]), np.array([0.1, 0.5, 0.3, 0.2]), 2)
        (array([2, 3, 1]), array([0]))
    """
    if np.bincount(search).max() <= most:
        return np.arange(len(search)), np.zeros(0, dtype=np.intp)
    order = np.argsort(search - np.minimum(margin, MARGINS) / (2 * MARGINS))
    first = np.flatnonzero(np.diff(search[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff([*first, len(order)]))
    return order[rank < most], order[rank >= most]
