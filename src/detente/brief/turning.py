"""What it all turns on: the sections behind page one, and what page one says of it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.failing_section import failing
from detente.brief.pageone import leading
from detente.case.model import EXPERTS, Case, explains
from detente.findings import Filling, Section, Swing, Swings, Table
from detente.findings.cuts import cut, listed_first
from detente.findings.words import how_many, listed, percent, within
from detente.outcomes.drivers import Driver
from detente.outcomes.overturn import Overturn
from detente.outcomes.run import Outcomes
from detente.outcomes.stream_labels import clause, label, supposed
from detente.outcomes.units import unit_of

TOP = 10
MOST_NAMED = 3  # judgements in a cell of a table
OF_PROGRAM = "an assumption of the program"
OWN = "outcomes"  # what is said of all chapters together
QUESTION = "What does it turn on?"
ENDS = ("lowest, or not so", "highest, or so")  # of a swing
MOST_SWITCHING = 1  # judgements with their switching value that page one has room for


@dataclass(frozen=True)
class Foremost:
    """What page one says first, and what that turns on.

    Attributes:
        says: What holds, as a clause.
        drivers: What it turns on, the strongest first.
        share: The share of worlds in which it holds.
    """

    says: str = ""
    drivers: tuple[Driver, ...] = ()
    share: float = 0.0


def foremost(outcomes: Outcomes) -> Foremost:
    """Return the joint event of the package of page one, or where there is none the first headline that leads it."""
    if outcomes.joints:
        first = outcomes.joints[0]
        return Foremost(f"the package of page one is {listed(first.alone)}", first.drivers, first.share)
    name = leading_headline(outcomes)
    return Foremost(outcomes.headlines[name].says, outcomes.drivers[name], outcomes.share(name)) if name else Foremost()


def leading_headline(outcomes: Outcomes) -> str:
    """Return the name of the first headline of the chapter that leads page one; empty if there is none."""
    leads = leading(outcomes.pages)
    return next((name for name in outcomes.drivers if name.startswith(f"{leads}.")), "")


def turning(outcomes: Outcomes) -> tuple[tuple[Section, ...], tuple[Filling, ...]]:
    """Return the sections about what the headlines turn on, and what page one says of it."""
    case, first = outcomes.case, foremost(outcomes)
    found = first.drivers
    if not found:
        said = "No single judgement moves the headline more than chance would."
        return (Section(OWN, QUESTION, (said,), (), "assumptions", 10),), ()
    chart = swings(case, first)
    alone = bool(outcomes.joints) and not _switching(outcomes)  # only of joint events it is asked
    none = ("No judgement alone decides whether it holds in most worlds.",) if alone else ()
    answer = (_most(case, found), *none)
    sections = [
        Section(OWN, QUESTION, answer, (chart,), "assumptions", 10),
        *failing(outcomes),
        *_overturning(outcomes),
        Section(
            OWN,
            "Which judgements lie behind that?",
            (_unsourced(outcomes, found),),
            (reasons(outcomes),),
            "assumptions",
            30,
        ),
        _headlines(outcomes),
    ]
    return tuple(sections), (Filling("turns-on", _told(outcomes, found)),)


def swings(case: Case, first: Foremost) -> Swings:
    """Return how far each of the strongest drivers moves the share of what page one says first."""
    room = cut(first.drivers, TOP)
    told = tuple(
        Swing(_sentence(label(case, d.stream)), d.low, d.high, f"{percent(d.low)} to {percent(d.high)}")
        for d in room.shown
    )
    whole, more = f"Whether {first.says}: {percent(first.share)} of all worlds", room.said("judgement")
    ends = (
        "where a judgement is in its lowest or highest fifth, where something does not happen or does, or under the "
        "least or the most favourable explanation or expert."
    )
    says, table = f"{whole}, the dashed line. Each bar ends at the share {ends}{more}", f"{whole}. Shares {ends}{more}"
    return Swings("What moves it up and down", says, "share of worlds", first.share, ENDS, told, as_table=table)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def behind(outcomes: Outcomes) -> tuple[str, ...]:
    """Return the paths of the judgements behind the strongest drivers of what page one says first."""
    streams = [d.stream.removesuffix("!") for d in cut(foremost(outcomes).drivers, TOP).shown]
    placed = outcomes.case.judgements.values()
    return tuple(one.path for stream in dict.fromkeys(streams) for one in placed if one.stream == stream)


def _told(outcomes: Outcomes, found: tuple[Driver, ...]) -> tuple[str, ...]:
    """Say for page one which decision it turns on, and which judgement, with the value at which that switches it."""
    case, named = outcomes.case, _named(outcomes)
    if not outcomes.joints:
        top = found[0]
        return (f"Whether {foremost(outcomes).says} turns most on {label(case, top.stream)}: {said_ends(top)}.",)
    what = "kept" if len(outcomes.joints[0].alone) > 1 else "agreed"  # the package, which the slot above names
    decision = next((d for d in found if d.kind == "decision"), None)
    said = []
    if decision is not None:
        if named.get(decision.stream, "").startswith("If "):
            ends = f"in {decision.said('high')} then, {decision.said('low')} otherwise"
            said.append(f"Your decision: this is {what} {ends}.")
        else:
            about = "Your decision" if decision.stream in named else f"Your decision {label(case, decision.stream)}"
            said.append(f"{about}: {briefly(decision, f'this is {what}')}.")
    switching = cut(_switching(outcomes), MOST_SWITCHING).shown  # the section “What would overturn it?” has all
    for one in switching:
        side, value, middle = _sides(case, one)
        if one.stream in named:
            said.append(f"{_sentence(what)} in most worlds only {side} {value}.")
        elif f"{one.stream}!" in named:
            said.append(f"{_sentence(what)} in most worlds only if that is {_likely(side, value)} (median {middle}).")
        else:
            beside = one.path in _of_package(outcomes)  # so the table of who gives what has the option
            place = _sentence(label(case, one.stream) if beside else _about(case, one.path))
            said.append(f"{place}: {what} in most worlds only {side} {value} (median {middle}).")
    finding = next((d for d in found if d.kind != "decision"), None)
    if not said and finding is not None:
        told = briefly(finding, f"this package is {what}")
        said.append(f"{_sentence(told if finding.stream in named else f'{label(case, finding.stream)}: {told}')}.")
    return tuple(said)


def _likely(side: str, value: str) -> str:
    """Say a bound of a chance.

    Example:
        >>> _likely("below", "27 %")
        'less than 27 % likely'
    """
    return f"{'less' if side == 'below' else 'more'} than {value} likely"


def _named(outcomes: Outcomes) -> dict[str, str]:
    """Return what chapters say already on page one that the answer turns on: the draw → how that is said."""
    said = [f for page in outcomes.pages.values() for f in page.fillings if f.slot == "turns-on" and f.about]
    return {f.about: " ".join(f.says) for f in said}


def briefly(driver: Driver, what: str = "it holds") -> str:
    """Say in what share of worlds something holds at both ends of a driver, in the words of page one.

    Args:
        driver: The driver.
        what: What holds, with its verb.
    """
    if driver.chance is None or explains(driver.stream) or driver.stream.startswith(EXPERTS):
        return f"{what} in {said_ends(driver)}"
    return f"{what} in {driver.said('high')} if so, {driver.said('low')} if not"


def _switching(outcomes: Outcomes) -> list[Overturn]:
    """One judgement a ladder, at the option of the package of page one where it has one there."""
    found, agreed = dict[str, Overturn](), _of_package(outcomes)
    for one in outcomes.overturns:
        if "/when/" in one.path:  # values under one explanation are in the JSON
            continue
        if one.stream not in found or one.path in agreed:
            found[one.stream] = one
    return list(found.values())


def _of_package(outcomes: Outcomes) -> set[str]:
    """Return the paths of what parties hold of the terms of the package of page one."""
    case, leads = outcomes.case, leading(outcomes.pages)
    package = set(outcomes.pages[leads].proposal) if leads else set()
    terms = [
        f"{issue}/{option}"
        for issue, said in case.issues.items()
        for option, named in said.options.items()
        if (said.name, named.name) in package
    ]
    return {f"positions/{party}/{term}" for party in case.parties for term in terms}


def _sides(case: Case, one: Overturn) -> tuple[str, str, str]:
    """On which side of which value it holds in most worlds, and the median now, with their unit."""
    unit = unit_of(one.path)
    value, middle = (
        percent(x) if unit == "probability" else f"{x:.2g}".replace("-", "−") for x in (one.value, one.middle)
    )
    side, said = "below" if one.below else "above", value if unit == "probability" else f"{value} {unit}"
    if case.judgements[one.path].judgement.choices:
        return "at", f"{said} or {side}", middle
    return side, said, middle


def _overturning(outcomes: Outcomes) -> tuple[Section, ...]:
    """The values of judgements at which the joint share crosses a half, if there are any."""
    case = outcomes.case
    known = [one for one in outcomes.overturns if "/when/" not in one.path]
    if not known:
        return ()
    tried = outcomes.crossings is not None
    rows = tuple(
        (
            _sentence(_place(case, one.path)),
            " ".join(_sides(case, one)[:2]),
            _sides(case, one)[2],
            *((_tried(one),) if tried else ()),
        )
        for one in known
    )
    says = (
        "On this side of the value the package of page one holds in most worlds, beyond it in fewer than half, if all "
        "else varies as it does. Read off the worlds drawn, for the ten strongest drivers; the rungs of one ladder "
        "move together."
    )
    head = ("Judgement", "Holds in most worlds", "Median now", *(("Share in a run with it set",) if tried else ()))
    table = Table("What would overturn it", says, head, rows)
    first, *others = _switching(outcomes)
    side, value, _ = _sides(case, first)
    answer = f"The first is {_about(case, first.path)}: {side} {value} it holds in most worlds."
    more = f" {how_many(len(others), 'other judgement', begins=True)} could overturn it too." if others else ""
    return (Section(OWN, "What would overturn it?", (answer + more,), (table,), "assumptions", 20),)


def _headlines(outcomes: Outcomes) -> Section:
    rows = tuple(
        (
            says[:1].upper() + says[1:],
            within(shared.value, shared.low, shared.high),
            listed_first((label(outcomes.case, d.stream) for d in turns), MOST_NAMED) or "no single judgement",
        )
        for name, turns in outcomes.drivers.items()
        for says, shared in ((outcomes.headlines[name].says, outcomes.interval(name)),)
    )
    table = Table(
        "Every headline and what it turns on",
        "Only what explains more than chance would is named.",
        ("Headline", "Holds in", "Turns on"),
        rows,
    )
    firm = sum(not turns for turns in outcomes.drivers.values())
    answer = "Every headline turns on some judgement."
    if firm:
        turn = "turns" if firm == 1 else "turn"
        answer = f"Of {how_many(len(rows), 'headline')}, {how_many(firm)} {turn} on no single judgement."
    return Section(OWN, "What does every headline turn on?", (answer,), (table,), "appendix", 80)


def _tried(one: Overturn) -> str:
    if one.rerun is None:
        return "–"
    share = within(one.rerun.value, one.rerun.low, one.rerun.high)
    alone = ", set alone" if one.alone else ""
    return f"{share}{alone}: {'confirmed' if one.confirmed else 'not confirmed'}"


def _most(case: Case, found: tuple[Driver, ...]) -> str:
    """Say the strongest driver, and if that is a decision to take, the strongest that is none."""
    top, finding = found[0], next((d for d in found if d.kind != "decision"), None)
    if top.kind != "decision":
        return f"It turns most on {label(case, top.stream)}: {said_ends(top)}."
    sentence = f"It turns most on a decision to take, not a finding: {label(case, top.stream)}: {said_ends(top)}."
    return (
        f"{sentence} Beyond it, most on {label(case, finding.stream)}: {said_ends(finding)}." if finding else sentence
    )


def said_ends(driver: Driver) -> str:
    """Say in what share of worlds it holds at both ends of a driver.

    Example:
        >>> red_line = Driver("red_lines/b/i!", "event", 0.2, 0.77, 0.0, 0.08, "red_lines/b/i/yes", True)
        >>> said_ends(red_line).split("(")[1].split()[0]
        '8'
    """
    low, high = driver.said("low"), driver.said("high")
    if explains(driver.stream):
        return f"{low} under the least favourable explanation, {high} under the most"
    if driver.stream.startswith(EXPERTS):
        return f"{low} if the one is right for whom it holds least, {high} if the one for whom it holds most"
    if driver.chance is not None:
        return f"{high} if so ({percent(driver.chance)} of worlds), {low} if not"
    return f"{low} at its lowest, {high} at its highest"


def _unsourced(outcomes: Outcomes, found: tuple[Driver, ...]) -> str:
    top = cut(found, TOP).shown  # which the answer counts
    bare = sum(not driver.sourced for driver in top)
    assumed = sum(_assumed(outcomes.case, driver) for driver in top)
    if assumed:
        own = f", {how_many(bare - assumed)} the author’s own judgement" if bare > assumed else ""
        are = "is an assumption" if assumed == 1 else "are assumptions"
        told = f"{how_many(assumed)} {are} of the program, for a class of measures{own}"
        return f"Of the {how_many(len(top))} that matter most, {told}."
    if len(top) == 1:
        return f"The one that matters {'is its author’s own judgement, without a source' if bare else 'has a source'}."
    if not bare:
        none = "neither" if len(top) == 2 else "none"
        return f"Of the {how_many(len(top))} that matter most, {none} is the author’s own judgement without a source."
    told = f"{how_many(bare)} {'is' if bare == 1 else 'are'} the author’s own judgement, without a source"
    return f"Of the {how_many(len(top))} that matter most, {told}."


def _assumed(case: Case, driver: Driver) -> bool:
    """Whether all that a driver draws is left to the program."""
    stream = driver.stream.removesuffix("!")
    drawn = [one.judgement.assumed for one in case.judgements.values() if one.stream == stream]
    return bool(drawn) and all(drawn)


def reasons(outcomes: Outcomes) -> Table:
    """Return the table of the judgements behind the strongest drivers: range, reason, and what each rests on."""
    rows = tuple(judgement_row(outcomes.case, path, _unusual(unit_of(path))) for path in behind(outcomes))
    says = (
        "Behind what the first headline turns on most: points a year on each party’s own scale, or probabilities, "
        "where no unit is named."
    )
    return Table("The assumptions it turns on", says, ("Judgement", "Range", "Reason", "Rests on"), rows)


def _unusual(unit: str) -> str:
    """Return a unit that has to be said; nothing for points and probabilities, of which the table speaks."""
    return "" if unit in {"points", "points a year", "probability"} else unit


def judgement_row(case: Case, path: str, unit: str = "") -> tuple[str, str, str, str]:
    """Return a judgement as a row: what it is about, its range with its unit, the reason, and what it rests on."""
    j = case.judgements[path].judgement
    span = f"{j.low:g}" if j.certain else f"{j.low:g} to {j.high:g}"
    span = f"{span} {unit}".strip()
    rests = listed([*j.source, *([j.by] if j.by else [])]) or (OF_PROGRAM if j.assumed else "no source")
    return _place(case, path), span.replace("-", "−"), j.why or "–", rests


def _about(case: Case, path: str) -> str:
    """Say what a judgement is about within a sentence."""
    return clause(case, path).removesuffix("/value")


def _place(case: Case, path: str) -> str:
    section, *ids = path.split("/")
    if section in {"positions", "red_lines"}:
        kind = "red line on " if section == "red_lines" else ""
        once = ", once" if "once" in ids[3:] else ""
        return f"{case.parties[ids[0]].name}: {kind}{case.label(ids[1], ids[2])}{once}{supposed(case, path)}"
    return _about(case, path)
