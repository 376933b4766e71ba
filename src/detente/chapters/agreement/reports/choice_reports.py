"""Packages that a rule chooses over all worlds, in plain numbers: bargaining solutions and robust choices.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal, get_args

from detente.chapters.agreement.judging.survey import leader
from detente.chapters.agreement.questions.robust_choices import ChoiceRule, RobustChoice
from detente.chapters.agreement.reports.package_reports import package_name
from detente.chapters.agreement.result import Agreement
from detente.findings.copying import copied
from detente.findings.sampled import Sampled

SolutionName = Literal["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"]
SOLUTIONS: tuple[SolutionName, ...] = get_args(SolutionName)


class SolutionReport(Sampled):
    """One bargaining solution over all worlds."""

    solution: SolutionName
    """Which."""
    name: str
    """Printed name of the package that is this solution in most worlds; empty where there never is one."""
    options: dict[str, str]
    """Issue → option of that package."""
    share: float
    """Share of worlds in which that package is the solution, or one of several."""
    attainable: float
    """P(x) of that package."""

    @classmethod
    def of(cls, found: Agreement, solution: SolutionName) -> SolutionReport:
        """Report the package that is a solution in most worlds."""
        shares = found.main.solved[solution]
        lead = leader(found.main.packages, shares, shares > 0)
        if lead is None:
            return cls(solution=solution, name="", options={}, share=0.0, attainable=0.0)
        package, share = lead
        return copied(
            cls,
            found,
            solution=solution,
            name=package_name(found, package),
            options=found.main.packages.options(package),
            share=found.worlds.error_of(share),
            attainable=found.shared(package),
        )


class ChoiceReport(Sampled):
    """One robust choice."""

    rule: ChoiceRule
    """highest-share: largest P(x); minimax-regret: smallest largest regret; tenth-percentile: the largest surplus that
    is reached in all but a tenth of the worlds."""
    name: str
    """Printed name of the package; empty where the rule finds none."""
    options: dict[str, str]
    """Issue → option."""
    value: float
    """P(x), the largest regret, or the tenth percentile."""

    @classmethod
    def of(cls, found: Agreement, choice: RobustChoice) -> ChoiceReport:
        """Report a robust choice."""
        package = choice.package
        name = package_name(found, package) if package else ""
        return copied(cls, choice, name=name, options=found.main.packages.options(package) if package else {})
