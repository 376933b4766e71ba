"""Names of the arrays that are passed around, and how close two numbers must be to count as equal."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]  # places in another array
Shorts = NDArray[np.int16]  # the same in one with few places, where there are many and they are handed around
Longs = NDArray[np.int64]  # numbers of states, which may be more than a place can be
BitWords = NDArray[np.uint64]  # 64 yes-or-no values a word
Levels = NDArray[np.uint8]  # few ranks, in little room
AnyArray = NDArray[Any]

TOLERANCE = 1e-9  # of what is at stake: so much is nothing
TIE = 1e-9  # numbers without a scale that are so close are tied
