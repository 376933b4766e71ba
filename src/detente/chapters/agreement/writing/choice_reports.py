"""The part of the report about frontier, solutions and choices, in plain numbers.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from detente.case.base import Frozen
from detente.chapters.agreement.questions.robust_choices import ChoiceRule

SolutionName = Literal["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"]


class PointReport(Frozen):
    """A package in the central world."""

    name: str
    """Printed name."""
    id: str | None
    """Id in the case, if it is a named package."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    gains: dict[str, float]
    """Principal → gain as a share of its best attainable gain in the central world; 0 where it can gain nothing."""
    attainable: bool
    """Whether it is attainable in the central world."""
    solves: list[SolutionName]
    """The solutions that it is."""


class CentralReport(Frozen):
    """The central world: every judgement at its median, and what is at least as likely as not happens."""

    frontier: list[PointReport]
    """Attainable packages that no attainable package dominates, the best for the first principal first."""
    shown: list[PointReport]
    """The named and the recommended packages."""
    improvements: list[ImprovementReport]
    """How far all could gain on a shown package that is attainable, if all had put it forward."""
    division: DivisionReport | None
    """Adjusted Winner; only with two principals."""


class ImprovementReport(Frozen):
    """Two-stage improvement of a package that all put forward."""

    name: str
    """Printed name of the package."""
    gain: float
    """The least that a principal gains on it, as a share of its distance from the worst to the best package."""
    improved: dict[str, str]
    """Issue → option of the improved package."""
    improved_name: str
    """Its printed name."""


class DivisionReport(Frozen):
    """Adjusted Winner: issues as goods to be divided; linkages, red lines, consents and rules are left out of it."""

    settled: dict[str, str]
    """Issue → option, where one option is best for both."""
    points: dict[str, dict[str, float]]
    """Principal → issue → points out of 100."""
    held: dict[str, dict[str, float]]
    """Principal → issue → the part of it that it wins."""
    options: dict[str, dict[str, str]]
    """Principal → issue → the option it would choose."""
    totals: dict[str, float]
    """Principal → points."""


class SolutionReport(Frozen):
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


class ChoiceReport(Frozen):
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


class NearestReport(Frozen):
    """The nearest package that a party would accept, where it refuses one."""

    package: str
    """Printed name of the package."""
    id: str | None
    """Id in the case, if it is a named package."""
    party: str
    """The party."""
    refused: float
    """Share of worlds in which it refuses; if the package does not need its consent, of those in which the package is
    attainable all the same."""
    by_changes: dict[int, float]
    """Number of issues to change → share of those worlds in which so many are needed."""
    none: float
    """Share of those worlds in which no package serves."""
    changes: dict[str, str]
    """Issue → option, for what the package that serves most often changes; empty where none does."""
    serves: float
    """Share of those worlds in which that package is the nearest."""
    share: float
    """P(x) of that package; 0 where there is none."""


class AskReport(Frozen):
    """One change to the package recommended first that a party would like."""

    issue: str
    """Issue changed."""
    option: str
    """Its new option."""
    name: str
    """Printed name."""
    worth: float
    """What it adds for the party on average, as a share of its expected best gain."""
    lost: float
    """Share of worlds with agreement that the change loses; below 0 where it wins some."""
