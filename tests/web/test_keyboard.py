"""The main journey by keyboard alone: open a case, change a judgement, see the headline, undo, build a package."""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import Error, Page, Route, expect

MOST = 120  # stops of the tabulator before somebody gives up
FOCUSED = "document.activeElement"
# Whether what has the focus is on the screen, and has an outline or a border that says so.
VISIBLE = f"""() => {{
  const one = {FOCUSED}, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return seen && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}}"""
NAME = f"""() => {{
  const one = {FOCUSED};
  const label = one.labels && one.labels.length ? one.labels[0].innerText : "";
  return (one.getAttribute("aria-label") || label || one.innerText || one.value || "").trim();
}}"""


def to(page: Page, name: str, tag: str, element_id: str = "") -> None:
    """Go on with the tabulator until something with a name has the focus, which can be seen at every stop."""
    met: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED} === document.body"):
            continue  # the address bar of a browser, between the last and the first stop
        assert page.evaluate(VISIBLE), page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 200)")
        here = page.evaluate(f"{FOCUSED}.tagName.toLowerCase()")
        is_meant = not element_id or page.evaluate(f"{FOCUSED}.id") == element_id
        if here == tag and re.match(name, page.evaluate(NAME)) and is_meant:
            return
        met.append(page.evaluate(NAME)[:40])
    raise AssertionError(f"no {tag} {name!r} among {met}")


def test_the_main_journey_needs_no_mouse(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#card-orange")).to_have_text("Two sisters and one orange")
    expect(page.locator("li.card[hx-get]")).to_have_count(0)  # until all cards are there, they move each other
    to(page, "Two sisters and one orange", "a", "card-orange")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_be_visible()
    before = page.locator(".slot-recommendation").inner_text()
    page.keyboard.press("Control+/")
    expect(page.get_by_label("Find any judgement")).to_be_focused()
    page.keyboard.type("positions/bea/peel/bea")
    sought = ["What “give Bea all the peel” is worth to Bea"]
    expect(page.locator("form.judgement legend")).to_have_text(sought)
    to(page, "Low", "input")
    page.keyboard.press("Control+A")
    page.keyboard.type("-9")
    to(page, "High", "input")
    page.keyboard.press("Control+A")
    page.keyboard.type("-8")
    expect(page.locator("form.judgement output")).to_contain_text("of worlds without this change")
    to(page, "Keep as a variant", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".kicker")).to_have_text(re.compile(r"Variant \d+ · step 1 of 1"))
    expect(page.locator(".change tr.moved").first).to_contain_text(re.compile(r"100.%.*0.%"))
    to(page, "Undo", "button")
    page.keyboard.press("Space")
    expect(page.locator(".kicker")).to_have_text(re.compile(r"Variant \d+ · step 0 of 1"))
    expect(page.locator(".done")).to_be_visible()
    assert page.locator(".slot-recommendation").inner_text() == before
    to(page, "Build a package", "a")
    page.keyboard.press("Enter")
    expect(page.locator("form.package")).to_be_visible()
    to(page, "Flesh", "select")
    page.keyboard.press("ArrowDown")
    to(page, "Who refuses it", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".judged")).to_contain_text(re.compile(r"attainable in 0.%"))


def test_no_single_letter_does_anything(page: Page) -> None:
    page.goto("/cases/orange/as-written/judgements")
    for key in "/?abcdefghijklmnopqrstuvwxyz0123456789":
        page.keyboard.press(key)
    assert page.evaluate(f"{FOCUSED} === document.body")
    assert page.url.endswith("/judgements")


def test_what_is_sought_is_shown_whatever_else_is_answered_meanwhile(page: Page) -> None:
    """What it turns on is asked for again and again until it is known; an answer to that may come before a search’s."""
    held: list[Route] = []
    page.route("**/turning?*", lambda route: held.append(route))  # noqa: PLW0108 - a method of Python is not taken
    page.goto("/cases/orange/as-written")
    page.keyboard.press("Control+/")
    with page.expect_request("**/turning?*of=*"):
        page.keyboard.type("positions/bea/peel/bea")
    before, *_ = held
    with suppress(Error):  # it was given up
        before.continue_()
    page.wait_for_timeout(500)
    held[-1].continue_()
    sought = ["What “give Bea all the peel” is worth to Bea"]
    expect(page.locator("form.judgement legend")).to_have_text(sought)
