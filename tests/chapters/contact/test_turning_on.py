"""On which judgements a difference turns, against the formula in plain loops."""

from __future__ import annotations

import numpy as np
import pytest

from detente.chapters.contact.questions.turning_on import NONE, turning_on
from tests.chapters.contact import made
from tests.oracles import contact as oracle


def test_what_a_counterfactual_turns_on_is_that_of_the_formula() -> None:
    found = made.found()
    before = found.openings.today.given_incident
    assert before is not None
    assert found.counterfactuals
    for other in found.counterfactuals:
        assert other.given_incident is not None
        fall = (before - other.given_incident).tolist()
        named = found.turning[other.counterfactual].shown
        assert named
        assert [one.eta2 for one in named] == sorted((one.eta2 for one in named), reverse=True)
        for one in named:
            values = found.now.judged[one.path.removeprefix("contact/")].tolist()
            eta2, lowest, highest = oracle.between_tenths(values, fall)
            assert (one.eta2, one.lowest, one.highest) == pytest.approx((eta2, lowest, highest), rel=1e-9)


def test_noise_turns_on_nothing() -> None:
    """Of fifty numbers that have nothing to do with any judgement, hardly one is said to turn on any."""
    found = made.found()
    paths = found.trace("channels", "ladder", "posts")
    rng = np.random.default_rng(5)
    numbers = {str(n): rng.normal(size=found.worlds.size) for n in range(50)}
    told = turning_on(found.worlds, found.now.judged, paths, numbers)
    assert sum(bool(named.shown) for named in told.values()) <= 2
    few = made.found_in(made.skeleton(), 40)
    assert turning_on(few.worlds, few.now.judged, paths, {"x": rng.normal(size=40)}) == {"x": NONE}
