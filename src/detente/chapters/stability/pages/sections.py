"""The stability chapter's own pages of the brief: sentences, tables and chart data made from its report."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.chapters.stability.pages.naming import issues, kept, promise, remedy, title
from detente.chapters.stability.remedies import RemedyKind
from detente.chapters.stability.report import StabilityReport
from detente.chapters.stability.reports.durability_reports import (
    MOST_PAID,
    PackageStability,
    PartyStability,
    TemptationReport,
)
from detente.findings import Bar, Bars, Dot, Dots, Section, Table
from detente.findings.cuts import cut, listed_first
from detente.findings.speech import of_name
from detente.findings.words import how_many, listed, percent, points, pp

NOTICED = 0.005
OFTEN_ENOUGH = 0.02  # share of worlds in which a breach pays, below which a median over them is one of too few
IDEAL: tuple[RemedyKind, ...] = ("found-at-once", "wholly-reversible")  # bounds, not proposals
SHOWN = 10
MOST_NAMED = 3  # in a sentence


def sections(case: Case, found: StabilityReport, close: Sequence[PackageStability]) -> tuple[Section, ...]:
    """Return the chapter's pages.

    Args:
        case: The case.
        found: The report.
        close: The packages that are looked at closely.
    """
    pages = [_durable(case, found)]
    for package in (package for package in close if package.commitments):
        about = "" if len(close) == 1 else f" ({package.name})"
        pages += [_breaches(case, package, about), _remedies(case, package, about), _stops(case, package, about)]
    return tuple(pages)


def _durable(case: Case, found: StabilityReport) -> Section:
    first, *others = found.packages
    answer = [
        f"Once carried out, {first.name} would hold in {first.said('durable')} of worlds.",
        f"It can be agreed in {first.said('attainable')}; in {first.said('both')} it can be agreed and would hold.",
    ]
    paper = [p for p in others if p.attainable >= NOTICED and p.both < 0.5 * p.attainable]
    if paper:
        answer.append(f"Mostly paper, broken as soon as that pays: {listed(p.name for p in paper)}.")
    firm = [p for p in others if p.durable >= 0.8 and p.attainable < 0.2]
    if firm:
        answer.append(f"These would hold, if only they could be agreed: {listed(p.name for p in firm)}.")
    room = cut(sorted(found.packages, key=lambda p: -p.both), SHOWN)
    rows = tuple(
        Dot(
            title(p.name.strip("“”")),
            (("attainable", p.attainable), ("durable", p.durable), ("both in the same world", p.both)),
        )
        for p in room.shown
    )
    best = max(found.packages, key=lambda p: p.both)
    says = f"{title(best.name)} is most often agreed and kept: in {best.said('both')} of worlds.{room.said('package')}"
    chart = Dots("Which packages could be agreed, and would hold", says, "share of worlds", rows)
    return Section("stability", "Would it hold, once it is carried out?", tuple(answer), (chart, _who(case, found)))


def _who(case: Case, found: StabilityReport) -> Table:
    parties = list(dict.fromkeys(p.party for package in found.packages for p in package.parties))
    rows = []
    for package in found.packages:
        breaks = {p.party: p.said("breaks") for p in package.parties}
        rows.append((title(package.name.strip("“”")), *(breaks.get(party, "–") for party in parties)))
    head = ("Package", *(f"{case.parties[party].name} breaks" for party in parties))
    says = "Share of worlds in which a party would gain by breaking something; – where it carries nothing out."
    return Table("Who would gain by breaking it", says, head, tuple(rows))


def _breaches(case: Case, package: PackageStability, about: str) -> Section:
    answer = []
    for party in package.parties:
        name = of_name(case.parties[party.party], begins=True)
        said = f"{name} would gain by breaking it in {party.said('breaks')} of worlds."
        if party.breaks >= OFTEN_ENOUGH and party.payment is not None:
            said += (
                f" In half of these, a payment worth {_paid(party)} points a year to it would make breaking no better."
            )
        elif party.breaks >= OFTEN_ENOUGH:
            said += " In half of these a breach is found so late that no payment would make breaking no better: never."
        answer.append(said)
    weakest = package.commitments[0]
    answer.append(
        f"The weakest commitment is {promise(case, weakest)}: in {weakest.said('weakest')} of worlds no other leaves "
        "whoever breaks it so little to lose."
    )
    paying = sorted((c for c in package.commitments if c.breaks > 0), key=lambda c: c.breaks, reverse=True)
    bars = tuple(Bar(kept(case, c), (("breaking it alone would pay", c.breaks),), c.said("breaks")) for c in paying)
    likeliest = max(package.commitments, key=lambda c: c.breaks)
    pays = likeliest.said("breaks")
    says = f"Likeliest to be broken alone is {promise(case, likeliest)}: that would pay in {pays} of worlds."
    if rest := len(package.commitments) - len(paying):
        shown = "The one commitment" if rest == 1 else f"The {how_many(rest)} commitments"
        says += f" {shown} not shown would not pay to break in any world."
    chart = Bars("Which commitments would be broken", says, "share of worlds", bars)
    rows = tuple(
        (f"{kept(case, c)}{' (weakest)' if c is weakest else ''}", c.said("weakest"), c.said("breaks"))
        for c in package.commitments
    )
    says = "Weakest: broken alone, it leaves its party the least to lose, as a share of what is at stake for it."
    table = Table("The commitments", says, ("Commitment", "Weakest", "Breaking it alone pays"), rows)
    return Section(
        "stability",
        f"Who would break what?{about}",
        tuple(answer),
        (chart, table) if paying else (table,),
        "appendix" if about else "block",
        40,
    )


def _paid(party: PartyStability) -> str:
    """Say the median payment, and in brackets the ends of its interval of sampling."""
    ends = party.errors["payment"]
    paid, low, high = (f"{x:.1f}" if x >= 0.05 else "under 0.1" for x in (party.payment or 0.0, ends.low, ends.high))
    if ends.high >= MOST_PAID:
        return f"{paid} ({low} or more)"
    return paid if low == high else f"{paid} ({low} to {high})"


def _remedies(case: Case, package: PackageStability, about: str) -> Section:
    ideal = {r.kind: r for r in package.remedies if r.kind in IDEAL}
    tried = [r for r in package.remedies if r.kind not in IDEAL]
    helpful = [r for r in tried if r.change >= NOTICED]
    harmful = [r for r in reversed(tried) if r.change <= -NOTICED]
    answer = []
    if helpful:
        told = listed_first((f"{remedy(case, r)} ({points(r.change)} more)" for r in helpful), MOST_NAMED)
        answer.append(f"It would be agreed and kept in more worlds with {told}.")
    else:
        answer.append("No single change of a measure would make it hold in noticeably more worlds.")
    if harmful:
        told = listed_first((f"{remedy(case, r)} ({points(-r.change)} fewer)" for r in harmful), MOST_NAMED)
        answer.append(f"It would be so in fewer with {told}.")
    if package.lifted >= NOTICED:
        payers = listed(of_name(case.parties[p.party]) for p in package.parties if p.payment)
        answer.append(
            f"To pay {payers} the median of what each would need adds {points(package.lifted)} to the "
            "share of worlds in which it is agreed and kept."
        )
    at_once, wholly = (points(ideal[kind].change) for kind in IDEAL)
    answer.append(
        f"The most that verification could add, every breach found at once: {at_once}. The most that snapback could "
        f"add, everything wholly taken back from others: {wholly}."
    )
    room = cut(helpful, SHOWN)
    bars = tuple(Bar(title(remedy(case, r)), (("more worlds", r.change),), pp(r.change)) for r in room.shown)
    says = (
        "Nothing helps."
        if not helpful
        else f"{title(remedy(case, helpful[0]))} helps most. pp: percentage points.{room.said('change')}"
    )
    chart = Bars("What would make it hold", says, "rise in the share of worlds in which it is agreed and kept", bars)
    told_of = [r for r in package.remedies if r.issue is None or abs(r.change) >= NOTICED]
    rows = tuple((title(remedy(case, r)), r.said("durable"), r.said("both")) for r in told_of)
    says = f"As it stands: durable in {package.said('durable')}, attainable as well in {package.said('both')}."
    table = Table("Changes of the measures", says, ("Change", "Durable", "And attainable"), rows)
    figures = (chart, table) if bars else (table,)
    return Section("stability", f"What would make it hold?{about}", tuple(answer), figures)


def _stops(case: Case, package: PackageStability, about: str) -> Section:
    answer = [_told(case, t) for t in package.temptations]
    answer.append(
        "This looks at moves and answers alone, by the year; whether a breach pays in the end also turns on how soon "
        "it is found and how long it takes to undo."
    )
    bars = tuple(
        Bar(
            case.parties[t.party].name,
            (
                ("nothing to gain", 1 - t.gains),
                ("stopped by an answer that would be given", t.credible),
                ("stopped by an answer that hurts who gives it", t.costly),
                ("not stopped", t.free),
            ),
            f"stopped in {percent(1 - t.free)}",
        )
        for t in package.temptations
    )
    least = package.temptations[0]
    name = of_name(case.parties[least.party], begins=True)
    says = (
        f"{name} is not stopped in {percent(least.free)} of worlds." if least.free else "Everybody is stopped in all."
    )
    chart = Bars("What stops each side", says, "share of worlds", bars)
    return Section("stability", f"What stops a breach?{about}", tuple(answer), (chart,))


def _told(case: Case, t: TemptationReport) -> str:
    name = of_name(case.parties[t.party], begins=True)
    if t.gains < NOTICED:
        return f"{name} has nothing to gain by breaking anything, whatever the others do."
    moves = list(t.first)
    said = f"{name} would gain by breaking something in {t.said('gains')} of worlds if nobody answered"
    said += f", most often {issues(case, moves[0])}. " if moves else ". "
    if t.deterred < NOTICED:
        return f"{said}No answer of the others could take that gain away."
    said += f"The others could take the gain away in {t.said('deterred')}"
    if t.deterred - t.credible < NOTICED:
        return f"{said}, and it would be in their own interest to do so."
    return f"{said}; in {t.said('credible')} that would be in their own interest as well, so it would be believed."
