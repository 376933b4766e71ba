"""The roadmap chapter's own pages of the brief: sentences, tables and chart data made from its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.model import Case
from detente.chapters.roadmap.pages.calendar_chart import dated
from detente.chapters.roadmap.pages.step_sections import shares, when, wrong
from detente.chapters.roadmap.pages.wording import (
    BREAKS,
    axis,
    day,
    duration,
    is_done,
    measures,
    median,
    step,
    titled,
    within,
)
from detente.chapters.roadmap.report import RoadmapReport
from detente.chapters.roadmap.reports.measure_reports import MeasureReport
from detente.chapters.roadmap.reports.round_reports import RoundReport
from detente.chapters.roadmap.reports.step_reports import InsistedReport
from detente.chapters.roadmap.reports.way_reports import WayReport
from detente.findings import Line, Lines, Section, Span, Table, Timeline
from detente.findings.cuts import Cut, cut
from detente.findings.speech import of_name, that_do, verb
from detente.findings.standing import standing
from detente.findings.words import how_many, listed, percent, pp, span

MOST_STEPS = 3  # of a round, in a table of many columns


def sections(case: Case, found: RoadmapReport, advised: str | None) -> tuple[Section, ...]:
    """Return the chapter's pages; a question that the case does not raise has none."""
    if found.recommended is None:
        return ()
    best = found.recommended
    pages = [_order(case, found, best), _instead_of(case, found, best), _risk(case, found), wrong(case, found)]
    if found.schedule is not None:
        pages.append(when(case, found, found.schedule))
    if found.demands:
        pages.append(_first(case, found))
    if found.shares:
        pages.append(shares(case, found))
    return tuple(pages)


def who(case: Case, measure: MeasureReport) -> str:
    """Say who carries out a measure."""
    return listed(case.parties[party].name for party in measure.by)


def _order(case: Case, found: RoadmapReport, best: WayReport) -> Section:
    once = next(base for base in found.baselines if base.kind == "at-once")
    answer = [*_steps(found, best, once), *_stand(case, found)]
    if len(found.rounds) > found.done + 1:
        answer.append(f"Last: {measures(case, found.rounds[-1].measures)}.")
    late = [at for at in found.last_days if at.late > 0]
    if late:
        named = listed(f"{step(case, at.measure)} (by {day(at.until)}) in {at.said('late')}" for at in late)
        answer.append(f"Too late for a last day: {named} of the worlds in which it is agreed.")
    moved = [i for i in found.insisted if i.loss is not None and i.loss > 0.01]
    if moved:
        worst = max(moved, key=lambda i: i.loss or 0.0)
        answer.append(
            f"The order matters most for one step, {step(case, worst.measure)}: to begin with it would cost "
            f"{percent(worst.loss or 0.0)} of the best gain."
        )
    return Section(
        "roadmap",
        "In which order should the steps be taken?",
        tuple(answer),
        (_picture(case, found),),
        "sequence",
        10,
    )


def _stand(case: Case, found: RoadmapReport) -> Iterator[str]:
    """Say which rounds have been carried out, and with what one begins."""
    for r in found.rounds[: found.done]:
        yield f"Round {r.number} has been carried out: {measures(case, r.measures)}."
    if found.done < len(found.rounds):
        r = found.rounds[found.done]
        first = "First" if not found.done else f"Next is round {r.number}"
        yield f"{first}: {measures(case, [m for m in r.measures if not is_done(case, found, m)])}."
    else:
        yield "Nothing remains but to keep it."


def _instead_of(case: Case, found: RoadmapReport, best: WayReport) -> Section:
    figures = (_comparison(found, best), _why(case, found, best))
    once = next(base for base in found.baselines if base.kind == "at-once")
    note = f", which {BREAKS[once.breaks]}" if once.breaks else ""
    trust = f"The order {standing(found.proposes)} asks for {best.said('doubt')} trust at most"
    answer = f"{trust}, all at once for {once.said('doubt')}{note}."
    return Section("roadmap", "Why in this order, and not all at once?", (answer,), figures)


def _steps(found: RoadmapReport, best: WayReport, once: WayReport) -> tuple[str, str]:
    """Say what was looked at, and what steps are good for."""
    judged = "of all" if found.method == "exact" else f"of {found.compared:,} orders compared and"
    first = f"The best {judged} {found.judged:,} judged has {how_many(len(best.rounds), 'round')}, {median(found)}."
    if found.partly:
        first += " There are more places on the way than can be searched, so some orders were not looked at."
    number = "next" if found.done else "first"
    begun = f"everybody begins the {number} round in {best.said('begun')} of worlds in which it is agreed"
    whole = f"By the beliefs stated, {begun}"
    ahead = range(found.done if found.done < len(best.requirements) else 0, len(best.requirements))
    asked = listed(f"{best.said('requirements', n)} before round {n + 1}" for n in ahead)
    trust = f"The more doubtful side must be this sure that the other is sincere: {asked}"
    if len(ahead) > 1:
        trust += f"; {best.said('doubt')} in whichever round asks most of it"
    note = f", but {BREAKS[once.breaks]}" if once.breaks else ""
    return first, f"{whole}. {trust}. All at once asks for {once.said('doubt')}{note}."


