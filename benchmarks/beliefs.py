"""Beliefs of many worlds, against the logarithms alone and against plain Python."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from tests.chapters.reading.made import as_reading, case, problem
from tests.oracles import reading as oracle

from benchmarks.timing import Row, compare
from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.worlds import Worlds

MANY, ITEMS, HYPOTHESES, FEW = 10_000, 40, 10, 50


def rows() -> Iterator[Row]:
    """Measure, one row at a time."""
    made = problem(1, hypotheses=HYPOTHESES, items=ITEMS) | {"silences": []}
    said = as_reading(made)
    for item in said["evidence"].values():  # a range each, so that every world has its own likelihoods
        item["likelihoods"] = {h: [0.5 * p, p] for h, p in item["likelihoods"].items()}
    of = case(said)
    worlds = Worlds(of, MANY, 1)
    logarithms = np.random.Generator(np.random.Philox(1)).random((ITEMS, HYPOTHESES, MANY))
    what = f"beliefs and weights: {MANY:,} worlds, {ITEMS} items, {HYPOTHESES} hypotheses, drawing included"
    bound = "`np.log` of as many likelihoods"
    yield compare(what, lambda: analyse(worlds, Upstream()), bound, lambda: np.log(logarithms), "under 1 s")
    few = Worlds(of, FEW, 1)

    def loops() -> None:
        for _ in range(FEW):
            oracle.posterior(made)

    what = f"the same for {FEW} worlds, beliefs with each item left out included"
    yield compare(what, lambda: analyse(few, Upstream()), "the tests’ plain Python, beliefs alone", loops, "")
