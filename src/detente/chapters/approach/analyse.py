"""The analysis of the approach chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.arrays import Bools
from detente.case.model import Case
from detente.chapters.agreement.chapter import AGREEMENT
from detente.chapters.agreement.judging.package_detail import detail
from detente.chapters.agreement.result import Agreement
from detente.chapters.approach.lacks import lacks_for_probes
from detente.chapters.approach.letters.check import check
from detente.chapters.approach.letters.draft import draft, missing_words
from detente.chapters.approach.letters.first_exchange import Exchange, first_exchange
from detente.chapters.approach.probes.probing import probing
from detente.chapters.approach.result import Approaches, Drafted
from detente.chapters.contract import Upstream
from detente.chapters.roadmap.chapter import ROADMAP
from detente.worlds import Worlds


def analyse(worlds: Worlds, upstream: Upstream) -> Approaches:
    """Draft the first letters, and value the probes if the case has any.

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of earlier chapters; agreement is needed.

    Returns:
        Letters and probes, a pure function of the worlds.
    """
    case = worlds.case
    agreement = upstream.needed(AGREEMENT)
    rounds = _rounds(case, upstream)
    letters = {
        recipient: drafted(case, worlds, agreement, form.sender, recipient, rounds)
        for recipient, form in case.parts["approach"].letters.items()
    }
    lacking = lacks_for_probes(case)
    ready = case.parts["approach"].probes and not lacking
    return Approaches(
        worlds=worlds,
        agreement=agreement,
        letters=letters,
        probing=probing(case, worlds, agreement, upstream) if ready else None,
        unprobed=lacking,
    )


def drafted(
    case: Case,
    worlds: Worlds,
    agreement: Agreement,
    sender: str,
    recipient: str,
    rounds: Sequence[Mapping[str, str]] = (),
) -> Drafted:
    """Draft the first letter from one party to another, and check it.

    Args:
        case: The case.
        worlds: The worlds.
        agreement: The result of the agreement chapter.
        sender: The party that writes.
        recipient: The party written to.
        rounds: For each round of the recommended roadmap, issue → option of all that is carried out by its end.

    Returns:
        The letter, what it offers and asks for, and the result of the check.
    """
    exchange = first_exchange(case, agreement, sender, recipient, rounds)
    missing = missing_words(case, recipient, exchange) if exchange else ()
    letter = draft(case, recipient, exchange) if exchange and not missing else None
    return Drafted(
        sender=sender,
        recipient=recipient,
        exchange=exchange,
        attainable=_attainable(worlds, agreement, exchange),
        missing_words=missing,
        letter=letter,
        checked=check(case, agreement, recipient, letter.text) if letter else None,
    )


def _rounds(case: Case, upstream: Upstream) -> list[dict[str, str]]:
    """Return, for each round of the recommended roadmap, all that is carried out by its end, as issue → option."""
    roadmaps = upstream.of(ROADMAP)
    way = None if roadmaps is None else roadmaps.way
    places = way.chosen if way is not None else ()
    return [
        {issue: case.ladder(issue)[n] for issue, n in zip(case.issues, place, strict=True) if n} for place in places
    ]


def _attainable(worlds: Worlds, agreement: Agreement, exchange: Exchange | None) -> Bools:
    if exchange is None:
        return np.zeros(worlds.size, dtype=bool)
    plan = agreement.main.plan
    return np.asarray(detail(plan, [plan.packages.named(exchange.options)], worlds).attainable[0])
