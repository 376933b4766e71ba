"""Demands and vetoes in plain numbers: what each costs.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from detente.chapters.agreement.questions.demands import DemandPrice
from detente.chapters.agreement.questions.vetoes import VetoPrice
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.chapters.agreement.result import Agreement
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds
from detente.worlds.errors import Interval


class DemandReport(Sampled):
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

    @classmethod
    def of(cls, found: Agreement, price: DemandPrice) -> DemandReport:
        """Report the price of a demand."""
        case = found.worlds.case
        wanted = [
            p
            for p in case.principals
            if (placed := case.judgements.get(f"positions/{p}/{price.issue}/{price.option}"))
            and placed.judgement.central > 0
        ]
        return copied(
            cls,
            price,
            name=case.label(price.issue, price.option),
            package=PackageReport.if_any(found, price.package),
            wanted_by=wanted,
        )


class VetoReport(Sampled):
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

    @classmethod
    def of(cls, found: Agreement, price: VetoPrice) -> VetoReport:
        """Report the price of a veto."""
        case = found.worlds.case
        if price.kind == "party":
            label = case.parties[price.name].name
        else:
            label = case.consent[price.name].name or price.name.replace("-", " ").capitalize()
        by_package = {found.label(x): _fall(fall, found.worlds) for x, fall in price.by_package.items()}
        return copied(cls, price, label=label, by_package=by_package)


def _fall(fall: float, worlds: Worlds) -> Interval:
    """Return a fall, or a rise, that is the share of worlds in which it makes a difference, with its error."""
    error = worlds.error_of(min(1.0, abs(fall)))
    return Interval(fall, *((error.low, error.high) if fall >= 0 else (-error.high, -error.low)))
