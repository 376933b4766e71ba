"""The papers of an exercise as trees of the brief: one for each delegation, in confidence, and one for the facilitator.

What a delegation is given says nothing about the positions of any other: it is made from its own and from what the case
says in the open.
"""

from __future__ import annotations

from collections.abc import Iterable

from detente.brief.compose import Brief
from detente.brief.pageone import PageOne, Slot
from detente.brief.tree import Heading
from detente.case.judgements import Judgement
from detente.case.model import Case
from detente.findings import Table
from detente.findings.speech import of_name
from detente.findings.words import full_date, how_many, listed
from detente.talks.help.exercise_plan import ExercisePlan, ExerciseSeat
from detente.talks.help.stated_positions import StatedPositions, positions_of

MOST_AIMS = 3
KIND = "A paper of an exercise"
ROLES = {
    "head": "You are a principal: nothing is agreed without you.",
    "consulted": "You are consulted: you are heard on every proposal, and cannot block one.",
}
PREPARING = ("Hand each delegation its own folder, and nothing else of this one. Then, on your machine:",)
QUESTIONS = (
    "With the whole record open, ask:",
    "Which letter or proposal changed what others did, and which was meant to and did not?",
    "Where did somebody take silence for an answer? What was it? The record says what had been seen by then.",
    "Which text would all have signed that nobody proposed? The scores name it.",
    "What did allies say, and what became of it?",
    "Who knew of the broken commitment first? What would have kept the agreement in force?",
    "Open the sealed notes and positions: what did each side believe of the others?",
)


def seat_brief(case: Case, plan: ExercisePlan, seat: ExerciseSeat) -> Brief:
    """Return the confidential brief of a delegation.

    Args:
        case: The case.
        plan: The exercise.
        seat: The delegation.
    """
    own = positions_of(case, seat.party)
    party = case.parties[seat.party]
    headings = (
        Heading("1", "The situation", _sentences(case.summary), (_issues(case),)),
        Heading("2", "What you want", _worth_says(own), tuple(_own_tables(case, own))),
        Heading("3", "Who sits where", (ROLES[seat.role],), (_seats(case, plan),)),
        Heading("4", "How it goes", ("Times are minutes from the beginning.",), (_timetable(plan),)),
        Heading(
            "5",
            "On the record",
            ("If the facilitator serves the record, all of this can be done in the browser too.",),
            (_commands(case, seat),),
        ),
    )
    slots = (
        Slot("recommendation", "Your instructions", tuple(_instructions(case, own, seat))),
        Slot("leave-out", "What you may not agree to", (_refusals(case, own),)),
    )
    return Brief(
        title=f"In confidence: instructions for {of_name(party)}",
        question=case.title,
        seen=f"For {of_name(party)} alone. Seen from {full_date(case.date)}. "
        "The points are judgements made for an exercise.",
        one=PageOne(slots),
        warnings=(),
        headings=headings,
        kind=KIND,
        short=True,
    )


