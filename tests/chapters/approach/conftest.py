"""What the tests of the chapter share: bundled cases, and what can be agreed in them in a few worlds."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement.chapter import AGREEMENT
from detente.chapters.agreement.result import Agreement
from detente.chapters.proposal import PROPOSAL
from tests.sharing import bundled_case, found_in


def opened(name: str) -> Case:
    return bundled_case(name)


def agreed(name: str) -> Agreement:
    return found_in(name).result(AGREEMENT)


def proposed(name: str) -> Agreement:
    """What can be agreed, with the package that the chapter `proposal` chooses as the one recommended first."""
    return found_in(name).result(PROPOSAL).agreement
