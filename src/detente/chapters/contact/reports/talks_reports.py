"""The parts of the contact report about how talks begin, and about the health of lines.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Any

from detente.case.base import Frozen
from detente.chapters.contact.questions.line_health import LineHealth, Posterior
from detente.chapters.contact.questions.way_to_talks import Begun
from detente.chapters.contact.result import Contacts
from detente.findings.means import means
from detente.findings.sampled import Ends, Sampled
from detente.worlds import Worlds


class TalksBy(Sampled):
    """How far a message has come by some time."""

    talks: float
    """How likely it has turned into working-level talks."""


class BegunReport(Sampled):
    """How a message fares with some channels."""

    candidate: str | None
    """The candidate that is opened; null for the channels of today."""
    name: str
    """Printed name."""
    delivered: float
    """How likely the message arrives in time."""
    answered: float
    """How likely an answer has come back within the months."""
    talks: float
    """How likely it has turned into working-level talks."""
    sooner: dict[str, TalksBy]
    """1, 3 and 6 months, as far as that is less → how likely it has turned into talks by then."""


class StillSilentReport(Sampled):
    """Whose silence it is."""

    recipient: str
    """Id of the recipient."""
    name: str
    """Printed name."""
    months: float
    """Months since the first approach."""
    broken: float
    """How likely it is a broken line: that no message arrived, or no answer could, given the silence."""


class TalksReport(Frozen):
    """From a message to talks."""

    months: float
    """Months within which it is asked for."""
    ways: list[BegunReport]
    """With the channels of today, then with each candidate."""
    silences: list[StillSilentReport]
    """Whose silence it is."""


def talks_report(found: Contacts) -> TalksReport | None:
    """Return how likely talks begin; None where the case does not say what that takes."""
    said, talks = found.part.talks, found.talks
    if said is None or talks is None:
        return None
    names = {name: opening.name for name, opening in found.part.candidates.items()}
    ways = [_begun(found, None, "the channels of today", talks.today)]
    ways += [_begun(found, name, names[name], begun) for name, begun in talks.opened.items()]
    silences = [
        StillSilentReport(
            recipient=at.recipient,
            name=found.recipients[at.recipient],
            months=at.months,
            **means(found.worlds, {"broken": at.broken}),
        )
        for at in talks.silences
    ]
    return TalksReport(months=said.months, ways=ways, silences=silences)


def _begun(found: Contacts, candidate: str | None, name: str, begun: Begun) -> BegunReport:
    return BegunReport(candidate=candidate, name=name, **begun_numbers(found.worlds, begun))


def begun_numbers(worlds: Worlds, begun: Begun) -> dict[str, Any]:
    """Return the numbers of a report on how a message fares, with their errors."""
    values = {"delivered": begun.delivered, "answered": begun.answered, "talks": begun.talks}
    sooner = {f"{months:g}": TalksBy(**means(worlds, {"talks": talks})) for months, talks in begun.sooner.items()}
    return {"sooner": sooner, **means(worlds, values)}


class PosteriorReport(Ends):
    """A number of a log with its 90 % interval of belief."""

    middle: float
    """The mean."""


class HealthReport(Frozen):
    """What a log says of one line."""

    channel: str
    """Id of the channel."""
    name: str
    """Printed name."""
    days: int
    """Days that the log covers."""
    calls: int
    """Calls in all."""
    answered: int
    """Calls that were answered."""
    technical: PosteriorReport
    """Share of calls that fail for technical reasons while the line is kept open."""
    cuts: int
    """Times it was cut, or nobody was allowed to answer."""
    shut: int
    """Days on which it was."""
    silent: int
    """Days of silence at the end of the log."""
    open_share: float
    """Share of the time in which it is kept open in the long run."""
    available: float
    """The same, less what fails for technical reasons."""
    judged: Ends
    """The range that the case judges available in calm, for comparison."""
    hours: PosteriorReport | None
    """Hours until an answer; null where the log does not say."""
    political: float | None
    """How likely the last silence without a known cause is political; null where there is none."""
    restored: dict[str, float]
    """Months → how likely a line that is shut is restored within them; empty for one that is open."""


def health_reports(found: Contacts) -> list[HealthReport]:
    """Return a report on every line of the log."""
    return [_health(found, line) for line in found.health]


def _health(found: Contacts, line: LineHealth) -> HealthReport:
    works = found.lines.on_rung(line.channel, "calm")
    return HealthReport(
        channel=line.channel,
        name=found.part.channels[line.channel].name,
        days=line.days,
        calls=line.calls,
        answered=line.answered,
        technical=_posterior(line.technical),
        cuts=line.cuts,
        shut=line.shut,
        silent=line.silent,
        open_share=line.open_share,
        available=line.available,
        judged=Ends(low=float(works.min()), high=float(works.max())),
        hours=None if line.hours is None else _posterior(line.hours),
        political=line.political,
        restored={str(months): share for months, share in line.restored.items()},
    )


class LaterCallsReport(Frozen):
    """What became of a line after the day of the case: a back-test."""

    channel: str
    """Id of the channel."""
    name: str
    """Printed name."""
    days: int
    """Days of the later log."""
    answered: float | None
    """Share of the later calls that were answered; null where there were none."""
    expected: float
    """How available the line was expected to be in the long run."""
    restored_after: int | None
    """Days of silence until a line that was shut was answered again; null where it was not, or was not shut."""
    foreseen: float | None
    """How likely it was that it would be restored so soon, or within those days if it was not; null if it was open."""


def later_reports(found: Contacts) -> list[LaterCallsReport]:
    """Return a report on every line of the later log."""
    return [
        LaterCallsReport(
            channel=line.channel,
            name=found.part.channels[line.channel].name,
            days=line.days,
            answered=line.answered,
            expected=line.expected,
            restored_after=line.restored_after,
            foreseen=line.foreseen,
        )
        for line in found.later
    ]


def _posterior(said: Posterior) -> PosteriorReport:
    return PosteriorReport(middle=said.middle, low=said.low, high=said.high)
