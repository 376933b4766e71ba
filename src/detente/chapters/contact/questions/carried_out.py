"""What named packages would do to the risk of war if they were carried out, in the same worlds as channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.questions.openings import in_years
from detente.chapters.contact.situation import Situation
from detente.worlds import Worlds

RATE, ESCALATION = "incident-rate", "escalation"


@dataclass(frozen=True)
class CarriedOut:
    """The risk of war once a package is carried out, with the channels of today.

    Attributes:
        package: Id of the package.
        given_incident: How likely an incident ends in war; array (worlds).
        in_years: How likely war is within the years of the ladder; array (worlds).
        paths: Judgements of the effects that it has.
    """

    package: str
    given_incident: Floats
    in_years: Floats
    paths: tuple[str, ...]


def carried_out(now: Situation, worlds: Worlds) -> tuple[CarriedOut, ...]:
    """Return the risk of war under each named package with an effect on incidents or escalation."""
    found = []
    for name, package in worlds.case.packages.items():
        effects = _effects(worlds, package.options)
        if effects:
            drawn = worlds.judged(effects)
            often, harder = (
                np.prod([1 + drawn[path] for path, of in effects.items() if of == kind], axis=0, initial=1.0)
                * np.ones(now.size)
                for kind in (RATE, ESCALATION)
            )
            given = np.broadcast_to(now.given_incident(now.today, harder), (now.size,))
            risk = in_years(now, given, now.judged["ladder/incidents"] * often)
            found.append(CarriedOut(name, given, risk, tuple(effects)))
    return tuple(found)


def _effects(worlds: Worlds, options: Mapping[str, str]) -> dict[str, str]:
    """Return path → kind of the effects that the options of a package have on incidents and on escalation."""
    return {
        f"issues/{issue}/options/{option}/effects/{kind}": kind
        for issue, option in options.items()
        for kind in worlds.case.issues[issue].options[option].effects
        if kind in (RATE, ESCALATION)
    }
