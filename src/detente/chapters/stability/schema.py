"""The schema of `stability.yaml`. The sentence under each field is its documentation and becomes the reference page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from detente.case.base import Frozen, Id
from detente.case.faults import nearest, one_of, printable, shown
from detente.case.first_and_last_days import days
from detente.case.judgements import AnyJudgement, NotNegative, Probability, Rate
from detente.case.model import Case
from detente.case.references import Problem, unknown
from detente.case.schema import Date
from detente.chapters.stability.measure_classes import CLASSES, ClassName, assumed
from detente.chapters.stability.stated import ConflictPart

JUDGED = ("lead", "detection", "snapback", "reversible_others", "reversible_own")


class Measure(Frozen):
    """What carries an issue up to one option from any lower one, and how it can be found out and taken back."""

    kind: ClassName | None = Field(default=None, alias="class")
    """The class of the measure. What is not said below is then assumed as for others of that class, and counts in a
    brief as an assumption of the program; [ranges and reasons](../howto/stability.md#start-with-classes)."""
    lead: NotNegative | None = None
    """Months from the decision until it is carried out."""
    detection: NotNegative | None = None
    """Months until the others find out that it was withheld or taken back."""
    snapback: NotNegative | None = None
    """Months that taking it back needs."""
    reversible_others: Probability | None = None
    """Share of its worth to others that the mover can take back."""
    reversible_own: Probability | None = None
    """Share of its own cost that the mover recovers by taking it back."""
    restored_by: Literal["mover", "vote", "clause"] | None = None
    """Who can bring back what was before. mover: the mover alone; vote: a body that votes, so that to each member it
    cannot be taken back; clause: it would need such a vote, but a snapback clause spares it. Must be said where a
    consent clause covers the option; elsewhere it is the mover."""
    first: Date | None = Field(default=None, alias="from")
    """The first day on which it can be carried out, if there is one; a roadmap waits for it."""
    until: Date | None = None
    """The last day on which it can be carried out, if there is one; a roadmap that would carry it out later stops
    before that round."""
    note: str | None = None
    """Anything a reader should know."""

    @model_validator(mode="before")
    @classmethod
    def _with_defaults(cls, raw: Any) -> Any:
        """Return what is said of the measure on top of what its class lets the program assume."""
        name = raw.get("class") if isinstance(raw, dict) else None
        return {**assumed(name), **raw} if isinstance(name, str) and name in CLASSES else raw


class Crisis(Frozen):
    """A danger that lasts until something is done: a strike that stands ready, armies that face each other."""

    hazard: Rate
    """Yearly rate at which it breaks out while it lasts; then all exchange is over for good."""
    until: Annotated[dict[Id, Id], Field(min_length=1)]
    """Issue → option. It is over once all of these, or later ones, are carried out and verified."""
    outbreak: dict[Id, AnyJudgement] = Field(default_factory=dict)
    """Party → points a year for good once it has broken out; without it, what no agreement is worth. Where it is said,
    the reservation value is meant without this danger."""
    note: str | None = None
    """Anything a reader should know."""


class StabilityFile(Frozen):
    """What `stability.yaml` says: how each measure can be found out and taken back, or a conflict stated directly."""

    measures: dict[Id, dict[Id, Measure]] = Field(default_factory=dict)
    """Issue → option → the measure that brings it about. Every option but the status quo needs one."""
    hazard: Rate | None = None
    """Yearly rate at which an agreement ends for other causes than a breach; added to the discount rates."""
    crisis: Crisis | None = None
    """A danger that lasts until something is done, so that every day counts until then."""
    conflict: ConflictPart | None = None
    """A graph model stated directly: who can do what, what cannot be, and what each would rather have."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Find what does not fit the rest of the case.

        Args:
            case: The sound entries of the case.

        Yields:
            Problems, in no particular order.
        """
        if self.conflict is not None:
            from detente.chapters.stability.stated.consistency import check  # which most cases do not need

            yield from check(self.conflict, case)
        for party, rate in case.discount_rates.items():
            if self.hazard is not None and self.hazard.low + rate.low <= 0:
                found = "0 with a hazard of 0, so that nothing is discounted"
                yield Problem(("discount_rates", party), found, "a rate or a hazard above 0")
        if self.crisis is not None:
            yield from _crisis_problems(self.crisis, case)
        yield from self._of_measures(case)

    def _of_measures(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for each measure that brings about nothing, or is restored by a vote that nobody has."""
        for issue, options in self.measures.items():
            place = ("stability", "measures", issue)
            if issue not in case.issues:
                found = f"the unknown issue {shown(issue)}"
                yield Problem(place, found, one_of(case.issues), nearest(issue, case.issues), issue)
                continue
            ladder = case.ladder(issue)
            for option, measure in options.items():
                yield from days((*place, option), measure, case)
                if option not in ladder:
                    found = f"the unknown option of {printable(issue)} {shown(option)}"
                    yield Problem((*place, option), found, one_of(ladder[1:]), nearest(option, ladder), option)
                elif option == ladder[0]:
                    found = f"a measure for the status quo {option!r}"
                    yield Problem((*place, option), found, "an option that changes something")
                elif measure.restored_by in ("vote", "clause") and not voted(case, issue, option):
                    found = f"{measure.restored_by!r}, though no consent clause covers {issue}: {option}"
                    yield Problem((*place, option, "restored_by"), found, "mover, or a consent clause in case.yaml")


def _crisis_problems(crisis: Crisis, case: Case) -> Iterator[Problem]:
    """Yield a problem for each name that the crisis mentions and that does not exist, and for what changes nothing."""
    place = ("stability", "crisis")
    for party in crisis.outbreak:
        yield from unknown((*place, "outbreak", party), party, case.parties, "party")
    for issue, option in crisis.until.items():
        if issue not in case.issues:
            yield from unknown((*place, "until", issue), issue, case.issues, "issue")
            continue
        ladder = case.ladder(issue)
        yield from unknown((*place, "until", issue), option, ladder, f"option of {printable(issue)}")
        if option == ladder[0]:
            found = f"the status quo {option!r}, which would have ended the crisis before it began"
            yield Problem((*place, "until", issue), found, one_of(ladder[1:]))


def voted(case: Case, issue: str, option: str) -> bool:
    """Return whether a consent clause covers this option, so that a body had a say in it."""
    return any(
        issue in clause.covers and option in clause.covers[issue].of(case.ladder(issue))
        for clause in case.consent.values()
    )
