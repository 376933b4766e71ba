"""What the tests of the manual share."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from tests.docs.manual import DOCS
from tests.sharing import remembering


def script(name: str) -> ModuleType:
    """Load a script that stands beside the manual, and may use others there."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(DOCS)
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    return script("generate")


@pytest.fixture(scope="session")
def figures() -> ModuleType:
    return script("figures")


@pytest.fixture(scope="session")
def generated(generate: ModuleType) -> dict[str, str]:
    with remembering():
        return {path.name: text for path, text in generate.pages().items()}
