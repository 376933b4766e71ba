"""The chapter's pages about a crisis: the risk of war, where a channel is worth more, what might have been."""

from __future__ import annotations

from detente.chapters.contact.pages.naming import ends, fall, in_words, measured, risk, sentence, years_of
from detente.chapters.contact.pages.network_pictures import worth
from detente.chapters.contact.report import ContactReport
from detente.chapters.contact.reports.war_reports import MapReport, MightHaveBeenReport, WarReport
from detente.findings import Bar, Bars, Section, Table
from detente.findings.words import how_many, listed, percent, span

CHAPTER = "contact"
OTHER = {"hostility": "harm", "harm": "hostility"}
WHY = {
    "idle": "the message changes nothing",
    "incidents": "it would be if incidents did not become more",
    "escalation": "it would be if crises did not escalate more easily",
    "failing": "it would be if lines failed no more often",
    "disbelief": "it would be if messages were believed as today",
    "together": "only several of these together would make it so",
    "deterred": "more harm deters, so there is less to prevent",
    "frightened": "more harm frightens, and war comes in spite of messages",
}


def crisis_sections(found: ContactReport) -> list[Section]:
    """Return the pages about a crisis; none without a ladder."""
    pages = []
    if found.war is not None:
        pages.append(_war(found, found.war))
    if found.map is not None:
        pages.append(_map(found, found.map))
    if found.counterfactuals:
        pages.append(_might_have_been(found))
    return pages


def _war(found: ContactReport, war: WarReport) -> Section:
    today, none = (next(r for r in war.risks if r.kind == kind) for kind in ("today", "none"))
    told = (
        f"Within {years_of(war.years)} war is {risk(today.in_years)} likely with the channels of today and "
        f"{risk(none.in_years)} without any."
    )
    says = [told]
    if war.deliberate > 0:
        says.append(f"War that begins without an incident, {percent(war.deliberate)} likely, is stopped by no channel.")
    packages, courses = ([r for r in war.risks if r.kind == kind] for kind in ("package", "policy"))
    if packages:
        best = min(packages, key=lambda r: r.in_years)
        says.append(f"Once “{best.name}” is carried out, it is {risk(best.in_years)} with the channels of today.")
    if courses:
        least, most = (pick(courses, key=lambda r: r.in_years) for pick in (min, max))
        by = f"By the course “{least.name}” it is {risk(least.in_years)}"
        says.append(f"{by}, by “{most.name}” {risk(most.in_years)}." if least.in_years < most.in_years else f"{by}.")
    if found.fear is not None:
        says.append(
            f"For comparison: where each side arms for fear that the other does, a side arms with a probability of "
            f"{found.fear.said('arms')}, against {found.fear.said('anyhow')} if nobody feared; in "
            f"{found.fear.said('certain')} of worlds fear alone makes it certain."
        )
    bars = tuple(
        Bar(sentence(r.name), (("war", r.in_years),), percent(r.in_years), ends(r.in_years)) for r in war.risks
    )
    chart = Bars(
        "War with and without",
        f"How likely war is within {years_of(war.years)}, in the same worlds.",
        "probability, mean over worlds",
        bars,
    )
    rows = tuple(
        (
            sentence(r.name),
            risk(r.incident),
            risk(r.in_years),
            "–" if r.kind == "today" else fall(r.change),
            span(r.low, r.high),
        )
        for r in war.risks
    )
    table = Table(
        "The risk of war",
        "Change, in percentage points (pp): against the channels of today, in the same worlds. Eight worlds in ten: "
        "the range over worlds.",
        ("With", "War if there is an incident", f"War within {years_of(war.years)}", "Change", "Eight worlds in ten"),
        rows,
    )
    return Section(CHAPTER, "How likely is war, with which channels?", tuple(says), (chart, table))


