"""The worth of a group of linked issues, compiled: the best over ways to break it, in every world and at every time.

Formulas: `docs/theory/compliance.md`. Names that end with `_at` are places of arrays in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import carray, njit, types
from numba.extending import intrinsic

from detente.compiled.marked import COUNT, FLOATS, INTS, NUMBER, entry


def _pointer(typing: Any, number: Any) -> tuple[Any, Callable[..., Any]]:
    """Take a number as the place of an array of floats."""

    def code(context: Any, builder: Any, signature: Any, numbers: Any) -> Any:
        return builder.inttoptr(numbers[0], ir.DoubleType().as_pointer())

    return types.CPointer(types.float64)(types.int64), code


_place: Any = intrinsic(_pointer)


@entry(*[COUNT] * 6, NUMBER, *[INTS] * 4, *[FLOATS] * 5)
def best_of_ways(
    times: int,
    worlds: int,
    issues: int,
    ways: int,
    links: int,
    members: int,
    sign: float,
    ways_at: Any,
    tables_at: Any,
    links_at: Any,
    members_at: Any,
    rate_at: Any,
    found_at: Any,
    faded_at: Any,
    best_at: Any,
    work_at: Any,
) -> None:
    """Write the most that a group can be worth if one way is chosen for each issue.

    Args:
        times: Times at which all exchange ends.
        worlds: Worlds.
        issues: Issues of the group.
        ways: Ways of all issues together.
        links: Linkages among the issues.
        members: Members of all linkages together.
        sign: By which every worth is multiplied: 1, or −1 where the least is sought.
        ways_at: (issues + 1): where the ways of each issue begin; then room for a way for each issue.
        tables_at: (2, ways): places of their tables (`CourseTable`), and whether a way counts only where it is found no
            sooner than all exchange ends.
        links_at: (2, links + 1): where the members of each linkage begin; place of its worth, points a year.
        members_at: (members, 1 + ways): which issue of the group it is; how it matches on each way (`Match`).
        rate_at: (worlds): yearly rate.
        found_at: (times, worlds): when all exchange ends.
        faded_at: (times, worlds): what a point is worth then.
        best_at: (times, worlds), written.
        work_at: (3 · ways + 4, worlds), to work in.
    """
    starts, chosen = carray(ways_at, (2, issues + 1))[0], carray(ways_at, (2, issues + 1))[1]
    tables, of_links = carray(tables_at, (2, ways)), carray(links_at, (2, links + 1))
    of_members, rate = carray(members_at, (members, 1 + ways)), carray(rate_at, (worlds,))
    found, faded = carray(found_at, (times, worlds)), carray(faded_at, (times, worlds))
    best, work = carray(best_at, (times, worlds)), carray(work_at, (3 * ways + 4, worlds))
    for time in range(times):
        for way in range(ways):
            table = carray(_place(tables[0, way]), (11, worlds))
            _worth_of_way(table, sign, tables[1, way], found[time], faded[time], work[3 * way])
            if links:
                _changes_of_way(table, found[time], faded[time], work[3 * way + 1], work[3 * way + 2])
        for issue in range(issues):
            chosen[issue] = starts[issue]
        first, more = True, True
        while more:
            _add_up(chosen, issues, sign, of_links, of_members, rate, work, 3 * ways)
            _keep_larger(best[time], work[3 * ways], first)
            first, more = False, _next(chosen, starts, issues)


@entry(*[COUNT] * 3, INTS, FLOATS)
def add_up(rows: int, terms: int, worlds: int, places_at: Any, sums_at: Any) -> None:
    """Write sums of values that lie anywhere in memory, added up in their order.

    Args:
        rows: How many sums there are.
        terms: How many terms a sum has at most.
        worlds: Worlds.
        places_at: (rows, terms): places of the terms, arrays (worlds); 0 where there is none.
        sums_at: (rows, worlds), written.
    """
    places, sums = carray(places_at, (rows, terms)), carray(sums_at, (rows, worlds))
    for row in range(rows):
        total = sums[row]
        for n in range(worlds):
            total[n] = 0.0
        for term in range(terms):
            if places[row, term]:
                value = carray(_place(places[row, term]), (worlds,))
                for n in range(worlds):
                    total[n] += value[n]


@njit(error_model="numpy")
def _next(chosen: Any, starts: Any, issues: int) -> bool:
    """Go on to the next choice of a way for each issue; return whether there is one."""
    for issue in range(issues - 1, -1, -1):
        chosen[issue] += 1
        if chosen[issue] < starts[issue + 1]:
            return True
        chosen[issue] = starts[issue]
    return False


@njit(error_model="numpy")
def _keep_larger(best: Any, total: Any, first: bool) -> None:
    for n in range(len(best)):
        best[n] = total[n] if first or total[n] > best[n] else best[n]


@njit(error_model="numpy")
def _worth_of_way(table: Any, sign: float, timely: int, found: Any, faded: Any, worth: Any) -> None:
    """Write what an issue is worth on a course; −∞ where it would be found sooner, if that counts."""
    for n in range(len(worth)):
        early = table[0, n] - table[1, n] * faded[n]
        late = table[2, n] - table[3, n] * faded[n]
        value = sign * (late if table[4, n] < found[n] else early)
        worth[n] = value if timely == 0 or table[10, n] >= found[n] else -np.inf


@njit(error_model="numpy")
def _changes_of_way(table: Any, found: Any, faded: Any, rise: Any, fall: Any) -> None:
    """Write what a point is worth when an issue rises and when it falls; 0 where it never does."""
    for n in range(len(rise)):
        delivered = table[4, n] < found[n]
        old, new = table[5, n] - table[6, n] * faded[n], table[8, n] - table[9, n] * faded[n]
        rise[n] = table[7, n] if delivered else 0.0
        fall[n] = new if delivered else old


@njit(error_model="numpy")
def _add_up(
    chosen: Any, issues: int, sign: float, of_links: Any, of_members: Any, rate: Any, work: Any, row: int
) -> None:
    """Write what the ways chosen are worth together, linkages included, into a row of what there is to work in."""
    total, worlds = work[row], len(rate)
    for n in range(worlds):
        total[n] = work[3 * chosen[0], n]
    for issue in range(1, issues):
        for n in range(worlds):
            total[n] += work[3 * chosen[issue], n]
    for link in range(of_links.shape[1] - 1):
        first, last = of_links[0, link], of_links[0, link + 1]
        if _standing(chosen, first, last, of_members, work, row):
            worth = carray(_place(of_links[1, link]), (worlds,))
            for n in range(worlds):
                total[n] += sign * worth[n] * (work[row + 3, n] / rate[n])


@njit(error_model="numpy")
def _standing(chosen: Any, first: int, last: int, of_members: Any, work: Any, row: int) -> bool:
    """Write how long a whole pattern stands, in present value times the rate; return whether it ever can.

    Before its rise an issue has the option from before, then the new one, and after its fall the status quo. So each
    member matches from some time to another, or but for the time between its rise and its fall.
    """
    start, end, stands, gaps = work[row + 1], work[row + 2], work[row + 3], 0
    for n in range(len(start)):
        start[n], end[n] = 1.0, 0.0
    for member in range(first, last):
        way = chosen[of_members[member, 0]]
        match = of_members[member, 1 + way]
        if match == 0:
            return False
        gaps += match == 6
        _bound(match, work[3 * way + 1], work[3 * way + 2], start, end)
    for n in range(len(start)):
        stands[n] = max(start[n] - end[n], 0.0)
    for size in range(1, gaps + 1):
        for some in range((1 << gaps) - 1, 0, -1):
            if _ones(some) == size:
                _less_gaps(some, gaps, size, chosen, first, last, of_members, work, row)
    return True


@njit(error_model="numpy")
def _bound(match: int, rise: Any, fall: Any, start: Any, end: Any) -> None:
    """Narrow from when and until when a pattern stands, as what a point is worth then, by how a member matches."""
    for n in range(len(start)):
        if match == 1:
            end[n] = max(end[n], fall[n])
        elif match == 2:
            end[n] = max(end[n], rise[n], fall[n])
        elif match == 3:
            start[n], end[n] = min(start[n], rise[n]), max(end[n], fall[n])
        elif match == 4:
            start[n] = min(start[n], max(rise[n], fall[n]))
        elif match == 5:
            start[n] = min(start[n], fall[n])


@njit(error_model="numpy")
def _ones(number: int) -> int:
    count = 0
    while number:
        count += number & 1
        number >>= 1
    return count


@njit(error_model="numpy")
def _less_gaps(
    some: int, gaps: int, size: int, chosen: Any, first: int, last: int, of_members: Any, work: Any, row: int
) -> None:
    """Add what lies in all of some gaps, or take it off: inclusion and exclusion. The first gap is the highest bit."""
    start, end, stands = work[row + 1], work[row + 2], work[row + 3]
    for n in range(len(start)):
        from_then, till, gap = start[n], end[n], gaps
        for member in range(first, last):
            way = chosen[of_members[member, 0]]
            if of_members[member, 1 + way] == 6:
                gap -= 1
                if some >> gap & 1:
                    from_then, till = min(from_then, work[3 * way + 1, n]), max(till, work[3 * way + 2, n])
        lies = max(from_then - till, 0.0)
        stands[n] += -lies if size % 2 else lies
