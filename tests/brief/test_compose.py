"""What goes into a brief: warnings, sources, assumptions, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from detente.brief.compose import compose
from detente.brief.turning import TOP, foremost
from detente.case.bundled import CASES
from detente.case.model import Case
from detente.chapters import CHAPTERS
from detente.findings import Bars
from detente.outcomes.drivers import Driver
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from detente.worlds.errors import FEW
from tests.brief.conftest import Made, explored


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
    assert "as much as 48 of equal weight" in found[0]
    enough = np.where(np.arange(600) < FEW, 1.0, 0.0)
    assert compose(replace(many, worlds=replace(many.worlds, weights=enough)), "orange").warnings == ()


def test_it_says_for_whom_and_from_when(briefs: Callable[[str], Made]) -> None:
    korea, orange = briefs("korea-2021").brief.seen, briefs("orange").brief.seen
    assert "31 August 2021" in korea
    assert "United States" in korea
    assert "120 plausible worlds" in korea
    assert "mediator" in orange


def test_every_chapter_that_ran_has_its_pages(made: Made) -> None:
    chapters = [section.chapter for section in made.brief.sections]
    assert set(chapters) == {*made.outcomes.results, "outcomes"}
    assert chapters[-1] == "outcomes"
    assert len(made.brief.missing) == len(made.outcomes.missing)


def test_a_chapter_that_could_not_run_is_named_with_what_it_lacks() -> None:
    bare = Case.model_validate({"title": "T", "date": "2021-08-31", "parties": {"a": "A"}})
    brief = compose(run(Worlds(bare, size=600, seed=1)), "./t")
    assert {question for question, _ in brief.missing} == {chapter.question for chapter in CHAPTERS}
    assert all(lines for _, lines in brief.missing)
    assert (brief.table, brief.picture) == (None, None)


def test_sources_are_listed_and_marked_where_unverified(made: Made) -> None:
    case = made.outcomes.case
    assert len(made.brief.sources) == len(case.sources)
    for line, source in zip(made.brief.sources, case.sources.values(), strict=True):
        assert source.name in line
        assert (source.url or "") in line
        assert ("not verified" in line) == source.unverified


def test_the_assumptions_are_the_judgements_behind_the_first_headline(briefs: Callable[[str], Made]) -> None:
    made = briefs("korea-2021")
    first = foremost(made.outcomes).drivers[:TOP]
    streams = {driver.stream.removesuffix("!") for driver in first}
    behind = [p for p in made.outcomes.case.judgements.values() if p.stream in streams]
    assert len(made.brief.assumptions.rows) == len(behind)
    ranges = {row[1] for row in made.brief.assumptions.rows}
    for placed in behind:
        judgement = placed.judgement
        assert (f"{judgement.low:g}" if judgement.certain else f"{judgement.low:g} to {judgement.high:g}") in ranges


def test_no_path_of_the_case_file_is_printed(made: Made) -> None:
    """Judgements go by the names of parties, issues and options, not by their paths."""
    texts = [cell for row in made.brief.assumptions.rows for cell in row[:1]]
    texts += [bar.label for s in made.brief.sections for f in s.figures if isinstance(f, Bars) for bar in f.bars]
    texts += [text for s in made.brief.sections for text in s.answer] + list(made.brief.answer)
    for text in texts:
        assert not any(path in text for path in made.outcomes.case.judgements if path.count("/")), text


def test_a_headline_that_turns_on_nothing_says_so(briefs: Callable[[str], Made]) -> None:
    (section,) = (s for s in briefs("certain").brief.sections if s.chapter == "outcomes")
    assert "No single judgement" in section.answer[0]
    assert section.figures == ()
    assert briefs("certain").brief.assumptions.rows == ()


@pytest.mark.parametrize(("drivers", "bare"), [(1, 0), (1, 1), (3, 0), (3, 1), (3, 2), (20, 20)])
def test_the_unsourced_among_the_drivers_are_counted(many: Outcomes, drivers: int, bare: int) -> None:
    found = tuple(
        Driver("positions/ann/peel", "judgement", 0.5, 0.1, 0.9, None, None, sourced=n >= bare) for n in range(drivers)
    )
    outcomes = replace(many)
    outcomes.__dict__["drivers"] = {next(n for n in outcomes.headlines if n.startswith("proposal.")): found}
    said = compose(outcomes, "orange").answer[-1]
    assert "what “Peel” is worth to Ann" in said
    assert "10\u00a0%" in said
    assert "90\u00a0%" in said
    last = said.split(". ")[-1]
    if drivers == 1:
        assert ("without a source" in last) == bool(bare)
    else:
        assert str(min(bare, TOP) or "none") in last
    for wrong in ("1 judgement that matter ", "1 are", "2 is", "1 judgements"):
        assert wrong not in said


def test_nothing_attainable_is_said_first(briefs: Callable[[str], Made]) -> None:
    lead = briefs("hopeless").brief.lead
    assert lead
    assert "attainable" in lead or "no " in lead.lower()
    assert briefs("hopeless").brief.proposal == ()
