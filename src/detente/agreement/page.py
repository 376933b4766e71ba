"""The agreement chapter's share of the brief: sentences, tables and chart data made from its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.agreement.report import AgreementReport, DemandReport, PackageReport, PolicyReport
from detente.case.model import Case
from detente.findings import Bar, Bars, Dot, Dots, Page, Section, Table
from detente.findings.words import listed, percent, points

SHOWN_DEMANDS = 12
ATTAINABLE = "attainable"


def page(case: Case, found: AgreementReport, advised: str | None) -> Page:
    """What does the chapter say in the brief?

    Args:
        case: The case.
        found: The chapter's report.
        advised: The party advised, or None for a mediator's view.

    Returns:
        Its share of page one and its own pages.
    """
    return Page(
        answer=_answer(case, found),
        table=_packages_table(case, found),
        picture=_packages_dots(case, found),
        sections=(
            _torpedo_section(case, found, advised),
            _veto_section(case, found),
            _scope_section(case, found),
            _blame_section(case, found),
            _ranking_section(case, found),
        ),
    )


def shown(found: AgreementReport) -> list[PackageReport]:
    """Return the packages worth a row: recommended first, then those the case names, each once."""
    rows: list[PackageReport] = []
    for package in [*(r.package for r in found.recommended), *found.named]:
        if package.options not in [row.options for row in rows]:
            rows.append(package)
    return rows


def described(case: Case, package: PackageReport) -> str:
    """Say what a package changes, issue by issue."""
    return listed(f"{case.issues[i].name}: {case.issues[i].options[o].name}" for i, o in package.options.items())


def _answer(case: Case, found: AgreementReport) -> tuple[str, ...]:
    if not found.recommended:
        return (f"No package that changes anything is attainable in any of the plausible worlds, of {found.packages:,}.",)
    first = found.recommended[0].package
    name = f"“{first.name}”" if first.id else "this package"
    said = [
        f"The most attainable agreement worth having is {name}, acceptable to everybody whose consent it needs in "
        f"{percent(first.share)} of plausible worlds.",
        f"Whatever is proposed, some agreement exists in {percent(found.any)} of worlds: talking, in which both sides "
        f"show what they want, could add at most {points(found.gap)}.",
    ]
    named = [p for p in found.named if p.options != first.options]
    if named:
        said.append("Of the packages named: " + listed(f"“{p.name}” {percent(p.share)}" for p in named) + ".")
    fatal = [d for d in found.demands if d.forbidden > 0 and d.required < 0.1 * d.forbidden and d.price > 0.05]
    if fatal:
        said.append(
            f"Insisting on {listed([d.name for d in fatal[:3]], 'or')} would torpedo the talks: what was attainable in "
            f"{percent(max(d.forbidden for d in fatal[:3]))} of worlds falls to {percent(max(d.required for d in fatal[:3]))} or less."
        )
    vetoes = [v for v in found.vetoes if not v.needed and v.package_price is not None]
    if vetoes:
        dearest = max(vetoes, key=lambda v: v.package_price or 0)
        said.append(
            f"A veto for {dearest.label} would cost that package {points(dearest.package_price or 0)} "
            f"and any agreement at all {points(dearest.price)}."
        )
    return tuple(said)


def _packages_table(case: Case, found: AgreementReport) -> Table:
    principals = [case.parties[p].name for p in case.principals]
    head = ("Package", "Attainable in", *(f"Gain of {name}" for name in principals))
    rows = [
        (_titled(found, p), percent(p.share), *(percent(max(0.0, p.gains[q])) for q in case.principals))
        for p in shown(found)
    ]
    says = "Gain is what the package can be expected to bring a side, as a share of the most it could hope for in each world."
    return Table("The packages", says, head, tuple(rows))


def _titled(found: AgreementReport, package: PackageReport) -> str:
    kinds = [_KINDS[r.kind] for r in found.recommended if r.package.options == package.options]
    if package.id is None:
        return listed(kinds).capitalize()
    return f"{package.name} ({listed(kinds)})" if kinds else package.name


_KINDS = {"most-attainable": "most attainable", "fairest": "fairest", "best-for": "best for the side advised"}


def _packages_dots(case: Case, found: AgreementReport) -> Dots:
    rows = []
    for package in sorted(shown(found), key=lambda p: -p.share):
        gains = tuple((f"gain of {case.parties[q].name}", max(0.0, package.gains[q])) for q in case.principals)
        rows.append(Dot(_titled(found, package), ((ATTAINABLE, package.share), *gains)))
    says = "Nothing is attainable."
    if rows:
        best = max(shown(found), key=lambda p: p.share)
        says = f"{_titled(found, best)} is attainable in the largest share of worlds, {percent(best.share)}."
        uneven = max(shown(found), key=lambda p: max(p.gains.values()) - min(p.gains.values()))
        most, least = (f(uneven.gains, key=lambda q: uneven.gains[q]) for f in (max, min))
        if uneven.gains[most] - uneven.gains[least] > 0.05:
            says += (
                f" The most one-sided is {_titled(found, uneven)}: {percent(uneven.gains[most])} of what it could hope for "
                f"goes to {case.parties[most].name}, {percent(max(0.0, uneven.gains[least]))} to {case.parties[least].name}."
            )
    return Dots("How attainable each package is, and what each side gains", says, "share", tuple(rows))


def _torpedo_section(case: Case, found: AgreementReport, advised: str | None) -> Section:
    dear = [d for d in found.demands if d.price > 0.005 or d.blind_price > 0.005][:SHOWN_DEMANDS]
    bars = tuple(
        Bar(d.name, (("points", max(0.0, d.points_part)), ("red lines", max(0.0, d.red_line_part))), points(d.price))
        for d in dear
    )
    answer = [_demand_sentence(case, d) for d in dear[:3]]
    helpful = [d for d in found.demands if d.price < -0.005]
    if helpful:
        names = listed(d.name for d in sorted(helpful, key=lambda d: d.price)[:3])
        answer.append(f"Some things help rather than hurt when they are in the deal: {names}.")
    if not dear:
        answer.append("No demand makes an agreement less likely.")
    says = "No demand has a price." if not dear else (
        f"{dear[0].name} is the dearest demand: with it some agreement exists in {percent(dear[0].required)} of worlds, "
        f"without it in {percent(dear[0].forbidden)}."
    )
    chart = Bars("The price of a demand", says, "fall in the share of worlds with some agreement", bars)
    return Section("agreement", "Which demands would torpedo it?", tuple(answer), (chart, _own_prices(case, dear, advised)))


def _demand_sentence(case: Case, demand: DemandReport) -> str:
    said = f"“{demand.name}” costs {points(demand.price)}: {percent(demand.forbidden)} without it, {percent(demand.required)} with it."
    if demand.stipulated:
        names = listed(case.parties[p].name for p in demand.stipulated)
        said += f" Most of that is stipulated: the case gives {names} a red line there, so it is an assumption, not a finding."
    elif demand.red_line_part > 0.5 * demand.price:
        said += " Most of that comes from red lines."
    return said


def _own_prices(case: Case, demands: Sequence[DemandReport], advised: str | None) -> Table:
    parties = [advised] if advised in case.principals else list(case.principals)
    head = ("Demand", "Costs any deal", "Costs the best proposal", *(f"Costs {case.parties[p].name}" for p in parties if p))
    rows = tuple(
        (
            d.name + (" (stipulated)" if d.stipulated else ""),
            points(d.price),
            points(d.blind_price),
            *(points(d.own_price[p]) for p in parties if p),
        )
        for d in demands
    )
    says = "The last columns say what the demand costs a side itself: the fall of what its best proposal can be expected to bring it."
    return Table("What each demand costs, and whom", says, head, rows)


def _veto_section(case: Case, found: AgreementReport) -> Section:
    would = [v for v in found.vetoes if not v.needed]
    needed = [v for v in found.vetoes if v.needed]
    bars = tuple(Bar(v.label, (("for the package recommended", max(0.0, v.package_price or 0)),), points(v.package_price or 0)) for v in would)
    answer = []
    for v in would:
        said = (
            f"Giving {v.label} a veto would cost the package recommended {points(v.package_price or 0)}, the best proposal "
            f"{points(v.blind_price)} and any agreement {points(v.price)}."
        )
        answer.append(said + _amended(case, found, v.name))
    if not would:
        answer.append("Nobody is consulted without being asked for consent.")
    rows = tuple((v.label, points(v.price), points(v.blind_price)) for v in needed)
    table = Table(
        "What each consent that is needed now costs",
        "How much more would be attainable if the consent could be taken for granted." if rows else "No further consent is needed.",
        ("Consent", "Any deal", "Best proposal"),
        rows,
    )
    says = "Nobody consulted would block anything." if not any(b.parts[0][1] > 0.005 for b in bars) else (
        f"A veto for {max(would, key=lambda v: v.package_price or 0).label} would cost most."
    )
    chart = Bars("The price of a veto", says, "fall in the share of worlds", bars)
    return Section("agreement", "What would a veto cost?", tuple(answer), (chart, table))


def _amended(case: Case, found: AgreementReport, party: str) -> str:
    for amended in found.amendments:
        if amended.party != party:
            continue
        if amended.refused < 0.005:
            return " It accepts that package in nearly every world in which the others do."
        said = (
            f" It refuses in {percent(amended.refused)} of worlds; one change brings it aboard in "
            f"{percent(amended.one_change)} of those, two in {percent(amended.two_changes)} more."
        )
        if amended.changes:
            changes = listed(case.label(issue, option) for issue, option in amended.changes.items())
            said += f" Cheapest most often: {changes}."
        return said
    return ""


def _scope_section(case: Case, found: AgreementReport) -> Section:
    rows = tuple(
        Dot(s.name, (("some agreement", s.any), ("best single proposal", s.blind))) for s in found.scopes
    )
    answer = [
        f"{s.name}: some agreement in {percent(s.any)} of worlds, the best single proposal in {percent(s.blind)}."
        for s in found.scopes
    ]
    for s in found.scopes:
        wider = [case.scopes[other].name for other in s.within]
        if wider:
            answer.append(
                f"Every package of “{s.name}” also belongs to {listed(f'“{w}”' for w in wider)}, so it cannot do better "
                "there: that much follows from the definitions, not from the judgements."
            )
    says = "The case names no scopes."
    if found.scopes:
        best = max(found.scopes, key=lambda s: s.any)
        worst = min(found.scopes, key=lambda s: s.any)
        says = f"{best.name} packages reach {percent(best.any)} of worlds, {worst.name} packages {percent(worst.any)}."
    dots = Dots("Limited against comprehensive", says, "share of worlds", rows)
    return Section("agreement", "Limited or comprehensive?", tuple(answer), (dots, _policy_table(case, found.policies)))


def _policy_table(case: Case, policies: Sequence[PolicyReport]) -> Table:
    names = [case.parties[p].name for p in case.principals]
    head = ("Course", "Proposal agreed in", "Something it seeks in", *(f"Change for {n}" for n in names))
    rows = tuple(
        (
            p.name,
            percent(p.agreed) if p.proposal else "seeks none",
            percent(p.possible) if p.proposal else "–",
            *(_signed(p.change[q]) for q in case.principals),
        )
        for p in policies
    )
    says = "The case names no courses of action."
    if policies:
        best = max(policies, key=lambda p: p.agreed)
        says = (
            f"{best.name} reaches an agreement most often, in {percent(best.agreed)} of worlds. Change is against no "
            "agreement and no shifts, as a share of the most a side could hope for."
        )
    return Table("Courses of action in the same worlds", says, head, rows)


def _signed(share: float) -> str:
    text = percent(abs(share))
    return text if abs(share) < 0.005 else ("+" if share > 0 else "−") + text


def _blame_section(case: Case, found: AgreementReport) -> Section:
    rows = []
    for blamed in found.blame:
        for refusal in blamed.refusals:
            over = listed(f"{case.issues[i].name} {percent(s)}" for i, s in list(refusal.over.items())[:2])
            cells = (blamed.name, case.parties[refusal.party].name, percent(refusal.share), percent(refusal.alone), over or "–")
            rows.append(cells)
        for name, share in blamed.failing.items():
            rows.append((blamed.name, name.replace("-", " "), percent(share), "", "consent missing"))
    names = {row[0] for row in rows}
    says = f"For {len(names)} packages: who does not accept, and the issue each minds most." if rows else "Nothing to show."
    table = Table("Who refuses what", says, ("Package", "Who", "Refuses in", "Alone in", "Over"), tuple(rows))
    answer = [_blame_sentence(case, blamed.name, blamed.refusals[0]) for blamed in found.blame if blamed.refusals]
    return Section("agreement", "Who refuses, and over what?", tuple(answer[:4]), (table,))


def _blame_sentence(case: Case, name: str, refusal: object) -> str:
    from detente.agreement.report import RefusalReport

    assert isinstance(refusal, RefusalReport)
    party = case.parties[refusal.party].name
    if refusal.share < 0.005:
        return f"No principal refuses “{name}” in more than a few worlds."
    top = next(iter(refusal.over.items()), None)
    over = f", most often over {case.issues[top[0]].name.lower()}" if top else ""
    return f"“{name}” fails with {party} most often: it refuses in {percent(refusal.share)} of worlds{over}."


def _ranking_section(case: Case, found: AgreementReport) -> Section:
    rows = tuple(
        (described(case, p), percent(p.share), percent(p.surplus), *(percent(max(0.0, p.gains[q])) for q in case.principals))
        for p in found.ranking[:10]
    )
    head = ("Package", "Attainable in", "Surplus", *(f"Gain of {case.parties[p].name}" for p in case.principals))
    says = "Surplus is the smallest share of its hopes that a principal can expect, counting 0 where the package is refused."
    answer = _recommended(case, found)
    ties = tuple((f"{t.rho:.1f}", percent(t.any), percent(t.blind), percent(t.recommended or 0)) for t in found.dependence)
    table = Table("The fairest packages", says, head, rows)
    tied = Table(
        "If each side’s judgements hang together",
        _dependence(found.dependence[0].any, found.dependence[-1].any),
        ("General factor ρ", "Some agreement", "Best single proposal", "Package recommended"),
        ties,
    )
    return Section("agreement", "What else could be proposed?", answer, (table, tied))


def _dependence(independent: float, tied: float) -> str:
    change = points(tied - independent)
    return (
        "Independent judgements give false certainty. With a common cause behind each side’s judgements, the share of worlds "
        f"with some agreement changes by {change}."
    )


def _recommended(case: Case, found: AgreementReport) -> tuple[str, ...]:
    by_options: dict[str, list[str]] = {}
    packages: Mapping[str, PackageReport] = {str(r.package.options): r.package for r in found.recommended}
    for r in found.recommended:
        by_options.setdefault(str(r.package.options), []).append(_KINDS[r.kind])
    return tuple(
        f"{listed(kinds).capitalize()}: {described(case, packages[key])} (attainable in {percent(packages[key].share)})."
        + (" They coincide." if len(kinds) > 1 else "")
        for key, kinds in by_options.items()
    )
