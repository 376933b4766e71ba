"""From a case and an inquiry to worlds."""

from __future__ import annotations

from typing import Any

from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters import seen
from detente.worlds import Worlds


def draw(case: Case, inquiry: Inquiry | None = None, **how: Any) -> Worlds:
    """Return the worlds of an inquiry: of the case as the inquiry sees it.

    Args:
        case: The case.
        inquiry: What is asked of it; 2,000 worlds and nothing else if not given.
        **how: How they are worked out, which never changes a result: `jobs`, `engine`, `helpers`, `chunk`, `notice`.

    Raises:
        CaseError: The inquiry asks for what is not in the case.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> draw(read(locate("orange"), {}), Inquiry(worlds=100, seed=3)).size
        100
    """
    asked = (inquiry or Inquiry()).about(case)
    return Worlds(seen(case, asked), asked.worlds, asked.seed, asked=asked, **how)
