"""The package as text, read once."""

from __future__ import annotations

import pytest

from tests.house.source import Module, package


@pytest.fixture(scope="session")
def modules() -> tuple[Module, ...]:
    return package()
