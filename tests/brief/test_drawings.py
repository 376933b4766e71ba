"""Which figures are drawn, and what comes of them."""

from __future__ import annotations

import time

from detente.brief.charts import NARROW, WIDE, svg
from detente.brief.drawings import DrawnAhead, charts, draw
from detente.findings import Bar, Bars, Table
from detente.workers import Workers, workers
from tests.brief.page import drawing

TWO = (Bar("one", (("yes", 0.25),), "25 %"), Bar("two", (("yes", 0.5),), "50 %"))
BARS = Bars("Title", "What it says.", "share of worlds", TWO)
EMPTY = Bars("Title", "What it says.", "share of worlds", ())
TABLE = Table("Title", "What it says.", ("a",), (("b",),))


def test_only_charts_with_something_on_them_are_drawn() -> None:
    assert charts([None, TABLE, EMPTY, BARS]) == [BARS]


def test_a_chart_is_drawn_for_both_widths() -> None:
    drawn = draw(BARS)
    assert [drawing(uri) for uri in (drawn.wide, drawn.narrow)] == [svg(BARS, width) for width in (WIDE, NARROW)]


def test_a_chart_is_the_same_whoever_draws_it() -> None:
    alone = DrawnAhead(None, [BARS])
    assert alone(BARS) == draw(BARS)
    with workers(1) as pool:
        ahead = DrawnAhead(pool, [None, TABLE, BARS])
        assert isinstance(pool, Workers)
        pool.idle.submit(abs, -1).result()  # which comes after it
        assert [ahead(BARS), ahead(BARS)] == [draw(BARS)] * 2
        busy = pool.submit(time.sleep, 0.2)
        assert DrawnAhead(pool, [BARS])(BARS) == draw(BARS)  # taken back
        busy.result()
