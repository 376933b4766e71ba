"""Does a case contradict itself? Checks that need more than one part of it, once its names are known to exist."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.faults import nearest, one_of
from detente.case.model import Case, Placed
from detente.case.patterns import Pattern
from detente.case.references import Names, Problem
from detente.case.yamltree import Place

POINTS = ("positions", "linkages", "reservation", "abstains_within", "policies")


def check_consistency(case: Case, names: Names) -> Iterator[Problem]:
    """Yield a problem for everything in the case that contradicts something else in it."""
    yield from _positions(case)
    yield from _unvalued_issues(case, names)
    yield from _status_quo(case)
    yield from _gates(case)
    yield from _scopes(case)
    yield from _packages(case)


def check_judgements(case: Case) -> Iterator[Problem]:
    """Yield a problem for every judgement whose words, sources, factors or shifts do not fit the case."""
    for word, (low, high) in case.worths.items():
        if low > high:
            yield Problem(("worths", word), f"a low of {low:g} above a high of {high:g}", "low ≤ high")
    for placed in case.stated.values():
        yield from _words_and_sources(case, placed)
    yield from _shifts(case)
    yield from _factors(case)


def _words_and_sources(case: Case, placed: Placed) -> Iterator[Problem]:
    place = tuple(placed.path.split("/"))
    judgement = placed.judgement
    if judgement.worth is not None and judgement.worth.lstrip("+-") not in case.worths:
        word = judgement.worth.lstrip("+-")
        yield Problem(place, f"unknown value word {word!r}", one_of(case.worths), nearest(word, case.worths))
    if judgement.words is not None and place[0] in POINTS:
        yield Problem(place, f"the likelihood word {judgement.words!r}", "points a year")
    for source in judgement.source:
        if source not in case.sources:
            yield Problem(place, f"unknown source {source!r}", one_of(case.sources), nearest(source, case.sources))


def _positions(case: Case) -> Iterator[Problem]:
    for party, issues in case.positions.items():
        for issue, options in issues.items():
            place: Place = ("positions", party, issue)
            quo, *others = case.ladder(issue)
            if quo in options:
                yield Problem((*place, quo), f"a value for the status quo {quo!r}", "none: it is 0 by definition")
            missing = [option for option in others if option not in options]
            if missing:
                yield Problem(place, f"no value for {', '.join(missing)}", "a value for every option but the status quo")
            if issue in case.indifferent.get(party, ()):
                yield Problem(place, "a position on an issue listed under indifferent", "one or the other")
            for option, position in options.items():
                if position.yearly is None and position.once is None:
                    yield Problem((*place, option), "neither yearly nor once", "at least one of them")
                once = position.once or next((c.once for c in position.when if c.once), None)
                if once and party not in case.discount_rates:
                    yield Problem((*place, option), "a one-off value", f"discount_rates → {party}, to count it by the year")


def _unvalued_issues(case: Case, names: Names) -> Iterator[Problem]:
    for issue in case.issues if names.valued else ():
        if issue not in names.valued:
            yield Problem(("issues", issue), "an issue that nobody values", "a position of at least one party on it")


def _matches_status_quo(case: Case, pattern: Pattern) -> bool:
    return all(case.ladder(issue)[0] in which.of(case.ladder(issue)) for issue, which in pattern.items())


def _status_quo(case: Case) -> Iterator[Problem]:
    for party, issues in case.red_lines.items():
        for issue, options in issues.items():
            if case.ladder(issue)[0] in options:
                place = ("red_lines", party, issue, case.ladder(issue)[0])
                yield Problem(place, "a red line on the status quo", "an option that changes something")
    for name, linkage in case.linkages.items():
        if _matches_status_quo(case, linkage.pattern):
            yield Problem(("linkages", name, "pattern"), "a pattern that the status quo matches", "at least one change")
    for name, rule in case.rules.items():
        if _matches_status_quo(case, rule.never):
            yield Problem(("rules", name, "never"), "a rule that forbids the status quo", "at least one change")
    for name, clause in case.consent.items():
        for issue, which in clause.covers.items():
            if case.ladder(issue)[0] in which.of(case.ladder(issue)):
                yield Problem(("consent", name, "covers", issue), "the status quo", "options that change something")


def _gates(case: Case) -> Iterator[Problem]:
    for party in case.gates:
        if party in case.positions or party in case.reservation:
            yield Problem(("gates", party), "a body that has points too", "either a gate or positions, not both")
    for name, clause in case.consent.items():
        for leaf in clause.needs.leaves():
            if leaf.abstains and leaf.party in case.gates:
                found = f"not_object: {leaf.party}, a gate"
                yield Problem(("consent", name, "needs"), found, "accept: a gate passes or does not")


def _scopes(case: Case) -> Iterator[Problem]:
    for name, scope in case.scopes.items():
        for issue in scope.require:
            ladder = case.ladder(issue)
            left = scope.require[issue].of(ladder)
            if issue in scope.exclude:
                left -= scope.exclude[issue].of(ladder)
            if not left:
                yield Problem(("scopes", name), f"no option of {issue} left", "at least one option on every issue")
        for issue in scope.exclude:
            if scope.exclude[issue].of(case.ladder(issue)) == set(case.ladder(issue)):
                yield Problem(("scopes", name, "exclude", issue), "every option excluded", "at least one option left")


def _packages(case: Case) -> Iterator[Problem]:
    for name, package in case.packages.items():
        chosen = {issue: package.options.get(issue, case.ladder(issue)[0]) for issue in case.issues}
        if all(option == case.ladder(issue)[0] for issue, option in chosen.items()):
            yield Problem(("packages", name, "options"), "the status quo", "at least one change")
        for rule, body in case.rules.items():
            if all(chosen[issue] in which.of(case.ladder(issue)) for issue, which in body.never.items()):
                yield Problem(("packages", name), f"a package that the rule {rule!r} forbids", "one that the rules allow")


def _shifts(case: Case) -> Iterator[Problem]:
    paths = [path for path in case.judgements if not path.startswith("policies/")]
    for name, policy in case.policies.items():
        for path in policy.shifts:
            if path not in paths:
                place = ("policies", name, "shifts", path)
                yield Problem(place, f"unknown judgement {path!r}", "the path of a judgement", nearest(path, paths))


def _factors(case: Case) -> Iterator[Problem]:
    streams = {placed.stream for placed in case.judgements.values()}
    load = dict.fromkeys(streams, 0.0)
    for name, factor in case.factors.items():
        seen: set[str] = set()
        for field in ("judgements", "opposed"):
            for n, path in enumerate(getattr(factor, field)):
                place: Place = ("factors", name, field, n)
                tied = case.streams_at(path)
                if not tied:
                    yield Problem(place, f"unknown judgement {path!r}", "the path of a judgement", nearest(path, streams))
                if seen & tied:
                    yield Problem(place, f"{path!r} a second time", "each judgement once in a factor")
                seen |= tied
        for tied_stream in sorted(seen):
            load[tied_stream] += factor.rho
            if load[tied_stream] > 1 + 1e-9:
                found = f"factors that explain {load[tied_stream]:.2f} of {tied_stream}"
                yield Problem(("factors", name, "rho"), found, "at most 1 over all factors of a judgement")
