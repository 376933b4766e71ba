"""Filling a report from what was found: whatever is only copied is copied by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

AnyModel = TypeVar("AnyModel", bound="BaseModel")


def copied(model: type[AnyModel], source: object, **worked_out: Any) -> AnyModel:
    """Return a report with the fields that its source has by the same name, and those that are worked out.

    A number that is added to the source reaches the report as soon as the model has a field of that name. Mappings and
    tuples become dictionaries and lists, whatever they are nested in; nothing else is converted.

    Args:
        model: Type of the report.
        source: Where fields are copied from, such as a result.
        **worked_out: Field → its value, for fields that the source does not have as they are wanted.

    Returns:
        The report.

    Raises:
        ValidationError: A field is missing, a value is not of the type of its field, or a keyword is no field.

    Example:
        >>> from fractions import Fraction
        >>> from pydantic import BaseModel
        >>> class Share(BaseModel):
        ...     numerator: int
        ...     of: str
        >>> copied(Share, Fraction(2, 3), of="worlds")
        Share(numerator=2, of='worlds')
    """
    names = (name for name in model.model_fields if name not in worked_out and hasattr(source, name))
    return model(**{name: _plain(getattr(source, name)) for name in names}, **worked_out)


def _plain(value: Any) -> Any:
    """Return mappings as dictionaries and tuples as lists, at every level."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
