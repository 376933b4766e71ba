"""Starting small and gestures: the figures of the field sheet, and checks that nobody gains by deviating."""

from __future__ import annotations

import math

import numpy as np
import pytest

from detente.chapters.roadmap.questions.reassurance import GestureStage
from detente.chapters.roadmap.questions.starting_small import (
    GrowingStakes,
    TwoSteps,
    at_once,
    first_stake,
    growth,
    shortest,
    sincere_value,
)

SHEET = GrowingStakes(rate=0.1, flow=1.0, loss=2.0, temptation=14.0, urge=6.0)


@pytest.mark.parametrize(("prior", "stake"), [(0.5, 0.418), (0.1, 0.0553), (0.01, 0.00306), (0.001, 1.7e-4)])
def test_the_first_stake(prior: float, stake: float) -> None:
    years = 4 * math.log(1 / prior)
    assert float(first_stake(SHEET, prior, years)) == pytest.approx(stake, rel=5e-3)
    at, level = growth(SHEET, prior, years)
    assert level[0] == pytest.approx(stake, rel=5e-3)
    assert level[-1] == pytest.approx(1.0)
    value = sincere_value(SHEET, prior, years)
    assert value[0] > 0  # a sincere side joins,
    assert (value >= float(SHEET.urge) * level - 1e-9).all()  # and never gains by betraying
    assert len(at) == len(level) == len(value)


def test_full_stakes_at_once_cost_a_sincere_side_dear() -> None:
    assert float(at_once(SHEET, 0.01)) == pytest.approx(-1.88, abs=0.005)


def test_an_insincere_side_is_indifferent_on_the_path() -> None:
    """Betraying at t brings flow until then and the temptation at the stakes of that moment: the same for every t."""
    prior = 0.1
    years = 4 * math.log(1 / prior)
    at, level = growth(SHEET, prior, years, steps=20_000)
    hazard, rate = math.log(1 / prior) / years, float(SHEET.rate)
    # The other side may betray first: with probability e^{−λt} it has not, and if it does, that costs the loss.
    alive = np.exp(-(hazard + rate) * at)
    net = (float(SHEET.flow) - hazard * float(SHEET.loss)) * level * alive
    flows = np.concatenate([[0.0], np.cumsum((net[1:] + net[:-1]) / 2 * np.diff(at))])
    worth = flows + alive * float(SHEET.temptation) * level
    assert np.ptp(worth) / worth[0] < 1e-4


def test_nobody_risks_more_than_the_flow_gains_at_the_shortest_time() -> None:
    years = float(shortest(SHEET, 0.2))
    assert math.log(1 / 0.2) / years == pytest.approx(float(SHEET.flow) / float(SHEET.loss))


def test_two_steps_dare_and_screen() -> None:
    """The bounds are where each side is indifferent, on random draws."""
    rng = np.random.default_rng(1)
    n = 20_000
    p, d = rng.uniform(0.05, 0.95, n), rng.uniform(0.3, 0.99, n)
    z, y = rng.uniform(0.1, 2, n), rng.uniform(0.1, 5, n)
    x_h, x_l = z + rng.uniform(0.01, 2, n), z + rng.uniform(0.01, 5, n)
    two = TwoSteps(d, z, y, x_l, x_h)
    a = rng.uniform(0, 1, n)
    whole = z / (1 - d)
    # A sincere side: p(a z + d V) − (1 − p) a y, against betraying at once: p a x_H.
    stays = p * (a * z + d * whole) - (1 - p) * a * y
    sure = np.abs(stays - p * a * x_h) > 1e-9
    assert ((a <= two.dared(p)) == (stays >= p * a * x_h))[sure].all()
    # An insincere side betrays now, p a x_L, rather than in the next step: p(a z + d x_L) − (1 − p) a y.
    waits = p * (a * z + d * x_l) - (1 - p) * a * y
    sure = np.abs(waits - p * a * x_l) > 1e-9
    assert ((a >= two.screens(p)) == (p * a * x_l >= waits))[sure].all()


def test_the_window_of_a_gesture() -> None:
    sheet = GestureStage(1.0, 0.5, 1.5)
    assert float(sheet.at_once()) == pytest.approx(0.667, abs=5e-4)
    assert float(sheet.least()) == pytest.approx(0.286, abs=5e-4)
    low, high = sheet.window(0.4)
    assert (float(low), float(high)) == pytest.approx((0.429, 0.5), abs=5e-4)
    low, high = sheet.window(0.28)
    assert float(low) > float(high)


def test_the_window_against_deviations_on_twenty_thousand_draws() -> None:
    """In the separating equilibrium the trustworthy make the gesture, the others exploit it; nobody gains otherwise."""
    rng = np.random.default_rng(2)
    n = 20_000
    t, alpha = rng.uniform(0.01, 0.99, n), rng.uniform(0, 1, n)
    c, b_t, b_u = rng.uniform(0.05, 3, n), rng.uniform(0, 0.99, n), rng.uniform(1.01, 4, n)
    rest = 1 - alpha
    # Trustworthy: cooperate, then again if both did; against exploiting the gesture of a trustworthy other.
    keeps = t * (alpha + rest) - (1 - t) * alpha * c
    breaks = t * alpha * b_t
    # Untrustworthy: exploit now, against cooperating once to exploit the rest.
    shows = t * alpha * b_u
    mimics = t * (alpha + rest * b_u) - (1 - t) * alpha * c
    low, high = GestureStage(c, b_t, b_u).window(t)
    inside = (low <= alpha) & (alpha <= high)
    sure = (np.abs(keeps - breaks) > 1e-9) & (np.abs(shows - mimics) > 1e-9)
    assert (inside == ((keeps >= breaks) & (shows >= mimics)))[sure].all()
    assert 0.02 < inside.mean() < 0.98
    stage = GestureStage(c, b_t, b_u)
    assert (((low <= high) == (t >= stage.least())) | (np.abs(low - high) < 1e-9)).all()
    assert (stage.least() < stage.at_once()).all()
