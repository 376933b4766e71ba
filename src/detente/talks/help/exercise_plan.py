"""An exercise from a case: who sits where, what happens when, and what is thrown in."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.findings.words import full_date
from detente.talks.help.help_error import HelpError

MOST_SEATS = 4
MOST_THROWN_IN = 4


class ExerciseError(HelpError):
    """A case, or parties of it, of which no exercise can be made; the message says why."""


@dataclass(frozen=True)
class ExerciseSeat:
    """A delegation of an exercise.

    Attributes:
        party: The party.
        role: head, or consulted: heard, without a veto.
    """

    party: str
    role: str


@dataclass(frozen=True)
class ExerciseStep:
    """One step of the timetable.

    Attributes:
        minute: Minutes after the beginning.
        what: What is done.
        kinds: Entries of the record by which it is done.
    """

    minute: int
    what: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inject:
    """Something that the facilitator throws in.

    Attributes:
        minute: Minutes after the beginning.
        to: Who is told.
        says: What.
        asks: What the facilitator should watch.
    """

    minute: int
    to: str
    says: str
    asks: str


@dataclass(frozen=True)
class ExercisePlan:
    """An exercise.

    Attributes:
        seats: The delegations.
        steps: The timetable.
        injects: What is thrown in, in order of time.
    """

    seats: tuple[ExerciseSeat, ...]
    steps: tuple[ExerciseStep, ...]
    injects: tuple[Inject, ...]


STEPS = (
    ExerciseStep(0, "Read your brief. Tell nobody what your points are, now or later."),
    ExerciseStep(
        10, "Take your seat on the record, seal your positions for yourself and for the mediator.", ("joining",)
    ),
    ExerciseStep(20, "Open with a letter: what you want to talk about, and what you offer first.", ("letter",)),
    ExerciseStep(35, "Principals propose packages; allies are consulted.", ("proposal", "consultation", "comment")),
    ExerciseStep(60, "Caucus: each delegation by itself, notes sealed to it.", ("sealed",)),
    ExerciseStep(70, "Amend, or ask the mediator for a single text.", ("amendment", "note")),
    ExerciseStep(95, "A sealed round on what is on the table.", ("round", "sealed-acceptance", "overlap")),
    ExerciseStep(
        105,
        "Agree, initial, sign, or say why not.",
        ("acceptance", "agreed-text", "initials", "signature", "entry-into-force"),
    ),
    ExerciseStep(120, "Say who does what by when, and how it is verified.", ("commitment",)),
    ExerciseStep(
        135, "Report, find, and if need be say that a commitment was broken.", ("report", "finding", "breach")
    ),
    ExerciseStep(150, "Suspend and restore.", ("suspension", "restoration")),
    ExerciseStep(160, "Debriefing for twenty minutes, with the whole record and all positions open."),
)
INJECT_MINUTES = (45, 80, 110, 125)
LAST = (
    Inject(
        130,
        "everybody",
        "The line between the delegations is dead for ten minutes: test calls are made and nobody may answer.",
        "Who takes the silence for an answer, and who asks by another way?",
    ),
    Inject(
        140,
        "one principal, by lot",
        "Your ministry cannot do in time what you committed yourselves to. You learn it now; the others do not.",
        "Is it said before it is found? Does the other side suspend at once, and does it restore?",
    ),
)


def exercise_plan(case: Case, named: tuple[str, ...] = ()) -> ExercisePlan:
    """Return an exercise of a case.

    Args:
        case: The case.
        named: The parties that have delegations; without any, the principals and then others with positions, four in
            all.

    Raises:
        ExerciseError: There are less than two principals among them, or one has no positions.
    """
    for party in named:
        if party not in case.valued:
            close = nearest(party, case.valued)
            hint = f" (did you mean {close!r}?)" if close else ""
            raise ExerciseError(
                f"--seats: found {party!r}; expected parties with positions, {one_of(case.valued)}{hint}"
            )
    parties = (
        named
        or tuple(sorted(case.valued, key=lambda p: (p not in case.principals, case.parties[p].role != "consulted")))[
            :MOST_SEATS
        ]
    )
    seats = tuple(ExerciseSeat(p, "head" if p in case.principals else "consulted") for p in dict.fromkeys(parties))
    if sum(seat.role == "head" for seat in seats) < 2:
        raise ExerciseError(
            f"an exercise needs two principals that have positions; found {', '.join(parties) or 'none'}"
        )
    return ExercisePlan(seats, STEPS, tuple(sorted((*_from_case(case), *LAST), key=lambda one: one.minute)))


def _from_case(case: Case) -> tuple[Inject, ...]:
    """Return what the case itself expects: indicators of its reading, and days of its calendar."""
    watched = "What do delegations take it for, and who asks instead of guessing?"
    seen = [
        (f"An agency reports, and nobody confirms: {_plain(one.name)}.", watched)
        for subject in case.subjects
        for one in getattr(subject.said, "indicators", {}).values()
    ]
    roadmap = case.parts.get("roadmap")
    ahead = [
        (
            f"Ahead on the calendar: {_plain(entry.name)}, from {full_date(entry.periods[0].start)}.",
            "Does it change what is urgent, and to whom?",
        )
        for entry in ([] if roadmap is None else roadmap.calendar.values())
        if entry.periods[0].start >= case.date
    ]
    mixed = [one for pair in zip(seen, ahead, strict=False) for one in pair]
    mixed += [one for one in (*seen, *ahead) if one not in mixed]
    return tuple(
        Inject(minute, "everybody", says, asks)
        for minute, (says, asks) in zip(INJECT_MINUTES, mixed[:MOST_THROWN_IN], strict=False)
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).rstrip(".")
