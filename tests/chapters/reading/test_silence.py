"""Silence: the closed form, one question a recipient, answers."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.entries import Recipient
from detente.chapters.reading.outstanding_time import DAYS_A_MONTH, months, outstanding
from detente.chapters.reading.report import report
from detente.chapters.reading.silence import likelihood_of_replies
from detente.worlds import Worlds
from tests.chapters.reading.made import case

HALF = {"eager": {"name": "eager", "prior": 0.5}, "slow": {"name": "slow", "prior": 0.5}}
START = dt.date(2021, 8, 31) - dt.timedelta(days=198)  # six and a half months


def silent(approaches: int, delivered: float = 1, ever: float = 1, **more: Any) -> dict[str, Any]:
    sent = {f"a{n}": {"name": "A letter", "date": str(START)} for n in range(approaches)}
    rates = {"eager": 0.5, "slow": 0.1}
    kim = {"name": "Kim", "delivered": delivered, "replies": {"otherwise": ever}, "hazards": rates, "approaches": sent}
    return {"hypotheses": HALF, "recipients": {"kim": kim | more}}


def ratio(said: dict[str, Any]) -> float:
    found = analyse(Worlds(case(said), 10, 1), Upstream()).subjects[0].found.posterior[:, 0]
    return float(found[1] / found[0])


def test_silence_is_the_closed_form() -> None:
    t = 198 / DAYS_A_MONTH
    for a, ever in ((1.0, 1.0), (0.9, 0.9), (0.7, 0.4)):
        quiet = [1 - a * ever * (1 - math.exp(-rate * t)) for rate in (0.5, 0.1)]
        assert ratio(silent(1, a, ever)) == pytest.approx(quiet[1] / quiet[0], rel=1e-9)


def test_four_approaches_do_not_multiply_into_certainty() -> None:
    """The sheet's case: 13 by one approach, not 33 000 by four, and near 3 with lost mail and those who never reply."""
    assert ratio(silent(1)) == pytest.approx(13.5, abs=0.3)
    assert ratio(silent(4)) == pytest.approx(ratio(silent(1)), rel=1e-12)
    assert ratio(silent(4, 0.9, 0.9)) == pytest.approx(2.8, abs=0.15)
    told = report(analyse(Worlds(case(silent(4)), 10, 1), Upstream())).subjects[0].silences[0]
    assert told.apart == pytest.approx(33_000, rel=0.1)
    assert told.ratio == pytest.approx(13.5, abs=0.3)
    assert told.months == pytest.approx(6.5, abs=0.01)


def test_the_longer_the_silence_the_more_it_says_and_never_more_than_that_they_never_reply() -> None:
    ratios = []
    for days in (1, 30, 200, 2000):
        said = silent(1, 0.9, 0.9)
        said["recipients"]["kim"]["approaches"]["a0"]["date"] = str(dt.date(2021, 8, 31) - dt.timedelta(days=days))
        ratios.append(ratio(said))
    assert ratios[:3] == sorted(ratios[:3])
    assert ratios[0] == pytest.approx(1, abs=0.02)
    assert ratios[3] == pytest.approx(1, abs=0.01)  # in the end both would have answered: what is left never replies


def test_an_answer_says_who_is_eager() -> None:
    day = {"name": "Yes", "date": str(START + dt.timedelta(days=30))}
    t = 30 / DAYS_A_MONTH
    found = ratio(silent(1, answers={"yes": day}))
    assert found == pytest.approx(0.1 * math.exp(-0.1 * t) / (0.5 * math.exp(-0.5 * t)), rel=1e-9)
    told = report(analyse(Worlds(case(silent(1, answers={"yes": day})), 10, 1), Upstream())).subjects[0].silences[0]
    assert (told.answers, told.apart) == (1, None)


def test_what_an_answer_says_counts_too() -> None:
    day = {"name": "Yes", "date": str(START + dt.timedelta(days=30)), "likelihoods": {"eager": 0.2, "slow": 0.8}}
    plain = {"name": "Yes", "date": day["date"]}
    one, other = (ratio(silent(1, answers={"yes": answer})) for answer in (day, plain))
    assert one == pytest.approx(4 * other, rel=1e-9)


def approached(spans: list[tuple[int, int | None]], answers: list[int] | None = None) -> Recipient:
    def on(n: int) -> str:
        return str(dt.date(2021, 1, 1) + dt.timedelta(days=n))

    return Recipient.model_validate(
        {
            "name": "Kim",
            "delivered": 1,
            "replies": {"otherwise": 1},
            "hazards": {"otherwise": 1},
            "approaches": {
                f"a{n}": {"name": "A", "date": on(start)} | ({} if end is None else {"ends": on(end)})
                for n, (start, end) in enumerate(spans)
            },
            "answers": {f"b{n}": {"name": "B", "date": on(day)} for n, day in enumerate(answers or [])},
        }
    )


@pytest.mark.parametrize(
    ("spans", "answers", "days"),
    [
        ([(0, None)], [], 100),
        ([(0, None), (10, None), (20, 30)], [], 100),
        ([(0, 10), (20, 30)], [], 20),
        ([(0, 10), (5, 30)], [], 30),
        ([(0, None)], [40], 40),
        ([(0, None), (50, None)], [40], 90),
        ([(0, None), (10, None), (50, 60)], [40], 50),
        ([(0, None), (40, None)], [40, 70], 40),
        ([(120, None)], [], 0),
    ],
)
def test_time_runs_while_anything_is_outstanding(
    spans: list[tuple[int, int | None]], answers: list[int], days: int
) -> None:
    until = dt.date(2021, 1, 1) + dt.timedelta(days=100)
    found = outstanding(approached(spans, answers), until)
    assert months(found) * DAYS_A_MONTH == pytest.approx(days)
    assert all(a < b for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_before_anything_was_sent_nothing_is_heard() -> None:
    of = case(silent(2))
    found = likelihood_of_replies(Worlds(of, 10, 1).draws(0, 10), of.subjects[0], "kim", START)
    assert (found == np.ones((2, 10))).all()
