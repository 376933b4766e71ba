"""The agreement chapter's own pages of the brief: sentences, tables and chart data made from its report."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.chapters.agreement.pages.choice_sections import choices
from detente.chapters.agreement.pages.naming import KINDS, clause_name, described, recommended_key, title
from detente.chapters.agreement.report import AgreementReport, TiedReport
from detente.chapters.agreement.reports.course_reports import PolicyReport
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.chapters.agreement.reports.price_reports import DemandReport, VetoReport
from detente.chapters.agreement.reports.refusal_reports import BlameReport, NearestReport
from detente.findings import Bar, Bars, Dot, Dots, Section, Table
from detente.findings.sampled import Sampled
from detente.findings.words import listed, of_name, percent, points, within

SHOWN_DEMANDS = 12
AMONG = "Judged among the candidates only: other packages might do better, so these shares are lower bounds."
SHOWN_PACKAGES = 8
NOTICED = 0.005
LIKELY = 0.5
CLOSE = 0.05  # a principal counts as the first obstacle up to so much behind a missing consent


def sections(case: Case, found: AgreementReport, advised: str | None) -> tuple[Section, ...]:
    """Return the chapter's pages; a question that the case does not raise has none."""
    pages = [_torpedo(case, found, advised)]
    if found.vetoes:
        pages.append(_veto(case, found))
    if found.scopes:
        pages.append(_scope(case, found))
    if found.policies:
        pages.append(_policy(case, found.policies))
    if found.blame:
        pages.append(_blame(case, found))
    pages += choices(case, found)
    if found.ranking:
        pages += [_ranking(case, found), _dependence(found)]
    others = _consulted(case, found)
    return (*pages, others) if others is not None else tuple(pages)


def consents(case: Case, blamed: BlameReport) -> str:
    """Say which consents are missing in how many worlds."""
    missing = [name for name, share in blamed.failing.items() if share >= NOTICED]
    return "; ".join(f"{clause_name(case, name)} {blamed.said('failing', name)}" for name in missing) or "–"


def _torpedo(case: Case, found: AgreementReport, advised: str | None) -> Section:
    judged = [d for d in found.demands if d.package is not None or found.method == "exact"]
    dear = [d for d in judged if d.price > NOTICED or d.blind_price > NOTICED][:SHOWN_DEMANDS]
    bars = tuple(
        Bar(
            d.name,
            (("values and consents", max(0.0, d.points_part)), ("red lines", max(0.0, d.red_line_part))),
            d.said_apart("price"),
        )
        for d in dear
    )
    answer = [_demand(case, d) for d in dear[:4]]
    if found.method == "candidates":
        answer.append(AMONG)
    helpful = sorted((d for d in judged if d.price < -NOTICED), key=lambda d: d.price)
    if helpful:
        answer.append(f"Some things help when they are in the deal: {listed(d.name for d in helpful[:3])}.")
    if not dear:
        answer.append("No demand makes an agreement less likely.")
    says = "No demand has a price."
    if dear:
        says = (
            f"{dear[0].name} is the dearest: with it some agreement exists in {dear[0].said('required')} of worlds, "
            f"without it in {dear[0].said('forbidden')}. Red lines: the part that would vanish if nobody had any."
        )
    chart = Bars("The price of a demand", says, "fall in the share of worlds with some agreement", bars)
    tables = (_own_prices(case, dear, advised),) if dear else ()
    return Section("agreement", "Which demands would torpedo it?", tuple(answer), (chart, *tables), "leave-out", 10)


def _demand(case: Case, demand: DemandReport) -> str:
    said = (
        f"{demand.name} costs {demand.said_apart('price')}: some agreement in {demand.said('forbidden')} of worlds "
        f"without it, in {demand.said('required')} with it."
    )
    if demand.stipulated:
        names = listed(of_name(case.parties[p].name) for p in demand.stipulated)
        return f"{said} Most of that is stipulated, not found: the case gives {names} a red line there."
    return said + (" Most of that comes from red lines." if demand.red_line_part > 0.5 * demand.price else "")


def _own_prices(case: Case, demands: Sequence[DemandReport], advised: str | None) -> Table:
    parties = [advised] if advised in case.principals else list(case.principals)
    head = ("Demand", "Any deal", "Best proposal", *(f"{case.parties[p].name} itself" for p in parties if p))
    rows = tuple(
        (
            d.name + (" (stipulated)" if d.stipulated else ""),
            d.said_apart("price"),
            d.said_apart("blind_price"),
            *(d.said_apart("own_price", p) for p in parties if p),
        )
        for d in demands
    )
    says = "The fall in the share of worlds; in the last column, in what a side can expect of the best proposal for it."
    return Table("What each demand costs, and whom", says, head, rows)


