"""Conditions about all worlds at once: shares, means and quantiles, and what redraws of the worlds make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.arrays import AnyArray, Bools, Floats
from detente.case.language.condition_tree import Node, condition
from detente.claims.evaluation import Evaluation
from detente.worlds.errors import LEVEL, Interval


@dataclass(frozen=True)
class ComparedSide:
    """What stands on one side of a comparison that is about all worlds.

    Attributes:
        text: It, as the condition has it.
        value: What it is, with its error of sampling.
    """

    text: str
    value: Interval


@dataclass(frozen=True)
class OverAll:
    """What a condition about all worlds is.

    Attributes:
        true: Whether it holds of these worlds.
        redraws: Array (redraws): in which redraws of them it holds.
        sides: What stands on the sides of its comparisons.
    """

    true: bool
    redraws: Bools = field(compare=False, repr=False)
    sides: tuple[ComparedSide, ...]


def over_all(texts: Mapping[str, str], here: Evaluation, redraws: Iterable[Floats]) -> dict[str, OverAll]:
    """Judge conditions about all worlds: as these worlds have it, and as redraws would.

    Args:
        texts: Claim → its condition.
        here: How these worlds are read.
        redraws: Arrays (rows, worlds) of weights.

    Returns:
        Claim → what its condition is.
    """
    if not texts:
        return {}
    trees = {one: condition(text) for one, text in texts.items()}
    compared = {one: {_text(texts[one], node): node for node in _sides(tree)} for one, tree in trees.items()}
    rows: dict[str, list[AnyArray]] = {one: [] for one in texts}
    spread: dict[str, dict[str, list[AnyArray]]] = {one: {said: [] for said in compared[one]} for one in texts}
    for weights in redraws:
        there = Evaluation(here.values, weights)
        for one, tree in trees.items():
            rows[one].append(np.broadcast_to(there.of(tree), (len(weights), 1))[:, 0])
            for said, node in compared[one].items():
                spread[one][said].append(np.broadcast_to(there.of(node), (len(weights), 1))[:, 0])
    found = {}
    for one, tree in trees.items():
        sides = [_side(said, here.of(node), np.concatenate(spread[one][said])) for said, node in compared[one].items()]
        held = np.concatenate(rows[one]).astype(np.bool_)
        found[one] = OverAll(bool(np.ravel(here.of(tree))[0]), held, tuple(sides))
    return found


def _side(text: str, value: AnyArray, spread: Floats) -> ComparedSide:
    low, high = np.quantile(spread, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    told = float(np.ravel(value)[0])
    return ComparedSide(text, Interval(told, min(told, float(low)), max(told, float(high))))


def _text(text: str, node: Node) -> str:
    return " ".join(text[node.place : node.end].split())


def _sides(tree: Node) -> Iterator[Node]:
    """Yield the sides of all comparisons that are about all worlds, but for plain numbers."""
    if tree.does == "compare":
        yield from (part for part in tree.parts if part.does != "number")
    elif tree.does in {"and", "or", "not"}:
        for part in tree.parts:
            yield from _sides(part)
