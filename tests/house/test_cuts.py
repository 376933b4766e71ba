"""Whoever cuts a list for want of room says how many are left out: lists are cut by `detente.findings.cuts` alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from detente.findings.cuts import cut, listed_first
from tests.house.source import Module

CUTTING = "detente.findings.cuts"
TAKING = ("islice", "nlargest", "nsmallest", "linspace", "argpartition")
# Rooms of what is found, shown or handed on.
FOUND = ("questions", "stated", "probes", "help", "outcomes", "claims")
SHOWING = (*FOUND, "pages", "reports", "brief", "cli")
ALSO = ("sections", "reports", "report")  # ends of names of modules beside them
SAID = {  # what is cut otherwise, and why nothing is left out in silence
    "detente.brief.tree: drawn[:pictures]": "the rest stands in the appendix, and the heading says where",
    "detente.brief.tree: told[:tables]": "the same",
    "detente.brief.svg.axis_parts: shown[::2]": "labels without room; the lines at their values stay",
    "detente.brief.svg.legend_parts: names[n::columns]": "one column after the other",
    "detente.brief.svg.legend_parts: wide[:n]": "the columns before one",
    "detente.brief.svg.letter_widths: text[:kept]": "a label without room, with an ellipsis; the table has all",
    "detente.brief.turning: _sides(case, one)[:2]": "two of the three parts of a sentence; the third is the next cell",
    "detente.brief.review: outcomes.inquiry.digest[:16]": "a digest, cut with an ellipsis",
    "detente.brief.comparison_page: text[:LONG]": "what stood in a case, with an ellipsis; the JSON has all of it",
    "detente.cli.compare_command: (run.inquiry.digest or '')[:16]": "a digest, cut with an ellipsis",
    "detente.brief.letter_formats: text[:LONGEST_PROPERTY - 1]": "a title, with an ellipsis",
    "detente.brief.paper.word: brief.question[:LONGEST_PROPERTY]": "a property of the file; the page has all of it",
    "detente.brief.paper.word: brief.title[:LONGEST_PROPERTY]": "the same",
    "detente.brief.paper.word_parts: re.sub('\\\\W', '_', name)[:LONGEST_NAME]": "the name of a mark, never read",
    "detente.chapters.agreement.pages.page: sorted((p for p in shown(found) if p.id is not None), "
    "key=lambda p: -p.share)[:MOST_ROWS - len(recommended)]": "the picture below has all that are named",
    "detente.chapters.agreement.pages.choice_sections: nlargest(MOST_CHANGES, case.issues.values(), "
    "key=lambda issue: len(issue.options))": "the issues with most options, as the sentence says",
    "detente.chapters.agreement.pages.choice_sections: others[::step]": "the picture says how many are drawn",
    "detente.chapters.agreement.questions.central_world: np.flatnonzero(chosen)[:MOST_SOLVING]": "`solving` counts all",
    "detente.chapters.agreement.questions.central_world: np.linspace(0, size - 1, min(size, MOST_LISTED))": (
        "`frontier_size` counts all"
    ),
    "detente.chapters.agreement.questions.demands: case.ladder(issue)[:option + 1]": "the rungs up to one",
    "detente.chapters.agreement.questions.package_traces: ladder[:ladder.index(option) + 1]": "the same",
    "detente.chapters.approach.probes.probe_sections: nlargest(MOST_BELIEFS, outcome.belief.items(), "
    "key=lambda pair: pair[1])": "the caption says that it names the two most likely",
    "detente.chapters.approach.probes.probing: np.linspace(0, 1, STEPS + 1)": "steps of a curve",
    "detente.chapters.contact.questions.openings: names[:MOST_PAIRED]": "`pairs_left` counts the other pairs",
    "detente.chapters.precedent.pages.trend_sections: places[::4]": "labels of an axis",
    "detente.chapters.reading.pages.sections: nlargest(EVENTS, (p for p in found.pieces if p.kind != 'recipient'), "
    "key=lambda p: p.moves)": "the picture says how many more there are",
    "detente.chapters.roadmap.questions.starting_small: np.linspace(0.0, years, steps + 1)": "steps of a sum",
    "detente.chapters.roadmap.reports.way_reports: np.linspace(0, len(order) - 1, MOST_SHOWN)": "`unbeaten` counts all",
    "detente.chapters.stability.stated.consistency: missing[:4]": "a message that says how many there are",
    "detente.chapters.stability.stated.naming: states[:MOST_NAMED]": "the sentence counts the others",
    "detente.chapters.stability.stated.over_worlds: sorted(self.holds[concept].items(), "
    "key=lambda item: (-item[1].mean(), item[0]))[:most]": "columns of the table, which say so; the report counts all",
    "detente.chapters.stability.stated.stable_states: CONCEPTS[:5]": "the concepts of sanctions",
    "detente.outcomes.discovery.box_search: path[:at]": "the part of a path up to a place",
    "detente.outcomes.discovery.half_samples: rng.permutation(worlds)[:worlds.size // 2]": "half of the worlds",
    "detente.outcomes.discovery.ranked_rows: np.argsort(-strength[inputs].round(9), kind='stable')[:most]": (
        "where boxes are searched; nothing is listed"
    ),
    "detente.outcomes.joint: names[:n + 1]": "events up to one",
    "detente.outcomes.overturn: joint.drivers[:STRONGEST]": "the ten strongest are asked for; the page says so",
    "detente.outcomes.overturn: np.linspace(0.02, 0.98, 49)": "places at which a curve is read",
    "detente.outcomes.stream_labels: path.split('/')[:2]": "the beginning of a path",
    "detente.outcomes.switching: first[:2]": "two numbers by which places are ordered",
    "detente.outcomes.switching: sorted(by_stream.values(), key=lambda one: -one[0])[:STRONGEST]": (
        "the ten strongest are asked for; the page says so"
    ),
    "detente.talks.help.exercise_briefs: ranked[::-1][:MOST_AIMS]": "what costs most; the table beside it has all",
    "detente.talks.help.exercise_briefs: ranked[:MOST_AIMS]": "what is wanted most; the table beside it has all",
    "detente.talks.help.exercise_plan: mixed[:MOST_THROWN_IN]": "as many as there are minutes for",
    "detente.talks.help.exercise_plan: tuple(sorted(case.valued, key=lambda p: (p not in case.principals, "
    "case.parties[p].role != 'consulted')))[:MOST_SEATS]": "the plan lists its seats; `--seats` names others",
    "detente.talks.help.practice_seat: np.linspace(0, len(ranked) - 1, min(MOST, len(ranked)))": (
        "what a practice partner thinks of; nothing is listed"
    ),
    "detente.talks.help.talks_as_evidence: line[:LONGEST - 2]": "a line, with an ellipsis",
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
    """What in a module keeps some of several things: the first or last of them, more than one, or every so many."""
    for node in module.nodes:
        keeps = (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and sliced(node.slice)) or (
            isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in TAKING
        )
        if keeps:
            yield f"{module.name}: {ast.unparse(node)}"


def sliced(part: ast.Slice) -> bool:
    """Whether a slice leaves something out that was in a list of several things."""
    low, high, step = part.lower, part.upper, part.step
    if step is not None:
        return not isinstance(step, ast.UnaryOp)
    if low is not None:
        return high is None and isinstance(low, ast.UnaryOp) and not isinstance(low.operand, ast.Constant)
    number = isinstance(high, ast.Constant) and isinstance(high.value, int) and high.value > 1
    return number or isinstance(high, ast.Name | ast.BinOp)


def shows(module: Module) -> bool:
    """Whether a module shows something to a reader or hands it on."""
    last = module.name.rpartition(".")[2]
    return bool({*SHOWING} & {*module.name.split(".")}) or last.endswith(ALSO)


def test_no_list_is_cut_in_silence(modules: tuple[Module, ...]) -> None:
    found = [one for module in modules if shows(module) and module.name != CUTTING for one in cuts(module)]
    assert sorted({*found} - {*SAID}) == []
    assert sorted({*SAID} - {*found}) == [], "no longer there"


def test_a_cut_is_seen() -> None:
    silent = Module(
        "detente.chapters.x.pages.sections",
        "x.py",
        "rows = found[:SHOWN]\none = text[:1]\nfew = all[:3]\n"
        "some = all[::step]\nlast = all[-most:]\nmost = heapq.nlargest(3, all)\nback = all[::-1]",
    )
    assert shows(silent)
    assert [*cuts(silent)] == [
        f"{silent.name}: {one}"
        for one in ("found[:SHOWN]", "all[:3]", "all[::step]", "all[-most:]", "heapq.nlargest(3, all)")
    ]


def test_what_is_left_out_is_counted() -> None:
    assert cut("abc", 2) == (("a", "b"), 1)
    assert cut("abc", 3).said("letter") == ""
    assert cut("abc", 3).said("letter", 2) == " Two more letters are not shown here."
    assert listed_first("abcd", 3) == "a, b, c and one more"
