"""Pages of the brief on what is efficient and fair, how packages compare, and how a refusing side is won over."""

from __future__ import annotations

from detente.agreement.naming import titled
from detente.agreement.report import AgreementReport, PackageReport
from detente.agreement.report_choices import NearestReport, PointReport
from detente.case.model import Case
from detente.findings import Dot, Dots, Plane, Section, Spot, Table
from detente.findings.words import count, listed, percent, points

NOTICED = 0.005
MOST_ASKS = 3
MOST_COMPARED = 10
SOLUTIONS = {
    "nash": ("Nash", "the largest product of the sides’ gains"),
    "kalai-smorodinsky": ("Kalai–Smorodinsky", "the side with the smallest share of its hopes gets as much as it can"),
    "egalitarian": ("Egalitarian", "the same, with hopes measured by what each could get if it chose alone"),
    "utilitarian": ("Utilitarian", "the largest sum of shares of hopes"),
}
RULES = {
    "highest-share": "Most often attainable",
    "minimax-regret": "Smallest largest regret",
    "tenth-percentile": "Best in all but a tenth of the worlds",
}


def choices(case: Case, found: AgreementReport) -> tuple[Section, ...]:
    """Return the pages; those about agreements are left out where there are none."""
    pages = [_compared(case, found)] if found.named or found.recommended else []
    if found.recommended:
        pages += [_efficient(case, found), _closer(case, found)]
    return tuple(pages)


def _compared(case: Case, found: AgreementReport) -> Section:
    packages: list[PackageReport] = []
    for package in [*(r.package for r in found.recommended), *found.named]:
        if package.options not in [p.options for p in packages]:
            packages.append(package)
    packages = sorted(packages, key=lambda p: -p.share)[:MOST_COMPARED]
    head = (
        "Package",
        "Attainable",
        *(f"Gain of {case.parties[p].name}" for p in case.principals),
        "Efficient",
        "Expected regret",
    )
    rows = tuple(
        (
            titled(found, p.name, p.options, p.id is not None),
            percent(p.share),
            *(percent(max(0.0, p.gains[q])) for q in case.principals),
            percent(p.efficient),
            percent(p.expected_regret),
        )
        for p in packages
    )
    says = (
        "Efficient: in this share of worlds it is attainable and nothing attainable is better for one side and worse "
        "for none. Regret: how far the worst-off side’s share of its hopes falls behind the best that was possible."
    )
    least = min(packages, key=lambda p: p.expected_regret)
    answer = (
        f"Least regret on average: {_told(found, least)}, {percent(least.expected_regret)}.",
        *_robust(found),
    )
    return Section("agreement", "How do the packages compare?", answer, (Table("Side by side", says, head, rows),))


def _told(found: AgreementReport, package: PackageReport) -> str:
    name = titled(found, package.name, package.options, package.id is not None)
    return f"“{package.name}”" if package.id else f"the package recommended as {name.lower()}"


def _robust(found: AgreementReport) -> tuple[str, ...]:
    said = []
    for choice in found.robust:
        if not choice.options:
            said.append(f"{RULES[choice.rule]}: none; every package is refused in more than a tenth of the worlds.")
        else:
            name = titled(found, choice.name, choice.options, False)
            said.append(f"{RULES[choice.rule]}: {name} ({percent(choice.value)}).")
    return tuple(said)


def _efficient(case: Case, found: AgreementReport) -> Section:
    central = found.central
    of = count(len(central.frontier), "package")
    there = f"On the frontier, where no other package is better for one side and worse for none: {of}."
    said = there if central.frontier else "Nothing can be agreed there."
    answer = [f"The central world is the one in which every judgement has its median. {said}"]
    answer += _improved(found)
    figures: list[Plane | Dots | Table] = []
    if central.frontier or central.shown:
        figures.append(_plane(case, found) if len(case.principals) == 2 else _many(case, found))
        figures.append(_key(case, found))
    figures.append(_solutions(found))
    division = _division(case, found)
    return Section(
        "agreement", "What would be efficient, and fair?", tuple(answer), (*figures, *([division] if division else []))
    )


def _numbered(found: AgreementReport) -> list[PointReport]:
    """The packages that have a number in the picture: those named or recommended, then the solutions."""
    rows: list[PointReport] = []
    for point in [*found.central.shown, *(p for p in found.central.frontier if p.solves)]:
        if point.options not in [row.options for row in rows]:
            rows.append(point)
    return rows


def _plane(case: Case, found: AgreementReport) -> Plane:
    one, two = case.principals
    numbered = _numbered(found)
    known = [point.options for point in numbered]
    spots = [
        Spot("", "on the frontier", p.gains[one], p.gains[two])
        for p in found.central.frontier
        if p.options not in known
    ]
    for number, point in enumerate(numbered, start=1):
        frontier = any(point.options == p.options for p in found.central.frontier)
        kind = "on the frontier" if frontier else "attainable" if point.attainable else "not attainable"
        spots.append(Spot(str(number), kind, point.gains[one], point.gains[two]))
    refused = sum(not point.attainable for point in numbered)
    says = f"Further right is better for {case.parties[one].name}, further up for {case.parties[two].name}. "
    says += f"Of the {len(numbered)} numbered packages, {len(numbered) - refused} are attainable in the central world."
    axis = "share of the most it could get"
    names = [case.parties[p].name for p in (one, two)]
    return Plane("The frontier of the central world", says, f"{names[0]}: {axis}", f"{names[1]}: {axis}", tuple(spots))


