"""Read a YAML or JSON file of a scenario, of limited size and depth, with the lines of its values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from detente.case.faults import CaseError, Fault
from detente.case.yaml_tree import read_text, read_tree
from detente.formats.json_text import parse_json
from detente.formats.source_file import SourceFile


def read_yaml(path: Path, file: str) -> SourceFile:
    """Return the values of a YAML file, with the faults that leave the rest of it readable.

    Args:
        path: The file.
        file: Its name in messages.

    Raises:
        CaseError: It cannot be read at all.
    """
    try:
        tree = read_tree(path, file)
    except CaseError as error:
        raise CaseError(fault for fault in error.faults if not _any_agreement(fault)) from None
    return SourceFile(file, tree.value, [fault for fault in tree.faults if not _any_agreement(fault)], tree)


def _any_agreement(fault: Fault) -> bool:
    """Whether a fault is about a reservation value of minus infinity, NegMAS's way of accepting any agreement.

    The YAML reader refuses infinite numbers and leaves them out, and no reservation value means the same.
    """
    return fault.found == "the number -.inf" and fault.where.endswith("reserved_value")


def read_json(path: Path, file: str) -> SourceFile:
    """Return the values of a JSON file; numbers with a point become `Decimal`, so that ranges are listed exactly.

    Args:
        path: The file.
        file: Its name in messages.

    Raises:
        CaseError: It cannot be read at all, or is no JSON.
    """
    return parse_json(read_text(path, file), file, Decimal)
