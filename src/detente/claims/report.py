"""The report on arguments: the JSON of `detente claims --json`, and the source of all that is printed.

The sentence under each field is its documentation and becomes part of the published JSON Schema.
"""

from __future__ import annotations

from typing import Any, Literal

from detente.case.base import Frozen
from detente.claims.audit import Audit
from detente.claims.confronted import Rivals, Support
from detente.claims.decided_forms import Flag, FlagKind
from detente.claims.verdict_words import Fate, fate, likelihood, said_flag
from detente.claims.verdicts import Verdict
from detente.findings.copying import copied
from detente.findings.sampled import Ends, Sampled
from detente.outcomes.drivers import Driver
from detente.outcomes.scenarios import Box
from detente.outcomes.stream_labels import label
from detente.worlds import Worlds
from detente.worlds.errors import Interval


class ClaimDriverReport(Sampled):
    """One judgement that a claim turns on."""

    stream: str
    """Path of the judgement or ladder; with ! at the end, whether an event happens."""
    label: str
    """The same in words."""
    kind: Literal["judgement", "event", "decision"]
    """A judgement that could be known better, an event that happens or not, or a decision of the side advised."""
    eta2: float
    """Share of the verdict's variance over worlds that lies between ten bins of the judgement."""
    low: float
    """Share of worlds in which the claim holds: in the lowest fifth of the judgement, where the event does not happen,
    or under the explanation under which it holds least."""
    high: float
    """The same in the highest fifth, where the event happens, or under the explanation under which it holds most."""


class SideReport(Sampled):
    """What stands on one side of a comparison that is about all worlds."""

    text: str
    """It, as the condition has it."""
    value: float | None
    """What it is; null where it is no number, such as a share of no world."""


class FailingReport(Sampled):
    """A box of worlds, a few restrictions on what was drawn, in which a claim fails much more often than elsewhere."""

    where: str
    """The restrictions in words, to follow “where”."""
    coverage: float
    """Share of the worlds in which the claim fails that lie in the box."""
    density: float
    """Share of the worlds of the box in which the claim fails."""
    mass: float
    """Share of all worlds that lie in the box."""
    elsewhere: float
    """Mean density of boxes found in halves of the worlds, in the other halves: without what the search itself adds."""
    chance: float
    """How likely noise alone gives a box like this one."""
    restrictions: list[FailingRestrictionReport]
    """What the worlds in it have in common, what matters most first."""


class FailingRestrictionReport(Frozen):
    """What such a box asks of one thing that was drawn."""

    name: str
    """A stream, or the path of the probability of an event and `!`."""
    path: str | None
    """Path of the judgement in whose unit the range is, or of the probability of the event; null for what is
    neither."""
    low: float | None
    """Lower end of the range; null where there is none."""
    high: float | None
    """Upper end of it."""
    values: list[str]
    """Of an event, whether it happens: yes or no; of a choice, the ids that are left."""
    says: str
    """The restriction as a clause."""
    quasi_p: float
    """How likely it explains nothing that the other restrictions do not."""
    resampled: float
    """In which share of halves of the worlds the box that is found there restricts this too."""


class FlagReport(Frozen):
    """Why a verdict says less than it seems to."""

    kind: FlagKind
    """cannot-fail, cannot-hold: the ranges of the case's judgements decide it; inclusion: definitions do, such as a
    scope that contains another; red-line: a red line that the case stipulates; decision: something that the side
    advised decides; everywhere, nowhere: it is the same in every world drawn, for none of these reasons."""
    holds: bool | None
    """Whether it holds for this reason; null where that depends on the world."""
    paths: list[str]
    """The judgements that decide it."""
    says: str
    """The same in a sentence."""


class SupportReport(Sampled):
    """A claim with all that it rests on."""

    on: list[str]
    """The claims that it rests on, directly or by way of others."""
    fallen: list[str]
    """Those of them that do not hold: in most worlds, or at all."""
    unjudged: list[str]
    """Those that are not judged."""
    together: float | None
    """Share of worlds in which it holds with all of them that are judged in each world; 0 where one that is judged once
    for all worlds does not hold; null where it is itself not judged in each world."""


class ClaimReport(Sampled):
    """One claim, and what became of it."""

    says: str
    """The sentence."""
    source: list[str]
    """Where it stands: sources of the case."""
    place: str | None
    """The place there."""
    holds_if: str | None
    """The condition."""
    reading: str | None
    """How the condition reads the sentence."""
    judged_by: list[str]
    """The chapters whose columns judge it; `judgements` where it reads judgements alone."""
    fate: Fate
    """holds: in more than 55 % of worlds, or of redraws where it is judged once for all worlds; fails: in fewer than
    45 %; open: between; unjudged."""
    reason: str | None
    """Why it is not judged; null where it is."""
    level: Literal["world", "all-worlds"] | None
    """Whether it is judged in each world, or once for all of them; null where it is not judged."""
    share: float | None
    """Of a claim that is judged in each world: the share of worlds in which it holds."""
    word: str | None
    """That share in words of ICD 203; beyond these, “in every world” and “in no world”."""
    true: bool | None
    """Of a claim that is judged once for all worlds: whether it holds."""
    sure: float | None
    """The share of redraws of the worlds in which it does."""
    sides: list[SideReport]
    """What stands on the sides of its comparisons."""
    turns_on: list[ClaimDriverReport]
    """Of a claim that is judged in each world: what it turns on, the strongest first."""
    fails_when: list[FailingReport]
    """Of a claim that is judged in each world: boxes of worlds in which it fails much more often than elsewhere; empty
    where few inputs do not tell, and in a brief, where they are not looked for."""
    flags: list[FlagReport]
    """Why the verdict says less than it seems to."""
    rests_on: SupportReport | None
    """The claim with all that it rests on; null where it rests on nothing."""
    disputes: list[str]
    """Claims of rival arguments that it contradicts."""


