"""Strength of preference and unknown preferences as a case states them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.bundled import CASES
from detente.case.faults import CaseError
from detente.case.read import read
from detente.chapters.stability.schema import StabilityFile
from detente.chapters.stability.stated.build import conflict_of
from detente.chapters.stability.stated.conflict_report import ConflictReport
from detente.chapters.stability.stated.consistency import check_alone
from detente.chapters.stability.stated.pair_preferences import doubted, relations, strongly
from detente.chapters.stability.stated.schema import ConflictPart, Preferences
from detente.chapters.stability.stated.sections import conflict_page
from detente.chapters.stability.stated.stable_states import answers
from detente.graph.pair_relations import ranked
from detente.graph.preference_strength import strength
from tests.chapters.stability.stated.stated import conflicts, stated
from tests.oracles.graph import Choice, Game, State
from tests.oracles.graph_beyond import doubtful, strong

PRISONERS = """\
conflict:
  decision_makers: {a: [mine], b: [yours]}
  options: {mine: A disarms, yours: B disarms}
  status_quo: NN
  preferences:
    a:
      ranking: [NY, YY, NN, YN]
      greatly:
        - [NY, YY]
        - [YY, NN]
        - [NN, YN]
    b:
      ranking: [YN, YY, NN, NY]
      greatly:
        - [YN, NN]
        - [YY, NY]
"""


def opened(folder: Path, text: str = PRISONERS) -> ConflictPart:
    (folder / "case.yaml").write_text("title: Two\ndate: 2021-08-31\nparties: {a: A, b: B}\n", encoding="utf-8")
    (folder / "stability.yaml").write_text(text, encoding="utf-8")
    part: ConflictPart = read(folder, {"stability": StabilityFile}).parts["stability"].conflict
    return part


def test_the_example_of_the_manual_comes_out_as_in_python(tmp_path: Path) -> None:
    """The prisoners of `strength`: any better state is greatly preferred by A, one two places up by B."""
    part = opened(tmp_path)
    conflict = conflict_of(part)
    worth = (np.array([1, 0, 3, 2]), np.array([1, 3, 0, 2]))
    by_gap = [ranked(worth[0], gap=1), ranked(worth[1], gap=2)]
    for mine, theirs in zip(relations(part, conflict, doubt=True), by_gap, strict=True):
        assert mine.better.tolist() == theirs.better.tolist()
        assert mine.greatly.tolist() == theirs.greatly.tolist()
    found = strongly(part, conflict)
    assert found is not None
    assert [*found] == ["gmr", "smr", "seq"]
    for concept, rows in found.items():
        assert rows.tolist() == strength(conflict, by_gap, concept).strong.tolist()
    assert found["gmr"][:, 3].tolist() == [True, False]
    assert doubted(part, conflict) is None
    told = ConflictReport.of(part, answers(conflict), {})
    assert told.strongly is not None
    assert (told.strongly["gmr"]["a"], told.strongly["gmr"]["b"]) == (["NN", "NY", "YY"], ["NN", "YN"])


def test_a_single_doubt_tempts_or_not(tmp_path: Path) -> None:
    """The example of `under_doubt`: somebody alone who may or may not prefer to act."""
    text = """\
conflict:
  decision_makers: {a: [act]}
  options: {act: Act}
  preferences: {a: {ranking: [[N, Y]], unknown: [[N, Y]]}}
