"""The case of the dam on the Blue Nile: a mediator's, with three principals and sources that were looked up."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.case.model import Case
from detente.chapters import CHAPTERS, lacks, worth_a_look
from detente.chapters.agreement import AGREEMENT
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.report import AgreementReport, report
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.judging.package_judgement import judge
from detente.chapters.roadmap.space.lattice import legs
from detente.worlds import Worlds
from tests.sharing import bundled_case


@pytest.fixture(scope="module")
def case() -> Case:
    return bundled_case("gerd-2021")


@pytest.fixture(scope="module")
def found(case: Case) -> AgreementReport:
    return report(analyse(Worlds(case, 500, 1), Upstream()))


def test_it_lacks_nothing(case: Case) -> None:
    assert not any(lacks(case)[chapter.name] for chapter in CHAPTERS if not chapter.aside)


def test_three_principals_and_a_mediator_who_moves_nothing(case: Case) -> None:
    assert case.principals == ("egypt", "sudan", "ethiopia")
    assert case.advises is None
    assert {form.sender for form in case.parts["approach"].letters.values()} == {"au"}
    assert not any("au" in body.movers for body in case.issues.values())


def test_two_principals_have_motives_in_dispute(case: Case) -> None:
    """Of each something depends on which explanation is true, and every judgement about Egypt is marked as one."""
    assert [subject.party for subject in case.subjects] == ["ethiopia", "egypt"]
    assert not [remark for remark in worth_a_look(case) if remark.where.endswith("hypotheses")]
    own = [at.judgement for path, at in case.judgements.items() if path.startswith("reading/subjects/egypt/")]
    assert len(own) > 15
    assert all(judgement.by == "authors" and not judgement.certain for judgement in own)


def test_beliefs_are_stated_party_by_party(case: Case) -> None:
    stated = case.parts["roadmap"].beliefs
    assert {(p, q) for p in stated for q in stated[p]} == {(p, q) for p in stated for q in stated if p != q}


def test_every_source_has_an_address_or_is_marked(case: Case) -> None:
    assert all(source.url or source.unverified for source in case.sources.values())


def test_a_red_line_on_an_interim_text_is_none_on_the_treaty_that_egypt_asks_for(case: Case) -> None:
    assert case.red_lines["egypt"]["form"]["treaty"].high == 0


def test_what_the_page_says_comes_out(found: AgreementReport) -> None:
    """Within what 500 worlds tell of 2,000; which package comes first differs, how attainable it is does not."""
    by_kind = {recommended.kind: recommended.package for recommended in found.recommended}
    for kind in ("most-attainable", "fairest"):
        assert by_kind[kind].share == pytest.approx(0.67, abs=0.06)


def test_an_agreement_on_the_second_filling_is_not_reached_after_it(case: Case) -> None:
    """The rains of July and August are over by September: an interim text comes by then or not at all."""
    last = dt.date(2021, 8, 31)
    assert case.issues["form"].options["interim"].until == last
    worlds = Worlds(case, 200, 1)
    upstream = Upstream({"agreement": analyse(worlds, Upstream())})
    held = case.packages["sudan-june"].options
    package = tuple(case.ladder(issue).index(held[issue]) if issue in held else 0 for issue in case.issues)
    judged = judge(package, worlds, upstream.needed(AGREEMENT))
    roadmap, form = judged.journey.best, list(case.issues).index("form")
    (number,) = (n for n, (before, after) in enumerate(legs(roadmap)) if after[form] != before[form])
    begins = judged.walked.walk.years[:number].sum(axis=0)
    lead = worlds.draws(0, worlds.size).value("stability/measures/form/interim/lead") / 12
    days = 365.25 * (begins + lead)
    late = days > (last - case.parts["roadmap"].starts).days + 1
    assert late.mean() > 0.5  # data come first, by a rule of the case
    assert not judged.walked.completed[late].any()
    assert (judged.walked.in_time[number] == ~late).all()
