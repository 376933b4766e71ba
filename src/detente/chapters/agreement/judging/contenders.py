"""Packages that could be attainable in worlds of at least a certain weight: few of them, found without all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Ints
from detente.chapters.agreement.judging.search_order import Region, SearchOrder
from detente.chapters.agreement.judging.tally import BlockWeights
from detente.chapters.agreement.judging.upper_bounds import Singles, UpperBounds


@dataclass(frozen=True)
class SearchBlock:
    """A block of worlds in which packages are looked for.

    Attributes:
        bounds: What packages can be worth in it.
        weigh: The weights of its worlds.
    """

    bounds: UpperBounds
    weigh: BlockWeights


@dataclass(frozen=True)
class _Beginnings:
    """Beginnings of packages that may be continued.

    Attributes:
        settled: Array (beginnings, issues): their option numbers; 0 on issues that are not settled.
        sums: For each block and principal, array (beginnings, worlds): what they bring, with all linkages still open.
    """

    settled: Ints
    sums: list[list[Singles]]


def contenders(
    order: SearchOrder, blocks: Sequence[SearchBlock], least: float, region: Region, most: int
) -> Ints | None:
    """Return packages that the principals accept, and no gate bars, in worlds of at least some weight.

    All that are attainable in worlds of that weight are among them. A beginning that principals could accept, however
    it went on, only in worlds of less is not continued.

    Args:
        order: The order in which issues are settled.
        blocks: All worlds.
        least: The weight.
        region: Where to look.
        most: How many beginnings may be open at a time.

    Returns:
        Array (packages, issues) of option numbers; None where more beginnings would have to be kept open.
    """
    principals = tuple(order.plan.case.principals)
    starts = [[block.bounds.start(party)[None] for party in principals] for block in blocks]
    now = _Beginnings(np.zeros((1, len(order.issues)), dtype=np.intp), starts)
    rests = [[block.bounds.rest(party, region) for party in principals] for block in blocks]
    for depth, issue in enumerate(order.issues):
        steps = [
            _step(order, blocks, now, [[rest[depth + 1] for rest in of] for of in rests], (issue, option), least)
            for option in order.options(region, issue)
        ]
        if not steps or sum(len(step.settled) for step in steps) > most:
            return None if steps else now.settled[:0]
        now = _Beginnings(
            np.concatenate([step.settled for step in steps]),
            [
                [np.concatenate([step.sums[b][p] for step in steps]) for p in range(len(principals))]
                for b in range(len(blocks))
            ],
        )
    return now.settled


def _step(
    order: SearchOrder,
    blocks: Sequence[SearchBlock],
    now: _Beginnings,
    rests: Sequence[Sequence[Singles]],
    place: tuple[int, int],
    least: float,
) -> _Beginnings:
    """Continue beginnings with one option of an issue, as far as that is worth while."""
    issue, option = place
    rows = np.flatnonzero(order.allowed(now.settled, issue, option))
    settled = now.settled[rows]
    settled[:, issue] = option
    weight = np.zeros(len(rows))
    principals = tuple(order.plan.case.principals)
    groups = [list(_groups(order, settled, party, issue)) for party in principals]
    everything = len(rows) == len(now.settled)
    for block, sums, rest in zip(blocks, now.sums, rests, strict=True):
        over = np.ones((len(rows), block.bounds.size), dtype=bool)
        for n, party in enumerate(principals):
            for some, links in groups[n]:
                more = _more(block.bounds, party, place, links)
                table = sums[n] if everything and some is None else sums[n][rows if some is None else rows[some]]
                above = table >= block.bounds.lines[n] - rest[n] - more
                if some is None:
                    over &= above
                else:
                    over[some] &= above
        weight += block.weigh(np.packbits(over, axis=1))
    kept = np.flatnonzero(weight >= least)
    return _Beginnings(settled[kept], _continued(blocks, now, rows, kept, place, principals, groups))


def _groups(order: SearchOrder, settled: Ints, party: str, issue: int) -> Iterator[tuple[Ints | None, list[str]]]:
    """Yield beginnings at which the same linkages of a party are still open that speak of an issue; None for all."""
    names = order.linkages_of(party, issue)
    if not names:
        yield None, []
        return
    still = np.stack([order.still_open(order.linkages[name], settled, issue) for name in names], axis=1)
    codes = still @ (1 << np.arange(len(names)))
    different = np.unique(codes).tolist()
    for code in different:
        some = None if len(different) == 1 else np.flatnonzero(codes == code)
        yield some, [name for n, name in enumerate(names) if code >> n & 1]


def _more(bounds: UpperBounds, party: str, place: tuple[int, int], links: Sequence[str]) -> Singles:
    """Return what an option adds for a party, with what it does to linkages that are still open: array (worlds)."""
    found: Singles = bounds.options[party][place[0]][place[1]]
    for name in links:
        change = bounds.change(name, *place)
        if change is not None:
            found = np.add(found, change)
    return found


def _continued(
    blocks: Sequence[SearchBlock],
    now: _Beginnings,
    rows: Ints,
    kept: Ints,
    place: tuple[int, int],
    principals: Sequence[str],
    groups: Sequence[Sequence[tuple[Ints | None, list[str]]]],
) -> list[list[Singles]]:
    """Return for each block and principal what the beginnings that are kept bring."""
    found = []
    number = np.full(len(rows), -1)
    number[kept] = np.arange(len(kept))
    for block, sums in zip(blocks, now.sums, strict=True):
        mine = []
        for n, party in enumerate(principals):
            table = sums[n][rows[kept]]
            for some, links in groups[n]:
                more = _more(block.bounds, party, place, links)
                if some is None:
                    table += more
                else:
                    at = number[some]
                    table[at[at >= 0]] += more
            mine.append(table)
        found.append(mine)
    return found
