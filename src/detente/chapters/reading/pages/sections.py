"""The reading chapter's own pages of the brief: sentences, tables and curves made from its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from heapq import nlargest

from detente.chapters.reading.report import ReadingReport, SubjectReport
from detente.chapters.reading.reports.belief_reports import PostMortemReport
from detente.chapters.reading.reports.evidence_reports import PieceReport
from detente.findings import Line, Lines, Section, Table
from detente.findings.cuts import Cut, cut, listed_first
from detente.findings.round_days import round_days
from detente.findings.words import count, how_many, listed, percent, span

CHAPTER = "reading"
CURVES = 5  # explanations with a curve of their own; the others share one
EVENTS = 6  # events with a number on the axis
INDICATORS = 6
MOST_NAMED = 3
GAINED = 0.005
RATIO = (
    "Ratio: how many times likelier it is under the explanation it fits best than under the one it fits worst. "
    "Moves: the part of the belief that would lie elsewhere without it."
)
SCORE = (
    "Score: −2 for each piece that is very inconsistent with it, −1 if inconsistent; weighted by credibility and "
    "relevance. The least inconsistent first."
)


def sections(found: ReadingReport) -> tuple[Section, ...]:
    """Return the chapter's pages, subject by subject; a question that the case does not raise has none."""
    pages = [section for about in found.subjects for section in _about(found, about)]
    several = len(found.subjects) > 1
    return (_worlds(found), *pages) if several else tuple(pages)


def _about(whole: ReadingReport, found: SubjectReport) -> list[Section]:
    """Return the pages on one subject; of several, each says in its title whom it is about."""
    names = {e.id: _sentence(e.short) for e in found.explanations}
    several = len(whole.subjects) > 1
    pages = [_beliefs(whole, found), _evidence(found, names)]
    if found.silences:
        pages.append(_silence(found))
    if found.indicators:
        pages.append(_indicators(found, names))
    pages += [_doubt(whole, found), _ach(found, names)]
    if found.post_mortem is not None:
        pages.append(_post_mortem(found, found.post_mortem, names))
    if several:
        return [replace(page, question=_asked_of(found.whom, page.question)) for page in pages]
    return pages


def _asked_of(whom: str, question: str) -> str:
    """Return the question of one of several subjects.

    Example:
        >>> _asked_of("Egypt", "What explains the other side’s behaviour?")
        'Egypt: what explains its behaviour?'
    """
    its = question.replace("the other side’s", "its").replace("their", "its")
    return f"{_sentence(whom)}: {its[:1].lower()}{its[1:]}"


def _worlds(found: ReadingReport) -> Section:
    """How much the worlds say after the evidence on all subjects."""
    about = listed(told.whom for told in found.subjects)
    says = f"Explanations are weighed for {about}. What is true of one is taken to say nothing about another."
    return Section(CHAPTER, "How much does the evidence say in all?", (says, *_left(found)), ())


def _left(found: ReadingReport) -> list[str]:
    told = [f"With their weights after the evidence the worlds say as much as {found.effective:,.0f} of equal weight."]
    if found.drawn > found.asked:
        told.append(f"For that {found.drawn:,} worlds were drawn, and not only the {found.asked:,} asked for.")
    return told


def _beliefs(whole: ReadingReport, found: SubjectReport) -> Section:
    ranked = sorted(found.explanations, key=lambda e: -e.posterior)
    first = ranked[0]
    overlap = [e for e in ranked if e.holds > e.posterior + GAINED]
    likeliest = f"After the evidence up to {_day(whole.day)} the likeliest explanation is that {first.name}"
    answer = [
        f"{likeliest}: {first.said('posterior')}, against {first.said('prior')} before it.",
    ]
    if overlap:
        ordered = sorted(overlap, key=lambda e: -e.holds)
        holds = listed_first((f"that {e.name} ({e.said('holds')})" for e in ordered), MOST_NAMED)
        answer.append(f"Explanations overlap. Likeliest to hold, alone or together with others: {holds}.")
    rows = tuple(
        (
            _sentence(e.name),
            e.said("prior"),
            e.said("posterior"),
            span(e.low, e.high),
            e.said("holds"),
        )
        for e in ranked
    )
    table = Table(
        "Explanations before and after the evidence",
        "Range: the middle 80 % of worlds, which read the likelihood words differently. Holds: alone or combined.",
        ("Explanation", "Before", "After", "Range", "Holds"),
        rows,
    )
    return Section(
        CHAPTER, "What explains the other side’s behaviour?", tuple(answer), (_curves(found), table), "why", 10
    )


