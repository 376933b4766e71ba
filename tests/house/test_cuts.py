"""Whoever cuts a list for want of room says how many are left out: lists are cut by `detente.findings.cuts` alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from detente.findings.cuts import cut, listed_first
from tests.house.source import Module

CUTTING = "detente.findings.cuts"
SHOWING = ("pages", "reports", "brief", "cli")  # rooms of what is shown or handed on
ALSO = ("sections", "reports", "report")  # ends of names of modules beside them
SAID = {  # what is cut otherwise, and why nothing is left out in silence
    "detente.brief.tree: drawn[:pictures]": "the rest stands in the appendix, and the heading says where",
    "detente.brief.tree: told[:tables]": "the same",
    "detente.brief.turning: _sides(case, one)[:2]": "two of the three parts of a sentence; the third is the next cell",
    "detente.brief.turning: path.split('/')[:2]": "the beginning of a path",
    "detente.brief.review: outcomes.inquiry.digest[:16]": "a digest, cut with an ellipsis",
    "detente.brief.comparison_page: text[:LONG]": "what stood in a case, with an ellipsis; the JSON has all of it",
    "detente.cli.compare_command: (run.inquiry.digest or '')[:16]": "a digest, cut with an ellipsis",
    "detente.brief.letter_formats: text[:LONGEST_PROPERTY - 1]": "a title, with an ellipsis",
    "detente.brief.paper.word: brief.question[:LONGEST_PROPERTY]": "a property of the file; the page has all of it",
    "detente.brief.paper.word: brief.title[:LONGEST_PROPERTY]": "the same",
    "detente.brief.paper.word_parts: re.sub('\\\\W', '_', name)[:LONGEST_NAME]": "the name of a mark, never read",
    "detente.chapters.agreement.pages.page: sorted((p for p in shown(found) if p.id is not None), "
    "key=lambda p: -p.share)[:MOST_ROWS - len(recommended)]": "the picture below has all that are named",
    "detente.chapters.precedent.pages.page: one.near[:2]": "the nearest are asked for, not all",
    "detente.chapters.precedent.pages.past_sections: found.nearest[:SHOWN]": "the table below has all packages",
    "detente.chapters.precedent.pages.past_sections: package.near[:SHOWN]": "a picture of the nearest, as it says",
    "detente.chapters.precedent.reports.near_reports: np.argsort(np.round(middle, 12), kind='stable')[:MOST]": (
        "the nearest are asked for; `agreements` has all"
    ),
    "detente.chapters.urgency.pages.school_sections: found.separating[:STEPS]": "the table below has more",
    "detente.chapters.urgency.pages.school_sections: schools.steps[:STEPS]": "those that add most; a table has more",
    "detente.chapters.urgency.pages.attention_sections: most[:FEW - 1]": "those that take most, as the caption says",
    "detente.chapters.urgency.pages.waiting_sections: [name for name in shown if "
    "max((s.attainable[name] for s in found.starts)) >= SEEN][:MOST]": "the table below has all packages",
    "detente.chapters.urgency.pages.waiting_sections: gone[:2]": "the table below has all packages",
    "detente.chapters.roadmap.pages.page: actions[:MOST_ACTIONS - 1]": "the last action counts the others",
    "detente.chapters.roadmap.reports.round_reports: way.walked.begun[:k + 1]": "the rounds up to one",
    "detente.chapters.reading.pages.page: likeliest(about)[:2]": "the first against the second; a table has all",
    "detente.chapters.reading.pages.page: sorted(told, key=lambda pair: -pair[0].bits)[:MOST_WATCHED]": (
        "the one to watch first; the section “What would tell the explanations apart?” has a table"
    ),
    "detente.chapters.stability.stated.conflict_report: perceived[:MOST_LISTED]": "`counts.perceived` counts all",
    "detente.chapters.stability.stated.conflict_report: "
    "np.argsort(-strength[states], kind='stable')[:MOST_LISTED]": "`counts.equilibria` counts all",
    "detente.chapters.stability.stated.outcome_reports: answers.equilibria(concept)[:MOST_LOOKED_AT]": (
        "`missing` says so, with how many there are"
    ),
    "detente.chapters.stability.stated.outcome_reports: "
    "sorted(shares, key=lambda state: (-shares[state], state))[:MOST_LOOKED_AT]": "the same",
}


def cuts(module: Module) -> Iterator[str]:
    """The slices of a module that keep the first of several things, where that is more than one."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            low, high, step = node.slice.lower, node.slice.upper, node.slice.step
            number = isinstance(high, ast.Constant) and isinstance(high.value, int) and high.value > 1
            if low is None and step is None and (number or isinstance(high, ast.Name | ast.BinOp)):
                yield f"{module.name}: {ast.unparse(node)}"


def shows(module: Module) -> bool:
    """Whether a module shows something to a reader or hands it on."""
    last = module.name.rpartition(".")[2]
    return bool({*SHOWING} & {*module.name.split(".")}) or last.endswith(ALSO)


def test_no_list_is_cut_in_silence(modules: tuple[Module, ...]) -> None:
    found = [one for module in modules if shows(module) and module.name != CUTTING for one in cuts(module)]
    assert sorted({*found} - {*SAID}) == []
    assert sorted({*SAID} - {*found}) == [], "no longer there"


def test_a_cut_is_seen() -> None:
    silent = Module("detente.chapters.x.pages.sections", "x.py", "rows = found[:SHOWN]\none = text[:1]\nfew = all[:3]")
    assert shows(silent)
    assert [*cuts(silent)] == [f"{silent.name}: found[:SHOWN]", f"{silent.name}: all[:3]"]


def test_what_is_left_out_is_counted() -> None:
    assert cut("abc", 2) == (("a", "b"), 1)
    assert cut("abc", 3).said("letter") == ""
    assert cut("abc", 3).said("letter", 2) == " 2 more letters are not shown here."
    assert listed_first("abcd", 3) == "a, b, c and 1 more"
