"""A whole exercise over HTTP on SQLite; tests/talks/test_stores.py has it on PostgreSQL, where a server is there."""

from __future__ import annotations

from pathlib import Path

from tests.web.talks_service.exercise import whole_exercise
from tests.web.talks_service.served import seated_talks


def test_from_a_first_letter_to_restoration(tmp_path: Path) -> None:
    with seated_talks(str(tmp_path / "t.talks"), tmp_path) as talks:
        whole_exercise(talks)
