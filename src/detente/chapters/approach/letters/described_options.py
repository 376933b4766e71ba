"""Which option a set of words describes, by what a case says of its options: the formula, which knows no English.

A word is a set of labels: its stem, its synonyms, the kind of act it names. See “What a text raises” in
`docs/theory/approach.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

# What the words of a sentence must tell at least, as in the theory.
ISSUE = 2.2
OTHER_ISSUE = 0.75
AHEAD = 0.7
WORDS = 2
NAME = 0.4  # factor of the name of a party

Labels = frozenset[str]
Description = Mapping[str, float]


@dataclass(frozen=True)
class DescribedIssue:
    """What a case says of an issue.

    Attributes:
        name: Label of its name → weight.
        options: Option, the status quo first → label → weight.
    """

    name: Description
    options: Mapping[str, Description]

    @cached_property
    def all(self) -> Description:
        """Label → its largest weight in the name or any option."""
        found: dict[str, float] = {}
        for said in (self.name, *self.options.values()):
            for label, weight in said.items():
                found[label] = max(weight, found.get(label, 0.0))
        return found

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Label → how much it tells of one option among those of the issue."""
        held = Counter(label for said in self.options.values() for label in said)
        return {label: math.log((len(self.options) + 1) / number) for label, number in held.items()}


@dataclass(frozen=True)
class DescribedOption:
    """An option that words describe.

    Attributes:
        issue: Id of the issue.
        option: Id of the option.
        words: Numbers of the words that tell of this option.
    """

    issue: str
    option: str
    words: tuple[int, ...]


@dataclass(frozen=True)
class Descriptions:
    """What a case says of all its issues.

    Attributes:
        issues: Issue → what is said of it.
        factors: Label → by how much it counts, where that is not 1.
    """

    issues: Mapping[str, DescribedIssue]
    factors: Mapping[str, float]

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Label → how much it tells of one issue among all."""
        held = Counter(label for issue in self.issues.values() for label in issue.all)
        return {label: math.log((len(self.issues) + 1) / number) for label, number in held.items()}

    def best(self, words: Sequence[Labels], about: Sequence[Labels] = ()) -> DescribedOption | None:
        """Return the option that words describe better than any other.

        Args:
            words: The labels of each word; a word that comes twice counts once.
            about: More words, which tell of the issue alone.

        Returns:
            The option; None where the words tell too little, or of two issues or options alike, or of the status quo.
        """
        once = list(dict.fromkeys([*words, *about]))
        told = {
            name: [self._tells(labels, issue.all, self.rarity) for labels in once]
            for name, issue in self.issues.items()
        }
        ranked = sorted(told, key=lambda name: -sum(told[name]))
        if not ranked or sum(told[ranked[0]]) < ISSUE or self._number(once, ranked[0]) < WORDS:
            return None
        if len(ranked) > 1 and sum(told[ranked[1]]) > OTHER_ISSUE * sum(told[ranked[0]]):
            return None
        return self._option(ranked[0], words)

    def _number(self, words: Sequence[Labels], issue: str) -> int:
        """Return how many words tell of an issue by more than the name of a party."""
        said = self.issues[issue].all
        return sum(any(one in said and self.factors.get(one, 1.0) > NAME for one in labels) for labels in words)

    def _option(self, name: str, words: Sequence[Labels]) -> DescribedOption | None:
        issue = self.issues[name]
        once = list(dict.fromkeys(words))
        told = {
            option: sum(self._tells(labels, said, issue.rarity) for labels in once)
            for option, said in issue.options.items()
        }
        first, *others = sorted(told, key=lambda option: -told[option])
        if first == next(iter(told)) or any(told[first] - told[other] < AHEAD for other in others):
            return None
        said = issue.options[first]
        return DescribedOption(name, first, tuple(n for n, labels in enumerate(words) if labels & said.keys()))

    def _tells(self, labels: Labels, said: Description, rarity: Mapping[str, float]) -> float:
        return max((self.factors.get(one, 1.0) * said[one] * rarity[one] for one in labels if one in said), default=0.0)
