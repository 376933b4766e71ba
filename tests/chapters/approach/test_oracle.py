"""The first step against a plain enumeration, written from the page of formulas."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.model import Case
from detente.chapters.approach.lacks import lacks
from detente.chapters.approach.letters.drafted import drafted
from detente.chapters.approach.letters.first_exchange import Advice, advice, first_exchange
from detente.chapters.approach.letters.letter_reports import why_unwritten
from tests.chapters.approach.conftest import opened, proposed


def first_step(name: str, sender: str, recipient: str) -> dict[str, str] | None:
    """The first step: parts of the recommended package by size, then by their share of worlds."""
    case, found = opened(name), proposed(name)
    fatal = {
        (d.issue, d.option) for d in found.demands if d.forbidden - d.required >= 0.25 and d.required < d.forbidden / 2
    }
    options = {
        issue: case.ladder(issue)[n]
        for issue, n in zip(case.issues, found.first or (), strict=True)
        if n and (issue, case.ladder(issue)[n]) not in fatal
    }
    lower = {
        issue: [rung for rung in case.ladder(issue)[1 : n + 1] if (issue, rung) not in fatal]
        for issue, n in zip(case.issues, found.first or (), strict=True)
    }
    for choices in ({issue: [option] for issue, option in options.items()}, lower):
        parts = [(found.share(found.main.packages.named(part)), part)
                 for part in parts_of(case, choices, sender, recipient)
                 if found.main.packages.is_valid(found.main.packages.named(part))]  # fmt: skip
        parts = [(share, part) for share, part in parts if share > 0]
        if parts:
            best = max(share for share, _ in parts)
            near = [(len(part), -share, n, part) for n, (share, part) in enumerate(parts) if share >= 0.9 * best]
            return min(near)[3]
    return None


def parts_of(case: Case, choices: dict[str, list[str]], sender: str, recipient: str) -> Iterator[dict[str, str]]:
    """Two to four changes in which sender and recipient each have a part; of a mediator's, all principals."""
    open_issues = [issue for issue, rungs in choices.items() if rungs]
    every = {who for issue in open_issues for who in case.issues[issue].movers}
    for size in (2, 3, 4):
        for issues in combinations(open_issues, size):
            movers = [set(case.issues[issue].movers) for issue in issues]
            if sender in every:
                begun = any(sender in who and recipient not in who for who in movers)
                begun &= any(recipient in who and sender not in who for who in movers)
            else:
                sides = every & {*case.principals}
                begun = len(sides) > 1 and recipient in sides and sides <= set().union(*movers)
            if begun and (sender not in case.principals or all(who & {sender, recipient} for who in movers)):
                for rungs in product(*(choices[issue] for issue in issues)):
                    yield dict(zip(issues, rungs, strict=True))


@pytest.mark.parametrize(
    ("name", "recipient"),
    [("korea-2021", "dprk"), ("camp-david-1978", "egypt"), ("camp-david-1978", "israel"), ("cuba-1962", "ussr")],
)
def test_the_first_step(name: str, recipient: str) -> None:
    exchange = first_exchange(opened(name), proposed(name), "us", recipient, advice(proposed(name)))
    assert exchange is not None
    assert exchange.options == first_step(name, "us", recipient)


def by_round(case: Case, rounds: list[dict[str, str]], sender: str, recipient: str) -> list[dict[str, str]]:
    """The steps of a letter: the first round, and what is new by the first round by which both sides have begun."""
    for options in rounds:
        own = [issue for issue in options if sender in case.issues[issue].movers]
        theirs = [issue for issue in options if recipient in case.issues[issue].movers]
        if set(own) - set(theirs) and set(theirs) - set(own):
            rest = {issue: option for issue, option in options.items() if rounds[0].get(issue) != option}
            return [rounds[0], rest] if rest else [options]
    return []


LADDERS = {"exercises": "suspend", "un-sanctions": "suspended", "missile-tests": "long-range",
           "forward-forces": "pull-back", "relations": "liaison"}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(LADDERS)), min_size=1, max_size=5, unique=True), st.data())
def test_the_first_round_goes_before_what_follows(order: list[str], data: st.DataObject) -> None:
    case, found = opened("korea-2021"), proposed("korea-2021")
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order)))) | {len(order)})
    rounds = [{issue: LADDERS[issue] for issue in order[:cut]} for cut in cuts]
    if cuts[0] and data.draw(st.booleans()) and "relations" in rounds[-1]:
        rounds = [{**rounds[0], "relations": "letters"}, *rounds] if "relations" not in rounds[0] else rounds
    wanted = by_round(case, rounds, "us", "dprk")
    exchange = first_exchange(case, found, "us", "dprk", Advice(None, rounds))
    assert [step.options for step in exchange.steps] == wanted if exchange else not wanted


def test_nothing_is_written_where_nothing_is_worth_proposing() -> None:
    found = proposed("korea-2021")
    made = drafted(opened("korea-2021"), found.worlds, found, "us", "dprk", Advice(None))
    assert made.letter is None
    why = "no proposal is expected to leave the side advised better off than making none"
    assert why_unwritten(made) == (why,)


def test_what_a_case_lacks() -> None:
    assert lacks(opened("korea-2021")) == ()
    assert "approach.yaml" in lacks(opened("orange"))[0]
    bare = opened("korea-2021").parts["approach"].model_copy(update={"letters": {}, "probes": {}})
    assert "letters" in lacks(opened("korea-2021").model_copy(update={"parts": {"approach": bare}}))[0]
