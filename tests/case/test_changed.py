"""Judgements replaced for one run: any form of the file, anything else refused, and nothing else touched."""

from __future__ import annotations

import re
from typing import Any

import pytest

from detente.case.changed import with_judgements
from detente.case.faults import CaseError
from detente.case.model import Case
from tests.sharing import bundled_case

KOREA = bundled_case("korea-2021")
CUBA = bundled_case("cuba-1962")


@pytest.mark.parametrize("case", [KOREA, CUBA], ids=["korea-2021", "cuba-1962"])
def test_every_judgement_can_be_replaced_by_itself(case: Case) -> None:
    """Whatever the path, the judgement at it is the one that changes, and no other.

    Of the judgements of one section every twentieth is looked at, and the first.
    """
    sections: dict[str, list[str]] = {}
    for path in case.stated:
        sections.setdefault(path.split("/")[0], []).append(path)
    for path in (path for paths in sections.values() for path in paths[::20]):
        placed = case.stated[path]
        low, high = placed.judgement.low, placed.judgement.high
        value = [low, high] if low < high else low
        if placed.judgement.worth is None:
            other = with_judgements(case, {path: value})
            changed = {p for p in case.stated if case.stated[p].judgement != other.stated[p].judgement}
            assert changed <= {path}, path
            assert other.stated[path].judgement.low == pytest.approx(low), path
            assert other.stated[path].place == placed.place
            assert list(other.stated) == list(case.stated)


@pytest.mark.parametrize("case", [KOREA, CUBA], ids=["korea-2021", "cuba-1962"])
def test_what_is_carried_over_is_what_would_be_worked_out(case: Case) -> None:
    """One judgement of each section and chapter, and two of them together."""
    paths = [*{path.split("/")[0]: path for path in case.stated}.values()]
    for changed in (*([path] for path in paths), paths[:2]):
        other = with_judgements(case, {path: case.stated[path].judgement.low for path in changed if known(case, path)})
        anew = other.model_copy()
        assert other.digest == anew.digest
        assert [*other.stated.items()] == [*anew.stated.items()]
        assert [*other.judgements.items()] == [*anew.judgements.items()]


def known(case: Case, path: str) -> bool:
    """Whether a judgement is given in numbers."""
    return case.stated[path].judgement.worth is None


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (2, 2, 2),
        ([1, 3], 1, 3),
        ({"low": -1, "mode": 0, "high": 4}, -1, 4),
        ({"choices": {"1": 0.5, "2": 0.5}}, 1, 2),
        ({"worth": "-major"}, None, None),
    ],
)
def test_any_form_of_the_file_will_do(value: Any, low: float | None, high: float | None) -> None:
    path = "positions/us/exercises/end"
    found = with_judgements(KOREA, {path: value}).judgements[path].judgement
    if low is None:
        assert found.worth == "-major"
        assert found.high < 0
    else:
        assert (found.low, found.high) == (low, high)


def test_a_changed_case_is_another_case() -> None:
    other = with_judgements(KOREA, {"reservation/us": 1})
    assert other.digest != KOREA.digest
    assert with_judgements(KOREA, {}).digest == KOREA.digest
    assert KOREA.judgements["reservation/us"].judgement.low != 1


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("reservation/uss", 1, r"found 'reservation/uss'; .*did you mean 'reservation/us'"),
        ("", 1, "the path of a judgement"),
        ("reservation/us", [3, 1], "found a low of 3 above a high of 1"),
        ("reservation/us", "lots", "lots"),
        ("reservation/us", {"words": "likely"}, "likelihood word"),
        ("red_lines/dprk/fissile/denuclearise", 2, "a probability, 0 to 1"),
        ("reservation/us", {"low": 1, "high": 2, "source": "nowhere"}, "unknown source"),
        ("approach/waiting", -1, "0 or more"),
        ("reading/hypotheses/rivalry/prior", 0.99, "prior"),
    ],
)
def test_what_is_no_judgement_of_its_kind_is_refused(path: str, value: Any, said: str) -> None:
    with pytest.raises(CaseError) as error:
        with_judgements(KOREA, {path: value})
    text = str(error.value)
    assert text.startswith("--set:")
    assert "Traceback" not in text
    assert re.search(said, text), text
