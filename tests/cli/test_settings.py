"""What a command sets up before it runs."""

from __future__ import annotations

import gc

import pytest

from detente.cli.settings import GARBAGE, helpers, settings


def test_garbage_is_looked_for_seldom_while_a_command_runs() -> None:
    before = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    try:
        with pytest.raises(ValueError, match="found out"), helpers(settings("orange", 100, 1, 1, None, None)) as pool:
            assert pool is None
            assert gc.get_threshold() == GARBAGE
            raise ValueError("found out")
        assert gc.get_threshold() == (701, 11, 12)
    finally:
        gc.set_threshold(*before)


def test_helpers_look_for_it_as_seldom() -> None:
    with helpers(settings("orange", 100, 1, 2, "processes", None)) as pool:
        assert pool is not None
        assert pool.submit(gc.get_threshold).result() == GARBAGE
