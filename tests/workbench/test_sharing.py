"""A workbench that many share: who comes in, the wall between matters, and what it withstands. On SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import Type, extract_parameters

from afortiori.errors import BadInput
from afortiori.workbench.accounts import WAITING, kept
from afortiori.workbench.app import Place
from afortiori.workbench.pace import Pace
from afortiori.workbench.serving import Sharing, checked
from workbench.firm import CHART, WORDS, Firm, Person
from workbench.opening import HOST, paths

HOSTILE = "<script>x</script>\"'><img src=x onerror=x>{{ 7*7 }}\x00"


def addresses(method: str, **names: str) -> list[str]:
    """Every address that takes a method and names one of the things, with them in their place."""
    found = [path for path in paths(method, shared=True) if any(f"{{{name}}}" in path for name in names)]
    return sorted({re.sub(r"\{(\w+)\}", lambda name: names.get(name[1], "1"), path) for path in found})


def test_nobody_comes_in_without_an_account(firm: Firm) -> None:
    """Every page asks who is there; as data it is refused; no token opens it; the API neither."""
    visitor = firm.visitor()
    assert [401, 401, 401, 404] == [
        visitor.get(path).status_code for path in ("/", "/index.json", "/api/v1/doctrines", "/enter?token=x")
    ]
    assert 'name="password"' in visitor.get("/matters/x").text
    assert 401 == visitor.get("/api/v1/doctrines", headers={"authorization": "Bearer x"}).status_code


def test_who_signs_in_comes_to_where_she_wanted(firm: Firm) -> None:
    """After signing in the page that was asked for is shown, and never a page of another site."""
    address = firm.session("ada").begin()
    visitor = firm.visitor()
    assert f'name="to" value="{address}"' in visitor.get(address).text
    for to, shown in ((address, address), ("//evil.example/", "/"), ("https://evil.example", "/")):
        data = {"name": " Ada ", "password": WORDS, "to": to}
        assert shown == visitor.post("/sign-in", data=data, follow_redirects=False).headers["location"]


def test_a_session_is_new_at_every_signing_in(firm: Firm) -> None:
    """A cookie planted beforehand opens nothing afterwards, and the session before is ended."""
    client = firm.visitor()
    client.cookies.set("afortiori", "planted", domain="127.0.0.1")
    secrets = []
    for _ in range(2):
        client.post("/sign-in", data={"name": "ada", "password": WORDS})
        secrets.append(client.cookies.get("afortiori", domain="127.0.0.1"))
    assert 3 == len({"planted", *secrets})
    assert [False, False, True] == [firm.accounts.session(secret or "") is not None for secret in ("planted", *secrets)]


def test_a_session_ends_when_it_is_signed_out(firm: Firm) -> None:
    """Who signs out is out, in the store too."""
    ada = firm.session("ada")
    cookie = ada.client.cookies.get("afortiori") or ""
    assert 303 == ada.post("/sign-out").status_code
    assert None is firm.accounts.session(cookie)
    assert 401 == ada.client.get("/").status_code


def test_the_cookie_of_https_is_for_https_alone(firm: Firm, tmp_path: Path) -> None:
    """Over HTTPS the cookie is Secure and bound to its host, and the browser is told to stay with HTTPS."""
    secure = Firm(tmp_path, firm.cabinet, place=Place(frozenset({HOST}), "__Host-afortiori", secure=True))
    answer = secure.visitor().post("/sign-in", data={"name": "ada", "password": WORDS}, follow_redirects=False)
    parts = ("__Host-afortiori=", "HttpOnly", "SameSite=strict", "Path=/", "Secure")
    assert [True] * 5 == [part in answer.headers["set-cookie"] for part in parts]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_password_cannot_be_guessed_at_speed(firm: Firm) -> None:
    """After five wrong guesses one has to wait, and is told how long; whether the name exists is not told."""
    visitor = firm.visitor()
    for name in ("ada", "nobody"):
        answers = [visitor.post("/sign-in", data={"name": name, "password": f"wrong {n}"}) for n in range(6)]
        assert [401] * 5 + [429] == [answer.status_code for answer in answers]
        assert 0 < int(answers[-1].headers["retry-after"]) <= 61
        assert 1 == len({answer.text for answer in answers[:5]})
    assert 429 == visitor.post("/sign-in", data={"name": "ada", "password": WORDS}).status_code
    assert 303 == visitor.post("/sign-in", data={"name": "ben", "password": WORDS}, follow_redirects=False).status_code


def test_a_flood_of_sign_ins_leaves_room_for_others(firm: Firm) -> None:
    """Where many passwords are being checked one more is told to wait, and holds nothing up."""
    for _ in range(WAITING):
        firm.accounts.room.acquire()
    sign_in = {"name": "ada", "password": WORDS}
    assert 429 == firm.visitor().post("/sign-in", data=sign_in).status_code
    firm.accounts.room.release()
    assert 303 == firm.visitor().post("/sign-in", data=sign_in, follow_redirects=False).status_code


def test_a_form_from_another_site_signs_nobody_in(firm: Firm) -> None:
    """Signing in, too, is done from a page of ours alone."""
    data = {"name": "ada", "password": WORDS}
    assert 403 == firm.visitor().post("/sign-in", data=data, headers={"origin": "https://evil.example"}).status_code


def test_every_form_needs_its_token(firm: Firm) -> None:
    """A form without the token of its session, or with that of another's, is refused, whatever it is for."""
    ada, ben = firm.session("ada"), firm.session("ben")
    token = ben.token
    for path in [*addresses("POST", id="1", name="1"), "/account", "/sign-out", "/matters", "/bring"]:
        assert (path, 403) == (path, ada.client.post(path, data={"form_token": token}).status_code)


