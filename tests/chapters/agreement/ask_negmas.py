"""Ask NegMAS about bargains: run as a program of its own, it reads a list of them as JSON and prints what it finds.

For each bargain: the utilities on its frontier, and among them its Nash, Kalai, Kalai-Smorodinsky and welfare points.
Forbidden outcomes are put to it twice: as constraints of the outcome space, and of the utility functions.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

SOLUTIONS = {
    "nash": "nash_points",
    "kalai": "kalai_points",
    "kalai-smorodinsky": "ks_points",
    "welfare": "max_welfare_points",
    "relative welfare": "max_relative_welfare_points",
}


def posed(bargain: dict[str, Any], strict: bool = False) -> tuple[Any, list[Any]]:
    """Return outcome space and utility functions; with `strict`, the functions know what is forbidden too."""
    outcomes = importlib.import_module("negmas.outcomes")
    preferences = importlib.import_module("negmas.preferences")
    table = importlib.import_module("negmas.preferences.value_fun").TableFun
    sizes = [len(row) for row in bargain["points"][0]]
    issues = [outcomes.make_issue([f"v{k}" for k in range(m)], f"i{n}") for n, m in enumerate(sizes)]
    never = [{int(issue): f"v{value}" for issue, value in one} for one in bargain["never"]]

    def allowed(outcome: Any) -> bool:
        return not any(all(outcome[n] == value for n, value in one.items()) for one in never)

    constraints = [allowed] if never else []
    space = outcomes.CartesianOutcomeSpace(issues=tuple(issues), constraints=list(constraints))
    functions = [
        preferences.LinearAdditiveUtilityFunction(
            values=[table({f"v{k}": x for k, x in enumerate(row)}) for row in points],
            weights=[1.0] * len(sizes),
            outcome_space=space,
            reserved_value=float(reservation),
            constraints=constraints if strict else None,
        )
        for points, reservation in zip(bargain["points"], bargain["reservations"], strict=True)
    ]
    return space, functions


def found(bargain: dict[str, Any], strict: bool = False) -> dict[str, list[list[float]]]:
    """Return what NegMAS finds: `frontier` and each solution → utilities."""
    ops = importlib.import_module("negmas.preferences.ops")
    space, functions = posed(bargain, strict)
    frontier, _ = ops.pareto_frontier(functions, issues=space.issues)
    answers = {name: getattr(ops, work)(functions, frontier, outcome_space=space) for name, work in SOLUTIONS.items()}
    points = {"frontier": frontier, **{name: [point for point, _ in answer] for name, answer in answers.items()}}
    return {name: [[float(x) for x in point] for point in some] for name, some in points.items()}


if __name__ == "__main__":
    bargains = json.load(sys.stdin)
    print(json.dumps([{"plain": found(one), "strict": found(one, strict=True)} for one in bargains]))
