"""What a text mentions: options of the case, concerns, threats and deadlines, each with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from detente.case.model import Case
from detente.chapters.approach.letters.cues import (
    AGREED,
    ANSWER,
    ASKS,
    CONDITION,
    DEADLINES,
    ENDED,
    HOSTILE,
    OWN_OR_POSSIBLE,
    THREATS,
    WANTED,
    YEAR,
    YOU,
)
from detente.chapters.approach.letters.demanding_sentences import DemandReader
from detente.chapters.approach.letters.described_words import DescriptionReader
from detente.chapters.approach.letters.phrases import PhraseFound, Vocabulary, Word
from detente.chapters.approach.letters.sentences import Sentence
from detente.chapters.approach.letters.stance import Standing, denied, past, reported, standing
from detente.chapters.approach.letters.vocabulary import CLAUSE, TIES
from detente.chapters.approach.schema import ApproachFile

MentionedOption = tuple[str, str]


@dataclass(frozen=True)
class Mention:
    """A sentence that mentions an option of the case.

    Attributes:
        issue: Id of the issue.
        option: Id of the option.
        sentence: The sentence.
        standing: Whether the sentence raises it, denies it, reports what others say, or quotes.
        phrase: The phrase of the case that was found, or the words by which the sentence describes the option.
    """

    issue: str
    option: str
    sentence: Sentence
    standing: Standing
    phrase: str


@dataclass(frozen=True)
class Tie:
    """A sentence that ties options of different issues to each other.

    Attributes:
        options: The options, as (issue, option).
        sentence: The sentence.
        word: The word that ties them.
    """

    options: tuple[MentionedOption, ...]
    sentence: Sentence
    word: str


@dataclass(frozen=True)
class Reader:
    """Finds options and concerns of a case in texts.

    Attributes:
        words: The case's `approach.yaml`.
        described: What reads sentences by what the case says of its options; None to look for phrases alone.
    """

    words: ApproachFile
    described: DescriptionReader | None = None

    @classmethod
    def of(cls, case: Case) -> Reader:
        """Return a reader of a case with `approach.yaml`."""
        words: ApproachFile = case.parts["approach"]
        return cls(words, DescriptionReader(case, words))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that mean the same in this dispute."""
        return Vocabulary(self.words.synonyms)

    @cached_property
    def demands(self) -> DemandReader:
        """What finds options in sentences that demand, in words of their own."""
        return DemandReader(self.words.wording, self.words.synonyms)

    def mentions(self, sentences: Iterable[Sentence]) -> tuple[Mention, ...]:
        """Return the options that a text mentions, sentence by sentence.

        Args:
            sentences: The sentences.

        Returns:
            The mentions. Where the same words could mean several options of one issue, only the one with the longest
            phrase is mentioned.
        """
        read = list(sentences)
        return tuple(
            mention
            for sentence, before in zip(read, [None, *read], strict=False)
            for mention in self._mentions(sentence, before)
        )

    def _mentions(self, sentence: Sentence, before: Sentence | None) -> Iterator[Mention]:
        words = self.vocabulary.words(sentence.plain)
        if not words:
            return
        taken = [(issue, *hit) for issue in self.words.wording for hit in self._hits(issue, words)]
        taken = taken or list(self.demands.hits(sentence.plain))
        if self.described is not None:
            near = before.plain if before is not None and before.paragraph == sentence.paragraph else ""
            known = {issue for issue, _, _ in taken}
            more = self.described.hits(sentence.plain, near, [hit for _, hit, _ in taken])
            taken += [hit for hit in more if hit[0] not in known]
        for issue, hit, option in taken:
            others = [word for other, more, _ in taken if other != issue for word in more.words]
            yield Mention(issue, option, sentence, standing(sentence, hit, others), hit.phrase)

    def _hits(self, issue: str, words: tuple[Word, ...]) -> Iterator[tuple[PhraseFound, str]]:
        """Yield the options of an issue that a sentence mentions, the longest phrase first, using each word once."""
        found = [
            (hit, option)
            for option, wording in self.words.wording[issue].items()
            for phrase in wording.phrases
            if (hit := self.vocabulary.find(phrase, words)) is not None
        ]
        taken: list[tuple[PhraseFound, str]] = []
        for hit, option in sorted(found, key=lambda pair: (-pair[0].size, pair[0].end - pair[0].start)):
            if not any(option == other or set(hit.words) & set(larger.words) for larger, other in taken):
                taken.append((hit, option))
                yield hit, option

    def concerns(self, party: str, sentences: Sequence[Sentence]) -> dict[str, Sentence | None]:
        """Return the concerns of a party with the first sentence that takes each up, in whatever way.

        Args:
            party: The party.
            sentences: The sentences.

        Returns:
            Concern → the first sentence that has one of its phrases, or None.
        """
        words = [(sentence, self.vocabulary.words(sentence.plain)) for sentence in sentences]
        return {
            name: next(
                (s for s, w in words if any(self.vocabulary.find(phrase, w) for phrase in concern.phrases)), None
            )
            for name, concern in self.words.concerns.get(party, {}).items()
        }


