"""How English demands: what tells that a sentence asks for something or offers it, and by which kinds of acts.

Where a sentence demands, its verbs are read more widely than elsewhere: “the troops must be gone” asks for what the
case calls “withdraw troops”, and so do “their departure” and “recall them”. Written from sentences on disputes of no
case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.chapters.approach.letters.phrases import PhraseFound, Vocabulary, Word
from detente.chapters.approach.letters.vocabulary import SYNONYMS
from detente.chapters.approach.schema import Wording

BETWEEN = 5  # other words that may stand between an act and its object

# Kinds of acts: a head and what is the same act where something is demanded, nouns of acts among them.
ACTS: dict[str, tuple[str, ...]] = {
    "withdraw": ("withdrawal", "remove", "removal", "lift", "give up", "evacuate", "evacuation", "vacate", "leave",
                 "go", "gone", "depart", "departure", "recall", "disappear", "quit", "take home", "take away",
                 "taken away", "take out", "taken out", "took away", "bring home", "brought home", "pull out",
                 "pull back", "move out", "sent out", "send out", "send home", "sent home", "ship out",
                 "shipped out", "export", "clear out", "away", "abandon", "relinquish", "renounce", "renunciation",
                 "forgo", "eliminate", "elimination", "surrender", "dismantle", "scrap", "destroy", "destruction",
                 "get rid", "rid", "hand over", "handed over", "disarm", "revoke", "repeal", "abolish", "abolition",
                 "redeploy", "move back", "drop", "demolish"),
    "end": ("stop", "cease", "cessation", "halt", "desist", "discontinue", "terminate", "termination", "conclude",
            "cancel", "call off", "brought end", "bring end", "put end", "end put", "come end", "silence", "no longer",
            "no more", "zero", "abstain", "refrain", "forbear"),
    "suspend": ("suspension", "pause", "freeze", "frozen", "abeyance", "put hold", "hold off", "held off", "postpone",
                "postponement", "interrupt", "interruption", "stand down", "standstill", "stand still"),
    "limit": ("limitation", "cap", "ceiling", "restrict", "restriction", "bound", "not exceed", "not beyond",
              "not go beyond", "no further", "reduce", "reduction", "cut back", "smaller", "fewer", "lower", "diminish",
              "quota", "decrease"),
    "allow": ("permit", "permission", "admit", "admission", "admittance", "access", "let in"),
    "open": ("reopen", "opening", "throw open", "thrown open", "unlock"),
    "restore": ("restoration", "re established", "re establish", "reestablish", "reinstate", "resume", "resumption",
                "return", "give back", "given back", "hand back", "handed back", "go back", "bring back",
                "brought back"),
    "release": ("set free", "go free", "free", "liberate", "liberation", "unfreeze", "unfrozen", "unblock"),
    "recognise": ("recognition", "acknowledge", "acknowledgement", "acknowledgment"),
    "transfer": ("cede", "cession", "pass", "make over", "made over"),
    "ratify": ("ratification", "into force", "enter force", "bring force", "adhere", "adherence", "accede", "accession",
               "apply", "implement"),
    "close": ("closure", "shut", "shut down", "closing"),
    "convert": ("conversion", "redesign", "rebuild", "rebuilt", "modify", "modification"),
    "guarantee": ("assure", "assurance", "ensure", "unhindered", "unimpeded", "undertake", "pledge"),
    "verify": ("verification", "inspect", "inspection", "inspector", "monitor", "check", "supervise", "supervision",
               "observe", "observer"),
}  # fmt: skip
WIDER = {**ACTS, **{head: others for head, others in SYNONYMS.items() if head not in ACTS}}

# What tells that a sentence demands or offers: modal verbs, verbs of asking, need, conditions, readiness.
_DEMANDS = (
    r"must|shall|should|ought|ha(?:s|ve) to|(?:is|are) to|needs?|needed|would|could|may not"
    r"|requires?|required|requirement|demands?|insists?|insistence|expects?|expected|calls? (?:up)?on|calls? for"
    r"|urges?|asks?|requests?|requested|looks? (?:to|for)|looking (?:to|for)|wants?|seeks?|proposes?|offers?"
    r"|essential|imperative|indispensable|necessary|vital|crucial|a condition|conditional|provided|only (?:if|when|once"
    r"|after)|unless|until|prepared|ready|willing|agrees?|accepts?|let|please|acceptable"
)
DEMANDS = re.compile(rf"\b(?:{_DEMANDS})\b")
# The same, and what leaves more open: what may or will be, what is suggested, hoped or promised.
OFFERS_OR_ASKS = re.compile(
    rf"\b(?:{_DEMANDS}|will|might|may|can|suggests?|wish(?:es)?|hopes?|undertakes?|intends?|promises?|pledges?|welcome"
    r"|glad)\b"
)


# Demands that are put outright.
OUTRIGHT = re.compile(
    r"\b(?:must|shall|ought|ha(?:s|ve) to|(?:is|are) to|needs?|requires?|required|demands?|insists?|expects?"
    r"|calls? (?:up)?on|calls? for|essential|imperative|indispensable|necessary|vital|only if|unless|until)\b"
)


def act_stems(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the stems that stand for acts, by a vocabulary."""
    return frozenset(stem for head in ACTS for stem in vocabulary.stems(head))


