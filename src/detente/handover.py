"""Objects that never change and are handed to other processes again and again: each is unpacked there once."""

from __future__ import annotations

import zlib
from dataclasses import fields
from functools import cached_property, lru_cache
from multiprocessing.reduction import ForkingPickler
from typing import Any

MOST_UNPACKED = 16  # that a process keeps at a time: those that it was handed last


class HandedOver:
    """An object that never changes, and that another process unpacks once, however often it is handed over.

    Its fields are packed, without what it has worked out about itself: the other process works that out for itself, and
    keeps it with the object. Dataclasses need nothing else; others say in `__getstate__` what is packed.
    """

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields."""
        this: Any = self
        return {field.name: getattr(this, field.name) for field in fields(this)}

    def __reduce__(self) -> tuple[Any, tuple[type[Any], bytes]]:
        """Return how another process comes by the object."""
        return _unpacked, (type(self), self._packed)

    @cached_property
    def _packed(self) -> bytes:
        return zlib.compress(ForkingPickler.dumps(self.__getstate__()), level=1)


def size_handed_over(value: Any) -> int:
    """Return how many bytes a value has as it is handed from process to process."""
    return len(ForkingPickler.dumps(value))


@lru_cache(maxsize=MOST_UNPACKED)
def _unpacked(kind: type[Any], packed: bytes) -> Any:
    """Return the object, which for the same bytes is the same one."""
    found: Any = object.__new__(kind)
    state = ForkingPickler.loads(zlib.decompress(packed))
    if hasattr(found, "__setstate__"):
        found.__setstate__(state)
    else:
        found.__dict__.update(state)
    return found
