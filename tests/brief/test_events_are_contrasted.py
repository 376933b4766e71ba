"""What happens or not is contrasted as such wherever it is told, never by fifths of the number behind it."""

from __future__ import annotations

import pytest

from detente.brief.turning import said_ends
from detente.case.model import EXPERTS, explains
from tests.sharing import found_in


@pytest.mark.parametrize("name", ["korea-2021", "gerd-2021"])
def test_events_are_contrasted_as_happened_or_not(name: str) -> None:
    outcomes = found_in(name)
    draws, seen = outcomes.worlds.draws(0, outcomes.worlds.size), 0
    told = [(outcomes.table.column(h).values, d) for h, found in outcomes.drivers.items() for d in found]
    told += [(joint.holds, d) for joint in outcomes.joints for d in joint.drivers]
    for holds, driver in told:
        if driver.path is None:
            told_by_name = explains(driver.stream) or driver.stream.startswith(EXPERTS)
            assert told_by_name or not driver.stream.endswith("!")
            continue
        seen += 1
        happens = draws.happens(driver.path)
        assert driver.low == pytest.approx(outcomes.worlds.sampled(holds > 0, ~happens).value)
        assert driver.high == pytest.approx(outcomes.worlds.sampled(holds > 0, happens).value)
        assert " if so (" in said_ends(driver)
        assert said_ends(driver).endswith(" if not")
        assert driver.errors["low"].low - 1e-9 <= driver.low <= driver.errors["low"].high + 1e-9
    assert seen
    switches = [one for found in outcomes.switches.values() for one in found]
    assert all(one.above is None for one in switches if one.path.startswith("red_lines"))
