"""What a case still lacks for the stability chapter; missing judgements are never filled in."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.model import Case
from detente.chapters.stability.compliance.linked import groups
from detente.chapters.stability.compliance.terms import takers
from detente.chapters.stability.measure_classes import CLASSES
from detente.chapters.stability.schema import JUDGED, Measure, StabilityFile, voted

MOST_TIED = 10  # 2^10 combinations of breaches are tried for each that may be found first
MEANS = {
    "lead": "months until it is carried out",
    "detection": "months until a breach is found",
    "snapback": "months that taking it back needs",
    "reversible_others": "share of its worth to others that can be taken back",
    "reversible_own": "share of its own cost that the mover recovers",
}


def lacks(case: Case) -> tuple[str, ...]:
    """List what a case still lacks before the stability chapter can run on it.

    Returns:
        One line for each thing that is missing; empty where nothing is.
    """
    said: StabilityFile | None = case.parts.get("stability")
    if said is None or not (said.measures or said.conflict):
        return ("stability.yaml → measures: how each measure can be found out and taken back; or a conflict",)
    missing = [] if said.conflict is None else [*said.conflict.lacks()]
    if said.measures:
        missing += lacks_for_measures(case, said)
    return tuple(dict.fromkeys(missing))


def lacks_for_measures(case: Case, said: StabilityFile) -> tuple[str, ...]:
    """List what is missing: the hazard, discount rates, and what describes each measure."""
    missing: list[str] = []
    if said.hazard is None:
        missing.append("stability.yaml → hazard: yearly rate at which an agreement ends for other causes")
    missing.extend(
        f"discount_rates → {party}: yearly rate at which it discounts"
        for party in takers(case)
        if party not in case.discount_rates
    )
    for issue, body in case.issues.items():
        if len(body.movers) > 1 and body.joint is None:
            missing.append(f"issues → {issue} → joint: any_breaks or each_own_part")
        for option in case.ladder(issue)[1:]:
            missing.extend(_of_measure(case, said, issue, option))
    return (*missing, *_entangled(case))


def _entangled(case: Case) -> Iterator[str]:
    """Yield linkages that tie so many issues of one mover together that not all ways to break them can be tried."""
    numbers = {issue: n for n, issue in enumerate(case.issues)}
    movers = [body.movers for body in case.issues.values()]
    for party in takers(case):
        patterns = [{numbers[i] for i in link.pattern} for link in case.linkages.values() if link.party == party]
        for group in groups(len(numbers), patterns):
            for mover in takers(case):
                tied = sum(mover in movers[issue] for issue in group)
                if tied > MOST_TIED:
                    yield f"linkages → of {party}: at most {MOST_TIED} issues of {mover} tied together, not {tied}"


def _of_measure(case: Case, said: StabilityFile, issue: str, option: str) -> list[str]:
    place = f"stability.yaml → measures → {issue} → {option}"
    measure = said.measures.get(issue, {}).get(option, Measure())
    missing = [name for name in JUDGED if getattr(measure, name) is None]
    if len(missing) == len(JUDGED):
        found = [f"{place} → class: {', '.join(CLASSES)}; or {', '.join(JUDGED)}"]
    else:
        found = [f"{place} → {name}: {MEANS[name]}" for name in missing]
    if measure.restored_by is None and voted(case, issue, option):
        found.append(f"{place} → restored_by: mover, vote or clause")
    return found