def _veto(case: Case, found: AgreementReport) -> Section:
    would, needed = ([v for v in found.vetoes if v.needed is asked] for asked in (False, True))
    key = recommended_key(found)
    counted = [v for v in would if key in v.by_package]
    bars = tuple(
        Bar(v.label, (("package", max(0.0, v.by_package[key])),), v.said_apart("by_package", key)) for v in counted
    )
    answer = [_would_be(case, found, v, key) for v in counted] or [
        "Nobody is consulted without being asked for consent."
    ]
    figures: list[Bars | Table] = []
    if bars:
        dearest = max(counted, key=lambda v: v.by_package[key])
        most = dearest.said_apart("by_package", key)
        says = f"For {dearest.label} it would cost the package recommended most, {most}."
        figures.append(Bars("The price of a veto", says, "fall in the share of worlds with that package", bars))
    if needed:
        figures.append(_needed(found, needed))
    return Section("agreement", "What would a veto cost?", tuple(answer), tuple(figures), "block", 20)


def _needed(found: AgreementReport, needed: Sequence[VetoReport]) -> Table:
    rows = [(v.label, v.said_apart("price"), v.said_apart("blind_price"), _most_affected(found, v)) for v in needed]
    idle = [row[0] for row in rows if row[3] == "–" and {row[1], row[2]} == {"nothing"}]
    says = "How much more would be attainable if a consent that is needed now could be taken for granted."
    says += f" Next to nothing: {listed(idle)}." if idle else ""
    head = ("Consent", "Any deal", "Best proposal", "The package named that gains most")
    return Table("What each consent costs", says, head, tuple(row for row in rows if row[0] not in idle))


def _most_affected(found: AgreementReport, veto: VetoReport) -> str:
    known = [p for p in found.named if p.id in veto.by_package]
    most = max(known, key=lambda p: veto.by_package[p.id or ""], default=None)
    if most is None or veto.by_package[most.id or ""] < NOTICED:
        return "–"
    return f"{most.name}: {veto.said_apart('by_package', most.id or '')}"


def _would_be(case: Case, found: AgreementReport, veto: VetoReport, key: str) -> str:
    said = (
        f"A veto for {of_name(veto.label)} would cost the package recommended "
        f"{veto.said_apart('by_package', key)}, the best proposal {veto.said_apart('blind_price')} and any agreement "
        f"{veto.said_apart('price')}."
    )
    amended = next((n for n in found.nearest if n.party == veto.name), None)
    if amended is None:
        return said
    if amended.refused < NOTICED:
        return said + " It accepts that package in nearly every world in which the others do."
    said += (
        f" It refuses the package in {amended.said('refuses')} of worlds; in {amended.said('refused')} it refuses what "
        f"is attainable otherwise. One change brings it aboard in {_by_changes(amended, 1)} of these, two in "
        f"{_by_changes(amended, 2)} more."
    )
    if amended.changes:
        changes = listed(case.label(issue, option) for issue, option in amended.changes.items())
        said += f" Cheapest most often: {changes}."
    return said


def _by_changes(nearest: NearestReport, changes: int) -> str:
    """Say in which share so many changes are needed."""
    return nearest.said("by_changes", changes) if changes in nearest.by_changes else percent(0.0)


def _scope(case: Case, found: AgreementReport) -> Section:
    rows = tuple(Dot(s.name, (("some agreement", s.any), ("best single proposal", s.blind))) for s in found.scopes)
    best, worst = (pick(found.scopes, key=lambda s: s.any) for pick in (max, min))
    answer = [
        f"{s.name}: some agreement in {s.said('any')} of worlds, the best single proposal in {s.said('blind')}."
        for s in found.scopes
    ]
    if found.method == "candidates":
        answer.append(AMONG)
    nested = [f"{s.name} in {listed(case.scopes[other].name for other in s.within)}" for s in found.scopes if s.within]
    if nested:
        answer.append(
            f"By definition, not by judgement, some scopes lie inside others and cannot do better: {'; '.join(nested)}."
        )
    says = f"{best.name} reaches some agreement in {best.said('any')} of worlds, {worst.name} in {worst.said('any')}."
    dots = Dots("Limited against comprehensive", says, "share of worlds", rows)
    return Section("agreement", "Limited or comprehensive?", tuple(answer), (dots,), "terms", 40)


EFFECTS = {"incident-rate": "Incidents", "escalation": "Escalation", "arsenal": "Growth of the arsenal"}


