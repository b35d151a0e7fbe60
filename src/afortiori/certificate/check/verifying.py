"""A certificate checked: its form and digest, every comparison and status, its verdict, and, with a base, every record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .completions import Beyond, Players, reached, standing
from .form import SHAPE, Refused, Row, digest, misshapen, printable, read, shown
from .kernel import (
    Doctrine,
    Held,
    Possible,
    admitted,
    compels,
    doctrine_of,
    faults_of_doctrine,
    held,
    last_day,
    leaves,
    prevails,
    separating,
    truth,
)
from .rereading import Base
from .selecting import BINDS, Status, statuses_of_cases, statuses_of_rules
from .supposing import differences, possible, rebuild

MOST_FAULTS = 50
NOT_CERTIFIED = "not certified"
_CASE_RECORD = (
    "case", "part", "name", "citations", "court", "decided", "bench", "published", "claims", "holding", "values",
    "reason", "history",
)  # fmt: skip
_RULE_RECORD = (
    "text", "kind", "side", "formula", "authority", "case", "court", "decided", "bench", "published", "until",
    "supersedes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """What came of checking a certificate: verified where there is no fault. ``says`` is what it certifies, in words."""

    faults: tuple[str, ...]
    says: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    trusted: tuple[str, ...] = ()
    beyond: bool = False

    @property
    def silent(self) -> tuple[str, ...]:
        """What no certificate speaks of."""
        return _SILENT

    @property
    def verified(self) -> bool:
        """Whether nothing was found against the certificate."""
        return not self.faults


def check(data: bytes, base: Base | None = None) -> Report:
    """Check a certificate by itself, or against the records of a base."""
    try:
        plain = read(data)
    except Refused as refused:
        return Report((f"this is no certificate: {refused}",))
    faults = [
        f"the whole{fault}" if fault[0] == " " else fault for fault in islice(misshapen(plain, SHAPE), MOST_FAULTS)
    ]
    if faults:
        return Report(tuple(faults))
    if digest({key: value for key, value in plain.items() if key != "digest"}) != plain["digest"]:
        faults.append("digest: the certificate was changed after it was written")
    faults += islice(_senseless(plain), MOST_FAULTS)
    beyond = False
    if not [fault for fault in faults if not fault.startswith("digest")]:
        arithmetic = _Arithmetic(plain)
        faults += islice(arithmetic.faults(), MOST_FAULTS)
        beyond = arithmetic.beyond
    trusted = list(_ALWAYS_TRUSTED)
    if base is None:
        trusted += _TRUSTED_WITHOUT_A_BASE
    else:
        try:
            faults += islice(_against(plain, base, trusted), MOST_FAULTS)
        except Refused as refused:
            faults.append(f"the base: {refused}")
    if faults:
        return Report(tuple(faults[:MOST_FAULTS]), beyond=beyond)
    return Report((), tuple(printable(line) for line in _says(plain)), tuple(_checked(plain, base)), tuple(trusted))


_ALWAYS_TRUSTED = (
    "that each record says what its opinion says, and each court's place what the law says of it: the sources that the "
    "records name can be looked up",
)
_TRUSTED_WITHOUT_A_BASE = (
    "every record, date and entry of later history, the doctrine and the courts, as the certificate gives them",
    "that no case or rule was left out",
    "the facts, as the certificate gives them",
)


_SILENT = (
    "how the issues settle the question, what only persuades, the nearest precedents, and whether a forcing is firm",
    "which of the facts not yet known still matter",
)


def _checked(plain: Row, base: Base | None) -> Iterator[str]:
    yield "the digest of the whole certificate"
    yield (
        f"for each of {len(plain['cases'])} cases and {len(plain['rules'])} rules, whether it binds the forum on the day, "
        "and why not"
    )
    yield "each comparison of an authority that binds, and each ground that separates one from the facts"
    if plain["verdict"]["kind"] != NOT_CERTIFIED:
        yield "who yields to whom, and the verdict in every completion of the facts"
    if base is None:
        yield "that is all: no base was given"
    else:
        names = ", ".join(f"'{shown(folder.name)}'" for folder in base.folders)
        yield f"every record, date and entry of later history, read again from {names}, with its digest; none was left out"


def _says(plain: Row) -> Iterator[str]:
    asked, verdict = plain["asked"], plain["verdict"]
    forum = "no court in particular" if asked["forum"] == "any" else asked["forum"]
    yield f"{asked['title']}, before {forum}, on the law before {asked['as_of']} ({asked['model']} model)."
    yield from (f"SUPPOSED: the opinion {adopted} had prevailed." for adopted in asked["adopted"])
    for key, words in (("set", "Changed from the matter: "), ("without", "Left out: "), ("bases", "Asked of: ")):
        if asked[key]:
            yield words + ", ".join(asked[key]) + "."
    if asked["reading"] is not None:
        yield f"Read under '{asked['reading']}'."
    if not asked["rules"]:
        yield "Precedents only."
    if verdict["kind"] == NOT_CERTIFIED:
        yield "The verdict is NOT certified: the facts have more completions than can be shown one and all."
    elif verdict["kind"] == "forced":
        yield f"Forced for {verdict['side']}."
    elif verdict["kind"] == "depends":
        ways = [" and ".join(sides) or "open" for sides in verdict["remaining"]]
        yield "It depends on facts not yet known. The verdicts that remain: " + "; ".join(ways) + "."
    else:
        yield f"{verdict['kind'].capitalize()}."
    for ref in verdict["by"]:
        yield "By " + _named(plain, ref) + "."
    for yielded in verdict["yields"]:
        to = ", ".join(f"{_named(plain, row['whom'])} ({row['ground']})" for row in yielded["to"])
        yield f"{_named(plain, yielded['who'])} would force {yielded['side']} and yields to {to}."


def _named(plain: Row, ref: str) -> str:
    kind, _, id = ref.partition(" ")
    if kind == "rule":
        return f"the rule '{id}': {plain['rules'][id]['authority']}"
    row = plain["cases"][id]
    return f"{row['name']}, {', '.join(row['citations'][:1]) or row['court']} ({row['decided'][:4]})"


def _senseless(plain: Row) -> Iterator[str]:
    """What keeps a certificate of the right shape from having a meaning."""
    faults = list(faults_of_doctrine(plain["doctrine"]))
    yield from faults
    if faults:
        return
    asked = plain["asked"]
    if asked["model"] not in ("reason", "result"):
        yield f"asked/model: '{shown(asked['model'])}' is none"
    if not asked["matter"]:
        yield "asked/matter: it names none"
    if not _is_day(asked["as_of"]):
        yield f"asked/as_of: '{shown(asked['as_of'])}' is no day"
    if asked["forum"] != "any" and asked["forum"] not in plain["courts"]:
        yield f"asked/forum: the court '{shown(asked['forum'])}' is unknown"
    named = {change.partition("=")[0] for change in asked["set"]}
    for key in ("set", "without", "adopted", "bases"):
        if len(set(asked[key])) != len(asked[key]) or len(named) != len(asked["set"]):
            yield f"asked/{key}: something is named twice"
    known = {*plain["cases"], *(row["case"] for row in plain["cases"].values()), *plain["rules"]}
    for name in (*asked["without"], *(adopted.partition(":")[0] for adopted in asked["adopted"])):
        if name not in known:
            yield f"asked: '{shown(name)}' is no case of the certificate"
    yield from _facts_faults(plain)
    doctrine = doctrine_of(plain["doctrine"])
    for id, row in plain["cases"].items():
        yield from (f"cases/{shown(id)}: {fault}" for fault in _case_faults(plain, doctrine, id, row))
    for id, row in plain["rules"].items():
        yield from (f"rules/{shown(id)}: {fault}" for fault in _rule_faults(plain, doctrine, row))
    used = {row["court"] for row in (*plain["cases"].values(), *plain["rules"].values())} | {asked["forum"]} - {"any"}
    yield from (f"courts/{shown(id)}: nobody needs it" for id in plain["courts"] if id not in used)


def _facts_faults(plain: Row) -> Iterator[str]:
    factors, facts = plain["doctrine"]["factors"], plain["facts"]
    yield from (f"facts/{shown(name)} is no factor" for name in facts if name not in factors)
    for name, row in factors.items():
        levels = facts.get(name, [])
        if not levels or [level for level in row["levels"] if level in levels] != levels:
            yield f"facts/{shown(name)}: no levels of the factor, in its order"


def _case_faults(plain: Row, doctrine: Doctrine, id: str, row: Row) -> Iterator[str]:
    if id != (f"{row['case']}#{row['part']}" if row["part"] else row["case"]):
        yield "its id is not that of its case and holding"
    if row["holding"] is not None and row["holding"] not in doctrine.sides:
        yield f"it holds for '{shown(row['holding'])}', which is no side"
    pairs = [*map(list, row["values"].items()), *(row["reason"] or [])]
    if not all(len(p) == 2 and p[0] in doctrine.factors and p[1] in doctrine.factors[p[0]].levels for p in pairs):
        yield "a value or a reason names what is no factor or no level of it"
    if any(event["removes"] not in ("nothing", "all") and not event["removes"] for event in row["history"]):
        yield "its history does not say what it removes"
    yield from _placed(plain, row, [row["decided"], *(event["date"] for event in row["history"])])


def _rule_faults(plain: Row, doctrine: Doctrine, row: Row) -> Iterator[str]:
    if row["side"] is not None and row["side"] not in doctrine.sides:
        yield f"it speaks for '{shown(row['side'])}', which is no side"
    if (row["kind"] == "note") != (row["formula"] is None) or row["kind"] not in ("note", "sufficient", "necessary"):
        yield "its kind and its formula do not fit"
    elif row["formula"] is not None and row["side"] is None:
        yield "it has a formula and no side"
    for leaf in leaves(row["formula"]) if row["formula"] is not None else ():
        factor = doctrine.factors.get(leaf["factor"])
        condition = (leaf["factor"], leaf["bound"], leaf["level"])
        if factor is None or not any(c[:3] == condition for held in factor.satisfied.values() for c in held):
            yield f"its formula names no condition: {shown(' '.join(condition))}"
    yield from _placed(plain, row, [row["decided"], *([] if row["until"] is None else [row["until"]])])


def _placed(plain: Row, row: Row, dates: list[str]) -> Iterator[str]:
    if row["court"] not in plain["courts"]:
        yield f"its court '{shown(row['court'])}' is unknown"
    yield from (f"'{shown(date)}' is no date" for date in dates if not _is_date(date))


def _is_date(text: str) -> bool:
    try:
        return bool(last_day(text))
    except (ValueError, OverflowError):
        return False


def _is_day(text: str) -> bool:
    return _is_date(text) and len(text) == 10


class _Arithmetic:
    """Every status, comparison and yielding of a certificate, and its verdict, worked out anew."""

    def __init__(self, plain: Row) -> None:
        self.plain = plain
        self.doctrine = doctrine_of(plain["doctrine"])
        self.model = plain["asked"]["model"]
        self.possible: Possible = possible(plain["facts"])
        self.beyond = False

    def faults(self) -> Iterator[str]:
        """All that does not follow."""
        cases, rules = statuses_of_cases(self.plain, self.doctrine), statuses_of_rules(self.plain)
        for kind, found in (("cases", cases), ("rules", rules)):
            for id, status in found.items():
                row = self.plain[kind][id]
                yield from _status_faults(f"{kind}/{shown(id)}", row, status)
                if status.status != BINDS and row["test"] is not None:
                    yield f"{kind}/{shown(id)}: it does not bind, and is compared"
        bound = {
            id: held(self.doctrine, self.plain["cases"][id], self.model) for id in cases if cases[id].status == BINDS
        }
        speaking = {id: self.plain["rules"][id] | {"id": id} for id in rules if rules[id].status == BINDS}
        admits = {id: admitted(self.doctrine, precedent, self.possible) for id, precedent in bound.items()}
        for id, precedent in bound.items():
            compared = self._compared(self.plain["cases"][id], precedent, admits[id])
            yield from (f"cases/{shown(id)}: {fault}" for fault in compared)
        for id, rule in speaking.items():
            yield from (f"rules/{shown(id)}: {fault}" for fault in self._applied(rule))
        # what is separated from the facts in every completion forces nowhere: it need not be ranked
        playing = {id: one for id, one in bound.items() if all(admits[id].values())}
        players = Players(
            {f"case {id}": precedent for id, precedent in playing.items()},
            {f"rule {id}": rule for id, rule in speaking.items()},
            self._over(playing, speaking),
        )
        yield from self._verdict(players)

    def _compared(self, row: Row, precedent: Held, admits: Possible) -> Iterator[str]:
        """The comparison of a precedent that binds: it forces in every completion, or something separates it."""
        test = row["test"]
        forces = all(admits[name] == levels for name, levels in self.possible.items())
        if test is None or test["compels"] != forces:
            yield f"it {'compels' if forces else 'does not compel'} its side here, and the certificate says otherwise"
            return
        against = {
            c
            for name, levels in self.possible.items()
            for level in levels
            for c in self.doctrine.factors[name].satisfied[level]
            if c[3] != precedent.side
        }
        needed = [sorted(c[:3] for c in part) if forces else [] for part in (precedent.reason, against)]
        for key, conditions in zip(("rests_on", "against"), needed, strict=True):
            if [(c["factor"], c["bound"], c["level"]) for c in test[key]] != conditions:
                yield f"test/{key}: these are not the conditions"
        if forces == (test["separated"] is not None):
            yield "test/separated: one ground that separates it, where it does not compel, and only there"
        elif test["separated"] is not None:
            yield from self._separated(test["separated"], precedent, admits)

    def _separated(self, separated: Row, precedent: Held, admits: Possible) -> Iterator[str]:
        factor, at = separated["factor"], separated["at"]
        apart = set(self.possible.get(factor, ())) - set(admits.get(factor, ()))
        if not apart or set(at) != apart:
            yield "test/separated: these are not the levels at which the factor separates it from the facts"
            return
        for level, ground in at.items():
            found = separating(self.doctrine, precedent, factor, level)
            if (ground["kind"], ground["bound"], ground["level"]) not in found:
                yield f"test/separated: nothing of that kind separates it at '{shown(level)}'"

    def _applied(self, rule: Row) -> Iterator[str]:
        test = rule["test"]
        holds = truth(self.doctrine, rule["formula"], self.possible)
        distinct = {(leaf["factor"], leaf["bound"], leaf["level"]): leaf for leaf in leaves(rule["formula"])}
        conditions = [
            {"factor": f, "bound": b, "level": k, "holds": truth(self.doctrine, leaf, self.possible)}
            for (f, b, k), leaf in distinct.items()
        ]
        expected = {"holds": holds, "compels": compels(self.doctrine, rule, holds=holds), "conditions": conditions}
        if test != expected:
            yield "it is not applied to the facts as they are"

    def _over(self, bound: dict[str, Held], speaking: dict[str, Row]) -> dict[str, frozenset[str]]:
        """For each authority that binds, those for the other side that prevail over it."""
        rows = {f"case {id}": self.plain["cases"][id] | {"id": id} for id in bound}
        rows |= {f"rule {id}": rule for id, rule in speaking.items()}
        sides = {f"case {id}": precedent.side for id, precedent in bound.items()} | {
            f"rule {id}": compels(self.doctrine, rule, holds=rule["kind"] == "sufficient")
            for id, rule in speaking.items()
        }
        self.rows = rows
        return {
            ref: frozenset(
                rival
                for rival, other in rows.items()
                if sides[rival] != sides[ref] and prevails(self.plain["courts"], other, row)
            )
            for ref, row in rows.items()
        }

    def _verdict(self, players: Players) -> Iterator[str]:
        """The verdict in every completion, and which authorities force it, or yield, in each."""
        verdict = self.plain["verdict"]
        may: frozenset[str] = frozenset()
        if verdict["kind"] != NOT_CERTIFIED:
            try:
                found = reached(self.doctrine, players, self.possible)
            except Beyond:
                self.beyond = True
                yield "verdict: the facts have more completions than this checker can go through"
                return
            may = found.may
            remaining = sorted((sorted(sides) for sides in found.verdicts), key=lambda sides: (len(sides), sides))
            if verdict["remaining"] != remaining:
                yield "verdict/remaining: these are not the verdicts that completions of the facts reach"
            kind = ("open", "forced", "conflicted")[len(remaining[0])] if len(remaining) == 1 else "depends"
            side = remaining[0][0] if kind == "forced" else None
            if (verdict["kind"], verdict["side"]) != (kind, side):
                yield f"verdict: it is {kind}{' for ' + side if side else ''}, and the certificate says otherwise"
        elif verdict["side"] is not None or verdict["remaining"]:
            yield "verdict: it is not certified, and yet names a side"
        yield from self._witnessed(players)
        yield from self._parted(players, may)

    def _witnessed(self, players: Players) -> Iterator[str]:
        """One completion for each verdict that remains, at which that verdict is reached."""
        verdict = self.plain["verdict"]
        if [witness["sides"] for witness in verdict["witnesses"]] != verdict["remaining"]:
            yield "verdict/witnesses: not one completion for each verdict that remains"
        open_facts = {name for name, levels in self.possible.items() if len(levels) > 1}
        for i, witness in enumerate(verdict["witnesses"], 1):
            place = f"verdict/witnesses/{i}"
            if set(witness["facts"]) != open_facts or any(
                level not in self.possible[name] for name, level in witness["facts"].items()
            ):
                yield f"{place}: it is no completion of the facts"
                continue
            here = self.possible | {name: (level,) for name, level in witness["facts"].items()}
            if sorted(standing(self._forcing(players, here), players.over)) != witness["sides"]:
                yield f"{place}: another verdict is reached there"

    def _forcing(self, players: Players, here: Possible) -> dict[str, str]:
        """The authorities that force in every completion of some facts, and for which side."""
        found = {
            ref: one.side
            for ref, one in players.precedents.items()
            if all(not separating(self.doctrine, one, name, level) for name, levels in here.items() for level in levels)
        }
        for ref, rule in players.rules.items():
            side = compels(self.doctrine, rule, holds=truth(self.doctrine, rule["formula"], here))
            if side is not None:
                found[ref] = side
        return found

    def _parted(self, players: Players, may: frozenset[str]) -> Iterator[str]:
        """Of those that force in every completion, the ones that stand, and the ones that yield, to whom and why."""
        verdict = self.plain["verdict"]
        always = self._forcing(players, self.possible)
        by, yields = [], []
        for ref in sorted(always):
            beaten = verdict["kind"] == "forced" and always[ref] != verdict["side"]
            to = sorted(players.over[ref] & (may if beaten else set(always)))
            if not to:
                by.append(ref)
                continue
            grounds = [
                {"whom": rival, "ground": prevails(self.plain["courts"], self.rows[rival], self.rows[ref])}
                for rival in to
            ]
            yields.append({"who": ref, "side": always[ref], "to": grounds})
        if verdict["by"] != by:
            yield "verdict/by: these are not the authorities that force it in every completion"
        if verdict["yields"] != yields:
            yield "verdict/yields: this is not who yields to whom"


def _status_faults(place: str, row: Row, status: Status) -> Iterator[str]:
    if (row["status"], row["because"]) != (status.status, status.because):
        said = status.status + (f", {status.because}" if status.because else "")
        yield f"{place}: it is of the status '{said}', and the certificate says otherwise"
    if row["taken_by"] != list(status.taken_by):
        yield f"{place}/taken_by: these are not the events that took it away"


def _against(plain: Row, base: Base, trusted: list[str]) -> Iterator[str]:
    """Every difference between a certificate and the base; what the base cannot show is added to what is trusted."""
    anew = rebuild(plain, base)
    yield from differences(anew.doctrine, plain["doctrine"], "doctrine")
    courts = {
        id: {key: anew.courts[id][key] for key in row} for id, row in plain["courts"].items() if id in anew.courts
    }
    yield from differences(courts, plain["courts"], "courts")
    for kind, keys, expected in (("cases", _CASE_RECORD, anew.cases), ("rules", _RULE_RECORD, anew.rules)):
        found = {id: {key: row[key] for key in keys} for id, row in plain[kind].items()}
        yield from differences(expected, found, kind)
    if anew.facts is None:
        matter = shown(plain["asked"]["matter"])
        trusted.append(
            f"the facts, and the words of the matter '{matter}': no record of it was given (give --matter FILE)"
        )
        sources = anew.sources | {"matter": plain["sources"]["matter"]}
    else:
        yield from differences(anew.facts, plain["facts"], "facts")
        yield from differences(anew.title, plain["asked"]["title"], "asked/title")
        sources = anew.sources
    yield from differences(sources, plain["sources"], "sources")
