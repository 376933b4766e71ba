"""Files of GMCR+: what they mean, and that faults are told where they stand, all at once."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from detente.case.faults import CaseError
from detente.chapters.stability.stated.build import conflict_of
from detente.formats.gmcr.read import read_gmcr
from tests.formats.gmcr.made import BRIDGE, changed

WARDENS, TRAVELLERS = ("decisionMakers", 0), ("decisionMakers", 1)
STATES = ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"]


def order(maker: int, text: str) -> dict[str, int]:
    """Return how good every state is for a decision maker."""
    conflict = conflict_of(read_gmcr(text, "x.gmcr").part)
    return {conflict.state(int(s)): int(conflict.preferences[maker][s]) for s in np.flatnonzero(conflict.feasible)}


def test_names_options_and_directions() -> None:
    found = read_gmcr(changed(), "bridge.gmcr")
    assert found.parties == {"the-wardens": "The wardens", "the-travellers": "The travellers"}
    conflict = conflict_of(found.part, found.parties)
    assert conflict.decision_makers == ("The wardens", "The travellers")
    assert conflict.names == ("Let them cross", "Burn the bridge", "Send hostages")
    assert [option.owners for option in conflict.options] == [(0,), (0,), (1,)]
    assert [(option.up, option.down) for option in conflict.options] == [(True, True), (True, False), (False, True)]
    assert [conflict.state(int(s)) for s in np.flatnonzero(conflict.feasible)] == STATES
    assert found.part.coalitions == (("the-wardens", "the-travellers"),)
    assert [states.text for states in found.part.misperceptions["the-wardens"]] == ["--Y"]
    assert found.notes == ()


def test_statements_most_important_first_and_any_member_of_a_compound() -> None:
    wants = order(0, changed())
    assert wants["YNY"] == wants["NYY"] > wants["NNY"] > wants["YNN"] == wants["NYN"] > wants["NNN"]


def test_a_ranking_counts_the_states_that_can_be_from_1() -> None:
    wants = order(1, changed())
    assert wants["YNN"] > wants["YNY"] > wants["NNN"] == wants["NNY"] > wants["NYN"] > wants["NYY"]


@pytest.mark.parametrize("ranking", [[1, 5, [0, 4], 2, 6], ["YNN", "YNY", ["NNN", "NNY"], "NYN", "NYY"]])
def test_a_ranking_written_otherwise(ranking: list[Any]) -> None:
    """By the bits of numbers, or in letters, it is the same."""
    text = changed(((*TRAVELLERS, "preferenceRanking"), ranking))
    assert order(1, text) == order(1, changed())
    by_bits = any("were not counted from 1" in note for note in read_gmcr(text, "x.gmcr").notes)
    assert by_bits == (ranking[0] == 1)


def test_states_are_counted_in_the_order_of_those_who_control_the_options() -> None:
    """GMCR+ sorts options by decision makers as it opens a file, and only then counts states."""
    own = ((*WARDENS, "options"), [1]), ((*TRAVELLERS, "options"), [0, 2])
    ranking = ((*TRAVELLERS, "preferenceRanking"), [1, 2, 3, 4, 5, 6])
    assert [*order(1, changed(*own, ranking))] == STATES
    wants = order(1, changed(*own, ranking))
    assert sorted(wants, key=lambda state: -wants[state]) == ["NNN", "NYN", "YNN", "NNY", "NYY", "YNY"]


KEYS = [
    ("preferenceRanking", "useManualPreferenceRanking"),
    ("preferenceRanking", "useManualPreferenceVectors"),
    ("preferenceVector", "useManualPreferenceVectors"),
]


@pytest.mark.parametrize(("ranking", "manual"), KEYS)
def test_keys_of_every_version(ranking: str, manual: str) -> None:
    renamed = ((*TRAVELLERS, "preferenceRanking"), None), ((*TRAVELLERS, ranking), [2, 5, [1, 4], 3, 6])
    own = ((*WARDENS, "preferenceRanking"), None), ((*WARDENS, ranking), [6, 5, 4, 3, 2, 1])
    text = changed(*renamed, *own, ((manual,), True))
    assert order(1, text) == order(1, changed())
    assert [*order(0, text).values()] == [1, 2, 3, 4, 5, 6]
    assert read_gmcr(text, "x.gmcr").notes == (
        "The wardens: the ranking was used, as the file asks; the statements were not",
    )


def test_payoffs_are_used_where_nothing_else_says_what_is_preferred() -> None:
    paid = ((*TRAVELLERS, "payoffs"), [3, 5, 2, 3, 4, 1])
    alone = changed(paid, ((*TRAVELLERS, "preferenceRanking"), None))
    assert order(1, alone) == order(1, changed())
    assert read_gmcr(alone, "x.gmcr").notes == ("The travellers: no statements and no ranking; the payoffs were used",)
    assert order(1, changed(((*TRAVELLERS, "payoffs"), [0] * 6))) == order(1, changed())


OBJECTS = [{"name": "a", "options": [0, 1]}, {"name": "b", "options": [2], "payoffs": [1], "preferences": []}]


@pytest.mark.parametrize(
    ("keys", "together"),
    [
        ({"coalitions": [0, 1], "coalitionsFull": OBJECTS}, False),
        ({"coalitions": [0], "coalitionsFull": OBJECTS[:1]}, False),
        ({"coalitions": [[0, 1]], "coalitionsFull": [{"name": "a, b", "options": [0, 1, 2]}]}, True),
        ({"coalitionsFull": [{"name": "a, b", "options": [0, 1, 2]}]}, True),
        ({"coalitionsFull": [[1, 0]]}, True),
    ],
)
def test_coalitions_by_numbers_or_by_objects(keys: dict[str, Any], together: bool) -> None:
    found = read_gmcr(changed((("coalitions",), None), *(((key,), value) for key, value in keys.items())), "x.gmcr")
    assert [{*members} for members in found.part.coalitions] == [{"the-wardens", "the-travellers"}] * together
    assert found.notes == ()


def test_which_of_statements_and_ranking_is_used_is_said() -> None:
    ranking = ((*WARDENS, "preferenceRanking"), [6, 5, 4, 3, 2, 1])
    by_statements = read_gmcr(changed(ranking), "x.gmcr")
    assert by_statements.notes == ("The wardens: the statements were used; the ranking was not",)
    by_ranking = changed(ranking, (("useManualPreferenceVectors",), True))
    assert "the ranking was used" in read_gmcr(by_ranking, "x.gmcr").notes[0]
    assert order(0, by_ranking)["NYY"] > order(0, by_ranking)["YNY"]


def test_whatever_is_assumed_is_said() -> None:
    text = changed(
        ((*TRAVELLERS, "preferenceRanking"), None),
        (("options", 0, "permittedDirection"), None),
        (("misperceptions",), [[[0, "Y"]]]),
        (("colour",), "red"),
        ((*WARDENS, "preferenceRanking"), None),
        ((*WARDENS, "preferenceRankng"), [6, 5]),
        (("coalitions",), [{"name": "Strangers", "options": [1]}]),
        (("infeasibles",), ["YY-"]),
    )
    found = read_gmcr(text, "x.gmcr")
    assert sorted(found.notes) == [
        "The travellers: no preference; taken for indifferent between all states",
        "the coalition 'Strangers' was left out: its options are not those of decision makers",
        "the key 'colour' was not used",
        "the key 'preferenceRankng' was not used; perhaps 'preferenceRanking' was meant",
        "the misperceptions of the whole file name nobody and were set aside",
    ]
    assert {*order(1, text).values()} == {0}
    assert list(order(1, text)) == STATES


LONG = "x" * 300
BROKEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "a list": ("[]", ("x.gmcr:1: found []; expected an object with options, decisionMakers and infeasibles",)),
    "nothing": ("{}", tuple(
        f"x.gmcr:1: found no '{key}'; expected the key '{key}'" for key in ("decisionMakers", "infeasibles", "options")
    )),
    "keys misspelt": (
        changed((("infeasibles",), None), (("infeasable",), [])),
        ("x.gmcr:1: found no 'infeasibles'", "infeasable: found the unknown key 'infeasable'; expected one of",
         "(did you mean 'infeasibles'?)"),
    ),
    "a million options": (
        changed((("options",), [{"name": "a", "permittedDirection": "both"}] * 10_000)),
        ("x.gmcr:4: options: found 10,000 of them; expected at most 20",),
    ),
    "too many decision makers": (
        changed((("decisionMakers",), [BRIDGE["decisionMakers"][0]] * 100)),
        ("decisionMakers: found 100 of them; expected at most 16",),
    ),
    "no options": (changed((("options",), [])), ("options: found []; expected a list that is not empty",)),
    "options that are no objects": (
        changed((("options", 0), 3), (("options", 1), "b")),
        ("options → 1: found 3; expected an object with a name", "options → 2: found 'b'; expected an object"),
    ),
    "names": (
        changed((("options", 0, "name"), 3), (("options", 1, "name"), LONG), ((*WARDENS, "name"), None),
                ((*TRAVELLERS, "name"), "\u0000")),
        ("options → 1 → name: found 3; expected a name",
         "options → 2 → name: found a name of 300 characters; expected at most 200",
         "decisionMakers → 1: found no 'name'; expected the key 'name'",
         "decisionMakers → 2 → name: found '\\x00'; expected a name"),
    ),
    "a name twice": (
        changed(((*TRAVELLERS, "name"), " The  wardens ")),
        ("decisionMakers → 2 → name: found 'The wardens' a second time; expected each name once",),
    ),
    "directions": (
        changed((("options", 0, "permittedDirection"), "bakc"), (("options", 1, "permittedDirection"), ["fwd"])),
        ("options → 1 → permittedDirection: found 'bakc'; expected one of both, fwd, back (did you mean 'back'?)",
         "options → 2 → permittedDirection: found ['fwd']; expected one of both, fwd, back"),
    ),
    "numbers of options": (
        changed(((*WARDENS, "options"), [0, 3, -1, 1.5, True, "2", 1]), (("infeasibles",), [[[9, "Y"]], [[0.5, "N"]]])),
        (*(f"decisionMakers → 1 → options → {n}: found the option {said}; expected a number from 0 to 2"
           for n, said in ((2, "3"), (3, "-1"), (4, "1.5"), (5, "true"), (6, "'2'"))),
         "infeasibles → 1 → 1: found the option 9", "infeasibles → 2 → 1: found the option 0.5"),
    ),
    "NaN": (
        changed(((*WARDENS, "options"), [0, 1, float("nan")]), (("infeasibles",), [[[float("inf"), "Y"]]])),
        ("found the option nan; expected a number from 0 to 2", "found the option inf; expected a number from 0 to 2"),
    ),
    "conditions of no form": (
        changed((("infeasibles",), [[], {}, {"compound": True, "members": []}, [0, "Y"], [[0, "X"]], "---", "YY", 7])),
        ("infeasibles → 1: found []; expected pairs", "infeasibles → 2: found {}; expected pairs",
         "infeasibles → 3: found {compound: true, members: []}", "infeasibles → 4 → 1: found 0; expected a pair",
         "infeasibles → 4 → 2: found 'Y'; expected a pair", "infeasibles → 5 → 1: found [0, 'X']; expected a pair",
         "infeasibles → 6: found '---'", "infeasibles → 7: found 'YY'", "infeasibles → 8: found 7; expected pairs"),
    ),
    "no list of conditions": (
        changed((("infeasibles",), {"a": 1}), ((*WARDENS, "preferences"), "all"), (("coalitions",), 1)),
        ("infeasibles: found {a: 1}; expected a list of conditions",
         "coalitions: found 1; expected a list of decision makers and lists of them"),
    ),
    "a condition against itself": (
        changed((("infeasibles",), [[[0, "Y"], [1, "N"], [0, "N"]]])),
        ("infeasibles → 1 → 3: found both Y and N for option 0; expected one of them",),
    ),
    "compounds without end": (
        changed((("infeasibles",), [json.loads('{"members": [' * 24 + '[[0, "Y"]]' + "]}" * 24)])),
        ("found too many compound conditions within each other; expected at most 16",),
    ),
    "no state left": (
        changed((("infeasibles",), [[[0, "Y"]], {"compound": True, "members": [[[0, "N"]], [[1, "Y"]]]}])),
        ("infeasibles: found no feasible state; expected infeasible patterns that leave at least one state",),
    ),
    "an option of nobody, a decision maker of none": (
        changed(((*TRAVELLERS, "options"), [1])),
        ("options → 3: found an option that nobody controls; expected a decision maker that controls it",),
    ),
    "a decision maker without options": (
        changed(((*TRAVELLERS, "options"), [])),
        ("decisionMakers → 2 → options: found []; expected a list that is not empty",),
    ),
    "an option twice": (
        changed(((*WARDENS, "options"), [0, 1, 0])),
        ("decisionMakers → 1 → options: found the option 'let-them-cross' a second time",),
    ),
    "a ranking with gaps and repeats": (
        changed(((*TRAVELLERS, "preferenceRanking"), None), ((*TRAVELLERS, "preferenceVector"), [2, 5, [1, 2]])),
        ("decisionMakers → 2 → preferenceVector → 3: found the state YNN a second time; expected each state once",
         "decisionMakers → 2 → preferenceVector: found no place for 3 of 6 states: NYN, NNY, NYY"),
    ),
    "a ranking of states that cannot be": (
        changed(((*TRAVELLERS, "preferenceRanking"), [1, 5, 0, 4, 2, 6, 3, 7])),
        ("decisionMakers → 2 → preferenceRanking → 3: found the state 0; expected a number from 1 to 6, counting",
         "decisionMakers → 2 → preferenceRanking → 8: found the state 7"),
    ),
    "a ranking of other things": (
        changed(((*TRAVELLERS, "preferenceRanking"), [1, 99, -1, None, "YN", {}, [True], 1e400])),
        ("preferenceRanking → 2: found the state 99; expected a number from 1 to 6, counting",
         "preferenceRanking → 3: found the state -1", "preferenceRanking → 4: found the state nothing",
         "preferenceRanking → 5: found the state 'YN'", "preferenceRanking → 6: found the state {}",
         "preferenceRanking → 7: found the state true", "preferenceRanking → 8: found the state inf"),
    ),
    "coalitions": (
        changed((("coalitions",), [[0, 5], 7]), (("coalitionsFull",), [{"members": [3]}])),
        ("coalitions → 1: found the decision maker 5; expected a number from 0 to 1",
         "coalitions → 2: found the decision maker 7; expected a number from 0 to 1",
         "coalitionsFull → 1 → members: found the decision maker 3"),
    ),
    "a coalition of one twice": (
        changed((("coalitions",), [[1, 1]])),
        ("coalitions: found", ),
    ),
    "payoffs": (
        changed(((*TRAVELLERS, "preferenceRanking"), None), ((*TRAVELLERS, "payoffs"), [1, 2]),
                ((*WARDENS, "preferences"), []), ((*WARDENS, "payoffs"), [1, 2, 3, 4, 5, "many"])),
        ("decisionMakers → 1 → payoffs → 6: found 'many'; expected a number",
         "decisionMakers → 2 → payoffs: found 2 payoffs; expected 6, one for each state that can be"),
    ),
    "misperceptions of everything": (
        changed(((*WARDENS, "misperceptions"), [[[0, "Y"]], [[0, "N"]]])),
        ("decisionMakers → 1 → misperceptions: found patterns that leave no state that it takes for possible",),
    ),
    "a key twice": (
        '{"options": 1,\n"options": 2}',
        ("x.gmcr:2: found 'options' a second time; expected each name once",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_faults(name: str) -> None:
    text, expected = BROKEN[name]
    with pytest.raises(CaseError) as refused:
        read_gmcr(text, "x.gmcr")
    said = str(refused.value)
    assert not [words for words in expected if words not in said], said
    assert all(fault.line for fault in refused.value.faults)


def test_a_fault_names_its_line() -> None:
    text = changed(((*TRAVELLERS, "options"), [4]))
    line = next(n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "4")
    with pytest.raises(CaseError, match=rf"x\.gmcr:{line}: decisionMakers → 2 → options → 1: found the option 4"):
        read_gmcr(text, "x.gmcr")
