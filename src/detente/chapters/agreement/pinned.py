"""What the chapter chose: the packages that are shown, and what each policy proposes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.arrays import Floats
from detente.case.model import Case
from detente.chapters.agreement.analyse import plan_of
from detente.chapters.agreement.column_values import column_values
from detente.chapters.agreement.columns import AGREED
from detente.chapters.agreement.judging.package_detail import package_detail
from detente.chapters.agreement.judging.survey import survey
from detente.chapters.agreement.large.candidates import candidates
from detente.chapters.agreement.questions.policies import proposal_effects, settled_fate
from detente.chapters.agreement.result import Agreement
from detente.chapters.agreement.space.candidate_set import CandidateSet
from detente.chapters.agreement.space.groundwork import Groundwork
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.chapters.pins import Judge, Pins, Rows
from detente.findings import Column
from detente.worlds import Worlds

CHAPTER = "agreement"


class AgreementPins(Pins):
    """The packages that are shown, and what each policy proposes."""

    shown: dict[str, OptionNumbers]
    """What a package is called in columns → the package."""
    proposals: dict[str, OptionNumbers | None]
    """Policy → what it proposes."""
    sought: dict[str, tuple[OptionNumbers, ...]]
    """Policy → the packages that it names among those it seeks."""
    candidates: tuple[OptionNumbers, ...] | None
    """The packages that are judged, of a case that has too many to judge each."""

    @classmethod
    def of(cls, found: Agreement) -> AgreementPins:
        """Return what was chosen."""
        packages = found.main.packages
        return cls(
            shown={found.label(package): _plain(package) for package in found.detail.packages},
            proposals={o.policy: None if o.proposal is None else _plain(o.proposal) for o in found.policies},
            sought={o.policy: tuple(map(_plain, o.sought)) for o in found.policies},
            candidates=tuple(map(_plain, packages.some)) if isinstance(packages, CandidateSet) else None,
        )

    def judge(self, case: Case, before: Mapping[str, Judge]) -> PackageJudge:
        """Return what judges worlds of the case by this."""
        some = None if self.candidates is None else CandidateSet(case, self.candidates)
        return PackageJudge(self, plan_of(case, some))


@dataclass(frozen=True)
class PackageJudge(Judge):
    """Judges worlds.

    Attributes:
        pins: What was chosen.
        plan: The groundwork of the case.
    """

    pins: AgreementPins
    plan: Groundwork

    @cached_property
    def surveyed(self) -> Groundwork:
        """The groundwork without what no column says."""
        return replace(self.plan, waivers=(), best_only=True)

    def rows(self, worlds: Worlds, known: Mapping[str, Column]) -> Rows:
        """Return what the chapter finds in some worlds."""
        pins, packages = self.pins, [*self.pins.shown.values()]
        main = survey(self.surveyed, worlds)
        if pins.candidates is not None:
            main = replace(main, any=candidates(worlds.case, worlds, ()).any)
        detail = package_detail(self.plan, packages, worlds)
        fates = [settled_fate(main, worlds, name, x, pins.sought[name]) for name, x in pins.proposals.items()]
        return Rows(tuple(column_values(main, detail, [*pins.shown], fates)), worlds)

    def effects(self, worlds: Worlds, known: Mapping[str, Column]) -> dict[str, dict[str, Floats]]:
        """Return policy → kind of effect → in each world, by which share what it proposes changes that, if agreed.

        Args:
            worlds: The worlds.
            known: What was found there, by name.
        """
        proposed = self.pins.proposals.items()
        agreed = {name: np.asarray(known[AGREED.named(name)].values) for name, _ in proposed}
        return {n: proposal_effects(self.plan, worlds.shifted(n), x, agreed[n]) for n, x in proposed}


def package_judge(before: Mapping[str, Judge]) -> PackageJudge | None:
    """Return what judges worlds as this chapter does, for chapters after it; None where it did not run."""
    found = before.get(CHAPTER)
    return found if isinstance(found, PackageJudge) else None


def _plain(package: OptionNumbers) -> OptionNumbers:
    """Return a package with numbers that JSON knows."""
    return tuple(int(option) for option in package)
