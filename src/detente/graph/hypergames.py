"""Hypergames: everybody analyses the conflict that it sees, and not everybody sees the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Longs
from detente.graph.concepts import stable
from detente.graph.conflict import Conflict, ConflictError


@dataclass(frozen=True, eq=False)
class Hypergame:
    """What everybody finds stable in the conflict that it sees, over the states of the conflict as it is.

    Attributes:
        thinkable: Array (decision makers, states): which states exist in what each one sees. One that does not would
            take it by surprise.
        stable: The same: which states each would not leave, as it sees the conflict. Surprises are stable for nobody.
        expected: The same: where each thinks that the conflict may come to rest.
        equilibria: Array (states,): where it may come to rest: nobody would leave, each as it sees the conflict.
        unclouded: Array (states,): where it might if everybody saw it as it is.
    """

    thinkable: Bools
    stable: Bools
    expected: Bools
    equilibria: Bools
    unclouded: Bools


def hypergame(truth: Conflict, views: Sequence[Conflict | Sequence[Conflict]], concept: str) -> Hypergame:
    """What happens if decision makers see different conflicts?

    First level ([WangHipelFraser1988]): for each decision maker the conflict that it sees, with options that it
    does not know left out, options that it imagines added, states that it takes for impossible or possible, and what it
    believes everybody wants. It stays where its own analysis of that conflict says. Second level: for each decision
    maker what it believes that each of them sees, itself included.

    Ours: a state of the conflict as it is does not exist for somebody if an option that it does not know is taken in
    it, or if it takes the state for infeasible; options that it only imagines are not taken in any.

    Args:
        truth: The conflict as it is.
        views: For each decision maker the conflict that it sees; or, for the second level, for each of them the
            conflicts that it believes the decision makers see. Options are the same if their ids are.
        concept: One of the core concepts (see `concepts`).

    Returns:
        What each finds stable, expects, and where the conflict may come to rest.

    Raises:
        ConflictError: If views and decision makers do not fit, or a shared option has other levels in a view.

    Example:
        >>> from detente.graph.conflict import Option
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
    """A view, read over the states of the conflict as it is."""

    def __init__(self, truth: Conflict, view: Conflict, concept: str) -> None:
        number, self.thinkable = _place(truth, view)
        self.stable: Bools = stable(view, concept)[..., number] & self.thinkable


def _place(truth: Conflict, view: Conflict) -> tuple[Longs, Bools]:
    """For each state of the truth, its number in the view, and whether it exists there."""
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
