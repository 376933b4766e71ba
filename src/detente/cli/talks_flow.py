"""`detente talks state`, `evidence` and `calendar`, and `--talks`: how talks stand, and what they add to a case."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente.cli import UsageProblemError
from detente.cli.output import note, say, say_json
from detente.cli.record_places import absent, record_at
from detente.cli.talks_entries import moment
from detente.findings.words import count, listed, percent

if TYPE_CHECKING:
    from detente.case.faults import CaseError
    from detente.case.inquiry import TalksTaken
    from detente.case.model import Case
    from detente.cli.settings import TalksNamed
    from detente.talks.help.state_of_play import LineState, StateOfPlay
    from detente.talks.help.talks_as_evidence import TalksEvidence
    from detente.talks.record.talks_record import TalksRecord


def say_state(place: str, at: str | None, as_json: bool) -> None:
    """Say how talks stand."""
    with record_at(place) as record:
        from detente.cli.talks_documents import talks_document
        from detente.talks.help.proposed_texts import book_of
        from detente.talks.help.state_of_play import state_of_play
        from detente.talks.record.signed_entries import time_text

        found = state_of_play(record, time_text(time.time()) if at is None else moment(at, "--at"))
        if as_json:
            say_json(talks_document("state", found))
            return
        for line in _told(found, book_of(record).day_of(found.at)):
            say(line)


def _minute(time: str) -> str:
    return f"{datetime.fromisoformat(time):%Y-%m-%d %H:%M}"


def _told(found: StateOfPlay, day: str) -> Iterator[str]:
    clock = f"{datetime.fromisoformat(found.at):%Y-%m-%d}"
    played = "" if day == clock else f", {day} in the exercise"
    yield f"{found.record}, {clock}{played}: {found.entries:,} entries"
    for silence in found.silences:
        numbers = ", ".join(map(str, silence.approaches))
        known = "the first of which it has seen" if silence.arrived else "not known to have arrived"
        yield f"Silence: {silence.of} has not answered {silence.towards} for {_days(silence.days)}: {numbers}, {known}"
    for text in found.texts:
        by = f", accepted by {listed(text.accepted)}" if text.accepted and text.state == "open" else ""
        asked = "".join(f", {ally} asked until {_minute(until)}" for ally, until in text.asked.items())
        done = ", carried out" if text.carried_out else ""
        yield f"Proposal {text.number} of {text.by}: {text.state}{by}{asked}{done}"
    for one in found.commitments:
        score = "" if one.score is None else f", found {one.score} of 3"
        paused = f", suspended by {one.suspended_by}" if one.suspended_by else ""
        said = " ".join(one.snapback.split())
        back = f"; snapback: {said}" if said and one.standing in {"overdue", "broken"} else ""
        yield f"Commitment {one.number} of {one.party}, due {one.due}: {one.standing}{score}{paused}{back}"
    for line in found.lines:
        yield _line(line)


def _line(line: LineState) -> str:
    share = percent(line.answered / line.calls)
    hours = "" if line.median_hours is None else f", after {line.median_hours:.1f} hours (median)"
    silent = f"; the last {line.unanswered} not" if line.unanswered else ""
    return f"Line {line.channel}: {line.answered} of {count(line.calls, 'call')} answered ({share}){hours}{silent}"


def _days(days: float) -> str:
    return count(round(days), "day")


def write_calendar(place: str, out: Path, at: str | None) -> None:
    """Write commitments and times as a calendar; an older one is replaced.

    Raises:
        UsageProblemError: There is no such folder.
    """
    if not out.parent.is_dir():
        raise UsageProblemError(f"found {str(out)!r}, whose folder is not there; expected a file in one that is")
    with record_at(place) as record:
        from detente.case.saving import save
        from detente.talks.help.commitment_calendar import commitment_calendar
        from detente.talks.help.state_of_play import state_of_play
        from detente.talks.record.signed_entries import time_text

        state = state_of_play(record, time_text(time.time()) if at is None else moment(at, "--at"))
        save(out, commitment_calendar(record, state))
        say(f"{count(len(state.commitments), 'commitment')} written to {out}")


def write_evidence(
    place: str, case_name: str, out: Path, at: str | None, seen: Sequence[str], recipient: str | None
) -> None:
    """Write a case anew with what a record adds."""
    with record_at(place) as record:
        from detente.outcomes.opening import read
        from detente.talks.help.talks_as_evidence import talks_evidence

        absent(out)
        case = read(case_name)
        until = _last(record) if at is None else moment(at, "--at")
        found = talks_evidence(record, case, until, _seen(seen), recipient)
        _with_talks(case_name, case, found, (out, "--at"))
        for line in _added(found):
            say(line)
        say(f"Written to {out}: detente brief {'' if out.is_absolute() else './'}{out}")
    for one in found.left_out:
        note(f"Left out: {one}")


def case_on_talks(case_name: str, talks: TalksNamed, quiet: bool) -> tuple[Case, TalksTaken]:
    """Return a case with what a record of talks adds to it, and what was taken; it is what `evidence` writes.

    Args:
        case_name: A bundled case by name, or a folder.
        talks: The record, and what was said of it.
        quiet: Whether it is not said what was added; what was left out is said in any case.

    Raises:
        CaseError: Something is wrong with the case.
        UsageProblemError: Something is wrong with the record, or it does not go with the case.
    """
    with record_at(talks.record) as record, TemporaryDirectory(prefix="detente-") as aside:
        from detente.case.inquiry import TalksTaken
        from detente.outcomes.opening import read
        from detente.talks.help.talks_as_evidence import talks_evidence
        from detente.talks.record.stores import without_password

        case = read(case_name)
        until = _last(record) if talks.at is None else moment(talks.at, "--talks-at")
        seen = _seen(talks.seen)
        found = talks_evidence(record, case, until, seen, talks.recipient)
        taken = TalksTaken(record=without_password(talks.record), at=until, seen=seen, recipient=talks.recipient)
        case = _with_talks(case_name, case, found, (Path(aside) / case.id, "--talks-at"))
    for one in (*(() if quiet else _added(found)), *(f"Left out: {one}" for one in found.left_out)):
        note(one)
    return case, taken


def _with_talks(case_name: str, case: Case, found: TalksEvidence, to: tuple[Path, str]) -> Case:
    """Write a case to a new folder with what was found on a record, and return it as it is read there.

    Raises:
        UsageProblemError: It cannot be read as of the day of the record, which lies beyond what the case says.
    """
    from shutil import rmtree

    from detente.case.bundled import locate
    from detente.case.faults import CaseError
    from detente.case.saving import FilesTogether
    from detente.outcomes.opening import read
    from detente.talks.help.case_with_talks import files_with_talks

    out, option = to
    with FilesTogether(out, replaces=False) as files:
        for name, raw in files_with_talks(locate(case_name), case, found).items():
            files.raw(name, [raw])
    try:
        return read(out)
    except CaseError as error:
        rmtree(out)
        raise UsageProblemError(_beyond(case, found, error, option)) from None


def _beyond(case: Case, found: TalksEvidence, error: CaseError, option: str) -> str:
    """Return why a case cannot be seen from the day of a record, and what can be done."""
    left = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
    first = str(error.faults[0]).partition("; expected")[0]
    return (
        f"the record counts until {found.at}, and {case.id}, the day of which is {case.date}, cannot be seen so: "
        f"{first}{left}; expected an earlier time ({option}), for an exercise a record that was opened with talks open "
        f"--plays-from {case.date}, or a copy of the case in which these entries go on until after {found.at}"
    )


def _last(record: TalksRecord) -> str:
    from detente.talks.record.signed_entries import SeatStatement

    row = record.store.row(record.size - 1)
    assert row is not None
    return SeatStatement.of(row.statement).time


def _seen(given: Sequence[str]) -> dict[str, int]:
    found = {}
    for text in given:
        name, equals, number = text.partition("=")
        if not equals or not number.strip().isdecimal():
            raise UsageProblemError(f"--seen: found {text!r}; expected INDICATOR=ENTRY")
        found[name.strip()] = int(number)
    return found


def _added(found: TalksEvidence) -> Iterator[str]:
    told = list(_parts_added(found))
    yield f"The case, seen from {found.at}, with{'' if told else ' nothing that its chapters ask for'}"
    yield from told


def _parts_added(found: TalksEvidence) -> Iterator[str]:
    for (_, name), entries in found.recipients.items():
        sent, answers = len(entries["approaches"]), count(len(entries["answers"]), "answer")
        yield f"  reading: {sent:,} {'approach' if sent == 1 else 'approaches'} to {name}, {answers}"
    items = sum(map(len, found.items.values()))
    if items:
        yield f"  reading: {count(items, 'commitment')} kept or broken, as evidence"
    for _, name in found.seen:
        yield f"  reading: the indicator {name} as evidence"
    if found.rounds:
        yield f"  roadmap: {count(len(found.rounds), 'round')} carried out"
    if found.calls:
        yield f"  contact: {count(len(found.calls), 'day')} of test calls"
