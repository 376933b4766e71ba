"""The joint share by how dependent each party's judgements are: recounted by running the chapters anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from detente.case.model import Case
from detente.chapters.agreement.chapter import AGREEMENT
from detente.outcomes.dependence import RHOS
from detente.outcomes.joint import parts
from detente.outcomes.run import run
from detente.worlds import Worlds


@pytest.mark.parametrize("name", ["sinai-1974-75", "camp-david-1978"])
def test_it_is_that_of_the_same_package_in_dependent_worlds(cases: Mapping[str, Case], name: str) -> None:
    """Attainable and durable are what whole runs of the chapters in tied worlds say of the package of page one."""
    worlds = Worlds(cases[name], size=80, seed=3)
    chapters = ["agreement", "stability"]
    made = run(worlds, only=chapters)
    (first, *_) = made.joints
    assert list(made.by_rho) == list(RHOS)
    assert made.by_rho[0.0] == first.shared
    found = made.result(AGREEMENT)
    assert found.first is not None
    any_one = next(iter(cases[name].packages.values()))
    same = any_one.model_copy(update={"options": found.main.packages.options(found.first)})
    named = cases[name].model_copy(update={"packages": {"same": same, **cases[name].packages}})
    for rho in RHOS[1:]:
        tied = run(replace(Worlds(named, size=80, seed=3), general=rho), only=chapters)
        columns = [part.column.named("same") for word, part in parts().items() if word in first.alone]
        assert made.by_rho[rho].value == pytest.approx(tied.share(*columns))


def test_nothing_joint_has_no_span(cases: Mapping[str, Case]) -> None:
    made = run(Worlds(cases["orange"], size=20, seed=1), only=["agreement"])
    assert made.by_rho == {}
