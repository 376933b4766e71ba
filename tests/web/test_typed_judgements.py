"""What somebody types as a judgement: what was changed counts, and a fault is said where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from detente.web.application import application
from detente.web.described_cases import JudgementField, skeleton
from detente.web.typed_values import typed_judgement
from detente.web.workbench_settings import WebSettings
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
BASE = "/cases/mine/as-written"
PATH = "positions/a/exercises/suspended"  # -minor, as the skeleton has it
POINTS = "points a year"
FIELD = JudgementField(PATH, "", "", POINTS, -2, None, -0.5, "-minor", "", "", 1)
STOOD = {"low": "-2", "mode": "", "high": "-0.5", "word": "-minor"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody with a case that was begun from the skeleton."""
    settings = WebSettings(tmp_path_factory.mktemp("typed"), worlds=20, first=20)
    skeleton(str(settings.folder / "cases" / "mine"), ())
    with within_this_process(), TestClient(application(settings), base_url=AT) as found:
        yield found


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param({}, {"worth": "-minor"}, id="nothing"),
        pytest.param({"low": "-2.0", "high": "−0,5"}, {"worth": "-minor"}, id="the-same-otherwise-written"),
        pytest.param({"low": "4", "high": "6"}, {"low": 4, "high": 6}, id="numbers"),
        pytest.param({"low": "4", "mode": "5", "high": "6"}, {"low": 4, "mode": 5, "high": 6}, id="three-numbers"),
        pytest.param({"high": "-1"}, {"low": -2, "high": -1}, id="one-number"),
        pytest.param({"word": "major"}, {"worth": "major"}, id="a-word"),
        pytest.param({"word": "major", "low": "", "high": ""}, {"worth": "major"}, id="a-word-and-no-numbers"),
        pytest.param({"low": "", "high": ""}, {"worth": "-minor"}, id="numbers-emptied"),
        pytest.param({"word": ""}, {"low": -2, "high": -0.5}, id="no-word"),
        pytest.param({"word": "", "low": "4", "high": "6"}, {"low": 4, "high": 6}, id="numbers-and-no-word"),
    ],
)
def test_what_was_changed_counts(typed: Mapping[str, str], value: Any) -> None:
    assert typed_judgement(FIELD, {**STOOD, **typed}, STOOD) == (value, ())


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        pytest.param({"low": "banana"}, ["Low"], id="no-number"),
        pytest.param({"low": ""}, ["Low"], id="one-emptied"),
        pytest.param({"low": "banana", "mode": "?", "high": ""}, ["Low", "Most likely", "High"], id="several"),
        pytest.param({"low": "4", "high": "6", "word": "major"}, ["Or in a word"], id="both"),
        pytest.param({"low": "banana", "word": "major"}, ["Or in a word"], id="both-and-no-number"),
    ],
)
def test_what_cannot_count_is_a_fault_at_its_field(typed: Mapping[str, str], where: list[str]) -> None:
    _, faults = typed_judgement(FIELD, {**STOOD, **typed}, STOOD)
    assert [fault.where for fault in faults] == where


def kept(client: TestClient, typed: Mapping[str, str], base: str = BASE) -> Any:
    token = re.search(r'name="token" value="([^"]+)"', client.get("/new").text)
    assert token is not None
    given = {"token": token[1], "path": PATH, **typed}
    return client.post(f"{base}/judgements", data=given, headers={"origin": AT})


def test_numbers_are_kept_where_a_word_stood_and_a_word_where_numbers_stood(client: TestClient) -> None:
    made = kept(client, {**STOOD, "low": "4", "high": "6"})
    assert "4 to 6" in made.text
    base = made.url.path.removesuffix("/judgements")
    now = {"low": "4", "mode": "", "high": "6", "word": ""}
    made = kept(client, {**now, "word": "major"}, base)
    assert "step 2 of 2" in made.text
    assert "<option selected>major</option>" in made.text
    made = kept(client, {"low": "1", "mode": "", "high": "2", "word": "major"}, base)
    assert "1 to 2" in made.text
    refused = kept(client, {"low": "3", "mode": "", "high": "4", "word": "minor"}, base)
    assert refused.status_code == 422
    assert "Nothing was changed" in refused.text
    assert PATH not in refused.text
    assert "is worth to Country A stays as it was." in refused.text
    assert "Or in a word: found 'minor', and other numbers too; expected one of the two" in unescape(refused.text)


def test_a_first_look_reads_what_would_be_kept_and_says_each_fault_without_a_path(client: TestClient) -> None:
    def look(**typed: str) -> str:
        asked = {"path": PATH, **STOOD, **typed}
        return unescape(client.get(f"{BASE}/judgements/glance", params=asked).text)

    for _ in range(600):
        if "load delay" not in look(low="4", high="6"):
            break
    assert look(low="4", high="6").startswith("Your numbers count in place of “-minor”. The ")
    assert look(word="").startswith("The ")
    assert look(word="major").startswith("The ")
    assert (
        look(low="6", high="4")
        == '<span class="warning">Found a low of 6 above a high of 4; expected low ≤ high</span> '
    )
    expected = [f"{name}: found 'banana'; expected a number" for name in ("Low", "High")]
    assert re.findall('<span class="warning">(.*?)</span> ', look(low="banana", high="banana")) == expected
    assert "one of the two" in look(low="4", high="6", word="major")
