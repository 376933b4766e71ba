"""Does `contact.yaml` fit together, and with the case?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from detente.case.faults import KeyPath, printable
from detente.case.model import LATER, Case
from detente.case.references import Problem, unknown
from detente.chapters.contact.posts_and_channels import CALM, Contact, Network, WayToTalks

CHAPTER = "contact"
OTHERWISE = "otherwise"


def check(part: Network, case: Case) -> Iterator[Problem]:
    """Yield a problem for everything in `contact.yaml` that does not fit.

    Args:
        part: The file.
        case: The case, sound otherwise.

    Yields:
        Problems, in no particular order.
    """
    yield from _between(part, case)
    for name, post in part.posts.items():
        if post.party is not None:
            yield from unknown((CHAPTER, "posts", name, "party"), post.party, case.parties, "party")
    yield from _channels(part)
    yield from _openings(part)
    yield from _counterfactuals(part)
    if part.ladder is not None:
        at = (CHAPTER, "ladder", "message")
        yield from unknown(at, part.ladder.message, part.messages, "kind of message")
    elif part.harm is not None:
        yield Problem((CHAPTER, "harm"), "harm without a ladder", "a ladder, which says how likely a war is")
    if part.talks is not None:
        yield from _talks(part.talks, part, case)
    yield from _log((CHAPTER, "log"), part, part, case, later=False)


def check_later(later: Contact, case: Case) -> Iterator[Problem]:
    """Yield a problem for everything in `contact-later.yaml` that does not fit.

    Args:
        later: The file.
        case: The case, sound otherwise.

    Yields:
        Problems, in no particular order.
    """
    part: Network | None = case.parts.get(CHAPTER)
    if part is None:
        yield Problem((CHAPTER + LATER,), f"no {CHAPTER}.yaml", "the file to which this one adds")
        return
    yield from _log((CHAPTER + LATER, "log"), later, part, case, later=True)


def sides(part: Network, case: Case) -> tuple[str, ...]:
    """Return the two sides; fewer or more where the case does not say which."""
    return part.between or case.principals


def _between(part: Network, case: Case) -> Iterator[Problem]:
    if part.between is None and len(case.principals) != 2:
        found = f"{len(case.principals)} principals and no sides"
        yield Problem((CHAPTER,), found, "between: the two parties that are to reach each other")
        return
    found_sides, at = sides(part, case), (CHAPTER, "between")
    for side in found_sides:
        yield from unknown(at, side, case.parties, "party")
    if len({*found_sides}) < 2:
        yield Problem(at, "the same party twice", "two parties")
    for side in {*found_sides} & {*case.parties}:
        if all(post.party != side for post in part.posts.values()):
            yield Problem((CHAPTER, "posts"), f"no post of {printable(side)}", f"at least one with party: {side}")


def _channels(part: Network) -> Iterator[Problem]:
    rungs = _rungs(part)
    for name, channel in part.channels.items():
        place = (CHAPTER, "channels", name)
        for end in channel.ends:
            yield from unknown((*place, "ends"), end, part.posts, "post")
        if channel.ends[0] == channel.ends[1]:
            yield Problem((*place, "ends"), "the same post twice", "two posts")
        for rung in channel.available:
            yield from unknown((*place, "available", rung), rung, rungs, "rung")


def _rungs(part: Network) -> Collection[str]:
    return (CALM, *(part.ladder.rungs if part.ladder is not None else ()))


def _openings(part: Network) -> Iterator[Problem]:
    for name, opening in part.candidates.items():
        place = (CHAPTER, "candidates", name)
        for channel in opening.opens:
            yield from unknown((*place, "opens"), channel, part.channels, "channel")
        known = [part.channels[c] for c in opening.opens if c in part.channels]
        if len(known) == len(opening.opens) and all(channel.state == "open" for channel in known):
            yield Problem((*place, "opens"), "channels that are open already", "at least one that is not")
        if opening.cost is not None and part.cost_unit is None:
            yield Problem((*place, "cost"), "a cost without a unit", "cost_unit, such as “million dollars a year”")


def _counterfactuals(part: Network) -> Iterator[Problem]:
    rungs = _rungs(part)
    for name, said in part.counterfactuals.items():
        place = (CHAPTER, "counterfactuals", name)
        for key, channels in (("opens", said.opens), ("closes", said.closes)):
            for channel in channels:
                yield from unknown((*place, key), channel, part.channels, "channel")
        for channel, instead in said.instead.items():
            yield from unknown((*place, "instead", channel), channel, part.channels, "channel")
            for rung in instead.available:
                yield from unknown((*place, "instead", channel, "available", rung), rung, rungs, "rung")
        for both in {*said.opens} & {*said.closes}:
            yield Problem((*place, "closes"), f"{printable(both)}, which it opens too", "one of the two", text=both)
        if not (said.opens or said.closes or said.instead):
            yield Problem(place, "nothing that differs", "opens, closes or instead")


def _talks(said: WayToTalks, part: Network, case: Case) -> Iterator[Problem]:
    place = (CHAPTER, "talks")
    yield from unknown((*place, "sender"), said.sender, sides(part, case), "side")
    yield from unknown((*place, "message"), said.message, part.messages, "kind of message")
    known = [explanation for subject in case.subjects for explanation in subject.explanations]
    for name in said.answered:
        yield from unknown((*place, "answered", name), name, (*known, OTHERWISE), "hypothesis")
    if OTHERWISE not in said.answered:
        missing = [e for subject in case.subjects for e in subject.explanations if e not in said.answered]
        if missing or not known:
            found = f"no probability for {printable((missing or [OTHERWISE])[0])}"
            yield Problem((*place, "answered"), found, f"one for each hypothesis, or {OTHERWISE!r}")
    recipients = recipients_of(case)
    for name in said.recipients:
        yield from unknown((*place, "recipients"), name, recipients, "recipient of reading.yaml")


def recipients_of(case: Case) -> dict[str, tuple[str, Any]]:
    """Return the recipients of `reading.yaml`, of all its subjects: id → path in the case, and what is said of it."""
    found = {}
    for subject in case.subjects:
        for name, said in getattr(subject.said, "recipients", {}).items():
            found[name] = (f"{subject.path}/recipients/{name}", said)
    return found


def _log(place: KeyPath, said: Contact, part: Network, case: Case, later: bool) -> Iterator[Problem]:
    for row in said.calls:
        found = [*unknown(place, row.channel, part.channels, "channel")]
        if later and row.first <= case.date:
            found.append(Problem(place, f"a row from {row.first}", f"a day after {case.date}, the day of the case"))
        if not later and row.last > case.date:
            expected = (
                f"no later than {case.date}, the day of the case; what came later belongs in {CHAPTER}{LATER}.yaml"
            )
            found.append(Problem(place, f"a row until {row.last}", expected))
        yield from (replace(problem, beside=row.place) for problem in found)
