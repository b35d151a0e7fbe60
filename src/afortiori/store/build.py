"""From the plain data of files to values of the law; every fault of meaning is noted with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from afortiori.authority import LEGISLATURE, UNDATED, Court, When, legislature
from afortiori.casebase.issues import everything, issues_below
from afortiori.casebase.verdict import MOST_TERMS, terms
from afortiori.courts import built_in
from afortiori.doctrine import Answer, AtLeast, Doctrine, Factor, Formula, Issue, Leaf, Not, Rule, Side
from afortiori.errors import Misuse, Problem, did_you_mean
from afortiori.precedent import Event, Facts
from afortiori.precedent import facts as known_facts
from afortiori.store.yamlfile import Place, Source

NOT_REACHED = "not reached"
UNKNOWN = ("unknown", "?")
COURT_LEVELS = ("supreme", "appellate", "trial")
Row = dict[str, Any]
Pairs = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Faults:
    """The problems found in one file."""

    source: Source
    found: list[Problem] = field(default_factory=list)
    under: Place = ()

    def add(self, place: Place, what: str, remedy: str) -> None:
        """Note a problem at a place, below the place that ``under`` names."""
        self.found.append(self.source.problem((*self.under, *place), what, remedy))

    def named(self, place: Place, kind: str, name: str, known: Collection[str], of: str = "") -> bool:
        """Whether ``name`` is among ``known``; notes a problem where it is not."""
        if name in known:
            return True
        self.add(place, f"unknown {kind} '{name[:80]}'{of}", did_you_mean(name, known))
        return False

    def level(self, place: Place, level: str, factor: str, levels: Collection[str]) -> bool:
        """Whether ``level`` is among the ``levels`` of ``factor``; notes a problem where it is not."""
        return self.named(place, "level", level, levels, f" of factor '{factor[:80]}'")

    def date(self, place: Place, text: str) -> When | None:
        """The date written there; notes a problem where it is none."""
        try:
            return When(text)
        except Misuse as misuse:
            self.add(place, str(misuse).partition(": ")[0][:120], "write 1988-08-23, 1988-08 or 1988")
            return None


class Matter(NamedTuple):
    """A user's new facts, and the defaults for asking about them. ``as_of`` and ``forum`` may be empty.

    ``heading`` holds what is written of ``to``, ``from``, ``client_matter`` and ``privilege``, for a memorandum;
    ``stated`` names the factors that the file mentions.

    >>> from afortiori import open_pack
    >>> popov = open_pack("wild-animals").matters["popov"]
    >>> popov.title, popov.forum
    ('Popov v. Hayashi', 'any')
    """

    id: str
    title: str
    doctrine: str
    forum: str
    as_of: str
    unmentioned: str
    facts: Facts
    text: str = ""
    source: str = ""
    note: str = ""
    events: tuple[Event, ...] = ()
    heading: tuple[tuple[str, str], ...] = ()
    stated: tuple[str, ...] = ()

    def before_events(self, doctrine: Doctrine) -> Facts:
        """The facts before any event: what the events bring about is then neutral, or unknown, as for the unmentioned."""
        touched = {name for event in self.events for name, _ in event.sets}
        known: dict[str, str | tuple[str, ...]] = {n: levels for n, levels in self.facts.narrowed if n not in touched}
        if self.unmentioned == "absent":
            known |= {name: doctrine.factor(name).neutral for name in touched}
        return known_facts(doctrine, known)


def courts_of(plain: Row, faults: Faults) -> dict[str, Court]:
    """The courts that a doctrine adds to the built-in table."""
    courts = {}
    for id, row in plain["courts"].items():
        if id == LEGISLATURE:
            faults.add(("courts", id), f"'{id}' is no court", "give it another id; a statute is a rule without a court")
        for i, above in enumerate(row["above"]):
            if faults.named(("courts", id, "above", i), "court", above, [*plain["courts"], *built_in()]):
                _upwards(id, above, ("courts", id, "above", i), plain["courts"], faults)
        chain = _ancestors(id, plain["courts"])
        if id in chain:
            faults.add(("courts", id, "above"), f"court '{id}' stands above itself", "break the circle")
        courts[id] = Court(
            id,
            row["name"],
            row["abbreviation"],
            row["level"],
            plain["law"],
            tuple(sorted(chain - {id})),
            row["binds_itself"],
        )
    return courts


def _upwards(id: str, above: str, place: Place, rows: Mapping[str, Row], faults: Faults) -> None:
    """Notes a court above which one of a lower level is written."""
    own = rows[id]["level"]
    level = rows[above]["level"] if above in rows else built_in()[above].level
    if COURT_LEVELS.index(level) > COURT_LEVELS.index(own):
        what = f"the court '{above}', of level {level}, stands above '{id}', of level {own}"
        faults.add(place, what, "'above' lists the courts that stand above this one")


def _ancestors(id: str, rows: Mapping[str, Row]) -> set[str]:
    found: set[str] = set()
    waiting = list(rows[id]["above"])
    while waiting:
        above = waiting.pop()
        if above not in found:
            found.add(above)
            waiting.extend(
                rows[above]["above"] if above in rows else built_in()[above].above if above in built_in() else ()
            )
    return found


def doctrine_of(id: str, plain: Row, courts: Mapping[str, Court], faults: Faults) -> Doctrine:
    """A doctrine; where faults are noted it may lack parts."""
    sides = tuple(Side(name, row["name"], row["wanted_by"]) for name, row in plain["sides"].items())
    issues = tuple(_issue(name, row, plain, faults) for name, row in plain["issues"].items())
    factors = tuple(factor_of(name, row, plain, faults, ("factors", name)) for name, row in plain["factors"].items())
    bare = Doctrine(
        id, plain["name"], plain["question"], (sides[0], sides[1]), factors, plain["law"], plain["claim"], issues, (),
        plain["scope"], unverified=plain["unverified"],
    )  # fmt: skip
    whole = _with_rules(bare, plain, faults)
    rules = [_rule(name, row, bare, plain, courts, faults) for name, row in plain["rules"].items()]
    _no_circle(plain["rules"], faults)
    return replace(whole, rules=tuple(rule for rule in rules if rule is not None))


def _issue(id: str, row: Row, plain: Row, faults: Faults) -> Issue:
    """An issue without its rule, which is read once all issues and factors are known."""
    place: Place = ("issues", id)
    if id in plain["factors"]:
        faults.add(place, f"issue '{id}' has the id of a factor", "give one of the two another id")
    if row["parent"]:
        faults.named((*place, "parent"), "issue", row["parent"], plain["issues"])
    if row["side"]:
        faults.named((*place, "side"), "side", row["side"], plain["sides"])
    above: list[str] = []
    parent = row["parent"]
    while parent in plain["issues"] and parent not in above:
        above.append(parent)
        parent = plain["issues"][parent]["parent"]
    if id in above:
        faults.add((*place, "parent"), f"issue '{id}' stands above itself", "break the circle")
    default = {"": None, "established": True, "not established": False}[row["default"]]
    side = row["side"] if row["side"] in plain["sides"] else None
    parent = row["parent"] if row["parent"] in plain["issues"] and id not in above else None
    return Issue(id, row["name"], row["definition"], row["source"], parent, side, None, row["authority"], default)


def _with_rules(bare: Doctrine, plain: Row, faults: Faults) -> Doctrine:
    """The doctrine with the rules that settle its issues and join them to the question."""
    issues = []
    for issue in bare.issues:
        row, place = plain["issues"][issue.id], ("issues", issue.id)
        rule = None
        if row["rule"] is not None:
            rule = formula_of(everything(bare), row["rule"], (*place, "rule"), faults)
            if not row["authority"]:
                faults.add(place, f"the rule of issue '{issue.id}' has no authority", "write 'authority: ...'")
        issues.append(issue._replace(rule=rule))
    answer = None
    if plain["answer"] is not None:
        row = plain["answer"]
        faults.named(("answer", "side"), "side", row["side"], plain["sides"])
        formula = formula_of(everything(bare), row["where"], ("answer", "where"), faults)
        otherwise = None
        if row["otherwise"] is not None:
            otherwise = formula_of(everything(bare), row["otherwise"], ("answer", "otherwise"), faults)
        if formula is not None:
            answer = Answer(row["side"], formula, row["authority"], otherwise, row["losses"] == "attributed")
    whole = replace(bare, issues=tuple(issues), answer=answer)
    for issue in whole.issues:
        if issue.id in _all_below(whole, issue):
            faults.add(("issues", issue.id), f"issue '{issue.id}' stands above itself", "break the circle")
            return bare
    return whole


def _all_below(doctrine: Doctrine, issue: Issue) -> set[str]:
    """Every issue that stands anywhere below one."""
    found: set[str] = set()
    waiting = [issue]
    while waiting:
        inner = [below for below in issues_below(doctrine, waiting.pop()) if below.id not in found]
        found |= {below.id for below in inner}
        waiting += inner
    return found


def factor_of(id: str, row: Row, plain: Row, faults: Faults, place: Place) -> Factor:
    """A factor as written at a place, its levels in their whole order."""
    sides = list(plain["sides"])
    side = row["favours"]
    if side != "nobody":
        faults.named((*place, "favours"), "side", side, [*sides, "nobody"])
    if row["parent"]:
        faults.named((*place, "parent"), "issue", row["parent"], plain["issues"])
    for i, issue in enumerate(row["also"]):
        faults.named((*place, "also", i), "issue", issue, plain["issues"])
    levels = tuple(row["levels"])
    for i, level in enumerate(levels):
        if level in levels[:i]:
            faults.add((*place, "levels", i), f"level '{level}' is listed twice", "keep one of the two")
        if level in UNKNOWN:
            faults.add((*place, "levels", i), f"'{level}' cannot be a level", "unknown is no level: leave it out")
    for level in row["level_notes"]:
        faults.named((*place, "level_notes", level), "level", level, levels)
    for key in ("clauses", "conditions"):
        for level in row[key]:
            faults.named((*place, key, level), "level", level, levels)
    neutral = row["neutral"] or levels[0]
    if not faults.named((*place, "neutral"), "level", neutral, levels):
        neutral = levels[0]
    order = _order(place, row, levels, neutral, faults)
    other = next((name for name in sides if name != side), None) if side in sides else None
    return Factor(
        id, row["name"], row["definition"], levels, neutral, order, side if side in sides else None, other,
        row["parent"] or None, row["authority"], tuple(row["level_notes"].items()), row["note"],
        tuple(row["also"]), row["strength"], tuple(row["clauses"].items()), tuple(row["conditions"].items()),
    )  # fmt: skip


def _order(place: Place, row: Row, levels: tuple[str, ...], neutral: str, faults: Faults) -> frozenset[tuple[str, str]]:
    """The whole strict order: a line, or the closure of the pairs written; refuses a circle or a level apart from neutral."""
    if not row["order"]:
        return frozenset((a, b) for i, a in enumerate(levels) for b in levels[i + 1 :] if a != b)
    above: dict[str, set[str]] = {level: set() for level in levels}
    for i, (low, high) in enumerate(row["order"]):
        if all(faults.named((*place, "order", i), "level", level, levels) for level in (low, high)):
            above[low].add(high)
    for middle in levels:
        for low in levels:
            if middle in above[low]:
                above[low] |= above[middle]
    order = {(low, high) for low, higher in above.items() for high in higher}
    circle = sorted({a for a, b in order if a == b})
    if circle:
        faults.add((*place, "order"), "the levels go in a circle: " + ", ".join(circle), "delete one of the pairs")
        return frozenset()
    for level in levels:
        if level != neutral and (neutral, level) not in order and (level, neutral) not in order:
            faults.add(
                (*place, "order"),
                f"level '{level}' is neither above nor below the neutral level '{neutral}'",
                f"add a pair that joins them, such as [{neutral}, {level}]",
            )
    return frozenset(order)


def _rule(
    id: str, row: Row, doctrine: Doctrine, plain: Row, courts: Mapping[str, Court], faults: Faults
) -> Rule | None:
    place: Place = ("rules", id)
    kinds = [kind for kind in ("sufficient", "necessary") if row[kind] is not None]
    side = row["side"] or None
    formula = None
    if len(kinds) > 1:
        faults.add(place, f"rule '{id}' is both sufficient and necessary", "write two rules")
    elif kinds:
        if side is None:
            faults.add(place, f"rule '{id}' has a formula and no side", "write 'side: ...'")
        else:
            faults.named((*place, "side"), "side", side, plain["sides"])
        formula = formula_of(doctrine, row[kinds[0]], (*place, kinds[0]), faults)
    if (
        formula is not None
        and max(_alternatives(formula, holds=True), _alternatives(formula, holds=False)) > MOST_TERMS
    ):
        faults.add(place, f"a rule's formula has more than {MOST_TERMS} alternatives", "split the rule")
    elif formula is not None:
        try:
            terms(doctrine, formula, holds=True)
            terms(doctrine, formula, holds=False)
        except Misuse as misuse:
            faults.add(place, str(misuse), "split the rule")
    for i, older in enumerate(row["supersedes"]):
        faults.named((*place, "supersedes", i), "rule", older, plain["rules"])
    if row["scope"] != "doctrine":
        _narrower(place, row["scope"], plain, faults)
    court = _laid_down_by(place, row, plain, courts, faults)
    decided = faults.date((*place, "decided"), row["decided"])
    until = faults.date((*place, "until"), row["until"]) if row["until"] else None
    if decided is not None:
        _in_time(place, row, decided, until, plain, faults)
    if court is None or decided is None:
        return None
    return Rule(
        id, row["rule"], kinds[0] if kinds else "note", side, formula, row["authority"], row["case"] or None,
        court, decided, row["bench"], until, tuple(row["supersedes"]), row["scope"], row["published"],
        row["quotation"],
    )  # fmt: skip


def _in_time(place: Place, row: Row, decided: When, until: When | None, plain: Row, faults: Faults) -> None:
    """Notes a rule that ends before it was laid down, or replaces one that is younger than itself."""
    if until is not None and until.last < decided.text:
        what = f"'until' {until.text} lies before the decision of {decided.text}"
        faults.add((*place, "until"), what, "correct one of the two dates")
    for i, older in enumerate(row["supersedes"]):
        written = plain["rules"].get(older, {"decided": UNDATED})["decided"]
        # A date that is none is noted where it stands; a rule that no source dates may replace any.
        if decided.text != UNDATED and _is_date(written) and When(written).text > decided.last:
            what = f"it supersedes '{older}', which was decided later, on {written}"
            faults.add((*place, "supersedes", i), what, "correct one of the two dates, or let the later rule supersede")


def _is_date(text: str) -> bool:
    with suppress(Misuse):
        return bool(When(text))
    return False


def _narrower(place: Place, scope: str, plain: Row, faults: Faults) -> None:
    """Notes a rule that is not of the whole doctrine: the rule of an issue stands under that issue."""
    if scope in plain["issues"]:
        what = f"a rule for the issue '{scope}' among those of the whole doctrine"
        faults.add((*place, "scope"), what, f"write it under that issue: 'issues: {scope}: rule: ...'")
    else:
        remedy = "leave it out: a rule is of the whole doctrine, and the rule of an issue stands under 'issues'"
        faults.add((*place, "scope"), f"unknown scope '{scope[:80]}'", remedy)


def _laid_down_by(place: Place, row: Row, plain: Row, courts: Mapping[str, Court], faults: Faults) -> Court | None:
    """The court that laid a rule down; a rule without one is a statute of the doctrine's law."""
    if row["court"]:
        return courts[row["court"]] if faults.named((*place, "court"), "court", row["court"], [*courts]) else None
    if row["case"]:
        faults.add(place, "a rule that a case laid down has no court", "write 'court: ...'; only a statute has none")
        return None
    return legislature(plain["law"])


