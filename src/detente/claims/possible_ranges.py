"""What a condition can be at all, whatever the worlds: from the ranges of judgements and from what units allow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from detente.case.language.condition_tree import Node


@dataclass(frozen=True)
class PossibleRange:
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


OPEN = PossibleRange()
EITHER = PossibleRange(0.0, 1.0)
HOLDS, FAILS = PossibleRange(1.0, 1.0), PossibleRange(0.0, 0.0)


def possible_range(node: Node, known: Callable[[Node], PossibleRange]) -> PossibleRange:
    """Return what a condition can be, by interval arithmetic.

    Each mention of a name is taken for itself, so the bounds may be wider than need be, and never narrower.

    Args:
        node: The condition, or a part of it.
        known: Returns what a column or a judgement can be.

    Example:
        >>> from detente.case.language.condition_tree import condition
        >>> possible_range(condition("2 * urgency.weapons[2027] >= -1"), lambda node: PossibleRange(0, 9)).decided
        True
    """
    match node.does:
        case "number" | "truth":
            return PossibleRange(node.number, node.number)
        case "column" | "judgement":
            return known(node)
        case "call":
            return _called(node, known)
    parts = [possible_range(part, known) for part in node.parts]
    match node.does:
        case "not":
            return PossibleRange(1.0 - parts[0].high, 1.0 - parts[0].low)
        case "and":
            return PossibleRange(min(p.low for p in parts), min(p.high for p in parts))
        case "or":
            return PossibleRange(max(p.low for p in parts), max(p.high for p in parts))
        case "-":
            return PossibleRange(-parts[0].high, -parts[0].low)
        case "compare":
            told = [_compared(*pair) for pair in zip(node.signs, parts, parts[1:], strict=False)]
            return PossibleRange(min(p.low for p in told), min(p.high for p in told))
    found = parts[0]
    for sign, part in zip(node.signs, parts[1:], strict=True):
        found = _reckoned(sign, found, part)
    return found


def _called(node: Node, known: Callable[[Node], PossibleRange]) -> PossibleRange:
    parts = [possible_range(part, known) for part in node.parts]
    match node.name:
        case "min":
            return PossibleRange(min(p.low for p in parts), min(p.high for p in parts))
        case "max":
            return PossibleRange(max(p.low for p in parts), max(p.high for p in parts))
        case "count":
            return PossibleRange(sum(p.low for p in parts), sum(p.high for p in parts))
    return parts[0] if node.given is None else OPEN  # of no world it is no number


def _compared(sign: str, one: PossibleRange, other: PossibleRange) -> PossibleRange:
    match sign:
        case ">" | ">=":
            return _compared({">": "<", ">=": "<="}[sign], other, one)
        case "<":
            return PossibleRange(float(one.high < other.low), float(one.low < other.high))
        case "<=":
            return PossibleRange(float(one.high <= other.low), float(one.low <= other.high))
    apart = one.high < other.low or other.high < one.low
    same = one.low == one.high == other.low == other.high
    equal = PossibleRange(float(same), float(not apart))
    return equal if sign == "==" else PossibleRange(1.0 - equal.high, 1.0 - equal.low)


def _reckoned(sign: str, one: PossibleRange, other: PossibleRange) -> PossibleRange:
    if any(math.isinf(end) for end in (one.low, one.high, other.low, other.high)):
        return _half_open(sign, one, other)
    match sign:
        case "+":
            return PossibleRange(one.low + other.low, one.high + other.high)
        case "-":
            return PossibleRange(one.low - other.high, one.high - other.low)
        case "/":
            if other.low <= 0 <= other.high:
                return OPEN
            other = PossibleRange(1 / other.high, 1 / other.low)
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return PossibleRange(min(ends), max(ends))


def _half_open(sign: str, one: PossibleRange, other: PossibleRange) -> PossibleRange:
    """Return what a sum, a difference or a product of something without end can be; what may be no number is open."""
    match sign:
        case "+":
            return PossibleRange(one.low + other.low, one.high + other.high)
        case "-":
            return PossibleRange(one.low - other.high, one.high - other.low)
    if sign == "*" and one.low >= 0 and other.low >= 0 and one.low * other.low >= 0:
        return PossibleRange(one.low * other.low, math.inf)
    return OPEN
