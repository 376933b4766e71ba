"""Conflicts as a case states them, for tests: one made by hand, and many at random."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from detente.chapters.stability.stated.schema import ConflictPart

SIEGE: dict[str, Any] = {
    "decision_makers": {"town": ["open"], "army": ["storm", "leave"]},
    "options": {
        "open": {"name": "Open the gates", "direction": "forward"},
        "storm": "Storm the walls",
        "leave": "Leave",
    },
    "infeasible": [{"storm": "Y", "leave": "Y"}],
    "status_quo": "NNN",
    "preferences": {
        "town": ["NNY", ["NNN", "YNY"], "YNN", "NYN", "YYN"],
        "army": {"statements": [{"open": "Y"}, {"if": "N--", "then": {"any": [{"storm": "N"}, {"leave": "Y"}]}}]},
    },
}

TOLL: dict[str, Any] = {
    "decision_makers": {"keeper": ["toll"], "trader": ["goods", "toll"]},
    "options": {
        "toll": {"name": "Toll: “high”", "levels": ["none", "some", "all"], "jumps": False},
        "goods": {"name": "Goods", "levels": 12, "direction": "back"},
    },
    "infeasible": [{"toll": "all", "goods": 11}, "2(10)"],
    "status_quo": {"toll": "none", "goods": 0},
    "preferences": {
        "keeper": {"values": {"0-": 1, "1-": [2, 3], "2-": {"low": 1, "mode": 2, "high": 4, "source": "ledger"}}},
        "trader": {"statements": [{"if": {"toll": 0}, "then": {"iff": ["-0", {"not": "-1"}]}}]},
    },
    "misperceptions": {"keeper": ["1(11)", {"goods": 3}]},
    "coalitions": [["keeper", "trader"]],
}


def stated(**changes: Any) -> ConflictPart:
    """Return the conflict made by hand, with some sections changed."""
    return ConflictPart.model_validate({**SIEGE, **changes})


@st.composite
def statements(draw: st.DrawFn, options: list[str], deeper: int = 2) -> Any:
    """Draw a statement about options of two levels, as a case has it."""
    kinds = ["levels", "letters", "all", "any", "not", "if", "iff"]
    kind = draw(st.sampled_from(kinds if deeper else kinds[:2]))
    if kind == "levels":
        return draw(st.dictionaries(st.sampled_from(options), st.sampled_from(["N", "Y", 0, 1]), min_size=1))
    if kind == "letters":
        return "".join(draw(st.sampled_from("NY-")) for _ in options)
    part = statements(options, deeper - 1)
    if kind in {"all", "any"}:
        return {kind: draw(st.lists(part, min_size=1, max_size=3))}
    if kind == "if":
        return {"if": draw(part), "then": draw(part)}
    return {kind: draw(part) if kind == "not" else [draw(part), draw(part)]}


@st.composite
def conflicts(draw: st.DrawFn) -> ConflictPart:
    """Draw a sound conflict of two-level options, with statements or rankings, whatever its parties are called."""
    options = [f"o{n}" for n in range(draw(st.integers(1, 5)))]
    makers = [f"p{n}" for n in range(draw(st.integers(1, min(3, len(options)))))]
    owners = [n if n < len(makers) else draw(st.integers(0, len(makers) - 1)) for n in range(len(options))]
    letters = st.lists(st.sampled_from("NY-"), min_size=len(options), max_size=len(options)).map("".join)
    barred = draw(st.lists(letters.filter(lambda text: {*text} != {"-"}), max_size=3))
    can_be = [state for state in every(len(options)) if not any(agrees(state, pattern) for pattern in barred)]
    if not can_be:
        barred, can_be = [], every(len(options))
    preferences: dict[str, Any] = {}
    for maker in makers:
        if draw(st.booleans()):
            preferences[maker] = {"statements": draw(st.lists(statements(options), max_size=4))}
        else:
            order = draw(st.permutations(can_be))
            ranking: list[list[str]] = [[order[0]]]
            for state in order[1:]:
                if draw(st.booleans()):
                    ranking[-1].append(state)
                else:
                    ranking.append([state])
            preferences[maker] = {"ranking": ranking}
    return ConflictPart.model_validate(
        {
            "decision_makers": {
                m: [o for o, owner in zip(options, owners, strict=True) if owner == n] for n, m in enumerate(makers)
            },
            "options": {
                o: {"name": o.upper(), "direction": draw(st.sampled_from(["both", "forward", "back"]))} for o in options
            },
            "infeasible": barred,
            "preferences": preferences,
            "coalitions": [makers[:2]] if len(makers) > 1 and draw(st.booleans()) else [],
        }
    )


def every(options: int) -> list[str]:
    """Return every state of so many options, in the order of their numbers."""
    return ["".join("NY"[state >> k & 1] for k in range(options)) for state in range(2**options)]


def agrees(state: str, pattern: str) -> bool:
    """Whether a state is one of those that a pattern means."""
    return all(letter in {"-", own} for own, letter in zip(state, pattern, strict=True))
