"""How GMCR+ understands a conflict file, in plain loops: options sorted by decision makers, states counted from 1."""

from __future__ import annotations

import itertools
import json
from typing import Any

Taken = frozenset[int]


def _holds(condition: Any, taken: Taken) -> bool:
    if isinstance(condition, dict):
        return any(_holds(member, taken) for member in condition["members"])
    return all((option in taken) == (letter == "Y") for option, letter in condition)


def _states(file: Any) -> list[Taken]:
    """Return the states that can be, in the order in which they are counted from 1."""
    order: list[int] = []
    for maker in file["decisionMakers"]:
        order += [option for option in maker["options"] if option not in order]
    found = []
    for bits in itertools.product([False, True], repeat=len(order)):
        # The last option varies slowest, so the first is the lowest bit.
        taken = frozenset(option for option, bit in zip(order, reversed(bits), strict=True) if bit)
        if not any(_holds(condition, taken) for condition in file["infeasibles"]):
            found.append(taken)
    return found


def preferences(text: str) -> list[dict[Taken, int]]:
    """Return for each decision maker how good each state is that can be, by the options taken in it; more is better."""
    file = json.loads(text)
    states = _states(file)
    found = []
    for maker in file["decisionMakers"]:
        worth: dict[Taken, int] = {}
        if file["useManualPreferenceRanking"]:
            for place, rung in enumerate(maker["preferenceRanking"]):
                for number in rung if isinstance(rung, list) else [rung]:
                    worth[states[number - 1]] = -place
        else:
            for taken in states:
                met = [_holds(condition, taken) for condition in maker["preferences"]]
                worth[taken] = sum(2**place for place, holds in enumerate(reversed(met)) if holds)
        found.append(worth)
    return found


def acting(text: str) -> list[set[int]]:
    """Return who acts together, each decision maker once."""
    return [{*entry} if isinstance(entry, list) else {entry} for entry in json.loads(text)["coalitions"]]
