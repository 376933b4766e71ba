"""The roadmap chapter's pages about failure, dates and shares."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.roadmap.pages.wording import DAYS, MONTHS, axis, day, duration, within
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.round_reports import FailureReport
from detente.chapters.roadmap.reports.schedule_reports import ScheduleReport
from detente.chapters.roadmap.reports.step_reports import InsuranceReport
from detente.findings import Bar, Bars, Section, Span, Table, Timeline
from detente.findings.words import listed, of_name, percent

SHOWN = 8
NOTICED = 0.0005
KINDS = {"verification": "found twice as fast", "reversibility": "can be taken back in full"}


def wrong(case: Case, found: RoadmapReport) -> Section:
    """If a step fails: what each takes back, by when, where that leaves both; which step to insure."""
    rows = [_failure(case, r.number, failure) for r in found.rounds for failure in r.failures]
    answer = []
    failures = [(r, f) for r in found.rounds for f in r.failures]
    likely, worst = max(failures, key=lambda pair: pair[1].tempted)
    answer.append(
        f"A breach is likeliest in round {likely.number}, by {of_name(case.parties[worst.by].name)}: it would gain by "
        f"one in {worst.said('tempted')} of worlds, and it would be found within {within(worst.found)}."
    )
    useful = [i for i in found.insurance if i.fall > NOTICED]
    if useful:
        answer.append(
            f"What would cut the trust needed most: {useful[0].measure.name}, if it {_insured(useful[0])}; "
            f"{percent(useful[0].doubt)} instead of {percent(useful[0].doubt + useful[0].fall)}."
        )
    says = "From then on nothing more is delivered; what a side is left with is shown against no talks at all."
    head = ("Round", "Broken by", "Gains by it in", "Found within", "Taken back", "All back within", "Left with")
    figures: list[Table | Bars] = [Table("If a round fails", says, head, tuple(rows))]
    if useful:
        bars = tuple(
            Bar(f"{i.measure.name}: {KINDS[i.kind]}", (("fall of the trust needed", i.fall),), percent(i.doubt))
            for i in useful[:SHOWN]
        )
        says = f"After each bar, the trust that is needed then; worked out in {useful[0].worlds:,} worlds."
        figures.append(Bars("Which step to insure", says, "fall of the trust needed", bars))
    return Section("roadmap", "What if a step fails?", tuple(answer), tuple(figures), "sequence", 30)


def _insured(insurance: InsuranceReport) -> str:
    return "were found out twice as fast" if insurance.kind == "verification" else "could be taken back in full"


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


def when(case: Case, found: RoadmapReport, dates: ScheduleReport) -> Section:
    """Put the rounds on the calendar."""
    question = "When could each step be taken?"
    if dates.end is None or dates.never is not None:
        name = dates.never.name if dates.never else "a step"
        says = f"At median lengths {name} comes on no day that the calendar and the last days of the case allow."
        return Section("roadmap", question, (says,), (), "sequence", 20)
    answer = [
        f"Begun on {day(dates.measures[0].start)}, all is done and verified by {day(dates.end)}, at median lengths."
    ]
    if dates.by is not None:
        verdict = "in time for" if dates.end <= dates.by else "too late for"
        answer.append(f"That is {verdict} {day(dates.by)}, by which all should be done.")
    late = [f"{at.measure.name} ({listed(dict.fromkeys(at.late))})" for at in dates.measures if at.late]
    if late:
        answer.append(f"Not before what it had better come before: {listed(late)}.")
    taken = [at.measure.name for at in dates.measures if at.occasion]
    if taken:
        answer.append(f"On a fitting occasion: {listed(taken)}.")
    start = dates.measures[0].start.toordinal()
    month = DAYS / MONTHS
    unit, spans, places, _ = axis(
        Span(
            at.measure.name,
            listed(case.parties[p].name for p in at.measure.by),
            (at.start.toordinal() - start) / month,
            (at.done.toordinal() - start) / month,
            day(at.done),
        )
        for at in dates.measures
    )
    rows = [
        (
            str(at.round),
            at.measure.name,
            day(at.start),
            day(at.done),
            day(at.verified),
            day(at.latest),
            "yes" if at.critical else "no",
        )
        for at in dates.measures
    ]
    figures = (
        Timeline(
            "The rounds on the calendar",
            "From the beginning of its round to the day on which each step is carried out.",
            f"{unit} from {day(dates.measures[0].start)}",
            spans,
            places,
        ),
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
            window = f"{percent(share.least[1])} to {percent(share.most[1])} (in {percent(share.window)} of worlds)"
        rows.append(
            (
                share.measure.name,
                case.parties[share.party].name,
                _spread(share.irreversible),
                _spread(share.small),
                duration(share.years[1]),
                window,
            )
        )
    first = found.shares[0]
    safe = percent(min(first.irreversible[1], first.small[1]))
    answer = f"{first.measure.name}: a first share of {safe} is safe at the middle of what is judged plausible."
    table = Table(
        "The largest first share",
        "Medians, and 10 to 90 % of worlds, as shares of the whole step; what it buys is taken over the whole package.",
        ("Step", "By", "If never taken back", "At stated belief", "Whole after", "Gesture that reassures and is dared"),
        tuple(rows),
    )
    return Section("roadmap", "What can be done in shares?", (answer,), (table,))


def _spread(values: list[float]) -> str:
    return f"{percent(values[1])} ({percent(values[0])} to {percent(values[2])})"
