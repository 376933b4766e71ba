"""The base of every part of the case schema: frozen, strict, unknown keys refused."""

from __future__ import annotations

from typing import Annotated, NoReturn

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z][a-z0-9-]*$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]


class Frozen(BaseModel):
    """A part of a case. It cannot be changed, and refuses keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


def refuse(found: str, expected: str, nearest: str | None = None) -> NoReturn:
    """Stop the validation of a value with what was found and what was expected.

    Raises:
        PydanticCustomError: Always; the reader turns it into a `Fault` with file and line.
    """
    raise PydanticCustomError(
        "fault", "found {found}; expected {expected}", {"found": found, "expected": expected, "nearest": nearest}
    )
