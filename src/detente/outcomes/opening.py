"""From a name to a case, and from a case and an inquiry to worlds."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from os import PathLike
from pathlib import Path

from detente.case.bundled import locate
from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.inquiry import MEDIATOR, Inquiry
from detente.case.model import Case
from detente.case.read import read as read_folder
from detente.chapters import schemas, seen
from detente.chapters.options import FOR
from detente.outcomes.names_offered import names_offered
from detente.worlds import Worlds
from detente.worlds.engines import Engine
from detente.worlds.worlds import BLOCK


def read(name: str | PathLike[str]) -> Case:
    """Read a case.

    Args:
        name: A bundled case by name, or a folder; as text, a folder has a path separator in it (`./strait`).

    Returns:
        The case, without fault.

    Raises:
        CaseError: Something is wrong with it; all faults are listed, with file and line.

    Example:
        >>> read("orange").title
        'Two sisters and one orange'
    """
    return read_folder(locate(name) if isinstance(name, str) else Path(name), schemas(), names_offered())


def draw(
    case: Case,
    inquiry: Inquiry | None = None,
    *,
    jobs: int = 1,
    engine: Engine = "threads",
    helpers: Executor | None = None,
    chunk: int = BLOCK,
    notice: Callable[[int], None] | None = None,
) -> Worlds:
    """Draw the worlds of an inquiry, of the case as the inquiry sees it.

    Args:
        case: The case.
        inquiry: What is asked of it; 2,000 worlds and nothing else if not given.
        jobs: How many blocks of worlds to compute at a time. Like all that follow, it never changes a result.
        engine: Whether jobs are threads or processes.
        helpers: Helpers that were started before.
        chunk: Worlds handled in one task.
        notice: Called with the number of worlds of each block that is done.

    Returns:
        A description from which any block of worlds can be drawn.

    Raises:
        CaseError: The inquiry asks for what is not in the case.

    Example:
        >>> draw(read("orange"), Inquiry(worlds=100, seed=3)).size
        100
    """
    asked = (inquiry or Inquiry()).about(case)
    return Worlds(
        seen(case, asked),
        asked.worlds,
        asked.seed,
        jobs=jobs,
        engine=engine,
        helpers=helpers,
        chunk=chunk,
        notice=notice,
        asked=asked,
    )


def check_advised(case: Case, party: str | None) -> None:
    """Make sure that a party to be advised, if one is named, is in the case, or is the mediator.

    Raises:
        CaseError: It is neither.
    """
    sides = tuple(dict.fromkeys([*case.parties, MEDIATOR]))
    if party is not None and party not in sides:
        raise CaseError([Fault(FOR.spelled, 0, "", f"{party!r}", one_of(sides, 20), nearest(party, sides))])
