"""Judgements: what somebody believes about a number, as a range with its source and its reason.

| form | meaning |
|---|---|
| `5` | exactly 5 |
| `[3, 8]` | anything from 3 to 8, equally likely (uniform) |
| `{low: 3, mode: 4, high: 8}` | from 3 to 8, most likely 4 (PERT) |
| `{choices: {0: 0.3, 5: 0.7}}` | 0 with weight 0.3 or 5 with weight 0.7 |
| `{words: likely}` | a probability in words (ICD 203): 0.55 to 0.80 |
| `likely`, `30%`, `[20%, 40%]` | the same, and percentages, where a share or a probability stands |
| `{worth: -major}` | a value in words, from the case's table `worths` |
| `{experts: {navy: [1, 2], press: [4, 8]}}` | what each expert says; a world draws whom to believe |

Every form with braces can carry `source`, `by` and `why`; `{value: 5, …}` and `{low: 3, high: 8, …}`
are the first two with room for them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic_core import PydanticCustomError

from detente.case.base import Frozen, Shorthand, refuse
from detente.case.faults import nearest, one_of, shown
from detente.case.percentages import in_shares, share
from detente.case.scalars import number

# Intelligence Community Directive 203 [ODNI2015], the likelihood row and its synonyms.
ICD_203: Mapping[str, tuple[float, float]] = {
    "almost no chance": (0.01, 0.05),
    "remote": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "highly improbable": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "improbable": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "roughly even odds": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "probable": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "highly probable": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
    "nearly certain": (0.95, 0.99),
}

# Points a year by value word, used where a case gives no table `worths` of its own.
WORTHS: Mapping[str, tuple[float, float]] = {
    "none": (0.0, 0.0),
    "minor": (0.5, 2.0),
    "modest": (2.0, 4.0),
    "major": (4.0, 7.0),
    "vital": (7.0, 12.0),
}

Form = Literal["point", "uniform", "pert", "choices", "experts"]
FORMS = "a number, [low, high], {low, mode, high}, {choices: …}, {words: …}, {worth: …} or {experts: …}"
NUMBERS = ("value", "low", "mode", "high", "choices", "words", "worth", "experts")
NOTES = ("source", "by", "why")
SIGNED_WORD = re.compile(r"[+-]?\w.*")
Notes = dict[str, Any]


class Judgement(Frozen):
    """One judgement: its form and numbers, where it comes from, and why."""

    form: Form
    """Shape of the belief."""
    low: float
    """Lowest value held possible."""
    high: float
    """Highest value held possible."""
    mode: float | None = None
    """Most likely value, where given (PERT)."""
    choices: tuple[tuple[float, float], ...] = ()
    """Alternatives with their weights, in rising order of value."""
    words: str | None = None
    """The likelihood word it was given as."""
    worth: str | None = None
    """The value word it was given as, with its sign."""
    experts: tuple[ExpertRange, ...] = ()
    """What each expert says, by id; a world draws whom to believe."""
    source: tuple[str, ...] = ()
    """Ids of the sources it rests on."""
    by: str | None = None
    """Whose judgement it is."""
    why: str | None = None
    """The reason in a sentence."""
    assumed: bool = False
    """Whether it is the program's own, of a class that the case names, and the case says nothing of its own."""

    @property
    def central(self) -> float:
        """The middle of the belief: the mode where one is given, the median of choices, else the midpoint.

        Of experts who differ, the mean of their middles, by how much each is believed.
        """
        if self.experts:
            total = math.fsum(expert.weight for expert in self.experts)
            mean = math.fsum(expert.weight * expert.says.central for expert in self.experts) / total
            return min(max(mean, self.low), self.high)
        if self.mode is not None:
            return self.mode
        if self.choices:
            reached = 0.0
            for value, weight in self.choices:
                reached += weight
                if reached >= 0.5 - 1e-12:
                    return value
        return (self.low + self.high) / 2

    @property
    def certain(self) -> bool:
        """Whether it is the same in every world."""
        return self.low == self.high

    @property
    def attributed(self) -> bool:
        """Whether it says where it comes from: a source, or whose judgement it is."""
        return bool(self.experts or self.source) or self.by is not None

    @property
    def parts(self) -> tuple[tuple[tuple[str, ...], Judgement], ...]:
        """What it is made of: itself, or what each expert says, with the keys that lead there."""
        return tuple((("experts", e.who), e.says) for e in self.experts) or (((), self),)

    def with_weights(self, weights: Mapping[str, float]) -> Judgement:
        """Return it with how much each expert is believed.

        Args:
            weights: Expert → weight against the others.
        """
        if not self.experts:
            return self
        views = tuple(e.model_copy(update={"weight": weights.get(e.who, 1.0)}) for e in self.experts)
        return self.model_copy(update={"experts": views})

    @property
    def plain(self) -> dict[str, Any]:
        """The mapping that states it in a case file; `parse` of it is the judgement again.

        Example:
            >>> parse([3, 8]).plain
            {'low': 3.0, 'high': 8.0}
        """
        notes = {"source": list(self.source), "by": self.by, "why": self.why}
        return self._stated() | {key: note for key, note in notes.items() if note}

    def _stated(self) -> dict[str, Any]:
        if self.experts:
            return {"experts": {expert.who: expert.says.plain for expert in self.experts}}
        if self.worth is not None:
            return {"worth": self.worth}
        if self.words is not None:
            return {"words": self.words}
        if self.choices:
            return {"choices": {repr(value): weight for value, weight in self.choices}}
        if self.certain:
            return {"value": self.low}
        return {"low": self.low, **({} if self.mode is None else {"mode": self.mode}), "high": self.high}


