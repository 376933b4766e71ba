"""What a party should ask for first, from a package: what each single change is worth to it, and what it risks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.arrays import TIE, Bools
from detente.chapters.agreement.judging.package_detail import package_detail
from detente.chapters.agreement.judging.survey import Survey
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds
from detente.worlds.errors import Interval, mean


@dataclass(frozen=True)
class Ask:
    """One change that a party would like.

    Attributes:
        package: The package with the change.
        issue: The issue changed.
        option: Its new option.
        worth: What it adds for the party on average, as a share of its expected best gain.
        lost: Share of worlds that the change loses; below 0 where it wins some.
        before: The party's expected gain by the package as it is, nothing where that is refused, as such a share.
        gain: The same with the change.
        errors: Number → its error of sampling, paired over the same worlds.
        joint_before: Share of worlds in which the package as it is, is agreed, carried out and kept; None as long as
            nobody has judged that.
        joint: The same with the change.
    """

    package: OptionNumbers
    issue: str
    option: str
    worth: float
    lost: float
    before: float
    gain: float
    errors: Mapping[str, Interval]
    joint_before: float | None = None
    joint: float | None = None

    def jointly(self, before: Bools, after: Bools, worlds: Worlds) -> Ask:
        """Return the same with where the package and the changed one are agreed, carried out and kept."""
        was, would_be = worlds.sampled(before), worlds.sampled(after)
        errors = {**self.errors, "joint_before": was, "joint": would_be}
        return replace(self, joint_before=was.value, joint=would_be.value, errors=errors)

    @property
    def free(self) -> bool:
        """Whether it loses nothing."""
        return self.lost <= TIE


def asks(main: Survey, package: OptionNumbers, party: str, worlds: Worlds) -> tuple[Ask, ...]:
    """Return what a party should ask for first.

    Args:
        main: The survey, with gains.
        package: The package to start from.
        party: A principal.
        worlds: The worlds.

    Returns:
        What loses nothing, the most valuable first; then by worth for what is lost.
    """
    best = float(np.sum(worlds.weight() * main.best[party]))
    if best <= 0:
        return ()
    changed = main.packages.amendments(package, 1)
    view = package_detail(main.plan, [package, *changed], worlds)
    value, weight, attainable = view.value[party], worlds.weight(), view.attainable
    gains = np.where(attainable, value - view.reservation[party], 0.0) * (worlds.total / best)
    share = worlds.share(attainable[0])
    found = []
    for row, amended in enumerate(changed, start=1):
        worth = float(np.sum(weight * (value[row] - value[0]))) / best
        if worth > TIE:
            n = next(n for n, (old, new) in enumerate(zip(package, amended, strict=True)) if old != new)
            issue = main.packages.issues[n]
            errors = {
                "worth": mean((value[row] - value[0]) * (worlds.total / best), weight),
                "lost": worlds.apart(attainable[0], attainable[row]),
                "before": (before := mean(gains[0], weight)),
                "gain": (gain := mean(gains[row], weight)),
            }
            found.append(
                Ask(
                    package=amended,
                    issue=issue,
                    option=worlds.case.ladder(issue)[amended[n]],
                    worth=worth,
                    lost=share - worlds.share(attainable[row]),
                    before=before.value,
                    gain=gain.value,
                    errors=errors,
                )
            )
    return tuple(sorted(found, key=lambda a: (not a.free, -a.worth if a.free else -a.worth / a.lost, a.package)))
