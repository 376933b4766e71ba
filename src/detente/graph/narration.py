"""Reasons said in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.findings.words import listed
from detente.graph.conflict import Conflict
from detente.graph.moves import Move
from detente.graph.reasons import Reason


def change(conflict: Conflict, start: int, end: int) -> str:
    """Say what changes between two states.

    Args:
        conflict: The conflict.
        start: The number of the first.
        end: The number of the second.

    Returns:
        Words to follow “by”.
    """
    told = []
    for option, old, new in zip(conflict.options, conflict.levels(start), conflict.levels(end), strict=True):
        if option.levels == 2 and old != new:
            told.append(f"{'taking' if new else 'dropping'} “{option.name}”")
        elif old != new:
            told.append(f"moving “{option.name}” from level {old} to {new}")
    return listed(told)


def sentence(conflict: Conflict, reason: Reason) -> str:
    """Say a reason in one or two sentences.

    Args:
        conflict: The conflict.
        reason: A reason that was found in it.

    Returns:
        The sentences, with the names of decision makers and options.

    Example:
        >>> import numpy as np
        >>> from detente.graph.conflict import Option
        >>> from detente.graph.reasons import explain
        >>> disarm = (Option("a", "Disarm", (0,)), Option("b", "Disarm", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> sentence(prisoners, explain(prisoners, 0, 0, "nash"))
        'A would stay: it has no move by which it would gain.'
        >>> told = sentence(prisoners, explain(prisoners, 0, 3, "seq"))
        >>> told.split(" This answer ")[1]
        'is credible, as B would gain by it.'
    """
    who = conflict.decision_makers[reason.decision_maker]
    opening = f"{who} would {'stay' if reason.stable else 'leave'}: it"
    if reason.move is None:
        return f"{opening} has no move by which it would gain."
    tempting = f"{opening} would gain by {change(conflict, reason.move.start, reason.move.end)}"
    if reason.concept == "nash":
        return f"{tempting}."
    if not reason.answer:
        others = "nothing that others do at the same time" if reason.concept.startswith("sim") else "no answer"
        return f"{tempting}, and {others} can spoil that."
    if reason.joint is not None:
        moves = _told(conflict, reason.answer, "moves", "and")
        return f"{tempting}, but if at the same time {moves}, it is no better off than now."
    moves = _told(conflict, reason.answer, "could answer", "and then")
    return f"{tempting}, but {moves}, and it is no better off than now. {_judged(conflict, reason)}"


def route(conflict: Conflict, moves: Sequence[Move] | None) -> str:
    """Say how a conflict gets from one state to another.

    Args:
        conflict: The conflict.
        moves: The moves, as `shortest_paths` finds them; None if there is no way.

    Returns:
        A sentence, or two if somebody loses by its own move.

    Example:
        >>> import numpy as np
        >>> from detente.graph.conflict import Option
        >>> from detente.graph.paths import shortest_paths
        >>> disarm = (Option("a", "Disarm", (0,)), Option("b", "Disarm", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> route(prisoners, shortest_paths(prisoners, 0, [3])[3])
        'B acts by taking “Disarm” and then A by taking “Disarm”. B and A would not gain by their own moves.'
    """
    if moves is None:
        return "No sequence of moves leads there."
    if not moves:
        return "The conflict stands there already."
    losing = [conflict.decision_makers[k] for k in dict.fromkeys(move.mover for move in moves if not move.gains)]
    said = f"{_told(conflict, moves, 'acts', 'and then')}."
    if not losing:
        return said
    return f"{said} {listed(losing)} would not gain by {'its own move' if len(losing) == 1 else 'their own moves'}."


def _told(conflict: Conflict, moves: Sequence[Move], verb: str, last: str) -> str:
    """Say who moves how; the verb stands once."""
    told = [f"{conflict.decision_makers[m.mover]} {verb} by {change(conflict, m.start, m.end)}" for m in moves[:1]]
    told += [f"{conflict.decision_makers[m.mover]} by {change(conflict, m.start, m.end)}" for m in moves[1:]]
    return listed(told, last)


def _judged(conflict: Conflict, reason: Reason) -> str:
    """Say whether an answer is credible, and whether one could get out of it."""
    losing = [move.mover for move in reason.answer if not move.gains]
    told = [conflict.decision_makers[k] for k in dict.fromkeys(losing or [move.mover for move in reason.answer])]
    if reason.credible:
        said = f"This answer is credible, as {listed(told)} would gain by it."
    else:
        said = f"This answer is not credible, as {listed(told)} would not gain by it."
    if reason.escape is not None:
        who = conflict.decision_makers[reason.decision_maker]
        said += f" Besides, {who} could then get out of it by {change(conflict, reason.answer[-1].end, reason.escape)}."
    return said
