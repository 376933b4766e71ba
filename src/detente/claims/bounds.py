"""What a condition can be at all, whatever the worlds: from the ranges of judgements and from what units allow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from detente.case.language.condition_tree import Node



@dataclass(frozen=True)
class Bounds:
    """The least and the largest that something can be; of yes and no 0 and 1.

    Attributes:
        low: The least.
        high: The largest.
    """

    low: float = -math.inf
    high: float = math.inf

    @property
    def decided(self) -> bool | None:
        """Of a condition, whether it must hold or cannot; None where it can do either."""
        return None if self.low != self.high else bool(self.low)


OPEN = Bounds()
EITHER = Bounds(0.0, 1.0)
HOLDS, FAILS = Bounds(1.0, 1.0), Bounds(0.0, 0.0)


def bounds(node: Node, known: Callable[[Node], Bounds]) -> Bounds:
    """Return what a condition can be, by interval arithmetic.

    Each mention of a name is taken for itself, so the bounds may be wider than need be, and never narrower.

    Args:
        node: The condition, or a part of it.
        known: Returns what a column or a judgement can be.

    Example:
        >>> from detente.case.language.condition_tree import condition
        >>> bounds(condition("2 * urgency.weapons[2027] >= -1"), lambda node: Bounds(0, 9)).decided
        True
    """
    match node.does:
        case "number" | "truth":
            return Bounds(node.number, node.number)
        case "column" | "judgement":
            return known(node)
        case "call":
            return _called(node, known)
    parts = [bounds(part, known) for part in node.parts]
    match node.does:
        case "not":
            return Bounds(1.0 - parts[0].high, 1.0 - parts[0].low)
        case "and":
            return Bounds(min(p.low for p in parts), min(p.high for p in parts))
        case "or":
            return Bounds(max(p.low for p in parts), max(p.high for p in parts))
        case "-":
            return Bounds(-parts[0].high, -parts[0].low)
        case "compare":
            told = [_compared(*pair) for pair in zip(node.signs, parts, parts[1:], strict=False)]
            return Bounds(min(p.low for p in told), min(p.high for p in told))
    found = parts[0]
    for sign, part in zip(node.signs, parts[1:], strict=True):
        found = _reckoned(sign, found, part)
    return found


def _called(node: Node, known: Callable[[Node], Bounds]) -> Bounds:
    parts = [bounds(part, known) for part in node.parts]
    match node.name:
        case "min":
            return Bounds(min(p.low for p in parts), min(p.high for p in parts))
        case "max":
            return Bounds(max(p.low for p in parts), max(p.high for p in parts))
        case "count":
            return Bounds(sum(p.low for p in parts), sum(p.high for p in parts))
    return parts[0] if node.given is None else OPEN  # of no world it is no number


def _compared(sign: str, one: Bounds, other: Bounds) -> Bounds:
    match sign:
        case ">" | ">=":
            return _compared({">": "<", ">=": "<="}[sign], other, one)
        case "<":
            return Bounds(float(one.high < other.low), float(one.low < other.high))
        case "<=":
            return Bounds(float(one.high <= other.low), float(one.low <= other.high))
    apart = one.high < other.low or other.high < one.low
    same = one.low == one.high == other.low == other.high
    equal = Bounds(float(same), float(not apart))
    return equal if sign == "==" else Bounds(1.0 - equal.high, 1.0 - equal.low)


def _reckoned(sign: str, one: Bounds, other: Bounds) -> Bounds:
    if any(math.isinf(end) for end in (one.low, one.high, other.low, other.high)):
        return _half_open(sign, one, other)
    match sign:
        case "+":
            return Bounds(one.low + other.low, one.high + other.high)
        case "-":
            return Bounds(one.low - other.high, one.high - other.low)
        case "/":
            if other.low <= 0 <= other.high:
                return OPEN
            other = Bounds(1 / other.high, 1 / other.low)
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return Bounds(min(ends), max(ends))


def _half_open(sign: str, one: Bounds, other: Bounds) -> Bounds:
    """Return what a sum, a difference or a product of something without end can be; what may be no number is open."""
    match sign:
        case "+":
            return Bounds(one.low + other.low, one.high + other.high)
        case "-":
            return Bounds(one.low - other.high, one.high - other.low)
    if sign == "*" and one.low >= 0 and other.low >= 0 and one.low * other.low >= 0:
        return Bounds(one.low * other.low, math.inf)
    return OPEN
