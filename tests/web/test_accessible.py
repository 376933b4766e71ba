"""Every page of the workbench for everybody: axe finds nothing serious, and nothing is wider than a narrow screen."""

from __future__ import annotations

import os
from pathlib import Path

from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import WAIT, Served

OF_ORANGE = "/cases/orange/as-written"
PAGES = {
    "cases": "/",
    "words": "/words",
    "new": "/new",
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
PICTURES = os.environ.get("DETENTE_PICTURES")  # a folder for pictures of every page, for whoever looks at them
LOOKS = (("dark", 390), ("light", 1280), *((("light", 390), ("dark", 1280)) if PICTURES else ()))


def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser: Browser, served: Served) -> None:
    axe, wrong = Axe(), []
    faulty = served.folder / "cases" / "faulty"
    faulty.mkdir(parents=True)
    (faulty / "case.yaml").write_text("title: Half a case\n", encoding="utf-8")
    context = browser.new_context(base_url=served.at, bypass_csp=True)  # axe is a script that is no page's own
    page = context.new_page()
    for name, path in {**PAGES, **_variant(page)}.items():
        page.goto(path)
        if name in {"answer", "chapter", "variant", "side-by-side"}:
            expect(page.locator(".done")).to_be_visible(timeout=WAIT)
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            found = axe.run(page, options={"resultTypes": ["violations"]})["violations"]
            wrong += [
                (name, scheme, width, one["id"], one["nodes"][0]["html"][:200])
                for one in found
                if one["impact"] in {"serious", "critical"}
            ]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append((name, scheme, width, "too wide", str(wide)))
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{scheme}-{width}.png", full_page=True)
    context.close()
    assert wrong == []


def _variant(page: Page) -> dict[str, str]:
    """Make a variant, and return the pages that only variants have."""
    page.goto(f"{OF_ORANGE}/judgements?of=bea+peel+bea")
    page.get_by_label("Low").first.fill("-9")
    page.get_by_role("button", name="Keep as a variant", exact=True).first.click()
    expect(page.locator(".kicker")).to_contain_text("step 1 of 1")
    made = page.url.partition("/judgements")[0]
    return {"variant": made, "side-by-side": f"{made}/compare"}
