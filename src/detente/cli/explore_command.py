"""`detente explore`: which inputs move which outcome, and when."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor

import numpy as np

from detente.brief.compose import page_brief, seen, warnings
from detente.brief.exploration_page import overview, page_of
from detente.brief.review import reproduction
from detente.case.condition_types import checked
from detente.case.faults import CaseError, Fault
from detente.case.language.condition_tree import condition
from detente.case.language.grammar_kit import MisreadError
from detente.case.model import Case
from detente.claims.evaluation import Evaluation
from detente.claims.readings import Readings, needed
from detente.cli import UsageProblemError
from detente.cli.chapters import deliver
from detente.cli.documents import meta
from detente.cli.exploration_documents import ExploreDocument, explored_report
from detente.cli.session import worked_out
from detente.cli.settings import Settings, Wanted
from detente.outcomes.exploration import Explored, explored
from detente.outcomes.names_offered import names_offered
from detente.outcomes.run import Outcomes
from detente.worlds.quantiles import median

OF = "--of"
QUESTION = "Which judgements move which outcome, and when?"


def explore_case(settings: Settings, pool: Executor | None, of: str | None, wanted: Wanted) -> None:
    """Explore the outcomes of a case, and print what moves them or write it to a file.

    Args:
        settings: What was typed.
        pool: Helpers, if there are any.
        of: The outcome wanted: a headline, a column of numbers, or a condition; all headlines if not given.
        wanted: The form of the answer.

    Raises:
        CaseError: The outcome wanted makes no sense.
        UsageProblemError: It cannot be worked out.
    """
    asked: list[str] = []

    def chapters(case: Case) -> Iterable[str] | None:
        if of is None:
            return None
        asked.append(_condition(of, case))
        return needed([condition(asked[0])])

    outcomes = worked_out(settings, pool, chapters)
    found = _all(outcomes) if of is None else [_one(outcomes, asked[0], settings.case)]
    told = warnings(outcomes)
    page = overview(outcomes.case, found) if of is None else page_of(outcomes.case, found[0])
    end = reproduction(outcomes, settings.case, "explore" if of is None else f"explore {OF} {of!r}")
    deliver(
        lambda: page_brief(page, outcomes.case.title, QUESTION, seen(outcomes), told, (end,)),
        lambda: ExploreDocument(
            meta=meta("explore", outcomes, told), outcomes={one.name: explored_report(outcomes, one) for one in found}
        ),
        wanted,
    )


def _condition(of: str, case: Case) -> str:
    """Return what was asked for, a condition or a number that differs from world to world."""
    offered = names_offered()
    try:
        level = checked(of, offered, case)
    except MisreadError as error:
        try:
            level = checked(f"({of}) > 0", offered, case)
        except MisreadError:
            raise CaseError([Fault(OF, 0, "", error.found, error.expected, error.nearest)]) from None
    if level != "world":
        raise CaseError([Fault(OF, 0, "", f"{of!r}, one value for all worlds", "what differs from world to world")])
    return of


def _all(outcomes: Outcomes) -> list[Explored]:
    """Explore what holds at once of the package of page one, and every headline."""
    found = []
    for joint in outcomes.joints[:1]:
        says = f"the package of page one is {', '.join(joint.alone)} at once"
        found.append(explored(outcomes, "joint.holds", says, joint.holds, joint.trace, thorough=False))
    for name, headline in outcomes.headlines.items():
        holds = outcomes.table.column(name).values.astype(bool)
        found.append(explored(outcomes, name, headline.says, holds, headline.trace, thorough=False))
    if not found:
        raise UsageProblemError("nothing can be explored yet: no chapter could say anything; see detente check")
    return found


def _one(outcomes: Outcomes, text: str, argument: str) -> Explored:
    """Explore one condition."""
    tree, readings = condition(text), Readings(outcomes)
    lacking = readings.lacks(tree)
    if lacking is not None:
        raise UsageProblemError(f"{argument}: {OF} {text} cannot be worked out: {lacking}")
    worlds = outcomes.worlds
    here = Evaluation(readings.values, worlds.weight()[None])
    told = np.broadcast_to(here.of(tree), (1, worlds.size))[0]
    headline = outcomes.headlines.get(text)
    says = headline.says if headline is not None else f"“{text}” holds"
    if told.dtype != np.bool_:
        middle = median(told, worlds.weight())
        told, says = told > middle, f"“{text}” is above its median, {middle:.3g}".replace("-", "−")
    return explored(outcomes, text, says, np.array(told), readings.trace(tree))
