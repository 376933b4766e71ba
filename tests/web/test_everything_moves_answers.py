"""Whatever somebody changes in the workbench, answers follow; and its state is kept in a PostgreSQL that is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from detente.brief.compose import chapter_brief
from detente.brief.html import render
from detente.web.application import application
from detente.web.described_cases import skeleton
from detente.web.workbench_settings import WebSettings
from detente.web.written_answers import written
from tests.sharing import found_in
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
WRITTEN = "/cases/mine/as-written"
JUDGED, OPTION, PACKAGE = "judgements", "asked/options", "asked/package"
pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody with a case that has evidence and rounds."""
    settings = WebSettings(tmp_path_factory.mktemp("moving"), worlds=20, first=20)
    skeleton(str(settings.folder / "cases" / "mine"), ("reading", "roadmap"))
    with within_this_process(), TestClient(application(settings), base_url=AT) as found:
        yield found


def changed(client: TestClient, how: str, given: Mapping[str, Any], base: str = WRITTEN) -> str:
    """Change something as a page does, and return the address of the variant."""
    token = re.search(r'name="token" value="([^"]+)"', client.get("/new").text)
    assert token is not None
    made = client.post(f"{base}/{how}", data={"token": token[1], **given}, headers={"origin": AT})
    assert made.status_code == 200, made.text
    return re.sub(r"(/cases/[^/]+/[^/]+).*", r"\1", made.url.path)


def answer(client: TestClient, base: str, chapter: str) -> str:
    """Return what the full answer of a chapter finds, once it is there, without what it says of the change itself."""
    for _ in range(300):
        text = client.get(f"{base}/answer?chapter={chapter}").text
        if "the full answer" in text:
            return text.partition("page-one")[2].partition("How to make it again")[0]
    raise AssertionError(text[:2000])


@pytest.mark.parametrize(
    ("how", "given", "chapter"),
    [
        pytest.param(JUDGED, {"path": "positions/b/tests/paused", "low": "-9", "high": "1"}, "agreement", id="low"),
        pytest.param(
            JUDGED,
            {"path": "positions/b/tests/paused", "low": "-3", "mode": "-2.9", "high": "3"},
            "agreement",
            id="central",
        ),
        pytest.param(JUDGED, {"path": "positions/b/tests/paused", "low": "-1", "high": "9"}, "agreement", id="high"),
        pytest.param(JUDGED, {"path": "reservation/b", "low": "4", "high": "6"}, "agreement", id="reservation"),
        pytest.param(
            JUDGED, {"path": "red_lines/b/tests/banned", "low": "0.9", "high": "1"}, "agreement", id="red-line"
        ),
        pytest.param(PACKAGE, {"package": "exercises=ended,tests=paused"}, "agreement", id="package"),
        pytest.param(OPTION, {"name": "max_rounds", "given": "1"}, "roadmap", id="round"),
        pytest.param(OPTION, {"name": "strike", "given": "test"}, "reading", id="evidence"),
    ],
)
def test_answers_follow_whatever_is_changed(
    client: TestClient, how: str, given: Mapping[str, str], chapter: str
) -> None:
    variant = changed(client, how, given)
    assert variant != WRITTEN
    assert answer(client, variant, chapter) != answer(client, WRITTEN, chapter)


@pytest.mark.parametrize("chapter", ["agreement", "proposal"])
def test_a_page_of_a_chapter_has_the_sections_of_its_brief(chapter: str) -> None:
    brief = chapter_brief(found_in("orange"), chapter, "orange")
    headings = [re.findall(r"(?s)<h[2-4][^>]*>(.*?)</h[2-4]>", html) for html in (written(brief), render(brief))]
    assert [one for one in headings[0] if one[0].isdigit()]
    assert headings[0] == headings[1]


def test_a_workbench_keeps_its_state_in_postgresql(server: str, tmp_path: Path) -> None:
    """A variant is made, the workbench ended and another started: its visitor finds it, and nothing is in a file."""
    url = f"{server}{'&' if '?' in server else '?'}schema=served_{os.getpid()}"
    settings = WebSettings(tmp_path, worlds=40, first=20, secret=b"s" * 32, state=url)
    given = {"path": "reservation/ann", "low": "1", "high": "2"}
    with within_this_process():
        with TestClient(application(settings), base_url=AT) as client:
            variant = changed(client, JUDGED, given, "/cases/orange/as-written")
            cookies = dict(client.cookies)
        with TestClient(application(settings), base_url=AT, cookies=cookies) as client:
            assert "step 1 of 1" in client.get(f"{variant}/judgements").text
        with TestClient(application(settings), base_url=AT) as stranger:
            assert stranger.get(f"{variant}/judgements").status_code == 404
    assert not list(tmp_path.glob("*.sqlite"))
