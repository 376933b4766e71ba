"""Outcomes, concepts and moves in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.chapters.stability.stated.conflict_report import ConflictReport
from detente.chapters.stability.stated.outcome_reports import OutcomeReport, StepReport
from detente.findings.words import listed, with_article

MOST_NAMED = 12
MEANINGS: Mapping[str, str] = {
    "nash": "nobody gains by moving, whatever the others do next",
    "gmr": "every gain could be spoilt by some answer of the others, even one that hurts them",
    "smr": "the same, and one cannot get out of that answer by a move of one’s own",
    "seq": "every gain would be spoilt by an answer from which the others gain",
    "sseq": "the same, and one cannot get out of that answer by a move of one’s own",
    "sim_one_sided": "every gain would be spoilt by others who move at the same time, whether or not they gain",
    "sim": "every gain would be spoilt by others who move at the same time and gain by it",
}
CONCEPTS: Mapping[str, str] = {
    "nash": "Nash",
    "gmr": "GMR",
    "smr": "SMR",
    "seq": "SEQ",
    "sseq": "SSEQ",
    "sim_one_sided": "SIM, one-sided",
    "sim": "SIM",
}


def quoted(outcome: OutcomeReport) -> str:
    """Return what is done in an outcome, in quotes."""
    return f"“{outcome.name}”"


def titled(outcome: OutcomeReport) -> str:
    """Return what is done in an outcome and how it is written, for a table.

    Example:
        >>> made = OutcomeReport.model_construct(name="Blockade", state="NY", alike=["YY"])
        >>> titled(made)
        'Blockade (NY, YY)'
    """
    return f"{outcome.name} ({few([outcome.state, *outcome.alike], last=',')})"


def few(states: Sequence[str], number: int | None = None, last: str = " and") -> str:
    """Name some states, and how many there are beyond.

    Args:
        states: The states.
        number: How many there are in all; as many as are given if not said.
        last: What stands before the last.

    Example:
        >>> few(["NN", "NY"]), few([]), few(["YY"] * 2, 5)
        ('NN and NY', 'none', 'YY, YY and 3 more')
    """
    more = (len(states) if number is None else number) - len(states[:MOST_NAMED])
    *first, end = [*states[:MOST_NAMED], *([f"{more:,} more"] if more else [])] or ["none"]
    return f"{', '.join(first)}{last} {end}" if first else end


def spelt(options: Sequence[str], state: str) -> str:
    """Say in words what is done in a state, as a term that is quoted.

    Args:
        options: Names of the options.
        state: The state, as it is written.

    Example:
        >>> spelt(["Strike", "Blockade"], "YY"), spelt(["Strike", "Blockade"], "NN")
        ('“Strike, Blockade”', '“Nothing done”')
    """
    taken = [(name, at) for name, at in zip(options, letters(state), strict=True) if at not in {"N", "0"}]
    told = [name if at == "Y" else f"{name} at {at}" for name, at in taken]
    return f"“{', '.join(told) or 'Nothing done'}”"


def steps(found: ConflictReport, way: Sequence[StepReport]) -> str:
    """Say who moves how, one step after the other.

    Args:
        found: The report that the way is from.
        way: The steps, from the status quo.

    Returns:
        Words such as “United States: Blockade on; then Soviet Union: Withdraw on”.
    """
    told: list[str] = []
    before = found.status_quo or ""
    for step in way:
        mover = with_article(step.mover) if told else step.mover
        told.append(f"{mover}: {changes(found.options, before, step.state)}")
        before = step.state
    return "; then ".join(told) or "it stands there"


def changes(options: Sequence[str], before: str, after: str) -> str:
    """Say what a move changes.

    Args:
        options: Names of the options.
        before: The state that is left, as it is written.
        after: The state that is reached.

    Returns:
        The options that change, each with what becomes of it.

    Example:
        >>> changes(["Strike", "Blockade"], "YN", "NY")
        'no more “Strike” and “Blockade”'
    """
    told = []
    for name, old, new in zip(options, letters(before), letters(after), strict=True):
        if old != new:
            told.append(f"“{name}”" if new == "Y" else f"no more “{name}”" if new == "N" else f"“{name}” to {new}")
    return listed(told)


def letters(state: str) -> list[str]:
    """Return what a written state says of each option.

    Example:
        >>> letters("NY(12)3")
        ['N', 'Y', '12', '3']
    """
    found, rest = [], state
    while rest:
        piece, rest = (rest[1:].split(")", 1)) if rest[0] == "(" else (rest[0], rest[1:])
        found.append(piece)
    return found
