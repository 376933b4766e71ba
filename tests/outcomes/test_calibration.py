"""Cooke's classical model: a published example, an oracle in plain loops, closed forms."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from detente.case.schema import Elicitation
from detente.outcomes.calibration import Calibrated, calibrated
from tests.oracles import classical_model as oracle

# Delft's course “Decision Making Under Uncertainty”, readings 3.7.3 and 3.8.2 [Delft2026]: answers, and three experts.
TRUTH = [24.0, 11.0, 68.0, 47.0, 31.0]
DELFT = {
    "a": [[2, 5, 7], [12, 13, 15], [87, 89, 92], [2, 5, 8], [48, 50, 52]],
    "b": [[20, 23, 34], [8, 10, 11], [60, 70, 90], [20, 35, 45], [30, 35, 40]],
    "c": [[20, 25, 28], [10, 13, 15], [65, 67, 70], [42, 44, 46], [32, 33, 35]],
}


def asked(panel: dict[str, Any], truth: list[float], **more: Any) -> Elicitation:
    """Return questions with what experts say."""
    seeds = {
        f"q{n}": {"question": "?", "truth": answer, "says": {who: said[n] for who, said in panel.items()}}
        for n, answer in enumerate(truth)
    }
    return Elicitation.model_validate({"seeds": seeds, **more})


def scored(panel: dict[str, Any], truth: list[float], **more: Any) -> Calibrated:
    """Return what comes of it."""
    found = calibrated(asked(panel, truth, **more))
    assert found is not None
    return found


def test_a_published_example() -> None:
    found = scored(DELFT, TRUTH, cutoff=0)
    assert {who: (float(f"{s.calibration:.4g}"), round(s.information, 3)) for who, s in found.experts.items()} == {
        "a": (3.621e-05, 1.418),
        "b": (0.6084, 0.558),
        "c": (0.327, 1.354),
    }
    published = {"a": 0.00006565341, "b": 0.4338007, "c": 0.5661336}  # worked out there from rounded scores
    assert {who: s.weight for who, s in found.experts.items()} == pytest.approx(published, rel=1e-3)
    fewer = scored({who: said for who, said in DELFT.items() if who != "a"}, TRUTH, cutoff=0)
    information = {who: s.information for who, s in fewer.experts.items()}
    assert information == pytest.approx({"b": 0.22, "c": 0.971}, abs=1e-3)
    assert {who: round(s.weight, 1) for who, s in fewer.experts.items()} == {"b": 0.3, "c": 0.7}


def test_the_published_quantiles_of_all_together() -> None:
    """They come from the oracle, which the program agrees with below: rounded there to the second decimal."""
    panel = [[[float(v) for v in said] for said in DELFT[who]] for who in "bc"]
    shares = oracle.weights(panel, TRUTH, 0)
    published = [
        [20, 24.68, 32.31],
        [8.33, 11.71, 14.92],
        [61.24, 67.34, 86.28],
        [23.03, 43.3, 45.98],
        [30.61, 33.29, 39.1],
    ]
    for question, three in enumerate(published):
        found = [oracle.quantile(panel, TRUTH, question, shares, q) for q in oracle.Q]
        assert found == pytest.approx(three, abs=0.03)


LESS = 1 - 1e-9  # two ways to the same chance differ in the last digit
THREE = st.lists(st.integers(0, 40), min_size=3, max_size=3, unique=True).map(sorted)


@settings(max_examples=60)
@given(st.data())
def test_the_program_agrees_with_plain_loops(data: st.DataObject) -> None:
    questions, experts = data.draw(st.integers(1, 6)), data.draw(st.integers(2, 4))
    panel = [[[float(v) for v in data.draw(THREE)] for _ in range(questions)] for _ in range(experts)]
    truth = [data.draw(st.integers(-5, 45)) + 0.5 for _ in range(questions)]
    cutoff = data.draw(st.sampled_from([None, 0.0, 0.05, 0.9]))
    found = scored({f"e{n}": said for n, said in enumerate(panel)}, truth, cutoff=cutoff)
    for number, score in enumerate(found.experts.values()):
        assert score.calibration == pytest.approx(oracle.calibration(panel[number], truth), rel=1e-9, abs=1e-12)
        assert score.information == pytest.approx(oracle.information(panel, truth, number), rel=1e-9, abs=1e-9)
    shares = oracle.weights(panel, truth, found.cutoff * LESS)
    assert [score.weight for score in found.experts.values()] == pytest.approx(shares, rel=1e-9)
    assert found.together.product == pytest.approx(oracle.together(panel, truth, shares), rel=1e-6, abs=1e-9)
    if cutoff is None:
        every = [
            oracle.together(panel, truth, oracle.weights(panel, truth, s.calibration * LESS))
            for s in found.experts.values()
        ]
        assert found.together.product == pytest.approx(max(every), rel=1e-6, abs=1e-9)


def test_closed_forms() -> None:
    for x in (0.0, 0.3, 2.0, 40.0):
        assert oracle.tail_of_three(x) == pytest.approx(chi2.sf(x, 3), rel=1e-9)
    exact = {"x": [[-1, 0, 1]] * 20, "y": [[-2, 0, 2]] * 20}
    truth = [-1.5] + [-0.5] * 9 + [0.5] * 9 + [1.5]
    found = scored(exact, truth, cutoff=0)
    assert found.experts["x"].calibration == pytest.approx(1)
    assert found.experts["x"].hits == (1, 9, 9, 1)


def test_what_does_not_count() -> None:
    """Units, the order of experts and of questions; on a logarithmic scale, powers."""
    found = scored(DELFT, TRUTH)
    scaled = {who: [[3 * v + 7 for v in three] for three in said] for who, said in reversed(DELFT.items())}
    other = scored(scaled, [3 * v + 7 for v in TRUTH])
    assert [s.weight for s in other.experts.values()] == pytest.approx([s.weight for s in found.experts.values()])
    logs = asked({who: [[10.0**v for v in [1, 2, 3]]] for who in "ab"}, [150.0])
    logged = {key: {**seed.model_dump(), "log": True} for key, seed in logs.seeds.items()}
    first = calibrated(Elicitation.model_validate({"seeds": logged}))
    assert first is not None
    assert first.experts["a"].information == pytest.approx(
        scored({"a": [[1, 2, 3]], "b": [[1, 2, 3]]}, [2.2]).experts["a"].information
    )


def test_who_has_not_answered_everything_is_left_out() -> None:
    part = asked({**DELFT}, TRUTH)
    seeds = {key: seed.model_dump() for key, seed in part.seeds.items()}
    del seeds["q0"]["says"]["a"]
    found = calibrated(Elicitation.model_validate({"seeds": seeds}))
    assert found is not None
    assert (found.left_out, [*found.experts]) == (("a",), ["b", "c"])
    assert calibrated(Elicitation()) is None
