"""Label-setting in one world, compiled: what `label_setting` explains.

A label is a row of numbers, all better the larger: V and W of each party, −exposure, −years. Its box says in which cell
of a grid it lies. Names that end with `_at` are places of arrays in memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray, njit

from detente.compiled.marked import COUNT, FLOATS, INTS, entry


@entry(*[COUNT] * 8, *[INTS] * 3, *[FLOATS] * 2, INTS, FLOATS, INTS, FLOATS)
def set_labels(
    places: int,
    edges: int,
    parties: int,
    most_rounds: int,
    most: int,
    most_found: int,
    weightings: int,
    room: int,
    order_at: Any,
    starts_at: Any,
    ends_at: Any,
    edge_values_at: Any,
    scales_at: Any,
    made_at: Any,
    values_at: Any,
    numbers_at: Any,
    work_at: Any,
) -> None:
    """Write the labels of every place of a lattice, from the target down to the status quo.

    The labels of a place begin at `most` times its number. Those of the status quo, of which there may be more, begin
    after all others.

    Args:
        places: How many places there are; the first is the status quo, the last the target.
        edges: How many rounds.
        parties: How many parties.
        most_rounds: Of a roadmap.
        most: Labels that are kept at a place.
        most_found: At the status quo.
        weightings: How many weightings of the criteria there are.
        room: How many candidates a place can have.
        order_at: (edges): numbers of the rounds by the place where they begin.
        starts_at: (places + 1): where among them those of each place begin.
        ends_at: (edges): where a round ends.
        edge_values_at: (edges, 3 · parties + 2): A, d and U of each party, −exposure, years.
        scales_at: (2 + weightings, criteria): the label of the target; the sides of a box; the weights of criteria.
        made_at: (4, labels), written: how many labels there are, by place; then of each label the round that is taken
            next, the number of the label that follows where that ends, and how many rounds follow.
        values_at: (labels, criteria), written.
        numbers_at: (6, room), to work in.
        work_at: (3, room, criteria), to work in.
    """
    criteria, labels = 2 * parties + 2, places * most + most_found
    lattice = carray(order_at, (edges,)), carray(starts_at, (places + 1,)), carray(ends_at, (edges,))
    shape = parties, most_rounds, most, most_found
    edge_values, scales = (
        carray(edge_values_at, (edges, 3 * parties + 2)),
        carray(scales_at, (2 + weightings, criteria)),
    )
    made, values = carray(made_at, (4, labels)), carray(values_at, (labels, criteria))
    numbers = carray(numbers_at, (6, room))
    work = carray(work_at, (3, room, criteria)), carray(work_at, (3, criteria, room))
    _all_places(shape, lattice, edge_values, scales, made, values, numbers, work)


@njit(error_model="numpy")
def _all_places(
    shape: Any, lattice: Any, edge_values: Any, scales: Any, made: Any, values: Any, numbers: Any, work: Any
) -> None:
    """Write the labels of every place, see `set_labels`."""
    _, _, most, most_found = shape
    counts, edge, behind, rounds = made[0], made[1], made[2], made[3]
    places, criteria = len(lattice[1]) - 1, scales.shape[1]
    chosen, spare = numbers[4], numbers[5]
    candidates, boxes, front = work[0][0], work[0][1], work[0][2]
    scores, columns = work[1][1, 0], work[1][2]  # where the boxes and the front were, which are done with by then
    top = places - 1
    counts[top], rounds[top * most] = 1, 0
    for c in range(criteria):
        values[top * most, c] = scales[0, c]
    for place in range(top - 1, -1, -1):
        size = _put_rounds_in_front(place, shape, lattice, edge_values, made, values, candidates, numbers)
        for row in range(size):
            for c in range(criteria):
                boxes[row, c] = np.floor(candidates[row, c] / scales[1, c])
        _sort(boxes, size, numbers[3], spare)
        count = _undominated(boxes, size, numbers[3], front, chosen)
        if count > (most if place else most_found):
            count = _best_of_some_weighting(candidates, scales, chosen, count, columns, scores, spare)
        counts[place] = count
        start = (place if place else places) * most
        for n in range(count):
            row = chosen[n]
            for c in range(criteria):
                values[start + n, c] = candidates[row, c]
            edge[start + n], behind[start + n], rounds[start + n] = numbers[0, row], numbers[1, row], numbers[2, row]


@njit(error_model="numpy")
def _put_rounds_in_front(
    place: int, shape: Any, lattice: Any, edge_values: Any, made: Any, values: Any, candidates: Any, numbers: Any
) -> int:
    """Write the candidates of a place: each round that begins there, in front of each label where it ends."""
    parties, most_rounds, most, _ = shape
    order, starts, ends = lattice
    size, last = 0, 2 * parties
    for n in range(starts[place], starts[place + 1]):
        new = order[n]
        first = ends[new] * most
        for label in range(first, first + made[0, ends[new]]):
            if made[3, label] >= most_rounds:
                continue
            for p in range(parties):
                flow, fade, victim = (
                    edge_values[new, p],
                    edge_values[new, parties + p],
                    edge_values[new, 2 * parties + p],
                )
                candidates[size, p] = flow + fade * values[label, p]
                candidates[size, parties + p] = min(victim, flow + fade * values[label, parties + p])
            candidates[size, last] = min(values[label, last], edge_values[new, 3 * parties])
            candidates[size, last + 1] = values[label, last + 1] - edge_values[new, 3 * parties + 1]
            numbers[0, size], numbers[1, size], numbers[2, size] = new, label - first, made[3, label] + 1
            size += 1
    return size


@njit(error_model="numpy")
def _before(boxes: Any, one: int, other: int) -> bool:
    """Return whether a box comes before another: the larger in the first number in which they differ."""
    for c in range(boxes.shape[1]):
        if boxes[one, c] != boxes[other, c]:
            return bool(boxes[one, c] > boxes[other, c])
    return False


@njit(error_model="numpy")
def _sort(boxes: Any, size: int, sequence: Any, spare: Any) -> None:
    """Write numbers of boxes in their order, equal ones as they come; by merging longer and longer runs."""
    for n in range(size):
        sequence[n] = n
    run = 1
    while run < size:
        for start in range(0, size, 2 * run):
            middle, end = min(start + run, size), min(start + 2 * run, size)
            left, right = start, middle
            for n in range(start, end):
                if right < end and (left == middle or _before(boxes, sequence[right], sequence[left])):
                    spare[n] = sequence[right]
                    right += 1
                else:
                    spare[n] = sequence[left]
                    left += 1
        for n in range(size):
            sequence[n] = spare[n]
        run *= 2


@njit(error_model="numpy")
def _undominated(boxes: Any, size: int, sequence: Any, front: Any, chosen: Any) -> int:
    """Choose the first label of each box that no other box dominates; the boxes in rising order.

    What dominates a box comes before it in the sequence, so its first number is at least as large.
    """
    criteria, count = boxes.shape[1], 0
    for n in range(size):
        row = sequence[n]
        if n and not _before(boxes, sequence[n - 1], row):
            continue  # in the same box
        if _dominated(boxes, row, front, count):
            continue
        for c in range(criteria):
            front[count, c] = boxes[row, c]
        chosen[count] = row
        count += 1
    for n in range(count // 2):
        chosen[n], chosen[count - 1 - n] = chosen[count - 1 - n], chosen[n]
    return count


@njit(error_model="numpy")
def _dominated(boxes: Any, row: int, front: Any, count: int) -> bool:
    """Return whether a box is nowhere larger than one of so many others, the first number aside."""
    criteria = boxes.shape[1]
    for n in range(count - 1, -1, -1):
        c = 1
        while c < criteria and front[n, c] >= boxes[row, c]:
            c += 1
        if c == criteria:
            return True
    return False


@njit(error_model="numpy")
def _best_of_some_weighting(
    candidates: Any, scales: Any, chosen: Any, count: int, columns: Any, scores: Any, marked: Any
) -> int:
    """Choose of the labels chosen those that are best for some weighting of the criteria."""
    criteria = scales.shape[1]
    for n in range(count):
        marked[n] = 0
        for c in range(criteria):
            columns[c, n] = candidates[chosen[n], c] / scales[1, c]
    for row in range(2, len(scales)):
        for n in range(count):
            scores[n] = 0.0
        for c in range(criteria):
            for n in range(count):
                scores[n] += columns[c, n] * scales[row, c]
        best = 0
        for n in range(count):
            if scores[n] > scores[best]:
                best = n
        marked[best] = 1
    return _only_marked(chosen, count, marked)


@njit(error_model="numpy")
def _only_marked(chosen: Any, count: int, marked: Any) -> int:
    """Leave those of the labels chosen that are marked."""
    left = 0
    for n in range(count):
        if marked[n]:
            chosen[left] = chosen[n]
            left += 1
    return left
