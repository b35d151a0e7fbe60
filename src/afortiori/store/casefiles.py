"""A case's file as the precedents that it reports: one, or one for each of its several holdings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from afortiori.authority import EVENTS_THAT_LEAVE, UNDATED, Anchor, Court, History, When
from afortiori.constraint import closed
from afortiori.doctrine import Doctrine
from afortiori.precedent import Opinion, Precedent, Value
from afortiori.store.build import NOT_REACHED, Faults, Pairs, Row, pairs_of
from afortiori.store.yamlfile import Place

_NOWHERE = Court("", "", "", "trial", "", (), binds_itself=False)  # where none is known, for the other faults of a file
CONTROLLING = ("majority", "plurality", "per curiam")


class _Holding(NamedTuple):
    """One holding of a case: its name where there are several, what is written of it, and where."""

    name: str
    row: Row
    place: Place


def precedents_of(
    id: str, plain: Row, doctrine: Doctrine, courts: Mapping[str, Court], faults: Faults
) -> tuple[Precedent, ...]:
    """The precedents of one case file: one, or one for each of its several holdings."""
    known_court = faults.named(("court",), "court", plain["court"], courts)
    decided = faults.date(("decided",), plain["decided"])
    history = _history(id, plain, decided, faults)
    case = Precedent(
        id,
        plain["name"],
        tuple(plain["citations"]),
        courts[plain["court"]] if known_court else _NOWHERE,
        decided or When(UNDATED),
        None,
        (),
        claims=tuple(plain["claim"]),
        bench=plain["bench"],
        published=plain["published"],
        docket=plain["docket"],
        posture=plain["posture"],
        disposition=plain["disposition"],
        summary=plain["summary"],
        opinions=_opinions(plain, doctrine, faults),
        history=history,
        cites=tuple((c["case"], c["treatment"], c["source"]) for c in plain["cites"]),
        sources=tuple(plain["sources"]),
        note=plain["note"],
        unverified=plain["unverified"],
    )
    shared = _values(plain["facts"], ("facts",), doctrine, faults)
    case = replace(
        case, findings=_findings(plain["findings"], doctrine, faults), no_finding=_no_finding(plain, doctrine, faults)
    )
    held = tuple(_holding(case, each, shared, doctrine, faults) for each in list(_holdings(plain, faults)))
    _agreeing(plain, held, doctrine, faults)
    return held if known_court and decided is not None else ()


def _holdings(plain: Row, faults: Faults) -> Iterator[_Holding]:
    """What a case held, as it is written: once, or part by part."""
    if plain["holdings"]:
        if plain["holding"]:
            faults.add(("holding",), "both 'holding' and 'holdings'", "keep one of the two")
        yield from (_Holding(name, row, ("holdings", name)) for name, row in plain["holdings"].items())
    elif not plain["holding"]:
        faults.add((), "'holding' is missing", "write 'holding: SIDE', or 'holding: not reached'")
    else:
        controlling = _controlling(plain)
        own = plain["opinions"][controlling]["reason"] if controlling is not None else None
        place: Place = ("opinions", controlling, "reason") if controlling is not None else ()
        yield _Holding("", {"holding": plain["holding"], "reason": own, "facts": {}, "note": ""}, place)


def _holding(
    case: Precedent, held: _Holding, shared: tuple[Value, ...], doctrine: Doctrine, faults: Faults
) -> Precedent:
    """The precedent of one holding: its own values before those of the whole case, its side, its reason."""
    name, row, place = held.name, held.row, held.place
    values = {value.factor: value for value in shared}
    values |= {v.factor: v for v in _values(row["facts"], (*place, "facts"), doctrine, faults)}
    where: Place = (*place, "holding") if name else ("holding",)
    known = faults.named(where, "holding", row["holding"], [*(s.id for s in doctrine.sides), NOT_REACHED])
    side = row["holding"] if row["holding"] != NOT_REACHED else None
    stated = row["reason"] if known else None
    place = (*place, "reason") if name else place
    return replace(
        case,
        id=f"{case.id}#{name}" if name else case.id,
        holding=side,
        values=tuple(values[f.id] for f in doctrine.factors if f.id in values),
        reason=reason_of(stated, side, tuple(values.values()), place, doctrine, faults),
        part=name,
        note=row["note"] or case.note,
    )


def _findings(rows: Mapping[str, Row], doctrine: Doctrine, faults: Faults) -> tuple[tuple[str, bool], ...]:
    """A case's recorded findings on issues; those of low confidence are never used."""
    known = [issue.id for issue in doctrine.issues]
    return tuple(
        (name, row["value"] == "established")
        for name, row in rows.items()
        if faults.named(("findings", name), "issue", name, known) and row["confidence"] != "low"
    )


