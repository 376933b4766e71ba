"""What form alone decides, against all ways in which columns can hold, one after the other."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.language.condition_tree import condition
from detente.claims.evaluation import Evaluation
from detente.claims.truth_tables import MOST, TruthTable, closure

NAMES = ("a.p", "a.q", "a.r")
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=3)
TEXTS = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not {}".format, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, PAIRS)
def test_all_ways_one_after_the_other(one: str, other: str, pairs: list[tuple[str, str]]) -> None:
    first, second = condition(one), condition(other)
    table = TruthTable([first, second], closure(pairs))
    ways = [dict(zip(NAMES, way, strict=True)) for way in product([False, True], repeat=len(NAMES))]
    possible = [way for way in ways if all(way[q] or not way[p] for p, q in pairs)]
    values = {name: np.array([way[name] for way in possible]) for name in NAMES}
    held, also = (Evaluation(values.__getitem__, np.ones((1, len(possible)))).of(tree) for tree in (first, second))
    assert table.always(first) == held.all()
    assert table.never(first) == (not held.any())
    assert table.implies(first, second) == (~held | also).all()
    assert table.together(first, second) == (held & also).any()


@pytest.mark.parametrize(
    ("text", "always", "never"),
    [
        ("a.x >= 2 or a.x < 3", False, False),
        ("not a.x >= 3 or a.x >= 2", True, False),
        ("not a.x > 2 or 2 <= a.x", True, False),
        ("not a.x >= 2 or a.x > 2", False, False),
        ("a.x > 3 and a.x < 3", False, True),
        ("a.x >= 3 and a.x <= 3", False, False),
        ("a.x > 3 and a.y < 3", False, False),
        ("a.x == 3 and a.x != 3", False, False),
    ],
)
def test_comparisons_of_the_same_with_numbers(text: str, always: bool, never: bool) -> None:
    tree = condition(text)
    table = TruthTable([tree], {})
    assert (table.always(tree), table.never(tree)) == (always, never)


def test_too_many_atoms_are_left_alone() -> None:
    tree = condition(" or ".join(f"a.p{n}" for n in range(MOST + 1)) + " or not a.p0")
    table = TruthTable([tree], {})
    assert not table.always(tree)
    assert not table.never(tree)
    assert table.together(tree, tree)
