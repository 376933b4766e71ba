"""Does `urgency.yaml` fit together, and with the case?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from detente.case.faults import KeyPath
from detente.case.model import LATER, Case
from detente.case.references import Problem, unknown
from detente.chapters.contact import CONTACT, Network
from detente.chapters.urgency.forms.arsenal_forms import (
    ArsenalIntervention,
    ArsenalPart,
    FissileSource,
    PublishedEstimate,
)
from detente.chapters.urgency.forms.attention_forms import AttentionPart
from detente.chapters.urgency.forms.urgency_parts import LaterEstimates, UrgencyParts
from detente.chapters.urgency.forms.waiting_forms import ValueDrift, WaitingHarm, WaitingPart

CHAPTER = "urgency"
ARSENAL, WAITING, ATTENTION = (CHAPTER, "arsenal"), (CHAPTER, "waiting"), (CHAPTER, "attention")
EFFECT = "arsenal"  # of an option
MONTH = 365.25 / 12  # days


def check(part: UrgencyParts, case: Case) -> Iterator[Problem]:
    """Yield a problem for everything in `urgency.yaml` that does not fit.

    Args:
        part: The file.
        case: The case, sound otherwise.

    Yields:
        Problems, in no particular order.
    """
    if part.arsenal is None and part.waiting is None and part.attention is None:
        yield Problem((CHAPTER,), "no part", "arsenal, waiting or attention")
    if part.arsenal is not None:
        yield from _arsenal(part.arsenal, case)
    if part.waiting is not None:
        yield from _waiting(part.waiting, case, part.arsenal)
    if part.attention is not None:
        yield from _attention(part.attention, case)


def check_later(later: LaterEstimates, case: Case) -> Iterator[Problem]:
    """Yield a problem for everything in `urgency-later.yaml` that does not fit.

    Args:
        later: The file.
        case: The case, sound otherwise.

    Yields:
        Problems, in no particular order.
    """
    part: UrgencyParts | None = case.parts.get(CHAPTER)
    if part is None or part.arsenal is None:
        yield Problem((CHAPTER + LATER,), f"no {CHAPTER}.yaml with an arsenal", "the file to which this one adds")
        return
    yield from _estimates((CHAPTER + LATER, "estimates"), later.estimates, part.arsenal, case)


def _arsenal(part: ArsenalPart, case: Case) -> Iterator[Problem]:
    yield from _days(part, case)
    for name, source in part.sources.items():
        yield from _source((*ARSENAL, "sources", name), source, part)
    yield from _weapons(part)
    for name, use in part.uses.items():
        yield from _materials((*ARSENAL, "uses", name, "takes"), use.takes, part)
    for name, body in part.interventions.items():
        yield from _intervention((*ARSENAL, "interventions", name), body, part, case)
    yield from _estimates((*ARSENAL, "estimates"), part.estimates, part, case)


def _days(part: ArsenalPart, case: Case) -> Iterator[Problem]:
    yield from unknown((*ARSENAL, "party"), part.party, case.parties, "party")
    if case.date is not None and part.day > case.date:
        found = f"stocks of {part.day}, after the day of the case"
        yield Problem((*ARSENAL, "day"), found, f"{case.date} or earlier")
    if case.date is not None and part.until <= case.date:
        yield Problem((*ARSENAL, "until"), f"a last day {part.until}", f"a day after {case.date}")
    for name, threshold in part.thresholds.items():
        if not part.day <= threshold.by <= part.until:
            expected = f"from {part.day} to {part.until}"
            yield Problem((*ARSENAL, "thresholds", name, "by"), f"the day {threshold.by}", expected)


def _source(place: KeyPath, source: FissileSource, part: ArsenalPart) -> Iterator[Problem]:
    yield from unknown((*place, "material"), source.material, part.materials, "material")
    ends = [campaign.until for campaign in source.campaigns]
    for number, campaign in enumerate(source.campaigns):
        before = ends[number - 1] if number else None
        if campaign.until is not None and campaign.until <= campaign.first:
            found = f"a campaign from {campaign.first} until {campaign.until}"
            yield Problem((*place, "campaigns", number, "until"), found, "a later day")
        if number and (before is None or before > campaign.first):
            found = f"a campaign from {campaign.first}, before the last one ends"
            yield Problem((*place, "campaigns", number, "from"), found, "campaigns in order that do not overlap")


def _weapons(part: ArsenalPart) -> Iterator[Problem]:
    for name, weapon in part.weapons.items():
        place = (*ARSENAL, "weapons", name, "takes")
        yield from _materials(place, weapon.takes, part)
        for material, kilograms in weapon.takes.items():
            if kilograms.low <= 0:
                yield Problem((*place, material), "0 kilograms", "a weapon takes more than 0 of what it takes at all")
    if all(weapon.known is not None for weapon in part.weapons.values()):
        yield Problem((*ARSENAL, "weapons"), "no type that is surely known", "one type without known:")


def _materials(place: KeyPath, named: Iterable[str], part: ArsenalPart) -> Iterator[Problem]:
    for material in named:
        yield from unknown((*place, material), material, part.materials, "material")


def _intervention(place: KeyPath, body: ArsenalIntervention, part: ArsenalPart, case: Case) -> Iterator[Problem]:
    for source in body.sources:
        yield from unknown((*place, "sources"), source, part.sources, "source of material")
    yield from _materials((*place, "removes"), body.removes, part)
    known = True
    for issue, option in body.options.items():
        if issue not in case.issues:
            known = False
            yield from unknown((*place, "options", issue), issue, case.issues, "issue")
        elif option not in case.ladder(issue):
            known = False
            yield from unknown((*place, "options", issue), option, case.ladder(issue), f"option of {issue}")
    if body.options and body.first is not None:
        yield Problem((*place, "from"), "a day beside options", "one of them: an agreement begins when it is made")
    works = body.ends_uses or body.removes or body.stops is not None
    if known and not works and not effects_on_arsenal(body.options, case):
        expected = "stops, ends_uses, removes, or options with effects on the arsenal"
        yield Problem(place, "an intervention that does nothing", expected)
    if body.kept is None and body.lasts is not None:
        yield Problem((*place, "lasts"), "lasts without kept", "kept: how likely it is kept for ever")


def effects_on_arsenal(options: Mapping[str, str], case: Case) -> tuple[str, ...]:
    """Return the paths of the effects that some options have on the arsenal; issue → option."""
    return tuple(
        f"issues/{issue}/options/{option}/effects/{EFFECT}"
        for issue, option in options.items()
        if EFFECT in case.issues[issue].options[option].effects
    )


def _estimates(
    place: KeyPath, estimates: Mapping[str, PublishedEstimate], part: ArsenalPart, case: Case
) -> Iterator[Problem]:
    for name, estimate in estimates.items():
        if estimate.low > estimate.high:
            found = f"a low of {estimate.low:g} above a high of {estimate.high:g}"
            yield Problem((*place, name, "low"), found, "low ≤ high")
        if estimate.under is not None:
            dated = [key for key, body in part.interventions.items() if not body.options]
            yield from unknown((*place, name, "under"), estimate.under, dated, "intervention with a day of its own")
        if not part.day <= estimate.date <= part.until:
            expected = f"from {part.day} to {part.until}"
            yield Problem((*place, name, "date"), f"the day {estimate.date}", expected)


def _waiting(part: WaitingPart, case: Case, arsenal: ArsenalPart | None) -> Iterator[Problem]:
    if arsenal is not None and case.date is not None:
        last = case.date + dt.timedelta(days=round(part.months * MONTH))
        if last > arsenal.until:
            most = int(((arsenal.until - case.date).days + 0.5) / MONTH)
            expected = f"{most} or less, or a later last day of the arsenal"
            found = f"a start on {last}, after the last day of the arsenal, {arsenal.until}"
            yield Problem((*WAITING, "months"), found, expected)
    for name, drift in part.drifts.items():
        place = (*WAITING, "drifts", name)
        yield from _drifting((*place, "of"), drift, case)
        if drift.step is not None and (drift.first is None or (case.date is not None and drift.first <= case.date)):
            yield Problem((*place, "step"), "a step on the day of the case or before", "from: a later day")
        if drift.a_year is None and drift.step is None and drift.with_arsenal is None:
            yield Problem(place, "a drift that does nothing", "a_year, step or with_arsenal")
        if drift.with_arsenal is not None and arsenal is None:
            yield Problem((*place, "with_arsenal"), "no arsenal", "the part arsenal, which says how it grows")
    if part.harm is not None:
        yield from _harm(part.harm, case)
    if part.harm is not None and part.harm.with_arsenal is not None and arsenal is None:
        yield Problem((*WAITING, "harm", "with_arsenal"), "no arsenal", "the part arsenal, which says how it grows")


def _harm(harm: WaitingHarm, case: Case) -> Iterator[Problem]:
    place, network = (*WAITING, "harm"), case.parts.get(CONTACT.name)
    if harm.now is None:
        there = isinstance(network, Network) and network.harm is not None and network.ladder is not None
        if not there:
            expected = "now, or harm and ladder in contact.yaml: of a war, and how likely one is"
            yield Problem(place, "no harm of today", expected)
        if harm.unit is not None:
            yield Problem((*place, "unit"), "a unit of no number", "now, or no unit: it is that of contact.yaml")
    elif harm.unit is None:
        yield Problem((*place, "now"), "a number without a unit", "unit")


def _drifting(place: KeyPath, drift: ValueDrift, case: Case) -> Iterator[Problem]:
    valid = {f"reservation/{party}" for party in case.reservation}
    for party, issues in case.positions.items():
        valid |= {f"positions/{party}/{issue}/{option}" for issue, held in issues.items() for option in held}
    yield from unknown(place, drift.of, sorted(valid), "value")


def _attention(part: AttentionPart, case: Case) -> Iterator[Problem]:
    yield from unknown((*ATTENTION, "party"), part.party, case.parties, "party")
    yield from unknown((*ATTENTION, "own"), part.own, part.files, "file")
    for name, file in part.files.items():
        place = (*ATTENTION, "files", name)
        for number, spell in enumerate(file.busy):
            if spell.until <= spell.first:
                found = f"a spell from {spell.first} until {spell.until}"
                yield Problem((*place, "busy", number, "until"), found, "a later day")
    for name, engagement in part.engagements.items():
        if engagement.months > part.months:
            found = f"{engagement.months} months of {part.months} that are planned"
            yield Problem((*ATTENTION, "engagements", name, "months"), found, f"{part.months} at most")
