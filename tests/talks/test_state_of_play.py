"""How talks stand, beside plain loops over the log, and what a case makes of it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.agreement.space.packages import usable
from detente.chapters.roadmap.pages.page import page as roadmap_page
from detente.chapters.roadmap.report import report
from detente.cli.casework import new_case
from detente.outcomes.names_offered import names_offered
from detente.outcomes.run import Outcomes, run
from detente.talks.help.case_with_talks import files_with_talks
from detente.talks.help.state_of_play import SUBSTANCE, state_of_play
from detente.talks.help.talks_as_evidence import EvidenceError, TalksEvidence, talks_evidence
from detente.talks.record.signed_entries import SeatStatement, time_text
from detente.worlds import Worlds
from tests.talks.about_case import DAY, CaseTalks, case_talks

SEATS = (("a", "head", "a"), ("b", "head", "b"), ("hk", "mediator", ""), ("un", "observer", ""))
BEGIN = datetime(2026, 3, 1, tzinfo=UTC).timestamp()
INDICATOR = """
indicators:
  agrees:
    name: B signs
    likelihoods: {mistrust: unlikely, otherwise: likely}
    by: me
"""
CHAPTERS = ("reading", "roadmap", "contact")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The skeleton of a case."""
    path = tmp_path_factory.mktemp("case") / "strait"
    new_case(str(path), CHAPTERS)
    return path


@pytest.fixture(scope="module")
def case(folder: Path) -> Case:
    return read(folder, schemas(), names_offered())


@pytest.fixture(scope="module")
def made(case: Case) -> CaseTalks:
    """Entries 9 to 30: letters, calls, a package in force, a commitment kept and one broken, and silence at the end."""
    talks = case_talks(case, SEATS, BEGIN)
    talks.add("a", "letter", text="Let us talk.")
    talks.later(10)
    talks.add("b", "letter", text="Why not?", answers=9)
    for hours in (2, 30):
        call = talks.add("a", "test-call", channel="new-york")
        talks.clock.now += hours * 3600
        talks.add("b", "answer", **{"test-call": call})
    number = talks.in_force({"exercises": "suspended", "tests": "paused"})
    due = talks.later(20)
    stops = talks.add("b", "commitment", proposal=number, does="Stop tests.", due=due, verified_by="UN")
    halts = talks.add("a", "commitment", proposal=number, does="Halt exercises.", due=due, verified_by="UN")
    talks.later(3)
    for commitment, score in ((stops, 3), (halts, 3)):
        talks.add("un", "finding", commitment=commitment, score=score, reason="Seen.")
    more = talks.add("b", "commitment", proposal=number, does="Show the site.", due=due, verified_by="UN")
    talks.later(5)
    talks.add("a", "test-call", channel="new-yorc")
    talks.add("a", "letter", text="You are late.")
    talks.add("b", "note", text="Noted.")
    talks.add("a", "proposal", text="More.", package={"trade": "partial"})
    talks.add("a", "breach", commitment=more, reason="Nothing was shown.")
    talks.later(40)
    return talks


def at(made: CaseTalks) -> str:
    return time_text(made.clock.now)


def test_who_is_silent_since_when_is_what_plain_loops_find(made: CaseTalks) -> None:
    found = state_of_play(made.record, at(made))
    entries = [(row.sequence, SeatStatement.of(row.statement)) for row in made.record.store.rows()]
    waiting = []
    for number, said in entries:
        if said.seat == "a" and said.kind in {"letter", "proposal", "amendment"}:
            waiting.append(number)
        elif said.seat == "b" and said.kind in SUBSTANCE:
            waiting = []
    (silence,) = found.silences
    assert (silence.of, silence.towards, silence.approaches) == ("b", "a", waiting)
    assert silence.days == pytest.approx(40, abs=0.01)
    assert silence.arrived  # it signed a note after having seen the letter
    early = state_of_play(made.record, time_text(BEGIN + 5 * DAY))
    assert [(one.of, one.arrived) for one in early.silences] == [("b", False)]
    assert early.silences[0].days == pytest.approx(5, abs=0.01)