def _many(case: Case, found: AgreementReport) -> Dots:
    rows = tuple(
        Dot(
            f"{number}. {point.name}",
            tuple((case.parties[p].name, min(1.0, max(0.0, point.gains[p]))) for p in case.principals),
        )
        for number, point in enumerate(_numbered(found), start=1)
    )
    says = f"What each of the {len(case.principals)} sides would gain in the central world."
    return Dots("The central world", says, "share of the most each could get", rows)


def _key(case: Case, found: AgreementReport) -> Table:
    rows = tuple(
        (
            str(number),
            titled(found, point.name, point.options, point.id is not None),
            *(percent(point.gains[p]) if abs(point.gains[p]) < 10 else "far beyond" for p in case.principals),
            ("yes" if point.attainable else "no"),
            listed(SOLUTIONS[name][0] for name in point.solves) or "–",
        )
        for number, point in enumerate(_numbered(found), start=1)
    )
    head = ("No.", "Package", *(case.parties[p].name for p in case.principals), "Attainable", "Solution")
    says = "Gains in the central world, as a share of the most a side could get there by any attainable package."
    return Table("The numbered packages", says, head, rows)


def _improved(found: AgreementReport) -> list[str]:
    """Say whether all could gain on the package recommended first."""
    name = found.recommended[0].package.name
    better = next((i for i in found.central.improvements if i.name == name), None)
    if better is None:
        return ["The package recommended first is not attainable in the central world."]
    if better.gain <= NOTICED:
        return ["From the package recommended first, no change would make all sides better off there."]
    by = f"at least {percent(better.gain)} of the distance from their worst to their best package"
    return [f"From the package recommended first, all sides could gain there, {by}: {better.improved_name}."]


def _solutions(found: AgreementReport) -> Table:
    rows = tuple(
        (
            f"{SOLUTIONS[s.solution][0]}: {SOLUTIONS[s.solution][1]}",
            s.name or "none in any world",
            percent(s.share),
            percent(s.attainable),
        )
        for s in found.solutions
    )
    head = ("Solution", "Most often", "Is it in", "Attainable in")
    says = "Each world has its own solutions; named is the package that is one in most worlds."
    return Table("Bargaining solutions over all worlds", says, head, rows)


def _division(case: Case, found: AgreementReport) -> Table | None:
    division = found.central.division
    if division is None or not any(division.held.values()):
        return None
    one, two = case.principals
    rows = tuple(
        (
            case.issues[issue].name,
            f"{division.points[one][issue]:.0f}",
            f"{division.points[two][issue]:.0f}",
            _won(case, one, two, division.held[one][issue]),
        )
        for issue in division.held[one]
    )
    says = (
        f"If issues were goods, each side gave them 100 points, and they were divided so that both get as many: "
        f"{division.totals[one]:.0f} each. Linkages, red lines and consents are left out of it."
    )
    head = ("Issue", case.parties[one].name, case.parties[two].name, "Goes to")
    return Table("Adjusted Winner in the central world", says, head, rows)


def _won(case: Case, one: str, two: str, part: float) -> str:
    if part >= 1 - 1e-9:
        return case.parties[one].name
    if part <= 1e-9:
        return case.parties[two].name
    return f"{case.parties[one].name} {percent(part)}, {case.parties[two].name} the rest"


def _closer(case: Case, found: AgreementReport) -> Section:
    rows = tuple(
        (
            n.package,
            case.parties[n.party].name,
            percent(n.refused),
            percent(n.by_changes.get(1, 0.0)),
            percent(n.none),
            _changed(case, n),
        )
        for n in found.nearest
        if n.refused >= NOTICED and n.id is not None
    )
    head = ("Package", "Refused by", "In", "One change is enough in", "Nothing helps in", "Most often the nearest")
    says = (
        "In the worlds in which a side refuses a package: how many issues must change until it and everybody else who "
        "is asked would accept."
    )
    nearest = Table("What would bring a refusing side in", says, head, rows)
    figures = tuple(table for table in (nearest, _asked(case, found)) if table.rows)
    return Section("agreement", "What would bring a side in, and what could it ask for?", _first(case, found), figures)


def _changed(case: Case, nearest: NearestReport) -> str:
    if not nearest.changes:
        return "–"
    changes = listed(case.label(issue, option) for issue, option in nearest.changes.items())
    return f"{changes} ({percent(nearest.serves)})"


def _first(case: Case, found: AgreementReport) -> tuple[str, ...]:
    said = []
    for party, asks in found.asks.items():
        free = [a for a in asks if a.lost <= NOTICED]
        name = case.parties[party].name
        if free:
            said.append(f"{name} could ask at no cost for {free[0].name}.")
        elif asks:
            said.append(f"{name} should ask first for {asks[0].name}: it would cost {points(asks[0].lost)}.")
        else:
            said.append(f"No single change to the package recommended first is worth more to {name}.")
    return tuple(said)


def _asked(case: Case, found: AgreementReport) -> Table:
    rows = tuple(
        (case.parties[party].name, a.name, percent(a.worth), points(a.lost) if a.lost > NOTICED else "nothing")
        for party, asks in found.asks.items()
        for a in asks[:MOST_ASKS]
    )
    says = (
        "Single changes to the package recommended first: what each adds for the side that asks, as a share of what it "
        "could hope for, and how many points of the share of worlds it loses."
    )
    return Table("What to ask for first", says, ("Side", "Ask for", "Worth", "Costs"), rows)
