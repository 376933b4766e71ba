"""Machine code of this processor: kept in files, and brought into memory."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from llvmlite import __version__, binding

from detente.compiled.marked import Parameter


class CompiledEntry(NamedTuple):
    """A function as machine code.

    Attributes:
        name: Its name.
        symbol: What the machine code calls it.
        parameters: What it is given.
        code: An object file with it and all that it calls.
    """

    name: str
    symbol: str
    parameters: tuple[Parameter, ...]
    code: bytes


@cache
def _ready() -> None:
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()


def machine() -> Any:
    """Return what LLVM has to know of this processor."""
    _ready()
    return binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=_features(), opt=3, codemodel="jitdefault", jit=True
    )


@cache
def _features() -> str:
    return str(binding.get_host_cpu_features().flatten())


def addresses(entries: Sequence[CompiledEntry]) -> tuple[dict[str, int], Any]:
    """Bring functions into memory.

    Returns:
        Where each is, by name; and what keeps them there.
    """
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine())
    for entry in entries:
        engine.add_object_file(binding.ObjectFileRef.from_data(entry.code))
    engine.finalize_object()
    return {entry.name: engine.get_function_address(entry.symbol) for entry in entries}, engine


def kept(source: Path, make: Callable[[], list[CompiledEntry]]) -> list[CompiledEntry]:
    """Return the machine code of a source file: that which is kept, or made now, and kept for the next time.

    It is kept beside what Python keeps of the source; where nothing can be written there, in the user's own cache; and
    else it is made every time. Each processor has a file of its own. Whoever may write there may change the program
    already.

    Args:
        source: The file.
        make: Makes its machine code.
    """
    _ready()
    text = source.read_bytes() + b"\n" + __version__.encode()
    processor = hashlib.sha256(f"{binding.get_host_cpu_name()} {_features()}".encode()).hexdigest()[:12]
    name, digest = f"{source.stem}.{processor}.kernels", hashlib.sha256(text).hexdigest()
    for folder in _folders(source):
        try:
            return _unpacked((folder / name).read_bytes(), digest)
        except (OSError, ValueError):
            continue
    made = make()
    for folder in _folders(source):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished = folder / f"{name}.{os.getpid()}"
            unfinished.write_bytes(_packed(made, digest))
            unfinished.replace(folder / name)
        except OSError:
            continue
        break
    return made


def _packed(entries: Sequence[CompiledEntry], digest: str) -> bytes:
    """Return functions as the content of a file: a line that says of which source, and where each lies in the rest."""
    head = digest, [(entry.name, entry.symbol, entry.parameters, len(entry.code)) for entry in entries]
    return b"\n".join((json.dumps(head).encode(), b"".join(entry.code for entry in entries)))


def _unpacked(content: bytes, digest: str) -> list[CompiledEntry]:
    """Return the functions in a file.

    Raises:
        ValueError: It is no such file, or not the whole of one, or of another source.
    """
    head, _, rest = content.partition(b"\n")
    of_source, functions = json.loads(head)
    found = []
    for name, symbol, parameters, size in functions:
        code, rest = rest[:size], rest[size:]
        if len(code) < size or of_source != digest:
            raise ValueError(name)
        found.append(CompiledEntry(name, symbol, tuple(Parameter(*each) for each in parameters), code))
    return found


def _folders(source: Path) -> Iterator[Path]:
    yield source.parent / "__pycache__"
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local")).expanduser() / "detente" / "Cache"
    else:
        yield Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "detente"
