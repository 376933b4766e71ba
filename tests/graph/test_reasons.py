"""Reasons agree with the grid, hold what they say, and are said in plain words."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from detente.graph.concepts import CONCEPTS, analyse
from detente.graph.conflict import Conflict, ConflictError, Option
from detente.graph.moves import reached
from detente.graph.narration import change_in_words, sentence
from detente.graph.reasons import Reason, explain
from tests.graph.published import cuba, random_conflict, syria_iraq
from tests.sharing import tried


@pytest.mark.parametrize("seed", tried(range(30)))
def test_reasons_agree_with_the_grid(seed: int) -> None:
    conflict = random_conflict(random.Random(seed), most=16)
    found = analyse(conflict)
    for concept in CONCEPTS:
        for i in range(len(conflict.decision_makers)):
            for state in np.flatnonzero(conflict.feasible):
                reason = explain(conflict, i, int(state), concept)
                assert reason.stable == found[concept][i, state], (concept, i, state)
                holds_together(conflict, reason)


def holds_together(conflict: Conflict, reason: Reason) -> None:
    """Check every move of a reason, and what it claims of it."""
    worth = conflict.preferences[reason.decision_maker]
    now = worth[reason.state]
    if reason.move is None:
        assert reason.stable
        assert not (worth[reached(conflict, reason.decision_maker, np.array([reason.state]))[0]] > now).any()
        return
    assert reason.move.start == reason.state
    assert reason.move.gains
    assert worth[reason.move.end] > now
    for move in (reason.move, *reason.answer):
        assert move.end in reached(conflict, move.mover, np.array([move.start]))[0]
        assert move.gains == (conflict.preferences[move.mover][move.end] > conflict.preferences[move.mover][move.start])
    if reason.answer:
        assert reason.credible == all(move.gains for move in reason.answer)
        movers = [move.mover for move in reason.answer]
        assert reason.decision_maker not in movers
        if reason.joint is None:
            assert [move.start for move in reason.answer] == [reason.move.end, *(m.end for m in reason.answer[:-1])]
            assert all(a != b for a, b in itertools.pairwise(movers))
            assert worth[reason.answer[-1].end] <= now
        else:
            assert {move.start for move in reason.answer} == {reason.state}
            assert worth[reason.joint] <= now
    if reason.escape is not None:
        assert not reason.stable
        assert worth[reason.escape] > now
    assert sentence(conflict, reason).endswith(".")


def test_why_cuba_was_settled() -> None:
    conflict = cuba(reversible=True)
    told = sentence(conflict, explain(conflict, 0, 4, "nash"))
    assert told == "The United States would stay: it has no move by which it would gain."
    assert sentence(conflict, explain(conflict, 1, 4, "seq")) == (
        "The Soviet Union would stay: it would gain by dropping “Withdraw”, but the United States could answer by "
        "taking “Blockade”, and it is no better off than now. This answer is credible, as the United States would gain "
        "by it."
    )
    assert sentence(conflict, explain(conflict, 0, 0, "seq")) == (
        "The United States would leave: it would gain by taking “Blockade”, but the Soviet Union could answer by "
        "taking “Escalate”, and it is no better off than now. This answer is not credible, as the Soviet Union would "
        "not gain by it."
    )


def test_a_sanction_that_one_could_get_out_of() -> None:
    conflict = syria_iraq()
    assert sentence(conflict, explain(conflict, 1, 0, "smr")).endswith(
        "Besides, Iraq could then get out of it by dropping “Attack”."
    )


def test_what_cannot_be_explained_is_refused() -> None:
    conflict = cuba(reversible=True)
    with pytest.raises(ConflictError, match="state 12"):
        explain(conflict, 0, 12, "nash")
    with pytest.raises(ConflictError, match="unknown concept best"):
        explain(conflict, 0, 0, "best")
    twice = random_conflict(random.Random(1), worlds=2)
    with pytest.raises(ConflictError, match="several worlds"):
        explain(twice, 0, 0, "nash")


def test_changes_of_levels_are_named() -> None:
    alert = Conflict(("A",), (Option("a", "Alert", (0,), levels=3),), (), (np.arange(3),))
    assert change_in_words(alert, 0, 2) == "moving “Alert” from level 0 to 2"
