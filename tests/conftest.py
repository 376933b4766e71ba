"""Settings of all tests: random examples are the same in every run, and no test fails by the clock."""

from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from tests.sharing import remembering

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure takes longer than mending it

settings.register_profile("ci", derandomize=True, deadline=None, phases=PHASES)
settings.load_profile("ci")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, in one of the processes that tests are shared out to, what can answer from the same memory."""
    for item in items:
        fixtures, known = set(getattr(item, "fixturenames", ())), vars(getattr(item, "module", None) or object)
        if "remembered" in fixtures:
            item.add_marker(pytest.mark.xdist_group("commands"))
        elif fixtures & {"briefs", "generated"} or "found_in" in known:
            item.add_marker(pytest.mark.xdist_group("bundled cases"))


@pytest.fixture
def remembered() -> Iterator[None]:
    """Let chapters that are asked the same as in another test answer from memory."""
    with remembering():
        yield
