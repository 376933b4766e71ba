"""What in a case is no fault but worth a second look: how it is said, and what concerns the case as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.cited_sources import cited_sources
from detente.case.faults import KeyPath, where
from detente.case.model import Case


@dataclass(frozen=True)
class Remark:
    """Something that may be meant as it stands, and may be a mistake.

    Attributes:
        where: Place in words, e.g. `red_lines → us → exercises → end`.
        says: What is odd about it, and what could be done, in a sentence.
    """

    where: str
    says: str

    @classmethod
    def at(cls, place: KeyPath, says: str) -> Remark:
        """Return a remark on what these keys and list positions lead to."""
        return cls(where(place), says)


def unused_sources(case: Case) -> tuple[Remark, ...]:
    """Return a remark on each source that is listed and on which nothing rests."""
    cited = {source for _, source in cited_sources(case)}
    return tuple(
        Remark.at(("sources", name), "nothing rests on this source: cite it where it was used, or leave it out")
        for name in case.sources
        if name not in cited
    )


def unused_experts(case: Case) -> tuple[Remark, ...]:
    """Return a remark on each expert that is listed and judges nothing."""
    heard = {expert.who for placed in case.stated.values() for expert in placed.judgement.experts}
    heard |= {placed.judgement.by for placed in case.stated.values() if placed.judgement.by is not None}
    return tuple(
        Remark.at(("experts", name), "no judgement names this expert: write what it says, or leave it out")
        for name in case.experts
        if name not in heard
    )
