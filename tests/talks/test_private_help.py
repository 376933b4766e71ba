"""What one seat works out for itself, and that nobody else learns of it."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case.model import Case
from detente.talks.help.case_packages import NotOfCaseError, numbered
from detente.talks.help.mediators_view import CannotMediateError, mediators_view
from detente.talks.help.private_worth import table_for, worth_of
from detente.talks.help.proposed_texts import compared, proposed_texts, text_at
from detente.talks.help.sealed_positions import opened_positions, sealed
from detente.talks.help.stated_positions import PositionsError, StatedPositions, positions_of
from detente.talks.record.judging_entries import RefusedError
from detente.talks.rules.known_issues import known_issues, not_of_case
from detente.talks.seats.sealing import SEALED
from tests.sharing import bundled_case
from tests.talks.about_case import FIRST, SINAI, CaseTalks, sinai_talks

MORE = {**FIRST, "canal": "open"}


@pytest.fixture
def made() -> CaseTalks:
    return sinai_talks()


@pytest.fixture
def case() -> Case:
    return bundled_case(SINAI)


def seal(made: CaseTalks, seat: str, stated: StatedPositions) -> None:
    made.add(seat, SEALED, **sealed(made.record, stated, [seat, "hk"]))


def test_a_text_is_worth_the_sum_of_its_options_and_an_amendment_the_difference(made: CaseTalks, case: Case) -> None:
    first = made.add("egypt", "proposal", text="Lines.", package=FIRST)
    second = made.add("israel", "amendment", proposal=first, text="Lines, and the canal.", package=MORE)
    own = positions_of(case, "egypt")
    texts = proposed_texts(made.record)
    one, two = worth_of(case, table_for(case, "egypt", own, 1), texts)
    expected = own.points["withdrawal"]["line-b"] + own.points["forces"]["limited"]
    assert one.worth.middle == pytest.approx(expected)
    linked = sum(value for pattern, value in own.linkages if pattern.keys() == {"withdrawal", "canal"})
    assert two.change is not None
    assert two.change.middle == pytest.approx(own.points["canal"]["open"] + linked)
    assert (two.number, texts[second].before) == (second, first)
    assert compared(text_at(texts, first), text_at(texts, second)).package == {"canal": (None, "open")}


def test_what_a_text_is_worth_to_one_side_tells_nothing_of_another(made: CaseTalks, case: Case) -> None:
    made.add("egypt", "proposal", text="Lines.", package=FIRST)
    texts = proposed_texts(made.record)
    others = {**case.positions, "israel": {**case.positions["israel"], "oil": case.positions["israel"]["canal"]}}
    reservation = {**case.reservation, "israel": case.reservation["egypt"]}
    changed = case.model_copy(update={"positions": others, "reservation": reservation})
    found = [worth_of(one, table_for(one, "egypt", None, 50), texts) for one in (case, changed)]
    assert found[0] == found[1]


def test_a_mediator_finds_improvements_of_what_was_agreed(made: CaseTalks, case: Case) -> None:
    for seat in ("egypt", "israel"):
        seal(made, seat, positions_of(case, seat))
    agreed = made.in_force(FIRST)
    opened = opened_positions(made.record, made.keys["hk"], case)
    view = mediators_view(made.record, case, opened, 2)
    better = view.improvements[agreed]
    assert better
    assert view.improvements_left[agreed] == 0 or len(better) == 5
    assert all(change >= -1e-6 for draft in better for change in draft.change.values())
    assert all(any(change > 0 for change in draft.change.values()) for draft in better)
    assert view.accepts.keys() == {"egypt", "israel"}
    assert np.all([n >= view.overlap for n in view.accepts.values()])
    again = mediators_view(made.record, case, dict(reversed(opened.items())), 2)
    assert again == view


def test_only_whom_positions_are_sealed_for_opens_them_and_the_last_ones_count(made: CaseTalks, case: Case) -> None:
    first = positions_of(case, "egypt")
    seal(made, "egypt", first)
    seal(made, "egypt", StatedPositions.of({**first.body, "reservation": "3"}, case))
    assert opened_positions(made.record, made.keys["hk"], case)["egypt"].reservation == 3
    assert opened_positions(made.record, made.keys["israel"], case) == {}
    assert opened_positions(made.record, made.keys["ally"], case) == {}
    with pytest.raises(CannotMediateError, match="no positions of israel are sealed for you"):
        mediators_view(made.record, case, opened_positions(made.record, made.keys["hk"], case), 2)


def test_nobody_seals_the_positions_of_another(made: CaseTalks, case: Case) -> None:
    seal(made, "egypt", positions_of(case, "israel"))
    with pytest.raises(PositionsError, match="egypt speaks for egypt, not 'israel'"):
        opened_positions(made.record, made.keys["hk"], case)


def test_a_package_that_is_none_of_the_case_is_refused_when_it_is_sent(made: CaseTalks, case: Case) -> None:
    with pytest.raises(RefusedError, match=r"the unknown issue 'canel'; expected .* \(did you mean 'canal'\?\)"):
        made.add("egypt", "proposal", text="Lines.", package={"canel": "open"})
    with pytest.raises(NotOfCaseError, match="canal: the unknown option 'shut'"):
        numbered(case, {"canal": "shut"})
    assert known_issues({"issues": 3}) == known_issues({}) == {}
    assert not_of_case({"a": "b"}, known_issues({"issues": {"a": ["b"], "c": 4}})) is None
