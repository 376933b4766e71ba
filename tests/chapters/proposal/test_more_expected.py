"""How much more may be expected of a package than of the one recommended: its value, and its error by resampling."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.sharing import found_in

Z = 1.6448536269514722  # of an interval at 90 %
DRAWS = 4000


def test_what_is_more_and_its_error_are_those_of_resampled_worlds() -> None:
    outcomes = found_in("korea-2021")
    result: Any = outcomes.results["proposal"]
    told: Any = outcomes.reports["proposal"]
    every, chosen = result.found.worlds["us"], result.row
    weight = result.worlds.weight() / result.worlds.weight().sum()
    rng = np.random.default_rng(1)
    for row, report in ((result.selected.safer, told.safer), (result.selected.larger, told.larger)):
        more = report.gains["us"].more
        ratio = float(weight @ every[row]) / float(weight @ every[chosen])
        assert abs(more - (ratio - 1)) < 1e-9
        assert abs(more - (report.gains["us"].points / told.recommended.gains["us"].points - 1)) < 1e-9
        drawn = rng.integers(0, len(weight), (DRAWS, len(weight)))
        tops, bottoms = ((weight * every[n])[drawn].sum(1) for n in (row, chosen))
        resampled = np.std(tops / bottoms) * Z
        assert 0.7 < more.error / resampled < 1.4
    assert told.recommended.gains["us"].more == 0
