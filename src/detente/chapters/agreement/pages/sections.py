"""The agreement chapter's own pages of the brief: sentences, tables and chart data made from its report."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.chapters.agreement.pages.choice_sections import choices
from detente.chapters.agreement.pages.consent_gates import first_blame, gates
from detente.chapters.agreement.pages.dear_demands import (
    MOST_DEMANDS,
    NOTICED,
    costliest,
    no_demand_matters,
    who_refuses_all,
)
from detente.chapters.agreement.pages.naming import (
    clause_name,
    described,
    in_sentence,
    kinds_of,
    minded_name,
    recommended_key,
    title,
    titled,
)
from detente.chapters.agreement.pages.small_changes import nothing_small, small_change
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.course_reports import PolicyReport
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.chapters.agreement.reports.price_reports import DemandReport, VetoReport
from detente.chapters.agreement.reports.refusal_reports import BlameReport, NearestReport
from detente.findings import Bar, Bars, Dot, Dots, Section, Table
from detente.findings.cuts import cut, listed_first
from detente.findings.speech import of_name, term, that_do, verb
from detente.findings.standing import standing, the_package
from detente.findings.words import change, how_many, listed, percent, points, pp

SHOWN_DEMANDS = 12
MANY_DEMANDS, ONE_POINT = 6, 0.01  # of more than so many, those that cost less than a percentage point are left out
MOST_TOLD, MOST_NAMED = 4, 3
AMONG = "Judged among the candidates only: other packages might do better, so these shares are lower bounds."
SHOWN_PACKAGES = 8
ALL_THE_SAME = "recommended all the same"
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
    if found.blame or found.any == 0:
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
    priced = [d for d in judged if d.price > NOTICED or d.blind_price > NOTICED]
    worth = [d for d in priced if max(d.price, d.blind_price) >= ONE_POINT] if len(priced) > MANY_DEMANDS else priced
    room = cut(worth, SHOWN_DEMANDS)
    dear = room.shown
    bars = tuple(Bar(_marked(case, found, d), _parts(d), d.said_apart("price")) for d in dear)
    first = cut(costliest(found, advised), MOST_DEMANDS).shown  # as page one names them; the chart has the others
    answered = cut((*first, *(d for d in dear if d not in first)), MOST_TOLD).shown
    answer = [_demand(case, found, d) for d in answered if d.price > NOTICED]
    if found.method == "candidates":
        answer.append(AMONG)
    helpful = sorted((d for d in judged if d.price < -NOTICED), key=lambda d: d.price)
    if helpful:
        told = listed_first((that_do(case, d.issue, d.option) for d in helpful), MOST_NAMED)
        answer.append(f"An agreement is likelier if it requires {told}.")
    if not dear:
        answer.append(no_demand_matters(case, found) or "No demand makes an agreement less likely.")
    says = "No demand has a price."
    if dear:
        says = (
            f"It costs most to demand {that_do(case, dear[0].issue, dear[0].option)}: with it, some agreement exists "
            f"in {percent(dear[0].required)} of worlds, without it, in {percent(dear[0].forbidden)}. pp: percentage "
            f"points. Red lines: the part that would vanish if nobody had any."
            f"{room.said('demand', len(priced) - len(worth))}"
        )
    chart = Bars("The price of a demand", says, "fall in the share of worlds with some agreement", bars)
    tables = (_own_prices(case, found, dear, advised),) if dear else ()
    return Section("agreement", "Which demands would torpedo it?", tuple(answer), (chart, *tables), "leave-out", 10)


def _parts(demand: DemandReport) -> tuple[tuple[str, float], ...]:
    """Return the parts of a price, which add up to it; a part below 0 makes the other one smaller, not the price."""
    others, red_lines, price = demand.points_part, demand.red_line_part, max(0.0, demand.price)
    if others < 0 or red_lines < 0:
        others, red_lines = (price, 0.0) if red_lines < 0 else (0.0, price)
    return ("values and consents", others), ("red lines", red_lines)


def _all_the_same(found: AgreementReport, demand: DemandReport) -> bool:
    """Whether what is demanded is part of the package that is to be proposed, whatever it costs."""
    return found.proposes and found.recommended[0].package.options.get(demand.issue) == demand.option


def _marked(case: Case, found: AgreementReport, demand: DemandReport, *marks: str) -> str:
    """Say a demand in a table or beside a bar, with what is to be known of it in brackets."""
    told = [*marks, *([ALL_THE_SAME] if _all_the_same(found, demand) else [])]
    return term(case, demand.issue, demand.option) + (f" ({'; '.join(told)})" if told else "")


def _demand(case: Case, found: AgreementReport, demand: DemandReport) -> str:
    said = (
        f"To demand {that_do(case, demand.issue, demand.option)} costs {points(demand.price)}: without it, some "
        f"agreement exists in {demand.said('forbidden')} of worlds; with it, in {demand.said('required')}."
    )
    if _all_the_same(found, demand):
        said += f" It is {ALL_THE_SAME}."
    if demand.stipulated:
        names = listed(of_name(case.parties[p]) for p in demand.stipulated)
        return f"{said} Most of that is stipulated, not found: the case gives {names} a red line there."
    return said + (" Most of that comes from red lines." if demand.red_line_part > 0.5 * demand.price else "")


def _own_prices(case: Case, found: AgreementReport, demands: Sequence[DemandReport], advised: str | None) -> Table:
    parties = [advised] if advised in case.principals else list(case.principals)
    head = ("Demand", "Any deal", "Best proposal", *(f"Own gain of {of_name(case.parties[p])}" for p in parties if p))
    rows = tuple(
        (
            _marked(case, found, d, *(["stipulated"] if d.stipulated else [])),
            d.said_apart("price"),
            d.said_apart("blind_price"),
            *(d.said_apart("own_price", p) for p in parties if p),
        )
        for d in demands
    )
    says = (
        "The fall in the share of worlds, in percentage points (pp); then the fall in what a side can expect of the "
        "proposal that is best for it, as a share of its best gain."
    )
    return Table("What each demand costs, and whom", says, head, rows)


def _veto(case: Case, found: AgreementReport) -> Section:
    would, needed = ([v for v in found.vetoes if v.needed is asked] for asked in (False, True))
    key = recommended_key(found)
    counted = [v for v in would if key in v.by_package]
    bars = tuple(
        Bar(v.label, (("package", max(0.0, v.by_package[key])),), v.said_apart("by_package", key)) for v in counted
    )
    answer = [_would_be(case, found, v, key) for v in counted] or [
        "Nobody is consulted whose consent is not needed anyway."
    ]
    figures: list[Bars | Table] = []
    if bars:
        package = the_package(found.proposes)
        costliest = max(counted, key=lambda v: v.by_package[key])
        most = costliest.said_apart("by_package", key)
        said = f"A veto for {of_name(case.parties[costliest.name])} would cost {package} most, {most}."
        says = said if most != "nothing" else f"No veto would cost {package} anything."
        says += " pp: percentage points."
        figures.append(Bars("The price of a veto", says, "fall in the share of worlds with that package", bars))
    if needed:
        figures.append(_needed(case, found, needed))
    return Section("agreement", "What would a veto cost?", tuple(answer), tuple(figures), "block", 20)


def _needed(case: Case, found: AgreementReport, needed: Sequence[VetoReport]) -> Table:
    rows = [(v.label, v.said_apart("price"), v.said_apart("blind_price"), _most_affected(found, v)) for v in needed]
    idle = [row[0] for row in rows if row[3] == "–" and {row[1], row[2]} == {"nothing"}]
    says = "How much more could be attained, in percentage points (pp), if a consent now needed were taken for granted."
    bodies = {party.name: of_name(party) for party in case.parties.values()}
    says += f" Next to nothing: {listed(bodies.get(name, in_sentence(name)) for name in idle)}." if idle else ""
    head = ("Consent", "Any deal", "Best proposal", "The package named that gains most")
    return Table("What each consent costs", says, head, tuple(row for row in rows if row[0] not in idle))


def _most_affected(found: AgreementReport, veto: VetoReport) -> str:
    rises = {p.name: veto.by_package.get(p.id or "", 0.0) for p in found.named}
    name = max(rises, key=lambda n: rises[n], default=None)
    return f"{name}: {pp(rises[name])}" if name is not None and rises[name] >= NOTICED else "–"


def _would_be(case: Case, found: AgreementReport, veto: VetoReport, key: str) -> str:
    falls = (veto.by_package.get(key, 0.0), veto.blind_price, veto.price)
    said = (
        f"A veto for {of_name(case.parties[veto.name])} would cost {the_package(found.proposes)} "
        f"{points(veto.by_package.get(key, 0.0))}, the best proposal {points(veto.blind_price)} and any agreement "
        f"{points(veto.price)}."
    )
    if {points(fall) for fall in falls} == {"nothing"}:
        said = f"A veto for {of_name(case.parties[veto.name])} would cost nothing."
    amended = next((n for n in found.nearest if n.party == veto.name), None)
    if amended is None:
        return said
    if amended.refused < NOTICED:
        return said + " It accepts that package in nearly every world in which the others do."
    said += (
        f" It refuses the package in {amended.said('refuses')} of worlds; in {amended.said('refused')} it refuses what "
        "is attainable otherwise."
    )
    one, two = (_by_changes(amended, changes) for changes in (1, 2))
    if nothing_small(amended):
        some = f": one serves in {one} of these, two in {two} more" if amended.by_changes.keys() & {1, 2} else ""
        said += f" No small change brings it aboard{some}."
    else:
        said += f" One change brings it aboard in {one} of these, two in {two} more."
    if changes := small_change(amended):
        named = listed(that_do(case, issue, option) for issue, option in changes.items())
        said += f" The cheapest change, most often: {named}."
    return said


def _by_changes(nearest: NearestReport, changes: int) -> str:
    """Say in which share so many changes are needed."""
    return nearest.said("by_changes", changes) if changes in nearest.by_changes else percent(0.0)


def _scope(case: Case, found: AgreementReport) -> Section:
    rows = tuple(
        Dot(f"{s.name[:1].upper()}{s.name[1:]}", (("some agreement", s.any), ("best single proposal", s.blind)))
        for s in found.scopes
    )
    best, worst = (pick(found.scopes, key=lambda s: s.any) for pick in (max, min))
    shares = "; ".join(f"“{s.name}”, {s.said('any')} and {s.said('blind')}" for s in found.scopes)
    answer = [f"Some agreement exists, and the best single proposal is accepted, in these shares of worlds: {shares}."]
    if found.method == "candidates":
        answer.append(AMONG)
    nested = [
        f"“{s.name}” in {listed(f'“{case.scopes[other].name}”' for other in s.within)}"
        for s in found.scopes
        if s.within
    ]
    if nested:
        answer.append(
            f"By definition, not by judgement, some scopes lie inside others and cannot do better: {'; '.join(nested)}."
        )
    most, least = best.said("any"), worst.said("any")
    says = f"Some agreement is attainable within “{best.name}” in {most} of worlds, within “{worst.name}” in {least}."
    if most == least:
        says = f"Every scope allows some agreement in {most} of worlds."
    dots = Dots("Limited against comprehensive", says, "share of worlds", rows)
    return Section("agreement", "Limited or comprehensive?", tuple(answer), (dots,), "terms", 40)


EFFECTS = {"incident-rate": "Incidents", "escalation": "Escalation", "arsenal": "Growth of the arsenal"}


def _policy(case: Case, policies: Sequence[PolicyReport]) -> Section:
    kinds = [kind for kind in EFFECTS if kind in policies[0].effects]
    gains = (f"Change for {of_name(case.parties[p])}" for p in case.principals)
    head = ("Course", "Proposal agreed", "Possible at all", *gains, *(EFFECTS[kind] for kind in kinds))
    rows = tuple(
        (
            p.name,
            p.said("agreed") if p.proposal else "seeks none",
            p.said("possible") if p.proposal else "–",
            *(change(p.change[q]) for q in case.principals),
            *(change(p.effects[kind].expected) for kind in kinds),
        )
        for p in policies
    )
    best = max(policies, key=lambda p: p.agreed)
    says = (
        "Change: against no agreement and no shifts, as a share of the most a side could hope for; what may go wrong "
        "on the way is not counted."
    )
    answer = [
        f"“{best.name}” reaches an agreement most often, in {best.said('agreed')} of worlds.{_level(best, policies)}"
    ]
    for party in case.principals:
        top = max(policies, key=lambda p: p.change[party])
        name = of_name(case.parties[party], begins=True)
        answer.append(f"{name} can expect most from “{top.name}”: {change(top.change[party])} of its best gain.")
    if kinds:
        says += (
            " Incidents a year, how likely one is to escalate and how fast the arsenal grows: by how much they change "
            "on average over worlds; where the proposal is not agreed they stay as they are."
        )
    table = Table("Courses of action in the same worlds", says, head, rows)
    return Section("agreement", "Which course of action does best?", tuple(answer), (table,), "call", 40)


def _level(best: PolicyReport, policies: Sequence[PolicyReport]) -> str:
    """Say which courses these worlds cannot tell apart from the one that is agreed most often."""
    alike = [f"“{p.name}”" for p in policies if p is not best and p.agreed > 0 and p.errors["behind"].low <= 0]
    return f" These worlds cannot tell {listed(alike)} apart from it." if alike else ""


def _blame(case: Case, found: AgreementReport) -> Section:
    rows = []
    for blamed in found.blame:
        who = "; ".join(
            f"{case.parties[r.party].name} {r.said('share')}{_over(case, r.over)}"
            for r in blamed.refusals
            if r.share >= NOTICED
        )
        rows.append((_short(found, blamed), who or "nobody", consents(case, blamed)))
    says = "Who does not accept, in what share of all worlds, and what it minds most; then consents that are missing."
    table = Table("Who refuses what", says, ("Package", "Refused by", "Consent missing"), tuple(rows))
    culprits = _culprits(case, found) if found.named or found.any > 0 else ()
    answer = (*_of_every_package(case, found), *_obstacle(case, found), *culprits)
    chart = gates(case, found)
    figures = tuple(figure for figure in (chart, table if rows else None) if figure is not None)
    return Section("agreement", "Who refuses, and over what?", answer, figures, "block", 10)


def _of_every_package(case: Case, found: AgreementReport) -> tuple[str, ...]:
    """Say who refuses whatever could be proposed, where nothing can be agreed in any world."""
    if found.any > 0:
        return ()
    refusing = who_refuses_all(case, found)
    if not refusing:
        return ("No package is accepted by everybody whose consent it needs, in any world.",)
    return (f"{refusing[:1].upper()}{refusing[1:]}.",)


def _obstacle(case: Case, found: AgreementReport) -> tuple[str, ...]:
    """Say who or what stands most often in the way of the package recommended first."""
    blamed = first_blame(found)
    if blamed is None:
        return ()
    top = next((r for r in blamed.refusals if r.share >= NOTICED), None)
    missing = max(blamed.failing.items(), key=lambda item: item[1], default=("", 0.0))
    told, package = [], the_package(found.proposes)
    if top is not None:
        name, refuses = (
            of_name(case.parties[top.party], begins=True),
            verb(case.parties[top.party], "refuses", "refuse"),
        )
        told.append(f"{name} {refuses} {package} in {top.said('share')} of worlds{_over(case, top.over)}")
    if missing[1] >= NOTICED:
        name = clause_name(case, missing[0])
        told.append(f"{name} is missing in {percent(missing[1])} of worlds")
    if not told:
        never = not any(r.share for r in blamed.refusals) and not any(blamed.failing.values())
        return (f"{'Nobody' if never else 'Hardly anybody'} refuses {package}.",)
    return tuple(f"{text}." for text in told)


def _short(found: AgreementReport, blamed: BlameReport) -> str:
    if blamed.id is not None:
        return blamed.name
    changed = (r.package.options for r in found.recommended if r.package.name == blamed.name)
    return titled(found, blamed.name, next(changed, {}), named=False)


def _over(case: Case, over: dict[str, float]) -> str:
    return f" (over {minded_name(case, next(iter(over)))})" if over else ""


def _culprits(case: Case, found: AgreementReport) -> tuple[str, ...]:
    """Say which named packages are unlikely as they stand, and who or what is the first obstacle."""
    reasons: dict[str, list[str]] = {}
    for package in found.named:
        if package.share < LIKELY:
            blamed = next(b for b in found.blame if b.id == package.id)
            reasons.setdefault(_because(case, blamed), []).append(f"“{package.name}”")
    told = "; ".join(f"{listed(names)}, {reason}" for reason, names in reasons.items())
    return (
        (f"Unlikely as they stand, and stopped first of all: {told}.",)
        if told
        else (
            "Every package named is likely to be accepted as it stands."
            if found.named
            else "The case names no package.",
        )
    )


def _because(case: Case, blamed: BlameReport) -> str:
    top = blamed.refusals[0] if blamed.refusals else None
    missing = max(blamed.failing.items(), key=lambda item: item[1], default=None)
    if top is not None and (missing is None or top.share >= missing[1] - CLOSE):
        return f"by {of_name(case.parties[top.party])}{_over(case, top.over)}"
    return f"for want of “{clause_name(case, missing[0])}”" if missing else "by nobody in particular"


def _ranking(case: Case, found: AgreementReport) -> Section:
    room = cut(found.ranking, SHOWN_PACKAGES)
    rows = tuple(
        (
            described(case, p),
            p.said("share"),
            p.said("surplus"),
            *(p.said("gains", q) for q in case.principals),
        )
        for p in room.shown
    )
    head = ("Package", "Attainable", "Surplus", *(f"Gain of {of_name(case.parties[p])}" for p in case.principals))
    says = (
        "Surplus: the smallest share of its hopes that a principal can expect, counting 0 where the package is refused."
    )
    if found.alike > 1:
        says += f" By surplus, these worlds cannot tell the first {how_many(found.alike)} apart."
    says += room.said("package", found.packages - len(found.ranking))
    table = Table("The fairest packages", says, head, rows)
    return Section("agreement", "What else could be agreed?", _recommended(case, found), (table,))


def _recommended(case: Case, found: AgreementReport) -> tuple[str, ...]:
    kinds = {described(case, r.package): kinds_of(found, r.package.options) for r in found.recommended}
    shares = {described(case, r.package): r.package for r in found.recommended}
    which = (
        "Nothing is recommended here, so that one package is examined all the same: the most attainable of those with "
        f"at least {percent(found.surplus_floor)} of the surplus of the fairest."
    )
    told = tuple(
        f"{title(listed(names))}{' (one package)' if len(names) > 1 else ''}: {text}. "
        f"Attainable in {shares[text].said('share')}."
        for text, names in kinds.items()
    )
    return told if found.proposes or not told else (which, *told)


def _consulted(case: Case, found: AgreementReport) -> Section | None:
    """Who of the others is left worse off by the recommended packages, where they are attainable?"""
    rows = []
    for package in {described(case, r.package): r.package for r in found.recommended}.values():
        told = [f"{case.parties[p].name} {package.spread[p].said('worse_off')}" for p, _ in worse_off(case, package)]
        rows.append((title(listed(kinds_of(found, package.options))), listed(told) or "nobody"))
    if not any(p not in case.principals for p in case.valued) or not rows:
        return None
    says = "In what share of the worlds in which it is attainable a party would have less than without any agreement."
    table = Table("Who else is left worse off", says, ("Package", "Worse off"), tuple(rows))
    first = worse_off(case, found.recommended[0].package)
    whose = the_package(found.proposes, begins=True)
    answer = f"{whose} leaves hardly anybody else worse off."
    if first:
        whom = listed(f"{of_name(case.parties[p])} in {percent(share)}" for p, share in first)
        answer = f"{whose} leaves some others worse off: {whom} of the worlds in which it is attainable."
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
    rows = tuple(
        (f"{t.rho:.1f}", t.said("any"), t.said("blind"), percent(t.recommended or 0.0)) for t in found.dependence
    )
    first, last = found.dependence[0], found.dependence[-1]
    start, end = first.said("any"), last.said("any")
    moved = f"stays at {end}" if start == end else f"goes from {start} to {end}"
    says = (
        "Independent judgements give false certainty. If a common cause (how forthcoming a side is) explains more of "
        f"each side’s judgements, the share of worlds with some agreement {moved}."
    )
    head = ("Common cause ρ", "Some agreement", "Best single proposal", f"Package {standing(found.proposes)}")
    table = Table("If each side’s judgements hang together", says, head, rows)
    answer = (
        f"If one common cause moves {percent(last.rho)} of what each side wants, {the_package(found.proposes)} is "
        f"attainable in {percent(last.recommended or 0.0)} of worlds; if they are independent, in "
        f"{percent(first.recommended or 0.0)}."
    )
    return Section("agreement", "What if judgements hang together?", (answer,), (table,), "assumptions", 40)
