"""What is chosen in cases that misled before, and what the other chapters then speak of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from detente.case.read import read
from detente.chapters import schemas
from detente.chapters.proposal import PROPOSAL
from detente.chapters.proposal.judging.engagement import readiness
from detente.chapters.proposal.questions.contrasts import core, open_terms
from detente.chapters.proposal.questions.sampling_errors import mean_and_error
from detente.outcomes.run import Outcomes, run
from detente.worlds import Worlds
from tests.oracles.proposal import from_silence, shifted
from tests.sharing import bundled_case, found_in

DATA = Path(__file__).parent / "data"
BESIDE = {
    "filling": "staged",
    "data": "daily",
    "form": "interim",
    "upstream": "no-prejudice",
    "benefits": "power",
    "pressure": "paused",
}
RUN = ("orange", "korea-2021", "sinai-1974-75", "camp-david-1978")


@cache
def gerd() -> Outcomes:
    """Run all chapters on the case in which a beaten package was recommended."""
    return run(Worlds(read(DATA / "gerd-2021", schemas()), size=500, seed=1), only=["proposal"])


def test_a_beaten_package_is_not_recommended() -> None:
    """5 % joint was recommended where a package of the same consent, kept in 34 % of worlds, lay beside it."""
    found = gerd().result(PROPOSAL)
    known, row = found.found, found.row
    assert known is not None
    assert row is not None
    shown = np.column_stack([known.share, known.joint, *known.gains.values()])
    assert not ((shown >= shown[row] + 1e-9).all(axis=1)).any()
    packages = found.agreement.main.packages
    beside = packages.named(BESIDE)
    assert beside in known.packages
    other = known.packages.index(beside)
    assert not (shown[other] > shown[row] + 1e-9).all()
    assert known.objective[row] >= known.objective[other] - 1e-9 or row in found.selected.alike  # type: ignore[union-attr]


@pytest.mark.parametrize("name", RUN)
def test_all_chapters_speak_of_one_package(name: str) -> None:
    outcomes = found_in(name)
    said = outcomes.reports["proposal"]
    if said.package is None:
        assert said.reason
        return
    agreement = outcomes.reports["agreement"]
    assert agreement.recommended[0].kind == "proposed"
    assert agreement.recommended[0].package.options == said.package
    label = next(c.name for c in outcomes.result(PROPOSAL).columns()).partition("[")[2][:-1]
    shares = {"attainable": f"agreement.attainable[{label}]", "durable": f"stability.durable[{label}]"}
    shares["reachable"] = f"roadmap.reachable[{label}]"
    told = [shares[asked] for asked in said.judged]
    assert_allclose(outcomes.share(*told), said.joint.share, atol=1e-9)
    page = outcomes.pages["proposal"]
    case = outcomes.case
    assert page.proposal == tuple(
        (case.issues[i].name, case.issues[i].options[o].name) for i, o in said.package.items()
    )


@pytest.mark.parametrize("name", RUN)
def test_the_report_is_whole(name: str) -> None:
    said = found_in(name).reports["proposal"]
    if said.package is None:
        return
    assert abs(sum(branch.share for branch in said.tree) - 1) < 1e-9
    assert set(said.joint.by_rho) == {"0.0", "0.3", "0.6"}
    assert said.joint.low <= said.joint.share <= said.joint.high
    assert said.core.items() <= said.package.items()
    assert not said.core.keys() & said.open.keys()
    assert said.alike[0] == said.package
    assert said.package.keys() <= said.core.keys() | said.open.keys()
    assert len(said.overturns) <= 2 * 10
    assert all(one.package != said.package and one.rerun is None for one in said.overturns)
    reached = [step.reached for step in said.sequence]
    assert reached == sorted(reached)
    assert said.sequence[0].options == said.package
    for other in (said.safer, said.larger):
        assert other is None or other.options != said.package
    if said.safer is not None:
        assert len(said.safer.options) < len(said.package)
        assert said.safer.joint.share > said.joint.share
    if said.larger is not None:
        assert len(said.larger.options) > len(said.package)


def test_who_engages_follows_from_silence() -> None:
    """π e^(−λt)/(1 − π + π e^(−λt)) times delivery, under what is true in each world."""
    case = bundled_case("korea-2021")
    worlds = Worlds(case, size=40, seed=3)
    ready = readiness(worlds)
    assert ready.basis == "silence"
    draws = worlds.draws(0, worlds.size)
    simple = case.parts["reading"].simple
    (name, recipient), *more = case.parts["reading"].recipients.items()
    assert not more
    start = min(approach.date for approach in recipient.approaches.values())
    time = (case.date - start).days / (365.25 / 12)
    for w in range(worlds.size):
        h = case.explanations[draws.hypothesis[w]]
        if h in simple:
            at = f"reading/recipients/{name}"
            replies = float(draws.value(f"{at}/replies/{h}")[w])
            key = h if h in recipient.hazards else "otherwise"
            hazard = float(draws.value(f"{at}/hazards/{key}")[w])
            told = from_silence(float(draws.value(f"{at}/delivered")[w]), replies, hazard, time)
            assert_allclose(ready.chance[w], told, rtol=1e-9)


def test_small_parts() -> None:
    assert shifted(0.5, [2]) == pytest.approx(2 / 3)
    assert core([(1, 2), (1, 0)]) == {0: 1}
    assert open_terms([(1, 2), (1, 0)]) == {1: (0, 2)}
    mean, error = mean_and_error(np.array([[0.0, 1.0, 1.0, 0.0]]), np.ones(4))
    assert (float(mean[0]), float(error[0])) == (0.5, 0.25)


def test_other_seeds_give_the_same_core() -> None:
    """Here every term is worth far more than the error of sampling."""
    case = bundled_case("sinai-1974-75")
    said = [run(Worlds(case, size=400, seed=seed), only=["proposal"]).reports["proposal"] for seed in (1, 2, 3)]
    assert len(said[0].core) >= 2
    assert all(one.core == said[0].core for one in said)
