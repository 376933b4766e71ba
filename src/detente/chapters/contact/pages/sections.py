"""The contact chapter's own pages of the brief: sentences, tables and pictures made from its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.case.model import Case
from detente.chapters.contact.pages.crisis_sections import crisis_sections
from detente.chapters.contact.pages.naming import (
    channel_names,
    duration_of,
    ends,
    fall,
    from_to,
    in_words,
    measured,
    risk,
    sentence,
    small,
    years_of,
)
from detente.chapters.contact.pages.network_pictures import network
from detente.chapters.contact.pages.reach_table import reach_table
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.arrival_reports import ArrivalReport, ChannelReport
from detente.chapters.contact.reports.opening_reports import OpeningReport
from detente.chapters.contact.reports.talks_reports import LaterCallsReport
from detente.findings import Bar, Bars, Section, Table
from detente.findings.cuts import cut
from detente.findings.words import count, how_many, listed, percent, points, span

CHAPTER = "contact"
MOST_PAIRS, MOST_CUTS, MOST_LOST = 6, 2, 10


def sections(case: Case, found: ContactReport) -> tuple[Section, ...]:
    """Return the chapter's pages; a question that the case does not raise has none."""
    pages = [_reaching(case, found)]
    if found.candidates:
        pages.append(_opening(found))
    pages += crisis_sections(found)
    if found.talks is not None:
        pages.append(_talking(found))
    if found.health:
        pages.append(_health(found))
    return tuple(pages)


def _reaching(case: Case, found: ContactReport) -> Section:
    names, posts = channel_names(found), {post.id: post.name for post in found.posts}
    says = [_weakness(case, at, names, posts) for at in measured(found)]
    bars = tuple(
        Bar(
            f"{sentence(at.name)}, {from_to(case, at.sender, at.receiver)}",
            (("arrives and is believed", at.believed),),
            at.said("believed"),
            ends(at.believed),
        )
        for at in found.arrival
    )
    chart = Bars(
        "How likely messages arrive",
        "How likely each kind of message arrives in time and is believed, with the channels of today.",
        "probability, mean over worlds",
        bars,
    )
    lost = [channel for channel in found.channels if channel.left is not None]
    lost.sort(key=lambda channel: (-(channel.raises or 0.0), channel.left))
    if lost and lost[0].raises:
        more = in_words(fall(lost[0].raises))
        says.append(f"Of the channels of today, most is lost with {lost[0].name}: {more} more risk of war.")
    cutting = (_losses(found, lost),) if lost else ()
    everybody = reach_table(case, found)
    told = (_arrivals(case, found), *(() if everybody is None else (everybody,)), *cutting)
    figures = (network(case, found), chart, *told)
    return Section(CHAPTER, "Who can reach whom?", tuple(says), figures)


def _losses(found: ContactReport, lost: Sequence[ChannelReport]) -> Table:
    """Return what is left if any one channel of today is cut, that with which most is lost first."""
    room = cut(lost, MOST_LOST)
    message = f"Arrives: how likely {measured(found)[0].name} then does in time and is believed"
    rows: tuple[tuple[str, ...], ...] = tuple((sentence(told.name), told.said("left")) for told in room.shown)
    head: tuple[str, ...] = ("Without", "Arrives")
    if found.war is not None:
        head = (*head, "War if there is an incident", f"War within {years_of(found.war.years)}", "Change")
        risks = [[channel.incident or 0.0, channel.in_years or 0.0] for channel in room.shown]
        rows = tuple(
            (*row, *map(risk, told), fall(channel.raises or 0.0))
            for row, told, channel in zip(rows, risks, room.shown, strict=True)
        )
        message = f"{message}. Change, in percentage points (pp): against the channels of today, in the same worlds"
    return Table("If one channel is cut", f"{message}.{room.said('channel')}", head, rows)


