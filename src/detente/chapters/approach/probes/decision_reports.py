"""The part of the approach report about what could be done once the outcomes of probes are known.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.chapters.agreement import Agreement
from detente.chapters.approach.probes.bound_decisions import BoundDecisions
from detente.chapters.approach.probes.payoffs import Payoffs
from detente.chapters.approach.schema import ApproachFile
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds


class DecisionReport(Sampled):
    """A decision: to propose one package, or nothing."""

    decision: str
    """Id."""
    does: str
    """What one does, in words."""
    package: dict[str, str] | None
    """Issue → option of the package that is proposed; null where nothing is."""
    worth: dict[str, float]
    """Party that counts → what the decision is worth to it by today’s beliefs: points a year of the party advised; in a
    mediator’s view, the share of its best gain."""
    if_true: dict[str, dict[str, float]]
    """Party that counts → explanation → what the decision is worth to it if that is true."""
    branches: dict[str, float] | None
    """How likely each end is: no-answer, refused, stopped, broken, completed; null where nothing is proposed."""


def decision_reports(
    worlds: Worlds, agreement: Agreement, bound: BoundDecisions, found: Payoffs
) -> list[DecisionReport]:
    """Return the report of every decision, in the order of the case."""
    case = worlds.case
    part: ApproachFile = case.parts["approach"]
    packages = agreement.main.packages
    reports = []
    for row, (name, package) in enumerate(bound.packages.items()):
        tables = {p: found.table[n, row] for n, p in enumerate(found.parties)}
        reports.append(
            copied(
                DecisionReport,
                found,
                decision=name,
                does=part.decisions[name].name,
                package=None if package is None else packages.options(package),
                worth={p: float(values @ found.belief) for p, values in tables.items()},
                if_true={
                    p: dict(zip(case.explanations, map(float, values), strict=True)) for p, values in tables.items()
                },
                branches=dict(found.branches[name]) if package is not None else None,
            )
        )
    return reports
