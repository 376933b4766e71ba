"""What a case still lacks for the proposal chapter."""

from __future__ import annotations

from detente.case.model import Case


def lacks(case: Case) -> tuple[str, ...]:
    """What does a case still lack before the chapter can run on it? What agreement lacks is said there.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    missing = [] if case.issues and case.positions else ["positions: what a proposal would be worth to each side"]
    said = case.parts.get("proposal")
    counted = said is not None and said.asking is not None and case.advises in case.principals
    if counted and case.advises not in case.discount_rates:
        missing.append(f"discount_rates → {case.advises}: what one-off points of `asking` are worth by the year")
    return tuple(missing)
