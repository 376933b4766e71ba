"""From what the agreement chapter found to its report in plain numbers."""

from __future__ import annotations

import numpy as np

from detente.chapters.agreement.judging.survey import leader, strongest
from detente.chapters.agreement.questions.demands import DemandPrice
from detente.chapters.agreement.questions.recommend import FLOOR
from detente.chapters.agreement.questions.refusals import Blame
from detente.chapters.agreement.questions.vetoes import VetoPrice
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.writing.choice_summary import (
    ask_reports,
    central_report,
    choice_reports,
    named_id,
    nearest_report,
    package_name,
    solution_reports,
)
from detente.chapters.agreement.writing.package_reports import (
    AgreementReport,
    BlameReport,
    DemandReport,
    PackageReport,
    PolicyReport,
    RecommendationReport,
    RefusalReport,
    ScopeReport,
    Spread,
    TiedReport,
    VetoReport,
)
from detente.worlds.quantiles import spread

TOP = 20


def report(found: Agreement) -> AgreementReport:
    """Put what was found into plain numbers."""
    lead = found.tied[0]
    return AgreementReport(
        packages=found.main.packages.count,
        method="exact" if found.main.packages.complete else "candidates",
        programmes=found.programmes,
        any=lead.any,
        blind=lead.blind,
        gap=lead.any - lead.blind,
        blind_package=_package(found, lead.package),
        surplus_floor=FLOOR,
        recommended=[RecommendationReport(kind=r.kind, package=_known(found, r.package)) for r in found.recommended],
        named=[_known(found, package) for package in found.named.values()],
        ranking=_ranking(found),
        demands=[_demand(found, price) for price in found.demands],
        vetoes=[_veto(found, price) for price in found.vetoes],
        nearest=[nearest_report(found, nearest) for nearest in found.nearest],
        asks=ask_reports(found),
        solutions=solution_reports(found),
        robust=choice_reports(found),
        central=central_report(found),
        blame=[_blame(found, blamed) for blamed in found.blames],
        scopes=_scopes(found),
        policies=_policies(found),
        dependence=[
            TiedReport(rho=t.rho, any=t.any, blind=t.blind, recommended=t.recommended, scopes=dict(t.scopes))
            for t in found.tied
        ],
    )


def _package(found: Agreement, package: OptionNumbers | None) -> PackageReport | None:
    return None if package is None else _known(found, package)


def _known(found: Agreement, package: OptionNumbers) -> PackageReport:
    place = found.main.packages.place(package)
    surplus, regret, efficient = found.main.surplus, found.main.regret, found.main.efficient
    assert surplus is not None
    assert found.main.ideal is not None
    assert regret is not None
    assert efficient is not None
    ideal = float(np.sum(found.worlds.weight() * found.main.ideal) / found.worlds.total)
    return PackageReport(
        name=package_name(found, package),
        id=named_id(found, package),
        options=found.main.packages.options(package),
        share=found.share(package),
        surplus=float(surplus[place]),
        gains={party: found.gain(party, package) for party in found.main.gains},
        efficient=float(efficient[place]),
        solves={name: float(shares[place]) for name, shares in found.main.solved.items()},
        regret=float(regret[place]),
        expected_regret=max(0.0, ideal - float(surplus[place])),
        spread=_spread(found, package) if package in found.detail.packages else {},
    )


def _spread(found: Agreement, package: OptionNumbers) -> dict[str, Spread]:
    row = found.detail.index(package)
    attainable = found.detail.attainable[row]
    weight = found.worlds.weight()
    spreads = {}
    for party, value in found.detail.value.items():
        gain = value[row] - found.detail.reservation[party]
        span = found.detail.span[party]
        relative = np.divide(gain, span, out=np.zeros_like(gain), where=span > 0)
        low, middle, high = spread(relative, weight)
        reached = float(np.sum(weight * attainable))
        worse = float(np.sum(weight * (attainable & (gain < -1e-9 * span)))) / reached if reached else 0.0
        spreads[party] = Spread(low=low, middle=middle, high=high, worse_off=worse)
    return spreads


def _ranking(found: Agreement) -> list[PackageReport]:
    surplus = found.main.surplus
    assert surplus is not None
    return [_known(found, x) for x in strongest(found.main.packages, surplus, TOP) if found.share(x) > 0]


def _demand(found: Agreement, price: DemandPrice) -> DemandReport:
    case = found.worlds.case
    wanted = [
        p
        for p in case.principals
        if (placed := case.judgements.get(f"positions/{p}/{price.issue}/{price.option}"))
        and placed.judgement.central > 0
    ]
    return DemandReport(
        issue=price.issue,
        option=price.option,
        name=case.label(price.issue, price.option),
        price=price.price,
        required=price.required,
        forbidden=price.forbidden,
        blind_price=price.blind_price,
        points_part=price.points,
        red_line_part=price.red_lines,
        own_price=dict(price.own),
        stipulated=list(price.stipulated),
        package=_package(found, price.package),
        wanted_by=wanted,
    )


def _veto(found: Agreement, price: VetoPrice) -> VetoReport:
    case = found.worlds.case
    clause = case.consent[price.name] if price.kind == "clause" else None
    label = (
        case.parties[price.name].name if clause is None else clause.name or price.name.replace("-", " ").capitalize()
    )
    return VetoReport(
        kind=price.kind,
        name=price.name,
        label=label,
        needed=price.needed,
        price=price.price,
        blind_price=price.blind_price,
        by_package={found.label(package): fall for package, fall in price.by_package.items()},
    )


def _blame(found: Agreement, blamed: Blame) -> BlameReport:
    return BlameReport(
        name=package_name(found, blamed.package),
        id=named_id(found, blamed.package),
        refusals=[
            RefusalReport(party=r.party, share=r.share, alone=r.alone, red_line=r.red_line, over=dict(r.over))
            for r in blamed.refusals
        ],
        failing={name: share for name, (share, _) in blamed.failing.items()},
        failing_alone={name: alone for name, (_, alone) in blamed.failing.items()},
    )


def _scopes(found: Agreement) -> list[ScopeReport]:
    plan, case = found.main.plan, found.worlds.case
    masks = {
        name: first[:, None] & second[None, :] & plan.packages.valid for name, (first, second) in plan.scopes.items()
    }
    scopes = []
    for name, mask in masks.items():
        lead = leader(plan.packages, found.main.share, mask & (found.main.share > 0))
        scopes.append(
            ScopeReport(
                scope=name,
                name=case.scopes[name].name,
                any=found.tied[0].scopes[name],
                blind=lead[1] if lead else 0.0,
                package=_package(found, lead[0] if lead else None),
                within=[other for other, wider in masks.items() if other != name and not (mask & ~wider).any()],
            )
        )
    return scopes


def _policies(found: Agreement) -> list[PolicyReport]:
    case, worlds = found.worlds.case, found.worlds
    weight = worlds.weight() / worlds.total
    reports = []
    for outcome in found.policies:
        change, worse = {}, {}
        for party, lines in outcome.change.items():
            best = found.best(party)
            change[party] = float(np.sum(weight * lines)) / best if best > 0 else 0.0
            worse[party] = worlds.share(lines < -1e-9 * max(best, 1e-12))
        reports.append(
            PolicyReport(
                policy=outcome.policy,
                name=case.policies[outcome.policy].name,
                proposal=_package(found, outcome.proposal),
                agreed=worlds.share(outcome.agreed),
                possible=worlds.share(outcome.possible),
                change=change,
                worse=worse,
            )
        )
    return reports
