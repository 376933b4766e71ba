"""One agreement of the past as a row of a table, and the table that comes with the program."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationError

from detente.case.base import Frozen, Id, Shorthand
from detente.case.csv_text import CsvRow, csv_rows
from detente.case.explain import said
from detente.case.faults import CaseError, Fault
from detente.case.schema import Date, Text
from detente.case.yaml_tree import read_text

Scope = Literal["limited", "mixed", "comprehensive"]
Linkage = Literal["none", "dropped", "parallel", "kept"]
Verification = Literal["none", "own-means", "visits", "inspections"]
Ending = Literal["withdrawn", "broken", "stalled", "expired", "superseded"]
FAILURES: tuple[Ending, ...] = ("withdrawn", "broken", "stalled")
Domain = Literal[
    "nuclear",
    "missiles",
    "arms",
    "forces",
    "exercises",
    "war-ending",
    "relations",
    "channel",
    "territory",
    "sanctions",
    "trade",
    "aid",
    "rights",
]

LISTS = ("parties", "objectors", "domains")
SWITCHES = ("agreed", "phased", "followed", "verified")


def _listed(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


Names = Annotated[tuple[Text, ...], Field(strict=False), Shorthand(_listed, "Sources", alone=True)]
Domains = Annotated[tuple[Domain, ...], Field(strict=False)]


class PastAgreement(Frozen):
    """An agreement or normalisation between adversaries, or an attempt at one."""

    name: Text
    """Its name, as it should be printed."""
    parties: Annotated[Names, Field(min_length=1)]
    """Who made it, by ids such as `united-states`."""
    signed: Date
    """The day of signature or announcement."""
    in_force: Date | None = None
    """The day on which it entered into force; without it, it counts from its signature."""
    ended: Date | None = None
    """The day on which it ended or a party showed that it was no longer bound; none where it is in force."""
    ending: Ending | None = None
    """How it ended: withdrawn, broken (suspended too) and stalled count as failures; expired and superseded do not."""
    agreed: bool = True
    """Whether anything was agreed at all; attempts that came to nothing count as failed."""
    scope: Scope
    """limited: one matter; comprehensive: relations as a whole; mixed: something between."""
    linkage: Linkage | None = None
    """What became of wider demands: none was made, it was dropped, it ran in parallel, or it was kept as a condition;
    nothing where that is not known."""
    objectors: Names = ()
    """Allies and third parties that objected."""
    phased: bool = False
    """Whether it was carried out in steps."""
    verification: Verification | None = None
    """How it was verified: not at all, by each side’s own means, by visits or reviews, by inspections; nothing where
    that is not known."""
    domains: Domains = ()
    """What it was about; nothing where that is not known."""
    followed: bool = True
    """Whether it is known what became of it; others are compared with, and count for no outcome."""
    verified: bool = False
    """Whether its dates were seen in a source; codings are judgements in any case."""
    source: Text
    """Where its dates are from, as printed text."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def began(self) -> dt.date:
        """The day from which its life is counted."""
        return self.in_force or self.signed


COLUMNS = ("id", *PastAgreement.model_fields)
TABLES: dict[str, Path] = {"adversaries": Path(__file__).with_name("agreements.csv")}


@cache
def bundled_table(name: str) -> dict[str, PastAgreement]:
    """Return a table that comes with the program: id → agreement, in order of time."""
    path = TABLES[name]
    return agreements_of(read_text(path, path.name), path.name)


def agreements_of(text: str, file: str) -> dict[str, PastAgreement]:
    """Return the agreements of a CSV table: id → agreement, in the order of the table.

    Args:
        text: The table, with the columns of a row; lists are split at semicolons, yes or no stand for switches.
        file: What it is called in messages.

    Raises:
        CaseError: A row is none; all faults are listed.
    """
    found: dict[str, PastAgreement] = {}
    faults: list[Fault] = []
    rows = csv_rows(
        text, file, [c for c in COLUMNS if c == "id" or PastAgreement.model_fields[c].is_required()], COLUMNS
    )
    for row in rows:
        try:
            found[row.cells["id"]] = _agreement(row)
        except CaseError as error:
            faults += error.faults
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = tuple(detail["loc"])
                about = str(place[0]) if place else ""
                faults.append(Fault(file, row.line, about, *said(detail, place, PastAgreement)))
    if faults:
        raise CaseError(faults)
    return found


def _agreement(row: CsvRow) -> PastAgreement:
    raw: dict[str, Any] = {name: cell for name, cell in row.cells.items() if cell and name != "id"}
    for name in LISTS:
        if name in raw:
            raw[name] = [part.strip() for part in raw[name].split(";") if part.strip()]
    for name in SWITCHES:
        if name in raw:
            if raw[name] not in {"yes", "no"}:
                row.refuse(name, repr(raw[name]), "yes or no")
            raw[name] = raw[name] == "yes"
    return PastAgreement.model_validate(raw)


RANKS: dict[str, tuple[str, ...]] = {"scope": get_args(Scope), "verification": get_args(Verification)}
AgreementTable = dict[Id, PastAgreement]
