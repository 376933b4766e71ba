"""Arguments about a dispute as data: `claims.yaml`, and rival ones in `claims-NAME.yaml`, sentence by sentence."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from detente.case.base import Frozen, Id, refuse
from detente.case.language.condition_tree import condition
from detente.case.language.grammar_kit import MisreadError
from detente.case.schema import IdsOrOne, Sources, Text

ARGUMENT = "claims"  # the file of the first argument, and the beginning of the name of every other


def _condition(text: str) -> str:
    """Return a condition that can be read.

    Raises:
        PydanticCustomError: It cannot.
    """
    try:
        condition(text)
    except MisreadError as error:
        refuse(error.found, error.expected, error.nearest)
    return text


Condition = Annotated[str, Field(max_length=2000), AfterValidator(_condition)]


class Claim(Frozen):
    """One sentence of an argument, and when it is true."""

    says: Text
    """The sentence, as the source has it or close to it."""
    source: Sources = ()
    """Where it stands: sources of the case."""
    place: Text | None = None
    """The place there, such as “paragraph 6”."""
    holds_if: Condition | None = None
    """When it holds: a condition over columns of outcomes, such as `urgency.weapons[2027] >= 200`. One that reads a
    column directly is judged in every world; one about shares, means and quantiles once for all worlds."""
    reading: Text | None = None
    """How the condition reads the sentence, where that is not obvious: what it leaves out, why this threshold."""
    cannot_judge: Text | None = None
    """Why no chapter can judge it; in the place of a condition."""
    rests_on: IdsOrOne = ()
    """Other claims of the argument that it depends on."""
    disputes: IdsOrOne = ()
    """Claims of rival arguments that it contradicts."""

    @model_validator(mode="after")
    def _judged_or_not(self) -> Claim:
        """Ask for a condition or the reason why there is none, and not both.

        Raises:
            PydanticCustomError: There are both, or neither.
        """
        if (self.holds_if is None) == (self.cannot_judge is None):
            found = "neither holds_if nor cannot_judge" if self.holds_if is None else "both holds_if and cannot_judge"
            refuse(found, "one of them: a condition, or the reason why no chapter can judge the sentence")
        return self


class Argument(Frozen):
    """Whose argument it is."""

    title: Text
    """Its title."""
    side: Text | None = None
    """What it argues for, in a few words."""
    author: Text | None = None
    """Who makes it."""
    source: Sources = ()
    """Where it is made: sources of the case."""


class ArgumentFile(Frozen):
    """What `claims.yaml` says, and each `claims-NAME.yaml`: an argument about the dispute, as claims to be judged."""

    argument: Argument
    """The argument."""
    claims: Annotated[dict[Id, Claim], Field(min_length=1)]
    """Its claims by id; no other argument of the case uses the same ids."""


def is_argument(name: str) -> bool:
    """Return whether a part of a case, by the name of its file without ending, is an argument.

    Example:
        >>> is_argument("claims"), is_argument("claims-pressure"), is_argument("claimsmade")
        (True, True, False)
    """
    return name == ARGUMENT or name.startswith(f"{ARGUMENT}-")
