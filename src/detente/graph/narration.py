"""Sentences about moves, paths and the reasons why a state is stable or not."""

from __future__ import annotations

from collections.abc import Sequence

from detente.findings.words import listed, with_article
from detente.graph.conflict import Conflict
from detente.graph.moves import Move
from detente.graph.reasons import Reason


def change_in_words(conflict: Conflict, start: int, end: int) -> str:
    """Return what changes between two states, in words that follow “by”.

    Args:
        conflict: The conflict.
        start: The number of the first state.
        end: The number of the second state.
    """
    told = []
    for option, old, new in zip(conflict.options, conflict.levels(start), conflict.levels(end), strict=True):
        if option.levels == 2 and old != new:
            told.append(f"{'taking' if new else 'dropping'} “{option.name}”")
        elif old != new:
            told.append(f"moving “{option.name}” from level {old} to {new}")
    return listed(told)


def sentence(conflict: Conflict, reason: Reason) -> str:
    """Return a reason for stability or instability in one or two sentences.

    Args:
        conflict: The conflict.
        reason: A reason that `explain` found in it.

    Example:
        >>> import numpy as np
        >>> from detente.graph import Option, explain
        >>> disarm = (Option("a", "Disarm", (0,)), Option("b", "Disarm", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> sentence(prisoners, explain(prisoners, 0, 0, "nash"))
        'A would stay: it has no move by which it would gain.'
        >>> told = sentence(prisoners, explain(prisoners, 0, 3, "seq"))
        >>> told.split(" This answer ")[1]
        'is credible, as B would gain by it.'
    """
    who = with_article(conflict.decision_makers[reason.decision_maker], begins=True)
    opening = f"{who} would {'stay' if reason.stable else 'leave'}: it"
    if reason.move is None:
        return f"{opening} has no move by which it would gain."
    tempting = f"{opening} would gain by {change_in_words(conflict, reason.move.start, reason.move.end)}"
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
    """Return how a conflict gets from one state to another, in a sentence, or two if somebody loses by its own move.

    Args:
        conflict: The conflict.
        moves: The moves, as `shortest_paths` returns them; None if there is no path.

    Example:
        >>> import numpy as np
        >>> from detente.graph import Option, shortest_paths
        >>> disarm = (Option("a", "Disarm", (0,)), Option("b", "Disarm", (1,)))
        >>> prisoners = Conflict(("A", "B"), disarm, (), (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2])))
        >>> route(prisoners, shortest_paths(prisoners, 0, [3])[3])
        'B acts by taking “Disarm” and then A by taking “Disarm”. B and A would not gain by their own moves.'
    """
    if moves is None:
        return "No sequence of moves leads there."
    if not moves:
        return "The conflict stands there already."
    losing = [
        with_article(conflict.decision_makers[k]) for k in dict.fromkeys(move.mover for move in moves if not move.gains)
    ]
    told = _told(conflict, moves, "acts", "and then")
    said = f"{told[:1].upper()}{told[1:]}."
    if not losing:
        return said
    who, whose = listed(losing), "its own move" if len(losing) == 1 else "their own moves"
    return f"{said} {who[:1].upper()}{who[1:]} would not gain by {whose}."


def _told(conflict: Conflict, moves: Sequence[Move], verb: str, last: str) -> str:
    """Return who moves how, with the verb in front of the first move only."""
    told = [
        f"{with_article(conflict.decision_makers[m.mover])} {verb} by {change_in_words(conflict, m.start, m.end)}"
        for m in moves[:1]
    ]
    told += [
        f"{with_article(conflict.decision_makers[m.mover])} by {change_in_words(conflict, m.start, m.end)}"
        for m in moves[1:]
    ]
    return listed(told, last)


def _judged(conflict: Conflict, reason: Reason) -> str:
    """Return whether an answer is credible, and how the decision maker could escape from it, in sentences."""
    losing = [move.mover for move in reason.answer if not move.gains]
    told = [
        with_article(conflict.decision_makers[k])
        for k in dict.fromkeys(losing or [move.mover for move in reason.answer])
    ]
    if reason.credible:
        said = f"This answer is credible, as {listed(told)} would gain by it."
    else:
        said = f"This answer is not credible, as {listed(told)} would not gain by it."
    if reason.escape is not None:
        who = with_article(conflict.decision_makers[reason.decision_maker])
        way = change_in_words(conflict, reason.answer[-1].end, reason.escape)
        said += f" Besides, {who} could then get out of it by {way}."
    return said
