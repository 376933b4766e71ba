"""The urgency chapter: from stocks, drifts and hours to what waiting costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from detente.case.faults import CaseError, Fault
from detente.case.written_dates import meant
from detente.chapters.agreement import AGREEMENT, Agreement
from detente.chapters.contract import Upstream
from detente.chapters.urgency.arsenal.outlook import PolicyProposal, outlook
from detente.chapters.urgency.attention.agenda import SCENARIOS, agenda
from detente.chapters.urgency.attention.hours_programme import HoursPlan, hours_plan
from detente.chapters.urgency.consistency import CHAPTER
from detente.chapters.urgency.forms.arsenal_forms import PublishedEstimate
from detente.chapters.urgency.forms.attention_forms import AttentionPart
from detente.chapters.urgency.result import Urgencies
from detente.chapters.urgency.schema import UrgencyFile, UrgencyLaterFile
from detente.chapters.urgency.waiting.later_starts import later_starts, weapons_at_starts
from detente.worlds import RunEntry, Worlds

BACK_TEST = "back_test"  # option of the command


def analyse(worlds: Worlds, upstream: Upstream) -> Urgencies:
    """What does waiting cost?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; what can be agreed, if it is known.

    Returns:
        What was found, a pure function of the worlds.
    """
    part: UrgencyFile = worlds.case.parts[CHAPTER]
    agreement = upstream.of(AGREEMENT)
    found = None if part.arsenal is None else outlook(part.arsenal, worlds, _proposals(agreement))
    later = None
    if part.waiting is not None and agreement is not None:
        later = later_starts(part.waiting, worlds, agreement, upstream, weapons_at_starts(found, part.waiting.months))
    war = {name: upstream.column(f"contact.war_by[{name}]") for name in worlds.case.policies}
    return Urgencies(
        worlds,
        part,
        found,
        later,
        () if part.attention is None else worlds.taken(PlansOfHours()),
        {name: column.values for name, column in war.items() if column is not None},
        _back_test(worlds),
    )


def _proposals(agreement: Agreement | None) -> list[PolicyProposal]:
    """Return what each policy proposes, as far as that is known."""
    if agreement is None:
        return []
    options = agreement.main.packages.options
    return [PolicyProposal(o.policy, options(o.proposal) if o.proposal else {}, o.agreed) for o in agreement.policies]


@dataclass(frozen=True)
class PlansOfHours(RunEntry[tuple[HoursPlan, ...]]):
    """The best uses of hours, of a case that says what they compete for."""

    def work(self, worlds: Worlds) -> tuple[HoursPlan, ...]:
        """Plan in every scenario."""
        part: UrgencyFile = worlds.case.parts[CHAPTER]
        assert part.attention is not None
        return _plans(part.attention, worlds)


def _plans(part: AttentionPart, worlds: Worlds) -> tuple[HoursPlan, ...]:
    lengths = {name: engagement.months for name, engagement in part.engagements.items()}
    return tuple(hours_plan(agenda(part, worlds, scenario), part.own, lengths) for scenario in SCENARIOS)


def _back_test(worlds: Worlds) -> Mapping[str, PublishedEstimate]:
    """Return the later estimates up to the day that is asked for; none where nobody asks.

    Raises:
        CaseError: What was given is no day, or the case has no later estimates.
    """
    asked = worlds.inquiry.options.get(BACK_TEST)
    if asked is None:
        return {}
    try:
        day = dt.date.fromisoformat(str(asked))
    except ValueError:
        raise CaseError(
            [Fault("--back-test", 0, "", f"{asked!r}", f"a day such as {worlds.case.date}", meant(asked))]
        ) from None
    later: UrgencyLaterFile | None = worlds.case.later.get(CHAPTER)
    if later is None:
        found = "a case without urgency-later.yaml"
        raise CaseError([Fault("--back-test", 0, "", found, "a case with that file, which holds later estimates")])
    return {name: estimate for name, estimate in later.estimates.items() if estimate.date <= day}
