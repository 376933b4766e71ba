"""Whether a message gets through at all, in networks with too many paths to list: posts are taken out one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.chapters.contact.network.decision_diagrams import ALWAYS, NEVER, Diagrams
from detente.chapters.contact.network.message_paths import Journeys
from detente.chapters.contact.network.wiring import Event, always_staffed
from detente.chapters.contact.posts_and_channels import Network

START, END = "→", "←"  # no ids: one post for all where a message may start, and one for all where it has arrived
Conditions = dict[str, dict[str, int]]


def connected(part: Network, trips: Journeys, numbers: Mapping[Event, int], diagrams: Diagrams) -> int:
    """Return when a message gets through by channels that are up, however long it takes.

    Each post between is taken out, one with the fewest neighbours first: what leads to it and what leads on from it are
    joined. What is left between start and end is the answer.

    Args:
        part: The network.
        trips: Who may send to whom.
        numbers: Event → number of its variable.
        diagrams: The diagrams.

    Returns:
        The function of these variables.

    Raises:
        TooTangledError: The network is too tangled for a diagram of that size.
    """
    onto, into = _direct(part, trips, numbers, diagrams)
    between = {*onto, *into} - {START, END}
    while between:
        taken = min(between, key=lambda post: (len(onto.get(post, {})) * len(into.get(post, {})), post))
        between.remove(taken)
        for first, before in into.pop(taken, {}).items():
            del onto[first][taken]
            staffed = diagrams.both(before, _staffed(part, taken, numbers, diagrams))
            for last, after in onto.get(taken, {}).items():
                if last != first:
                    joined = diagrams.either(onto[first].get(last, NEVER), diagrams.both(staffed, after))
                    onto[first][last] = into[last][first] = joined
        for last in onto.pop(taken, {}):
            del into[last][taken]
    return onto.get(START, {}).get(END, NEVER)


def _direct(
    part: Network, trips: Journeys, numbers: Mapping[Event, int], diagrams: Diagrams
) -> tuple[Conditions, Conditions]:
    """Return when each post reaches each other one directly, from the first to the last and the other way round."""
    onto: Conditions = {}
    into: Conditions = {}
    for here, channel, there in _steps(trips):
        arrives = _staffed(part, there, numbers, diagrams) if there in trips.ends else ALWAYS
        up = diagrams.both(diagrams.variable(numbers[Event("line", channel)]), arrives)
        first, last = START if here in trips.starts else here, END if there in trips.ends else there
        found = diagrams.either(onto.get(first, {}).get(last, NEVER), up)
        onto.setdefault(first, {})[last] = into.setdefault(last, {})[first] = found
    return onto, into


def _staffed(part: Network, post: str, numbers: Mapping[Event, int], diagrams: Diagrams) -> int:
    return ALWAYS if always_staffed(part, post) else diagrams.variable(numbers[Event("post", post)])


def _steps(trips: Journeys) -> Iterator[tuple[str, str, str]]:
    for here, ways in trips.beside.items():
        for channel, there in ways:
            if here not in trips.ends and there not in trips.starts:
                yield here, channel, there
