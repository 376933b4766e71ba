"""Cases made for the purpose: many independent judgements, and the bundled ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from detente.case.bundled import bundled
from detente.case.model import Case
from detente.case.read import read
from detente.case.skeleton import create
from detente.chapters import schemas
from detente.outcomes.run import Outcomes
from detente.worlds import Worlds
from tests.sharing import bundled_case, found_in


def noisy(streams: int) -> Case:
    """Return a case with so many judgements, each drawn from a stream of its own."""
    names = [f"p{n}" for n in range(streams)]
    reservation = {name: {"low": 0, "high": 1, "by": "somebody"} if n % 2 else [0, 1] for n, name in enumerate(names)}
    return Case.model_validate(
        {"title": "Noise", "date": "2021-08-31", "parties": dict.fromkeys(names, "P"), "reservation": reservation}
    )


def noise(streams: int, size: int = 1000, seed: int = 1) -> Worlds:
    """Return worlds of a noisy case."""
    return Worlds(noisy(streams), size=size, seed=seed)


@pytest.fixture(scope="session")
def korea() -> Outcomes:
    """The flagship case in a few worlds of unequal weight, since evidence weighs them."""
    return found_in("korea-2021")


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Case]:
    """Every bundled case, and the skeleton."""
    folder: Path = tmp_path_factory.mktemp("cases") / "skeleton"
    create(folder)
    found = {name: bundled_case(name) for name in bundled()}
    return found | {"skeleton": read(folder, schemas())}
