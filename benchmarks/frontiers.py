"""The exact frontier and the Nash point of one world, against NegMAS; the sizes of the frontiers are told with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import numpy as np
from tests.chapters.agreement.bargains import Bargain, Points, Solved, drawn, ladders, solve, sorted_against, zero_sum

from benchmarks.peer import Answer, Peer
from benchmarks.timing import REPEATS, Row, shortest
from detente.arrays import Floats
from detente.chapters.agreement.bargaining.vector_sums import TooLargeError

SEED = 1
SEEDS = count(1)  # what was drawn and scored is kept, so every run starts from another seed
LISTING = "NegMAS, `pareto_frontier` and `nash_points`"
SAMPLING = "NegMAS, its sampler MOBANOS, without the Nash point"


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    with Peer() as peer:
        yield against_listing(peer, [10] * 6, 2, "1/1,000", repeats=3)
        yield against_listing(peer, [5] * 8, 3, "1/10", repeats=3)
        yield against_listing(peer, [5] * 7, 4, "1/10, at least 1/4", repeats=3)
        yield from against_sampler(peer)
    yield from alone()


def posed(points: tuple[Points, ...]) -> Bargain:
    """Return a bargain in which no agreement is worth as much as the worst outcome, so that all outcomes count."""
    return Bargain(points, tuple(round(sum(map(min, rows)), 6) for rows in points))


def against_listing(peer: Peer, sizes: list[int], parties: int, reach: str, repeats: int) -> Row:
    """Random positions, against listing every outcome."""
    what = f"{parties} parties, {size(sizes)}, random positions"
    return against(what, posed(drawn(sizes, parties, SEED)), LISTING, peer.listed, reach, repeats)


def against_sampler(peer: Peer) -> Iterator[Row]:
    """Two parties at 5^30, against the sampler."""
    sizes = [5] * 30
    for how, points in {
        "random positions": drawn(sizes, 2, SEED),
        "ranked against": sorted_against(sizes, SEED),
    }.items():
        what = f"2 parties, {size(sizes)}, {how}"
        yield against(what, posed(points), SAMPLING, peer.sampled, "1/50", repeats=3)


def against(what: str, bargain: Bargain, name: str, ask: Callable[[Bargain], Answer], reach: str, repeats: int) -> Row:
    """Let both find frontier and Nash point in turn, and see that they found the same."""
    case = bargain.case()
    solved = solve(case)
    check(solved, ask(bargain))
    mine, other = float("inf"), float("inf")
    for _ in range(repeats):
        other = min(other, ask(bargain).seconds)
        mine = min(mine, shortest(lambda: solve(case, next(SEEDS))))
    return Row(f"{what}; {found(solved)}", name, mine, other, reach)


def check(solved: Solved, answer: Answer) -> None:
    """See that the frontier is the same, and the Nash point if it was asked for."""
    utilities = solved.utilities
    agree(utilities, np.array(answer.frontier))
    if answer.nash:
        agree(utilities[solved.solutions["nash"]], np.array(answer.nash))


def agree(mine: Floats, other: Floats) -> None:
    """See that two sets of points are the same."""
    one, two = (np.unique(np.round(points, 9), axis=0) for points in (mine, other))
    np.testing.assert_allclose(one, two, atol=1e-8)


def alone() -> Iterator[Row]:
    """Two parties at 5^60, where nothing else is exact."""
    sizes = [5] * 60
    yield by_itself(f"2 parties, {size(sizes)}, random positions", posed(drawn(sizes, 2, SEED)), "ours under 0.1 s")
    yield by_itself("the same, opposed ladders", posed(ladders(sizes, SEED)))
    yield by_itself("the same, ranked against", posed(sorted_against(sizes, SEED)))
    yield by_itself("the same, exactly zero-sum", posed(zero_sum(sizes, SEED)), repeats=1)


def by_itself(what: str, bargain: Bargain, reach: str = "", repeats: int = REPEATS) -> Row:
    """Time our side alone; where there is too much to look at, that is said, and how long it took to find out."""
    case = bargain.case()
    answers: list[str] = []

    def work() -> None:
        try:
            answers.append(found(solve(case, next(SEEDS))))
        except TooLargeError:
            answers.append("said to be too large")

    took = shortest(work, repeats)
    return Row(f"{what}; {answers[-1]}", "", took, None, reach)


def size(sizes: list[int]) -> str:
    """Say how many packages there are.

    Example:
        >>> size([10, 10])
        '10^2 packages'
    """
    return f"{sizes[0]}^{len(sizes)} packages"


def found(solved: Solved) -> str:
    """Say how large the frontier is."""
    return f"{len(solved.utilities):,} points on the frontier"