def _picture(case: Case, found: RoadmapReport) -> Timeline:
    """The steps on the calendar, or where they have no dates, round by round."""
    dates = found.schedule
    return dated(case, found, dates) if dates is not None and dates.end is not None else _timeline(case, found)


def _timeline(case: Case, found: RoadmapReport) -> Timeline:
    """Every measure of every round as a bar from the beginning to the end of its round, by who does it."""
    spans, marks, start = [], [], 0.0
    for r in found.rounds:
        end = start + r.months[1]
        spans += [
            Span(titled(case, measure), who(case, measure), start, end, f"round {r.number}") for measure in r.measures
        ]
        marks.append((end, f"round {r.number} kept"))
        start = end
    rounds = how_many(len(found.rounds), "round", begins=True)
    says = f"{rounds}, each begun when the one before was kept, at median lengths."
    unit, drawn, places, each = axis(spans)
    return Timeline(
        "Who does what, round by round",
        says,
        f"{unit} from the beginning",
        drawn,
        places,
        marks=tuple((end * each, label) for end, label in marks),
        parties=case.party_names,
    )


def _why(case: Case, found: RoadmapReport, best: WayReport) -> Table:
    """Each measure with the trust that it would take to begin with it instead."""
    place = {(m.issue, m.option): r.number for r in found.rounds for m in r.measures}
    rows = [
        (
            titled(case, insisted.measure),
            who(case, insisted.measure),
            str(place.get((insisted.measure.issue, insisted.measure.option), "–")),
            *_instead(insisted, best),
        )
        for insisted in sorted(found.insisted, key=lambda i: place.get((i.measure.issue, i.measure.option), 99))
    ]
    word = standing(found.proposes).capitalize()
    says = f"{word}: {best.said('doubt')} trust at most on the way. A step comes later where that serves better."
    head = ("Step", "By", "Round", "Most trust if it came first", "Gain lost by that")
    return Table("Why in this order", says, head, tuple(rows))


def _instead(insisted: InsistedReport, best: WayReport) -> tuple[str, str]:
    if insisted.doubt is None or insisted.loss is None:
        return "may not come first", "–"
    return percent(insisted.doubt), percent(insisted.loss)


def _comparison(found: RoadmapReport, best: WayReport) -> Table:
    rows = []
    for way in (best, *found.baselines):
        note = f" ({BREAKS[way.breaks]})" if way.breaks else ""
        rows.append(
            (
                way.name + note,
                str(len(way.rounds)),
                way.said("doubt"),
                percent(way.exposure),
                duration(way.length),
                way.said("worth"),
                way.said("begun"),
                way.said("walked"),
                way.said("completed"),
                way.said("enforcing"),
            )
        )
    says = (
        "Trust: what the most demanding round asks of the more doubtful side. Exposure and worth are shares of the "
        "best gain. Means over worlds in which the package could be agreed; only times are at median lengths, as on "
        "the calendar. Pays to keep: if beliefs were no obstacle."
    )
    head = (
        *("Roadmap", "Rounds", "Trust needed", "Exposure", "Takes", "Worth", "Begun in", "Walked through in"),
        *("Completed in", "Pays to keep in"),
    )
    return Table("Step by step against all at once", says, head, tuple(rows))


def _risk(case: Case, found: RoadmapReport) -> Section:
    """What each side risks, and how belief grows, round by round."""
    names = {party: case.parties[party].name for party in found.beliefs}
    numbers = [float(r.number) for r in found.rounds]
    places = tuple((float(r.number), f"round {r.number}") for r in found.rounds)
    worst = {p: max(found.rounds, key=lambda r, q=p: r.exposure[q]) for p in names}  # type: ignore[misc]
    answer = [
        f"{of_name(case.parties[p], begins=True)} {verb(case.parties[p], 'risks', 'risk')} most in round {r.number}: "
        f"{percent(r.exposure[p])} of the best gain that it could hope for."
        for p, r in worst.items()
    ]
    weakest = found.rounds[(found.weakest or 1) - 1]
    least = min(weakest.keeps, key=lambda p: weakest.keeps[p])
    answer.append(
        f"Round {weakest.number} is the weakest: {of_name(case.parties[least])} would gain by keeping it in only "
        f"{weakest.said('keeps', least)} of worlds."
    )
    exposed = Lines(
        "Exposure round by round",
        "What a side would lose by a breach in each round, against an orderly exit before it.",
        "round",
        "share of the best gain",
        tuple(Line(names[p], tuple((r.number, r.exposure[p]) for r in found.rounds)) for p in names),
        places,
        tuple(numbers),
        parties=case.party_names,
    )
    return Section(
        "roadmap",
        "What does each side risk on the way?",
        tuple(answer),
        (exposed, _belief(case, found, names), _table(case, found)),
    )


