"""The bundled cases, and how a name on the command line becomes a folder."""

from __future__ import annotations

import os
from pathlib import Path

from detente.case.faults import CaseError, Fault, nearest, one_of

MAIN = "case.yaml"  # the file that every case has
CASES = Path(__file__).parent.parent / "cases"


def bundled() -> tuple[str, ...]:
    """Return the names of the bundled cases.

    Returns:
        Their names, in alphabetical order.

    Example:
        >>> "orange" in bundled()
        True
    """
    return tuple(sorted(path.name for path in CASES.iterdir() if (path / MAIN).is_file()))


def locate(name: str) -> Path:
    """Which folder does this argument mean: a bare name is a bundled case, one with a path separator a folder.

    Args:
        name: What was typed.

    Returns:
        The folder, which need not exist where a path was given; of a path that ends in `case.yaml`, the folder around.

    Raises:
        CaseError: There is no such case; a folder of that name in the working folder, or the folder around another
            file, is pointed at.

    Example:
        >>> locate("orange") == CASES / "orange", str(locate("./orange"))
        (True, 'orange')
    """
    path = Path(name)
    if path.name == MAIN and not path.is_dir():
        return path.parent
    if name and path.is_file():
        around = f"{path.parent}{os.sep}" if path.parent.name else f".{os.sep}"
        raise CaseError([Fault(name, 0, "", "a file", f"the folder of a case, {around} for the one around it")])
    if "/" in name or os.sep in name or name in {".", ".."}:
        return path
    if name in bundled():
        return CASES / name
    if name and path.is_dir():
        raise CaseError([Fault(name, 0, "", "a bare name that is no bundled case", f"./{name} for the folder here")])
    hint = nearest(name, bundled())
    raise CaseError([Fault(name, 0, "", "no bundled case of that name", one_of(bundled(), 20), hint)])
