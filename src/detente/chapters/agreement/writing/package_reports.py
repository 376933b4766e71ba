"""What the agreement chapter found, in plain numbers: the JSON of `detente agreement --json` and all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from detente.case.base import Frozen
from detente.chapters.agreement.questions.recommend import RecommendationKind
from detente.chapters.agreement.writing.choice_reports import (
    AskReport,
    CentralReport,
    ChoiceReport,
    NearestReport,
    SolutionReport,
)


class Spread(Frozen):
    """A party's gain by a package over all worlds, as a share of its span."""

    low: float
    """Tenth percentile of (value − reservation) / (distance from the worst to the best the options could bring)."""
    middle: float
    """Median of the same."""
    high: float
    """Ninetieth percentile of the same."""
    worse_off: float
    """Share of the worlds in which the package is attainable and the party has less than its reservation value."""


class PackageReport(Frozen):
    """One package."""

    name: str
    """Printed name: the case's own, or what is recommended about it."""
    id: str | None
    """Id in the case, if it is a named package."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    share: float
    """P(x): weighted share of worlds in which it is attainable."""
    surplus: float
    """Expected surplus: the smallest normalised gain of a principal, 0 where unattainable."""
    gains: dict[str, float]
    """Principal → expected gain as a share of its expected best attainable gain."""
    efficient: float
    """Share of worlds in which it is on the frontier: attainable, and nothing attainable is better for some principal
    and worse for none; with candidates, nothing among them."""
    solves: dict[str, float]
    """Bargaining solution → share of worlds in which the package is it, or one of several."""
    regret: float
    """Largest regret over the worlds: how far its surplus falls behind the largest surplus of any package."""
    expected_regret: float
    """Mean of the same."""
    spread: dict[str, Spread]
    """Party → how its gain varies over worlds; only for packages looked at closely."""


class RecommendationReport(Frozen):
    """One recommended package."""

    kind: RecommendationKind
    """Why: most-attainable, fairest, or best-for the advised party."""
    package: PackageReport
    """The package."""


class DemandReport(Frozen):
    """The price of insisting on one option, against leaving it out."""

    issue: str
    """Issue of the demand."""
    option: str
    """The option demanded."""
    name: str
    """Printed name."""
    price: float
    """P(any | forbidden) − P(any | required)."""
    required: float
    """P(any | required)."""
    forbidden: float
    """P(any | forbidden)."""
    blind_price: float
    """The same difference for the best single proposal."""
    points_part: float
    """Part of the price that remains when every red line is switched off."""
    red_line_part: float
    """Part of the price that is there only because of red lines."""
    own_price: dict[str, float]
    """Principal → fall of its expected gain by the best proposal for it, as a share of its expected best gain."""
    stipulated: list[str]
    """Parties whose stipulated red line on this option makes most of the price: an assumption, not a finding."""
    package: PackageReport | None
    """The most attainable package that holds it."""
    wanted_by: list[str]
    """Principals to whom the option itself is worth something, by the central judgement."""


class VetoReport(Frozen):
    """The price of one veto."""

    kind: Literal["party", "clause"]
    """Whether it is a party's consent, or what a whole consent clause asks for."""
    name: str
    """Id of the party or clause."""
    label: str
    """Printed name."""
    needed: bool
    """Whether the consent is needed now."""
    price: float
    """Not needed now: fall in P(any) if it were. Needed now: rise in P(any) if it could be taken for granted."""
    blind_price: float
    """The same for the best single proposal."""
    by_package: dict[str, float]
    """Shown package, by id or by what is recommended about it → the same for its P(x)."""


class RefusalReport(Frozen):
    """One principal's refusal of a package, in shares of all worlds."""

    party: str
    """The party."""
    share: float
    """Share of worlds in which it refuses."""
    alone: float
    """Share in which it refuses and everybody else who is asked consents."""
    red_line: float
    """Share in which a real red line of its is crossed."""
    over: dict[str, float]
    """Issue → share in which it is the issue the party minds most."""


class BlameReport(Frozen):
    """Why a package is not attainable in the other worlds."""

    name: str
    """Printed name of the package."""
    id: str | None
    """Id in the case, if it is a named package."""
    refusals: list[RefusalReport]
    """Principals, the most frequent refusal first."""
    failing: dict[str, float]
    """Further consent → share of worlds in which it is missing."""
    failing_alone: dict[str, float]
    """Further consent → share of worlds in which nothing else is."""


class ScopeReport(Frozen):
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


class PolicyReport(Frozen):
    """One course of action."""

    policy: str
    """Id."""
    name: str
    """Printed name."""
    proposal: PackageReport | None
    """What it would propose: the most attainable package it seeks, under its own shifts."""
    agreed: float
    """Share of worlds in which that proposal is attainable."""
    possible: float
    """Share of worlds in which something it seeks is attainable."""
    change: dict[str, float]
    """Principal → expected change against no agreement and no shifts, as a share of its expected best gain."""
    worse: dict[str, float]
    """Principal → share of worlds in which the course leaves it worse off than no agreement and no shifts."""


class TiedReport(Frozen):
    """The headlines at one strength of a general factor per party."""

    rho: float
    """Share of variance that the general factor explains."""
    any: float
    """P(any)."""
    blind: float
    """Largest P(x)."""
    recommended: float | None
    """P of the package recommended first at ρ = 0."""
    scopes: dict[str, float]
    """Scope → P(any) within it."""


class AgreementReport(Frozen):
    """What can be agreed, and what would torpedo it."""

    packages: int
    """Number of packages that were judged: all that the rules allow, or the candidates."""
    method: Literal["exact", "candidates"]
    """exact: every package was judged in every drawn world. candidates: there are too many for that; P(any) is exact,
    and so is the share of every package judged, but the best of them are the best of the named packages and of those
    that are a solution in some world, and what is said of options and scopes are lower bounds."""
    programmes: int
    """In how many worlds candidates were found by mixed-integer programming, to the solver's tolerance: 0 unless their
    frontiers were too large."""
    any: float
    """P(any): what a clairvoyant mediator could reach; an upper bound."""
    blind: float
    """Largest P(x): what one proposal can reach."""
    gap: float
    """any − blind: the most that talking could add."""
    blind_package: PackageReport | None
    """The package with the largest P(x)."""
    surplus_floor: float
    """The most attainable package recommended has at least this share of the fairest one's expected surplus."""
    recommended: list[RecommendationReport]
    """Recommended packages."""
    named: list[PackageReport]
    """The packages that the case names."""
    ranking: list[PackageReport]
    """The packages with the largest expected surplus."""
    demands: list[DemandReport]
    """The price of every demand, dearest first."""
    vetoes: list[VetoReport]
    """The price of every veto: would-be vetoes first, then consents needed now."""
    nearest: list[NearestReport]
    """For each shown package and principal, and for the package recommended first and each consulted party: the
    smallest change that the party would accept, and everybody else who is asked."""
    asks: dict[str, list[AskReport]]
    """Principal → what it should ask for first, from the package recommended first: what loses nothing, then by what it
    is worth for each share of worlds that it loses."""
    solutions: list[SolutionReport]
    """Bargaining solutions over all worlds."""
    robust: list[ChoiceReport]
    """Packages that do well whatever the world."""
    central: CentralReport
    """Frontier and solutions of the central world."""
    blame: list[BlameReport]
    """Who refuses the shown packages, and over what."""
    scopes: list[ScopeReport]
    """Limited against comprehensive, and whatever other scopes the case names."""
    policies: list[PolicyReport]
    """Courses of action side by side."""
    dependence: list[TiedReport]
    """The headlines if each party's judgements have a common cause."""