def named(firm: Firm) -> tuple[Person, dict[str, str]]:
    """Ada with a matter, a document on it, a base, and a chart that is still mapped; and what each is called."""
    ada = firm.session("ada")
    matter = ada.begin().rpartition("/")[2]
    files = {"file": ("o.txt", b"SMITH, Circuit Judge:\n\nA home.")}
    read = ada.client.post(
        f"/matters/{matter}/read", data={"form_token": ada.token}, files=files, follow_redirects=False
    )
    made = ada.post(ada.bring("hills.csv", CHART), make="yes").headers["location"]
    chart = ada.bring("dales.csv", CHART)
    return ada, {
        "matter": matter, "document": read.headers["location"].rpartition("/")[2],
        "base": made.split("/")[2], "chart": chart.rpartition("/")[2],
    }  # fmt: skip


def reached(method: str, things: dict[str, str]) -> list[str]:
    """Every address under a matter, a base or a chart of somebody."""
    more = {"number": "1", "first": "1", "second": "1", "document": things["document"], "case": "a-v-b"}
    kinds = {"/matters/": things["matter"], "/bases/": things["base"], "/charts/": things["chart"]}
    found = []
    for start, id in kinds.items():
        paths = addresses(method, **{**more, "id": id, "name": id, "suffix": "json" if start == "/bases/" else "md"})
        found += [path for path in paths if path.startswith(f"{start}{id}")]
    return found


def test_the_wall_holds_against_a_guessed_address(firm: Firm) -> None:
    """Whatever address another tries of a matter, a base or a chart, by GET or by a form, nothing is there."""
    ada, things = named(firm)
    ben = firm.session("ben")
    token = {"form_token": ben.token}
    gets, posts = reached("GET", things), reached("POST", things)
    assert len(gets) > 35
    assert len(posts) > 15
    assert dict.fromkeys(gets, 404) == {path: ben.client.get(path).status_code for path in gets}
    data = token | {"version": "1", "person": "ben", "role": "named", "yes": "yes", "number": "1"}
    assert dict.fromkeys(posts, 404) == {path: ben.client.post(path, data=data).status_code for path in posts}
    nowhere = [path for path in gets if ada.client.get(path).status_code not in (200, 303)]
    assert [] == nowhere


def test_before_the_wall_nothing_is_listed_or_named(firm: Firm) -> None:
    """The first page, its data, the search, a backup and a misspelt name tell nothing of what belongs to another."""
    _, things = named(firm)
    ben = firm.session("ben")
    pages = [ben.client.get(path) for path in ("/", "/index.json", "/?words=popov", "/backup", "/api/v1/doctrines")]
    pages.append(ben.post("/matters", pack=things["base"][:-1]))
    for answer in pages:
        assert [] == [thing for thing in things.values() if thing.encode() in answer.content]
    assert [200] * 5 + [422] == [answer.status_code for answer in pages]
    guessed = [ben.post("/matters", pack=name).text.replace(name, "") for name in (things["base"], "nothing-of-hers")]
    assert guessed[0] == guessed[1]


