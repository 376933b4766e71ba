"""The contracts of import-linter, as pyproject.toml has them."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.house.source import ROOT


def contracts() -> dict[str, dict[str, Any]]:
    """Return every contract by its id."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in said["tool"]["importlinter"]["contracts"]}


def layers(contract: str) -> list[str]:
    """Return the layers of a contract from the ground up, with those that are still to be built."""
    return [layer.strip("()") for layer in reversed(contracts()[contract]["layers"])]
