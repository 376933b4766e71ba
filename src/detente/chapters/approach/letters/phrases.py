"""Finding the words of a phrase in a sentence: by stem, by synonym, and by likeness for misspelt words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import snowballstemmer
from rapidfuzz import fuzz, process

from detente.chapters.approach.letters.sentences import Sentence
from detente.chapters.approach.letters.vocabulary import EMPTY, IDIOMS, SYNONYMS

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
# Two stems count as one word if their likeness (Indel, 0 to 100) is at least this: "denuclearis" and "denuclear" have
# 90, "treati" and "treat" 91, "north" and "norm" 67. Stems shorter than LONG must be equal: "test" and "text" have 75,
# "war" and "wars" 86. A word with a syllable before it is another word: "nuclear" and "denuclear" have 87.
LIKE = 85.0
LONG = 6
BETWEEN = 4  # other words that may stand between those of a phrase, unless said otherwise

_stem = lru_cache(maxsize=20_000)(snowballstemmer.stemmer("english").stemWord)


@dataclass(frozen=True)
class Word:
    """A word of a sentence, or several words that are read as one.

    Attributes:
        stem: The stem by which it is compared.
        start: Position in the sentence where it begins.
        end: Position after its end.
    """

    stem: str
    start: int
    end: int


@dataclass(frozen=True)
class PhraseFound:
    """A phrase that was found in a sentence.

    Attributes:
        phrase: The phrase as it stands in the case.
        size: Number of its words, without empty ones.
        words: The words of the sentence that match it.
    """

    phrase: str
    size: int
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Position in the sentence where the first of its words begins."""
        return min(word.start for word in self.words)

    @property
    def end(self) -> int:
        """Position after the end of the last of its words."""
        return max(word.end for word in self.words)


