"""What the agreement chapter says on page one: what to leave out, and which ally to talk to first."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement.pages.dear_demands import MOST_DEMANDS, NOTICED, costliest, no_demand_matters
from detente.chapters.agreement.pages.sections import worse_off
from detente.chapters.agreement.pages.small_changes import nothing_small, small_change
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.price_reports import DemandReport
from detente.findings import Filling
from detente.findings.cuts import cut
from detente.findings.speech import of_name, quoted, term
from detente.findings.words import listed

BEFORE = 10  # weight of what is to be done before anything is sent


def fillings(case: Case, found: AgreementReport, advised: str | None) -> tuple[Filling, ...]:
    """Return what fills “Leave out”, and what is added to “First”."""
    if not found.demands:
        return ()
    return (Filling("leave-out", (_left_out(case, found, advised),)), *_allies(case, found))


def _left_out(case: Case, found: AgreementReport, advised: str | None) -> str:
    """Name the costliest demands, those of the side advised if it has any, and what each leaves."""
    if (nothing := no_demand_matters(case, found)) is not None:
        return nothing
    if found.method != "exact":  # a price among candidates says what they are like, no more
        return "Not known: the case has too many packages to price a demand."
    told = cut(costliest(found, advised), MOST_DEMANDS).shown  # the section counts and shows the others
    if not told:
        return "Nothing in particular: no demand would cost a quarter of all worlds."
    first, *more = told
    lead = f"“{term(case, first.issue, first.option)}” cuts worlds with an agreement {_cut(first)}"
    lines = [f"{quoted(case, d.issue, d.option)}, {_cut(d, first)}" for d in more]
    return f"{'; '.join([lead, *lines])}."


def _cut(demand: DemandReport, before: DemandReport | None = None) -> str:
    """Say from which share of worlds with some agreement, if that was not said before, a demand leaves how much."""
    assumed = " (assumed red line)" if demand.stipulated else ""
    same = before is not None and demand.said("forbidden") == before.said("forbidden")
    without = "" if same else f"from {demand.said('forbidden')} "
    return f"{without}to {demand.said('required')}{assumed}"


def _allies(case: Case, found: AgreementReport) -> tuple[Filling, ...]:
    """Say which ally is left worse off most often by the package recommended first, and what would help it."""
    if not found.recommended:
        return ()
    hurt = worse_off(case, found.recommended[0].package)
    if not hurt:
        return ()
    party, _ = hurt[0]
    name, spread = of_name(case.parties[party]), found.recommended[0].package.spread[party]
    nearest = next((n for n in found.nearest if n.party == party and n.refused >= NOTICED), None)
    said = f"worse off in {spread.said('worse_off')}"
    if nearest is not None and (changes := small_change(nearest)):
        said += f"; helped most by {listed(quoted(case, issue, option) for issue, option in changes.items())}"
    elif nearest is not None and nothing_small(nearest):
        said += "; nothing small within this package helps"
    return (Filling("first", actions=(f"Consult {name} ({said}).",), weight=BEFORE),)
