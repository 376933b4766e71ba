"""What a stated conflict comes to over all worlds, in numbers and in words."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from detente.case.model import Case
from detente.case.read import read
from detente.chapters.stability.schema import StabilityFile
from detente.chapters.stability.stated.build import conflict_of
from detente.chapters.stability.stated.conflict_report import MOST_LISTED, ConflictReport
from detente.chapters.stability.stated.naming import changes, letters
from detente.chapters.stability.stated.over_worlds import ConflictFound, found
from detente.chapters.stability.stated.schema import ConflictPart
from detente.chapters.stability.stated.sections import conflict_page
from detente.chapters.stability.stated.stable_states import answers, in_words
from detente.graph.concepts import stable
from detente.worlds import Worlds
from tests.chapters.stability.stated.stated import stated
from tests.chapters.stability.stated.test_in_a_case import CASE, SOUND

SIZE = 300


@pytest.fixture
def case(tmp_path: Path) -> Case:
    (tmp_path / "case.yaml").write_text(CASE + "sources: {chronicle: A chronicle}\n", encoding="utf-8")
    text = SOUND.replace("NNY: 4", "NNY: [0, 2]")
    (tmp_path / "stability.yaml").write_text(text, encoding="utf-8")
    return read(tmp_path, {"stability": StabilityFile})


def come_to(case: Case, worlds: Worlds) -> ConflictFound:
    return found(case, case.parts["stability"].conflict, worlds)


def test_with_judged_values_an_outcome_holds_in_a_share_of_worlds(case: Case) -> None:
    worlds = Worlds(case, SIZE, 1)
    what = come_to(case, worlds)
    columns = {column.name: column.values for column in what.columns()}
    part = case.parts["stability"].conflict
    drawn = worlds.draws(0, SIZE)
    each = np.asarray(stable(conflict_of(part, None, drawn), "seq").all(axis=0))
    names = {what.answers.conflict.state(s): s for s in np.flatnonzero(each.any(axis=0)).tolist()}
    assert {name for name in columns if name.startswith("stability.seq")} == {f"stability.seq[{n}]" for n in names}
    for name, state in names.items():
        assert (columns[f"stability.seq[{name}]"] == each[:, state]).all()
    shares = {o.state: o.share for o in ConflictReport.over_worlds(what, worlds).outcomes if o.share}
    assert any(0 < share < 1 for share in shares.values())
    assert what.trace == {*case.judgements}
    assert {headline.name for headline in what.headlines()} <= {*columns}
    page = conflict_page(ConflictReport.over_worlds(what, worlds))
    assert page.lead.startswith("Three outcomes would hold: ")  # the others hold in some worlds only
    assert page.table is not None
    assert page.table.head[1] == "Holds in"


def test_the_same_worlds_give_the_same_whatever_the_blocks(case: Case) -> None:
    one, two = (come_to(case, Worlds(case, 1500, 3, chunk=chunk)) for chunk in (1024, 4096))
    for first, second in zip(one.columns(), two.columns(), strict=True):
        assert (first.name, first.values.tolist()) == (second.name, second.values.tolist())


def test_an_answer_for_page_one_is_short(case: Case) -> None:
    page = conflict_page(ConflictReport.over_worlds(come_to(case, Worlds(case, SIZE, 1)), Worlds(case, SIZE, 1)))
    assert 1 <= len(page.answer) <= 2
    for sentence in page.answer:
        assert len(re.findall(r"\w+", sentence)) <= 25 + sentence.count("“") * 6
    assert [section.question for section in page.sections] == [
        "Which outcomes would hold?",
        "Why would they hold, and who would leave the others?",
        "How could it get there from where things stand?",
    ]  # and in the central world everything holds


def test_words() -> None:
    conflict = conflict_of(stated())
    ladders = [("N", "Y")] * 3
    assert in_words(conflict, [0], ladders) == "Nothing done"
    assert in_words(conflict, [3, 1], ladders) == "Open the gates"
    assert changes(["Toll", "Goods"], "0(11)", "2(10)") == "“Toll” to 2 and “Goods” to 10"
    assert letters("N(12)Y") == ["N", "12", "Y"]


def test_who_would_move_where() -> None:
    told = answers(conflict_of(stated()))
    number = {told.conflict.state(s): s for s in range(8)}
    assert [told.conflict.state(s) for s in told.improvements(1, number["NYN"])] == ["NNN", "NNY"]
    assert told.liked(0, number["NNY"]) == 1
    assert told.liked(0, number["YYN"]) == 0
    assert told.left_out == ()


@pytest.mark.parametrize("options", [15, 18])
def test_a_lone_decision_maker_with_many_options(options: int) -> None:
    """Nobody moves at the same time as it, however many moves it has: nothing is left out, and it takes no time."""
    names = [f"o{n}" for n in range(options)]
    wants = {"statements": [{"o0": "Y"}, {"if": {"o0": "Y"}, "then": {"o1": "N"}}]}
    part = stated(
        decision_makers={"town": names},
        options=dict.fromkeys(names, "Option"),
        infeasible=[],
        status_quo=None,
        preferences={"town": wants},
    )
    told = answers(conflict_of(part))
    assert told.left_out == ()
    best = np.arange(2**options) & 3 == 1
    for concept, rows in told.stable.items():
        assert (rows[0] == best).all(), concept


def large(options: int) -> ConflictPart:
    names = [f"o{n}" for n in range(options)]
    half = options // 2
    return stated(
        decision_makers={"town": names[:half], "army": names[half:]},
        options=dict.fromkeys(names, "Option"),
        infeasible=[],
        status_quo=None,
        preferences={
            "town": {"statements": [{"o0": "Y"}, {names[-1]: "N"}]},
            "army": {"statements": [{"iff": [{"o0": "Y"}, {names[-1]: "Y"}]}]},
        },
        misperceptions={"army": [{"o1": "Y", "o2": "Y"}]},
    )


def test_of_many_states_the_equilibria_are_listed_and_all_counted() -> None:
    part = large(14)
    come_to = answers(conflict_of(part))
    told = ConflictReport.of(part, come_to, dict.fromkeys(come_to.holding, 1.0))
    assert (told.listed, told.states, told.stable) == (False, [], {})
    assert told.counts.states == 2**14
    makers = come_to.conflict.decision_makers
    under = np.sum([rows.all(axis=0) for rows in come_to.stable.values()], axis=0)
    number = {name: state for state, name in enumerate(come_to.names)}
    for concept, rows in come_to.stable.items():
        assert told.counts.stable[concept] == dict(zip(makers, rows.sum(axis=1).tolist(), strict=True))
        everybody = np.flatnonzero(rows.all(axis=0))
        assert told.counts.equilibria[concept] == len(everybody)
        named = [number[name] for name in told.equilibria[concept]]
        assert len(named) == min(MOST_LISTED, len(everybody))
        assert {*named} <= {*everybody.tolist()}
        assert min(under[named]) >= max([0, *under[np.setdiff1d(everybody, named)]])
    assert any(count > MOST_LISTED for count in told.counts.equilibria.values())
    assert told.perceived is not None
    assert len(told.perceived) == min(MOST_LISTED, told.counts.perceived or 0)
    assert any(line.startswith("a closer look at more than 144 outcomes") for line in told.missing)
    page = conflict_page(told)
    assert "Of 16,384 states that can be" in page.sections[0].answer[0]
    assert page.table is not None
    assert max(len(row[0]) for row in page.table.rows) < 14 * 20 + 100


def test_of_few_states_all_are_listed() -> None:
    part = large(12)
    told = ConflictReport.of(part, answers(conflict_of(part)), {})
    assert told.listed
    assert told.counts.states == len(told.states) == MOST_LISTED
    assert told.counts.equilibria == {concept: len(states) for concept, states in told.equilibria.items()}
    assert told.counts.stable == {
        concept: {maker: len(states) for maker, states in held.items()} for concept, held in told.stable.items()
    }
