"""What must come first in a roadmap, and orders that can never be kept because they lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from detente.case.base import Frozen, Id
from detente.case.model import Case
from detente.case.references import Problem
from detente.case.schema import SomePattern, Text

Options = Annotated[dict[Id, Id], Field(min_length=1)]
Step = tuple[str, str]  # issue and option


class Order(Frozen):
    """Something that must have been done before something else is begun."""

    first: Options
    """Issue → the option that must have been reached, or a later one; what a package leaves alone does not count."""
    then: SomePattern
    """The options that may only be brought about in a later round."""
    because: Text | None = None
    """Why."""


def circles(case: Case, orders: Mapping[str, Order]) -> Iterator[Problem]:
    """Find orders that wait for themselves: a package with all their options could never be carried out.

    Args:
        case: The case.
        orders: The orders by id.

    Yields:
        A problem for each circle, at the order that closes it.
    """
    waits: dict[Step, dict[Step, str]] = {}
    for name, order in orders.items():
        for step in _begun(case, order):
            for issue, option in order.first.items():
                ladder = case.ladder(issue) if issue in case.issues else ()
                if option not in ladder:
                    continue  # told elsewhere
                if issue == step[0] and ladder.index(option) >= ladder.index(step[1]):
                    expected = "under `then` what can begin only after `first`: a ladder is climbed, not descended"
                    found = f"an order in which {issue}: {step[1]} waits for {issue}: {option}"
                    yield Problem(("order", name), found, expected)
                elif issue != step[0]:
                    waits.setdefault(step, {})[issue, option] = name
    told: set[frozenset[str]] = set()
    for step in waits:
        names = _circle(waits, step)
        if names and frozenset(names) not in told:
            told.add(frozenset(names))
            around = " → ".join(dict.fromkeys(names))
            found = f"an order that runs in a circle: {around}"
            yield Problem(("order", names[-1]), found, "some step that waits for no other")


def _begun(case: Case, order: Order) -> Iterator[Step]:
    """Yield the steps that an order holds back."""
    for issue, which in order.then.items():
        ladder = case.ladder(issue) if issue in case.issues else ()
        if {*which.named} <= {*ladder}:
            yield from ((issue, option) for option in ladder if option in which.of(ladder))


def _circle(waits: Mapping[Step, Mapping[Step, str]], start: Step) -> list[str]:
    """Return the orders by which a step waits for itself, the shortest way round; none where it does not."""
    ways: list[tuple[Step, list[str]]] = [(start, [])]
    seen: set[Step] = set()
    while ways:
        step, names = ways.pop(0)
        for before, name in waits.get(step, {}).items():
            if before == start:
                return [*names, name]
            if before not in seen:
                seen.add(before)
                ways.append((before, [*names, name]))
    return []
