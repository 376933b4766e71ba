"""The base of every part of the case schema: frozen, strict, unknown keys refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from detente.case.faults import KeyPath

ID_PATTERN = r"^[a-z][a-z0-9-]*$"
FORM = "x-form"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]


class Frozen(BaseModel):
    """A part of a case. It cannot be changed, and refuses keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True, ser_json_inf_nan="constants")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with some fields replaced; what was computed from the old ones is not carried over.

        Args:
            update: Field → new value, which is not validated.
            deep: Whether the values are copied too.

        Returns:
            The copy.
        """
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class OrderMatters:
    """Marks a mapping of the schema whose order carries meaning, as `Annotated[dict[…], OrderMatters]`."""


class OneUniform:
    """Marks a field of a chapter's schema whose judgements are drawn together, so that they keep their order.

    Written as `Annotated[dict[…], OneUniform]`: whatever stands below shares one uniform.
    """


class HappensOrNot:
    """Marks a field of a chapter's schema that says how likely something is which in a world happens or does not.

    Written as `Annotated[Probability, HappensOrNot]`: besides the stream of its judgement it has one for the event.
    """


@dataclass(frozen=True, eq=False)
class Shorthand:
    """A short form of a value, spelled out before it is validated: `Annotated[Party, Shorthand(…)]`.

    Attributes:
        spell_out: Turns the short form into the long one; leaves everything else as it is.
        form: Name of what the short form looks like to an editor, in `detente.case.shorthand_schema`.
        alone: Whether that form covers the long one too.
    """

    spell_out: Callable[[Any], Any]
    form: str
    alone: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.spell_out, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        short = {FORM: self.form}
        return short if self.alone else {"anyOf": [short, handler(schema)]}


def refuse(found: str, expected: str, nearest: str | None = None, at: KeyPath = ()) -> NoReturn:
    """Stop the validation of a value with what was found and what was expected.

    Args:
        found: What stands there.
        expected: What should stand there.
        nearest: The valid name nearest to what was found, if any.
        at: Where below the value it stands, as keys and positions.

    Raises:
        PydanticCustomError: Always; the reader turns it into a `Fault` with file and line.
    """
    context = {"found": found, "expected": expected, "nearest": nearest, "at": at}
    raise PydanticCustomError("fault", "found {found}; expected {expected}", context)
