"""Building a package in a real browser: numbers, drop-downs and what is kept are never of two packages in silence."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import WAIT, Served

AT = "/cases/orange/as-written/package"
KEEP = "Make it part of a variant"


def test_who_refuses_is_seen_at_once_and_kept_as_it_is_chosen(page: Page) -> None:
    page.goto(AT)
    page.get_by_label("Flesh").select_option("All to Ann")
    expect(page.locator(".judged")).to_contain_text(re.compile(r"Flesh: All to Ann.*attainable in 0.%", re.DOTALL))
    expect(page.get_by_label("Flesh")).to_have_value("ann")
    expect(page.locator(".overtaken")).to_be_hidden()
    held: list[Route] = []
    page.route("**/package?*", lambda route: held.append(route))  # noqa: PLW0108 - a method of Python is not taken
    with page.expect_request("**/package?*flesh=bea*"):
        page.get_by_label("Flesh").select_option("All to Bea")
    expect(page.locator(".overtaken")).to_be_visible()
    held[-1].continue_()
    expect(page.locator(".judged")).to_contain_text("Flesh: All to Bea")
    expect(page.locator(".overtaken")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"flesh=bea"))
    page.unroute("**/package?*")
    page.get_by_role("button", name=KEEP, exact=True).click()
    expect(page.locator(".steps")).to_contain_text("Looks at flesh=bea too")


def test_without_script_numbers_are_marked_and_what_is_chosen_is_kept(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.at, java_script_enabled=False)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto(AT)
    page.get_by_label("Flesh").select_option("All to Ann")
    page.get_by_role("button", name="Who refuses it?", exact=True).click()
    expect(page.locator(".judged")).to_contain_text("Flesh: All to Ann")
    expect(page.locator(".overtaken")).to_be_hidden()
    page.get_by_label("Flesh").select_option("All to Bea")
    expect(page.locator(".overtaken")).to_be_visible()
    page.get_by_role("button", name=KEEP, exact=True).click()
    expect(page.locator(".steps")).to_contain_text("Looks at flesh=bea too")
    context.close()


def test_a_package_of_nothing_is_not_kept(http: httpx.Client, served: Served) -> None:
    token = re.search(r'name="token" value="([^"]+)"', http.get("/new").text)
    assert token is not None
    given = {"token": token[1], "flesh": "", "peel": ""}
    refused = http.post(AT, data=given, headers={"origin": served.at})
    assert refused.status_code == 422
    assert "every issue as it is today" in refused.text
