from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from detente.case.base import Frozen
from detente.case.field_docs import field_docs
from detente.case.judgements import WORTHS, parse
from detente.case.schema import CaseFile, Clause, Issue, IssueOption, Package, Party, Position, Source

LEAST: dict[str, Any] = {"title": "T", "date": "2021-08-31", "parties": {"us": "United States"}}


def test_only_title_date_and_parties_are_required() -> None:
    case = CaseFile.model_validate(LEAST)
    assert case.date == dt.date(2021, 8, 31)
    assert case.worths == WORTHS
    assert CaseFile.model_validate(LEAST).issues is not case.issues
    for key in LEAST:
        with pytest.raises(ValidationError, match="Field required"):
            CaseFile.model_validate({name: value for name, value in LEAST.items() if name != key})


def test_every_field_says_what_it_is() -> None:
    seen: set[type[Frozen]] = set()
    waiting: list[type[Frozen]] = [CaseFile, Party, IssueOption, Issue, Position, Clause, Package, Source]
    while waiting:
        schema = waiting.pop()
        if schema not in seen:
            seen.add(schema)
            assert schema.__doc__
            assert schema.model_fields.keys() <= field_docs(schema).keys()


@pytest.mark.parametrize(
    ("section", "short", "long"),
    [
        ("parties", {"us": "US"}, {"us": {"name": "US", "role": "principal"}}),
        ("sources", {"a": "A"}, {"a": {"name": "A", "unverified": False}}),
        ("positions", {"us": {"x": {"y": 5}}}, {"us": {"x": {"y": {"yearly": {"value": 5}}}}}),
        ("positions", {"us": {"x": {"y": {"worth": "minor"}}}}, {"us": {"x": {"y": {"yearly": {"worth": "minor"}}}}}),
        (
            "packages",
            {"p": {"name": "P", "options": {"x": "y"}, "source": "a"}},
            {"p": {"name": "P", "options": {"x": "y"}, "source": ["a"]}},
        ),
        (
            "issues",
            {"x": {"name": "X", "movers": ["us"], "options": {"a": "A", "b": "B"}}},
            {"x": {"name": "X", "movers": ["us"], "options": {"a": {"name": "A"}, "b": {"name": "B", "effects": {}}}}},
        ),
    ],
)
def test_short_forms_mean_the_long_ones(section: str, short: Any, long: Any) -> None:
    said = [CaseFile.model_validate({**LEAST, section: form}) for form in (short, long)]
    assert repr(getattr(said[0], section)) == repr(getattr(said[1], section))


def test_a_position_is_told_from_a_judgement_by_its_keys() -> None:
    def value(raw: Any) -> Position:
        return CaseFile.model_validate({**LEAST, "positions": {"us": {"x": {"y": raw}}}}).positions["us"]["x"]["y"]

    assert value({"once": 3}) == Position(once=parse(3))
    assert value({"low": 1, "high": 2, "why": "So."}).yearly == parse({"low": 1, "high": 2, "why": "So."})
    assert value(Position(yearly=parse(1))) == value(1)
    for raw, words in (({"yerly": 3}, "Extra inputs"), ({"lwo": 3, "high": 4}, "unknown key 'lwo' in a judgement")):
        with pytest.raises(ValidationError, match=words):
            value(raw)


@pytest.mark.parametrize(
    "raw", ["2021-8-31", "20210831", "31.8.2021", "2021-W35-2", "2021-13-01", "2021-08-31 ", 2021, None]
)
def test_dates_that_are_none(raw: Any) -> None:
    with pytest.raises(ValidationError, match=r"a date such as 2021-08-31|a day that exists"):
        CaseFile.model_validate({**LEAST, "date": raw})


@pytest.mark.parametrize("raw", ["31.08.2021", "2021-8-31", "31 August 2021", "Aug 31, 2021", "8/31/2021", 20210831])
def test_a_date_in_another_form_is_answered_with_the_right_one(raw: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        CaseFile.model_validate({**LEAST, "date": raw})
    assert caught.value.errors()[0]["ctx"]["nearest"] == "2021-08-31"


def test_a_table_of_value_words_keeps_the_usual_ones_that_it_does_not_name() -> None:
    table = CaseFile.model_validate({**LEAST, "worths": {"minor": [1, 2], "huge": [20, 30]}}).worths
    assert table == {**WORTHS, "minor": (1, 2), "huge": (20, 30)}


def test_a_date_may_be_given_as_one() -> None:
    assert CaseFile.model_validate({**LEAST, "date": dt.date(2021, 8, 31)}) == CaseFile.model_validate(LEAST)


def test_the_order_of_options_is_kept() -> None:
    options = {"z": "Z", "a": "A", "m": "M"}
    case = CaseFile.model_validate({**LEAST, "issues": {"x": {"name": "X", "movers": ["us"], "options": options}}})
    assert list(case.issues["x"].options) == list(options)
