"""Evaluate the value functions of NegMAS that a case can hold: tables, and straight lines over numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from detente.case.faults import KeyPath, one_of, printable
from detente.formats.scenarios.scenario import ScenarioIssue
from detente.formats.source_file import SourceFile, fraction_of, written

# Value function → its slope and its bias where it does not give them.
LINES: Mapping[str, tuple[float, float]] = {
    "AffineFun": (1.0, 0.0),
    "LinearFun": (1.0, 0.0),
    "IdentityFun": (1.0, 0.0),
    "ConstFun": (0.0, 0.0),
}
TABLE = "TableFun"
TOO_LARGE = Fraction(10**309)  # stands for numbers that no floating-point number can be; utilities so large are refused
TRUTH: Mapping[str, int] = {"true": 1, "false": 0}

# The keys under which NegMAS writes the class of an object, in files and in memory.
CLASS = ("type", "__python_class__")


def type_of(value: object) -> str:
    """Return the name of the class of an object of NegMAS, without its module; empty if it names none.

    Example:
        >>> type_of({"type": "negmas.outcomes.CategoricalIssue"})
        'CategoricalIssue'
    """
    named = next((value[key] for key in CLASS if value.get(key)), "") if isinstance(value, dict) else ""
    return named.rsplit(".", 1)[-1] if isinstance(named, str) else ""


def evaluate(source: SourceFile, function: object, issue: ScenarioIssue, place: KeyPath) -> tuple[Fraction, ...] | None:
    """Return what a value function gives each value of an issue; None if there are faults.

    Args:
        source: The file; faults are added to it.
        function: The value function, as the file has it.
        issue: The issue.
        place: Where in the file the function stands.
    """
    if isinstance(function, list):
        function = dict(zip(issue.values, function, strict=False)) if len(function) == len(issue.values) else function
    if not isinstance(function, dict):
        source.fault(place, written(function), f"a value function for {printable(issue.name)!r}")
        return None
    kind = type_of(function)
    if not kind:
        return source.table(issue.values, function, place)
    if kind == TABLE:
        return source.table(issue.values, source.mapping(function.get("mapping"), place), place)
    if kind not in LINES:
        source.fault(place, f"a value function of the type {printable(kind)}", one_of((TABLE, *LINES)))
        return None
    return _line(source, function, LINES[kind], issue, place)


def _line(
    source: SourceFile, function: Mapping[str, Any], usual: tuple[float, float], issue: ScenarioIssue, place: KeyPath
) -> tuple[Fraction, ...] | None:
    slope, bias = (
        source.exact(function.get(key, default), (*place, key))
        for key, default in zip(("slope", "bias"), usual, strict=True)
    )
    if slope is None or bias is None:
        return None
    numbers = [_read(value) for value in issue.values]
    if None in numbers:
        source.fault(place, f"a line over {printable(issue.name)!r}, whose values are no numbers", "a table")
        return None
    return tuple(slope * number + bias for number in numbers if number is not None)


def _read(value: str) -> Fraction | None:
    """Return the number that a value of an issue is, truth being 1; None if it is none."""
    if value in TRUTH:
        return Fraction(TRUTH[value])
    try:
        found = float(value)
    except ValueError:
        return None
    if math.isinf(found):
        return TOO_LARGE
    return None if math.isnan(found) else fraction_of(value, found)