def _no_finding(plain: Row, doctrine: Doctrine, faults: Faults) -> Pairs:
    """The factors on which a case makes no finding though it speaks of them, and why; they are silence to the law."""
    for name in plain["no_finding"]:
        if faults.named(("no_finding", name), "factor", name, doctrine.factor_ids()) and name in plain["facts"]:
            what = f"'{name}' has a value under 'facts' and none under 'no_finding'"
            faults.add(("no_finding", name), what, "keep one of the two")
    return tuple((name, row["why"]) for name, row in plain["no_finding"].items())


def _values(rows: Mapping[str, Row], place: Place, doctrine: Doctrine, faults: Faults) -> tuple[Value, ...]:
    values = []
    for name, row in rows.items():
        here = (*place, name)
        if faults.named(here, "factor", name, doctrine.factor_ids()):
            faults.level((*here, "value"), row["value"], name, doctrine.factor(name).levels)
            anchor = _anchor(row, here, faults)
            # Whatever is written, a quotation that nobody has verified leaves no confidence high.
            sure = "medium" if anchor is not None and anchor.lowered else row["confidence"]
            values.append(Value(name, row["value"], row["source"], sure, row["quotation"], row["note"], anchor))
    return tuple(values)


def _anchor(row: Row, place: Place, faults: Faults) -> Anchor | None:
    """Where a value's quotation is taken from, not yet verified."""
    if row["anchor"] is None:
        return None
    if not row["quotation"].strip():
        faults.add(
            (*place, "anchor"), "an anchor without a quotation", "write 'quotation: ...', the opinion's own words"
        )
    written = row["anchor"]
    return Anchor(written["opinion"], written["sha256"].lower(), written["record"], lowered=row["confidence"] == "high")


def reason_of(
    rows: Mapping[str, str] | None,
    side: str | None,
    values: tuple[Value, ...],
    place: Place,
    doctrine: Doctrine,
    faults: Faults,
    of: str = "holding",
) -> Pairs | None:
    """A stated reason, checked: it favours the side of its holding or outcome, and the case's own facts satisfy it."""
    if rows is None:
        return None
    before = len(faults.found)
    pairs = pairs_of(rows, place, doctrine, faults)
    if len(faults.found) > before:
        return None
    stated = {value.factor: value.level for value in values}
    for name, level in pairs:
        factor = doctrine.factor(name)
        conditions = closed(doctrine, [(name, level)])
        if not conditions or any(c.side != side for c in conditions):
            what = f"'{name}: {level}' does not favour the {of} '{side or NOT_REACHED}'"
            remedy = (
                "name only conditions of the winning side" if of == "holding" else "name only conditions of that side"
            )
            faults.add((*place, name), what, remedy)
        elif (
            name not in stated or stated[name] not in factor.levels or not conditions <= factor.satisfied(stated[name])
        ):
            held = stated.get(name, "not stated")
            what = f"the case's own facts do not satisfy '{name}: {level}' (its value there: {held})"
            faults.add((*place, name), what, "correct the reason or the value")
    return pairs


