"""YAML and JSON files of scenarios, read within bounds."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from detente.case.faults import CaseError, Fault, printable
from detente.case.scenarios.paper import Paper
from detente.case.yamltree import read_text, read_tree


def read_yaml(path: Path, file: str) -> Paper:
    """What does this YAML file say?

    Args:
        path: The file.
        file: Its name in messages.

    Returns:
        Its values, with what is wrong in some places.

    Raises:
        CaseError: It cannot be read at all.
    """
    try:
        tree = read_tree(path, file)
    except CaseError as error:
        raise CaseError(fault for fault in error.faults if not _welcomes_all(fault)) from None
    return Paper(file, tree.value, [fault for fault in tree.faults if not _welcomes_all(fault)], tree)


def _welcomes_all(fault: Fault) -> bool:
    """Whether a fault is that minus infinity stands as a reservation value; what is left there, nothing, means it."""
    return fault.found == "the number -.inf" and fault.where.endswith("reserved_value")


def read_json(path: Path, file: str) -> Paper:
    """What does this JSON file say?

    Args:
        path: The file.
        file: Its name in messages.

    Returns:
        Its values; numbers with a point are decimal, so that ranges can be listed exactly.

    Raises:
        CaseError: It cannot be read at all, or is no JSON.
    """
    paper = Paper(file)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            paper.fault((), f"{printable(twice)!r} a second time", "each name once")
        return found

    try:
        paper.value = json.loads(read_text(path, file), object_pairs_hook=once, parse_float=Decimal)
    except json.JSONDecodeError as error:
        found = f"text that is not JSON ({error.msg})"
        raise CaseError([Fault(file, error.lineno, "", found, "JSON")]) from None
    except RecursionError:
        raise CaseError([Fault(file, 0, "", "too many levels of nesting", "fewer")]) from None
    except ValueError:
        raise CaseError([Fault(file, 0, "", "a number of thousands of digits", "an ordinary number")]) from None
    return paper
