"""First letters, drafted and checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.case.model import Case
from detente.chapters.agreement import Agreement, package_gains
from detente.chapters.approach.letters.draft import Letter, draft, missing_words
from detente.chapters.approach.letters.first_exchange import Advice, Exchange, first_exchange
from detente.chapters.approach.letters.letter_forms import correspondence
from detente.chapters.approach.letters.text_check import Checked, check
from detente.worlds import Worlds


@dataclass(frozen=True)
class Drafted:
    """A first letter to one party.

    Attributes:
        sender: The party that writes.
        recipient: The party written to.
        recommended: Whether there is a package worth proposing at all.
        exchange: What it offers and asks for; None where nothing is recommended that both could begin with.
        attainable: Array (worlds): whether the exchange is attainable by itself.
        missing_words: Places in `approach.yaml` that have no words for the letter.
        plain: Whether plain words stand in for those that the case does not have for these two.
        letter: The letter; None where there is no exchange, or words are missing.
        checked: The result of checking the letter; None where there is none.
    """

    sender: str
    recipient: str
    recommended: bool
    exchange: Exchange | None
    attainable: Bools
    missing_words: tuple[str, ...]
    plain: bool
    letter: Letter | None
    checked: Checked | None


def drafted(
    case: Case,
    worlds: Worlds,
    agreement: Agreement,
    sender: str,
    recipient: str,
    advised: Advice,
) -> Drafted:
    """Draft the first letter from one party to another, and check it.

    Args:
        case: The case.
        worlds: The worlds.
        agreement: The result of the agreement chapter.
        sender: The party that writes.
        recipient: The party written to.
        advised: What is recommended: a package, and the rounds of its roadmap.

    Returns:
        The letter, what it offers and asks for, and the result of the check.
    """
    exchange = first_exchange(case, agreement, sender, recipient, advised)
    missing = missing_words(case, sender, recipient, exchange) if exchange else ()
    written = correspondence(case, sender, recipient)
    letter = draft(case, written, exchange) if exchange and not missing else None
    return Drafted(
        sender=sender,
        recipient=recipient,
        recommended=advised.package is not None,
        exchange=exchange,
        attainable=_attainable(worlds, agreement, exchange),
        missing_words=missing,
        plain=written.plain,
        letter=letter,
        checked=check(case, agreement, recipient, letter.text, sender) if letter else None,
    )


def _attainable(worlds: Worlds, agreement: Agreement, exchange: Exchange | None) -> Bools:
    if exchange is None:
        return np.zeros(worlds.size, dtype=bool)
    plan = agreement.main.plan
    return np.asarray(package_gains(plan, [plan.packages.named(exchange.options)], worlds).attainable[0])
