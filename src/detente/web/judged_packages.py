"""A package built by hand, judged: who refuses it, over what, and what the worlds have in common in which it fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.arrays import Bools
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.chapters.agreement import ATTAINABLE, asked_ids, minded_name
from detente.findings.words import within
from detente.outcomes.box_reports import box_report, box_sentences
from detente.outcomes.opening import draw
from detente.outcomes.run import Outcomes, run
from detente.outcomes.scenarios import boxes
from detente.web.questions_asked import CaseQuestion, Refused, as_asked_of, opened
from detente.worlds import Worlds

NEVER = "No few judgements tell in which worlds it fails."


@dataclass(frozen=True)
class Judged:
    """What comes of a package that was built by hand.

    Attributes:
        share: Share of worlds in which it is attainable, with its error, in words.
        worlds: In how many worlds.
        gates: Who is asked, and in what share of worlds each consents.
        refusals: Party, the share in which it refuses, and over what most often.
        common: In which worlds it fails, in sentences; none where it fails in all or in none.
    """

    share: str
    worlds: int
    gates: tuple[tuple[str, str], ...]
    refusals: tuple[tuple[str, str, str], ...]
    common: tuple[str, ...]


def judge(question: CaseQuestion, options: str) -> Judged | Refused:
    """Return what comes of a package.

    Args:
        question: What is asked of the case.
        options: The package, as issue=option,…
    """
    inquiry = as_asked_of(question.inquiry, "agreement").model_copy(update={"packages": (options,)})
    try:
        worlds = draw(opened(question.folder, question.stamp), inquiry)
        outcomes = run(worlds, ["agreement"])
    except CaseError as error:
        return Refused(tuple(error.faults))
    return _judged(outcomes)


def _judged(outcomes: Outcomes) -> Judged:
    """Return in what share of worlds the package asked for is attainable, who consents, and who refuses over what."""
    case, report = outcomes.case, outcomes.reports["agreement"]
    name = asked_ids(case, outcomes.inquiry.packages)[0]
    package = next(one for one in report.named if one.id == name)
    blame = next(one for one in report.blame if one.id == name)
    column = ATTAINABLE.named(name)
    fails = ~outcomes.table.column(column).values.astype(bool)
    refusals = []
    for one in blame.refusals:
        most = max(one.over, key=lambda what: float(one.over[what]), default=None)
        refusals.append((_who(case, one.party), one.said("share"), minded_name(case, most) if most else ""))
    return Judged(
        share=within(package.share, package.low, package.high),
        worlds=outcomes.worlds.size,
        gates=tuple((_who(case, gate.name), gate.said("passes")) for gate in blame.gates),
        refusals=tuple(refusals),
        common=_common(fails, outcomes.worlds, outcomes.headlines[column].trace),
    )


def _common(fails: Bools, worlds: Worlds, trace: Iterable[str]) -> tuple[str, ...]:
    """Say in which worlds a package fails; nothing where it fails in all of them or in none."""
    if fails.all() or not fails.any():
        return ()
    found = [box_report(box) for box in boxes(fails, worlds, trace, most=1)]
    return box_sentences(found, "it fails", NEVER)


def _who(case: Case, name: str) -> str:
    """Say whose consent it is: a party's, or what a clause asks for."""
    who = name.removeprefix("mover ")
    return case.parties[who].name if who in case.parties else who.replace("-", " ")
