"""How much confidence an answer deserves, apart from how likely it is: by what it rests on, and how many worlds.

[ODNI2015] asks for both, each in its own words. The rule is stated on the page “Read the brief” of the manual.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from detente.case.model import Case
from detente.worlds.errors import FEW

Confidence = Literal["low", "moderate", "high"]
VERY_FEW = FEW / 4  # fewer effective worlds leave a share off by more than eight points
LEAST, MOST = 1 / 3, 2 / 3  # parts of the judgements that cite a source: below the first, low; from the second, high
DOUBTFUL, CLEAN = 1 / 2, 1 / 10  # parts of those whose sources nobody checked: above the first, low; up to the second


@dataclass(frozen=True)
class Footing:
    """On what judgements rest.

    Attributes:
        checked: How many cite a source that somebody has checked.
        unchecked: How many cite only sources that are marked as not verified.
        own: How many are their author’s own, without a source that is more than a judgement itself.
        assumed: How many are assumptions of the program, for a class that the case names.
    """

    checked: int
    unchecked: int
    own: int
    assumed: int = 0

    @property
    def sourced(self) -> int:
        """How many cite a source."""
        return self.checked + self.unchecked

    @property
    def total(self) -> int:
        """How many there are."""
        return self.sourced + self.own + self.assumed


def footing(case: Case, paths: Iterable[str]) -> Footing:
    """Return on what judgements rest.

    Args:
        case: The case.
        paths: Paths of the judgements.
    """
    judged = [case.judgements[path].judgement for path in dict.fromkeys(paths)]
    cited = [[case.sources[key] for key in one.source] for one in judged if case.documented(one)]
    verified = [any(not (source.unverified or source.judgement) for source in sources) for sources in cited]
    assumed = sum(one.assumed for one in judged)
    own = len(judged) - len(verified) - assumed
    return Footing(sum(verified), len(verified) - sum(verified), own, assumed)


def confidence(found: Footing, effective: float) -> Confidence:
    """How much confidence does an answer deserve?

    Args:
        found: What the judgements that it turns on rest on.
        effective: How many independent worlds of equal weight say as much.

    Returns:
        low if there are fewer than 100 effective worlds, if less than a third of the judgements cite a source, or if
        more than half of those that do cite only sources that nobody checked; high if there are at least 400 effective
        worlds, at least two thirds cite a source, and at most a tenth of these only unchecked ones; otherwise moderate.

    Example:
        >>> [confidence(Footing(*counts), 2000.0) for counts in ((8, 0, 2), (5, 0, 5), (3, 4, 3), (2, 0, 8))]
        ['high', 'moderate', 'low', 'low']
        >>> confidence(Footing(8, 0, 2), 90.0), confidence(Footing(8, 0, 2), 300.0)
        ('low', 'moderate')
    """
    sourced = found.sourced / found.total if found.total else 0.0
    doubtful = found.unchecked / found.sourced if found.sourced else 1.0
    if effective < VERY_FEW or sourced < LEAST or doubtful > DOUBTFUL:
        return "low"
    if effective >= FEW and sourced >= MOST and doubtful <= CLEAN:
        return "high"
    return "moderate"