def _policy(case: Case, policies: Sequence[PolicyReport]) -> Section:
    names = [case.parties[p].name for p in case.principals]
    kinds = [kind for kind in EFFECTS if kind in policies[0].effects]
    gains = (f"Change for {n}" for n in names)
    head = ("Course", "Proposal agreed", "Possible at all", *gains, *(EFFECTS[kind] for kind in kinds))
    rows = tuple(
        (
            p.name,
            p.said("agreed") if p.proposal else "seeks none",
            p.said("possible") if p.proposal else "–",
            *(_signed(p, "change", q) for q in case.principals),
            *(_signed(p.effects[kind], "expected") for kind in kinds),
        )
        for p in policies
    )
    best = max(policies, key=lambda p: p.agreed)
    says = "Change: against no agreement and no shifts, as a share of the most a side could hope for."
    answer = [
        f"{best.name} reaches an agreement most often, in {best.said('agreed')} of worlds.{_level(best, policies)}"
    ]
    for party, name in zip(case.principals, names, strict=True):
        top = max(policies, key=lambda p: p.change[party])
        answer.append(f"{of_name(name, begins=True)} can expect most of {top.name} ({_signed(top, 'change', party)}).")
    if kinds:
        says += (
            " Incidents a year, how likely one is to escalate and how fast the arsenal grows: by how much they change "
            "on average over worlds; where the proposal is not agreed they stay as they are."
        )
    table = Table("Courses of action in the same worlds", says, head, rows)
    return Section("agreement", "Which course of action does best?", tuple(answer), (table,), "call", 40)


def _level(best: PolicyReport, policies: Sequence[PolicyReport]) -> str:
    """Say which courses these worlds cannot tell apart from the one that is agreed most often."""
    alike = [p.name for p in policies if p is not best and p.agreed > 0 and p.errors["behind"].low <= 0]
    return f" These worlds cannot tell {listed(alike)} apart from it." if alike else ""


def _signed(part: Sampled, *path: str) -> str:
    """Say a change with its sign and error."""
    share, low, high = part.interval(*path)
    text = within(abs(share), abs(share) - (share - low), abs(share) + (high - share))
    return text if abs(share) < NOTICED else ("+" if share > 0 else "−") + text


def _blame(case: Case, found: AgreementReport) -> Section:
    rows = []
    for blamed in found.blame:
        who = "; ".join(
            f"{case.parties[r.party].name} {r.said('share')}{_over(case, r.over)}"
            for r in blamed.refusals
            if r.share >= NOTICED
        )
        rows.append((_short(case, found, blamed), who or "nobody", consents(case, blamed)))
    says = (
        "Who does not accept, in what share of all worlds, and the issue it minds most; then consents that are missing."
    )
    table = Table("Who refuses what", says, ("Package", "Refused by", "Consent missing"), tuple(rows))
    answer = (*_obstacle(case, found), " ".join(_culprits(case, found)))
    return Section("agreement", "Who refuses, and over what?", answer, (table,), "block", 10)


def _obstacle(case: Case, found: AgreementReport) -> tuple[str, ...]:
    """Say who or what stands most often in the way of the package recommended first."""
    first = next((r.package for r in found.recommended), None)
    blamed = next((b for b in found.blame if first is not None and (b.id, b.name) == (first.id, first.name)), None)
    if blamed is None:
        return ()
    top = next((r for r in blamed.refusals if r.share >= NOTICED), None)
    missing = max(blamed.failing.items(), key=lambda item: item[1], default=("", 0.0))
    told = [f"{of_name(case.parties[top.party].name)} in {top.said('share')}{_over(case, top.over)}"] if top else []
    told += (
        [f"{clause_name(case, missing[0])} is missing in {blamed.said('failing', missing[0])}"]
        if missing[1] >= NOTICED
        else []
    )
    if not told:
        return ("Hardly anybody refuses the package recommended first.",)
    refused = "Refuses the package recommended most often: " if top else "What the package recommended may lack: "
    return (f"{refused}{'; '.join(told)} of worlds.",)


def _short(case: Case, found: AgreementReport, blamed: BlameReport) -> str:
    if blamed.id is not None:
        return blamed.name
    kinds = [r.kind.replace("-", " ") for r in found.recommended if r.package.name == blamed.name]
    text = listed(kinds) or blamed.name
    return text.replace("best for", "best for the side advised").capitalize()


def _over(case: Case, over: dict[str, float]) -> str:
    return f" (over {case.issues[next(iter(over))].name})" if over else ""


def _culprits(case: Case, found: AgreementReport) -> tuple[str, ...]:
    """Say which named packages are unlikely as they stand, and who or what is the first obstacle."""
    reasons: dict[str, list[str]] = {}
    for package in found.named:
        if package.share < LIKELY:
            blamed = next(b for b in found.blame if b.id == package.id)
            reasons.setdefault(_because(case, blamed), []).append(f"“{package.name}”")
    said = tuple(f"Unlikely as they stand: {listed(names)}. {reason}" for reason, names in reasons.items())
    return said or ("Every package named is likely as it stands." if found.named else "The case names no package.",)


