"""The report of the roadmap chapter: what it found in plain numbers, which is also what its JSON holds.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.base import Frozen


class MeasureReport(Frozen):
    """A measure: what brings an issue to an option."""

    issue: str
    """Id of the issue."""
    option: str
    """Id of the option."""
    name: str
    """Printed name."""
    by: list[str]
    """Parties that carry it out."""


class CriteriaReport(Frozen):
    """What counts about a roadmap: means over the worlds in which the package is attainable."""

    rounds: list[list[MeasureReport]]
    """Its rounds in order, each with its measures."""
    worth: float
    """Smallest over principals of its worth at stated beliefs, as a share of the party's own best attainable gain."""
    doubt: float
    """How sure the more doubtful side must be that the other is sincere."""
    exposure: float
    """Largest exposure, as a share of the party's own best attainable gain."""
    years: float
    """Duration."""
    enforcing: float
    """Share of all worlds in which nobody gains by cheating in any round or afterwards."""


class WayReport(CriteriaReport):
    """A roadmap that is shown by name."""

    kind: Literal["recommended", "at-once", "goes-first", "named"]
    """Why it is shown."""
    id: str
    """Party that goes first, or id of a named roadmap; empty for the others."""
    name: str
    """Printed name."""
    breaks: Literal["order", "apart", "most", "rounds"] | None
    """Which kind of rule of the case it breaks, so that it could not be proposed; null where it keeps them all."""
    trust: dict[str, float]
    """Principal → how sure it must be."""
    hopeless: float
    """Share of the worlds in which the package is attainable, but in which no belief is enough: the roadmap costs some
    principal more than the package brings it."""


class FailureReport(Frozen):
    """What happens if a party breaks a round."""

    by: str
    """Who breaks it."""
    tempted: float
    """Share of the worlds in which the package is attainable, in which it would gain by that."""
    found: list[float]
    """Months from the beginning of the round until the breach is found at the latest: 10, 50 and 90 % quantiles."""
    back: dict[str, list[str]]
    """Party → names of what it takes back, or does not deliver, once that is found."""
    months: list[float]
    """Months from the beginning of the round until all that is taken back: 10, 50 and 90 % quantiles."""
    breaker: float
    """What the breaker has then against no talks, as a share of its own best attainable gain."""
    victims: dict[str, float]
    """Other principal → what it is left with at worst against no talks, likewise."""


class RoundReport(Frozen):
    """A round of the roadmap to propose."""

    number: int
    """Number, from 1."""
    measures: list[MeasureReport]
    """What is carried out in it."""
    months: list[float]
    """How long it takes: 10, 50 and 90 % quantiles."""
    exposure: dict[str, float]
    """Principal → what it would lose by a breach in this round against an orderly exit, as a share of its own best
    attainable gain."""
    trust: dict[str, float]
    """Principal → how sure it must be, when the round begins, that the others are sincere, if it could still leave."""
    holds: float
    """Share of the worlds in which the package is attainable, in which nobody gains by breaking the round."""
    keeps: dict[str, float]
    """Party → share of those worlds in which it does not gain by breaking the round."""
    belief: dict[str, float]
    """Principal → how likely it holds the others to be sincere once the round is kept."""
    failures: list[FailureReport]
    """What happens if it fails."""


class InsuranceReport(Frozen):
    """What insuring one measure would do."""

    measure: MeasureReport
    """The measure."""
    kind: Literal["verification", "reversibility"]
    """verification: a breach is found twice as fast. reversibility: it can be taken back in full."""
    doubt: float
    """How sure the more doubtful side must be then."""
    fall: float
    """By how much that is less."""
    worlds: int
    """In how many of the worlds in which the package is attainable it was worked out."""


class InsistedReport(Frozen):
    """A measure of the package that is insisted on in the first round."""

    measure: MeasureReport
    """The measure."""
    worth: float | None
    """What the best roadmap that begins with it is worth; null if none may."""
    doubt: float | None
    """How sure the more doubtful side must be for that."""
    loss: float | None
    """By how much it is worth less than the roadmap to propose."""


