"""Letters of any party to any other: who writes, in which words, and what a mediator asks of everybody."""

from __future__ import annotations

import pytest

from detente.case.model import Case
from detente.chapters.approach.letters.draft import draft
from detente.chapters.approach.letters.drafted import drafted
from detente.chapters.approach.letters.first_exchange import Exchange, advice, first_exchange
from detente.chapters.approach.letters.letter_forms import by_key, correspondence, moves_nothing
from detente.chapters.approach.schema import LetterWords
from tests.chapters.approach.conftest import agreed, opened, proposed
from tests.sharing import bundled_case

WORDS = LetterWords(
    opening="Sir",
    purpose="I write as a friend.",
    channel="by hand",
    talks="We could meet.",
    courtesy="Thank you.",
    closing="Yours",
    signature=("An ally",),
)


@pytest.fixture(scope="module")
def gerd() -> Case:
    return bundled_case("gerd-2021")


def test_an_ally_with_words_of_its_own_writes_beside_the_first() -> None:
    case = with_words(opened("korea-2021"), "rok", "dprk")
    assert list(by_key(case)) == ["dprk", "dprk-from-rok"]
    assert correspondence(case, "rok", "dprk").words is WORDS
    assert correspondence(case, "us", "dprk").words is case.parts["approach"].letters["dprk"]


def test_anybody_else_writes_in_plain_words() -> None:
    case = opened("korea-2021")
    found = correspondence(case, "china", "dprk")
    assert found.plain
    assert found.words.opening == case.parts["approach"].letters["dprk"].opening
    assert found.words.signature[-1] == "for China"
    assert correspondence(case, "dprk", "us").words.opening == "Excellency"


def test_who_moves_nothing_mediates() -> None:
    case = opened("korea-2021")
    assert moves_nothing(case, "france")
    assert not moves_nothing(case, "us")
    found = agreed("korea-2021")
    made = drafted(case, found.worlds, found, "france", "dprk", advice(found))
    assert made.exchange is not None
    assert not made.exchange.offers
    assert {mover for issue in made.exchange.options for mover in case.issues[issue].movers} >= {"us", "dprk"}


def test_a_mediator_puts_the_same_step_to_every_side() -> None:
    case, found = opened("camp-david-1978"), proposed("camp-david-1978")
    rounds = [
        {"autonomy": "council"} if "autonomy" in case.issues else {},
        found.main.packages.options(found.first or ()),
    ]
    told = [first_exchange(case, found, "syria-watch", to, advice(found, rounds)) for to in case.principals]
    assert all(one is not None for one in told)
    assert len({tuple(sorted(one.options.items())) for one in told if one is not None}) == 1
    for one in told:
        assert one is not None
        assert one.asks
        for issue, option in one.options.items():
            for party in case.principals:
                line = case.red_lines.get(party, {}).get(issue, {}).get(option)
                assert line is None or line.central <= 0.5


def test_what_is_offered_together_names_who_else_carries_it_out(gerd: Case) -> None:
    """Ethiopia and Sudan exchange data; Ethiopia writes to Egypt, and Sudan is named."""
    exchange = Exchange({"data": "daily"}, {"pressure": "paused"}, {"form": "interim"}, {}, "roadmap", None)
    text = draft(gerd, correspondence(gerd, "ethiopia", "egypt"), exchange).text
    assert "As a first step, we would, with Sudan, exchange data every day." in text
    assert "Together with Sudan we could sign an interim agreement." in text
    assert "The same first step" not in text


def test_a_writer_may_have_words_of_its_own_for_what_it_offers(gerd: Case) -> None:
    part = gerd.parts["approach"]
    own = part.wording["data"]["daily"].model_copy(
        update={"offer_by": {"sudan": "send our gauges’ data, with Ethiopia,"}}
    )
    wording = {**part.wording, "data": {**part.wording["data"], "daily": own}}
    case = gerd.model_copy(update={"parts": {**gerd.parts, "approach": part.model_copy(update={"wording": wording})}})
    exchange = Exchange({"data": "daily"}, {"pressure": "paused"}, {}, {}, "roadmap", None)
    assert (
        "we would send our gauges’ data, with Ethiopia,."
        in draft(case, correspondence(case, "sudan", "egypt"), exchange).text
    )


def with_words(case: Case, sender: str, recipient: str) -> Case:
    part = case.parts["approach"].model_copy(update={"letters_from": {sender: {recipient: WORDS}}})
    return case.model_copy(update={"parts": {**case.parts, "approach": part}})
