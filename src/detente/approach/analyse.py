"""The approach chapter from a case and its worlds to what it found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from detente.agreement.detail import detail
from detente.agreement.result import Agreement
from detente.agreement.scores import Bools
from detente.approach.letter.check import check
from detente.approach.letter.draft import draft, wanting
from detente.approach.letter.first import Exchange, first_exchange
from detente.approach.result import Approach, Drafted
from detente.case.model import Case
from detente.worlds import Worlds


def analyse(case: Case, worlds: Worlds, upstream: Mapping[str, Any]) -> Approach:
    """What should be sent next, and what would the answer tell?

    Args:
        case: A case that lacks nothing for this chapter (`needs.lacks`).
        worlds: The worlds, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; agreement is needed.

    Returns:
        What was found, a pure function of case and worlds.
    """
    agreement: Agreement = upstream["agreement"]
    letters = {
        recipient: drafted(case, worlds, agreement, form.sender, recipient)
        for recipient, form in case.parts["approach"].letters.items()
    }
    return Approach(worlds=worlds, agreement=agreement, letters=letters)


def drafted(case: Case, worlds: Worlds, agreement: Agreement, sender: str, recipient: str) -> Drafted:
    """Which first letter would one party write to another?

    Args:
        case: The case.
        worlds: The worlds.
        agreement: What can be agreed.
        sender: The party that writes.
        recipient: The party written to.

    Returns:
        The letter with what it holds, and what a check of it finds.
    """
    exchange = first_exchange(case, agreement, sender, recipient)
    lacking = wanting(case, recipient, exchange) if exchange else ()
    letter = draft(case, recipient, exchange) if exchange and not lacking else None
    return Drafted(
        sender=sender,
        recipient=recipient,
        exchange=exchange,
        attainable=_attainable(worlds, agreement, exchange),
        wanting=lacking,
        letter=letter,
        checked=check(case, agreement, recipient, letter.text) if letter else None,
    )


def _attainable(worlds: Worlds, agreement: Agreement, exchange: Exchange | None) -> Bools:
    if exchange is None:
        return np.zeros(worlds.size, dtype=bool)
    plan = agreement.main.plan
    return np.asarray(detail(plan, [plan.packages.named(exchange.options)], worlds).attainable[0])