def _map(found: ContactReport, told: MapReport) -> Section:
    best = next((c for c in found.candidates if c.candidates == [told.of]), None)
    says = []
    if best is not None and best.with_hostility is not None:
        says.append(
            f"{sentence(told.name)} is worth more at twice the hostility in {best.said('with_hostility')} of plausible "
            f"worlds, and in {best.said('with_harm')} if the other side can do twice the harm."
        )
    says += [
        _peak("hostility", told.peak_hostility, told.peaks_hostility, told.hostility),
        *_why_not(told, "hostility"),
        _peak("harm", told.peak_harm, told.peaks_harm, told.harm),
        *_why_not(told, "harm"),
    ]
    return Section(CHAPTER, "Where is a channel worth most?", tuple(says), (worth(told),))


def _peak(what: str, at: float, others: list[float], axis: list[float]) -> str:
    """Say up to where the worth rises, and where it does with more or less of the other."""
    mean = "On average over worlds its worth"
    low, high = min(others), max(others)
    span = "" if low == high else f"; with more or less {OTHER[what]}, {_times(low)} to {_times(high)} times"
    if at >= axis[-1] - 1e-9:
        return f"{mean} rises with {what} up to {axis[-1]:g} times that of today, as far as was looked{span}."
    if at <= axis[0] + 1e-9:
        return f"{mean} falls with {what} from {_times(axis[0])} times that of today{span}."
    return f"{mean} rises with {what} up to {_times(at)} times that of today, and falls beyond{span}."


def _times(multiple: float) -> str:
    return f"{multiple:.2g}"


def _why_not(told: MapReport, what: str) -> list[str]:
    """Say why it is not worth more at twice as much, with the share of worlds."""
    whys = [f"in {limit.said('share')} {WHY[limit.why]}" for limit in told.limits if limit.of == what]
    if not whys:
        return []
    several = "; a world may count twice" if what == "hostility" and len(whys) > 1 else ""
    return [f"Where it is not worth more at twice the {what}: {listed(whys)} (shares of all worlds{several})."]


def _turns_on(other: MightHaveBeenReport) -> str:
    """Say on which judgements it turns most by how much war is less likely."""
    told = [
        f"{one.says} ({_differs(one.lowest)} where that is lowest, {_differs(one.highest)} where it is highest)"
        for one in other.turns_on
    ]
    if other.turns_on_left:
        told.append(how_many(other.turns_on_left, "more judgement"))
    return f" By how much turns most on {listed(told)}." if told else ""


def _differs(lower: float) -> str:
    return f"{in_words(fall(abs(lower)))} {'less' if lower >= 0 else 'more'}"


def _might_have_been(found: ContactReport) -> Section:
    says = []
    for other in found.counterfactuals:
        if other.incident is None or other.incident_before is None:
            says.append(f"With {other.name}, {measured(found)[0].name} arrives in {other.said('believed')} of cases.")
            continue
        then, before = risk(other.incident), risk(other.incident_before)
        compared = "as it was" if then == before else f"instead of {before}"
        says.append(
            f"With {other.name}, an incident would end in war in {then} of cases, {compared}: less by a tenth or more "
            f"in {other.said('lowered')} of plausible worlds, by half or more in {other.said('halved')}."
            f"{_turns_on(other)}"
        )
    rows = tuple(
        (
            sentence(other.name),
            other.said("believed_before"),
            other.said("believed"),
            "–" if other.incident_before is None else risk(other.incident_before),
            "–" if other.incident is None else risk(other.incident),
            "–" if other.lowered is None else other.said("lowered"),
            "–" if other.halved is None else other.said("halved"),
        )
        for other in found.counterfactuals
    )
    head = ("With", "Got through", "Would have", "War, as it was", "War, then", "Less by a tenth in", "By half in")
    table = Table(
        "What might have been", "Got through: arrived in time and was believed, mean of both directions.", head, rows
    )
    return Section(CHAPTER, "What might have been?", tuple(says), (table,))
