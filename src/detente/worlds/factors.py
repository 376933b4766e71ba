"""Dependence between judgements: common causes by a Gaussian copula.

u = Φ(Σ ±√ρ f + √(1 − Σρ) e), with f the normal score of each declared factor and e the judgement's own. Where a
general factor g of the party is asked for, e is replaced by ±√ρ g + √(1 − ρ) e. A party's general factor is how
forthcoming it is: high values of its positions and linkages go with low reservation values and absent red lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.arrays import Floats
from detente.case.model import EVENT, Case


@dataclass(frozen=True)
class Dependence:
    """Which common causes each stream of a case has.

    Attributes:
        case: The case.
        general: Share of variance that each party's general factor explains in its judgements, 0 to 1.
    """

    case: Case
    general: float

    @cached_property
    def streams(self) -> tuple[str, ...]:
        """Every stream that judgements and events of the case are drawn from."""
        own = dict.fromkeys(placed.stream for placed in self.case.judgements.values())
        placed = self.case.judgements.values()
        events = dict.fromkeys(at.stream + EVENT for at in placed if at.happens)
        extra = (subject.stream for subject in self.case.subjects)
        whom = dict.fromkeys(placed.whom for placed in self.case.judgements.values())
        return (*own, *events, *extra, *(stream for stream in whom if stream is not None))

    @cached_property
    def events(self) -> frozenset[str]:
        """The streams that decide whether something happens."""
        return frozenset(stream for stream in self.streams if stream.endswith(EVENT))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The streams of the common causes themselves."""
        parties = self.case.parties if self.general > 0 else ()
        return (*(f"factors/{name}" for name in self.case.factors), *(f"general/{party}" for party in parties))

    @cached_property
    def loads(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """Stream → its declared factors with signed share of variance."""
        found: dict[str, list[tuple[str, float]]] = {}
        for name, factor in self.case.factors.items():
            for sign, paths in ((1.0, factor.judgements), (-1.0, factor.opposed)):
                for stream in sorted({s for path in paths for s in self.case.streams_at(path)}):
                    found.setdefault(stream, []).append((f"factors/{name}", sign * factor.rho))
                    # A high probability goes with the event, and the event is a low uniform.
                    found.setdefault(stream + EVENT, []).append((f"factors/{name}", -sign * factor.rho))
        return {stream: tuple(load) for stream, load in found.items()}

    def shared(self, stream: str) -> bool:
        """Return whether a declared factor moves other judgements along with a stream."""
        own, base = {name for name, _ in self.loads.get(stream, ())}, stream.removesuffix(EVENT)
        others = (load for other, load in self.loads.items() if other.removesuffix(EVENT) != base)
        return any(own & {name for name, _ in load} for load in others)

    def party_of(self, stream: str) -> tuple[str, float] | None:
        """Return the party whose general factor moves a stream, and the direction."""
        section, *ids = stream.rstrip(EVENT).split("/")
        if section == "positions" or section == "abstains_within":
            return ids[0], 1.0
        if section == "linkages":
            return self.case.linkages[ids[0]].party, 1.0
        if section == "reservation":
            return ids[0], -1.0
        if section == "red_lines":
            return ids[0], 1.0 if stream.endswith(EVENT) else -1.0
        return None

    def tied(self, streams: Sequence[str], own: Floats, causes: Floats) -> Floats:
        """Give independent uniforms the dependence that the case states.

        Args:
            streams: Names of the rows of `own`.
            own: Uniforms (streams, worlds), independent of each other.
            causes: Uniforms (names, worlds) of the common causes.

        Returns:
            Uniforms (streams, worlds). Rows without a common cause are returned bit by bit.
        """
        if not self.names:
            return own
        from detente.worlds.special_functions import ndtr, ndtri  # slow to load, and not needed to look at a case

        scores = dict(zip(self.names, ndtri(causes), strict=True))
        result = own.copy()
        for row, stream in enumerate(streams):
            loads = self.loads.get(stream, ())
            general = self.party_of(stream) if self.general > 0 else None
            if not loads and general is None:
                continue
            score = ndtri(own[row])
            if general is not None:
                party, sign = general
                score = sign * np.sqrt(self.general) * scores[f"general/{party}"] + np.sqrt(1 - self.general) * score
            rest = max(0.0, 1 - sum(abs(load) for _, load in loads))
            score = np.sqrt(rest) * score
            for name, load in loads:
                score = score + np.sign(load) * np.sqrt(abs(load)) * scores[name]
            result[row] = ndtr(score)
        return result