@dataclass(frozen=True)
class DemandReader:
    """Finds options in sentences that demand, whatever verb they use.

    Attributes:
        wording: Issue → option → its wording, with the phrases of the case.
        synonyms: Words that mean the same in this dispute.
    """

    wording: Mapping[str, Mapping[str, Wording]]
    synonyms: Mapping[str, Iterable[str]]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that mean the same where something is demanded."""
        return Vocabulary(self.synonyms, WIDER, BETWEEN)

    @cached_property
    def _acts(self) -> frozenset[str]:
        """Stems that stand for acts."""
        return act_stems(self.vocabulary)

    @cached_property
    def _objects(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Option → what all its phrases speak of, where no phrase of another option speaks of all that."""
        stems = {
            (issue, option): [frozenset(self.vocabulary.stems(phrase)) for phrase in wording.phrases]
            for issue, options in self.wording.items()
            for option, wording in options.items()
        }
        shared = {
            key: frozenset.intersection(*some) - self._acts
            for key, some in stems.items()
            if some and all(phrase & self._acts for phrase in some)
        }
        return {
            key: tuple(sorted(thing))
            for key, thing in shared.items()
            if thing and not any(thing <= phrase for other, some in stems.items() if other != key for phrase in some)
        }

    def _acts_of(self, issue: str, option: str) -> set[str]:
        phrases = self.wording[issue][option].phrases
        return {stem for phrase in phrases for stem in self.vocabulary.stems(phrase)} & self._acts

    def hits(self, text: str) -> Iterator[tuple[str, PhraseFound, str]]:
        """Yield the options that a sentence demands or offers in words of its own.

        Args:
            text: The sentence, as in `Sentence.plain`.

        Yields:
            Issue, what was found, and option: where one option fits best by the kind of act and its object; else, where
            the sentence demands outright, where the object is that of one option alone and no other act is named.
        """
        words = self.vocabulary.words(text)
        begins = bool(words) and words[0].stem in self._acts and not text[: words[0].start].strip()
        if DEMANDS.search(text) is None and not begins:
            return
        outright = begins or OUTRIGHT.search(text) is not None
        for issue in self.wording:
            best = self._best(issue, words, outright)
            if best is not None:
                yield issue, *best

    def _best(self, issue: str, words: tuple[Word, ...], outright: bool) -> tuple[PhraseFound, str] | None:
        found = [
            (hit, option)
            for option, wording in self.wording[issue].items()
            for phrase in wording.phrases
            if (hit := self.vocabulary.find(phrase, words)) is not None and hit.size > 1
        ]
        acts = {word.stem for word in words} & self._acts
        found = found or [
            (hit, option)
            for option, wording in self.wording[issue].items()
            if outright
            and (thing := self._objects.get((issue, option)))
            and acts <= self._acts_of(issue, option)
            and (hit := self.vocabulary.near(wording.phrases[0], thing, words)) is not None
        ]
        most = max((hit.size for hit, _ in found), default=0)
        options = {option for hit, option in found if hit.size == most}
        return next(((h, o) for h, o in found if h.size == most), None) if len(options) == 1 else None