def _because(case: Case, blamed: BlameReport) -> str:
    top = blamed.refusals[0] if blamed.refusals else None
    missing = max(blamed.failing.items(), key=lambda item: item[1], default=None)
    if top is not None and (missing is None or top.share >= missing[1] - CLOSE):
        return f"{of_name(case.parties[top.party].name, begins=True)} is the first obstacle{_over(case, top.over)}."
    return f"First obstacle: {clause_name(case, missing[0])}." if missing else "Nobody in particular stands in the way."


def _ranking(case: Case, found: AgreementReport) -> Section:
    rows = tuple(
        (
            described(case, p),
            within(p.share, p.low, p.high),
            p.said("surplus"),
            *(p.said("gains", q) for q in case.principals),
        )
        for p in found.ranking[:SHOWN_PACKAGES]
    )
    head = ("Package", "Attainable", "Surplus", *(f"Gain of {case.parties[p].name}" for p in case.principals))
    says = (
        "Surplus: the smallest share of its hopes that a principal can expect, counting 0 where the package is refused."
    )
    if found.alike > 1:
        says += f" By surplus, these worlds cannot tell the first {found.alike} apart."
    table = Table("The fairest packages", says, head, rows)
    return Section("agreement", "What else could be agreed?", _recommended(case, found), (table,))


def _recommended(case: Case, found: AgreementReport) -> tuple[str, ...]:
    kinds: dict[str, list[str]] = {}
    for r in found.recommended:
        kinds.setdefault(described(case, r.package), []).append(KINDS[r.kind])
    shares = {described(case, r.package): r.package for r in found.recommended}
    return tuple(
        f"{title(listed(names))}{' (they coincide)' if len(names) > 1 else ''}: {text}. "
        f"Attainable in {within(shares[text].share, shares[text].low, shares[text].high)}."
        for text, names in kinds.items()
    )


def _consulted(case: Case, found: AgreementReport) -> Section | None:
    """Who of the others is left worse off by the recommended packages, where they are attainable?"""
    rows = []
    for r in found.recommended:
        told = [
            f"{case.parties[p].name} {r.package.spread[p].said('worse_off')}" for p, _ in worse_off(case, r.package)
        ]
        rows.append((title(KINDS[r.kind]), listed(told) or "nobody"))
    if not any(p not in case.principals for p in case.valued) or not rows:
        return None
    says = "In what share of the worlds in which it is attainable a party would have less than without any agreement."
    table = Table("Who else is left worse off", says, ("Package", "Worse off"), tuple(rows))
    first = worse_off(case, found.recommended[0].package)
    answer = "By the package recommended first, hardly anybody else is left worse off."
    if first:
        spread = found.recommended[0].package.spread
        whom = listed(f"{of_name(case.parties[p].name)} in {spread[p].said('worse_off')} of worlds" for p, _ in first)
        answer = f"The package recommended first leaves worse off: {whom}."
    return Section("agreement", "Which ally is left worse off?", (answer,), (table,), "block", 30)


def worse_off(case: Case, package: PackageReport) -> list[tuple[str, float]]:
    """Return the parties that are no principals and have less than without any agreement, the likeliest first.

    Args:
        case: The case.
        package: A package that was looked at closely.

    Returns:
        Party and share of the worlds in which the package is attainable, where that is at least half a per cent.
    """
    others = {p: package.spread[p].worse_off for p in case.valued if p not in case.principals and p in package.spread}
    return sorted(((p, share) for p, share in others.items() if share >= NOTICED), key=lambda pair: -pair[1])


def _dependence(found: AgreementReport) -> Section:
    rows = tuple((f"{t.rho:.1f}", t.said("any"), t.said("blind"), _recommended_share(t)) for t in found.dependence)
    change = points(found.dependence[-1].any - found.dependence[0].any)
    says = (
        "Independent judgements give false certainty. If a common cause (how forthcoming a side is) explains more of "
        f"each side’s judgements, the share of worlds with some agreement changes by {change}."
    )
    head = ("Common cause ρ", "Some agreement", "Best single proposal", "Package recommended")
    table = Table("If each side’s judgements hang together", says, head, rows)
    last = found.dependence[-1]
    answer = (
        f"If one common cause moves {percent(last.rho)} of what each side wants, the package recommended is attainable "
        f"in {_recommended_share(last)} of worlds, not {_recommended_share(found.dependence[0])}."
    )
    return Section("agreement", "What if judgements hang together?", (answer,), (table,), "assumptions", 40)


def _recommended_share(tied: TiedReport) -> str:
    """Say in which share the package recommended is attainable."""
    return percent(0.0) if tied.recommended is None else tied.said("recommended")
