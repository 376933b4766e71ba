"""Every page of the workbench for everybody: axe finds nothing serious, and nothing is wider than a narrow screen."""

from __future__ import annotations

import os
from pathlib import Path

from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, expect

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
    "beside": f"{OF_ORANGE}/beside",
    "sheets": "/cases/orange/sheets",
    "compare": f"{OF_ORANGE}/compare",
}
PICTURES = os.environ.get("DETENTE_PICTURES")  # a folder for pictures of every page, for whoever looks at them
LOOKS = (("dark", 390), ("light", 1280), *((("light", 390), ("dark", 1280)) if PICTURES else ()))


def test_axe_finds_nothing_serious_and_nothing_is_too_wide(browser: Browser, served: Served) -> None:
    axe, wrong = Axe(), []
    context = browser.new_context(base_url=served.at, bypass_csp=True)  # axe is a script that is no page's own
    page = context.new_page()
    page.goto(f"{OF_ORANGE}/judgements?of=positions/bea/peel/bea")
    page.get_by_label("Low").fill("1")
    page.get_by_label("High").fill("2")
    page.get_by_role("button", name="Keep as").click()  # so that there is something to compare
    page.wait_for_url("**/judgements")
    for name, path in PAGES.items():
        page.goto(path)
        if name in {"answer", "chapter"}:
            expect(page.locator(".done")).to_be_visible(timeout=WAIT)
        if name == "compare":
            expect(page.locator("#compared")).to_contain_text("Headlines side by side", timeout=WAIT)
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