def _curves(found: SubjectReport) -> Lines:
    """Beliefs over time: the largest ones, the others together, and the events that moved most."""
    top, left = cut(sorted(found.explanations, key=lambda e: -e.posterior), CURVES)
    shown = [e.id for e in top]
    days = [step.date for step in found.course]
    first = min(days).toordinal()
    before = dt.date.fromordinal(max(1, first - max(1, (max(days).toordinal() - first) // 20)))
    points = [(before, {e.id: e.prior for e in found.explanations})]
    points += [(step.date, step.beliefs) for step in found.course]
    lines = [Line(_sentence(e.short), tuple((_x(day), beliefs[e.id]) for day, beliefs in points)) for e in top]
    if left:
        rest = tuple((_x(day), sum(p for h, p in beliefs.items() if h not in shown)) for day, beliefs in points)
        lines.append(Line("all others", rest))
    numbered, others = events(found), sum(p.kind != "recipient" for p in found.pieces) - EVENTS
    told = "; ".join(f"{n} “{piece.name}”" for n, piece in enumerate(numbered, start=1))
    marks: dict[float, list[str]] = {}
    for n, piece in enumerate(numbered, start=1):
        marks.setdefault(_x(piece.date), []).append(str(n))
    ticks = round_days(before, max(days))
    says = f"How belief in the {how_many(len(top), 'explanation')} that end up largest moved."
    return Lines(
        title="Beliefs over time",
        says=f"{says} Numbered: {told}.{Cut((), max(0, others)).said('event')}",
        as_table=says,
        across="date",
        up="belief",
        lines=tuple(lines),
        places=tuple((_x(day), _day(day)) for day in dict.fromkeys([*(day for day, _ in points), *ticks])),
        ticks=tuple(_x(day) for day in ticks),
        marks=tuple((x, ", ".join(labels)) for x, labels in sorted(marks.items())),
        stepped=True,
    )


def events(found: SubjectReport) -> list[PieceReport]:
    """Return the pieces that moved beliefs most, in order of time."""
    moved = nlargest(EVENTS, (p for p in found.pieces if p.kind != "recipient"), key=lambda p: p.moves)
    return sorted(moved, key=lambda p: p.date)


def _evidence(found: SubjectReport, names: Mapping[str, str]) -> Section:
    ranked = sorted(found.pieces, key=lambda p: -p.moves)
    worthless = [p for p in found.pieces if p.worthless]
    answer = []
    if ranked:
        top = ranked[0]
        answer.append(
            f"Most turns on “{top.name}”: without it, {percent(top.moves)} of the belief would lie elsewhere."
        )
    if worthless:
        told = listed(f"“{p.name}”" for p in worthless)
        answer.append(f"Worth next to nothing, since they fit every explanation about equally well: {told}.")
    else:
        answer.append("Nothing that was seen fits every explanation equally well.")
    rows = tuple(
        (
            _day(p.date),
            p.name,
            f"{p.ratio:.2g}",
            percent(p.moves),
            names[p.raises] if p.moves >= GAINED else "–",
            names[p.lowers] if p.moves >= GAINED else "–",
        )
        for p in sorted(found.pieces, key=lambda p: p.date)
    )
    table = Table(
        "What was seen, and what it says",
        RATIO,
        ("Known from", "What", "Ratio", "Moves", "Speaks for", "Speaks against"),
        rows,
    )
    return Section(CHAPTER, "What does the evidence say?", tuple(answer), (table,), "why", 45)


def _silence(found: SubjectReport) -> Section:
    answer = []
    for silence in found.silences:
        said = "silence" if not silence.answers else count(silence.answers, "answer")
        tried = f"{how_many(silence.approaches, 'attempt')} in {silence.months:.1f} months met with {said}"
        answer.append(
            f"{silence.name}: {tried}. That is {silence.ratio:.2g} times likelier under the explanation it fits best "
            "than under the one it fits worst."
        )
        if silence.apart is not None and silence.approaches > 1:
            answer.append(
                f"To count each attempt as a question of its own would make that {silence.apart:.2g}, and would be "
                "wrong: it is one recipient who does not answer."
            )
    return Section(CHAPTER, "What does their silence mean?", tuple(answer), (), "why", 20)


def _indicators(found: SubjectReport, names: Mapping[str, str]) -> Section:
    top = found.indicators[0]
    told, room = percent(top.settles), cut(found.indicators, INDICATORS)
    answer = [
        f"What would tell most: “{top.name}”.",
        f"It is {percent(top.chance)} likely; knowing whether it happens is expected to settle {told} of the doubt.",
    ]
    rows = tuple(
        (i.name, percent(i.chance), percent(i.settles), _leader(i.seen, names), _leader(i.unseen, names))
        for i in room.shown
    )
    table = Table(
        "What to look out for",
        "Settles: the part of the doubt that it is expected to end, seen or not. Then the likeliest one either way."
        f"{room.said('sign')}",
        ("What", "Likely", "Settles", "If it is seen", "If it is not"),
        rows,
    )
    return Section(CHAPTER, "What would tell the explanations apart?", tuple(answer), (table,), "why", 30)


def _leader(beliefs: Mapping[str, float], names: Mapping[str, str]) -> str:
    first = max(beliefs, key=lambda h: beliefs[h])
    return f"{names[first]} ({percent(beliefs[first])})"


def _doubt(whole: ReadingReport, found: SubjectReport) -> Section:
    answer = [
        "Doubt is counted in bits: one bit is an even chance of two.",
        f"Of {found.entropy_before:.1f} bits of doubt before the evidence, {found.entropy:.1f} are left.",
        *(_left(whole) if len(whole.subjects) == 1 else ()),
    ]
    return Section(CHAPTER, "How much doubt is left?", tuple(answer), ())


def _ach(found: SubjectReport, names: Mapping[str, str]) -> Section:
    after = {e.id: e.posterior for e in found.explanations}
    answer = []
    if not found.ach.disagreements:
        answer.append("Counting inconsistencies, as an analysis of competing hypotheses does, ranks them alike.")
    else:
        d = found.ach.disagreements[0]
        parts = {
            "the priors, which it leaves out": d.prior,
            "what is consistent with both, however well it fits": d.fit,
            "its steps in place of likelihoods": d.strength,
        }
        why = max(parts, key=lambda part: parts[part])
        answer.append(
            f"Warning: counting inconsistencies, as an analysis of competing hypotheses does, ranks "
            f"{count(len(found.ach.disagreements), 'pair')} of explanations the other way round."
        )
        answer.append(
            f"The largest: it puts “{names[d.worse]}” before “{names[d.better]}”, which is {2**d.bits:.2g} times "
            f"likelier. Most of that comes from {why}."
        )
    rows = tuple(
        (
            names[r.id],
            percent(after[r.id]),
            f"{r.weighted:.1f}".replace("-", "−"),
            f"{r.plain:.0f}".replace("-", "−"),
        )
        for r in found.ach.ranks
    )
    table = Table(
        "Inconsistency beside belief",
        SCORE,
        ("Explanation", "Belief", "Weighted score", "Plain score"),
        rows,
    )
    return Section(CHAPTER, "Does counting inconsistencies say the same?", tuple(answer), (table,))


def _post_mortem(found: SubjectReport, told: PostMortemReport, names: Mapping[str, str]) -> Section:
    change = told.posterior - told.prior
    moved = f"The evidence moved the belief in it {'up' if change >= 0 else 'down'} by {abs(change):.1f} bits"
    scores = f"{moved}, to a log score of {told.posterior:.1f}; believing everything alike scores {told.chance:.1f}."
    answer = (f"What turned out to be true: “{names[told.truth]}”.", scores.replace("-", "−"))
    ranked = sorted(found.pieces, key=lambda p: -(p.score or 0.0))
    rows = tuple((p.name, f"{p.score or 0.0:+.2f}".replace("-", "−")) for p in ranked)
    table = Table(
        "What helped and what misled",
        "Bits by which each piece moves the belief in what turned out to be true.",
        ("Piece", "Bits"),
        rows,
    )
    return Section(CHAPTER, "How good were the judgements?", answer, (table,))


def _x(day: dt.date) -> float:
    return float(day.toordinal())


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _sentence(name: str) -> str:
    return name[:1].upper() + name[1:]
