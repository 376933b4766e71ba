"""PRIM of ema_workbench, run by the Python of an environment of its own, which holds NumPy back.

`make oracles` makes that environment and writes what it finds in the planted problems to
`tests/outcomes/ema_boxes.json`, with the versions that found it. Nothing of ours is imported here: it is not there.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np

PROBLEMS: dict[str, tuple[int, int, int, Callable[[dict[str, Any]], bool]]] = {
    "corner": (1, 100, 4, lambda x: x["a"] < 0.5 and x["b"] > 0.4),
    "middle": (2, 100, 4, lambda x: abs(x["c"] - 0.5) < 0.25),
    "event": (7, 100, 4, lambda x: x["a"] > 0.45 and x["event"]),
    "sloped": (4, 100, 6, lambda x: x["a"] + x["b"] < 0.8),
    "many": (5, 100, 20, lambda x: x["a"] < 0.6 and x["d"] > 0.3),
}
ALMOST = 0.9  # of the worlds in a planted box, and of those outside, so many are as planted


def problem(name: str) -> tuple[dict[str, list[float]], list[bool], list[bool]]:
    """Return the numbers in 0 to 1, an event, and what happens, of one planted problem: the same wherever it is run."""
    seed, size, inputs, condition = PROBLEMS[name]
    rng = np.random.Generator(np.random.Philox(seed))
    names = [chr(ord("a") + n) if n < 4 else f"d{n}" for n in range(inputs)]
    numbers = {one: rng.random(size).round(6).tolist() for one in names}
    event = (rng.random(size) < 0.5).tolist()
    happens = []
    for world in range(size):
        planted = bool(condition({one: values[world] for one, values in numbers.items()} | {"event": event[world]}))
        happens.append(planted == bool(rng.random() < ALMOST))
    return numbers, event, happens


def trajectory(name: str) -> list[list[float]]:
    """Return (coverage, density, mass) of every box that ema_workbench peels."""
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]
    from ema_workbench.analysis import prim  # type: ignore[import-not-found,unused-ignore]

    numbers, event, happens = problem(name)
    frame: Any = pd.DataFrame({**numbers, "event": [str(e) for e in event]})
    search = prim.Prim(frame, np.array(happens), threshold=0.1, peel_alpha=0.05, mass_min=0.05)
    search._paste = lambda box: box  # peels alone are compared
    box = search.find_box()
    return [[float(x) for x in row] for row in box.peeling_trajectory[["coverage", "density", "mass"]].to_numpy()]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    found = {name: trajectory(name) for name in PROBLEMS}
    made = {one: version(one) for one in ("ema-workbench", "numpy", "pandas")}
    print(json.dumps({"made by": made, "trajectories": found}, indent=1))
