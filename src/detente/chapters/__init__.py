"""The one register of chapters, in the order in which they run; importing it loads no analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from detente.chapters.agreement.chapter import AGREEMENT
from detente.chapters.approach.chapter import APPROACH
from detente.chapters.contact.chapter import CONTACT
from detente.chapters.contract import Chapter
from detente.chapters.precedent.chapter import PRECEDENT
from detente.chapters.proposal.chapter import PROPOSAL
from detente.chapters.reading.chapter import READING
from detente.chapters.roadmap.chapter import ROADMAP
from detente.chapters.stability.chapter import STABILITY
from detente.chapters.urgency.chapter import URGENCY

if TYPE_CHECKING:
    from detente.case.base import Frozen
    from detente.case.critique import Remark
    from detente.case.inquiry import Inquiry
    from detente.case.model import Case
    from detente.chapters.options import CommandOption

CHAPTERS: tuple[Chapter[Any, Any], ...] = (
    READING,
    AGREEMENT,
    STABILITY,
    ROADMAP,
    CONTACT,
    PROPOSAL,
    APPROACH,
    URGENCY,
    PRECEDENT,
)


def chapter(name: str) -> Chapter[Any, Any]:
    """Return the chapter of a name.

    Raises:
        KeyError: There is no such chapter.

    Example:
        >>> chapter("roadmap").needs
        ('agreement',)
    """
    return {found.name: found for found in CHAPTERS}[name]


def schemas() -> Mapping[str, type[Frozen]]:
    """Return the schema of every file, by its name, that a chapter has for its own in a case folder."""
    files = [pair for c in CHAPTERS for pair in ((c.name, c.schema()), (f"{c.name}-later", c.later()))]
    return {name: schema for name, schema in files if schema is not None}


def closure(names: Sequence[str], *kinds: str) -> tuple[Chapter[Any, Any], ...]:
    """Return some chapters and those that they refer to, in the order of the register.

    Args:
        names: Names of the chapters wanted.
        kinds: Fields of the contract that refer to other chapters: needs, after, reads, begins_with.

    Example:
        >>> [found.name for found in closure(["roadmap"], "needs")]
        ['agreement', 'roadmap']
    """
    found = set(names)
    for one in reversed(CHAPTERS):
        if one.name in found:
            found.update(name for kind in kinds for name in getattr(one, kind))
    return tuple(one for one in CHAPTERS if one.name in found)


def skeletons(names: Sequence[str], others: Mapping[str, Path] = MappingProxyType({})) -> tuple[Path, ...]:
    """Return the skeletons of the files of some chapters, and of those to which they refer.

    Args:
        names: Names of chapters that have a file of their own, or of others.
        others: Name of what is no chapter → the skeleton of its file.

    Raises:
        CaseError: There is no chapter of that name, or it has no file.

    Example:
        >>> [path.parent.name for path in skeletons(["roadmap"])]
        ['stability', 'roadmap']
    """
    from detente.case.faults import CaseError, Fault, nearest, one_of

    known = {one.name: path for one in CHAPTERS if (path := one.skeleton()).is_file()} | {**others}
    faults = [Fault("--with", 0, "", f"{n!r}", one_of(known, 20), nearest(n, known)) for n in names if n not in known]
    if faults:
        raise CaseError(faults)
    of_chapters = tuple(known[one.name] for one in closure(names, "reads", "begins_with") if one.name in known)
    return (*of_chapters, *(path for name, path in others.items() if name in names))


def running(names: Sequence[str]) -> tuple[Chapter[Any, Any], ...]:
    """Return the chapters that run where some are wanted, in the order in which they run.

    It is the order of the register, but that a chapter which guides others runs before them, and with any of them.

    Example:
        >>> [found.name for found in running(["roadmap"])]
        ['reading', 'agreement', 'proposal', 'roadmap']
    """
    wanted = {found.name for found in closure(names, "needs", "after")}
    guides = [one.name for one in CHAPTERS if wanted.intersection(one.guides)]
    found = closure([*names, *guides], "needs", "after")
    places = {one.name: float(place) for place, one in enumerate(CHAPTERS)}
    for one in found:
        places.update(dict.fromkeys(one.guides, places[one.name] + 0.5))
    return tuple(sorted(found, key=lambda one: places[one.name]))


def lacks(case: Case) -> Mapping[str, tuple[str, ...]]:
    """Return, for every chapter, what a case still lacks for it; an empty tuple where it can run.

    What a chapter needs of others is said once, under the chapter that lacks it; the others refer to it.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in CHAPTERS:
        own = one.lacks(case)
        resting = () if own and one.name not in case.parts else one.resting(case)
        found[one.name] = (*own, *(f"what {name} lacks" for name in resting if found[name]))
    return found


def worth_a_look(case: Case) -> tuple[Remark, ...]:
    """Return what in a case is no fault but may be a mistake, each once: by chapter, then what concerns all of it."""
    from detente.case.critique import unused_experts, unused_sources

    by_chapter = [remark for one in CHAPTERS for remark in one.worth_a_look(case)]
    return tuple(dict.fromkeys((*by_chapter, *unused_sources(case), *unused_experts(case))))


def seen(case: Case, inquiry: Inquiry) -> Case:
    """Return the case as an inquiry sees it: judgements changed first, then what each chapter's options ask.

    Raises:
        CaseError: It asks for what is not in the case.
    """
    from detente.case.changed import with_judgements

    check_options(inquiry, options_of(*(one.name for one in CHAPTERS)))
    found = with_judgements(case, inquiry.changed)
    if inquiry.advises is not None:
        advised = inquiry.advised_in(found)
        found = found if advised == found.advises else found.model_copy(update={"advises": advised})
    for one in CHAPTERS:
        found = one.seen(found, inquiry)
    return found


def check_options(inquiry: Inquiry, used: Sequence[CommandOption]) -> None:
    """Refuse an option that nobody uses, so that none is ignored.

    Args:
        inquiry: What is asked.
        used: The options that change the answer.

    Raises:
        CaseError: The inquiry has another one.
    """
    from detente.case.faults import CaseError, Fault, nearest, one_of

    names = [option.name for option in used]
    given = [*inquiry.options, *(["packages"] if inquiry.packages else [])]
    for name in given:
        if name not in names:
            raise CaseError([Fault("inquiry", 0, "", f"the option {name!r}", one_of(names, 20), nearest(name, names))])


def options_of(*names: str) -> tuple[CommandOption, ...]:
    """Return the options of the command line that change the answer of some chapters, or of those they build on.

    Example:
        >>> [option.spelled for option in options_of("agreement")][-2:]
        ['--for', '--package']
    """
    found = [option for one in running(names) for option in one.options]
    return tuple(dict.fromkeys(found))
