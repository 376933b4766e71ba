"""What the chapter says first where a case has few parts, or looks at less than a year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.brief.turning import reasons, turning
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas, skeletons
from detente.chapters.urgency.chapter import URGENCY
from detente.chapters.urgency.pages.arsenal_sections import arsenal_sections
from detente.findings import Lines
from detente.outcomes.run import run
from detente.worlds import Worlds
from tests.sharing import found_in

PARTS = ("arsenal", "waiting", "attention")


def lead_of(folder: Path, kept: tuple[str, ...], *changes: tuple[str, str]) -> str:
    """The first sentence on a new case with some parts of `urgency.yaml`, some places of it replaced."""
    create(folder / "x", skeletons(["urgency"]))
    path = folder / "x" / "urgency.yaml"
    text = path.read_text(encoding="utf-8")
    starts = [text.index(f"\n{part}:") for part in PARTS]
    parts = {name: text[a:b] for name, a, b in zip(PARTS, starts, [*starts[1:], len(text)], strict=True)}
    told = "".join(parts[name] for name in kept)
    for old, new in changes:
        assert old in told
        told = told.replace(old, new, 1)
    path.write_text(told, encoding="utf-8")
    found = run(Worlds(read(folder / "x", schemas()), size=20, seed=1), ["urgency"])
    return URGENCY.page(found.case, URGENCY.report(found.results["urgency"]), found.inquiry).lead  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kept", "changes", "says"),
    [
        (PARTS, (), "If one waits a year, Country B gains 0.9"),
        (PARTS, (("months: 36", "months: 1"),), "If one waits a month, Country B gains 0.1 weapons"),
        (("arsenal",), (), "If one waits a year, Country B gains 0.9"),
        (
            ("arsenal",),
            (("until: 2031-12-31", "until: 2026-06-30"), ("by: 2028-12-31", "by: 2026-06-30")),
            "Ten weapons by June 2026: in ",
        ),
        (("attention",), (), "In January 2026 there is time for a letter"),
        (("attention",), (("months: 6", "months: 1"),), "In January 2026 there is time for a letter"),
    ],
)
def test_the_first_sentence_speaks_of_what_the_case_has(
    tmp_path: Path, kept: tuple[str, ...], changes: tuple[tuple[str, str], ...], says: str
) -> None:
    assert lead_of(tmp_path, kept, *changes).startswith(says)


def test_years_stand_where_they_begin_and_no_month_is_after_the_last_day() -> None:
    """Counted from August 2013, the line of 2014 was called 2013, and the last of December 2015 was told as January."""
    found = found_in("iran-2013")
    report = URGENCY.report(found.results["urgency"])  # type: ignore[arg-type]
    page = URGENCY.page(found.case, report, found.inquiry)
    grows = next(
        f for s in page.sections for f in s.figures if isinstance(f, Lines) and f.title == "How the arsenal grows"
    )
    begins = [(dt.date(year, 1, 1) - dt.date(2013, 8, 28)).days / 365.25 for year in (2014, 2015)]
    assert dict(zip(grows.short, grows.ticks, strict=True)) == pytest.approx(
        dict(zip(("2014", "2015"), begins, strict=True))
    )
    assert report.arsenal.fan[-1].date == report.arsenal.until == dt.date(2015, 12, 31)  # type: ignore[union-attr]
    assert not any("January 2016" in sentence for section in page.sections for sentence in section.answer)


@pytest.mark.parametrize(
    ("assembled", "says"),
    [
        ((), "they are no input."),
        ((2,), "they are no input. Without a bar: 2, which counts only weapons that are put together."),
        ((1, 3), "they are no input. Without a bar: 1 and 3, which count only weapons that are put together."),
    ],
)
def test_published_numbers_without_a_bar_are_named(assembled: tuple[int, ...], says: str) -> None:
    """Number 5 of korea-2021 was in the table, and on the chart it was missing without a word."""
    found = found_in("iran-2013")
    arsenal = URGENCY.report(found.results["urgency"]).arsenal  # type: ignore[arg-type]
    assert arsenal is not None
    counts = ["assembled" if n in assembled else "material" for n in (1, 2, 3)]
    three = [arsenal.estimates[0].model_copy(update={"counts": one}) for one in counts]
    (chart,) = (
        f
        for s in arsenal_sections(found.case, arsenal.model_copy(update={"estimates": three}))
        for f in s.figures
        if isinstance(f, Lines)
    )
    assert chart.says.endswith(says)
    assert [label for *_, label in chart.ranges] == [str(n) for n in (1, 2, 3) if n not in assembled]


def test_a_judgement_that_is_no_point_and_no_chance_has_its_unit() -> None:
    found = found_in("iran-2013")
    table = reasons(found)
    assert table.rows
    assert all(any(letter.isalpha() for letter in row[1].replace(" to ", "")) for row in table.rows)
    assert not any("No judgement alone" in sentence for section in turning(found)[0] for sentence in section.answer)
