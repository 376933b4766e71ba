"""The agreement chapter's share of page one: at most six sentences, a table and a picture, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.agreement.pages.dear_demands import MOST_DEMANDS, costliest
from detente.chapters.agreement.pages.leave_out import fillings
from detente.chapters.agreement.pages.naming import recommended_key, titled
from detente.chapters.agreement.pages.sections import sections
from detente.chapters.agreement.questions.price_levels import fatal
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.chapters.agreement.reports.price_reports import DemandReport
from detente.findings import Dot, Dots, Page, Table
from detente.findings.cuts import cut, listed_first
from detente.findings.speech import of_name, that_do
from detente.findings.words import count, listed, percent, points

LIKELY = 0.5
MOST_ROWS = 4


def page(case: Case, found: AgreementReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked; whom that advises stands in the case.

    Returns:
        Its share of page one and its own pages.
    """
    if not found.recommended:
        lead = f"Nothing can be agreed: none of the {found.packages:,} packages is attainable in any plausible world."
        return Page(lead, (), (), None, None, sections(case, found, case.advises), fillings(case, found, case.advises))
    first = found.recommended[0].package
    shared = first.said("share")
    lead = f"In {shared} of plausible worlds, everybody whose consent it needs would accept"
    lead += f" “{first.name}”." if first.id else ":"
    proposal = tuple((case.issues[i].name, case.issues[i].options[o].name) for i, o in first.options.items())
    return Page(
        lead=lead,
        proposal=proposal,
        answer=_answer(case, found, case.advises),
        table=_table(case, found),
        picture=_picture(case, found),
        sections=sections(case, found, case.advises),
        fillings=fillings(case, found, case.advises),
    )


def shown(found: AgreementReport) -> list[PackageReport]:
    """Return the packages worth a row: recommended first, then those the case names, each once."""
    rows: list[PackageReport] = []
    for package in [*(r.package for r in found.recommended), *found.named]:
        if package.options not in [row.options for row in rows]:
            rows.append(package)
    return rows


def _answer(case: Case, found: AgreementReport, advised: str | None) -> tuple[str, ...]:
    first = found.recommended[0].package
    bounds = (
        f"The best single proposal reaches {found.said('blind')} of worlds, a mediator who knew each world "
        f"{found.said('any')}: "
    )
    bounds += f"talking could add at most {points(found.gap)}." if found.gap > 1e-9 else "talking could add nothing."
    if found.method == "candidates":
        bounds += f" Best of {found.packages:,} candidates: the case has too many packages to judge them all."
    said = [*_fatal(case, found, advised), bounds, *_named(found, first), *_vetoes(case, found)]
    return tuple(said)


def _named(found: AgreementReport, first: PackageReport) -> list[str]:
    """Say which named packages are likely as they stand."""
    others = [p for p in found.named if p.options != first.options]
    if not others:
        return []
    likely = listed(f"“{p.name}” ({p.said('share')})" for p in others if p.share >= LIKELY)
    return [f"Of {count(len(others), 'other package')} named, likely as they stand: {likely or 'none'}."]


def _fatal(case: Case, found: AgreementReport, advised: str | None) -> list[str]:
    """Name the costliest demands, those of the side advised if it has any."""
    costly = costliest(found, advised)
    if not costly:
        return []
    told = cut(costly, MOST_DEMANDS).shown
    whose = f" of {of_name(case.parties[advised])}" if advised and advised in costly[0].wanted_by else ""
    said = (f"{that_do(case, d.issue, d.option)} ({points(d.price)}{_assumed(d)})" for d in costly)
    prices = listed_first(said, MOST_DEMANDS)
    torpedoes = all(fatal(d.required, d.forbidden) for d in told)
    return [
        f"Insisting would {'torpedo it' if torpedoes else 'cost a great deal'}. Costliest demands{whose}: {prices}."
    ]


def _assumed(demand: DemandReport) -> str:
    return ", an assumed red line" if demand.stipulated else ""


def _vetoes(case: Case, found: AgreementReport) -> list[str]:
    key = recommended_key(found)
    vetoes = sorted((v for v in found.vetoes if not v.needed and key in v.by_package), key=lambda v: -v.by_package[key])
    if not vetoes:
        return []
    told = listed(f"{points(v.by_package[key])} if {of_name(case.parties[v.name])} had it" for v in vetoes)
    return [f"A veto would cost that package {told}."]


def _table(case: Case, found: AgreementReport) -> Table:
    principals = [of_name(case.parties[p]) for p in case.principals]
    head = ("Package", "Attainable", *(f"Gain of {name}" for name in principals))
    recommended = [p for p in shown(found) if p.id is None]
    named = sorted((p for p in shown(found) if p.id is not None), key=lambda p: -p.share)[
        : MOST_ROWS - len(recommended)
    ]
    rows = [
        (_titled(found, p), p.said("share"), *(p.said("gains", q) for q in case.principals))
        for p in [*recommended, *named]
    ]
    says = "Gain: expected, as a share of the most a side could hope for."
    keys = tuple(p.id or _kind(found, p) for p in [*recommended, *named])
    return Table("The packages", says, head, tuple(rows), keys)


def _kind(found: AgreementReport, package: PackageReport) -> str:
    return next(r.kind for r in found.recommended if r.package.options == package.options)


def _titled(found: AgreementReport, package: PackageReport) -> str:
    return titled(found, package.name, package.options, package.id is not None)


def _picture(case: Case, found: AgreementReport) -> Dots:
    packages = sorted(shown(found), key=lambda p: -p.share)
    rows = []
    for package in packages:
        gains = tuple((f"gain of {of_name(case.parties[q])}", max(0.0, package.gains[q])) for q in case.principals)
        rows.append(Dot(_titled(found, package), (("attainable", package.share), *gains)))
    says = "Nothing is attainable."
    if packages:
        says = f"{_titled(found, packages[0])}: attainable most often, {percent(packages[0].share)}."
    return Dots(
        "How attainable, and for whose gain",
        says,
        "share of worlds; of what a side could hope for",
        tuple(rows),
        case.party_names,
    )
