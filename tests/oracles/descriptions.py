"""Which option words describe, by plain loops, straight from “What a text raises” in `docs/theory/approach.md`."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

Said = dict[str, float]  # label → weight
Word = frozenset[str]  # its labels


@dataclass(frozen=True)
class Dispute:
    """What is said of each issue: its name, and its options with the status quo first; and κ of labels."""

    names: dict[str, Said]
    options: dict[str, dict[str, Said]]
    kappa: dict[str, float]

    def weight(self, issue: str, label: str) -> float:
        """D_i(l)."""
        return max([self.names[issue].get(label, 0), *(said.get(label, 0) for said in self.options[issue].values())])

    def of_issue(self, issue: str, word: Word) -> float:
        """What a word adds to E_i."""
        most = 0.0
        for label in word:
            n_l = sum(1 for other in self.options if self.weight(other, label) > 0)
            if n_l:
                rare = log((len(self.options) + 1) / n_l)
                most = max(most, self.kappa.get(label, 1.0) * self.weight(issue, label) * rare)
        return most

    def of_option(self, issue: str, option: str, word: Word) -> float:
        """What a word adds to F_io."""
        ladder, most = self.options[issue], 0.0
        for label in word:
            m_il = sum(1 for said in ladder.values() if said.get(label, 0) > 0)
            if m_il:
                rare = log((len(ladder) + 1) / m_il)
                most = max(most, self.kappa.get(label, 1.0) * ladder[option].get(label, 0) * rare)
        return most

    def is_told(self, issue: str, words: set[Word]) -> bool:
        """Whether the words tell of an issue, and of no other nearly as much."""
        told = {j: sum(self.of_issue(j, word) for word in words) for j in self.options}
        more = [w for w in words if any(self.weight(issue, x) > 0 and self.kappa.get(x, 1.0) > 0.4 for x in w)]
        others = [told[j] for j in told if j != issue]
        return told[issue] >= 2.2 and len(more) >= 2 and all(e <= 0.75 * told[issue] for e in others)

    def described(self, words: list[Word], about: list[Word]) -> tuple[str, str] | None:
        """The issue and option that the words describe, or None; `about` are words that tell of the issue alone."""
        distinct = set(words)
        for issue, ladder in self.options.items():
            if self.is_told(issue, distinct | set(about)):
                f = {option: sum(self.of_option(issue, option, word) for word in distinct) for option in ladder}
                for option in list(ladder)[1:]:
                    if all(f[option] - f[other] >= 0.7 for other in ladder if other != option):
                        return issue, option
        return None
