"""The page in a real browser, opened from disk: nothing overflows, nothing fails, every picture is there."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from detente.case.saving import save
from tests.brief.conftest import Made

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars=false",
)
MOST_SHEETS = 15  # before the appendix
LEAST_WORDS = 100  # on a sheet before the appendix: none is nearly empty
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    driver = shutil.which("chromedriver")
    assert driver, "chromium is installed without its driver: install chromium-driver too"
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=Service(executable_path=driver))
    yield chrome
    chrome.quit()


@pytest.fixture(params=["korea-2021", "skeleton", "hostile"])
def file(request: pytest.FixtureRequest, briefs: Callable[[str], Made], tmp_path: Path) -> str:
    return save(tmp_path / "brief.html", briefs(request.param).html.encode()).as_uri()


def logged(browser: Chrome) -> list[dict[str, str]]:
    """Return what the console of the browser has said since it was last asked."""
    found: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return found


def opened(browser: Chrome, uri: str, width: int, height: int = 900) -> None:
    """Open a page in a window whose inside has this width."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    logged(browser)
    browser.get(uri)
    assert browser.execute_script("return window.innerWidth") == width


WIDER = """
const most = document.documentElement.clientWidth;
return [...document.querySelectorAll("body *")].filter(e => {
  const box = e.getBoundingClientRect();
  for (let up = e; up && up !== document.body; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.overflowX !== "visible" || style.position === "absolute") return false;
  }
  return box.width && (box.right > most + 1 || box.left < -1);
}).map(e => e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 60));
"""


# Where what a link leads to stands in the window after it was followed.
TOPS = """
return Object.fromEntries([...document.querySelectorAll("nav a")].map(a => {
  location.hash = a.hash;
  return [a.hash, document.querySelector(a.hash).getBoundingClientRect().top];
}));
"""


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_nothing_is_wider_than_the_window(browser: Chrome, file: str, width: int) -> None:
    opened(browser, file, width)
    inside, window = browser.execute_script("const e = document.documentElement; return [e.scrollWidth, e.clientWidth]")
    assert inside <= window, browser.execute_script(WIDER)
    assert browser.execute_script(WIDER) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_fails_and_every_picture_is_there(browser: Chrome, file: str, width: int) -> None:
    opened(browser, file, width)
    assert [entry for entry in logged(browser) if entry["level"] in {"SEVERE", "WARNING"}] == []
    images = browser.execute_script(
        "return [...document.images].map(i => [i.complete, i.naturalWidth, i.getBoundingClientRect().width])"
    )
    assert images
    for complete, natural, shown in images:
        assert complete
        assert natural > 0
        assert shown > 0.6 * min(width, 700)
    assert (
        len(
            browser.execute_script(
                "return performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:'))"
            )
        )
        == 0
    )


def test_a_narrow_window_gets_the_narrow_drawings(browser: Chrome, file: str) -> None:
    drawn = {}
    for width in (1280, 390):
        opened(browser, file, width)
        drawn[width] = browser.execute_script("return [...document.images].map(i => i.currentSrc)")
    assert len(drawn[1280]) == len(drawn[390]) > 0
    assert all(wide != narrow for wide, narrow in zip(drawn[1280], drawn[390], strict=True))


@pytest.mark.parametrize("width", [1280, 390])
def test_texts_are_large_enough_and_stand_out(browser: Chrome, file: str, width: int) -> None:
    opened(browser, file, width)
    small = browser.execute_script(
        """return [...document.querySelectorAll("body *")].filter(e =>
          [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
            && parseFloat(getComputedStyle(e).fontSize) < 12
        ).map(e => e.tagName)"""
    )
    assert small == []


def test_links_lead_to_their_sections(browser: Chrome, file: str) -> None:
    opened(browser, file, 1280, 700)
    tops = browser.execute_script(TOPS)
    assert tops
    assert [link for link, top in tops.items() if not -5 <= top <= 700] == []


def test_it_prints_as_a_document(browser: Chrome, briefs: Callable[[str], Made], tmp_path: Path) -> None:
    """Page one on one sheet, the contents on the next, at most fifteen before the appendix, none nearly empty."""
    opened(browser, save(tmp_path / "brief.html", briefs("korea-2021").html.encode()).as_uri(), 1280)
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    paper = PdfReader(BytesIO(base64.b64decode(printed["data"])))
    begins = paper.get_destination_page_number(paper.named_destinations["/s-a"]) or 0
    assert 2 <= begins <= MOST_SHEETS
    texts = [sheet.extract_text() for sheet in paper.pages[:begins]]
    first, second = texts[:2]
    assert all(slot.title.split()[0] in first for slot in briefs("korea-2021").brief.one.slots)
    assert "How likely" in first
    assert "Contents" not in first
    assert second.split()[1] == "Contents"  # after the number of the sheet
    assert min(len(text.split()) for text in texts) >= LEAST_WORDS


def test_script_in_a_case_is_never_run(browser: Chrome, briefs: Callable[[str], Made], tmp_path: Path) -> None:
    uri = save(tmp_path / "brief.html", briefs("hostile").html.encode()).as_uri()
    opened(browser, uri, 1280)
    assert browser.execute_script("return document.scripts.length") == 0
    assert browser.title.startswith("<script>alert('t')</script> & “quotes”")
