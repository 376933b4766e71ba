"""Scopes and policies in plain numbers: what comes of seeking one set of packages rather than another.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import numpy as np

from detente.arrays import Floats
from detente.case.schema import RECOMMENDED
from detente.chapters.agreement.judging.survey import leader
from detente.chapters.agreement.questions.policies import PolicyOutcome
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.chapters.agreement.result import Agreement
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.findings.standing import the_package
from detente.worlds.errors import mean
from detente.worlds.quantiles import spread


class ScopeReport(Sampled):
    """One scope."""

    scope: str
    """Id."""
    name: str
    """Printed name."""
    any: float
    """P(any) within the scope."""
    blind: float
    """Largest P(x) within it."""
    package: PackageReport | None
    """The package that has it."""
    within: list[str]
    """Scopes that contain all its packages: there P(any) cannot be smaller, whatever the judgements."""

    @classmethod
    def every(cls, found: Agreement) -> list[ScopeReport]:
        """Report every scope of the case."""
        plan, case = found.main.plan, found.worlds.case
        masks = {
            name: first[:, None] & second[None, :] & plan.packages.valid
            for name, (first, second) in plan.scopes.items()
        }
        scopes = []
        for name, mask in masks.items():
            lead = leader(plan.packages, found.main.share, mask & (found.main.share > 0))
            scopes.append(
                copied(
                    cls,
                    found,
                    scope=name,
                    name=case.scopes[name].name,
                    any=found.worlds.sampled(found.main.by_scope[name]),
                    blind=found.shared(lead[0]) if lead else 0.0,
                    package=PackageReport.if_any(found, lead[0] if lead else None),
                    within=[other for other, wider in masks.items() if other != name and not (mask & ~wider).any()],
                )
            )
        return scopes


class EffectReport(Sampled):
    """By how much a course changes something, as a share of what it is today; 0 where its proposal is not agreed."""

    expected: float
    """The mean over worlds: −0.3 is 30 % less."""
    low: float
    """A tenth of worlds lies below."""
    high: float
    """A tenth of worlds lies above."""

    @classmethod
    def of(cls, lines: Floats, weights: Floats) -> EffectReport:
        """Report an effect in every world."""
        low, high = spread(lines, weights, (0.1, 0.9))
        return copied(cls, lines, expected=mean(lines, weights), low=low, high=high)


class PolicyReport(Sampled):
    """One course of action."""

    policy: str
    """Id."""
    name: str
    """Printed name."""
    proposal: PackageReport | None
    """What it would propose: the most attainable package it seeks, under its own shifts; or the one recommended, and
    where none is known to be, the one examined."""
    agreed: float
    """Share of worlds in which that proposal is attainable."""
    behind: float
    """By how much less often than that of the course that is agreed most often."""
    possible: float
    """Share of worlds in which something it seeks is attainable."""
    change: dict[str, float]
    """Principal → expected change against no agreement and no shifts, as a share of its expected best gain."""
    worse: dict[str, float]
    """Principal → share of worlds in which the course leaves it worse off than no agreement and no shifts."""
    effects: dict[str, EffectReport]
    """Kind of effect (incident-rate, escalation, arsenal) → by how much the course changes it; kinds on which the case
    says nothing are left out."""

    @classmethod
    def of(cls, found: Agreement, outcome: PolicyOutcome) -> PolicyReport:
        """Report what comes of a policy."""
        worlds = found.worlds
        weight = worlds.weight() / worlds.total
        change, worse = {}, {}
        for party, lines in outcome.change.items():
            best = found.best(party)
            change[party] = mean(lines / best if best > 0 else np.zeros_like(lines), weight)
            worse[party] = worlds.sampled(lines < -1e-9 * max(best, 1e-12))
        return copied(
            cls,
            outcome,
            name=_called(found, outcome),
            proposal=PackageReport.if_any(found, outcome.proposal),
            agreed=worlds.sampled(outcome.agreed),
            behind=worlds.apart(max((p.agreed for p in found.policies), key=worlds.share), outcome.agreed),
            possible=worlds.sampled(outcome.possible),
            change=change,
            worse=worse,
            effects={kind: EffectReport.of(lines, weight) for kind, lines in outcome.effects.items()},
        )


def _called(found: Agreement, outcome: PolicyOutcome) -> str:
    """Name a policy; one that proposes what is recommended says so where that is not known and another stands in."""
    policy = found.worlds.case.policies[outcome.policy]
    stands_in = RECOMMENDED in policy.packages and outcome.proposal is not None and found.proposed is None
    return f"{policy.name} (here: {the_package(False)})" if stands_in else policy.name
