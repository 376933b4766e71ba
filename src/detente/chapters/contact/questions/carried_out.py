"""What packages and courses would do to the risk of war if they were carried out, in the same worlds as channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.consistency import CHAPTER
from detente.chapters.contact.questions.openings import in_years
from detente.chapters.contact.situation import Situation, situation
from detente.worlds import Worlds

RATE, ESCALATION = "incident-rate", "escalation"


@dataclass(frozen=True)
class CarriedOut:
    """The risk of war once a package is carried out or a course is taken, with the channels of today.

    Attributes:
        kind: package or policy.
        name: Its id.
        given_incident: How likely an incident ends in war; array (worlds).
        in_years: How likely war is within the years of the ladder; array (worlds).
        paths: Judgements of the effects that it has.
    """

    kind: Literal["package", "policy"]
    name: str
    given_incident: Floats
    in_years: Floats
    paths: tuple[str, ...]


def carried_out(now: Situation, worlds: Worlds) -> tuple[CarriedOut, ...]:
    """Return the risk of war under what changes it: named packages with effects, and courses.

    A course changes it by its shifts, and by the package that it seeks where that is only one, and named: what is
    recommended is not known yet when this is asked.

    Args:
        now: The situation; it has a ladder.
        worlds: The worlds.
    """
    case, found = worlds.case, []
    for name, package in case.packages.items():
        effects = _effects(worlds, package.options)
        if effects:
            found.append(_changed(now, worlds, "package", name, effects))
    for name, policy in case.policies.items():
        only = case.packages.get(policy.packages[0]) if len(policy.packages) == 1 else None
        sought = {} if only is None else only.options
        effects, shifted = _effects(worlds, sought), any(path.startswith(f"{CHAPTER}/") for path in policy.shifts)
        if effects or shifted:
            then = situation(worlds.shifted(name)) if shifted else now
            found.append(_changed(then, worlds.shifted(name), "policy", name, effects))
    return tuple(found)


def _changed(
    now: Situation, worlds: Worlds, kind: Literal["package", "policy"], name: str, effects: Mapping[str, str]
) -> CarriedOut:
    """Return the risk of war in a situation, with the effects of options."""
    drawn = worlds.judged(effects)
    often, harder = (
        np.prod([1 + drawn[path] for path, of in effects.items() if of == effect], axis=0, initial=1.0)
        * np.ones(now.size)
        for effect in (RATE, ESCALATION)
    )
    given = np.broadcast_to(now.given_incident(now.today, harder), (now.size,))
    return CarriedOut(kind, name, given, in_years(now, given, now.judged["ladder/incidents"] * often), tuple(effects))


def _effects(worlds: Worlds, options: Mapping[str, str]) -> dict[str, str]:
    """Return path → kind of the effects that the options of a package have on incidents and on escalation."""
    return {
        f"issues/{issue}/options/{option}/effects/{kind}": kind
        for issue, option in options.items()
        for kind in worlds.case.issues[issue].options[option].effects
        if kind in (RATE, ESCALATION)
    }
