"""What the agreement chapter found, in plain numbers: the JSON of `detente agreement --json` and all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from detente.chapters.agreement.judging.attainable_gains import AttainableGains, attainable_gains
from detente.chapters.agreement.judging.survey import strongest
from detente.chapters.agreement.questions.general_factor import Dependent
from detente.chapters.agreement.questions.recommend import FLOOR
from detente.chapters.agreement.reports.central_reports import CentralReport
from detente.chapters.agreement.reports.choice_reports import SOLUTIONS, ChoiceReport, SolutionReport
from detente.chapters.agreement.reports.course_reports import PolicyReport, ScopeReport
from detente.chapters.agreement.reports.package_reports import (
    PackageReport,
    RecommendationReport,
    gains_by_world,
    surplus_by_world,
)
from detente.chapters.agreement.reports.price_reports import DemandReport, VetoReport
from detente.chapters.agreement.reports.refusal_reports import AskReport, BlameReport, NearestReport
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds.errors import Interval, mean

TOP = 20


class TiedReport(Sampled):
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

    @classmethod
    def of(cls, found: Agreement, tied: Dependent) -> TiedReport:
        """Report the headlines at one strength."""
        error_of = found.worlds.error_of
        return copied(
            cls,
            tied,
            any=error_of(tied.any),
            blind=error_of(tied.blind),
            recommended=None if tied.recommended is None else error_of(tied.recommended),
            scopes={name: error_of(share) for name, share in tied.scopes.items()},
        )


class AgreementReport(Sampled):
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
    alike: int
    """How many of these, from the first on, have a surplus that these worlds cannot tell apart from the largest: 0 lies
    within the 90 % interval of the difference, paired over worlds."""
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
    unwilling: dict[str, float]
    """Where nothing is attainable in any world: principal → share of worlds in which it accepts no package, whatever
    others do; the likeliest to refuse first. A lower bound where it has linkages or the case has rules. Else empty."""
    scopes: list[ScopeReport]
    """Limited against comprehensive, and whatever other scopes the case names."""
    policies: list[PolicyReport]
    """Courses of action side by side."""
    dependence: list[TiedReport]
    """The headlines if each party's judgements have a common cause."""

    @property
    def proposes(self) -> bool:
        """Whether the first package is recommended by the chapter `proposal`, and not only looked at."""
        return bool(self.recommended) and self.recommended[0].kind == "proposed"


def report(found: Agreement) -> AgreementReport:
    """Return the report of what was found."""
    packages, lead, ranked = found.main.packages, found.tied[0], _ranked(found)
    looked_at = attainable_gains(found.main.plan, ranked, found.worlds) if ranked else None
    return copied(
        AgreementReport,
        found,
        packages=packages.count,
        method="exact" if packages.complete else "candidates",
        programmes=found.programmes,
        any=found.worlds.sampled(found.main.any),
        blind=found.shared(lead.package) if lead.package else 0.0,
        gap=_gap(found, lead),
        blind_package=PackageReport.if_any(found, lead.package),
        surplus_floor=FLOOR,
        recommended=[RecommendationReport.of(found, recommended) for recommended in found.recommended],
        named=[PackageReport.of(found, package) for package in found.named.values()],
        ranking=[PackageReport.of(found, package, looked_at) for package in ranked],
        alike=_alike(found, ranked, looked_at),
        demands=[DemandReport.of(found, price) for price in found.demands],
        vetoes=[VetoReport.of(found, price) for price in found.vetoes],
        nearest=[NearestReport.of(found, nearest) for nearest in found.nearest],
        asks={party: [AskReport.of(found, ask) for ask in asked] for party, asked in found.asks.items()},
        solutions=[SolutionReport.of(found, solution) for solution in SOLUTIONS],
        robust=[ChoiceReport.of(found, choice) for choice in found.robust],
        central=CentralReport.of(found),
        blame=[BlameReport.of(found, blamed) for blamed in found.blames],
        scopes=ScopeReport.every(found),
        policies=[PolicyReport.of(found, outcome) for outcome in found.policies],
        dependence=[TiedReport.of(found, tied) for tied in found.tied],
    )


def _gap(found: Agreement, lead: Dependent) -> Interval:
    """Return what talking could add: where something is attainable, but not the best proposal."""
    error = found.worlds.error_of(max(0.0, lead.any - lead.blind))
    return Interval(lead.any - lead.blind, error.low, error.high)


def _ranked(found: Agreement) -> list[OptionNumbers]:
    """Return the packages with the largest expected surplus, as far as they are attainable somewhere."""
    surplus = found.main.surplus
    assert surplus is not None
    return [x for x in strongest(found.main.packages, surplus, TOP) if found.share(x) > 0]


def _alike(found: Agreement, ranked: Sequence[OptionNumbers], looked_at: AttainableGains | None) -> int:
    """Return how many packages of a ranking cannot be told apart from its first."""
    gains = [gains_by_world(found, package, looked_at) for package in ranked]
    surplus = [surplus_by_world(found, one) for one in gains if one is not None]
    behind = (mean(surplus[0] - one, found.worlds.weight()).low > 0 for one in surplus)
    return next((n for n, told_apart in enumerate(behind) if told_apart), len(surplus))