def _weakness(case: Case, at: ArrivalReport, names: dict[str, str], posts: dict[str, str]) -> str:
    """Say where the way from one side to the other is weakest."""
    way = f"{sentence(at.name)} from {from_to(case, at.sender, at.receiver)}"
    if at.hours is None:
        return f"{way} cannot arrive at all: no path is open."
    single = [names[cut[0]] for cut in at.cuts if len(cut) == 1]
    told = f"{way} takes {duration_of(at.hours)} by the quickest path that is open"
    if single:
        return f"{told}, and hangs on {listed(single)} alone."
    if at.weakest is not None and at.believed > 0:
        left = at.said("without_weakest")
        return f"{told}; the weakest post is {posts[at.weakest]}, without which {left} still arrive."
    return f"{told}."


def _arrivals(case: Case, found: ContactReport) -> Table:
    names = channel_names(found)
    rows = tuple(
        (
            sentence(at.name),
            sentence(from_to(case, at.sender, at.receiver)),
            at.said("believed") if at.at_most is None else f"{at.said('believed')} to {percent(at.at_most)}",
            at.said("arrives"),
            duration_of(at.hours),
            duration_of(at.delay),
            _cut_by(at, names),
        )
        for at in found.arrival
    )
    says = (
        "Believed: arrives in time and is believed. Quickest: hours of the quickest open path, median over worlds. "
        "Delay: expected, of a message that arrives in time. Cut by: fewest channels whose loss cuts every path."
    )
    head = ("Message", "From, to", "Believed", "Arrives", "Quickest", "Delay", "Cut by")
    return Table("Messages and how they fare", says, head, rows)


def _cut_by(at: ArrivalReport, names: Mapping[str, str]) -> str:
    sets = [listed(names[channel] for channel in channels) + " together" * (len(channels) > 1) for channels in at.cuts]
    first = cut([*sets, *[""] * at.cuts_left], MOST_CUTS)
    return "\n".join([*first.shown, *([f"or {how_many(first.left)} more"] if first.left else [])]) or "–"


def _opening(found: ContactReport) -> Section:
    best = found.candidates[0]
    says = [f"{sentence(best.name)} adds {points(best.adds)} to the arrival of {measured(found)[0].name}."]
    if best.lowers is not None and found.war is not None:
        says.append(f"It lowers the risk of war within {years_of(found.war.years)} by {in_words(fall(best.lowers))}.")
    idle = [told.name for told in found.candidates if abs(told.adds) < 1e-9 and not told.lowers]
    if idle:
        says.append(f"Nothing changes with {listed(idle)}.")
    bars = tuple(
        Bar(sentence(told.name), (("adds", max(0.0, told.adds)),), told.said_apart("adds"), ends(told.adds))
        for told in found.candidates
    )
    chart = Bars(
        "What each link would add",
        f"By how many percentage points (pp) likelier {measured(found)[0].name} arrives in time and is believed, mean "
        "of both directions.",
        "added probability, mean over worlds",
        bars,
    )
    tables = [_table("What could be opened", found, found.candidates)]
    if found.pairs:
        room = cut(found.pairs, MOST_PAIRS)
        tables.append(_table("Two together", found, room.shown, room.said("pair", found.pairs_left)))
    return Section(CHAPTER, "Which link is missing?", tuple(says), (chart, *tables), "sequence", 70)


def _table(title: str, found: ContactReport, told: Sequence[OpeningReport], left: str = "") -> Table:
    unit, harm = found.cost_unit or "", found.harm_unit or ""
    rows = tuple(
        (
            sentence(each.name),
            each.said_apart("adds"),
            "–" if each.lowers is None else fall(each.lowers),
            "–" if each.share_lowered is None else each.said("share_lowered"),
            "–" if each.worth is None else small(each.worth),
            "–" if each.cost is None else small(each.cost),
            "–" if each.lowers_per_cost is None else f"{small(each.lowers_per_cost * 100)} pp",
        )
        for each in told
    )
    says = (
        f"Adds, in percentage points (pp): to the arrival of {measured(found)[0].name}. Lowers: the risk of war. "
        "Noticed in: share of worlds in which that is a tenth of the risk or more. Worth: expected harm avoided in a "
        f"year{_in(harm)}. Cost: a year{_in(unit)}.{left}"
    )
    head = ("Link", "Adds", "Lowers", "Noticed in", "Worth", "Cost", "Lowers per cost")
    return Table(title, says, head, rows)


