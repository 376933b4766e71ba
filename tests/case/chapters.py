"""A small chapter beside `case.yaml`, and short ways to write and read a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from detente.case.base import Frozen, Id
from detente.case.condition_names import ConditionNames
from detente.case.faults import CaseError, Fault
from detente.case.judgements import Probability
from detente.case.model import Case
from detente.case.read import read
from detente.case.references import Problem
from detente.findings.columns import ColumnForm

ORANGE = """\
title: Two sisters and one orange
date: 2021-08-31
parties: {ann: Ann, bea: Bea}
issues:
  flesh: {name: Flesh, movers: [ann, bea], options: {half: Half each, ann: All to Ann, bea: All to Bea}}
  peel: {name: Peel, movers: [ann, bea], options: {half: Half each, ann: All to Ann, bea: All to Bea}}
positions:
  ann: {flesh: {ann: [3, 5], bea: [-5, -3]}, peel: {ann: [0, 1], bea: [-1, 0]}}
  bea: {flesh: {ann: [-1, 0], bea: [0, 1]}, peel: {ann: [-5, -3], bea: [3, 5]}}
reservation: {ann: 0, bea: 0}
"""
READING = "hypotheses: {sweet: {prior: 0.4}, sour: {prior: 0.6}}\n"


class Hypothesis(Frozen):
    """An explanation of the other side."""

    prior: Probability
    """How likely it is."""


class Reading(Frozen):
    """A chapter that names hypotheses."""

    hypotheses: dict[Id, Hypothesis]
    """The hypotheses by id."""
    seen: str | None = None
    """A file beside it: a hypothesis a line."""
    rows: tuple[str, ...] = ()
    """What that file says."""

    def beside(self) -> tuple[str, ...]:
        """Return the further file that it points to."""
        return () if self.seen is None else (self.seen,)

    def with_beside(self, texts: Mapping[str, str]) -> Reading:
        """Return it with what that file says."""
        return self.model_copy(update={"rows": tuple(texts[str(self.seen)].splitlines())})

    def problems(self, case: Case) -> Iterator[Problem]:
        """Yield what in that file is no hypothesis."""
        for line, row in enumerate(self.rows, start=1):
            if row not in self.hypotheses:
                yield Problem(("reading", "seen"), f"{row!r}", "a hypothesis", beside=(str(self.seen), line))


SCHEMAS = {"reading": Reading}
COLUMNS = ConditionNames(
    (
        ColumnForm("reading.holds[HYPOTHESIS]", "HYPOTHESIS is true"),
        ColumnForm("reading.years[PARTY]", "how long it takes PARTY", "years of PARTY"),
        ColumnForm("reading.believed[YEAR]", "how much is believed in YEAR", "probability"),
    ),
    lambda path: "points a year",
)


def write(folder: Path, text: str, **chapters: str) -> Path:
    """Write a case into a folder, chapters by name."""
    folder.mkdir(exist_ok=True)
    for name, said in {"case": text, **chapters}.items():
        (folder / f"{name}.yaml").write_text(said, encoding="utf-8")
    return folder


def case(folder: Path, text: str, **chapters: str) -> Case:
    """Write a case and read it."""
    return read(write(folder, text, **chapters), SCHEMAS)


def faults(folder: Path) -> tuple[Fault, ...]:
    """Return the faults of the case in a folder; none if it has none. Any other exception gets through."""
    try:
        read(folder, SCHEMAS, COLUMNS)
    except CaseError as error:
        return error.faults
    return ()
