"""Page one: every slot is there, each owned once, and nothing falls off when something is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from detente.brief.pageone import LEADING, OUTCOMES, leading, page_one, slot_owners, words
from detente.brief.terminal import LINES, MORE, NARROW_LINES, show
from detente.case.bundled import bundled
from detente.chapters import CHAPTERS
from detente.findings import Bar, Bars, Filling, Page, Table
from detente.findings.places import SLOTS, SlotName
from tests.brief.conftest import Made

MOST_WORDS = 300  # two minutes aloud, of a case with eleven issues
PICTURE = Bars("t", "s.", "x", (Bar("a", (("s", 0.5),), "50 %"),))


def page(*fillings: Filling, picture: Bars | None = None) -> Page:
    return Page("It leads.", (), (), None, picture, (), fillings)


def test_every_slot_has_one_owner() -> None:
    owned = [slot for chapter in CHAPTERS for slot in chapter.owns] + list(OUTCOMES)
    assert sorted(owned) == sorted(form.name for form in SLOTS)
    assert slot_owners().keys() == {form.name for form in SLOTS}


def test_a_slot_that_nobody_fills_says_so_and_what_is_lacking() -> None:
    one = page_one({}, [], {"agreement": ["case.yaml → issues"]})
    assert [slot.name for slot in one.slots] == [form.name for form in SLOTS]
    for slot, form in zip(one.slots, SLOTS, strict=True):
        assert slot.says[0] == form.unknown
        assert slot.says[0].startswith("Not known")
    by_name = {slot.name: slot for slot in one.slots}
    assert by_name["leave-out"].says[1:] == ("The case lacks case.yaml → issues.",)
    assert one.picture is None


def test_the_lightest_comes_first_and_actions_are_numbered_through() -> None:
    owner = Filling("first", actions=("Second.",), weight=20)
    added = Filling("first", ("Word.",), ("First.",), weight=10)
    one = page_one({"roadmap": page(owner), "approach": page(added)}, [], {})
    (slot,) = (slot for slot in one.slots if slot.name == "first")
    assert (slot.says, slot.actions) == (("Word.",), ("First.", "Second."))


def test_where_only_others_speak_the_slot_still_says_that_it_is_not_known() -> None:
    one = page_one({"approach": page(Filling("first", actions=("Write.",)))}, [], {})
    (slot,) = (slot for slot in one.slots if slot.name == "first")
    assert slot.says[0].startswith("Not known")
    assert slot.actions == ("Write.",)


def test_who_leads() -> None:
    says = Filling("recommendation", ("One outcome would hold.",))
    pages = {"reading": page(), "stability": page(says, picture=PICTURE)}
    assert leading(pages) == "stability"
    one = page_one(pages, [], {})
    assert (one.lead, one.picture) == ("One outcome would hold.", PICTURE)
    assert leading({**pages, "proposal": page(Filling("recommendation", ("Propose this.",)))}) == "proposal"
    assert leading({"reading": page()}) == "reading"
    assert leading({}) == ""
    assert slot_owners()[LEADING] == "proposal"


names = st.sampled_from([form.name for form in SLOTS])
sentences = st.lists(st.integers(1, 60).map(lambda n: "word " * n + "."), max_size=3).map(tuple)
tables = st.none() | st.just(Table("t", "s", ("a", "b"), (("x", "y"),)))
fillings = st.builds(Filling, slot=names, says=sentences, actions=sentences, table=tables, weight=st.integers(0, 99))


@given(st.lists(st.lists(fillings, max_size=4), max_size=5), st.lists(fillings, max_size=3))
def test_nothing_falls_off_whatever_is_added(by_chapter: list[list[Filling]], own: list[Filling]) -> None:
    pages = {chapter.name: page(*said) for chapter, said in zip(CHAPTERS, by_chapter, strict=False)}
    one = page_one(pages, own, {})
    assert [slot.title for slot in one.slots] == [form.title for form in SLOTS]
    for filling in [*own, *(f for said in by_chapter for f in said)]:
        (slot,) = (slot for slot in one.slots if slot.name == filling.slot)
        assert set(filling.says) <= set(slot.says)
        assert set(filling.actions) <= set(slot.actions)
        assert filling.table is None or filling.table in slot.tables
    before = sum(len(slot.says) + len(slot.actions) for slot in one.slots)
    more = page_one(pages, [*own, Filling("basis", ("One more.",))], {})
    assert sum(len(slot.says) + len(slot.actions) for slot in more.slots) >= before


def test_page_one_of_every_bundled_case_is_short_and_whole(briefs: Callable[[str], Made]) -> None:
    for name in bundled():
        made = briefs(name)
        slots: dict[SlotName, tuple[str, ...]] = {slot.name: slot.says for slot in made.brief.one.slots}
        assert list(slots) == [form.name for form in SLOTS]
        assert words(made.brief.one.texts) <= MOST_WORDS, (name, words(made.brief.one.texts))
        for slot in made.brief.one.slots:
            assert slot.says or slot.actions
            assert all(text[-1] in ".:?!" for text in (*slot.says, *slot.actions)), slot


def test_confidence_stands_apart_from_likelihood(briefs: Callable[[str], Made]) -> None:
    recommended, *_, basis = briefs("korea-2021").brief.one.slots
    assert recommended.says[-1].startswith("Confidence (not likelihood): ")
    assert "%" not in recommended.says[-1]
    assert "seed 1" in briefs("korea-2021").brief.seen
    assert "of equal weight" in " ".join((*basis.says, *briefs("korea-2021").brief.warnings))


def test_page_one_has_no_riddles(briefs: Callable[[str], Made]) -> None:
    """“Not over 99 %” was read as “at most”, “likeliest is” did not say what is likely."""
    for name in ("korea-2021", "gerd-2021", "cuba-1962"):
        slots = {slot.name: " ".join(slot.says) for slot in briefs(name).brief.one.slots}
        assert re.match(r"“[A-Z][^”]+” cuts worlds with an agreement from [^;]+ to [^;]+", slots["leave-out"]), name
        assert re.match(r"If [^,]+, “.+” is the likeliest explanation \([^)]+\)[;,] ", slots["would-change"]), name
        assert not re.search(r"\bnot (over|under)\b|likeliest is", " ".join(slots.values()))


@pytest.mark.parametrize(("width", "most"), [(60, NARROW_LINES), (80, LINES)])
def test_page_one_of_every_bundled_case_has_room_on_a_terminal(
    briefs: Callable[[str], Made], width: int, most: int
) -> None:
    for name in bundled():
        stream = StringIO()
        show(briefs(name).brief, Console(file=stream, width=width, highlight=False))
        lines = stream.getvalue().splitlines()
        assert len(lines) <= most, name
        assert lines[-1] == MORE
