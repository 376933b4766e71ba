"""Settings of all tests: random examples are the same in every run, and no test fails by the clock."""

from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from tests.sharing import remembering

PHASES = (Phase.explicit, Phase.generate, Phase.shrink)  # explaining a failure takes longer than mending it

settings.register_profile("ci", derandomize=True, deadline=None, phases=PHASES)
settings.load_profile("ci")


@pytest.fixture
def remembered() -> Iterator[None]:
    """Let chapters that are asked the same as in another test answer from memory."""
    with remembering():
        yield
