"""States are numbered as promised, and what cannot be analysed is refused."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest

from detente.graph.conflict import MOST, Conflict, ConflictError, Option, OptionPattern, Values

LADDERS = (
    Option("a", "a", (0,), levels=3),
    Option("b", "b", (1,)),
    Option("c", "c", (1,), levels=12),
)


def make(
    options: tuple[Option, ...],
    infeasible: tuple[OptionPattern, ...] = (),
    preferences: tuple[Values, ...] | None = None,
    makers: tuple[str, ...] | None = None,
) -> Conflict:
    """Build a conflict in which, unless given, everybody is indifferent."""
    size = prod(option.levels for option in options)
    named = makers if makers is not None else tuple("AB"[: 1 + max(max(option.owners) for option in options)])
    values = tuple(np.zeros(min(size, 100), dtype=np.int64) for _ in named)
    return Conflict(named, options, infeasible, values if preferences is None else preferences)


def test_the_first_option_is_least_significant() -> None:
    conflict = make(LADDERS)
    assert conflict.shape == (12, 2, 3)
    assert conflict.levels(1) == (1, 0, 0)
    assert conflict.number((2, 1, 11)) == 2 + 3 * (1 + 2 * 11) == conflict.size - 1
    assert all(conflict.number(conflict.levels(s)) == s for s in range(conflict.size))
    assert [conflict.state(s) for s in (0, 2, 5, 71)] == ["0N0", "2N0", "2Y0", "2Y(11)"]
    grid = np.arange(conflict.size).reshape(conflict.shape)
    assert all(grid[conflict.levels(s)[::-1]] == s for s in range(conflict.size))


def test_a_pattern_takes_its_states_away() -> None:
    conflict = make(LADDERS, (((0, 1), (2, 11)), ((1, 0), (2, 3))))
    for s in range(conflict.size):
        a, b, c = conflict.levels(s)
        assert conflict.feasible[s] == (not (a == 1 and c == 11) and not (b == 0 and c == 3))


TWO = (Option("a", "a", (0,)), Option("b", "b", (1,)))
FAULTS: list[tuple[dict[str, object], str]] = [
    ({"options": (Option("a", "a", (0,)),)}, "no option that B controls"),
    ({"options": (*TWO, Option("c", "c", ()))}, "owners () of option c"),
    ({"options": (*TWO, Option("c", "c", (2,)))}, "owners (2,) of option c"),
    ({"options": (*TWO, Option("c", "c", (1,), levels=1))}, "1 level of option c"),
    ({"options": tuple(Option(f"o{k}", "o", (k % 2,)) for k in range(27))}, f"more than {MOST:,} states"),
    ({"options": tuple(Option(f"o{k}", "o", (k % 2,), levels=10**6) for k in range(500))}, "more than"),
    ({"infeasible": (((0, 0),), ((0, 1),))}, "no feasible state"),
    ({"infeasible": (((0, 0), (0, 1)),)}, "names an option twice"),
    ({"infeasible": (((2, 0),),)}, "option number 2"),
    ({"infeasible": (((1, 2),),)}, "level 2 of option b"),
    ({"preferences": (np.zeros(4, dtype=np.int64),)}, "1 preferences"),
    ({"preferences": (np.zeros(4), np.zeros(5))}, "shape (5,) for B"),
    ({"preferences": (np.zeros((3, 4)), np.zeros(4))}, "shape (4,) for B"),
    ({"preferences": (np.zeros(4), np.array([0, 1, np.nan, 2]))}, "without a value for B"),
    ({"makers": ()}, "no decision maker"),
]


@pytest.mark.parametrize(("changed", "found"), FAULTS, ids=[found for _, found in FAULTS])
def test_what_cannot_be_analysed_is_refused(changed: dict[str, object], found: str) -> None:
    with pytest.raises(ConflictError, match=r"^found .*; expected .") as caught:
        make(**{"options": TWO, "makers": ("A", "B"), **changed})  # type: ignore[arg-type]
    assert found in str(caught.value)


def test_a_missing_value_of_an_infeasible_state_is_no_fault() -> None:
    values = (np.array([0, 1, 2, np.nan]), np.array([0, 1, 2, np.nan]))
    assert make(TWO, (((0, 1), (1, 1)),), preferences=values).worlds is None
    assert make(TWO, preferences=(np.zeros((5, 4)), np.zeros((5, 4)))).worlds == 5