@dataclass(frozen=True)
class Vocabulary:
    """The words that mean the same in a dispute.

    Attributes:
        synonyms: Word or name → others that mean the same, besides those that are built in.
        built_in: The groups that are built in.
        between: This many other words may stand between those of a phrase, not counting empty ones.
    """

    synonyms: Mapping[str, Iterable[str]] = field(default_factory=dict)
    built_in: Mapping[str, Iterable[str]] = field(default_factory=lambda: SYNONYMS)
    between: int = BETWEEN

    @cached_property
    def _groups(self) -> dict[tuple[str, ...], str]:
        """Stems of a variant → the stem that stands for its group of synonyms; the groups of the case come first."""
        found: dict[tuple[str, ...], str] = {}
        for head, others in (*self.synonyms.items(), *self.built_in.items()):
            stems = [tuple(word.stem for word in _words(text)) for text in (head, *others)]
            known = next((found[variant] for variant in stems if variant in found), None)
            for variant in stems:
                if variant:
                    found.setdefault(variant, known or " ".join(stems[0]))
        return found

    @cached_property
    def _likeness(self) -> dict[str, str]:
        """Cache: stem → the stem that stands for it."""
        return {}

    @cached_property
    def _phrases(self) -> dict[str, tuple[str, ...]]:
        """Cache: phrase → its stems."""
        return {}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._groups), default=1)

    @cached_property
    def _single(self) -> list[str]:
        return [variant[0] for variant in self._groups if len(variant) == 1 and len(variant[0]) >= LONG]

    def words(self, text: str) -> tuple[Word, ...]:
        """Return the words of a text, without empty ones, and with several words of one meaning read as one."""
        plain = list(_words(IDIOMS.sub(lambda idiom: " " * len(idiom.group()), text)))
        kept: list[Word] = []
        at = 0
        while at < len(plain):
            size, stem = self._meaning(plain, at)
            kept.append(Word(stem, plain[at].start, plain[at + size - 1].end))
            at += size
        return tuple(kept)

    def _meaning(self, plain: list[Word], at: int) -> tuple[int, str]:
        """Return how many words from a place on are read as one, and the stem that stands for them."""
        for size in range(min(self._longest, len(plain) - at), 0, -1):
            variant = tuple(word.stem for word in plain[at : at + size])
            if variant in self._groups:
                return size, self._groups[variant]
        stem = plain[at].stem
        return 1, self._near(stem) if len(stem) >= LONG else stem

    def _near(self, stem: str) -> str:
        """Return the stem that stands for the group of the most similar known word, or the stem itself."""
        if stem not in self._likeness:
            close = process.extract(stem, self._single, scorer=fuzz.ratio, score_cutoff=LIKE)
            same = next((known for known, *_ in close if like(stem, known)), None)
            self._likeness[stem] = stem if same is None else self._groups[same,]
        return self._likeness[stem]

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Return the stems of a phrase, several words of one meaning as one."""
        if phrase not in self._phrases:
            self._phrases[phrase] = tuple(word.stem for word in self.words(phrase))
        return self._phrases[phrase]

    def find(self, phrase: str, words: tuple[Word, ...]) -> PhraseFound | None:
        """Find all words of a phrase close together in a sentence, in any order.

        Args:
            phrase: The phrase.
            words: The words of the sentence.

        Returns:
            The closest such words; None where one is missing or they are too far apart.

        Example:
            >>> words = Vocabulary().words("We would halt the annual military drills.")
            >>> found = Vocabulary().find("end the exercises", words)
            >>> [word.stem for word in found.words]
            ['end', 'exercis']
        """
        return self.near(phrase, self.stems(phrase), words)

    def near(self, phrase: str, asked: tuple[str, ...], words: tuple[Word, ...]) -> PhraseFound | None:
        """Find words of a phrase, given by their stems, close together in a sentence; see `find`."""
        places = [[n for n, word in enumerate(words) if like(word.stem, stem)] for stem in asked]
        if not asked or not all(places):
            return None
        best: tuple[int, ...] | None = None
        for first in min(places, key=len):
            chosen = _nearest(places, first)
            if chosen and (best is None or _span(chosen) < _span(best)):
                best = chosen
        if best is None or _span(best) > len(asked) + self.between:
            return None
        return PhraseFound(phrase, len(asked), tuple(words[n] for n in sorted(best)))


@lru_cache(maxsize=100_000)
def like(one: str, other: str) -> bool:
    """Return whether two stems are the same word, perhaps misspelt.

    Example:
        >>> like("denuclearis", "denuclear"), like("test", "text"), like("nuclear", "denuclear")
        (True, False, False)
    """
    if one == other or min(len(one), len(other)) < LONG or one.endswith(other) or other.endswith(one):
        return one == other
    return fuzz.ratio(one, other) >= LIKE


def quoted(sentence: Sentence, found: PhraseFound) -> bool:
    """Return whether a phrase was found inside quotation marks or in a quoted paragraph."""
    return sentence.cited or any(a <= found.start and found.end <= b for a, b in sentence.quotations)


def _words(text: str) -> Iterator[Word]:
    plain = text.lower().replace("’", "'")
    for match in WORD.finditer(plain):
        whole = match.group().removesuffix("'s")
        if whole not in EMPTY:
            yield Word(_stem(whole), match.start(), match.end())


def _nearest(places: list[list[int]], first: int) -> tuple[int, ...] | None:
    """Return a different place for each word of a phrase, each as near as possible to those chosen before.

    Args:
        places: For each word of the phrase, the places in the sentence where it stands.
        first: Where to begin: a place of the word that has the fewest.

    Returns:
        The places; None where a word has none left.
    """
    chosen: list[int] = []
    low = high = first
    for options in sorted(places, key=len):
        free = [n for n in options if n not in chosen]
        if not free:
            return None
        place = min(free, key=lambda n: max(low - n, n - high, 0))
        chosen.append(place)
        low, high = min(low, place), max(high, place)
    return tuple(chosen)


def _span(places: tuple[int, ...]) -> int:
    return max(places) - min(places) + 1
