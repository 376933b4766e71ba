"""The pages of the brief about probes, made from their report."""

from __future__ import annotations

from heapq import nlargest

from detente.case.model import Case
from detente.chapters.approach.probes.probe_reports import DoubtReport, ProbeReport, ProbingReport
from detente.chapters.reading import joint_name
from detente.findings import Figure, Line, Lines, Section, Table
from detente.findings.cuts import Cut, cut, listed_first
from detente.findings.speech import of_name, whose
from detente.findings.words import how_many, listed, percent

MOST_BELIEFS = 2
MOST_PATHS = 4
MOST_BESIDE = 2
ENDS = {
    "no-answer": "No answer",
    "refused": "Refused",
    "stopped": "Stopped",
    "broken": "Broken",
    "completed": "Completed",
}


def probe_sections(case: Case, found: ProbingReport) -> tuple[Section, ...]:
    """Return the pages about probes."""
    return _worth(case, found), _answers(case, found), _doubt(case, found)


def said(value: float) -> str:
    """Say a number of points.

    Example:
        >>> said(-0.086), said(0.0), said(1.88)
        ('−0.09', '0', '1.9')
    """
    text = f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def verdict(found: ProbingReport) -> str:
    """Say in a sentence what probing first is worth: no more than was looked at, and than the worlds can tell."""
    best = found.probes[0]
    if best.low <= 0 <= best.high and best.value != 0:
        return f"Send “{best.name}” first, or {found.does} at once: these worlds cannot tell which is better."
    if found.plan[0].probe is not None:
        return f"Send first, and decide on what comes back: “{found.plan[0].does.removeprefix('send: ')}”."
    if len(found.probes) == 1:
        return f"The one probe looked at is not worth waiting for: {found.does} at once."
    return f"None of the {len(found.probes)} probes looked at is worth waiting for: {found.does} at once."


def beside(found: ProbingReport) -> str:
    """Say which probes are worth sending without waiting for what comes of them; nothing where none is."""
    worth = [probe for probe in found.probes if float(said(probe.unwaited).replace("−", "-")) > 0]
    if not worth:
        return ""
    best = sorted(worth, key=lambda probe: -probe.unwaited)
    named = listed_first((f"“{probe.name}” (+{said(probe.unwaited)})" for probe in best), MOST_BESIDE)
    return f"Worth sending without waiting for an answer: {named}."


def _whose(case: Case, found: ProbingReport) -> str:
    if case.advises in case.principals:
        return f"In {whose(case.parties[case.advises], 'points a year')}"
    sides = listed((of_name(case.parties[p]) for p in found.parties), "or")
    return f"In shares of its best gain, for {sides}, whichever gains least"


def _worth(case: Case, found: ProbingReport) -> Section:
    most = "the best single probe" if len(found.parties) > 1 else "the best sequence of up to three probes"
    sums = (
        f"{_whose(case, found)}: deciding at once is worth {said(found.now)}; knowing which explanation is true "
        f"would add {said(found.perfect)}; {most} is worth {said(found.sequence)}."
    )
    best = found.probes[0]
    share = f"The best probe, “{best.name}”, would pay in {percent(best.share)} of worlds, by the judgements of each."
    looked = f"{how_many(len(found.probes), 'probe', begins=True)} and {how_many(len(found.decisions), 'decision')}"
    looked += " were looked at; others may be worth more."
    answer = [verdict(found), *([beside(found)] if beside(found) else []), sums, share, looked]
    if all(probe.information < 1e-9 for probe in found.probes):
        answer.append("No single probe tells enough to change what one would do, so what it tells is worth nothing.")
    if case.advises not in case.principals:
        answer.append("A mediator has no points of its own, so what probes cost and bring by themselves is left out.")
    answer += [f"Left out: “{case.parts['approach'].decisions[d].name}”, as {why}." for d, why in found.unbound.items()]
    figures: list[Figure] = [_parts(found), _paying(found), _decisions(case, found)]
    if found.gestures:
        gestures = tuple(
            (g.name, percent(g.low), percent(g.high), percent(g.size), g.said("open"), g.said("fits"))
            for g in found.gestures
        )
        says = "Share of the whole that is at stake: smaller is mimicked, larger is not dared; and in how many worlds."
        columns = ("Gesture", "At least", "At most", "This one", "Some fits", "This one fits")
        figures.append(Table("How large a gesture may be", says, columns, gestures))
    if found.voices:
        voices = tuple((v.name, said(v.private), said(v.paid), percent(v.locked)) for v in found.voices)
        says = "One-off points. In private the price is paid whatever comes; in public, only by who backs down."
        heading = ("Probe", "In private", "In public, for backing down", "Both still bound")
        figures.append(Table("In private or in public", says, heading, voices))
    return Section(
        "approach", "What is worth sending before one decides?", tuple(answer), tuple(figures), "sequence", 55
    )


