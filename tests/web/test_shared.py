"""A workbench that several people share: accounts, sign-ins, and attacks on both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from detente.cli.run_documents import run_json
from detente.web.account_store import AccountStore
from detente.web.application import application
from detente.web.library import CaseLibrary
from detente.web.sign_in_limits import OF_ADDRESS, OF_ONE, WITHIN, SignInLimits
from detente.web.workbench_settings import WebSettings
from tests.web.within import within_this_process

AT = "https://bench.example"
LONG = "correct horse battery"
COOKIE = "__Host-detente-sign-in"
ORIGIN = {"origin": AT}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A shared workbench with two accounts."""
    folder = tmp_path_factory.mktemp("shared")
    settings = WebSettings(folder, hosts=("bench.example",), worlds=60, first=30, shared=True)
    with within_this_process():
        app = application(settings, run_json)
        accounts: AccountStore = app.state.accounts
        for name in ("ann", "bob"):
            accounts.put(name, LONG + name)
        with TestClient(app):
            yield app


@pytest.fixture(autouse=True)
def no_failures(shared: FastAPI) -> None:
    """Forget who failed before."""
    shared.state.limits = SignInLimits()


def stranger(shared: FastAPI) -> TestClient:
    return TestClient(shared, base_url=AT, follow_redirects=False)


def token_of(client: TestClient, path: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def signed_in(shared: FastAPI, name: str) -> TestClient:
    client = stranger(shared)
    given = {"token": token_of(client, "/sign-in"), "name": name, "passphrase": LONG + name}
    assert client.post("/sign-in", data=given, headers=ORIGIN).status_code == 303
    return client


def tried(client: TestClient, name: str, passphrase: str) -> int:
    given = {"token": token_of(client, "/sign-in"), "name": name, "passphrase": passphrase}
    return client.post("/sign-in", data=given, headers=ORIGIN).status_code


def test_nothing_but_the_form_is_there_for_strangers(shared: FastAPI) -> None:
    client = stranger(shared)
    for path in ("/", "/new", "/cases/orange", "/cases/orange/as-written", "/account"):
        found = client.get(path)
        assert (found.status_code, found.headers["location"]) == (303, "/sign-in"), path
    part = client.get("/cases/orange/as-written/answer", headers={"hx-request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/sign-in")
    assert client.post("/new", data={"name": "mine"}, headers=ORIGIN).headers["location"] == "/sign-in"


def test_somebody_signs_in_and_out(shared: FastAPI) -> None:
    client = signed_in(shared, "ann")
    assert 'href="/account"' in client.get("/new").text
    before = client.cookies[COOKIE]
    assert client.post("/sign-out", data={"token": token_of(client, "/account")}, headers=ORIGIN).status_code == 303
    client.cookies.set(COOKIE, before, domain="bench.example")
    assert client.get("/new").status_code == 303


def test_cookies_are_safe(shared: FastAPI) -> None:
    client = stranger(shared)
    given = {"token": token_of(client, "/sign-in"), "name": "ann", "passphrase": LONG + "ann"}
    found = client.post("/sign-in", data=given, headers=ORIGIN)
    said = found.headers["set-cookie"].lower()
    for word in (COOKIE.lower(), "secure", "httponly", "samesite=strict", "path=/"):
        assert word in said
    assert "domain" not in said
    assert found.headers["strict-transport-security"]
    assert found.headers["cache-control"] == "no-store"


def test_a_sign_in_of_somebody_elses_making_is_worth_nothing(shared: FastAPI) -> None:
    """Session fixation: whoever plants a token beforehand is not signed in by it afterwards."""
    client = stranger(shared)
    client.cookies.set(COOKIE, "planted", domain="bench.example")
    assert client.get("/new").status_code == 303
    assert tried(client, "ann", LONG + "ann") == 303
    mine = next(cookie.value for cookie in client.cookies.jar if cookie.name == COOKIE and cookie.value != "planted")
    assert mine is not None
    other = stranger(shared)
    other.cookies.set(COOKIE, "planted", domain="bench.example")
    assert other.get("/new").status_code == 303


def test_signing_in_again_ends_the_sign_in_before(shared: FastAPI) -> None:
    client = signed_in(shared, "ann")
    before = client.cookies[COOKIE]
    assert tried(client, "ann", LONG + "ann") == 303
    other = stranger(shared)
    other.cookies.set(COOKIE, before, domain="bench.example")
    assert other.get("/new").status_code == 303


def test_a_form_of_before_signing_in_is_worth_nothing_afterwards(shared: FastAPI) -> None:
    client = stranger(shared)
    before = token_of(client, "/sign-in")
    assert tried(client, "ann", LONG + "ann") == 303
    assert client.post("/new", data={"token": before, "name": "early"}, headers=ORIGIN).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "WyJhIl0.aaaa.bbbb"])
