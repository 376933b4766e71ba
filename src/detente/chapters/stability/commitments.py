"""The commitments of a package once it is carried out, and who would gain by breaking which in each world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.arrays import TOLERANCE, Bools, Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability.compliance import Course, Ledger
from detente.findings import joined


@dataclass(frozen=True, order=True)
class Commitment:
    """What one party keeps up under a package.

    Attributes:
        party: Who carries it out.
        issue: Number of the issue.
        option: Number of the option.
    """

    party: str
    issue: int
    option: int

    @property
    def course(self) -> Course:
        """The issue in the steady state, with this commitment broken."""
        return Course(self.issue, self.option, self.option, "withdraw", self.party)


@dataclass(frozen=True)
class Kept:
    """Whether a package would be kept, in points a year of each party; arrays of worlds.

    Attributes:
        durable: Where no party gains by breaking anything or by leaving.
        lasts: Where no party gains by leaving in good order.
        slack: Party that carries something out → what keeping is worth more than its best breach; ∞ where it can break
            nothing.
        needed: Party → the smallest yearly payment, for as long as no breach is found, that makes breaking no better.
        alone: Array (commitments, worlds): what keeping is worth more than breaking this one alone.
        weakest: Number of the commitment whose breach alone has the least slack as a share of its party's span; −1
            where nobody with points carries anything out.
    """

    durable: Bools
    lasts: Bools
    slack: dict[str, Floats]
    needed: dict[str, Floats]
    alone: Floats
    weakest: Ints


def commitments(
    parties: Sequence[str], movers: Sequence[Sequence[str]], package: OptionNumbers
) -> tuple[Commitment, ...]:
    """List the commitments that a package brings, party by party.

    Args:
        parties: The parties whose conduct counts.
        movers: For each issue, who carries it out.
        package: Option number of every issue.

    Example:
        >>> commitments(("ann", "bea"), (("ann",), ("bea", "ann")), (0, 2))
        (Commitment(party='ann', issue=1, option=2), Commitment(party='bea', issue=1, option=2))
    """
    return tuple(
        Commitment(party, issue, option)
        for party in parties
        for issue, option in enumerate(package)
        if option and party in movers[issue]
    )


def kept(ledger: Ledger, package: OptionNumbers) -> Kept:
    """Return whether a package would be kept once everything in it is carried out.

    Args:
        ledger: The ledger of a block of worlds.
        package: Option number of every issue.

    Returns:
        Who would gain by breaking what; a gain below 1e-9 of a party's scale counts as none.
    """
    ledger = ledger.at(package)
    terms = ledger.terms
    made = commitments(terms.parties, terms.movers, package)
    slack, needed = {}, {}
    alone, shares = np.empty((2, len(made), *ledger.never.at.shape))
    durable = np.ones(ledger.never.at.shape, dtype=bool)
    for party in dict.fromkeys(commitment.party for commitment in made):
        rate, steady = terms.rates[party], ledger.steady(party, package)
        breaches = ledger.breaches(party, package, package)
        gains = np.array([(breach.worth - steady) * rate for breach in breaches])
        slack[party] = -gains.max(axis=0)
        holds = slack[party] >= -TOLERANCE * terms.scales[party]
        durable &= holds
        with np.errstate(over="ignore"):  # what is practically never found can be paid for by nothing
            delays = np.exp(np.array([rate * breach.found for breach in breaches]))
        dues = np.multiply(gains, delays, out=np.full_like(gains, -np.inf), where=gains > 0)
        needed[party] = np.where(holds, 0.0, dues.max(axis=0))
        for number, commitment in enumerate(made):
            if commitment.party == party:
                alone[number] = (steady - ledger.alone(party, package, package, commitment.course)) * rate
                span = terms.spans[party]  # 0 where a party has nothing at stake, and so nothing to gain by breaking
                shares[number] = np.divide(alone[number], span, out=np.zeros_like(span), where=span > 0)
    weakest = shares.argmin(axis=0) if made else np.full(durable.shape, -1)
    lasting = lasts(ledger, package)
    return Kept(durable & lasting, lasting, slack, needed, alone, np.asarray(weakest))


def lasts(ledger: Ledger, package: OptionNumbers) -> Bools:
    """Return where nobody would rather leave a package in good order once all is done: V ≥ X for every party."""
    terms = ledger.terms
    stays = [
        (ledger.steady(party, package) - ledger.leave(party, package)) * terms.rates[party]
        >= -TOLERANCE * terms.scales[party]
        for party in terms.parties
    ]
    return np.asarray(np.logical_and.reduce(stays))


def joined_kept(blocks: Sequence[Kept]) -> Kept:
    """Join what was found in blocks of worlds."""
    return Kept(
        durable=np.concatenate([block.durable for block in blocks]),
        lasts=np.concatenate([block.lasts for block in blocks]),
        slack=joined([block.slack for block in blocks]),
        needed=joined([block.needed for block in blocks]),
        alone=np.concatenate([block.alone for block in blocks], axis=1),
        weakest=np.concatenate([block.weakest for block in blocks]),
    )
