"""What a condition is in every world, or over all of them, by arrays; nothing that was read is ever run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from detente.arrays import AnyArray, Floats
from detente.case.language.condition_tree import Node, placeless

ROUNDING = 1e-12  # of the whole weight: so much less than a quantile asks for is still enough
COMPARED: Mapping[str, Callable[[AnyArray, AnyArray], AnyArray]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


@dataclass(frozen=True)
class Evaluation:
    """Reads conditions over the same worlds under one or more rows of weights.

    What differs from world to world is an array (worlds) or (rows, worlds), what is one for all worlds an array
    (rows, 1), and what depends on neither a number. A quotient by 0 is no number, a comparison with none does not hold,
    and what a function over no world says is none.

    Attributes:
        values: Returns the array (worlds) of a column, a judgement or an event by its name.
        weights: Array (rows, worlds): how much each world counts.
        known: What functions over worlds were found to be, which several conditions may ask.
    """

    values: Callable[[str], AnyArray]
    weights: Floats
    known: dict[Node, AnyArray] = field(default_factory=dict, compare=False, repr=False)

    def of(self, node: Node) -> AnyArray:
        """Return what a part of a condition is, as an array that fits the others."""
        match node.does:
            case "number":
                return np.asarray(node.number)
            case "truth":
                return np.asarray(node.number == 1.0)
            case "column" | "judgement":
                return self.values(node.name)
            case "call":
                return self._called(node)
        return _joined(node, [self.of(part) for part in node.parts])

    def _called(self, node: Node) -> AnyArray:
        match node.name:
            case "min":
                return _folded(np.minimum, [self.of(part) for part in node.parts])
            case "max":
                return _folded(np.maximum, [self.of(part) for part in node.parts])
            case "count":
                return _folded(np.add, [self.of(part).astype(np.float64) for part in node.parts])
        asked = placeless(node)
        if asked not in self.known:
            self.known[asked] = self._over_worlds(node)
        return self.known[asked]

    @cached_property
    def _all(self) -> tuple[Floats, Floats]:
        """All worlds, as an array (worlds) of ones, and their weight, as an array (rows)."""
        among = np.ones(self.weights.shape[1])
        return among, _summed(among, self.weights)

    def _over_worlds(self, node: Node) -> Floats:
        values = self.of(node.parts[0]).astype(np.float64)
        among, total = self._all if node.given is None else (self.of(node.given).astype(np.float64), None)
        if node.name in {"share", "mean"}:
            return _mean(values, among, self.weights, total)
        level = node.parts[1].number if node.name == "quantile" else 0.5
        return _quantile(values, self.weights * among, level)


def _joined(node: Node, parts: list[AnyArray]) -> AnyArray:
    """Return what an operation makes of its parts."""
    match node.does:
        case "not":
            return np.logical_not(parts[0])
        case "-":
            return np.negative(parts[0])
        case "and":
            return _folded(np.logical_and, parts)
        case "or":
            return _folded(np.logical_or, parts)
        case "compare":
            pairs = zip(node.signs, parts, parts[1:], strict=False)
            return _folded(np.logical_and, [_compared(sign, one, other) for sign, one, other in pairs])
    found = parts[0]
    for sign, part in zip(node.signs, parts[1:], strict=True):
        found = _reckoned(sign, found, part)
    return found


def _folded(join: Callable[[AnyArray, AnyArray], AnyArray], parts: list[AnyArray]) -> AnyArray:
    found = parts[0]
    for part in parts[1:]:
        found = join(found, part)
    return found


def _compared(sign: str, one: AnyArray, other: AnyArray) -> AnyArray:
    """Compare two arrays; a comparison with what is no number does not hold, != included."""
    found = COMPARED[sign](one, other)
    return found & ~(np.isnan(one) | np.isnan(other)) if sign == "!=" and one.dtype != bool else found


def _reckoned(sign: str, one: AnyArray, other: AnyArray) -> AnyArray:
    match sign:
        case "+":
            return np.add(one, other)
        case "-":
            return np.subtract(one, other)
        case "*":
            return np.multiply(one, other)
    one, other = np.broadcast_arrays(one, other)
    return np.asarray(np.divide(one, other, out=np.full(one.shape, np.nan), where=other != 0))


def _mean(values: Floats, among: Floats, weights: Floats, total: Floats | None) -> Floats:
    """Array (rows, 1): the weighted mean of values among some worlds, NaN where none counts.

    Args:
        values: Array (worlds) or (rows, worlds).
        among: Array of the same kind: 1 where a world counts, else 0.
        weights: Array (rows, worlds).
        total: Array (rows): weight of the worlds that count, where it is known.
    """
    found = _summed(np.where(among > 0, values, 0.0), weights)
    total = _summed(among, weights) if total is None else total  # as `found` is, so that all of it is exactly 1
    return np.asarray(np.divide(found, total, out=np.full(total.shape, np.nan), where=total > 0)[:, None])


def _summed(values: Floats, weights: Floats) -> Floats:
    """Array (rows): weighted sum over worlds of an array (worlds) or (rows, worlds)."""
    if values.ndim == 1:
        return np.asarray(weights @ values)
    return np.array([row @ each for row, each in zip(weights, np.broadcast_to(values, weights.shape), strict=True)])


def _quantile(values: AnyArray, weights: Floats, level: float) -> Floats:
    """Array (rows, 1): the least value below or at which so much of the weight lies, NaN where no world counts."""
    if values.ndim > 1:
        rows = np.broadcast_to(values, weights.shape)
        return np.vstack([_quantile(row, weights[n : n + 1], level) for n, row in enumerate(rows)])
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[:, order], axis=1)
    total = reached[:, -1:]
    enough = reached >= (level - ROUNDING) * total
    enough &= reached > 0  # a world without weight is no value of any
    places = np.argmax(enough, axis=1)
    return np.where(total[:, 0] > 0, values[order][places], np.nan)[:, None]
