"""What opening a channel adds, alone and in pairs, and what is left if one is cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.crisis.escalation import within
from detente.chapters.contact.situation import Situation, ends_in_war
from detente.findings.cuts import Cut

MOST_PAIRED = 8  # candidates of which all pairs are looked at


@dataclass(frozen=True)
class WithOpened:
    """What comes of opening some candidates; arrays (worlds).

    Attributes:
        candidates: Ids of those that are opened: none, one or two.
        believed: How likely the message that counts arrives in time and is believed, mean of both directions.
        given_incident: How likely an incident then ends in war; None without a ladder.
        in_years: How likely war is within the years of the ladder; None without one.
    """

    candidates: tuple[str, ...]
    believed: Floats
    given_incident: Floats | None
    in_years: Floats | None


@dataclass(frozen=True)
class WithoutChannel:
    """What is left if one channel is cut; arrays (worlds).

    Attributes:
        believed: How likely the message that counts arrives in time and is believed, mean of both directions.
        given_incident: How likely an incident then ends in war; None without a ladder.
        in_years: How likely war is within the years of the ladder; None without one.
    """

    believed: Floats
    given_incident: Floats | None
    in_years: Floats | None


@dataclass(frozen=True)
class Openings:
    """What candidates add.

    Attributes:
        today: With the channels of today.
        alone: Candidate → with it.
        pairs: With two of them; and how many pairs were not looked at.
        without: Channel that is open today → what is left without it.
        none: Without any channel; None without a ladder.
    """

    today: WithOpened
    alone: Mapping[str, WithOpened]
    pairs: Cut[WithOpened]
    without: Mapping[str, WithoutChannel]
    none: WithOpened | None


def openings(now: Situation, closely: bool = True) -> Openings:
    """Return what each candidate adds, and each two, and what is left without each channel.

    Args:
        now: The situation.
        closely: Whether pairs, and what is left without channels, are wanted.
    """
    names = tuple(now.part.candidates)
    pairs = tuple(combinations(names[:MOST_PAIRED], 2)) if closely else ()
    return Openings(
        today=added(now, ()),
        alone={name: added(now, (name,)) for name in names},
        pairs=Cut(tuple(added(now, pair) for pair in pairs), comb(len(names), 2) - len(pairs)),
        without=without_each(now) if closely else {},
        none=_with(now, (), frozenset()) if closely and now.part.ladder is not None else None,
    )


def without_each(now: Situation) -> dict[str, WithoutChannel]:
    """Return channel that is open today → what is left without it, of all messages and rungs in one pass each."""
    kind, whole = now.part.measured, arriving(now, now.today)
    calm = [(now.arrives(kind, sender, now.today), now.without_each(kind, sender)) for sender in now.sides]
    names = sorted(now.today)
    believed = {
        name: np.mean([left.get(name, reached) for reached, left in calm], axis=0)
        if any(name in left for _, left in calm)
        else whole
        for name in names
    }
    if now.part.ladder is None:
        return {name: WithoutChannel(believed[name], None, None) for name in names}
    left = {rung: [now.without_each(kind, sender, rung) for sender in now.sides] for rung in now.rungs}
    reached = {rung: now.reached(now.today, rung) for rung in now.rungs}
    tempers, found = now.tempers(), {}
    for name in names:
        then = {
            rung: (first.get(name, reached[rung][0]), second.get(name, reached[rung][1]))
            for rung, (first, second) in left.items()
        }
        given = np.broadcast_to(ends_in_war(tempers, then), (now.size,))
        found[name] = WithoutChannel(believed[name], given, in_years(now, given))
    return found


def added(now: Situation, candidates: tuple[str, ...]) -> WithOpened:
    """Return what comes of opening some candidates."""
    return _with(now, candidates, opened_by(now, candidates))


def opened_by(now: Situation, candidates: tuple[str, ...]) -> frozenset[str]:
    """Return the channels that are open if some candidates are opened."""
    return now.today.union(*(now.part.candidates[name].opens for name in candidates))


def _with(now: Situation, candidates: tuple[str, ...], opened: frozenset[str]) -> WithOpened:
    believed = arriving(now, opened)
    if now.part.ladder is None:
        return WithOpened(candidates, believed, None, None)
    given = np.broadcast_to(now.given_incident(opened), (now.size,))
    return WithOpened(candidates, believed, given, in_years(now, given))


def in_years(now: Situation, given_incident: Floats, incidents: Floats | None = None) -> Floats:
    """Return how likely war is within the years of the ladder.

    Args:
        now: The situation.
        given_incident: How likely an incident ends in war.
        incidents: Incidents a year; those of the case if not given.
    """
    assert now.part.ladder is not None
    often = now.judged["ladder/incidents"] if incidents is None else incidents
    return within(now.part.ladder.years, often, given_incident, now.deliberate)


def arriving(now: Situation, opened: frozenset[str]) -> Floats:
    """Return how likely the message that counts arrives and is believed, mean of both directions; array (worlds)."""
    kind = now.part.measured
    first, second = (now.arrives(kind, sender, opened) for sender in now.sides)
    return np.asarray((first + second) / 2)
