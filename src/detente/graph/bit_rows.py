"""Sets of states as rows of bits: one row a state, 64 states a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import BitWords, Bools, Longs
from detente.graph.conflict import ConflictError
from detente.graph.edges import Edges, Moves

MOST_STATES = 4096
AT_ONCE = 2**22


def checked(edges: Edges) -> int:
    """How many feasible states are there?

    Raises:
        ConflictError: If there are too many to compare all pairs.
    """
    count = len(edges.states)
    if count > MOST_STATES:
        raise ConflictError(f"{count:,} feasible states", f"{MOST_STATES:,} at most where states are compared in pairs")
    return count


def packed(sets: Bools) -> BitWords:
    """Pack an array (rows, states) into words.

    Example:
        >>> unpacked(packed(np.eye(3, dtype=bool)), 3).astype(int).tolist()
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    """
    bits = np.packbits(sets, axis=1, bitorder="little")
    short = -bits.shape[1] % 8
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, short)))).view(np.uint64)


def unpacked(rows: BitWords, count: int) -> Bools:
    """Return rows as an array (rows, states)."""
    return np.unpackbits(rows.view(np.uint8), axis=1, count=count, bitorder="little").astype(bool)


def places(rows: BitWords, state: int | np.intp) -> Longs:
    """Return the members of the set of one state."""
    return np.flatnonzero(np.unpackbits(rows[state].view(np.uint8), bitorder="little"))


def near(moves: Moves) -> BitWords:
    """For every state the set of states that one move reaches."""
    count = len(moves.start) - 1
    sets = np.zeros((count, count), dtype=bool)
    sets[moves.origin, moves.to] = True
    return packed(sets)


def single(rows: BitWords) -> Moves:
    """Write sets out as moves from every state to each member of its set."""
    count = len(rows)
    origin, to = np.nonzero(unpacked(rows, count))
    return Moves(np.concatenate([[0], np.cumsum(np.bincount(origin, minlength=count))]), to)


def beyond(moves: Moves, sets: BitWords) -> BitWords:
    """For every state the union of the sets of the states that one move reaches."""
    union = np.zeros_like(sets)
    moving = np.flatnonzero(np.diff(moves.start))
    step = max(1, AT_ONCE // (sets.shape[1] * int(np.diff(moves.start).max(initial=1))))
    for first in range(0, len(moving), step):
        block = moving[first : first + step]
        low, high = moves.start[block[0]], moves.start[block[-1] + 1]
        union[block] = np.bitwise_or.reduceat(sets[moves.to[low:high]], moves.start[block] - low, axis=0)
    return union


def legally_reached(moves: Sequence[Moves], count: int) -> BitWords:
    """For every state, which states do legal sequences reach?

    Nobody moves twice in succession, A-B-A is allowed: the reachable list of several decision makers of
    [FangHipelKilgour1993]. For each who moves first it is the least solution of R_j(s) = union over the moves of j from
    s to t of {t} and R_k(t) of everybody else k.

    Args:
        moves: The moves of each who may take part.
        count: How many states there are.

    Returns:
        Rows, one a state.
    """
    one = [near(each) for each in moves]
    begun = [rows.copy() for rows in one]
    grown = len(moves) > 1
    while grown:
        grown = False
        for j, each in enumerate(moves):
            after = np.bitwise_or.reduce([rows for k, rows in enumerate(begun) if k != j])
            more = one[j] | beyond(each, after)
            grown |= bool((more != begun[j]).any())
            begun[j] = more
    found = packed(np.zeros((count, count), dtype=bool))
    for rows in begun:
        found |= rows
    return found


def withheld(tempting: BitWords, replies: BitWords, deterring: BitWords) -> Bools:
    """Which states are stable, because to every tempting state there is a reply that deters?

    Args:
        tempting: For every state those that one would move to.
        replies: For every state what the others can make of it.
        deterring: For every state those that one would regret to have ended in.

    Returns:
        Array (states,).
    """
    stable = np.ones(len(tempting), dtype=bool)
    for s in np.flatnonzero(tempting.any(axis=1)):
        stable[s] = (replies[places(tempting, s)] & deterring[s]).any(axis=1).all()
    return stable


def inescapable(own: BitWords, deterring: Bools) -> Bools:
    """Which deterring states leave no reply of one's own that escapes?

    Args:
        own: For every state what one can make of it.
        deterring: Array (states, states): which states (columns) deter from leaving a state (rows).

    Returns:
        Array of the same shape.
    """
    count = len(deterring)
    escape = packed(~deterring.T)
    open_to = np.zeros_like(escape)
    for bad in np.flatnonzero(own.any(axis=1)):
        open_to[bad] = np.bitwise_or.reduce(escape[places(own, bad)], axis=0)
    return deterring & ~unpacked(open_to, count).T
