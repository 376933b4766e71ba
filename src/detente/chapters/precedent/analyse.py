"""The precedent chapter: from a table of past agreements to what it can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT
from detente.chapters.contract import Upstream
from detente.chapters.precedent.agreement_rows import Scope
from detente.chapters.precedent.back_test import LaterFate, later_fates
from detente.chapters.precedent.compared_history import ComparedHistory, LaterHistory
from detente.chapters.precedent.event_spells import EventsFound, event_spells
from detente.chapters.precedent.nearness import Nearness, nearness
from detente.chapters.precedent.outcome_tests import QUESTIONS, TwoByTwo, two_by_two
from detente.chapters.precedent.package_features import FEATURES, features_of, package_features
from detente.chapters.precedent.past_lives import PastLife, lives_on, table_of
from detente.chapters.precedent.precedent_checks import CHAPTER
from detente.chapters.precedent.result import Precedents
from detente.chapters.precedent.survival import LifeCurve, life_curve
from detente.chapters.precedent.two_trends import TrendFound, two_trends
from detente.worlds import RunEntry, Worlds

ALL = "all"


def analyse(worlds: Worlds, upstream: Upstream) -> Precedents:
    """What became of comparable agreements?

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of chapters that come before; the package recommended, if it is known.

    Returns:
        What was found, a pure function of the worlds. Nothing that happened after the day of the case is read, but for
        the back-test.
    """
    case = worlds.case
    part: ComparedHistory = case.parts[CHAPTER]
    table = table_of(part)
    lives = lives_on(table, case.date)
    judged = worlds.judged(case.paths_at(CHAPTER))
    weights = weights_of_features(worlds, judged)
    record = worlds.taken(RecordShows())
    recommended, packages = _packages(worlds.case, upstream)
    return Precedents(
        worlds=worlds,
        lives=lives,
        near=near_packages(worlds, packages, lives, weights),
        recommended=recommended,
        packages=packages,
        weights=weights,
        survival=record.survival,
        outcomes=record.outcomes,
        trends=trends_in(worlds, judged),
        events=record.events,
        later=_later(worlds, lives, record.survival),
    )


@dataclass(frozen=True)
class PastRecord:
    """What past agreements and events show by themselves, whatever is proposed.

    Attributes:
        survival: Kind of agreements → how long they lasted.
        outcomes: Which kinds held, and whether that is a difference.
        events: What counts of events say about talks; None where the case has none.
    """

    survival: dict[str, LifeCurve]
    outcomes: tuple[TwoByTwo, ...]
    events: EventsFound | None


@dataclass(frozen=True)
class RecordShows(RunEntry[PastRecord]):
    """What past agreements and events of a case show, as they were known on its day."""

    def work(self, worlds: Worlds) -> PastRecord:
        """Look at all of them."""
        part: ComparedHistory = worlds.case.parts[CHAPTER]
        lives = lives_on(table_of(part), worlds.case.date)
        tables = [two_by_two(lives, question, part.horizon) for question in QUESTIONS] if lives else []
        return PastRecord(
            _survival(lives),
            tuple(found for found in tables if found is not None),
            None if part.events is None else event_spells(part.events),
        )


def _survival(lives: tuple[PastLife, ...]) -> dict[str, LifeCurve]:
    kinds = {ALL: lives} | {s: tuple(life for life in lives if life.agreement.scope == s) for s in get_args(Scope)}
    curves = {kind: life_curve(some) for kind, some in kinds.items()}
    return {kind: curve for kind, curve in curves.items() if curve is not None}


def weights_of_features(worlds: Worlds, judged: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return feature → array (worlds) of its weight, from the judgements of the chapter by path."""
    return {name: judged.get(f"{CHAPTER}/weights/{name}", np.ones(worlds.size)) for name in FEATURES}


def _packages(case: Case, upstream: Upstream) -> tuple[str | None, dict[str, Mapping[str, str]]]:
    """Return the id of the package recommended, None where none is known, and id → options of it and all named ones.

    The package recommended comes first; where the case has a name for it, its id is that name.
    """
    named: dict[str, Mapping[str, str]] = {name: package.options for name, package in case.packages.items()}
    agreement = upstream.of(AGREEMENT)
    if agreement is None or agreement.proposed is None:
        return None, named
    label = agreement.label(agreement.proposed)
    return label, {label: agreement.main.plan.packages.options(agreement.proposed), **named}


def near_packages(
    worlds: Worlds,
    packages: Mapping[str, Mapping[str, str]],
    lives: tuple[PastLife, ...],
    weights: Mapping[str, Floats],
) -> tuple[Nearness, ...]:
    """Return how near past agreements are to each package.

    Args:
        worlds: The worlds.
        packages: Id → options of each package.
        lives: The agreements as they were known on the day of the case.
        weights: Feature → array (worlds) of its weight.
    """
    if not lives:
        return ()
    part: ComparedHistory = worlds.case.parts[CHAPTER]
    past = [features_of(life.agreement) for life in lives]
    found = package_features(worlds.case, packages)
    return tuple(nearness(n, f, lives, past, weights, part.nearest, part.horizon) for n, f in found.items())


def trends_in(
    worlds: Worlds, judged: Mapping[str, Floats], usual: Mapping[str, Floats] | None = None
) -> tuple[TrendFound, ...]:
    """Return what pairs of series are worth, of those with years enough.

    Args:
        worlds: The worlds.
        judged: Path → array (worlds), of the judgements of the chapter.
        usual: Pair → the effect that placebos are made of; the mean over these worlds if not given.
    """
    part: ComparedHistory = worlds.case.parts[CHAPTER]
    drawn = {
        name: {year: judged[f"{CHAPTER}/series/{name}/years/{year}"] for year in series.years}
        for name, series in part.series.items()
    }
    made_of = usual or {}
    found = (two_trends(part, name, drawn, worlds.seed, made_of.get(name)) for name in part.trends)
    return tuple(trend for trend in found if trend is not None)


def _later(worlds: Worlds, lives: tuple[PastLife, ...], survival: Mapping[str, LifeCurve]) -> tuple[LaterFate, ...]:
    later: LaterHistory | None = worlds.case.later.get(CHAPTER)
    if later is None or ALL not in survival:
        return ()
    part: ComparedHistory = worlds.case.parts[CHAPTER]
    return later_fates(table_of(part), lives, survival[ALL], worlds.case.date, later.until)
