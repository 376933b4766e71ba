"""Change some values of a YAML file and leave every other byte as it is: comments, quotes, indentation, line ends.

The text is parsed once for where each value begins and ends, and only what differs is replaced or put in. What comes
out is parsed again, so that a file never says anything but what was wanted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from detente.case.faults import CaseError
from detente.case.scalars import plain
from detente.case.yaml_tree import NO_BREAKS, parsed

STEP = 2  # spaces by which a mapping is indented below its key
BARE = re.compile(r"[A-Za-z](?:[\w./ -]*[\w./-])?", re.ASCII)


@dataclass(frozen=True)
class _Replacement:
    """What stands from one character of the text to another gives way to something else."""

    start: int
    end: int
    text: str


def rewritten(text: str, wanted: Mapping[str, Any], file: str) -> str:
    r"""Return YAML text that says what is wanted, changed in no more places than that takes.

    Args:
        text: The text of a file whose value is a mapping.
        wanted: What it is to say: plain values, with keys as text.
        file: What the text is called in messages.

    Returns:
        The text; the same, byte for byte, where it says so already.

    Raises:
        CaseError: The text is not YAML.
        ValueError: It cannot be changed so in place.

    Example:
        >>> rewritten("a: {low: 1, high: 2}  # mine\n", {"a": {"low": 1, "high": 3}}, "x.yaml")
        'a: {low: 1, high: 3}  # mine\n'
    """
    known = parsed(text, file).value
    if _equal(known, wanted):
        return text
    node = YAML(typ="safe", pure=True).compose(text.translate(NO_BREAKS))
    line_end = "\r\n" if "\r\n" in text else "\n"
    replacements = sorted(_differences(text, node, known, dict(wanted)), key=lambda one: (one.start, one.end))
    parts, reached = [], 0
    for one in replacements:
        parts += [text[reached : one.start], one.text.replace("\n", line_end)]
        reached = one.end
    changed = "".join((*parts, text[reached:]))
    try:
        said = parsed(changed, file).value
    except CaseError:
        said = None
    if not _equal(said, wanted):
        raise ValueError(f"{file} cannot be changed in place")
    return changed


def flow(value: Any) -> str:
    """Return a plain value as YAML on one line.

    Example:
        >>> flow({"low": 3.0, "why": "a guess: mine", "source": ["brief"]})
        '{low: 3, why: "a guess: mine", source: [brief]}'
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{_word(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case str():
            return _word(value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return json.dumps(value)


def _word(text: str) -> str:
    """Return a text without quotes where YAML takes it for the same text."""
    return text if BARE.fullmatch(text) and plain(text) == text else json.dumps(text, ensure_ascii=False)


def _differences(text: str, node: Node, known: Any, wanted: Any, after: int | None = None) -> Iterator[_Replacement]:
    """Yield what must change for a node to say what is wanted.

    Args:
        text: The text.
        node: The node.
        known: What it says now.
        wanted: What it is to say.
        after: Where the colon before it ends; None for what stands behind no key.
    """
    if _equal(known, wanted):
        return
    if isinstance(node, MappingNode) and isinstance(wanted, dict) and known and known.keys() <= wanted.keys():
        yield from _in_mapping(text, node, known, wanted)
    elif isinstance(node, SequenceNode) and isinstance(wanted, list) and len(wanted) == len(known):
        for item, old, new in zip(node.value, known, wanted, strict=True):
            yield from _differences(text, item, old, new)
    elif after is not None and (_is_block(node) or node.start_mark.index == node.end_mark.index):
        yield _Replacement(after, max(after, _end(text, node)) if _is_block(node) else after, f" {flow(wanted)}")
    else:
        yield _Replacement(node.start_mark.index, _end(text, node), flow(wanted))


def _in_mapping(text: str, node: MappingNode, known: dict[str, Any], wanted: dict[str, Any]) -> Iterator[_Replacement]:
    for key, value in node.value:
        yield from _differences(text, value, known[key.value], wanted[key.value], _after(text, key))
    new = {key: value for key, value in wanted.items() if key not in known}
    if not new:
        return
    at = _end(text, node) if _is_block(node) else _end_of(text, node.value[-1])
    if node.flow_style:
        yield _Replacement(at, at, "".join(f", {_word(key)}: {flow(value)}" for key, value in new.items()))
        return
    indent = node.value[0][0].start_mark.column
    line_end = text.find("\n", at)
    rest = len(text) if line_end < 0 else line_end - (text[line_end - 1] == "\r")
    yield _Replacement(rest, rest, "".join(f"\n{line}" for line in _block(new, indent)))


def _block(new: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Yield the lines of new keys: sections of mappings as blocks, whatever lies within on one line."""
    for key, value in new.items():
        head = " " * indent + _word(key)
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            yield f"{head}:"
            yield from _block(value, indent + STEP)
        else:
            yield f"{head}: {flow(value)}"


def _is_block(node: Node) -> bool:
    """Whether a node is a mapping or list without brackets."""
    return isinstance(node, MappingNode | SequenceNode) and not node.flow_style and bool(node.value)


def _after(text: str, key: Node) -> int:
    """Return where the colon after a key ends."""
    return text.index(":", key.end_mark.index) + 1


def _end(text: str, node: Node) -> int:
    """Return where a value ends: a block ends with the last thing in it, before comments and blank lines."""
    if _is_block(node):
        last = node.value[-1]
        return _end_of(text, last) if isinstance(last, tuple) else _end(text, last)
    end = int(node.end_mark.index)
    folded = isinstance(node, ScalarNode) and node.style in {"|", ">"}
    return len(text[:end].rstrip()) if folded else end


def _end_of(text: str, entry: tuple[Node, Node]) -> int:
    """Return where an entry of a mapping ends; one without a value ends with its colon."""
    key, value = entry
    return _after(text, key) if value.start_mark.index == value.end_mark.index else _end(text, value)


def _equal(one: Any, other: Any) -> bool:
    """Whether two plain values are the same in a file: 3 and 3.0 are, 1 and true are not."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_equal(item, other[key]) for key, item in one.items())
        case list() | tuple(), list() | tuple():
            return len(one) == len(other) and all(map(_equal, one, other))
        case bool(), _:
            return one is other
        case _, bool():
            return False
    return bool(one == other)
