"""A workbench that answers within this process, with passphrases that take no time: what tests have no need of."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest
from argon2 import PasswordHasher

from detente.web import account_store, asked_work


@contextmanager
def within_this_process() -> Iterator[None]:
    """Let threads answer instead of other processes, and hash passphrases lightly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asked_work, "workers", ThreadPoolExecutor)
        light = partial(PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(account_store, "PasswordHasher", light)
        yield
