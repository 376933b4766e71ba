r"""Conditions of claims as trees: what is compared with what, in words that are never run.

| written | meaning |
|---|---|
| `urgency.weapons[2027]` | a column of the table of outcomes |
| `'positions/us/exercises/end'` | the value of a judgement; with `!` at the end, whether its event happens |
| `200`, `1.5e3`, `30%`, `true` | numbers, yes and no |
| `+ - * /`, brackets | arithmetic |
| `< <= > >= == !=` | comparisons, also chained: `20% <= share(…) < 50%` |
| `and`, `or`, `not` | logic |
| `min(a, b, …)`, `max(a, b, …)` | the least and the largest of several numbers |
| `count(p, q, …)` | how many of several conditions hold |
| `share(p)`, `share(p \| q)` | the share of worlds in which p holds; of those in which q holds |
| `mean(x)`, `median(x)`, `quantile(x, 10%)` | over worlds, each also `\| q` |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from detente.case.language.grammar_kit import Language, MisreadError, at
from detente.case.scalars import LARGEST

Operation = Literal["number", "truth", "column", "judgement", "call", "compare", "arithmetic", "and", "or", "not", "-"]

GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction (OR conjunction)*
?conjunction: negation (AND negation)*
?negation: NOT negation -> opposite
         | comparison
?comparison: sum (COMPARISON sum)*
?sum: product ((PLUS | MINUS) product)*
?product: sign ((TIMES | OVER) sign)*
?sign: MINUS sign -> negative
     | atom
?atom: NUMBER -> number
     | TRUTH -> truth
     | COLUMN -> column
     | JUDGEMENT -> judgement
     | FUNCTION "(" disjunction ("," disjunction)* [GIVEN disjunction] ")" -> call
     | "(" disjunction ")" -> bracketed

OR.3: /or\b/
AND.3: /and\b/
NOT.3: /not\b/
TRUTH.3: /(true|false)\b/
COMPARISON: /[<>]=?|[=!]=/
PLUS: "+"
MINUS: "-"
TIMES: "*"
OVER: "/"
GIVEN: "|"
NUMBER: /(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?([ \t]*%)?/
COLUMN.2: /[a-z][a-z0-9]*\.[a-z][a-z0-9_]*(-[a-z][a-z0-9_]*)*(\[[^\]\n]*\])?/
JUDGEMENT: /'[^'\n]+'|"[^"\n]+"/
FUNCTION: /[a-z]+(?=[ \t]*\()/
%ignore /\s+/
"""

VALUE = "a column"
JOINT_BY = "and, or"
WORDS = {
    "COLUMN": "a column such as agreement.any",
    "NUMBER": "a number",
    "JUDGEMENT": "a judgement in quotes",
    "FUNCTION": "a function such as share(…)",
    "LPAR": "an opening bracket",
    "NOT": "not",
    "COMPARISON": "a comparison (<, <=, >, >=, ==, !=)",
    "AND": "and",
    "OR": "or",
    "PLUS": "+",
    "MINUS": "-",
    "TIMES": "*",
    "OVER": "/",
    "COMMA": "a comma",
    "GIVEN": "| and a condition",
    "RPAR": "a closing bracket",
}


