"""Cases that leave nothing open: one world stands for all, and packages worth the same cost nothing special."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.bargaining.vector_sums import TooLargeError, leaf, merge
from detente.chapters.agreement.questions import robust_choices
from detente.chapters.agreement.report import report
from detente.chapters.agreement.space.packages import Packages, simplicity
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from tests.chapters.agreement.bargains import Bargain

ISSUES = {"i": ["a", "b", "c"], "j": ["a", "b"], "k": ["a", "b"]}


def case(points: dict[str, list[float]], **more: object) -> Case:
    """Return a case of three issues, with the points of the options that change something in their order."""
    return Case.model_validate(
        {
            "title": "t",
            "date": "2021-08-31",
            "parties": {"p": "P", "q": "Q"},
            "issues": {
                issue: {"name": issue, "movers": ["p", "q"], "options": {"none": "No", **{o: o for o in options}}}
                for issue, options in ISSUES.items()
            },
            "positions": {
                party: {
                    issue: dict(zip(options, worth[at : at + len(options)], strict=True))
                    for issue, options, at in zip(ISSUES, ISSUES.values(), (0, 3, 5), strict=True)
                }
                for party, worth in points.items()
            },
            "reservation": {"p": 0, "q": 0.5},
            "rules": {f"settles-{issue}": {"never": {issue: "none"}} for issue in ISSUES},
            **more,
        }
    )


def alike(one: object, other: object) -> None:
    """Assert that two reports are the same, but for the last digits of sums over worlds."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        for key in one:
            alike(one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list):
        assert len(one) == len(other)
        for mine, theirs in zip(one, other, strict=True):
            alike(mine, theirs)
    else:
        assert one == (pytest.approx(other, abs=1e-12) if isinstance(other, float) else other)


worths = st.lists(st.sampled_from([-1, 0, 0.5, 1, 2]), min_size=7, max_size=7)


@settings(max_examples=5, deadline=None)
@given(worths, worths)
def test_it_is_as_if_every_world_had_been_looked_at(mine: list[float], theirs: list[float]) -> None:
    worlds = Worlds(case({"p": mine, "q": theirs}), size=12, seed=1)
    assert worlds.alike
    short = report(analyse(worlds, Upstream())).model_dump()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Worlds, "alike", False)
        whole = report(analyse(Worlds(worlds.case, size=12, seed=1), Upstream())).model_dump()
    alike(short, whole)


@pytest.mark.parametrize(
    "more",
    [
        {"red_lines": {"p": {"i": {"c": 0.5}}}},
        {"reservation": {"p": [0, 1], "q": 0}},
    ],
)
def test_what_is_open_makes_worlds_differ(more: dict[str, object]) -> None:
    assert not Worlds(case({"p": [1] * 7, "q": [1] * 7}, **more), size=12, seed=1).alike


@given(st.lists(st.booleans(), min_size=12, max_size=12).filter(any))
def test_of_tied_packages_the_simplest(tied: list[bool]) -> None:
    packages = Packages(case({"p": [1] * 7, "q": [1] * 7}, rules={"settles-i": {"never": {"i": "none"}}}))
    table = np.resize(np.array(tied), packages.shape)
    listed = [packages.package(int(a), int(b)) for a, b in np.argwhere(table)]
    assert packages.simplest(table) == min(listed, key=simplicity)


def test_packages_worth_the_same_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand that all tie: no question decodes more than are shown, or looks at more than one in every world."""
    calls: list[str] = []

    def counted(owner: object, name: str) -> None:
        work = getattr(owner, name)

        def call(*given: object) -> object:
            calls.append(name)
            return work(*given)

        monkeypatch.setattr(owner, name, call)

    counted(Packages, "package")
    counted(robust_choices, "package_detail")
    tied = Bargain((((1.0,) * 10,) * 4,) * 2, (0.0, 0.0)).case()
    found = analyse(Worlds(tied, size=10, seed=1), Upstream())
    assert found.central.size == 10_000
    assert {*found.central.solving.values()} == {10_000}
    assert len(found.central.packages) <= 1_100
    assert calls.count("package") < 1_500
    assert calls.count("package_detail") == 1


def test_sums_of_many_parties_are_too_many_before_they_are_compared() -> None:
    rng = np.random.default_rng(1)
    fronts = [leaf(n, rng.integers(0, 1000, (40, 8)).astype(float), np.arange(40), still=False) for n in range(5)]
    with pytest.raises(TooLargeError):
        merge(fronts)
