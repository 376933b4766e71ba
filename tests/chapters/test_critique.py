"""What `check` thinks worth a look: for each criticism a case that earns it and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.bundled import bundled
from detente.case.critique import Remark
from detente.case.faults import CaseError
from detente.case.read import read
from detente.chapters import lacks, schemas, worth_a_look
from tests.sharing import bundled_case, found_in

CASE = """\
title: A small dispute
date: 2021-08-31
advises: a
parties: {a: Ann, b: Bob}
issues:
  land: {name: Land, movers: [a, b], options: {none: As today, some: Some, all: All}}
  tea: {name: Tea, movers: [a, b], options: {none: None, served: Served}}
positions:
  a: {land: {some: [1, 2], all: [3, 5]}, tea: {served: 0}}
  b: {land: {some: [-1, 2], all: [-4, 1]}, tea: {served: [0, 0.1]}}
reservation: {a: 0, b: 0}
discount_rates: {a: 0.1, b: 0.1}
"""
WORSE = ("reservation: {a: 0", "reservation: {a: [-2, -1]")
READING = """\
hypotheses: {h: {name: h, prior: 0.5}, g: {name: g, prior: 0.5}}
evidence: {e: {name: E, date: 2021-01-01, likelihoods: {h: 0.9, g: 0.2}}}
"""
PROBES = """\
probes:
  note:
    name: A note
    outcomes:
      yes-answer: {name: Y, likelihoods: {otherwise: 0.5}}
      no-answer: {name: N, likelihoods: {otherwise: 0.5}}
    cost: 0
    months: 1
