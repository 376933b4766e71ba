"""Gestures under mistrust: the smallest that reassures, and the largest that is dared ([Kydd2000]).

The equations are our own, in the payoffs of Kydd's reassurance game ([Kydd2005]): two rounds, with the stakes α and
1 − α, the second only after both cooperated in the first. Cooperation of both is worth 1, being exploited −c, defection
of both 0; exploiting is worth b_T < 1 to a trustworthy side and b_U > 1 to one that is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats


@dataclass(frozen=True)
class GestureStage:
    """Payoffs of the whole exchange, in units of what it is worth if both cooperate; numbers or arrays (worlds).

    Attributes:
        loss: What being exploited costs, c > 0.
        trustworthy: What exploiting is worth to a side that would rather cooperate, b_T < 1.
        untrustworthy: What exploiting is worth to a side that would rather exploit, b_U > 1.
    """

    loss: Floats | float
    trustworthy: Floats | float
    untrustworthy: Floats | float

    def at_once(self) -> Floats:
        """Return how likely the other must be trustworthy for the whole exchange at once to be worth it.

        m = c/(1 + c − b_T).

        Example:
            >>> round(float(GestureStage(1.0, 0.5, 1.5).at_once()), 3)
            0.667
        """
        c = np.asarray(self.loss)
        return np.asarray(c / (1 + c - self.trustworthy))

    def least(self) -> Floats:
        """Return how likely the other must be trustworthy for some gesture to reassure.

        t* = c(b_U − 1) / (c(b_U − 1) + b_U(2 − b_T) − 1), which is below m.

        Example:
            >>> round(float(GestureStage(1.0, 0.5, 1.5).least()), 3)
            0.286
        """
        edge = np.asarray(self.loss) * (np.asarray(self.untrustworthy) - 1)
        return np.asarray(edge / (edge + np.asarray(self.untrustworthy) * (2 - np.asarray(self.trustworthy)) - 1))

    def window(self, belief: Floats | float) -> tuple[Floats, Floats]:
        """Return the smallest gesture that reassures and the largest that a trustworthy side dares to make.

        t·b_U / (2t·b_U − t + (1 − t)c) ≤ α ≤ t / ((1 − t)c + t·b_T), α ≤ 1: an untrustworthy side would mimic a smaller
        gesture, and a trustworthy one would not dare a larger.

        Args:
            belief: Probability t that the other side is trustworthy, the same for both sides.

        Returns:
            Both as shares of the whole exchange; no gesture does where the first is larger than the second.

        Example:
            >>> low, high = GestureStage(1.0, 0.5, 1.5).window(0.4)
            >>> round(float(low), 3), round(float(high), 3)
            (0.429, 0.5)
        """
        t, c, tempted = np.asarray(belief), np.asarray(self.loss), np.asarray(self.untrustworthy)
        low = t * tempted / (2 * t * tempted - t + (1 - t) * c)
        high = t / ((1 - t) * c + t * np.asarray(self.trustworthy))
        return np.asarray(low), np.asarray(np.minimum(1.0, high))
