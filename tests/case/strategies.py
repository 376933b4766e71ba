"""Random judgements and random YAML-like trees, as Hypothesis strategies."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from detente.case.judgements import ICD_203, WORTHS

NUMBERS = st.one_of(st.integers(-50, 50), st.floats(-1e6, 1e6).map(lambda x: round(x, 6)))
NOTES = st.fixed_dictionaries(
    {},
    optional={"source": st.lists(st.sampled_from(["a", "b-2"]), min_size=1), "by": st.just("us"), "why": st.just("so")},
)


def _weights(parts: list[int]) -> list[float]:
    return [part / sum(parts) for part in parts]


CHOICES = st.integers(1, 4).flatmap(
    lambda n: st.tuples(
        st.lists(NUMBERS.map(float), min_size=n, max_size=n, unique=True),
        st.lists(st.integers(1, 9), min_size=n, max_size=n).map(_weights),
    ).map(lambda pair: {"choices": {repr(value): weight for value, weight in zip(*pair, strict=True)}})
)
FORMS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    NUMBERS.map(lambda value: {"value": value}),
    st.tuples(NUMBERS, NUMBERS).map(sorted).map(lambda t: {"low": t[0], "high": t[1]}),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(sorted).map(lambda t: {"low": t[0], "mode": t[1], "high": t[2]}),
    CHOICES,
    st.sampled_from(list(ICD_203)).map(lambda word: {"words": word}),
    st.tuples(st.sampled_from(["", "-", "+"]), st.sampled_from(list(WORTHS))).map(lambda t: {"worth": t[0] + t[1]}),
)
OWN = st.one_of(
    NUMBERS,
    st.tuples(NUMBERS, NUMBERS).map(sorted),
    st.tuples(FORMS, NOTES).map(lambda pair: {**pair[0], **pair[1]}),
)
EXPERTS = st.dictionaries(st.sampled_from(["navy", "press", "embassy"]), OWN, min_size=2)
JUDGEMENTS = OWN | st.tuples(EXPERTS, NOTES).map(lambda pair: {"experts": pair[0], **pair[1]})

SECTIONS = (
    *("title", "date", "question", "summary", "advises", "parties", "issues", "positions", "indifferent", "linkages"),
    *("reservation", "red_lines", "gates", "abstains_within", "discount_rates", "consent", "rules", "scopes"),
    *("packages", "policies", "factors", "worths", "sources"),
)
KEYS = (
    *("name", "movers", "options", "role", "low", "mode", "high", "value", "choices", "words", "worth", "source", "by"),
    *("yearly", "once", "when", "hypothesis", "party", "pattern", "covers", "needs", "all", "any", "at_least", "of"),
    *("never", "require", "exclude", "passes", "judgements", "rho", "shifts", "rest", "us", "exercises", "held", "<<"),
)
WORDS = st.sampled_from((*SECTIONS, *KEYS, "principal", "likely", "major", "-minor", "2021-08-31", "no"))
SCALARS = st.one_of(WORDS, st.none(), st.booleans(), st.integers(-9, 9), st.floats(), st.text(max_size=5))
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)
