"""An inquiry: everything that is asked of a case in one run, as data."""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from shlex import quote
from typing import Any

from pydantic import Field

from detente.case.base import Frozen
from detente.case.model import Case

MEDIATOR = "mediator"  # in the place of a party: nobody is advised


class TalksTaken(Frozen):
    """What a case takes from a record of talks before it is asked."""

    record: str
    """The record: a file or the URL of a database, without the password."""
    at: str
    """The time up to which it counts, in UTC."""
    seen: dict[str, int] = Field(default_factory=dict)
    """Indicator of the case → number of the entry by which it came true."""
    recipient: str | None = None
    """Whose silence it is, where the case has several recipients."""

    def flags(self) -> Iterator[str]:
        """Yield it as options of the command line."""
        yield f"--talks {quote(self.record)} --talks-at {self.at}"
        yield from (f"--seen {quote(f'{name}={number}')}" for name, number in self.seen.items())
        if self.recipient is not None:
            yield f"--recipient {quote(self.recipient)}"


class Inquiry(Frozen):
    """What is asked of a case. The same case and the same inquiry give the same bytes.

    Example:
        >>> Inquiry(worlds=500, options={"max_rounds": 2}).flags()
        '--worlds 500 --seed 1 --max-rounds 2'
    """

    case: str = ""
    """Id of the case; filled in by the run."""
    digest: str = ""
    """SHA-256 of everything the case says, with what it takes from talks, before anything in it is changed; filled in
    by the run."""
    worlds: int = Field(default=2000, ge=1)
    """How many worlds are drawn."""
    seed: int = Field(default=1, ge=0)
    """Seed of the worlds."""
    advises: str | None = None
    """The party advised, or mediator for a mediator's view; the case's own if not given, which may be either."""
    packages: tuple[str, ...] = ()
    """Packages that are looked at besides: ids of the case, or issue=option,…"""
    changed: dict[str, Any] = Field(default_factory=dict)
    """Path of a judgement → what stands in its place in this run, in any form that the file allows."""
    options: dict[str, Any] = Field(default_factory=dict)
    """Option of a chapter → what was given for it, such as max_rounds, until, strike, doubt and deception."""
    talks: TalksTaken | None = None
    """What the case that was opened had taken from a record of talks; `detente brief CASE --talks FILE` fills it in."""

    def advised_in(self, case: Case) -> str | None:
        """Return the party advised, None for a mediator's view; a party of the case may be called mediator.

        Args:
            case: The case, as it names a party that it advises, or none.
        """
        if self.advises is None:
            return case.advises
        return None if self.advises == MEDIATOR and MEDIATOR not in case.parties else self.advises

    def flags(self) -> str:
        """Return the inquiry as options of the command line."""
        return " ".join(self._flags())

    def _flags(self) -> Iterator[str]:
        yield f"--worlds {self.worlds} --seed {self.seed}"
        if self.advises:
            yield f"--for {self.advises}"
        if self.talks is not None:
            yield from self.talks.flags()
        yield from (f"--package {quote(package)}" for package in self.packages)
        yield from (f"--set {quote(f'{path}={dumps(value)}')}" for path, value in self.changed.items())
        for name, given in self.options.items():
            flag = f"--{name.replace('_', '-')}"
            values = given if isinstance(given, tuple | list) else (given,)
            yield from (f"{flag} {quote(str(value))}" for value in values)

    def about(self, case: Case) -> Inquiry:
        """Return the inquiry with what the case itself says filled in, unless that was done before."""
        if self.digest:
            return self
        update = {"case": case.id, "digest": case.digest, "advises": self.advises or case.advises}
        return self.model_copy(update=update)