def ties(mentions: Iterable[Mention]) -> Iterator[Tie]:
    """Yield the sentences that tie options of different issues to each other.

    Args:
        mentions: The mentions of a text.

    Yields:
        A tie for every sentence that raises an option, also mentions another issue (even if only to withhold something:
        “no relief until …”), and has a word that ties.
    """
    by_sentence: dict[Sentence, list[Mention]] = {}
    for mention in mentions:
        if mention.standing in {"raised", "denied"}:
            by_sentence.setdefault(mention.sentence, []).append(mention)
    for sentence, said in by_sentence.items():
        word = TIES.search(sentence.plain)
        several = len({mention.issue for mention in said}) > 1
        if word is not None and several and any(mention.standing == "raised" for mention in said):
            yield Tie(tuple((mention.issue, mention.option) for mention in said), sentence, word.group())


def unmatched(sentences: Iterable[Sentence], known: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences that ask for something or offer it, and in which nothing was found.

    Args:
        sentences: The sentences of a text.
        known: Those in which something was found.
    """
    seen = set(known)
    for sentence in sentences:
        text = sentence.plain
        if sentence not in seen and not sentence.cited and not past(text) and ASKS.search(text) is not None:
            yield sentence


def threats(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences that threaten, with the words that do."""
    for sentence in sentences:
        words = next(_cues(THREATS, sentence), None) or _answer_threatened(sentence)
        if words is not None:
            yield sentence, words.group()


def deadlines(sentences: Iterable[Sentence], day: date) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences that set a deadline, with the words that do.

    Args:
        sentences: The sentences.
        day: The day of the letter; a year before it sets no deadline, nor does what the writer promises to do in time.
    """
    for sentence in sentences:
        for words in _cues(DEADLINES, sentence):
            said = words.group()[max(words.group().find("until"), 0) :]
            over = any(int(year) < day.year for year in YEAR.findall(said))
            if not over and _wanted(sentence.plain, words.start()):
                yield sentence, said
                break


def _answer_threatened(sentence: Sentence) -> re.Match[str] | None:
    """Return what a sentence threatens on a condition.

    That is an answer to a hostile act (“should you attack, we will respond”), or an end of goodwill that does not wait
    for the reader to agree (“unless …, our aid would cease”).
    """
    text = sentence.plain
    condition = CONDITION.search(text)
    if condition is None:
        return None
    if HOSTILE.search(text, condition.end()) is not None and (answer := next(_cues(ANSWER, sentence), None)):
        return answer
    return next(_cues(ENDED, sentence), None) if AGREED.search(text) is None else None


def _wanted(text: str, at: int) -> bool:
    """Whether a time is one by which the reader should act: not one of a promise, nor of what could be or may come."""
    before = text[max((end.end() for end in CLAUSE.finditer(text, 0, at)), default=0) : at]
    own = OWN_OR_POSSIBLE.search(before) is not None and YOU.search(before) is None
    return not own or WANTED.search(text) is not None


def _cues(cues: re.Pattern[str], sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield the cues that a sentence means: not what it denies, reports, quotes, or tells of the past."""
    text = sentence.plain
    for match in () if sentence.cited or past(text) else cues.finditer(text):
        inside = any(a <= match.start() and match.end() <= b for a, b in sentence.quotations)
        if inside or reported(text, match.start()):
            continue
        if not denied(text, *match.span(), own=[match.span()]):
            yield match
