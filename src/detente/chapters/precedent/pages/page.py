"""The precedent chapter's own page, made from its report."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.precedent.pages.naming import between, called, horizon, lasting, spoken, spoken_day
from detente.chapters.precedent.pages.past_sections import past_sections
from detente.chapters.precedent.pages.trend_sections import by_chance, trend_sections
from detente.chapters.precedent.report import PastAgreementReport, PrecedentReport
from detente.findings import Filling, Page
from detente.findings.cuts import cut
from detente.findings.words import count, listed, percent

LATE = 90  # among what is said of the recommendation: after what it is
LIMITED = "limited"


def page(case: Case, found: PrecedentReport) -> Page:
    """Return what it says in a brief, and what its command prints.

    Args:
        case: The case.
        found: The chapter's report.

    Returns:
        Its own pages, and for page one a sentence on agreements of the scope of the package recommended.
    """
    said = [*_lasted(found), *_near(found), *_unshown(found), *_correlated(found), *_talked(found)]
    lead = said[0] if said else "Nothing could be compared."
    sections = (*past_sections(found), *trend_sections(found))
    brief = comparable(found)
    fillings = () if brief is None else (Filling("recommendation", (brief,), weight=LATE),)
    return Page(lead, (), tuple(said[1:]) or (lead,), None, None, sections, fillings)


def comparable(found: PrecedentReport) -> str | None:
    """Say for page one how past agreements of the scope of the package recommended fared.

    Args:
        found: The chapter's report.

    Returns:
        Of limited ones where nothing is recommended; None where none was observed so long.
    """
    scope = next((one.features["scope"] for one in found.nearest if one.recommended), LIMITED)
    curve = next((one for one in found.survival if one.kind == scope), None)
    if curve is None or curve.at_horizon is None or curve.at_horizon.interval is None:
        return None
    share, ends = curve.at_horizon.share, curve.at_horizon.interval
    return f"Past {scope} agreements: {percent(share)} ({between(ends)}) lasted {horizon(found.horizon)}."


def _lasted(found: PrecedentReport) -> list[str]:
    if not found.survival:
        return []
    curve = found.survival[0]
    by = spoken_day(found.date)
    told = f"Of {count(curve.number, 'past agreement')} between adversaries, {curve.failures} failed by {by}"
    if curve.at_horizon is None:
        return [f"{told}."]
    share = percent(curve.at_horizon.share)
    ends = "" if curve.at_horizon.interval is None else f" ({between(curve.at_horizon.interval)} with so few)"
    return [f"{told}; {share} lasted longer than {horizon(found.horizon)}{ends}."]


def _near(found: PrecedentReport) -> list[str]:
    told, by_id = [], {one.id: one for one in found.agreements}
    first = cut(found.nearest, 3)
    for one in first.shown:
        names = listed(f"“{near.name}” ({_fate(by_id[near.id])})" for near in one.near[:2])
        told.append(f"Nearest to {called(one)}: {names}.")
    return [*told, *filter(None, [first.said("package").strip()])]


def _fate(agreement: PastAgreementReport) -> str:
    """Say what had become of an agreement."""
    if not agreement.agreed:
        return "nothing agreed"
    how = agreement.ending or "in force"
    return f"{how} after {lasting(agreement.years)}"


def _unshown(found: PrecedentReport) -> list[str]:
    if not found.outcomes:
        return []
    number = sum(found.outcomes[0].held) + sum(found.outcomes[0].failed)
    clear = [one.says for one in found.outcomes if one.fisher <= 0.1]
    if not clear:
        return [
            f"None of {len(found.outcomes)} features tells those that held from those that failed: {number} are few."
        ]
    return [f"Those that held differ from those that failed by whether {listed(clear)}; {number} are few."]


def _correlated(found: PrecedentReport) -> list[str]:
    first = cut(found.trends, 3)
    told = [
        f"{one.name}: {one.cause} and {one.effect} are correlated by {spoken(one.correlation)}; {by_chance(one)} of "
        "made-up series that only have a trend do as well."
        for one in first.shown
    ]
    return [*told, *filter(None, [first.said("correlation").strip()])]


def _talked(found: PrecedentReport) -> list[str]:
    if found.events is None or found.events.ratio.ratio is None:
        return []
    with_talks, without = found.events.talks, found.events.none
    told = (
        f"{found.events.name}: {without.rate:.2f} a month without talks and {with_talks.rate:.2f} with them; which is "
        "cause cannot be told."
    )
    return [told]
