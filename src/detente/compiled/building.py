"""Compiling kernels. Loading this module loads Numba, which takes half a second, so only a first run does."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from llvmlite import binding
from numba import cfunc, types

from detente.compiled.machine_code import CompiledEntry, machine
from detente.compiled.marked import Parameter, marked_in

KNOWN = ("llvm.", "mem")  # what LLVM has itself, and what every library of C has


def compiled(module: str) -> list[CompiledEntry]:
    """Compile the functions of a module of kernels that are called from outside.

    Sums are added up in the order that is written: nothing may be rearranged, or put together with rounding left out.

    Args:
        module: Its full name.
    """
    found = []
    for name, function in marked_in(import_module(module)).items():
        parameters: tuple[Parameter, ...] = vars(function)["parameters"]
        signature = types.void(*(_type(each) for each in parameters))
        made = cfunc(signature, error_model="numpy")(function)
        found.append(CompiledEntry(name, made.native_name, parameters, _object(made.inspect_llvm(), made.native_name)))
    return found


def _type(parameter: Parameter) -> Any:
    one = getattr(types, "boolean" if parameter.type == "bool" else parameter.type)
    return types.CPointer(one) if parameter.array else one


def _object(code: str, symbol: str) -> bytes:
    """Return the machine code of a function and of all that it calls, from LLVM's code of them.

    All but the function itself are hidden, so that what handles errors, of which there are none, falls away.

    Raises:
        ValueError: It needs something of Python: it makes an array, or an error may occur.
    """
    module, target = binding.parse_assembly(code), machine()
    for each in (*module.functions, *module.global_variables):
        if not each.is_declaration and each.name != symbol:
            each.linkage = "internal"
    builder = binding.create_pass_builder(target, binding.create_pipeline_tuning_options(speed_level=3))
    builder.getModulePassManager().run(module, builder)
    if needed := [each.name for each in module.functions if each.is_declaration and not each.name.startswith(KNOWN)]:
        raise ValueError(f"{symbol}: found calls of {', '.join(needed)}; expected none but of compiled functions")
    return bytes(target.emit_object(module))
