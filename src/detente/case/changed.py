"""A case with some judgements replaced for one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from detente.case.carried_over import carry_over
from detente.case.consistency import check_judgement
from detente.case.explain import said
from detente.case.faults import CaseError, Fault, KeyPath, nearest, one_of, where
from detente.case.model import Case, Placed
from detente.case.references import Names, Problem
from detente.case.schema import CaseFile
from detente.case.yaml_tree import parsed

FLAG = "--set"


def stated_change(text: str) -> tuple[str, Any]:
    """Split `path=value` into the path and the plain value that YAML makes of the text.

    Raises:
        CaseError: It is no such text, or the value is no YAML.

    Example:
        >>> stated_change("reservation/us=[1, 3]")
        ('reservation/us', [1, 3])
    """
    path, equals, value = text.partition("=")
    if not equals or not value.strip():
        expected = "PATH=VALUE, such as reservation/us=2 or reservation/us=[1, 3]"
        raise CaseError([Fault(FLAG, 0, "", f"{text!r}", expected)])
    tree = parsed(value, FLAG)
    if tree.faults:
        raise CaseError(tree.faults)
    return path.strip(), tree.value


def with_judgements(case: Case, changed: Mapping[str, Any]) -> Case:
    """Return a case with other judgements in the place of its own.

    Args:
        case: The case.
        changed: Path of a judgement → what stands there instead, in any form that the file allows.

    Raises:
        CaseError: There is no judgement at a path, or what should stand there is none of its kind.

    Example:
        >>> from detente.case.bundled import locate
        >>> from detente.case.read import read
        >>> orange = read(locate("orange"), {})
        >>> other = with_judgements(orange, {"positions/ann/peel/ann": [2, 3]})
        >>> other.judgements["positions/ann/peel/ann"].judgement.high
        3.0
    """
    if not changed:
        return case
    found = case
    for path, raw in changed.items():
        found = _with_judgement(found, case.stated, path, raw)
    found = found.model_copy(update={"replaced": case.replaced.union(changed)})
    carry_over(case, found, changed)
    if problems := [*_problems(found, changed)]:
        raise CaseError(Fault(FLAG, 0, where(p.place), p.found, p.expected, p.nearest) for p in problems)
    return found


def _with_judgement(case: Case, stated: Mapping[str, Placed], path: str, raw: Any) -> Case:
    if path not in stated:
        known = sorted(stated, key=lambda other: _shared(other, path), reverse=True)
        close = nearest(path, known[:400])
        raise CaseError([Fault(FLAG, 0, "", f"{path!r}", f"the path of a judgement: {one_of(known, 6)}", close)])
    section, *place = stated[path].place
    try:
        if section in CaseFile.model_fields:
            found = _replaced(getattr(case, str(section)), _annotation(CaseFile, str(section)), tuple(place), raw)
            return case.model_copy(update={section: found})
        part = case.parts[str(section)]
        found = _replaced(part, type(part), tuple(place), raw)
        return case.model_copy(update={"parts": {**case.parts, section: found}})
    except ValidationError as error:
        detail = error.errors()[0]
        raise CaseError([Fault(FLAG, 0, path, *said(detail, tuple(detail["loc"]), CaseFile))]) from None


def _replaced(value: Any, annotation: Any, place: KeyPath, raw: Any) -> Any:
    """Return a value of the schema with what stands at a place below it replaced by what `raw` says."""
    if not place:
        return TypeAdapter(annotation).validate_python(raw)
    step, *rest = place
    inner = tuple(rest)
    if isinstance(value, BaseModel):
        name = str(step)
        changed = _replaced(getattr(value, name), _annotation(type(value), name), inner, raw)
        return value.model_copy(update={name: changed})
    below = get_args(_bare(annotation))
    if isinstance(value, dict):
        return {**value, step: _replaced(value[step], below[1], inner, raw)}
    number = int(step)
    return (*value[:number], _replaced(value[number], below[0], inner, raw), *value[number + 1 :])


def _annotation(model: type[BaseModel], name: str) -> Any:
    """Return the type of a field, short forms and bounds included."""
    field = model.model_fields[name]
    found: Any = field.annotation
    for metadata in field.metadata:
        found = Annotated[found, metadata]
    return found


def _bare(annotation: Any) -> Any:
    """Return a type without its notes, and without None where it may be absent."""
    while get_args(annotation) and hasattr(annotation, "__metadata__"):
        annotation = get_args(annotation)[0]
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    is_optional = type(None) in get_args(annotation)
    return _bare(kinds[0]) if is_optional and len(kinds) == 1 else annotation


def _problems(case: Case, changed: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what no longer fits the rest of the case."""
    names = Names(raw={name: getattr(case, name) for name in CaseFile.model_fields})
    for path in changed:
        yield from check_judgement(case.stated[path], names)
    for part in case.parts.values():
        yield from getattr(part, "problems", lambda _: ())(case)


def _shared(one: str, other: str) -> int:
    """Return how many ids two paths have in common, place by place or anywhere."""
    mine, theirs = one.split("/"), other.split("/")
    return sum(a == b for a, b in zip(mine, theirs, strict=False)) + len({*mine} & {*theirs})
