"""One outcome explored: on both sides if thorough, else on the rarer one."""

from __future__ import annotations

from detente.outcomes.drivers import drivers
from detente.outcomes.exploration import explored
from detente.outcomes.run import Outcomes
from detente.outcomes.splits import splits
from tests.outcomes.conftest import noise


def test_boxes_are_looked_for_on_the_rarer_side_unless_both_are_asked_for() -> None:
    worlds = noise(4, size=500)
    outcomes = Outcomes(worlds, {}, {})
    trace = worlds.case.judgements
    u = worlds.draws(0, worlds.size).uniform("reservation/p1")
    rare, often = (explored(outcomes, "x", "x", u < share, trace, thorough=False) for share in (0.3, 0.7))
    both = explored(outcomes, "x", "x", u < 0.3, trace)
    assert [(len(one.fails), len(one.holds)) for one in (rare, often, both)] == [(0, 1), (1, 0), (1, 1)]
    assert rare.drivers == both.drivers == drivers(worlds, u < 0.3, splits(worlds, trace))
    assert rare.share == worlds.share(u < 0.3)