def test_signing_in_needs_a_form_of_ours(shared: FastAPI, token: str) -> None:
    """Otherwise another site could sign somebody in to an account of its own."""
    client = stranger(shared)
    client.get("/sign-in")
    given = {"token": token, "name": "ann", "passphrase": LONG + "ann"}
    assert client.post("/sign-in", data=given, headers=ORIGIN).status_code == 403
    good = given | {"token": token_of(client, "/sign-in")}
    assert client.post("/sign-in", data=good, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_case_of_another_account_is_not_there(shared: FastAPI) -> None:
    ann, bob = signed_in(shared, "ann"), signed_in(shared, "bob")
    assert ann.post("/new", data={"token": token_of(ann, "/new"), "name": "secret"}, headers=ORIGIN).status_code == 303
    folder: Path = shared.state.settings.folder
    assert (folder / "accounts" / "ann" / "cases" / "secret" / "case.yaml").is_file()
    paths = ("", "/as-written", "/as-written/judgements", "/as-written/chapters/agreement", "/write")
    assert {ann.get(f"/cases/secret{path}").status_code for path in paths} <= {200, 303}
    assert {bob.get(f"/cases/secret{path}").status_code for path in paths} == {404}
    given = {"token": token_of(bob, "/new"), "file": "case.yaml", "text": "title: mine"}
    for change in ("write", "check", "copy"):
        sent = bob.post(f"/cases/secret/{change}", data=given | {"name": "mine"}, headers=ORIGIN)
        assert sent.status_code == 404, change
    assert ("secret", True) not in list(CaseLibrary(shared.state.settings.cases_of("bob")).names())
    # ... and names that are taken tell nobody what others have.
    assert bob.post("/new", data={"token": token_of(bob, "/new"), "name": "secret"}, headers=ORIGIN).status_code == 303


def test_a_variant_and_a_form_of_another_account_are_worth_nothing(shared: FastAPI) -> None:
    ann, bob = signed_in(shared, "ann"), signed_in(shared, "bob")
    path = "/cases/orange/as-written/judgements"
    given = {"token": token_of(ann, "/new"), "path": "positions/bea/peel/bea", "low": "1", "high": "2"}
    assert bob.post(path, data=given, headers=ORIGIN).status_code == 403
    made = ann.post(path, data=given, headers=ORIGIN).headers["location"]
    assert ann.get(made).status_code == 200
    assert bob.get(made).status_code == 404


def test_a_key_opens_an_accounts_own_cases_to_scripts_and_nothing_else(shared: FastAPI) -> None:
    ann = signed_in(shared, "ann")
    assert ann.get("/api/cases").status_code == 200  # a browser may look
    page = ann.post("/account/key", data={"token": token_of(ann, "/account")}, headers=ORIGIN).text
    key = re.search(r"<code>([^<]+)</code>", page)
    assert key is not None
    script = stranger(shared)
    for headers in ({}, {"authorization": "Bearer nothing"}, {"authorization": f"Basic {key[1]}"}):
        found = script.get("/api/cases", headers=headers)
        assert (found.status_code, found.headers["www-authenticate"]) == (401, "Bearer")
    given = {"authorization": f"Bearer {key[1]}", "x-detente-script": "1"}
    assert script.get("/api/cases", headers=given).status_code == 200
    path = "/api/cases/orange/variants"
    wanted = {"name": "Mine", "changed": {"reservation/ann": 1}}
    made = script.post(path, json=wanted, headers=given)
    assert made.status_code == 201
    assert ann.get(f"/cases/orange/{made.json()['id']}/judgements").status_code == 200
    assert script.get("/new", headers=given).status_code == 303  # a key opens no page
    script.cookies.set(COOKIE, key[1], domain="bench.example")
    assert script.get("/new").status_code == 303
    assert ann.post(path, json=wanted, headers=ORIGIN).status_code == 401  # nor does a cookie change anything here
    ann.post("/account/end-keys", data={"token": token_of(ann, "/account")}, headers=ORIGIN)
    assert script.get("/api/cases", headers=given).status_code == 401


def test_who_fails_too_often_waits(shared: FastAPI) -> None:
    client = stranger(shared)
    assert [tried(client, "ann", "wrong") for _ in range(OF_ONE)] == [403] * OF_ONE
    assert tried(client, "ann", LONG + "ann") == 429
    assert tried(client, "bob", LONG + "bob") == 303


def test_failures_are_counted_by_account_and_address_and_forgotten() -> None:
    now = 0.0
    limits = SignInLimits(lambda: now)
    for number in range(OF_ADDRESS):
        assert limits.wait(f"a{number}", "here") == 0
        limits.failed(f"a{number}", "here")
    assert limits.wait("b", "here") == WITHIN + 1
    assert limits.wait("b", "there") == 0
    now = WITHIN
    assert limits.wait("b", "here") == 0


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost", "bench.example.evil.example"])
def test_it_answers_for_its_own_name_alone(shared: FastAPI, host: str) -> None:
    assert stranger(shared).get("/sign-in", headers={"host": host}).status_code == 421


def test_an_unknown_account_is_told_the_same_as_a_wrong_passphrase(shared: FastAPI) -> None:
    client = stranger(shared)
    said = []
    for name in ("ann", "nobody"):
        given = {"token": token_of(client, "/sign-in"), "name": name, "passphrase": "wrong"}
        page = client.post("/sign-in", data=given, headers=ORIGIN)
        said.append((page.status_code, re.sub(r"value=\"[^\"]*\"", "", page.text)))
    assert said[0] == said[1]
