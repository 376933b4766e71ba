"""What goes into a brief: page one, a page a question, what it all turns on, the sources, and how to reproduce it."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote

from detente import __version__
from detente.brief.pageone import leading, page_one
from detente.case.model import EVENT, Case
from detente.chapters import chapter
from detente.findings import Bar, Bars, Chart, Section, Table
from detente.findings.words import count, listed, percent
from detente.outcomes.drivers import Driver
from detente.outcomes.joint import joints
from detente.outcomes.run import Outcomes
from detente.outcomes.stream_labels import label

TOP = 10
FEW = 0.1


@dataclass(frozen=True)
class Brief:
    """Everything a brief says, ready to be rendered; every text is final.

    Attributes:
        title: Title of the case.
        question: The question the case is about.
        seen: From which day, for whom, and over how many worlds.
        lead: The first sentence of page one.
        proposal: What it speaks of, as (heading, text) lines.
        answer: The other sentences of page one.
        table: The table of page one.
        picture: The chart of page one.
        warnings: What a reader must know before trusting it.
        sections: The pages behind page one.
        missing: Questions that could not be answered, with what the case lacks for them.
        assumptions: The judgements on which it turns.
        sources: The sources of the case.
        reproduce: The command that gives the same brief, and what it was made with.
    """

    title: str
    question: str
    seen: str
    lead: str
    proposal: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    table: Table | None
    picture: Chart | None
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    assumptions: Table
    sources: tuple[str, ...]
    reproduce: tuple[str, ...]


def compose(outcomes: Outcomes, argument: str) -> Brief:
    """Write up what the chapters found.

    Args:
        outcomes: The outcomes of a run.
        argument: How the case was named on the command line, for the line that reproduces the brief.

    Returns:
        The brief.
    """
    case, worlds = outcomes.case, outcomes.worlds
    pages = outcomes.pages
    turning = _turning(outcomes)
    told = warnings(outcomes)
    one = page_one(pages, joints(outcomes), turning[1], told)
    advised = f"side advised: {case.parties[case.advises].name}" if case.advises else "a mediator’s view"
    return Brief(
        title=case.title,
        question=case.question or "Which limited agreement is attainable?",
        seen=f"As seen on {case.date.day} {case.date:%B %Y}; {advised}; {count(worlds.size, 'plausible world')}.",
        lead=one.lead,
        proposal=one.proposal,
        answer=one.answer,
        table=one.table,
        picture=one.picture,
        warnings=told,
        sections=(*(section for page in pages.values() for section in page.sections), turning[0]),
        missing=tuple((chapter(name).question, lines) for name, lines in outcomes.missing.items()),
        assumptions=_assumptions(outcomes),
        sources=_sources(case),
        reproduce=_reproduce(outcomes, argument),
    )


def _first(outcomes: Outcomes) -> tuple[str, tuple[Driver, ...]] | None:
    """The first headline of the chapter that leads, with its drivers."""
    leads = leading(outcomes.results)
    return next(((name, found) for name, found in outcomes.drivers.items() if name.startswith(f"{leads}.")), None)


def _turning(outcomes: Outcomes) -> tuple[Section, tuple[str, ...]]:
    """The page about what the headlines turn on, and the sentence about it for page one."""
    case = outcomes.case
    question = "What does it turn on?"
    first = _first(outcomes)
    found = first[1] if first else ()
    if first is None or not found:
        said = "No single judgement moves the headline more than chance would."
        return Section("outcomes", question, (said,), ()), ()
    headline = outcomes.headlines[first[0]]
    top = found[0]
    event = top.stream.endswith(EVENT)
    ends = ("where that is likeliest", "where least") if event else ("at its lowest", "at its highest")
    sides = f"{percent(top.low)} {ends[0]}, {percent(top.high)} {ends[1]}"
    sentence = f"It turns most on {label(case, top.stream)}: {sides}."
    bars = tuple(
        Bar(label(case, d.stream), (("η²", d.eta2),), f"{percent(d.low)} → {percent(d.high)}") for d in found[:TOP]
    )
    chart = Bars(
        "What the first headline turns on",
        f"Whether {headline.says}: how much of its variation over worlds each judgement explains; after each bar, "
        "the share of worlds in its lowest and highest fifth.",
        "share of the variation explained",
        bars,
    )
    rows = [
        (
            _sentence(outcomes.headlines[name].says),
            percent(outcomes.share(name)),
            listed(label(case, d.stream) for d in ds[:3]),
        )
        for name, ds in outcomes.drivers.items()
    ]
    table = Table(
        "Every headline and what it turns on",
        "Only judgements that explain more than chance would are named.",
        ("Headline", "Holds in", "Turns on"),
        tuple((a, b, c or "no single judgement") for a, b, c in rows),
    )
    return Section("outcomes", question, (sentence,), (chart, table)), (_unsourced(found, sentence),)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unsourced(found: tuple[Driver, ...], sentence: str) -> str:
    top = found[:TOP]
    bare = sum(not driver.sourced for driver in top)
    if len(top) == 1:
        return f"{sentence} That judgement {'is its author’s own, without a source' if bare else 'has a source'}."
    whose = "the author’s own judgement, without a source"
    return f"{sentence} Of the {len(top)} that matter most, {bare or 'none'} {'is' if bare < 2 else 'are'} {whose}."


def warnings(outcomes: Outcomes) -> tuple[str, ...]:
    """Return what a reader must know before trusting the numbers."""
    worlds = outcomes.worlds
    found = []
    if worlds.effective < FEW * worlds.size:
        found.append(
            f"The evidence leaves an effective {worlds.effective:.0f} of {worlds.size:,} worlds: shares are rough."
        )
    if worlds.size < 500:
        found.append(f"Only {worlds.size:,} worlds were drawn: shares may be off by several points.")
    return tuple(found)


def _assumptions(outcomes: Outcomes) -> Table:
    case = outcomes.case
    first = _first(outcomes)
    streams = [d.stream.removesuffix(EVENT) for d in first[1][:TOP]] if first else []
    rows = []
    for stream in dict.fromkeys(streams):
        for placed in case.judgements.values():
            if placed.stream == stream:
                j = placed.judgement
                span = f"{j.low:g}" if j.certain else f"{j.low:g} to {j.high:g}"
                rests = listed([*j.source, *([j.by] if j.by else [])]) or "no source"
                rows.append((_place(case, placed.path), span, j.why or "–", rests))
    says = "Behind what the first headline turns on most: points a year on each party’s own scale, or probabilities."
    return Table("The assumptions it turns on", says, ("Judgement", "Range", "Reason", "Rests on"), tuple(rows))


def _place(case: Case, path: str) -> str:
    section, *ids = path.split("/")
    if section in {"positions", "red_lines"}:
        kind = "red line on " if section == "red_lines" else ""
        return f"{case.parties[ids[0]].name}: {kind}{case.label(ids[1], ids[2])}"
    return (
        label(case, path).removesuffix("/value")
        if section != "linkages"
        else label(case, "/".join(path.split("/")[:2]))
    )


def _sources(case: Case) -> tuple[str, ...]:
    found = []
    for key, source in case.sources.items():
        parts = [source.name, *([source.date] if source.date else []), *([source.url] if source.url else [])]
        found.append(f"{key}: {', '.join(parts)}{' (not verified)' if source.unverified else ''}")
    return tuple(found)


def _reproduce(outcomes: Outcomes, argument: str) -> tuple[str, ...]:
    exact = [chapter(name).exactness(report) for name, report in outcomes.reports.items()]
    made = "; ".join(["", *filter(None, exact)])
    return (
        f"detente brief {quote(argument)} {outcomes.inquiry.flags()}",
        f"détente {__version__}, case digest {outcomes.inquiry.digest[:16]}…{made}.",
    )
