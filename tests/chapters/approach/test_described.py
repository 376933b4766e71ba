"""Options found by what the case says of them, in sentences that use none of its phrases."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.chapters.approach.letters.described_options import DescribedIssue, Descriptions
from detente.chapters.approach.letters.raised import Reader
from detente.chapters.approach.letters.sentences import sentences
from tests.chapters.approach.conftest import opened
from tests.oracles.descriptions import Dispute

LABELS = st.sampled_from("abcdefgh")
SAID = st.dictionaries(LABELS, st.sampled_from([0.5, 1.0]), max_size=4)
KAPPA = {"a": 0.4, "b": 0.6}
WORDS = st.lists(st.frozensets(LABELS, min_size=1, max_size=2), max_size=5)


@st.composite
def disputes(draw: st.DrawFn) -> Dispute:
    issues = [f"i{n}" for n in range(draw(st.integers(1, 5)))]
    ladders = {issue: [f"o{n}" for n in range(draw(st.integers(2, 4)))] for issue in issues}
    options = {issue: {option: draw(SAID) for option in ladder} for issue, ladder in ladders.items()}
    return Dispute({issue: draw(SAID) for issue in issues}, options, KAPPA)


def near_a_bound(dispute: Dispute, words: set[frozenset[str]], about: set[frozenset[str]]) -> bool:
    """Whether rounding could decide: a sum stands at a bound."""
    e = {i: sum(dispute.of_issue(i, word) for word in words | about) for i in dispute.options}
    f = {
        (i, o): sum(dispute.of_option(i, o, word) for word in words) for i, lad in dispute.options.items() for o in lad
    }
    sums = [e[i] - 2.2 for i in e] + [e[j] - 0.75 * e[i] for i in e for j in e if i != j]
    sums += [f[i, o] - f[i, p] - 0.7 for i, lad in dispute.options.items() for o in lad for p in lad if o != p]
    return any(abs(x) < 1e-9 for x in sums)


@settings(max_examples=300, deadline=None)
@given(disputes(), WORDS, WORDS)
def test_the_formula_is_that_of_the_theory(
    dispute: Dispute, words: list[frozenset[str]], about: list[frozenset[str]]
) -> None:
    assume(not near_a_bound(dispute, set(words), set(about)))
    issues = {name: DescribedIssue(dispute.names[name], ladder) for name, ladder in dispute.options.items()}
    found = Descriptions(issues, KAPPA).best(words, about)
    assert (found and (found.issue, found.option)) == dispute.described(words, about)


def test_a_description_is_found_by_the_formula() -> None:
    """Both ways find something in a dispute that is made to have something found; chance seldom makes one."""
    names: dict[str, dict[str, float]] = {"i": {"a": 1.0}, "j": {"e": 1.0}, "k": {}, "l": {}}
    options: dict[str, dict[str, dict[str, float]]] = {
        "i": {"o": {}, "p": {"c": 1.0, "d": 1.0}, "q": {"d": 0.5}},
        "j": {"o": {}, "p": {}},
        "k": {"o": {}},
        "l": {"o": {}},
    }
    words = [frozenset("c"), frozenset("d")]
    assert Dispute(names, options, {}).described(words, []) == ("i", "p")
    found = Descriptions({name: DescribedIssue(names[name], options[name]) for name in names}, {}).best(words)
    assert found is not None
    assert (found.issue, found.option, found.words) == ("i", "p", (0, 1))


def raised(name: str, text: str) -> set[str]:
    return {
        f"{mention.issue}/{mention.option}"
        for mention in Reader.of(opened(name)).mentions(sentences(text))
        if mention.standing == "raised"
    }


@pytest.mark.parametrize(
    ("name", "text", "options"),
    [
        # passive, nominal, a request, a condition, a hint: no phrase of the case stands in any of them
        ("gerd-2021", "Quotas downstream would have to be written down as they were in 1959.", {"upstream/quotas"}),
        ("gerd-2021", "The setting up of a commission of technicians at the dam is indispensable.", {"data/joint"}),
        ("camp-david-1978", "Might Israeli ships not have passage through the Suez Canal?", {"waterways/free"}),
        ("camp-david-1978", "A mutual treaty of defence is what we would ask of America.", {"us-part/alliance"}),
        ("cuba-1962", "Only if observers are admitted to the sites can there be calm.", {"inspection/un-observers"}),
        # what the sentence before named
        ("korea-2021", "You hold field exercises each spring. We ask that they be ended.", {"exercises/end"}),
        # a clause with words of its own beside one with a phrase of the case
        (
            "gerd-2021",
            "The dam must have binding minimum releases, and let a fund for the basin be set up with foreign money.",
            {"drought/binding", "benefits/fund"},
        ),
    ],
)  # fmt: skip
def test_demands_are_found_without_a_phrase(name: str, text: str, options: set[str]) -> None:
    assert raised(name, text) == options


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gerd-2021", "Downstream quotas were written down in 1959."),
        ("gerd-2021", "A fund for the basin would be no use."),
        ("gerd-2021", "The generals ask for a commission of technicians at the dam."),
        ("gerd-2021", "A demand for arbitration would sink the talks."),
        ("camp-david-1978", "We do not ask that Israeli ships have passage through the Suez Canal."),
        ("korea-2021", "You hold field exercises each spring and summer. They were held last year as well."),
        ("korea-2021", "We would be glad to hear from you."),
    ],
)
def test_what_is_not_demanded_is_not_marked(name: str, text: str) -> None:
    assert raised(name, text) == set()


def test_an_option_without_phrases_is_not_looked_for() -> None:
    case = opened("gerd-2021")
    words = case.parts["approach"]
    benefits = {
        **words.wording["benefits"],
        "fund": words.wording["benefits"]["fund"].model_copy(update={"phrases": ()}),
    }
    silent = words.model_copy(update={"wording": {**words.wording, "benefits": benefits}})
    text = "Let a fund for the basin be set up with foreign money."
    assert raised("gerd-2021", text) == {"benefits/fund"}
    assert not Reader.of(case.model_copy(update={"parts": {**case.parts, "approach": silent}})).mentions(
        sentences(text)
    )
