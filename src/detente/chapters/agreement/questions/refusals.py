"""Who refuses a package, in how many worlds, and over what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.arrays import Bools
from detente.chapters.agreement.judging.package_detail import PackageDetail, minded
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds
from detente.worlds.errors import Interval, interval


@dataclass(frozen=True)
class Refusal:
    """One party's refusal of one package, in shares of all worlds.

    Attributes:
        party: The party.
        share: Share of worlds in which it refuses.
        alone: Share in which it refuses and everybody else who is asked consents.
        red_line: Share in which a real red line of its is crossed.
        over: Issue, or `linkage` and the id of one → share in which it is what the party minds most.
    """

    party: str
    share: float
    alone: float
    red_line: float
    over: Mapping[str, float]


@dataclass(frozen=True)
class ConsentGate:
    """One consent on the way to an agreement.

    Attributes:
        name: The principal, the clause, or `mover` and the party's id.
        principal: Whether it is a principal, who is asked about the whole package.
        issues: What it is asked about, of what the package changes.
        passes: In what share of worlds it is given.
        left: In what share of worlds it is given together with all before it.
        closes: In what share of worlds all before it are given, and it is not.
    """

    name: str
    principal: bool
    issues: tuple[str, ...]
    passes: Interval
    left: Interval
    closes: Interval


@dataclass(frozen=True)
class Blame:
    """Why a package is not attainable.

    Attributes:
        package: The package.
        refusals: The principals' refusals, the most frequent first.
        failing: Further consent that the package needs → (share of worlds in which it is missing, share in which
            nothing else is).
        gates: Every consent that it needs: principals in the order of the case, then further ones, the rarest first.
    """

    package: OptionNumbers
    refusals: tuple[Refusal, ...]
    failing: Mapping[str, tuple[float, float]]
    gates: tuple[ConsentGate, ...]


def blame(plan: Groundwork, found: PackageDetail, package: OptionNumbers, worlds: Worlds) -> Blame:
    """Return who keeps a package from being attainable, and over what."""
    row = found.index(package)
    refuses = {p: ~found.accepts[p][row] for p in plan.case.principals}
    fails = {name: lines[row] for name, lines in found.failing.items() if _called(plan, package, name)}
    reasons = {**{f"party {p}": lines for p, lines in refuses.items()}, **{f"need {n}": x for n, x in fails.items()}}
    count = np.sum(list(reasons.values()), axis=0)
    refusals = []
    for party, lines in refuses.items():
        minds = found.over[party][row]
        over = {what: worlds.share(lines & (minds == n)) for n, what in enumerate(minded(plan.case, party))}
        refusals.append(
            Refusal(
                party=party,
                share=worlds.share(lines),
                alone=worlds.share(lines & (count == 1)),
                red_line=worlds.share(found.crossed[party][row]),
                over={what: share for what, share in sorted(over.items(), key=lambda kv: -kv[1]) if share > 0},
            )
        )
    failing = {n: (worlds.share(lines), worlds.share(lines & (count == 1))) for n, lines in fails.items()}
    return Blame(
        package=package,
        refusals=tuple(sorted(refusals, key=lambda refusal: -refusal.share)),
        failing=dict(sorted(failing.items(), key=lambda item: -item[1][0])),
        gates=_gates(plan, package, refuses, fails, worlds),
    )


def _gates(
    plan: Groundwork, package: OptionNumbers, refuses: Mapping[str, Bools], fails: Mapping[str, Bools], worlds: Worlds
) -> tuple[ConsentGate, ...]:
    """Return how many worlds are left as one consent after the other is asked for."""
    weight, options = worlds.weight(), plan.packages.options(package)
    closed = dict(refuses) | dict(sorted(fails.items(), key=lambda item: -worlds.share(item[1])))
    left, found = np.ones(len(weight), dtype=bool), []
    for name, lines in closed.items():
        closes = interval(left & lines, weight)
        left &= ~lines
        found.append(
            ConsentGate(
                name=name,
                principal=name in refuses,
                issues=tuple(i for i, o in options.items() if name in refuses or _asked(plan, (i, o), name)),
                passes=interval(~lines, weight),
                left=interval(left, weight),
                closes=closes,
            )
        )
    return tuple(found)


def _asked(plan: Groundwork, option: tuple[str, str], name: str) -> bool:
    return any(need.name == name for need in plan.by_option.get(option, ()))


def _called(plan: Groundwork, package: OptionNumbers, name: str) -> bool:
    return any(_asked(plan, option, name) for option in plan.packages.options(package).items())