def _in(unit: str) -> str:
    return f", in {unit}" if unit else ""


def _talking(found: ContactReport) -> Section:
    assert found.talks is not None
    today, *opened = found.talks.ways
    first = (
        f"With the channels of today, a message arrives in {today.said('delivered')}, is answered within "
        f"{found.talks.months:g} months in {today.said('answered')}, and turns into working-level talks in "
        f"{today.said('talks')}."
    )
    says = [first]
    best = max(opened, key=lambda way: way.talks, default=None)
    if best is not None and best.talks > today.talks + 1e-9:
        says.append(f"With {best.name} it turns into talks in {best.said('talks')}.")
    says += [
        f"After {silent.months:.1f} months, the silence of “{silent.name}” is that of a broken line with a probability "
        f"of {silent.said('broken')}; else it is the recipient’s own."
        for silent in found.talks.silences
    ]
    sooner = [*today.sooner]
    rows = tuple(
        (
            sentence(way.name),
            way.said("delivered"),
            way.said("answered"),
            *(way.sooner[months].said("talks") for months in sooner),
            way.said("talks"),
        )
        for way in found.talks.ways
    )
    by = [f"Talks by {count(int(months), 'month')}" for months in sooner]
    head = ("Channels", "Arrives", "Answered", *by, f"By {found.talks.months:g}")
    table = Table("From a message to talks", says[0], head, rows)
    return Section(CHAPTER, "How do talks begin?", tuple(says), (table,))


def _later(line: LaterCallsReport) -> str:
    """Say what became of a line after the day of the case."""
    told = f"Afterwards, over {line.days} days, {line.name}"
    if line.foreseen is None:
        answered = "had no calls" if line.answered is None else f"answered {percent(line.answered)} of calls"
        return f"{told} {answered}; {percent(line.expected)} was to be expected."
    if line.restored_after is None:
        return (
            f"{told} stayed shut; that it would be restored within them had a probability of {percent(line.foreseen)}."
        )
    return (
        f"{told} was restored after {line.restored_after}; that it would be so soon had a probability of "
        f"{percent(line.foreseen)}."
    )


def _health(found: ContactReport) -> Section:
    says = []
    for line in found.health:
        judged = span(line.judged.low, line.judged.high)
        told = f"{sentence(line.name)} was shut on {line.shut} of {line.days} days"
        says.append(f"{told}; in the long run it is available {percent(line.available)} of the time, judged {judged}.")
        if line.political is not None:
            says.append(
                f"Its last silence, of {line.silent} days, is political rather than technical with a probability of "
                f"{percent(line.political)}."
            )
    says += [_later(line) for line in found.later]
    rows = tuple(
        (
            sentence(line.name),
            f"{line.answered} of {line.calls}",
            span(line.technical.low, line.technical.high),
            str(line.cuts),
            percent(line.open_share),
            "–" if line.hours is None else f"{duration_of(line.hours.low)} to {duration_of(line.hours.high)}",
            "; ".join(f"{count(int(m), 'month')} {percent(share)}" for m, share in line.restored.items()) or "–",
        )
        for line in found.health
    )
    head = ("Line", "Answered", "Fails technically", "Times shut", "Kept open", "Answers in", "Restored within")
    table = Table("What the log says", "Intervals hold 90 % of the belief after the log.", head, rows)
    return Section(CHAPTER, "How healthy are the lines?", tuple(says), (table,))
