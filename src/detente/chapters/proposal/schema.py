"""The schema of `proposal.yaml`. The sentence under each field is its documentation and becomes the reference page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id, OneUniform
from detente.case.judgements import NotNegative, Probability
from detente.case.model import Case
from detente.case.references import Problem, unknown
from detente.case.schema import Sources, Text
from detente.findings.words import listed

OTHERWISE = "otherwise"


class Offer(Frozen):
    """Something whose offer makes the other side more or less ready to engage."""

    options: dict[Id, Id] = Field(default_factory=dict)
    """Issue → option: packages that have one of these count."""
    scope: Id | None = None
    """A scope of `case.yaml`: packages of it count."""
    odds: NotNegative
    """What the odds that the other side engages are multiplied by: 2 makes an even chance two thirds."""
    source: Sources = ()
    """Ids of the sources."""
    note: Text | None = None
    """Anything a reader should know."""


class Engagement(Frozen):
    """Whether the other side engages at all, given its silence so far."""

    chance: Annotated[dict[Id, Probability], OneUniform, Field(min_length=1)]
    """Hypothesis → how likely the other side is to engage; `otherwise` for those not named."""
    months: NotNegative | None = None
    """Months until it does, if it does; at once if not given."""
    offers: dict[Id, Offer] = Field(default_factory=dict)
    """What shifts that, by id."""
    source: Sources = ()
    """Ids of the sources."""
    note: Text | None = None
    """Anything a reader should know."""


def _chances(case: Case, at: tuple[str, ...], chance: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each unknown hypothesis, and where an explanation of a named subject has no chance."""
    known = [explanation for subject in case.subjects for explanation in subject.explanations]
    for hypothesis in chance:
        yield from unknown(at, hypothesis, (*known, OTHERWISE), "hypothesis")
    if OTHERWISE in chance:
        return
    about = [subject for subject in case.subjects if {*subject.explanations} & {*chance}] or case.subjects[:1]
    missing = [e for subject in about for e in subject.explanations if e not in chance]
    if missing or not known:
        yield Problem(at, f"no probability for {listed(missing or [OTHERWISE])}", "one for each")


class ProposalFile(Frozen):
    """What `proposal.yaml` says: what asking costs, and whether the other side engages."""

    asking: NotNegative | None = None
    """One-off points that it costs the side advised if its proposal is refused or not answered; 0 if not given."""
    engaged: Engagement | None = None
    """Whether the other side engages at all. If not given, it follows from the silence of the recipients in
    `reading.yaml`, and where there are none everything is said as it is if the other side engages."""

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield what does not fit the rest of the case."""
        if self.engaged is None:
            return
        at = ("proposal", "engaged")
        yield from _chances(case, (*at, "chance"), self.engaged.chance)
        for name, offer in self.engaged.offers.items():
            place = (*at, "offers", name)
            if not offer.options and offer.scope is None:
                yield Problem(place, "neither options nor a scope", "what is offered")
            for issue, option in offer.options.items():
                yield from unknown((*place, "options"), issue, case.issues, "issue")
                ladder = case.ladder(issue) if issue in case.issues else None
                yield from unknown((*place, "options", issue), option, ladder, f"option of {issue}")
            if offer.scope is not None:
                yield from unknown((*place, "scope"), offer.scope, case.scopes, "scope")
