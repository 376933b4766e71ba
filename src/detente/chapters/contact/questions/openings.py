"""What opening a channel adds, alone and in pairs, and what is left if one is cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.crisis.escalation import within
from detente.chapters.contact.situation import Situation
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
class Openings:
    """What candidates add.

    Attributes:
        today: With the channels of today.
        alone: Candidate → with it.
        pairs: With two of them; and how many pairs were not looked at.
        without: Channel that is open today → how likely the message that counts arrives without it.
        none: Without any channel; None without a ladder.
    """

    today: WithOpened
    alone: Mapping[str, WithOpened]
    pairs: Cut[WithOpened]
    without: Mapping[str, Floats]
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
        without={name: arriving(now, now.today - {name}) for name in sorted(now.today) if closely},
        none=_with(now, (), frozenset()) if closely and now.part.ladder is not None else None,
    )


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
