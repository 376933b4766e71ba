"""Models filled from results: what has the same name in both is copied once, by name."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)


def copied(model: type[M], source: object, /, **worked_out: Any) -> M:
    """Return a model whose fields are read from a source, apart from those that are given.

    Args:
        model: The type of the model.
        source: The object to copy from. A field that is not given is its attribute of the same name.
        **worked_out: Fields that the source does not have, or has in another form.

    Returns:
        The model, validated as strictly as its type says: nothing is converted.

    Raises:
        AttributeError: The source lacks a field that is not given.
        ValidationError: A value is not of the type of its field, or something is given that is no field.

    Example:
        >>> from detente.case.base import Frozen
        >>> class Report(Frozen):
        ...     name: str
        ...     share: float
        >>> from types import SimpleNamespace
        >>> copied(Report, SimpleNamespace(name="freeze", worlds=100), share=0.5)
        Report(name='freeze', share=0.5)
    """
    same = {name: getattr(source, name) for name in model.model_fields.keys() - worked_out.keys()}
    return model.model_validate({**same, **worked_out})