def test_who_is_named_comes_in_and_who_is_withdrawn_goes_out(firm: Firm) -> None:
    """Naming opens a matter to one person; withdrawing closes it at once; only the owner does either, or removes it."""
    ada, ben, carl = (firm.session(name) for name in ("ada", "ben", "carl"))
    address = ada.begin()
    assert 303 == ada.post(f"{address}/people", person="ben", role="named").status_code
    assert [200, 404] == [person.client.get(address).status_code for person in (ben, carl)]
    assert 303 == ben.post(f"{address}/facts", version=1, **{"fact.malice": "present"}).status_code
    assert "ben" in ada.client.get(f"{address}/history").text
    assert [403, 403] == [
        ben.post(f"{address}/people", person="carl", role="named").status_code,
        ben.post(f"{address}/remove", version=2, yes="yes").status_code,
    ]
    ada.post(f"{address}/people", person="ben", role="")
    assert 404 == ben.client.get(address).status_code


def test_who_is_screened_cannot_be_named_by_mistake(firm: Firm) -> None:
    """Naming somebody who is screened is refused until the screen is taken away."""
    ada, ben = firm.session("ada"), firm.session("ben")
    address = ada.begin()
    ada.post(f"{address}/people", person="ben", role="screened")
    refused = ada.post(f"{address}/people", person="ben", role="named")
    assert (422, True) == (refused.status_code, "ben is screened from it" in refused.text)
    assert 404 == ben.client.get(address).status_code
    for role in ("", "named"):
        ada.post(f"{address}/people", person="ben", role=role)
    assert 200 == ben.client.get(address).status_code


def test_a_matter_on_an_own_base_opens_with_its_base(firm: Firm) -> None:
    """Who is named on a matter may read the base that it is decided on, and cannot remove it."""
    ada, things = named(firm)
    ben = firm.session("ben")
    address = ada.post("/matters", pack=things["base"]).headers["location"]
    ada.post(f"{address}/people", person="ben", role="named")
    assert [200, 200] == [ben.client.get(path).status_code for path in (address, f"/bases/{things['base']}/cases")]
    assert 403 == ben.post(f"/bases/{things['base']}/remove", yes="yes").status_code
    assert 303 == ada.post(f"/bases/{things['base']}/remove", yes="yes").status_code


def test_only_its_owner_opens_a_base(firm: Firm) -> None:
    """Who is named on a base opens it to nobody: by a matter of his own on it he names only those who may read it already."""
    ada, things = named(firm)
    ben, carl = firm.session("ben"), firm.session("carl")
    base = f"/bases/{things['base']}"
    ada.post(f"{base}/people", person="ben", role="named")
    address = ben.post("/matters", pack=things["base"]).headers["location"]
    refused = ben.post(f"{address}/people", person="carl", role="named")
    assert (422, True) == (refused.status_code, "sk its owner to name carl on the base" in refused.text)
    assert [404, 404] == [carl.client.get(path).status_code for path in (f"{base}/cases", address)]
    ada.post(f"{base}/people", person="carl", role="named")
    assert 303 == ben.post(f"{address}/people", person="carl", role="named").status_code
    assert [200, 200] == [carl.client.get(path).status_code for path in (f"{base}/cases", address)]


def test_a_chart_being_read_is_found_again(firm: Firm) -> None:
    """Until it is a base, a chart stands on the first page of who brought it, and of nobody else, to go on or to put away."""
    ada, ben = firm.session("ada"), firm.session("ben")
    chart, other = ada.bring("dales.csv", CHART), ada.bring("hills.csv", CHART)
    shown = ada.client.get("/").text
    assert [True] * 3 == [each in shown for each in (f'href="{chart}"', f'action="{chart}/discard"', 'href="/backup"')]
    assert [2, 0] == [len(each.client.get("/index.json").json()["charts"]) for each in (ada, ben)]
    assert (303, 303) == (ada.post(f"{chart}/discard").status_code, ada.post(other, make="yes").status_code)
    assert [] == ada.client.get("/index.json").json()["charts"]