class PreconditionReport(Frozen):
    """A demand on top of the package."""

    measure: MeasureReport
    """What is demanded."""
    price: float
    """Its price as content, from the agreement chapter."""
    free: float
    """Share of worlds in which the package is attainable and every round pays to keep, without the demand."""
    content: float
    """The same with the demand, met where it does best."""
    precondition: float
    """The same with the demand met before anything else."""


class ShareReport(Frozen):
    """A measure that can be carried out in shares; lists are quantiles over worlds with the package attainable."""

    measure: MeasureReport
    """The measure."""
    party: str
    """Who carries it out."""
    irreversible: list[float]
    """Largest first share if no share could be taken back."""
    possible: float
    """Share of those worlds in which shares that cannot be taken back are possible at all."""
    small: list[float]
    """Largest first share at the mover's stated belief."""
    years: list[float]
    """Years in which shares then grow to the whole."""
    least: list[float] | None
    """Smallest share that would reassure, where there is a window; null if there is none or it was not asked."""
    most: list[float] | None
    """Largest share that would be dared, likewise."""
    window: float | None
    """Share of those worlds in which there is such a window; null if it was not asked."""


class DatedReport(Frozen):
    """A measure on the calendar."""

    measure: MeasureReport
    """The measure."""
    round: int
    """Number of its round."""
    start: dt.date
    """Day on which the round begins."""
    done: dt.date
    """Day on which it is carried out."""
    verified: dt.date
    """Day on which that is verified."""
    latest: dt.date | None
    """Last day on which it can be carried out if all is to be done in time; null where no such day is stated."""
    critical: bool
    """Whether its round waits for it."""
    occasion: bool
    """Whether it falls on an occasion of the calendar."""
    late: list[str]
    """Names of what it had better come before, and does not."""


class ScheduleReport(Frozen):
    """The roadmap on the calendar, every duration at its median."""

    measures: list[DatedReport]
    """The measures in order."""
    end: dt.date | None
    """Day on which all is verified; null if it never is."""
    soonest: dt.date | None
    """The same if no occasion were waited for."""
    by: dt.date | None
    """Day by which all should be done, if there is one."""
    never: MeasureReport | None
    """A measure that the calendar never allows."""


class RoadmapReport(Frozen):
    """In which order the steps to a package need the least trust."""

    package: str | None
    """Label of the package, as the agreement chapter has it; null where there is none."""
    name: str | None
    """Its printed name."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    problem: str | None
    """Why there is no roadmap, if there is none."""
    method: Literal["exact", "best-of"] | None
    """exact: every roadmap was judged in every drawn world. best-of: the best of those that are good in the central
    world or in one of three under stress, each judged in every world."""
    judged: int
    """Number of roadmaps judged."""
    most_rounds: int
    """Rounds that a roadmap has at most."""
    most_at_once: int
    """Issues that a round moves at most."""
    attainable: float
    """Share of worlds in which the package is attainable; where that is 0, means are over all worlds."""
    reachable: float
    """Share of worlds in which the roadmap to propose is self-enforcing."""
    joint: float
    """Share of worlds in which both hold."""
    recommended: WayReport | None
    """The roadmap to propose."""
    baselines: list[WayReport]
    """What it is compared with."""
    frontier: list[CriteriaReport]
    """Roadmaps that no other beats on doubt, exposure, years and enforcing at once; a spread of at most twelve."""
    unbeaten: int
    """How many of those there are."""
    beliefs: dict[str, float]
    """Principal → how likely it holds the other side to be sincere before anything is done, on average."""
    rounds: list[RoundReport]
    """The rounds of the roadmap to propose."""
    steady: dict[str, float]
    """Party → share of the worlds in which the package is attainable, in which it does not gain by breaking it once all
    is done."""
    weakest: int | None
    """Number of the round that pays to keep in the fewest worlds."""
    insurance: list[InsuranceReport]
    """What insuring each measure would do, the most useful first."""
    insisted: list[InsistedReport]
    """What insisting on each measure first would cost, the dearest first."""
    demands: list[PreconditionReport]
    """What further demands would cost, as content and as preconditions."""
    shares: list[ShareReport]
    """Measures that can be carried out in shares."""
    schedule: ScheduleReport | None
    """The roadmap on the calendar."""
