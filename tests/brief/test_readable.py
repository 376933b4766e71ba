"""The page in a real browser for everybody: no label is cut off, and axe finds nothing serious."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from detente.brief.charts import NARROW, WIDE, svg
from tests.brief.conftest import Made
from tests.brief.test_browser import browser, file, opened, pytestmark

__all__ = ["browser", "file", "pytestmark"]
AXE = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
PATIENCE = 180  # seconds that the rules may take for a long page
# It takes longest, and colours are the same in any width: of a long page it is asked once.
CONTRAST = {"color-contrast": {"enabled": False}}
OUTSIDE = """
const drawing = document.querySelector("svg").getBoundingClientRect();
return [...document.querySelectorAll("text")].filter(e => e.textContent.trim()).filter(e => {
  const box = e.getBoundingClientRect();
  return box.left < drawing.left - 1 || box.right > drawing.right + 1
    || box.top < drawing.top - 1 || box.bottom > drawing.bottom + 1;
}).map(e => e.textContent);
"""
FOUND = """
const done = arguments[1];
axe.run(document, {resultTypes: ["violations"], rules: arguments[0]}).then(found => done(
  found.violations.map(v => [v.id, v.impact, v.nodes.map(n => n.html.slice(0, 90))])
));
"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_label_of_any_picture_is_cut_off(browser: Chrome, made: Made, width: int, tmp_path: Path) -> None:
    for n, chart in enumerate(made.charts):
        page = tmp_path / f"{n}.html"
        page.write_text(f"<!doctype html><meta charset='utf-8'>{svg(chart, width)}", encoding="utf-8")
        opened(browser, page.as_uri(), 1280)
        assert browser.execute_script(OUTSIDE) == [], chart.title


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(browser: Chrome, file: str, width: int) -> None:
    opened(browser, file, width)
    browser.execute_script("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    browser.set_script_timeout(PATIENCE)
    browser.execute_script(AXE)
    found = browser.execute_async_script(FOUND, CONTRAST if width < 600 and "korea" in file else {})
    assert [one for one in found if one[1] in {"serious", "critical"}] == []
