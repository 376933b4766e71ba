"""Two variants of a case side by side: which headlines a change moves, by how much, and whether beyond chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.brief.comparison_page import comparison_page, recommended
from detente.brief.compose import page_brief, seen, warnings
from detente.case.faults import CaseError
from detente.findings.cuts import cut
from detente.findings.words import percent, pp
from detente.outcomes.columns import JOINT_FIRST
from detente.outcomes.compared_runs import MovedHeadline, compared_runs
from detente.web.glossary import used_in
from detente.web.questions_asked import CaseQuestion, Refused, outcomes_of
from detente.web.written_answers import Shown, written

MOST = 5  # headlines that are shown beside an answer
QUESTION = "What changed, and what does it move?"


@dataclass(frozen=True)
class MovedShare:
    """A headline before and after a change, in words.

    Attributes:
        says: What holds.
        before: In which share of worlds it did.
        after: In which it does.
        apart: By how much that is more.
        moved: Whether chance alone would hardly do that.
    """

    says: str
    before: str
    after: str
    apart: str
    moved: bool


@dataclass(frozen=True)
class BeforeAndAfter:
    """What a change does to an answer.

    Attributes:
        headlines: The joint answer, and then what it moved most.
        others: How many more headlines it moves beyond chance.
        worlds: In how many worlds.
        says: What becomes of the package recommended.
    """

    headlines: tuple[MovedShare, ...]
    others: int
    worlds: int
    says: str


def before_and_after(before: CaseQuestion, now: CaseQuestion) -> BeforeAndAfter | Refused:
    """Return what a change does to the headlines; both runs are worked out unless they are known.

    Args:
        before: The question before it.
        now: The question after it, of as many worlds and the same seed.
    """
    try:
        runs = outcomes_of(before), outcomes_of(now)
    except CaseError as error:
        return Refused(tuple(error.faults))
    found = compared_runs(*runs).headlines
    first = [one for one in found if one.name == JOINT_FIRST.name]
    room = cut([*first, *(one for one in found if one.moved and one not in first)], MOST)
    return BeforeAndAfter(
        headlines=tuple(_share(one) for one in room.shown),
        others=room.left,
        worlds=runs[1].worlds.size,
        says=_becomes(recommended(runs[0]), recommended(runs[1])),
    )


def _becomes(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Say what becomes of the package recommended: issue → option, empty where nothing is."""
    if before == now:
        return "The same package is recommended." if now else "No package is recommended, as before."
    if not now:
        return "No package is recommended any more; the first line speaks of the one examined instead."
    if not before:
        return "Now a package is recommended, and the first line speaks of that."
    return "Another package is recommended, so that the first line speaks of two packages."


def _share(one: MovedHeadline) -> MovedShare:
    says = one.says[:1].upper() + one.says[1:]
    return MovedShare(says, percent(one.one), percent(one.other), pp(one.apart), one.moved)


def compared(one: CaseQuestion, other: CaseQuestion, names: tuple[str, str]) -> Shown | Refused:
    """Return two variants side by side, written up.

    Args:
        one: The first.
        other: The second, of as many worlds and the same seed.
        names: What they are called.
    """
    try:
        runs = outcomes_of(one), outcomes_of(other)
    except CaseError as error:
        return Refused(tuple(error.faults))
    page = comparison_page(*runs, compared_runs(*runs), names)
    told = tuple(dict.fromkeys(text for outcomes in runs for text in warnings(outcomes)))
    brief = page_brief(page, runs[0].case.title, QUESTION, seen(runs[1]), told)
    html = written(brief)
    return Shown(brief.one.lead, runs[1].worlds.size, html, (), {}, used_in(html))
