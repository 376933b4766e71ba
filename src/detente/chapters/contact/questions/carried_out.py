"""What packages and courses would do to the risk of war, in the same worlds as channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.consistency import CHAPTER
from detente.chapters.contact.questions.openings import in_years
from detente.chapters.contact.situation import Situation, situation
from detente.worlds import Worlds

RATE, ESCALATION = "incident-rate", "escalation"
OF_NO_LINE = ("ladder/incidents", "ladder/deliberate", "ladder/threshold", "ladder/liar", "hostility/", "harm/")


@dataclass(frozen=True)
class CarriedOut:
    """The risk of war once a package is carried out or a course is taken, with the channels of today.

    Attributes:
        kind: package or policy.
        name: Its id.
        given_incident: How likely an incident ends in war; array (worlds).
        in_years: How likely war is within the years of the ladder; array (worlds).
    """

    kind: Literal["package", "policy"]
    name: str
    given_incident: Floats
    in_years: Floats


def carried_out(now: Situation, worlds: Worlds) -> tuple[CarriedOut, ...]:
    """Return the risk of war under named packages with effects, and by courses that shift what this chapter reads.

    What a course seeks, and where it is agreed, is not known yet when this is asked: `courses_taken` adds it.

    Args:
        now: The situation; it has a ladder.
        worlds: The worlds.
    """
    found = []
    for name, package in worlds.case.packages.items():
        effects = _effects(worlds, package.options)
        if effects:
            drawn = worlds.judged(effects)
            often, harder = (
                np.prod([1 + drawn[path] for path, of in effects.items() if of == effect], axis=0, initial=1.0)
                * np.ones(now.size)
                for effect in (RATE, ESCALATION)
            )
            found.append(_changed(now, "package", name, often, harder))
    courses = [name for name, policy in worlds.case.policies.items() if shifted_here(policy.shifts)]
    return (*found, *(_changed(under(now, worlds, name), "policy", name) for name in courses))


def courses_taken(
    now: Situation, worlds: Worlds, effects: Mapping[str, Mapping[str, Floats]]
) -> tuple[CarriedOut, ...]:
    """Return the risk of war by every course: what it shifts, and its effects where what it proposes is agreed.

    Args:
        now: The situation; it has a ladder.
        worlds: The worlds.
        effects: Course → kind of effect → array (worlds): by which share what it proposes changes that, 0 where it is
            not agreed.

    Returns:
        Every course that is given; none where no course changes anything.
    """
    shifting = {name for name in effects if shifted_here(worlds.case.policies[name].shifts)}
    if not shifting and not any(np.any(of.get(kind, 0)) for of in effects.values() for kind in (RATE, ESCALATION)):
        return ()
    found = []
    for name, of in effects.items():
        often, harder = (1 + of.get(kind, np.zeros(now.size)) for kind in (RATE, ESCALATION))
        then = under(now, worlds, name) if name in shifting else now
        found.append(_changed(then, "policy", name, often, harder))
    return tuple(found)


def shifted_here(paths: Mapping[str, object]) -> bool:
    """Return whether shifts change anything that this chapter reads."""
    return any(path.startswith(f"{CHAPTER}/") for path in paths)


def under(now: Situation, worlds: Worlds, name: str) -> Situation:
    """Return the situation under the shifts of a course; what its lines are like is kept where no shift is of them."""
    shifts = [path.removeprefix(f"{CHAPTER}/") for path in worlds.case.policies[name].shifts]
    if all(path.startswith(OF_NO_LINE) for path in shifts):
        drawn = worlds.shifted(name).judged(f"{CHAPTER}/{path}" for path in shifts if path in now.judged)
        return replace(now, judged={**now.judged, **{p.removeprefix(f"{CHAPTER}/"): v for p, v in drawn.items()}})
    return situation(worlds.shifted(name))


def _changed(
    now: Situation,
    kind: Literal["package", "policy"],
    name: str,
    often: Floats | float = 1.0,
    harder: Floats | None = None,
) -> CarriedOut:
    """Return the risk of war in a situation, with the effects of options on incidents and on escalation."""
    given = np.broadcast_to(now.given_incident(now.today, harder), (now.size,))
    return CarriedOut(kind, name, given, in_years(now, given, now.judged["ladder/incidents"] * often))


def _effects(worlds: Worlds, options: Mapping[str, str]) -> dict[str, str]:
    """Return path → kind of the effects that the options of a package have on incidents and on escalation."""
    return {
        f"issues/{issue}/options/{option}/effects/{kind}": kind
        for issue, option in options.items()
        for kind in worlds.case.issues[issue].options[option].effects
        if kind in (RATE, ESCALATION)
    }
