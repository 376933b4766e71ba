"""Pages of the brief on what is efficient and fair, how packages compare, and how a refusing side is won over."""

from __future__ import annotations

from heapq import nlargest
from math import log10

from detente.case.model import Case
from detente.chapters.agreement.pages.naming import spoken, titled, told
from detente.chapters.agreement.report import AgreementReport
from detente.chapters.agreement.reports.central_reports import PointReport
from detente.chapters.agreement.reports.package_reports import PackageReport
from detente.chapters.agreement.reports.refusal_reports import AskReport, NearestReport
from detente.chapters.agreement.space.packages import usable
from detente.findings import Dot, Dots, Plane, Section, Spot, Table
from detente.findings.cuts import Cut, cut
from detente.findings.speech import asking, deed, of_name, term
from detente.findings.standing import the_package
from detente.findings.words import count, how_many, listed, percent, points

NOTICED = 0.005
MOST_ASKS = 3
MOST_CHANGES = 3
MOST_NUMBERED = 12  # solutions with a number in the picture, besides what is named and recommended
MOST_SPOTS = 200  # points of a frontier that are drawn without a number
FAR = 10.0
SOLUTIONS = {
    "nash": ("Nash", "the largest product of the sides’ gains"),
    "kalai-smorodinsky": ("Kalai–Smorodinsky", "whoever gets the smallest share of its best gets as much as it can"),
    "egalitarian": ("Egalitarian", "the same, against what each could get if it chose alone"),
    "utilitarian": ("Utilitarian", "the largest sum of those shares"),
}


def choices(case: Case, found: AgreementReport) -> tuple[Section, ...]:
    """Return the pages; those about agreements are left out where there are none."""
    pages = [_compared(case, found)] if found.named or found.recommended else []
    if found.recommended:
        pages += [_efficient(case, found), _closer(case, found)]
    return tuple(pages)


def _compared(case: Case, found: AgreementReport) -> Section:
    packages = sorted(_shown(found), key=lambda p: -p.share)
    head = (
        "Package",
        "Attainable",
        *(f"Gain of {of_name(case.parties[p])}" for p in case.principals),
        "Efficient",
        "Regret",
    )
    rows = tuple(
        (
            titled(found, p.name, p.options, p.id is not None),
            p.said("share"),
            *(p.said("gains", q) for q in case.principals),
            p.said("efficient"),
            percent(p.expected_regret),
        )
        for p in packages
    )
    says = (
        "Efficient: in this share of worlds it is attainable, and nothing attainable is better for one side and worse "
        f"for none{_among(found)}. Regret: how far, on average, the share that the worst-off side gets of its best "
        "falls behind what the best package of each world would give it."
    )
    least = min(packages, key=lambda p: p.expected_regret)
    named = spoken(case, found, least.name, least.options)
    regret = percent(least.expected_regret)
    answer = (f"Of these, the one to regret least is {named}: {regret} on average.", *_robust(case, found))
    return Section("agreement", "How do the packages compare?", answer, (Table("Side by side", says, head, rows),))


def _shown(found: AgreementReport) -> list[PackageReport]:
    packages: list[PackageReport] = []
    for package in [*(r.package for r in found.recommended), *found.named]:
        if package.options not in [p.options for p in packages]:
            packages.append(package)
    return packages


def _among(found: AgreementReport) -> str:
    return "" if found.method == "exact" else ", among the candidates"


def _robust(case: Case, found: AgreementReport) -> tuple[str, ...]:
    said = []
    surest = max((r.package.share for r in found.recommended if r.kind == "most-attainable"), default=0.0)
    for choice in found.robust:
        name, value = spoken(case, found, choice.name, choice.options), choice.said("value")
        if choice.rule == "highest-share" and choice.options and choice.value > surest:
            said.append(f"Most often attainable of all is {name}, in {value} of worlds.")
        elif choice.rule == "minimax-regret" and choice.value > 1 - NOTICED:
            said.append(
                "Every package fails altogether in some world in which another gives each side nearly its best."
            )
        elif choice.rule == "minimax-regret" and choice.options:
            said.append(f"The one of all packages to regret least in the world that suits it least is {name}: {value}.")
        elif choice.rule == "tenth-percentile" and choice.options:
            said.append(
                f"Surest of all is {name}: in nine worlds of ten it gives each side at least {value} of its best."
            )
        elif choice.rule == "tenth-percentile":
            said.append("No package is sure: none gives every side something in nine worlds of ten.")
    return tuple(said)


