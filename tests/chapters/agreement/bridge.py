"""From the program's drawn worlds to the worlds of the brute-force evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.case.model import Case
from detente.chapters.agreement.space.packages import OptionNumbers, Packages
from detente.worlds import Draws, Worlds
from tests.oracles.agreement import Package as Chosen
from tests.oracles.agreement import World
from tests.oracles.shares import Shares


def brute(case: Case, worlds: Worlds) -> Shares:
    """Return the brute-force evaluator over the same worlds, with the same weights."""
    draws = replace(worlds, shifts={}).draws(0, worlds.size)
    values: dict[str, NDArray[np.float64]] = {}
    return Shares(
        case,
        [_world(case, draws, values, worlds.shifts, n) for n in range(draws.size)],
        [float(w) for w in worlds.weight()],
    )


def _world(
    case: Case, draws: Draws, values: dict[str, NDArray[np.float64]], shifts: Mapping[str, str], n: int
) -> World:
    def value(path: str) -> float:
        if path not in values:
            values[path] = draws.value(path)
        return float(values[path][n])

    def event(stream: str) -> float:
        return float(draws.uniform(stream + "!")[n])

    if draws.evidence is None:
        return World(case, value, event, shifts)
    seen = zip(case.explanations, draws.evidence.likelihood[:, n].tolist(), strict=True)
    return World(case, value, event, shifts, dict(seen))


def numbered(packages: Packages, x: Chosen) -> OptionNumbers:
    """Return a package of the evaluator as the program writes it."""
    return packages.named(x)


def table(packages: Packages, shares: Shares, of: Callable[[int], float]) -> NDArray[np.float64]:
    """Lay out one number a package, in the evaluator's order, as the program lays out its tables; 0 elsewhere."""
    found = np.zeros(packages.shape)
    for x, package in enumerate(shares.packages):
        found[packages.place(numbered(packages, package))] = of(x)
    return found