def _opinions(plain: Row, doctrine: Doctrine, faults: Faults) -> tuple[Opinion, ...]:
    opinions = []
    for i, row in enumerate(plain["opinions"]):
        place: Place = ("opinions", i)
        if row["outcome"]:
            faults.named((*place, "outcome"), "side", row["outcome"], [*(s.id for s in doctrine.sides), NOT_REACHED])
        reason = None if row["reason"] is None else pairs_of(row["reason"], (*place, "reason"), doctrine, faults)
        noted = pairs_of(row["noted"], (*place, "noted"), doctrine, faults)
        opinions.append(
            Opinion(
                row["author"],
                row["kind"],
                row["outcome"] or None,
                reason,
                row["reason_source"],
                row["confidence"],
                tuple(row["joined_by"]),
                noted,
                tuple(row["relies_on"]),
                row["note"],
            )
        )
    return tuple(opinions)


def _agreeing(plain: Row, held: Sequence[Precedent], doctrine: Doctrine, faults: Faults) -> None:
    """Notes opinions that contradict themselves, the case's facts or its holding (theory 2, 9)."""
    sides = [side.id for side in doctrine.sides]
    for i, row in enumerate(plain["opinions"]):
        if row["reason"] is not None and (plain["holdings"] or i != _controlling(plain)):
            _own_reason(row, ("opinions", i, "reason"), held, doctrine, faults)
    majorities = [i for i, row in enumerate(plain["opinions"]) if row["kind"] == "majority"]
    for i in majorities[1:]:
        faults.add(("opinions", i, "kind"), "a second majority", "name it a plurality, a concurrence or a dissent")
    for i in majorities[:1]:
        outcome, holding = plain["opinions"][i]["outcome"], plain["holding"]
        if outcome != holding and outcome in sides and holding in sides:
            what = f"the majority's outcome '{outcome}' is not the holding '{holding}'"
            faults.add(("opinions", i, "outcome"), what, "correct one of the two")


def _own_reason(row: Row, place: Place, held: Sequence[Precedent], doctrine: Doctrine, faults: Faults) -> None:
    """Checks an opinion's reason against its own outcome, and the facts of one holding at least where there are several.

    An opinion whose outcome is not written can compel nothing, and is left alone.
    """
    if row["outcome"] not in (NOT_REACHED, *(side.id for side in doctrine.sides)):
        return
    side = row["outcome"] if row["outcome"] != NOT_REACHED else None
    tried = [replace(faults, found=[]) for _ in held]
    for precedent, own in zip(held, tried, strict=True):
        reason_of(row["reason"], side, precedent.values, place, doctrine, own, "outcome")
    if tried:
        faults.found += min(tried, key=lambda own: len(own.found)).found


def _controlling(plain: Row) -> int | None:
    """Which opinion controls: the first majority, plurality or per curiam."""
    return next((i for i, row in enumerate(plain["opinions"]) if row["kind"] in CONTROLLING), None)


def _history(id: str, plain: Row, decided: When | None, faults: Faults) -> tuple[History, ...]:
    events = []
    for i, row in enumerate(plain["history"]):
        place: Place = ("history", i)
        leaves = row["event"] in EVENTS_THAT_LEAVE
        removes = row["removes"] or ("nothing" if leaves else "")
        holdings = list(plain["holdings"])
        if not removes:
            faults.add(
                place, f"'{row['event']}' does not say what it removes", "write 'removes: all' or 'removes: nothing'"
            )
        else:
            faults.named((*place, "removes"), "holding", removes, ["all", "nothing", *holdings])
        if leaves and removes != "nothing":
            faults.add(place, f"'{row['event']}' takes nothing away", "write 'removes: nothing', or another event")
        if row["by"] == id:
            faults.add((*place, "by"), "its history points to itself", "name the later case")
        date = faults.date((*place, "date"), row["date"])
        if date is None:
            continue
        if decided is not None and date.last < decided.text:
            what = f"'{row['event']}' on {date.text} lies before the decision of {decided.text}"
            faults.add((*place, "date"), what, "correct one of the two dates")
        events.append(History(row["event"], row["by"], date, removes, row["source"], row["inferred"], row["note"]))
    return tuple(events)
