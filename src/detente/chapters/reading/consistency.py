"""Checks of `reading.yaml` and `reading-later.yaml` against themselves and against the rest of the case."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from detente.case.faults import KeyPath, printable
from detente.case.judgements import Judgement
from detente.case.model import LATER, REST, Case
from detente.case.references import Problem, unknown
from detente.chapters.reading.entries import Explained, Later, Reading, ReadingLater, Recipient, Weighed
from detente.chapters.reading.outstanding_time import months, outstanding

OTHERWISE = "otherwise"
CHAPTER = "reading"
MOST_EXPECTED = 300.0  # replies: e^−300 is as unlikely as a number can say with room for other evidence
MOST_TOGETHER = 400  # joint explanations of several subjects
TOLERANCE = 1e-9


def check(part: Reading, case: Case) -> Iterator[Problem]:
    """Yield a problem for everything in `reading.yaml` that does not fit.

    Args:
        part: The file.
        case: The case, sound otherwise.

    Yields:
        Problems, in no particular order.
    """
    yield from _form(part)
    for top, said in _said(part):
        yield from _hypotheses(top, said, part)
        yield from _evidence(top, said, said)
        for name, recipient in said.recipients.items():
            yield from _recipient((*top, "recipients", name), recipient, said)
        for name, indicator in said.indicators.items():
            yield from _named((*top, "indicators", name, "likelihoods"), indicator.likelihoods, said)
        yield from _truth(top, said, said)
    yield from _ids(part)
    for top, said in _said(part):
        if said.party is not None:
            yield from unknown((*top, "party"), said.party, case.parties, "party")
    yield from _dates(case, part, later=False)
    for policy, body in case.policies.items():
        for path in body.shifts:
            if path.startswith(f"{CHAPTER}/"):
                found = f"a shift of {printable(path)}, although evidence is weighed before policies apply"
                yield Problem(("policies", policy, "shifts", path), found, f"a path outside {CHAPTER}.yaml")


def check_later(later: ReadingLater, case: Case) -> Iterator[Problem]:
    """Yield a problem for everything in `reading-later.yaml` that does not fit.

    Args:
        later: The file.
        case: The case, sound otherwise.

    Yields:
        Problems, in no particular order.
    """
    start = (CHAPTER + LATER,)
    part: Reading | None = case.parts.get(CHAPTER)
    if part is None:
        yield Problem(start, f"no {CHAPTER}.yaml", "the file to which this one adds")
        return
    for name in later.subjects:
        yield from unknown((*start, "subjects", name), name, part.subjects, "subject")
    stated = [key for key in Later.model_fields if getattr(later, key)]
    if part.subjects and stated:
        yield Problem((*start, stated[0]), f"{stated[0]} of no subject", f"subjects, as in {CHAPTER}.yaml")
        return
    for top, said, found in _pairs(start, later, part):
        yield from _later(top, said, found)
    yield from _dates(case, later, later=True)


def _later(top: KeyPath, later: Later, part: Explained) -> Iterator[Problem]:
    yield from _evidence(top, later, part)
    for kind in ("evidence", "groups"):
        for name in getattr(later, kind).keys() & getattr(part, kind).keys():
            yield Problem((*top, kind, name), f"{printable(name)} a second time", "an id that the case does not use")
    for name, answers in later.answers.items():
        yield from unknown((*top, "answers", name), name, part.recipients, "recipient")
        for answer, body in answers.items():
            if body.likelihoods:
                yield from _named((*top, "answers", name, answer, "likelihoods"), body.likelihoods, part)
    yield from _truth(top, later, part)


def _said(part: Reading) -> Iterator[tuple[KeyPath, Explained]]:
    """Yield each subject of the file with its place; the file itself where it has none."""
    if not part.subjects:
        yield (CHAPTER,), part
    for name, subject in part.subjects.items():
        yield (CHAPTER, "subjects", name), subject


def _pairs(start: KeyPath, later: ReadingLater, part: Reading) -> Iterator[tuple[KeyPath, Later, Explained]]:
    """Yield what became known later of each subject, with its place, and what was known before."""
    if not part.subjects:
        yield start, later, part
    for name in later.subjects.keys() & part.subjects.keys():
        yield (*start, "subjects", name), later.subjects[name], part.subjects[name]


def _form(part: Reading) -> Iterator[Problem]:
    """Yield a problem where there are both subjects and explanations of none, or neither, or too many together."""
    stated = [key for key in Explained.model_fields if getattr(part, key)]
    if part.subjects and stated:
        found = f"{stated[0]} beside subjects"
        yield Problem((CHAPTER, stated[0]), found, "either subjects, or what is said of the only one")
    if not part.subjects and not part.hypotheses:
        yield Problem((CHAPTER,), "no hypotheses", "hypotheses, at least two; or subjects that have them")
    sizes = [len(body.hypotheses) + (body.rest is not None) for body in part.subjects.values()]
    if math.prod(sizes) > MOST_TOGETHER:
        found = f"{math.prod(sizes):,} joint explanations of {len(sizes)} subjects"
        yield Problem((CHAPTER, "subjects"), found, f"at most {MOST_TOGETHER}: fewer subjects or explanations")


def _hypotheses(place: KeyPath, part: Explained, file: Reading) -> Iterator[Problem]:
    top, simple = (*place, "hypotheses"), part.simple
    if len(part.hypotheses) == 1:
        yield Problem(top, "a single hypothesis", "at least two")
    for name, body in part.hypotheses.items():
        if name in {REST, OTHERWISE, *(f"{REST}-of-{subject}" for subject in file.subjects)}:
            yield Problem((*top, name), f"a hypothesis called {name!r}", f"another id: {name} has another meaning")
        for member in body.all_of:
            yield from unknown((*top, name, "all_of"), member, simple, "hypothesis that combines no others")
        if body.all_of and (len(set(body.all_of)) < 2 or len(set(body.all_of)) < len(body.all_of)):
            yield Problem((*top, name, "all_of"), printable(", ".join(body.all_of)), "two or more, each once")
        if body.mimics is not None:
            yield from unknown((*top, name, "mimics"), body.mimics, simple, "hypothesis that stands for itself")
        if body.mimics is not None and body.all_of:
            yield Problem((*top, name), "both all_of and mimics", "only one of them")
    if part.hypotheses and not simple:
        yield Problem(top, "none that stands for itself", "at least one without all_of and mimics")
    if part.hypotheses:
        yield from _priors(top, part)


def _priors(top: KeyPath, part: Explained) -> Iterator[Problem]:
    """Yield a problem where the priors cannot add up to 1, or leave nothing for the rest."""
    priors = [body.prior for body in part.hypotheses.values()]
    low, high = (math.fsum(getattr(p, end) for p in priors) for end in ("low", "high"))
    if part.rest is not None:
        central = math.fsum(p.central for p in priors)
        if central > 1 + TOLERANCE:
            yield Problem(top, f"priors that add up to {central:.10g} with a rest", "at most 1 in the middle")
    elif not low - TOLERANCE <= 1 <= high + TOLERANCE:
        found = f"priors that add up to {low:.10g}" + ("" if low == high else f" to {high:.10g}")
        yield Problem(top, found, "1 within that range, or a rest")


def _evidence(top: KeyPath, said: Explained | Later, part: Explained) -> Iterator[Problem]:
    if isinstance(said, Explained) and said.commitments is not None:
        yield from _known((*top, "commitments", "kept"), said.commitments.kept, part)
    groups = {*part.groups, *said.groups}
    members = [item.group for item in said.evidence.values()]
    for name, item in said.evidence.items():
        place = (*top, "evidence", name)
        if item.group is None:
            yield from _likely(place, item, part)
        elif item.likelihoods or item.commitment:
            key = "likelihoods" if item.likelihoods else "commitment"
            yield Problem((*place, key), f"{key} of an item of a group", "none: the group has them")
        if item.group is not None:
            yield from unknown((*place, "group"), item.group, groups, "group")
        yield from _reliable(place, item)
    for name, group in said.groups.items():
        place = (*top, "groups", name)
        yield from _likely(place, group, part)
        if members.count(name) < 2:
            yield Problem(place, f"a group of {members.count(name)}", "at least two items of evidence with this group")
        yield from _reliable(place, group)


def _likely(place: KeyPath, said: Weighed, part: Explained) -> Iterator[Problem]:
    """Yield a problem where it is not said how likely a piece of evidence was, or is said twice."""
    if said.commitment is None:
        yield from _named((*place, "likelihoods"), said.likelihoods, part)
    elif said.likelihoods:
        yield Problem((*place, "likelihoods"), "likelihoods of a commitment", "either likelihoods or commitment")
    else:
        kept = {} if part.commitments is None else part.commitments.kept
        if OTHERWISE not in kept and (missing := [h for h in part.simple if h not in kept]):
            expected = "it under commitments → kept, or a class of the hypothesis"
            found = f"how likely it is to be kept unknown under {printable(', '.join(missing), 200)}"
            yield Problem((*place, "commitment"), found, expected)


def _named(place: KeyPath, stated: Mapping[str, Judgement], part: Explained) -> Iterator[Problem]:
    """Yield a problem for each unknown name, and where a hypothesis that stands for itself has no likelihood."""
    faults = list(_known(place, stated, part))
    yield from faults
    missing = [h for h in part.simple if h not in stated]
    if missing and OTHERWISE not in stated and not faults:
        found = f"no likelihood for {printable(', '.join(missing), 200)}"
        yield Problem(place, found, f"one for each hypothesis, or {OTHERWISE!r} for those not named")


def _known(place: KeyPath, stated: Mapping[str, Judgement], part: Explained) -> Iterator[Problem]:
    """Yield a problem for each name that is none of an explanation."""
    valid = [*part.hypotheses, *([REST] if part.rest is not None else []), OTHERWISE]
    for name in stated:
        yield from unknown((*place, name), name, valid, "hypothesis")


def _reliable(place: KeyPath, said: Weighed) -> Iterator[Problem]:
    trust = said.reliability
    if trust is None:
        return
    if (trust.hit is None) != (trust.false_alarm is None):
        given, missing = ("hit", "false_alarm") if trust.false_alarm is None else ("false_alarm", "hit")
        yield Problem((*place, "reliability"), f"{given} without {missing}", "both, or rho")
    if trust.hit is not None and trust.hit.low <= 0:
        yield Problem(
            (*place, "reliability", "hit"), "a probability of a report that may be 0", "a probability above 0"
        )


def _ids(part: Reading) -> Iterator[Problem]:
    """Yield a problem where two of items, groups and recipients, two hypotheses or two indicators have the same id."""
    for kinds in (("evidence", "groups", "recipients"), ("hypotheses",), ("indicators",)):
        seen: set[str] = set()
        for top, said in _said(part):
            for kind in kinds:
                for name in getattr(said, kind):
                    if name in seen:
                        yield Problem((*top, kind, name), f"{printable(name)} a second time", "an id of its own")
                    seen.add(name)


def _recipient(place: KeyPath, said: Recipient, part: Explained) -> Iterator[Problem]:
    for key in ("replies", "hazards"):
        stated = getattr(said, key)
        yield from _named((*place, key), stated, part)
        if said.answers:
            for name, judgement in stated.items():
                if judgement.low <= 0:
                    yield Problem(
                        (*place, key, name), "a value that may be 0, for a recipient who answered", "a value above 0"
                    )
    yield from _times(place, said, part)
    yield from _unheard_of(place, said)
    for name in (said.replies.keys() ^ said.hazards.keys()) - {OTHERWISE, *part.simple}:
        found = f"{printable(name)} in only one of replies and hazards"
        yield Problem((*place, "replies"), found, "a value in both, or in neither")
    if said.answers and said.delivered.low <= 0:
        found = "a probability that may be 0, for a recipient who answered"
        yield Problem((*place, "delivered"), found, "a probability above 0")


def _unheard_of(place: KeyPath, said: Recipient) -> Iterator[Problem]:
    """Yield a problem where an answer took so long at the rate stated that no number can say how unlikely that is."""
    if not said.answers:
        return
    took = months(outstanding(said, max(answer.date for answer in said.answers.values())))
    for name, rate in said.hazards.items():
        if rate.high * took > MOST_EXPECTED:
            found = f"{rate.high:.10g} replies a month, though nothing came in {took:.3g} months"
            yield Problem((*place, "hazards", name), found, f"at most {MOST_EXPECTED / took:.3g} a month")


def _times(place: KeyPath, said: Recipient, part: Explained) -> Iterator[Problem]:
    for name, approach in said.approaches.items():
        if approach.ends is not None and approach.ends < approach.date:
            yield Problem((*place, "approaches", name, "ends"), "an end before the beginning", "a later day")
    for name, answer in said.answers.items():
        if answer.likelihoods:
            yield from _named((*place, "answers", name, "likelihoods"), answer.likelihoods, part)
        if all(answer.date < approach.date for approach in said.approaches.values()):
            yield Problem((*place, "answers", name), "an answer before anything was sent", "a later day")


def _dates(case: Case, said: Reading | ReadingLater, later: bool) -> Iterator[Problem]:
    for place, day in _days((CHAPTER + LATER if later else CHAPTER,), said):
        if later and day <= case.date:
            yield Problem(place, str(day), f"a day after {case.date}, the day of the case")
        if not later and day > case.date:
            expected = (
                f"no later than {case.date}, the day of the case; what came later belongs in {CHAPTER}{LATER}.yaml"
            )
            yield Problem(place, str(day), expected)


def _days(place: KeyPath, value: Any) -> Iterator[tuple[KeyPath, dt.date]]:
    """Yield every date in a part of the case, but for the ends of approaches, which may be planned."""
    if isinstance(value, dt.date):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _days((*place, key), item)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "ends":
                yield from _days((*place, name), getattr(value, name))


def _truth(top: KeyPath, said: Explained | Later, part: Explained) -> Iterator[Problem]:
    if said.truth is not None:
        valid: Collection[str] = [*part.hypotheses, *([REST] if part.rest is not None else [])]
        yield from unknown((*top, "truth", "hypothesis"), said.truth.hypothesis, valid, "hypothesis")
