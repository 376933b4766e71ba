"""Page one: the joint answer first, every chapter heard, and never more than 250 words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.pageone import MOST_WORDS, page_one, words
from detente.findings import Page, Table
from detente.outcomes.joint import Joint
from detente.worlds.errors import Interval

TABLE = Table("The packages", "Shares.", ("Package", "Attainable", "Gain"), (("A", "60 %", "1"), ("B", "5 %", "2")))


def page(*answer: str, lead: str = "It leads.", proposal: bool = False, table: Table | None = None) -> Page:
    return Page(lead, (("Land", "Shared"),) if proposal else (), answer, table, None, ())


def joint(label: str, alone: dict[str, float], together: dict[str, float]) -> Joint:
    shares = {word: Interval(share, share, share) for word, share in together.items()}
    return Joint(label, alone, shares, np.zeros(0, dtype=bool))


JOINT = joint("a", {"attainable": 0.6, "durable": 0.5}, {"attainable": 0.6, "durable": 0.25})


def test_the_proposal_leads_and_what_it_asks_is_said_one_by_one() -> None:
    pages = {"reading": page("They wait."), "proposal": page("Talks add little.", proposal=True)}
    one = page_one(pages, [JOINT], ["It turns on land."], [])
    assert one.lead == "It leads."
    assert one.answer[0].startswith("One by one, everybody needed accepts it in 60\u00a0%")
    assert one.answer[1:] == ("Talks add little.", "They wait.", "It turns on land.")
    assert one.proposal == (("Land", "Shared"),)


def test_without_a_package_nothing_is_joint() -> None:
    one = page_one({"agreement": page("Nothing.", lead="Nothing can be agreed.")}, [JOINT], [], [])
    assert (one.lead, one.answer) == ("Nothing can be agreed.", ("Nothing.",))


def test_what_leads_where_nothing_is_to_be_agreed() -> None:
    pages = {"reading": page(lead="They wait."), "stability": page(lead="It holds.")}
    assert page_one(pages, [], [], []).lead == "It holds."
    assert page_one({"reading": page(lead="They wait.")}, [], [], []).lead == "They wait."
    assert page_one({}, [], ["Nothing matters."], []).answer == ("Nothing matters.",)


def test_the_table_says_what_else_holds() -> None:
    keyed = Table(TABLE.title, TABLE.says, TABLE.head, TABLE.rows, ("a", "b"))
    other = joint("b", {"attainable": 0.05, "durable": 1.0}, {"attainable": 0.05, "durable": 0.04})
    longer = joint("a", {**JOINT.alone, "reachable": 1.0}, {"attainable": 0.6, "durable": 0.25, "reachable": 0.2})
    widened = page_one({"agreement": page(table=keyed, proposal=True)}, [longer, other], [], []).table
    assert widened is not None
    assert widened.head == ("Package", "Attainable", "And durable", "Gain")
    assert widened.rows == (("A", "60 %", "25\u00a0%", "1"), ("B", "5 %", "4\u00a0%", "2"))
    for joints, table in (([JOINT], keyed), ([longer, other], TABLE)):
        assert page_one({"agreement": page(table=table)}, joints, [], []).table == table


sentences = st.lists(st.integers(1, 60).map(lambda n: "word " * n), max_size=6)


@given(st.lists(sentences, min_size=1, max_size=5), st.integers(0, 60))
def test_it_keeps_within_its_words(said: list[list[str]], warned: int) -> None:
    pages = {f"chapter-{n}": page(*answer) for n, answer in enumerate(said)}
    turning, warnings = ["It turns on this."], ["warning " * warned]
    one = page_one(pages, [], turning, warnings)
    assert words([one.lead, *one.answer, *warnings]) <= MOST_WORDS
    assert one.answer[-1] == turning[0]
    every = [sentence for answer in said for sentence in answer]
    assert set(one.answer[:-1]) <= set(every)
    if words([one.lead, *every, *turning, *warnings]) <= MOST_WORDS:
        assert list(one.answer) == [*every, *turning]
