"""What a reader sees while an answer is worked out, and the forms in which it can be taken away once it is there."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from fastapi.testclient import TestClient

from detente.outcomes.run import Outcomes, run
from detente.web.application import application
from detente.web.made_documents import document_forms
from detente.web.workbench_settings import WebSettings
from detente.worlds import Worlds
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
PAGE = "/cases/orange/as-written"
FIRST, FULL = 30, 60
TITLE = "Two sisters and one orange"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
pytestmark = pytest.mark.usefixtures("remembered")


@contextmanager
def serving(folder: Path) -> Iterator[TestClient]:
    app = application(WebSettings(folder, worlds=FULL, first=FIRST))
    with within_this_process(), TestClient(app, base_url=AT) as found:
        yield found


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Somebody who asks it."""
    with serving(tmp_path_factory.mktemp("taken")) as found:
        yield found


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], threading.Event]]:
    """Holds up answers from so many worlds or more, in their first chapter, until what it returns is set."""
    gates: dict[int, threading.Event] = {}

    def run_held(
        worlds: Worlds, only: list[str] | None, begins: Callable[[str], None] | None, **asked: Any
    ) -> Outcomes:
        for least, gate in gates.items():
            if worlds.size >= least and not gate.is_set():
                if begins is not None:
                    begins("agreement")
                assert gate.wait(60)
        return run(worlds, only, begins=begins, **asked)

    def hold(least: int) -> threading.Event:
        return gates.setdefault(least, threading.Event())

    monkeypatch.setattr("detente.web.questions_asked.run", run_held)
    yield hold
    for gate in gates.values():
        gate.set()


def once(client: TestClient, path: str, mark: str) -> str:
    """Return a page as soon as it says something."""
    for _ in range(150):
        text = client.get(path).text
        if mark in seen(text):
            return text
        threading.Event().wait(0.1)
    raise AssertionError((mark, seen(text)[:2000]))


def seen(html: str) -> str:
    """Return what a reader sees of a page."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def test_what_is_not_the_full_answer_is_marked_with_how_far_it_is(
    tmp_path: Path, held: Callable[[int], threading.Event]
) -> None:
    whole = held(FULL)
    with serving(tmp_path) as client:
        early = once(client, PAGE, f"A first answer from {FIRST} worlds, page one only")
        assert 'class="stale"' in early
        assert 'class="answer first"' in early
        assert re.search(rf"The full one, from {FULL}, is being worked out( \(\d+ of \d+: \w+\))?\.", seen(early))
        whole.set()
        done = once(client, PAGE, f"{FULL} worlds: the full answer")
        assert 'class="stale"' not in done
        assert 'class="answer full"' in done
        again = held(FIRST)
        token = re.search(r'name="token" value="([^"]+)"', done)
        assert token is not None
        given = {"token": token[1], "path": "positions/bea/peel/bea", "low": "-9", "high": "-8"}
        changed = client.post(f"{PAGE}/judgements", data=given, headers={"origin": AT})
        variant = str(changed.url.path).removesuffix("/judgements")
        old = once(client, variant, "Out of date: these are the numbers of the case as written, before your changes")
        assert 'class="answer outdated"' in old
        assert 'class="stale"' in old
        again.set()
        new = once(client, variant, f"{FULL} worlds: the full answer")
        assert "Out of date" not in seen(new)


class PageTitle(HTMLParser):
    """Finds the title of a page."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.within, self.text = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the title."""
        self.within = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        self.within = False

    def handle_data(self, data: str) -> None:
        """Keep what stands in it."""
        self.text += data if self.within else ""


def opens_as_page(raw: bytes) -> bool:
    reader = PageTitle()
    reader.feed(raw.decode())
    return TITLE in reader.text


def opens_as_word(raw: bytes) -> bool:
    return any(TITLE in one.text for one in Document(BytesIO(raw)).paragraphs)


def opens_as_pdf(raw: bytes) -> bool:
    return raw.startswith(b"%PDF-") and raw.rstrip().endswith(b"%%EOF")


def opens_as_case(raw: bytes) -> bool:
    with ZipFile(BytesIO(raw)) as files:
        return TITLE in files.read("orange/case.yaml").decode()


# Form → its content type, and whether a file of it opens.
TAKEN: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "html": ("text/html; charset=utf-8", opens_as_page),
    "pdf": ("application/pdf", opens_as_pdf),
    "docx": (WORD, opens_as_word),
    "md": ("text/markdown; charset=utf-8", lambda raw: TITLE in raw.decode().splitlines()[0]),
    "png": ("image/png", lambda raw: raw.startswith(b"\x89PNG\r\n\x1a\n")),
    "csv": ("text/csv; charset=utf-8", lambda raw: len(raw.decode("utf-8-sig").splitlines()) == FULL + 1),
    "json": ("application/json", lambda raw: b'"agreement"' in raw),
    "zip": ("application/zip", opens_as_case),
}


def test_every_form_that_is_offered_is_held_here(client: TestClient) -> None:
    assert set(document_forms()) == set(TAKEN)
    offered = re.findall(rf'href="{PAGE}/document/(\w+)"', client.get(PAGE).text)
    assert sorted(offered) == sorted(TAKEN)


@pytest.mark.parametrize("form", sorted(TAKEN))
def test_a_brief_is_taken_away_in_every_form(client: TestClient, form: str) -> None:
    kind, opens = TAKEN[form]
    found = client.get(f"{PAGE}/document/{form}")
    assert (found.status_code, found.headers["content-type"]) == (200, kind)
    assert found.headers["content-disposition"] == f'attachment; filename="orange.{form}"'
    assert opens(found.content)
