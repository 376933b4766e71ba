"""The contact chapter: from posts and channels to what a channel is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from detente.case.model import Case
from detente.chapters.contact.call_logs import LogRow
from detente.chapters.contact.consistency import CHAPTER
from detente.chapters.contact.crisis.mutual_fear import arms
from detente.chapters.contact.posts_and_channels import Contact
from detente.chapters.contact.questions.arrivals import arrivals
from detente.chapters.contact.questions.carried_out import carried_out
from detente.chapters.contact.questions.line_health import later_calls, line_health
from detente.chapters.contact.questions.might_have_been import might_have_been
from detente.chapters.contact.questions.openings import Openings, WithOpened, opened_by, openings
from detente.chapters.contact.questions.turning_on import TurnsOn, turning_on
from detente.chapters.contact.questions.value_map import limits, rising, value_map
from detente.chapters.contact.questions.way_to_talks import silent_recipients, talks_begun
from detente.chapters.contact.questions.who_reaches_whom import reached
from detente.chapters.contact.result import CRISIS, Contacts
from detente.chapters.contact.situation import Situation, situation
from detente.chapters.contract import Upstream
from detente.findings.cuts import Cut
from detente.worlds import RunEntry, Worlds

MAP = 9  # multiples on each axis of the map, unless more are asked for
NOTHING = 1e-12  # of a probability


def analyse(worlds: Worlds, upstream: Upstream) -> Contacts:
    """What is a channel worth, and which one is missing?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; none is needed.

    Returns:
        What was found, a pure function of the worlds.
    """
    return replace(worlds.taken(WhateverElse()), worlds=worlds)


@dataclass(frozen=True)
class WhateverElse(RunEntry[Contacts]):
    """All that the chapter finds: no other chapter but that which weighs the worlds makes any difference to it."""

    def work(self, worlds: Worlds) -> Contacts:
        """Look at channels in every world."""
        return _found(worlds)


def _found(worlds: Worlds) -> Contacts:
    found = in_each_world(worlds, closely=True)
    now, leads = found.now, leading(found.openings, worlds)
    fear = None
    if now.part.fear is not None:
        fear = arms(*(now.judged[f"fear/{name}"] for name in ("alone", "most", "power")))
    pair = (now.today, frozenset[str]()) if leads is None else (opened_by(now, (leads,)), now.today)
    mapped = _worth_said(now)
    everybody, left = reached(now, found.arrivals)
    return replace(
        found,
        reached=everybody,
        reached_left=left,
        leading=leads,
        map=value_map(now, worlds, *pair, int(worlds.inquiry.options.get("map") or MAP)) if mapped else None,
        limits=limits(now, *pair, found.rising[leads or ""]) if mapped else None,
        turning=_turning(found),
        fear=fear,
        health=line_health(_known(now.part.calls, worlds.case.date)),
        later=later_calls(now.part.calls, _known(_later_log(worlds.case), worlds.case.date)),
    )


def _turning(found: Contacts) -> dict[str, Cut[TurnsOn]]:
    """Return counterfactual → what it turns on how much less likely an incident then ends in war."""
    before = found.openings.today.given_incident
    turning: dict[str, Cut[TurnsOn]] = {}
    for other in found.counterfactuals:
        if before is not None and other.given_incident is not None:
            name = other.counterfactual
            paths = found.trace(*CRISIS, f"counterfactuals/{name}")
            fall = {name: before - other.given_incident}
            turning |= turning_on(found.worlds, found.now.judged, paths, fall)
    return turning


def in_each_world(worlds: Worlds, closely: bool = False) -> Contacts:
    """Return what can be said of each world by itself: all that is in the columns.

    Args:
        worlds: The worlds.
        closely: Whether what is in no column is wanted, too.
    """
    now = situation(worlds)
    return Contacts(
        worlds=worlds,
        now=now,
        arrivals=arrivals(now),
        openings=openings(now, closely),
        changed=carried_out(now, worlds) if now.part.ladder is not None else (),
        rising=rising(now, _valued(now)) if _worth_said(now) else {},
        counterfactuals=might_have_been(now),
        talks=talks_begun(now, worlds, silent_recipients(now, worlds)),
    )


def _worth_said(now: Situation) -> bool:
    """Return whether the case says enough to tell what channels are worth."""
    return now.part.ladder is not None and now.part.harm is not None


def leading(found: Openings, worlds: Worlds) -> str | None:
    """Return the candidate that lowers the risk of war most, or without a ladder adds most to arrival.

    Args:
        found: What candidates add.
        worlds: The worlds, for their weights.

    Returns:
        None where no candidate adds anything; of equals, the first in the case.
    """
    weight = worlds.weight() / worlds.total

    def gain(added: WithOpened) -> float:
        if found.today.in_years is not None and added.in_years is not None:
            return float(weight @ (found.today.in_years - added.in_years))
        return float(weight @ (added.believed - found.today.believed))

    gains = {name: gain(added) for name, added in found.alone.items()}
    best = max(gains, key=lambda name: gains[name], default=None)
    return best if best is not None and gains[best] > NOTHING else None


def _valued(now: Situation) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return what is valued: each candidate against today, and under an empty id all of today against nothing."""
    alone = {name: (opened_by(now, (name,)), now.today) for name in now.part.candidates}
    return {**alone, "": (now.today, frozenset())}


def _later_log(case: Case) -> tuple[LogRow, ...]:
    later: Contact | None = case.later.get(CHAPTER)
    return () if later is None else later.calls


def _known(log: tuple[LogRow, ...], day: dt.date) -> tuple[LogRow, ...]:
    """Return what was known of a log by a day."""
    return tuple(known for row in log if (known := row.known_by(day)) is not None)
