"""A workbench that is served as a user would serve it, and a real browser that looks at it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LEFT = (
    "htmx:afterRequest",
    "htmx:sendError",
    "htmx:sendAbort",
)  # what htmx says where a page is left before an answer is there
WAIT = 60_000  # milliseconds, on a machine that is busy with other tests
expect.set_options(timeout=WAIT)


@dataclass
class Served:
    """A workbench at its address.

    Attributes:
        at: Its address, without the last stroke.
        folder: Where its cases and variants are.
        process: The process that serves it.
    """

    at: str
    folder: Path
    process: subprocess.Popen[str]

    def end(self, kill: bool = False) -> None:
        """End it, as a signal does or as a loss of power would."""
        self.process.kill() if kill else self.process.terminate()
        with self.process:
            self.process.wait(30)


def serve(folder: Path, port: int = 0) -> Served:
    """Start a workbench, and wait until it says where it is."""
    command = [sys.executable, "-m", "detente", "serve", "--folder", str(folder), "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--worlds", "120", "--no-open"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
    assert found is not None
    return Served(found[0], folder, process)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workbench for all tests of a process."""
    found = serve(tmp_path_factory.mktemp("workbench"))
    yield found
    found.end()


@pytest.fixture
def http(served: Served) -> Iterator[httpx.Client]:
    """Somebody who speaks to it without a browser."""
    with httpx.Client(base_url=served.at, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a new visitor; whatever the browser refuses or complains of fails the test."""
    context = browser.new_context(base_url=served.at, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT)
    found = context.new_page()
    said: list[str] = []
    found.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    found.on("pageerror", lambda error: said.append(str(error)))
    yield found
    context.close()
    assert [one for one in said if not one.startswith(LEFT)] == []
