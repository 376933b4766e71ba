"""The compiled comparer: the same to the last bit as NumPy's, loaded only where it pays, and not needed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from detente.case.bundled import locate
from detente.case.read import read
from detente.chapters.agreement.analyse import plan_of
from detente.chapters.agreement.judging import comparers
from detente.chapters.agreement.judging import numba_comparisons as compiled
from detente.chapters.agreement.judging.attainability import tally
from detente.chapters.agreement.judging.numba_comparisons import Compiled
from detente.chapters.agreement.judging.quantised_sums import (
    NEVER,
    TOP,
    Bits,
    Levels,
    Part,
    Passes,
    RowTable,
    Side,
    Thresholds,
)
from detente.worlds import Worlds
from tests.chapters.agreement.test_oracle import wide_plan
from tests.cli.conftest import called, started
from tests.oracles.cases import Data, as_case, cases, weights
from tests.sharing import bundled_case

pytestmark = pytest.mark.whole
SIZE = 203  # three words of 64 worlds, and a rest that does not fill its last byte
Seeds = st.integers(0, 99)


def leaves(value: Any, at: str = "") -> dict[str, Any]:
    """Return everything in a result by its path, arrays as they lie in memory."""
    if is_dataclass(value):
        return leaves({field.name: getattr(value, field.name) for field in fields(value)}, at)
    if isinstance(value, Mapping):
        return {path: leaf for key, inner in value.items() for path, leaf in leaves(inner, f"{at}/{key}").items()}
    if isinstance(value, tuple):
        return leaves(dict(enumerate(value)), at)
    return {at: (value.dtype, value.shape, value.tobytes()) if isinstance(value, np.ndarray) else value}


@settings(max_examples=60)
@given(cases(), Seeds, weights(SIZE))
def test_random_cases_come_out_the_same(data: Data, seed: int, weighing: list[float]) -> None:
    """With linkages, red lines, consents, gates, vetoes, waivers, weights, and ties, since most values are round."""
    case = as_case(data)
    draws = Worlds(case, SIZE, seed, weights=np.array(weighing)).draws(0, SIZE)
    plan = replace(wide_plan(case), full=False)
    assert leaves(tally(plan, draws, compiled=True)) == leaves(tally(plan, draws))


@pytest.mark.parametrize("name", ["orange", "camp-david-1978", "tobacco-2010"])
def test_bundled_cases_come_out_the_same_with_gains(name: str) -> None:
    case = bundled_case(name)
    draws = Worlds(case, SIZE, 1).draws(0, SIZE)
    plan = plan_of(case)
    assert leaves(tally(plan, draws, compiled=True)) == leaves(tally(plan, draws))


@pytest.mark.parametrize("name", ["orange", "korea-2021", "camp-david-1978", "tobacco-2010"])
def test_the_document_is_the_same_to_the_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    uses: list[int] = []
    reached = Compiled.reached

    def counted(self: Compiled, sides: Sequence[Side]) -> Bits:
        uses.append(len(sides))
        return reached(self, sides)

    monkeypatch.setattr(Compiled, "reached", counted)
    command = "agreement", name, "--worlds", "130", "--json"
    plain = called(*command)
    assert (plain.code, uses) == (0, [])
    monkeypatch.setattr(comparers, "WORTH", 0)
    assert called(*command).out == plain.out
    assert uses


def side(of: np.random.Generator, steps: int, rows: int, lines: int, worlds: int, order: Sequence[int]) -> Side:
    """Return values and thresholds of so few different levels that many are tied, some of them barred."""

    def graded(count: int, barred: int) -> tuple[NDArray[np.float64], Levels]:
        values = of.integers(0, 4 * steps, (count, worlds)) / 4.0
        levels = np.floor(values).astype(np.int16)
        levels[of.random((count, worlds)) < 0.1] = barred
        return values, levels

    values, levels = graded(rows, NEVER)
    asked, thresholds = graded(lines, TOP)
    place = np.array(order, dtype=np.intp)
    least = Thresholds(np.zeros(worlds), -asked, thresholds)
    return Side(Part(RowTable(values, (), levels), place, place), least, of.integers(0, lines, lines + 1))


@settings(max_examples=60)
@given(Seeds, st.integers(1, 3), st.integers(1, 40), st.integers(1, 150), st.permutations(range(5)))
def test_ties_are_broken_by_values(seed: int, parties: int, steps: int, worlds: int, order: list[int]) -> None:
    of = np.random.default_rng(seed)
    sides = [side(of, steps, 5, 3, worlds, order) for _ in range(parties)]
    expected = np.ones((4, 5, worlds), dtype=bool)
    for part, lines, firsts in sides:
        barred = (part.table.levels[part.rows] == NEVER) | (lines.levels[firsts] == TOP)[:, None, :]
        expected &= (part.table.values[part.rows] >= lines.values[firsts][:, None, :]) & ~barred
    bits = np.packbits(expected.reshape(20, worlds), axis=1)
    for one in (Compiled(), Passes(20 * worlds)):
        assert_array_equal(one.reached(sides), bits)


# When it is used


@pytest.mark.parametrize(("size", "jobs", "pays"), [(2_500, 1, True), (2_500, 2, False)])
def test_it_is_for_large_runs_only(size: int, jobs: int, pays: bool) -> None:
    case = bundled_case("korea-2021")
    assert comparers.pays(plan_of(case), Worlds(case, size, 1, jobs=jobs)) is pays


def test_without_numba_numpy_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparers, "WORTH", 0)
    monkeypatch.setattr(comparers, "find_spec", lambda _: None)
    case = read(locate("orange"), {})
    assert not comparers.pays(plan_of(case), Worlds(case, 10, 1))


def test_a_numba_that_cannot_be_loaded_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(comparers.comparer(True, 1), Compiled)
    monkeypatch.setitem(sys.modules, "detente.chapters.agreement.judging.numba_comparisons", None)
    assert isinstance(comparers.comparer(True, 1), Passes)
    assert isinstance(comparers.comparer(False, 1), Passes)


def test_a_small_run_loads_no_numba(tmp_path: Path) -> None:
    ran = started("agreement", "orange", "--worlds", "100", cwd=tmp_path, options=("-X", "importtime"))
    assert ran.code == 0
    assert "detente.chapters.agreement.judging.comparers" in ran.err
    assert "numba" not in ran.err


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def njit(form: str, *, nogil: bool, cache: bool = False) -> Callable[[Any], Any]:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return lambda loop: loop

    def loop(found: NDArray[np.uint64]) -> None:
        """Do nothing."""

    monkeypatch.setattr(compiled, "njit", njit)
    assert compiled.kept(loop) is loop
    assert asked == [True, False]
