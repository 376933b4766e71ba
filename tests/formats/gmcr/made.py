"""A `.gmcr` file made for the tests, from the description of the format alone."""

from __future__ import annotations

import copy
import json
from typing import Any

BRIDGE: dict[str, Any] = {
    "program": "none",
    "version": "0",
    "options": [
        {"name": "Let them cross", "permittedDirection": "both"},
        {"name": "Burn the bridge", "permittedDirection": "fwd"},
        {"name": "Send hostages", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {
            "name": "The wardens",
            "options": [0, 1],
            "preferences": [
                [[2, "Y"]],
                {"compound": True, "members": [[[0, "N"], [1, "Y"]], [[0, "Y"], [1, "N"]]]},
            ],
            "preferenceRanking": [],
            "misperceptions": [[[2, "Y"]]],
        },
        {
            "name": "The travellers",
            "options": [2],
            "preferences": [],
            "preferenceRanking": [2, 5, [1, 4], 3, 6],
            "misperceptions": [],
        },
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "misperceptions": [],
    "coalitions": [[0, 1]],
}


def changed(*changes: tuple[tuple[str | int, ...], Any]) -> str:
    """Return the text of the file with other values at some places; a place whose value is None is left out."""
    found = copy.deepcopy(BRIDGE)
    for place, value in changes:
        inner: Any = found
        for step in place[:-1]:
            inner = inner[step]
        if value is None:
            del inner[place[-1]]
        else:
            inner[place[-1]] = value
    return json.dumps(found, indent=1)
