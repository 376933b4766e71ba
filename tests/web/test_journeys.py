"""What people do in the workbench, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.formats.spreadsheets.made import filled
from tests.web.conftest import WAIT, Served, serve

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TEN_LINES = """title: Two neighbours and a hedge
date: 2021-08-31
parties: {ann: {name: Ann, role: principal}, bob: {name: Bob, role: principal}}
issues:
  hedge: {name: Hedge, movers: [ann], options: {tall: {name: As tall as it is}, cut: {name: Cut to two metres}}}
  fence: {name: Fence, movers: [bob], options: {none: {name: No fence}, built: {name: Bob builds a fence}}}
positions:
  ann: {hedge: {cut: [-2, -1]}, fence: {built: [1, 4]}}
  bob: {hedge: {cut: [2, 4]}, fence: {built: [-2, -1]}}
reservation: {ann: 0, bob: 0}
"""


def test_a_first_brief(page: Page) -> None:
    page.goto("/")
    page.locator("#card-orange").click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".done")).to_contain_text("120 worlds: the full answer")
    expect(page.locator(".slot-recommendation")).to_contain_text("Propose this")
    page.get_by_role("link", name=re.compile("^agreement ")).click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Two sisters and one orange")


def test_the_chapter_that_is_shown_is_in_view_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 260, "height": 700})
    page.goto("/cases/orange/as-written/chapters/proposal")
    shown = page.locator(".chapters [aria-current]")
    expect(shown).to_contain_text(re.compile("proposal", re.IGNORECASE))
    expect(shown).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize(("window", "least"), [(1140, 760), (1280, 880), (1600, 980)])
def test_tables_of_an_answer_have_room_beside_the_judgements(page: Page, window: int, least: int) -> None:
    page.set_viewport_size({"width": window, "height": 900})
    page.goto("/cases/orange/as-written/chapters/agreement")
    answer, panel = (page.locator(one).bounding_box() for one in ("#answer", ".panel"))
    assert answer is not None
    assert panel is not None
    assert answer["width"] >= least
    assert panel["x"] >= answer["x"] + answer["width"]


def test_a_judgement_is_changed_beside_the_answer_undone_and_redone(page: Page) -> None:
    page.goto("/cases/orange/as-written")
    expect(page.locator(".done")).to_be_visible()
    before = page.locator(".slot-recommendation").inner_text()
    page.get_by_label("Find any judgement").fill("bea peel")
    form = page.locator("form.judgement").filter(has_text="positions/bea/peel/bea")
    expect(form.locator("legend")).to_have_text("What “give Bea all the peel” is worth to Bea")
    form.get_by_label("Low").fill("-9")
    form.get_by_label("High").fill("-8")
    expect(form.locator("output")).to_contain_text("of worlds without this change")
    form.get_by_role("button", name="Keep as a variant", exact=True).click()
    expect(page.locator(".kicker")).to_have_text(re.compile(r"Variant \d+ · step 1 of 1"))
    expect(page.locator(".done")).to_be_visible()
    moved = page.locator(".change tr.moved").first
    expect(moved).to_contain_text(re.compile(r"100.%.*0.%"))
    after = page.locator(".slot-recommendation").inner_text()
    assert after != before
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".kicker")).to_contain_text("step 0 of 1")
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".change")).to_have_count(0)
    assert page.locator(".slot-recommendation").inner_text() == before
    page.get_by_role("button", name="Redo", exact=True).click()
    expect(page.locator(".kicker")).to_contain_text("step 1 of 1")
    expect(page.locator(".done")).to_be_visible()
    assert page.locator(".slot-recommendation").inner_text() == after


def test_a_package_is_built_and_one_sees_who_refuses(page: Page) -> None:
    page.goto("/cases/orange/as-written/package")
    page.get_by_label("Flesh").select_option("All to Ann")
    page.get_by_role("button", name="Who refuses it?", exact=True).click()
    expect(page.locator(".judged")).to_contain_text(re.compile(r"attainable in 0.%"))
    expect(page.get_by_role("row").filter(has_text="Flesh")).to_contain_text(re.compile(r"Bea.*100.%"))
    page.get_by_role("button", name="Make it part of a variant", exact=True).click()
    expect(page.locator(".steps")).to_contain_text("Looks at flesh=ann too")


def test_a_case_of_ten_lines_is_written_from_nothing(page: Page, served: Served) -> None:
    page.goto("/new")
    page.get_by_label("Name of the case").fill("hedge")
    page.get_by_role("button", name="Begin", exact=True).click()
    text = page.locator("#text")
    text.fill(TEN_LINES.replace("hedge: {cut: [2, 4]}", "hege: {cut: [2, 4]}"))
    expect(page.locator("#checked")).to_contain_text("did you mean 'hedge'?")
    page.get_by_role("link", name="line 9", exact=True).click()
    text.fill(TEN_LINES)
    expect(page.locator("#checked")).to_contain_text("No fault")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert (served.folder / "cases" / "hedge" / "case.yaml").read_text(encoding="utf-8") == TEN_LINES
    page.get_by_role("link", name="Answers", exact=True).click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.locator(".slot-recommendation")).to_contain_text("Cut")


def test_two_variants_side_by_side(page: Page) -> None:
    for low in ("-9", "1"):
        page.goto("/cases/orange/as-written/judgements?of=positions/bea/peel/bea")
        page.get_by_label("Low").fill(low)
        page.get_by_label("High").fill("2")
        page.get_by_role("button", name="Keep as a variant", exact=True).click()
        expect(page.locator(".kicker")).to_contain_text("step 1 of 1")
    page.get_by_label("Name").fill("Bea likes peel")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator(".kicker")).to_contain_text("Bea likes peel")
    page.get_by_role("link", name="Side by side", exact=True).click()
    expect(page.locator(".card")).to_have_count(3)
    expect(page.locator(".card").nth(2)).to_contain_text("Bea likes peel")
    page.get_by_role("link", name="Compare with “Bea likes peel”", exact=True).nth(1).click()
    expect(page.locator("#compared")).to_contain_text("Headlines side by side")
    expect(page.locator("#compared")).to_contain_text("Beyond chance")


def test_a_claim_is_judged_as_it_is_written(page: Page) -> None:
    page.goto("/cases/orange/as-written/claims")
    expect(page.locator("#judged")).to_contain_text("There is a deal to be had")
    text = page.locator("#text")
    text.fill(text.input_value().replace("agreement.any)", "agreement.anny)"))
    expect(page.locator("#judged")).to_contain_text("did you mean")
    expect(page.get_by_role("link", name="line 6", exact=True)).to_be_visible()


def test_a_sheet_goes_round_two_experts_and_both_are_read_back(page: Page, served: Served) -> None:
    page.goto("/cases/orange/as-written")
    page.get_by_role("link", name="Experts", exact=True).click()
    filled_in = []
    for expert, low, high in (("navy", 1.5, 2), ("press", 4, 6)):
        page.get_by_label("Id of the expert").fill(expert)
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Download the sheet", exact=True).click()
        sheet = filled(Path(downloading.value.path()).read_bytes(), {"E5": low, "G5": high})
        filled_in.append(FilePayload(name=downloading.value.suggested_filename, mimeType=WORKBOOK, buffer=sheet))
    page.get_by_label("Keep as a new case").fill("kitchen")
    page.get_by_label("Filled-in sheets").set_input_files(filled_in)
    page.get_by_role("button", name="Read them", exact=True).click()
    row = page.get_by_role("row").filter(has_text="navy: 1.5 to 2")
    expect(row.first).to_contain_text("press: 4 to 6")
    page.get_by_role("link", name="The answers now", exact=True).click()
    expect(page.locator(".done")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Where do experts differ?")
    assert "experts: {own: " in (served.folder / "cases" / "kitchen" / "case.yaml").read_text(encoding="utf-8")


def test_the_server_is_lost_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    before = serve(tmp_path)
    context = browser.new_context(base_url=before.at)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto("/cases/orange/as-written/judgements?of=positions/bea/peel/bea")
    page.get_by_label("Low").fill("-3")
    page.get_by_label("High").fill("2")
    page.get_by_role("button", name="Keep as a variant", exact=True).click()
    expect(page.locator(".kicker")).to_contain_text("step 1 of 1")
    typed = context.new_page()
    typed.goto(page.url)

    def cut(route: Route) -> None:
        before.end(kill=True)
        route.continue_()

    page.route("**/answer?*", cut, times=1)  # the page is there, and asks for more of its answer
    page.get_by_role("link", name="Answers", exact=True).click()
    expect(page.locator("#state")).to_contain_text("does not answer")
    typed.get_by_label("Low").first.fill("-2")
    typed.get_by_role("button", name="Keep as a variant", exact=True).first.click()
    expect(typed.get_by_role("alert")).to_contain_text("what you typed is still here")
    after = serve(tmp_path, port=int(before.at.rpartition(":")[2]))
    try:
        expect(page.locator(".done")).to_be_visible()  # by itself: nobody loads the page again
        expect(page.locator(".kicker")).to_contain_text(re.compile(r"Variant \d+ · step 1 of 1"))
        typed.get_by_role("button", name="Keep as a variant", exact=True).first.click()
        expect(typed.locator(".kicker")).to_contain_text("step 2 of 2")
        page.reload()
        page.get_by_role("button", name="Undo", exact=True).click()
        expect(page.locator(".kicker")).to_contain_text("step 1 of 2")
    finally:
        context.close()
        after.end()
