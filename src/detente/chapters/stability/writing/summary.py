"""From what the stability chapter found to its report in plain numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.arrays import Bools, Floats
from detente.case.model import Case
from detente.chapters.stability.compliance_game import BreachOption, Game
from detente.chapters.stability.result import Promise, Stability
from detente.chapters.stability.stated.summary import report as conflict_report
from detente.chapters.stability.writing.durability_reports import (
    CommitmentReport,
    PackageStability,
    PartyStability,
    RemedyReport,
    StabilityReport,
    TemptationReport,
)
from detente.worlds import Worlds
from detente.worlds.quantiles import median, spread


def report(found: Stability) -> StabilityReport:
    """Put what was found into plain numbers."""
    return StabilityReport(
        packages=[_package(found, promise) for promise in found.promises],
        conflict=conflict_report(found.conflict, found.worlds) if found.conflict else None,
    )


def _package(found: Stability, promise: Promise) -> PackageStability:
    case, share = found.worlds.case, found.worlds.share
    parties = [_party(found.worlds, promise, party, found.spans[party]) for party in promise.kept.slack]
    payments = {p.party: p.payment or 0.0 for p in parties}
    return PackageStability(
        label=promise.label,
        id=promise.label if promise.label in case.packages else None,
        name=promise.name,
        options={i: case.ladder(i)[o] for i, o in zip(case.issues, promise.package, strict=True) if o},
        attainable=share(promise.attainable),
        durable=share(promise.kept.durable),
        both=share(promise.attainable & promise.kept.durable),
        parties=sorted(parties, key=lambda p: -p.breaks),
        commitments=_commitments(found.worlds, promise),
        paid=share(promise.attainable & _settled(promise, payments)),
        remedies=_remedies(found.worlds, promise),
        temptations=_temptations(found.worlds, promise),
    )


def _settled(promise: Promise, payments: Mapping[str, float]) -> Bools:
    """Where does nobody gain by breaking if everybody is paid so much a year?"""
    enough = [needed <= payments[party] + 1e-12 for party, needed in promise.kept.needed.items()]
    return np.asarray(np.logical_and.reduce([np.ones_like(promise.attainable), *enough]))


def _party(worlds: Worlds, promise: Promise, party: str, span: Floats) -> PartyStability:
    needed, weight = promise.kept.needed[party], worlds.weight()
    relative = np.divide(promise.kept.slack[party], span, out=np.ones_like(span), where=span > 0)
    breaks = needed > 0
    medians: tuple[float, float] | None = None
    if worlds.share(breaks) > 0:
        ways = (needed, np.divide(needed, span, out=np.zeros_like(span), where=span > 0))
        medians = tuple(median(value[breaks], weight[breaks]) for value in ways)  # type: ignore[assignment]
    return PartyStability(
        party=party,
        breaks=worlds.share(breaks),
        slack=spread(np.minimum(relative, 1.0), weight),
        payment=medians[0] if medians else None,
        payment_share=medians[1] if medians else None,
    )


def _commitments(worlds: Worlds, promise: Promise) -> list[CommitmentReport]:
    case, issues = worlds.case, tuple(worlds.case.issues)
    found = [
        CommitmentReport(
            party=made.party,
            issue=issues[made.issue],
            option=case.ladder(issues[made.issue])[made.option],
            breaks=worlds.share(promise.kept.alone[number] < 0),
            weakest=worlds.share(promise.kept.weakest == number),
        )
        for number, made in enumerate(promise.commitments)
    ]
    return sorted(found, key=lambda c: -c.weakest)


def _remedies(worlds: Worlds, promise: Promise) -> list[RemedyReport]:
    issues = tuple(worlds.case.issues)
    before = worlds.share(promise.attainable & promise.kept.durable)
    found = []
    for remedy, durable in (promise.close.remedies if promise.close else {}).items():
        both = worlds.share(promise.attainable & durable)
        found.append(
            RemedyReport(
                kind=remedy.kind,
                issue=None if remedy.issue is None else issues[remedy.issue],
                durable=worlds.share(durable),
                both=both,
                change=both - before,
            )
        )
    return sorted(found, key=lambda remedy: -remedy.change)


def _temptations(worlds: Worlds, promise: Promise) -> list[TemptationReport]:
    if promise.close is None:
        return []
    game, share = promise.close.game, worlds.share
    found = [
        TemptationReport(
            party=party,
            gains=share(gains),
            deterred=share(gains & game.deterred[party]),
            credible=share(gains & game.credible[party]),
            first=_first(worlds, promise, game, party),
        )
        for party, gains in game.gains.items()
    ]
    return sorted(found, key=lambda t: t.deterred - t.gains)


def _first(worlds: Worlds, promise: Promise, game: Game, party: str) -> dict[str, float]:
    shares = {
        _named(worlds.case, promise, move): worlds.share(game.first[party] == number)
        for number, move in enumerate(game.moves)
        if move.party == party
    }
    return dict(sorted(((k, v) for k, v in shares.items() if v > 0), key=lambda item: -item[1]))


def _named(case: Case, promise: Promise, move: BreachOption) -> str:
    issues = tuple(case.issues)
    return "+".join(issues[promise.commitments[n].issue] for n in move.breaks)
