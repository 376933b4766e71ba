"""Filling a report from what was found: whatever is only copied is copied by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from detente.findings.estimates import Estimate
from detente.worlds.errors import Interval

if TYPE_CHECKING:
    from pydantic import BaseModel

AnyModel = TypeVar("AnyModel", bound="BaseModel")


def copied(model: type[AnyModel], source: object, **worked_out: Any) -> AnyModel:
    """Return a report with the fields that its source has by the same name, and those that are worked out.

    A number that is added to the source reaches the report as soon as the model has a field of that name. Mappings and
    tuples become dictionaries and lists, whatever they are nested in. A number with its error of sampling becomes the
    number, and its interval goes to `errors` of the report (`detente.findings.sampled`), under the name of its field
    and the keys below it; what the source has as `errors` goes there too. Nothing else is converted.

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
    given = {**{name: getattr(source, name) for name in names}, **worked_out}
    errors = {name: _ends(error) for name, error in given.pop("errors", {}).items()}
    fields = {name: _plain(value, (name,), errors) for name, value in given.items()}
    return model(**fields, **({"errors": errors} if errors else {}))


def _plain(value: Any, path: tuple[str, ...], errors: dict[str, dict[str, float]]) -> Any:
    """Return mappings as dictionaries, tuples as lists and intervals and estimates as their values, at every level."""
    if isinstance(value, Interval):
        errors["/".join(path)] = _ends(value)
        return value.value
    if isinstance(value, Estimate):
        errors["/".join(path)] = _ends(value)
        return float(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner, (*path, str(key)), errors) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner, (*path, str(number)), errors) for number, inner in enumerate(value)]
    return value


def _ends(error: Interval | Estimate) -> dict[str, float]:
    return {"low": error.low, "high": error.high}
