"""What it all turns on: the page behind page one, and the sentence about it on page one."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.pageone import leading
from detente.case.model import Case, explains
from detente.findings import Bar, Bars, Section, Table
from detente.findings.words import listed, percent
from detente.outcomes.drivers import Driver
from detente.outcomes.run import Outcomes
from detente.outcomes.stream_labels import label

TOP = 10
QUESTION = "What does it turn on?"


@dataclass(frozen=True)
class Foremost:
    """What page one says first, and what that turns on.

    Attributes:
        says: What holds, as a clause.
        drivers: What it turns on, the strongest first.
    """

    says: str = ""
    drivers: tuple[Driver, ...] = ()


def foremost(outcomes: Outcomes) -> Foremost:
    """Return the joint event of the package of page one, or where there is none the first headline that leads it."""
    if outcomes.joints:
        first = outcomes.joints[0]
        return Foremost(f"the package of page one is {listed(first.alone)}", first.drivers)
    leads = leading(outcomes.results)
    for name, found in outcomes.drivers.items():
        if name.startswith(f"{leads}."):
            return Foremost(outcomes.headlines[name].says, found)
    return Foremost()


def turning(outcomes: Outcomes) -> tuple[Section, tuple[str, ...]]:
    """Return the page about what the headlines turn on, and the sentences about it for page one."""
    case, first = outcomes.case, foremost(outcomes)
    found = first.drivers
    if not found:
        said = "No single judgement moves the headline more than chance would."
        return Section("outcomes", QUESTION, (said,), ()), ()
    sentence = _most(case, found)
    bars = tuple(
        Bar(label(case, d.stream), (("η²", d.eta2),), f"{percent(d.low)} → {percent(d.high)}") for d in found[:TOP]
    )
    chart = Bars(
        "What the first headline turns on",
        f"Whether {first.says}: how much of its variation over worlds each judgement explains; after each bar, the "
        "share of worlds in which it holds at the judgement’s lowest and highest fifth, where an event does not happen "
        "and where it does, or under the least and the most favourable explanation.",
        "share of the variation explained",
        bars,
    )
    rows = tuple(
        (
            says[:1].upper() + says[1:],
            percent(outcomes.share(name)),
            listed(label(case, d.stream) for d in turns[:3]) or "no single judgement",
        )
        for name, turns in outcomes.drivers.items()
        for says in (outcomes.headlines[name].says,)
    )
    table = Table(
        "Every headline and what it turns on",
        "Only what explains more than chance would is named.",
        ("Headline", "Holds in", "Turns on"),
        rows,
    )
    section = Section("outcomes", QUESTION, (sentence,), (chart, *_overturning(outcomes), table))
    return section, (f"{sentence} {_unsourced(found)}",)


def _overturning(outcomes: Outcomes) -> tuple[Table, ...]:
    """The table of values of judgements at which the joint share crosses a half, if there are any."""
    case = outcomes.case
    rows = tuple(
        (_place(case, one.path), f"{'above' if one.below else 'below'} {one.value:.2g}", f"{one.middle:.2g}")
        for one in outcomes.overturns
        if "/when/" not in one.path  # values under one explanation are in the JSON
    )
    says = (
        "Beyond this value the package of page one holds in fewer than half of the worlds, if all else varies as it "
        "does. Read off the worlds drawn; the rungs of one ladder move together."
    )
    head = ("Judgement", "Fewer than half", "Median now")
    return (Table("What would overturn it", says, head, rows),) if rows else ()


def _most(case: Case, found: tuple[Driver, ...]) -> str:
    """Say the strongest driver, and if that is a decision to take, the strongest that is none."""
    top, finding = found[0], next((d for d in found if d.kind != "decision"), None)
    if top.kind != "decision":
        return f"It turns most on {label(case, top.stream)}: {_ends(top)}."
    sentence = f"It turns most on a decision to take, not a finding: {label(case, top.stream)}: {_ends(top)}."
    return f"{sentence} Beyond it, most on {label(case, finding.stream)}: {_ends(finding)}." if finding else sentence


def _ends(driver: Driver) -> str:
    """Say in what share of worlds it holds at both ends of a driver.

    Example:
        >>> red_line = Driver("red_lines/b/i!", "event", 0.2, 0.77, 0.0, 0.08, "red_lines/b/i/yes", True)
        >>> _ends(red_line).split("(")[1].split()[0]
        '8'
    """
    low, high = percent(driver.low), percent(driver.high)
    if explains(driver.stream):
        return f"{low} under the least favourable explanation, {high} under the most"
    if driver.chance is not None:
        return f"{high} where so ({percent(driver.chance)} of worlds), {low} where not"
    return f"{low} at its lowest, {high} at its highest"


def _unsourced(found: tuple[Driver, ...]) -> str:
    top = found[:TOP]
    bare = sum(not driver.sourced for driver in top)
    if len(top) == 1:
        return f"That judgement {'is its author’s own, without a source' if bare else 'has a source'}."
    whose = "the author’s own judgement, without a source"
    return f"Of the {len(top)} that matter most, {bare or 'none'} {'is' if bare < 2 else 'are'} {whose}."


def reasons(outcomes: Outcomes) -> Table:
    """Return the table of the judgements behind the strongest drivers: range, reason, and what each rests on."""
    case = outcomes.case
    streams = dict.fromkeys(d.stream.removesuffix("!") for d in foremost(outcomes).drivers[:TOP])
    rows = []
    for stream in streams:
        for placed in case.judgements.values():
            if placed.stream == stream:
                j = placed.judgement
                span = f"{j.low:g}" if j.certain else f"{j.low:g} to {j.high:g}"
                rests = listed([*j.source, *([j.by] if j.by else [])]) or "no source"
                rows.append((_place(case, placed.path), span, j.why or "–", rests))
    says = "Behind what the first headline turns on most: points a year on each party’s own scale, or probabilities."
    return Table("The assumptions it turns on", says, ("Judgement", "Range", "Reason", "Rests on"), tuple(rows))


def _place(case: Case, path: str) -> str:
    section, *ids = path.split("/")
    if section in {"positions", "red_lines"}:
        kind = "red line on " if section == "red_lines" else ""
        return f"{case.parties[ids[0]].name}: {kind}{case.label(ids[1], ids[2])}"
    return (
        label(case, path).removesuffix("/value")
        if section != "linkages"
        else label(case, "/".join(path.split("/")[:2]))
    )
