"""In which language a sentence is written, so that nothing passes a check that could not read it.

The rules of this room know English. A sentence counts as English by its function words; what is written in another
script, or has more function words of another language, is not judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from detente.chapters.approach.letters.function_words import ENGLISH, FUNCTION_WORDS
from detente.chapters.approach.letters.sentences import Sentence

WORD = re.compile(r"[^\W\d_]+")
LETTERS = 2  # a word of one letter may be part of an abbreviation
ENOUGH = 0.2  # share of English function words from which a sentence is English; most have 0.4 to 0.6, Polish ones 0.1
FEW = 4  # a sentence of so few words needs no more than one of them
SEVERAL = 2  # so many are enough in a sentence full of names, if there is none of another language
SCRIPTS = {
    "ARABIC": "Arabic script", "CYRILLIC": "Cyrillic script", "GREEK": "Greek script", "HEBREW": "Hebrew script",
    "HANGUL": "Korean script", "CJK": "Chinese characters", "HIRAGANA": "Japanese script",
    "KATAKANA": "Japanese script", "ETHIOPIC": "Ethiopic script", "DEVANAGARI": "Devanagari", "THAI": "Thai script",
}  # fmt: skip
UNKNOWN = "another language"


def languages(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    r"""Return the language of each sentence of a text.

    Args:
        sentences: The sentences.

    Returns:
        A name for each. A sentence with too few words to tell, such as a name or a date, has the language that most
        others have; where none tells, it is “another language”.

    Example:
        >>> from detente.chapters.approach.letters.sentences import sentences
        >>> languages(sentences("Dear Kim,\n\nWe would talk. Nous exigeons un accord avant le remplissage."))
        ('English', 'English', 'French')
    """
    told = [language(sentence.text) for sentence in sentences]
    most = Counter(name for name in told if name is not None).most_common(1)
    return tuple(name or (most[0][0] if most else UNKNOWN) for name in told)


def language(text: str) -> str | None:
    """Return the language of a sentence.

    Args:
        text: The sentence.

    Returns:
        English, another language, or a script; None where its words are too few to tell.

    Example:
        >>> language("Castro must go."), language("Снимите блокаду."), language("Yongbyon")
        ('English', 'Cyrillic script', None)
    """
    words = WORD.findall(text.replace("’", "'").replace("'", " "))
    if foreign := next((name for word in words if (name := _script(word)) is not None), None):
        return foreign
    lower = [word.lower() for word in words if len(word) >= LETTERS]
    hits = {name: sum(word in known for word in lower) for name, known in FUNCTION_WORDS.items()}
    english = hits.pop(ENGLISH)
    other, most = max(hits.items(), key=lambda item: item[1])
    enough = len(words) <= FEW or english >= ENOUGH * len(words) or (english >= SEVERAL and not most)
    if english and english >= most and enough:
        return ENGLISH
    if most > english:
        return other
    plain_words = [word for word in words if word[0].islower()]
    if len(plain_words) > FEW or not all(word.isascii() for word in plain_words):
        return UNKNOWN
    return None


@lru_cache(maxsize=20_000)
def _script(word: str) -> str | None:
    """Return the script of a word that is not wholly in Latin letters."""
    for letter in word:
        name = unicodedata.name(letter, "").split(maxsplit=1)
        first = name[0].split("-")[0] if name else ""
        if first not in {"LATIN", "MODIFIER", "FULLWIDTH", "FEMININE", "MASCULINE", "MICRO"}:
            return SCRIPTS.get(first, "another script")
    return None