def _efficient(case: Case, found: AgreementReport) -> Section:
    central = found.central
    answer = ["This section looks at the central world, in which every judgement has its median."]
    if central.frontier_size is None:
        answer.append(_too_large(case))
    elif central.frontier:
        of = count(central.frontier_size, "package")
        answer.append(f"On its frontier, where nothing attainable is better for one side and worse for none: {of}.")
    elif not any(point.attainable for point in central.shown):
        answer.append("None of the packages shown can be agreed there.")
    answer += _improved(case, found)
    figures: list[Plane | Dots | Table] = []
    if central.frontier or central.shown:
        figures.append(_plane(case, found) if len(case.principals) == 2 else _many(case, found))
        figures.append(_key(case, found))
    figures.append(_solutions(case, found))
    division = _division(case, found)
    return Section(
        "agreement", "What would be efficient, and fair?", tuple(answer), (*figures, *([division] if division else []))
    )


def _too_large(case: Case) -> str:
    """Say that a frontier is too large, and what to leave out."""
    most = nlargest(MOST_CHANGES, case.issues.values(), key=lambda issue: len(issue.options))
    power = round(sum(log10(len(options)) for options in usable(case)))
    return (
        f"Its frontier is too large to be worked out: {len(case.principals)} sides and about 10^{power} packages. With "
        f"fewer issues or options it could be; those with most options are {listed(issue.name for issue in most)}."
    )


def _numbered(found: AgreementReport) -> list[PointReport]:
    """The packages that have a number in the picture: those named or recommended, then the solutions, at most some."""
    rows = {_key_of(point): point for point in reversed(found.central.shown)}
    rows = dict(reversed(rows.items()))
    for point in (p for p in found.central.frontier if p.solves):
        if len(rows) >= len(found.central.shown) + MOST_NUMBERED:
            break
        rows.setdefault(_key_of(point), point)
    return [*rows.values()]


def _key_of(point: PointReport) -> frozenset[tuple[str, str]]:
    """What tells packages apart."""
    return frozenset(point.options.items())


def _unnumbered(found: AgreementReport) -> str:
    """Say of which solutions not all packages have a number, and how many there are."""
    numbered = [name for point in _numbered(found) for name in point.solves]
    many = [f"{SOLUTIONS[name][0]} ({of:,})" for name, of in found.central.solving.items() if of > numbered.count(name)]
    return (
        f" Several packages are worth the same, so not all that are a solution have a number: {listed(many)}."
        if many
        else ""
    )