"""
    part = opened(tmp_path, text.replace("[N, Y]", '["N", "Y"]'))
    found = doubted(part, conflict_of(part))
    assert found is not None
    assert {e: found[e]["nash"][0].tolist() for e in "abcd"} == {e: [e in "bd"] * 2 for e in "abcd"}
    assert strongly(part, conflict_of(part)) is None


@st.composite
def compared(draw: st.DrawFn) -> ConflictPart:
    """Draw a conflict with a few pairs and lists; greatly preferred is what is ranked so."""
    part = draw(conflicts())
    conflict = conflict_of(part)
    can_be = [conflict.state(int(s)) for s in np.flatnonzero(conflict.feasible)]
    preferences = {}
    for (party, wants), values in zip(part.preferences.items(), conflict.preferences, strict=True):
        worth = dict(zip(can_be, values[conflict.feasible].tolist(), strict=True))
        above = [[a, b] for a in can_be for b in can_be if worth[a] > worth[b]]
        great = draw(st.lists(st.sampled_from(above), max_size=2)) if above else []
        loose = [state for state in can_be if not any(state in pair for pair in great)]
        lists: list[list[str]] = []
        if len(loose) > 1:
            some = st.lists(st.sampled_from(loose), min_size=2, max_size=3, unique=True)
            lists = draw(st.lists(some, max_size=2))
        said = {"statements": wants.statements, "ranking": wants.ranking, "greatly": great, "unknown": lists}
        preferences[party] = Preferences.model_validate(said)
    return part.model_copy(update={"preferences": preferences})


def game_of(part: ConflictPart) -> Game:
    """Return the conflict as the brute force wants it."""
    conflict = conflict_of(part)
    choices = [Choice(o.owners, o.levels, o.up, o.down, o.jumps) for o in conflict.options]
    worth = [values.tolist() for values in conflict.preferences]
    return Game(len(part.decision_makers), choices, [dict(bad) for bad in conflict.infeasible], worth)


class Comparing:
    """What everybody thinks of a second state compared with a first, straight from what the case says."""

    def __init__(self, part: ConflictPart, game: Game, doubt: bool) -> None:
        self.makers, self.doubt = [*part.preferences.values()], doubt
        self.worth = [{written(s): game.value(i, s) for s in game.states()} for i in range(game.people)]

    def __call__(self, i: int, before: State, after: State) -> str:
        wants, worth, a, b = self.makers[i], self.worth[i], written(before), written(after)
        lists = [[states.text for states in group] for group in wants.unknown]
        if self.doubt and a != b and any(a in group and b in group for group in lists):
            return "?"
        sign = "<" if worth[a] > worth[b] else ">" if worth[a] < worth[b] else "="
        high, low = max(worth[a], worth[b]), min(worth[a], worth[b])
        great = any(high >= worth[first.text] and low <= worth[second.text] for first, second in wants.greatly)
        return sign * 2 if great else sign


def written(state: State) -> str:
    return "".join("NY"[level] for level in state)


@settings(max_examples=40)
@given(compared())
def test_it_is_what_the_definitions_say(part: ConflictPart) -> None:
    assert not [*check_alone(part)]
    game, conflict = game_of(part), conflict_of(part)
    firm, loose = strongly(part, conflict), doubted(part, conflict)
    assert (firm is not None) == any(wants.greatly for wants in part.preferences.values())
    assert (loose is not None) == any(wants.unknown for wants in part.preferences.values())
    known, unsure = (Comparing(part, game, doubt) for doubt in (False, True))

    def table(holds: Callable[[int, State], bool]) -> list[list[bool]]:
        return [[game.possible(s) and holds(i, s) for s in game.grid()] for i in range(game.people)]

    for concept, rows in (firm or {}).items():
        assert rows.tolist() == table(lambda i, s, c=concept: strong(game, known, i, s, c))  # type: ignore[misc]
    for extension, held in (loose or {}).items():
        for concept, rows in held.items():
            expected = table(lambda i, s, c=concept, e=extension: doubtful(game, unsure, i, s, c, e))  # type: ignore[misc]
            assert rows.tolist() == expected


def test_what_is_drawn_counts_where_it_is_so() -> None:
    """With judged values a pair may be the other way round in the world that is looked at; then nothing is great."""
    wants = {"values": {"Y--": 1, "N-N": 2, "NNY": 3}}
    for pair, great in ((["NNY", "Y--"], 1), (["Y--", "NNY"], 0)):
        part = stated(preferences={"town": {**wants, "greatly": [pair]}, "army": {"statements": []}})
        assert not [*check_alone(part)]
        plain = conflict_of(stated(preferences={party: {"statements": []} for party in ("town", "army")}))
        drawn = np.array([2, 1, 2, 1, 3, 1, 2, 1])
        central = type(plain)(plain.decision_makers, plain.options, plain.infeasible, (drawn, drawn * 0))
        assert relations(part, central, doubt=True)[0].greatly.any() == bool(great)


FIRST = "        - [NY, YY]"
AT = "stability.yaml:9: conflict → preferences → a → greatly → 1"
ABOVE = "expected first what is preferred, then what it is preferred to"
BOTH = "found NY and Y-, of which a pair is listed as unknown; expected a pair under greatly or under unknown, not both"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (FIRST, "        - [NY, YX]", f"{AT} → 2: found 'YX'; expected a state"),
        (FIRST, "        - [NY]", f"{AT}: found ['NY']; expected at least 2 of them"),
        (FIRST, "        - [YY, NY]", f"{AT}: found YY, which is not ranked above NY; {ABOVE}"),
        (FIRST, "        - [NY, Y-]\n      unknown: [[NY, YN]]", f"{AT}: {BOTH}"),
        (FIRST, f"{FIRST}\n      unknown: [[YN]]", "unknown → 1: found a single state; expected at least two"),
        (FIRST, "        - [NY, YYN]", f"{AT} → 2: found 3 letters in 'YYN'; expected 2"),
        ("  status_quo: NN", "  infeasible: [NN]", "greatly → 2 → 2: found NN, which cannot be; expected states that"),
        ("greatly:\n        - [YN", "gretly:\n        - [YN", "stability.yaml:14: conflict → preferences → b"),
    ],
)
def test_faults_name_their_line(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = PRISONERS.replace("        - [YY, NN]\n        - [NN, YN]\n", "") if "unknown" in after else PRISONERS
    assert before in text
    with pytest.raises(CaseError) as refused:
        opened(tmp_path, text.replace(before, after, 1))
    assert said in str(refused.value)


def test_the_page_says_what_is_firm_and_what_is_doubtful(tmp_path: Path) -> None:
    def told(text: str) -> str:
        part = opened(tmp_path, text)
        return " ".join(conflict_page(ConflictReport.of(part, answers(conflict_of(part)), {})).sections[0].answer)

    assert "By SEQ these hold firmly, every gain being spoilt by an answer that hurts greatly: NN." in told(PRISONERS)
    loose = PRISONERS.replace("        - [YN, NN]\n        - [YY, NY]\n", "        - [YN, NY]\n")
    assert "hold firmly" in told(loose)
    assert "Some preferences are unknown" not in told(loose)
    said = told(PRISONERS + "      unknown: [[NN, NY]]\n")
    assert "By SEQ these hold even if doubt tempts and does not deter: YY; and if it deters and does not tempt" in said
    part = opened(tmp_path)
    nothing = ConflictReport.of(part, answers(conflict_of(part)), {}).model_copy(
        update={"strongly": {"seq": {"a": [], "b": []}}}
    )
    assert "By SEQ none holds firmly" in " ".join(conflict_page(nothing).sections[0].answer)


def test_what_is_too_large_is_named() -> None:
    names = [f"o{n}" for n in range(13)]
    wants = {"statements": [{"o0": "Y"}], "greatly": [[{"o0": "Y"}, {"o0": "N"}]], "unknown": [[{"o0": "Y"}]]}
    part = stated(
        decision_makers={"town": names[:6], "army": names[6:]},
        options=dict.fromkeys(names, "Option"),
        infeasible=[],
        status_quo=None,
        preferences={"town": wants, "army": {"statements": []}},
    )
    told = ConflictReport.of(part, answers(conflict_of(part)), {})
    assert (told.strongly, told.doubted) == (None, None)
    assert "strength of preference: 8,192 feasible states are too many" in told.missing
    assert "unknown preferences: 8,192 feasible states are too many" in told.missing


def test_no_bundled_conflict_says_so() -> None:
    part = read(CASES / "elmira", {"stability": StabilityFile}).parts["stability"].conflict
    told = ConflictReport.of(part, answers(conflict_of(part)), {})
    assert (told.strongly, told.doubted) == (None, None)
