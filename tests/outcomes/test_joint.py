"""What holds of a package at once: counted world by world, never multiplied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from detente.case.model import Case
from detente.findings import Column
from detente.outcomes.run import Outcomes, run
from detente.outcomes.table import OutcomeTable
from detente.worlds import Worlds


def holding(cases: Mapping[str, Case], **columns: list[bool]) -> Outcomes:
    """Return outcomes of four worlds, one of them with double weight, that have these columns too."""
    case = cases["orange"]
    worlds = Worlds(case, size=4, seed=1, weights=np.array([2.0, 1.0, 1.0, 1.0]))
    made = run(worlds)
    extra = tuple(Column(name, "bool", "yes or no", "says", np.array(values)) for name, values in columns.items())
    kept = tuple(c for c in made.table.columns if not c.name.startswith("agreement."))
    found = replace(made)
    found.__dict__["table"] = OutcomeTable((*kept, *extra))
    return found


def test_it_is_counted_in_the_same_worlds(cases: Mapping[str, Case]) -> None:
    outcomes = holding(
        cases,
        **{
            "agreement.attainable[most-attainable]": [True, True, False, False],
            "stability.durable[most-attainable]": [False, True, True, True],
            "roadmap.reachable[most-attainable]": [True, True, True, False],
            "agreement.attainable[other]": [True, True, True, True],
            "stability.durable[third]": [True, True, True, True],
        },
    )
    (found,) = outcomes.joints
    assert found.label == "most-attainable"
    assert {word: one.value for word, one in found.alone.items()} == pytest.approx(
        {"attainable": 0.6, "durable": 0.6, "reachable": 0.8}
    )
    assert {word: one.value for word, one in found.together.items()} == pytest.approx(
        {"attainable": 0.6, "durable": 0.2, "reachable": 0.2}
    )
    assert found.share == pytest.approx(0.2)


def test_one_question_alone_is_no_joint_answer(cases: Mapping[str, Case]) -> None:
    case = cases["orange"]
    only = run(Worlds(case, size=20, seed=1), only=["agreement"])
    assert only.joints == ()