def test_commitments_stand_as_findings_and_breaches_say(made: CaseTalks) -> None:
    found = state_of_play(made.record, at(made))
    assert [(one.party, one.standing, one.score) for one in found.commitments] == [
        ("b", "kept", 3),
        ("a", "kept", 3),
        ("b", "broken", None),
    ]
    first, second = found.texts
    assert (first.state, first.carried_out, second.state) == ("in force", False, "open")
    before = state_of_play(made.record, found.commitments[1].settled)
    assert before.texts[0].carried_out


def test_lines_are_as_healthy_as_their_calls(made: CaseTalks) -> None:
    york, wrong = state_of_play(made.record, at(made)).lines[::-1]
    assert (wrong.channel, wrong.calls, wrong.answered, wrong.unanswered) == ("new-yorc", 1, 0, 1)
    assert (york.calls, york.answered, york.unanswered) == (2, 2, 0)
    assert york.median_hours == pytest.approx(16, abs=0.01)
    assert york.longest_hours == pytest.approx(30, abs=0.01)


@pytest.fixture(scope="module")
def evidence(made: CaseTalks, case: Case) -> TalksEvidence:
    """What the record adds on the day after the two findings, when the package is carried out."""
    when = state_of_play(made.record, at(made)).commitments[1].settled
    return talks_evidence(made.record, case, when, {})


