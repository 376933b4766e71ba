"""Ask a constraint solver for the dates of rounds; a program of its own, since its library is slow to load."""

from __future__ import annotations

import json
import sys
from typing import Any

from ortools.sat.python import cp_model

FAR = 6000


def best(start: int, rounds: list[list[dict[str, Any]]], between: int) -> int:
    """Return the smallest end in days from the start, less what the occasions taken are worth."""
    model = cp_model.CpModel()
    begin: Any = 0
    end: Any = 0
    rewards = []
    for k, tasks in enumerate(rounds):
        end = model.new_int_var(0, FAR, f"end{k}")
        for n, task in enumerate(tasks):
            only = [(a - start, b - start) for a, b in task["only"]] or [(0, FAR)]
            domain = cp_model.Domain.from_intervals([list(pair) for pair in only])
            for a, b in task["barred"]:
                domain = domain.intersection_with(cp_model.Domain(a - start, b - start).complement())
            done = model.new_int_var_from_domain(domain.intersection_with(cp_model.Domain(0, FAR)), f"done{k}-{n}")
            model.add(done >= begin + task["lead"])
            model.add(end >= done + task["verify"])
            for m, (a, b, worth) in enumerate(task["occasions"]):
                taken = model.new_bool_var(f"taken{k}-{n}-{m}")
                model.add(done >= a - start).only_enforce_if(taken)
                model.add(done <= b - start).only_enforce_if(taken)
                rewards.append(worth * taken)
        begin = end + between
    model.minimize(end - sum(rewards))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise SystemExit("not solved")
    return round(solver.objective_value)


if __name__ == "__main__":
    told = json.load(sys.stdin)
    json.dump([best(told["start"], p["rounds"], p["between"]) for p in told["problems"]], sys.stdout)
