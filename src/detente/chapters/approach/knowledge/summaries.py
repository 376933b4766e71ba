"""What sums up a group of unknowns: which packages a party accepts, what is left over, how many gates are passed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente.arrays import Floats
from detente.chapters.agreement import package_detail
from detente.chapters.approach.knowledge.regression_terms import RegressionTerms, class_terms
from detente.chapters.approach.knowledge.what_to_ask import Unknown
from detente.chapters.proposal import Proposals


def summaries_of(found: Proposals, known: Iterable[Unknown]) -> dict[tuple[str, ...], RegressionTerms]:
    """Return the terms that sum up groups of unknowns, by the ids of the group.

    All about a party comes down to which of the packages it accepts without a red line crossed, and what each leaves
    it above no agreement; all gates to how many are passed.
    """
    judged = found.found
    assert judged is not None
    detail = package_detail(found.agreement.main.plan, judged.packages, found.worlds)
    terms: dict[tuple[str, ...], RegressionTerms] = {}
    for party, accepts in detail.accepts.items():
        if party in detail.value:
            margin = detail.value[party] - detail.reservation[party]
            takes = accepts & ~detail.crossed[party] if party in detail.crossed else accepts
            columns = _unlike(np.concatenate([takes, margin]))
            if len(columns):
                terms["party", party] = RegressionTerms(columns.T, np.ones(len(columns)))
    passes = [one.classes for one in known if one.name.startswith("gates/") and one.classes is not None]
    if passes:
        terms["gates",] = class_terms(np.asarray(np.sum(passes, axis=0, dtype=np.intp)))
    return terms


def _unlike(rows: Floats) -> Floats:
    """Return rows with mean 0 and mean square 1, none twice, without those that are the same in every world."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    size = np.sqrt(np.mean(centred**2, axis=1, keepdims=True))
    moving = size[:, 0] > 1e-9 * np.maximum(np.abs(rows).max(axis=1), 1e-300)
    known = {row.tobytes(): row for row in np.round(centred[moving] / size[moving], 12)}
    return np.array([*known.values()])
