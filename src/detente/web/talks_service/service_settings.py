"""How talks are served: which record, where seats' keys and drafts are kept, who may reach it, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from detente.web.workbench_settings import LOOPBACK


@dataclass(frozen=True)
class Allowance:
    """How often something may be done.

    Attributes:
        times: How often at once.
        seconds: Time in which as many may be done again.
    """

    times: int
    seconds: float


@dataclass(frozen=True)
class TalksSettings:
    """How talks are served.

    Attributes:
        record: The record: a file, or postgresql://….
        state: File with the keys of seats (under their passphrases), private posts and drafts (sealed).
        case: Folder of the case that the talks are about; None if there is none.
        hosts: Names under which the service may be addressed; others are refused.
        port: Its port.
        encrypted: Whether whoever asks does so over TLS, so that cookies go over nothing else.
        most: Bytes that a request may have.
        tokens_only: Where addresses begin that know a seat by a token that no browser adds by itself.
        idle: Seconds without a request after which a seat has to sign in again.
        whole: Seconds after which it has to in any case.
        sign_ins: How often somebody may try to sign in to a seat.
        callers: How often somebody may try to sign in or to join from one address; a class may share one.
        writes: How often a seat may add something.
        reads: How often a seat may read something.
        poll: Seconds between two looks at what others add to the record.
        beat: Seconds between two signs of life of a live connection.
        cost: Cost of Argon2id for new keys; None for that of the key files.
    """

    record: str
    state: Path
    case: Path | None = None
    hosts: tuple[str, ...] = LOOPBACK
    port: int = 8422
    encrypted: bool = False
    most: int = 2**20
    tokens_only: tuple[str, ...] = ("/api/",)
    idle: float = 1800.0
    whole: float = 43_200.0
    sign_ins: Allowance = field(default=Allowance(10, 120.0))
    callers: Allowance = field(default=Allowance(60, 120.0))
    writes: Allowance = field(default=Allowance(60, 60.0))
    reads: Allowance = field(default=Allowance(600, 60.0))
    poll: float = 0.5
    beat: float = 15.0
    cost: Mapping[str, int] | None = None

    @property
    def authorities(self) -> frozenset[str]:
        """Every host with and without the port, as a browser names it."""
        return frozenset({*self.hosts, *(f"{host}:{self.port}" for host in self.hosts)})
