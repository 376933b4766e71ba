"""What the tests of the chapter share: cases with what can be agreed in a few worlds."""

from __future__ import annotations

from functools import lru_cache

from detente.case.model import Case
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.result import Agreement
from detente.chapters.contract import Upstream
from detente.chapters.proposal.analyse import analyse as propose
from detente.worlds import Worlds
from tests.sharing import bundled_case


def opened(name: str) -> Case:
    return bundled_case(name)


@lru_cache
def agreed(name: str, size: int = 256) -> Agreement:
    case = opened(name)
    return analyse(Worlds(case, size=size, seed=1), Upstream())


@lru_cache
def proposed(name: str, size: int = 256) -> Agreement:
    """What can be agreed, with the package that the chapter `proposal` chooses as the one recommended first."""
    found = agreed(name, size)
    return propose(found.worlds, Upstream({"agreement": found})).agreement
