"""What the tests of the manual share."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from tests.docs.manual import DOCS
from tests.sharing import remembering


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def generated(generate: ModuleType) -> dict[str, str]:
    with remembering():
        return {path.name: text for path, text in generate.pages().items()}
