"""`detente experts`: where experts agree and differ, whether it matters, and which weights their record deserves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Literal

from detente.brief.turning import foremost, leading_headline
from detente.case.bundled import locate
from detente.case.model import Case
from detente.case.read import read
from detente.chapters import schemas
from detente.cli import UsageProblemError
from detente.cli.documents import meta
from detente.cli.expert_documents import (
    CalibrationReport,
    ExpertDisagreementReport,
    ExpertsDocument,
    calibration_report,
    disagreement_report,
    whom_report,
)
from detente.cli.output import say, say_json
from detente.cli.session import worked_out
from detente.cli.settings import Settings
from detente.findings.cuts import cut
from detente.findings.words import count, listed, percent
from detente.outcomes.calibration import FEW, calibrated
from detente.outcomes.expert_agreement import believed, disagreements, whom_to_ask

SHOWN = 12  # judgements that are printed one by one


def show_experts(settings: Settings, pool: Executor | None, as_json: bool) -> None:
    """Print where experts agree and differ, and what it means for the package of page one whom one believes."""
    outcomes = worked_out(settings, pool, lambda _: None)
    headline = foremost(outcomes).says + (", all at once" if outcomes.joints else "")
    document = ExpertsDocument(
        meta=meta("experts", outcomes),
        drawn=_drawn(outcomes.case),
        judgements=[disagreement_report(one) for one in disagreements(outcomes.case)],
        headline=headline or None,
        whom=[whom_report(one) for one in whom_to_ask(outcomes, leading_headline(outcomes))],
        calibration=None,
    )
    _deliver(document, outcomes.case, as_json)


def calibrate_experts(name: str, as_json: bool) -> None:
    """Print how experts did on questions whose answers are known, and which weights follow; nothing is changed.

    Raises:
        UsageProblemError: The case has no such questions, or no two experts have answered them all.
    """
    case = read(locate(name), schemas())
    found = None if case.elicitation is None else calibrated(case.elicitation)
    if found is None:
        raise UsageProblemError(
            f"{name} has no questions with known answers that two experts have answered, all of them; write them under "
            "elicitation → seeds in case.yaml"
        )
    document = ExpertsDocument(
        meta=meta("experts"),
        drawn=_drawn(case),
        judgements=[disagreement_report(one) for one in disagreements(case)],
        headline=None,
        whom=[],
        calibration=calibration_report(found),
    )
    _deliver(document, case, as_json)


def _drawn(case: Case) -> Literal["together", "by-party", "by-judgement"]:
    return "together" if case.elicitation is None else case.elicitation.drawn


def _deliver(document: ExpertsDocument, case: Case, as_json: bool) -> None:
    if as_json:
        say_json(document)
    elif document.calibration is not None:
        say("\n".join(_weights(document.calibration, case)))
    else:
        say("\n".join(_told(document, case)))


def _told(document: ExpertsDocument, case: Case) -> Iterator[str]:
    if not document.judgements:
        yield "Experts differ on no judgement; detente sheet asks some."
        return
    many = count(len(document.judgements), "judgement")
    yield f"Experts differ on {many}, those furthest apart first. {believed(case)}"
    first = cut(document.judgements, SHOWN)
    for one in first.shown:
        yield f"  {one.label} ({one.unit})"
        yield f"    {'; '.join(_view(one, who, case) for who in one.views)}"
        yield f"    distance {percent(one.distance)}, overlap {percent(one.overlap)}"
    if first.left:
        yield f" {first.said('judgement')} --json has all."
    if document.headline is None:
        yield "No package is on page one, so it is not known what that means."
        return
    yield f"How often {document.headline}, where one of them is believed:"
    for whom in document.whom:
        shares = "; ".join(f"{case.experts[who].name} {whom.said('shares', who)}" for who in whom.shares)
        turns = "it turns on whom you ask" if whom.beyond_chance else "no more than chance shows"
        yield f"  {whom.label} ({count(whom.judgements, 'judgement')}): {shares}; {turns}."


def _view(one: ExpertDisagreementReport, who: str, case: Case) -> str:
    view = one.views[who]
    return f"{case.experts[who].name} {view.low:g} to {view.high:g}, middle {view.central:.3g}".replace("-", "−")


def _weights(found: CalibrationReport, case: Case) -> Iterator[str]:
    how = "with which all together do best" if found.chosen else "as the case says"
    yield f"{count(found.questions, 'question')} whose answers are known; cutoff {found.cutoff:.3g}, {how}."
    if found.questions < FEW:
        yield f"So few tell little: with fewer than {FEW}, one answer more can turn the order round."
    width = max(len(case.experts[who].name) for who in found.experts)
    yield f"  {'':<{width}}  calibration  information  weight  answers by quarter"
    rows = [(case.experts[who].name, score) for who, score in found.experts.items()]
    for name, score in (*rows, ("All, so weighted", found.together), ("All, alike", found.equal)):
        hits = " ".join(str(number) for number in score.hits)
        weight = f"{score.weight:.3f}" if name in {row[0] for row in rows} else "     "
        yield f"  {name:<{width}}  {score.calibration:11.3g}  {score.information:11.3f}  {weight:>6}  {hits}"
    if found.left_out:
        yield f"Left out, since they have not answered all: {listed(case.experts[who].name for who in found.left_out)}."
    none = [case.experts[who].name for who, score in found.experts.items() if score.weight == 0]
    if none:
        yield f"{listed(none)} would get no weight: take what they say out of the case, or give them a small weight."
    yield "Nothing is changed. To take these weights, write in case.yaml under experts:"
    for who, score in found.experts.items():
        if score.weight > 0:
            yield f"  {who}: {{name: {case.experts[who].name}, weight: {score.weight:.4g}}}"
