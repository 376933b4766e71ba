"""Does a case contradict itself? Checks that need more than one part of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from detente.case.faults import KeyPath, nearest, one_of, printable, shown
from detente.case.first_and_last_days import days, first_after_last
from detente.case.judgements import WORTHS, Judgement, value_word
from detente.case.model import Case, Placed
from detente.case.patterns import Pattern
from detente.case.references import Names, Problem, conditioned, unknown, valuations
from detente.case.schema import RECOMMENDED, Conditional, Package, Position

CHANGE = "an option that changes something"

# A rule by name, with the options of each issue that must not come together.
NamedRule = tuple[str, Mapping[str, frozenset[str]]]

# Sections that give a party points.
HOLDERS = ("positions", "reservation", "abstains_within")

# Sections whose judgements are no probabilities, and what they are.
POINTS = dict.fromkeys(("positions", "linkages", "reservation", "abstains_within", "policies"), "points a year")
NO_CHANCE = POINTS | {"discount_rates": "a rate a year"}


def check_consistency(case: Case, names: Names) -> Iterator[Problem]:
    """Yield a problem for everything in the case that contradicts something else in it.

    Args:
        case: The sound entries of the case.
        names: What the case defines.

    Yields:
        Problems, in no particular order.
    """
    yield from _positions(case, names)
    yield from _values(case, names)
    yield from _conditions(case)
    yield from _unvalued_issues(names)
    yield from _status_quo(case, names)
    yield from _idle(case, names)
    yield from _gates(case, names)
    yield from _scopes(case, names)
    yield from _packages(case, names)
    yield from _repeats(case)
    yield from _seeds(case, names)
    for issue, body in case.issues.items():
        for option, told in body.options.items():
            yield from first_after_last(("issues", issue, "options", option), told)
    for placed in case.stated.values():
        yield from check_judgement(placed, names)
    yield from _shifts(case, names)
    yield from _factors(case, names)


def _positions(case: Case, names: Names) -> Iterator[Problem]:
    """Each party values every option of an issue but the status quo, or none."""
    for party, issues in case.positions.items():
        for issue in issues:
            place = ("positions", party, issue)
            given, ladder = names.keys(*place) or (), names.ladders.get(issue, ())
            if ladder and ladder[0] in given:
                found = f"a value for the status quo {ladder[0]!r}"
                yield Problem((*place, ladder[0]), found, "none: it is 0 by definition")
            valued = names.means(given, ladder)
            missing = [option for option in ladder[1:] if option not in valued]
            if missing:
                expected = "a value for every option but the status quo"
                yield Problem(place, f"no value for {printable(', '.join(missing), 200)}", expected)
            if issue in case.indifferent.get(party, ()):
                found = f"{issue!r}, on which it has a position"
                yield Problem(("indifferent", party), found, "issues without a position", text=issue)


def _values(case: Case, names: Names) -> Iterator[Problem]:
    """Each value of a position says something, and one-off values need a discount rate."""
    rates = names.keys("discount_rates")
    rated = None if rates is None else names.means(rates, names.keys("parties") or ())
    for place, position in valuations(case):
        party = str(place[1])
        values: list[tuple[KeyPath, Position | Conditional]] = [(place, position)]
        values += [((*place, "when", number), condition) for number, condition in enumerate(position.when)]
        for inner, value in values:
            if value.yearly is None and value.once is None:
                yield Problem(inner, "neither yearly nor once", "at least one of them")
            if value.once is not None and rated is not None and party not in rated:
                expected = f"a rate for {party} under discount_rates, to count it by the year"
                yield Problem((*inner, "once"), "a one-off value", expected)


def _conditions(case: Case) -> Iterator[Problem]:
    """Each hypothesis is a condition of a value once."""
    for place, stated in conditioned(case):
        for number, hypothesis in _repeated(condition.hypothesis for condition in stated.when):
            found = f"the hypothesis {hypothesis!r} a second time"
            yield Problem((*place, "when", number, "hypothesis"), found, "each hypothesis once")


def _unvalued_issues(names: Names) -> Iterator[Problem]:
    """Each issue that can change is in some position or linkage, unless there are none or they cannot be told."""
    held = [names.keys("positions"), names.keys("linkages")]
    held += [names.keys("positions", party) for party in held[0] or ()]
    held += [names.keys("linkages", name, "pattern") for name in held[1] or ()]
    told = [keys for keys in held if keys is not None]
    valued = names.means((issue for issues in told[2:] for issue in issues), names.ladders)
    for issue, ladder in names.ladders.items() if len(told) == len(held) > 2 else ():
        if len(ladder) > 1 and issue not in valued:
            yield Problem(("issues", issue), "an issue that nobody values", "a position of at least one party on it")


def _status_quo(case: Case, names: Names) -> Iterator[Problem]:
    """Nobody can refuse the status quo."""
    gated = {party: gate.options for party, gate in case.gates.items()}
    for section, what, stated in (("red_lines", "a red line", case.red_lines), ("gates", "a gate", gated)):
        for party, issues in stated.items():
            for issue, options in issues.items():
                for quo in set(names.ladders.get(issue, ())[:1]) & set(options):
                    inner = ("options",) if section == "gates" else ()
                    yield Problem((section, party, *inner, issue, quo), f"{what} on the status quo {quo!r}", CHANGE)


def _idle(case: Case, names: Names) -> Iterator[Problem]:
    """Combinations and consents speak of changes."""
    for name, linkage in case.linkages.items():
        if _keeps(names, linkage.pattern):
            yield Problem(("linkages", name, "pattern"), "a pattern that the status quo matches", CHANGE)
    for name, rule in case.rules.items():
        kinds = {"never", "must_change"} & {*(names.keys("rules", name) or ())}
        if len(kinds) != 1:
            both = "both never and must_change" if kinds else "neither never nor must_change"
            yield Problem(("rules", name), both, "one of them")
        elif rule.never and _keeps(names, rule.never) and not _settles(names, rule.never):
            expected = f"{CHANGE}; or `must_change: [issues]`, of which every package then changes one"
            yield Problem(("rules", name, "never"), "a rule that forbids the status quo", expected)
    for name, clause in case.consent.items():
        for issue, which in clause.covers.items():
            if _keeps(names, {issue: which}):
                yield Problem(("consent", name, "covers", issue), "the status quo, which needs no consent", CHANGE)


def _known(names: Names, pattern: Pattern) -> bool:
    """Whether all issues and options of a pattern exist, so that more can be said about it."""
    return names.know({issue: which.named for issue, which in pattern.items()})


def _keeps(names: Names, pattern: Pattern) -> bool:
    """Whether the status quo is known to match a pattern."""
    return _known(names, pattern) and all(
        names.ladders[issue][0] in which.of(names.ladders[issue]) for issue, which in pattern.items()
    )


def _settles(names: Names, pattern: Pattern) -> bool:
    """Whether a pattern bars how one issue is today, and leaves it other options: every package settles that issue."""
    return len(pattern) == 1 and all(
        len(which.of(names.ladders[issue])) < len(names.ladders[issue]) for issue, which in pattern.items()
    )


def _gates(case: Case, names: Names) -> Iterator[Problem]:
    """A gate has no points: it passes something or it does not."""
    gates = names.keys("gates") or ()
    linked = {linkage.party for linkage in case.linkages.values()}
    for gate in gates:
        if gate in linked or any(gate in (names.keys(section) or ()) for section in HOLDERS):
            yield Problem(("gates", gate), "a body that has points too", "either a gate or points, not both")
    for name, clause in case.consent.items():
        for party in {str(leaf.party) for leaf in clause.needs.leaves() if leaf.abstains} & {*gates}:
            found = f"not_object: {party}, which is a gate"
            yield Problem(("consent", name, "needs"), found, "accept: a gate passes something or does not", text=party)


def _scopes(case: Case, names: Names) -> Iterator[Problem]:
    """A scope leaves an option on every issue."""
    for name, scope in case.scopes.items():
        if not _known(names, scope.require) or not _known(names, scope.exclude):
            continue
        for issue in dict.fromkeys((*scope.require, *scope.exclude)):
            ladder = names.ladders[issue]
            left = scope.require[issue].of(ladder) if issue in scope.require else frozenset(ladder)
            if issue in scope.exclude:
                left -= scope.exclude[issue].of(ladder)
            if not left:
                section = "exclude" if issue in scope.exclude else "require"
                expected = "at least one option left on every issue"
                yield Problem(("scopes", name, section, issue), f"no option of {issue} left", expected)


def _packages(case: Case, names: Names) -> Iterator[Problem]:
    """A package changes something, and no rule forbids it."""
    quo = {issue: ladder[0] for issue, ladder in names.ladders.items() if ladder}
    rules = _rules_by_change(case, names, quo)
    for name, package in case.packages.items():
        if not names.know({issue: (option,) for issue, option in package.options.items()}):
            continue
        if all(option == quo[issue] for issue, option in package.options.items()):
            yield Problem(("packages", name, "options"), "the status quo", CHANGE)
        broken = [*_unmet(case, names, package, quo)]
        for change in package.options.items():
            for rule, never in rules.get(change, ()):
                if all(package.options.get(issue, quo[issue]) in options for issue, options in never.items()):
                    broken.append(rule)
        for rule in broken:
            found = f"a package that the rule {rule!r} forbids"
            yield Problem(("packages", name, "options"), found, "one that the rules allow")
        yield from _past_options(case, name, package)
        done = all(case.carried_out.get(issue) == option for issue, option in package.options.items())
        yield from first_after_last(("packages", name), package) if done else days(("packages", name), package, case)


def _unmet(case: Case, names: Names, package: Package, quo: Mapping[str, str]) -> Iterator[str]:
    """Yield the rules that a package breaks by what it leaves as it is, on issues that must change or be settled."""
    for rule, body in case.rules.items():
        must = {*body.must_change} if {*body.must_change} <= quo.keys() else set()
        if must and all(package.options.get(issue, quo[issue]) == quo[issue] for issue in must):
            yield rule
        elif body.never and _keeps(names, body.never):
            never = {issue: which.of(names.ladders[issue]) for issue, which in body.never.items()}
            if all(package.options.get(issue, quo[issue]) in options for issue, options in never.items()):
                yield rule


def _past_options(case: Case, name: str, package: Package) -> Iterator[Problem]:
    """A package has no option whose last day is past, but for what has been carried out."""
    for issue, option in package.options.items():
        body = case.issues.get(issue)
        until = body.options[option].until if body is not None and option in body.options else None
        if until is None or case.carried_out.get(issue) == option:
            continue
        if case.date is not None and until < case.date:
            found = f"{option!r}, whose last day {until} is before the day of the case"
            yield Problem(("packages", name, "options", issue), found, "an option that is still possible")


def _rules_by_change(case: Case, names: Names, quo: Mapping[str, str]) -> Mapping[tuple[str, str], list[NamedRule]]:
    """Sort the rules by a change that a package must have to be forbidden: (issue, option) → rules."""
    found: dict[tuple[str, str], list[NamedRule]] = {}
    for name, rule in case.rules.items():
        if rule.never and _known(names, rule.never) and not _keeps(names, rule.never):
            never = {issue: which.of(names.ladders[issue]) for issue, which in rule.never.items()}
            issue = next(issue for issue, options in never.items() if quo[issue] not in options)
            for option in never[issue]:
                found.setdefault((issue, option), []).append((name, never))
    return found


def _repeated(named: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield what stands in a list before, with its position."""
    seen: set[str] = set()
    for number, name in enumerate(named):
        if name in seen:
            yield number, name
        seen.add(name)


