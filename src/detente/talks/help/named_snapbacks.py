"""What others may suspend if a commitment is not kept, as the roadmap would name it: worked out from the case alone.

Positions that anybody has sealed do not come into it, so that the words tell nobody more than the case does.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from detente.arrays import Floats
from detente.case.faults import nearest, one_of
from detente.case.model import Case
from detente.chapters.agreement import AGREEMENT, Groundwork, OptionNumbers, Packages, package_gains
from detente.chapters.stability import STABILITY
from detente.chapters.stability.compliance import Terms, read, taken_back
from detente.findings.speech import of_name, term
from detente.findings.words import listed
from detente.talks.help.case_packages import numbered
from detente.talks.help.help_error import HelpError
from detente.worlds import Worlds

WORLDS = 400  # in which it is worked out
NOTHING = "No other side can suspend anything: what it carries out costs it nothing, or cannot be taken back."
Steps = list[tuple[int, int]]  # numbers of issues and of their options


class NamedSnapbacks:
    """What others may suspend by a case: worlds are drawn when it is first asked, and each text is judged once."""

    def __init__(self, case: Case, worlds: int = WORLDS) -> None:
        """Start with none.

        Args:
            case: The case.
            worlds: In how many worlds it is worked out.
        """
        self.case = case
        self.worlds = worlds
        self._lock = threading.Lock()
        self._found: dict[OptionNumbers, Mapping[str, Steps]] = {}

    @cached_property
    def lacks(self) -> str:
        """What the case lacks for this; empty if nothing."""
        for chapter in (AGREEMENT, STABILITY):
            for line in chapter.lacks(self.case):
                return f"{chapter.name} lacks {line}"
        measured = self.case.parts["stability"].measures
        return "" if measured else "stability lacks stability.yaml → measures: how each measure can be taken back"

    def options(self, party: str, package: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Return what each other principal may suspend once a text is carried out, if a party breaks its part.

        As in a roadmap, these are the measures of the principal that cost it something and can be taken back, both in
        at least half of the worlds in which the package is attainable; of all worlds, if it is attainable in none.

        Args:
            party: Who commits itself.
            package: The package of the text in force, issue → option.

        Returns:
            Other principal → issue → option.

        Raises:
            NotOfCaseError: The package has an issue or an option that the case has not.
            HelpError: The case has no such party, or lacks what this needs.
        """
        position = numbered(self.case, package)
        if party not in self.case.parties:
            close = nearest(party, self.case.parties)
            hint = f" (did you mean {close!r}?)" if close else ""
            raise HelpError(f"party: found {party!r}; expected {one_of(self.case.parties)}{hint}")
        if self.lacks:
            raise HelpError(f"{self.case.id} does not say what others may suspend: {self.lacks}")
        with self._lock:
            if position not in self._found:
                self._found[position] = self._taken_back(position)
        issues = list(self.case.issues)
        return {
            other: {issues[n]: self.case.ladder(issues[n])[option] for n, option in steps}
            for other, steps in self._found[position].items()
            if other != party
        }

    def text(self, party: str, package: Mapping[str, str]) -> str:
        """Return the same in words: one sentence for each other principal, or one in all if none can suspend anything.

        Args:
            party: Who commits itself.
            package: The package of the text in force, issue → option.

        Raises:
            NotOfCaseError: The package has an issue or an option that the case has not.
            HelpError: The case has no such party, or lacks what this needs.

        Example:
            >>> from detente.case.bundled import locate
            >>> from detente.case.read import read
            >>> from detente.chapters import schemas
            >>> snapbacks = NamedSnapbacks(read(locate("sinai-1974-75"), schemas()), 100)
            >>> snapbacks.text("israel", {"withdrawal": "line-b", "forces": "limited"})
            'Egypt may suspend “Thin out and limit its forces east of the canal”.'
            >>> snapbacks.text("israel", {"withdrawal": "line-b"})
            'No other side can suspend anything: what it carries out costs it nothing, or cannot be taken back.'
        """
        found = self.options(party, package)
        if not any(found.values()):
            return NOTHING
        return " ".join(self._sentence(other, options) for other, options in found.items())

    def _sentence(self, party: str, options: Mapping[str, str]) -> str:
        who = of_name(self.case.parties[party], begins=True)
        what = listed(f"“{term(self.case, issue, option)}”" for issue, option in options.items())
        return f"{who} may suspend {what}." if what else f"{who} can suspend nothing."

    @cached_property
    def _drawn(self) -> Worlds:
        return Worlds(self.case, self.worlds, 1)

    @cached_property
    def _terms(self) -> tuple[Terms, Floats]:
        draws = self._drawn.draws(0, self._drawn.size)
        return read(draws), np.asarray(draws.weights)

    def _taken_back(self, position: OptionNumbers) -> dict[str, Steps]:
        terms, weights = self._terms
        gains = package_gains(Groundwork(Packages(self.case)), [position], self._drawn)
        agreed = weights * gains.attainable[0]
        weight = agreed if agreed.any() else weights
        return {party: taken_back(terms, party, position, weight) for party in self.case.principals}
