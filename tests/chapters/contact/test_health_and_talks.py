"""The health of lines by their posteriors, and how talks begin."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import numpy as np
import pytest
from scipy import stats

from detente.chapters.contact.call_logs import LogRow, parsed
from detente.chapters.contact.questions.line_health import later_calls, line_health, restored
from detente.chapters.contact.report import report
from tests.chapters.contact import made
from tests.oracles import contact as oracle
from tests.sharing import bundled_case

# The line between the two Koreas up to August 2021: days, calls twice a day.
LOG = """channel, from, until, calls, answered, cause, hours
line, 2018-09-14, 2020-06-08, 1268, 1260, technical, 0.1
line, 2020-06-09, 2021-07-26, 826, 0, political,
line, 2021-07-27, 2021-08-09, 28, 28, , 0.1
line, 2021-08-10, 2021-08-31, 44, 0, ,
"""


def test_posteriors_of_a_line_that_was_cut_and_restored() -> None:
    (found,) = line_health(parsed(LOG))
    assert (found.calls, found.answered, found.cuts, found.shut, found.silent) == (2166, 1288, 2, 435, 22)
    told = stats.beta(0.5 + 8, 0.5 + 1288)
    assert found.technical.middle == pytest.approx(told.mean())
    assert (found.technical.low, found.technical.high) == pytest.approx(told.ppf([0.05, 0.95]))
    cut, back = 2.5 / (634 + 14), 1.5 / 435
    assert found.open_share == pytest.approx(back / (cut + back))
    assert found.hours is not None
    waits = stats.gamma(0.5 + 1288, scale=1 / 128.8)
    assert (1 / found.hours.high, 1 / found.hours.low) == pytest.approx(waits.ppf([0.05, 0.95]))


def test_a_long_silence_is_political_and_one_call_may_be_rain() -> None:
    (found,) = line_health(parsed(LOG))
    assert found.political == pytest.approx(1)
    (once,) = line_health(parsed(LOG.replace("2021-08-31, 44", "2021-08-10, 1")))
    assert once.political is not None
    assert 0.1 < once.political < 0.9
    (answered,) = line_health(parsed(LOG.replace("44, 0", "44, 44")))
    assert answered.political is None
    assert answered.restored == {}


def test_restoration_is_that_of_the_posterior() -> None:
    """1 − E[e^(−λ t)] for λ ~ Gamma(½ + times, days)."""
    rates = stats.gamma(1.5, scale=1 / 413).rvs(200_000, random_state=1)
    assert restored(1, 413, 55) == pytest.approx(1 - np.exp(-rates * 55).mean(), abs=2e-3)
    (found,) = line_health(parsed(LOG))
    assert list(found.restored) == [1, 3, 12]
    assert sorted(found.restored.values()) == list(found.restored.values())


def test_what_became_of_the_line_later() -> None:
    """It was shut for 22 days, and restored 34 days later: after September, in October."""
    later = (
        LOG.splitlines()[0]
        + "\nline, 2021-09-01, 2021-10-03, 46, 0, political,\nline, 2021-10-04, 2021-12-31, 120, 120, ,\n"
    )
    (found,) = later_calls(parsed(LOG), parsed(later))
    assert (found.days, found.restored_after) == (122, 33)
    assert found.foreseen == pytest.approx(restored(1, 435, 33))
    assert found.answered == pytest.approx(120 / 166)
    (never,) = later_calls(parsed(LOG), parsed("\n".join(later.splitlines()[:2])))
    assert never.restored_after is None


def test_rows_are_in_order_of_time() -> None:
    row = LogRow(channel="x", first=dt.date(2021, 1, 1), last=dt.date(2021, 1, 3), calls=6, answered=6)
    assert row.days == 3
    assert row.known_by(dt.date(2021, 1, 3)) is row
    assert row.known_by(dt.date(2020, 12, 31)) is None
    known = row.known_by(dt.date(2021, 1, 1))
    assert known is not None
    assert (known.days, known.calls, known.answered) == (1, 2, 2)
    lines = LOG.splitlines()
    assert parsed("\n".join([lines[0], *reversed(lines[1:])])) == parsed(LOG)


def test_talks_begin_as_the_formulas_say() -> None:
    found = made.found()
    assert found.talks is not None
    now, w = found.now, 7
    said = {path: float(values[w]) for path, values in now.judged.items()}
    there, back = (now.arrives("letter", side, now.today, believed=False)[w] for side in ("a", "b"))
    answered = there * back * said["talks/answered/otherwise"] * (1 - np.exp(-12 * said["talks/a_month"]))
    assert found.talks.today.answered[w] == pytest.approx(answered)
    used = [said["channels/new-york/available/calm"] * said["posts/mission-b/staffed"]]
    becomes = oracle.becomes(said["talks/becomes"], said["talks/becomes_in_use"], used)
    assert found.talks.today.talks[w] == pytest.approx(answered * becomes)
    soon = found.talks.today.sooner[3.0][w] / found.talks.today.talks[w]
    assert soon == pytest.approx(np.expm1(-3 * said["talks/a_month"]) / np.expm1(-12 * said["talks/a_month"]))
    better = found.talks.opened["hotline"]
    assert (better.delivered >= found.talks.today.delivered).all()


@pytest.mark.parametrize("dead", [{"hours": 0}, {"available": 0}, {"ends": ["host", "leader-b"]}])
def test_daily_use_of_a_line_that_nobody_staffs_or_of_others_begins_no_talks(dead: dict[str, Any]) -> None:
    """A channel between the sides that is opened and used makes talks likelier; a dead one changes nothing."""

    def edit(said: dict[str, Any], changed: dict[str, Any]) -> None:
        said["channels"]["new-york"]["in_use"] = False
        said["channels"]["hotline"] |= {"in_use": True, **changed}
        said["channels"]["hotline"] |= {"authority": "duty"}  # so that no letter goes by it
        said["candidates"] = {"hotline": {"name": "a hotline", "opens": ["hotline"]}}

    for changed, better in (({}, True), (dead, False)):
        found = made.found_in(made.case_with(partial(edit, changed=changed)), 40)
        assert found.talks is not None
        today, opened = found.talks.today, found.talks.opened["hotline"]
        assert (opened.talks >= today.talks - 1e-15).all()
        assert bool((opened.talks > today.talks + 1e-9).any()) == better


def test_whose_silence_it_is() -> None:
    """With a line that is never open the silence is the line’s; with one that always is, the recipient’s."""
    case = bundled_case("korea-2021")
    part = case.parts["contact"]
    names = [*case.parts["reading"].recipients]
    talks = part.talks.model_copy(update={"recipients": (names[0],)})
    found = made.found_in(
        case.model_copy(update={"parts": {**case.parts, "contact": part.model_copy(update={"talks": talks})}}), 20
    )
    assert found.talks is not None
    (silent,) = found.talks.silences
    now, w = found.now, 3
    there, back = (float(now.arrives(talks.message, s, now.today, believed=False)[w]) for s in ("us", "dprk"))
    rate = float(now.judged["talks/a_month"][w])
    would = found.talks.today.answered[w] / (there * back * (1 - np.exp(-talks.months * rate)))
    told = oracle.still_silent(there, back, float(would), rate, silent.months)
    assert silent.broken[w] == pytest.approx(told)
    assert report(found).talks is not None


@pytest.mark.parametrize("size", [1, 30])
def test_the_report_holds_finite_numbers(size: int) -> None:
    told: dict[str, Any] = report(made.found_in(made.skeleton(), size)).model_dump()
    assert {"arrival", "candidates", "war", "map", "counterfactuals"} <= {*told}
    assert all(np.isfinite(number) for number in numbers(told))


def numbers(value: Any) -> list[float]:
    """Every number in a document."""
    if isinstance(value, dict):
        return [n for item in value.values() for n in numbers(item)]
    if isinstance(value, list):
        return [n for item in value for n in numbers(item)]
    return [value] if isinstance(value, float) else []
