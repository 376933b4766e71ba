"""Boxes as plain numbers, for JSON, and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from detente.case.base import Frozen
from detente.findings.sampled import Sampled
from detente.findings.words import listed, percent

if TYPE_CHECKING:  # so that commands that run nothing need not load it
    from detente.outcomes.scenarios import Box

MOSTLY = 0.5  # coverage from which on it is said to happen mostly there
OPTIMISTIC = 0.05  # by so much denser than elsewhere, a box is said to be drawn close to these worlds


class RestrictionReport(Frozen):
    """What a box asks of one input."""

    name: str
    """Path of the judgement or ladder that it restricts; with ! at the end, whether an event happens, which explanation
    is true, or who is right."""
    path: str | None
    """Path of the judgement in whose unit low and high are, or of the probability of the event; null for what is
    neither."""
    form: Literal["number", "event", "choice"]
    """A number; an event that happens or not; or one of several explanations or experts."""
    low: float | None
    """Lower end of the range, in the judgement's own unit; null where it has none."""
    high: float | None
    """Upper end of it."""
    values: list[str]
    """Of an event yes or no; of explanations or experts the ids that are left."""
    together: dict[str, list[float]]
    """Path → lowest and highest value in the box of each judgement that moves with it."""
    says: str
    """The restriction in words."""
    quasi_p: float
    """How likely it explains nothing that the other restrictions do not."""
    resampled: float
    """In which share of ten halves of the worlds the box that is found there restricts it too."""


class BoxReport(Sampled):
    """Worlds in which something happens much more often than elsewhere."""

    where: str
    """The restrictions in words, to follow “where”."""
    restrictions: list[RestrictionReport]
    """What the worlds in it have in common, what matters most first."""
    coverage: float
    """Share of all worlds in which it happens that lie in the box."""
    density: float
    """Share of the worlds of the box in which it happens."""
    mass: float
    """Share of all worlds that lie in the box."""
    base: float
    """Share in which it happens among all worlds that lie in no box before this one."""
    elsewhere: float
    """Mean density of boxes found in halves of the worlds, in the other halves: without what the search adds."""
    chance: float
    """How likely noise alone gives a box like this one; at most 0.02, or it is not shown."""
    curve: list[list[float]]
    """Coverage and density of all worlds, and of each box to which these inputs can be peeled."""


def box_report(box: Box) -> BoxReport:
    """Report a box."""
    from detente.findings.copying import copied

    restrictions = [copied(RestrictionReport, one) for one in box.restrictions]
    return copied(BoxReport, box, restrictions=restrictions)


def box_sentences(boxes: Sequence[BoxReport], does: str, never: str) -> tuple[str, ...]:
    """Say when something happens.

    Args:
        boxes: Its boxes, one after the other.
        does: What happens, as a clause: “it fails”.
        never: What to say where there is no box.

    Returns:
        A sentence or two a box.
    """
    if not boxes:
        return (never,)
    said: list[str] = []
    for number, box in enumerate(boxes):
        often = "mostly" if box.coverage >= MOSTLY else "more often"
        more, rest = ("a further ", "the rest") if number else ("", "all worlds")
        begins = f"Of the rest, {does} {often}" if number else f"{does[:1].upper()}{does[1:]} {often}"
        said.append(
            f"{begins} where {box.where}: {more}{percent(box.coverage)} of the worlds in which {does} lie there "
            f"(coverage), and {does} in {percent(box.density)} of those there (density), against {percent(box.base)} "
            f"of {rest}."
        )
        if box.density - box.elsewhere > OPTIMISTIC:
            said.append(
                f"Tried on worlds that had no part in finding it, such a box holds {percent(box.elsewhere)}: a part of "
                "that density is luck."
            )
        shaky = [one.says for one in box.restrictions if one.resampled < MOSTLY]
        if shaky:
            said.append(f"Half of the worlds would often show another range in place of: {listed(shaky)}.")
    return tuple(said)
