"""Letters as somebody pastes them, checked against a case: what they raise, at which price, in the command's words."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.faults import CaseError, Fault, one_of
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT
from detente.chapters.approach import APPROACH
from detente.chapters.approach.letters import by_key, check, check_report, check_told, text_of
from detente.web.questions_asked import CaseQuestion, Refused, outcomes_of

FILE = "letter.txt"  # what a pasted text is called where it cannot be read as a letter


@dataclass(frozen=True)
class LetterChecked:
    """What was found in a letter.

    Attributes:
        passes: Whether all of it could be judged, and nothing in it would torpedo an agreement.
        verdict: That, in words.
        told: What was found: a heading, and the lines below it.
        worlds: In how many worlds.
    """

    passes: bool
    verdict: str
    told: tuple[tuple[str, tuple[str, ...]], ...]
    worlds: int


def correspondents(case: Case) -> tuple[str, ...]:
    """Return a sender and a recipient for whoever does not say them; nobody where no letter can be checked."""
    if APPROACH.lacks(case) or len(case.parties) < 2:
        return ()
    first = next(iter(by_key(case).values()), None)
    return tuple(case.parties)[:2] if first is None else (first.sender, first.recipient)


def check_letter_text(question: CaseQuestion, sender: str, recipient: str, text: str) -> LetterChecked | Refused:
    """Return what a letter raises, in the worlds of an answer that is known or worked out for it.

    Args:
        question: What is asked of the case; its chapter is the one that prices demands.
        sender: The party that writes.
        recipient: The party written to.
        text: The letter.
    """
    try:
        plain = text_of(text.encode(), FILE)
        outcomes = outcomes_of(question)
        case = outcomes.case
        faults = [Fault("approach", 0, "", "a case without what it needs", line) for line in APPROACH.lacks(case)]
        if sender not in case.parties or recipient not in case.parties or sender == recipient:
            faults.append(Fault("letter", 0, "", f"from {sender!r} to {recipient!r}", f"two of {one_of(case.parties)}"))
        if faults:
            return Refused(tuple(faults))
        report = check_report(case, check(case, outcomes.result(AGREEMENT), recipient, plain, sender))
    except CaseError as error:
        return Refused(tuple(error.faults))
    (verdict, _), *told = check_told(case, report)
    return LetterChecked(
        report.passes, verdict, tuple((heading, tuple(lines)) for heading, lines in told), outcomes.worlds.size
    )
