"""Which demands are named where there is room for few of them, and where there is nothing to demand."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement.questions.price_levels import dear
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.price_reports import DemandReport
from detente.findings.speech import of_name, verb
from detente.findings.words import listed

NOTICED = 0.005
MOST_DEMANDS = 2  # that page one names


def costliest(found: AgreementReport, advised: str | None) -> list[DemandReport]:
    """Return the demands that cost dear, the dearest first: those of the side advised, if it has any.

    None where only candidates were judged: a price among them says what they are like, no more.
    """
    all_of_them = [d for d in found.demands if dear(d.required, d.forbidden)] if found.method == "exact" else []
    return [d for d in all_of_them if advised in d.wanted_by] or all_of_them


def no_demand_matters(case: Case, found: AgreementReport) -> str | None:
    """Say that no demand matters, and why, where nothing can be agreed in any world; None elsewhere."""
    if found.any > 0:
        return None
    refusing = who_refuses_all(case, found)
    return f"No demand matters: {refusing or 'nothing can be agreed, with or without it'}."


def who_refuses_all(case: Case, found: AgreementReport) -> str:
    """Say who refuses every package, and in what share of worlds; empty where nobody is known to."""
    refusing = [party for party, share in found.unwilling.items() if share >= NOTICED]
    over = f" (over “{next(iter(case.issues.values())).name}”)" if len(case.issues) == 1 else ""
    said = []
    for n, party in enumerate(refusing):
        does = verb(case.parties[party], "refuses", "refuse")
        share, name = found.said("unwilling", party), of_name(case.parties[party])
        said.append(f"{name} in {share}" if n else f"{name} {does} every package in {share} of worlds{over}")
    return listed(said)