"""
DECISIONS = """\
decisions: {offer: {name: propose, package: recommended}, nothing: {name: wait}}
waiting: 0.1
"""


ENGAGED = "engaged: {chance: {h: 0.9, g: 0.2}}\n"


def said(folder: Path, text: str, **files: str) -> tuple[Remark, ...]:
    """Write a case with the files of some chapters, and return what is worth a look."""
    folder.mkdir(exist_ok=True)
    for name, content in {"case": text, **files}.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return worth_a_look(read(folder, schemas()))


def package(options: str, proposed_by: str) -> str:
    return f"packages: {{p: {{name: P, options: {options}, proposed_by: {proposed_by}}}}}\n"


@pytest.mark.parametrize("name", bundled())
def test_no_bundled_case_is_criticised_without_reason(name: str) -> None:
    assert [remark.where for remark in worth_a_look(bundled_case(name))] == []


def test_a_sound_case_is_not_criticised(tmp_path: Path) -> None:
    assert said(tmp_path, CASE) == ()


def test_a_party_that_refuses_its_own_proposal(tmp_path: Path) -> None:
    (remark,) = said(tmp_path, CASE + package("{land: all}", "[a, b]"))
    assert remark.where == "packages → p → proposed_by"
    assert "Bob proposed it" in remark.says
    assert "−1.5 points" in remark.says
    assert said(tmp_path, CASE + package("{land: all}", "a")) == ()


def test_an_issue_with_one_option_leaves_nothing_to_agree_on(tmp_path: Path) -> None:
    """Nobody need value it: its one option is the status quo."""
    (remark,) = said(
        tmp_path, CASE.replace("issues:\n", "issues:\n  flag: {name: Flag, movers: [a], options: {kept: Kept}}\n")
    )
    assert remark.where == "issues → flag → options"
    assert remark.says == "there is one option, the status quo: nothing to agree on here"


def test_a_likely_red_line_against_ones_own_proposal(tmp_path: Path) -> None:
    lines = "red_lines: {b: {land: {some: 0.8, all: 0}}}\n"
    (remark,) = said(tmp_path, CASE + lines + package("{land: some}", "b"))
    assert "more likely than not refuses Land: Some" in remark.says
    assert said(tmp_path, CASE + lines.replace("0.8", "0.3") + package("{land: some}", "b")) == ()


def test_an_agreement_of_trifles(tmp_path: Path) -> None:
    """Tea alone is accepted by everybody in every world and changes nothing, since failing is worse for Ann."""
    worse = CASE.replace(*WORSE)
    (remark,) = said(tmp_path, worse)
    assert remark.where == "reservation"
    assert remark.says.startswith("Tea: Served: by itself an agreement that everybody accepts")
    assert "must_change" in remark.says
    assert said(tmp_path, worse + "rules: {matters: {must_change: [land]}}\n") == ()
    assert said(tmp_path, worse.replace("served: [0, 0.1]", "served: [0.5, 1]")) == ()  # tea matters to Bob
    assert said(tmp_path, worse.replace("served: [0, 0.1]", "served: [-0.1, 0.1]")) == ()  # Bob may refuse it


def test_a_red_line_against_a_partys_own_wish(tmp_path: Path) -> None:
    (remark,) = said(tmp_path, CASE + "red_lines: {a: {land: {some: 0.2}}}\n")
    assert remark.where == "red_lines → a → land → all"
    assert said(tmp_path, CASE + "red_lines: {a: {land: {some: 0.2, all: 0}}}\n") == ()  # it holds out for all


def test_a_linkage_that_nothing_can_meet(tmp_path: Path) -> None:
    linkage = CASE + "linkages: {l: {party: a, pattern: {land: all, tea: served}, value: 1}}\n"
    (remark,) = said(tmp_path, linkage + "rules: {r: {never: {land: {at_least: some}, tea: served}}}\n")
    assert remark.where == "linkages → l → pattern"
    assert said(tmp_path, linkage + "rules: {r: {never: {land: some, tea: served}}}\n") == ()


def test_a_scope_that_nothing_can_meet(tmp_path: Path) -> None:
    scope = CASE + "scopes: {s: {name: S, require: {land: none}}}\n"
    (remark,) = said(tmp_path, scope + "rules: {r: {must_change: [land]}}\n")
    assert remark.where == "scopes → s"
    assert said(tmp_path, scope + "rules: {r: {must_change: [land, tea]}}\n") == ()


def test_an_unused_source(tmp_path: Path) -> None:
    (remark,) = said(tmp_path, CASE + "sources: {one: One}\n")
    assert remark.where == "sources → one"
    assert said(tmp_path, CASE + "sources: {one: One}\nsource: one\n") == ()
    cited = CASE.replace("tea: {served: 0}", "tea: {served: {value: 0, source: one}}")
    assert said(tmp_path, cited + "sources: {one: One}\n") == ()


def test_explanations_on_which_nothing_depends(tmp_path: Path) -> None:
    (remark,) = said(tmp_path, CASE, reading=READING)
    assert remark.where == "reading → hypotheses"
    depends = CASE.replace("some: [1, 2]", "some: {yearly: [1, 2], when: [{hypothesis: g, yearly: 0}]}")
    assert said(tmp_path, depends, reading=READING) == ()


def test_evidence_that_nothing_explains(tmp_path: Path) -> None:
    """Only ratios count: 1e-9 against 2e-9 looks like 0.4 against 0.8, and hides that something else is going on."""
    depends = CASE.replace("some: [1, 2]", "some: {yearly: [1, 2], when: [{hypothesis: g, yearly: 0}]}")
    unlikely = READING.replace("h: 0.9, g: 0.2", "h: 1e-9, otherwise: [1e-9, 2e-9]")
    (remark,) = said(tmp_path, depends, reading=unlikely)
    assert remark.where == "reading → evidence → e → likelihoods"
    assert "at most 2e-09 under every hypothesis" in remark.says
    assert said(tmp_path, depends, reading=READING.replace("h: 0.9", "h: 1e-9")) == ()
    two = "{e: {name: E, date: 2021-01-01, group: k}, f: {name: F, date: 2021-01-01, group: k}}"
    grouped = f"{READING.splitlines()[0]}\nevidence: {two}\n"
    grouped += "groups: {k: {name: K, likelihoods: {otherwise: 1e-6}}}\n"
    assert [r.where for r in said(tmp_path, depends, reading=grouped)] == ["reading → groups → k → likelihoods"]


@pytest.mark.parametrize("name", bundled())
def test_a_chapter_that_lacks_nothing_runs(name: str) -> None:
    """What is lacking is said before a run and not after: whatever `check` does not name, runs."""
    lacking = lacks(bundled_case(name))
    outcomes = found_in(name)
    assert outcomes.missing == {chapter: lines for chapter, lines in lacking.items() if lines}
    assert {*outcomes.results} == {chapter for chapter, lines in lacking.items() if not lines}


def test_what_probes_lack_is_said_before_the_run(tmp_path: Path) -> None:
    remarks = said(tmp_path, CASE, reading=READING, approach=PROBES)
    assert [remark.where for remark in remarks] == ["reading → hypotheses", *["approach → probes"] * 2]
    assert said(tmp_path, CASE, reading=READING, approach=PROBES + DECISIONS, proposal=ENGAGED) == ()


ORDER = "overhead: 1\nbeliefs: {a: 0.5, b: 0.5}\norder:\n"


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("  one: {first: {land: some}, then: {land: some}}\n", "land: some waits for land: some"),
        ("  one: {first: {land: all}, then: {land: some}}\n", "land: some waits for land: all"),
        (
            "  one: {first: {land: some}, then: {tea: served}}\n  two: {first: {tea: served}, then: {land: some}}\n",
            "runs in a circle: one → two",
        ),
    ],
)
def test_an_order_that_waits_for_itself_is_a_fault(order: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        said(tmp_path, CASE, roadmap=ORDER + order)
    (fault,) = error.value.faults
    assert fault.file == "roadmap.yaml"
    assert found in str(fault)


@pytest.mark.parametrize(
    "order",
    [
        "  one: {first: {land: some}, then: {land: all, tea: served}}\n",
        "  one: {first: {land: some}, then: {tea: served}}\n  two: {first: {tea: served}, then: {land: all}}\n",
    ],
)
def test_an_order_that_climbs_is_none(order: str, tmp_path: Path) -> None:
    assert said(tmp_path, CASE, roadmap=ORDER + order) == ()


@pytest.mark.parametrize(
    ("rule", "found"),
    [("{because: x}", "neither never nor must_change"), ("{never: {land: all}, must_change: [tea]}", "both never")],
)
def test_a_rule_says_one_thing(rule: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=found):
        said(tmp_path, f"{CASE}rules: {{r: {rule}}}\n")
