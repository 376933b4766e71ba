"""The first exchange: what a first letter offers and asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from detente.case.model import Case
from detente.chapters.agreement import Agreement
from detente.chapters.approach.letters.letter_forms import moves_nothing
from detente.chapters.approach.letters.text_check import role, verdict

Origin = Literal["roadmap", "package"]
MOST_STEPS = 4  # changes in a first letter
LIKELY = 0.5  # a red line that is likelier real than not
NEARLY = 0.9  # a smaller exchange is preferred if its P(x) is at least this share of the largest


@dataclass(frozen=True)
class Exchange:
    """A first exchange, each part as issue → option.

    Attributes:
        offers: What the sender would carry out.
        asks: What the recipient would carry out.
        together: What both would carry out.
        others: What a mediator would put to others.
        origin: roadmap: the first rounds of the recommended roadmap. package: a part of a recommended package.
        share: P(x) of the exchange taken alone, as a package; None where it comes from the roadmap.
    """

    offers: Mapping[str, str]
    asks: Mapping[str, str]
    together: Mapping[str, str]
    others: Mapping[str, str]
    origin: Origin
    share: float | None

    @property
    def options(self) -> dict[str, str]:
        """Issue → option, for all parts."""
        return {**self.offers, **self.asks, **self.together, **self.others}


def first_exchange(
    case: Case, found: Agreement, sender: str, recipient: str, rounds: Sequence[Mapping[str, str]] = ()
) -> Exchange | None:
    """Choose what a first letter offers and asks for.

    What the recommended roadmap, if there is one, has carried out by the first round by which each side has done
    something of its own. Else a part of the first recommended package that has such a part: up to four changes. Of
    those that would be attainable by themselves in at least nine tenths as many worlds as the best of them, the
    smallest; of these the most attainable. Nothing that is priced as fatal is in it, and what others carry out only
    where the sender mediates.

    Where a mediator writes who moves nothing, each side is every principal that carries out some of what is
    recommended, so that the step is the same whoever of them is written to; and what likely crosses a red line of a
    principal is not in it.

    Args:
        case: The case.
        found: The result of the agreement chapter.
        sender: The party that writes.
        recipient: The party written to.
        rounds: For each round of the recommended roadmap, issue → option of all that is carried out by its end.

    Returns:
        The exchange; None where nothing is recommended, or no part of it has a change by each side.
    """
    deadly = {(price.issue, price.option) for price in found.demands if verdict(found, price) == "fatal"}
    deadly |= _non_starters(case) if moves_nothing(case, sender) else set()
    sides = _sides(case, rounds[-1].items() - deadly if rounds else ())
    for carried_out in rounds:
        begun = {issue: option for issue, option in carried_out.items() if (issue, option) not in deadly}
        exchange = _exchange(case, sender, recipient, begun, "roadmap")
        if _all_begin(case, exchange.options, sender, recipient, sides):
            return exchange
    for recommended in found.recommended:
        options = found.main.packages.options(recommended.package)
        kept = {issue: option for issue, option in options.items() if (issue, option) not in deadly}
        parts = [part for part in _parts(case, kept, sender, recipient) if _judged(found, part)]
        if parts:
            return _smallest(case, found, sender, recipient, parts)
    return None


def _smallest(case: Case, found: Agreement, sender: str, recipient: str, parts: list[dict[str, str]]) -> Exchange:
    most = max(_share(found, part) for part in parts)
    near = [part for part in parts if _share(found, part) >= NEARLY * most]
    best = min(near, key=lambda part: (len(part), -round(_share(found, part), 9)))
    return _exchange(case, sender, recipient, best, "package", _share(found, best))


def _parts(case: Case, options: Mapping[str, str], sender: str, recipient: str) -> Iterator[dict[str, str]]:
    sides = _sides(case, options.items())
    for size in range(2, MOST_STEPS + 1):
        for issues in combinations(options, size):
            roles = {role(case, issue, sender, recipient) for issue in issues}
            part = {issue: options[issue] for issue in issues}
            fits = sender not in case.principals or "others" not in roles
            if fits and _all_begin(case, part, sender, recipient, sides):
                yield part


def _all_begin(case: Case, options: Mapping[str, str], sender: str, recipient: str, sides: frozenset[str]) -> bool:
    """Whether the recipient has something to do, and the sender too; where a mediator writes, whether all have."""
    movers = [{*case.issues[issue].movers} for issue in options]
    if moves_nothing(case, sender):
        return len(sides) > 1 and recipient in sides and sides <= set().union(*movers)
    if not any(recipient in group for group in movers if sender not in group):
        return False
    return any(sender in group and recipient not in group for group in movers)


def _sides(case: Case, options: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the principals that carry out some of these options."""
    return frozenset(mover for issue, _ in options for mover in case.issues[issue].movers if mover in case.principals)


def _non_starters(case: Case) -> set[tuple[str, str]]:
    """Return the options that likely cross a red line of a principal: a mediator asks nobody for these."""
    return {
        (issue, option)
        for party in case.principals
        for issue, lines in case.red_lines.get(party, {}).items()
        for option, real in lines.items()
        if real.central > LIKELY
    }


def _judged(found: Agreement, part: Mapping[str, str]) -> bool:
    packages = found.main.packages
    package = packages.named(part)
    known = packages.is_valid(package) and (packages.complete or package in getattr(packages, "some", ()))
    return known and found.share(package) > 0


def _share(found: Agreement, part: Mapping[str, str]) -> float:
    return found.share(found.main.packages.named(part))


def _exchange(
    case: Case,
    sender: str,
    recipient: str,
    options: Mapping[str, str],
    origin: Origin,
    share: float | None = None,
) -> Exchange:
    by_role: dict[str, dict[str, str]] = {"offered": {}, "asked": {}, "together": {}, "others": {}}
    for issue, option in options.items():
        by_role[role(case, issue, sender, recipient)][issue] = option
    return Exchange(by_role["offered"], by_role["asked"], by_role["together"], by_role["others"], origin, share)
