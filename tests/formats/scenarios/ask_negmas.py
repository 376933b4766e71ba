"""Ask NegMAS what it reads: run as a program of its own with folders as arguments, it prints JSON.

For each folder, the utility functions by name: whether NegMAS has wrapped them (discounting), the reservation value of
what is inside, and the utility of every outcome.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def told(folder: str) -> dict[str, Any]:
    scenario = importlib.import_module("negmas.inout").Scenario.load(folder, safe_parsing=False)
    found = {}
    for function in scenario.ufuns:
        inner = getattr(function, "ufun", function)
        utilities = [
            [
                [str(value).lower() if isinstance(value, bool) else str(value) for value in outcome],
                float(inner(outcome)),
            ]
            for outcome in scenario.outcome_space.enumerate_or_sample()
        ]
        reservations = [float(one.reserved_value) for one in (function, inner)]
        found[function.name] = {"utilities": utilities, "reservations": [r if r > -1e9 else None for r in reservations]}
    return found


if __name__ == "__main__":
    print(json.dumps({folder: told(folder) for folder in sys.argv[1:]}))
