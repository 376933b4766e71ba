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
class FadingWorth:
    """A worth that depends on when a breach is found, and in proportion to what a point is worth then.

    What is to happen some years after the breach is found, is worth as much less: e^(−r(θ + B)) = e^(−rB) · e^(−rθ).

    Attributes:
        level: What it is if no breach is ever found, in every world.
        lost: By how much less it is if one is found at once; None where that makes no difference.
    """

    level: Floats
    lost: Floats | None

    def mixed(self, share: float, other: FadingWorth) -> FadingWorth:
        """Return a share of this and the rest of another."""
        rest, none = 1 - share, np.zeros_like(self.level)
        lost, others = (none if line.lost is None else line.lost for line in (self, other))
        return FadingWorth(share * self.level + rest * other.level, share * lost + rest * others)


@dataclass(frozen=True)
class CourseLines:
    """The worth of a course by when a breach is found.

    Attributes:
        undelivered: Where this round's measure is not delivered before that.
        delivered: Where it is; None where there is none to deliver.
        lead: When it is delivered, in years from the start of the round.
    """

    undelivered: FadingWorth
    delivered: FadingWorth | None = None
    lead: Floats | None = None


@dataclass(frozen=True)
class CourseChanges:
    """What a point is worth to a party when an issue changes on a course, by when a breach is found.

    Attributes:
        fall: When what stood before is taken back, where this round's measure is not delivered.
        rise: When that measure is delivered; 0 where there is none to deliver.
        new_fall: When what it brought is taken back; None where there is none.
        lead: When it is delivered, in years from the start of the round.
    """

    fall: FadingWorth
    rise: Floats
    new_fall: FadingWorth | None = None
    lead: Floats | None = None


def later(rate: Floats, time: Floats) -> Floats:
    """Return the present value of a point a year from a time on: e^(−rate·time) / rate."""
    return np.asarray(np.exp(-rate * time) / rate)


def table(lines: CourseLines, changes: CourseChanges | None, latest: Floats) -> Floats:
    """Return all that decides the worth of a course in one array, as `breach_kernels` reads it.

    Args:
        lines: The worth of the course, by when a breach is found.
        changes: What a point is worth when the issue changes; None where no linkage asks for it.
        latest: When a breach by this course is found; infinite where it keeps its part, −∞ where it is not possible.

    Returns:
        Array (11, worlds): level and loss of the worth before delivery, and after it; when it is delivered, ∞ where it
        is not; level and loss of the fall before delivery; the rise; level and loss of the fall after it; `latest`.
    """
    found = np.zeros((11, len(latest)))
    found[4], found[10] = np.inf if lines.lead is None else lines.lead, latest
    parts = [(0, lines.undelivered), (2, lines.delivered or lines.undelivered)]
    if changes is not None:
        parts += [(5, changes.fall), (8, changes.new_fall or changes.fall)]
        found[7] = changes.rise
    for row, part in parts:
        found[row] = part.level
        if part.lost is not None:
            found[row + 1] = part.lost
    return found


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


def lines(terms: Terms, party: str, course: Course) -> CourseLines:
    """Return what the course of one issue is worth to a party, linkages aside, by when a breach is found.

    Args:
        terms: The terms.
        party: Whose points.
        course: The course of the issue.

    Returns:
        Present value at the start of the round, points, in every world.
    """
    if course.mode == "keep":
        return _kept(terms, party, course)
    broken = _withheld(terms, party, course) if course.mode == "withhold" else _withdrawn(terms, party, course)
    if not terms.apart[course.issue] or party == course.by:
        return CourseLines(broken)
    part = 1 / len(terms.movers[course.issue])  # the breaker's own part alone is broken
    kept = _kept(terms, party, course)
    after = None if kept.delivered is None else broken.mixed(part, kept.delivered)
    return CourseLines(broken.mixed(part, kept.undelivered), after, kept.lead)


def changes(terms: Terms, party: str, course: Course) -> CourseChanges:
    """Return what a point is worth to a party when an issue changes on its course, by when a breach is found."""
    rate = terms.rates[party]
    never = np.zeros_like(rate)
    if course.mode == "withdraw":
        return CourseChanges(
            FadingWorth(np.exp(-rate * terms.measure(course.issue, course.before).snapback), None), never
        )
    old = _fall(terms, party, course.issue, course.before)
    if course.mode == "withhold" or course.after == course.before:
        return CourseChanges(old, never)
    lead = terms.measure(course.issue, course.after).lead
    return CourseChanges(old, np.exp(-rate * lead), _fall(terms, party, course.issue, course.after), lead)


def _fall(terms: Terms, party: str, issue: int, option: int) -> FadingWorth:
    """Return what a point is worth to a party when an option is taken back by the movers that it costs something."""
    never = np.zeros_like(terms.rates[party])
    if option == 0:
        return FadingWorth(never, None)
    measure = terms.measure(issue, option)
    taken = np.any([*_takers(terms, issue, option).values()], axis=0) & measure.reversible
    return FadingWorth(never, np.where(taken, -np.exp(-terms.rates[party] * measure.snapback), 0.0))


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


def _kept(terms: Terms, party: str, course: Course) -> CourseLines:
    """Return the worth of an issue that is kept, with this round's measure if it is due before the breach is found."""
    old = _withheld(terms, party, course)
    if course.after == course.before:
        return CourseLines(old)
    issue, rate = course.issue, terms.rates[party]
    value, lead = terms.worth[party][issue], terms.measure(issue, course.after).lead
    rise = (value[course.after] - value[course.before]) * later(rate, lead)
    new = FadingWorth(value[course.before] / rate + rise, _lost(terms, party, issue, course.after))
    return CourseLines(old, new, lead)


def _withheld(terms: Terms, party: str, course: Course) -> FadingWorth:
    """Return the worth of an issue that stays where it is until what stands is taken back."""
    stands = terms.worth[party][course.issue][course.before] / terms.rates[party]
    return FadingWorth(stands, _lost(terms, party, course.issue, course.before))


def _withdrawn(terms: Terms, party: str, course: Course) -> FadingWorth:
    """Return the worth of an issue that the breaker takes back from the start.

    Once that is found, the other movers whom it costs something take it back too.
    """
    issue, option, rate = course.issue, course.before, terms.rates[party]
    first = {course.by: np.ones_like(rate, dtype=bool)}
    early = undone(terms, party, issue, option, first)
    late = undone(terms, party, issue, option, _takers(terms, issue, option) | first)
    if terms.apart[issue]:  # only the breaker's part is meant here, and all of that is taken back
        early = late = _undone_part(terms, party, issue, option, course.by)
    value, back = terms.worth[party][issue][option], later(rate, terms.measure(issue, option).snapback)
    return FadingWorth(np.asarray(value * (1 / rate - early * back)), np.asarray(value * (late - early) * back))


def _undone_part(terms: Terms, party: str, issue: int, option: int, by: str) -> Floats:
    measure = terms.measure(issue, option)
    return measure.own if party == by else measure.others


def _lost(terms: Terms, party: str, issue: int, option: int) -> Floats | None:
    """Return the present value of what is lost when the movers whom an option costs something take it back at once."""
    if option == 0:
        return None
    gone = undone(terms, party, issue, option, _takers(terms, issue, option))
    back = later(terms.rates[party], terms.measure(issue, option).snapback)
    return np.asarray(terms.worth[party][issue][option] * gone * back)
