"""Confidence: what judgements rest on, and the rule, beside a plain statement of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.outcomes.confidence import Footing, confidence, footing
from tests.sharing import bundled_case

counts = st.integers(0, 40)


@given(counts, counts, counts, counts, st.floats(1, 5000))
def test_the_rule_is_the_one_of_the_manual(
    checked: int, unchecked: int, own: int, assumed: int, effective: float
) -> None:
    total, sourced = checked + unchecked + own + assumed, checked + unchecked
    low = effective < 100 or 3 * sourced < total or 2 * unchecked > sourced or sourced == 0
    high = effective >= 400 and 3 * sourced >= 2 * total and 10 * unchecked <= sourced
    expected = "low" if low else "high" if high else "moderate"
    assert confidence(Footing(checked, unchecked, own, assumed), effective) == expected


def test_what_judgements_rest_on_is_counted() -> None:
    case = bundled_case("korea-2021")
    found = footing(case, [*case.judgements, *case.judgements])
    plain = {"checked": 0, "unchecked": 0, "own": 0}
    for placed in case.judgements.values():
        keys = [key for key in placed.judgement.source if not case.sources[key].judgement]
        bare = any(not {*said.source} & {*keys} for _, said in placed.judgement.parts)
        kind = "own" if bare else "unchecked" if all(case.sources[k].unverified for k in keys) else "checked"
        plain[kind] += 1
    assert vars(found) == plain | {"assumed": 0}
    assert found.total == len(case.judgements)
    alone = [p for p, placed in case.judgements.items() if placed.judgement.source == ("fs-b1",)]
    assert footing(case, alone) == Footing(0, 0, len(alone))  # a sheet of one's own is no source
    assert alone
