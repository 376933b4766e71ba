"""Two delegations and a consulted ally in a real browser, from a first letter to a breach and its restoration."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect

from detente.case.bundled import locate
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.talks.record.exported_record import read_export
from detente.talks.record.verification import verify
from detente.talks.rules.rulebook import RuleBook
from tests.web.conftest import WAIT
from tests.web.talks_service.live import live
from tests.web.talks_service.served import PHRASE

SIZE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=390, height=844)


@dataclass
class AtTheTable:
    """Somebody with a browser.

    Attributes:
        context: What the browser knows of it.
        page: What it looks at.
        said: What the browser complained of.
    """

    context: BrowserContext
    page: Page
    said: list[str]

    def press(self, step: str, **fields: str) -> None:
        """Follow a step, fill in its form, and sign."""
        with self.page.expect_navigation():
            self.page.locator("main a.step").filter(has_text=re.compile(f"^{step}$")).first.click()
        self.sign(**fields)

    def sign(self, **fields: str) -> None:
        """Fill in fields of a form by their names, and sign."""
        for name, value in fields.items():
            field = self.page.locator(f"form.writing [name='{name.replace('_', '-')}']")
            field.fill(value)
        self.chosen()

    def chosen(self, issue: str = "", option: str = "") -> None:
        """Choose an option of an issue, if one is named, and sign."""
        if issue:
            self.page.locator(f"form.writing [name='package/{issue}']").select_option(option)
        phrase = self.page.get_by_label("Your passphrase")
        if phrase.count():
            phrase.fill(PHRASE)
        self.send()

    def send(self) -> None:
        """Press the button, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign and send", exact=True).click()

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(path)


@pytest.fixture
def table(browser: Browser, tmp_path: Path) -> Iterator[Mapping[str, AtTheTable]]:
    """Everybody with a browser, seated by invitation."""
    found: dict[str, AtTheTable] = {}
    with live(tmp_path, _orange_of("us", "kp", tmp_path / "orange")) as (at, letters):
        for seat in ("us", "kp", "kr"):
            context = browser.new_context(base_url=at, viewport=SIZE)
            context.set_default_timeout(WAIT)
            found[seat] = AtTheTable(context, context.new_page(), [])
            _listen(found[seat])
            _join(found[seat], tmp_path / f"{seat}.invitation", letters[seat])
        yield found
        for one in found.values():
            one.context.close()
    complaints = [
        text for one in found.values() for text in one.said if "409" not in text
    ]  # of a refusal that is meant
    assert complaints == []


def _orange_of(first: str, second: str, folder: Path) -> Case:
    """Return the bundled case of the orange with other names for its parties."""
    folder.mkdir()
    said = (locate("orange") / "case.yaml").read_text(encoding="utf-8").replace("ann", first).replace("bea", second)
    (folder / "case.yaml").write_text(said, encoding="utf-8")
    return read(folder, schemas())


def _listen(one: AtTheTable) -> None:
    """Remember what the browser complains of."""

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            one.said.append(message.text)

    one.page.on("console", hear)


def _join(one: AtTheTable, file: Path, letter: str) -> None:
    file.write_text(letter, encoding="utf-8")
    one.open("/")
    one.page.get_by_role("link", name="Take your seat.", exact=True).click()
    one.page.get_by_label("Invitation").set_input_files(file)
    one.page.get_by_label("Passphrase, at least").fill(PHRASE)
    one.page.get_by_label("again").fill(PHRASE)
    one.page.get_by_role("button", name="Take the seat", exact=True).click()
    expect(one.page.locator("h1")).to_have_text("Inbox")


