"""YAML and JSON files of scenarios, read within bounds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.yaml_tree import read_text, read_tree
from detente.formats.json_text import parse_json
from detente.formats.source_file import SourceFile


def read_yaml(path: Path, file: str) -> SourceFile:
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
    return SourceFile(file, tree.value, [fault for fault in tree.faults if not _welcomes_all(fault)], tree)


def _welcomes_all(fault: Fault) -> bool:
    """Whether a fault is that minus infinity stands as a reservation value; what is left there, nothing, means it."""
    return fault.found == "the number -.inf" and fault.where.endswith("reserved_value")


def read_json(path: Path, file: str) -> SourceFile:
    """What does this JSON file say?

    Args:
        path: The file.
        file: Its name in messages.

    Returns:
        Its values; numbers with a point are decimal, so that ranges can be listed exactly.

    Raises:
        CaseError: It cannot be read at all, or is no JSON.
    """
    return parse_json(read_text(path, file), file, Decimal)
