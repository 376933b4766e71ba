"""Some packages looked at closely: where each is attainable, what it is worth to each party, who refuses and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np

from detente.arrays import Bools, Floats, Ints, Shorts
from detente.case.model import Case
from detente.chapters.agreement.judging.few_packages import Listed, evaluate, matches
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.agreement.space.scores import PartyScores, Scores, scores
from detente.findings import joined
from detente.worlds import Draws, Worlds

LINKAGE = "linkage "  # before the id of a linkage, among what a party minds


@dataclass(frozen=True)
class PackageDetail:
    """Packages in all worlds; arrays are (packages, worlds), or (worlds) where only the party matters.

    Attributes:
        packages: The packages.
        attainable: Whether each is attainable.
        value: Party → points a year.
        accepts: Party → whether it accepts.
        crossed: Party → whether a real red line of its is crossed.
        over: Party → number of what it minds most, as `minded` lists it: the first red line crossed, else the change it
            likes least, or a linkage that takes more from it.
        failing: Consent clause or mover → whether it is called upon and not met.
        reservation: Party → what no agreement is worth to it.
        span: Party → distance between the best and the worst that the options could bring it.
        scale: Party → size of its points, against which a gain counts as nothing.
    """

    packages: tuple[OptionNumbers, ...]
    attainable: Bools
    value: Mapping[str, Floats]
    accepts: Mapping[str, Bools]
    crossed: Mapping[str, Bools]
    over: Mapping[str, Shorts]
    failing: Mapping[str, Bools]
    reservation: Mapping[str, Floats]
    span: Mapping[str, Floats]
    scale: Mapping[str, Floats]

    def index(self, package: OptionNumbers) -> int:
        """Return the row of a package."""
        return self.packages.index(package)


@dataclass(frozen=True)
class PackageGains:
    """Packages in all worlds, no more of them than what each principal gains; arrays are (packages, worlds).

    Attributes:
        packages: The packages.
        attainable: Whether each is attainable.
        gain: Principal → points a year over its reservation value.
    """

    packages: tuple[OptionNumbers, ...]
    attainable: Bools
    gain: Mapping[str, Floats]

    @property
    def by_package(self) -> dict[OptionNumbers, Bools]:
        """Package → array (worlds): whether it is attainable."""
        return dict(zip(self.packages, self.attainable, strict=True))


def minded(case: Case, party: str) -> tuple[str, ...]:
    """Return what a party may mind about a package, by number: issues, then its own linkages, as `linkage` and id."""
    own = (f"{LINKAGE}{name}" for name, link in case.linkages.items() if link.party == party)
    return (*case.issues, *own)


def package_gains(plan: Groundwork, packages: Sequence[OptionNumbers], worlds: Worlds) -> PackageGains:
    """Return where packages are attainable and what the principals gain by them: what is asked of most packages."""
    wanted = tuple(dict.fromkeys(packages))
    blocks = list(worlds.each(partial(_gains, plan, wanted)))
    attainable = np.concatenate([attainable for attainable, _ in blocks], axis=1)
    return PackageGains(wanted, attainable, joined([gain for _, gain in blocks]))


def _gains(plan: Groundwork, packages: Sequence[OptionNumbers], draws: Draws) -> tuple[Bools, dict[str, Floats]]:
    block = _scores(plan, draws)
    found = evaluate(plan, packages, block)
    gains = {party: found.value[party] - block.parties[party].reservation for party in plan.case.principals}
    return found.attainable, gains


def _scores(plan: Groundwork, draws: Draws) -> Scores:
    return scores(plan.case, draws, tuple(dict.fromkeys([*plan.parties, *plan.case.valued])), plan.needs)


def package_detail(plan: Groundwork, packages: Sequence[OptionNumbers], worlds: Worlds) -> PackageDetail:
    """Return what packages are worth to everybody in every world, and who refuses them."""
    wanted = tuple(dict.fromkeys(packages))
    blocks = list(worlds.each(partial(_block, plan, wanted)))
    views = [view for view, _ in blocks]
    listed = {
        f.name: joined([getattr(view, f.name) for view in views]) for f in fields(Listed) if f.name != "attainable"
    }
    others = {name: joined([other[name] for _, other in blocks]) for name in ("over", "reservation", "span", "scale")}
    attainable = np.concatenate([view.attainable for view in views], axis=1)
    return PackageDetail(packages=wanted, attainable=attainable, **listed, **others)


def _block(
    plan: Groundwork, packages: Sequence[OptionNumbers], draws: Draws
) -> tuple[Listed, dict[str, dict[str, Any]]]:
    block = _scores(plan, draws)
    numbers = plan.packages.array(packages)
    return evaluate(plan, packages, block), {
        "over": {name: _over(plan, numbers, party) for name, party in block.parties.items()},
        "reservation": {name: party.reservation for name, party in block.parties.items()},
        "span": {name: party.span for name, party in block.parties.items()},
        "scale": {name: party.scale for name, party in block.parties.items()},
    }


def _over(plan: Groundwork, numbers: Ints, party: PartyScores) -> Shorts:
    """Return what a party minds most: the first issue with a red line crossed, else what has the lowest score.

    That is a change, or a linkage that the package falls under and that takes more from the party than any change does.
    """
    shape = len(numbers), party.options[0].shape[1]
    worst, over = np.full(shape, np.inf), np.zeros(shape, dtype=np.int16)
    for n, options in enumerate(party.options):
        changed = np.flatnonzero(numbers[:, n] > 0)
        scored, least = options[numbers[changed, n]], worst[changed]
        over[changed] = np.where(scored < least, n, over[changed])
        worst[changed] = np.minimum(scored, least)
    for n, (link, value) in enumerate(party.linkages.items(), start=len(party.options)):
        under = np.flatnonzero(matches(plan, numbers, plan.case.linkages[link].pattern))
        least = worst[under]
        over[under] = np.where((value < 0) & (value < least), n, over[under])
        worst[under] = np.minimum(value, least)
    for n, lines in reversed(list(enumerate(party.crossed))):
        if lines is not None:
            over[lines[numbers[:, n]]] = n
    return over
