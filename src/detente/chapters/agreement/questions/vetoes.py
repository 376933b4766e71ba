"""The price of a veto: what it costs to need one more consent, or would bring to need one less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from detente.arrays import Floats
from detente.chapters.agreement.judging.package_detail import PackageDetail, package_detail
from detente.chapters.agreement.judging.survey import Survey, leader
from detente.chapters.agreement.space.packages import OptionNumbers
from detente.worlds import Worlds
from detente.worlds.errors import Interval, of_shares


@dataclass(frozen=True)
class VetoPrice:
    """What one veto costs, in shares of worlds.

    Attributes:
        kind: party or clause.
        name: Its id.
        needed: Whether its consent is needed now; then every price is what taking it for granted would bring.
        price: Fall in P(any).
        blind_price: Fall in the largest P(x).
        by_package: Shown package → fall in its P(x).
        errors: Number → its error of sampling, paired over the worlds as far as these are at hand.
    """

    kind: Literal["party", "clause"]
    name: str
    needed: bool
    price: float
    blind_price: float
    by_package: Mapping[OptionNumbers, float]
    errors: Mapping[str, Interval]


def veto_prices(main: Survey, worlds: Worlds, packages: Sequence[OptionNumbers]) -> tuple[VetoPrice, ...]:
    """Return what each veto would cost, and what each consent costs that is needed now.

    Args:
        main: A survey with vetoes and waivers.
        worlds: The worlds, for their weights.
        packages: The packages whose own fall in P(x) is wanted.

    Returns:
        Would-be vetoes first, then consents needed now; dearest first.
    """
    anyone = worlds.share(main.any)
    lead = leader(main.packages, main.share)
    most = lead[1] if lead else 0.0
    places = {package: main.packages.place(package) for package in packages}
    blind = _BlindPrices(main, worlds)
    found = []
    for needed, group in ((False, main.vetoed), (True, main.waived)):
        for name, (share, lines) in group.items():
            sign = -1.0 if needed else 1.0
            kind, who = name.split(" ") if needed else ("party", name)
            found.append(
                VetoPrice(
                    kind="clause" if kind == "clause" else "party",
                    name=who,
                    needed=needed,
                    price=sign * (anyone - worlds.share(lines)),
                    blind_price=sign * (most - float(share[main.packages.valid].max(initial=0.0))),
                    by_package={x: sign * float(main.share[at] - share[at]) for x, at in places.items()},
                    errors={
                        "price": worlds.apart(*((lines, main.any) if needed else (main.any, lines))),
                        "blind_price": blind.waived(name) if needed else blind.vetoed(name),
                    },
                )
            )
    return tuple(sorted(found, key=lambda veto: (veto.needed, -veto.price, -veto.blind_price)))


@dataclass(frozen=True)
class _BlindPrices:
    """By how much the share of the best proposal changes, with the error of sampling."""

    main: Survey
    worlds: Worlds

    @cached_property
    def _looked_at(self) -> PackageDetail:
        """The best proposal, and the best under each would-be veto, in every world."""
        tables = [self.main.share, *(share for share, _ in self.main.vetoed.values())]
        return package_detail(
            self.main.plan, [found[0] for table in tables if (found := self._best(table))], self.worlds
        )

    def _best(self, share: Floats) -> tuple[OptionNumbers, float] | None:
        return leader(self.main.packages, share)

    def vetoed(self, party: str) -> Interval:
        """Return the fall if a party could block, paired."""
        now, then = self._best(self.main.share), self._best(self.main.vetoed[party][0])
        if now is None or then is None:
            return Interval(0.0, 0.0, 0.0)
        detail = self._looked_at
        row = detail.index(then[0])
        left = detail.attainable[row] & detail.accepts[party][row]
        return self.worlds.apart(detail.attainable[detail.index(now[0])], left)

    def waived(self, name: str) -> Interval:
        """Return the rise if a consent were taken for granted: a share of worlds if the proposal is the same."""
        now, then = self._best(self.main.share), self._best(self.main.waived[name][0])
        if now is None or then is None:
            return Interval(0.0, 0.0, 0.0)
        if now[0] == then[0]:
            return self.worlds.error_of(max(0.0, then[1] - now[1]))
        return of_shares(then[1], now[1], self.worlds.effective)