def _repeats(case: Case) -> Iterator[Problem]:
    """A list of names has each of them once."""
    lists: list[tuple[KeyPath, tuple[str, ...]]] = []
    lists += [(("issues", issue, "movers"), body.movers) for issue, body in case.issues.items()]
    lists += [(("rules", name, "must_change"), rule.must_change) for name, rule in case.rules.items()]
    lists += [(("packages", name, "proposed_by"), body.proposed_by) for name, body in case.packages.items()]
    lists += [(("indifferent", party), issues) for party, issues in case.indifferent.items()]
    lists += [(("policies", name, "packages"), policy.packages) for name, policy in case.policies.items()]
    for place, named in lists:
        for number, name in _repeated(named):
            yield Problem((*place, number), f"{name!r} a second time", "each of them once")
    if RECOMMENDED in case.packages:
        found = f"a package named {RECOMMENDED!r}"
        yield Problem(("packages", RECOMMENDED), found, "another id: that one means the package that is recommended")
    for name, policy in case.policies.items():
        if RECOMMENDED in policy.packages and (policy.scope is not None or len(policy.packages) > 1):
            found = f"{RECOMMENDED!r} beside other things that are sought"
            yield Problem(("policies", name), found, f"{RECOMMENDED!r} alone, or the others")
    if "rest" in case.issues:
        yield Problem(
            ("issues", "rest"), "an issue named 'rest'", "another id: 'rest' means the others in `indifferent`"
        )


