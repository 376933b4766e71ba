"""What a case still lacks for the chapter."""

from __future__ import annotations

from detente.approach.schema import ApproachFile
from detente.case.model import Case


def lacks(case: Case) -> tuple[str, ...]:
    """What does a case still lack for saying what to send next?

    Args:
        case: The case.

    Returns:
        What is missing, a line each; nothing where the chapter can run.
    """
    part: ApproachFile | None = case.parts.get("approach")
    if part is None:
        return ("a file approach.yaml, which says how letters are written and what could be sent",)
    if not part.letters:
        return ("letters in approach.yaml: how a letter to a party is written",)
    return ()
