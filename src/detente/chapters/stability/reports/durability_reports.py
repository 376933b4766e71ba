"""Packages in plain numbers, once they are carried out: who would break what, what stops it, and what would help.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.stability.compliance_game import Game
from detente.chapters.stability.remedies import RemedyKind
from detente.chapters.stability.result import Promise, Stability
from detente.findings.copying import copied
from detente.findings.sampled import Sampled
from detente.worlds import Worlds
from detente.worlds.errors import Interval, of_quantile
from detente.worlds.quantiles import spread

MOST_PAID = 1e9  # points a year; what would take more is not to be had


class CommitmentReport(Sampled):
    """What one party keeps up under a package."""

    party: str
    """Who carries it out."""
    issue: str
    """Issue."""
    option: str
    """Option that is kept up."""
    breaks: float
    """Share of worlds in which breaking it alone would pay."""
    weakest: float
    """Share of worlds in which it is the weakest: broken alone, it leaves its party the least to lose, as a share of
    what is at stake for that party."""

    @classmethod
    def every(cls, worlds: Worlds, promise: Promise) -> list[CommitmentReport]:
        """Report the commitments of a package, the weakest first."""
        case, issues = worlds.case, tuple(worlds.case.issues)
        found = [
            copied(
                cls,
                made,
                issue=issues[made.issue],
                option=case.ladder(issues[made.issue])[made.option],
                breaks=worlds.sampled(promise.kept.alone[number] < 0),
                weakest=worlds.sampled(promise.kept.weakest == number),
            )
            for number, made in enumerate(promise.commitments)
        ]
        return sorted(found, key=lambda c: -c.weakest)


class PartyStability(Sampled):
    """One party that carries something out."""

    party: str
    """The party."""
    breaks: float
    """Share of worlds in which some breach would pay."""
    slack: list[float]
    """Tenth, fiftieth and ninetieth percentile of what keeping is worth more than the best breach, by the year and as a
    share of the distance between the best and the worst that the options could bring; at most 1."""
    payment: float | None
    """Median, over the worlds in which some breach would pay, of the smallest yearly payment that makes breaking no
    better, points a year of the party; paid as long as no breach is found. Null where no breach pays in any world, or
    where a breach is found so late that no payment would do; the upper end of its interval is 1e9 where that may be
    so."""
    payment_share: float | None
    """Median of the same as a share of that distance."""

    @classmethod
    def of(cls, worlds: Worlds, promise: Promise, party: str, span: Floats) -> PartyStability:
        """Report a party whose options span so many points a year in each world."""
        needed, weight = promise.kept.needed[party], worlds.weight()
        relative = np.divide(promise.kept.slack[party], span, out=np.ones_like(span), where=span > 0)
        breaks = needed > 0
        needed_share = np.divide(needed, span, out=np.zeros_like(span), where=span > 0)
        return copied(
            cls,
            promise,
            party=party,
            breaks=worlds.sampled(breaks),
            slack=spread(np.minimum(relative, 1.0), weight),
            payment=_payable(needed[breaks], weight[breaks]),
            payment_share=_payable(needed_share[breaks], weight[breaks]),
        )


class RemedyReport(Sampled):
    """What a change of the measures would do."""

    kind: RemedyKind
    """clause: a snapback clause where only a vote restores; no-clause: without the clause that there is; verification:
    a breach is found in half the time; reversibility: half of what could not be taken back from others could be;
    found-at-once: every breach is; wholly-reversible: all worth to others can be taken back."""
    issue: str | None
    """The measure that is changed; null for all measures of the package."""
    durable: float
    """Share of worlds in which the package is durable then."""
    both: float
    """Share of worlds in which it is attainable, as it stands, and durable then."""
    change: float
    """Change of `both`."""

    @classmethod
    def every(cls, worlds: Worlds, promise: Promise) -> list[RemedyReport]:
        """Report the remedies that were tried on a package, the most helpful first."""
        issues = tuple(worlds.case.issues)
        before = promise.attainable & promise.kept.durable
        found = []
        for remedy, durable in (promise.close.remedies if promise.close else {}).items():
            both = promise.attainable & durable
            found.append(
                copied(
                    cls,
                    remedy,
                    issue=None if remedy.issue is None else issues[remedy.issue],
                    durable=worlds.sampled(durable),
                    both=worlds.sampled(both),
                    change=worlds.apart(both, before),
                )
            )
        return sorted(found, key=lambda remedy: -remedy.change)


class TemptationReport(Sampled):
    """One party in the graph model of a package's commitments, in shares of worlds."""

    party: str
    """The party."""
    gains: float
    """It would gain by breaking something if nobody answered."""
    deterred: float
    """It would gain so, but the others could answer every such breach so that it gains nothing."""
    credible: float
    """The same, and those answers would be in the interest of those who give them."""
    costly: float
    """The others could answer so, but not in their own interest."""
    free: float
    """It would gain so, and no answer could take that away."""
    first: dict[str, float]
    """Issue of the breach, or of several at once with a + between them, that gains most → share of worlds."""

    @classmethod
    def every(cls, worlds: Worlds, promise: Promise) -> list[TemptationReport]:
        """Report the parties of a package's game, the least deterred first."""
        if promise.close is None:
            return []
        game, share = promise.close.game, worlds.sampled
        found = [
            copied(
                cls,
                game,
                party=party,
                gains=share(gains),
                deterred=share(gains & game.deterred[party]),
                credible=share(gains & game.credible[party]),
                costly=share(gains & game.deterred[party] & ~game.credible[party]),
                free=share(gains & ~game.deterred[party]),
                first=_first(worlds, promise, game, party),
            )
            for party, gains in game.gains.items()
        ]
        return sorted(found, key=lambda t: t.deterred - t.gains)


