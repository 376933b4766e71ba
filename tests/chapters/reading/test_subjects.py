"""Several subjects: each as if it were alone, and together the product."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.case.inquiry import Inquiry
from detente.case.model import HYPOTHESIS
from detente.chapters.contract import Upstream
from detente.chapters.reading.analyse import analyse
from detente.chapters.reading.asked import asked
from detente.chapters.reading.explanation_remarks import remarks
from detente.chapters.reading.labels import label
from detente.chapters.reading.likelihoods import where_true
from detente.chapters.reading.pages.page import page
from detente.chapters.reading.report import report
from detente.chapters.reading.what_if import as_of, doubted, struck, suspicious
from detente.outcomes.splits import splits
from detente.outcomes.stream_labels import label as stream_label
from detente.worlds import Worlds
from tests.chapters.reading.made import Data, as_reading, as_subjects, case, faults, problem
from tests.oracles import reading as oracle
from tests.sharing import tried

NAMES = ("north", "south", "east")
ITEM = {"name": "Seen", "date": "2021-05-01"}


def problems(seed: int) -> dict[str, Data]:
    """Return two or three problems of different sizes."""
    many = 3 if seed % 5 == 0 else 2
    return {name: problem(seed + n, hypotheses=2 + (seed + n) % 2, items=1 + n) for n, name in enumerate(NAMES[:many])}


def plain(subject: str, explanation: str) -> str:
    """Return an explanation as the oracle calls it."""
    return "rest" if explanation == f"rest-of-{subject}" else explanation.removeprefix(f"{subject}-")


@pytest.mark.parametrize("seed", tried(range(30)))
def test_beliefs_are_products(seed: int) -> None:
    made = problems(seed)
    of = case(as_subjects(made))
    found = analyse(worlds := Worlds(of, 20, 1), Upstream())
    expected = oracle.together(made)
    keys = [tuple(plain(s, e) for s, e in zip(made, joint.split("+"), strict=True)) for joint in of.explanations]
    assert keys == list(expected)
    draws = found.following.draws(0, 20)
    assert found.posterior[:, 0] == pytest.approx(list(expected.values()), rel=1e-9)
    assert draws.beliefs[:, 0] == pytest.approx(list(expected.values()), rel=1e-9)
    for number, (name, one) in enumerate(made.items()):
        uniforms = worlds.draws(0, 20).uniform(f"hypothesis/{name}!")
        true = [oracle.true(one, float(u)) for u in uniforms]
        told = [plain(name, of.subjects[number].explanations[n]) for n in draws.true_of(number)]
        assert told == true
        drawn = found.subjects[number].found.true.astype(int)
        assert [plain(name, of.subjects[number].explanations[n]) for n in drawn] == true
        alone = report(analyse(Worlds(case(as_reading(one)), 20, 1), Upstream())).subjects[0]
        here = report(found).subjects[number]
        assert [e.posterior for e in here.explanations] == pytest.approx([e.posterior for e in alone.explanations])
        assert [p.moves for p in here.pieces] == pytest.approx([p.moves for p in alone.pieces], abs=1e-12)
        assert [s.ratio for s in here.silences] == pytest.approx([s.ratio for s in alone.silences])


@pytest.mark.parametrize("seed", range(12))
def test_something_that_depends_on_several_subjects_takes_all_of_them(seed: int) -> None:
    made = problems(seed)
    of = case(as_subjects(made))
    draws = analyse(Worlds(of, 30, 1), Upstream()).following.draws(0, 30)
    stated = {"north": {"h0": 0.2, "h1": 0.6, "otherwise": 0.4}, "south": {"h1": 0.9, "otherwise": 0.4}}
    given = {f"{s}-{h}" if h != "otherwise" else h: p for s, told in stated.items() for h, p in told.items()}
    found = where_true(draws, {h: np.full(30, p) for h, p in given.items()})
    for world in range(30):
        true = {s: plain(s, of.subjects[n].explanations[draws.true_of(n)[world]]) for n, s in enumerate(made)}
        assert found[world] == pytest.approx(oracle.likely(made, true, stated))
    assert where_true(draws, {"otherwise": np.full(30, 0.4)}) == pytest.approx(0.4)


def test_the_weights_of_subjects_multiply() -> None:
    """The evidence on one is as likely as the world says, whatever is seen of the other."""
    one: Data = {"hypotheses": {"a": {"name": "A", "prior": 0.5}, "b": {"name": "B", "prior": 0.5}}}
    other: Data = {"hypotheses": {"c": {"name": "C", "prior": 0.3}, "d": {"name": "D", "prior": 0.7}}}
    one["evidence"] = {"i": ITEM | {"likelihoods": {"a": [0.2, 0.9], "b": 0.4}}}
    other["evidence"] = {"j": ITEM | {"likelihoods": {"c": 0.8, "d": [0.1, 0.5]}}}
    said = {"subjects": {"x": {"party": "us", **one}, "y": {"party": "them", **other}}}
    found = analyse(worlds := Worlds(case(said), 200, 1), Upstream())
    first, second = "reading/subjects/x/evidence/i/likelihoods/a", "reading/subjects/y/evidence/j/likelihoods/d"
    judged = worlds.judged([first, second])
    expected = (0.5 * judged[first] + 0.5 * 0.4) * (0.3 * 0.8 + 0.7 * judged[second])
    assert found.weights == pytest.approx(expected / expected.mean())


def test_a_value_may_depend_on_a_hypothesis_of_any_subject() -> None:
    said, main = two(), stakes()
    of = case(said, **main)
    draws = Worlds(of, 400, 1).draws(0, 400)
    assert (draws.holds("a") & draws.holds("c")).mean() == pytest.approx(0.5 * 0.3, abs=0.03)
    assert of.implies("a+d") == {"a+d", "a", "d"}
    supposed = draws.supposing("b+c")
    assert supposed.holds("b").all()
    assert not supposed.holds("d").any()
    assert "unknown hypothesis 'e'" in faults(said, **stakes("e"))[0]


def test_each_subject_is_a_driver_of_its_own() -> None:
    of = case(two(), **stakes())
    trace = [*of.hypotheses.values(), "positions/us/x/yes"]
    found = splits(Worlds(of, 100, 1), trace)
    assert {"hypothesis/x!", "hypothesis/y!"} <= found.keys()
    assert HYPOTHESIS not in found
    assert set(found["hypothesis/y!"].bins.tolist()) == {0, 1, 2}
    assert stream_label(of, "hypothesis/y!") == "which explanation of Them is true"


def test_what_if_is_asked_of_the_subject_that_has_it() -> None:
    of = case(two())
    assert set(struck(of, "j").parts["reading"].subjects["y"].evidence) == set()
    assert set(struck(of, "j").parts["reading"].subjects["x"].evidence) == {"i"}
    assert doubted(of, "i", 0.5).parts["reading"].subjects["x"].evidence["i"].reliability is not None
    staged = suspicious(of, "c", 0.1)
    assert "deception" in staged.subjects[1].hypotheses
    assert "deception" not in staged.subjects[0].hypotheses
    inquiry = Inquiry(options={"strike": ("i", "j"), "deception": "a=0.2"})
    assert "deception" in asked(of, inquiry).subjects[0].hypotheses
    report(analyse(Worlds(staged, 20, 1), Upstream()))


def test_a_back_test_adds_to_each_subject() -> None:
    more = {"evidence": {"k": {"name": "K", "date": "2021-10-01", "likelihoods": {"c": 0.9, "otherwise": 0.1}}}}
    later = {"subjects": {"y": more | {"truth": {"hypothesis": "rest"}}}}
    of = as_of(case(two(), later), case(two()).date.replace(year=2022))
    found = report(analyse(Worlds(of, 20, 1), Upstream())).subjects[1]
    assert [p.id for p in found.pieces] == ["j", "k"]
    assert found.post_mortem is not None
    assert found.post_mortem.truth == "rest-of-y"
    assert "evidence of no subject" in faults(two(), more)[0]
    assert "unknown subject 'z'" in faults(two(), {"subjects": {"z": more}})[0]


def test_every_subject_has_pages_and_words() -> None:
    of = case(two())
    made = page(of, report(analyse(Worlds(of, 50, 1), Upstream())), Inquiry())
    questions = [section.question for section in made.sections]
    assert "Us: what explains its behaviour?" in questions
    assert "Them: what does the evidence say?" in questions
    for path in of.judgements:
        assert label(of, path.split("/")[1:]).startswith(("how ", "whether "))


def test_a_subject_on_which_nothing_depends_is_worth_a_look() -> None:
    (remark,) = remarks(case(two(), **stakes()))
    assert remark.where == "reading → subjects → y → hypotheses"
    assert "c, d and rest-of-y" in remark.says


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"hypotheses": {"a": {"name": "A", "prior": 1}}},
            "reading.yaml:1: hypotheses: found hypotheses beside subjects",
        ),
        ({"subjects": {}}, "found no hypotheses; expected hypotheses, at least two; or subjects that have them"),
    ],
)
def test_either_one_subject_or_several(change: Data, expected: str) -> None:
    assert any(expected in line for line in faults(two() | change)), faults(two() | change)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"party": "thme"}, "found the unknown party 'thme'"),
        ({"hypotheses": {h: {"name": h, "prior": 0.4} for h in ("a", "d")}}, "found a a second time"),
        ({"evidence": {"i": ITEM | {"likelihoods": {"otherwise": 0.5}}}}, "found i a second time"),
        ({"evidence": {"j": ITEM | {"likelihoods": {"a": 0.5}}}}, "found the unknown hypothesis 'a'"),
        ({"hypotheses": {"c": {"name": "C", "prior": 0.4}}}, "found a single hypothesis"),
        (
            {"hypotheses": {f"m{n}": {"name": "M", "prior": 0} for n in range(200)}},
            "402 joint explanations of 2 subjects",
        ),
    ],
)
def test_what_is_wrong_with_a_subject_is_named(change: Data, expected: str) -> None:
    said = two()
    said["subjects"]["y"] |= change
    assert any(expected in line for line in faults(said)), faults(said)


def two() -> dict[str, Any]:
    """Return a reading of two subjects."""
    one = {"a": {"name": "A", "prior": 0.5}, "b": {"name": "B", "prior": 0.5}}
    other = {"c": {"name": "C", "prior": 0.3}, "d": {"name": "D", "prior": 0.4}}
    first, second = ({n: ITEM | {"likelihoods": {h: 0.6, "otherwise": 0.5}}} for n, h in (("i", "a"), ("j", "c")))
    return {
        "subjects": {
            "x": {"party": "us", "hypotheses": one, "evidence": first},
            "y": {"party": "them", "hypotheses": other, "evidence": second, "rest": "something else"},
        }
    }


def stakes(hypothesis: str = "a") -> dict[str, Any]:
    """Return issues and a position that depends on a hypothesis."""
    when = {"yearly": 1, "when": [{"hypothesis": hypothesis, "yearly": 2}]}
    return {
        "issues": {"x": {"name": "X", "movers": ["us"], "options": {"no": "No", "yes": "Yes"}}},
        "positions": {"us": {"x": {"yes": when}}, "them": {"x": {"yes": 1}}},
        "reservation": {"us": 0, "them": 0},
    }
