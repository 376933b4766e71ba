"""The first step against a plain enumeration, written from the page of formulas."""

from __future__ import annotations

from itertools import combinations

import pytest

from detente.chapters.approach.lacks import lacks
from detente.chapters.approach.letters.first_exchange import first_exchange
from tests.chapters.approach.conftest import agreed, opened


def first_step(name: str, sender: str, recipient: str) -> dict[str, str] | None:
    """The first step: parts of the recommended packages by size, then by their share of worlds."""
    case, found = opened(name), agreed(name)
    mediates = sender not in case.principals
    fatal = {
        (d.issue, d.option) for d in found.demands if d.forbidden - d.required >= 0.25 and d.required < d.forbidden / 2
    }
    for recommended in found.recommended:
        options = {
            issue: case.ladder(issue)[n]
            for issue, n in zip(case.issues, recommended.package, strict=True)
            if n and (issue, case.ladder(issue)[n]) not in fatal
        }
        parts = []
        for size in (2, 3, 4):
            for issues in combinations(options, size):
                movers = [set(case.issues[issue].movers) for issue in issues]
                offered = any(sender in who and recipient not in who for who in movers)
                asked = any(recipient in who and sender not in who for who in movers)
                others = any(not who & {sender, recipient} for who in movers)
                part = {issue: options[issue] for issue in issues}
                package = found.main.packages.named(part)
                if offered and asked and (mediates or not others) and found.main.packages.is_valid(package):
                    parts.append((found.share(package), part))
        parts = [(share, part) for share, part in parts if share > 0]
        if parts:
            best = max(share for share, _ in parts)
            near = [(len(part), -share, n, part) for n, (share, part) in enumerate(parts) if share >= 0.9 * best]
            return min(near)[3]
    return None


@pytest.mark.parametrize(
    ("name", "recipient"),
    [("korea-2021", "dprk"), ("camp-david-1978", "egypt"), ("camp-david-1978", "israel"), ("cuba-1962", "ussr")],
)
def test_the_first_step(name: str, recipient: str) -> None:
    exchange = first_exchange(opened(name), agreed(name), "us", recipient)
    assert exchange is not None
    assert exchange.options == first_step(name, "us", recipient)


def test_what_a_case_lacks() -> None:
    assert lacks(opened("korea-2021")) == ()
    assert "approach.yaml" in lacks(opened("orange"))[0]
    bare = opened("korea-2021").parts["approach"].model_copy(update={"letters": {}, "probes": {}})
    assert "letters" in lacks(opened("korea-2021").model_copy(update={"parts": {"approach": bare}}))[0]
