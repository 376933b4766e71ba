"""What can be agreed, seen from a package that is to be proposed."""

from __future__ import annotations

from detente.chapters.agreement.analyse import analyse
from detente.chapters.agreement.proposed import about
from detente.chapters.contract import Upstream
from detente.worlds import Worlds
from tests.sharing import bundled_case


def test_the_package_proposed_comes_first() -> None:
    worlds = Worlds(bundled_case("sinai-1974-75"), size=40, seed=1)
    found = analyse(worlds, Upstream())
    assert found.proposed is None
    other = found.recommended[-1].package
    seen = about(found, other)
    assert (seen.proposed, seen.first) == (other, other)
    assert [r.package for r in seen.recommended[1:]] == [r.package for r in found.recommended]
    assert seen.share(other) == found.share(other)
    first = about(found, found.recommended[0].package)
    assert first.detail is found.detail
