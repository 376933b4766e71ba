"""Sets of feasible states as rows of bits, and what legal sequences of moves reach.

An array of rows holds one set for each state: row s, bit t of 64-bit words says whether t is in the set of s.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.arrays import BitWords, Bools, Longs
from detente.graph.conflict import ConflictError
from detente.graph.edges import Edges, Moves

MOST_STATES = 4096
AT_ONCE = 2**22


def checked(edges: Edges) -> int:
    """Return the number of feasible states, if all pairs of them can be compared.

    Raises:
        ConflictError: There are more than 4,096.
    """
    count = len(edges.states)
    if count > MOST_STATES:
        raise ConflictError(f"{count:,} feasible states", f"{MOST_STATES:,} at most where states are compared in pairs")
    return count


def packed(sets: Bools) -> BitWords:
    """Return an array (rows, states) of booleans as rows of bits.

    Example:
        >>> unpacked(packed(np.eye(3, dtype=bool)), 3).astype(int).tolist()
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    """
    bits = np.packbits(sets, axis=1, bitorder="little")
    short = -bits.shape[1] % 8
    return np.ascontiguousarray(np.pad(bits, ((0, 0), (0, short)))).view(np.uint64)


def unpacked(rows: BitWords, count: int) -> Bools:
    """Return rows of bits as an array (rows, states) of booleans."""
    return np.unpackbits(rows.view(np.uint8), axis=1, count=count, bitorder="little").astype(bool)


def places(rows: BitWords, state: int | np.intp) -> Longs:
    """Return the members of the set of one state: array (members,) of places."""
    return np.flatnonzero(np.unpackbits(rows[state].view(np.uint8), bitorder="little"))


def near(moves: Moves) -> BitWords:
    """Return for every state the set of the states that one move reaches."""
    count = len(moves.start) - 1
    sets = np.zeros((count, count), dtype=bool)
    sets[moves.origin, moves.to] = True
    return packed(sets)


def single(rows: BitWords) -> Moves:
    """Return sets as moves: from every state one to each member of its set."""
    count = len(rows)
    origin, to = np.nonzero(unpacked(rows, count))
    return Moves(np.concatenate([[0], np.cumsum(np.bincount(origin, minlength=count))]), to)


def beyond(moves: Moves, sets: BitWords) -> BitWords:
    """Return for every state the union of the sets of those states that one move reaches."""
    union = np.zeros_like(sets)
    moving = np.flatnonzero(np.diff(moves.start))
    step = max(1, AT_ONCE // (sets.shape[1] * int(np.diff(moves.start).max(initial=1))))
    for first in range(0, len(moving), step):
        block = moving[first : first + step]
        low, high = moves.start[block[0]], moves.start[block[-1] + 1]
        union[block] = np.bitwise_or.reduceat(sets[moves.to[low:high]], moves.start[block] - low, axis=0)
    return union


def legally_reached(moves: Sequence[Moves], count: int) -> BitWords:
    """Return for every state the set of states that legal sequences of moves reach.

    In a legal sequence nobody moves twice in succession; A-B-A is allowed [FangHipelKilgour1993]. The sets R_j(s)
    reached by sequences that j begins are the least solution of: R_j(s) is the union, over the moves of j from s to t,
    of {t} and of R_k(t) for all k other than j.

    Args:
        moves: The moves of each decision maker that may take part.
        count: The number of states.
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
    """Return which states are stable because every tempting move has a reply that deters it: array (states,).

    Args:
        tempting: For every state s, the states to which a decision maker would like to move.
        replies: For every state, the states to which the others can bring it.
        deterring: For every state s, the states in which the decision maker would regret to have left s.
    """
    stable = np.ones(len(tempting), dtype=bool)
    for s in np.flatnonzero(tempting.any(axis=1)):
        stable[s] = (replies[places(tempting, s)] & deterring[s]).any(axis=1).all()
    return stable


def inescapable(own: BitWords, deterring: Bools) -> Bools:
    """Return which deterring states still deter if the decision maker may move once more from them.

    Args:
        own: For every state, the states to which the decision maker can move from it.
        deterring: Array (states, states): whether the state of the column deters from leaving that of the row.

    Returns:
        Array of the same shape: as `deterring`, without states from which a move leads to one that does not deter.
    """
    count = len(deterring)
    escape = packed(~deterring.T)
    open_to = np.zeros_like(escape)
    for bad in np.flatnonzero(own.any(axis=1)):
        open_to[bad] = np.bitwise_or.reduce(escape[places(own, bad)], axis=0)
    return deterring & ~unpacked(open_to, count).T
