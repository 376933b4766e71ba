"""The stability chapter's share of page one, made from its report."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters.agreement import asked_ids
from detente.chapters.stability.pages.assumed_measures import assumed_measures
from detente.chapters.stability.pages.naming import issues, remedy
from detente.chapters.stability.pages.sections import IDEAL, sections
from detente.chapters.stability.report import StabilityReport
from detente.chapters.stability.reports.durability_reports import PackageStability
from detente.chapters.stability.stated.sections import conflict_page, conflict_sections
from detente.findings import Page
from detente.findings.speech import of_name, verb
from detente.findings.words import points

NOTICED = 0.005


def page(case: Case, found: StabilityReport, inquiry: Inquiry) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        inquiry: What was asked; whom that advises stands in the case.

    Returns:
        Its share of page one and its own pages.
    """
    stated = () if found.conflict is None else conflict_sections(found.conflict)
    if found.conflict is not None and not found.packages:
        return conflict_page(found.conflict)
    if not found.packages:
        said = "There is no package to keep: nothing can be agreed in any plausible world."
        return Page(said, (), (said,), None, None, ())
    ids = asked_ids(case, inquiry.packages)
    asked = [package for package in found.packages if package.id in ids]
    first = (asked or found.packages)[0]
    lead = f"In {first.said('durable')} of plausible worlds, nobody would gain by breaking {first.name}."
    own = (*sections(case, found, asked or found.packages[:1]), *assumed_measures(case), *stated)
    return Page(lead, (), answer(case, first), None, None, own)


def answer(case: Case, package: PackageStability) -> tuple[str, ...]:
    """Say in at most two sentences who would break a package, and what would help most."""
    if not package.parties:
        return ("Nobody with points carries anything out, so there is nothing to break.",)
    first = package.parties[0]
    if first.breaks == 0:
        return ("Nobody would gain by breaking it in any plausible world.",)
    party = case.parties[first.party]
    if first.breaks < NOTICED:
        share = first.said("breaks")
        return (f"Hardly anybody would gain by breaking it; the likeliest, {of_name(party)}, in {share} of worlds.",)
    name = of_name(party, begins=True)
    said = f"{name} {verb(party, 'is', 'are')} the likeliest to gain by breaking it ({first.said('breaks')} of worlds)"
    weakest = next(c for c in package.commitments if c.party == first.party)
    return (f"{said}, {issues(case, weakest.issue)} first of all.", _help(case, package))


def _help(case: Case, package: PackageStability) -> str:
    tried = [r for r in package.remedies if r.kind not in IDEAL]
    best = max(tried, key=lambda r: r.change, default=None)
    if best is None or best.change < NOTICED:
        far = "" if best is None or best.change <= 0 else " by half a percentage point or more"
        return f"Neither quicker verification nor surer snapback would change that{far}."
    return f"What would make it hold more often: {remedy(case, best)}, {points(best.change)} more."
