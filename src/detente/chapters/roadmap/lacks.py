"""What a case still lacks for the roadmap chapter, which fills in no judgement by itself."""

from __future__ import annotations

from detente.case.judgements import Judgement
from detente.case.model import Case
from detente.chapters.roadmap.schema import RoadmapFile
from detente.chapters.stability import StabilityFile


def lacks(case: Case) -> tuple[str, ...]:
    """Return what a case still lacks before the roadmap chapter can run on it.

    Returns:
        One line for each thing that is missing; empty where nothing is.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> lacks(read(locate("orange"), {}))[-1]
        'roadmap.yaml → overhead, beliefs: how long rounds take, how likely each side holds the other to be sincere'
    """
    said: RoadmapFile | None = case.parts.get("roadmap")
    measures: StabilityFile | None = case.parts.get("stability")
    bare = measures is not None and not measures.measures
    missing = ["stability.yaml → measures: how each measure can be found out and taken back"] if bare else []
    if said is None:
        what = "overhead, beliefs: how long rounds take, how likely each side holds the other to be sincere"
        return (*missing, f"roadmap.yaml → {what}")
    if said.overhead is None:
        missing.append("roadmap.yaml → overhead: months that a round takes on top")
    for party in case.principals:
        stated = said.beliefs.get(party)
        if stated is None:
            missing.append(f"roadmap.yaml → beliefs → {party}: how likely it holds the other side to be sincere")
        elif not isinstance(stated, Judgement):
            missing += [
                f"roadmap.yaml → beliefs → {party} → {other}: how likely it holds that side to be sincere"
                for other in case.principals
                if other != party and other not in stated
            ]
    if len(case.principals) < 2:
        missing.append("parties: at least two principals")
    return tuple(missing)
