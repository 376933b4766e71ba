"""Letters pasted into the workbench: judged against the case, in the words of `detente letter check`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from detente.web.application import application
from detente.web.workbench_settings import WebSettings
from tests.cli.conftest import called
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
PAGE = "/cases/cuba-1962/as-written/letter"
TOUGH = """Remove all missiles by 1 October. We reserve the right to use force.

We would withdraw ours from Turkey in return. Nous exigeons <b>la paix</b>.
"""
pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody who asks it."""
    app = application(WebSettings(tmp_path_factory.mktemp("letters"), worlds=60, first=30))
    with within_this_process(), TestClient(app, base_url=AT) as found:
        yield found


def checked(client: TestClient, text: str, **headers: str) -> str:
    """Return the page of a checked text."""
    page = client.get(PAGE).text
    token = re.search(r'name="token" value="([^"]+)"', page)
    sender, recipient = (found[1] for found in re.finditer(r'<option value="([^"]+)" selected', page))
    assert token is not None
    given = {"token": token[1], "text": text, "sender": sender, "recipient": recipient}
    for _ in range(60):
        found = client.post(PAGE, data=given, headers={"origin": AT, **headers})
        assert found.status_code == 200
        if "data-again" not in found.text:
            break
    return found.text


def seen(html: str) -> str:
    """Return what a reader sees of a page."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def test_a_letter_is_judged_in_the_words_of_the_command(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "tough.txt").write_text(TOUGH, encoding="utf-8")
    said = called("letter", "check", "cuba-1962", str(tmp_path / "tough.txt"), "--to", "ussr", "--worlds", "30").out
    html = checked(client, TOUGH, **{"hx-request": "true"})
    assert "<html" not in html, "a page that waits takes what was found and nothing else"
    assert "Threatens:" in said
    assert "Sets a deadline:" in said
    assert " ".join(said.split()) in seen(html)


def test_without_scripts_the_whole_page_comes_with_the_text(client: TestClient) -> None:
    html = checked(client, TOUGH)
    assert "&lt;b&gt;la paix" in html
    assert "<b>la" not in html
    assert "Could judge 3 of 4 sentences" in seen(html)


@pytest.mark.parametrize(("text", "says"), [("", "expected a letter"), ("x" * 100_001, "at most 100,000 characters")])
def test_what_is_no_letter_is_said(client: TestClient, text: str, says: str) -> None:
    assert says in seen(checked(client, text, **{"hx-request": "true"}))


def test_a_case_that_knows_no_letters_has_no_such_page(client: TestClient) -> None:
    assert "/letter" not in client.get("/cases/orange/as-written/judgements").text
    assert client.get("/cases/orange/as-written/letter").status_code == 404