class ExpertRange(Frozen):
    """What one expert says where experts differ."""

    who: str
    """Id of the expert."""
    says: Judgement
    """The expert's judgement, in any form but this one."""
    weight: float = 1.0
    """How much the expert is believed, against the others; known once the case's `experts` are."""


def parse(raw: Any) -> Judgement:
    """Return the judgement that a value of a case file states.

    Args:
        raw: A number, a pair, or a mapping in one of the forms of this module.

    Returns:
        The judgement. A value word has no numbers until the case's table is known (`resolved`).

    Raises:
        PydanticCustomError: The value is none of the forms, or its numbers contradict each other.

    Example:
        >>> parse([3, 8]).central
        5.5
        >>> parse({"words": "likely"}).high
        0.8
    """
    if isinstance(raw, Judgement):
        return raw
    if _is_number(raw):
        return _span(raw, raw, None, {})
    if isinstance(raw, list):
        if len(raw) != 2 or not all(_is_number(v) for v in raw):
            refuse(shown(raw), "two numbers [low, high]")
        return _span(raw[0], raw[1], None, {})
    if isinstance(raw, str):
        refuse(shown(raw), *_instead(raw))
    if not isinstance(raw, dict):
        refuse(shown(raw), FORMS)
    for key in raw:
        if key not in {*NUMBERS, *NOTES}:
            refuse(f"the unknown key {shown(key)} in a judgement", FORMS, nearest(key, (*NUMBERS, *NOTES)), (key,))
    reader = READERS.get(frozenset(raw) - {*NOTES})
    if reader is None:
        given = " and ".join(key for key in raw if key in NUMBERS)
        refuse(f"a judgement with {given or 'no number'}", FORMS)
    return reader(raw, _notes(raw))


def resolved(judgement: Judgement, worths: Mapping[str, tuple[float, float]]) -> Judgement:
    """Return a judgement with its value word replaced by the numbers of the case's table.

    Args:
        judgement: Any judgement.
        worths: Value word → range of points a year; holds every word that is used.

    Returns:
        A value word with its range; any other judgement as it is.

    Example:
        >>> half = resolved(parse({"worth": "-major"}), WORTHS)
        >>> half.low, half.high
        (-7.0, -4.0)
    """
    if any(expert.says.worth is not None for expert in judgement.experts):
        views = tuple(e.model_copy(update={"says": resolved(e.says, worths)}) for e in judgement.experts)
        return judgement.model_copy(update={"experts": views} | _ends(views))
    if judgement.worth is None:
        return judgement
    low, high = worths[value_word(judgement.worth)]
    if judgement.worth.startswith("-"):
        low, high = -high, -low
    return judgement.model_copy(update={"form": "point" if low == high else "uniform", "low": low, "high": high})


