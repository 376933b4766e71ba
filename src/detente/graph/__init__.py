"""The graph model for conflict resolution: who can move where, who wants to, and what deters them.

A library that knows nothing of cases. A `Conflict` is analysed by functions that return arrays over its states:

- stability: `stable` and `analyse` for the concepts in `CONCEPTS`, `limited` and `nonmyopic` for foresight;
- richer preferences: `strength` and `under_doubt`, from a `Relation` of each decision maker (`ranked`, `between`);
- several decision makers together: `Coalitions`, `upsets`; different views of the conflict: `hypergame`;
- the way to an equilibrium: `shortest_paths`; what would make a state stable: `inverse`;
- explanations: `explain` finds the reason for a state's stability, `sentence` and `route` put it into words.

The theory is in docs/theory/graph-model.md and docs/theory/graph-extensions.md, with the sources.
"""

from detente.graph.bit_rows import checked
from detente.graph.coalitions import Coalitions, Upset, upsets
from detente.graph.concepts import CONCEPTS, analyse, stable
from detente.graph.conflict import Conflict, ConflictError, Option, OptionPattern, Values
from detente.graph.edges import Edges
from detente.graph.hypergames import Hypergame, hypergame
from detente.graph.inverse_problem import Change, Inverse, inverse
from detente.graph.limited_moves import NonMyopic, limited, nonmyopic
from detente.graph.moves import Move, reached
from detente.graph.narration import route, sentence
from detente.graph.pair_relations import Relation, between, ranked
from detente.graph.pairwise_stability import PAIRWISE_CONCEPTS
from detente.graph.paths import shortest_paths
from detente.graph.preference_strength import Strength, strength
from detente.graph.reasons import Reason, explain
from detente.graph.unknown_preferences import EXTENSIONS, under_doubt

__all__ = [
    "CONCEPTS",
    "EXTENSIONS",
    "PAIRWISE_CONCEPTS",
    "Change",
    "Coalitions",
    "Conflict",
    "ConflictError",
    "Edges",
    "Hypergame",
    "Inverse",
    "Move",
    "NonMyopic",
    "Option",
    "OptionPattern",
    "Reason",
    "Relation",
    "Strength",
    "Upset",
    "Values",
    "analyse",
    "between",
    "checked",
    "explain",
    "hypergame",
    "inverse",
    "limited",
    "nonmyopic",
    "ranked",
    "reached",
    "route",
    "sentence",
    "shortest_paths",
    "stable",
    "strength",
    "under_doubt",
    "upsets",
]
