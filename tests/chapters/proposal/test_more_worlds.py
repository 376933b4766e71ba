"""Packages near the best are judged in more worlds where it is not decided which terms they share."""

from __future__ import annotations

from sys import modules

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.agreement import OptionNumbers
from detente.chapters.proposal import PROPOSAL
from detente.chapters.proposal.analyse import MOST_WORLDS, TIMES, in_more_worlds, more_worlds
from detente.chapters.proposal.questions.contrasts import Contrasts
from detente.chapters.proposal.result import Proposals
from detente.worlds import Worlds
from tests.oracles import proposal as oracle
from tests.sharing import bundled_case, found_in

numbers = st.floats(-2, 0, allow_subnormal=False)
packages = st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 1))
beside = st.lists(st.tuples(packages, numbers, st.floats(0.01, 1)), min_size=1, max_size=5)


@settings(max_examples=80)
@given(packages, beside, st.floats(1, 4), st.floats(0.01, 0.5))
def test_whose_place_is_decided(
    best: OptionNumbers, others: list[tuple[OptionNumbers, float, float]], bound: float, trifle: float
) -> None:
    known = [best, *(x for x, _, _ in others)]
    mean, error = (np.array([0.0, *(one[k] for one in others)]) for k in (1, 2))
    found = Contrasts(np.arange(len(known)), mean, error, bound / 2, bound, trifle)
    told = [oracle.place(m, e, bound, trifle) for m, e in zip(mean.tolist(), error.tolist(), strict=True)]
    assert found.near.tolist() == [near for near, _, _ in told]
    assert found.maybe_near.tolist() == [may for _, may, _ in told]
    assert found.undecided.tolist() == [may and not surely for _, may, surely in told]
    every, surely = ([x for x, at in zip(known, told, strict=True) if at[k]] for k in (1, 2))
    assert found.leave_terms_undecided(known) == (oracle.firm(every) != oracle.firm(surely))


def proposals() -> Proposals:
    """What is proposed in a case in which a term is close to firm, with few worlds."""
    return found_in("camp-david-1978").result(PROPOSAL)


class Judge:
    """What packages are judged by."""

    def __init__(self, found: Proposals) -> None:
        """Take it from what was found."""
        self.worlds, self.agreement = found.worlds, found.agreement


def test_they_are_judged_again_in_other_worlds() -> None:
    found = proposals()
    assert found.found is not None
    assert found.selected is not None
    assert found.selected.again == TIMES * 120
    assert found.selected.chosen in found.selected.alike
    assert set(found.selected.alike) <= set(found.selected.near) <= set(found.selected.compared)
    rows = np.array(found.selected.near[:2])
    one, two = (in_more_worlds(Judge(found), found.found, found.roadmaps, rows) for _ in range(2))  # type: ignore[arg-type]
    assert one is not None
    assert two is not None
    assert np.array_equal(one[0], two[0])
    assert one[0].shape == (len(rows), TIMES * 120)


def test_more_worlds_are_as_many_times_as_said_and_have_an_end() -> None:
    case = bundled_case("camp-david-1978")
    sizes = {n: more_worlds(Worlds(case, size=n, seed=1)) for n in (100, 2_000, 7_000, 8_001, MOST_WORLDS)}
    told = {n: None if more is None else more.size for n, more in sizes.items()}
    assert told == {100: 800, 2_000: 16_000, 7_000: 16_000, 8_001: None, 16_000: None}


def test_nothing_but_the_worlds_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    found = proposals()
    assert found.found is not None
    assert found.selected is not None
    rows = np.array(found.selected.near[:2])
    monkeypatch.setattr(modules[more_worlds.__module__], "more_worlds", lambda worlds: worlds)
    told = in_more_worlds(Judge(found), found.found, found.roadmaps, rows)  # type: ignore[arg-type]
    assert told is not None
    assert np.allclose(told[0], found.found.terms[rows], atol=1e-9)
