"""Hypergames: each decision maker analyses the conflict as it sees it, and not all see the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Longs
from detente.graph.concepts import stable
from detente.graph.conflict import Conflict, ConflictError


@dataclass(frozen=True, eq=False)
class Hypergame:
    """The result of a hypergame, over the states of the true conflict.

    Attributes:
        thinkable: Array (decision makers, states): whether a state exists in the decision maker's view; one that does
            not would surprise it.
        stable: Array (decision makers, states): whether the decision maker would stay, according to its view. It never
            stays in a state that surprises it.
        expected: Array (decision makers, states): whether it thinks that the state is an equilibrium.
        equilibria: Array (states,): whether every decision maker would stay, each according to its view.
        unclouded: Array (states,): the equilibria if everybody saw the true conflict.
    """

    thinkable: Bools
    stable: Bools
    expected: Bools
    equilibria: Bools
    unclouded: Bools


def hypergame(truth: Conflict, views: Sequence[Conflict | Sequence[Conflict]], concept: str) -> Hypergame:
    """Analyse a conflict that decision makers see differently, and return what each would do and expects.

    First level [WangHipelFraser1988]: each decision maker has a view, a conflict that leaves out options that it
    does not know, adds options that it imagines, and has the feasible states and preferences that it believes in. It
    stays where its own analysis of the view says so. Second level: each decision maker has a view of everybody's view,
    its own included.

    How states correspond is our definition: a true state does not exist in a view if an option is taken in it that the
    view does not have, or if the view takes it for infeasible; imagined options are not taken in any true state.

    Args:
        truth: The true conflict.
        views: For each decision maker the conflict that it sees, or for the second level the conflicts that it believes
            the decision makers see, in order. Options with the same id are the same option.
        concept: One of `CONCEPTS`.

    Returns:
        The result, over the states of `truth`.

    Raises:
        ConflictError: The views do not fit the decision makers, or an option has other levels in a view.

    Example:
        >>> from detente.graph import Option
        >>> options = (Option("a", "A disarms", (0,)), Option("b", "B disarms", (1,)))
        >>> sees = Conflict(("A", "B"), options, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> hopes = Conflict(("A", "B"), options, (), (np.array([1, 0, 2, 3]), np.array([1, 2, 0, 3])))
        >>> np.flatnonzero(hypergame(sees, [hopes, sees], "nash").expected[0]).tolist()
        [0, 3]
    """
    people = len(truth.decision_makers)
    if len(views) != people:
        raise ConflictError(f"{len(views)} views", f"{people}, one for each decision maker")
    rows = [(view,) * people if isinstance(view, Conflict) else tuple(view) for view in views]
    seen = [[_Seen(truth, view, concept) for view in row] for row in _checked(rows, people)]
    thought = np.array([[each.stable[j] for j, each in enumerate(row)] for row in seen])
    own = np.array([thought[i, i] for i in range(people)])
    return Hypergame(
        np.array([row[i].thinkable for i, row in enumerate(seen)]),
        own,
        np.all(thought, axis=1),
        np.all(own, axis=0),
        np.all(stable(truth, concept), axis=0),
    )


def _checked(rows: list[tuple[Conflict, ...]], people: int) -> list[tuple[Conflict, ...]]:
    for row in rows:
        if len(row) != people:
            raise ConflictError(f"{len(row)} views within one", f"{people}, one for each decision maker")
        for view in row:
            if len(view.decision_makers) != people:
                found = f"a view of {len(view.decision_makers)} decision makers"
                raise ConflictError(found, f"one of the same {people}, in their order")
    return rows


class _Seen:
    """A view, translated to the states of the true conflict."""

    def __init__(self, truth: Conflict, view: Conflict, concept: str) -> None:
        number, self.thinkable = _place(truth, view)
        self.stable: Bools = stable(view, concept)[..., number] & self.thinkable


def _place(truth: Conflict, view: Conflict) -> tuple[Longs, Bools]:
    """Return, for each true state, its number in the view and whether it exists there: two arrays (states,)."""
    known = {option.id: k for k, option in enumerate(view.options)}
    strides = np.cumprod([1, *(option.levels for option in view.options)], dtype=np.int64)
    left = np.arange(truth.size)
    number = np.zeros(truth.size, dtype=np.int64)
    thinkable = np.ones(truth.size, dtype=bool)
    for option in truth.options:
        left, level = np.divmod(left, option.levels)
        if option.id not in known:
            thinkable &= level == 0
        elif view.options[known[option.id]].levels != option.levels:
            found = f"{view.options[known[option.id]].levels} levels of option {option.id} in a view"
            raise ConflictError(found, f"{option.levels}, as in the conflict")
        else:
            number += level * strides[known[option.id]]
    return number, thinkable & view.feasible[number] & truth.feasible
