"""Run as a program, since NegMAS warns of itself: talks with a seat that is played, as JSON."""

from __future__ import annotations

import json
from typing import Any

from detente.talks.help.practice_seat import PracticeError, next_move
from tests.sharing import bundled_case
from tests.talks.about_case import FIRST, SINAI, sinai_talks

ROUNDS = 6
POOR = {"oil": "returned"}  # costs Israel, and gives it nothing


def main() -> None:
    """Let Egypt offer little, then much, and Israel be played."""
    made, case = sinai_talks(), bundled_case(SINAI)
    moves: list[dict[str, Any]] = []
    for package in (POOR, POOR, FIRST):
        made.add("egypt", "proposal", text="An offer.", package=package)
        move = next_move(made.record, case, "israel", ROUNDS, "linear")
        again = next_move(made.record, case, "israel", ROUNDS, "linear")
        made.add("israel", move.kind, **move.body)
        moves.append({"kind": move.kind, "body": dict(move.body), "again": move == again})
    number = moves[0]["body"].get("proposal")
    try:
        next_move(made.record, case, "israel", ROUNDS, "linear")
    except PracticeError as error:
        moves.append({"kind": "none", "body": {"why": str(error)}, "again": number is None})
    signs = sinai_talks()
    agreed = signs.add("egypt", "proposal", text="Lines.", package=FIRST)
    for seat in ("egypt", "israel"):
        signs.add(seat, "acceptance", proposal=agreed, version=agreed)
    signs.add("hk", "agreed-text", proposal=agreed, version=agreed)
    signs.add("egypt", "initials", proposal=agreed, version=agreed)
    for _ in range(2):
        move = next_move(signs.record, case, "israel", ROUNDS, "linear")
        signs.add("israel", move.kind, **move.body)
        moves.append({"kind": move.kind, "body": dict(move.body), "again": True})
    print(json.dumps(moves))


if __name__ == "__main__":
    main()
