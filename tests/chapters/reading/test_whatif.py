"""What if: struck, doubted, staged, another day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.case.model import Case
from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.report import report
from detente.chapters.reading.what_if import DECEPTION, as_of, doubted, struck, suspicious
from detente.worlds import Worlds
from tests.chapters.reading.made import as_reading, case, problem
from tests.sharing import bundled_case


def beliefs(of: Case) -> dict[str, float]:
    return {e.id: e.posterior for e in report(analyse(Worlds(of, 60, 1), Upstream())).subjects[0].explanations}


@pytest.fixture(scope="module")
def cuba() -> Case:
    return bundled_case("cuba-1962")


def test_what_is_struck_is_what_the_report_says_without_it(cuba: Case) -> None:
    for piece in report(analyse(Worlds(cuba, 60, 1), Upstream())).subjects[0].pieces:
        assert beliefs(struck(cuba, piece.id)) == pytest.approx(piece.without)


def test_a_report_that_says_nothing_is_as_good_as_none(cuba: Case) -> None:
    # Not quite: worlds that hold it likelier on the whole still count a little more.
    assert beliefs(doubted(cuba, "tass", 0.0)) == pytest.approx(beliefs(struck(cuba, "tass")), abs=0.01)
    assert beliefs(doubted(cuba, "gromyko", 1.0)) == pytest.approx(beliefs(cuba))


def test_doubt_comes_after_hits_and_false_alarms(cuba: Case) -> None:
    trust = doubted(cuba, "medium-range", 0.5).parts["reading"].evidence["medium-range"].reliability
    assert trust.hit is not None
    assert trust.rho.central == 0.5


@pytest.mark.parametrize("name", ["gromyko-cuba", "nothing"])
def test_only_what_is_weighed_can_be_struck_or_doubted(cuba: Case, name: str) -> None:
    with pytest.raises(KeyError):
        struck(cuba, name)
    with pytest.raises(KeyError):
        doubted(cuba, name, 0.5)


def test_what_is_no_probability_is_refused(cuba: Case) -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        doubted(cuba, "tass", 1.5)
    with pytest.raises(ValueError, match="1"):
        suspicious(cuba, "berlin", 1)
    with pytest.raises(KeyError):
        suspicious(cuba, "defend-and-gap", 0.1)
    korea = bundled_case("korea-2021")
    with pytest.raises(KeyError):
        doubted(korea, "pyongyang", 0.5)


def test_what_is_shown_tells_nothing_between_a_deception_and_what_it_mimics() -> None:
    hypotheses = {"real": {"name": "Real", "prior": 0.5}, "other": {"name": "Other", "prior": 0.5}}
    shown = {"name": "S", "date": "2021-08-01", "shown": True, "likelihoods": {"real": 0.9, "other": 0.1}}
    unseen = {"name": "U", "date": "2021-08-02", "likelihoods": {"real": 0.9, "other": 0.1}}
    of = suspicious(case({"hypotheses": hypotheses, "evidence": {"shown": shown}}), "real", 0.2)
    found = beliefs(of)
    assert found[DECEPTION] / found["real"] == pytest.approx(0.2 / 0.4)
    both = beliefs(suspicious(case({"hypotheses": hypotheses, "evidence": {"s": shown, "u": unseen}}), "real", 0.2))
    assert both[DECEPTION] / both["real"] == pytest.approx(0.5 * 0.5 / 0.9)


def test_on_an_earlier_day_less_is_known(cuba: Case) -> None:
    early = as_of(cuba, dt.date(1962, 10, 17))
    assert early.date == dt.date(1962, 10, 17)
    assert set(early.parts["reading"].evidence) == {"tass", "air-defence", "letter-berlin", "medium-range"}
    assert early.parts["reading"].groups == {}
    steps = {step.date: step.beliefs for step in report(analyse(Worlds(cuba, 60, 1), Upstream())).subjects[0].course}
    found = report(analyse(Worlds(early, 60, 1), Upstream())).subjects[0]
    assert found.course[-1].beliefs == pytest.approx(steps[dt.date(1962, 10, 16)])
    assert early.digest != cuba.digest


def test_a_group_of_which_not_everything_is_known_is_not_counted() -> None:
    items = {f"i{n}": {"name": "I", "date": f"2021-0{n}-01", "group": "both"} for n in (3, 5)}
    said: dict[str, Any] = {
        "hypotheses": {"a": {"name": "A", "prior": 0.5}, "b": {"name": "B", "prior": 0.5}},
        "evidence": items,
        "groups": {"both": {"name": "Both", "likelihoods": {"a": 0.9, "b": 0.3}}},
        "recipients": as_reading(problem(1))["recipients"],
    }
    said["recipients"] = {}
    of = case(said)
    assert beliefs(of)["a"] == pytest.approx(0.75)
    assert beliefs(as_of(of, dt.date(2021, 4, 1)))["a"] == pytest.approx(0.5)


def test_a_back_test_needs_what_came_later(cuba: Case) -> None:
    later = as_of(cuba, dt.date(1962, 10, 28))
    part = later.parts["reading"]
    assert part.truth.hypothesis == "defend-and-gap"
    assert {"letters", "gromyko"} == set(part.groups)
    with pytest.raises(LookupError):
        as_of(case(as_reading(problem(1))), dt.date(2021, 9, 1))


def test_what_came_later_is_no_input(cuba: Case) -> None:
    assert not any("ships-stop" in path for path in cuba.judgements)
    bare = cuba.model_copy(update={"later": {}})
    assert bare.digest == cuba.digest
    assert as_of(cuba, cuba.date).digest == cuba.digest


def test_answers_that_came_later_end_a_silence() -> None:
    said = as_reading(problem(1)) | {"evidence": {}, "rest": "something else"}
    said["recipients"] = {
        "kim": {
            "name": "Kim",
            "delivered": 1,
            "replies": {"otherwise": 0.9},
            "hazards": {"h0": 2, "otherwise": 0.1},
            "approaches": {"letter": {"name": "A letter", "date": "2021-08-01"}},
        }
    }
    said["hypotheses"] = {h: {"name": h, "prior": 0.3} for h in ("h0", "h1", "h2")}
    later = {"answers": {"kim": {"yes": {"name": "Yes", "date": "2021-09-10"}}}}
    of = case(said, later)
    silent = beliefs(of)["h0"]
    assert silent < 0.3
    assert beliefs(as_of(of, dt.date(2021, 9, 9)))["h0"] < silent
    assert beliefs(as_of(of, dt.date(2021, 9, 11)))["h0"] > 0.3
