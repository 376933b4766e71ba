"""Who could write to whom, and in which form: as the case says it, else in plain words to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.model import Case
from detente.chapters.approach.schema import ApproachFile, LetterWords
from detente.findings.speech import of_name


@dataclass(frozen=True)
class Correspondence:
    """A letter that could be written.

    Attributes:
        sender: The party that writes.
        recipient: The party written to.
        words: How the letter is written.
        plain: Whether the case has no words for it, so that plain ones stand in, with square brackets around what
            somebody must fill in.
    """

    sender: str
    recipient: str
    words: LetterWords
    plain: bool = False


def correspondence(case: Case, sender: str, recipient: str) -> Correspondence:
    """Return how a party would write to another.

    Args:
        case: A case with `approach.yaml`.
        sender: The party that writes.
        recipient: The party written to.

    Returns:
        As the case says it for these two; else in plain words, with the forms of address that others use to the
        recipient.
    """
    for one in stated(case):
        if (one.sender, one.recipient) == (sender, recipient):
            return one
    return Correspondence(sender, recipient, _plain(case, sender, recipient), plain=True)


def stated(case: Case) -> Iterator[Correspondence]:
    """Yield every letter for which the case has words, those under `letters` first."""
    part: ApproachFile = case.parts["approach"]
    for recipient, form in part.letters.items():
        yield Correspondence(form.sender, recipient, form)
    for sender, written in part.letters_from.items():
        for recipient, words in written.items():
            yield Correspondence(sender, recipient, words)


def by_key(case: Case) -> dict[str, Correspondence]:
    """Return every letter for which the case has words, by the key of what is found about it.

    Where none of these is from the principal advised, its letters to the other principals come first, in plain words.
    The first one to a recipient has the recipient's id, any other `RECIPIENT-from-SENDER`.
    """
    known, own = [*stated(case)], case.advises
    if known and own in case.principals and all(one.sender != own for one in known):
        known = [*(correspondence(case, own, to) for to in case.principals if to != own), *known]
    found: dict[str, Correspondence] = {}
    for one in known:
        found[one.recipient if one.recipient not in found else f"{one.recipient}-from-{one.sender}"] = one
    return found


def moves_nothing(case: Case, party: str) -> bool:
    """Return whether a party carries out nothing that could be agreed, so that it can only mediate."""
    return not any(party in body.movers for body in case.issues.values())


def _plain(case: Case, sender: str, recipient: str) -> LetterWords:
    known = next((one.words for one in stated(case) if one.recipient == recipient), None)
    name = of_name(case.parties[sender])
    purpose = "I write to you about a first step that each side could take."
    if moves_nothing(case, sender):
        purpose = "I write to you as one who asks nothing for myself, about a first step that each side could take."
    return LetterWords(
        opening=known.opening if known else "Excellency",
        purpose=purpose,
        channel="through [the channel]",
        talks="Officials could meet at [place and day] to work out the details.",
        courtesy="I would be glad of your answer.",
        closing=known.closing if known else "Yours sincerely",
        signature=("[Name and office]", f"for {name}"),
    )
