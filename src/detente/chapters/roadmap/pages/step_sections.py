"""The roadmap chapter's pages about failure, dates and shares."""

from __future__ import annotations

import datetime as dt

from detente.case.model import Case
from detente.chapters.roadmap.pages.wording import day, duration, step, titled, within
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.round_reports import FailureReport
from detente.chapters.roadmap.reports.schedule_reports import ScheduleReport
from detente.chapters.roadmap.reports.step_reports import InsuranceReport
from detente.findings import Bar, Bars, Section, Table
from detente.findings.cuts import cut
from detente.findings.speech import of_name, quoted
from detente.findings.words import listed, percent, points, pp, span

SHOWN = 8
NOTICED = 0.0005
DRAWN = 0.01  # of the trust needed: what is less is no more than noise in a picture
KINDS = {"verification": "found twice as fast", "reversibility": "can be taken back in full"}


def wrong(case: Case, found: RoadmapReport) -> Section:
    """If a step fails: what each takes back, by when, where that leaves both; which step to insure."""
    rows = [_failure(case, r.number, failure) for r in found.rounds for failure in r.failures]
    answer = []
    failures = [(r, f) for r in found.rounds for f in r.failures]
    if failures:
        likely, worst = max(failures, key=lambda pair: pair[1].tempted)
        answer.append(
            f"A breach is likeliest in round {likely.number}, by {of_name(case.parties[worst.by])}: it would gain by "
            f"one in {worst.said('tempted')} of worlds, and it would be found within {within(worst.found)}."
        )
    useful = [i for i in found.insurance if i.fall > NOTICED]
    if useful and ("fall" not in useful[0].errors or useful[0].errors["fall"].low > 0):  # else it may be luck
        told = f"by {points(useful[0].fall)}, if {_insured(case, useful[0])}"
        answer.append(f"The trust that the most demanding round needs would fall most, {told}.")
    says = "From then on nothing more is delivered; what a side is left with is shown against no talks at all."
    head = ("Round", "Broken by", "Gains by it in", "Found within", "Taken back", "All back within", "Left with")
    figures: list[Table | Bars] = [Table("If a round fails", says, head, tuple(rows))]
    room = cut((i for i in useful if i.fall >= DRAWN), SHOWN)
    if useful:
        bars = tuple(
            Bar(f"{titled(case, i.measure)}: {KINDS[i.kind]}", (("fall of the trust needed", i.fall),), pp(i.fall))
            for i in room.shown
        )
        says = (
            f"By how many percentage points (pp) less trust would be needed; worked out in {useful[0].worlds:,} worlds."
            f"{room.said('step')}"
        )
        figures.append(Bars("Which step to insure", says, "fall of the trust needed", bars))
    return Section("roadmap", "What if a step fails?", tuple(answer), tuple(figures), "sequence", 30)


def _insured(case: Case, insurance: InsuranceReport) -> str:
    told = quoted(case, insurance.measure.issue, insurance.measure.option)
    return (
        f"a breach of {told} were found twice as fast"
        if insurance.kind == "verification"
        else f"{told} could be taken back in full"
    )


def _failure(case: Case, number: int, failure: FailureReport) -> tuple[str, ...]:
    back = "; ".join(f"{case.parties[p].name}: {listed(names)}" for p, names in failure.back.items() if names)
    left = {failure.by: failure.breaker, **failure.victims}
    return (
        str(number),
        case.parties[failure.by].name,
        failure.said("tempted"),
        duration(failure.found[1] / 12),
        back or "nothing done so far costs anybody anything",
        duration(failure.months[1] / 12),
        "; ".join(f"{case.parties[p].name} {percent(share)}" for p, share in left.items()),
    )


def _dated(case: Case, dates: ScheduleReport, last: dt.date) -> list[str]:
    """Say from when to when it takes, whether that is in time, and which steps come late or on a fitting occasion."""
    end = f"all is done and verified by {day(last)}, if every round takes its median length"
    answer = [f"Begun on {day(dates.measures[0].start)}, {end}."]
    if dates.by is not None:
        verdict = "in time for" if last <= dates.by else "too late for"
        answer.append(f"That is {verdict} {day(dates.by)}, by which all should be done.")
    late = [
        f"{step(case, at.measure)}, which should come before {listed(f'“{n}”' for n in dict.fromkeys(at.late))}"
        for at in dates.measures
        if at.late
    ]
    if late:
        answer.append(f"Too late: {'; '.join(late)}.")
    taken = [step(case, at.measure) for at in dates.measures if at.occasion]
    if taken:
        answer.append(f"Timed for a fitting occasion: {listed(taken)}.")
    return answer


def when(case: Case, found: RoadmapReport, dates: ScheduleReport) -> Section:
    """Put the rounds on the calendar."""
    question = "When could each step be taken?"
    if dates.end is None or dates.never is not None:
        told = quoted(case, dates.never.issue, dates.never.option) if dates.never else "a step"
        says = (
            f"If every round takes its median length, {told} finds no day: the calendar and the last days leave none."
        )
        return Section("roadmap", question, (says,), (), "sequence", 20)
    answer = _dated(case, dates, dates.end)
    rows = [
        (
            str(at.round),
            titled(case, at.measure),
            day(at.start),
            day(at.done),
            day(at.verified),
            day(at.latest),
            "yes" if at.critical else "no",
        )
        for at in dates.measures
    ]
    figures = (
        Table(
            "Dates",
            "The latest day leaves just enough time for all that follows; a round waits for its critical steps.",
            ("Round", "Step", "Round begins", "Carried out", "Verified", "Latest", "Critical"),
            tuple(rows),
        ),
    )
    return Section("roadmap", question, tuple(answer), figures, "sequence", 20)


def shares(case: Case, found: RoadmapReport) -> Section:
    """How large the first share of a measure may be."""
    rows = []
    for share in found.shares:
        window = "not asked" if share.window is None else "none"
        if share.least is not None and share.most is not None and share.window is not None:
            window = f"{span(share.least[1], share.most[1])} (in {percent(share.window)} of worlds)"
        rows.append(
            (
                titled(case, share.measure),
                case.parties[share.party].name,
                _spread(share.irreversible),
                _spread(share.small),
                duration(share.years[1]),
                window,
            )
        )
    first = found.shares[0]
    safe = percent(min(first.irreversible[1], first.small[1]))
    what = quoted(case, first.measure.issue, first.measure.option)
    answer = f"Of {what}, a first share of {safe} is safe in the median world."
    table = Table(
        "The largest first share",
        "Medians, and 10 to 90 % of worlds, as shares of the whole step; what it buys is taken over the whole package.",
        ("Step", "By", "If never taken back", "At stated belief", "Whole after", "Gesture that reassures and is dared"),
        tuple(rows),
    )
    return Section("roadmap", "What can be done in shares?", (answer,), (table,))


def _spread(values: list[float]) -> str:
    return f"{percent(values[1])} ({span(values[0], values[2])})"
