"""The exercise with published scores: the numbers are those of the source, and the answer can be worked out by hand."""

from __future__ import annotations

from itertools import product

import pytest

from detente.case.bundled import CASES
from detente.case.model import Case
from detente.case.read import read
from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.report import report
from detente.chapters.contract import Upstream
from detente.worlds import Worlds

ISSUES = ("fund", "aid", "zimbabwe-trade", "england-trade", "forum")
# Weight of each issue and evaluation of each option, in the order of the ladders, as published.
PUBLISHED = {
    "england": (
        (0.3031462333758278, 0.303346839835533, 0.049028952379678074, 0.04904500802207314, 0.29543296638688804),
        ((1, 9, 7, 5), (1, 3, 6, 8), (7, 12, 1), (6, 10, 1), (1, 4, 10, 7)),
    ),
    "zimbabwe": (
        (0.19707980311909024, 0.20134268816210074, 0.15406697766287486, 0.15407719183124569, 0.29343333922468845),
        ((1, 5, 7, 9), (1, 8, 5, 3), (5, 1, 9), (9, 1, 19), (1, 7, 9, 11)),
    ),
}


@pytest.fixture(scope="module")
def case() -> Case:
    return read(CASES / "tobacco-2010", {})


def points(party: str) -> list[list[float]]:
    weights, evaluations = PUBLISHED[party]
    return [
        [100 * weight * (value - row[0]) / max(row) for value in row]
        for weight, row in zip(weights, evaluations, strict=True)
    ]


def test_scores_are_those_that_were_published(case: Case) -> None:
    assert tuple(case.issues) == ISSUES
    for party in case.principals:
        for issue, scores in zip(ISSUES, points(party), strict=True):
            for option, score in zip(case.ladder(issue)[1:], scores[1:], strict=True):
                judgement = case.positions[party][issue][option].yearly
                assert judgement is not None
                assert judgement.low == judgement.high == pytest.approx(score, abs=0.0006), (party, issue, option)
                assert judgement.source


def test_weights_add_up() -> None:
    for weights, _ in PUBLISHED.values():
        assert sum(weights) == pytest.approx(1)


def test_the_fairest_package_is_the_one_that_a_search_finds(case: Case) -> None:
    tables = [points(party) for party in case.principals]
    gains = {
        chosen: [sum(scores[o] for scores, o in zip(table, chosen, strict=True)) for table in tables]
        for chosen in product(*(range(len(case.ladder(issue))) for issue in ISSUES))
        if any(chosen)
    }
    possible = {chosen: both for chosen, both in gains.items() if min(both) >= 0}
    best = [max(both[p] for both in possible.values()) for p in range(2)]
    fairest = max(possible, key=lambda chosen: min(possible[chosen][p] / best[p] for p in range(2)))
    expected = {issue: case.ladder(issue)[o] for issue, o in zip(ISSUES, fairest, strict=True) if o}
    found = report(analyse(Worlds(case, 10, 1), Upstream()))
    kinds = {each.kind: each.package for each in found.recommended}
    assert dict(kinds.get("fairest", found.recommended[0].package).options) == expected


def test_nothing_is_uncertain(case: Case) -> None:
    found = report(analyse(Worlds(case, 10, 1), Upstream()))
    assert {package.share for package in found.named} <= {0, 1}
    assert found.any == found.blind == 1
