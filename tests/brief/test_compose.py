"""What goes into a brief: warnings, sources, assumptions, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from detente.brief.chart_parts import in_parts
from detente.brief.compose import Brief, compose
from detente.brief.review import TOLD
from detente.brief.tree import Heading
from detente.brief.turning import TOP, _place, foremost
from detente.case.bundled import CASES, bundled
from detente.case.model import Case
from detente.chapters import CHAPTERS
from detente.findings import Bars, Section, Swings, Table, telling
from detente.findings.words import how_many
from detente.outcomes.drivers import Driver
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from detente.worlds.errors import FEW
from tests.brief.conftest import Made, explored
from tests.sharing import bundled_case


@pytest.fixture(scope="module")
def many() -> Outcomes:
    return explored(CASES / "orange", worlds=600)


def test_enough_worlds_need_no_warning(many: Outcomes) -> None:
    assert compose(many, "orange").warnings == ()


def test_few_worlds_are_warned_about(briefs: Callable[[str], Made]) -> None:
    (warning,) = briefs("orange").brief.warnings
    assert "120" in warning


def test_evidence_that_leaves_few_worlds_is_warned_about(many: Outcomes) -> None:
    few = np.where(np.arange(600) < 48, 1.0, 0.0)
    found = compose(replace(many, worlds=replace(many.worlds, weights=few)), "orange").warnings
    assert len(found) == 1
    assert "48 worlds of equal weight" in found[0]
    enough = np.where(np.arange(600) < FEW, 1.0, 0.0)
    assert compose(replace(many, worlds=replace(many.worlds, weights=enough)), "orange").warnings == ()


def test_it_says_for_whom_and_from_when(briefs: Callable[[str], Made]) -> None:
    korea, orange = briefs("korea-2021").brief.seen, briefs("orange").brief.seen
    assert "31 August 2021" in korea
    assert "United States" in korea
    assert "120 plausible worlds" in korea
    assert "mediator" in orange


def test_every_section_of_every_chapter_is_in_the_brief(made: Made) -> None:
    titles = {heading.title for heading in made.headings}
    opening: dict[str, list[Section]] = {}
    for page in made.outcomes.pages.values():
        for section in page.sections:
            opening.setdefault(section.place, []).append(section)
            figures = [f for f in section.figures if f.rows and (isinstance(f, Table) or telling(f))]
            parts = [part for figure in figures for part in in_parts(figure)]
            assert all(part in made.brief.figures for part in parts), section.question
    for place, sections in opening.items():
        missing = [section.question for section in sections if section.question not in titles]
        assert len(missing) <= (place != "appendix"), missing  # the one that opens its place


def test_the_appendix_has_what_a_reviewer_needs(made: Made) -> None:
    titles = [heading.title for heading in made.brief.headings[-1].below]
    assert titles[-2:] == ["Sources", "How to make it again"]
    assert ("What could not be answered" in titles) == bool(made.outcomes.missing)
    case = made.outcomes.case
    told = [row for h in made.brief.headings[-1].below if h.title.startswith("What is assumed of") for row in rows(h)]
    sections = {path.partition("/")[0] for path in case.judgements}
    about = [path for path in case.judgements if path.partition("/")[0] in TOLD]
    assert len(told) == len(about), sections
    assert {row[2] for row in told} >= {case.judgements[path].judgement.why or "–" for path in about}


def named(brief: Brief, title: str) -> Heading:
    (found,) = (inner for heading in brief.headings for inner in heading.all if inner.title == title)
    return found


def rows(heading: Heading) -> list[tuple[str, ...]]:
    return [row for figure in heading.figures if isinstance(figure, Table) for row in figure.rows]


def test_a_chapter_that_could_not_run_is_named_with_what_it_lacks() -> None:
    bare = Case.model_validate({"title": "T", "date": "2021-08-31", "parties": {"a": "A"}})
    outcomes = run(Worlds(bare, size=600, seed=1))
    brief = compose(outcomes, "./t")
    (missing,) = (h for h in brief.headings[-1].below if h.title == "What could not be answered")
    assert {row[0] for row in rows(missing)} == {chapter.question for chapter in CHAPTERS if not chapter.aside}
    assert all(row[1] for row in rows(missing))
    assert brief.one.picture is None
    assert all(slot.says for slot in brief.one.slots)


def test_sources_are_listed_and_marked_where_unverified(made: Made) -> None:
    case = made.outcomes.case
    found = rows(made.told("Sources"))
    assert len(found) == len(case.sources)
    for row, source in zip(found, case.sources.values(), strict=True):
        assert row[1] == source.name
        assert row[3] == (source.url or "–")
        assert (row[4] == "no") == source.unverified


def test_the_assumptions_are_the_judgements_behind_the_first_headline(many: Outcomes) -> None:
    outcomes = replace(many)
    driver = Driver("positions/ann/peel", "judgement", 0.5, 0.1, 0.9, None, None, sourced=True)
    outcomes.__dict__["drivers"] = {next(n for n in outcomes.headlines if n.startswith("proposal.")): (driver,)}
    assert foremost(outcomes).drivers == (driver,)
    behind = [p for p in many.case.judgements.values() if p.stream == driver.stream]
    found = rows(named(compose(outcomes, "orange"), "Which judgements lie behind that?"))
    assert found
    assert len(found) == len(behind)
    ranges = {row[1] for row in found}
    for placed in behind:
        judgement = placed.judgement
        span = f"{judgement.low:g}" if judgement.certain else f"{judgement.low:g} to {judgement.high:g}"
        assert span.replace("-", "−") in ranges


def test_no_path_of_the_case_file_is_printed(made: Made) -> None:
    """Judgements go by the names of parties, issues and options, not by their paths."""
    texts = [*made.brief.one.texts, *(text for heading in made.headings for text in heading.says)]
    texts += [bar.label for f in made.brief.figures if isinstance(f, Bars | Swings) for bar in f.rows]
    texts += [row[0] for heading in made.headings for row in rows(heading)]
    for text in texts:
        assert not any(path in text for path in made.outcomes.case.judgements if path.count("/")), text


def test_a_headline_that_turns_on_nothing_says_so(briefs: Callable[[str], Made]) -> None:
    made = briefs("certain")
    (place,) = (heading for heading in made.brief.headings if heading.title == "Assumptions to dispute")
    assert "No single judgement" in place.says[0]
    assert place.figures == ()
    (slot,) = (slot for slot in made.brief.one.slots if slot.name == "turns-on")
    assert slot.says[0].startswith("Not known")


@pytest.mark.parametrize(("drivers", "bare"), [(1, 0), (1, 1), (3, 0), (3, 1), (3, 2), (20, 20)])
def test_the_unsourced_among_the_drivers_are_counted(many: Outcomes, drivers: int, bare: int) -> None:
    found = tuple(
        Driver("positions/ann/peel", "judgement", 0.5, 0.1, 0.9, None, None, sourced=n >= bare) for n in range(drivers)
    )
    outcomes = replace(many)
    outcomes.__dict__["drivers"] = {next(n for n in outcomes.headlines if n.startswith("proposal.")): found}
    brief = compose(outcomes, "orange")
    (place,) = (heading for heading in brief.headings if heading.title == "Assumptions to dispute")
    said = " ".join((*place.says, *named(brief, "Which judgements lie behind that?").says))
    assert "what “Peel” is worth to Ann" in said
    assert "10\u00a0%" in said
    assert "90\u00a0%" in said
    last = said.split(". ")[-1]
    if drivers == 1:
        assert ("without a source" in last) == bool(bare)
    else:
        assert (how_many(min(bare, TOP)) if bare else "none") in last
    for wrong in ("1 judgement that matter ", "1 are", "2 is", "1 judgements"):
        assert wrong not in said


def test_nothing_attainable_is_said_first(briefs: Callable[[str], Made]) -> None:
    one = briefs("hopeless").brief.one
    assert one.lead.startswith("Propose nothing: ")
    assert "attainable" in one.lead
    assert one.slots[0].tables == ()
    assert one.slots[2].says == ("Nothing else that could be proposed is worth it either.",)


OF_PARTIES = {"positions", "red_lines", "reservation", "linkages", "discount"}


@pytest.mark.parametrize("name", bundled())
def test_no_two_judgements_of_a_party_are_called_the_same(name: str) -> None:
    """What an option is worth under another explanation, or once, is another judgement."""
    case = bundled_case(name)
    named = [_place(case, path) for path in case.judgements if path.split("/")[0] in OF_PARTIES]
    assert len(set(named)) == len(named)
