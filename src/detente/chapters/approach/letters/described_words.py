"""Reads a sentence by what the case says of its options: their names, what they do, their phrases and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from detente.case.model import Case
from detente.chapters.approach.letters.demanding_sentences import ACTS, OFFERS_OR_ASKS, act_stems
from detente.chapters.approach.letters.described_options import NAME, DescribedIssue, Descriptions, Labels
from detente.chapters.approach.letters.phrases import PhraseFound, Vocabulary, Word
from detente.chapters.approach.letters.vocabulary import COMMON
from detente.chapters.approach.schema import ApproachFile, Wording

NOTE = 0.5  # weight of what stands in a note only
ACT = 0.6  # of a kind of act
FEWEST = 4  # words of a clause that is read by itself

# Where a sentence is cut to be read in parts, and words that speak of the sentence before.
CUTS = re.compile(r"[;:—–]|, (?=(?:and|but|or|so|while|if|once|when)\b)| (?=and (?:we|i|you|the|let|that|to)\b)")
BACK = re.compile(
    r"\b(?:them|they|these|those|both|ones?|this|that (?=must|should|is|would|will)"
    r"|it(?! (?:is|was|would|will|remains?|falls?|has|may|might|could)\b))\b"
)


@dataclass(frozen=True)
class LabelledWord:
    """A word of a sentence with its labels.

    Attributes:
        word: The word and where it stands.
        labels: Its stem, its synonym and the kind of act it names; never empty.
    """

    word: Word
    labels: Labels


@dataclass(frozen=True)
class DescriptionReader:
    """Finds options in sentences by what the case says of them.

    Attributes:
        case: The case.
        words: Its `approach.yaml`. An option without a phrase there is not looked for.
    """

    case: Case
    words: ApproachFile

    @cached_property
    def _stems(self) -> Vocabulary:
        return Vocabulary({}, {})

    @cached_property
    def _synonyms(self) -> Vocabulary:
        return Vocabulary(self.words.synonyms)

    @cached_property
    def _acts(self) -> Vocabulary:
        return Vocabulary({}, ACTS)

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(stem for word in COMMON for stem in self._stems.stems(word))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return act_stems(self._acts)

    @cached_property
    def descriptions(self) -> Descriptions:
        """What the case says of its options, as labels with weights."""
        issues = {
            name: DescribedIssue(
                self._said([issue.name]),
                {option: self._option(name, option) for option in self.case.ladder(name)},
            )
            for name, issue in self.case.issues.items()
        }
        names = [name for party in self.case.parties.values() for name in (party.name, party.adjective) if name]
        held = {label for issue in issues.values() for label in issue.all}
        acts = {label: ACT for label in held if label.startswith("act ")}
        return Descriptions(issues, {**acts, **dict.fromkeys(self._said(names), NAME)})

    def _option(self, issue: str, option: str) -> dict[str, float]:
        held = self.case.issues[issue].options[option]
        wording = self.words.wording.get(issue, {}).get(option, Wording())
        texts = (held.name, held.do, wording.offer, wording.ask, wording.together, wording.others, *wording.phrases)
        return {**dict.fromkeys(self._said([held.note]), NOTE), **self._said(texts)}

    def _said(self, texts: Iterable[str | None]) -> dict[str, float]:
        return {label: 1.0 for text in texts for one in self.labelled((text or "").lower()) for label in one.labels}

    def labelled(self, text: str) -> Iterator[LabelledWord]:
        """Yield the words of a text that tell something, in lower case, each with its labels."""
        plain = {word.start: word for word in self._stems.words(text)}
        acts = [word for word in self._acts.words(text) if word.stem in self._kinds]
        for word in self._synonyms.words(text):
            named = [word.stem, plain[word.start].stem] if word.start in plain else [word.stem]
            labels = {stem for stem in named if stem not in self._common}
            labels |= {f"act {act.stem}" for act in acts if act.start < word.end and word.start < act.end}
            if labels:
                yield LabelledWord(word, frozenset(labels))

    def hits(self, text: str, before: str, taken: Sequence[PhraseFound]) -> Iterator[tuple[str, PhraseFound, str]]:
        """Yield the options that a sentence asks for or offers in the words by which the case describes them.

        Args:
            text: The sentence, as in `Sentence.plain`.
            before: The sentence before it in the paragraph, or nothing.
            taken: The phrases of the case that were found in it.

        Yields:
            Issue, what was found, and option; an issue once.
        """
        if OFFERS_OR_ASKS.search(text) is None:
            return
        words = list(self.labelled(text))
        seen: set[str] = set()
        for part in self._parts(text, words, taken):
            found = self._found(part)
            if found is not None and found[0] not in seen:
                seen.add(found[0])
                yield found
        back = BACK.search(text)
        if before and back is not None and not seen and not taken:
            about = [one.labels for one in self.labelled(before)]
            found = self._found(words, about, Word(back.group(), *back.span()))
            if found is not None:
                yield found

    def _parts(
        self, text: str, words: list[LabelledWord], taken: Sequence[PhraseFound]
    ) -> Iterator[list[LabelledWord]]:
        """Yield the words of the sentence, if no phrase was found in it, and of each clause in which none was."""
        if not taken:
            yield words
        cuts = [0, *(cut.start() for cut in CUTS.finditer(text)), len(text)]
        for start, end in pairwise(cuts):
            free = not any(start < word.end and word.start < end for hit in taken for word in hit.words)
            long = len(text[start:end].split()) >= FEWEST and (start, end) != (0, len(text))
            if free and long and OFFERS_OR_ASKS.search(text, start, end) is not None:
                yield [one for one in words if start <= one.word.start < end]

    def _found(
        self, words: list[LabelledWord], about: Sequence[Labels] = (), instead: Word | None = None
    ) -> tuple[str, PhraseFound, str] | None:
        found = self.descriptions.best([one.labels for one in words], about)
        if found is None or not self._known(found.issue, found.option):
            return None
        own = [words[n].word for n in found.words] + ([] if instead is None else [instead])
        return found.issue, PhraseFound(" ".join(word.stem for word in own), len(own), tuple(own)), found.option

    def _known(self, issue: str, option: str) -> bool:
        wording = self.words.wording.get(issue, {}).get(option)
        return wording is not None and bool(wording.phrases)
