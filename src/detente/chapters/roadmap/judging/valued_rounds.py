"""What rounds are worth, kept and betrayed, in a block of worlds, before a crisis is over and after it.

While a crisis lasts, all values are those at a rate that is higher by its hazard, and an outbreak is added. A round
that is kept ends it as soon as all that it waits for is verified; a round that is broken or left does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from detente.arrays import Floats, Ints
from detente.chapters.agreement import OptionNumbers
from detente.chapters.roadmap.judging.lattice_values import Account, RoundMoves, distinct_places
from detente.chapters.roadmap.judging.round_values import Rounds
from detente.chapters.roadmap.space.lattice import Lattice, MeasureStep
from detente.chapters.stability.compliance import Ledger


def lattice_rounds(lattice: Lattice, ledger: Ledger, extra: Floats) -> Rounds:
    """Return what every round of a lattice is worth, in its order."""
    places = np.array([lattice.position(n) for n in range(len(lattice.places))], dtype=np.intp)
    before, after = lattice.edges
    return rounds_of(ledger, RoundMoves(places[before], places[after]), lattice.target, extra)


def rounds_of(ledger: Ledger, moves: RoundMoves, target: OptionNumbers, overhead: Floats) -> Rounds:
    """Return the worth of some rounds, kept and betrayed, to every party whose conduct counts.

    Args:
        ledger: The judgements of the case in a block of worlds.
        moves: The rounds.
        target: The package to which they lead.
        overhead: Array (worlds): years that a round takes on top of its measures.
    """
    parts = round_parts(ledger, moves, overhead, aftermaths=False)
    return rounds_to(ledger.parties, parts, package_parts(ledger, target))


@dataclass(frozen=True)
class RoundParts:
    """What some rounds come to by themselves; arrays are (rounds, parties, worlds) unless said otherwise.

    Attributes:
        flow: A, what flows during the round.
        fade: d, discount factor from the end of the round to its beginning.
        exit: X, an orderly exit from where the round begins.
        cheat: C; −∞ where a party has nothing to withhold or take back.
        victim: U.
        then: What each has after the breach that is best for the breaker; empty where that is not asked for.
        years: Array (rounds, worlds): length of each round.
    """

    flow: Floats
    fade: Floats
    exit: Floats
    cheat: Floats
    victim: Floats
    then: Floats
    years: Floats


@dataclass(frozen=True)
class PackageParts:
    """What rounds on the way to a package have in common; arrays are (parties, worlds), as in `Rounds`.

    Attributes:
        final: V once all is done.
        final_cheat: C once all is done.
        final_victim: U once all is done.
        final_exit: X once all is done.
        nothing: N, no talks.
        scale: Size of what is at stake.
        span: Distance between the best and the worst that options could bring, present value.
    """

    final: Floats
    final_cheat: Floats
    final_victim: Floats
    final_exit: Floats
    nothing: Floats
    scale: Floats
    span: Floats


def round_parts(ledger: Ledger, moves: RoundMoves, overhead: Floats, aftermaths: bool) -> RoundParts:
    """What do rounds come to by themselves, to whatever package they lead?

    Args:
        ledger: What the case says, in a block of worlds.
        moves: The rounds.
        overhead: Array (worlds): years that a round takes on top of its measures.
        aftermaths: Whether it is asked what each party has after a breach.
    """
    return _parts(ledger, moves, _years(ledger, moves) + overhead, aftermaths)


def package_parts(ledger: Ledger, target: OptionNumbers) -> PackageParts:
    """Return what all rounds on the way to a package have in common."""
    parties, terms = ledger.parties, ledger.terms
    steady, start = ledger.at(target), ledger.at((0,) * len(target))
    rate = np.array([terms.rates[party] for party in parties])
    outbreak, nothing = _outbreak(ledger, steady), _outbreak(ledger, start)
    return PackageParts(
        final=np.array([steady.steady(party, target) for party in parties]) + outbreak,
        final_cheat=np.array([steady.cheat(party, target, target) for party in parties]) + outbreak,
        final_victim=np.array([steady.victim(party, target, target) for party in parties]) + outbreak,
        final_exit=np.array([steady.leave(party, target) for party in parties]) + outbreak,
        nothing=np.array([start.no_talks(party) for party in parties]) + nothing,
        scale=np.array([terms.scales[party] for party in parties]) / rate,
        span=np.array([terms.spans[party] for party in parties]) / rate,
    )


def rounds_to(parties: tuple[str, ...], parts: RoundParts, package: PackageParts) -> Rounds:
    """Return rounds on the way to a package, with what it is worth once all is done."""
    alone = {name: getattr(parts, name) for name in ("flow", "fade", "cheat", "victim", "exit", "years")}
    return Rounds(parties, **alone, **{f.name: getattr(package, f.name) for f in fields(PackageParts)})


def _outbreak(ledger: Ledger, here: Ledger) -> Floats | float:
    """Array (parties, worlds): what an outbreak adds to all values of a ledger; 0 where there is no crisis in it."""
    return 0.0 if here is ledger else np.asarray([ledger.outbreak(party) for party in ledger.parties])


def _parts(ledger: Ledger, moves: RoundMoves, years: Floats, aftermaths: bool) -> RoundParts:
    """What do rounds come to by themselves, those that begin before a crisis is over and the others?"""
    crisis = ledger.terms.crisis
    over = np.ones(len(moves.before), dtype=bool) if crisis is None else crisis.over(moves.before)
    if over.all():
        return _calm(ledger, moves, years, aftermaths)
    lasting, calm = np.flatnonzero(~over), np.flatnonzero(over)
    parts = [(lasting, _lasting(ledger, moves.some(lasting), years[lasting], aftermaths))]
    if len(calm):
        parts.append((calm, _calm(ledger, moves.some(calm), years[calm], aftermaths)))
    order = np.argsort(np.concatenate([rows for rows, _ in parts]))
    every = {f.name: np.concatenate([getattr(part, f.name) for _, part in parts]) for f in fields(RoundParts)}
    return RoundParts(**{name: values[order] if len(values) else values for name, values in every.items()})


def _calm(ledger: Ledger, moves: RoundMoves, years: Floats, aftermaths: bool) -> RoundParts:
    """What do rounds come to in which no crisis lasts?"""
    fade = np.exp(-_rates(ledger)[None] * years[:, None])
    account = Account(ledger, moves)
    flow = _ever(account) - fade * _ever_at(ledger, moves.after)
    broken, then = _broken(account, aftermaths)
    return RoundParts(flow, fade, _left(ledger, moves), *_own_and_others(broken), then, years)


def _lasting(ledger: Ledger, moves: RoundMoves, years: Floats, aftermaths: bool) -> RoundParts:
    """What do rounds come to that begin while a crisis lasts?"""
    here = ledger.in_crisis
    outbreak = np.array([ledger.outbreak(party) for party in ledger.parties])
    broken, then = _broken(Account(here, moves), aftermaths)
    own = np.eye(len(ledger.parties), dtype=bool)[None, :, :, None]
    broken = broken + np.where(own, outbreak, -outbreak)  # what others are left with has its sign turned
    flow, fade = np.empty((2, *broken.shape[:1], *outbreak.shape))
    for steps, rows in _ended_by(ledger, moves):
        flow[rows], fade[rows] = _kept_up(ledger, moves.some(rows), years[rows], steps)
    after = then + outbreak if aftermaths else then
    return RoundParts(flow, fade, _left(here, moves) + outbreak, *_own_and_others(broken), after, years)


def _ended_by(ledger: Ledger, moves: RoundMoves) -> Iterator[tuple[tuple[MeasureStep, ...], Ints]]:
    """Yield the measures by which rounds end the crisis, none for those that do not, with the numbers of the rounds."""
    crisis = ledger.terms.crisis
    assert crisis is not None
    over, found = crisis.over(moves.after), dict[tuple[MeasureStep, ...], list[int]]()
    for row, (before, after) in enumerate(zip(moves.before.tolist(), moves.after.tolist(), strict=True)):
        steps = tuple((i, after[i]) for i, o in crisis.until if before[i] < o) if over[row] else ()
        found.setdefault(steps, []).append(row)
    for steps, rows in found.items():
        yield steps, np.array(rows, dtype=np.intp)


def _kept_up(ledger: Ledger, moves: RoundMoves, years: Floats, steps: tuple[MeasureStep, ...]) -> tuple[Floats, Floats]:
    """Return what flows during rounds that begin in a crisis, and how it fades to their beginning.

    A = ∫ e^(−rt − c·min(t, T)) (F + c·[t < T]·Z/r) dt over the round, and d = e^(−rτ − cT).
    """
    crisis, here = ledger.terms.crisis, ledger.in_crisis
    assert crisis is not None
    rate = _rates(ledger)[None]
    due = [ledger.terms.measure(*step) for step in steps]
    until = np.maximum.reduce([m.lead + m.detection for m in due])[None] if due else years
    share = np.exp(-(rate + crisis.hazard) * until[:, None])  # of what comes once the crisis is over, or the round
    fade = np.exp(-rate * years[:, None] - crisis.hazard * until[:, None])
    outbreak = np.array([ledger.outbreak(party) for party in ledger.parties])
    flow = _ever(Account(here, moves)) + outbreak * (1 - share)
    if not steps:
        return flow - share * _ever_at(here, moves.after), fade
    rest = Ledger(ledger.terms.later(until[0]))
    sooner = _ever(Account(rest, moves)) - _ever(Account(rest.in_crisis, moves))
    flow += share * sooner - fade * _ever_at(ledger, moves.after)
    return flow, fade


def _rates(ledger: Ledger) -> Floats:
    return np.array([ledger.terms.rates[party] for party in ledger.parties])


def _ever(account: Account) -> Floats:
    """Array (rounds, parties, worlds): worth if all is kept and nothing follows."""
    ledger = account.ledger
    return np.stack([account.kept(party, ledger.never) for party in ledger.parties], axis=1)


def _ever_at(ledger: Ledger, positions: Ints) -> Floats:
    """Array (rounds, parties, worlds): worth of positions that are kept for good, each worked out once."""
    places, which = distinct_places(positions)
    return _ever(Account(ledger, RoundMoves(places, places)))[which]


def _left(ledger: Ledger, moves: RoundMoves) -> Floats:
    """Array (rounds, parties, worlds): an orderly exit from where the rounds begin."""
    places, which = distinct_places(moves.before)
    nothing = np.array([ledger.no_talks(party) for party in ledger.parties])
    account = Account(ledger, RoundMoves(places, places))
    left = [account.kept(party, ledger.at_once) for party in ledger.parties]
    return np.asarray((np.stack(left, axis=1) + nothing)[which])


def _own_and_others(broken: Floats) -> tuple[Floats, Floats]:
    """Return C and U from the best for each breaker and minus the worst for others."""
    each = np.arange(broken.shape[1])
    others = np.where((each[:, None] == each)[None, :, :, None], -np.inf, broken)
    return broken[:, each, each], -others.max(axis=1)


def _broken(account: Account, aftermaths: bool) -> tuple[Floats, Floats]:
    """Return what breaches are worth, and what each party has after the best of them where that is asked for."""
    parties = account.ledger.parties
    if not aftermaths:
        return np.stack([account.broken(breaker) for breaker in parties], axis=1), np.empty(0)
    found = [account.aftermath(breaker) for breaker in parties]
    return np.stack([best for best, _ in found], axis=1), np.stack([then for _, then in found], axis=1)


def _years(ledger: Ledger, moves: RoundMoves) -> Floats:
    """Array (rounds, worlds): until the last measure of each round is carried out and verified."""
    size = len(next(iter(ledger.terms.rates.values())))
    years = np.zeros((len(moves.before), size))
    for issue in moves.changed.tolist():
        for option in np.unique(moves.after[:, issue]).tolist():
            rows = np.flatnonzero((moves.after[:, issue] == option) & (moves.before[:, issue] != option))
            if len(rows):
                measure = ledger.terms.measure(issue, option)
                years[rows] = np.maximum(years[rows], measure.lead + measure.detection)
    return years
