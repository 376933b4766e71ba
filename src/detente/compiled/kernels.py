"""Compiled functions, to be called with arrays of NumPy."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from detente.arrays import AnyArray
from detente.compiled.machine_code import CompiledEntry, addresses, kept

NOTICE = "compiling inner loops, which is done once"
ROOT = "detente"


class Kernel(NamedTuple):
    """A compiled function; it is loaded, or compiled if need be, when it is first called.

    Attributes:
        module: Full name of the module of kernels.
        name: Name of the function in it.
    """

    module: str
    name: str

    def __call__(self, *arguments: AnyArray | float) -> None:
        """Call it.

        Args:
            arguments: What it is given, in the order of its parameters: numbers, and arrays whose rows lie one behind
                the other.

        Raises:
            TypeError: An array is of another type, or does not lie so.
        """
        function, kinds = loaded(self.module)[self.name]
        function(*(_passed(value, kind) for value, kind in zip(arguments, kinds, strict=True)))


class LoadedKernel(NamedTuple):
    """A function in memory.

    Attributes:
        call: Calls it.
        kinds: For each of its parameters, the type of an array, or None where it is a number.
    """

    call: Callable[..., None]
    kinds: tuple[Any, ...]


@cache
def loaded(module: str) -> dict[str, LoadedKernel]:
    """Bring a module of kernels into memory, without loading it as Python; compile it where that has not been done."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    entries = kept(Path(spec.origin), lambda: _compiled(module))
    places, engine = addresses(entries)
    _engines.append(engine)
    return {each.name: _callable(each, places[each.name]) for each in entries}


_engines: list[Any] = []  # as long as this process lives


def _compiled(module: str) -> list[CompiledEntry]:
    from detente.compiled.building import compiled

    if sys.stderr.isatty():
        sys.stderr.write(f"{NOTICE}\n")
    return compiled(module)


def _callable(entry: CompiledEntry, address: int) -> LoadedKernel:
    numbers = {"int64": ctypes.c_int64, "float64": ctypes.c_double}
    types: list[Any] = [ctypes.c_void_p if each.array else numbers[each.type] for each in entry.parameters]
    kinds = tuple(np.dtype(each.type) if each.array else None for each in entry.parameters)
    return LoadedKernel(ctypes.CFUNCTYPE(None, *types)(address), kinds)


def _passed(value: Any, kind: Any) -> Any:
    """Return what is handed over: a number, or the place of an array."""
    if kind is None:
        return value
    if value.dtype != kind or not value.flags.c_contiguous:
        found = f"an array of {value.dtype} with strides {value.strides}"
        raise TypeError(f"found {found}; expected one of {kind} whose rows lie one behind the other")
    return value.ctypes.data


def modules() -> Iterator[str]:
    """Yield the names of all modules of kernels."""
    root = Path(__file__).parents[1]
    for path in sorted(root.rglob("*_kernels.py")):
        yield ".".join((ROOT, *path.relative_to(root).with_suffix("").parts))
