"""Read and write who acts together: GMCR+ lists all decision makers, one that acts alone without a list around it.

Files name coalitions twice: `coalitions` by numbers, and `coalitionsFull` by objects with a name and all options of a
coalition. GMCR+ itself reads the numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.faults import KeyPath, printable
from detente.formats.gmcr.conditions import index
from detente.formats.source_file import SourceFile, written

KEYS = ("coalitionsFull", "coalitions")
Members = tuple[int, ...]


@dataclass(frozen=True)
class GmcrCoalitions:
    """Reads coalitions, and adds the faults that it finds to their file.

    Attributes:
        source: The file.
        names: Names of the decision makers.
        controlled: For each of them, the options that it controls.
        most: How many may stand in a list.
        notes: Sentences about what was set aside, to which the reader adds.
    """

    source: SourceFile
    names: Sequence[str]
    controlled: Sequence[Sequence[int]]
    most: int
    notes: list[str]

    def read(self) -> tuple[Members, ...]:
        """Return the coalitions of at least two decision makers, each once, in the order of the file."""
        found: dict[frozenset[int], Members] = {}
        for key in KEYS:
            for members in self._listed(key):
                if len(members) > 1:
                    found.setdefault(frozenset(members), members)
        return tuple(found.values())

    def _listed(self, key: str) -> Iterator[Members]:
        value = self.source.value.get(key) or []
        if not isinstance(value, list):
            self.source.fault((key,), written(value), "a list of decision makers and lists of them")
            return
        if len(value) > self.most:
            self.source.fault((key,), f"{len(value):,} of them", f"at most {self.most}")
            return
        for number, said in enumerate(value):
            place: KeyPath = (key, number)
            if not isinstance(said, dict):
                yield self._numbered(said, place)
            elif isinstance(said.get("members"), list):
                yield self._numbered(said["members"], (*place, "members"))
            else:
                yield self._of_options(said)

    def _numbered(self, said: object, place: KeyPath) -> Members:
        several = said if isinstance(said, list) else [said]
        if len(several) > self.most:
            self.source.fault(place, f"{len(several):,} of them", f"at most {self.most}")
            return ()
        found = [index(self.source, member, len(self.names), "decision maker", place) for member in several]
        return tuple(number for number in found if number is not None)

    def _of_options(self, said: dict[str, Any]) -> Members:
        """Return whose options an object lists: nobody's, with a note, if they are not all options of some."""
        options = said.get("options")
        listed = {o for o in options if isinstance(o, int | float)} if isinstance(options, list) else set()
        members = tuple(n for n, own in enumerate(self.controlled) if own and listed.issuperset(own))
        if not listed or {option for n in members for option in self.controlled[n]} != listed:
            name = printable(" ".join(str(said.get("name", "")).split()))
            self.notes.append(f"the coalition {name!r} was left out: its options are not those of decision makers")
            return ()
        return members


def written_coalitions(
    coalitions: Sequence[Members], names: Sequence[str], controlled: Sequence[Sequence[int]]
) -> dict[str, Any]:
    """Return coalitions under both keys of the format.

    Args:
        coalitions: The coalitions, of at least two decision makers each.
        names: Names of all decision makers.
        controlled: For each of them, the options that it controls.
    """
    acting: list[Members] = [(n,) for n in range(len(names))]
    if disjoint(coalitions):
        of = {n: members for members in coalitions for n in members}
        acting = [of.get(n, (n,)) for n in range(len(names)) if n == min(of.get(n, (n,)))]
    full = [*coalitions, *(members for members in acting if members not in coalitions)]
    return {
        "coalitions": [[*members] if len(members) > 1 else members[0] for members in acting],
        "coalitionsFull": [
            {
                "name": ", ".join(names[n] for n in members),
                "options": [*dict.fromkeys(option for n in members for option in controlled[n])],
                "members": [*members],
            }
            for members in full
        ],
    }


def disjoint(coalitions: Sequence[Sequence[Any]]) -> bool:
    """Return whether nobody is in two coalitions; GMCR+ knows no others.

    Example:
        >>> disjoint([[0, 1], [2, 3]]), disjoint([[0, 1], [1, 2]])
        (True, False)
    """
    return len({n for members in coalitions for n in members}) == sum(map(len, coalitions))