def facilitators_guide(case: Case, plan: ExercisePlan) -> Brief:
    """Return what a facilitator needs: timetable, injects, commands, debriefing.

    Args:
        case: The case.
        plan: The exercise.
    """
    injects = Table(
        "Injects",
        "What to throw in, to whom, and what to watch.",
        ("Minute", "To", "Says", "Watch"),
        tuple((str(one.minute), one.to, one.says, one.asks) for one in plan.injects),
    )
    headings = (
        Heading("1", "Before", PREPARING, (_typed(_preparing(case, plan)), _seats(case, plan))),
        Heading(
            "2", "Timetable", ("Times are minutes from the beginning; stretch them as you need.",), (_timetable(plan),)
        ),
        Heading(
            "3",
            "Injects",
            (f"{how_many(len(plan.injects), 'inject', begins=True)}, read aloud or handed out.",),
            (injects,),
        ),
        Heading("4", "Debriefing", QUESTIONS, (_debriefing(case),)),
        Heading("5", "The situation", _sentences(case.summary), (_issues(case),)),
    )
    seats = how_many(len(plan.seats), "delegation", begins=True)
    lead = f"{seats}, a mediator and an observer talk for three hours on a signed record."
    return Brief(
        title=f"Facilitator’s guide: {case.title}",
        question=case.question or case.title,
        seen=f"Seen from {full_date(case.date)}. Not for delegations.",
        one=PageOne((Slot("recommendation", "The exercise", (lead,)),)),
        warnings=(),
        headings=headings,
        kind=KIND,
        short=True,
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _sentences(text: str | None) -> tuple[str, ...]:
    return (" ".join((text or "The case has no summary.").split()),)


def _issues(case: Case) -> Table:
    rows = []
    for key, issue in case.issues.items():
        options = "\n".join(f"{option.name} ({name})" for name, option in issue.options.items())
        rows.append((f"{issue.name} ({key})", options, listed(case.parties[p].name for p in issue.movers)))
    says = "The first option is how things stand; an issue that a text does not name stays so. In brackets: its id."
    return Table("What can be settled", says, ("Issue", "Options", "Carried out by"), tuple(rows))


def _instructions(case: Case, own: StatedPositions, seat: ExerciseSeat) -> Iterable[str]:
    ranked = sorted(((v, i, o) for i, row in own.points.items() for o, v in row.items()), key=lambda one: -one[0])
    wanted = [f"{_option(case, i, o)} ({_signed(v)})" for v, i, o in ranked[:MOST_AIMS] if v > 0]
    feared = [f"{_option(case, i, o)} ({_signed(v)})" for v, i, o in ranked[::-1][:MOST_AIMS] if v < 0]
    yield f"{ROLES[seat.role]} Get as many points a year as you can."
    less = "sign nothing that is worth less" if seat.role == "head" else "say so of a text that is worth less"
    yield f"No agreement at all is worth {_signed(own.reservation)} points a year to you: {less}."
    if wanted:
        yield f"What you want most: {listed(wanted)}."
    if feared:
        yield f"What costs you most: {listed(feared)}."


def _option(case: Case, issue: str, option: str) -> str:
    return f"{case.issues[issue].name}: {case.issues[issue].options[option].name}"


def _refusals(case: Case, own: StatedPositions) -> str:
    named = [_option(case, issue, option) for issue, options in own.refuses.items() for option in options]
    return f"Whatever else you get: {listed(named)}." if named else "Nothing is ruled out beforehand."


def _worth_says(own: StatedPositions) -> tuple[str, ...]:
    return (
        "Points a year against how things stand. They are on a scale of your own; those of others mean something else.",
        f"No agreement is worth {_signed(own.reservation)}.",
    )


def _own_tables(case: Case, own: StatedPositions) -> Iterable[Table]:
    rows = []
    for issue, row in own.points.items():
        for option, value in row.items():
            stated = case.positions.get(own.party, {}).get(issue, {}).get(option)
            rows.append(
                (case.issues[issue].name, case.issues[issue].options[option].name, _signed(value), _why(stated))
            )
    says = "What each option is worth to you; what is not listed is worth nothing."
    yield Table("Your points", says, ("Issue", "Option", "Points", "Why"), tuple(rows))
    if own.linkages:
        linked = [
            (
                "\n".join(f"{case.issues[i].name}: {' or '.join(_names(case, i, o))}" for i, o in pattern.items()),
                _signed(value),
            )
            for pattern, value in own.linkages
        ]
        yield Table(
            "Worth more together", "Extra points where all of it is agreed.", ("All of", "Points"), tuple(linked)
        )


def _names(case: Case, issue: str, options: Iterable[str]) -> list[str]:
    return [case.issues[issue].options[option].name for option in options]


def _why(stated: object) -> str:
    yearly = getattr(stated, "yearly", None)
    return (yearly.why or "") if isinstance(yearly, Judgement) else ""


def _seats(case: Case, plan: ExercisePlan) -> Table:
    rows = [
        (seat.party, case.parties[seat.party].name, "principal" if seat.role == "head" else "consulted, without a veto")
        for seat in plan.seats
    ]
    rows += [("mediator", "Mediator", "helps all sides"), ("observer", "Observer", "reads, and finds what was kept")]
    return Table(
        "Seats", "The facilitator or a guest can sit for mediator and observer.", ("Seat", "Who", "Role"), tuple(rows)
    )


def _timetable(plan: ExercisePlan) -> Table:
    rows = tuple((str(step.minute), step.what, ", ".join(step.kinds)) for step in plan.steps)
    return Table("Timetable", "What is done when, and by which entries.", ("Minute", "What", "Entries"), rows)


def _commands(case: Case, seat: ExerciseSeat) -> Table:
    key, of_case = f"--key {seat.party}.key", f"--case {case.id}"
    sealing = f"{key} --to mediator --file positions.json"
    rows = [
        ("Take your seat", f"detente talks join exercise.talks {seat.party}.invitation --out {seat.party}.key"),
        ("Seal your positions", f"detente talks positions exercise.talks {of_case} {sealing}"),
        ("Write a letter", f"detente talks send exercise.talks {key} --text …"),
        ("See what a text is worth to you", f"detente talks worth exercise.talks {of_case} {key}"),
    ]
    if seat.role == "head":
        rows.append(("Propose", f"detente talks propose exercise.talks {key} --package issue=option,… --text …"))
        rows.append(("Accept", f"detente talks accept exercise.talks NUMBER {key}"))
    return _typed(rows)


def _typed(rows: Iterable[tuple[str, str]]) -> Table:
    return Table("Commands", "What can be typed, in the folder of the record.", ("To do", "Command"), tuple(rows))


def _preparing(case: Case, plan: ExercisePlan) -> Iterable[tuple[str, str]]:
    naming = f"--name exercise/{case.id} --case {case.id} --plays-from {case.date}"
    yield "Open the record", f"detente talks open exercise.talks {naming} --key record.key"
    for seat in plan.seats:
        yield f"Invite {of_name(case.parties[seat.party])}", _invites(seat.party, f"{seat.role} --for {seat.party}")
    for role in ("mediator", "observer"):
        yield f"Invite the {role}", _invites(role, role)


def _invites(seat: str, role: str) -> str:
    return f"detente talks invite exercise.talks {seat} --role {role} --key record.key --out {seat}.invitation"


def _debriefing(case: Case) -> Table:
    what = (
        ("Export the whole record", "detente talks export exercise.talks --out exercise.jsonl"),
        ("Check it", "detente talks verify exercise.jsonl"),
        (
            "See what each text came to, beside what could have been had",
            f"detente talks score exercise.talks --case {case.id}",
        ),
        ("Let each delegation read its sealed notes aloud", "detente talks log exercise.talks --key …"),
    )
    return _typed(what)
