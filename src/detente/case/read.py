"""Reading a case folder: every file parsed and validated, every name resolved, every fault listed at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticUndefined

from detente.case.base import Frozen
from detente.case.consistency import check_consistency, check_judgements
from detente.case.faults import CaseError, Fault, nearest, one_of, shown
from detente.case.model import Case
from detente.case.references import Names, Problem, check_references, pruned
from detente.case.schema import CaseFile
from detente.case.yamltree import Place, Tree, read_tree

MAIN = "case.yaml"


def read(folder: Path, schemas: Mapping[str, type[Frozen]]) -> Case:
    """What does the case in this folder say?

    Args:
        folder: A folder with `case.yaml` and, for some chapters, a file `<chapter>.yaml`.
        schemas: Chapter → schema of its file, from `detente.chapters`.

    Returns:
        The case, without fault.

    Raises:
        CaseError: Something is wrong with it; all faults are listed, with file and line.
    """
    trees = _trees(folder, schemas)
    main = trees[MAIN]
    faults: list[Fault] = []
    values = _validate(CaseFile, main, faults)
    parts = {}
    for chapter, schema in schemas.items():
        file = f"{chapter}.yaml"
        if file in trees:
            found = _validate(schema, trees[file], faults)
            if not any(fault.file == file for fault in faults):
                parts[chapter] = schema.model_construct(**found)
    case = Case.model_construct(id=folder.resolve().name, parts=parts, **values)
    problems = list(_problems(case, main, parts))
    faults.extend(_fault(problem, trees, parts) for problem in problems)
    if faults:
        raise CaseError(faults)
    return case


def _trees(folder: Path, schemas: Mapping[str, type[Frozen]]) -> dict[str, Tree]:
    if not folder.is_dir():
        raise CaseError([Fault(str(folder), 0, "", "no such folder", "a folder with a file case.yaml")])
    faults = []
    known = (MAIN, *(f"{chapter}.yaml" for chapter in schemas))
    trees: dict[str, Tree] = {}
    root = folder.resolve()
    if not (folder / MAIN).exists():
        found = "no case.yaml" if not (folder / MAIN).is_symlink() else "a case.yaml that links to nothing"
        raise CaseError([Fault(str(folder), 0, "", found, "a file case.yaml in the folder")])
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".yaml", ".yml"}:
            continue
        if not path.resolve().is_relative_to(root):
            faults.append(Fault(path.name, 0, "", "a link that leads out of the folder", "a file in the folder"))
        elif path.name not in known:
            faults.append(Fault(path.name, 0, "", "a file no chapter reads", one_of(known), nearest(path.name, known)))
        else:
            try:
                trees[path.name] = read_tree(path, path.name)
            except CaseError as error:
                faults.extend(error.faults)
    if faults:
        raise CaseError(faults)
    return trees


def _validate(schema: type[Frozen], tree: Tree, faults: list[Fault]) -> dict[str, Any]:
    """Validate a file entry by entry, so that a fault in one entry hides none in another."""
    if not isinstance(tree.value, dict):
        faults.append(Fault(tree.file, 1, "", shown(tree.value), "keys and values, such as 'title: …'"))
        return {}
    fields = schema.model_fields
    values: dict[str, Any] = {}
    for key in tree.value:
        if key not in fields:
            place = (key,)
            faults.append(
                Fault(tree.file, tree.line(place), "", f"unknown key {key!r}", one_of(fields, 30), nearest(key, fields))
            )
    for name, field in fields.items():
        if name not in tree.value:
            if field.is_required():
                faults.append(Fault(tree.file, 1, "", f"no key {name!r}", f"the key {name!r}"))
            else:
                values[name] = field.get_default(call_default_factory=True)
            continue
        annotation = field.annotation if not field.metadata else _annotated(field.annotation, field.metadata)
        values[name] = _entries(annotation, tree, name, faults)
    return {name: value for name, value in values.items() if value is not PydanticUndefined}


def _annotated(annotation: Any, metadata: list[Any]) -> Any:
    from typing import Annotated

    return Annotated[annotation, *metadata]


def _entries(annotation: Any, tree: Tree, name: str, faults: list[Fault]) -> Any:
    raw = tree.value[name]
    plain = get_args(annotation)[0] if get_origin(annotation) is not dict and get_args(annotation) else annotation
    mapping = annotation if get_origin(annotation) is dict else plain
    if get_origin(mapping) is dict and isinstance(raw, dict) and raw:
        kept: dict[str, Any] = {}
        for key, value in raw.items():
            kept.update(_checked(annotation, {key: value}, tree, name, faults) or {})
        return kept
    checked = _checked(annotation, raw, tree, name, faults)
    return ({} if get_origin(mapping) is dict else PydanticUndefined) if checked is None else checked


def _checked(annotation: Any, raw: Any, tree: Tree, name: str, faults: list[Fault]) -> Any:
    try:
        return TypeAdapter(annotation).validate_python(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            faults.append(_explain(detail, tree, name, annotation))
        return None


def _explain(detail: ErrorDetails, tree: Tree, name: str, annotation: Any) -> Fault:
    place: Place = (name, *(step for step in detail["loc"] if step != "[key]"))
    where = " → ".join(str(step) for step in place)
    line = tree.line(place)
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == "fault":
        return Fault(tree.file, line, where, context["found"], context["expected"], context["nearest"])
    if kind == "extra_forbidden":
        valid = _keys_at(annotation, place[1:-1])
        around = " → ".join(str(step) for step in place[:-1])
        return Fault(tree.file, line, around, f"unknown key {place[-1]!r}", one_of(valid, 20), nearest(place[-1], valid))
    if kind == "missing":
        around = " → ".join(str(step) for step in place[:-1])
        return Fault(tree.file, line, around, f"no key {place[-1]!r}", f"the key {place[-1]!r}")
    if kind == "string_pattern_mismatch" and detail["loc"][-1:] == ("[key]",):
        return Fault(tree.file, line, where, f"the id {detail['input']!r}", "lower-case letters, digits and hyphens")
    message = detail["msg"][0].lower() + detail["msg"][1:]
    expected = message.removeprefix("input should be ").removeprefix("value should ")
    return Fault(tree.file, line, where, shown(detail["input"]), expected)


def _keys_at(annotation: Any, place: Iterable[str | int]) -> tuple[str, ...]:
    """Which keys does the schema know at this place below an annotation?"""
    found = annotation
    steps = list(place)
    while True:
        found = _unwrapped(found)
        if isinstance(found, type) and issubclass(found, Frozen):
            if not steps:
                return tuple(found.model_fields)
            step = str(steps.pop(0))
            if step not in found.model_fields:
                return ()
            found = found.model_fields[step].annotation
        elif get_origin(found) in {dict, tuple} and steps:
            steps.pop(0)
            found = get_args(found)[1 if get_origin(found) is dict else 0]
        else:
            return ()


def _unwrapped(annotation: Any) -> Any:
    """Strip Annotated and optional wrappers off an annotation."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) not in {None, dict, tuple}:
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        return _unwrapped(inner[0]) if inner else annotation
    return annotation


def _problems(case: Case, main: Tree, parts: Mapping[str, Frozen]) -> Iterator[Problem]:
    raw = main.value if isinstance(main.value, dict) else {}
    names = Names.of(raw, (h for part in parts.values() for h in getattr(part, "hypotheses", ())))
    unknown = list(check_references(case, names))
    yield from unknown
    rest = pruned(case, unknown)
    usable = all(issue in rest.issues for issue in names.options)
    if usable and not any(problem.place[0] == "issues" for problem in unknown):
        yield from check_consistency(rest, names)
    yield from check_judgements(rest)


def _fault(problem: Problem, trees: Mapping[str, Tree], parts: Mapping[str, Frozen]) -> Fault:
    first = str(problem.place[0])
    tree = trees[f"{first}.yaml"] if first in parts else trees[MAIN]
    place = problem.place[1:] if first in parts else problem.place
    where = " → ".join(str(step) for step in problem.place)
    return Fault(tree.file, tree.line(place), where, problem.found, problem.expected, problem.nearest)