@pytest.fixture(scope="module")
def outcomes(folder: Path, case: Case, evidence: TalksEvidence, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """What the chapters make of the case with what the record adds."""
    path = tmp_path_factory.mktemp("with") / "strait"
    path.mkdir()
    for name, raw in files_with_talks(folder, case, evidence).items():
        (path / name).write_bytes(raw)
    return run(Worlds(read(path, schemas(), names_offered()), size=40, seed=1), list(CHAPTERS))


def test_the_record_adds_approaches_answers_and_rounds(evidence: TalksEvidence) -> None:
    ((key, added),) = evidence.recipients.items()
    assert key == ("reading", "capital")
    assert [*added["approaches"]] == ["talks-9", "talks-15"]
    assert [*added["answers"]] == ["talks-10", "talks-17"]
    assert [one["name"] for one in evidence.items["reading"].values()] == ["Commitment 24 kept: Stop tests."]
    assert evidence.rounds == [{"exercises": "suspended", "tests": "paused"}]
    assert [(row["channel"], row["calls"], row["answered"]) for row in evidence.calls] == [("new-york", "2", "2")]


def test_chapters_take_it_in(outcomes: Outcomes, case: Case, evidence: TalksEvidence) -> None:
    assert outcomes.failed == {}
    assert outcomes.case.date.isoformat() == evidence.at
    (recipient,) = outcomes.case.parts["reading"].recipients.values()
    assert recipient.answers["talks-10"].date.isoformat() == "2026-03-11"
    item = outcomes.case.parts["reading"].evidence["talks-24"]
    assert (item.commitment, item.likelihoods) == ("kept", {})
    assert [one.assumed for one in outcomes.case.parts["reading"].commitments.kept.values()] == [True, True]
    found: Any = outcomes.results["reading"]
    (subject,) = found.subjects
    row = _rows(subject)
    mean = subject.found.sums.mean[subject.weighed.index("talks-24")] / subject.worlds.total
    assert mean[row["mistrust"]] == pytest.approx((0.75 + 0.97) / 2, abs=0.02)
    assert mean[row["price"]] == pytest.approx((0.45 + 0.85) / 2, abs=0.02)
    old = case.parts["contact"].calls
    new = outcomes.case.parts["contact"].calls
    assert [row.hours for row in new[len(old) :]] == [pytest.approx(16, abs=1e-3)]
    found = outcomes.results["contact"]
    (health,) = [one for one in found.health if one.channel == "new-york"]
    assert health.calls == sum(row.calls for row in old if row.channel == "new-york") + 2
    assert "talks" in outcomes.case.parts["roadmap"].roadmaps
    assert outcomes.case.parts["roadmap"].starts.isoformat() == evidence.at
    assert outcomes.case.parts["roadmap"].carried_out == {"exercises": "suspended", "tests": "paused"}


def test_the_roadmap_says_which_rounds_are_done_and_begins_with_what_remains(
    outcomes: Outcomes, evidence: TalksEvidence
) -> None:
    result: Any = outcomes.results["roadmap"]
    told = report(result)
    done = [{(m.issue, m.option) for m in r.measures} for r in told.rounds[: told.done]]
    assert done == [{("tests", "paused"), ("exercises", "suspended")}], "what stands already asks for no trust"
    assert told.schedule is not None
    dated = told.schedule.measures
    assert [at for at in dated if (at.measure.issue, at.measure.option) in done[0]] == []
    assert min(at.start for at in dated).isoformat() == evidence.at, "what is done takes no more time"
    gone, ahead = told.rounds[: told.done], told.rounds[told.done :]
    assert [(set(r.trust.values()), r.failures, round(r.begun, 9)) for r in gone] == [({0.0}, [], 1.0)]
    assert max(max(r.trust.values()) for r in ahead) > 0
    page = roadmap_page(outcomes.case, told, Inquiry(case="strait"))
    said = " ".join(page.sections[0].answer)
    assert f"Round {told.done} has been carried out" in said
    assert f"Next is round {told.done + 1}: " in said
    assert "Trade" in " ".join(page.fillings[0].actions)
    assert "tests" not in " ".join(page.fillings[0].actions)
    assert f"{told.done} of them carried out" in page.answer[0]


FREEZE, GRAND = "{exercises: suspended, tests: paused}", "{exercises: ended, tests: banned, trade: open}"
DATED = (
    ("suspended", "Suspended while talks go on"),
    ("partial", "Food and medicine"),
    ("banned", "Banned, with inspections"),
)


@pytest.mark.parametrize("roadmap", [True, False])
def test_what_was_carried_out_stays_in_packages_after_its_last_day(
    roadmap: bool, folder: Path, evidence: TalksEvidence, tmp_path: Path
) -> None:
    """An option is left out if its last day is past, unless it is done; the case may have no place to say so."""
    dated, later = tmp_path / "dated" / "strait", tmp_path / "later" / "strait"
    shutil.copytree(folder, dated)
    said = (dated / "case.yaml").read_text("utf-8")
    for option, name in DATED:
        assert f"{option}: {name}\n" in said
        said = said.replace(f"{option}: {name}\n", f"{option}: {{name: '{name}', until: 2026-03-20}}\n", 1)
    assert said.count(FREEZE) == said.count(GRAND) == 1
    said = said.replace(GRAND, "{exercises: ended, trade: open}").replace(FREEZE, FREEZE + "\n    until: 2026-03-20")
    (dated / "case.yaml").write_text(said, "utf-8")
    if not roadmap:
        (dated / "roadmap.yaml").unlink()
    before = read(dated, schemas(), names_offered())
    later.mkdir(parents=True)
    for name, raw in files_with_talks(dated, before, evidence).items():
        (later / name).write_bytes(raw)
    after = read(later, schemas(), names_offered())
    assert before.date.isoformat() < "2026-03-20" < after.date.isoformat()
    done = {issue: option for one in evidence.rounds for issue, option in one.items()}
    left = [
        [
            number
            for number, option in enumerate(before.ladder(issue))
            if option == done.get(issue) or option not in dict(DATED)
        ]
        for issue in before.issues
    ]
    assert left == [[0, 1, 2], [0, 1], [0, 2]]
    assert [[*one] for one in usable(after)] == left
    assert usable(before) == ((0, 1, 2),) * 3
    outcomes = run(Worlds(after, size=40, seed=1), ["agreement", *(["roadmap"] if roadmap else [])])
    found: Any = outcomes.results["agreement"]
    assert outcomes.failed == {}
    assert (1, 1, 0) in found.detail.packages
    if roadmap:
        way: Any = outcomes.results["roadmap"]
        told = report(way)
        assert [(at.measure.option, at.late) for at in told.last_days if at.measure.option in done.values()] == [
            ("suspended", 0)
        ]


def _rows(subject: Any) -> dict[str, int]:
    return {explanation: number for number, explanation in enumerate(subject.explanations)}


def test_commitments_under_one_text_count_once_and_one_that_is_broken_breaks_it(
    made: CaseTalks, folder: Path, case: Case, tmp_path: Path
) -> None:
    found = talks_evidence(made.record, case, at(made), {})
    assert found.items["reading"]["talks-24"]["group"] == found.items["reading"]["talks-28"]["group"]
    (group,) = found.groups["reading"].values()
    assert (group["name"], group["commitment"]) == (
        "Text 15 of the talks: of 2 commitments, 1 kept, 1 broken",
        "broken",
    )
    for name, raw in files_with_talks(folder, case, found).items():
        (tmp_path / name).write_bytes(raw)
    assert read(tmp_path, schemas(), names_offered()).parts["reading"].groups["talks-text-15"].commitment == "broken"


def test_a_case_that_does_not_say_who_keeps_its_word_is_told_so(made: CaseTalks, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "strait"
    shutil.copytree(folder, path)
    said = (path / "reading.yaml").read_text(encoding="utf-8").replace("    class: bargaining\n", "")
    (path / "reading.yaml").write_text(said, encoding="utf-8")
    found = talks_evidence(made.record, read(path, schemas(), names_offered()), at(made), {})
    assert found.groups["reading"]["talks-text-15"]["likelihoods"] == {"otherwise": "roughly even chance"}
    assert found.left_out[0] == (
        "reading: that commitments were kept or broken tells nothing, since it is not said how likely they are to be "
        "kept under price; say it in commitments → kept, or give these hypotheses a class"
    )


def test_what_has_no_place_in_the_case_is_said(made: CaseTalks, case: Case) -> None:
    found = talks_evidence(made.record, case, at(made), {})
    (why,) = found.left_out
    assert why == "test call 29: 'new-yorc' is no channel of the case (did it mean 'new-york'?)"
    with pytest.raises(EvidenceError, match="--seen: found 'offer'; expected"):
        talks_evidence(made.record, case, at(made), {"offer": 9})
    with pytest.raises(EvidenceError, match=r"--recipient: found 'capitol'; expected .* \(did you mean 'capital'\?\)"):
        talks_evidence(made.record, case, at(made), {}, "capitol")
    with pytest.raises(EvidenceError, match="the record is asked until 2025-01-01, before 2026-01-01"):
        talks_evidence(made.record, case, "2025-01-01T00:00:00.000Z", {})


def test_an_indicator_that_came_true_is_weighed_as_it_was_judged_beforehand(
    made: CaseTalks, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "strait"
    shutil.copytree(folder, path)
    with (path / "reading.yaml").open("a", encoding="utf-8") as file:
        file.write(INDICATOR)
    case = read(path, schemas(), names_offered())
    found = talks_evidence(made.record, case, at(made), {"agrees": 22})
    for name, raw in files_with_talks(path, case, found).items():
        (path / name).write_bytes(raw)
    part = read(path, schemas(), names_offered()).parts["reading"]
    assert "agrees" not in part.indicators
    assert part.evidence["agrees"].likelihoods["mistrust"].high == pytest.approx(0.45)
    assert part.evidence["agrees"].date.isoformat() == found.seen["reading", "agrees"]
