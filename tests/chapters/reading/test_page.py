"""The chapter's share of the brief says what the report says."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.labels import label
from detente.chapters.reading.pages.page import page
from detente.chapters.reading.report import SubjectReport, report
from detente.chapters.reading.what_if import as_of
from detente.findings import Lines, Page, Table
from detente.worlds import Worlds
from tests.chapters.reading.made import case
from tests.sharing import bundled_case


def told(of: Case) -> tuple[SubjectReport, Page]:
    found = report(analyse(Worlds(of, 300, 1), Upstream()))
    return found.subjects[0], page(of, found, Inquiry())


@pytest.fixture(scope="module", params=["korea-2021", "cuba-1962"])
def both(request: pytest.FixtureRequest) -> tuple[Case, SubjectReport, Page]:
    of = bundled_case(str(request.param))
    return of, *told(of)


def test_page_one_is_two_short_sentences(both: tuple[Case, SubjectReport, Page]) -> None:
    _, found, made = both
    assert len(made.answer) == 2
    assert all(len(re.sub(r" ± [0-9.]+", "", sentence).split()) <= 25 for sentence in made.answer)
    first = max(found.explanations, key=lambda e: e.posterior)
    assert first.name in made.lead
    assert first.name in made.answer[0]
    assert (made.table, made.picture) == (None, None)


def test_each_question_has_its_page(both: tuple[Case, SubjectReport, Page]) -> None:
    _, found, made = both
    questions = [section.question for section in made.sections]
    assert questions[:2] == ["What explains the other side’s behaviour?", "What does the evidence say?"]
    assert ("What does their silence mean?" in questions) == bool(found.silences)
    assert "What would tell the explanations apart?" in questions
    assert all(1 <= len(section.answer) <= 5 and all(section.answer) for section in made.sections)
    tables = [f for section in made.sections for f in section.figures if isinstance(f, Table)]
    assert all(len(row) == len(table.head) and all(row) for table in tables for row in table.rows)


def test_curves_are_the_beliefs_over_time(both: tuple[Case, SubjectReport, Page]) -> None:
    of, found, made = both
    lines = next(f for section in made.sections for f in section.figures if isinstance(f, Lines))
    top = max(found.explanations, key=lambda e: e.posterior)
    assert lines.lines[0].at[0][1] == top.prior
    assert lines.lines[0].at[-1][0] == of.date.toordinal()
    assert lines.lines[0].at[-1][1] == pytest.approx(top.posterior)
    for place in zip(*(line.at for line in lines.lines), strict=True):
        assert sum(y for _, y in place) == pytest.approx(1)
        assert len({x for x, _ in place}) == 1
    named = dict(lines.places)
    assert {x for line in lines.lines for x, _ in line.at} | set(lines.ticks) <= named.keys()
    assert all(x in named for x, _ in lines.marks)


def test_every_judgement_has_words(both: tuple[Case, SubjectReport, Page]) -> None:
    of, *_ = both
    for path in of.judgements:
        if path.startswith("reading/"):
            words = label(of, path.split("/")[1:])
            assert words.startswith(("how ", "whether "))


def test_a_post_mortem_says_what_helped_and_what_misled() -> None:
    cuba = as_of(bundled_case("cuba-1962"), dt.date(1962, 10, 28))
    found, made = told(cuba)
    assert found.post_mortem is not None
    assert found.post_mortem.posterior > found.post_mortem.chance > found.post_mortem.prior
    assert found.post_mortem.chance == -3
    last = made.sections[-1]
    assert last.question == "How good were the judgements?"
    assert "Cuba and the gap" in last.answer[0]
    assert {p.id for p in found.pieces if p.worthless} == {"aircraft"}


def test_little_makes_a_page_too() -> None:
    two = {"a": {"name": "they wait", "prior": 0.5}, "b": {"name": "they will not", "prior": 0.5}}
    item = {"name": "I", "date": "2021-08-31", "likelihoods": {"a": 0.9, "b": 0.5}}
    _, made = told(case({"hypotheses": two, "evidence": {"i": item}}))
    assert len(made.answer) == 1
    assert len(made.sections) == 4  # beliefs, evidence, the doubt that is left, inconsistencies
