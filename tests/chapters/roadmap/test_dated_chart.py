"""The chart of the steps on the calendar says by when all should be done, whether or not that is shown."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.chapters.roadmap.chapter import ROADMAP
from detente.chapters.roadmap.pages.calendar_chart import DEADLINE, dated
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.sharing import bundled_case


@pytest.fixture(scope="module")
def found() -> Outcomes:
    return run(Worlds(bundled_case("korea-2021"), size=20, seed=1), ["roadmap"])


@pytest.mark.parametrize(("after", "shown"), [(10, True), (2000, False), (None, False)])
def test_a_day_far_behind_the_last_step_is_said_and_not_drawn(found: Outcomes, after: int | None, shown: bool) -> None:
    """Drawn, it would leave most of the chart empty; it was left out without a word."""
    report = ROADMAP.report(found.results["roadmap"])  # type: ignore[arg-type]
    assert report.schedule is not None
    last = max(at.verified for at in report.schedule.measures)
    by = None if after is None else last + dt.timedelta(days=after)
    chart = dated(found.case, report, report.schedule.model_copy(update={"by": by}))
    assert (DEADLINE in {span.label for span in chart.spans}) is shown
    assert (f"{DEADLINE} by " in chart.says) is (after is not None and not shown)
    assert chart.says.endswith(".")
