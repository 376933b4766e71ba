"""Decision diagrams: their probabilities are those of all that can happen, one by one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.arrays import Floats
from detente.chapters.contact.network import diagram_kernels
from detente.chapters.contact.network.decision_diagrams import AT_ONCE, NEVER, Diagrams
from detente.compiled.marked import marked_in

VARIABLES = 4
PATHS = st.lists(st.sets(st.integers(0, VARIABLES - 1), min_size=1), min_size=1, max_size=4)


def by_counting(paths: list[set[int]], chances: list[Floats | None]) -> Floats:
    """Add up how likely each case is in which all of some path holds."""
    total = np.zeros(1)
    for case in product((False, True), repeat=VARIABLES):
        if any(all(case[variable] for variable in path) for path in paths):
            likely = np.ones(1)
            for holds, chance in zip(case, chances, strict=True):
                known = 0.0 if chance is None else chance
                likely = likely * (known if holds else 1 - known)
            total = total + likely
    return total


def chance_of(chances: list[Floats | None]) -> Callable[[int], Floats | None]:
    return lambda variable: chances[variable]


@given(PATHS, st.lists(st.booleans(), min_size=VARIABLES, max_size=VARIABLES), st.integers(0, 9))
def test_probability_and_influence_are_those_of_all_cases(paths: list[set[int]], never: list[bool], seed: int) -> None:
    rng = np.random.default_rng(seed)
    shapes = [(), (1,), (2 * AT_ONCE + 3,), (2, 2 * AT_ONCE + 3)]
    chances = [None if no else np.asarray(rng.random(shape)) for no, shape in zip(never, shapes, strict=True)]
    diagrams, root = Diagrams(), NEVER
    for path in paths:
        root = diagrams.either(root, diagrams.all_of([*path]))
    expected = by_counting(paths, chances)
    told, counted = np.broadcast_arrays(diagrams.probability(root, chance_of(chances)), expected)
    np.testing.assert_allclose(told, counted, atol=1e-12)
    found = diagrams.influence(root, chance_of(chances))
    for variable, chance in enumerate(chances):
        if chance is None:
            assert variable not in found
        else:
            with_it, without = (
                by_counting(paths, [*chances[:variable], np.full(1, sure), *chances[variable + 1 :]])
                for sure in (1.0, 0.0)
            )
            more, told = np.broadcast_arrays(with_it - without, found.get(variable, np.zeros(1)))
            np.testing.assert_allclose(told, more, atol=1e-12)


def test_one_function_is_called_from_outside() -> None:
    assert list(marked_in(diagram_kernels)) == ["node_values"]