def _seeds(case: Case, names: Names) -> Iterator[Problem]:
    """Questions whose answers are known are put to experts of the case, and logarithms are of positive numbers."""
    for name, seed in case.elicitation.seeds.items() if case.elicitation is not None else ():
        place = ("elicitation", "seeds", name)
        if seed.log and seed.truth <= 0:
            yield Problem((*place, "truth"), f"{seed.truth:.12g}", "a number above 0, since its logarithm is taken")
        for who, said in seed.says.items():
            yield from unknown((*place, "says", who), who, names.keys("experts"), "expert")
            if seed.log and said[0] <= 0:
                found = f"[{', '.join(f'{one:.12g}' for one in said)}]"
                yield Problem((*place, "says", who), found, "numbers above 0, since logarithms are taken")


def check_judgement(placed: Placed, names: Names) -> Iterator[Problem]:
    """Yield a problem where words do not fit what they are said of, or a source does not exist."""
    for expert in placed.judgement.experts:
        place = (*placed.place, "experts", expert.who)
        yield from unknown(place, expert.who, names.keys("experts"), "expert")
    for at, judgement in placed.judgement.parts:
        yield from _check_words(judgement, (*placed.place, *at), names)
    for at, judgement in placed.judgement.parts:
        for source in judgement.source:
            yield from unknown((*placed.place, *at, "source"), source, names.keys("sources"), "source")


