"""The graph model on grids, against lists of moves, and how the time grows with the number of states."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from tests.oracles.edge_list import EdgeList

from benchmarks.timing import Row, seconds, shortest
from detente.graph.concepts import CONCEPTS, analyse
from detente.graph.conflict import Conflict, Option, OptionPattern

WITHOUT_SIMULTANEITY = CONCEPTS[:5]
PATTERNS: tuple[OptionPattern, ...] = (((0, 1), (15, 1)), ((2, 0), (3, 1)), ((7, 1), (8, 0), (9, 1)))


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    yield against_lists(8, 2, "–", repeats=5)
    yield against_lists(12, 2, "1/10,000", repeats=2)
    yield against_lists(9, 3, "–", repeats=2)
    small = None
    for options in (12, 16, 20, 24):
        conflict = posed(options, 2)
        time = shortest(partial(analyse, conflict, WITHOUT_SIMULTANEITY), repeats=20 if options < 20 else 3)
        each = time / conflict.size * 1e9
        small = small or each
        what = f"2 decision makers, 2^{options} states: {each:.0f} ns a state, {each / small:.2f} of that at 2^12"
        reach = "ours under 5 s, a state at most 3 times that at 2^12" if options == 24 else "–"
        yield Row(what, "", time, None, reach)
    for makers in (3, 4):
        conflict = posed(20, makers, one_way=2, infeasible=PATTERNS)
        what = f"{makers} decision makers, 2^20 states, 3 infeasible patterns, {2 * makers} one-way options"
        yield Row(what, "", shortest(partial(analyse, conflict, WITHOUT_SIMULTANEITY), 2), None, "ours under 60 s")
    for options in (8, 12):
        time = shortest(partial(analyse, posed(options, 2), CONCEPTS[5:]), repeats=2)
        yield Row(f"2 decision makers, 2^{options} states, both readings of simultaneity", "", time, None, "–")


def against_lists(options: int, makers: int, reach: str, repeats: int) -> Row:
    """All five concepts, both sides from the conflict as it is given."""
    conflict = posed(options, makers)
    owned = [conflict.owned(i) for i in range(makers)]
    worth = [values.tolist() for values in conflict.preferences]

    def lists() -> list[list[list[bool]]]:
        solver = EdgeList(owned, worth)
        return [solver.stable(concept) for concept in WITHOUT_SIMULTANEITY]

    found = analyse(conflict, WITHOUT_SIMULTANEITY)
    assert [found[concept].tolist() for concept in WITHOUT_SIMULTANEITY] == lists()
    mine, other = float("inf"), float("inf")
    for _ in range(repeats):
        other = min(other, seconds(lists))
        mine = min(mine, shortest(partial(analyse, conflict, WITHOUT_SIMULTANEITY), repeats=20))
    what = f"{makers} decision makers, {options} options: Nash, GMR, SMR, SEQ, SSEQ"
    return Row(what, "the tests’ lists of moves", mine, other, reach)


def posed(options: int, makers: int, one_way: int = 0, infeasible: tuple[OptionPattern, ...] = ()) -> Conflict:
    """Options dealt out in equal parts, the first of each part one way; every ranking strict and drawn at random."""
    part = -(-options // makers)
    rng = np.random.default_rng(1)
    return Conflict(
        tuple(f"Party {i + 1}" for i in range(makers)),
        tuple(Option(f"o{k}", f"Option {k}", (k // part,), down=k % part >= one_way) for k in range(options)),
        infeasible,
        tuple(rng.permutation(2**options) for _ in range(makers)),
    )
