"""Whether a condition makes sense: what is compared with what, in one world or over all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.case.condition_names import SHARE, ConditionNames, Quantity
from detente.case.faults import nearest, one_of
from detente.case.language.condition_tree import Node, condition
from detente.case.language.grammar_kit import MisreadError, at
from detente.case.model import Case

Level = Literal["constant", "world", "all worlds"]
OVER_WORLDS = ("share", "mean", "median", "quantile")  # functions whose value is one for all worlds
OF_SEVERAL = ("min", "max", "count")
FUNCTIONS = (*OVER_WORLDS, *OF_SEVERAL)
SAID = {"constant": "the same whatever the worlds", "world": "different in each world", "all worlds": "one for all"}


@dataclass(frozen=True)
class Typed:
    """What a part of a condition is.

    Attributes:
        kind: Whether it is yes or no, or a number.
        level: Whether it differs from world to world, is one value for all worlds, or depends on none.
        unit: Of a number its unit; None where any fits.
    """

    kind: Literal["bool", "number"]
    level: Level
    unit: str | None = None


def checked(text: str, offered: ConditionNames, case: Case) -> Level:
    """Return whether a condition is judged in each world, or once for all of them.

    Raises:
        MisreadError: It is no condition, speaks of what is not there, or compares what cannot be compared.
    """
    tree = condition(text)
    whole = _Checker(text, offered, case).typed(tree)
    if whole.kind != "bool":
        raise MisreadError("a number", "a condition, such as a comparison: it holds or it does not")
    if whole.level == "constant":
        raise MisreadError("a condition that is the same whatever the worlds", "one that reads a column or a judgement")
    return whole.level


@dataclass(frozen=True)
class _Checker:
    text: str
    offered: ConditionNames
    case: Case

    def typed(self, node: Node) -> Typed:
        match node.does:
            case "number":
                return Typed("number", "constant")
            case "truth":
                return Typed("bool", "constant")
            case "column":
                return self._named(node, self.offered.column)
            case "judgement":
                return self._named(node, self.offered.judgement)
            case "call":
                return self._call(node)
            case "compare":
                return self._compared(node)
            case "arithmetic" | "-":
                return self._arithmetic(node)
            case "and" | "or" | "not":
                parts = [self._is(part, "bool") for part in node.parts]
                return Typed("bool", self._level(node, parts))

    def _named(self, node: Node, look_up: Callable[[str, Case], Quantity]) -> Typed:
        try:
            found = look_up(node.name, self.case)
        except MisreadError as error:
            place = at(self.text, node.place)
            raise MisreadError(f"{error.found} at {place}", error.expected, error.nearest) from None
        return Typed(found.kind, "world", found.unit)

    def _is(self, node: Node, kind: Literal["bool", "number"], level: Level | None = None) -> Typed:
        """Return what a part is, which must be of a kind, and may be asked to be of a level."""
        found = self.typed(node)
        wanted = "a number" if kind == "number" else "a condition, which holds or does not"
        if found.kind != kind:
            raise self._fault(node, wanted)
        if level is not None and found.level not in {level, "constant"}:
            raise self._fault(node, f"{wanted}, {SAID[level]}", f", which is {SAID[found.level]}")
        return found

    def _level(self, node: Node, parts: Sequence[Typed]) -> Level:
        """Return the level of parts joined; what differs from world to world is not joined with what is one for all."""
        levels = {part.level for part in parts} - {"constant"}
        if len(levels) > 1:
            found = ", a value of each world joined with one for all worlds,"
            expected = "both of one kind: put the former into share(), mean(), median() or quantile()"
            raise self._fault(node, expected, found)
        return levels.pop() if levels else "constant"

    def _call(self, node: Node) -> Typed:
        if node.name not in FUNCTIONS:
            found = f"the unknown function {node.name!r} at {at(self.text, node.place)}"
            raise MisreadError(found, one_of(FUNCTIONS), nearest(node.name, FUNCTIONS))
        return self._over_worlds(node) if node.name in OVER_WORLDS else self._of_several(node)

    def _over_worlds(self, node: Node) -> Typed:
        many = 2 if node.name == "quantile" else 1
        if len(node.parts) != many:
            told = "a number and a share, such as quantile(x, 10%)" if many == 2 else "one thing in the brackets"
            raise self._fault(node, told)
        inner = self._is(node.parts[0], "bool" if node.name == "share" else "number")
        if inner.level != "world":
            raise self._fault(node.parts[0], "something that differs from world to world")
        if node.given is not None and self._is(node.given, "bool").level != "world":
            raise self._fault(node.given, "a condition that differs from world to world")
        if many == 2 and not (node.parts[1].does == "number" and 0 <= node.parts[1].number <= 1):
            raise self._fault(node.parts[1], "a number from 0% to 100%")
        return Typed("number", "all worlds", SHARE if node.name == "share" else inner.unit)

    def _of_several(self, node: Node) -> Typed:
        if node.given is not None:
            raise self._fault(node.given, f"{node.name}(…) without |")
        if node.name == "count":
            parts = [self._is(part, "bool") for part in node.parts]
            return Typed("number", self._level(node, parts))
        if len(node.parts) < 2:
            raise self._fault(node, f"{node.name}(…) of several numbers")
        parts = [self._is(part, "number") for part in node.parts]
        return Typed("number", self._level(node, parts), self._unit(node, parts))

    def _compared(self, node: Node) -> Typed:
        parts = [self.typed(part) for part in node.parts]
        level = self._level(node, parts)
        if any(part.kind == "bool" for part in parts):
            if not {*node.signs} <= {"==", "!="}:
                odd = next(inner for inner, part in zip(node.parts, parts, strict=True) if part.kind == "bool")
                raise self._fault(odd, "a number, or == and != between conditions")
            for inner in node.parts:
                self._is(inner, "bool")
        else:
            self._unit(node, parts)
        return Typed("bool", level)

    def _arithmetic(self, node: Node) -> Typed:
        parts = [self._is(part, "number") for part in node.parts]
        level = self._level(node, parts)
        if not {*node.signs} & {"*", "/"}:
            return Typed("number", level, self._unit(node, parts))
        unit = parts[0].unit
        for sign, part in zip(node.signs, parts[1:], strict=True):
            unit = _joined(unit, part.unit, sign)
        return Typed("number", level, unit)

    def _unit(self, node: Node, parts: Sequence[Typed]) -> str | None:
        """Return the unit that numbers have in common.

        Raises:
            MisreadError: They have different ones.
        """
        units = list(dict.fromkeys(part.unit for part in parts if part.unit is not None))
        if len(units) > 1:
            found = f" in {units[0]} beside one in {units[1]}"
            raise self._fault(node, "numbers of one unit; nothing compares points of different parties", found)
        return units[0] if units else None

    def _fault(self, node: Node, expected: str, found: str = "") -> MisreadError:
        """Return what to say about a part of the condition."""
        text = " ".join(self.text[node.place : node.end].split())
        text = text if len(text) <= 50 else text[:49] + "…"
        return MisreadError(f"{text!r}{found} at {at(self.text, node.place)}", expected)


def _joined(one: str | None, other: str | None, sign: str) -> str | None:
    """Return the unit of a product or a quotient; None where it has no name."""
    if sign == "/" and one == other:
        return None
    if other in {None, SHARE}:
        return one
    return other if sign == "*" and one in {None, SHARE} else None
