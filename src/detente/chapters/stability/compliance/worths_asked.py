"""What groups of linked issues can be worth, many asked for in one go, as `breach_kernels` is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from detente.arrays import Floats
from detente.chapters.stability.compliance.courses import Course


class GroupLinkage(NamedTuple):
    """A linkage among the issues of a group.

    Attributes:
        number: Its number among those of its party.
        members: Its issues.
        worth: Array (worlds): points a year while all of it stands.
        place: Where that lies in memory.
    """

    number: int
    members: tuple[int, ...]
    worth: Floats
    place: int

    @classmethod
    def of(cls, number: int, members: Iterable[int], worth: Floats) -> GroupLinkage:
        """Return a linkage whose worth lies in one piece."""
        whole = np.ascontiguousarray(worth)
        return cls(number, tuple(members), whole, whole.ctypes.data)


@dataclass(frozen=True)
class IssueWays:
    """What can be done about one issue, and where what that is worth to a party lies in memory.

    Attributes:
        courses: The ways.
        tables: For each, the place of its table (`CourseTable`).
        matches: Number of a linkage that the issue is a member of → how the issue matches on each way.
    """

    courses: tuple[Course, ...]
    tables: tuple[int, ...]
    matches: Mapping[int, list[int]]


class WorthsAsked(NamedTuple):
    """The most that a group of linked issues can be worth to a party if one way is chosen for each, at some times.

    Where an issue has several ways, one that would be found sooner than all exchange ends does not count.

    Attributes:
        ways: For each issue of the group, what can be done about it.
        links: The linkages among them.
        rate: Place of the yearly rate of the party.
        found: For each time at which all exchange ends, the place of when that is.
        faded: For each, the place of what a point is worth to the party then.
        sign: By which all worth is multiplied: 1; −1 where the least is sought.
    """

    ways: Sequence[IssueWays]
    links: Sequence[GroupLinkage]
    rate: int
    found: Sequence[int]
    faded: Sequence[int]
    sign: int

    @property
    def number(self) -> int:
        """How many ways there are for all issues together."""
        return sum(len(way.courses) for way in self.ways)

    def tell(self, told: list[int]) -> None:
        """Add what the kernel is told, in its order."""
        starts = [*accumulate((len(way.courses) for way in self.ways), initial=0)]
        members, firsts = list[list[int]](), [0]
        issues = [way.courses[0].issue for way in self.ways] if self.links else []
        for link in self.links:
            for issue in link.members:
                place = issues.index(issue)
                before, after = [0] * starts[place], [0] * (starts[-1] - starts[place + 1])
                members.append([place, *before, *self.ways[place].matches[link.number], *after])
            firsts.append(len(members))
        told += (len(self.found), len(self.ways), starts[-1], len(self.links), len(members), self.sign, self.rate)
        told += (*self.found, *self.faded, *starts)
        for way in self.ways:
            told += way.tables
        for way in self.ways:
            told += [len(way.courses) > 1] * len(way.courses)
        told += (*firsts, *(link.place for link in self.links))
        for member in members:
            told += member
