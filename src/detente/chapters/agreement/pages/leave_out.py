"""What the agreement chapter says on page one: what to leave out, and which ally to talk to first."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement.pages.sections import NOTICED, worse_off
from detente.chapters.agreement.questions.price_levels import dear
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.price_reports import DemandReport
from detente.findings import Filling
from detente.findings.speech import of_name, that_do
from detente.findings.words import count, listed

MOST_DEMANDS = 2
BEFORE = 10  # weight of what is to be done before anything is sent


def fillings(case: Case, found: AgreementReport, advised: str | None) -> tuple[Filling, ...]:
    """Return what fills “Leave out”, and what is added to “First”."""
    if not found.demands:
        return ()
    return (Filling("leave-out", (_left_out(case, found, advised),)), *_allies(case, found))


def _left_out(case: Case, found: AgreementReport, advised: str | None) -> str:
    """Name the costliest demands, those of the side advised if it has any, and what each leaves."""
    if found.method != "exact":  # a price among candidates says what they are like, no more
        return "Not known: the case has too many packages to price a demand."
    costliest = [d for d in found.demands if dear(d.required, d.forbidden)]
    own = [d for d in costliest if advised in d.wanted_by]
    told = (own or costliest)[:MOST_DEMANDS]
    if not told:
        return "Nothing in particular: no demand would cost a quarter of all worlds."
    whose = f"Demands of {of_name(case.parties[advised])}" if own and advised else "Demands"
    lines = listed(f"{that_do(case, d.issue, d.option)} ({_leaves(d)})" for d in told)
    return f"{whose} that leave fewer worlds with some agreement: {lines}."


def _leaves(demand: DemandReport) -> str:
    """Say in which share of worlds some agreement exists with a demand, and without it."""
    assumed = "; an assumed red line" if demand.stipulated else ""
    return f"{demand.said('required')}, not {demand.said('forbidden')}{assumed}"


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
    said = f"Consult {name}, which this leaves worse off in {spread.said('worse_off')} of worlds"
    if nearest is not None and nearest.changes:
        first, *more = (that_do(case, issue, option) for issue, option in nearest.changes.items())
        others = f", with {count(len(more), 'other change')}" if more else ""
        said += f"; what would help it most often: {first}{others}"
    return (Filling("first", actions=(f"{said}.",), weight=BEFORE),)
