"""From a message to talks: how likely it arrives, is answered and turns into talks, and whose silence a silence is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Floats
from detente.chapters.contact.consistency import CHAPTER, OTHERWISE, recipients_of
from detente.chapters.contact.posts_and_channels import CALM, WayToTalks
from detente.chapters.contact.questions.openings import opened_by
from detente.chapters.contact.situation import Situation, situation
from detente.worlds import Draws, Worlds

SOONER = (1.0, 3.0, 6.0)  # months


@dataclass(frozen=True)
class Begun:
    """How a message fares with some channels; arrays (worlds).

    Attributes:
        delivered: How likely it arrives in time.
        answered: How likely an answer has come back within the months asked for.
        talks: How likely it has turned into working-level talks by then.
        sooner: Months, fewer than those → how likely it has turned into them by then.
    """

    delivered: Floats
    answered: Floats
    talks: Floats
    sooner: Mapping[float, Floats]


@dataclass(frozen=True)
class StillSilent:
    """Whose silence it is.

    Attributes:
        recipient: Id of the recipient.
        months: For how long anything has been outstanding.
        broken: In each world, how likely no message arrived or no answer could, given the silence.
    """

    recipient: str
    months: float
    broken: Floats


@dataclass(frozen=True)
class TalksBegun:
    """From a message to talks.

    Attributes:
        today: With the channels of today.
        opened: Candidate → with it.
        silences: Whose silence it is, of each recipient to whom this way leads and who has not answered.
    """

    today: Begun
    opened: Mapping[str, Begun]
    silences: tuple[StillSilent, ...]


def talks_begun(now: Situation, worlds: Worlds, months: Mapping[str, float]) -> TalksBegun | None:
    """Return how likely talks begin, None where the case does not say what that takes.

    Args:
        now: The situation.
        worlds: The worlds, with what is believed of the other side in each.
        months: Recipient → for how long anything has been outstanding; those who answered are left out.
    """
    said = now.part.talks
    if said is None:
        return None
    would = _would_answer(now, worlds, said)
    return TalksBegun(
        _begun(now, said, would, now.today),
        {name: _begun(now, said, would, opened_by(now, (name,))) for name in now.part.candidates},
        tuple(_silent(now, said, would, name, time) for name, time in months.items()),
    )


def begun_today(worlds: Worlds) -> Begun | None:
    """Return how likely a message turns into talks with the channels of today; None where the case does not say."""
    part = worlds.case.parts.get(CHAPTER)
    if part is None or part.talks is None:
        return None
    now = situation(worlds)
    return _begun(now, part.talks, _would_answer(now, worlds, part.talks), now.today)


def _begun(now: Situation, said: WayToTalks, would: Floats, opened: frozenset[str]) -> Begun:
    there = now.arrives(said.message, said.sender, opened, believed=False)
    back = now.arrives(said.message, now.other(said.sender), opened, believed=False)
    reached, becomes = there * back * would, _becomes(now, opened)
    answered = reached * _by(now, said.months)
    sooner = {at: reached * _by(now, at) * becomes for at in SOONER if at < said.months}
    return Begun(there, answered, answered * becomes, sooner)


def _becomes(now: Situation, opened: frozenset[str]) -> Floats:
    """Return how likely an answer turns into talks: where a channel between the sides is in daily use, no less likely.

    A channel is in use as far as its line works and somebody is there at both ends; of several, the surest counts.
    """
    found = now.judged["talks/becomes"]
    if "talks/becomes_in_use" not in now.judged:
        return found
    used = np.zeros(now.size)
    for name in opened:
        channel, posts = now.part.channels[name], now.part.posts
        if channel.in_use and channel.hours > 0 and {posts[end].party for end in channel.ends} == {*now.sides}:
            there = [now.lines.staffed[end] for end in channel.ends if end in now.lines.staffed]
            used = np.maximum(used, np.prod([now.lines.on_rung(name, CALM), *there], axis=0))
    return np.asarray(found + np.maximum(0.0, now.judged["talks/becomes_in_use"] - found) * used)


def _by(now: Situation, months: float) -> Floats:
    """Return how likely somebody who would answer has done so by then."""
    return np.asarray(-np.expm1(-now.judged["talks/a_month"] * months))


def _silent(now: Situation, said: WayToTalks, would: Floats, recipient: str, months: float) -> StillSilent:
    there = now.arrives(said.message, said.sender, now.today, believed=False)
    both = there * now.arrives(said.message, now.other(said.sender), now.today, believed=False)
    quiet = 1 - both * would * _by(now, months)
    return StillSilent(recipient, months, np.divide(1 - both, quiet, out=np.zeros(now.size), where=quiet > 0))


def _would_answer(now: Situation, worlds: Worlds, said: WayToTalks) -> Floats:
    """Return how likely an answer is in each world, by the explanation that is true there."""
    held: dict[str, Floats] = {}
    for name in said.answered:
        if name != OTHERWISE:
            held[name] = np.concatenate([*worlds.each(_Held(name))])
    found = now.judged.get(f"talks/answered/{OTHERWISE}", np.zeros(now.size)).copy()
    for name, true in held.items():
        found = np.where(true, now.judged[f"talks/answered/{name}"], found)
    return found


@dataclass(frozen=True)
class _Held:
    """In which worlds of a block an explanation is true."""

    name: str

    def __call__(self, draws: Draws) -> Floats:
        return np.asarray(draws.holds(self.name), dtype=np.float64)


def silent_recipients(now: Situation, worlds: Worlds) -> dict[str, float]:
    """Return recipient to whom this way leads → months since the first approach, of those who have not answered."""
    said = now.part.talks
    if said is None:
        return {}
    found, today = {}, worlds.case.date
    for name, (_, recipient) in recipients_of(worlds.case).items():
        if name in said.recipients and not any(answer.date <= today for answer in recipient.answers.values()):
            since = min(approach.date for approach in recipient.approaches.values())
            found[name] = max(0.0, (today - since).days / 30.4375)
    return found
