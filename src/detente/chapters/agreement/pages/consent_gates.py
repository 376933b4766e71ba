"""Chart data of who must consent: the worlds that are left as one consent after the other is asked for."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement.pages.naming import clause_name, in_sentence
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.refusal_reports import BlameReport, GateReport
from detente.findings import Bar, Bars
from detente.findings.cuts import cut
from detente.findings.speech import of_name
from detente.findings.standing import the_package
from detente.findings.words import count, listed, percent

MOST_ISSUES = 2  # that are named in a label


def gates(case: Case, found: AgreementReport) -> Bars | None:
    """Return the consents that the package recommended first needs, in the order in which it passes them.

    Returns:
        A bar a consent: the worlds that are left when it is given, and those that it closes; None where there is
        neither a package nor a consent.
    """
    blamed = first_blame(found)
    if blamed is None or not blamed.gates:
        return None
    bars = []
    for gate in blamed.gates:
        parts = (("still open", float(gate.left)), ("closed here", gate.closes))
        ends = gate.errors["left"]
        bars.append(Bar(_label(case, gate), parts, f"left {gate.said('left')}", (ends.low, ends.high)))
    rarest = min(blamed.gates, key=lambda gate: gate.passes)
    narrowest = of_name(case.parties[rarest.name]) if rarest.principal else in_sentence(_name(case, rarest))
    says = (
        f"{the_package(found.proposes, begins=True)} passes one gate after the other; "
        f"{percent(blamed.gates[-1].left)} of worlds are left after the last. Narrowest by itself: {narrowest}, "
        f"{percent(rarest.passes)}."
    )
    drawn = f"{says} The thin line is a 90 % interval."
    return Bars("The gates it must pass", drawn, "share of worlds", tuple(bars), as_table=says)


def first_blame(found: AgreementReport) -> BlameReport | None:
    """Return what stands in the way of the package recommended first, if there is one."""
    first = next((r.package for r in found.recommended), None)
    return next((b for b in found.blame if first is not None and (b.id, b.name) == (first.id, first.name)), None)


def _label(case: Case, gate: GateReport) -> str:
    asked = [case.issues[issue].name for issue in gate.issues]
    if gate.principal:
        about = "the whole package"
    else:
        first, more = cut(asked, MOST_ISSUES)
        named = [*first, *([count(more, "other issue")] if more else [])]
        about = f"on {listed(named)}"
    return f"{_name(case, gate)}, {about}: {percent(gate.passes)} by itself"


def _name(case: Case, gate: GateReport) -> str:
    return case.parties[gate.name].name if gate.principal else clause_name(case, gate.name)
