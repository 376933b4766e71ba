"""Labels of rows are read in full on a narrow screen, and stand above what they name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.brief.charts import NARROW, WIDE, spec
from detente.brief.line_labels import beside
from detente.brief.row_labels import ABOVE, BAR, HALF, LETTER, MOST, broken, height, labels
from detente.findings import Bar, Bars, Line, Lines

LONG = "War-ending instrument: Peace agreement as an executive agreement: can be taken back in full"
names = st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=200), min_size=1, max_size=6)


def test_a_long_label_is_broken_and_nothing_of_it_is_lost() -> None:
    lines = broken(LONG, NARROW)
    assert len(lines) == 2
    assert " ".join(lines) == LONG
    assert broken(LONG, WIDE) == [LONG]


def test_what_does_not_fit_on_three_lines_ends_with_dots() -> None:
    lines = broken(" ".join([LONG] * 3), NARROW)
    assert len(lines) == MOST
    assert lines[-1].endswith("…")


@given(names, st.sampled_from([NARROW, WIDE]))
def test_every_line_fits_and_no_label_reaches_its_bar(found: list[str], width: int) -> None:
    row = height(found, width)
    layer = labels(found, width, "#000", {"type": "quantitative"})
    for n, value in enumerate(layer["data"]["values"]):
        assert all(len(line) * LETTER <= width - 24 for line in value["lines"])
        top, last = (value["y"] - n) * row, (value["y"] - n) * row + 2 * HALF * (len(value["lines"]) - 1)
        assert top >= HALF - 4
        assert last + HALF <= BAR * row - ABOVE + HALF + 1e-6


def test_rows_are_as_high_as_the_longest_label_needs() -> None:
    short, long = (Bars("t", "s.", "x", (Bar(name, (("s", 0.5),), ""),)) for name in ("short", LONG))
    assert spec(long, WIDE)["height"] == spec(short, WIDE)["height"] == spec(short, NARROW)["height"]
    assert spec(long, NARROW)["height"] > spec(short, NARROW)["height"]


def test_words_of_a_name_beside_a_curve_are_not_broken() -> None:
    told = ("comprehensive", "Infrastructure, reconciliation", "x" * 60)
    lines = tuple(Line(name, ((0.0, 0.1), (1.0, 0.5))) for name in told)
    figure = Lines("t", "s.", "x", "y", lines)
    for width in (270, 640):
        names, room = beside(figure, (0.0, 1.0), width, 270)
        assert [one["lines"] for one in names[:2]] in (
            [["comprehensive"], ["Infrastructure,", "reconciliation"]],
            [["comprehensive"], ["Infrastructure, reconciliation"]],
        )
        assert room < width / 2