def _alternatives(formula: Formula, *, holds: bool) -> int:
    """How many alternatives a formula, or its denial, is spelt out in, before any are merged."""
    if isinstance(formula, Leaf):
        return 1
    if isinstance(formula, Not):
        return _alternatives(formula.part, holds=not holds)
    count = formula.count if holds else len(formula.parts) - formula.count + 1
    ways = [1] + [0] * count
    for part in formula.parts:
        each = _alternatives(part, holds=holds)
        ways = [1, *(ways[k] + ways[k - 1] * each for k in range(1, count + 1))]
    return ways[count]


def _no_circle(rules: Mapping[str, Row], faults: Faults) -> None:
    for id in rules:
        seen: set[str] = set()
        waiting = list(rules[id]["supersedes"])
        while waiting:
            older = waiting.pop()
            if older not in seen:
                seen.add(older)
                waiting.extend(rules[older]["supersedes"] if older in rules else ())
        if id in seen:
            faults.add(("rules", id, "supersedes"), f"rule '{id}' supersedes itself", "break the circle")


def formula_of(doctrine: Doctrine, written: Any, place: Place, faults: Faults) -> Formula | None:
    """A formula as written: ``all``, ``any``, ``not``, ``at least`` over ``factor: level``."""
    if not isinstance(written, dict) or len(written) != 1:
        faults.add(place, "a formula has one key here", "write 'all:', 'any:', 'not:', 'at least:' or 'FACTOR: LEVEL'")
        return None
    [(key, value)] = written.items()
    here = (*place, key)
    if key == "not":
        part = formula_of(doctrine, value, here, faults)
        return None if part is None else Not(part)
    if key == "at least" and isinstance(value, dict) and set(value) == {"count", "of"}:
        return _counted(doctrine, value["count"], value["of"], here, faults)
    if key in ("all", "any") and isinstance(value, list):
        return _counted(doctrine, str(len(value)) if key == "all" else "1", value, here, faults)
    if key in ("all", "any", "at least"):
        remedy = "write 'count: N' and 'of:' with a list" if key == "at least" else "write a list of formulas under it"
        faults.add(here, f"'{key}' is not in its form", remedy)
        return None
    if not faults.named(here, "factor", key, doctrine.factor_ids()):
        return None
    factor = doctrine.factor(key)
    condition = factor.condition(value) if isinstance(value, str) else None
    if condition is None:
        named = [c.level for c in factor.conditions()]
        faults.add(here, f"'{str(value)[:80]}' is no condition of factor '{key}'", did_you_mean(str(value), named))
        return None
    return Leaf(condition)


