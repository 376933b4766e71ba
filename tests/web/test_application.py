"""The workbench asked in this process: its pages, without a browser or a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from detente.case.bundled import CASES
from detente.web.application import application
from detente.web.described_cases import Described, describe
from detente.web.library import written_files
from detente.web.schema_help import help_of
from detente.web.workbench_settings import WebSettings, kept_secret

DOCS = Path(__file__).parents[2] / "docs"
AT = "http://127.0.0.1:8421"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody who asks it."""
    settings = WebSettings(tmp_path_factory.mktemp("asked"), worlds=60, first=30)
    with TestClient(application(settings), base_url=AT, follow_redirects=False) as found:
        yield found


def test_every_case_is_a_card(client: TestClient) -> None:
    text = client.get("/").text
    assert 'href="/cases/korea-2021/as-written"' in text
    assert 'hx-get="/cases/orange/card"' in text  # no case is read before the page is there
    assert "Two sisters and one orange" in client.get("/cases/orange/card").text
    assert "Two sisters and one orange" in client.get("/").text


def test_an_empty_start_offers_a_tour_in_five_steps(client: TestClient) -> None:
    found = re.findall(r'href="(/cases/korea-2021/as-written[^"]*\?tour=\d)"', client.get("/").text)
    assert len(found) == 5
    assert "Step 3 of 5" in client.get("/cases/orange/as-written/judgements?tour=3").text
    assert "Step" not in client.get("/cases/orange/as-written/judgements?tour=6").text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/claims", "share(agreement.any)"),
        ("/compare", "As written"),
        ("", "Two sisters and one orange"),
        ("/judgements", "positions/bea/peel/bea"),
        ("/package", "All to Ann"),
        ("/beside", "Nothing changed"),
    ],
)
def test_pages_of_a_case_are_there(client: TestClient, path: str, says: str) -> None:
    found = client.get(f"/cases/orange/as-written{path}")
    assert found.status_code == 200
    assert says in found.text


@pytest.mark.parametrize("path", ["/cases/nowhere/as-written", "/cases/orange/nothing", "/cases/..%2Forange", "/none"])
def test_what_is_not_there_says_so(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_table_beside_a_case_is_one_of_its_files(tmp_path: Path) -> None:
    for name in ("case.yaml", "calls.csv", "picture.png"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "aside.yaml").symlink_to(tmp_path / "case.yaml")
    assert [path.name for path in written_files(tmp_path)] == ["calls.csv", "case.yaml"]


def test_a_secret_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path)
    assert kept_secret(tmp_path) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_words_are_those_of_the_glossary(client: TestClient) -> None:
    page = client.get("/words").text
    words = re.findall(r"(?m)^\| ([^|]+) \| [^|]+ \|$", (DOCS / "glossary.md").read_text(encoding="utf-8"))[2:]
    assert len(words) > 100
    assert [escape(word) for word in words if escape(word) not in page] == []


def test_no_two_judgements_of_a_case_are_called_the_same() -> None:
    for case in ("korea-2021", "orange"):
        found = describe(str(CASES / case), "")
        assert isinstance(found, Described)
        says = [field.says for field in found.judgements.values()]
        assert len(set(says)) == len(says), case


def test_what_a_file_may_hold_is_explained() -> None:
    keys = {one.key: one for one in help_of("case.yaml")}
    assert keys["title"].needed
    assert {one.key for one in keys["issues"].below} >= {"name", "options"}
    assert all(one.says for one in keys.values())
    assert help_of("nothing.yaml") == ()
