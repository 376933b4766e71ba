"""Conditions of claims, by plain loops over worlds, read with Python's own grammar instead of ours.

Written from `docs/theory/claims.md` alone. Whatever is read here is walked through as a tree, world by world.
"""

from __future__ import annotations

import ast
import itertools
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

NAME = re.compile(r"'[^']+'|\"[^\"]+\"|[a-z][a-z0-9]*\.[a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*)*(?:\[[^\]]*\])?")
PERCENT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*%")
GIVEN = "given"  # a name that stands between what is counted and the worlds it is counted among
Value = float | bool


class Judged:
    """Conditions over a few worlds.

    Attributes:
        values: Name of a column → its value in each world.
        weights: Weight of each world.
    """

    def __init__(self, values: Mapping[str, Sequence[Value]], weights: Sequence[int]) -> None:
        self.values, self.weights = values, weights

    def rows(self, text: str) -> list[bool]:
        """In which worlds does a condition hold? One for all worlds holds in all or in none."""
        names: list[str] = []

        def named(found: re.Match[str]) -> str:
            names.append(found[0].strip("'\""))
            return f"n{len(names) - 1}"

        plain = PERCENT.sub(r"(\1/100)", NAME.sub(named, " ".join(text.split())))
        plain = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", plain)).replace("|", f", {GIVEN},")
        tree = ast.parse(plain, mode="eval").body
        return [bool(self._value(tree, names, world)) for world in range(len(self.weights))]

    def _value(self, node: ast.expr, names: Sequence[str], world: int) -> Value:
        match node:
            case ast.Constant(value=bool() | int() | float() as value):
                return value
            case ast.Name(id=name):
                return self.values[names[int(name[1:])]][world]
            case ast.BoolOp(op=ast.And(), values=parts):
                return all(self._value(part, names, world) for part in parts)
            case ast.BoolOp(op=ast.Or(), values=parts):
                return any(self._value(part, names, world) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return not self._value(part, names, world)
            case ast.UnaryOp(op=ast.USub(), operand=part):
                return -self._value(part, names, world)
            case ast.BinOp(left=left, op=op, right=right):
                return _reckoned(op, self._value(left, names, world), self._value(right, names, world))
            case ast.Compare(left=left, ops=ops, comparators=others):
                sides = [self._value(part, names, world) for part in (left, *others)]
                return all(_compared(op, *pair) for op, pair in zip(ops, itertools.pairwise(sides), strict=True))
            case ast.Call(func=ast.Name(id=name), args=parts):
                return self._called(name, parts, names, world)
        raise ValueError(ast.dump(node))

    def _called(self, name: str, parts: Sequence[ast.expr], names: Sequence[str], world: int) -> Value:
        if name in {"min", "max", "count"}:
            found = [self._value(part, names, world) for part in parts]
            if name == "count":
                return float(sum(map(bool, found)))
            if any(math.isnan(value) for value in found):
                return math.nan
            return min(found) if name == "min" else max(found)
        at = next((n for n, part in enumerate(parts) if isinstance(part, ast.Name) and part.id == GIVEN), None)
        among = None if at is None else parts[at + 1]
        every = range(len(self.weights))
        counted = [w for w in every if self.weights[w] and (among is None or self._value(among, names, w))]
        if not counted:
            return math.nan
        said = [(self._value(parts[0], names, w), self.weights[w]) for w in counted]
        whole = sum(weight for _, weight in said)
        if name in {"share", "mean"}:
            return sum(value * weight for value, weight in said) / whole
        level = Fraction(1, 2) if name == "median" else _exact(parts[1])
        reached = 0
        for value, weight in sorted(said, key=lambda pair: (math.isnan(pair[0]), pair[0])):
            reached += weight
            if reached >= level * whole:
                return value
        raise AssertionError


def _exact(node: ast.expr) -> Fraction:
    match node:
        case ast.BinOp(left=ast.Constant(value=value), right=ast.Constant(value=100)):
            return Fraction(str(value)) / 100
        case ast.Constant(value=value):
            return Fraction(str(value))
    raise ValueError(ast.dump(node))


def _reckoned(op: Any, one: Value, other: Value) -> float:
    match op:
        case ast.Add():
            return one + other
        case ast.Sub():
            return one - other
        case ast.Mult():
            return one * other
        case ast.Div():
            return one / other if other else math.nan
    raise ValueError(op)


def _compared(op: Any, one: Value, other: Value) -> bool:
    if math.isnan(one) or math.isnan(other):
        return False
    match op:
        case ast.Lt():
            return one < other
        case ast.LtE():
            return one <= other
        case ast.Gt():
            return one > other
        case ast.GtE():
            return one >= other
        case ast.Eq():
            return one == other
        case ast.NotEq():
            return one != other
    raise ValueError(op)
