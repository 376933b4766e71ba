"""The tree of a brief: every section in its place, and nothing lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from detente.brief.chart_numbers import numbers
from detente.brief.tree import PICTURES, TABLES, Heading, listing, tree
from detente.findings import Bar, Bars, Section, Table
from detente.findings.places import PLACES

TABLE = Table("t", "s", ("a",), (("1",),))
BARS = Bars("b", "s", "x", (Bar("a", (("s", 0.5),), "n"), Bar("b", (("s", 0.25),), "n")))
ALONE = replace(BARS, bars=BARS.bars[:1])
EMPTY = replace(BARS, bars=())

figures = st.lists(
    st.integers(0, 99).flatmap(
        lambda n: st.sampled_from([replace(TABLE, title=f"table {n}"), replace(BARS, title=f"bars {n}")])
    ),
    max_size=5,
    unique_by=str,
).map(tuple)
sections = st.lists(
    st.builds(
        Section,
        chapter=st.just("weather"),
        question=st.integers(0, 999).map(lambda n: f"Question {n}?"),
        answer=st.just(("Yes.",)),
        figures=figures,
        place=st.sampled_from([form.name for form in PLACES]),
        weight=st.integers(0, 99),
    ),
    max_size=12,
    unique_by=lambda s: s.question,
)


def every(headings: tuple[Heading, ...]) -> list[Heading]:
    return [inner for heading in headings for inner in heading.all]


@given(sections)
def test_every_figure_and_answer_stands_once_somewhere(given_: list[Section]) -> None:
    found = every(tree(given_))
    assert Counter(id(f) for h in found for f in h.figures) == Counter(id(f) for s in given_ for f in s.figures)
    said = Counter(sentence for h in found for sentence in h.says)
    assert said["Yes."] == len(given_)


@given(sections)
def test_places_stand_in_order_and_hold_no_more_than_they_have_room_for(given_: list[Section]) -> None:
    headings = tree(given_, [Heading("", "Last", ("l.",))])
    assert [h.title for h in headings] == [form.title for form in PLACES]
    assert [h.number for h in headings] == [*map(str, range(1, len(PLACES))), "A"]
    for heading in headings[:-1]:
        shown = [f for h in heading.all for f in h.figures]
        assert sum(not isinstance(f, Table) for f in shown) <= PICTURES
        assert sum(isinstance(f, Table) for f in shown) <= TABLES
        assert heading.says
        assert not any(h.folded for h in heading.all)
        for h in heading.all:
            kinds = [isinstance(f, Table) for f in h.figures]
            assert kinds == sorted(kinds)  # pictures before tables
    numbers = [h.number for h in every(headings)]
    assert len(set(numbers)) == len(numbers)
    appendix = headings[-1]
    assert appendix.below[-1].title == "Last"
    assert all(h.folded for h in appendix.below)


@given(sections)
def test_what_found_no_room_is_where_it_is_said_to_be(given_: list[Section]) -> None:
    headings = tree(given_)
    by_number = {h.number: h for h in every(headings)}
    pointing = [h for h in every(headings) if h.see]
    more = [h for h in by_number.values() if h.title.startswith("More on")]
    assert [by_number[h.see] for h in pointing] == [h for h in more if h in [by_number[p.see] for p in pointing]]
    assert len(pointing) == len(more)


@given(sections)
def test_the_lightest_section_opens_its_place(given_: list[Section]) -> None:
    for heading, form in zip(tree(given_)[:-1], PLACES, strict=False):
        own = sorted((s for s in given_ if s.place == form.name), key=lambda s: s.weight)
        if not own:
            assert heading.says == (form.unknown,)
        assert [h.title for h in heading.below] == [s.question for s in own[1:]]


def test_a_section_that_names_no_place_goes_to_the_appendix() -> None:
    (appendix,) = tree([Section("weather", "Will it rain?", ("Yes.",), (TABLE, EMPTY))])[-1:]
    assert [(h.number, h.title, h.figures) for h in appendix.below] == [("A.1", "Will it rain?", (TABLE,))]


def test_a_chart_of_one_bar_is_not_shown_but_its_number_is() -> None:
    beside, alone = (
        tree([Section("weather", "Will it rain?", ("Yes.",), figures)])[-1].below[0].figures
        for figures in ((ALONE, TABLE, EMPTY), (ALONE, EMPTY))
    )
    assert beside == (TABLE,)
    assert alone == (numbers(ALONE),)


def test_a_chapter_by_itself_lists_its_sections_with_all_they_have() -> None:
    second = Section("weather", "Second?", ("Yes.",), (BARS,) * 4, "terms", 1)
    first = Section("weather", "First?", ("Yes.",), (), "call", 90)
    assert [(h.number, h.title, len(h.figures)) for h in listing([second, first])] == [
        ("1", "Second?", 4),
        ("2", "First?", 0),
    ]
