"""Pages on past agreements: what was near, how long such agreements lasted, and what so few can show."""

from __future__ import annotations

import datetime as dt
import re

from detente.chapters.precedent.pages.naming import CHAPTER, between, called, chance, horizon, lasting, spoken_day
from detente.chapters.precedent.report import PastAgreementReport, PrecedentReport
from detente.chapters.precedent.reports.life_reports import KindOutcomeReport, LifeCurveReport
from detente.chapters.precedent.reports.near_reports import NearReport
from detente.findings import Line, Lines, Section, Span, Table, Timeline
from detente.findings.words import listed, percent, points, pp

SHOWN = 2  # precedents of a package in the table
LATE = 90


def past_sections(found: PrecedentReport) -> tuple[Section, ...]:
    """Return the pages on past agreements; a case that compares with none has none."""
    if not found.agreements:
        return ()
    pages = [_nearest(found)] if found.nearest else []
    pages += [_survival(found), _outcomes(found), _all(found)]
    return (*pages, *((_later(found),) if found.later else ()))


def _nearest(found: PrecedentReport) -> Section:
    by_id = {one.id: one for one in found.agreements}
    says = [
        f"Nearest to {called(one)} is “{one.near[0].name}”; it is among the nearest in "
        f"{one.near[0].said('among_nearest')} of plausible worlds. Alike in {listed(one.near[0].alike)}."
        for one in found.nearest[:SHOWN]
    ]
    rows = tuple(_row(one, by_id, number) for one in found.nearest for number in range(min(SHOWN, len(one.near))))
    head = ("Package", "Near", "Distance", "Like it in", "Unlike it in", "It")
    note = f"Distance: 0 alike in everything, 1 in nothing. {_caution(found)}"
    table = Table("Nearest precedents", note, head, rows)
    return Section(CHAPTER, "Which past agreements is it like?", tuple(says), (_timeline(found), table), weight=LATE)


def _row(one: NearReport, by_id: dict[str, PastAgreementReport], number: int) -> tuple[str, ...]:
    near = one.near[number]
    unlike = {name: pair[1] for name, pair in near.unlike.items()}
    return (
        f"{one.name} (recommended)" if one.recommended and one.name not in called(one) else one.name,
        near.name,
        f"{near.distance:.2f}",
        _said(near.alike),
        _said(unlike) or "nothing",
        fate(by_id[near.id]),
    )


