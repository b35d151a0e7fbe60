"""Which authorities bind the forum on the day, from the theory (section 5): the status of each, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .form import Row
from .kernel import Doctrine, coded, last_day

BINDS, PERSUADES, LEFT_OUT, TAKEN_AWAY = "binds", "persuades", "left out", "taken away"
NEVER, NOT_YET = "never forces", "not yet decided"
UNPUBLISHED, ELSEWHERE = "unpublished", "its court does not bind the forum"


@dataclass(frozen=True, slots=True)
class Status:
    """Whether an authority was selected: its status, the reason, and the events that took it away."""

    status: str
    because: str = ""
    taken_by: tuple[Row, ...] = ()


def statuses_of_cases(plain: Row, doctrine: Doctrine) -> dict[str, Status]:
    """The status of every case of a certificate."""
    return {id: _case(plain, doctrine, id, row) for id, row in plain["cases"].items()}


def _case(plain: Row, doctrine: Doctrine, id: str, row: Row) -> Status:
    asked, claim = plain["asked"], plain["doctrine"]["claim"]
    if id in asked["without"] or row["case"] in asked["without"]:
        return Status(LEFT_OUT)
    if not last_day(row["decided"]) < asked["as_of"]:
        return Status(NOT_YET)
    if claim and row["claims"] and claim not in row["claims"]:
        return Status(NEVER, "it decided another claim")
    if row["holding"] is None:
        return Status(NEVER, "it did not reach the question")
    if not coded(doctrine, row, asked["model"]):
        return Status(NEVER, "its reason is not coded")
    events = _events(plain, row["history"], row["part"] or "this")
    return Status(TAKEN_AWAY, "", events) if events else _bound(plain, row)


def _events(plain: Row, history: list[Row], holding: str) -> tuple[Row, ...]:
    """The events that by the day had taken away a holding, earliest first; those of a case left out do not count."""
    asked = plain["asked"]
    counted = [
        event
        for event in history
        if event["removes"] in ("all", holding)
        and last_day(event["date"]) < asked["as_of"]
        and event["by"] not in asked["without"]
    ]
    return tuple(sorted(counted, key=lambda event: (last_day(event["date"]), event["event"], event["by"])))


def _bound(plain: Row, row: Row) -> Status:
    forum = plain["asked"]["forum"]
    if not row["published"]:
        return Status(PERSUADES, UNPUBLISHED)
    if forum == "any" or binds(plain["courts"], row["court"], forum, plain["doctrine"]["law"]):
        return Status(BINDS)
    return Status(PERSUADES, ELSEWHERE)


def binds(courts: dict[str, Any], court: str, forum: str, law: str) -> bool:
    """Whether a court's decisions bind the forum on questions of that law (theory 5)."""
    above, below = courts[court], courts[forum]
    if law != "us" and above["system"] != law:
        return False
    if above["level"] == "legislature":
        return True
    if court == forum:
        return bool(above["binds_itself"])
    if law != "us" and below["system"] != law:
        return bool(above["level"] == "supreme")
    return court in below["above"]


def statuses_of_rules(plain: Row) -> dict[str, Status]:
    """The status of every rule of a certificate."""
    found = {id: _before_superseding(plain, id, row) for id, row in plain["rules"].items()}
    for status in (BINDS, PERSUADES):
        alike = [id for id in found if found[id].status == status]
        above = [id for id in found if found[id].status == BINDS] if status == PERSUADES else []
        beaten = {id: [new for new in (*alike, *above) if id in plain["rules"][new]["supersedes"]] for id in alike}
        for id, by in beaten.items():
            if by:
                found[id] = Status("superseded", "by " + ", ".join(sorted(by)))
    return {
        id: Status("note", "it has no formula")
        if standing(found[id]) and not plain["rules"][id]["formula"]
        else found[id]
        for id in found
    }


def standing(status: Status) -> bool:
    """Whether an authority binds or persuades."""
    return status.status in (BINDS, PERSUADES)


def _before_superseding(plain: Row, id: str, row: Row) -> Status:
    asked = plain["asked"]
    if not asked["rules"]:
        return Status("not counted", "precedents only")
    if id in asked["without"] or row["case"] in asked["without"]:
        return Status(LEFT_OUT)
    if not last_day(row["decided"]) < asked["as_of"]:
        return Status("not yet laid down")
    if row["until"] is not None and last_day(row["until"]) < asked["as_of"]:
        return Status("no longer in force", f"until {row['until']}")
    history: list[Row] = next((case["history"] for case in plain["cases"].values() if case["case"] == row["case"]), [])
    # in the order of the history: a rule falls with its case as a whole, never with one of its holdings
    events = tuple(event for event in history if event in _events(plain, history, "all"))
    if events and row["formula"] is not None:
        return Status(TAKEN_AWAY, "", events)
    return _bound(plain, row)
