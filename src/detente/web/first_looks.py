"""What a change does to the package recommended before it, at first sight, without asking for another one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from detente.case.faults import CaseError
from detente.case.inquiry import Inquiry
from detente.findings.standing import the_package
from detente.findings.words import within
from detente.outcomes.dependence import held
from detente.outcomes.opening import draw
from detente.outcomes.run import run
from detente.web.judged_in_advance import READING, Recommended, recommended_for
from detente.web.questions_asked import CaseQuestion, Refused, as_asked_of, opened
from detente.worlds import Worlds
from detente.worlds.errors import interval

SEEN = 64  # inquiries whose share a process keeps: a sentence of each


@dataclass(frozen=True)
class Glance:
    """What a change does to the package recommended for the case as it is written, at first sight.

    Attributes:
        before: Share of worlds in which it held before the change, with its error, in words; empty where nothing is
            recommended, or that cannot be said.
        now: The same after it.
        worlds: In how many worlds.
        package: What the package is called.
    """

    before: str
    now: str
    worlds: int
    package: str


def make_ready() -> None:
    """Do nothing: a process that is asked this has loaded by then what looks need."""


def glance(written: CaseQuestion, before: str, now: str) -> Glance | Refused:
    """Return what a change does to the package recommended for a case as it is written; no other one is sought.

    Args:
        written: The question of the case as it is written, asked of all chapters.
        before: The inquiry before the change, as JSON, of as many worlds.
        now: The inquiry after it, as JSON.

    Returns:
        What it does, or why the change cannot be made.
    """
    try:
        earlier, later = (_seen(written, text) for text in (before, now))
    except CaseError as error:
        return Refused(tuple(error.faults))
    if earlier is None or later is None:
        return Glance("", "", 0, "")
    return Glance(earlier[0], later[0], later[1], later[2])


@lru_cache(SEEN)
def _seen(written: CaseQuestion, asked: str) -> tuple[str, int, str] | None:
    """Say how often the package holds under an inquiry, in how many worlds, and what it is called; kept for the next.

    Raises:
        CaseError: The inquiry cannot be asked of the case.
    """
    package = recommended_for(written)
    if package is None:
        return None
    worlds = worlds_of(written, package, asked)
    share = _held(worlds, package)
    return None if share is None else (share, worlds.size, the_package(package.proposes, begins=True))


def worlds_of(written: CaseQuestion, package: Recommended, asked: str) -> Worlds:
    """Return the worlds of an inquiry as the evidence leaves them.

    Args:
        written: The question of the case as it is written.
        package: What is recommended for that.
        asked: The inquiry, as JSON, of as many worlds and the same seed.

    Raises:
        CaseError: The inquiry cannot be asked of the case.
    """
    if asked == written.asked:
        return package.worlds
    inquiry = Inquiry.model_validate_json(asked)
    worlds = draw(opened(written.folder, written.stamp), as_asked_of(inquiry, READING))
    if not package.weighed:
        return worlds
    if _weighs_the_same(written, package.worlds, inquiry):
        return package.worlds.of_case(worlds.case, worlds.asked)
    return run(worlds, [READING]).worlds


def _weighs_the_same(written: CaseQuestion, worlds: Worlds, inquiry: Inquiry) -> bool:
    """Whether the evidence weighs what it did, since an inquiry only changes judgements that it was not read with.

    What is drawn for a judgement depends on its own stream and on the seed, so no other judgement changes with it.
    """
    evidence, case = worlds.evidence, worlds.case
    only_changed = inquiry == written.inquiry.model_copy(update={"changed": inquiry.changed})
    if evidence is None or not only_changed:
        return False
    inputs = (how.inputs for path, how in case.worked_out.items() if path in evidence.trace)
    return not evidence.trace.union(*inputs) & inquiry.changed.keys()


def _held(worlds: Worlds, package: Recommended) -> str | None:
    """Say in what share of some worlds a package holds, as it was chosen; None where that cannot be said."""
    holds = held(worlds, package.results, package.label, package.asked)
    if holds is None:
        return None
    share = interval(holds, worlds.weight())
    return within(share.value, share.low, share.high)
