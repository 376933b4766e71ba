"""The price of a veto: what it costs to need one more consent, or would bring to need one less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

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
        errors: Number → its error of sampling. P(any) is paired over the worlds; the best proposal may be another one,
            and its error is that of two shares.
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
    found = []
    for needed, group in ((False, main.vetoed), (True, main.waived)):
        for name, (share, lines) in group.items():
            sign = -1.0 if needed else 1.0
            places = {package: main.packages.place(package) for package in packages}
            kind, who = name.split(" ") if needed else ("party", name)
            blind = float(share[main.packages.valid].max(initial=0.0))
            found.append(
                VetoPrice(
                    kind="clause" if kind == "clause" else "party",
                    name=who,
                    needed=needed,
                    price=sign * (anyone - worlds.share(lines)),
                    blind_price=sign * (most - blind),
                    by_package={x: sign * float(main.share[at] - share[at]) for x, at in places.items()},
                    errors={
                        "price": worlds.apart(*((lines, main.any) if needed else (main.any, lines))),
                        "blind_price": of_shares(*((blind, most) if needed else (most, blind)), worlds.effective),
                    },
                )
            )
    return tuple(sorted(found, key=lambda veto: (veto.needed, -veto.price, -veto.blind_price)))
