"""A conflict that is written as a file of GMCR+ and read again is the same conflict."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings

from detente.case.faults import CaseError
from detente.case.model import Case
from detente.chapters.stability.stated.build import conflict_of
from detente.chapters.stability.stated.consistency import check_alone
from detente.chapters.stability.stated.schema import ConflictPart
from detente.formats.gmcr.read import read_gmcr
from detente.formats.gmcr.write import gmcr_text, left_out
from detente.graph.conflict import Conflict
from detente.worlds import Worlds
from tests.chapters.stability.stated.stated import conflicts, stated
from tests.oracles import gmcr_plus


def ranks(conflict: Conflict) -> list[list[int]]:
    """Return for each decision maker the places of the states that can be, whatever their values are."""
    return [np.unique(values[conflict.feasible], return_inverse=True)[1].tolist() for values in conflict.preferences]


@settings(max_examples=100)
@given(conflicts())
def test_written_and_read_it_is_the_same(part: ConflictPart) -> None:
    assert not [*check_alone(part)]
    names = {party: f"Party {party}" for party in part.decision_makers}
    text = gmcr_text(part, names, None, "x.gmcr")
    found = read_gmcr(text, "x.gmcr")
    assert [*found.parties.values()] == [*names.values()]
    before, after = conflict_of(part, names), conflict_of(found.part, found.parties)
    assert after.decision_makers == before.decision_makers
    assert [(o.name, o.owners, o.up, o.down) for o in after.options] == [
        (o.name, o.owners, o.up, o.down) for o in before.options
    ]
    assert after.feasible.tolist() == before.feasible.tolist()
    assert ranks(after) == ranks(before)
    order = dict(zip(part.decision_makers, found.parties, strict=True))
    assert found.part.coalitions == tuple(tuple(order[p] for p in members) for members in part.coalitions)
    assert gmcr_text(found.part, found.parties, None, "x.gmcr") == gmcr_text(found.part, found.parties, None, "y.gmcr")


@settings(max_examples=60)
@given(conflicts())
def test_gmcr_plus_understands_what_is_written(part: ConflictPart) -> None:
    """The same states can be, and everybody ranks them alike, so that the same states hold."""
    names = {party: f"Party {party}" for party in part.decision_makers}
    text = gmcr_text(part, names, None, "x.gmcr")
    conflict = conflict_of(part, names)
    for values, there in zip(conflict.preferences, gmcr_plus.preferences(text), strict=True):
        here = {
            frozenset(k for k in range(len(conflict.options)) if state >> k & 1): int(values[state])
            for state in np.flatnonzero(conflict.feasible).tolist()
        }
        assert here.keys() == there.keys()
        assert sorted(here, key=lambda s: (here[s], sorted(s))) == sorted(here, key=lambda s: (there[s], sorted(s)))
        assert len({*here.values()}) == len({*there.values()})
    assert sorted(n for members in gmcr_plus.acting(text) for n in members) == [*range(len(names))]
    order = [*part.decision_makers]
    together = [members for members in gmcr_plus.acting(text) if len(members) > 1]
    assert together == [{order.index(p) for p in members} for members in part.coalitions]


def test_who_is_in_two_coalitions_is_alone_for_gmcr_plus_alone() -> None:
    part = stated(coalitions=[["town", "army"], ["army", "town"]], status_quo=None)
    text = gmcr_text(part, {"town": "T", "army": "A"}, None, "x.gmcr")
    assert gmcr_plus.acting(text) == [{0}, {1}]
    assert "GMCR+ will find no coalitions: in the format nobody can be in two of them" in left_out(part)
    assert [{*members} for members in read_gmcr(text, "x.gmcr").part.coalitions] == [{"t", "a"}]


def test_statements_stay_statements_where_nobody_ranks() -> None:
    wants = {
        "town": {
            "statements": [
                {"open": "N"},
                {"iff": [{"storm": "Y"}, {"leave": "N"}]},
                {"not": "---"},
            ]
        },
        "army": {"statements": [{"all": ["Y--", {"open": "N"}]}]},
    }
    found = json.loads(gmcr_text(stated(preferences=wants), {"town": "T", "army": "A"}, None, "x.gmcr"))
    assert found["useManualPreferenceRanking"] is False
    town, army = (maker["preferences"] for maker in found["decisionMakers"])
    assert town[0] == [[0, "N"]]
    members = sorted(town[1]["members"])
    assert (town[1]["compound"], members) == (True, [[[1, "N"], [2, "Y"]], [[1, "Y"], [2, "N"]]])
    assert len(town) == 2  # what holds nowhere says nothing
    assert army == []


def test_a_statement_with_too_many_alternatives_becomes_a_ranking() -> None:
    options = {f"o{n}": f"O {n}" for n in range(16)}
    pairs = [{"any": [{f"o{n}": "Y"}, {f"o{n + 1}": "Y"}]} for n in range(0, 16, 2)]
    part = stated(
        options=options,
        decision_makers={"town": [*options][:8], "army": [*options][8:]},
        infeasible=[{f"o{n}": "Y"} for n in range(6)],
        status_quo=None,
        preferences={"town": {"statements": [{"all": pairs}]}, "army": {"statements": []}},
    )
    found = json.loads(gmcr_text(part, {"town": "T", "army": "A"}, None, "x.gmcr"))
    assert found["useManualPreferenceRanking"] is True
    assert len(found["decisionMakers"][0]["preferenceRanking"][0]) == 1024  # all tied: it can hold nowhere
    again = read_gmcr(json.dumps(found), "x.gmcr")
    assert ranks(conflict_of(again.part)) == ranks(conflict_of(part))


def test_what_the_format_cannot_say_is_refused_or_noted() -> None:
    wants = {"town": {"statements": []}, "army": {"values": {"Y--": [1, 2], "N--": [0, 4]}}}
    part = stated(preferences=wants)
    assert [*left_out(part)] == [
        "the status quo NNN was left out: the format has none",
        "of preferences that are judgements, the ranking of the central world was written",
    ]
    pairs = {"statements": [{"open": "Y"}], "greatly": [["Y--", "N--"]], "unknown": [["YNN", "YYN"]]}
    assert [*left_out(stated(preferences={**wants, "town": pairs}))][-2:] == [
        "what is preferred greatly was left out: the format has no strength of preference",
        "unknown preferences were written as they are ranked: the format has none",
    ]
    case = Case.model_validate({"title": "t", "date": "2021-08-31", "parties": {"town": "Town", "army": "Army"}})
    case.parts["stability"] = type("Part", (), {})  # replaced below by what holds the judgements
    case = case.model_copy(update={"parts": {"stability": {"conflict": part}}})
    central = Worlds(case, size=1, seed=1).central()
    found = json.loads(gmcr_text(part, {"town": "T", "army": "A"}, central, "x.gmcr"))
    assert found["decisionMakers"][1]["preferenceRanking"] == [[1, 3, 5], [2, 4, 6]]
    ladder = stated(
        options={"open": {"name": "Open", "levels": 3}, "storm": "Storm", "leave": "Leave"},
        infeasible=[],
        preferences={"town": {"statements": []}, "army": {"statements": []}},
        status_quo=None,
    )
    with pytest.raises(CaseError, match="conflict → options → open: found 3 levels; expected options of two levels"):
        gmcr_text(ladder, {"town": "T", "army": "A"}, None, "x.gmcr")
