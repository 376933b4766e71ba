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

from detente.compiled.marked import COUNT, FLOATS, INTS, entry


def _pointer(typing: Any, number: Any) -> tuple[Any, Callable[..., Any]]:
    """Take a number as the place of an array of floats."""

    def code(context: Any, builder: Any, signature: Any, numbers: Any) -> Any:
        return builder.inttoptr(numbers[0], ir.DoubleType().as_pointer())

    return types.CPointer(types.float64)(types.int64), code


_place: Any = intrinsic(_pointer)


@entry(*[COUNT] * 4, *[INTS] * 2, *[FLOATS] * 2)
def best_of_ways(
    requests: int, worlds: int, size: int, most: int, asked_at: Any, chosen_at: Any, best_at: Any, work_at: Any
) -> None:
    """Write the most that groups of issues can be worth if one way is chosen for each issue.

    Args:
        requests: How many groups are looked at.
        worlds: Worlds.
        size: How many numbers say what is asked.
        most: Ways of all issues of a group together, at most.
        asked_at: (size): for each request, one behind the other, what `worths_asked` puts there: how many times there
            are at which all exchange ends, issues, ways of all issues together, linkages, members of all linkages; the
            sign by which every worth is multiplied; the place of the yearly rate; for each time the place of when that
            is, then for each of what a point is worth then; where the ways of each issue begin; the places of
            their tables (`CourseTable`); whether a way counts only where it is found no sooner than all exchange ends;
            where the members of each linkage begin; the places of their worths, points a year; and for each member,
            which issue of the group it is and how it matches on each way (`linked.match`).
        chosen_at: (most), to work in: a way for each issue.
        best_at: (times of all requests, worlds), written.
        work_at: (3 · most + 4, worlds), to work in.
    """
    asked, chosen = carray(asked_at, (size,)), carray(chosen_at, (most,))
    work, at, row = carray(work_at, (3 * most + 4, worlds)), 0, 0
    for _ in range(requests):
        times, issues, ways, links, members = asked[at], asked[at + 1], asked[at + 2], asked[at + 3], asked[at + 4]
        sign, rate = float(asked[at + 5]), carray(_place(asked[at + 6]), (worlds,))
        at += 7
        found_at, faded_at, at = at, at + times, at + 2 * times
        starts = asked[at : at + issues + 1]
        tables_at, timely_at, at = at + issues + 1, at + issues + 1 + ways, at + issues + 1 + 2 * ways
        firsts, worths = asked[at : at + links + 1], asked[at + links + 1 : at + 2 * links + 1]
        at += 2 * links + 1
        of_members = asked[at : at + members * (1 + ways)]
        at += members * (1 + ways)
        for time in range(times):
            found = carray(_place(asked[found_at + time]), (worlds,))
            faded = carray(_place(asked[faded_at + time]), (worlds,))
            best = carray(best_at, (row + 1, worlds))[row]
            row += 1
            for way in range(ways):
                table = carray(_place(asked[tables_at + way]), (11, worlds))
                _worth_of_way(table, sign, asked[timely_at + way], found, faded, work[3 * way])
                if links:
                    _changes_of_way(table, found, faded, work[3 * way + 1], work[3 * way + 2])
            for issue in range(issues):
                chosen[issue] = starts[issue]
            first, more = True, True
            while more:
                _add_up(chosen, issues, ways, sign, firsts, worths, of_members, rate, work)
                _keep_larger(best, work[3 * ways], first)
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
    chosen: Any,
    issues: int,
    ways: int,
    sign: float,
    firsts: Any,
    worths: Any,
    of_members: Any,
    rate: Any,
    work: Any,
) -> None:
    """Write what the ways chosen are worth together, linkages included, behind what is told of each way."""
    total, worlds, row = work[3 * ways], len(rate), 3 * ways
    for n in range(worlds):
        total[n] = work[3 * chosen[0], n]
    for issue in range(1, issues):
        for n in range(worlds):
            total[n] += work[3 * chosen[issue], n]
    for link in range(len(worths)):
        if _standing(chosen, firsts[link], firsts[link + 1], ways, of_members, work):
            worth = carray(_place(worths[link]), (worlds,))
            for n in range(worlds):
                total[n] += sign * worth[n] * (work[row + 3, n] / rate[n])


@njit(error_model="numpy")
def _standing(chosen: Any, first: int, last: int, ways: int, of_members: Any, work: Any) -> bool:
    """Write how long a whole pattern stands, in present value times the rate; return whether it ever can.

    Before its rise an issue has the option from before, then the new one, and after its fall the status quo. So each
    member matches from some time to another, or but for the time between its rise and its fall.
    """
    row, gaps = 3 * ways, 0
    start, end, stands = work[row + 1], work[row + 2], work[row + 3]
    for n in range(len(start)):
        start[n], end[n] = 1.0, 0.0
    for member in range(first, last):
        place = member * (1 + ways)
        way = chosen[of_members[place]]
        match = of_members[place + 1 + way]
        if match == 0:
            return False
        gaps += match == 6
        _bound(match, work[3 * way + 1], work[3 * way + 2], start, end)
    for n in range(len(start)):
        stands[n] = max(start[n] - end[n], 0.0)
    for size in range(1, gaps + 1):
        for some in range((1 << gaps) - 1, 0, -1):
            if _ones(some) == size:
                _less_gaps(some, gaps, size, chosen, first, last, ways, of_members, work)
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
    some: int, gaps: int, size: int, chosen: Any, first: int, last: int, ways: int, of_members: Any, work: Any
) -> None:
    """Add what lies in all of some gaps, or take it off: inclusion and exclusion. The first gap is the highest bit."""
    row = 3 * ways
    start, end, stands = work[row + 1], work[row + 2], work[row + 3]
    for n in range(len(start)):
        from_then, till, gap = start[n], end[n], gaps
        for member in range(first, last):
            place = member * (1 + ways)
            way = chosen[of_members[place]]
            if of_members[place + 1 + way] == 6:
                gap -= 1
                if some >> gap & 1:
                    from_then, till = min(from_then, work[3 * way + 1, n]), max(till, work[3 * way + 2, n])
        lies = max(from_then - till, 0.0)
        stands[n] += -lies if size % 2 else lies