def test_a_chart_whose_bringing_was_cut_short_opens(firm: Firm) -> None:
    """A chart that is kept without its mapping, the process being stopped between the two, is read as if just brought."""
    kept = firm.desk.of("ada").cabinet.keep("", "dales.csv", CHART, firm.desk.now())
    ada = firm.session("ada")
    assert 200 == ada.client.get(f"/charts/{kept.id}").status_code
    assert 303 == ada.post(f"/charts/{kept.id}", make="yes").status_code


def test_the_second_writer_is_told_who_came_first(firm: Firm) -> None:
    """Of two who change one version the second is told what the first did, and neither's words are lost."""
    ada, ben = firm.session("ada"), firm.session("ben")
    address = ada.begin()
    ada.post(f"{address}/people", person="ben", role="named")
    assert 303 == ada.post(f"{address}/facts", version=1, **{"fact.malice": "present"}).status_code
    late = ben.post(f"{address}/words", version=1, note="Mine")
    assert (409, True, True) == (late.status_code, "ada" in late.text, "Mine" in late.text)
    assert 303 == ben.post(f"{address}/words", version=2, note="Mine").status_code


def test_the_log_says_who_did_what_and_only_to_an_administrator(firm: Firm) -> None:
    """What each asked is logged with what was answered, also what the wall refused; facts are never in it."""
    ada, ben = firm.person("ada"), firm.session("ben")
    address = ada.begin()
    ada.post(f"{address}/words", version=1, note="SECRET FACT")
    ben.client.get(f"{address}/memo.md?side=SECRET")
    firm.visitor().post("/sign-in", data={"name": "carl", "password": "a wrong password"})
    lines = ada.client.get("/log.json").json()["log"]
    told = {(line["who"], line["what"], line["answered"]) for line in lines}
    assert told >= {
        ("ada", "sign in", "signed in"), ("ada", f"POST {address}/words", "303"),
        ("ben", f"GET {address}/memo.md", "404"), ("carl", "sign in", "refused"),
    }  # fmt: skip
    assert "SECRET" not in str(lines)
    assert [404, 404] == [ben.client.get(path).status_code for path in ("/log", "/log.json")]
    assert "carl" not in ada.client.get("/log?words=ben").text.partition("<table>")[2]


def test_another_password_ends_every_other_session(firm: Firm) -> None:
    """Who changes her password stays in, and every other browser of hers is out; a weak one is refused."""
    one, two = firm.session("ben"), firm.session("ben")
    for new in ("short", "aaaaaaaaaaaaaaa"):
        assert 422 == one.post("/account", password=WORDS, new=new, again=new).status_code
    assert 422 == one.post("/account", password="wrong", new="a quite other one", again="a quite other one").status_code
    assert 303 == one.post("/account", password=WORDS, new="a quite other one", again="a quite other one").status_code
    assert [200, 401] == [each.client.get("/account").status_code for each in (one, two)]


def test_markup_is_text_wherever_people_are_shown(firm: Firm) -> None:
    """What is written in names, addresses and forms is given back as text, and a NUL does no harm."""
    ada = firm.session("ada")
    address = ada.begin()
    ada.post(f"{address}/words", version=1, title=HOSTILE, text=HOSTILE, note=HOSTILE)
    answers = [
        ada.client.get(f"{address}/people"), ada.client.get(address), ada.client.get("/"),
        ada.client.get("/log", params={"words": HOSTILE}),
        ada.post(f"{address}/people", person=HOSTILE, role="named"),
        ada.post(f"{address}/people", person="ben", role=HOSTILE),
        firm.visitor().post("/sign-in", data={"name": HOSTILE, "password": HOSTILE, "to": HOSTILE}),
        firm.visitor().get("/matters/%3Cscript%3Ex"), ada.client.get("/matters/%00"),
    ]  # fmt: skip
    for answer in answers:
        assert answer.status_code in (200, 401, 404, 422)
        assert [] == re.findall(r"<script>x|<img src=x|\b49\b", answer.text)