def _counted(doctrine: Doctrine, count: Any, parts: Any, place: Place, faults: Faults) -> Formula | None:
    number = int(count) if isinstance(count, str) and len(count) <= 4 and count.isdecimal() else 0
    if not isinstance(parts, list) or not 1 <= number <= len(parts):
        faults.add(place, "its count is not between 1 and the number of its parts", "write a list with enough parts")
        return None
    built = [formula_of(doctrine, part, (*place, i), faults) for i, part in enumerate(parts)]
    whole = tuple(part for part in built if part is not None)
    return AtLeast(number, whole) if len(whole) == len(built) else None


def pairs_of(rows: Mapping[str, str], place: Place, doctrine: Doctrine, faults: Faults) -> Pairs:
    """Levels as written, ``factor: level``; those that the doctrine lacks are noted and left out."""
    pairs = []
    for name, level in rows.items():
        here = (*place, name)
        if faults.named(here, "factor", name, doctrine.factor_ids()) and faults.level(
            here, level, name, doctrine.factor(name).levels
        ):
            pairs.append((name, level))
    return tuple(pairs)


def matter_of(id: str, plain: Row, doctrine: Doctrine, courts: Mapping[str, Court], faults: Faults) -> Matter:
    """A matter; levels that the doctrine lacks are noted and left out."""
    if plain["forum"] and plain["forum"] != "any":
        faults.named(("forum",), "court", plain["forum"], [*courts, "any"])
    if plain["as_of"]:
        when = faults.date(("as_of",), plain["as_of"])
        if when is not None and len(when.text) != 10:
            faults.add(("as_of",), f"'{when.text}' is no day", "write a day, such as 1988-08-23")
    known: dict[str, str | tuple[str, ...]] = {}
    for name, written in plain["facts"].items():
        here: Place = ("facts", name)
        if not faults.named(here, "factor", name, doctrine.factor_ids()):
            continue
        levels = doctrine.factor(name).levels
        if len(written) == 1 and written[0] in UNKNOWN:
            known[name] = levels
        elif written and all(faults.level(here, level, name, [*levels, "unknown"]) for level in written):
            known[name] = tuple(written)
        elif not written:
            faults.add(here, f"no level for '{name}'", "write a level, a list of levels, or 'unknown'")
    for name, value in list(known.items()):
        if not set(value) <= set(doctrine.factor(name).levels):
            faults.add(("facts", name), "'unknown' stands in a list of levels", "write 'unknown' alone")
            del known[name]
    facts = known_facts(doctrine, known, unmentioned=plain["unmentioned"])
    return Matter(
        id, plain["title"], plain["doctrine"], plain["forum"], plain["as_of"], plain["unmentioned"], facts,
        plain["text"], plain["source"], plain["note"], _events(plain["events"], doctrine, faults),
        tuple((key, text) for key, text in plain["heading"].items()), tuple(plain["facts"]),
    )  # fmt: skip


def _events(rows: list[Row], doctrine: Doctrine, faults: Faults) -> tuple[Event, ...]:
    """A matter's events as written; those that are dated must stand in the order of their dates."""
    events = []
    latest = ""
    for i, row in enumerate(rows):
        place: Place = ("events", i)
        before = row["date"].startswith("before ")
        written = row["date"].removeprefix("before ")
        when = faults.date((*place, "date"), written) if written else None
        if when is not None and when.last < latest:
            faults.add((*place, "date"), f"'{row['date']}' comes before the event above it", "put the events in order")
        latest = when.last if when is not None else latest
        sets = pairs_of(row["facts"], (*place, "facts"), doctrine, faults)
        events.append(Event(row["text"], sets, when, before, row["source"]))
    return tuple(events)