def value_word(worth: str) -> str:
    """Return the entry of the table of value words that a signed word refers to.

    Args:
        worth: The word, perhaps with a minus.

    Returns:
        The word without it.
    """
    return worth.removeprefix("-")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _instead(text: str) -> tuple[str, str | None]:
    """Return what is expected in the place of a bare text, and how it would be written as a judgement."""
    if (fraction := share(text)) is not None:
        return f"{FORMS}; a percentage only where a share or a probability stands", f"{fraction:g}"
    if (worth := nearest(text.lstrip("+-"), WORTHS)) is not None:
        return FORMS, f"{{worth: {'-' if text.startswith('-') else ''}{worth}}}"
    likelihood = nearest(text, ICD_203) is not None
    return f"{FORMS}; a likelihood word only where a probability stands" if likelihood else FORMS, None


def _notes(raw: Mapping[str, Any]) -> Notes:
    notes: Notes = {}
    for key in ("by", "why"):
        if key in raw:
            if not isinstance(raw[key], str) or not raw[key]:
                refuse(shown(raw[key]), "text", at=(key,))
            notes[key] = raw[key]
    if "source" in raw:
        given = raw["source"] if isinstance(raw["source"], list) else [raw["source"]]
        if not given or not all(isinstance(s, str) for s in given):
            refuse(shown(raw["source"]), "the id of a source, or a list of them", at=("source",))
        notes["source"] = tuple(given)
    return notes


def _value(raw: Mapping[str, Any], notes: Notes) -> Judgement:
    value = _number(raw, "value")
    return _span(value, value, None, notes)


def _range(raw: Mapping[str, Any], notes: Notes) -> Judgement:
    mode = _number(raw, "mode") if "mode" in raw else None
    return _span(_number(raw, "low"), _number(raw, "high"), mode, notes)


def _number(raw: Mapping[str, Any], key: str) -> float:
    if not _is_number(raw[key]):
        refuse(shown(raw[key]), "a number", at=(key,))
    return float(raw[key])


def _span(low: float, high: float, mode: float | None, notes: Notes) -> Judgement:
    if low > high:
        refuse(f"a low of {low:g} above a high of {high:g}", "low ≤ high", at=("low",))
    if mode is not None and not low <= mode <= high:
        refuse(f"a mode of {mode:g} outside {low:g} to {high:g}", "low ≤ mode ≤ high", at=("mode",))
    low, high = low + 0.0, high + 0.0  # there is one zero
    form: Form = "point" if low == high else "uniform" if mode is None else "pert"
    return Judgement(form=form, low=low, high=high, mode=mode if form == "pert" else None, **notes)


def _choices(raw: Mapping[str, Any], notes: Notes) -> Judgement:
    given = raw["choices"]
    if not isinstance(given, dict) or not given:
        refuse(shown(given), "alternatives with their weights, {value: weight, …}", at=("choices",))
    weights: dict[float, float] = {}
    for key, said in given.items():
        at, weight = ("choices", key), in_shares(said)
        value = _alternative(key)
        if value is None:
            refuse(f"the alternative {shown(key)}", "a number", at=at)
        if value in weights:
            refuse(f"the alternative {shown(key)} a second time", "each alternative once", at=at)
        if not _is_number(weight) or not 0 <= weight <= 1:
            refuse(f"the weight {shown(weight)}", "a number from 0 to 1", at=at)
        weights[value] = float(weight)
    total = math.fsum(weights.values())
    if abs(total - 1) > 1e-6:
        refuse(f"weights that add up to {total:.10g}", "weights that add up to 1", at=("choices",))
    pairs = tuple(sorted((value, weight) for value, weight in weights.items() if weight > 0))
    return Judgement(form="choices", low=pairs[0][0], high=pairs[-1][0], choices=pairs, **notes)


def _experts(raw: Mapping[str, Any], notes: Notes) -> Judgement:
    given = raw["experts"]
    if not isinstance(given, dict) or len(given) < 2:
        refuse(shown(given), "what each of two experts or more says, {expert: judgement, …}", at=("experts",))
    views = tuple(sorted((_view(who, said) for who, said in given.items()), key=lambda view: view.who))
    cited = dict.fromkeys((*notes.get("source", ()), *(source for view in views for source in view.says.source)))
    ends = _ends(views)
    return Judgement(
        form="experts", low=ends["low"], high=ends["high"], experts=views, **(notes | {"source": tuple(cited)})
    )


