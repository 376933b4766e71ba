"""Attacks on the workbench, each refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

import httpx
import pytest

from detente.web.account_store import digest
from tests.web.conftest import Served

OF_ORANGE = "/cases/orange/as-written"
SCRIPT = "<script>alert(1)</script>"


def token_of(http: httpx.Client) -> str:
    found = re.search(r'name="token" value="([^"]+)"', http.get("/new").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost.evil.example", ""])
def test_a_foreign_host_is_refused(http: httpx.Client, host: str) -> None:
    assert http.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_a_change_from_elsewhere_is_refused(http: httpx.Client, headers: Mapping[str, str]) -> None:
    given = {"token": token_of(http), "name": "elsewhere"}
    assert http.post("/new", data=given, headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["", "x", "WyJhIl0.aaaa.bbbb"])
def test_a_change_without_our_token_is_refused(http: httpx.Client, served: Served, token: str) -> None:
    found = http.post("/new", data={"token": token, "name": "untold"}, headers={"origin": served.at})
    assert found.status_code == 403


def test_a_token_of_somebody_else_is_refused(http: httpx.Client, served: Served) -> None:
    with httpx.Client(base_url=served.at, timeout=60) as other:
        theirs = token_of(other)
    http.get("/new")
    found = http.post("/new", data={"token": theirs, "name": "theirs"}, headers={"origin": served.at})
    assert found.status_code == 403


def test_a_visit_of_somebody_elses_making_is_replaced(served: Served) -> None:
    with httpx.Client(base_url=served.at, cookies={"detente-visit": "fixed"}, timeout=60) as http:
        assert "detente-visit=fixed" not in http.get("/").headers["set-cookie"]


def test_a_variant_of_somebody_else_is_not_there(http: httpx.Client, served: Served) -> None:
    given = {"token": token_of(http), "path": "positions/bea/peel/bea", "low": "1", "high": "2"}
    made = http.post(f"{OF_ORANGE}/judgements", data=given, headers={"origin": served.at})
    assert made.status_code == 303
    assert http.get(made.headers["location"]).status_code == 200
    with httpx.Client(base_url=served.at, timeout=60) as other:
        assert other.get(made.headers["location"]).status_code == 404


@pytest.mark.parametrize(
    "path", ["/cases/..%2f..%2fetc", "/cases/%2e%2e", "/static/../guard.py", "/static/%2e%2e/guard.py"]
)
def test_paths_lead_nowhere_else(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


@pytest.mark.parametrize("file", ["../case.yaml", "/etc/passwd", "case.yml", "secret"])
def test_only_files_of_a_case_are_read(http: httpx.Client, file: str) -> None:
    assert http.get("/cases/orange/write", params={"file": file}).status_code == 404


def test_a_link_in_a_case_is_not_followed(http: httpx.Client, served: Served) -> None:
    token = token_of(http)
    assert http.post("/new", data={"token": token, "name": "linked"}, headers={"origin": served.at}).status_code == 303
    (served.folder / "cases" / "linked" / "reading.yaml").symlink_to("/etc/passwd")
    assert http.get("/cases/linked/write", params={"file": "reading.yaml"}).status_code == 404


def test_too_much_is_refused_on_a_page_that_leads_back(http: httpx.Client, served: Served) -> None:
    headers = {"origin": served.at, "referer": f"{served.at}/upload?x=1"}
    boundary = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    kind = {"content-type": "multipart/form-data; boundary=b"}
    for content in (b"x" * (5 * 2**20), iter([boundary, *[b"x" * 2**20] * 5])):  # with its length ahead, and without
        found = http.post("/upload", content=content, headers={**headers, **kind})
        assert found.status_code == 413
        assert found.headers["content-type"] == "text/html; charset=utf-8"
        assert "larger than the 4 MB that are taken at a time. Nothing was changed." in found.text
        assert '<a href="/upload">Back to where you were</a>' in found.text
        assert "default-src 'none'" in found.headers["content-security-policy"]


@pytest.mark.parametrize("referer", ["", "nothing", "http://127.0.0.1//evil.example/x"])
def test_what_is_too_large_leads_back_to_our_own_pages_only(http: httpx.Client, served: Served, referer: str) -> None:
    headers = {"origin": served.at, "referer": referer}
    found = http.post("/new", content=b"x" * (5 * 2**20), headers=headers)
    assert (found.status_code, "Back to where" in found.text, "All cases" in found.text) == (413, False, True)


def test_a_script_is_told_in_a_line_that_it_sends_too_much(http: httpx.Client) -> None:
    found = http.put("/api/cases/big", content=b"x" * (5 * 2**20), headers={"x-detente-script": "1"})
    assert found.status_code == 413
    assert found.text.startswith("More than the 4,194,304 bytes")


@pytest.mark.parametrize(
    "path", [f"{OF_ORANGE}/judgements?of={SCRIPT}", f"/cases/orange/{SCRIPT}", f"{OF_ORANGE}/chapters/{SCRIPT}"]
)
def test_script_is_shown_as_text(http: httpx.Client, path: str) -> None:
    assert SCRIPT not in http.get(path).text


def test_script_in_a_case_is_shown_as_text(http: httpx.Client, served: Served) -> None:
    given = {"token": token_of(http), "name": "scripted"}
    http.post("/new", data=given, headers={"origin": served.at})
    before = (served.folder / "cases" / "scripted" / "case.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^title:.*$", f'title: "{SCRIPT}"', before, flags=re.MULTILINE).replace(
        "name: Country A", f'name: "{SCRIPT}"'
    )
    kept = {"token": given["token"], "file": "case.yaml", "text": text, "based": digest(before)}
    assert http.post("/cases/scripted/write", data=kept, headers={"origin": served.at}).status_code == 303
    for path in ("/", "/cases/scripted/as-written", "/cases/scripted/as-written/judgements", "/cases/scripted/write"):
        assert SCRIPT not in http.get(path).text


def test_hostile_yaml_is_a_fault(http: httpx.Client, served: Served) -> None:
    token = token_of(http)
    http.post("/new", data={"token": token, "name": "hostile"}, headers={"origin": served.at})
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    for text in (bomb, "title: !!python/object/apply:os.system [id]", "[" * 5000, "\x00"):
        given = {"token": token, "file": "case.yaml", "text": text}
        found = http.post("/cases/hostile/check", data=given, headers={"origin": served.at})
        assert found.status_code == 200
        assert "fault" in found.text


def test_every_answer_tells_the_browser_to_refuse(http: httpx.Client) -> None:
    for path in ("/", OF_ORANGE, "/nowhere", "/static/workbench.js"):
        policy = http.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_no_page_has_script_or_style_of_its_own(http: httpx.Client) -> None:
    for path in (
        "/",
        "/new",
        OF_ORANGE,
        f"{OF_ORANGE}/judgements",
        f"{OF_ORANGE}/package?flesh=ann",
        f"{OF_ORANGE}/beside",
    ):
        text = http.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|javascript:", text), path