@dataclass(frozen=True)
class Node:
    """A part of a condition.

    Attributes:
        does: What it is.
        place: Where it begins in the text, from 0.
        parts: What it is made of.
        name: Of a column, a judgement or a function its name; of an operation its signs, parted by spaces.
        number: Of a number its value, of yes and no 1 and 0.
        given: Of a function over worlds, the condition by which worlds are chosen.
        depth: How many levels of operations it has.
        end: Where it ends in the text.
    """

    does: Operation
    place: int
    parts: tuple[Node, ...] = ()
    name: str = ""
    number: float = 0.0
    given: Node | None = None
    depth: int = 0
    end: int = 0

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs between the parts of an operation."""
        return tuple(self.name.split())

    @property
    def all(self) -> Iterator[Node]:
        """The node itself and all below it, from left to right."""
        yield self
        for part in (*self.parts, *((self.given,) if self.given else ())):
            yield from part.all


class _ConditionBuilder:
    """Builds nodes, each from those below it."""

    def number(self, found: list[Any]) -> Node:
        text = str(found[0])
        share = text.endswith("%")
        value = float(text.removesuffix("%").strip())
        return _leaf("number", found[0], "", value / 100 if share else value)

    def truth(self, found: list[Any]) -> Node:
        return _leaf("truth", found[0], "", float(found[0] == "true"))

    def column(self, found: list[Any]) -> Node:
        return _leaf("column", found[0], "".join(str(found[0]).split()))

    def judgement(self, found: list[Any]) -> Node:
        return _leaf("judgement", found[0], str(found[0])[1:-1].strip())

    def call(self, found: list[Any]) -> Node:
        name, *rest = found
        nodes = [node for node in rest if isinstance(node, Node)]
        given = nodes.pop() if len(nodes) < len(rest) else None
        end = (given or nodes[-1]).end + 1
        depth = 1 + max(node.depth for node in (*nodes, *((given,) if given else ())))
        return Node("call", name.start_pos, tuple(nodes), str(name), given=given, depth=depth, end=end)

    def bracketed(self, found: list[Any]) -> Node:
        inner: Node = found[0]
        return inner

    def comparison(self, found: list[Any]) -> Node:
        return _operation("compare", found)

    def sum(self, found: list[Any]) -> Node:
        return _operation("arithmetic", found)

    def product(self, found: list[Any]) -> Node:
        return _operation("arithmetic", found)

    def disjunction(self, found: list[Any]) -> Node:
        return _operation("or", found)

    def conjunction(self, found: list[Any]) -> Node:
        return _operation("and", found)

    def opposite(self, found: list[Any]) -> Node:
        return Node("not", found[0].start_pos, (found[1],), depth=found[1].depth + 1, end=found[1].end)

    def negative(self, found: list[Any]) -> Node:
        return Node("-", found[0].start_pos, (found[1],), depth=found[1].depth + 1, end=found[1].end)


def _leaf(does: Operation, token: Any, name: str, number: float = 0.0) -> Node:
    return Node(does, token.start_pos, (), name, number, end=token.end_pos)


def _operation(does: Operation, found: list[Any]) -> Node:
    nodes = tuple(node for node in found if isinstance(node, Node))
    signs = " ".join(str(sign) for sign in found if not isinstance(sign, Node))
    depth = 1 + max(node.depth for node in nodes)
    return Node(does, nodes[0].place, nodes, signs, depth=depth, end=nodes[-1].end)


CONDITIONS: Language[Node] = Language(GRAMMAR, _ConditionBuilder, WORDS, lambda node: node.depth)


@lru_cache(maxsize=1024)
def condition(text: str) -> Node:
    """Return the tree of a condition.

    Raises:
        MisreadError: The text is no condition.

    Example:
        >>> condition("share(agreement.any) > 50%").parts[1].number
        0.5
    """
    found = CONDITIONS.read(text)
    for node in found.all:
        if node.does == "number" and not node.number <= LARGEST:
            raise MisreadError(f"the number {text[node.place : node.end]!r} at {at(text, node.place)}", "a smaller one")
    return found


def placeless(node: Node) -> Node:
    """Return a part of a condition without its place in the text, so that what says the same is equal."""
    given = None if node.given is None else placeless(node.given)
    return replace(node, place=0, end=0, parts=tuple(map(placeless, node.parts)), given=given)


def names(tree: Node, does: str) -> tuple[str, ...]:
    """Return the names of all columns, or of all judgements, that a condition reads, each once."""
    return tuple(dict.fromkeys(node.name for node in tree.all if node.does == does))
