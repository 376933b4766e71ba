"""The compiled label-setting against plain loops over labels."""

from __future__ import annotations

from itertools import product
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.roadmap.judging import label_kernels, label_setting
from detente.chapters.roadmap.judging.label_setting import LabelSetting
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import Lattice, Rules
from detente.compiled.marked import marked_in

Label = tuple[tuple[float, ...], tuple[int, ...]]  # what it is worth, and the rounds


def drawn(lattice: Lattice, parties: int, seed: int) -> Rounds:
    """Return rounds with values at random, some of them alike."""
    rng, edges = np.random.default_rng(seed), len(lattice.edges[0])
    names = ("flow", "fade", "cheat", "victim", "exit", "years")
    of_rounds = {name: rng.integers(0, 9, (edges, parties, 1)) / 3 + rng.random() for name in names}
    of_rounds |= {"fade": rng.uniform(0.7, 1, (edges, parties, 1)), "years": rng.uniform(0.1, 1, (edges, 1))}
    ends = ("final", "final_cheat", "final_victim", "final_exit", "nothing", "scale", "span")
    return Rounds(tuple("abc"[:parties]), **of_rounds, **{name: rng.uniform(0, 9, (parties, 1)) for name in ends})


def plain(lattice: Lattice, rounds: Rounds, longest: int, few: int, scales: list[list[float]]) -> list[Label]:
    """Return the labels of the status quo, in rising order of their boxes."""
    target, sides, *weightings = scales
    parties, top = len(rounds.parties), len(lattice.places) - 1
    edges = [(int(a), int(b)) for a, b in zip(*lattice.edges, strict=True)]
    labels: dict[int, list[Label]] = {top: [(tuple(target), ())]}
    for place in range(top - 1, -1, -1):
        boxes: dict[tuple[int, ...], Label] = {}
        for edge in [n for n, ends in enumerate(edges) if ends[0] == place]:
            flow, fade, victim, leave = (
                each[edge, :, 0] for each in (rounds.flow, rounds.fade, rounds.victim, rounds.exit)
            )
            shown = -max((leave - victim) / rounds.scale[:, 0])
            for worth, following in labels.get(edges[edge][1], []):
                if len(following) < longest:
                    kept = [flow[p] + fade[p] * worth[p] for p in range(parties)]
                    worst = [min(victim[p], flow[p] + fade[p] * worth[parties + p]) for p in range(parties)]
                    new = (*kept, *worst, min(worth[-2], shown), worth[-1] - rounds.years[edge, 0])
                    box = tuple(floor(value / side) for value, side in zip(new, sides, strict=True))
                    boxes.setdefault(box, (new, (edge, *following)))
        left = [box for box in sorted(boxes) if not any(dominates(other, box) for other in boxes)]
        if len(left) > (few if place else label_setting.MOST_FOUND):
            scores = [
                [sum(v / s * w for v, s, w in zip(boxes[box][0], sides, row, strict=True)) for box in left]
                for row in weightings
            ]
            best = {row.index(max(row)) for row in scores}
            left = [box for n, box in enumerate(left) if n in best]
        labels[place] = [boxes[box] for box in left]
    return labels[0]


def dominates(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 3), st.lists(st.integers(1, 2), min_size=2, max_size=4), st.integers(0, 9999), st.integers(1, 6))
def test_labels_are_those_of_plain_loops(parties: int, steps: list[int], seed: int, longest: int) -> None:
    lattice = Lattice(tuple(steps), {n: tuple(range(most + 1)) for n, most in enumerate(steps)}, Rules())
    rounds = drawn(lattice, parties, seed)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(label_setting, "MOST_LABELS", 4)  # so that some places have more
        patched.setattr(label_setting, "WEIGHTINGS", 3)
        patched.setattr(label_setting, "EPSILON", 0.1)
        label_setting._weightings.cache_clear()
        setting = LabelSetting(lattice, rounds, 0, longest)
        label_setting._weightings.cache_clear()
        found = setting.run()
    assert found == [rounds for _, rounds in plain(lattice, rounds, longest, 4, setting.scales.tolist())]


def test_weights_of_criteria_are_as_many_as_parties_need() -> None:
    for parties, size in product((2, 9), (6, 20)):
        weights = label_setting._weightings(size)
        assert weights.shape == (label_setting.WEIGHTINGS, size), parties
        np.testing.assert_allclose(weights.sum(axis=1), 1)


def test_one_function_is_called_from_outside() -> None:
    assert list(marked_in(label_kernels)) == ["set_labels"]
