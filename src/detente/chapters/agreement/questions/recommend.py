"""The packages to propose: the most attainable worth having, the fairest, the best for the party advised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.chapters.agreement.judging.survey import Survey, leader
from detente.chapters.agreement.space.packages import OptionNumbers

FLOOR = 0.5
RecommendationKind = Literal["proposed", "most-attainable", "fairest", "best-for"]


@dataclass(frozen=True)
class Recommendation:
    """One recommended package.

    Attributes:
        kind: proposed (the choice of the chapter proposal), most-attainable, fairest, or best-for the advised party.
        package: The package.
    """

    kind: RecommendationKind
    package: OptionNumbers


def recommendations(main: Survey) -> tuple[Recommendation, ...]:
    """Return the packages that the chapter recommends.

    The fairest has the largest expected surplus. The most attainable has the largest P(x) among packages with at
    least half of that surplus, so that it is not just the smallest step. The best for the advised party has its
    largest expected gain.

    Returns:
        The recommendations in that order, most attainable first; empty where nothing is attainable in any world.
    """
    assert main.surplus is not None
    fairest = leader(main.packages, main.surplus, main.share > 0)
    if fairest is None:
        return ()
    worth_having = (main.surplus >= FLOOR * fairest[1] - 1e-12) & (main.share > 0)
    attainable = leader(main.packages, main.share, worth_having)
    assert attainable is not None
    found = [Recommendation("most-attainable", attainable[0]), Recommendation("fairest", fairest[0])]
    advised = main.plan.case.advises
    if advised is not None and advised in main.gains:
        best = leader(main.packages, main.gains[advised], main.share > 0)
        assert best is not None
        found.append(Recommendation("best-for", best[0]))
    return tuple(found)
