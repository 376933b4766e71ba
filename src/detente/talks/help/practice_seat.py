"""An empty seat that is played by a negotiator of NegMAS, so that a delegation can practise alone.

NegMAS is under the AGPL and no part of this package: it is loaded here alone, when it is asked for, from the extra
`practice`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from detente.case.model import Case
from detente.chapters.agreement import OptionNumbers
from detente.talks.help.case_packages import numbered
from detente.talks.help.help_error import HelpError
from detente.talks.help.point_tables import PointTable
from detente.talks.help.proposed_texts import ProposedText, book_of, proposed_texts, standing
from detente.talks.help.single_text import Mediation
from detente.talks.help.stated_positions import positions_of
from detente.talks.record.talks_record import TalksRecord
from detente.talks.rules.rulebook import RuleBook

MOST = 2000  # packages that it thinks of
STYLES = {"boulware": 4.0, "linear": 1.0, "conceder": 0.2}  # exponent of how its aspiration falls with time


class PracticeError(HelpError):
    """There is nothing for the seat to do, or it could not accept anything; the message says which."""


@dataclass(frozen=True)
class PracticeMove:
    """What an empty seat does next.

    Attributes:
        kind: acceptance, initials, signature or proposal.
        body: What the entry says.
    """

    kind: str
    body: Mapping[str, Any]


def next_move(record: TalksRecord, case: Case, party: str, rounds: int, style: str) -> PracticeMove:
    """Return what a seat does next that is played by the program.

    It signs what is agreed. Else it takes what others have proposed, in their order, for the offers of a bargaining by
    turns, and accepts the last one or proposes something itself. The same record gives the same move.

    Args:
        record: The record.
        case: The case.
        party: The party that is played.
        rounds: After how many proposals of others it asks for no more than no agreement is worth.
        style: How its aspiration falls until then: boulware (late), linear, or conceder (early).

    Raises:
        PracticeError: There is nothing to do, or it can accept nothing.
    """
    book = book_of(record)
    for one in book.courses.values():
        if one.course == "proposal" and one.state == "agreed":
            body = {"proposal": one.number, "version": one.version}
            if party not in one.initialled:
                return PracticeMove("initials", body)
            if book.delegations() <= one.initialled and party not in one.signed:
                return PracticeMove("signature", body)
    if settled := _settled(book, party):
        raise PracticeError(settled)
    texts = [text for text in proposed_texts(record).values() if text.delegation != party]
    if texts and book.courses[texts[-1].proposal].state != "open":
        texts = []
    last = texts[-1] if texts else None
    if last is not None and party in book.courses[last.proposal].accepted:
        raise PracticeError(f"{party} has accepted text {last.number} already; it waits for the others")
    mine = [text for text in proposed_texts(record).values() if text.delegation == party]
    if mine and (last is None or mine[-1].number > last.number):
        raise PracticeError(f"{party} has made its proposal, entry {mine[-1].number}; it waits for an answer")
    return _bargained(case, party, texts, rounds, STYLES[style])


def _settled(book: RuleBook, party: str) -> str:
    """Return why a seat has nothing to do where a text is agreed or in force; empty if there is something."""
    settled = standing(book, "agreed", "in force")
    if not settled:
        return ""
    last = settled[-1]
    if any(one.number > last.number for one in standing(book, "open")):  # of which somebody speaks now
        return ""
    if last.state == "in force":
        return f"text {last.version} is in force: nothing is left to do for {party} until another one is proposed"
    if book.delegations() <= last.signed:
        return (
            f"all have signed text {last.version}: it can enter into force, and nothing else is left to do for {party}"
        )
    done = "signed" if party in last.signed else "initialled"
    return f"{party} has {done} text {last.version}; it waits for the others"


def _bargained(case: Case, party: str, texts: Sequence[ProposedText], rounds: int, exponent: float) -> PracticeMove:
    """Return what a negotiator answers to a row of offers."""
    mediation = Mediation(case, {party: PointTable.stated(case, positions_of(case, party))})
    offers = [numbered(case, text.package) for text in texts]
    known = _thought_of(mediation, party, offers)
    values = [mediation.worth(package)[party] for package in known]
    refused = mediation.tables[party].refuses(np.array(known))[:, 0]
    floor = mediation.least(party)
    accepted, own = _answer(
        [min(value, floor - 1.0) if bad else value for value, bad in zip(values, refused, strict=True)],
        floor,
        [known.index(offer) for offer in offers],
        rounds,
        exponent,
    )
    if accepted:
        last = texts[-1]
        return PracticeMove("acceptance", {"proposal": last.proposal, "version": last.number})
    if own is None:
        raise PracticeError(f"{party} could accept no package, so it proposes none")
    package = {i: case.ladder(i)[o] for i, o in zip(case.issues, known[own], strict=True) if o}
    named = "; ".join(f"{case.issues[i].name}: {case.issues[i].options[o].name}" for i, o in package.items())
    return PracticeMove("proposal", {"package": package, "text": named})


def _thought_of(mediation: Mediation, party: str, offers: Sequence[OptionNumbers]) -> list[OptionNumbers]:
    """Return the packages that it thinks of: what it could accept, evenly by value where that is much, and offers."""
    able = np.flatnonzero(mediation.accepted[party])
    ranked = able[np.argsort(-mediation.values[party][able], kind="stable")]
    some = ranked[np.unique(np.linspace(0, len(ranked) - 1, min(MOST, len(ranked))).astype(int))] if len(ranked) else []
    found = [tuple(int(o) for o in mediation.every[n]) for n in some]
    return list(dict.fromkeys([*found, *offers]))


def _answer(
    values: Sequence[float], floor: float, offers: Sequence[int], rounds: int, exponent: float
) -> tuple[bool, int | None]:
    """Let a negotiator of NegMAS answer offers, one after the other.

    Args:
        values: Points a year of each package.
        floor: What no agreement is worth.
        offers: Numbers of the packages that were offered.
        rounds: How many rounds there are.
        exponent: How its aspiration falls.

    Returns:
        Whether it accepts the last offer; and which package it proposes else, None if it accepts or has none.
    """
    if not any(value >= floor for value in values):
        return False, None
    sao, outcomes, preferences = (import_module(f"negmas.{name}") for name in ("sao", "outcomes", "preferences"))

    class RecordedOffers(sao.SAONegotiator):  # type: ignore[misc, name-defined]
        """Makes the offers that are on the record, and accepts nothing."""

        def propose(self, state: Any, dest: str | None = None) -> tuple[int] | None:
            """Return the offer of a round."""
            return (offers[min(state.step, len(offers) - 1)],) if offers else (int(np.argmin(values)),)

        def respond(self, state: Any, source: str | None = None) -> Any:
            """Return a refusal."""
            return sao.ResponseType.REJECT_OFFER

    space = outcomes.make_os([outcomes.make_issue(len(values), "package")])
    worth = preferences.MappingUtilityFunction(
        {(n,): value for n, value in enumerate(values)}, outcome_space=space, reserved_value=floor
    )
    steps = max(1, len(offers))
    mechanism = sao.SAOMechanism(outcome_space=space, n_steps=max(rounds, steps))
    played = sao.AspirationNegotiator(name="played", aspiration_type=exponent)
    mechanism.add(RecordedOffers(name="record"), preferences=worth)
    mechanism.add(played, preferences=worth)
    for _ in range(steps):
        mechanism.step()
        if mechanism.agreement is not None:  # it may be an earlier offer, which was changed since: it keeps to that
            before = mechanism.agreement[0]
            return (True, None) if values[offers[-1]] >= values[before] else (False, before)
    own = [offer for _, who, offer in mechanism.extended_trace if who == played.id and offer is not None]
    return False, own[-1][0] if own else None
