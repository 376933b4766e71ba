"""One of the packages that were judged, in plain numbers.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Any

from detente.case.base import Frozen
from detente.chapters.proposal.result import Proposals
from detente.findings.copying import copied
from detente.findings.estimates import Estimate
from detente.findings.sampled import Sampled
from detente.findings.words import percent, span
from detente.worlds.errors import Interval, mean, mean_chance


class SampledShare(Frozen):
    """A share of worlds with its error of sampling."""

    share: float
    """The share."""
    low: float
    """Lower end of its 90 % interval, from the effective number of worlds."""
    high: float
    """Upper end of the same."""

    def model_post_init(self, context: Any, /) -> None:
        """Give the share to those who read it with its error."""
        super().model_post_init(context)
        self.__dict__["share"] = Estimate(self.share, self.low, self.high)

    def with_error(self) -> str:
        """Say the share with its error."""
        return percent(self.share)

    def with_span(self) -> str:
        """Say the share, and in brackets the ends of its interval."""
        return f"{percent(float(self.share))} ({span(self.low, self.high)})"

    @classmethod
    def of(cls, found: Proposals, share: float) -> SampledShare:
        """Report a share."""
        error = found.worlds.error_of(share)
        return cls(share=error.value, low=error.low, high=error.high)


class ExpectedGain(Sampled):
    """What a principal may expect of a proposal."""

    points: float
    """What it has more than without talks, present value in its own points; the chance that the other side engages
    included."""
    if_engaged: float
    """The same if the other side engages."""
    if_completed: float | None
    """What it has where the package is agreed, carried out and kept, on average; null where it nowhere is."""
    share: float | None
    """The first over what its best attainable package would bring it in each world; null if that is nothing."""
    more: float | None
    """How much more `points` are than those of the package recommended, as a share of these; below 0 where they are
    less; null where nothing is recommended, or one of the two is no gain."""


class CandidateReport(Sampled):
    """One package that was judged."""

    name: str
    """Printed name: the case's own, or the options it changes to."""
    id: str | None
    """Id in the case, if it is a named package."""
    options: dict[str, str]
    """Issue → option, for what it changes."""
    attainable: SampledShare
    """Share of worlds in which everybody whose consent it needs accepts it."""
    joint: SampledShare
    """Share of worlds in which it is attainable, and then reached and kept as far as the case lets that be judged, if
    the other side engages."""
    lost: float
    """Share of worlds in which it is attainable, but not reached and kept."""
    engaged: float
    """How likely the other side is to engage with it; 1 where that is not known."""
    gains: dict[str, ExpectedGain]
    """Principal → what it may expect of it."""

    @classmethod
    def of(cls, found: Proposals, row: int) -> CandidateReport:
        """Report a package by its row."""
        assert found.found is not None
        case, known = found.worlds.case, found.found
        options = found.agreement.main.packages.options(known.packages[row])
        named = next((name for name, other in case.packages.items() if dict(other.options) == options), None)
        told = "; ".join(case.issues[issue].options[option].name for issue, option in options.items())
        return copied(
            cls,
            known,
            name=case.packages[named].name if named is not None else told,
            id=named,
            options=options,
            attainable=SampledShare.of(found, float(known.share[row])),
            joint=SampledShare.of(found, float(known.joint[row])),
            lost=found.worlds.error_of(max(0.0, float(known.share[row] - known.joint[row]))),
            engaged=mean_chance(known.engaged[row], found.worlds.weight()),
            gains={party: _expected(found, row, party) for party in known.gains},
        )


def _expected(found: Proposals, row: int, party: str) -> ExpectedGain:
    known, weight = found.found, found.worlds.weight()
    assert known is not None
    points = mean(known.worlds[party][row], weight)
    share = None
    if party in known.shares:
        hoped = known.hoped[party]
        share = Interval(float(known.shares[party][row]), points.low / hoped, points.high / hoped)
    return copied(
        ExpectedGain,
        known,
        points=Interval(float(known.gains[party][row]), points.low, points.high),
        if_engaged=float(known.alone[party][row]),
        if_completed=known.if_completed(row, party, weight),
        share=share,
        more=_more(found, row, party),
    )


def _more(found: Proposals, row: int, party: str) -> Interval | None:
    """Return how much more a party may expect of a package than of the one recommended, as a share of the latter.

    The error is that of a ratio of two means over the same worlds, to first order.
    """
    if found.found is None or found.row is None:
        return None
    every, weight = found.found.worlds[party], found.worlds.weight()
    here, best = (mean(every[n], weight).value for n in (row, found.row))
    if here <= 0 or best <= 0:  # no share of nothing, or of a loss
        return None
    ratio = here / best
    return mean((every[row] - ratio * every[found.row]) / best + ratio - 1, weight)
