"""The first exchange: what a first letter offers and asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
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
class Advice:
    """What is recommended, as far as a letter speaks of it.

    Attributes:
        package: The package, as issue → option; None where nothing is worth proposing.
        rounds: For each round of its roadmap, issue → option of all that is carried out by its end; empty without one.
    """

    package: Mapping[str, str] | None
    rounds: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class LetterStep:
    """A step of an exchange, each part as issue → option.

    Attributes:
        offers: What the sender would carry out.
        asks: What the recipient would carry out.
        together: What both would carry out.
        others: What a mediator would put to others.
    """

    offers: Mapping[str, str]
    asks: Mapping[str, str]
    together: Mapping[str, str]
    others: Mapping[str, str]

    @property
    def options(self) -> dict[str, str]:
        """Issue → option, for all parts."""
        return {**self.offers, **self.asks, **self.together, **self.others}

    @property
    def by_kind(self) -> dict[str, Mapping[str, str]]:
        """Kind of wording → the part that is said in it."""
        return {"offer": self.offers, "ask": self.asks, "together": self.together, "others": self.others}


@dataclass(frozen=True)
class Exchange(LetterStep):
    """A first exchange: all of what a first letter offers and asks for.

    Attributes:
        origin: roadmap: the first rounds of the recommended roadmap. package: a part of the recommended package.
        share: P(x) of the exchange taken alone, as a package; None where it comes from the roadmap.
        first: The first round of the roadmap, where that goes before the rest; None where all is one step.
        second: The rest of it, beside the first round.
    """

    origin: Origin
    share: float | None
    first: LetterStep | None = None
    second: LetterStep | None = None

    @property
    def steps(self) -> tuple[LetterStep, ...]:
        """What is done first and what then, in order; itself where all is one step."""
        return (self,) if self.first is None or self.second is None else (self.first, self.second)


def advice(found: Agreement, rounds: Sequence[Mapping[str, str]] = ()) -> Advice:
    """Return the package that the agreement chapter recommends first as advice, with the rounds of its roadmap."""
    return Advice(None if found.first is None else found.main.packages.options(found.first), rounds)


def first_exchange(case: Case, found: Agreement, sender: str, recipient: str, advised: Advice) -> Exchange | None:
    """Choose what a first letter offers and asks for.

    What the roadmap of the recommended package, if there is one, has carried out by the first round by which each side
    has done something of its own; the first round is kept apart from what follows. Else a part of the recommended
    package in which each side has something to do: up to four changes, or, where none of these is attainable, lower
    rungs on the way to it. Of those that would be attainable by themselves in at least nine tenths as many worlds as
    the best of them, the smallest; of these the most attainable. Nothing that
    is priced as fatal is in it, and what others carry out only where the sender mediates.

    Where a mediator writes who carries out none of it, each side is every principal that carries out some of what is
    recommended, so that the step is the same whoever of them is written to; and what likely crosses a red line of a
    principal is not in it.

    Args:
        case: The case.
        found: The result of the agreement chapter.
        sender: The party that writes.
        recipient: The party written to.
        advised: What is recommended.

    Returns:
        The exchange; None where nothing is recommended, or no part of it has a change by each side.
    """
    deadly = {(price.issue, price.option) for price in found.demands if verdict(found, price) == "fatal"}
    deadly |= _non_starters(case) if _mediates(case, sender, advised.package or {}) else set()
    rounds = [begun for carried_out in advised.rounds if (begun := _without(deadly, carried_out))]
    sides = _sides(case, sender, rounds[-1] if rounds else {})
    for begun in rounds:
        if _all_begin(case, begun, sender, recipient, sides):
            return _exchange(case, sender, recipient, begun, "roadmap", first=rounds[0])
    whole = _without(deadly, advised.package or {})
    for kept in ({issue: (option,) for issue, option in whole.items()}, _up_to(case, deadly, advised.package or {})):
        parts = [part for part in _parts(case, kept, sender, recipient) if _judged(found, part)]
        if parts:
            return _smallest(case, found, sender, recipient, parts)
    return None


def _up_to(case: Case, deadly: set[tuple[str, str]], package: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what is on the way to a package: for each issue, the options of its ladder up to the one agreed."""
    found: dict[str, tuple[str, ...]] = {}
    for issue, option in package.items():
        ladder = case.ladder(issue)
        rungs = tuple(rung for rung in ladder[1 : ladder.index(option) + 1] if (issue, rung) not in deadly)
        found |= {issue: rungs} if rungs else {}
    return found


