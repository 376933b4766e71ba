"""A run of any number of worlds by choices that are settled: each block of worlds is worked out by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.case.base import Frozen
from detente.case.inquiry import Inquiry
from detente.case.model import Case
from detente.chapters import chapter
from detente.chapters.pins import Judge, Pins
from detente.findings import Column
from detente.handover import HandedOver
from detente.outcomes.run import Outcomes
from detente.outcomes.table import OutcomeTable, inputs
from detente.worlds import Worlds
from detente.worlds.worlds import BLOCK


@dataclass(frozen=True)
class PinnedRun(HandedOver):
    """A run whose choices are settled.

    What a row says depends on these fields and on its number alone, whoever works it out and with which other rows.

    Attributes:
        case: The case, as the inquiry sees it.
        inquiry: What was asked, and in how many worlds the choices were made.
        choices: Chapter → what it chose, in the order in which they run.
        worlds: How many worlds the run has.
        inputs: Whether rows hold what went in, too.
    """

    case: Case
    inquiry: Inquiry
    choices: Mapping[str, Pins]
    worlds: int
    inputs: bool = True

    @cached_property
    def judges(self) -> dict[str, Judge]:
        """Chapter → what judges worlds by its choices."""
        found: dict[str, Judge] = {}
        for name, pins in self.choices.items():
            found[name] = pins.judge(self.case, found)
        return found

    @cached_property
    def drawn(self) -> Worlds:
        """All worlds of the run; none is drawn before somebody asks for it."""
        return Worlds(self.case, self.worlds, self.inquiry.seed, asked=self.inquiry)

    def block(self, start: int) -> OutcomeTable:
        """Work out the rows of one block of worlds.

        Args:
            start: Number of its first world, a multiple of the size of blocks.
        """
        worlds = self.drawn.part(start, min(start + BLOCK, self.worlds))
        known: dict[str, Column] = {}
        for judge in self.judges.values():
            rows = judge.rows(worlds, known)
            worlds = rows.worlds
            known |= {column.name: column for column in rows.columns}
        went_in = inputs(worlds)
        return OutcomeTable((*(went_in if self.inputs else went_in[:1]), *known.values()))


class Settled(Frozen):
    """What an inquiry settled: the choices of chapters, by which any number of worlds can be judged."""

    inquiry: Inquiry
    """What was asked."""
    drawn: int
    """In how many worlds the choices were made: more than were asked for where evidence would leave too few."""
    choices: dict[str, dict[str, Any]]
    """Chapter → what it chose, and what it took from all these worlds together."""
    says: dict[str, str]
    """Headline → what it says."""
    without: tuple[str, ...]
    """Chapters that cannot judge other worlds by what they chose."""
    failed: dict[str, str]
    """Chapter that ended in an error of the program → what went wrong."""

    @classmethod
    def of(cls, outcomes: Outcomes) -> Settled:
        """Return what an inquiry settled."""
        pinned = choices_of(outcomes)
        return cls(
            inquiry=outcomes.inquiry,
            drawn=outcomes.worlds.size,
            choices={name: pins.model_dump(mode="json") for name, pins in pinned.items()},
            says={name: headline.says for name, headline in outcomes.headlines.items()},
            without=tuple(name for name in outcomes.results if name not in pinned),
            failed=dict(outcomes.failed),
        )

    def run(self, case: Case, worlds: int, inputs: bool) -> PinnedRun:
        """Return a run by these choices.

        Args:
            case: The case, as the inquiry sees it.
            worlds: How many worlds it has.
            inputs: Whether rows hold what went in, too.
        """
        choices = {}
        for name, told in self.choices.items():
            pins = chapter(name).pins()
            assert pins is not None, name
            choices[name] = pins.model_validate_json(json.dumps(told))
        return PinnedRun(case, self.inquiry, choices, worlds, inputs)


def choices_of(outcomes: Outcomes) -> dict[str, Pins]:
    """Return what the chapters chose that can judge other worlds by it, in the order in which they ran."""
    pinned = {name: chapter(name).pinned(result) for name, result in outcomes.results.items()}
    return {name: pins for name, pins in pinned.items() if pins is not None}
