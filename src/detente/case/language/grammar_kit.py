"""The grammar kit: a text of a small language becomes a value, or a message that says where it goes wrong.

Every language of a case is a grammar of lark (LALR(1), so that reading takes time in proportion to the length), with an
object whose methods build the value from the bottom up. Nothing that is read is ever run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from re import compile as pattern
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from detente.case.faults import nearest, one_of, printable

if TYPE_CHECKING:
    from lark import Lark

T = TypeVar("T")

LONGEST = 2_000  # characters of a text
DEEPEST = 40  # levels of brackets, functions and signs within each other
END = "$END"

# What others write, and how it is written here.
MEANT = {"=": "==", "=>": ">=", "=<": "<=", "<>": "!=", "&": "and", "&&": "and", "||": "or", "!": "not", "**": "*"}
SIGNS = pattern(r"[=<>!&|*^]+|[\w.-]+(\[[^\]]*\]?)?|.")


class MisreadError(ValueError):
    """A text that does not fit its language; it knows what was found, expected and probably meant."""

    def __init__(self, found: str, expected: str, nearest: str | None = None) -> None:
        """Say what is wrong.

        Args:
            found: What stands there, and where in the text.
            expected: What could stand there.
            nearest: What was probably meant, if that can be told.
        """
        super().__init__(f"found {found}; expected {expected}")
        self.found, self.expected, self.nearest = found, expected, nearest


def at(text: str, place: int) -> str:
    r"""Say a place of a text: its column, and its line where it has several.

    Example:
        >>> at("a and b", 6), at("a and\nb", 6)
        ('column 7', 'line 2, column 1')
    """
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    return f"line {line}, column {column}" if "\n" in text else f"column {column}"


class Language(Generic[T]):
    """A small language: its grammar, how values are built, and what its words are called in messages."""

    def __init__(
        self, grammar: str, builder: Callable[[], object], words: Mapping[str, str], depth: Callable[[T], int]
    ) -> None:
        """Describe a language; its grammar is looked at when something is read for the first time.

        Args:
            grammar: Its grammar, for lark.
            builder: Makes the object whose methods, named as the rules, build values from what they are made of.
            words: What its terminals are called in messages; several may be called alike.
            depth: Returns how many levels deep a value is.
        """
        self.grammar, self.builder, self.words, self.depth = grammar, builder, words, depth

    @cached_property
    def _parser(self) -> Lark:
        from lark import Lark  # takes a tenth of a second to load, and most commands read no such text

        builder: Any = self.builder()
        return Lark(self.grammar, parser="lalr", transformer=builder, maybe_placeholders=False)

    def read(self, text: str) -> T:
        """Return what a text says.

        Raises:
            MisreadError: It is too long or nested too deep, or it does not fit the grammar.
        """
        from lark.exceptions import UnexpectedInput

        if len(text) > LONGEST:
            raise MisreadError(f"a text of {len(text):,} characters", f"at most {LONGEST:,}")
        try:
            found: Any = self._parser.parse(text)
        except UnexpectedInput as error:
            raise self._misread(text, error) from None
        if self.depth(found) > DEEPEST:
            raise MisreadError(f"brackets {self.depth(found)} levels deep", f"at most {DEEPEST} levels")
        value: T = found
        return value

    def _misread(self, text: str, error: Any) -> MisreadError:
        """Say in plain words where a text stops to make sense, and what could stand there."""
        token, place = getattr(error, "token", None), getattr(error, "pos_in_stream", None)
        ended = token is not None and token.type == END
        place = len(text.rstrip()) if ended or place is None else place
        stands = SIGNS.match(text, place)
        sign = "" if ended or stands is None else stands[0]
        found = f"{printable(repr(sign))} at {at(text, place)}" if sign else f"the end of it at {at(text, place)}"
        could = self._after(text[:place])
        said = dict.fromkeys(self.words[name] for name in self.words if name in could)
        meant = MEANT.get(sign) or nearest(sign, said)
        return MisreadError(found, one_of(said, 20) if len(said) != 1 else next(iter(said)), meant)

    def _after(self, text: str) -> Collection[str]:
        """Return the terminals that could follow the beginning of a text."""
        reading: Any = self._parser.parse_interactive(text)
        reading.exhaust_lexer()
        found: Collection[str] = reading.accepts()
        return found
