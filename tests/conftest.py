"""Settings of all tests: random examples are the same in every run, and no test fails by the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.sharing import remembering

ROOT = Path(__file__).parents[1]
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure takes longer than mending it

settings.register_profile("ci", derandomize=True, deadline=None, phases=PHASES)
settings.load_profile("ci")


@pytest.fixture
def remembered() -> Iterator[None]:
    """Let chapters that are asked the same as in another test answer from memory."""
    with remembering():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave comparisons with oracles and changed cases out of what is measured for coverage.

    They run the same lines thousands of times, and measuring makes them half as long again; what only they reached
    would count as not reached.
    """
    for item in items:
        if item.path.name == "test_oracle.py" or "fuzz" in item.path.parts:
            item.add_marker("no_cover")


class Together(LoadFileScheduling):  # type: ignore[misc]
    """Gives all tests of a file to one process, and files that can answer from the same memory to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        return memory(super()._split_scope(nodeid))


@cache
def memory(file: str) -> str:
    """Return what the tests of a file share with those of other files; if nothing, the file itself."""
    path = ROOT / file
    text = path.read_text(encoding="utf-8") if path.name.startswith("test_") else ""
    if '"remembered"' in text:
        return "commands"
    shares = file.startswith("tests/brief/") or re.search(r"\b(?:found_in|generated)\b", text)
    return "bundled cases" if shares else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Say how tests are shared out to processes."""
    return Together(config, log)
