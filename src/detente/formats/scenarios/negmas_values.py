"""The value functions of NegMAS that a case can hold: a table, or a straight line over numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.faults import KeyPath, one_of, printable
from detente.formats.scenarios.scenario import ScenarioIssue
from detente.formats.source_file import SourceFile, written

# Value function → its keys for slope and bias, with what is meant where they are missing.
LINES: Mapping[str, tuple[float, float]] = {
    "AffineFun": (1.0, 0.0),
    "LinearFun": (1.0, 0.0),
    "IdentityFun": (1.0, 0.0),
    "ConstFun": (0.0, 0.0),
}
TABLE = "TableFun"


def evaluate(paper: SourceFile, function: object, issue: ScenarioIssue, place: KeyPath) -> tuple[float, ...] | None:
    """What does a value function make of the values of an issue?

    Args:
        paper: The file, which takes the faults.
        function: The value function, as the file has it.
        issue: The issue.
        place: Where in the file it stands.

    Returns:
        A number for each value; None where there are faults.
    """
    if isinstance(function, list):
        function = dict(zip(issue.values, function, strict=False)) if len(function) == len(issue.values) else function
    if not isinstance(function, dict):
        paper.fault(place, written(function), f"a value function for {printable(issue.name)!r}")
        return None
    named = function.get("type") or function.get("__python_class__")
    if not isinstance(named, str):
        return paper.table(issue.values, function, place)
    kind = named.rsplit(".", 1)[-1]
    if kind == TABLE:
        return paper.table(issue.values, paper.mapping(function.get("mapping"), place), place)
    if kind not in LINES:
        paper.fault(place, f"a value function of the type {printable(kind)}", one_of((TABLE, *LINES)))
        return None
    return _line(paper, function, LINES[kind], issue, place)


def _line(
    paper: SourceFile, function: Mapping[str, Any], usual: tuple[float, float], issue: ScenarioIssue, place: KeyPath
) -> tuple[float, ...] | None:
    slope, bias = (
        paper.number(function.get(key, default), (*place, key))
        for key, default in zip(("slope", "bias"), usual, strict=True)
    )
    if slope is None or bias is None:
        return None
    truth = {"true": 1.0, "false": 0.0}
    try:
        numbers = [truth[value] if value in truth else float(value) for value in issue.values]
    except ValueError:
        paper.fault(place, f"a line over {printable(issue.name)!r}, whose values are no numbers", "a table")
        return None
    return tuple(slope * number + bias for number in numbers)