def _belief(case: Case, found: RoadmapReport, names: dict[str, str]) -> Lines:
    lines = []
    for p, name in names.items():
        held = [found.beliefs[p], *(r.belief[p] for r in found.rounds)]
        lines.append(Line(f"{name} believes", tuple(enumerate(held, start=1))))
        lines.append(Line(f"{name} needs", tuple((r.number, r.trust[p]) for r in found.rounds)))
    size = len(found.rounds)
    places = (*((float(n), f"before {n}") for n in range(1, size + 1)), (size + 1.0, "done"))
    return Lines(
        "Trust needed and belief as rounds are kept",
        "A kept round shows sincerity only as far as an insincere side would have broken it.",
        "round",
        "probability that the other side is sincere",
        tuple(lines),
        places,
        tuple(float(n) for n in range(1, size + 2)),
        parties=case.party_names,
    )


def _table(case: Case, found: RoadmapReport) -> Table:
    names = {party: case.parties[party].name for party in found.beliefs}
    head = (
        *("Round", "What is done", "Takes", *(f"Trust {of_name(case.parties[p])} needs" for p in names), "Begun in"),
        *(*(f"{name} keeps it in" for name in names.values()), "All keep it in"),
    )
    rows = [
        (
            str(r.number),
            _short(case, r.measures),
            within(r.months),
            *(_needed(r, p) for p in names),
            r.said("begun"),
            *(r.said("keeps", p) for p in names),
            r.said("holds"),
        )
        for r in found.rounds
    ]
    blank = ["–"] * (len(names) + 1)
    done = ("done", "All kept", "–", *blank, *(found.said("steady", p) for p in names), "–")
    says = (
        "Trust: mean, and in brackets the middle 80 % of worlds. Begun: by everybody, with all rounds before it. "
        "Keeps: the share of worlds in which a side gains by keeping the round, with all that is to come."
    )
    return Table("Who begins and keeps each round", says, head, (*rows, done))


def _needed(found: RoundReport, party: str) -> str:
    low, _, high = found.spread[party]
    return f"{percent(found.trust[party])} ({span(low, high)})"


def _short(case: Case, found: Sequence[MeasureReport]) -> str:
    """Name the first steps of a round, as a narrow column has room for, and count the others; dates name all."""
    first = cut((titled(case, measure) for measure in found), MOST_STEPS)
    return "; ".join([*first.shown, *([how_many(first.left, "more step")] if first.left else [])])


def _first(case: Case, found: RoadmapReport) -> Section:
    """What asking for something before all else costs."""
    rows = [
        (
            titled(case, d.measure),
            pp(d.price),
            d.said("content"),
            d.said("precondition"),
            d.said_apart("dearer"),
        )
        for d in found.demands
    ]
    dear = found.demands[0]
    without = f"Without further demands the package is agreed, and walked to its end, in {found.said('joint')}"
    asked = that_do(case, dear.measure.issue, dear.measure.option)
    before = f"To demand {asked}, before anything else, leaves {dear.said('precondition')} of worlds"
    answer = [f"{without} of worlds.", f"{before}; met on the way, that demand leaves {dear.said('content')}."]
    costliest = next((i for i in found.insisted if i.loss), None)
    if costliest is not None and costliest.loss:
        answer.append(
            f"Of the package’s own steps, the costliest to insist on first is {step(case, costliest.measure)}: that "
            f"would take {percent(costliest.loss)} of the gain of whoever gains least."
        )
    table = Table(
        "Demands as preconditions",
        "Share of worlds in which all can be agreed and is begun and kept to the end; the price as content is that of "
        f"any agreement. Prices are in percentage points (pp).{Cut((), found.demands_left).said('demand')}",
        ("Demand", "Price as content", "Met on the way", "Met before all else", "Price as precondition"),
        tuple(rows),
    )
    return Section("roadmap", "What would a precondition cost?", tuple(answer), (table,), "leave-out", 20)