def _plane(case: Case, found: AgreementReport) -> Plane:
    one, two = case.principals
    numbered = _numbered(found)
    known = {_key_of(point) for point in numbered}
    others = [p for p in found.central.frontier if _key_of(p) not in known]
    step = max(1, -(-len(others) // MOST_SPOTS))
    spots = [Spot("", "on the frontier", p.gains[one], p.gains[two]) for p in others[::step]]
    efficient = {_key_of(point) for point in found.central.frontier}
    for number, point in enumerate(numbered, start=1):
        kind = (
            "on the frontier" if _key_of(point) in efficient else "attainable" if point.attainable else "not attainable"
        )
        spots.append(Spot(str(number), kind, point.gains[one], point.gains[two]))
    order = ("on the frontier", "attainable", "not attainable")
    spots.sort(key=lambda spot: order.index(spot.series))
    attainable = sum(point.attainable for point in numbered)
    few = "all" if attainable == len(numbered) > 1 else how_many(attainable) if attainable else "none"
    names = [of_name(case.parties[p]) for p in (one, two)]
    says = (
        f"Further right is better for {names[0]}, further up for {names[1]}; 100 % is the most a side could get there."
    )
    table = "100 % is the most a side could get there."
    few_of = f" Of {count(len(numbered), 'numbered package')}, {few} can be attained."
    beyond = any(spot.drawn != (spot.x, spot.y) for spot in spots)
    drawn = sum(spot.series == order[0] for spot in spots)
    more = ""
    if (size := found.central.frontier_size or 0) > drawn:
        more = f" Of {count(size, 'package')} on the frontier {drawn:,} {'is' if drawn == 1 else 'are'}"
    return Plane(
        "The frontier of the central world",
        f"{says}{few_of}{' Points at the edge lie beyond it.' if beyond else ''}{f'{more} drawn.' if more else ''}",
        f"gain of {names[0]}",
        f"gain of {names[1]}",
        tuple(spots),
        as_table=f"{table}{few_of}{f'{more} shown.' if more else ''}",
    )


def _many(case: Case, found: AgreementReport) -> Dots:
    rows = tuple(
        Dot(
            f"{number}. {told(case, found, point.name, point.options, point.id is not None)}",
            tuple((case.parties[p].name, min(1.0, max(0.0, point.gains[p]))) for p in case.principals),
        )
        for number, point in enumerate(_numbered(found), start=1)
    )
    says = f"What each of the {len(case.principals)} sides would gain in the central world."
    efficient = {_key_of(point) for point in found.central.frontier}
    drawn = sum(_key_of(point) in efficient for point in _numbered(found))
    if (size := found.central.frontier_size or 0) > drawn:
        says += f" Of {count(size, 'package')} on the frontier {drawn:,} {'is' if drawn == 1 else 'are'} shown."
    return Dots("The central world", says, "share of the most each could get", rows, case.party_names)


def _key(case: Case, found: AgreementReport) -> Table:
    rows = tuple(
        (
            f"{number}. {told(case, found, point.name, point.options, point.id is not None)}",
            *(_gain(point.gains[p]) for p in case.principals),
            ("yes" if point.attainable else "no"),
            listed(SOLUTIONS[name][0] for name in point.solves) or "–",
        )
        for number, point in enumerate(_numbered(found), start=1)
    )
    head = ("Package", *(f"Gain of {of_name(case.parties[p])}" for p in case.principals), "Attainable", "Solution")
    says = (
        "Gains in the central world, as a share of the most a side could get there by any attainable package; a minus: "
        f"worse than no agreement.{_unnumbered(found)}"
    )
    return Table("The numbered packages", says, head, rows)


def _gain(share: float) -> str:
    if abs(share) < FAR:
        return percent(share)
    return f"over {percent(FAR)}" if share > 0 else f"below {percent(-FAR)}"


def _improved(case: Case, found: AgreementReport) -> list[str]:
    """Say whether all could gain on the package recommended first."""
    first = found.recommended[0].package
    there = any(p.attainable for p in found.central.shown if p.options == first.options)
    if not there:
        return [f"{the_package(found.proposes, begins=True)} is not attainable in it."]
    better = next((i for i in found.central.improvements if i.name == first.name), None)
    if better is None:
        return []
    if better.gain <= NOTICED:
        return [f"No change to {the_package(found.proposes)} would make all sides better off."]
    named = spoken(case, found, better.improved_name, better.improved)
    by = f"at least {percent(better.gain)} of the way from its worst to its best package"
    return [f"There all sides could do better than by {the_package(found.proposes)}, each by {by}: {named}."]


def _solutions(case: Case, found: AgreementReport) -> Table:
    ids = {p.name: p.id is not None for p in found.named}
    rows = tuple(
        (
            f"{SOLUTIONS[s.solution][0]}: {SOLUTIONS[s.solution][1]}",
            told(case, found, s.name, s.options, ids.get(s.name, False)) if s.name else "none in any world",
            s.said("share"),
            s.said("attainable"),
        )
        for s in found.solutions
    )
    head = ("Solution", "Package", "How often", "Attainable")
    says = "Four notions of fairness. Each world has its own solutions; named is the package that is it in most worlds."
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
        "Issues divided like goods: each side spreads 100 points over them, and the division gives both the same, "
        f"{division.totals[one]:.0f} points. Linkages, red lines, consents and rules are left out of it."
    )
    head = ("Issue", *(f"Points of {of_name(case.parties[p])}" for p in (one, two)), "Goes to")
    return Table("Adjusted Winner in the central world", says, head, rows)


def _won(case: Case, one: str, two: str, part: float) -> str:
    if part >= 1 - 1e-9:
        return case.parties[one].name
    if part <= 1e-9:
        return case.parties[two].name
    return f"{case.parties[one].name} {percent(part)}, {case.parties[two].name} the rest"


def _closer(case: Case, found: AgreementReport) -> Section:
    titles = {p.name: titled(found, p.name, p.options, p.id is not None) for p in _shown(found)}
    rows = tuple(
        (
            titles[n.package],
            case.parties[n.party].name,
            n.said("refused"),
            n.said("by_changes", 1) if 1 in n.by_changes else percent(0.0),
            n.said("none"),
            _changed(case, n),
        )
        for n in found.nearest
        if n.refused >= NOTICED and n.package in titles and n.party in case.principals
    )
    head = ("Package", "Refused by", "Refused in", "One change is enough", "Nothing helps", "Nearest most often")
    says = (
        "Of the worlds in which a side refuses a package: in how many one change brings in that side and everybody "
        f"else who is asked, in how many nothing does, and which change serves most often{_among(found)}."
    )
    nearest = Table("What would bring a refusing side in", says, head, rows)
    figures = tuple(table for table in (nearest, _asked(case, found)) if table.rows)
    return Section("agreement", "What would bring a side in, and what could it ask for?", _first(case, found), figures)


def _changed(case: Case, nearest: NearestReport) -> str:
    labels = [deed(case, issue, option) for issue, option in nearest.changes.items()]
    if not labels:
        return "–"
    first, more = cut(labels, MOST_CHANGES)
    return f"{'; '.join([*first, *([f'{more} more'] if more else [])])} ({nearest.said('serves')})"


def _first(case: Case, found: AgreementReport) -> tuple[str, ...]:
    said = []
    for party, asks in found.asks.items():
        free = [a for a in asks if a.lost <= NOTICED]
        name, starts = (of_name(case.parties[party], begins) for begins in (False, True))
        ask = asking(case, party, asks[0].issue, asks[0].option) if asks else ""
        if free:
            asks_for = asking(case, party, free[0].issue, free[0].option)
            said.append(f"{starts} could ask {asks_for} and lose no agreement.{_in_all(free[0])}")
        elif asks and asks[0].lost > found.recommended[0].package.share / 2:
            said.append(
                f"Nothing is cheap for {name}: even to ask {ask}, which brings most for what it risks, would lower the "
                f"share of worlds with agreement by {points(asks[0].lost)}.{_in_all(asks[0])}"
            )
        elif asks:
            said.append(
                f"{starts} should first ask {ask}. That brings most for what it risks, and lowers the share of worlds "
                f"with agreement by {points(asks[0].lost)}.{_in_all(asks[0])}"
            )
        else:
            said.append(f"No single change to {the_package(found.proposes)} is worth more to {name}.")
    return tuple(said)


def _in_all(ask: AskReport) -> str:
    """Say what becomes of the joint share and of the gain of the side that asks."""
    before, after = ask.said("before"), ask.said("gain")
    moves = f"stays at {after}" if before == after else f"goes from {before} to {after}"
    own = f"its own gain {moves} of its best"
    if ask.joint is None:
        return f" {own[:1].upper()}{own[1:]}."
    now, was = ask.said("joint"), ask.said("joint_before")
    compared = "as before" if now == was else f"not {was}"
    joint = f"It is then agreed, carried out and kept in {now} of worlds, {compared}"
    return f" {joint}; {own}."


def _beside(then: str, now: str) -> str:
    """Say what would be, beside what is."""
    return f"{then}, as now" if then == now else f"{then}, now {now}"


def _asked(case: Case, found: AgreementReport) -> Table:
    rows = tuple(
        (
            case.parties[party].name,
            term(case, a.issue, a.option),
            a.said("worth"),
            a.said_apart("lost"),
            "–" if a.joint is None else _beside(a.said("joint"), a.said("joint_before")),
            _beside(a.said("gain"), a.said("before")),
        )
        for party, asks in found.asks.items()
        for a in cut(asks, MOST_ASKS).shown
    )
    says = (
        f"Single changes to {the_package(found.proposes)}: what each adds for the side that asks if it is agreed, as a "
        "share of the most it could hope for, by how many percentage points the share of worlds with agreement "
        "falls, in what share it is agreed, carried out and kept, and what the side can expect in all, with refusals."
        f"{Cut((), sum(cut(asks, MOST_ASKS).left for asks in found.asks.values())).said('change')}"
    )
    head = ("Side", "Ask for", "Worth if agreed", "Agreement falls by", "Agreed and kept in", "Its own gain")
    return Table("What to ask for first", says, head, rows)
