"""The analysis of the approach chapter."""

from __future__ import annotations

from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT
from detente.chapters.approach.knowledge.worth_knowing import questions, worth_knowing
from detente.chapters.approach.lacks import lacks_for_probes
from detente.chapters.approach.letters import by_key
from detente.chapters.approach.letters.drafted import drafted
from detente.chapters.approach.letters.first_exchange import Advice, advice
from detente.chapters.approach.probes.probing import probing
from detente.chapters.approach.result import Approaches
from detente.chapters.contact import begun_today
from detente.chapters.contract import Upstream
from detente.chapters.proposal import PROPOSAL
from detente.chapters.reading import READING
from detente.chapters.roadmap import ROADMAP, Roadmap
from detente.worlds import Worlds


def analyse(worlds: Worlds, upstream: Upstream) -> Approaches:
    """Draft the first letters, value the probes if the case has any, and what would be worth knowing.

    Args:
        worlds: The worlds of a case that lacks nothing for this chapter, weighted by the evidence if the case has any.
        upstream: Results of earlier chapters; agreement is needed.

    Returns:
        Letters and probes, a pure function of the worlds.
    """
    case = worlds.case
    agreement = upstream.needed(AGREEMENT)
    advised = _advised(case, upstream)
    proposed = upstream.of(PROPOSAL)
    asks = None if proposed is None else questions(proposed)
    letters = {
        key: drafted(case, worlds, agreement, one.sender, one.recipient, advised) for key, one in by_key(case).items()
    }
    lacking = lacks_for_probes(case)
    found = None
    if case.parts["approach"].probes and not lacking:
        found = probing(worlds, agreement, upstream.needed(READING), upstream.needed(PROPOSAL))
        lacking = () if found is not None else ("a decision by which somebody could gain",)
    return Approaches(
        worlds=worlds,
        agreement=agreement,
        letters=letters,
        advised=advised,
        probing=found,
        unprobed=lacking,
        knowledge=worth_knowing(asks),
        begun=begun_today(worlds),
    )


def _advised(case: Case, upstream: Upstream) -> Advice:
    """Return the package that is recommended, with the rounds of the roadmap to that package."""
    agreement, proposals, roadmaps = upstream.needed(AGREEMENT), upstream.of(PROPOSAL), upstream.of(ROADMAP)
    if proposals is not None and proposals.package is None:
        return Advice(None)
    first = agreement.first
    places: Roadmap = ()
    if proposals is not None and first is not None:
        places = proposals.roadmaps.get(first, ())
    if roadmaps is not None and roadmaps.way is not None and first and roadmaps.label == agreement.label(first):
        places = roadmaps.way.chosen
    return advice(
        agreement,
        [{issue: case.ladder(issue)[n] for issue, n in zip(case.issues, place, strict=True) if n} for place in places],
    )
