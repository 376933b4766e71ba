"""What a channel is worth over hostility and harm: the fall in expected harm, mean over worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.contact.crisis.escalation import within
from detente.chapters.contact.network.line_chances import Strain
from detente.chapters.contact.situation import Situation, ends_in_war
from detente.worlds import Worlds

FARTHEST = 4.0  # multiples of today's hostility and harm, and one over that
STRIP = 8  # multiples of hostility that are worked on at a time, so that arrays stay small
TWICE = 2.0


@dataclass(frozen=True)
class ValueMap:
    """What some channels are worth, over multiples of today's hostility and harm.

    Attributes:
        hostility: The multiples of hostility, rising.
        harm: The multiples of harm, rising.
        value: Array (harm, hostility): fall in expected harm in a year, mean over worlds.
    """

    hostility: Floats
    harm: Floats
    value: Floats


@dataclass(frozen=True)
class Rising:
    """Where what channels are worth rises; arrays (worlds).

    Attributes:
        value: What they are worth today.
        with_hostility: Whether they are worth more at twice the hostility.
        with_harm: Whether they are worth more where the other side can do twice the harm.
    """

    value: Floats
    with_hostility: Bools
    with_harm: Bools


@dataclass(frozen=True)
class _Strip:
    """Some multiples of hostility: how likely denials arrive there with and without the channels."""

    often: Floats
    factor: Floats
    reached: tuple[dict[str, tuple[Floats, Floats]], dict[str, tuple[Floats, Floats]]]


def multiples(number: int) -> Floats:
    """Return so many multiples, evenly spaced in logarithms.

    Example:
        >>> multiples(3).tolist()
        [0.25, 1.0, 4.0]
    """
    return np.asarray(np.geomspace(1 / FARTHEST, FARTHEST, number))


def value_map(now: Situation, worlds: Worlds, more: frozenset[str], less: frozenset[str], number: int) -> ValueMap:
    """Work out the map.

    Args:
        now: The situation; it has a ladder and harm.
        worlds: The worlds, for their weights and for as many tasks at a time as blocks.
        more: The channels that are open with what is valued.
        less: Those without it.
        number: How many multiples there are on each axis.
    """
    hostility = harm = multiples(number)
    weight = worlds.weight() / worlds.total
    strips = [hostility[n : n + STRIP] for n in range(0, number, STRIP)]
    found = worlds.shared(partial(_columns, now, more, less, harm, weight), strips)
    return ValueMap(hostility, harm, np.concatenate(list(found), axis=1))


def rising(now: Situation, more: frozenset[str], less: frozenset[str]) -> Rising:
    """Return in which worlds channels are worth more at twice the hostility, and at twice the harm."""
    strip = _strip(now, more, less, np.array([1.0, TWICE]))
    one, two = _value(now, strip, 1.0), _value(now, strip, TWICE)
    return Rising(one[0], one[1] > one[0], two[0] > one[0])


def _columns(
    now: Situation, more: frozenset[str], less: frozenset[str], harm: Floats, weight: Floats, hostility: Floats
) -> Floats:
    """Return array (harm, some multiples of hostility) of the map."""
    strip = _strip(now, more, less, hostility)
    return np.array([_value(now, strip, y) @ weight for y in harm.tolist()])


def _strip(now: Situation, more: frozenset[str], less: frozenset[str], hostility: Floats) -> _Strip:
    x = hostility[:, None]
    none = np.zeros(now.size)
    incidents, escalation, failing, disbelief = (
        now.judged.get(f"hostility/{name}", none) for name in ("incidents", "escalation", "failing", "disbelief")
    )
    strain = Strain(np.asarray(x**failing), np.asarray(x**disbelief))
    with_it, without = ({r: now.reached(opened, r, strain) for r in now.rungs} for opened in (more, less))
    return _Strip(now.judged["ladder/incidents"] * x**incidents, np.asarray(x**escalation), (with_it, without))


def _value(now: Situation, strip: _Strip, harm: float) -> Floats:
    """Return the fall in expected harm in a year; array (multiples of hostility, worlds)."""
    elasticity = now.judged.get("harm/escalation", np.zeros(1))
    tempers = now.tempers(strip.factor * harm**elasticity)
    with_it, without = (
        within(1.0, strip.often, ends_in_war(tempers, reached), now.deliberate) for reached in strip.reached
    )
    return np.asarray(now.judged["harm/war"] * harm * (without - with_it))
