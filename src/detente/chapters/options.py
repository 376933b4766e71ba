"""Options of the command line that belong to chapters: what each changes is said by the contracts that list it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.case.faults import CaseError, Fault, nearest, one_of
from detente.case.inquiry import MEDIATOR

if TYPE_CHECKING:
    from detente.case.model import Case


@dataclass(frozen=True)
class CommandOption:
    """An option of the command line.

    Attributes:
        name: Its name in an inquiry; the flag is the same with hyphens unless said otherwise.
        says: What it does, for the help.
        metavar: What stands for its value in the help.
        kind: Whether it takes a text, several (it may be repeated), or a whole number.
        least: Smallest number.
        most: Largest number.
        flag: The flag, where it differs from the name.
    """

    name: str
    says: str
    metavar: str
    kind: Literal["text", "texts", "number"] = "text"
    least: int | None = None
    most: int | None = None
    flag: str | None = None

    @property
    def spelled(self) -> str:
        """The flag as it is typed."""
        return self.flag or f"--{self.name.replace('_', '-')}"


FOR = CommandOption("advises", "The party advised, or mediator; default: the case's own.", "PARTY", flag="--for")
PACKAGE = CommandOption(
    "packages", "Look at this too: an id or issue=option,...; repeatable.", "PACKAGE", "texts", flag="--package"
)


def check_advised(case: Case, party: str | None) -> None:
    """Make sure that a party to be advised, if one is named, is in the case, or is the mediator.

    Raises:
        CaseError: It is neither.
    """
    sides = tuple(dict.fromkeys([*case.parties, MEDIATOR]))
    if party is not None and party not in sides:
        raise CaseError([Fault(FOR.spelled, 0, "", f"{party!r}", one_of(sides, 20), nearest(party, sides))])