class ArgumentReport(Frozen):
    """One argument."""

    title: str
    """Its title."""
    side: str | None
    """What it argues for."""
    author: str | None
    """Who makes it."""
    source: list[str]
    """Where it is made."""
    fates: dict[Fate, int]
    """holds, open, fails, unjudged → how many of its claims."""
    claims: dict[str, ClaimReport]
    """Claim → what became of it."""


class ExclusionReport(Frozen):
    """Two claims that hold, each by itself, and never together."""

    one: str
    """The one claim."""
    other: str
    """The other."""
    by_form: bool
    """Whether definitions alone keep them apart; else they hold together in no world drawn, though chance alone would
    let them."""


class RivalsReport(Sampled):
    """Two claims of different arguments about the same."""

    one: str
    """The claim of the one argument."""
    other: str
    """That of the other."""
    declared: bool
    """Whether one says that it disputes the other; else both read the same columns."""
    shares: dict[str, float]
    """only-one, only-other, both, neither → share of worlds; empty unless both are judged in each world."""


class ClaimsReport(Frozen):
    """What became of the arguments about a dispute."""

    arguments: dict[str, ArgumentReport]
    """Name of its file without ending → argument."""
    never_together: list[ExclusionReport]
    """Pairs of claims that hold, each by itself, and never together."""
    side_by_side: list[RivalsReport]
    """Pairs of claims of different arguments about the same: who is borne out."""


def claims_report(found: Audit) -> ClaimsReport:
    """Return what became of the arguments in plain numbers.

    Args:
        found: The audit.
    """
    arguments = {}
    for name, file in found.arguments.items():
        verdicts = found.of(name)
        fates: dict[Fate, int] = {"holds": 0, "open": 0, "fails": 0, "unjudged": 0}
        for one in verdicts:
            fates[fate(one)] += 1
        arguments[name] = copied(
            ArgumentReport, file.argument, fates=fates, claims={one.id: _claim(one, found) for one in verdicts}
        )
    return ClaimsReport(
        arguments=arguments,
        never_together=[copied(ExclusionReport, pair) for pair in found.exclusions],
        side_by_side=[_rivals(pair) for pair in found.rivals],
    )


def _claim(one: Verdict, found: Audit) -> ClaimReport:
    worlds = found.worlds
    support = found.support.get(one.id)
    return ClaimReport(
        says=one.claim.says,
        source=list(one.claim.source),
        place=one.claim.place,
        holds_if=one.claim.holds_if,
        reading=one.claim.reading,
        judged_by=list(one.judges),
        fate=fate(one),
        reason=one.reason,
        level=None if one.reason is not None else "world" if one.worldly else "all-worlds",
        share=None if one.share is None else one.share.value,
        word=None if one.share is None else likelihood(one.share.value),
        true=one.true,
        sure=one.sure,
        sides=[SideReport(text=s.text, **_number("value", s.value)) for s in one.sides],
        turns_on=[_driver(worlds, driver) for driver in one.drivers],
        fails_when=[copied(FailingReport, box, restrictions=_restrictions(box)) for box in one.fails],
        flags=[_flag(worlds, flag) for flag in found.flags[one.id]],
        rests_on=None if support is None else _support(support),
        disputes=list(one.claim.disputes),
        errors={} if one.share is None else {"share": _ends(one.share)},
    )


def _restrictions(box: Box) -> list[FailingRestrictionReport]:
    return [copied(FailingRestrictionReport, restriction) for restriction in box.restrictions]


def _driver(worlds: Worlds, driver: Driver) -> ClaimDriverReport:
    errors = {name: _ends(error) for name, error in driver.errors.items() if name in {"low", "high"}}
    return ClaimDriverReport(
        stream=driver.stream,
        label=label(worlds.case, driver.stream),
        kind=driver.kind,
        eta2=driver.eta2,
        low=driver.low,
        high=driver.high,
        errors=errors,
    )


def _flag(worlds: Worlds, flag: Flag) -> FlagReport:
    return FlagReport(kind=flag.kind, holds=flag.holds, paths=list(flag.paths), says=said_flag(worlds.case, flag))


def _support(support: Support) -> SupportReport:
    return SupportReport(
        on=list(support.on),
        fallen=list(support.fallen),
        unjudged=list(support.unjudged),
        **_number("together", support.together),
    )


def _rivals(pair: Rivals) -> RivalsReport:
    errors = {f"shares/{way}": _ends(share) for way, share in pair.shares.items()}
    shares = {way: share.value for way, share in pair.shares.items()}
    return RivalsReport(one=pair.one, other=pair.other, declared=pair.declared, shares=shares, errors=errors)


def _number(name: str, found: Interval | None) -> dict[str, Any]:
    """Return a number as a field of a report, with its error; null where it is none."""
    if found is None or found.value != found.value:
        return {name: None}
    return {name: found.value, "errors": {name: _ends(found)}}


def _ends(found: Interval) -> Ends:
    return Ends(low=found.low, high=found.high)
