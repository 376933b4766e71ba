"""Sums of vectors that no other sum dominates: the frontier, built up group by group.

A front holds the sums that the options of some issues can have and that no other of them dominates, and remembers how
each comes about, however many ways there are. Merging two fronts adds every sum of the one to every sum of the other
and discards what is dominated: a dominated part can only be part of a dominated whole. Leaving everything as it is is
kept apart, since it is no agreement by itself: it may not drive out an agreement that is worth less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools, Floats, Ints

MOST = 2_000_000  # sums looked at in one merger
SWEPT = 3  # in so many dimensions what is dominated is found by sorting; in more, sums are compared with those kept,
MOST_COMPARED = 10**10  # of which a merger may need about so many, times the dimensions: a second or two
STILL = -1


class TooLargeError(Exception):
    """There are more sums than can be looked at."""


@dataclass(frozen=True)
class Front:
    """Sums and how they come about.

    Attributes:
        values: Array (sums, parties), all different; whole numbers, so that sums are exact.
        still: Whether all may also stay as it is, which is worth 0.
        of: For every way to reach a sum, which sum; rising.
        ways: Array (ways, 2): a sum of each part, or STILL; for a front without parts, a row of the group and 0.
        parts: The two fronts that were merged, or the number of the group.
    """

    values: Floats
    still: bool
    of: Ints
    ways: Ints
    parts: tuple[Front, Front] | int

    def packages(self, number: int) -> Iterator[dict[int, int]]:
        """Yield every way to reach a sum: group → row; groups that stay as they are are left out."""
        start, stop = np.searchsorted(self.of, [number, number + 1])
        for first, second in self.ways[start:stop]:
            if isinstance(self.parts, int):
                yield {self.parts: int(first)}
                continue
            left, right = self.parts
            for mine in [{}] if first == STILL else left.packages(int(first)):
                for others in [{}] if second == STILL else right.packages(int(second)):
                    yield {**mine, **others}


Refine = Callable[[Front, int], Front]


def undominated(values: Floats) -> Bools:
    """Return which rows are dominated by no other row; of equal rows, all or none are.

    Example:
        >>> undominated(np.array([[2.0, 1.0], [1.0, 2.0], [1.0, 1.0], [2.0, 1.0]])).tolist()
        [True, True, False, True]
    """
    if len(values) < 2:
        return np.ones(len(values), dtype=bool)
    if values.shape[1] == 1:
        return np.asarray(values[:, 0] == values[:, 0].max())
    from moocore import is_nondominated

    return np.asarray(is_nondominated(values, maximise=True, keep_weakly=True), dtype=bool)


def leaf(group: int, values: Floats, rows: Ints, still: bool) -> Front:
    """Return the front of one group.

    Args:
        group: Its number.
        values: Array (rows, parties).
        rows: The numbers of the rows, as they are to be remembered.
        still: Whether the group may stay as it is.
    """
    keep = undominated(values)
    return _front(values[keep], np.stack([rows[keep], np.zeros_like(rows[keep])], axis=1), still, group)


def merged(left: Front, right: Front, most: int = MOST) -> Front:
    """Return the front of two parts together.

    Raises:
        TooLargeError: There are more than `most` sums to look at.
    """
    m, n = len(left.values), len(right.values)
    parties = left.values.shape[1]
    if m * n > most or (parties > SWEPT and m * n * max(m, n) * parties > MOST_COMPARED):
        raise TooLargeError
    sums = [(left.values[:, None, :] + right.values[None, :, :]).reshape(m * n, left.values.shape[1])]
    ways = [np.stack([np.repeat(np.arange(m), n), np.tile(np.arange(n), m)], axis=1)]
    if right.still:
        sums.append(left.values)
        ways.append(np.stack([np.arange(m), np.full(m, STILL)], axis=1))
    if left.still:
        sums.append(right.values)
        ways.append(np.stack([np.full(n, STILL), np.arange(n)], axis=1))
    values, how = np.concatenate(sums), np.concatenate(ways)
    keep = undominated(values)
    return _front(values[keep], how[keep], left.still and right.still, (left, right))


def _front(values: Floats, ways: Ints, still: bool, parts: tuple[Front, Front] | int) -> Front:
    order = np.lexsort(values.T[::-1])
    values = values[order]
    new = np.ones(len(values), dtype=bool)
    new[1:] = (values[1:] != values[:-1]).any(axis=1)
    return Front(values[new], still, np.cumsum(new) - 1, ways[order], parts)


def merge(fronts: Sequence[Front], refine: Refine | None = None, most: int = MOST) -> Front:
    """Merge fronts one after the other.

    Args:
        fronts: At least one.
        refine: (front merged so far, number of fronts in it) → front to go on with; by default, the same.
        most: How many sums may be looked at in one merger.

    Raises:
        TooLargeError: There are too many.
    """
    whole = fronts[0] if refine is None else refine(fronts[0], 1)
    for number, front in enumerate(fronts[1:], start=2):
        whole = merged(whole, front, most)
        if refine is not None:
            whole = refine(whole, number)
    return whole


def refined(front: Front, keep: Bools, values: Floats) -> Front:
    """Return a front with some of its sums only, and with other values for them."""
    kept = np.flatnonzero(keep)
    distinct, to = np.unique(values[kept], axis=0, return_inverse=True)
    place = np.full(len(front.values), -1)
    place[kept] = to.reshape(-1)
    of = place[front.of]
    order = np.argsort(of, kind="stable")
    order = order[np.searchsorted(of[order], 0) :]
    left = undominated(distinct)
    number = np.cumsum(left) - 1
    order = order[left[of[order]]]
    return Front(distinct[left], front.still, number[of[order]], front.ways[order], front.parts)
