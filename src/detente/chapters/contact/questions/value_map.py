"""What a channel is worth over hostility and harm: the fall in expected harm, mean over worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
OF_NO_LINE = ("incidents", "escalation")  # of those that follow from hostility
Reached = dict[str, tuple[Floats, Floats]]  # rung → how likely a denial reaches each side; arrays (multiples, worlds)
HOSTILITY = ("incidents", "escalation", "failing", "disbelief")  # what follows from it


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
class Limits:
    """Why what channels are worth does not rise; reason → array (worlds): where it is one.

    Attributes:
        hostility: At twice the hostility. idle: they are worth nothing, today and then; an elasticity: they would be
            worth more if it were 0; together: only if several were.
        harm: At twice the harm. idle: they are worth nothing today; deterred, frightened: what more harm does there.
    """

    hostility: dict[str, Bools]
    harm: dict[str, Bools]


@dataclass(frozen=True)
class _Strip:
    """Some multiples of hostility: how likely denials arrive there with and without the channels."""

    often: Floats
    factor: Floats
    reached: tuple[Reached, Reached]


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


def rising(now: Situation, pairs: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> dict[str, Rising]:
    """Return in which worlds channels are worth more at twice the hostility, and at twice the harm.

    Args:
        now: The situation; it has a ladder and harm.
        pairs: Id → the channels that are open with what is valued, and those without it.
    """
    found, multiples, known = {}, np.array([1.0, TWICE]), dict[frozenset[str], Reached]()
    for name, (more, less) in pairs.items():
        strip = _strip(now, more, less, multiples, known)
        one, two = _value(now, strip, 1.0), _value(now, strip, TWICE)
        found[name] = Rising(one[0], one[1] > one[0], two[0] > one[0])
    return found


def limits(now: Situation, more: frozenset[str], less: frozenset[str], found: Rising) -> Limits:
    """Return why what channels are worth does not rise with hostility, or with harm.

    Args:
        now: The situation; it has a ladder and harm.
        more: The channels that are open with what is valued.
        less: Those without it.
        found: Where it rises.
    """
    twice, none = np.array([TWICE]), np.zeros(now.size)
    strip = _strip(now, more, less, twice)
    idle = found.value <= 0
    stays = ~found.with_hostility & ~(idle & (_value(now, strip, 1.0)[0] <= 0))
    freed = {}
    for name in HOSTILITY if stays.any() else ():
        path = f"hostility/{name}"
        if path in now.judged:
            eased = replace(now, judged={**now.judged, path: none})
            kept = dict(zip((more, less), strip.reached, strict=True)) if name in OF_NO_LINE else None
            freed[name] = stays & (_value(eased, _strip(eased, more, less, twice, kept), 1.0)[0] > found.value)
    freed["together"] = stays & ~np.any([*freed.values(), np.zeros(now.size, dtype=bool)], axis=0)
    elasticity, no_more = now.judged.get("harm/escalation", none), ~found.with_harm & ~idle
    harm = {"idle": idle, "deterred": no_more & (elasticity < 0), "frightened": no_more & (elasticity > 0)}
    return Limits({"idle": ~found.with_hostility & ~stays, **freed}, harm)


def _columns(
    now: Situation, more: frozenset[str], less: frozenset[str], harm: Floats, weight: Floats, hostility: Floats
) -> Floats:
    """Return array (harm, some multiples of hostility) of the map."""
    strip = _strip(now, more, less, hostility)
    return np.array([_value(now, strip, y) @ weight for y in harm.tolist()])


def _strip(
    now: Situation,
    more: frozenset[str],
    less: frozenset[str],
    hostility: Floats,
    known: dict[frozenset[str], Reached] | None = None,
) -> _Strip:
    """Return what is known of some multiples of hostility.

    Args:
        now: The situation.
        more: The channels that are open with what is valued.
        less: Those without it.
        hostility: The multiples.
        known: Channels → how likely denials arrive with them, at these multiples; what is worked out is added.
    """
    x = hostility[:, None]
    none = np.zeros(now.size)
    known = {} if known is None else known
    incidents, escalation, failing, disbelief = (now.judged.get(f"hostility/{name}", none) for name in HOSTILITY)
    strain = Strain(np.asarray(x**failing), np.asarray(x**disbelief))
    for opened in (more, less):
        if opened not in known:
            known[opened] = {rung: now.reached(opened, rung, strain) for rung in now.rungs}
    often = now.judged["ladder/incidents"] * x**incidents
    return _Strip(often, np.asarray(x**escalation), (known[more], known[less]))


def _value(now: Situation, strip: _Strip, harm: float) -> Floats:
    """Return the fall in expected harm in a year; array (multiples of hostility, worlds)."""
    elasticity = now.judged.get("harm/escalation", np.zeros(1))
    tempers = now.tempers(strip.factor * harm**elasticity)
    with_it, without = (
        within(1.0, strip.often, ends_in_war(tempers, reached), now.deliberate) for reached in strip.reached
    )
    return np.asarray(now.judged["harm/war"] * harm * (without - with_it))
