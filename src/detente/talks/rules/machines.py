"""What may follow on what: one table for each thing that has a course. The manual shows these tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CourseStep:
    """One row of a table: in a state, an entry of a kind leads to a state.

    Attributes:
        state: The state before; empty before there is anything.
        kind: Kind of the entry.
        then: The state after.
        only_if: What must hold besides, in words; empty if nothing.
    """

    state: str
    kind: str
    then: str
    only_if: str = ""


LATEST = "it names the text as it stands"
ALL_ACCEPT = "it names the text as it stands, every delegation accepts it, and no consultation about it is open"
ALL_INITIAL = "every delegation has initialled"
ALL_SIGN = "every delegation has signed"
OWN = "it is made by whoever made the proposal"
IN_FORCE = "the text is in force"
NOT_OWN = "the commitment is another delegation’s"
KEEPER = "the commitment is the delegation’s own"
FAILED = "the commitment is another delegation’s, and is overdue or was found kept less than mostly"
SUSPENDER = "the delegation itself has suspended"
NAMED_ALLY = "the ally is the one that was asked"
ARE_PROPOSALS = "each candidate is an open proposal"
MARKS_ALL = "it marks every candidate, and is the first of its delegation"
OPENS = "every delegation has marked, and what is opened is what was marked"
OTHER_SIDE = "it is made by another delegation"

# Why a consultation is open no more, though its time is not over and the ally has said nothing.
ASKED_ANEW = "the ally was asked anew about the proposal"
REVOKED = "the key of the ally was revoked"

COURSES: dict[str, tuple[CourseStep, ...]] = {
    "proposal": (
        CourseStep("", "proposal", "open"),
        CourseStep("open", "amendment", "open"),
        CourseStep("open", "acceptance", "open", LATEST),
        CourseStep("open", "rejection", "open", LATEST),
        CourseStep("open", "withdrawal", "withdrawn", OWN),
        CourseStep("open", "agreed-text", "agreed", ALL_ACCEPT),
        CourseStep("agreed", "initials", "agreed", LATEST),
        CourseStep("agreed", "signature", "agreed", ALL_INITIAL),
        CourseStep("agreed", "entry-into-force", "in force", ALL_SIGN),
    ),
    "round": (
        CourseStep("", "round", "marking", ARE_PROPOSALS),
        CourseStep("marking", "sealed-acceptance", "marking", MARKS_ALL),
        CourseStep("marking", "overlap", "revealed", OPENS),
    ),
    "consultation": (
        CourseStep("", "consultation", "asked"),
        CourseStep("asked", "comment", "answered", NAMED_ALLY),
        CourseStep("answered", "comment", "answered", NAMED_ALLY),
    ),
    "commitment": (
        CourseStep("", "commitment", "due", IN_FORCE),
        CourseStep("due", "report", "due", KEEPER),
        CourseStep("due", "finding", "judged"),
        CourseStep("judged", "report", "judged", KEEPER),
        CourseStep("judged", "finding", "judged"),
        CourseStep("due", "breach", "breached", FAILED),
        CourseStep("judged", "breach", "breached", FAILED),
        CourseStep("breached", "report", "breached", KEEPER),
        CourseStep("breached", "finding", "judged"),
        CourseStep("breached", "suspension", "suspended", NOT_OWN),
        CourseStep("suspended", "report", "suspended", KEEPER),
        CourseStep("suspended", "restoration", "due", SUSPENDER),
    ),
    "test-call": (
        CourseStep("", "test-call", "calling"),
        CourseStep("calling", "answer", "answered", OTHER_SIDE),
    ),
}


def step_of(course: str, state: str, kind: str) -> CourseStep | None:
    """Return the row of a table for an entry in a state, or None if it may not be made then."""
    return next((one for one in COURSES[course] if (one.state, one.kind) == (state, kind)), None)


def may_follow(course: str, state: str) -> list[str]:
    """Return the kinds of entries that may be made in a state."""
    return [one.kind for one in COURSES[course] if one.state == state]