def _without(deadly: set[tuple[str, str]], options: Mapping[str, str]) -> dict[str, str]:
    return {issue: option for issue, option in options.items() if (issue, option) not in deadly}


def _smallest(case: Case, found: Agreement, sender: str, recipient: str, parts: list[dict[str, str]]) -> Exchange:
    most = max(_share(found, part) for part in parts)
    near = [part for part in parts if _share(found, part) >= NEARLY * most]
    best = min(near, key=lambda part: (len(part), -round(_share(found, part), 9)))
    return _exchange(case, sender, recipient, best, "package", _share(found, best))


def _parts(case: Case, options: Mapping[str, tuple[str, ...]], sender: str, recipient: str) -> Iterator[dict[str, str]]:
    """Yield two to four changes in which all that should begin do, of the options allowed on each issue."""
    sides = _sides(case, sender, options)
    for size in range(2, MOST_STEPS + 1):
        for issues in combinations(options, size):
            roles = {role(case, issue, sender, recipient) for issue in issues}
            fits = sender not in case.principals or "others" not in roles
            if fits and _all_begin(case, issues, sender, recipient, sides):
                yield from (dict(zip(issues, rungs, strict=True)) for rungs in product(*(options[i] for i in issues)))


def _all_begin(case: Case, issues: Iterable[str], sender: str, recipient: str, sides: frozenset[str] | None) -> bool:
    """Whether the recipient has something to do, and the sender too; where a mediator writes, whether all have."""
    movers = [{*case.issues[issue].movers} for issue in issues]
    if sides is not None:
        return len(sides) > 1 and recipient in sides and sides <= set().union(*movers)
    if not any(recipient in group for group in movers if sender not in group):
        return False
    return any(sender in group and recipient not in group for group in movers)


def _mediates(case: Case, sender: str, issues: Iterable[str]) -> bool:
    """Whether the sender is no principal, or could move nothing at all, and carries out nothing on these issues."""
    own = any(sender in case.issues[issue].movers for issue in issues)
    return not own and (sender not in case.principals or moves_nothing(case, sender))


def _sides(case: Case, sender: str, issues: Iterable[str]) -> frozenset[str] | None:
    """Return the principals that carry out something on these issues, where the sender only mediates."""
    if not _mediates(case, sender, issues):
        return None
    return frozenset(mover for issue in issues for mover in case.issues[issue].movers if mover in case.principals)


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
    first: Mapping[str, str] | None = None,
) -> Exchange:
    rest = dict(options.items() - (first or options).items())
    in_order = {issue: rest[issue] for issue in options if issue in rest}
    steps = [_step(case, sender, recipient, part) for part in (first or {}, in_order)] if rest else [None, None]
    whole = _step(case, sender, recipient, options)
    return Exchange(**vars(whole), origin=origin, share=share, first=steps[0], second=steps[1])


def _step(case: Case, sender: str, recipient: str, options: Mapping[str, str]) -> LetterStep:
    by_role: dict[str, dict[str, str]] = {"offered": {}, "asked": {}, "together": {}, "others": {}}
    for issue, option in options.items():
        by_role[role(case, issue, sender, recipient)][issue] = option
    return LetterStep(by_role["offered"], by_role["asked"], by_role["together"], by_role["others"])
