"""How a function says that it is to be compiled, and what it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., None])


class Parameter(NamedTuple):
    """What a compiled function is given at one place.

    Attributes:
        type: The type of a number, or of the numbers of an array, as NumPy names it.
        array: Whether it is the place of an array in memory, whose rows lie one behind the other.
    """

    type: str
    array: bool


FLOATS, INTS, FLAGS = Parameter("float64", True), Parameter("int64", True), Parameter("bool", True)
BYTES, SHORTS = Parameter("uint8", True), Parameter("int16", True)
COUNT, NUMBER = Parameter("int64", False), Parameter("float64", False)


def entry(*parameters: Parameter) -> Callable[[F], F]:
    """Mark a function of a module of kernels as one that is called from outside.

    It returns nothing, makes no arrays, and raises no errors, so that its machine code needs nothing of Python.

    Args:
        parameters: What it is given, in its order.
    """

    def marked(function: F) -> F:
        vars(function)["parameters"] = parameters
        return function

    return marked


def marked_in(module: Any) -> dict[str, Callable[..., None]]:
    """Return the functions of a module that are marked, by name."""
    return {name: each for name, each in vars(module).items() if hasattr(each, "parameters")}
