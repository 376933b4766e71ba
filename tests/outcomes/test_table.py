"""The table a row a world: what goes in, what comes out, joint events, and its text."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.case.model import Case
from detente.compiled.marked import marked_in
from detente.findings import Column
from detente.outcomes import chance_kernels, table_kernels
from detente.outcomes.run import Outcomes, run
from detente.outcomes.table import InputsWritten, OutcomeTable, table
from detente.workers import workers
from detente.worlds import Worlds
from tests.outcomes.conftest import noise


def column(name: str, values: object) -> Column:
    array = np.array(values)
    return Column(name, "bool" if array.dtype == bool else "number", "yes or no", "says", array)


LITTLE = OutcomeTable(
    (
        column("weight", [1.0, 1.0, 1.0, 1.0]),
        column("a", [True, True, False, False]),
        column("b", [True, False, True, False]),
        column("c[x,y]", [0.1234567, -2.0, 1e-12, 3e9]),
    )
)


def test_joint_is_all_of_them_in_the_same_worlds() -> None:
    assert LITTLE.joint("a").tolist() == [True, True, False, False]
    assert LITTLE.joint("a", "b").tolist() == [True, False, False, False]
    assert LITTLE.joint("b", "a", "a").tolist() == [True, False, False, False]


def test_joint_is_no_product_of_shares() -> None:
    worlds = noise(1, size=4)
    both = OutcomeTable((column("a", [True, True, False, False]), column("b", [True, True, False, False])))
    assert worlds.share(both.joint("a", "b")) == 0.5


@pytest.mark.parametrize("name", ["", "nothing", "A", "c"])
def test_a_column_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(KeyError):
        LITTLE.column(name)
    with pytest.raises(KeyError):
        LITTLE.joint("a", name)


def test_csv_is_a_header_and_a_line_a_world() -> None:
    lines = list(LITTLE.csv())
    assert all(line.endswith("\r\n") and line.count("\n") == 1 for line in lines)
    header, *rows = csv.reader(StringIO("".join(lines)))
    assert header == ["weight", "a", "b", "c[x,y]"]
    assert rows == [
        ["1", "1", "1", "0.123457"],
        ["1", "1", "0", "-2"],
        ["1", "0", "1", "1e-12"],
        ["1", "0", "0", "3e+09"],
    ]


@pytest.mark.parametrize("name", ["orange", "korea-2021", "skeleton"])
def test_the_table_holds_inputs_and_outcomes(name: str, cases: Mapping[str, Case], korea: Outcomes) -> None:
    case = cases[name]
    outcomes = korea if name == "korea-2021" else run(Worlds(case, size=60, seed=3))
    names = [found.name for found in outcomes.table.columns]
    assert len(set(names)) == len(names)
    assert names[0] == "weight"
    uncertain = {path for path, placed in case.judgements.items() if not placed.judgement.certain}
    assert uncertain <= set(names)
    assert not {path for path, placed in case.judgements.items() if placed.judgement.certain} & set(names)
    results = [found.name for result in outcomes.results.values() for found in result.columns()]
    assert names[-len(results) :] == results
    size = outcomes.worlds.size
    draws = outcomes.worlds.draws(0, size)
    for path in uncertain:
        np.testing.assert_array_equal(outcomes.table.column(path).values, draws.value(path))
    for found in outcomes.table.columns:
        assert found.values.shape == (size,)
        assert found.kind == ("bool" if found.values.dtype == bool else "number")
        assert found.description.strip()
        assert found.unit.strip()
        assert np.isfinite(found.values.astype(float)).all(), found.name


def test_events_stand_in_the_table_as_the_uniforms_that_decide_them(cases: Mapping[str, Case]) -> None:
    worlds = Worlds(cases["korea-2021"], size=30, seed=3)
    found = table(worlds, [])
    events = [c for c in found.columns if c.name.endswith("!")]
    assert events
    draws = worlds.draws(0, 30)
    for event in events:
        np.testing.assert_array_equal(event.values, draws.uniform(event.name))
    for path, placed in cases["korea-2021"].judgements.items():
        if path.startswith("red_lines/"):
            happens = found.column(placed.stream + "!").values <= draws.value(path)
            np.testing.assert_array_equal(happens, draws.happens(path))


def test_the_weights_are_those_of_the_worlds() -> None:
    weights = np.linspace(0, 1, 50)
    worlds = Worlds(noise(2).case, size=50, seed=1, weights=weights)
    assert table(worlds, []).column("weight").values.tolist() == weights.tolist()


def test_what_went_in_written_ahead_makes_the_same_lines(cases: Mapping[str, Case]) -> None:
    case = cases["orange"]
    alone = Worlds(case, size=300, seed=3)
    whole = table(alone, [column("a", [True, False] * 150)])
    with workers(1) as pool:
        worlds = replace(alone, jobs=2, engine="processes", helpers=pool)
        asked = InputsWritten.all(300)
        assert [(one.start, one.stop) for one in asked] == [(0, 256), (256, 300)]
        worlds.meanwhile(asked)
        assert worlds.begun(asked[0])
        assert [*whole.csv(worlds)] == [*whole.csv()]
        assert not worlds.begun(asked[0])
        assert [*whole.csv(worlds)] == [*whole.csv()]  # where nobody was told


CENTS = st.integers(-(10**9), 10**9).map(lambda n: n / 1000)
POWERS = [sign * 10.0**n for n in range(-6, 9) for sign in (1, -1)]


@given(st.lists(st.tuples(st.floats(width=64), CENTS), min_size=1, max_size=20))
@example([(np.nextafter(each, towards), each) for each in POWERS for towards in (-np.inf, np.inf)])
@example([(0.0, -0.0), (999999.5, 999999.4999), (9.999995, 0.99999949), (1.0000005, 123456.5)])
def test_numbers_are_written_with_six_digits_as_python_does(rows: list[tuple[float, float]]) -> None:
    known = OutcomeTable((column("a", [one for one, _ in rows]), column("b", [other for _, other in rows])))
    assert [*known.csv()][1:] == [f"{one:.6g},{other:.6g}\r\n" for one, other in rows]


def test_kernels_are_called_from_outside_by_one_function_each() -> None:
    assert [[*marked_in(each)] for each in (table_kernels, chance_kernels)] == [["write_rows"], ["running_sums"]]