def _said(features: dict[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in features.items() if name != "parties" or value)


def fate(agreement: PastAgreementReport) -> str:
    """Say what had become of an agreement."""
    if not agreement.agreed:
        return "nothing agreed"
    told = (
        f"{agreement.ending} after {lasting(agreement.years)}"
        if agreement.ending
        else f"in force, {lasting(agreement.years)}"
    )
    return told if agreement.verified else f"{told} (unverified)"


def _caution(found: PrecedentReport) -> str:
    if not found.unverified:
        return "The dates of all of them were checked against the sources named; codings are judgements."
    return f"Dates of {found.unverified} of {len(found.agreements)} are from general knowledge, marked unverified."


def _timeline(found: PrecedentReport) -> Timeline:
    """Draw the agreements that are near some package from their beginning to their end."""
    near = {one.id for package in found.nearest for one in package.near[:SHOWN]}
    today = dt.date.fromisoformat(found.date)
    spans = tuple(
        Span(
            one.name,
            "in force" if one.ending is None else one.ending,
            _year(dt.date.fromisoformat(one.began)),
            _year(today if one.ended is None else dt.date.fromisoformat(one.ended)),
            "" if one.verified else "unverified",
        )
        for one in found.agreements
        if one.id in near and one.agreed
    )
    ticks = tuple(float(year) for year in range(1960, today.year + 1, 10))
    known = [x for span in spans for x in (span.start, span.end)]
    places = tuple((x, f"{int(x)}") for x in dict.fromkeys([*known, *ticks]))
    says = f"From the day each began to its end, or to {spoken_day(found.date)}"
    drawn = f"{says}; how it ended by colour."
    return Timeline("Lives of the nearest precedents", drawn, "year", spans, places, ticks, as_table=f"{says}.")


def _year(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _survival(found: PrecedentReport) -> Section:
    says = [_lasting(curve, found.horizon) for curve in found.survival if curve.number > 1]
    drawn = [curve for curve in found.survival if curve.steps]
    lines = tuple(
        Line(
            curve.kind,
            ((0.0, 1.0), *((step.years, step.share) for step in curve.steps), (curve.longest, curve.steps[-1].share)),
        )
        for curve in drawn
    )
    chart = Lines(
        "How long past agreements lasted",
        "Share that lasts longer (Kaplan and Meier); what was in force or ran out as agreed counts as far as seen.",
        "years since it began",
        "share that lasts longer",
        lines,
        stepped=True,
    )
    rows = tuple(
        (
            curve.kind,
            str(curve.number),
            str(curve.failures),
            "not reached" if curve.median is None else lasting(curve.median),
            "–" if curve.at_horizon is None else percent(curve.at_horizon.share),
            "–"
            if curve.at_horizon is None or curve.at_horizon.interval is None
            else between(curve.at_horizon.interval),
        )
        for curve in found.survival
    )
    head = ("Scope", "Agreements", "Failed", "Half last", f"Last longer than {horizon(found.horizon)}", "90 % interval")
    table = Table("Lives by scope", f"{_caution(found)} They were picked because they are remembered.", head, rows)
    return Section(CHAPTER, "How long did such agreements last?", tuple(says), (chart, table), weight=LATE)


def _lasting(curve: LifeCurveReport, years: float) -> str:
    kind = "All scopes" if curve.kind == "all" else f"{curve.kind.capitalize()} scope"
    told = f"{kind}: {curve.failures} of {curve.number} failed"
    if curve.at_horizon is None:
        return f"{told}."
    ends = "" if curve.at_horizon.interval is None else f", {between(curve.at_horizon.interval)} with so few"
    return f"{told}; {percent(curve.at_horizon.share)} lasted longer than {horizon(years)}{ends}."


def _outcomes(found: PrecedentReport) -> Section:
    says = [_difference(one) for one in found.outcomes]
    says.append(
        "By chance alone one of four such values lies below 0.1 in about a third of tables. A difference is no cause: "
        "who could keep a demand may have had the easier case."
    )
    rows = tuple(
        (
            one.says,
            f"{one.held[0]} of {one.held[0] + one.failed[0]}",
            f"{one.held[1]} of {one.held[1] + one.failed[1]}",
            f"{pp(one.interval.low)} to {pp(one.interval.high)}",
            chance(one.fisher),
            chance(one.barnard),
            chance(one.boschloo),
            "nothing" if one.least is None else pp(one.least).removeprefix("+"),
        )
        for one in found.outcomes
    )
    head = ("Kind", "Held", "Others held", "Difference", "Fisher", "Barnard", "Boschloo", "Could show")
    note = (
        f"Held: for {horizon(found.horizon)}. Difference: 90 % interval. Fisher, Barnard, Boschloo: exact tests. "
        "Could show: by how much less often the kind would have to hold for so few to show it with a power of 80 %. "
        "pp: percentage points."
    )
    table = Table("Features and outcomes", note, head, rows)
    return Section(CHAPTER, "What tells those that held from those that failed?", tuple(says), (table,), weight=LATE)


def _difference(one: KindOutcomeReport) -> str:
    told = (
        f"Where {one.says}, {one.held[0]} of {one.held[0] + one.failed[0]} held, else {one.held[1]} of "
        f"{one.held[1] + one.failed[1]}"
    )
    if one.fisher <= 0.1:
        return f"{told}: more than chance would give (value {chance(one.fisher)})."
    if one.least is None:
        return f"{told}; so few could not show even that such agreements never hold."
    unseen = f"a difference of less than {points(one.least)} would not be seen"
    return f"{told}; chance gives as much (value {chance(one.fisher)}), and {unseen}."


def _all(found: PrecedentReport) -> Section:
    rows = tuple(
        (
            one.name if one.verified else f"{one.name} (unverified)",
            one.signed,
            fate(one).removesuffix(" (unverified)"),
            one.scope,
            one.linkage or "not known",
            listed(one.objectors) or "–",
            one.verification or "not known",
            re.sub(r"https?://(?:www[.])?([^/\s;,]+)[^\s;,]*", r"\1", one.source),
        )
        for one in found.agreements
    )
    head = (
        "Agreement",
        "Signed",
        f"By {spoken_day(found.date)}",
        "Scope",
        "Wider demands",
        "Objected",
        "Verification",
        "Source of dates",
    )
    says = f"{len(rows)} agreements and attempts, coded by hand. {_caution(found)}"
    note = "Sources by the site on which they were seen; the JSON has their addresses."
    table = Table("Past agreements", note, head, rows)
    return Section(CHAPTER, "What is in the table of past agreements?", (says,), (table,), weight=LATE)


def _later(found: PrecedentReport) -> Section:
    told = [one for one in found.later if one.expected is not None and one.lasted is not None]
    expected, lasted = sum(one.expected or 0.0 for one in told), sum(bool(one.lasted) for one in told)
    says = (
        f"A back-test, apart from all else: of {len(told)} agreements in force on {spoken_day(found.date)}, {lasted} "
        f"lasted to {spoken_day(found.until or found.date)}; {expected:.1f} were to be expected."
    )
    rows = tuple(
        (
            one.name,
            "–" if one.expected is None else percent(one.expected),
            "lasted" if one.lasted else f"ended {one.ended}",
        )
        for one in found.later
    )
    table = Table(
        "What became of them",
        "Expected: by the lives of all agreements known then.",
        ("Agreement", "Expected to last", "It"),
        rows,
    )
    return Section(CHAPTER, "What became of past agreements afterwards?", (says,), (table,), weight=LATE)
