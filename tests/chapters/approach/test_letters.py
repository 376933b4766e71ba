"""Letters drafted from the bundled cases, and letters that fail."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from detente.case.inquiry import Inquiry
from detente.chapters.approach.letters.draft import missing_words
from detente.chapters.approach.letters.drafted import Drafted, drafted
from detente.chapters.approach.letters.first_exchange import advice, first_exchange
from detente.chapters.approach.letters.letter_forms import by_key
from detente.chapters.approach.letters.text_check import Checked, bundle, check
from detente.chapters.approach.pages.page import page
from detente.chapters.approach.report import report
from detente.chapters.approach.result import Approaches
from tests.chapters.approach.conftest import agreed, opened, proposed

LETTERS = [("korea-2021", "dprk"), ("camp-david-1978", "egypt"), ("camp-david-1978", "israel"), ("cuba-1962", "ussr")]
DATA = Path(__file__).parent / "data"


@lru_cache
def letter(name: str, recipient: str) -> Drafted:
    found = proposed(name)
    return drafted(opened(name), found.worlds, found, "us", recipient, advice(found))


def checked(text: str, name: str = "korea-2021", recipient: str = "dprk") -> Checked:
    return check(opened(name), agreed(name), recipient, text)


@pytest.mark.parametrize(("name", "recipient"), LETTERS)
def test_a_drafted_letter_passes_its_own_check(name: str, recipient: str) -> None:
    made = letter(name, recipient)
    assert made.letter is not None
    assert made.exchange is not None
    assert made.checked is not None
    assert made.checked.fatal == ()
    assert None not in made.checked.concerns.values()
    assert made.checked.threats == ()
    assert made.checked.deadlines == ()
    assert {(r.issue, r.option) for r in made.checked.raised} == set(made.exchange.options.items())
    assert made.attainable.any()
    assert 100 < made.letter.words < 400


@pytest.mark.parametrize(("name", "recipient"), LETTERS)
def test_a_letter_speaks_as_the_case_says(name: str, recipient: str) -> None:
    made = letter(name, recipient)
    form = opened(name).parts["approach"].letters[recipient]
    assert made.letter is not None
    text = " ".join(made.letter.text.split())
    for said in (form.opening, form.talks, form.channel, form.closing, *form.signature):
        assert " ".join(said.split()) in text


def test_the_comprehensive_letter_fails_and_every_demand_has_its_price() -> None:
    found = checked((DATA / "comprehensive.md").read_text(encoding="utf-8"))
    verdicts = {(r.issue, r.option): (r.verdict, r.price.price if r.price else 0.0) for r in found.raised}
    assert verdicts["fissile", "denuclearise"][0] == "fatal"
    assert verdicts["human-rights", "condition"][0] == "fatal"
    assert verdicts["recognition", "recognised"][0] in {"dear", "fatal"}
    assert all(
        verdicts[pair][1] > 0.25
        for pair in (("fissile", "denuclearise"), ("human-rights", "condition"), ("recognition", "recognised"))
    )
    assert {r.issue for r in found.fatal} >= {"fissile", "human-rights"}
    assert [name for name, said in found.concerns.items() if said is None] == ["hostile-policy", "drills"]
    assert [words for _, words in found.deadlines] == ["until the end of the year"]
    assert found.threats
    assert any({"fissile", "un-sanctions"} <= {i for i, _ in tie.options} for tie, _ in found.linkages)
    assert found.together is not None
    assert (found.together.best or 0.0) < 0.05
    assert all(s.text in (DATA / "comprehensive.md").read_text(encoding="utf-8").replace("\n", " ")
               for r in found.raised for s in r.sentences)  # fmt: skip


def test_an_ultimatum_fails_and_every_demand_has_its_price() -> None:
    found = checked((DATA / "ultimatum.md").read_text(encoding="utf-8"), "cuba-1962", "ussr")
    verdicts = {(r.issue, r.option): (r.role, r.verdict, r.price.price if r.price else 0.0) for r in found.raised}
    assert verdicts["regime", "replaced"][:2] == ("asked", "fatal")
    assert verdicts["regime", "neutral"][:2] == ("asked", "fatal")
    assert all(verdicts["regime", option][2] > 0.5 for option in ("replaced", "neutral"))
    assert verdicts["quarantine", "lifted"][1] == "bearable"
    assert [name for name, said in found.concerns.items() if said is None] == ["cuba-attacked", "bases", "berlin"]
    assert [words for _, words in found.deadlines] == ["until friday"]
    assert [words for _, words in found.threats] == ["all options"]


@pytest.mark.parametrize(
    ("text", "name", "recipient", "issue", "role"),
    [
        ("We would lift all UN sanctions.", "korea-2021", "dprk", "un-sanctions", "offered"),
        ("We would withdraw our troops from Berlin.", "cuba-1962", "ussr", "berlin", "together"),
    ],
)
def test_an_offer_nobody_could_keep_is_fatal_too(text: str, name: str, recipient: str, issue: str, role: str) -> None:
    found = checked(text, name, recipient)
    assert [(r.issue, r.role, r.verdict) for r in found.raised] == [(issue, role, "fatal")]


ARGUING = re.compile(
    r"(?:, |\. )but\b|\b(?:however|in fact|wrong|(?:you|we|i) (?:must|demand|insist)|should understand|you claim"
    r"|i have no such|unacceptable|rather than)\b"
)


def test_a_letter_acknowledges_and_does_not_argue() -> None:
    for name in ("korea-2021", "cuba-1962", "camp-david-1978", "gerd-2021"):
        case, found = opened(name), agreed(name)
        for one in by_key(case).values():
            made = drafted(case, found.worlds, found, one.sender, one.recipient, advice(found))
            if made.letter is not None:
                assert ARGUING.search(made.letter.text.lower()) is None
                assert made.checked is not None
                assert made.checked.outcome in {"clean", "raised"}
                assert made.checked.threats == made.checked.deadlines == ()


def test_a_letter_has_the_first_round_before_what_follows() -> None:
    case, found = opened("cuba-1962"), proposed("cuba-1962")
    rounds = [{"missiles": "stopped"}, {"missiles": "withdrawn", "quarantine": "lifted"}]
    made = drafted(case, found.worlds, found, "us", "ussr", advice(found, rounds))
    assert made.letter is not None
    told = made.letter.parts["The first step"]
    first, second = told.index("As a first step, we would ask you to stop the work"), told.index("As a second step")
    assert first < second < told.index("lift the quarantine") < told.index("dismantle the missiles")


def test_an_opening_may_bring_its_own_mark() -> None:
    texts = [letter(name, recipient).letter for name, recipient in (("korea-2021", "dprk"), ("cuba-1962", "ussr"))]
    lines = [text.text.splitlines()[2] for text in texts if text is not None]
    assert lines == ["Dear Chairman Kim,", "Dear Mr. Chairman:"]


def test_roles_follow_who_carries_it_out() -> None:
    text = "We would suspend the exercises. Please suspend your nuclear tests. Let us open liaison offices."
    assert {r.issue: r.role for r in checked(text).raised} == {
        "exercises": "offered",
        "nuclear-tests": "asked",
        "relations": "together",
    }


def test_what_is_denied_or_quoted_is_shown_and_not_counted() -> None:
    found = checked("We do not ask for denuclearisation. You wrote: “End the drills!”")
    assert found.raised == ()
    assert [(m.option, m.standing) for m in found.set_aside] == [("denuclearise", "denied"), ("end", "quoted")]


def test_a_bundle_costs_at_least_as_much_as_its_parts() -> None:
    found = agreed("korea-2021")
    one, other = bundle(found, [("fissile", "yongbyon")]), bundle(found, [("exercises", "suspend")])
    both = bundle(found, [("fissile", "yongbyon"), ("exercises", "suspend")])
    assert both.cost >= max(one.cost, other.cost) - 1e-12
    assert bundle(found, []).cost == pytest.approx(0.0)


def test_the_first_step_is_small_and_nearly_as_attainable_as_any() -> None:
    case, found = opened("korea-2021"), agreed("korea-2021")
    exchange = first_exchange(case, found, "us", "dprk", advice(found))
    assert exchange is not None
    assert exchange.offers
    assert exchange.asks
    assert not exchange.others
    whole = found.main.packages.options(found.recommended[0].package)
    assert exchange.options.items() <= whole.items()
    assert exchange.share == pytest.approx(found.share(found.main.packages.named(exchange.options)))


def test_the_first_rounds_of_a_roadmap_go_before() -> None:
    case, found = opened("korea-2021"), agreed("korea-2021")
    rounds = [
        {"relations": "letters"},
        {"relations": "letters", "exercises": "suspend"},
        {"relations": "liaison", "exercises": "suspend", "nuclear-tests": "moratorium", "fissile": "denuclearise"},
    ]
    exchange = first_exchange(case, found, "us", "dprk", advice(found, rounds))
    assert exchange is not None
    assert exchange.origin == "roadmap"
    assert exchange.options == {"exercises": "suspend", "nuclear-tests": "moratorium", "relations": "liaison"}
    alone = first_exchange(
        case, found, "us", "dprk", advice(found, rounds[:2])
    )  # nothing is asked, so the package decides
    assert alone is not None
    assert alone.origin == "package"


def test_missing_words_are_named() -> None:
    case, found = opened("korea-2021"), agreed("korea-2021")
    exchange = first_exchange(
        case, found, "us", "dprk", advice(found, [{"exercises": "suspend", "fissile": "yongbyon"}])
    )
    assert exchange is not None
    part = case.parts["approach"]
    wordless = part.model_copy(update={"wording": {}, "concerns": {}})
    bare = case.model_copy(update={"parts": {"approach": wordless}})
    assert missing_words(bare, "us", "dprk", exchange) == (
        "wording → exercises → suspend → offer",
        "wording → fissile → yongbyon → ask",
        "concerns → dprk",
    )
    made = drafted(bare, found.worlds, found, "us", "dprk", advice(found))
    assert made.letter is None
    assert made.missing_words
    found_page = page(
        bare,
        report(Approaches(replace(found.worlds, case=bare), found, {"dprk": made}, None, ())),
        Inquiry(advises="us"),
    )
    assert "No letter" in found_page.answer[0]


def test_options_without_phrases_are_named_as_unread() -> None:
    case = opened("korea-2021")
    assert checked("Dear Sir.").unread == ()
    part = case.parts["approach"]
    wording = {issue: options for issue, options in part.wording.items() if issue != "abductions"}
    fewer = case.model_copy(update={"parts": {"approach": part.model_copy(update={"wording": wording})}})
    assert check(fewer, agreed("korea-2021"), "dprk", "Dear Sir.").unread == (("abductions", "settled"),)