def fair(page: Page) -> None:
    """Nothing on a page keeps anybody out, and nothing runs over its edge, on a wide screen and on a narrow one."""
    for size in (SIZE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    found = Axe().run(page)["violations"]
    assert [(one["id"], [n["html"] for n in one["nodes"]][:2]) for one in found] == [], page.url
    page.set_viewport_size(SIZE)


def test_from_a_first_letter_to_restoration(table: Mapping[str, AtTheTable], tmp_path: Path) -> None:
    us, kp, kr = table["us"], table["kp"], table["kr"]
    kp.open("/")
    _a_letter_is_heard_at_once_and_a_draft_outlives_its_tab(us, kp)
    proposal = _a_proposal_is_worth_something_to_its_own_side(us, kp)
    _an_ally_is_late(us, kp, kr, proposal)
    _what_binds_is_signed(us, kp, proposal)
    _a_commitment_is_broken_and_restored(us, kp, proposal)
    for path in ("/", proposal, "/commitments", "/private", "/seats", "/send/proposal"):
        us.open(path)
        fair(us.page)
    us.open("/record")
    with us.page.expect_download() as loading:
        us.page.get_by_role("link", name="Download the record", exact=True).click()
    loading.value.save_as(tmp_path / "talks.jsonl")
    with (tmp_path / "talks.jsonl").open("rb") as lines:
        assert verify(read_export(lines), RuleBook()).breaks == []


def _a_letter_is_heard_at_once_and_a_draft_outlives_its_tab(us: AtTheTable, kp: AtTheTable) -> None:
    us.open("/")
    us.page.get_by_role("link", name="Write a letter", exact=True).click()
    us.page.get_by_label("Text").fill("Dear Chairman, let us talk.")
    expect(us.page.locator("#kept")).to_contain_text("Draft kept")
    us.page.close()
    us.page = us.context.new_page()
    us.open("/")
    us.page.locator("section").first.get_by_role("link", name="letter", exact=True).click()
    expect(us.page.get_by_label("Text")).to_have_value("Dear Chairman, let us talk.")
    us.send()
    expect(kp.page.locator("#live")).to_contain_text("New: letter")
    kp.page.locator("#news").get_by_role("link", name=re.compile("^Letter")).click()
    kp.press("Answer", text="Gladly.")
    expect(us.page.locator("#live")).to_contain_text("New: letter")


def _a_proposal_is_worth_something_to_its_own_side(us: AtTheTable, kp: AtTheTable) -> str:
    us.open("/private")
    us.page.get_by_role("link", name="State them for your own side alone", exact=True).click()
    fair(us.page)
    for option, points in (("All to Bea", "-2"), ("All to Ann", "-1")):
        us.page.get_by_label(f"Points for Peel: {option}", exact=True).fill(points)
    us.page.get_by_role("button", name="Seal these positions", exact=True).click()
    expect(us.page.locator("h1")).to_have_text("Private boxes")
    us.open("/send/proposal")
    us.page.get_by_label("Text").fill("You get all the peel.")
    us.chosen("peel", "kp")
    proposal = "/" + us.page.url.split("/", 3)[3]
    expect(us.page.locator(".own")).to_contain_text("−2.00 points a year over no agreement")
    expect(us.page.locator(".own")).to_contain_text("You could not accept it")
    kp.open(proposal)
    expect(kp.page.locator(".own")).to_contain_text("By the case, with 5 % to 95 % of its worlds in brackets")
    kp.page.locator("main a.step").filter(has_text="Amendment").click()
    kp.page.locator("form.writing textarea").fill("You get none of it.")
    kp.chosen("peel", "us")
    expect(kp.page.locator("table")).to_contain_text("All to Ann")
    us.open(proposal)
    expect(us.page.locator(".own")).to_contain_text("The last amendment changes it by +1.00")
    return proposal


def _an_ally_is_late(us: AtTheTable, kp: AtTheTable, kr: AtTheTable, proposal: str) -> None:
    kr.open("/")
    expect(kr.page.locator("#news")).not_to_contain_text("Dear Chairman")
    us.open(proposal)
    until = datetime.fromtimestamp(time.time() + 12, UTC)
    us.page.get_by_role("link", name="Consultation", exact=True).first.click()
    us.sign(until=f"{until:%Y-%m-%dT%H:%M:%S}")
    expect(kr.page.locator("#news")).to_contain_text("your view is asked")
    for one in (us, kp):
        one.open(proposal)
        one.press("Acceptance")
    time.sleep(max(0.0, (until - datetime.now(UTC)).total_seconds() + 0.1))
    kp.open(proposal)
    kp.press("Agreed text")
    expect(kp.page.locator("h1")).to_contain_text("agreed")
    kr.page.get_by_role("link", name=re.compile("^Consultation")).first.click()
    kr.press("Comment", text="We would have wished for more.")
    expect(kr.page.locator("h1")).to_contain_text("answered")


def _what_binds_is_signed(us: AtTheTable, kp: AtTheTable, proposal: str) -> None:
    for kind in ("Initials", "Signature"):
        for one in (us, kp):
            one.open(proposal)
            one.press(kind)
    us.open(proposal)
    us.press("Entry into force")
    expect(us.page.locator("h1")).to_contain_text("in force")


def _a_commitment_is_broken_and_restored(us: AtTheTable, kp: AtTheTable, proposal: str) -> None:
    kp.open(proposal)
    kp.press("Commitment", does="Test no missile.", due="2021-01-01", verified_by="Radar.")
    kp.press("Report", text="None was tested.")
    address = "/" + kp.page.url.split("/", 3)[3]
    us.open("/commitments")
    expect(us.page.locator(".board")).to_contain_text("overdue")
    for kind in ("Breach", "Suspension", "Restoration"):
        us.open(address)
        us.press(kind, reason="As the roadmap says.")
    expect(us.page.locator("h1")).to_contain_text("due")