def _view(who: Any, said: Any) -> ExpertRange:
    at = ("experts", who)
    if isinstance(said, dict) and "experts" in said:
        refuse("experts within an expert", "a judgement of this expert alone", at=at)
    try:
        return ExpertRange(who=str(who), says=parse(said))
    except PydanticCustomError as error:
        said_of = {"nearest": None, "at": ()} | (error.context or {})
        refuse(said_of["found"], said_of["expected"], said_of["nearest"], (*at, *said_of["at"]))


def _ends(views: tuple[ExpertRange, ...]) -> dict[str, float]:
    """Return the lowest and the highest that any expert holds possible; none is known while value words are not."""
    if any(view.says.worth is not None and math.isnan(view.says.low) for view in views):
        return {"low": math.nan, "high": math.nan}
    return {"low": min(view.says.low for view in views), "high": max(view.says.high for view in views)}


def _alternative(key: Any) -> float | None:
    try:
        value = number(str(key))
    except ValueError:
        return None
    return None if value is None else float(value)


def _likelihood(raw: Mapping[str, Any], notes: Notes) -> Judgement:
    word = raw["words"]
    if not isinstance(word, str) or word not in ICD_203:
        refuse(shown(word), one_of(ICD_203, most=20), nearest(word, ICD_203), ("words",))
    low, high = ICD_203[word]
    return Judgement(form="uniform", low=low, high=high, words=word, **notes)


def _worth(raw: Mapping[str, Any], notes: Notes) -> Judgement:
    word = raw["worth"]
    if not isinstance(word, str) or not SIGNED_WORD.fullmatch(word):
        refuse(shown(word), "a value word such as minor or -major", at=("worth",))
    return Judgement(form="point", low=math.nan, high=math.nan, worth=word.removeprefix("+"), **notes)


READERS: Mapping[frozenset[str], Callable[[Mapping[str, Any], Notes], Judgement]] = {
    frozenset({"value"}): _value,
    frozenset({"low", "high"}): _range,
    frozenset({"low", "mode", "high"}): _range,
    frozenset({"choices"}): _choices,
    frozenset({"words"}): _likelihood,
    frozenset({"worth"}): _worth,
    frozenset({"experts"}): _experts,
}


def probability(raw: Any) -> Judgement:
    """Return the judgement of a probability that a value of a case file states.

    Args:
        raw: As for `parse`.

    Returns:
        The judgement, nowhere below 0 or above 1.

    Raises:
        PydanticCustomError: It is no judgement, or none of a probability.

    Example:
        >>> probability({"words": "very likely"}).low, probability("very likely").low, probability("80%").low
        (0.8, 0.8, 0.8)
    """
    raw = in_shares(raw)
    if isinstance(raw, str):
        if raw not in ICD_203:
            refuse(
                shown(raw),
                "a probability: a number from 0 to 1, a range, 30%, or a likelihood word",
                nearest(raw, ICD_203),
            )
        raw = {"words": raw}
    judgement = parse(raw)
    for at, said in judgement.parts:
        if said.worth is not None:
            refuse(f"the value word {shown(said.worth)}", "a probability", at=(*at, "worth"))
    if judgement.low < 0 or judgement.high > 1:
        found = f"from {judgement.low:g} to {judgement.high:g}" if not judgement.certain else f"{judgement.low:g}"
        refuse(found, "a probability, 0 to 1")
    return judgement


def _effect(raw: Any) -> Judgement:
    judgement = parse(in_shares(raw))
    if judgement.low < -1:
        refuse(f"an effect as low as {judgement.low:g}", "−1 or more: −1 is all of it, −0.3 is 30 % less")
    return judgement


def _not_negative(raw: Any) -> Judgement:
    judgement = parse(raw)
    if judgement.low < 0:
        refuse(f"a value as low as {judgement.low:g}", "0 or more")
    for at, said in judgement.parts:
        if said.worth is not None and said.worth.startswith("-"):
            refuse(f"the value word {shown(said.worth)}", "a value word without minus", at=(*at, "worth"))
    return judgement


def _rate(raw: Any) -> Judgement:
    return _not_negative(in_shares(raw))


AnyJudgement = Annotated[Judgement, Shorthand(parse, "Judgement", alone=True)]
Probability = Annotated[Judgement, Shorthand(probability, "Probability", alone=True)]
Effect = Annotated[Judgement, Shorthand(_effect, "Effect", alone=True)]
NotNegative = Annotated[Judgement, Shorthand(_not_negative, "NotNegative", alone=True)]
Rate = Annotated[Judgement, Shorthand(_rate, "Rate", alone=True)]