def _first(worlds: Worlds, promise: Promise, game: Game, party: str) -> dict[str, Interval]:
    """Return the issues of each breach of a party → share of worlds in which it gains most, the largest first."""
    issues = tuple(worlds.case.issues)
    shares = {
        "+".join(issues[promise.commitments[n].issue] for n in move.breaks): worlds.sampled(game.first[party] == number)
        for number, move in enumerate(game.moves)
        if move.party == party
    }
    return dict(sorted(((k, v) for k, v in shares.items() if v.value > 0), key=lambda item: -item[1].value))


class PackageStability(Sampled):
    """One package."""

    label: str
    """Its name in columns."""
    id: str | None
    """Id in the case, if it is a named package."""
    name: str
    """Printed name, as it stands in a sentence."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    attainable: float
    """Share of worlds in which it is attainable."""
    durable: float
    """Share of worlds in which it is durable."""
    leaves: float
    """Share of worlds in which some party would rather leave in good order once all is done."""
    both: float
    """Share of worlds in which it is attainable and durable."""
    parties: list[PartyStability]
    """Who carries something out, the likeliest to break first."""
    commitments: list[CommitmentReport]
    """What is kept up, the weakest first."""
    paid: float
    """Share of worlds in which it is attainable and durable if each party is paid its median payment."""
    lifted: float
    """By how much that is more than without payments."""
    remedies: list[RemedyReport]
    """Changes of its measures, the most helpful first; only for packages looked at closely."""
    temptations: list[TemptationReport]
    """The graph model of its commitments; only for packages looked at closely."""

    @classmethod
    def of(cls, found: Stability, promise: Promise) -> PackageStability:
        """Report a package."""
        worlds, case, share = found.worlds, found.worlds.case, found.worlds.sampled
        parties = [PartyStability.of(worlds, promise, party, found.spans[party]) for party in promise.kept.slack]
        payments = {p.party: p.payment or 0.0 for p in parties}
        both = promise.attainable & promise.kept.durable
        paid = promise.attainable & _settled(promise, payments)
        return copied(
            cls,
            promise,
            id=promise.label if promise.label in case.packages else None,
            options={i: case.ladder(i)[o] for i, o in zip(case.issues, promise.package, strict=True) if o},
            attainable=share(promise.attainable),
            durable=share(promise.kept.durable),
            leaves=share(~promise.kept.lasts),
            both=share(both),
            parties=sorted(parties, key=lambda p: -p.breaks),
            commitments=CommitmentReport.every(worlds, promise),
            paid=share(paid),
            lifted=worlds.apart(paid, both),
            remedies=RemedyReport.every(worlds, promise),
            temptations=TemptationReport.every(worlds, promise),
        )


def _payable(needed: Floats, weight: Floats) -> Interval | None:
    """Return the median of what is needed, with its error; None where nothing is, or where no payment would do.

    The upper end is at most what is not to be had.
    """
    if not len(needed) or weight.sum() <= 0:
        return None
    number = float(weight.sum() ** 2 / (weight**2).sum())
    found, low, high = spread(needed, weight, (0.5, *of_quantile(0.5, number)))
    return Interval(found, low, min(high, MOST_PAID)) if found < MOST_PAID else None


def _settled(promise: Promise, payments: Mapping[str, float]) -> Bools:
    """Return where nobody would gain by breaking or leaving the package, given what each is paid a year to keep it."""
    enough = [needed <= payments[party] + 1e-12 for party, needed in promise.kept.needed.items()]
    return np.asarray(np.logical_and.reduce([promise.kept.lasts, *enough]))
