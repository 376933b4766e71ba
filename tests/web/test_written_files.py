"""Writing over files of a case: of two tabs on one file none loses what the other kept, nor what was typed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from detente.web.application import application
from detente.web.described_cases import skeleton
from detente.web.text_differences import MOST_COMPARED, MOST_SHOWN, differences
from detente.web.workbench_settings import WebSettings
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
WRITE = "/cases/mine/write"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a case that somebody has begun."""
    made = tmp_path / "cases" / "mine"
    skeleton(str(made), ())
    return made


@pytest.fixture
def client(tmp_path: Path, folder: Path) -> Iterator[TestClient]:
    """Somebody who writes it."""
    made = application(WebSettings(tmp_path, worlds=20, first=20))
    with within_this_process(), TestClient(made, base_url=AT, follow_redirects=False) as found:
        yield found


def fields(page: str) -> dict[str, str]:
    """Return what the form of the editor sends."""
    form = re.search(r'(?s)<form[^>]*class="editor".*?</form>', page)
    assert form is not None
    text = re.search(r"(?s)<textarea[^>]*>(.*?)</textarea>", form[0])
    assert text is not None
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0]))
    return {**hidden, "text": unescape(text[1])}


def saved(client: TestClient, given: dict[str, str], text: str) -> Any:
    sent = {**given, "text": text.replace("\n", "\r\n")}  # as browsers send it
    return client.post(WRITE, data=sent, headers={"origin": AT})


def test_the_second_of_two_tabs_is_told_and_may_save_over_what_is_kept(client: TestClient, folder: Path) -> None:
    path = folder / "case.yaml"
    one, other = (fields(client.get(WRITE).text) for _ in range(2))
    first, second = (given["text"] + f"# {who} <b>\n" for given, who in ((one, "first"), (other, "second")))
    assert saved(client, one, first).status_code == 303
    told = saved(client, other, second)
    assert told.status_code == 409
    assert path.read_text(encoding="utf-8") == first
    assert "changed from another tab" in told.text
    assert "Nothing was changed here" in told.text
    assert "<del>−# first &lt;b&gt;</del><ins>+# second &lt;b&gt;</ins>" in told.text
    again = fields(told.text)
    assert again["text"] == second
    assert saved(client, again, again["text"]).status_code == 303
    assert path.read_text(encoding="utf-8") == second
    assert saved(client, again, first).status_code == 409  # what was saved over once is not a leave for ever


def test_one_tab_saves_as_often_as_it_likes_and_the_same_text_is_no_change(client: TestClient, folder: Path) -> None:
    given = fields(client.get(WRITE).text)
    for text in ("title: one\n", "title: two\n"):
        assert saved(client, given, text).status_code == 303
        assert saved(client, given, text).status_code == 303  # sent twice
        given = fields(client.get(WRITE).text)
    assert (folder / "case.yaml").read_text(encoding="utf-8") == "title: two\n"


def test_a_file_that_is_not_there_is_written_once(client: TestClient, folder: Path) -> None:
    given = fields(client.get(WRITE, params={"file": "roadmap.yaml"}).text)
    assert saved(client, given, "a: 1\n").status_code == 303
    assert saved(client, given, "a: 2\n").status_code == 409
    assert (folder / "roadmap.yaml").read_text(encoding="utf-8") == "a: 1\n"


def test_who_does_not_say_what_was_opened_writes_over_nothing(client: TestClient, folder: Path) -> None:
    before = (folder / "case.yaml").read_text(encoding="utf-8")
    given = {**fields(client.get(WRITE).text), "based": ""}
    assert saved(client, given, "title: lost\n").status_code == 409
    assert (folder / "case.yaml").read_text(encoding="utf-8") == before


def test_differences_are_cut_where_there_are_many() -> None:
    assert differences("-- a\nb\nc", "-- a\nb\n++ d") == (" -- a", " b", "-c", "+++ d")
    assert differences("a\n" * MOST_COMPARED, "b") == ()
    many = differences("a\n" * MOST_SHOWN, "b\n" * MOST_SHOWN)
    assert (len(many), many[-1]) == (MOST_SHOWN + 1, "…")
