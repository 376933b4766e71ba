"""Parts of a run: the same worlds, drawn by themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from detente.worlds import Draws, RunEntry, Worlds
from detente.worlds.evidence import WeighedEvidence
from tests.worlds.test_worlds import small

PATHS = ("reservation/ann", "positions/bea/tests/end", "red_lines/ann/tests/end")


@given(size=st.integers(2, 40), data=st.data(), general=st.sampled_from([0.0, 0.5]))
@settings(max_examples=30, deadline=None)
def test_a_part_of_a_part_has_the_same_worlds(size: int, data: st.DataObject, general: float) -> None:
    whole = Worlds(small(), size, seed=3, general=general)
    start = data.draw(st.integers(0, size - 1))
    stop = data.draw(st.integers(start + 1, size))
    first = data.draw(st.integers(0, stop - start - 1))
    part = whole.part(start, stop).part(first, stop - start)
    assert (part.size, part.strata) == (stop - start - first, size)
    found, same = part.judged(PATHS), whole.judged(PATHS)
    for path in PATHS:
        assert_array_equal(found[path], same[path][start + first : stop])


def test_weights_and_evidence_go_with_it() -> None:
    told = WeighedEvidence(np.arange(8.0).reshape(2, 4), frozenset())
    part = replace(Worlds(small(), 4, seed=1), weights=np.arange(4.0), evidence=told).part(1, 3)
    assert part.weight().tolist() == [1, 2]
    assert part.evidence is not None
    assert part.evidence.likelihood.tolist() == [[1, 2], [5, 6]]


class FirstReservation(RunEntry[float]):
    """What Ann has in the first world."""

    def work(self, worlds: Worlds) -> float:
        return float(worlds.draws(0, 1).value("reservation/ann")[0])


def test_what_is_kept_of_one_part_is_not_taken_for_another() -> None:
    whole, entry = Worlds(small(), 4, seed=1), FirstReservation()
    shared = replace(whole.part(2, 4), shelf=whole.shelf)
    values = whole.judged(["reservation/ann"])["reservation/ann"]
    assert [whole.kept(entry), shared.kept(entry)] == [values[0], values[2]]
    assert isinstance(shared.draws(0, 2), Draws)
