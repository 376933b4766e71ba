"""Options of the command line that belong to chapters: what each changes is said by the contracts that list it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
