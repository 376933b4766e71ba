"""Elmira 1991, with its states as published."""

from __future__ import annotations

import numpy as np

from detente.graph.conflict import Conflict, Option

# Elmira 1991, by Fang, Hipel & Kilgour (1993) and Kilgour, Hipel, Fang & Peng (2001): the ministry modifies its order;
# Uniroyal delays, accepts or abandons the plant; local government insists on the order. States 1–9 as published; state
# 9 is “abandoned, whatever the others do”, four states of the grid that are all worth the same.
RANKED = {"MoE": "734851269", "Uniroyal": "148593726", "Local government": "735186429"}


def published(modified: int, response: int, insisted: int) -> int:
    return 9 if response == 2 else 1 + modified + 2 * response + 4 * insisted


def elmira() -> tuple[Conflict, dict[int, list[int]]]:
    options = (
        Option("modify", "Modify the order", (0,), down=False),
        Option("response", "Delay, accept, abandon", (1,), levels=3, down=False),
        Option("insist", "Insist on the order", (2,)),
    )
    empty = Conflict((*RANKED,), options, (), (np.zeros(12),) * 3)
    named = [published(*empty.levels(s)) for s in range(12)]
    worth = tuple(np.array([-order.index(str(k)) for k in named]) for order in RANKED.values())
    numbers = {k: [s for s in range(12) if named[s] == k] for k in range(1, 10)}
    return Conflict((*RANKED,), options, (), worth), numbers