def _check_words(judgement: Judgement, at: KeyPath, names: Names) -> Iterator[Problem]:
    section = str(at[0])
    if judgement.worth is not None:
        place = (*at, "worth")
        worths = _value_words(names)
        if section == "issues":
            yield Problem(
                place, f"the value word {shown(judgement.worth)}", "a number or range: an effect is no points"
            )
        elif worths is not None and (word := value_word(judgement.worth)) not in worths:
            yield Problem(place, f"the unknown value word {shown(word)}", one_of(worths), nearest(word, worths))
    if judgement.words is not None and section in NO_CHANCE:
        yield Problem((*at, "words"), f"the likelihood word {judgement.words!r}", NO_CHANCE[section])


def _value_words(names: Names) -> Collection[str] | None:
    """Return the value words that the case may use: the usual ones and its own; None where that cannot be told."""
    own = names.keys("worths") if "worths" in names.raw else ()
    return None if own is None else dict.fromkeys((*WORTHS, *own))


def _shifts(case: Case, names: Names) -> Iterator[Problem]:
    """A policy shifts judgements that exist."""
    paths = {path: None for path in case.stated if not path.startswith("policies/")}
    for name, policy in case.policies.items():
        for path in policy.shifts:
            if path not in paths and not _lost(path, names):
                place = ("policies", name, "shifts", path)
                yield Problem(
                    place, f"the unknown judgement {shown(path)}", "the path of a judgement", nearest(path, paths)
                )


def _factors(case: Case, names: Names) -> Iterator[Problem]:
    """A factor ties judgements that exist, each once, and no judgement is explained more than wholly."""
    load = dict.fromkeys((placed.stream for placed in case.stated.values()), 0.0)
    paths = {"/".join(steps[: n + 1]): n for p in case.stated for steps in [p.split("/")] for n in range(len(steps))}
    for name, factor in case.factors.items():
        seen: set[str] = set()
        for field, named in (("judgements", factor.judgements), ("opposed", factor.opposed)):
            for number, path in enumerate(named):
                place: KeyPath = ("factors", name, field, number)
                tied = case.streams_at(path)
                if not tied and not _lost(path, names):
                    found = f"the unknown judgement {shown(path)}"
                    yield Problem(place, found, "the path of a judgement", nearest(path, paths))
                if seen & tied:
                    yield Problem(place, f"{shown(path)} a second time", "each judgement once in a factor")
                seen |= tied
        for stream in seen:
            load[stream] += factor.rho
        if over := sorted(stream for stream in seen if load[stream] > 1 + 1e-9):
            found = f"factors that together explain {load[over[0]]:.10g} of {over[0]}"
            yield Problem(("factors", name, "rho"), found, "at most 1 over all factors of a judgement")


def _lost(path: str, names: Names) -> bool:
    """Whether something at, above or below this path could not be validated."""
    steps = tuple(path.split("/"))
    return any(all(a == b for a, b in zip(place, steps, strict=False)) for place in names.lost)
