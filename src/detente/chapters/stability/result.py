"""What the stability chapter found: arrays over worlds, and the trace of each headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from detente.arrays import Bools, Floats
from detente.chapters.agreement import OptionNumbers
from detente.chapters.stability import columns
from detente.chapters.stability.commitments import Commitment, Kept
from detente.chapters.stability.compliance_game import Game, joined_games
from detente.chapters.stability.remedies import Remedy
from detente.chapters.stability.stated.over_worlds import ConflictFound
from detente.findings import Column, Headline
from detente.worlds import Worlds


@dataclass(frozen=True)
class PackageLook:
    """A closer look at one package.

    Attributes:
        remedies: Change of a measure → where the package is durable then.
        game: The graph model of its commitments.
    """

    remedies: Mapping[Remedy, Bools]
    game: Game


def joined_looks(blocks: Sequence[PackageLook]) -> PackageLook:
    """Join what was found in blocks of worlds."""
    tried = {remedy: np.concatenate([block.remedies[remedy] for block in blocks]) for remedy in blocks[0].remedies}
    return PackageLook(tried, joined_games([block.game for block in blocks]))


@dataclass(frozen=True)
class Promise:
    """One package, once it is carried out.

    Attributes:
        label: Its name in columns; the same as in the agreement chapter.
        name: What a reader calls it.
        package: Option number of every issue.
        attainable: Where it is attainable.
        commitments: What is kept up, party by party.
        kept: Who would gain by breaking what.
        close: The closer look, if it was looked at closely.
        trace: The judgements that it was worked out from.
        consent: The judgements that decide whether it is attainable.
    """

    label: str
    name: str
    package: OptionNumbers
    attainable: Bools
    commitments: tuple[Commitment, ...]
    kept: Kept
    close: PackageLook | None
    trace: frozenset[str]
    consent: frozenset[str]


@dataclass(frozen=True)
class Stability:
    """Which packages would hold.

    Attributes:
        worlds: The worlds it was found in.
        promises: The packages: the one recommended first, then those that the case names, then other recommended ones.
        spans: Party → distance between the best and the worst that the options could bring it, points a year.
        conflict: What the conflict comes to that the case states directly; None if it states none.
    """

    worlds: Worlds
    promises: tuple[Promise, ...] = ()
    spans: Mapping[str, Floats] = field(default_factory=dict)
    conflict: ConflictFound | None = None

    def columns(self) -> tuple[Column, ...]:
        """Return the outcomes of the chapter, with a value for every world."""
        found = chain(*(promise_columns(one.label, one.attainable, one.kept) for one in self.promises))
        return (*found, *(self.conflict.columns() if self.conflict else ()))

    def headlines(self) -> tuple[Headline, ...]:
        """Return what is shown first, with the judgements each was worked out from."""
        found = []
        for promise in self.promises:
            says = f"{promise.name} would hold once it is carried out"
            found.append(Headline(columns.DURABLE.named(promise.label), says, promise.trace))
            says = f"{promise.name} is attainable and would hold"
            name = columns.ATTAINABLE_AND_DURABLE.named(promise.label)
            found.append(Headline(name, says, promise.trace | promise.consent))
        return (*found, *(self.conflict.headlines() if self.conflict else ()))


def promise_columns(label: str, attainable: Bools, kept: Kept) -> Iterator[Column]:
    """Yield the columns about a package.

    Args:
        label: What it is called in columns.
        attainable: Array (worlds): where it is attainable.
        kept: Who would gain by breaking what.
    """
    yield columns.DURABLE.column(kept.durable, label)
    yield columns.ATTAINABLE_AND_DURABLE.column(attainable & kept.durable, label)
    for party, slack in kept.slack.items():
        yield columns.SLACK.column(slack, label, party)
