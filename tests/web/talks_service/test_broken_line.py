"""The line breaks while somebody writes: the draft stays, nothing is sent twice, and what was missed comes later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import WAIT
from tests.web.talks_service.live import CutLine, LiveTalks, live_talks
from tests.web.talks_service.served import PHRASE, ServedTalks

TEXT = "Dear Chairman, let us talk."
HEAR = """() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.querySelector("#live").textContent))
        .observe(document.querySelector("#live"), {childList: true, characterData: true, subtree: true});
    return true;
}"""


def test_what_is_sent_again_is_made_once(shared: ServedTalks) -> None:
    made = shared.get("kp", "/seat")["made"]
    given = {"body": {"text": "Once."}, "made": made}

    def send() -> int:
        return int(shared.ask("kp", "POST", "/entries/letter", json=given).json()["number"])

    first = send()
    assert send() == first
    assert shared.get("kp", "/seat")["made"] == made + 1
    given["made"] = made + 1
    assert send() == first + 1, "whoever says it again on purpose may"
    given["body"] = {"text": "Another."}
    given["made"] = made
    assert send() == first + 2


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[LiveTalks]:
    with live_talks(tmp_path, "us", "kp") as found:
        yield found


@pytest.fixture
def page(browser: Browser, talks: LiveTalks) -> Iterator[Page]:
    context = browser.new_context(base_url=talks.at)
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()


def test_a_service_that_is_started_anew_costs_nothing(page: Page, talks: LiveTalks) -> None:
    _sign_in(page)
    page.goto("/send/letter")
    page.get_by_label("Text").fill("Dear")
    expect(page.locator("#kept")).to_contain_text("Draft kept")
    talks.end()
    _told(page, "connection is lost")
    page.get_by_label("Text").fill(TEXT)
    _send(page)
    _told(page, re.compile("The line broke|You are signed out"))
    expect(page.get_by_label("Text")).to_have_value(TEXT)
    talks.begin()
    _told(page, "You are signed out")
    other = page.context.new_page()
    _sign_in(other)
    other.close()
    _told(page, "The connection is back")
    _send_where_the_answer_is_lost(page, talks)


def _send_where_the_answer_is_lost(page: Page, talks: LiveTalks) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
        else:
            lost.append(str(route.fetch(max_redirects=0).status))
            route.abort()

    page.route("**/send/letter", lose_the_first_answer)
    _send(page)
    _told(page, "The line broke. Whether it was sent is not known")
    assert lost == ["303"], "it was made"
    _send(page)
    expect(page.locator("h1")).to_contain_text("Letter")
    assert talks.written("us") == [TEXT]


def test_a_line_that_is_cut_costs_nothing(browser: Browser, talks: LiveTalks) -> None:
    line = CutLine()
    talks.behind(line)
    context = browser.new_context(base_url=talks.at)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    try:
        _sign_in(page)
        page.goto("/send/letter")
        line.cut()
        _told(page, "connection is lost")
        page.get_by_label("Text").fill(TEXT)
        talks.send("kp", "letter", text="Gladly.")
        talks.send("kp", "letter", text="Soon.")
        _send(page)
        _told(page, "The line broke")
        page.wait_for_function(HEAR, timeout=WAIT)
        line.mend()
        _told(page, "New: letter")
        expect(page.locator("#kept")).to_contain_text("Draft kept")
        heard = page.wait_for_function("window.heard", timeout=WAIT).json_value()
        assert len([one for one in heard if one.startswith("New: letter")]) == 2, "both that it missed"
        page.close()
        page = context.new_page()
        page.goto("/send/letter")
        expect(page.get_by_label("Text")).to_have_value(TEXT)
        with page.expect_navigation():  # the form has the same heading as the letter
            _send(page)
        expect(page.locator("h1")).to_contain_text("Letter")
    finally:
        context.close()
        line.close()
    assert talks.written("us") == [TEXT]


def _send(page: Page) -> None:
    page.get_by_role("button", name="Sign and send", exact=True).click()


def _told(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#live")).to_contain_text(words)


def _sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Seat", exact=True).fill("us")
    page.get_by_label("Passphrase", exact=True).first.fill(PHRASE)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Inbox")
