"""Classes of explanations: how likely a side is to keep its word where a case names a class and no chance.

The ranges are judgements of the authors of the program, wide on purpose, and rest on no source. They are taken only
where a piece of evidence says that a commitment was kept or broken, and count in a brief as assumptions of the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from detente.case.judgements import Judgement

ExplanationClass = Literal["willing", "bargaining", "unable", "unwilling"]

KEEPS: Mapping[str, tuple[float, float, str]] = {
    "willing": (0.75, 0.97, "It wants what it has agreed to."),
    "bargaining": (0.45, 0.85, "It keeps what pays, and asks for more."),
    "unable": (0.4, 0.8, "It means what it says, and may lack the means."),
    "unwilling": (0.1, 0.5, "It agrees in order to gain time, or something else."),
}


def assumed_to_keep(name: str) -> Judgement:
    """Return how likely the program takes a side to keep a commitment, for a class of explanations.

    Args:
        name: One of the classes.

    Example:
        >>> found = assumed_to_keep("unwilling")
        >>> found.low, found.high, found.assumed
        (0.1, 0.5, True)
    """
    low, high, why = KEEPS[name]
    return Judgement(form="uniform", low=low, high=high, why=why, assumed=True)


def with_assumed(raw: Any) -> Any:
    """Return what a file says of a subject on top of what classes let the program assume, where evidence asks for it.

    Args:
        raw: What the file says, before it is checked.
    """
    if not isinstance(raw, dict) or not any("commitment" in piece for piece in _parts(raw, "evidence", "groups")):
        return raw
    said = raw.get("commitments", {})
    kept = said.get("kept", {}) if isinstance(said, dict) else None
    if not isinstance(kept, dict) or "otherwise" in kept:
        return raw
    hypotheses = raw.get("hypotheses")
    classes = {
        name: body["class"]
        for name, body in (hypotheses.items() if isinstance(hypotheses, dict) else ())
        if isinstance(body, dict) and body.get("class") in KEEPS and name not in kept
    }
    assumed = {name: assumed_to_keep(of) for name, of in classes.items()}
    return {**raw, "commitments": {**said, "kept": {**kept, **assumed}}} if assumed else raw


def _parts(raw: dict[str, Any], *keys: str) -> Iterator[dict[str, Any]]:
    for key in keys:
        found = raw.get(key)
        yield from (one for one in (found.values() if isinstance(found, dict) else ()) if isinstance(one, dict))
