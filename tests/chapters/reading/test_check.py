"""Everything that does not fit is refused with its line, and said in words."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from detente.chapters.reading.lacks import lacks
from tests.chapters.reading.made import MAIN, Data, case, faults

ITEM: Data = {"name": "I", "date": "2021-05-01", "likelihoods": {"a": 0.9, "b": "likely"}}
BROKEN: Data = {"name": "I", "date": "2021-05-01", "commitment": "broken"}
KIM: Data = {
    "name": "Kim",
    "delivered": 0.9,
    "replies": {"otherwise": 0.5},
    "hazards": {"a": 1, "b": 2},
    "approaches": {"letter": {"name": "L", "date": "2021-03-01"}},
}
GOOD: Data = {
    "hypotheses": {"a": {"name": "A", "prior": [0.2, 0.6]}, "b": {"name": "B", "prior": [0.2, 0.6]}},
    "evidence": {
        "i": ITEM,
        "one": {"name": "1", "date": "2021-06-01", "group": "g"},
        "two": {"name": "2", "date": "2021-06-02", "group": "g"},
    },
    "groups": {"g": {"name": "G", "likelihoods": {"otherwise": 0.5}}},
    "recipients": {"kim": KIM},
    "indicators": {"look": {"name": "Look", "likelihoods": {"a": 0.1, "b": 0.8}}},
}


def changed(**at: Any) -> Data:
    """Return the good file with values replaced, `hypotheses__a__prior=2`; None drops the key."""
    said = copy.deepcopy(GOOD)
    for path, value in at.items():
        *steps, last = path.split("__")
        inner = said
        for step in steps:
            inner = inner[step]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return said


def test_the_good_one_is_good() -> None:
    assert faults(GOOD) == []
    assert lacks(case(GOOD)) == ()


WRONG: dict[str, Data] = {
    "evidence → i → date: found 2021-09-01; expected no later than 2021-08-31": {"evidence__i__date": "2021-09-01"},
    "the unknown hypothesis 'c'": {"evidence__i__likelihoods": {"a": 0.5, "c": 0.5}},
    "no likelihood for b": {"evidence__i__likelihoods": {"a": 0.5}},
    "found the unknown hypothesis 'rest'": {"evidence__i__likelihoods": {"rest": 0.5, "otherwise": 0.5}},
    "a likelihood as low as 0": {"evidence__i__likelihoods": {"a": 0, "b": 0.5}},
    "likelihoods of an item of a group": {"evidence__one__likelihoods": {"otherwise": 0.5}},
    "found the unknown group 'h'": {"evidence__one__group": "h", "evidence__two__group": "h", "groups": {}},
    "a group of 1": {"evidence__two": None},
    "no likelihood for a, b": {"evidence__i__likelihoods": None},
    "groups → g: found no likelihood for a, b": {"groups__g__likelihoods": None},
    "hit without false_alarm": {"evidence__i__reliability": {"hit": 0.9}},
    "commitment: found how likely it is to be kept unknown under a, b": {"evidence__i": BROKEN},
    "unknown under b; expected it under commitments → kept, or a class": {
        "evidence__i": BROKEN,
        "hypotheses__a__class": "willing",
    },
    "likelihoods of a commitment; expected either": {"evidence__i__commitment": "kept"},
    "commitment of an item of a group": {"evidence__one__commitment": "kept"},
    "commitments → kept → c: found the unknown hypothesis 'c'": {"commitments": {"kept": {"c": 0.5, "otherwise": 0.5}}},
    "a chance as high as 1": {"commitments": {"kept": {"otherwise": 1}}},
    "a likelihood as low as 0; expected": {"commitments": {"kept": {"otherwise": 0}}},
    "class: found 'wiling'": {"hypotheses__a__class": "wiling"},
    "a probability of a report that may be 0": {"evidence__i__reliability": {"hit": 0, "false_alarm": 0.1}},
    "priors that add up to 0.4 to 0.7": {"hypotheses__a__prior": 0.2, "hypotheses__b__prior": [0.2, 0.5]},
    "priors that add up to 1.2": {"hypotheses__a__prior": 0.6, "hypotheses__b__prior": 0.6},
    "priors that add up to 1.2 with a rest": {
        "hypotheses__a__prior": [0.6, 0.8],
        "hypotheses__b__prior": 0.5,
        "rest": "R",
    },
    "a hypothesis called 'otherwise'": {"hypotheses__otherwise": {"name": "O", "prior": 0.1}},
    "the unknown hypothesis that combines no others 'c'": {
        "hypotheses__ab": {"name": "AB", "prior": 0.1, "all_of": ["a", "c"]}
    },
    "found a; expected two or more": {"hypotheses__ab": {"name": "AB", "prior": 0.1, "all_of": ["a"]}},
    "the unknown hypothesis that stands for itself 'c'": {"hypotheses__d": {"name": "D", "prior": 0.1, "mimics": "c"}},
    "both all_of and mimics": {"hypotheses__d": {"name": "D", "prior": 0.1, "mimics": "a", "all_of": ["a", "b"]}},
    "recipients → i": {"recipients": {"i": KIM}},
    "no likelihood for b; expected one for each": {"recipients__kim__hazards": {"a": 1}},
    "an end before the beginning": {"recipients__kim__approaches__letter__ends": "2021-02-01"},
    "an answer before anything was sent": {"recipients__kim__answers": {"y": {"name": "Y", "date": "2021-02-01"}}},
    "a value that may be 0, for a recipient who answered": {
        "recipients__kim__answers": {"y": {"name": "Y", "date": "2021-04-01"}},
        "recipients__kim__hazards__a": [0, 1],
    },
    "delivered: found a probability that may be 0": {
        "recipients__kim__answers": {"y": {"name": "Y", "date": "2021-04-01"}},
        "recipients__kim__delivered": [0, 1],
    },
    "indicators → look → likelihoods": {"indicators__look__likelihoods": {"a": 0.5}},
    "found the unknown hypothesis 'z'": {"truth": {"hypothesis": "z"}},
    "the unknown source 'nowhere'": {"groups__g__source": "nowhere"},
    "approaches → letter → date: found 2022-01-01": {"recipients__kim__approaches__letter__date": "2022-01-01"},
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_said(words: str) -> None:
    found = faults(changed(**WRONG[words]))
    assert any(words in fault for fault in found), found
    assert all(fault.startswith("reading.yaml:") for fault in found)


def test_what_a_class_lets_the_program_assume_is_marked_and_what_the_case_says_stands_in_its_place() -> None:
    classes = {"hypotheses__a__class": "willing", "hypotheses__b__class": "unwilling"}
    assert case(changed(**classes)).parts["reading"].commitments is None, "nothing asks for it"
    stated = {"commitments": {"kept": {"b": 0.3}, "by": "me"}}
    for said, assumed in (({}, {"a", "b"}), (stated, {"a"})):
        part = case(changed(**classes, evidence__i=BROKEN, **said)).parts["reading"]
        assert {h for h, judged in part.commitments.kept.items() if judged.assumed} == assumed
        assert part.commitments.kept["a"].low == 0.75
        assert part.without_word == ()
    otherwise = {"commitments": {"kept": {"otherwise": 0.5}}}
    assert [*case(changed(**classes, evidence__i=BROKEN, **otherwise)).parts["reading"].commitments.kept] == [
        "otherwise"
    ]


def test_one_of_replies_and_hazards_is_not_enough_for_a_combination() -> None:
    said = changed(
        hypotheses__ab={"name": "AB", "prior": 0.1, "all_of": ["a", "b"]},
        recipients__kim__replies={"ab": 0.5, "otherwise": 0.4},
    )
    assert any("ab in only one of replies and hazards" in fault for fault in faults(said))


def test_none_stands_for_itself() -> None:
    said = {"hypotheses": {h: {"name": h, "prior": 0.5, "mimics": "a"} for h in ("a", "b")}, "evidence": {}}
    assert any("none that stands for itself" in fault for fault in faults(said))


def test_a_policy_cannot_shift_what_was_weighed() -> None:
    policies = {"press": {"name": "Press", "shifts": {"reading/hypotheses/a/prior": [0, 0.1]}}}
    assert any(
        "although evidence is weighed before policies apply" in fault for fault in faults(GOOD, policies=policies)
    )


LATER: Data = {"evidence": {"later": {"name": "L", "date": "2021-09-01", "likelihoods": {"otherwise": 0.5}}}}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "expected a day after 2021-08-31",
            {"evidence": {"later": LATER["evidence"]["later"] | {"date": "2021-08-01"}}},
        ),
        ("i a second time", {"evidence": {"i": LATER["evidence"]["later"]}}),
        ("the unknown recipient 'moon'", {"answers": {"moon": {"y": {"name": "Y", "date": "2021-09-01"}}}}),
        (
            "no likelihood for b",
            {"answers": {"kim": {"y": {"name": "Y", "date": "2021-09-01", "likelihoods": {"a": 0.5}}}}},
        ),
        ("the unknown hypothesis 'z'", {"truth": {"hypothesis": "z"}}),
        ("the unknown source 'nowhere'", {"truth": {"hypothesis": "a", "source": "nowhere"}}),
    ],
)
def test_what_came_later_is_checked_too(words: str, said: Data) -> None:
    assert faults(GOOD, LATER) == []
    found = faults(GOOD, said)
    assert any(words in fault for fault in found), found
    assert all(fault.startswith("reading-later.yaml:") for fault in found)


def test_what_came_later_needs_what_came_before() -> None:
    import json
    import tempfile
    from pathlib import Path

    from detente.case.faults import CaseError
    from detente.case.read import read
    from tests.chapters.reading.made import SCHEMAS

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "case.yaml").write_text(json.dumps(MAIN), encoding="utf-8")
        Path(folder, "reading-later.yaml").write_text(json.dumps(LATER), encoding="utf-8")
        with pytest.raises(CaseError, match=r"no reading\.yaml"):
            read(Path(folder), SCHEMAS)


def test_hypotheses_without_anything_seen_lack_nothing() -> None:
    """Beliefs are then as they were before, which probes can be valued by."""
    assert lacks(case({"hypotheses": GOOD["hypotheses"]})) == ()


def test_judgements_without_a_source_have_that_of_their_item() -> None:
    said = changed(evidence__i__by="us")
    found = case(said).judgements["reading/evidence/i/likelihoods/a"].judgement
    assert (found.by, found.attributed) == ("us", True)
