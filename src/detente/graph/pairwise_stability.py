"""Stability when pairs of states are judged by more than a ranking: what tempts, what deters, what is believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.graph.bit_rows import checked, inescapable, legally_reached, near, packed, withheld
from detente.graph.conflict import ConflictError
from detente.graph.edges import Edges
from detente.graph.pair_relations import Relation

CONCEPTS = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True, eq=False)
class View:
    """How a decision maker judges pairs of feasible states, all arrays (from or start, to or end).

    Attributes:
        tempts: Moving from the row to the column would be tempting.
        deters: Ending in the column would make it regret to have left the row.
        believed: The others think that it may well move from the row to the column.
    """

    tempts: Bools
    deters: Bools
    believed: Bools


def judged(edges: Edges, views: Sequence[View], concept: str) -> Bools:
    """Which states are stable for whom?

    A state is stable for i if to every state that tempts i the others can reply by a legal sequence (for SEQ: of moves
    believed of those who make them) that ends in a state that deters i (for SMR: and from which no move of i leads to
    a state that does not). Nash: nothing tempts. With a ranking these are the definitions of
    [FangHipelKilgour1993].

    Args:
        edges: The moves.
        views: How each decision maker judges.
        concept: One of `CONCEPTS`.

    Returns:
        Array (decision makers, feasible states).

    Raises:
        ConflictError: If the concept is not known or if there are too many states.
    """
    if concept not in CONCEPTS:
        raise ConflictError(f"the concept {concept}", f"one of {', '.join(CONCEPTS)}")
    count = checked(edges)
    credible = [m.only(v.believed[m.origin, m.to]) for m, v in zip(edges.moves, views, strict=True)]
    found = []
    for i, view in enumerate(views):
        own = near(edges.moves[i])
        tempting = own & packed(view.tempts)
        if concept == "nash":
            found.append(~tempting.any(axis=1))
            continue
        theirs = credible if concept == "seq" else edges.moves
        replies = legally_reached([moves for j, moves in enumerate(theirs) if j != i], count)
        deters = inescapable(own, view.deters) if concept == "smr" else view.deters
        found.append(withheld(tempting, replies, packed(deters)))
    return np.array(found)


def matching(edges: Edges, relations: Sequence[Relation]) -> Sequence[Relation]:
    """Return the relations if there is one for each decision maker, over the feasible states.

    Raises:
        ConflictError: If not.
    """
    people, count = len(edges.moves), checked(edges)
    if len(relations) != people:
        raise ConflictError(f"{len(relations)} relations", f"{people}, one for each decision maker")
    for relation in relations:
        if len(relation.better) != count:
            raise ConflictError(f"a relation over {len(relation.better)} states", f"one over {count} feasible states")
    return relations
