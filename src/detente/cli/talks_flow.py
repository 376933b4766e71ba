"""`detente talks state` and `evidence`: how talks stand, and a case with what the record adds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli import UsageProblemError
from detente.cli.output import note, say, say_json
from detente.cli.record_places import absent, record_at
from detente.cli.talks_entries import moment
from detente.findings.words import count, listed, percent

if TYPE_CHECKING:
    from detente.talks.help.state_of_play import LineState, StateOfPlay
    from detente.talks.help.talks_as_evidence import TalksEvidence
    from detente.talks.record.talks_record import TalksRecord


def say_state(place: str, at: str | None, as_json: bool) -> None:
    """Say how talks stand."""
    with record_at(place) as record:
        from detente.cli.talks_documents import talks_document
        from detente.talks.help.state_of_play import state_of_play
        from detente.talks.record.signed_entries import time_text

        found = state_of_play(record, time_text(time.time()) if at is None else moment(at, "--at"))
        if as_json:
            say_json(talks_document("state", found))
            return
        for line in _told(found):
            say(line)


def _minute(time: str) -> str:
    return f"{datetime.fromisoformat(time):%Y-%m-%d %H:%M}"


def _told(found: StateOfPlay) -> Iterator[str]:
    yield f"{found.record}, {datetime.fromisoformat(found.at):%Y-%m-%d}: {found.entries:,} entries"
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
        yield f"Commitment {one.number} of {one.party}, due {one.due}: {one.standing}{score}{paused}"
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
    """Write commitments and times as a calendar; an older one is replaced."""
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
        from detente.case.bundled import locate
        from detente.case.saving import FilesTogether
        from detente.outcomes.opening import read
        from detente.talks.help.case_with_talks import files_with_talks
        from detente.talks.help.talks_as_evidence import talks_evidence

        absent(out)
        case = read(case_name)
        until = _last(record) if at is None else moment(at, "--at")
        found = talks_evidence(record, case, until, _seen(seen), recipient)
        with FilesTogether(out, replaces=False) as files:
            for name, raw in files_with_talks(locate(case_name), case, found).items():
                files.raw(name, [raw])
        read(f"{out}/")
        for line in _added(found):
            say(line)
        say(f"Written to {out}: detente brief {'' if out.is_absolute() else './'}{out}")
    for one in found.left_out:
        note(f"Left out: {one}")


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
    yield f"The case, seen from {found.at}, with"
    for (_, name), entries in found.recipients.items():
        approaches, answers = (
            count(len(entries[kind]), kind[:-1] if kind == "answers" else "approach")
            for kind in ("approaches", "answers")
        )
        yield f"  reading: {approaches} to {name}, {answers}"
    items = sum(map(len, found.items.values()))
    if items:
        yield f"  reading: {count(items, 'item')} about commitments, to be judged"
    for _, name in found.seen:
        yield f"  reading: the indicator {name} as evidence"
    if found.rounds:
        yield f"  roadmap: {count(len(found.rounds), 'round')} carried out"
    if found.calls:
        yield f"  contact: {count(len(found.calls), 'day')} of test calls"
