"""Attacks on what is brought and kept: bombs, names that climb, markup in a chart, ten thousand matters; on SQLite and on PostgreSQL."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache

import pytest

from afortiori.store.papers import papers_of
from workbench.firm import CHART, Firm

MARKUP = "<script>x</script><img src=x onerror=x>"


@lru_cache(maxsize=2)
def zipped(name: str, *, inside: int) -> bytes:
    """A small ZIP file in which one part unpacks to so many bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        with file.open(name, "w") as part:
            for _ in range(inside // 1_000_000):
                part.write(b" " * 1_000_000)
    return written.getvalue()


def test_a_bomb_is_refused_where_it_is_brought(firm: Firm) -> None:
    """What would unpack without end, and YAML that multiplies, is refused in words, and nothing of it is kept."""
    ada = firm.session("ada")
    matter = ada.begin()
    token = {"form_token": ada.token}
    bombs = {
        "/bring": ("chart.xlsx", zipped("xl/workbook.xml", inside=300_000_000)),
        f"{matter}/read": ("opinion.docx", zipped("word/document.xml", inside=300_000_000)),
    }
    bombs |= {"/bring?": ("matter.yaml", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")}
    for address, file in bombs.items():
        answer = ada.client.post(address, data=token, files={"file": file, "document": file})
        assert (file[0], 422) == (file[0], answer.status_code)
    assert (1, ()) == (firm.cabinet.count(), firm.cabinet.documents(matter.rpartition("/")[2]))


@pytest.mark.parametrize("name", ["../../up.csv", "..\\..\\up.csv", "/etc/up.csv", ".csv", "up.csv/../../x.csv"])
def test_a_name_that_climbs_is_only_a_name(firm: Firm, name: str) -> None:
    """However a chart is called, its base lies in the folder of bases and nothing is written elsewhere."""
    ada = firm.session("ada")
    made = ada.post(ada.bring(name, CHART), make="yes", name=name)
    assert (303, True) == (made.status_code, made.headers["location"].startswith("/bases/"))
    folder = firm.desk.bases
    assert [folder / made.headers["location"].split("/")[2]] == list(folder.iterdir())
    beside = {path.name.partition("-")[0] for path in firm.desk.folder.iterdir()}
    assert beside <= {"bases", "matters.sqlite"}


@pytest.mark.parametrize("path", ["..%2f..%2fetc%2fpasswd", "%2e%2e%2f", "%00", "a%0d%0ax-y:%201"])
def test_an_address_that_climbs_leads_nowhere(firm: Firm, path: str) -> None:
    """No part of an address is a path."""
    client = firm.session("ada").client
    for address in (
        "/matters/{}",
        "/bases/{}/cases",
        "/bases/wild-animals/cases/{}",
        "/charts/{}",
        "/tables/{}",
        "/static/{}",
    ):
        answer = client.get(address.format(path))
        assert (address, 404) == (address, answer.status_code)
        assert "x-y" not in answer.headers


def test_markup_in_a_chart_is_text_on_every_page_of_its_base(firm: Firm) -> None:
    """Markup in the names of cases, factors, outcomes and the chart itself is shown as text wherever it comes up."""
    ada = firm.session("ada")
    rows = [f"Case,Court,Date,Outcome,Warned {MARKUP} (P)", f"A {MARKUP} v. B,9th Cir.,1980-01-01,plaintiff,yes",
            f"C v. D {MARKUP},9th Cir.,1981-01-01,defendant,no"]  # fmt: skip
    chart = ada.bring(f"{MARKUP.replace('/', '')}.csv", "\n".join(rows).encode())
    pages = [ada.client.get(chart).text]
    base = ada.post(chart, make="yes", name=MARKUP, question=MARKUP).headers["location"].rpartition("/")[0]
    case = ada.client.get(f"{base}/cases.json").json()["cases"][0]["case"]
    matter = ada.post("/matters", pack=base.rpartition("/")[2], title=MARKUP).headers["location"]
    addresses = ("/", f"{base}/cases", f"{base}/cases/{case}", f"{base}/guide", f"{base}/audit", f"{base}/people", matter,
                 f"{matter}/cases", f"{matter}/argue", f"{matter}/timeline", f"{matter}/people")  # fmt: skip
    for address in addresses:
        answer = ada.client.get(address)
        assert (address, 200) == (address, answer.status_code)
        pages.append(answer.text)
    for text in pages:
        assert [] == re.findall(r"<script>x|<img src=x", text)
    assert sum("&lt;script&gt;" in text for text in pages) == len(pages)


NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000)"
MANY = (
    f"INSERT INTO matter {NUMBERS} SELECT CAST(:name AS TEXT) || n, 'No. ' || n, doctrine, latest, saved "
    "FROM matter CROSS JOIN numbers WHERE id = :id",
    f"INSERT INTO version {NUMBERS} SELECT CAST(:name AS TEXT) || n, number, who, at, what, state, title, doctrine, content "
    "FROM version CROSS JOIN numbers WHERE matter = :id",
    f"INSERT INTO access {NUMBERS} SELECT CAST(:name AS TEXT) || n, CAST(:name AS TEXT), 'owner' FROM numbers WHERE :id <> ''",
)


def test_ten_thousand_matters_are_listed_a_page_at_a_time(firm: Firm) -> None:
    """With ten thousand matters of hers, and as many of another's, the first page lists some and finds one by its words."""
    pack = firm.desk.pack("wild-animals")
    first = firm.desk.of("ada").create(papers_of(pack.matters["popov"], pack), "ada", "Begun")
    with firm.cabinet.ground.writing() as run:
        for name in ("ada", "ben"):
            for statement in MANY:
                run(statement, name=name, id=first)
    client = firm.session("ada").client
    shown = client.get("/index.json").json()
    assert (10_001, 200) == (shown["matters_in_all"], len(shown["matters"]))
    assert ["No. 7777"] == [each["title"] for each in client.get("/index.json?words=7777").json()["matters"]]
    assert [200, 404] == [client.get(f"/matters/{name}7777").status_code for name in ("ada", "ben")]
