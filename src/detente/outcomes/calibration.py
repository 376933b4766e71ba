"""How much experts deserve to be believed: Cooke's classical model [Cooke1991], from questions whose answers are known.

An expert says of each question below which value the answer lies with 5, 50 and 95 %. Whoever is right about how often
answers fall between these values is well *calibrated*; whoever keeps them close together is *informative*. The weight
is the product of both. The formulas stand on the page Experts of the theory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from detente.arrays import Floats, Ints
from detente.case.schema import Elicitation

QUANTILES = (0.05, 0.50, 0.95)
BETWEEN = np.array([0.05, 0.45, 0.45, 0.05])  # how likely the truth lies between them
OVERSHOOT = 0.1  # by which the range of all that is said of a question is widened on both sides
FEW = 8  # questions, below which calibration tells little


@dataclass(frozen=True)
class ExpertScore:
    """How one expert, or all of them together, did on the questions.

    Attributes:
        calibration: Probability that somebody who is right about these chances would miss them as much or more, 0 to 1.
        information: How much narrower the ranges are than everything that anybody said, on average; 0 or more.
        hits: How many answers lay below the first, between the first and the second, between the second and the
            third, and above the third of the three values.
        weight: Share of the weight that is proposed, 0 to 1.
    """

    calibration: float
    information: float
    hits: tuple[int, ...]
    weight: float

    @property
    def product(self) -> float:
        """Calibration times information."""
        return self.calibration * self.information


@dataclass(frozen=True)
class Calibrated:
    """What comes of the questions.

    Attributes:
        experts: Expert → score, in the order of ids.
        cutoff: Calibration below which an expert gets no weight.
        chosen: Whether that is the one with which all together do best; otherwise it was given.
        together: How all together do with the weights that are proposed.
        equal: How all together do with the same weight for each.
        questions: How many questions there are.
        left_out: Experts who did not answer all of them.
    """

    experts: Mapping[str, ExpertScore]
    cutoff: float
    chosen: bool
    together: ExpertScore
    equal: ExpertScore
    questions: int
    left_out: tuple[str, ...]


def calibrated(elicitation: Elicitation) -> Calibrated | None:
    """Return what comes of the questions whose answers are known.

    Args:
        elicitation: The questions, and what experts said.

    Returns:
        Scores and weights; None where no two experts have answered all questions.
    """
    seeds = [seed for _, seed in sorted(elicitation.seeds.items())]
    asked = sorted({who for seed in seeds for who in seed.says})
    names = [who for who in asked if all(who in seed.says for seed in seeds)]
    if not seeds or len(names) < 2:
        return None
    says = np.array([[seed.says[who] for seed in seeds] for who in names])
    truth = np.array([seed.truth for seed in seeds])
    logs = np.array([seed.log for seed in seeds])
    says[:, logs], truth[logs] = np.log(says[:, logs]), np.log(truth[logs])
    panel = _Panel(says, truth)
    given = elicitation.cutoff
    cutoff = panel.best_cutoff() if given is None else given
    weights = panel.weights(cutoff)
    experts = {
        who: ExpertScore(float(panel.calibration[n]), float(panel.information[n]), panel.hits[n], float(weights[n]))
        for n, who in enumerate(names)
    }
    together, equal = panel.together(weights), panel.together(np.full(len(names), 1 / len(names)))
    left_out = tuple(who for who in asked if who not in names)
    return Calibrated(experts, cutoff, given is None, together, equal, len(seeds), left_out)


class _Panel:
    """All experts on all questions.

    Attributes:
        calibration: Array (experts).
        information: Array (experts): the mean over questions.
        hits: How many answers lay between the values of each expert.
    """

    def __init__(self, says: Floats, truth: Floats) -> None:
        """Score the experts.

        Args:
            says: Array (experts, questions, 3): the three values.
            truth: Array (questions): the answers.
        """
        self.says, self.truth = says, truth
        low = np.minimum(says.min(axis=(0, 2)), truth)
        high = np.maximum(says.max(axis=(0, 2)), truth)
        over = OVERSHOOT * (high - low)
        self.low, self.high = low - over, high + over
        self.hits = [_hits(one, truth) for one in says]
        self.calibration = np.array([_calibration(hits) for hits in self.hits])
        ends = (
            np.broadcast_to(self.low[:, None], says[..., :1].shape),
            np.broadcast_to(self.high[:, None], says[..., :1].shape),
        )
        widths = np.diff(np.concatenate([ends[0], says, ends[1]], axis=2), axis=2)
        each = np.log(self.high - self.low) + (BETWEEN * np.log(BETWEEN / widths)).sum(axis=2)
        self.information = each.mean(axis=1)

    def weights(self, cutoff: float) -> Floats:
        """Array (experts): share of the weight of each, with none for who is calibrated less than the cutoff."""
        raw = np.where(self.calibration >= cutoff, self.calibration * self.information, 0.0)
        return np.asarray(raw / raw.sum() if raw.sum() > 0 else np.full(len(raw), 1 / len(raw)))

    def best_cutoff(self) -> float:
        """Return the cutoff with which all together score highest; of several the lowest."""
        offered = sorted(float(one) for one in self.calibration)
        scores = [self.together(self.weights(cutoff)).product for cutoff in offered]
        return offered[int(np.argmax(np.asarray(scores) >= max(scores) * (1 - 1e-12)))]

    def together(self, weights: Floats) -> ExpertScore:
        """Return how the weighted mean of the distributions of all does on the questions."""
        heard = np.flatnonzero(weights > 0)
        said, spread = np.empty((len(self.truth), 3)), np.empty(len(self.truth))
        for question in range(len(self.truth)):
            points, chances = self._mixture(question, heard, weights)
            said[question] = np.interp(QUANTILES, chances, points)
            spread[question] = _information(np.diff(points), np.diff(chances), self.high[question] - self.low[question])
        hits = _hits(said, self.truth)
        return ExpertScore(_calibration(hits), float(spread.mean()), hits, 1.0)

    def _mixture(self, question: int, heard: Ints, weights: Floats) -> tuple[Floats, Floats]:
        """Return the points between which the density of the mixture is constant, and the chance to be below each."""
        says = self.says[:, question]
        ends = [self.low[question], self.high[question]]
        points = np.unique(np.concatenate([ends, *(says[n] for n in heard)]))
        chances = np.zeros(len(points))
        for n in heard:
            chances += weights[n] * np.interp(points, [ends[0], *says[n], ends[1]], [0.0, *QUANTILES, 1.0])
        return points, chances


def _hits(said: Floats, truth: Floats) -> tuple[int, ...]:
    """Return how many answers lie between the values: at most the first, at most the second, the third, above."""
    return tuple(np.bincount((truth[:, None] > said).sum(axis=1), minlength=4).tolist())


def _calibration(hits: Sequence[int]) -> float:
    found = np.array(hits, dtype=float)
    shares = found / found.sum()
    seen = shares > 0
    distance = float((shares[seen] * np.log(shares[seen] / BETWEEN[seen])).sum())
    return float(chi2.sf(2 * found.sum() * distance, len(BETWEEN) - 1))


def _information(widths: Floats, chances: Floats, width: float) -> float:
    """Return the relative information of a density that is constant between points, against one over all."""
    there = chances > 0
    return float((chances[there] * np.log(chances[there] / widths[there] * width)).sum())
