"""Ids of one kind given to addresses of another, and all that somebody merely named can send. On SQLite and on PostgreSQL."""

from __future__ import annotations

import re

import pytest

from afortiori.workbench.pace import Pace
from workbench.firm import Firm, Person
from workbench.opening import paths
from workbench.test_sharing import named

KINDS = {"/matters/{id}": "matter", "/bases/{name}": "base", "/charts/{id}": "chart", "/tables/{name}": "table"}
SENT = {
    "version": "1", "number": "1", "person": "carl", "role": "named", "yes": "yes", "make": "yes", "pack": "wild-animals",
    "mapping": "x", "title": "Another", "text": "It happened", "fact": "malice=present", "forum": "any",
}  # fmt: skip


def thing(path: str) -> str:
    """The kind of thing that an address begins with."""
    return next((kind for start, kind in KINDS.items() if path.startswith(start)), "")


def filled(path: str, **names: str) -> str:
    """An address with names in the place of what stands in braces."""
    rest = {"number": "1", "first": "1", "second": "1", "case": "a-v-b", "suffix": "md", "document": "1"}
    return re.sub(r"\{(\w+)\}", lambda name: (rest | names)[name[1]], path)


@pytest.fixture
def unhurried(firm: Firm) -> Firm:
    """A shared workbench that is asked as fast as a test can."""
    firm.porter.known = Pace(100_000, 1.0)
    return firm


def owned(firm: Firm) -> tuple[Person, Person, dict[str, str]]:
    """Ada with a thing of each kind, and Ben, who is named on her matter and on her base; what each thing is called."""
    ada, things = named(firm)
    for address in (f"/matters/{things['matter']}", f"/bases/{things['base']}"):
        assert 303 == ada.post(f"{address}/people", person="ben", role="named").status_code
    [mapping] = firm.cabinet.documents(things["chart"])
    return (
        ada,
        firm.session("ben"),
        things | {"mapping": mapping.id, "base's": f"base:{things['base']}", "person": "ada"},
    )


def seats(firm: Firm, things: dict[str, str]) -> list[object]:
    """Who is what to each thing, and which files are kept with them."""
    kept = [[each.id for each in firm.cabinet.documents(things[kind])] for kind in ("matter", "chart")]
    return [*(firm.accounts.roll.seats(things[kind]) for kind in ("matter", "base's", "chart")), *kept]


def asked(person: Person, method: str, path: str) -> int:
    """The status of an answer, a form being sent with all that any form has."""
    return int((person.client.get(path) if method == "GET" else person.post(path, **SENT)).status_code)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_id_of_another_kind_leads_nowhere(unhurried: Firm, method: str) -> None:
    """Whatever address is given the id of a thing of another kind, nothing is there, for its owner too, and nothing is changed."""
    ada, ben, things = owned(unhurried)
    before = seats(unhurried, things)
    # A page is asked for by the owner, to whom most is open; a form is sent by both.
    people = {"ada": ada} if method == "GET" else {"ada": ada, "ben": ben}
    found: dict[tuple[str, str], int] = {}
    for path in filter(thing, paths(method, shared=True)):
        if path.endswith(".json") and method == "GET":
            continue
        for kind, id in things.items():
            address = filled(path, id=id, name=id, document=things["mapping" if kind == "chart" else "document"])
            if kind != thing(path):
                found |= {(who, address): asked(each, method, address) for who, each in people.items()}
    assert len(found) > 100 * len(people)
    assert dict.fromkeys(found, 404) == found
    assert before == seats(unhurried, things)


def test_a_file_of_another_matter_is_none_of_this_one(unhurried: Firm) -> None:
    """Under a matter no file is found but its own: neither another matter's, nor a chart, nor what belongs to a chart."""
    ada, _, things = owned(unhurried)
    another = ada.begin().rpartition("/")[2]
    ids = [things[kind] for kind in ("document", "chart", "mapping", "matter", "base's")]
    before = seats(unhurried, things)
    found = {
        address: asked(ada, method, address)
        for method in ("GET", "POST")
        for path in paths(method, shared=True)
        if "{document}" in path and not path.endswith("/detach")  # a sentence is taken away by its number in the matter
        for address in (filled(path, id=another, document=id) for id in ids)
    }
    assert dict.fromkeys(found, 404) == found
    assert before == seats(unhurried, things)


def test_who_is_merely_named_takes_nothing_from_the_owner(unhurried: Firm) -> None:
    """Whatever form somebody sends who is merely named, the owner keeps what is hers, and nobody else comes in."""
    ada, ben, things = owned(unhurried)
    before = seats(unhurried, things)
    for path in paths("POST", shared=True):
        # Whoever is named may put a document of the matter away.
        if thing(path) in things and not path.endswith("/read/{document}/discard"):
            asked(ben, "POST", filled(path, id=things[thing(path)], name=things["base"], document=things["document"]))
    for kind in ("matter", "base's", "document"):
        asked(ben, "POST", f"/charts/{things[kind]}/discard")
    assert before == seats(unhurried, things)
    opened = (f"/matters/{things['matter']}", f"/bases/{things['base']}/cases", f"/charts/{things['chart']}")
    assert [(200, 404)] * 3 == [
        (ada.client.get(path).status_code, unhurried.session("carl").client.get(path).status_code) for path in opened
    ]


def test_a_version_that_cannot_be_is_not_there(firm: Firm) -> None:
    """A number that no version can have leads nowhere, however large it is."""
    ada = firm.session("ada")
    address = ada.begin()
    for number in (0, -1, 10**9, 10**30):
        for part in (f"versions/{number}", f"compare/1/{number}"):
            assert (part, 404) == (part, ada.client.get(f"{address}/{part}").status_code)
