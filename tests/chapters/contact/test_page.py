"""The chapter’s share of the brief says what the report says."""

from __future__ import annotations

import pytest

from detente.chapters.contact import CONTACT
from detente.chapters.contact.pages.naming import fall, in_words, risk
from detente.chapters.contact.pages.page import page
from detente.chapters.contact.report import ContactReport, report
from detente.findings import Page, Relief, Table, Web
from tests.chapters.contact import made


@pytest.fixture(scope="module")
def told() -> tuple[ContactReport, Page]:
    found = report(made.found())
    return found, page(made.skeleton(), found)


def test_one_sentence_on_page_one(told: tuple[ContactReport, Page]) -> None:
    found, written = told
    (filling,) = written.fillings
    (says,) = filling.says
    best = found.candidates[0]
    assert found.war is not None
    assert best.lowers is not None
    assert filling.slot == "first"
    assert says.startswith(f"Open {best.short}: ")
    assert in_words(fall(best.lowers)) in says
    assert len(says.split()) <= 18
    assert risk(found.war.risks[0].in_years) in written.lead


def test_the_network_is_drawn_whole(told: tuple[ContactReport, Page]) -> None:
    found, written = told
    (web,) = (figure for section in written.sections for figure in section.figures if isinstance(figure, Web))
    assert len(web.knots) == len(found.posts)
    assert len(web.wires) == len(found.channels)
    names = [knot.label for knot in web.knots]
    for wire, channel in zip(web.wires, sorted(found.channels, key=lambda c: c.state != "open"), strict=True):
        ends = {names[end].lower() for end in wire.ends}
        assert ends == {post.name.lower() for post in found.posts if post.id in channel.ends}
    sides = {post.name.lower(): post.party for post in found.posts}
    for knot in web.knots:
        side = sides[knot.label.lower()]
        assert (knot.x < 0.4) == (side == "a")
        assert (knot.x > 0.6) == (side == "b")
    assert len({(knot.x, knot.y) for knot in web.knots}) == len(web.knots)


def test_the_map_is_drawn_with_today_in_its_middle(told: tuple[ContactReport, Page]) -> None:
    found, written = told
    assert found.map is not None
    (relief,) = (figure for section in written.sections for figure in section.figures if isinstance(figure, Relief))
    middle = len(relief.columns) // 2
    assert relief.columns[middle] == relief.lines[middle] == "1"
    assert relief.values[middle][middle] == found.map.value[len(found.map.harm) // 2][len(found.map.hostility) // 2]


def test_tables_are_whole(told: tuple[ContactReport, Page]) -> None:
    _, written = told
    tables = [figure for section in written.sections for figure in section.figures if isinstance(figure, Table)]
    assert tables
    assert all(len(row) == len(table.head) and all(row) for table in tables for row in table.rows)


def test_a_case_without_a_ladder_speaks_of_arrival_alone() -> None:
    def edit(said: dict) -> None:  # type: ignore[type-arg]
        for key in ("ladder", "harm", "hostility", "counterfactuals", "fear"):
            said.pop(key)
        said["channels"]["new-york"]["available"] = 0.9

    case = made.case_with(edit)
    found = made.found_in(case, 30)
    written = page(case, report(found))
    assert report(found).war is None
    assert report(found).map is None
    assert "war" not in " ".join([written.lead, *written.answer]).lower()
    assert [headline.name for headline in found.headlines()] == [
        "contact.through[denial,b]",
        "contact.through[denial,a]",
    ]
    assert CONTACT.exactness(report(found)) is None
