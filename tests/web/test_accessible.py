"""Every page of the workbench for everybody: axe finds nothing serious, and nothing is wider than a narrow screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, FilePayload, Page, Request, expect

import detente.web
from detente.cli.run_documents import run_json
from detente.web.application import application
from detente.web.workbench_settings import WebSettings
from tests.formats.spreadsheets.made import filled
from tests.web.conftest import WAIT, Served
from tests.web.within import within_this_process

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OF_ORANGE = "/cases/orange/as-written"
PAGES = {
    "cases": "/",
    "words": "/words",
    "new": "/new",
    "upload": "/upload",
    "scripts": "/api/",
    "write": "/cases/orange/write",
    "answer": OF_ORANGE,
    "chapter": f"{OF_ORANGE}/chapters/agreement",
    "judgements": f"{OF_ORANGE}/judgements?tour=3",
    "package": f"{OF_ORANGE}/package?flesh=ann",
    "claims": f"{OF_ORANGE}/claims",
    "letter": "/cases/cuba-1962/as-written/letter",
    "beside": f"{OF_ORANGE}/beside",
    "sheets": "/cases/orange/sheets",
    "compare": f"{OF_ORANGE}/compare",
    "faulty": "/cases/faulty/as-written",
    "nowhere": "/nowhere",
}
SIGNING_IN = ("sign-in", "refused", "cases-of-an-account", "account")
TEMPLATES = Path(detente.web.__file__).with_name("templates")
SHOWN = {  # template of a page → a name under which it is looked at
    "account.html": "account",
    "api.html": "scripts",
    "beside.html": "beside",
    "case.html": "answer",
    "cases.html": "cases",
    "claims.html": "claims",
    "compare.html": "compare",
    "faults.html": "faulty",
    "judgements.html": "judgements",
    "letter.html": "letter",
    "missing.html": "nowhere",
    "new.html": "new",
    "package.html": "package",
    "sheets.html": "sheets",
    "sheets_taken.html": "sheets-taken",
    "sign_in.html": "sign-in",
    "trouble.html": "not-taken",
    "upload.html": "upload",
    "words.html": "words",
    "write.html": "write",
}
PICTURES = os.environ.get("DETENTE_PICTURES")  # a folder for pictures of every page, for whoever looks at them
Look = tuple[Literal["dark", "light"], int]
LOOKS: tuple[Look, ...] = (("dark", 390), ("light", 1280), *((("light", 390), ("dark", 1280)) if PICTURES else ()))


def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser: Browser, served: Served) -> None:
    axe, wrong = Axe(), []
    faulty = served.folder / "cases" / "faulty"
    faulty.mkdir(parents=True)
    (faulty / "case.yaml").write_text("title: Half a case\n", encoding="utf-8")
    context = browser.new_context(base_url=served.at, bypass_csp=True)  # axe is a script that is no page's own
    context.set_default_timeout(WAIT)
    page = context.new_page()
    for name, path in {**PAGES, **_variant(page)}.items():
        page.goto(path)
        if name in {"answer", "chapter", "variant", "side-by-side"}:
            expect(page.locator(".done")).to_be_visible()
        wrong += _looked_at(page, axe, name)
    for name, send in FORMS.items():
        send(page)
        wrong += _looked_at(page, axe, name)
    context.close()
    assert wrong == []


def test_no_page_is_left_out() -> None:
    """Whatever is a page of its own, by its template, is looked at above; those of talks are in tests of talks."""
    own = {path.name for path in TEMPLATES.glob("*.html") if "{% extends" in path.read_text(encoding="utf-8")}
    assert own - {"subject.html"} == set(SHOWN)
    assert set(SHOWN.values()) <= {*PAGES, *FORMS, *SIGNING_IN, "variant"}


def test_axe_finds_nothing_serious_where_people_sign_in(browser: Browser, tmp_path: Path) -> None:
    """A shared workbench is asked in this process, in place of a server with encryption."""
    settings = WebSettings(tmp_path, hosts=("bench.example",), worlds=60, first=30, shared=True)
    axe, wrong = Axe(), []
    with within_this_process():
        app = application(settings, run_json)
        app.state.accounts.put("ann", "correct horse battery")
        with TestClient(app, base_url="https://bench.example", follow_redirects=False) as client:
            context = browser.new_context(bypass_csp=True)
            context.set_default_timeout(WAIT)
            context.route("**/*", lambda route: route.fulfill(**_asked(client, route.request)))
            page = context.new_page()
            page.goto("https://bench.example/sign-in")
            for name in SIGNING_IN:
                if name in {"refused", "cases-of-an-account"}:
                    page.get_by_label("Account").fill("ann")
                    page.get_by_label("Passphrase").fill("wrong" if name == "refused" else "correct horse battery")
                    page.get_by_role("button", name="Sign in", exact=True).click()
                    then = page.get_by_role("alert") if name == "refused" else page.locator("a.account")
                    expect(then).to_be_visible()
                elif name == "account":
                    page.goto("https://bench.example/account")
                wrong += _looked_at(page, axe, name)
            context.close()
    assert wrong == []


def _looked_at(page: Page, axe: Axe, name: str) -> list[tuple[str, ...]]:
    """Return what is wrong with a page that is open, in every look."""
    wrong: list[tuple[str, ...]] = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = axe.run(page, options={"resultTypes": ["violations"]})["violations"]
        wrong += [
            (name, scheme, str(width), one["id"], one["nodes"][0]["html"][:200])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            wrong.append((name, scheme, str(width), "too wide", str(wide)))
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{scheme}-{width}.png", full_page=True)
    return wrong


def _asked(client: TestClient, request: Request) -> dict[str, Any]:
    """Return what a workbench in this process answers a browser, whose redirects it follows itself."""
    sent = {"content-type": request.headers["content-type"]} if "content-type" in request.headers else {}
    found = client.request(
        request.method,
        request.url,
        content=request.post_data_buffer,
        headers={"origin": "https://bench.example", **sent},
        follow_redirects=True,
    )
    return {"status": found.status_code, "body": found.content, "content_type": found.headers.get("content-type", "")}


def _with_sheets(page: Page) -> None:
    """Send what an expert filled in."""
    page.goto("/cases/orange/sheets")
    page.get_by_label("Id of the expert").fill("navy")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the sheet", exact=True).click()
    sheet = filled(Path(downloading.value.path()).read_bytes(), {"E5": 1.5, "G5": 2})
    page.get_by_label("Keep as a new case").fill("asked-navy")
    page.get_by_label("Filled-in sheets").set_input_files(FilePayload(name="navy.xlsx", mimeType=SHEET, buffer=sheet))
    page.get_by_role("button", name="Read them", exact=True).click()
    expect(page.get_by_role("link", name="The answers now", exact=True)).to_be_visible()


def _with_another_token(page: Page) -> None:
    """Send a form that is none of ours."""
    page.goto("/new")
    page.get_by_label("Name of the case").fill("none")
    page.locator("main [name=token]").first.evaluate("one => { one.value = 'another' }")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("This is not taken")).to_be_visible()


def _with_another_tab(page: Page) -> None:
    """Save a file of a case that another tab has saved meanwhile."""
    page.goto("/cases/faulty/write")
    other = page.context.new_page()
    other.goto("/cases/faulty/write")
    for tab, text in ((other, "title: The other tab\n"), (page, "title: Half a case, and more\n")):
        tab.locator("#text").fill(text)
        with tab.expect_navigation():
            tab.get_by_role("button", name="Save", exact=True).click()
    other.close()
    expect(page.locator(".difference")).to_be_visible()
    page.locator("main details").first.evaluate("one => { one.open = true }")


def _with_another_package(page: Page) -> None:
    """Choose another package than the one that is shown."""
    page.goto(f"{OF_ORANGE}/package?flesh=ann")
    page.route("**/package?*", lambda route: route.abort())
    page.get_by_label("Flesh").select_option("All to Bea")
    expect(page.locator(".overtaken")).to_be_visible()
    page.unroute("**/package?*")


FORMS: dict[str, Callable[[Page], None]] = {
    "sheets-taken": _with_sheets,
    "not-taken": _with_another_token,
    "written-meanwhile": _with_another_tab,
    "another-package": _with_another_package,
}


def _variant(page: Page) -> dict[str, str]:
    """Make a variant, and return the pages that only variants have."""
    page.goto(f"{OF_ORANGE}/judgements?of=bea+peel+bea")
    page.get_by_label("Low").first.fill("-9")
    page.get_by_role("button", name="Keep as a variant", exact=True).first.click()
    expect(page.locator(".kicker")).to_contain_text("step 1 of 1")
    made = page.url.partition("/judgements")[0]
    return {"variant": made, "side-by-side": f"{made}/compare"}
