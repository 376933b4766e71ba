"""Compile all inner loops, so that no run has to: `python -m detente.compiled.compile_all`."""

from __future__ import annotations

from detente.compiled.kernels import loaded, modules


def compile_all() -> dict[str, list[str]]:
    """Compile what has not been compiled, and return the functions of each module of kernels."""
    return {module: list(loaded(module)) for module in modules()}


if __name__ == "__main__":
    compile_all()
