"""The crisis ladder in closed form: how likely an incident ends in war, in every world ([KemenySnell1960])."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats


@dataclass(frozen=True)
class RungChances:
    """What one side may do in one window of decision on a rung; arrays (…, worlds) that fit each other.

    Attributes:
        attack: It attacks on purpose.
        false_alarm: It takes something for an attack.
        climb: It climbs on purpose.
        settle: The crisis steps down if nobody climbed.
        heeded: A side that would climb does not if a message reaches it in time and is believed.
    """

    attack: Floats
    false_alarm: Floats
    climb: Floats
    settle: Floats
    heeded: Floats

    def harder(self, factor: Floats) -> RungChances:
        """Return the same with the odds of attacks, false alarms and climbs multiplied."""
        attack, alarm, climb = (scaled(chance, factor) for chance in (self.attack, self.false_alarm, self.climb))
        return RungChances(attack, alarm, climb, self.settle, self.heeded)


@dataclass(frozen=True)
class Suspicion:
    """When a side strikes first; arrays (worlds).

    Attributes:
        threshold: How likely an attack must seem.
        liar: How likely an attacker is to send the same denial.
    """

    threshold: Floats
    liar: Floats


def scaled(chance: Floats, factor: Floats) -> Floats:
    """Return a probability with its odds multiplied; where that multiplies certainty by 0, it is 0.

    Example:
        >>> float(scaled(np.array(0.5), np.array(3.0)))
        0.75
    """
    total = 1 - chance + chance * factor
    return np.asarray(chance * factor / np.where(total > 0, total, 1.0))


def unanswerable(rung: RungChances, suspicion: Suspicion) -> tuple[Floats, Floats]:
    """Return how likely a side answers a false alarm without a message, and with one that is believed.

    Args:
        rung: The chances of the rung.
        suspicion: When a side strikes.

    Returns:
        Two arrays of 0 and 1. Both are 0 where nobody would have fired, both 1 where a liar would have said the same.
    """
    signs = rung.attack + rung.false_alarm
    attacked = rung.attack / np.where(signs > 0, signs, 1.0)
    lied = attacked * suspicion.liar
    denied = lied / np.where(lied + 1 - attacked > 0, lied + 1 - attacked, 1.0)
    denied = np.where(lied + 1 - attacked > 0, denied, 1.0)
    fires = attacked >= suspicion.threshold
    return np.asarray(fires * 1.0), np.asarray((fires & (denied >= suspicion.threshold)) * 1.0)


def window(
    rung: RungChances, arrives: tuple[Floats, Floats], answers: tuple[Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """Return how likely a window of decision ends in war, one rung up, and one rung down.

    Args:
        rung: The chances of the rung.
        arrives: How likely a message reaches the one side and the other in time and is believed.
        answers: How likely a side answers a false alarm without a denial, and with one.
    """
    calm = (1 - rung.attack) ** 2
    quiet: Floats = np.ones(1)
    for reached in arrives:
        answered = answers[0] - (answers[0] - answers[1]) * reached
        climbs = rung.climb * (1 - rung.heeded * reached)
        quiet = quiet * (1 - climbs) * (1 - rung.false_alarm * answered)
    up = calm * (1 - quiet)
    return np.asarray(1 - calm), np.asarray(up), np.asarray((calm - up) * rung.settle)


def war(windows: Sequence[tuple[Floats, Floats, Floats]]) -> Floats:
    """Return how likely a crisis that begins on the first rung ends in war.

    With g the probability of war before the crisis falls below a rung, from the last rung on: g = 1 above it, and
    g = (war + up · g above) / (war + down + up · g above).

    Args:
        windows: For each rung in order, how likely a window ends in war, up, and down.

    Example:
        >>> half = np.array(0.5)
        >>> float(war([(np.array(0.0), half, half)])[0])
        0.5
    """
    found: Floats = np.ones(1)
    for at_war, up, down in reversed(windows):
        rising = at_war + up * found
        total = rising + down
        found = np.asarray(rising / np.where(total > 0, total, 1.0))
    return found


def within(years: float, incidents: Floats, given_incident: Floats, deliberate: Floats) -> Floats:
    """Return how likely war is within some years.

    Args:
        years: The years.
        incidents: Incidents a year.
        given_incident: How likely one ends in war.
        deliberate: Yearly rate of war without an incident.
    """
    return np.asarray(-np.expm1(-years * (incidents * given_incident + deliberate)))
