"""Served talks for all tests of a process that only read them or add what no other test counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.talks_service.served import ServedTalks, seated_talks


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedTalks]:
    """Talks that many tests share."""
    folder = tmp_path_factory.mktemp("talks")
    with seated_talks(str(folder / "t.talks"), folder) as found:
        yield found
