"""Where two other sides have explanations of their own, both must engage."""

from __future__ import annotations

import math
from typing import Any

import pytest

from detente.chapters.proposal.judging.engagement import readiness
from detente.chapters.proposal.schema import ProposalFile
from detente.worlds import Worlds
from tests.chapters.reading.made import case

DAYS = 100


def side(name: str, replies: dict[str, float], rate: float) -> dict[str, Any]:
    """Return a subject of two hypotheses, with a recipient who has been silent for a hundred days."""
    hypotheses = {h: {"name": h, "prior": 0.5} for h in replies}
    letter = {"name": "A letter", "date": "2021-05-23"}
    heard = {"name": name, "delivered": 0.9, "replies": replies, "hazards": {"otherwise": rate}}
    recipients = {f"{name}-court": heard | {"approaches": {"letter": letter}}}
    return {"party": "them", "name": name, "hypotheses": hypotheses, "recipients": recipients}


SUBJECTS = {"x": side("x", {"a": 0.8, "b": 0.3}, 0.2), "y": side("y", {"c": 0.5, "d": 0.9}, 0.1)}


def test_the_silence_of_both_counts() -> None:
    of = case({"subjects": SUBJECTS})
    worlds = Worlds(of, 60, 1)
    found, draws = readiness(worlds), worlds.draws(0, 60)
    assert found.basis == "silence"
    for world in range(60):
        expected = 1.0
        for number, (subject, rate) in enumerate(zip(SUBJECTS.values(), (0.2, 0.1), strict=True)):
            (recipient,) = subject["recipients"].values()
            ever = recipient["replies"][of.subjects[number].explanations[draws.true_of(number)[world]]]
            late = ever * math.exp(-rate * DAYS / (365.25 / 12))
            expected *= 0.9 * late / (1 - ever + late)
        assert found.chance[world] == pytest.approx(expected)


def test_what_is_judged_of_both_multiplies() -> None:
    chance = {"a": 0.9, "b": 0.5, "c": 0.2, "d": 0.6}
    said = ProposalFile.model_validate({"engaged": {"chance": chance}})
    of = case({"subjects": SUBJECTS})
    assert not list(said.problems(of))
    of = of.model_copy(update={"parts": {**of.parts, "proposal": said}})
    worlds = Worlds(of, 60, 1)
    found, draws = readiness(worlds), worlds.draws(0, 60)
    first, second = ([of.subjects[n].explanations[k] for k in draws.true_of(n)] for n in (0, 1))
    assert found.chance == pytest.approx([chance[h] * chance[k] for h, k in zip(first, second, strict=True)])
    missing = ProposalFile.model_validate({"engaged": {"chance": {"a": 0.9, "b": 0.5, "c": 0.2}}})
    assert [problem.found for problem in missing.problems(of)] == ["no probability for d"]
