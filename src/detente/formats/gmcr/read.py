"""Read a `.gmcr` file into the form in which a case states a conflict, listing all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.arrays import Longs
from detente.case.faults import CaseError, Fault, KeyPath, nearest, one_of, printable
from detente.case.files import read_bytes
from detente.case.yaml_tree import MAX_BYTES, read_text
from detente.chapters.stability.stated import (
    KEYS,
    MOST_STATES,
    ConflictOption,
    ConflictPart,
    Preferences,
    Statement,
    States,
    bare,
    check_alone,
)
from detente.formats.gmcr.conditions import GmcrConditions
from detente.formats.gmcr.gmcr_coalitions import GmcrCoalitions
from detente.formats.gmcr.numbering import counted_states
from detente.formats.ids import ids
from detente.formats.json_text import parse_json
from detente.formats.source_file import SourceFile, written

MOST_OPTIONS = MOST_STATES.bit_length() - 1
MOST_MAKERS = 16
MOST_UNKNOWN = 20
LONGEST_NAME = 200
DIRECTIONS: Mapping[str, Any] = {"both": "both", "fwd": "forward", "back": "back"}

# Keys of all versions that saved conflicts as JSON; where there are several for one thing, the latest comes first.
MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors", "useManualPreferenceRankings")
RANKING = ("preferenceRanking", "preferenceVector")
NEEDED = ("options", "decisionMakers", "infeasibles")
KNOWN = (*NEEDED, "misperceptions", "coalitions", "coalitionsFull", "program", "version", *MANUAL)
KNOWN_OF_MAKERS = ("name", "options", "preferences", *RANKING, "payoffs", "misperceptions")
KNOWN_OF_OPTIONS = ("name", "permittedDirection")

# How files begin that Python pickled; the first versions of GMCR+ saved conflicts so.
PICKLED = (b"\x80", b"(i", b"(d", b"(l", b"ccopy_reg", b"ccopyreg", b"c__main__", b"cDataStructures")


@dataclass(frozen=True)
class GmcrFile:
    """A conflict as a file states it.

    Attributes:
        part: The conflict, as a case would state it.
        parties: Id of each decision maker → its name in the file.
        notes: What was set aside or assumed, in sentences.
    """

    part: ConflictPart
    parties: Mapping[str, str]
    notes: tuple[str, ...] = ()


def open_gmcr(path: Path, file: str) -> GmcrFile:
    """Return the conflict that a `.gmcr` file states.

    Args:
        path: The file.
        file: Its name in messages.

    Raises:
        CaseError: It cannot be read, or has faults; all are listed, with their lines.
    """
    if read_bytes(path, file, MAX_BYTES).startswith(PICKLED):
        found = "a pickle of Python, in which the first versions of GMCR+ saved conflicts"
        expected = "JSON: open it in a version before 0.3 of GMCR+ and save it anew, since a pickle can run any program"
        raise CaseError([Fault(file, 1, "", found, expected)])
    return read_gmcr(read_text(path, file), file)


def read_gmcr(text: str, file: str) -> GmcrFile:
    """Return the conflict that a `.gmcr` file states.

    Args:
        text: The text of the file.
        file: Its name in messages.

    Raises:
        CaseError: The file has faults; all are listed, with their lines.
    """
    source = parse_json(text, file)
    found = _ConflictReader(source).read() if isinstance(source.value, dict) else None
    if not isinstance(source.value, dict):
        source.fault(1, written(source.value), "an object with options, decisionMakers and infeasibles")
    if source.faults or found is None:
        raise CaseError(source.faults)
    return found


@dataclass
class _ConflictReader:
    source: SourceFile
    notes: list[str] = field(default_factory=list)

    def read(self) -> GmcrFile | None:
        """Return what the file says; None if options or decision makers are so wrong that nothing else can be read."""
        raw = self.source.value
        self._keys(raw, KNOWN, NEEDED, ())
        options = self._objects(raw, "options", MOST_OPTIONS)
        makers = self._objects(raw, "decisionMakers", MOST_MAKERS)
        if not options or not makers:
            return None
        self.conditions = GmcrConditions(self.source, len(options))
        bodies = [self._option(body, ("options", n)) for n, body in enumerate(options)]
        names = [self._name(body, ("decisionMakers", n)) for n, body in enumerate(makers)]
        for n, name in enumerate(names):
            if name in names[:n]:
                self.source.fault(("decisionMakers", n, "name"), f"{printable(name)!r} a second time", "each name once")
        self.option_ids = ids((body.name for body in bodies), "option", KEYS)
        self.parties = ids(names, "party")
        part = ConflictPart(
            decision_makers={
                party: self._controlled(body, ("decisionMakers", n))
                for n, (party, body) in enumerate(zip(self.parties, makers, strict=True))
            },
            options=dict(zip(self.option_ids, bodies, strict=True)),
            infeasible=tuple(
                states
                for _, patterns in self.conditions.each(raw.get("infeasibles", []), ("infeasibles",))
                for states in patterns
            ),
            misperceptions=self._misperceptions(raw, makers),
            coalitions=self._coalitions(names, makers),
        )
        if self._sound(part):
            wants = self._preferences(raw, makers, part)
            part = part.model_copy(update={"preferences": wants})
            self._sound(part)
        return GmcrFile(part, dict(zip(self.parties, names, strict=True)), tuple(self.notes))

    # --- Pieces ---------------------------------------------------------------------------------------------------

    def _keys(self, raw: dict[str, Any], known: tuple[str, ...], needed: tuple[str, ...], place: KeyPath) -> None:
        """Add a fault for each key that is missing, and a note for each that is not known."""
        meant = {}
        for key in needed:
            if key not in raw:
                self.source.fault(place, f"no {key!r}", f"the key {key!r}", None, place)
                if (close := nearest(key, [other for other in raw if other not in known])) is not None:
                    meant[close] = key
        for close, key in meant.items():
            self.source.fault((*place, close), f"the unknown key {printable(close)!r}", one_of(known), key)
        unknown = [key for key in raw if key not in known and key not in meant]
        for key in unknown[:MOST_UNKNOWN]:
            close = nearest(key, [name for name in known if name not in raw])
            hint = f"; perhaps {close!r} was meant" if close is not None else ""
            self._note(f"the key {printable(key)!r} was not used{hint}")
        if len(unknown) > MOST_UNKNOWN:
            self._note(f"{len(unknown) - MOST_UNKNOWN:,} more keys that are not known were not used")

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _objects(self, raw: dict[str, Any], key: str, most: int) -> list[dict[str, Any]]:
        """Return a list that must hold from one to `most` objects; an empty one, with faults, if it does not."""
        found = self._few(self.source.listing(raw[key], (key,)) if key in raw else [], most, (key,))
        odd = [n for n, body in enumerate(found) if not isinstance(body, dict)]
        for n in odd:
            self.source.fault((key, n), written(found[n]), "an object with a name")
        return [] if odd else found

    def _few(self, found: list[Any], most: int, place: KeyPath) -> list[Any]:
        """Return a list of at most `most` items; an empty one, with a fault, if it is longer."""
        if len(found) <= most:
            return found
        self.source.fault(place, f"{len(found):,} of them", f"at most {most}")
        return []

    def _name(self, body: dict[str, Any], place: KeyPath) -> str:
        name = body.get("name")
        if isinstance(name, str) and (tidy := " ".join(name.split())) and tidy.isprintable():
            if len(tidy) <= LONGEST_NAME:
                return tidy
            self.source.fault((*place, "name"), f"a name of {len(tidy):,} characters", f"at most {LONGEST_NAME}")
        elif "name" in body:
            self.source.fault((*place, "name"), written(name), "a name")
        return f"({place[-1]})"

    def _option(self, body: dict[str, Any], place: KeyPath) -> ConflictOption:
        self._keys(body, KNOWN_OF_OPTIONS, ("name",), place)
        direction = body.get("permittedDirection", "both")
        if not isinstance(direction, str) or direction not in DIRECTIONS:
            close = nearest(direction, DIRECTIONS)
            self.source.fault((*place, "permittedDirection"), written(direction), one_of(DIRECTIONS), close)
        return ConflictOption(name=self._name(body, place), direction=DIRECTIONS.get(str(direction), "both"))

    def _controlled(self, body: dict[str, Any], place: KeyPath) -> tuple[str, ...]:
        self._keys(body, KNOWN_OF_MAKERS, ("name", "options"), place)
        found = []
        inner = (*place, "options")
        for n, value in enumerate(self._few(self.source.listing(body.get("options"), inner), MOST_OPTIONS, inner)):
            option = self.conditions.option(value, (*inner, n))
            found += [] if option is None else [self.option_ids[option]]
        return tuple(found)

    def _misperceptions(self, raw: dict[str, Any], makers: list[dict[str, Any]]) -> dict[str, tuple[States, ...]]:
        if raw.get("misperceptions"):
            self.notes.append("the misperceptions of the whole file name nobody and were set aside")
        found: dict[str, tuple[States, ...]] = {}
        for n, (party, body) in enumerate(zip(self.parties, makers, strict=True)):
            place: KeyPath = ("decisionMakers", n, "misperceptions")
            states = [s for _, own in self.conditions.each(body.get("misperceptions") or [], place) for s in own]
            found |= {party: tuple(states)} if states else {}
        return found

    def _coalitions(self, names: list[str], makers: list[dict[str, Any]]) -> tuple[tuple[str, ...], ...]:
        self.controlled = [_numbers(body.get("options"), len(self.option_ids)) for body in makers]
        coalitions = GmcrCoalitions(self.source, names, self.controlled, MOST_MAKERS, self.notes)
        return tuple(tuple(self.parties[n] for n in members) for members in coalitions.read())

    # --- Preferences ----------------------------------------------------------------------------------------------

    def _preferences(
        self, raw: dict[str, Any], makers: list[dict[str, Any]], part: ConflictPart
    ) -> dict[str, Preferences]:
        manual = any(raw.get(key) is True for key in MANUAL)
        found = {}
        for n, (party, body) in enumerate(zip(self.parties, makers, strict=True)):
            place: KeyPath = ("decisionMakers", n)
            key = next((key for key in RANKING if body.get(key)), RANKING[0])
            said, ranked, payoffs = body.get("preferences") or [], body.get(key) or [], body.get("payoffs") or []
            by_rank = ranked and (manual or not said)
            name = printable(self._name(body, place))
            if said and by_rank:
                self.notes.append(f"{name}: the ranking was used, as the file asks; the statements were not")
            elif said and ranked:
                self.notes.append(f"{name}: the statements were used; the ranking was not")
            elif not said and not ranked and payoffs:
                self.notes.append(f"{name}: no statements and no ranking; the payoffs were used")
            elif not said and not ranked:
                self.notes.append(f"{name}: no preference; taken for indifferent between all states")
            if by_rank:
                found[party] = Preferences(ranking=self._ranking(ranked, (*place, key), part))
            elif payoffs and not said:
                found[party] = Preferences(ranking=self._paid(payoffs, (*place, "payoffs"), part))
            else:
                found[party] = Preferences(statements=self._statements(said, (*place, "preferences")))
        return found

    def _statements(self, value: object, place: KeyPath) -> tuple[Statement, ...]:
        found = []
        for _, patterns in self.conditions.each(value, place):
            parts = tuple(Statement(states=states) for states in patterns)
            found.append(parts[0] if len(parts) == 1 else Statement(joins="any", parts=parts))
        return tuple(found)

    def _ranking(self, value: object, place: KeyPath, part: ConflictPart) -> tuple[tuple[States, ...], ...]:
        """Read a ranking of states, the best first, ties as lists.

        A state is its letters, or its number among those that can be, counted from 1. If the numbers are no such
        numbers, but would be if bit k of a number stood for option k, they are read so, with a note.
        """
        board = bare(part)
        can_be = counted_states(board, self.controlled)
        rungs = [rung if isinstance(rung, list) else [rung] for rung in self.source.listing(value, place)]
        given = {state for rung in rungs for state in rung if isinstance(state, int) and not isinstance(state, bool)}
        counted: Mapping[int, int] = dict(enumerate(can_be.tolist(), start=1))
        if not given <= counted.keys() and given <= {*can_be.tolist()}:
            self._note(
                "states of a ranking were not counted from 1: the first option was taken for 1, the second for 2"
            )
            counted = dict(zip(can_be.tolist(), can_be.tolist(), strict=True))
        found = []
        for n, rung in enumerate(rungs):
            tied = []
            for state in rung:
                match state:
                    case str() if len(state) == len(board.options) and {*state} <= {*"YN"}:
                        tied.append(States(letters=tuple(state)))
                    case int() if state in counted and not isinstance(state, bool):
                        tied.append(States(letters=tuple(board.state(counted[state]))))
                    case _:
                        expected = f"a number from 1 to {len(can_be)}, counting the states that can be, or letters"
                        self.source.fault((*place, n), f"the state {written(state)}", expected)
            found.append(tuple(tied))
        return tuple(found)

    def _paid(self, value: object, place: KeyPath, part: ConflictPart) -> tuple[tuple[States, ...], ...]:
        """Read payoffs: a number for each state that can be, in the order in which they are counted."""
        board = bare(part)
        can_be: Longs = counted_states(board, self.controlled)
        said = self.source.listing(value, place)
        if len(said) != len(can_be):
            self.source.fault(place, f"{len(said):,} payoffs", f"{len(can_be):,}, one for each state that can be")
            return ()
        numbers = [self.source.number(payoff, (*place, n)) for n, payoff in enumerate(said)]
        rungs: dict[float, list[States]] = {}
        for payoff, state in zip(numbers, can_be.tolist(), strict=True):
            rungs.setdefault(payoff or 0.0, []).append(States(letters=tuple(board.state(state))))
        return tuple(tuple(rungs[payoff]) for payoff in sorted(rungs, reverse=True))

    # --- Whether it fits together ---------------------------------------------------------------------------------

    def _sound(self, part: ConflictPart) -> bool:
        """Return whether the conflict has no faults, after adding those by which its parts do not fit together.

        They are looked for only if every part is without faults.
        """
        if not self.source.faults:
            for problem in check_alone(part):
                self.source.fault(self._place(problem.place[2:]), problem.found, problem.expected, problem.nearest)
        return not self.source.faults

    def _place(self, place: KeyPath) -> KeyPath:
        """Return the place in the file of what a case would state at a given place."""
        match place:
            case ("options", str(option), *_):
                return ("options", self.option_ids.index(option))
            case ("decision_makers", str(party), *_):
                return ("decisionMakers", self.parties.index(party), "options")
            case ("misperceptions", str(party), *_):
                return ("decisionMakers", self.parties.index(party), "misperceptions")
            case ("preferences", str(party), "ranking", *rest):
                number = self.parties.index(party)
                body = self.source.value["decisionMakers"][number]
                return ("decisionMakers", number, next((key for key in RANKING if body.get(key)), "payoffs"), *rest)
            case ("preferences", str(party), *_):
                return ("decisionMakers", self.parties.index(party), "preferences")
            case ("coalitions", *_):
                return ("coalitions" if "coalitions" in self.source.value else "coalitionsFull",)
            case ("infeasible", *_):
                return ("infeasibles",)
        return ("options",) if place[:1] == ("options",) else ()


def _numbers(options: object, count: int) -> list[int]:
    """Return the numbers of options in a list that are numbers of options."""
    listed = options if isinstance(options, list) else []
    return [int(option) for option in listed if isinstance(option, int | float) and option in range(count)]
