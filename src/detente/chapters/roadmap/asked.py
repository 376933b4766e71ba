"""What an inquiry asks of the roadmap chapter."""

from __future__ import annotations

from detente.case.inquiry import Inquiry
from detente.case.model import Case

CHAPTER = "roadmap"


def asked(case: Case, inquiry: Inquiry) -> Case:
    """Return the case with the number of rounds that the inquiry allows, if it says one.

    Args:
        case: The case.
        inquiry: What is asked; of its options, `max_rounds`.
    """
    most = inquiry.options.get("max_rounds")
    if most is None or CHAPTER not in case.parts:
        return case
    said = case.parts[CHAPTER].model_copy(update={"max_rounds": most})
    return case.model_copy(update={"parts": {**case.parts, CHAPTER: said}})
