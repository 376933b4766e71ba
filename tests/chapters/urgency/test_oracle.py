"""The chapter against plain loops written from its page of formulas, on small random arsenals."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.chapters.urgency.arsenal.month_grid import MonthGrid
from detente.chapters.urgency.arsenal.most_weapons import material_prices
from detente.chapters.urgency.arsenal.stockflow import Production, holding
from tests.oracles import urgency as oracle

DAY = dt.date(2021, 1, 1)
GRID = MonthGrid(DAY, dt.date(2021, 8, 31), dt.date(2022, 12, 31))
NOW = GRID.years(GRID.now)
kilograms = st.floats(0, 100)
share = st.floats(0, 1)
one_world = st.integers(0, 0)


@st.composite
def arsenals(draw: st.DrawFn) -> tuple[dict[str, oracle.Made], list[oracle.Stopped]]:
    """Up to three sources of two materials, and up to two interventions."""
    sources = {
        f"s{n}": oracle.Made(
            draw(st.sampled_from("ab")), draw(kilograms), duty=draw(share), growth=draw(st.floats(-1, 1))
        )
        for n in range(draw(st.integers(1, 3)))
    }
    interventions = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.floats(0, 2))
        stops = {name: draw(share) for name in sources if draw(st.booleans())}
        removes = {"a": draw(share)} if draw(st.booleans()) else {}
        end = start + draw(st.sampled_from([0.0, 0.4, math.inf]))
        interventions.append(oracle.Stopped(start, end, stops, draw(st.booleans()), removes, draw(st.floats(0.2, 2))))
    return sources, interventions


def program(
    sources: dict[str, oracle.Made],
    stopped: list[oracle.Stopped],
    stock: dict[str, float],
    losses: dict[str, float],
    uses: dict[str, float],
) -> dict[str, object]:
    """What the program finds in one world."""
    one = np.ones(1)
    flows = {}
    for name, s in sources.items():
        since = GRID.points[:-1, None] + 1 / 24 - NOW
        months = s.rate / 12 * one * (1 - GRID.after * (1 - s.duty))
        flows[name] = months * (1 + GRID.after * (np.maximum(0, 1 + s.growth * since) - 1))
    made_by = {name: s.material for name, s in sources.items()}
    as_arrays = [{name: value * one for name, value in table.items()} for table in (stock, losses, uses)]
    production = Production(GRID, as_arrays[0], as_arrays[1], made_by, flows, as_arrays[2])
    held = tuple(
        holding(
            GRID,
            i.start * one,
            i.end * one,
            {name: value * one for name, value in i.stops.items()},
            i.ends_uses,
            {name: value * one for name, value in i.removes.items()},
            i.over,
        )
        for i in stopped
    )
    return dict(production.run(held))


@settings(max_examples=40)
@given(arsenals(), kilograms, share, kilograms)
def test_stocks_are_those_of_the_loops(
    made: tuple[dict[str, oracle.Made], list[oracle.Stopped]], first: float, loss: float, use: float
) -> None:
    sources, stopped = made
    stock, losses, uses = {"a": first, "b": 50.0}, {"a": loss, "b": 0.0}, {"a": use, "b": 0.0}
    found = program(sources, stopped, stock, losses, uses)
    wanted = oracle.stocks(stock, sources, GRID.count, NOW, losses, uses, stopped)
    for material, flow in found.items():
        held = flow.stock[:, 0]  # type: ignore[attr-defined]
        assert held == pytest.approx([month[material] for month in wanted], abs=1e-9)
        balance = held[0] + sum(flow.made[:, 0]) - sum(flow.used[:, 0]) - sum(flow.removed[:, 0])  # type: ignore[attr-defined]
        assert held[-1] == pytest.approx(balance, abs=1e-9)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0.5, 9), st.floats(0, 9), st.booleans()), min_size=1, max_size=3), kilograms, kilograms
)
def test_the_most_weapons_are_those_of_every_corner(types: list[tuple[float, float, bool]], a: float, b: float) -> None:
    takes = [{"a": x, "b": y} if y > 0.01 else {"a": x} for x, y, _ in types]
    known = [True, *(k for _, _, k in types[1:])]
    arrays = [{m: np.full(1, q) for m, q in each.items()} for each in takes]
    prices = material_prices(("a", "b"), arrays, [np.full(1, k) for k in known])
    wanted = oracle.most_weapons({"a": a, "b": b}, [each for each, k in zip(takes, known, strict=True) if k])
    found = prices.most({"a": np.full(1, a), "b": np.full(1, b)})[0]
    assert found == pytest.approx(wanted, abs=1e-7)
    more = prices.most({"a": np.full(1, a + 1), "b": np.full(1, b)})[0]
    assert more >= found - 1e-9


@settings(max_examples=25)
@given(arsenals(), kilograms)
def test_what_stops_or_takes_away_never_raises_and_more_feed_never_lowers(
    made: tuple[dict[str, oracle.Made], list[oracle.Stopped]], first: float
) -> None:
    sources, stopped = made
    held = [replace(one, ends_uses=False) for one in stopped]
    stock, nothing = {"a": first, "b": 50.0}, {"a": 0.0, "b": 0.0}
    alone, under = (program(sources, them, stock, nothing, {"a": 9.0, "b": 0.0}) for them in ([], held))
    fed = program(
        {name: replace(s, rate=s.rate + 1) for name, s in sources.items()}, held, stock, nothing, {"a": 9.0, "b": 0.0}
    )
    for name, flow in alone.items():
        assert (under[name].stock <= flow.stock + 1e-9).all()  # type: ignore[attr-defined]
        assert (fed[name].stock >= under[name].stock - 1e-9).all()  # type: ignore[attr-defined]
