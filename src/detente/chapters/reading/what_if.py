"""Variants of a case: evidence left out or doubted, deception suspected, or the case as seen on another day.

Each function turns a case into another case, on which every chapter can run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from detente.case.judgements import parse
from detente.case.model import Case, Subject
from detente.chapters.reading.consistency import CHAPTER
from detente.chapters.reading.entries import Explained, Hypothesis, Later, Reading, ReadingLater, Reliability
from detente.chapters.reading.likelihoods import said_of

DECEPTION = "deception"
T = TypeVar("T")


def struck(case: Case, name: str) -> Case:
    """Return the case without a piece of evidence or without a recipient.

    Args:
        case: A case with `reading.yaml`.
        name: Id of an item without a group, of a group, or of a recipient.

    Returns:
        The case without it; for a group, without its items too.

    Raises:
        KeyError: Nothing of that name is weighed.
    """
    subject = _weighing(case, name)
    part = said_of(subject)
    evidence = {key: item for key, item in part.evidence.items() if name not in {key, item.group}}
    groups, recipients = (_without(getattr(part, kind), name) for kind in ("groups", "recipients"))
    return _with(case, subject, {"evidence": evidence, "groups": groups, "recipients": recipients})


def doubted(case: Case, name: str, rho: float) -> Case:
    """Return the case with a report that says anything at all only with some probability.

    Args:
        case: A case with `reading.yaml`.
        name: Id of an item without a group, or of a group.
        rho: The probability; it replaces the one that the case states, if any.

    Returns:
        The case with the doubt.

    Raises:
        KeyError: No item or group of that name is weighed.
        ValueError: `rho` is no probability.
    """
    if not 0 <= rho <= 1:
        raise ValueError(rho)
    subject = _weighing(case, name)
    part = said_of(subject)
    if name in part.recipients:
        raise KeyError(name)
    kind = "groups" if name in part.groups else "evidence"
    said = getattr(part, kind)
    trust = said[name].reliability or Reliability()
    changed = said[name].model_copy(update={"reliability": trust.model_copy(update={"rho": parse(rho)})})
    return _with(case, subject, {kind: {**said, name: changed}})


def suspicious(case: Case, target: str, prior: float) -> Case:
    """Return the case with one more hypothesis: that the other side only wants us to believe something.

    Args:
        case: A case with `reading.yaml`.
        target: The hypothesis that it would want us to believe.
        prior: Probability of the deception before the evidence; the other priors shrink in proportion.

    Returns:
        The case with the hypothesis `deception`, under which whatever is `shown` is as likely as under the target.

    Raises:
        KeyError: The target is no hypothesis that stands for itself.
        ValueError: The prior is no probability below 1.
    """
    subject = next((s for s in case.subjects if target in said_of(s).simple), None)
    if subject is None:
        raise KeyError(target)
    part = said_of(subject)
    if not 0 <= prior < 1:
        raise ValueError(prior)
    shrunk = {
        h: body.model_copy(update={"prior": _scaled(body.prior, 1 - prior)}) for h, body in part.hypotheses.items()
    }
    name = f"it is staged to make us believe that {part.hypotheses[target].name}"
    staged = Hypothesis(name=name, short="deception", prior=parse(prior), mimics=target)
    return _with(case, subject, {"hypotheses": {**shrunk, DECEPTION: staged}})


def as_of(case: Case, day: dt.date) -> Case:
    """Return the case as it would have looked on another day.

    Args:
        case: A case with `reading.yaml`.
        day: The day. After the day of the case this is a back-test, and needs `reading-later.yaml`.

    Returns:
        The case without what was not known by that day. A group of which some items were not known is left out with
        all its items.

    Raises:
        LookupError: The day is later than that of the case, and there is no `reading-later.yaml`.
    """
    later: ReadingLater | None = case.later.get(CHAPTER)
    if day > case.date and later is None:
        raise LookupError(f"{CHAPTER}-later.yaml")
    found = case.model_copy(update={"date": day})
    for subject in case.subjects:
        part = said_of(subject)
        if day > case.date and later is not None:
            part = _joined(part, later.subjects.get(subject.id, Later()) if subject.id else later)
        found = _with(found, subject, _known_by(part, day))
    return found


def _known_by(part: Explained, day: dt.date) -> dict[str, Any]:
    """Return what was known of a subject by a day."""
    open_groups = {item.group for item in part.evidence.values() if item.date > day}
    evidence = {
        key: item
        for key, item in part.evidence.items()
        if item.date <= day and (item.group is None or item.group not in open_groups)
    }
    recipients = {}
    for key, one in part.recipients.items():
        approaches, answers = (
            {name: body for name, body in getattr(one, kind).items() if body.date <= day}
            for kind in ("approaches", "answers")
        )
        if approaches:
            recipients[key] = one.model_copy(update={"approaches": approaches, "answers": answers})
    return {
        "evidence": evidence,
        "groups": {key: group for key, group in part.groups.items() if key not in open_groups},
        "recipients": recipients,
        "truth": part.truth,
    }


def _joined(part: Explained, later: Later) -> Explained:
    recipients = {
        key: one.model_copy(update={"answers": {**one.answers, **later.answers.get(key, {})}})
        for key, one in part.recipients.items()
    }
    return part.model_copy(
        update={
            "evidence": {**part.evidence, **later.evidence},
            "groups": {**part.groups, **later.groups},
            "recipients": recipients,
            "truth": later.truth or part.truth,
        }
    )


def _with(case: Case, subject: Subject, update: Mapping[str, Any]) -> Case:
    """Return the case with some entries of what its `reading.yaml` says of a subject replaced."""
    part: Reading = case.parts[CHAPTER]
    if subject.id:
        said = part.subjects[subject.id].model_copy(update=update)
        update = {"subjects": {**part.subjects, subject.id: said}}
    return case.model_copy(update={"parts": {**case.parts, CHAPTER: part.model_copy(update=update)}})


def _without(named: Mapping[str, T], name: str) -> dict[str, T]:
    return {key: item for key, item in named.items() if key != name}


def _weighing(case: Case, name: str) -> Subject:
    """Return the subject on which an item, a group or a recipient is weighed."""
    for subject in case.subjects:
        part = said_of(subject)
        alone = {key for key, item in part.evidence.items() if item.group is None}
        if name in alone | part.groups.keys() | part.recipients.keys():
            return subject
    raise KeyError(name)


def _scaled(judgement: Any, factor: float) -> Any:
    stated = {
        "experts": tuple(e.model_copy(update={"says": _scaled(e.says, factor)}) for e in judgement.experts),
        "low": judgement.low * factor,
        "high": judgement.high * factor,
        "mode": None if judgement.mode is None else judgement.mode * factor,
        "choices": tuple((value * factor, weight) for value, weight in judgement.choices),
        "words": None,
    }
    return judgement.model_copy(update=stated)
