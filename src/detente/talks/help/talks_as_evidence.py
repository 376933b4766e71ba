"""What a record of talks adds to a case: approaches, answers, commitments, rounds, calls, as data of its files.

Nothing is judged but by what the case says: docs/theory/state-of-play.md says what is taken from where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from detente.case.faults import nearest, one_of
from detente.case.model import Case, Subject
from detente.talks.help.case_packages import numbered
from detente.talks.help.help_error import HelpError
from detente.talks.help.proposed_texts import book_of
from detente.talks.help.state_of_play import (
    APPROACHES,
    SUBSTANCE,
    StandingCommitment,
    StateOfPlay,
    answered_after,
    speaks_for,
    state_of_play,
    until,
)
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import RuleBook

SOURCE = "talks"  # id of the source, of the roadmap and of the rule that are added
EVEN = "roughly even chance"
LONGEST = 80  # letters of a text that name an item
Row = dict[str, str]


class EvidenceError(HelpError):
    """Something on the record that the case has no place for; the message says what would have one."""


@dataclass
class TalksEvidence:
    """What a record adds to a case.

    Attributes:
        at: The day from which the case is then seen.
        source: The source that stands for the record.
        recipients: (path of a subject in `reading.yaml`, recipient) → approaches and answers by id.
        items: Path of a subject → items of evidence by id.
        groups: Path of a subject → groups of these items by id.
        seen: (path of a subject, indicator) → the day on which it came true.
        rounds: Packages that were carried out, in their order: issue → option each.
        calls: Rows for the log of calls.
        left_out: What on the record has no place in the case, and why.
    """

    at: str
    source: dict[str, str]
    recipients: dict[tuple[str, str], dict[str, dict[str, Any]]] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    rounds: list[dict[str, str]] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def talks_evidence(
    record: TalksRecord, case: Case, at: str, seen: Mapping[str, int], recipient: str | None = None
) -> TalksEvidence:
    """Return what a record adds to a case.

    Args:
        record: The record.
        case: The case.
        at: The time up to which the record counts.
        seen: Indicator → number of the entry by which it came true.
        recipient: Whose silence is meant, where the case has several recipients of one party.

    Raises:
        EvidenceError: An indicator or a recipient is none of the case, or the record ends before the day of the case.
    """
    day = book_of(record).day_of(at)
    if day < case.date.isoformat():
        raise EvidenceError(f"the record is asked until {day}, before {case.date}, the day of the case")
    state = state_of_play(record, at)
    title = f"Record of talks {record.origin}, {state.entries} entries by {day}"
    found = TalksEvidence(day, {"name": title, "date": day})
    for subject in case.subjects:
        _reading(found, record, case, subject, state, recipient)
    _indicators(found, record, case, seen, at)
    _rounds(found, case, state)
    _calls(found, record, case, at)
    return found


def _reading(
    found: TalksEvidence, record: TalksRecord, case: Case, subject: Subject, state: StateOfPlay, recipient: str | None
) -> None:
    """Take approaches to the party that is explained, its answers, and how it kept its commitments."""
    book, entries = until(record, state.at)
    party = subject.party or _only_other(case, book.delegations())
    if party is None or party not in book.delegations():
        found.left_out.append(f"{subject.path} explains {party or 'a party that it does not name'}, which has no seat")
        return
    writers = {case.advises} & (book.delegations() - {party}) or book.delegations() - {party}
    recipients = subject.said.recipients
    name = _recipient(recipients, recipient)
    if name is None:
        found.left_out.append(f"{subject.path} has no recipients: silence of {party} is not weighed there")
    else:
        approaches: dict[str, Any] = {}
        answers: dict[str, Any] = {}
        waiting = False
        for number, said in entries:
            by, day = speaks_for(book, said), book.day_of(said.time)
            if said.kind in APPROACHES and by in writers:
                approaches[f"talks-{number}"] = _entry(f"{said.kind.capitalize()} {number} of the talks", day)
                waiting = True
            elif said.kind in SUBSTANCE and by == party and waiting:
                answers[f"talks-{number}"] = _entry(f"{said.kind.capitalize()} {number} of the talks", day)
                waiting = False
        found.recipients[subject.path, name] = {"approaches": approaches, "answers": answers}
    _commitments(found, subject, book, [one for one in state.commitments if one.party == party])


def _commitments(found: TalksEvidence, subject: Subject, book: RuleBook, own: Sequence[StandingCommitment]) -> None:
    """Take how a party kept its word: those under one text count once, as broken where one of them is."""
    without: Sequence[str] = subject.said.without_word
    by_text: dict[int, list[StandingCommitment]] = {}
    for one in own:
        if one.standing in {"kept", "broken"}:
            by_text.setdefault(one.proposal, []).append(one)
    items = found.items.setdefault(subject.path, {})
    for number, settled in by_text.items():
        word = "broken" if any(one.standing == "broken" for one in settled) else "kept"
        says: dict[str, Any] = {"commitment": word} if not without else {"likelihoods": {"otherwise": EVEN}}
        group = f"talks-text-{number}"
        for one in settled:
            name = f"Commitment {one.number} {one.standing}: {_short(one.does)}"
            entry = _entry(name, book.day_of(one.settled))
            items[f"talks-{one.number}"] = {**entry, **(says if len(settled) == 1 else {"group": group})}
        if len(settled) > 1:
            name = f"Text {number} of the talks: of {len(settled)} commitments, {_counted(settled)}"
            found.groups.setdefault(subject.path, {})[group] = {"name": name, "source": SOURCE, **says}
    if items and without:
        found.left_out.append(
            f"{subject.path}: that commitments were kept or broken tells nothing, since it is not said how likely they "
            f"are to be kept under {', '.join(without)}; say it in commitments → kept, or give these hypotheses a class"
        )


def _counted(settled: Sequence[StandingCommitment]) -> str:
    counts = {word: sum(one.standing == word for one in settled) for word in ("kept", "broken")}
    return ", ".join(f"{number} {word}" for word, number in counts.items() if number)


def _entry(name: str, day: str) -> dict[str, Any]:
    return {"name": name, "date": day, "source": SOURCE}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 2] + " …"


def _only_other(case: Case, delegations: set[str]) -> str | None:
    """Return the only delegation beside the side that is advised, if there is just one."""
    others = delegations - {case.advises}
    return next(iter(others)) if len(others) == 1 else None


def _recipient(recipients: Mapping[str, Any], wanted: str | None) -> str | None:
    """Return the recipient that is meant; None where there is none.

    Raises:
        EvidenceError: There are several and none is named, or it is none of them.
    """
    if wanted is not None and recipients and wanted not in recipients:
        close = nearest(wanted, recipients)
        hint = f" (did you mean {close!r}?)" if close else ""
        raise EvidenceError(f"--recipient: found {wanted!r}; expected {one_of(recipients)}{hint}")
    if wanted is None and len(recipients) > 1:
        raise EvidenceError(f"several recipients: say --recipient, {one_of(recipients)}")
    return wanted or next(iter(recipients), None) if recipients else None


def _indicators(found: TalksEvidence, record: TalksRecord, case: Case, seen: Mapping[str, int], at: str) -> None:
    """Take the indicators that have come true.

    Raises:
        EvidenceError: There is no such indicator, or no such entry.
    """
    known = {name: subject.path for subject in case.subjects for name in subject.said.indicators}
    book, entries = until(record, at)
    days = {number: book.day_of(said.time) for number, said in entries}
    for name, number in seen.items():
        if name not in known:
            close = nearest(name, known)
            hint = f" (did you mean {close!r}?)" if close else ""
            raise EvidenceError(f"--seen: found {name!r}; expected {one_of(known) if known else 'no indicator'}{hint}")
        if number not in days:
            raise EvidenceError(f"--seen {name}: there is no entry {number} by {found.at}")
        found.seen[known[name], name] = days[number]


def _rounds(found: TalksEvidence, case: Case, state: StateOfPlay) -> None:
    """Take the packages that were carried out, each as a round that goes beyond those before it."""
    reached = dict.fromkeys(case.issues, 0)
    for text in state.texts:
        if not text.carried_out:
            continue
        options = dict(zip(case.issues, numbered(case, text.package), strict=True))
        further = {issue: option for issue, option in options.items() if option > reached[issue]}
        reached |= further
        if further:
            found.rounds.append({issue: case.ladder(issue)[option] for issue, option in further.items()})


def _calls(found: TalksEvidence, record: TalksRecord, case: Case, at: str) -> None:
    """Take test calls as rows of the log, one a day and channel."""
    contact = case.parts.get("contact")
    book, entries = until(record, at)
    hours, days = answered_after(entries), dict[tuple[str, str], list[int]]()
    for number, said in entries:
        if said.kind == "test-call":
            days.setdefault((book.day_of(said.time), said.body["channel"]), []).append(number)
    known = {} if contact is None else contact.channels
    for (day, channel), numbers in sorted(days.items()):
        if channel not in known:
            close = nearest(channel, known)
            hint = f" (did it mean {close!r}?)" if close else ""
            found.left_out.append(f"test call {numbers[0]}: {channel!r} is no channel of the case{hint}")
            continue
        answered = [hours[n] for n in numbers if n in hours]
        row = {"channel": channel, "from": day, "until": day, "calls": str(len(numbers)), "cause": ""}
        found.calls.append(
            {**row, "answered": str(len(answered)), "hours": f"{fmean(answered):.6g}" if answered else ""}
        )
