"""Every form of the workbench, as its pages show them: script in each field, and sent from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from ruamel.yaml import YAML

from detente.case.bundled import CASES, MAIN
from detente.web.application import application
from detente.web.workbench_settings import WebSettings
from tests.web.within import within_this_process

AT = "http://127.0.0.1:8421"
ORIGIN = {"origin": AT}
MARK = "zq7x"
ATTACK = f"""\"><script>{MARK}()</script>'><img src=x onerror={MARK}()></textarea></title><svg/onload={MARK}()>"""
FREE = {"text", "search", "number", "password", "textarea", "hidden", "select", "checkbox", "radio"}
MOST = 60  # pages that are looked at


@dataclass
class PageForm:
    """A form of a page.

    Attributes:
        action: Where it is sent.
        method: How.
        fields: Field → what stands in it.
        kinds: Field → its kind.
    """

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Finds the forms and links of a page, and whatever in it a browser would run."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.live: list[str] = []
        self.forms: list[PageForm] = []
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        runs = any(name.startswith("on") for name in given) or "javascript:" in "".join(given.values()).lower()
        if runs or (tag == "script" and not given.get("src", "").startswith("/static/")) or given.get("src") == "x":
            self.live.append(f"{tag} {given}")
        if tag == "form":
            self.forms.append(PageForm(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "a" and given.get("href", "").startswith("/"):
            self.links.add(given["href"].partition("#")[0])
        elif tag in {"input", "select", "textarea"} and self.forms and given.get("name"):
            form = self.forms[-1]
            form.fields[given["name"]] = given.get("value", "")
            form.kinds[given["name"]] = given.get("type", "text") if tag == "input" else tag


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A workbench with a case of its user's own."""
    folder: Path = tmp_path_factory.mktemp("forms")
    copytree(CASES / "orange", folder / "cases" / "mine")
    made = application(WebSettings(folder, worlds=30, first=20))
    with within_this_process(), TestClient(made):
        yield made


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """Somebody who visits it."""
    return TestClient(app, base_url=AT, follow_redirects=False)


def own(app: FastAPI) -> Path:
    """Return the folder of the case."""
    folder: Path = app.state.settings.folder
    return folder / "cases" / "mine"


def crawled(client: TestClient, start: str) -> dict[str, tuple[Any, FormReader]]:
    """Return the pages that links lead to from one, of this case."""
    found: dict[str, tuple[Any, FormReader]] = {}
    waiting = [start, "/new", "/upload"]
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        page = client.get(path, follow_redirects=True)
        reader = FormReader(page.text if page.headers["content-type"].startswith("text/html") else "")
        found[path] = (page, reader)
        new = {link for link in reader.links if link.startswith("/cases/mine")} - found.keys() - {*waiting}
        waiting.extend(sorted(link for link in new if "/document/" not in link))  # files, made at length
    return found


def test_script_in_any_field_is_text_wherever_it_turns_up(app: FastAPI, client: TestClient) -> None:
    tried = set()
    for path, (_, reader) in crawled(client, "/cases/mine/as-written/judgements").items():
        for form in reader.forms:
            for name, kind in form.kinds.items():
                key = (form.action.split("/")[-1], form.method, name)
                if name == "token" or kind not in FREE or key in tried:
                    continue
                tried.add(key)
                given = form.fields | {name: form.fields[name] + ATTACK}
                at, sent = form.action or path.partition("?")[0], form.method == "post"
                answer = client.request(
                    form.method, at, data=given if sent else None, params=None if sent else given, headers=ORIGIN
                )
                assert answer.status_code < 500, (form, name)
                html = answer.headers.get("content-type", "").startswith("text/html")
                assert FormReader(answer.text if html else "").live == [], (form, name)
                rmtree(own(app))  # which may have been written over
                copytree(CASES / "orange", own(app))
    assert len(tried) > 10
    for path, (page, reader) in crawled(client, "/cases/mine/as-written/beside").items():
        assert reader.live == [], path
        assert page.status_code < 500, path


def attacked(value: Any) -> Any:
    """Return what a case says with script in all of its prose."""
    if isinstance(value, dict):
        return {key: attacked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [attacked(one) for one in value]
    return f"{value} {ATTACK}" if isinstance(value, str) and " " in value else value


def test_stored_script_is_text_on_every_page(app: FastAPI, client: TestClient) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    with (own(app) / MAIN).open("w", encoding="utf-8") as written:
        yaml.dump(attacked(yaml.load((CASES / "orange" / MAIN).read_text(encoding="utf-8"))), written)
    pages = crawled(client, "/cases/mine/as-written")
    assert sum(MARK in page.text for page, _ in pages.values()) > 2
    for path, (page, reader) in pages.items():
        assert page.status_code == 200, path
        assert reader.live == [], path


def addresses(app: FastAPI) -> Iterator[str]:
    """Yield every address that takes changes."""
    for path, methods in app.openapi()["paths"].items():
        if methods.keys() - {"get"}:
            yield path.replace("{case}", "mine").replace("{variant}", "as-written")


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}, ORIGIN])
def test_no_address_takes_a_change_that_our_pages_did_not_ask_for(
    app: FastAPI, client: TestClient, headers: dict[str, str]
) -> None:
    client.get("/new")
    found = list(addresses(app))
    assert len(found) > 8
    for path in found:
        refused = client.post(path, data={"name": "evil", "token": "WyJhIl0.aaaa.bbbb"}, headers=headers)
        assert refused.status_code == 403, path
