"""The report of a drafted letter: the JSON of `detente letter draft --json`, also part of the chapter's report.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from detente.chapters.approach.letters.check_reports import CheckReport, check_report
from detente.chapters.approach.letters.drafted import Drafted
from detente.chapters.approach.letters.first_exchange import Origin
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds


class LetterReport(Sampled):
    """A letter drafted from the case."""

    sender: str
    """The party that writes."""
    recipient: str
    """The party written to."""
    plain: bool
    """Whether the case has no words for a letter from this sender to this recipient, so that plain ones stand in, with
    square brackets around what somebody must fill in."""
    date: str
    """The day, as the letter has it."""
    opening: str
    """The form of address."""
    parts: dict[str, str]
    """What a paragraph is for → the paragraph, in order."""
    closing: str
    """The closing form."""
    signature: list[str]
    """Who signs, line by line."""
    text: str
    """The letter as Markdown."""
    offers: dict[str, str]
    """Issue → option that the sender would carry out."""
    asks: dict[str, str]
    """Issue → option that the recipient would carry out."""
    together: dict[str, str]
    """Issue → option that both would carry out."""
    others: dict[str, str]
    """Issue → option that a mediator would put to others."""
    steps: list[dict[str, str]]
    """What is done first, and what then, each as issue → option: the first round of the roadmap, and the rest."""
    origin: Origin
    """Whether it is the first rounds of the roadmap of the recommended package, or was picked from that package."""
    share: float
    """P(x) of all that it offers and asks for, taken alone, as a package."""
    check: CheckReport
    """What a check of the letter finds."""


def letter_report(worlds: Worlds, drafted: Drafted) -> LetterReport | None:
    """Return the report of a letter, or None where there is no letter."""
    letter, exchange, checked = drafted.letter, drafted.exchange, drafted.checked
    if letter is None or exchange is None or checked is None:
        return None
    return copied(
        LetterReport,
        letter,
        sender=drafted.sender,
        recipient=drafted.recipient,
        plain=drafted.plain,
        check=check_report(worlds.case, checked),
        offers=exchange.offers,
        asks=exchange.asks,
        together=exchange.together,
        others=exchange.others,
        origin=exchange.origin,
        steps=[step.options for step in exchange.steps],
        share=worlds.sampled(drafted.attainable),
    )


UNASKED = "no proposal is expected to leave the side advised better off than making none"


def why_unwritten(drafted: Drafted) -> tuple[str, ...]:
    """Return the reasons why there is no letter, a line each."""
    if not drafted.recommended:
        return (UNASKED,)
    if drafted.exchange is None:
        return ("no part of the recommended package has something that each side could begin with",)
    return tuple(f"approach.yaml lacks {line}" for line in drafted.missing_words)
