from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.model import Case
from detente.case.read import MOST_PROBLEMS, read
from detente.case.references import Problem
from detente.case.skeleton import TEMPLATE
from tests.case.chapters import ORANGE, READING, SCHEMAS, case, faults, write


def test_a_bundled_case() -> None:
    found = read(CASES / "orange", {})
    assert found.id == "orange"
    assert found.principals == ("ann", "bea")
    assert len(found.judgements) == 10
    assert found.parts == {}


def test_the_least_case_there_is(tmp_path: Path) -> None:
    found = case(tmp_path, "title: T\ndate: 2021-08-31\nparties: {us: US}\n")
    assert (found.judgements, found.issues) == ({}, {})


def test_yaml_1_2(tmp_path: Path) -> None:
    text = "title: no\ndate: 2021-08-31\nparties: {no: yes, on: off}\nreservation: {no: 010, on: 1e1}\n"
    found = case(tmp_path, text)
    assert found.title == "no"
    assert {party: body.name for party, body in found.parties.items()} == {"no": "yes", "on": "off"}
    assert {placed.judgement.low for placed in found.judgements.values()} == {10}


def test_other_files_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ORANGE)
    for name in ("notes.md", "facts.csv", "case.yaml~", "._case.yaml", ".#case.yaml", ".hidden.yml"):
        (tmp_path / name).write_bytes(b"\0")
    (tmp_path / "charts").mkdir()
    assert not faults(tmp_path)


def test_a_chapter_is_read_if_it_is_there(tmp_path: Path) -> None:
    assert case(tmp_path / "a", ORANGE).parts == {}
    assert list(case(tmp_path / "b", ORANGE, reading=READING).parts) == ["reading"]


def test_a_chapter_without_schema_is_no_chapter(tmp_path: Path) -> None:
    write(tmp_path, ORANGE, reading=READING)
    with pytest.raises(CaseError, match=r"reading\.yaml: found a file no chapter reads; expected one of case\.yaml"):
        read(tmp_path, {})


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, ORANGE)
    (tmp_path / "case.yaml").rename(tmp_path / "text")
    (tmp_path / "case.yaml").symlink_to("text")
    assert not faults(tmp_path)


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "orange", ORANGE)
    (tmp_path / "fruit").symlink_to("orange")
    assert read(tmp_path / "fruit", SCHEMAS).id == "orange"


def test_the_case_is_named_for_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "orange", ORANGE)
    monkeypatch.chdir(tmp_path / "orange")
    assert read(Path(), SCHEMAS).id == "orange"


def test_judgements_of_chapters_may_be_shifted_and_tied(tmp_path: Path) -> None:
    more = (
        "policies: {ask: {name: Ask, shifts: {reading/hypotheses/sour/prior: 0.1}}}\n"
        "factors: {mood: {judgements: [reading/hypotheses, positions/ann], rho: 1}}\n"
    )
    found = case(tmp_path, ORANGE + more, reading=READING)
    assert "policies/ask/shifts/reading/hypotheses/sour/prior" in found.judgements


def test_a_hostile_number_of_faults_is_cut(tmp_path: Path) -> None:
    many = "".join(f"  p{number}: 0\n" for number in range(2 * MOST_PROBLEMS))
    write(tmp_path, ORANGE.replace("reservation: {ann: 0, bea: 0}", "reservation:") + many)
    assert len(faults(tmp_path)) == MOST_PROBLEMS


def test_nothing_but_the_first_edit_of_a_new_case_is_wrong_with_it(tmp_path: Path) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    write(tmp_path, text.replace("\n  exercises:\n", "\n  drills:\n", 1))
    found = faults(tmp_path)
    assert {fault.found for fault in found} == {"the unknown issue 'exercises'", "an issue that nobody values"}


class Strict(Frozen):
    """A chapter that asks for something in the rest of the case."""

    only: Id
    """The only party there may be."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield a problem for every other party."""
        for party in case.parties:
            if party != self.only:
                yield Problem(("parties", party), f"the party {party!r}", f"{self.only!r} alone")
                yield Problem(("strict", "only"), "somebody else", "nobody")


def test_a_chapter_may_judge_the_rest_of_the_case_once_it_is_sound(tmp_path: Path) -> None:
    for text, lines in (
        (ORANGE, ["case.yaml:3: parties → bea: found the party 'bea'", "strict.yaml:1: only: found somebody else"]),
        (ORANGE.replace("bea: 0", "bee: 0"), ["case.yaml:10: reservation → bee: found the unknown party 'bee'"]),
    ):
        write(tmp_path, text, strict="only: ann\n")
        with pytest.raises(CaseError) as error:
            read(tmp_path, {"strict": Strict})
        assert [str(fault).split(";")[0] for fault in error.value.faults] == lines


class Loose(Frozen):
    """A chapter that may say anything."""

    hypotheses: list[str] = Field(default_factory=list)
    """No hypotheses by id."""


def test_hypotheses_that_cannot_be_told_are_not_missed(tmp_path: Path) -> None:
    text = ORANGE.replace("ann: [3, 5]", "ann: {yearly: 3, when: [{hypothesis: sweet, yearly: 5}]}")
    write(tmp_path, text, loose="hypotheses: [sweet]\n")
    assert read(tmp_path, {"loose": Loose}).positions["ann"]["flesh"]["ann"].when[0].hypothesis == "sweet"
