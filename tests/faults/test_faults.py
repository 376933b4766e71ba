"""Small inputs that once failed, each with what was wrong and what is right."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from detente.brief.letter_formats import word
from detente.chapters.approach.letters import Letter
from tests.cli.conftest import FEW, Ran, called

HERE = Path(__file__).parent
FAULTY = {
    # A traceback, or NaN: the likelihood of the answer is e^−780, which no number can say.
    "answer-underflow-all": "reading.yaml:7: recipients → king → hazards → otherwise: found 30 replies a month, "
    "though nothing came in 26 months; expected at most 11.5 a month",
    "answer-underflow-one": "reading.yaml:7: recipients → king → hazards → h: found 30 replies a month",
    # NaN: half of the smallest number there is, is 0.
    "like-denormal": "found a likelihood as low as 4.94066e-324; expected a likelihood of 1e-12 or more",
    # U+009B begins a command of terminals, and reached them raw.
    "c1-controls": "case.yaml:5: issues → x → name: found the character 0x009b",
    # NaN: outcomes share what their likelihoods add up to, and that was 0.
    "no-answer-possible": "approach.yaml:4: probes → ask → outcomes: found no outcome that must be possible under bad; "
    "expected at least one with a likelihood above 0",
    # “add up to 1; expected 1”.
    "priors-1.0001": "found priors that add up to 1.0001; expected 1 within that range",
}
WHOLE = [
    "detection-never",  # a warning of NumPy, `Infinity` in JSON and “inf points”
    "judgement-as-source",  # the author's own judgement counted as a source
    "lead-year-9999",  # a traceback: the year 10355
    "mover-without-a-stake",  # a warning of NumPy: what it is exposed to, as a share of nothing
    "no-evidence",  # KeyError: probes need beliefs, which nothing had weighed
    "prior-zero-approach",  # NaN under an explanation that is ruled out
    "reading-year-0001",  # a traceback: a chart that begins the day before
    "roadmap-with-conflict-only",  # a traceback: a stated conflict has no measures
    "starts-9999",  # a traceback: verified after the end of the calendar
    "worsening",  # see tests/chapters/test_critique.py
]


def run(*args: str) -> Ran:
    """Run the command with every warning an error, as no warning of NumPy may reach a user."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        return called(*args)


def brief(name: str) -> dict[str, Any]:
    ran = run("brief", str(HERE / name), *FEW, "--seed", "1", "--out", "out", "--no-open", "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out, parse_constant=lambda number: pytest.fail(f"{number} in JSON"))
    return found


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_names_the_number(name: str) -> None:
    ran = run("check", str(HERE / name))
    assert ran.code == 2
    assert FAULTY[name] in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("name", WHOLE)
def test_a_brief_is_written(name: str) -> None:
    text = json.dumps(brief(name), ensure_ascii=False)
    assert " inf " not in text
    assert "nan" not in text.lower().replace("finan", "").split()


def test_what_is_never_found_can_be_paid_for_by_nothing() -> None:
    ran = run("stability", str(HERE / "detection-never"), *FEW, "--json")
    (breaker, _) = ran.json["packages"][0]["parties"]
    assert (breaker["breaks"], breaker["payment"]) == (1, None)
    assert "no payment would make breaking no better: never" in run(
        "stability", str(HERE / "detection-never"), *FEW
    ).out.replace("\n", " ").replace("  ", " ")


def test_an_authors_own_judgement_is_no_source() -> None:
    basis = brief("judgement-as-source")["page_one"]["basis"]["says"]
    assert basis[0].startswith("4 judgements by source: none checked, 4 the author’s own.")


def test_a_roadmap_needs_measures() -> None:
    ran = run("roadmap", str(HERE / "roadmap-with-conflict-only"), *FEW)
    assert ran.code == 2
    assert "roadmap lacks stability.yaml → measures" in ran.err


@pytest.mark.parametrize("name", ["lead-year-9999", "starts-9999"])
def test_what_the_calendar_does_not_reach_is_never_done(name: str) -> None:
    ran = run("roadmap", str(HERE / name), *FEW, "--full")
    assert ran.code == 0
    assert "finds no day" in " ".join(ran.out.split())


def test_without_evidence_beliefs_stay_as_they_were() -> None:
    ran = run("reading", str(HERE / "no-evidence"), *FEW, "--json")
    assert [round(e["posterior"], 9) for e in ran.json["subjects"][0]["explanations"]] == [0.5, 0.5]


def test_a_long_name_and_signature_fit_a_word_document() -> None:
    """Properties of a Word document hold 255 characters; python-docx refused more with a traceback."""
    long = "x" * 300
    letter = Letter("31 August 2021", "Dear Sir,", {"Why we write": "Plainly."}, "Yours", (long,))
    assert word(letter, long)[:2] == b"PK"


@pytest.mark.parametrize(("name", "under_bad"), [("kept-by-explanation", -0.0247), ("refusal-by-explanation", 0.0)])
def test_a_deal_that_stands_under_one_explanation_only_is_worth_a_question(name: str, under_bad: float) -> None:
    """Kept by explanation: information 0, “no probe is worth waiting for”. A broken deal leaves a victim its loss."""
    probing = run("approach", str(HERE / name), *FEW, "--json").json["probing"]
    deal = next(d for d in probing["decisions"] if d["decision"] == "propose")
    assert deal["if_true"]["a"] == pytest.approx({"good": 2.0, "bad": under_bad}, abs=1e-4)
    assert deal["branches"]["completed"] == pytest.approx(0.5)
    (ask,) = probing["probes"]
    assert ask["information"] == pytest.approx(0.40)
    assert ask["cost"] == pytest.approx(0.001)
    assert ask["value"] == pytest.approx(0.399)
    assert probing["plan"][0]["probe"] == "ask"


@pytest.mark.usefixtures("remembered")
def test_a_mediator_values_probes_by_the_side_that_gains_least() -> None:
    """Probes could not be valued: nobody was advised."""
    ran = run("approach", str(HERE / "mediator"), *FEW, "--json")
    assert ran.json["unprobed"] == []
    probing = ran.json["probing"]
    assert probing["parties"] == ["egypt", "sudan", "ethiopia"]
    (envoy,) = probing["probes"]
    assert envoy["information"] >= 0
    assert (envoy["cost"], envoy["effect"]) == (0, 0)
    text = next(d for d in probing["decisions"] if d["decision"] == "text")
    assert probing["now"] == pytest.approx(max(0.0, min(text["worth"].values())))


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("to", ["egypt", "sudan", "ethiopia"])
def test_a_mediator_who_moves_nothing_writes(to: str) -> None:
    """No letter: each side, the sender too, had to carry out something of its own. All who carry it out are named."""
    ran = run("letter", "draft", str(HERE / "mediator"), "--to", to, *FEW)
    assert (ran.code, ran.err) == (0, "")
    others = {"egypt": "Sudan and Ethiopia", "sudan": "Egypt and Ethiopia", "ethiopia": "Egypt and Sudan"}[to]
    assert f"e would ask you, with {others}, to " in ran.out
    assert "for as long as the others do theirs" in ran.out
