"""The course of one issue around a breach: when its measure is delivered and taken back, and what that is worth.

Formulas: `docs/theory/compliance.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.stability.compliance.terms import Terms

Mode = Literal["keep", "withhold", "withdraw"]


class Course(NamedTuple):
    """One issue in a round.

    Attributes:
        issue: Number of the issue.
        before: Number of the option at the start of the round.
        after: Number of the option that the round brings; the same where it brings nothing.
        mode: What the breaker does: keep its part, withhold this round's measure, or withdraw what was done before.
        by: The breaker; none where the part is kept.
    """

    issue: int
    before: int
    after: int
    mode: Mode = "keep"
    by: str = ""


@dataclass(frozen=True)
class Timing:
    """When an issue changes, in years from the start of the round; infinite where it does not.

    Attributes:
        rise: When this round's measure is carried out.
        fall: When what stands is taken back.
    """

    rise: Floats
    fall: Floats


def later(rate: Floats, time: Floats) -> Floats:
    """Return the present value of a point a year from a time on: e^(−rate·time) / rate."""
    return np.asarray(np.exp(-rate * time) / rate)


def detection(terms: Terms, issue: int, withdrawn: int | None, due: int | None) -> Floats:
    """Return after how many years a breach is found.

    A measure withheld is missed its detection time after it was due. One withdrawn is missed after its own detection
    time, or together with the measure that was to follow it, if that is sooner.

    Args:
        terms: The terms.
        issue: Number of the issue.
        withdrawn: Number of the option that is taken back; None where none is.
        due: Number of the option that should have been brought about; None where none was due.
    """
    times = [] if withdrawn is None else [terms.measure(issue, withdrawn).detection]
    if due is not None:
        measure = terms.measure(issue, due)
        times.append(measure.lead + measure.detection)
    return np.asarray(np.minimum.reduce(times))


def timing(terms: Terms, course: Course, found: Floats) -> Timing:
    """Return when an issue's measure is delivered, and when what stands is taken back."""
    never = np.full_like(found, np.inf)
    if course.mode == "withdraw":
        return Timing(never, terms.measure(course.issue, course.before).snapback)
    old = _fall(terms, course.issue, course.before, found)
    if course.mode == "withhold" or course.after == course.before:
        return Timing(never, old)
    lead = terms.measure(course.issue, course.after).lead
    delivered = lead < found
    new = _fall(terms, course.issue, course.after, found)
    return Timing(np.where(delivered, lead, never), np.where(delivered, new, old))


def worth(terms: Terms, party: str, course: Course, found: Floats) -> Floats:
    """Return what the course of one issue is worth to a party, linkages aside.

    Args:
        terms: The terms.
        party: Whose points.
        course: The course of the issue.
        found: When a breach is found out.

    Returns:
        Present value at the start of the round, points, in every world.
    """
    if course.mode == "keep":
        return _kept(terms, party, course, found)
    broken = (
        _withheld(terms, party, course, found) if course.mode == "withhold" else _withdrawn(terms, party, course, found)
    )
    if not terms.apart[course.issue] or party == course.by:
        return broken
    part = 1 / len(terms.movers[course.issue])  # the breaker's own part alone is broken
    return part * broken + (1 - part) * _kept(terms, party, course, found)


def _fall(terms: Terms, issue: int, option: int, found: Floats) -> Floats:
    """Return when an option is taken back by the movers that it costs something."""
    if option == 0:
        return np.full_like(found, np.inf)
    measure = terms.measure(issue, option)
    taken = np.any([*_takers(terms, issue, option).values()], axis=0) & measure.reversible
    return np.where(taken, found + measure.snapback, np.inf)


def _takers(terms: Terms, issue: int, option: int) -> dict[str, Bools]:
    """Return mover → where it takes an option back once all exchange has ended: where the option costs it something."""
    movers = [mover for mover in terms.movers[issue] if mover in terms.worth]
    return {mover: np.asarray(terms.worth[mover][issue][option] < 0) for mover in movers}


def undone(terms: Terms, party: str, issue: int, option: int, takers: Mapping[str, Bools]) -> Floats:
    """Return the share of an option’s worth to a party that is undone once these movers have taken it back."""
    measure = terms.measure(issue, option)
    if terms.apart[issue]:
        others = measure.others * np.sum([*takers.values()], axis=0) / len(terms.movers[issue])
    else:
        others = measure.others * np.any([*takers.values()], axis=0)
    return np.where(takers[party], measure.own, others) if party in takers else np.asarray(others)


def _kept(terms: Terms, party: str, course: Course, found: Floats) -> Floats:
    """Return the worth of an issue that is kept, with this round's measure if it is due before the breach is found."""
    old = _withheld(terms, party, course, found)
    if course.after == course.before:
        return old
    issue, rate = course.issue, terms.rates[party]
    value, lead = terms.worth[party][issue], terms.measure(issue, course.after).lead
    rise = (value[course.after] - value[course.before]) * later(rate, lead)
    new = value[course.before] / rate + rise - _lost(terms, party, issue, course.after, found)
    return np.where(lead < found, new, old)


def _withheld(terms: Terms, party: str, course: Course, found: Floats) -> Floats:
    """Return the worth of an issue that stays where it is until what stands is taken back."""
    stands = terms.worth[party][course.issue][course.before] / terms.rates[party]
    return np.asarray(stands - _lost(terms, party, course.issue, course.before, found))


def _withdrawn(terms: Terms, party: str, course: Course, found: Floats) -> Floats:
    """Return the worth of an issue that the breaker takes back from the start.

    Once that is found, the other movers whom it costs something take it back too.
    """
    issue, option, rate = course.issue, course.before, terms.rates[party]
    first = {course.by: np.ones_like(found, dtype=bool)}
    early = undone(terms, party, issue, option, first)
    late = undone(terms, party, issue, option, _takers(terms, issue, option) | first)
    if terms.apart[issue]:  # only the breaker's part is meant here, and all of that is taken back
        early = late = _undone_part(terms, party, issue, option, course.by)
    snapback = terms.measure(issue, option).snapback
    lost = early * later(rate, snapback) + (late - early) * later(rate, found + snapback)
    return np.asarray(terms.worth[party][issue][option] * (1 / rate - lost))


def _undone_part(terms: Terms, party: str, issue: int, option: int, by: str) -> Floats:
    measure = terms.measure(issue, option)
    return measure.own if party == by else measure.others


def _lost(terms: Terms, party: str, issue: int, option: int, found: Floats) -> Floats:
    """Return the present value of what is lost when the movers whom an option costs something take it back."""
    if option == 0:
        return np.zeros_like(found)
    gone = undone(terms, party, issue, option, _takers(terms, issue, option))
    time = found + terms.measure(issue, option).snapback
    return np.asarray(terms.worth[party][issue][option] * gone * later(terms.rates[party], time))
