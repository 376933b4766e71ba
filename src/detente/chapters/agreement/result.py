"""What the agreement chapter found: arrays over worlds, shares, and the trace of each headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.chapters.agreement import columns
from detente.chapters.agreement.column_values import column_values
from detente.chapters.agreement.judging.package_detail import PackageDetail
from detente.chapters.agreement.judging.survey import Survey
from detente.chapters.agreement.questions.asks import Ask
from detente.chapters.agreement.questions.central_world import Central
from detente.chapters.agreement.questions.demands import DemandPrice
from detente.chapters.agreement.questions.general_factor import Dependent
from detente.chapters.agreement.questions.nearest_package import Nearest
from detente.chapters.agreement.questions.package_traces import trace_of
from detente.chapters.agreement.questions.policies import PolicyOutcome
from detente.chapters.agreement.questions.recommend import Recommendation
from detente.chapters.agreement.questions.refusals import Blame
from detente.chapters.agreement.questions.robust_choices import RobustChoice
from detente.chapters.agreement.questions.vetoes import VetoPrice
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.findings import Column, Headline
from detente.findings.standing import the_package
from detente.worlds import Worlds
from detente.worlds.errors import Interval, interval, of_share


@dataclass(frozen=True)
class Agreement:
    """What can be agreed.

    Attributes:
        worlds: The worlds it was found in.
        programmes: In how many worlds candidates are those of a mixed-integer programme, to the solver's tolerance.
        main: The survey of all packages.
        detail: The shown packages in every world: the named and the recommended ones.
        named: Name of a package in the case → the package.
        recommended: The recommendations; empty where nothing is attainable.
        demands: The price of every demand, dearest first.
        vetoes: The price of every veto.
        nearest: For each shown package and principal, and for the recommended one and each consulted party: the nearest
            package that the party would accept.
        asks: Principal → what it should ask for first, from the recommended package.
        robust: The robust choices.
        central: The central world.
        blames: Why each shown package is not attainable in the other worlds.
        unwilling: Where nothing is attainable: principal → share of worlds in which it is sure to accept no package,
            the likeliest to refuse first; else empty.
        policies: What comes of each policy.
        tied: The headlines at each strength of the general factor.
    """

    worlds: Worlds
    programmes: int
    main: Survey
    detail: PackageDetail
    named: Mapping[str, OptionNumbers]
    recommended: tuple[Recommendation, ...]
    demands: tuple[DemandPrice, ...]
    vetoes: tuple[VetoPrice, ...]
    nearest: tuple[Nearest, ...]
    asks: Mapping[str, tuple[Ask, ...]]
    robust: tuple[RobustChoice, ...]
    central: Central
    blames: tuple[Blame, ...]
    unwilling: Mapping[str, Interval]
    policies: tuple[PolicyOutcome, ...]
    tied: tuple[Dependent, ...]

    @property
    def first(self) -> OptionNumbers | None:
        """The package recommended first, the most attainable one worth having."""
        return self.recommended[0].package if self.recommended else None

    @property
    def proposed(self) -> OptionNumbers | None:
        """The package that the chapter `proposal` chose; None if it did not run or chose none."""
        return next((r.package for r in self.recommended if r.kind == "proposed"), None)

    @property
    def amendments(self) -> tuple[Nearest, ...]:
        """How each consulted party could be brought aboard the package recommended first."""
        consulted = self.main.plan.vetoes
        return tuple(n for n in self.nearest if n.package == self.first and n.party in consulted)

    def label(self, package: OptionNumbers) -> str:
        """Return the name by which a package goes in columns: its name in the case, or what is recommended about it."""
        for name, named in self.named.items():
            if named == package:
                return name
        return next(r.kind for r in self.recommended if r.package == package)

    def share(self, package: OptionNumbers) -> float:
        """Return P(x)."""
        return float(self.main.share[self.main.packages.place(package)])

    def shared(self, package: OptionNumbers) -> Interval:
        """Return P(x) with its error: by the effective number of worlds, if it was not looked at closely."""
        if package in self.detail.packages:
            return interval(self.detail.attainable[self.detail.index(package)], self.worlds.weight())
        return of_share(self.share(package), self.worlds.effective)

    def best(self, party: str) -> float:
        """Return a principal's expected best attainable gain, points a year."""
        return float(np.sum(self.worlds.weight() * self.main.best[party]) / self.worlds.total)

    def gain(self, party: str, package: OptionNumbers) -> float:
        """Return a principal's expected gain by a package, as a share of its expected best gain."""
        best = self.best(party)
        return float(self.main.gains[party][self.main.packages.place(package)]) / best if best > 0 else 0.0

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes of the chapter, a value a world."""
        labels = [self.label(package) for package in self.detail.packages]
        return tuple(column_values(self.main, self.detail, labels, self.policies))

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first, with the judgements each was worked out from."""
        case = self.worlds.case
        found = []
        for package in dict.fromkeys([*([self.first] if self.first else []), *self.named.values()]):
            name = self.label(package)
            words = f"“{case.packages[name].name}”" if name in case.packages else the_package(self.proposed is not None)
            trace = trace_of(self.main.plan, package)
            found.append(Headline(columns.ATTAINABLE.named(name), f"{words} is attainable", trace))
        for scope in self.main.by_scope:
            words = f"some package within “{case.scopes[scope].name}” is attainable"
            found.append(Headline(columns.ANY_IN_SCOPE.named(scope), words, self.main.trace))
        found.append(Headline(columns.ANY.named(), "some package is attainable", self.main.trace))
        return tuple(found)
