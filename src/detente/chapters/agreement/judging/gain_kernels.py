"""Gains by attainable packages, compiled: what `best_gains` explains.

A cell is a package in a world in which it is attainable. A gain is the sum of what two rows are worth, that of the
second half and that of the first; rows lie in several tables, so where each begins in memory is given. Names that end
with `_at` are places of arrays in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import carray, njit, types
from numba.extending import intrinsic

from detente.compiled.marked import COUNT, FLOATS, INTS, Parameter, entry

BYTES, SHORTS = Parameter("uint8", True), Parameter("int16", True)
EIGHT = 8  # worlds a byte


def _loading(typing: Any, row: Any, world: Any) -> tuple[Any, Callable[..., Any]]:
    """Return what a row is worth in a world, given where the row begins in memory."""

    def code(context: Any, builder: Any, signature: Any, found: Any) -> Any:
        row, world = found
        return builder.load(builder.gep(builder.inttoptr(row, ir.DoubleType().as_pointer()), [world]))

    return types.float64(types.int64, types.int64), code


_worth: Any = intrinsic(_loading)


@entry(*[COUNT] * 2, BYTES, SHORTS, INTS, SHORTS)
def list_cells(packages: int, width: int, ok_at: Any, places_at: Any, starts_at: Any, cells_at: Any) -> None:
    """Write the worlds in which each package is attainable, one behind the other.

    Args:
        packages: How many packages there are.
        width: Bytes a package.
        ok_at: (packages, width): where each is attainable, a bit a world.
        places_at: (256, 8): the bits that are set in a byte, the first of them 0; what is behind them does not matter.
        starts_at: (packages + 1): where the cells of each package begin, and where the last end.
        cells_at: (cells + 8), written.
    """
    ok, places = carray(ok_at, (packages, width)), carray(places_at, (256, EIGHT))
    starts = carray(starts_at, (packages + 1,))
    cells = carray(cells_at, (starts[packages] + EIGHT,))
    for package in range(packages):
        cell = starts[package]
        for byte in range(width):
            found = ok[package, byte]
            if found == 0:
                continue
            for n in range(EIGHT):
                cells[cell + n] = EIGHT * byte + places[found, n]
            many = found - ((found >> 1) & 0x55)
            many = (many & 0x33) + ((many >> 2) & 0x33)
            cell += (many + (many >> 4)) & 0x0F


@entry(*[COUNT] * 3, INTS, SHORTS, INTS, FLOATS)
def best_in_worlds(
    packages: int,
    worlds: int,
    principals: int,
    starts_at: Any,
    cells_at: Any,
    rows_at: Any,
    best_at: Any,
) -> None:
    """Raise the largest gains of principals.

    Args:
        packages: How many packages there are.
        worlds: How many worlds.
        principals: How many principals.
        starts_at: (packages + 1): as for `list_cells`.
        cells_at: The worlds of the cells.
        rows_at: (2, principals, packages): where the two rows begin that are the gain of each principal by a package.
        best_at: (principals, worlds), raised.
    """
    starts = carray(starts_at, (packages + 1,))
    cells, rows = carray(cells_at, (starts[packages],)), carray(rows_at, (2, principals, packages))
    best = carray(best_at, (principals, worlds))
    for package in range(packages):
        for party in range(principals):
            mine, more, highest = rows[0, party, package], rows[1, party, package], best[party]
            for cell in range(starts[package], starts[package + 1]):
                world = cells[cell]
                highest[world] = max(highest[world], _worth(mine, world) + _worth(more, world))


@entry(*[COUNT] * 3, INTS, SHORTS, INTS, *[FLOATS] * 6)
def add_gains(
    packages: int,
    worlds: int,
    principals: int,
    starts_at: Any,
    cells_at: Any,
    rows_at: Any,
    shares_at: Any,
    weights_at: Any,
    added_at: Any,
    ideal_at: Any,
    good_at: Any,
    work_at: Any,
) -> None:
    """Add up gains and surpluses, and find the largest surplus and a good package of each world.

    Args:
        packages: How many packages there are.
        worlds: How many worlds.
        principals: How many principals.
        starts_at: (packages + 1): as for `list_cells`.
        cells_at: The worlds of the cells.
        rows_at: (2, principals, packages): as for `best_in_worlds`.
        shares_at: (principals, worlds): what a gain is multiplied with to be a share of the largest; 0 where that is
            nothing, so that the principal does not count.
        weights_at: (worlds).
        added_at: (principals + 1, packages), written: sums of the gains of each, and of surpluses.
        ideal_at: (worlds), raised: the largest surplus.
        good_at: (principals + 1, worlds), −∞ before, written where there is a package: the gains by the one whose
            shares have the largest sum, and that sum.
        work_at: (principals + 1, worlds), to work in.
    """
    starts = carray(starts_at, (packages + 1,))
    cells, rows = carray(cells_at, (starts[packages],)), carray(rows_at, (2, principals, packages))
    shares = carray(shares_at, (principals, worlds))
    weights, ideal = carray(weights_at, (worlds,)), carray(ideal_at, (worlds,))
    added, good = carray(added_at, (principals + 1, packages)), carray(good_at, (principals + 1, worlds))
    work = carray(work_at, (principals + 1, worlds))
    for package in range(packages):
        some = cells[starts[package] : starts[package + 1]]
        _gather(package, some, rows, shares, work)
        _look(some, work, shares, ideal, good)
        for party in range(principals + 1):
            added[party, package] = _weighed(work[party], some, weights)


@njit(error_model="numpy")
def _gather(package: int, cells: Any, rows: Any, shares: Any, work: Any) -> None:
    """Write the gains by a package in the worlds of its cells, then its surplus there, at least 0."""
    parties = len(shares)
    least = work[parties]
    for n in range(len(cells)):
        least[n] = np.inf
    for party in range(parties):
        mine, more = rows[0, party, package], rows[1, party, package]
        gain, share = work[party], shares[party]
        for n in range(len(cells)):
            world = cells[n]
            gain[n] = _worth(mine, world) + _worth(more, world)
            least[n] = min(least[n], gain[n] * share[world] if share[world] > 0 else np.inf)
    for n in range(len(cells)):
        least[n] = max(least[n], 0.0) if least[n] < np.inf else 0.0


@njit(error_model="numpy")
def _look(cells: Any, work: Any, shares: Any, ideal: Any, good: Any) -> None:
    """Raise the largest surplus of worlds, and note the package whose gains have the largest sum of shares."""
    parties = len(shares)
    for n in range(len(cells)):
        world = cells[n]
        ideal[world] = max(ideal[world], work[parties, n])
        score = 0.0
        for party in range(parties):
            score += work[party, n] * shares[party, world]
        if score > good[parties, world]:
            good[parties, world] = score
            for party in range(parties):
                good[party, world] = work[party, n]


@njit(error_model="numpy")
def _weighed(gain: Any, cells: Any, weights: Any) -> float:
    """Return the weighted sum of what is gained in some worlds; sums of 64 worlds are added up by themselves."""
    total, part, group = 0.0, 0.0, 0
    for n in range(len(cells)):
        world = cells[n]
        if world >> 6 != group:
            total, part, group = total + part, 0.0, world >> 6
        part += gain[n] * weights[world]
    return total + part


@entry(*[COUNT] * 4, BYTES, INTS, INTS, *[FLOATS] * 3)
def raise_regrets(
    packages: int,
    worlds: int,
    principals: int,
    ranked: int,
    ok_at: Any,
    order_at: Any,
    rows_at: Any,
    shares_at: Any,
    ideal_at: Any,
    regret_at: Any,
) -> None:
    """Write the largest regret of each package: where it is not attainable, the largest surplus of any.

    Args:
        packages: How many packages there are.
        worlds: How many worlds.
        principals: How many principals.
        ranked: How many worlds count.
        ok_at: (packages, ⌈worlds / 8⌉): where each is attainable, a bit a world.
        order_at: (ranked): these worlds, those with the largest surplus first: most packages are done after a few.
        rows_at: (2, principals, packages): as for `best_in_worlds`.
        shares_at: (principals, worlds): as for `add_gains`.
        ideal_at: (worlds): the largest surplus.
        regret_at: (packages), written.
    """
    width = -(-worlds // EIGHT)
    ok, order = carray(ok_at, (packages, width)), carray(order_at, (ranked,))
    rows = carray(rows_at, (2, principals, packages))
    shares, ideal = carray(shares_at, (principals, worlds)), carray(ideal_at, (worlds,))
    regret = carray(regret_at, (packages,))
    for package in range(packages):
        largest = 0.0
        for n in range(ranked):
            world = order[n]
            if ideal[world] <= largest:
                break
            if not ok[package, world // EIGHT] & (128 >> (world % EIGHT)):
                largest = ideal[world]
                break
            largest = max(largest, ideal[world] - _surplus(package, world, rows, shares))
        regret[package] = largest


@njit(error_model="numpy")
def _surplus(package: int, world: int, rows: Any, shares: Any) -> float:
    """Return the smallest share of a principal that counts, at least 0."""
    least = np.inf
    for party in range(len(shares)):
        if shares[party, world] > 0:
            gain = _worth(rows[0, party, package], world) + _worth(rows[1, party, package], world)
            least = min(least, gain * shares[party, world])
    return max(least, 0.0) if least < np.inf else 0.0


@entry(*[COUNT] * 4, INTS, SHORTS, INTS, *[FLOATS] * 3, INTS, INTS, *[FLOATS] * 2)
def find_frontiers(
    packages: int,
    worlds: int,
    principals: int,
    room: int,
    starts_at: Any,
    cells_at: Any,
    rows_at: Any,
    bar_at: Any,
    units_at: Any,
    guard_at: Any,
    sizes_at: Any,
    front_at: Any,
    counted_at: Any,
    work_at: Any,
) -> None:
    """Write which packages are on the frontier of each world: such as no other is better than for all.

    Gains are counted in whole units, so that equal ones are; of equal packages all are on it. A package that is better
    for no principal than a good one is set aside first.

    Args:
        packages: How many packages there are.
        worlds: How many worlds.
        principals: How many principals.
        room: How many packages there is room for in each world.
        starts_at: (packages + 1): as for `list_cells`.
        cells_at: The worlds of the cells.
        rows_at: (2, principals, packages): as for `best_in_worlds`.
        bar_at: (principals, worlds): what a good package brings, less half a unit.
        units_at: (principals, worlds).
        guard_at: (principals, worlds), −∞ before, to work in: the same of the one that was better than another last.
        sizes_at: (worlds), 0 before: how many packages are on the frontier; `room` + 1 where there is no room, and then
            nothing else is right.
        front_at: (worlds, room), written: these packages, in rising order.
        counted_at: (worlds, room, principals), written: their gains in whole units.
        work_at: (principals + 1, worlds), to work in.
    """
    starts = carray(starts_at, (packages + 1,))
    cells, rows = carray(cells_at, (starts[packages],)), carray(rows_at, (2, principals, packages))
    units = carray(units_at, (principals, worlds))
    bar, guard = carray(bar_at, (principals, worlds)), carray(guard_at, (principals, worlds))
    sizes, front = carray(sizes_at, (worlds,)), carray(front_at, (worlds, room))
    counted = carray(counted_at, (worlds, room, principals))
    work = carray(work_at, (principals + 1, worlds))
    for package in range(packages):
        some = cells[starts[package] : starts[package + 1]]
        _hope(package, some, rows, bar, work)
        for n in range(len(some)):
            world = some[n]
            if work[principals, n] > 0.0 and _above(guard, world, work, n):
                if sizes[world] >= room:
                    sizes[world] = room + 1
                    return
                _compare(package, world, n, work, units, guard, sizes, front, counted)


@njit(error_model="numpy")
def _hope(package: int, cells: Any, rows: Any, bar: Any, work: Any) -> None:
    """Write the gains by a package in the worlds of its cells, then the most by which they are above the bar, or 0."""
    hopeful = work[len(bar)]
    for n in range(len(cells)):
        hopeful[n] = 0.0
    for party in range(len(bar)):
        mine, more = rows[0, party, package], rows[1, party, package]
        gain, least = work[party], bar[party]
        for n in range(len(cells)):
            world = cells[n]
            gain[n] = _worth(mine, world) + _worth(more, world)
            hopeful[n] = max(hopeful[n], gain[n] - least[world])


@njit(error_model="numpy")
def _compare(
    package: int, world: int, n: int, work: Any, units: Any, guard: Any, sizes: Any, front: Any, counted: Any
) -> None:
    """Compare a package with the frontier of a world, and remember which one was better."""
    size = sizes[world]
    for party in range(len(units)):
        counted[world, size, party] = np.rint(work[party, n] / units[party, world])
    sizes[world], better = _joined(front[world], counted[world], size, package)
    if better >= 0:
        for party in range(len(units)):
            guard[party, world] = (counted[world, better, party] - 0.5) * units[party, world]


@njit(error_model="numpy")
def _above(bar: Any, world: int, gains: Any, n: int) -> bool:
    """Return whether some principal gains more than the bar of a world, given the gains at a place."""
    party = 0
    while party < len(bar) and gains[party, n] <= bar[party, world]:
        party += 1
    return party < len(bar)


@njit(error_model="numpy")
def _joined(front: Any, counted: Any, size: int, package: int) -> tuple[int, int]:
    """Put a package on a frontier, unless one there is better, take off those that it is better than.

    Args:
        front: (room): the packages.
        counted: (room, principals): their gains; of the package itself, behind them.
        size: How many packages there are.
        package: The package.

    Returns:
        How many there are now, and the place of the one that is better, −1 if there is none.
    """
    mine, left = counted[size], 0
    for other in range(size):
        better, worse = False, False
        for party in range(len(mine)):
            better |= mine[party] > counted[other, party]
            worse |= mine[party] < counted[other, party]
        if worse and not better:
            return size, other
        if better and not worse:
            continue
        front[left] = front[other]
        for party in range(len(mine)):
            counted[left, party] = counted[other, party]
        left += 1
    front[left] = package
    for party in range(len(mine)):
        counted[left, party] = mine[party]
    return left + 1, -1


@entry(*[COUNT] * 3, *[INTS] * 3, FLOATS)
def gains_at(
    cells: int, packages: int, principals: int, package_at: Any, world_at: Any, rows_at: Any, found_at: Any
) -> None:
    """Write the gains by some packages in some worlds.

    Args:
        cells: How many cells.
        packages: How many packages there are.
        principals: How many principals.
        package_at: (cells): the package of each.
        world_at: (cells): its world.
        rows_at: (2, principals, packages): as for `best_in_worlds`.
        found_at: (cells, principals), written.
    """
    package, world = carray(package_at, (cells,)), carray(world_at, (cells,))
    rows, found = carray(rows_at, (2, principals, packages)), carray(found_at, (cells, principals))
    for n in range(cells):
        for party in range(principals):
            mine, more = rows[0, party, package[n]], rows[1, party, package[n]]
            found[n, party] = _worth(mine, world[n]) + _worth(more, world[n])
