"""The picture of the network: sides left and right, nothing on top of each other, laid out alike every time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.contact.pages.network_layout import INWARDS, places


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[str, str]]]:
    columns = [[f"{side}{n}" for n in range(draw(st.integers(low, 5)))] for side, low in (("l", 1), ("m", 0), ("r", 1))]
    names = [name for column in columns for name in column]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    return columns, draw(st.lists(pairs, max_size=12))


@settings(max_examples=40)
@given(drawn())
def test_sides_stand_left_and_right_and_no_two_points_in_one_place(
    network: tuple[list[list[str]], list[tuple[str, str]]],
) -> None:
    columns, lines = network
    found = places(columns, lines)
    left, between, right = columns
    assert found.keys() == {name for column in columns for name in column}
    assert all(found[name][0] in {0.0, INWARDS} for name in left)
    assert all(found[name][0] in {1.0, 1 - INWARDS} for name in right)
    assert all(0.3 < found[name][0] < 0.7 for name in between)
    assert found[left[0]][1] == min(found[name][1] for name in left)
    for one, other in combinations(found.values(), 2):
        assert np.hypot(one[0] - other[0], one[1] - other[1]) > 0.1
    assert found == places(columns, lines)


def test_a_crossing_that_is_not_needed_is_taken_out() -> None:
    """Ministries are joined crosswise, in the order given; the layout stands them opposite each other."""
    columns = [["a", "a1", "a2"], [], ["b", "b1", "b2"]]
    found = places(columns, [("a", "b"), ("a1", "b2"), ("a2", "b1")])
    assert (found["a1"][1] < found["a2"][1]) == (found["b2"][1] < found["b1"][1])


def test_what_is_nearer_to_a_side_leans_to_it() -> None:
    columns = [["a"], ["near", "far", "middle", "alone"], ["b"]]
    found = places(columns, [("a", "near"), ("near", "far"), ("far", "b"), ("a", "middle"), ("middle", "b")])
    assert found["near"][0] < found["middle"][0] == found["alone"][0] < found["far"][0]
