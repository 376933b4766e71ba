"""Stability for preferences between pairs of states: which moves tempt, which ends deter, which moves are credible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.graph.bit_rows import checked, inescapable, legally_reached, near, packed, withheld
from detente.graph.conflict import ConflictError
from detente.graph.edges import Edges
from detente.graph.pair_relations import Relation

PAIRWISE_CONCEPTS = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True, eq=False)
class View:
    """How a decision maker judges moves, by arrays (feasible states, feasible states) of booleans.

    Attributes:
        tempts: Whether it would like to move from the state of the row to that of the column.
        deters: Whether it would regret to have left the state of the row if the conflict ended in that of the column.
        believed: Whether the others think that it would move from the state of the row to that of the column.
    """

    tempts: Bools
    deters: Bools
    believed: Bools


def judged(edges: Edges, views: Sequence[View], concept: str) -> Bools:
    """Return which states are stable for which decision makers: array (decision makers, feasible states).

    A state is stable for a decision maker if the others can reply to every tempting move by a legal sequence that ends
    in a state that deters it. SEQ: the sequence has only moves that are believed of those who make them. SMR: no move
    of the decision maker then leads to a state that does not deter it. Nash: no move tempts. With a ranking these are
    the definitions of [FangHipelKilgour1993].

    Args:
        edges: The moves of all decision makers.
        views: How each decision maker judges moves.
        concept: One of `PAIRWISE_CONCEPTS`.

    Raises:
        ConflictError: There is no such concept, or there are more than 4,096 feasible states.
    """
    if concept not in PAIRWISE_CONCEPTS:
        raise ConflictError(f"the concept {concept}", f"one of {', '.join(PAIRWISE_CONCEPTS)}")
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
    """Return the relations, after checking that each decision maker has one over the feasible states.

    Raises:
        ConflictError: The relations do not fit, or there are more than 4,096 feasible states.
    """
    people, count = len(edges.moves), checked(edges)
    if len(relations) != people:
        raise ConflictError(f"{len(relations)} relations", f"{people}, one for each decision maker")
    for relation in relations:
        if len(relation.better) != count:
            raise ConflictError(f"a relation over {len(relation.better)} states", f"one over {count} feasible states")
    return relations