def _parts(found: ProbingReport) -> Table:
    parts = ((p, (p.information, p.raises, p.effect, -p.cost, -p.delay)) for p in found.probes)
    rows = tuple((p.name, *map(said, numbers), _with_error(p)) for p, numbers in parts)
    head = ("Probe", "Tells", "Raises", "Brings", "Costs", "Delays", "Value")
    says = "On average over the worlds, ± 90 % of sampling. Raises: by a better or worse chance that they engage."
    return Table("What each probe is worth", says, head, rows)


def _with_error(probe: ProbeReport) -> str:
    return f"{said(probe.value)} ± {said((probe.high - probe.low) / 2)}"


def _paying(found: ProbingReport) -> Table:
    rows = tuple(
        (p.name, said(p.value), p.said("share"), said(p.unwaited), p.said("unwaited_share")) for p in found.probes
    )
    head = ("Probe", "Waiting", "Pays in", "Not waiting", "Pays in")
    says = "Not waiting: it is sent and one decides at once. Pays in: share of worlds by whose own judgements it does."
    return Table("With and without waiting for the outcome", says, head, rows)


def _decisions(case: Case, found: ProbingReport) -> Table:
    rows = []
    for d in found.decisions:
        ends = d.branches
        shares = ("–",) * len(ENDS) if ends is None else tuple(d.said("branches", end) for end in ENDS)
        rows.append((d.does, said(min(d.worth.values())), *shares))
    head = ("Decision", "Worth", *ENDS.values())
    says = "Worth by today’s beliefs; and how likely each end is, as on the pages about the proposal."
    return Table("What one could do", says, head, tuple(rows))


def _answers(case: Case, found: ProbingReport) -> Section:
    rows = []
    for probe in found.probes:
        for n, outcome in enumerate(probe.outcomes):
            likely = nlargest(MOST_BELIEFS, outcome.belief.items(), key=lambda pair: pair[1])
            told = "; ".join(f"{joint_name(case, h)} {percent(share)}" for h, share in likely)
            rows.append(("" if n else probe.name, outcome.name, percent(outcome.chance), told, outcome.does))
    does = {outcome.does for probe in found.probes for outcome in probe.outcomes}
    answer = (
        f"Whatever the answer to one of these probes, one would do the same: {found.does}."
        if does == {found.does}
        else "The table says what each answer would make one believe, and do."
    )
    head = ("Probe", "What comes back", "How likely", "What one would believe", "What one would do")
    table = Table("What each answer would make us do", "Beliefs: the two most likely explanations.", head, tuple(rows))
    return Section("approach", "What would the answer tell?", (answer,), (table,), "why", 50)


def _doubt(case: Case, found: ProbingReport) -> Section:
    today, even = (_at(found, None, share) for share in (0, 1))
    told = {
        "rises": "Yes, by these judgements: the more doubt, the more the best probe is worth.",
        "falls": "No, by these judgements: the more doubt, the less the best probe is worth.",
        "neither": "Not by itself: the best probe is not worth more just because one knows less.",
    }[found.verdict]
    sums = (
        f"Today’s belief has {today.entropy:.1f} bits of doubt, and the best probe a value of {said(today.value)}. "
        f"With all explanations equally likely there are {even.entropy:.1f} bits, and the value is {said(even.value)}."
    )
    why = "What counts is whether an answer would change what one does: to end a doubt that changes nothing is no gain."
    answer = (told, sums, "Doubt is counted in bits: one bit is an even chance of two.", why)
    ends, left = cut(sorted(found.belief, key=lambda h: -found.belief[h]), MOST_PATHS - 1)
    lines = tuple(
        Line(
            "to equally likely" if towards is None else f"to certainty: {joint_name(case, towards)}",
            tuple((p.share, p.value) for p in found.points if p.towards == towards),
        )
        for towards in (None, *ends)
    )
    chart = Lines(
        title="The value of probing as doubt grows or goes",
        says="The best probe’s value on the way from today’s belief (left) to other beliefs (right)."
        f"{Cut((), left).said('explanation')}",
        as_table="The best probe’s value on the way from today’s belief to other beliefs."
        f"{Cut((), left).said('explanation')}",
        across="how far the belief is moved",
        up="points a year" if case.advises in case.principals else "share of the best gain",
        lines=lines,
        shares=False,
    )
    return Section("approach", "Does not knowing make it more valuable to ask?", answer, (chart,))


def _at(found: ProbingReport, towards: str | None, share: float) -> DoubtReport:
    return next(p for p in found.points if p.towards == towards and p.share == share)
