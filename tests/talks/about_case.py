"""Talks about a case that tests share: two delegations, an ally, a mediator, whose keys open what is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.case.model import Case
from detente.talks.help.case_packages import opening_of
from detente.talks.help.proposed_texts import book_of
from detente.talks.record.signed_entries import time_text
from detente.talks.record.stores.memory_store import MemoryStore
from detente.talks.record.talks_record import RECORD, SeatKey, TalksRecord
from detente.talks.rules.rulebook import RuleBook
from detente.talks.seats.invitations import invite, join
from detente.talks.seats.key_files import SeatKeys, new_keys
from tests.sharing import bundled_case
from tests.talks.made import ORIGIN, START, Clock, private

SINAI = "sinai-1974-75"
SEATS = (("egypt", "head", "egypt"), ("israel", "head", "israel"), ("ally", "consulted", "us"), ("hk", "mediator", ""))
FIRST = {"withdrawal": "line-b", "forces": "limited"}
DAY = 86_400.0


@dataclass
class CaseTalks:
    """A record with its keys, and a clock."""

    record: TalksRecord
    clock: Clock
    keys: dict[str, SeatKeys] = field(default_factory=dict)

    def add(self, seat: str, kind: str, **body: Any) -> int:
        """Add an entry, and return its number."""
        named = {name.replace("_", "-"): value for name, value in body.items()}
        return self.record.append(self.keys[seat].key, kind, named).sequence

    def later(self, days: float) -> str:
        """Let days pass, and return the day that it is then."""
        self.clock.now += days * DAY
        return time_text(self.clock.now)[:10]

    def in_force(self, package: dict[str, str]) -> int:
        """Bring a package into force, and return the number of its proposal."""
        heads = [name for name in self.keys if book_of(self.record).roster.seats[name].role == "head"]
        number = self.add(heads[0], "proposal", text="Lines.", package=package)
        for kind in ("acceptance", "agreed-text", "initials", "signature"):
            for seat in heads if kind != "agreed-text" else ["hk"]:
                self.add(seat, kind, proposal=number, version=number)
        self.add("hk", "entry-into-force", proposal=number)
        return number


def sinai_talks() -> CaseTalks:
    """Return new talks between Egypt and Israel."""
    return case_talks(bundled_case(SINAI), SEATS)


def case_talks(case: Case, seats: Sequence[tuple[str, str, str]], start: float = START) -> CaseTalks:
    """Return new talks about a case, whose seats are taken."""
    clock = Clock(start)
    key = SeatKey(ORIGIN, private("record"))
    opening = {"title": "Talks", **opening_of(case)}
    made = CaseTalks(TalksRecord.new(MemoryStore(), RuleBook(), key, opening, clock), clock)
    for seat, role, delegation in seats:
        letter = invite(made.record, SeatKey(RECORD, key.private), seat, role, delegation)
        made.keys[seat] = new_keys(ORIGIN, seat)
        join(made.record, letter, made.keys[seat])
    return made
