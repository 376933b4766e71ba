"""Charts of the workbench that answer, in a real browser and under the policy that every page has."""

from __future__ import annotations

import json
import re
from shutil import rmtree

from playwright.sync_api import Browser, Page, expect

from detente.brief.live_charts import FAINT
from detente.case.bundled import CASES
from tests.web.conftest import Served

HOSTILE = '\'+(globalThis.ran=1)+\'"]);datum.x {"signal":"1"} <b id=ran>'
SAID = ".drawing .told.here"


def drawn(page: Page, path: str) -> None:
    """Open a page, and wait until its first chart answers."""
    page.goto(path)
    expect(page.locator(".done")).to_be_visible()
    page.locator("[data-chart]").first.scroll_into_view_if_needed()
    expect(page.locator(".drawing svg").first).to_be_visible()


def test_pointing_at_a_mark_says_the_number_of_the_table(page: Page) -> None:
    policies: list[str] = []
    page.on("response", lambda answer: policies.append(answer.headers.get("content-security-policy", "")))
    drawn(page, "/cases/orange/as-written/chapters/agreement")
    assert policies
    assert not [policy for policy in policies if "unsafe" in policy or "script-src 'self'" not in policy]
    figure = page.locator("figure.chart", has=page.locator(".drawing")).first
    mark = figure.locator(".drawing svg .mark-rule [aria-label]").first.evaluate(
        "one => (({ left, top, width, height }) => [left + width / 2, top + height / 2])(one.getBoundingClientRect())"
    )
    page.mouse.move(*mark)
    expect(figure.locator(".told.here")).to_be_visible()
    said = figure.locator(".told").inner_text()
    shares = re.findall(r"\d+\s%", said)
    figure.locator("summary").click()
    table = figure.locator("table").inner_text()
    assert shares, said
    assert [share for share in shares if share not in table] == []


def test_a_chart_is_read_by_keys_and_its_picture_stays_for_paper_and_readers(page: Page) -> None:
    drawn(page, "/cases/orange/as-written/chapters/agreement")
    chart = page.locator(".drawing").first
    assert "arrow keys" in (chart.get_attribute("aria-label") or "")
    chart.focus()
    page.keyboard.press("ArrowRight")
    first = page.locator(SAID).inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator(SAID)).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(SAID)).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator(SAID)).to_have_count(0)
    image = page.locator("picture.drawn img").first
    assert image.get_attribute("alt")
    page.emulate_media(media="print")
    assert image.bounding_box()["width"] > 200  # type: ignore[index]
    expect(chart).to_be_hidden()


def test_the_light_edge_of_a_label_is_painted_below_its_letters(page: Page) -> None:
    drawn(page, "/cases/orange/as-written/chapters/agreement")
    labels = page.locator(".drawing svg text[stroke]:not([stroke='none'])")
    assert labels.count()
    orders = labels.evaluate_all("all => all.map(one => getComputedStyle(one).paintOrder)")
    assert set(orders) == {"stroke"}


def test_a_chart_drawn_anew_for_another_theme_or_width_leaves_nothing_behind(page: Page) -> None:
    drawn(page, "/cases/orange/as-written/chapters/agreement")
    figure = page.locator("figure.chart", has=page.locator(".drawing")).first
    once = figure.inner_text()
    wide = figure.locator(".drawing svg").evaluate("one => one.viewBox.baseVal.width")
    figure.locator(".drawing").evaluate("one => one.classList.add('before')")
    page.emulate_media(color_scheme="dark")
    expect(figure.locator(".drawing.before")).to_have_count(0)
    expect(figure.locator(".drawing svg")).to_have_count(1)
    assert figure.inner_text() == once
    page.set_viewport_size({"width": 390, "height": 900})
    figure.scroll_into_view_if_needed()
    page.wait_for_function(f"document.querySelector('.drawing svg')?.viewBox.baseVal.width < {wide}")
    expect(figure.locator(".drawing svg")).to_have_count(1)
    assert figure.get_by_text("Drag a frame").count() <= 1


def test_a_name_is_picked_out_in_every_chart_and_a_frame_keeps_rows_of_the_numbers(page: Page) -> None:
    drawn(page, "/cases/tobacco-2010/as-written/chapters/agreement")
    plane = page.locator("figure.chart").filter(has_text="The frontier of the central world")
    plane.scroll_into_view_if_needed()
    expect(plane.locator(".drawing svg")).to_be_visible()
    faint = plane.locator(f".drawing svg .mark-symbol path[opacity='{FAINT}']")
    expect(faint).to_have_count(0)
    page.locator(".drawing").first.focus()
    page.keyboard.press("ArrowRight")  # a package in the first chart: in the plane all others fade
    expect(faint.first).to_be_attached()
    assert faint.count() < plane.locator(".drawing svg .mark-symbol path").count()
    page.keyboard.press("Escape")
    expect(faint).to_have_count(0)
    told = plane.get_by_text("Drag a frame over points")
    told.scroll_into_view_if_needed()
    box = plane.locator(".drawing svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6, steps=5)
    page.mouse.up()
    said = plane.get_by_text(re.compile(r"\d+ of \d+ rows of the numbers are within the frame"))
    expect(said).to_be_visible()
    kept, rows = map(int, re.findall(r"\d+", said.inner_text())[:2])
    plane.locator("summary").click()
    assert 0 < kept < rows
    assert plane.locator("details tbody tr:visible").count() == kept


def test_names_that_try_to_be_run_are_only_shown(page: Page, served: Served) -> None:
    folder = served.folder / "cases" / "odd-names"
    folder.mkdir(parents=True)
    text = (CASES / "orange" / "case.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(name|do): ([\w ]+)", lambda found: f"{found[1]}: {json.dumps(found[2] + HOSTILE)}", text)
    text = text.replace("{ann: Ann, bea: Bea}", f"{{ann: {json.dumps(HOSTILE)}, bea: {json.dumps(HOSTILE + '.')}}}")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    drawn(page, "/cases/odd-names/as-written/chapters/agreement")
    chart = page.locator(".drawing").first
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(SAID)).to_be_visible()
    page.keyboard.press("Enter")
    assert HOSTILE[:20] in page.locator(".drawing").first.inner_text() + page.locator("figure.chart").first.inner_text()
    assert page.evaluate("[globalThis.ran, document.getElementById('ran')]") == [None, None]
    rmtree(folder)


def test_without_scripts_the_picture_is_there(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.at, java_script_enabled=False)
    page = context.new_page()
    page.goto("/cases/orange/as-written/chapters/agreement")
    image = page.locator("picture img").first
    for _ in range(40):
        if image.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(image).to_be_visible()
    assert page.locator(".drawing").count() == 0
    context.close()