def test_a_flood_is_answered_with_429(firm: Firm) -> None:
    """Who asks faster than anybody can is told to wait, signed in or not; others are answered meanwhile."""
    ben, visitor = firm.session("ben"), firm.visitor()
    firm.porter.known, firm.porter.unknown = Pace(20, 0.5), Pace(40, 0.5)
    for client, burst in ((ben.client, 20), (visitor, 40)):
        answers = [client.get("/static/mark.svg") for _ in range(burst + 10)]
        assert [200] * burst + [429] * 10 == [answer.status_code for answer in answers]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 3
    assert 200 == firm.session("ada").client.get("/").status_code


def test_who_has_not_signed_in_sends_little(firm: Firm) -> None:
    """Before signing in no more is taken than a name and a password need, whether the length is told or not."""
    visitor = firm.visitor()

    def much() -> Iterator[bytes]:
        yield from (b"name=" if n == 0 else b"x" * 1_000 for n in range(100))

    form = {"content-type": "application/x-www-form-urlencoded"}
    for body in (b"name=" + b"x" * 100_000, much()):
        assert 413 == visitor.post("/sign-in", content=body, headers=form).status_code
    ada = firm.session("ada")
    assert 303 == ada.post(f"{ada.begin()}/words", version=1, text="x" * 90_000).status_code


def test_what_a_proxy_forwards_is_believed_only_behind_one(firm: Firm, tmp_path: Path) -> None:
    """Without a proxy what forwarding says is not heard; behind one it must say HTTPS, and the nearest is believed."""
    forged = {"x-forwarded-for": "6.6.6.6, 9.9.9.9", "x-forwarded-proto": "https"}
    behind = Firm(tmp_path, firm.cabinet, place=Place(frozenset({HOST}), "__Host-afortiori", secure=True, proxy=True))
    for each, whence in ((firm, "testclient"), (behind, "9.9.9.9")):
        each.visitor().post("/sign-in", data={"name": "carl", "password": "wrong"}, headers=forged)
        assert whence == firm.accounts.roll.log(words="carl")[0].whence
    assert 403 == behind.visitor().get("/sign-in").status_code


@pytest.mark.parametrize(
    ("sharing", "what"),
    [
        (Sharing("0.0.0.0", "https://a.example"), "passwords would go over the network in the clear"),
        (Sharing("::", "http://a.example"), "passwords would go over the network in the clear"),
        (Sharing("192.0.2.1"), "passwords would go over the network in the clear"),
        (Sharing("a.example"), "'a.example' is no interface"),
        (Sharing("0.0.0.0", behind_proxy=True), "the address that people open is not known"),
        (Sharing(behind_proxy=True, address="http://a.example"), "'http://a.example' is not the address that people open"),
        (Sharing(certificate="c.pem"), "a certificate needs its key, and a key its certificate"),
        (Sharing(certificate="c.pem", key="k.pem", behind_proxy=True, address="https://a"), "TLS is done here or by the proxy, not twice"),
        (Sharing(certificate="/nonexistent", key="/nonexistent"), "the certificate and its key cannot be used: No such file or directory"),
    ],
)  # fmt: skip
def test_what_would_be_open_to_the_network_is_refused(sharing: Sharing, what: str) -> None:
    """No way of sharing sends a password over a network in the clear, or leaves unknown who is asked."""
    with pytest.raises(BadInput) as refused:
        checked(sharing)
    assert what in [problem.what for problem in refused.value.problems]


def test_a_password_is_never_kept() -> None:
    """What is kept is argon2's, at 64 MB and three passes or more, and differs for one password kept twice."""
    once, twice = kept(WORDS, "ada"), kept(WORDS, "ada")
    costs = extract_parameters(once)
    assert (Type.ID, True, True) == (costs.type, costs.memory_cost >= 65_536, costs.time_cost >= 3)
    assert (True, False) == (once != twice, WORDS in once)


def test_a_password_may_hold_a_short_name_by_chance() -> None:
    """Whoever has a name of four letters or more may not write it into her password; a shorter one stands in many words."""
    assert kept("a tall order for walruses", "al").startswith("$argon2id$")
    with pytest.raises(BadInput, match="too easily guessed"):
        kept("This is Carl's own", "carl")
