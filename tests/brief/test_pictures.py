"""Pictures keep to what they say: bars and labels agree, no axis leaves 100 %, names stand apart, words tell all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.chart_axes import top_of
from detente.brief.chart_numbers import described, numbers
from detente.brief.charts import NARROW, WIDE, svg
from detente.brief.line_labels import GAP, apart
from detente.brief.time_charts import rising
from detente.findings import Bars, Chart, Lines, Plane, Table, Timeline, telling
from detente.findings.words import points, unbroken
from tests.brief.conftest import Made

SHARE = re.compile(r"(\d+)(?: ± \d+)?\s(?:%|points?\b)")
heights = st.lists(st.tuples(st.floats(0, 300), st.floats(10, 40)), min_size=1, max_size=6)


def axis_labels(figure: Chart, width: int) -> Iterator[str]:
    """Yield what the axes of a chart say at their ticks."""
    for element in ET.fromstring(svg(figure, width)).iter():
        if "role-axis-label" in element.attrib.get("class", ""):
            yield from (text.strip() for text in element.itertext() if text.strip())


def test_what_a_bar_says_is_as_long_as_the_bar(made: Made) -> None:
    for chart in made.charts:
        if not isinstance(chart, Bars):
            continue
        for bar in chart.bars:
            ends, at = [0.0], 0.0
            for _, value in bar.parts:
                at += value
                ends.append(at)
            assert all(value >= 0 for _, value in bar.parts)
            found = SHARE.search(bar.note)
            if "under" in bar.note or bar.note == points(0):
                assert min(ends[1:]) < 0.01
            elif found and "over" not in bar.note:
                assert any(round(100 * end) == int(found[1]) for end in ends), (chart.title, bar)
            if bar.error is not None:
                assert any(bar.error[0] - 1e-9 <= end <= bar.error[1] + 1e-9 for end in ends)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_axis_goes_beyond_all_worlds(made: Made, width: int) -> None:
    for chart in made.charts:
        if isinstance(chart, Timeline) or (isinstance(chart, Lines) and not chart.shares):
            continue
        for label in axis_labels(chart, width):
            share = re.fullmatch(r"(−?\d+)\s%", label)
            assert share is None or int(share[1].replace("−", "-")) <= 100, (chart.title, label)


def test_only_pictures_that_tell_something_are_drawn(made: Made) -> None:
    assert all(telling(chart) for chart in made.charts)


def test_words_stand_in_for_every_picture_with_its_numbers(made: Made) -> None:
    for chart in made.charts:
        said, table = described(chart), numbers(chart)
        assert said.startswith(chart.title)
        assert unbroken(chart.as_table or chart.says) in said
        assert all(unbroken(cell) in said for cell in table.rows[0])
        assert len(said) <= max(2_000, 500 + 3 * sum(map(len, (*table.head, *table.rows[0])))), chart.title
        assert table.rows
        assert all(len(row) == len(table.head) for row in table.rows)


def test_page_one_shows_how_likely_each_package_is_with_its_error(made: Made) -> None:
    picture = made.brief.one.picture
    if isinstance(picture, Bars):
        assert all(bar.error is not None for bar in picture.bars)
    assert not isinstance(picture, Plane | Table)


@given(st.floats(0, 1))
def test_an_axis_ends_just_beyond_what_is_longest(longest: float) -> None:
    top, ticks = top_of(longest)
    assert longest <= top + 1e-6
    assert top <= 1
    assert ticks[0] == 0
    assert ticks[-1] == top
    assert 2 <= len(ticks) <= 6


@given(st.floats(-1, 1), st.floats(-1, 1), st.booleans())
def test_a_vertical_axis_holds_every_value(one: float, other: float, shares: bool) -> None:
    low, high = sorted((one, other))
    bottom, top, ticks = rising(low, high, shares)
    assert bottom <= low + 1e-6
    assert high <= top + 1e-6
    assert not shares or top <= 1
    assert 2 <= len(ticks) <= 9


@given(heights)
def test_names_of_curves_never_cover_each_other(found: list[tuple[float, float]]) -> None:
    placed = apart([middle for middle, _ in found], [tall for _, tall in found], 300.0)
    spans = sorted((at - tall / 2, at + tall / 2) for at, (_, tall) in zip(placed, found, strict=True))
    for one, other in pairwise(spans):
        assert other[0] - one[1] >= GAP - 1e-6
    if len(found) == 1:
        assert placed[0] == pytest.approx(min(max(found[0][0], found[0][1] / 2), 300 - found[0][1] / 2))
