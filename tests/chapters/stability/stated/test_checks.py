"""What does not fit together in a stated conflict is told where it stands, all of it at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from detente.case.model import Case
from detente.chapters.stability.stated.build import bare, conflict_of, judged
from detente.chapters.stability.stated.consistency import check, check_alone
from tests.chapters.stability.stated.stated import SIEGE, every, stated

CASE = Case.model_validate({"title": "t", "date": "2021-08-31", "parties": {"town": "Town", "army": "Army"}})
OPTIONS = SIEGE["options"]
TOWN, ARMY = SIEGE["preferences"]["town"], SIEGE["preferences"]["army"]


def test_a_sound_conflict_has_no_problem_and_lacks_nothing() -> None:
    assert not [*check(stated(), CASE)]
    assert not [*stated().lacks()]
    assert not judged(stated())


def test_it_becomes_arrays() -> None:
    conflict = conflict_of(stated(), {"town": "Town"})
    assert conflict.decision_makers == ("Town", "army")
    assert [conflict.owned(n) for n in range(2)] == [(0,), (1, 2)]
    assert (conflict.options[0].up, conflict.options[0].down) == (True, False)
    can_be = [state for state in every(3) if state[1:] != "YY"]
    assert [conflict.state(int(s)) for s in np.flatnonzero(conflict.feasible)] == can_be
    values = dict(zip(every(3), conflict.preferences[0].tolist(), strict=True))
    assert sorted(can_be, key=lambda s: -values[s])[0] == "NNY"
    assert values["NNN"] == values["YNY"] > values["YNN"] > values["NYN"] > values["YYN"]
    wants = dict(zip(every(3), conflict.preferences[1].tolist(), strict=True))
    assert wants["YNN"] == wants["YYN"] > wants["NNN"] == wants["NNY"] > wants["NYN"]


def test_directions_and_levels() -> None:
    options = {"open": {"name": "Open", "levels": 3, "jumps": False}, "storm": {"name": "Storm", "direction": "back"}}
    part = stated(
        options=options,
        decision_makers={"town": ["open"], "army": ["storm", "open"]},
        infeasible=[],
        status_quo="0N",
        preferences={"town": {"statements": []}, "army": {"statements": [{"open": 2}]}},
    )
    assert not [*check(part, CASE)]
    conflict = conflict_of(part)
    first, second = conflict.options
    assert (first.levels, first.jumps, first.owners, second.up, second.down) == (3, False, (0, 1), False, True)
    assert conflict.preferences[0].tolist() == [0] * 6
    assert conflict.preferences[1].tolist() == [0, 0, 1, 0, 0, 1]
    assert bare(part).size == 6


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decision_makers": {"town": ["open"], "amry": ["storm", "leave"]}, "preferences": {"town": TOWN}},
         "decision_makers → amry: found the unknown party 'amry'; expected one of town, army (army)"),
        ({"decision_makers": {"town": ["opne"], "army": ["storm", "leave", "leave"]}},
         ("decision_makers → town: found the unknown option 'opne'; expected one of open, storm, leave (open)\n"
         "decision_makers → army: found the option 'leave' a second time; expected each option once")),
        ({"decision_makers": {"town": [], "army": ["storm", "leave"]}},
         ("decision_makers → town: found no option; expected at least one that it controls\n"
         "options → open: found an option that nobody controls; expected a decision maker that controls it")),
        ({"options": {**OPTIONS, "not": "Not"},
          "decision_makers": {"town": ["open", "not"], "army": ["storm", "leave"]},
          "status_quo": None, "preferences": {}},
         "options → not: found an option called not; expected another id: 'not' is a keyword of statements"),
        ({"options": {**OPTIONS, "leave": {"name": "Leave", "levels": ["no", "no"]}}, "preferences": {}},
         "options → leave → levels: found the level 'no' a second time; expected each level once"),
        ({"infeasible": [{"strom": "Y"}, {"leave": "X"}, "NN"]},
         ("infeasible → 1: found the unknown option 'strom'; expected one of open, storm, leave (storm)\n"
         "infeasible → 2: found the unknown level 'X' of leave; expected one of N, Y\n"
         "infeasible → 3: found 2 letters in 'NN'; expected 3, one for each option: open, storm, leave")),
        ({"infeasible": ["N--", "Y--"]},
         "infeasible: found no feasible state; expected infeasible patterns that leave at least one state"),
        ({"status_quo": "NN-"}, "status_quo: found NN-, which is more than one state; expected one state"),
        ({"status_quo": "NYY"}, "status_quo: found the state NYY, which cannot be; expected a state that can be"),
        ({"preferences": {"town": TOWN, "army": ARMY, "twon": TOWN}},
         "preferences → twon: found the unknown decision maker 'twon'; expected one of town, army (town)"),
        ({"preferences": {"town": [*TOWN[:3], "NNY", "NYY"], "army": ARMY}},
         ("preferences → town → ranking → 4: found the state NNY a second time; expected each state once\n"
         "preferences → town → ranking → 5: found NYY, which cannot be; expected states that can be\n"
         "preferences → town → ranking: found no place for 2 of 6 states: NYN, YYN; expected a place for every state "
         "that can be")),
        ({"preferences": {"town": {"values": {"Y--": 1, "NN-": [2, 3]}}, "army": ARMY}},
         ("preferences → town → values: found no place for 1 of 6 states: NYN; expected a place for every state that "
         "can be")),
        ({"misperceptions": {"town": ["---"], "army": ["-Y-"]}},
         "misperceptions → town: found patterns that leave no state that it takes for possible; expected at least one"),
        ({"coalitions": [["town"], ["army", "army"], ["army", "king"]]},
         ("coalitions → 1: found a coalition of fewer than two; expected at least two parties\n"
         "coalitions → 2: found the party 'army' a second time; expected each party once\n"
         "coalitions → 3: found the unknown decision maker 'king'; expected one of town, army")),
        ({"options": {f"o{n}": "O" for n in range(21)}, "decision_makers": {"town": [f"o{n}" for n in range(21)]},
          "infeasible": [], "status_quo": None, "preferences": {}},
         "options: found more than 1,048,576 states; expected fewer options or levels"),
        ({"options": {f"o{n}": {"name": "O", "levels": 100} for n in range(900)}, "infeasible": [], "status_quo": None,
          "decision_makers": {"town": [f"o{n}" for n in range(900)]}, "preferences": {}},
         "options: found more than 1,048,576 states; expected fewer options or levels"),
        ({"options": {f"o{n}": "O" for n in range(20)}, "decision_makers": {"town": [f"o{n}" for n in range(20)]},
          "infeasible": ["-" * 20] * 300, "status_quo": None, "preferences": {}},
         "found patterns that cover 314,572,800 states in all; expected at most 268,435,456: fewer patterns"),
    ],
)  # fmt: skip
def test_every_problem_is_told(changes: dict[str, Any], said: str) -> None:
    told = []
    for problem in check(stated(**changes), CASE):
        assert problem.place[:2] == ("stability", "conflict")
        where = " → ".join(str(step + 1 if isinstance(step, int) else step) for step in problem.place[2:])
        hint = f" ({problem.nearest})" if problem.nearest else ""
        told.append(f"{where}: found {problem.found}; expected {problem.expected}{hint}")
    assert (said in told[0] and len(told) == 1) or sorted(told) == sorted(said.split("\n"))


def test_many_decision_makers_over_many_states() -> None:
    options = {f"o{n}": "O" for n in range(20)}
    makers = {f"p{n}": [f"o{n}"] if n < 8 else [f"o{k}" for k in range(8, 20)] for n in range(9)}
    part = stated(options=options, decision_makers=makers, infeasible=[], status_quo=None, preferences={})
    assert "9 decision makers over 1,048,576 states" in next(iter(check_alone(part))).found


def test_what_is_lacking_is_named() -> None:
    part = stated(preferences={"town": TOWN})
    assert [*part.lacks()] == ["stability.yaml → conflict → preferences → army: what it would rather have"]


@pytest.mark.parametrize(
    "wants", [{}, {"ranking": TOWN, "statements": []}, {"values": {"foo": 1}}, {"values": {"NNN": "x"}}]
)
def test_preferences_of_no_form(wants: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="expected"):
        stated(preferences={"town": wants})
