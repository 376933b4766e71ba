"""What may follow on what: a whole course from first proposal to restoration, and every step that may not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from detente.talks.record.exported_record import of_store
from detente.talks.record.judging_entries import RefusedError
from detente.talks.record.signed_entries import SeatStatement, Seen, time_text
from detente.talks.record.stores.memory_store import MemoryStore
from detente.talks.record.talks_record import AHEAD, RECORD, SeatKey, TalksRecord
from detente.talks.record.verification import verify
from detente.talks.rules.entry_kinds import KINDS
from detente.talks.rules.machines import COURSES, may_follow
from detente.talks.rules.rulebook import RuleBook, difference
from detente.talks.rules.sealed_marks import marked, overlap
from tests.talks.made import ORIGIN, START, Clock, Talks, private

PACKAGE = {"exercises": "end", "forces": "pull-back"}
DAY = 86_400.0
SEATS: tuple[tuple[str, str, str], ...] = (("us", "head", "us"), ("kp", "head", "kp"))
SEATS += (("us-arms", "group", "us"), ("kr", "consulted", "kr"))
SEATS += (("mediator", "mediator", ""), ("un", "observer", ""))


@pytest.fixture
def made() -> Talks:
    clock = Clock()
    key = SeatKey(ORIGIN, private("record"))
    record = TalksRecord.new(MemoryStore(), RuleBook(), key, {"title": "Talks"}, clock)
    found = Talks(record, SeatKey(RECORD, key.private), clock)
    for seat, role, delegation in SEATS:
        found.seated(seat, role, delegation)
    return found


def add(made: Talks, seat: str, kind: str, **body: Any) -> int:
    named = {name.replace("_", "-"): value for name, value in body.items()}
    return made.record.append(made.seats[seat], kind, named).sequence


def book(made: Talks) -> RuleBook:
    assert isinstance(made.record.judge, RuleBook)
    return made.record.judge


def proposed(made: Talks) -> int:
    return add(made, "us", "proposal", text="End of exercises against pull-back.", package=PACKAGE)


def in_force(made: Talks) -> int:
    number = proposed(made)
    for kind in ("acceptance", "agreed-text", "initials", "signature"):
        for seat in ("us", "kp") if kind != "agreed-text" else ("mediator",):
            add(made, seat, kind, proposal=number, version=number)
    add(made, "mediator", "entry-into-force", proposal=number)
    return number


def committed(made: Talks, seat: str = "kp", days: float = 10, **more: Any) -> int:
    proposal = next((n for n, one in book(made).courses.items() if one.state == "in force"), None) or in_force(made)
    due = time_text(made.clock.now + days * DAY)[:10]
    return add(
        made, seat, "commitment", proposal=proposal, does="pull back", due=due, verified_by="overflights", **more
    )


def test_a_course_from_proposal_to_restoration(made: Talks) -> None:
    number = proposed(made)
    add(made, "us", "acceptance", proposal=number, version=number)
    add(made, "kp", "acceptance", proposal=number, version=number)
    later = add(made, "kp", "amendment", proposal=number, text="Pause.", package={**PACKAGE, "exercises": "pause"})
    assert book(made).courses[number].accepted == set(), "an amendment resets support"
    for seat in ("us", "kp"):
        add(made, seat, "acceptance", proposal=number, version=later)
    add(made, "mediator", "agreed-text", proposal=number, version=later)
    for kind in ("initials", "signature"):
        for seat in ("us", "kp"):
            add(made, seat, kind, proposal=number, version=later)
    assert book(made).courses[number].state == "agreed"
    add(made, "us", "entry-into-force", proposal=number)
    commitment = committed(made)
    add(made, "kp", "report", commitment=commitment, text="Done in part.")
    add(made, "un", "finding", commitment=commitment, score=1, reason="A third is back.")
    add(made, "us", "breach", commitment=commitment, reason="A third is not all.")
    add(made, "us", "suspension", commitment=commitment, reason="Exercises resume.")
    add(made, "us", "restoration", commitment=commitment, reason="All is back.")
    assert book(made).courses[commitment].state == "due"
    key = book(made).record_key
    assert key is not None
    assert verify(of_store(made.record.store, ORIGIN, key.text), RuleBook()).breaks == []


def test_whoever_opens_the_record_later_knows_the_same(made: Talks) -> None:
    committed(made)
    again = TalksRecord(made.record.store, RuleBook(), made.clock)
    assert isinstance(again.judge, RuleBook)
    assert again.judge.courses == book(made).courses


@pytest.mark.parametrize(
    ("seat", "kind", "why"),
    [
        (
            "us",
            "amendment",
            "is agreed: amendment may not follow; expected initials, signature, entry-into-force",
        ),
        ("us", "entry-into-force", "only if every delegation has signed"),
        ("us", "signature", "only if every delegation has initialled"),
        ("kr", "signature", "signature is not for a consulted ally, but for a head of a delegation"),
        ("us-arms", "signature", "signature is not for a working group, but for a head of a delegation"),
        ("mediator", "initials", "initials is not for a mediator, but for a head of a delegation"),
    ],
)
def test_nothing_binds_before_its_time(made: Talks, seat: str, kind: str, why: str) -> None:
    number = proposed(made)
    for by, before in (("us", "acceptance"), ("kp", "acceptance"), ("mediator", "agreed-text"), ("us", "initials")):
        add(made, by, before, proposal=number, version=number)
    body: dict[str, Any] = {"proposal": number}
    if kind != "entry-into-force":
        body |= {"text": "x", "package": PACKAGE} if kind == "amendment" else {"version": number}
    with pytest.raises(RefusedError, match=why):
        add(made, seat, kind, **body)


def test_a_text_is_agreed_when_every_delegation_accepts_it_as_it_stands(made: Talks) -> None:
    number = proposed(made)
    add(made, "us", "acceptance", proposal=number, version=number)
    with pytest.raises(RefusedError, match="every delegation accepts it"):
        add(made, "us", "agreed-text", proposal=number, version=number)
    add(made, "kp", "acceptance", proposal=number, version=number)
    add(made, "kp", "rejection", proposal=number, version=number, reason="On reflection.")
    with pytest.raises(RefusedError, match="every delegation accepts it"):
        add(made, "us", "agreed-text", proposal=number, version=number)
    with pytest.raises(RefusedError, match="only if it names the text as it stands"):
        add(made, "kp", "acceptance", proposal=number, version=number - 1)
    with pytest.raises(RefusedError, match="only if it is made by whoever made the proposal"):
        add(made, "kp", "withdrawal", proposal=number, reason="x")
    add(made, "us", "withdrawal", proposal=number, reason="x")
    with pytest.raises(RefusedError, match="is withdrawn: acceptance may not follow; expected nothing"):
        add(made, "kp", "acceptance", proposal=number, version=number)


class TestConsultation:
    """An ally is heard, and cannot block."""

    @pytest.fixture
    def asked(self, made: Talks) -> tuple[int, int]:
        number = proposed(made)
        until = time_text(made.clock.now + 3 * DAY)
        asked = add(made, "us", "consultation", proposal=number, ally="kr", until=until)
        for seat in ("us", "kp"):
            add(made, seat, "acceptance", proposal=number, version=number)
        return number, asked

    def test_talks_wait_for_the_ally(self, made: Talks, asked: tuple[int, int]) -> None:
        with pytest.raises(RefusedError, match="no consultation about it is open"):
            add(made, "us", "agreed-text", proposal=asked[0], version=asked[0])

    def test_whatever_it_says_they_go_on(self, made: Talks, asked: tuple[int, int]) -> None:
        add(made, "kr", "comment", consultation=asked[1], text="We are against it.")
        add(made, "us", "agreed-text", proposal=asked[0], version=asked[0])

    def test_if_it_says_nothing_they_go_on_when_the_time_is_over(self, made: Talks, asked: tuple[int, int]) -> None:
        made.clock.now += 3 * DAY
        add(made, "us", "agreed-text", proposal=asked[0], version=asked[0])

    def test_a_time_that_is_far_away_is_replaced_by_asking_anew(self, made: Talks) -> None:
        number = proposed(made)
        far, near = "9999-01-01T00:00:00.000Z", time_text(made.clock.now + DAY)
        first = add(made, "us", "consultation", proposal=number, ally="kr", until=far)
        later = add(made, "kp", "consultation", proposal=number, ally="kr", until=near)
        for seat in ("us", "kp"):
            add(made, seat, "acceptance", proposal=number, version=number)
        assert book(made).courses[first].ended == "the ally was asked anew about the proposal"
        add(made, "kr", "comment", consultation=first, text="To what was asked before.")
        with pytest.raises(RefusedError, match="no consultation about it is open"):
            add(made, "us", "agreed-text", proposal=number, version=number)
        made.clock.now += DAY
        assert book(made).is_over(book(made).courses[later], time_text(made.clock.now))
        add(made, "us", "agreed-text", proposal=number, version=number)
        key = book(made).record_key
        assert key is not None
        assert not verify(of_store(made.record.store, ORIGIN, key.text), RuleBook()).breaks

    def test_another_ally_or_proposal_replaces_nothing(self, made: Talks, asked: tuple[int, int]) -> None:
        made.seated("jp", "consulted", "jp")
        until = time_text(made.clock.now + DAY)
        other = proposed(made)
        for number, ally in ((asked[0], "jp"), (other, "kr")):
            add(made, "us", "consultation", proposal=number, ally=ally, until=until)
        assert not book(made).courses[asked[1]].ended
        assert len(book(made).open_consultations(book(made).courses[asked[0]], time_text(made.clock.now))) == 2

    def test_nobody_waits_for_a_seat_that_was_revoked(self, made: Talks, asked: tuple[int, int]) -> None:
        made.record.append(made.own, "revocation", {"seat": "kr", "reason": "Lost."})
        with pytest.raises(RefusedError, match="the key of kr is revoked"):
            add(made, "us", "consultation", proposal=asked[0], ally="kr", until=time_text(made.clock.now + DAY))
        made.seated("kr", "consulted", "kr")  # anew: it is asked anew, or not waited for
        add(made, "us", "agreed-text", proposal=asked[0], version=asked[0])

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if "consulted" not in KINDS[kind].roles])
    def test_there_is_nothing_else_that_it_may_do(self, made: Talks, asked: tuple[int, int], kind: str) -> None:
        with pytest.raises(RefusedError, match="is not for a consulted"):
            made.record.append(made.seats["kr"], kind, {})

    def test_it_stops_nobody_by_signing_ahead_of_the_clock(self, made: Talks) -> None:
        """Again and again, as far ahead as it may: others write meanwhile, at its time."""
        for _ in range(2):
            made.clock.now += AHEAD - 2
            last = made.record.append(made.seats["kr"], "note", {"text": "Wait."})
            made.clock.now -= AHEAD - 2
            ours = made.record.append(made.seats["us"], "letter", {"text": "We go on."})
            assert SeatStatement.of(ours.statement).time == SeatStatement.of(last.statement).time
        made.clock.now -= 2 * AHEAD
        with pytest.raises(RefusedError, match="the clock goes back"):
            made.letter("us")

    def test_only_the_ally_that_was_asked_answers(self, made: Talks, asked: tuple[int, int]) -> None:
        made.seated("jp", "consulted", "jp")
        with pytest.raises(RefusedError, match="only if the ally is the one that was asked"):
            add(made, "jp", "comment", consultation=asked[1], text="x")

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"ally": "kp"}, "found 'kp', which is no seat of a consulted ally; expected one of kr"),
            ({"ally": "krr"}, r"expected one of kr \(did you mean 'kr'\?\)"),
            (
                {"until": "2020-01-01T00:00:00.000Z"},
                "until: found 2020-01-01T00:00:00.000Z, a time that is over; expected",
            ),
            ({"until": "tomorrow"}, "until: found 'tomorrow'; expected a time in UTC"),
            ({"proposal": 3}, "entry 3 is no proposal"),
        ],
    )
    def test_a_consultation_that_is_none(
        self, made: Talks, asked: tuple[int, int], changes: Mapping[str, Any], why: str
    ) -> None:
        body = {"proposal": asked[0], "ally": "kr", "until": time_text(made.clock.now + DAY), **changes}
        with pytest.raises(RefusedError, match=why):
            add(made, "us", "consultation", **body)


class TestSealedAcceptance:
    """Only what all accept is shown; what was marked cannot be changed afterwards, by anybody."""

    def marked(self, made: Talks, accepts: Mapping[str, set[int]]) -> tuple[int, dict[str, dict[str, Any]]]:
        candidates = [proposed(made) for _ in range(3)]
        number = add(made, "mediator", "round", candidates=candidates)
        told = {}
        for seat, those in accepts.items():
            marks, told[seat] = marked(number, seat, candidates, {candidates[k] for k in those})
            add(made, seat, "sealed-acceptance", round=number, marks=marks, sealed="for the mediator")
        return number, told

    @pytest.mark.parametrize(
        ("us", "kp", "both"), [({0, 1}, {1, 2}, [1]), ({0}, {1}, []), (set(), {0}, []), ({0, 2}, {2, 0}, [0, 2])]
    )
    def test_only_overlaps_are_shown(self, made: Talks, us: set[int], kp: set[int], both: list[int]) -> None:
        number, told = self.marked(made, {"us": us, "kp": kp})
        candidates = book(made).courses[number].body["candidates"]
        opened = overlap(candidates, told)
        assert [one["candidate"] for one in opened] == [candidates[k] for k in both]
        add(made, "mediator", "overlap", round=number, opened=opened)
        assert book(made).courses[number].state == "revealed"
        shown = str(opened)
        hidden = [salt for marks in told.values() for k, salt in enumerate(marks["salts"]) if k not in both]
        assert not any(salt in shown for salt in hidden)

    def test_how_many_are_accepted_does_not_show(self, made: Talks) -> None:
        few, many = (marked(1, "us", [1, 2, 3], those)[0] for those in ((), (1, 2, 3)))
        assert [len(one) for one in few] == [len(one) for one in many]

    def test_a_mediator_cannot_open_what_was_not_marked(self, made: Talks) -> None:
        number, told = self.marked(made, {"us": {0}, "kp": {0, 1}})
        candidates = book(made).courses[number].body["candidates"]
        invented = [{"candidate": candidates[1], "salts": {seat: told[seat]["salts"][1] for seat in told}}]
        one_sided = [{"candidate": candidates[0], "salts": {"us": told["us"]["salts"][0]}}]
        for opened in (invented, one_sided):
            with pytest.raises(RefusedError, match="what is opened is what was marked"):
                add(made, "mediator", "overlap", round=number, opened=opened)

    def test_marks_are_made_once_and_all_at_once(self, made: Talks) -> None:
        number, _ = self.marked(made, {"us": {0}})
        for seat, count in (("us", 3), ("kp", 2)):
            with pytest.raises(RefusedError, match="it marks every candidate, and is the first of its delegation"):
                add(made, seat, "sealed-acceptance", round=number, marks=["a"] * count, sealed="x")
        with pytest.raises(RefusedError, match="every delegation has marked"):
            add(made, "mediator", "overlap", round=number, opened=[])

    @pytest.mark.parametrize("candidates", [[], [1], [13, 13], ["a"]])
    def test_a_round_is_about_open_proposals(self, made: Talks, candidates: list[Any]) -> None:
        proposed(made)
        with pytest.raises(RefusedError, match="round: "):
            add(made, "mediator", "round", candidates=candidates)


class TestCommitments:
    def test_a_breach_is_said_when_the_day_is_over(self, made: Talks) -> None:
        number = committed(made)
        with pytest.raises(RefusedError, match="is overdue or was found kept less than mostly"):
            add(made, "us", "breach", commitment=number, reason="x")
        made.clock.now += 12 * DAY
        assert book(made).is_overdue(book(made).courses[number], time_text(made.clock.now))
        with pytest.raises(RefusedError, match="only if the commitment is another delegation’s"):
            add(made, "kp", "breach", commitment=number, reason="x")
        add(made, "us", "breach", commitment=number, reason="Nothing happened.")

    def test_what_waits_for_another_is_not_overdue_before_it(self, made: Talks) -> None:
        first = committed(made, "us")
        second = committed(made, "kp", 20, waits_for=[first])
        made.clock.now += 40 * DAY
        now = time_text(made.clock.now)
        late = {n: book(made).is_overdue(book(made).courses[n], now) for n in (first, second)}
        assert late == {first: True, second: False}
        add(made, "un", "finding", commitment=first, score=3, reason="Done.")
        late = {n: book(made).is_overdue(book(made).courses[n], now) for n in (first, second)}
        assert late == {first: False, second: True}

    def test_who_suspended_restores(self, made: Talks) -> None:
        number = committed(made)
        made.clock.now += 12 * DAY
        add(made, "us", "breach", commitment=number, reason="x")
        add(made, "us", "suspension", commitment=number, reason="x")
        with pytest.raises(RefusedError, match="the delegation itself has suspended"):
            add(made, "kp", "restoration", commitment=number, reason="x")

    def test_nobody_commits_before_the_text_is_in_force(self, made: Talks) -> None:
        number = proposed(made)
        body = {"proposal": number, "does": "x", "due": "2021-10-01", "verified_by": "x"}
        with pytest.raises(RefusedError, match="only if the text is in force"):
            add(made, "us", "commitment", **body)


def test_notices_have_time_limits(made: Talks) -> None:
    begins = time_text(START + 2 * DAY)
    add(made, "us", "notice", template="launch", begins=begins, where="Vandenberg", impact="Kwajalein")
    with pytest.raises(RefusedError, match="impact: expected where a launch comes down"):
        add(made, "us", "notice", template="launch", begins=begins, where="Vandenberg")
    with pytest.raises(RefusedError, match=r"in 4[78]\.\d hours; expected 1008 hours or more, for exercise"):
        add(made, "us", "notice", template="exercise", begins=begins, where="Pohang")


def test_a_test_call_is_answered_by_the_other_side(made: Talks) -> None:
    call = add(made, "us", "test-call", channel="hotline")
    with pytest.raises(RefusedError, match="only if it is made by another delegation"):
        add(made, "us-arms", "answer", test_call=call)
    add(made, "kp", "answer", test_call=call)
    with pytest.raises(RefusedError, match="is answered"):
        add(made, "kp", "answer", test_call=call)


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("lettr", {}, r"expected one of letter, .*did you mean 'letter'"),
        ("letter", {}, "letter: text is missing; expected a text"),
        ("letter", {"text": " "}, "text: found ' '; expected a text"),
        ("letter", {"text": "a", "tone": "kind"}, "the unknown field 'tone'; expected text, answers"),
        ("proposal", {"text": "a", "package": {}}, "package: found {}; expected issue → option of the case"),
        ("acceptance", {"proposal": "x", "version": 1}, "expected number of the proposal"),
        ("acceptance", {"proposal": 99, "version": 1}, "entry 99 is no proposal"),
        ("notice", {"template": "party", "begins": "", "where": ""}, "expected exercise or launch"),
    ],
)
def test_an_entry_that_is_none(made: Talks, kind: str, body: dict[str, Any], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        made.record.append(made.seats["us"], kind, body)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seat", [seat for seat, _, _ in SEATS])
def test_every_seat_against_every_kind(made: Talks, seat: str, kind: str) -> None:
    """Whoever may not make a kind is told so first, and whoever may gets as far as what it says."""
    role = book(made).roster.seats[seat].role
    with pytest.raises(RefusedError) as refused:
        made.record.append(made.seats[seat], kind, {})
    assert (role in KINDS[kind].roles) == ("is not for a" not in str(refused.value))


def test_the_tables_fit_together() -> None:
    for course, steps in COURSES.items():
        assert steps[0].kind == course
        assert {one.kind for one in steps} <= KINDS.keys()
        reached = {one.then for one in steps}
        assert {one.state for one in steps} <= {"", *reached}
        assert len({(one.state, one.kind) for one in steps}) == len(steps)
        assert all(KINDS[one.kind].about == course for one in steps[1:])
    ends = {course: {s.then for s in steps if not may_follow(course, s.then)} for course, steps in COURSES.items()}
    assert ends == {
        "proposal": {"withdrawn", "in force"},
        "round": {"revealed"},
        "consultation": set(),
        "commitment": set(),
        "test-call": {"answered"},
    }
    assert {one.kind for one in KINDS.values() if one.binds} == {
        "signature",
        "entry-into-force",
        "commitment",
        "suspension",
        "restoration",
    }


def test_in_an_exercise_days_are_those_of_play() -> None:
    """The clock of the test stands on 26 August 2021; the exercise begins on 1 January 2015."""
    clock, key = Clock(), SeatKey(ORIGIN, private("record"))
    opening = {"title": "Class", "plays-from": "2015-01-01"}
    made = Talks(TalksRecord.new(MemoryStore(), RuleBook(), key, opening, clock), SeatKey(RECORD, key.private), clock)
    for seat, role, delegation in SEATS:
        made.seated(seat, role, delegation)
    number = in_force(made)
    own = add(made, "kp", "commitment", proposal=number, does="Pull back.", due="2015-01-03", verified_by="Radar.")
    for days, overdue in ((0, False), (2, False), (3, True)):
        now = time_text(clock.now + days * DAY)
        assert book(made).is_overdue(book(made).courses[own], now) == overdue


def test_an_exercise_begins_on_a_day(made: Talks) -> None:
    key = book(made).record_key
    assert key is not None
    for day, why in (
        ("2015-13-01", "plays-from: found '2015-13-01'; expected a day such as 2021-08-31"),
        ("2015-12-01", None),
    ):
        body = {"key": key.text, "title": "", "plays-from": day}
        said = SeatStatement(ORIGIN, RECORD, 1, "opening", time_text(START), Seen(0, b""), body)
        assert RuleBook().refuses(said) == why


def test_a_difference_is_by_issue() -> None:
    assert difference({"a": "1", "b": "2"}, {"b": "2", "c": "3"}) == {"a": ("1", None), "c": (None, "3")}
