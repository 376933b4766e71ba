"""An exercise from a case: what a delegation is told, what the facilitator has, what it came to, and its calendar."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from detente.brief.compose import Brief
from detente.brief.drawings import draw
from detente.brief.paper.markdown import markdown
from detente.brief.paper.pdf import pdf
from detente.brief.paper.sheets import LEADING
from detente.brief.paper.word import word
from detente.case.model import Case
from detente.talks.help.commitment_calendar import commitment_calendar
from detente.talks.help.exercise_briefs import facilitators_guide, seat_brief
from detente.talks.help.exercise_plan import ExerciseError, exercise_plan
from detente.talks.help.state_of_play import state_of_play
from detente.talks.help.stated_positions import positions_of
from detente.talks.help.talks_scores import talks_scores
from detente.talks.record.signed_entries import time_text
from detente.worlds import Worlds
from tests.cli.conftest import called
from tests.sharing import bundled_case
from tests.talks.about_case import FIRST, SINAI, sinai_talks

BOTH = ("korea-2021", SINAI)


def papers(case: Case) -> dict[str, Brief]:
    plan = exercise_plan(case)
    return {seat.party: seat_brief(case, plan, seat) for seat in plan.seats}


def test_korea_has_four_delegations_and_a_smaller_case_its_two() -> None:
    seats = [[(s.party, s.role) for s in exercise_plan(bundled_case(name)).seats] for name in BOTH]
    assert seats[0] == [("us", "head"), ("dprk", "head"), ("rok", "consulted"), ("japan", "consulted")]
    assert seats[1] == [("egypt", "head"), ("israel", "head")]


@pytest.mark.parametrize("name", BOTH)
def test_a_brief_says_nothing_of_the_positions_of_others(name: str) -> None:
    """Whatever the others want, and why, the brief of a delegation has the same bytes."""
    case = bundled_case(name)
    for party, brief in papers(case).items():
        told = markdown(brief).decode()
        kept = {p: said for p, said in case.reservation.items() if p == party}
        blank = case.model_copy(
            update={
                "positions": {p: said for p, said in case.positions.items() if p == party},
                "reservation": kept,
                "red_lines": {p: said for p, said in case.red_lines.items() if p == party},
                "linkages": {n: said for n, said in case.linkages.items() if said.party == party},
                "factors": {},
                "policies": {},
            }
        )
        plan = exercise_plan(case)
        seat = next(one for one in plan.seats if one.party == party)
        assert markdown(seat_brief(blank, plan, seat)).decode() == told
        for issue, row in positions_of(case, party).points.items():
            assert all(case.issues[issue].options[option].name in told.replace("\\", "") for option in row)


def test_the_guide_has_timetable_injects_and_commands_and_no_positions() -> None:
    case = bundled_case("korea-2021")
    plan = exercise_plan(case)
    told = markdown(facilitators_guide(case, plan)).decode()
    assert all(str(step.minute) in told for step in plan.steps)
    assert [one.minute for one in plan.injects] == sorted(one.minute for one in plan.injects)
    assert len(plan.injects) == 6
    assert "detente talks score exercise" in told.replace("\\", "")
    assert "detente talks invite exercise.talks rok" in told.replace("\\", "")
    whys = [p.yearly.why for mine in case.positions.values() for row in mine.values() for p in row.values() if p.yearly]
    assert not [why for why in whys if why and len(why) > 20 and why in told]


@pytest.mark.parametrize("made", ["guide", "brief"])
def test_a_paper_begins_at_once_and_leaves_no_heading_at_the_foot_of_a_sheet(made: str) -> None:
    case = bundled_case("korea-2021")
    plan = exercise_plan(case)
    paper = facilitators_guide(case, plan) if made == "guide" else seat_brief(case, plan, plan.seats[0])
    document = Document(BytesIO(word(paper, draw)))
    told = [*document.paragraphs]
    assert told[0].text == paper.kind == "A paper of an exercise"
    assert not [one for one in told if one.text == "Contents" or one.paragraph_format.page_break_before]
    for heading, says, caption in zip(told, told[1:], told[2:], strict=False):
        assert heading.style is not None
        assert caption.style is not None
        if heading.style.name == "Heading 1" and caption.style.name == "Caption":
            assert says.paragraph_format.keep_with_next is True or len(says.text) > LEADING, heading.text
    rows = [table.rows[-1].cells[0].paragraphs[0] for table in document.tables]
    assert [one.paragraph_format.keep_with_next for one in rows] == [None] * len(rows)
    sheets = PdfReader(BytesIO(pdf(paper, draw))).pages
    assert [len(sheets), "5 The situation" in sheets[0].extract_text()] == [3, False]
    assert ("1 Before" if made == "guide" else "1 The situation") in sheets[0].extract_text()


def test_who_cannot_have_a_seat_is_said() -> None:
    with pytest.raises(ExerciseError, match=r"--seats: found 'egipt'; .* \(did you mean 'egypt'\?\)"):
        exercise_plan(bundled_case(SINAI), ("egipt",))
    with pytest.raises(ExerciseError, match="needs two principals that have positions; found egypt"):
        exercise_plan(bundled_case(SINAI), ("egypt",))


def test_papers_are_written_a_folder_a_delegation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = called("talks", "exercise", SINAI, "--out", "pack", "--to", "docx,pdf,md")
    assert (ran.code, ran.out) == (0, "2 delegations (egypt and israel) and facilitator: pack\n")
    assert {str(path.relative_to("pack")) for path in Path("pack").rglob("*.*")} == {
        *(
            f"{who}/{name}"
            for who in ("egypt", "israel")
            for name in ("brief.docx", "brief.pdf", "brief.md", "positions.json")
        ),
        *(f"facilitator/guide.{ending}" for ending in ("docx", "pdf", "md")),
    }
    own = json.loads(Path("pack/egypt/positions.json").read_text("utf-8"))
    assert own == positions_of(bundled_case(SINAI), "egypt").body
    again = called("talks", "exercise", SINAI, "--out", "pack")
    assert (again.code, "which is there already" in again.err) == (2, True)


def test_scores_say_what_was_had_beside_what_could_have_been() -> None:
    case = bundled_case(SINAI)
    made = sinai_talks()
    number = made.in_force(FIRST)
    found = talks_scores(made.record, case, Worlds(case, size=50, seed=1))
    (one,) = found.texts
    assert (one.proposal, one.state, one.package) == (number, "in force", FIRST)
    for party, score in one.delegations.items():
        own = positions_of(case, party)
        worth = sum(own.points[issue][option] for issue, option in FIRST.items())
        assert score.gain == pytest.approx(worth - own.reservation, abs=1e-6)
        assert score.best is not None
        assert score.share == pytest.approx(score.gain / score.best)
        assert score.over.low < score.gain < score.over.high
    assert one.nash is not None
    assert 0 < one.nash < 1
    assert one.efficient == (not one.better)


def test_commitments_are_entries_of_a_calendar_with_names_that_stay() -> None:
    made = sinai_talks()
    number = made.in_force(FIRST)
    first = made.add("israel", "commitment", proposal=number, does="Withdraw.", due="2021-12-01", verified_by="UN")
    made.add(
        "egypt", "commitment", proposal=number, does="Thin out.", due="2021-12-09", verified_by="UN", waits_for=[first]
    )
    made.add("egypt", "notice", template="launch", begins="2021-09-20T12:00:00.000Z", where="Sinai", impact="Sea")
    now = time_text(made.clock.now)
    raw = commitment_calendar(made.record, state_of_play(made.record, now))
    assert raw == commitment_calendar(made.record, state_of_play(made.record, now))
    events: list[Any] = Calendar.from_ical(raw).walk("VEVENT")
    assert [(str(e["summary"]), e["dtstart"].dt) for e in events][:2] == [
        ("israel: Withdraw.", date(2021, 12, 1)),
        ("egypt: Thin out.", date(2021, 12, 9)),
    ]
    assert str(events[2]["summary"]) == "Launch announced by egypt: Sinai"
    assert "Waits for" in str(events[1]["description"])
    assert len({str(e["uid"]) for e in events}) == 3
