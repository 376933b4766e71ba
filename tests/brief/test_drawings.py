"""Which figures are drawn, and what comes of them."""

from __future__ import annotations

from detente.brief.charts import NARROW, WIDE, svg
from detente.brief.drawings import charts, draw
from detente.findings import Bar, Bars, Table
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
