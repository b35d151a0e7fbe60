"""Export: the memorandum in every format, the argument of a brief, the chart, the certificate, the matter's file, a backup."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import PurePath
from unicodedata import normalize
from urllib.parse import quote

from fastapi import APIRouter, Response

from afortiori.errors import bad_option, did_you_mean
from afortiori.memo.blocks import Document
from afortiori.memo.memorandum import Subject, compose_memo
from afortiori.memo.publishing import formats, publish
from afortiori.store.papers import beside, certificate, papers, with_parts, yaml_text
from afortiori.workbench.bases import AsAsked, OfBase
from afortiori.workbench.chart import Chart, rows_of
from afortiori.workbench.desk import Desk, Opened
from afortiori.workbench.matters import MatterPage
from afortiori.workbench.page import Asking, page, show
from afortiori.workbench.verdict import Verdict

router = APIRouter()
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".parquet": "application/vnd.apache.parquet",
}


def download(data: bytes, name: str) -> Response:
    """A file to keep, under its name in any script: never shown as a page of ours, whatever is in it."""
    suffix = PurePath(name).suffix
    kept = "".join(c for c in name if c.isprintable() and c not in '\\/:*?"<>|').strip(" .")
    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "", normalize("NFKD", kept)).removesuffix(suffix).strip(" .-_") or "matter"
    disposition = f'attachment; filename="{plain}{suffix}"'
    if kept != f"{plain}{suffix}":
        disposition += f"; filename*=UTF-8''{quote(kept, safe='')}"
    return Response(data, media_type=TYPES[suffix], headers={"content-disposition": disposition})


def document(opened: Opened, desk: Desk, side: str) -> Document:
    """The memorandum on a matter, dated today; for a side, the argument section of a brief."""
    of = opened.matter
    subject = Subject(
        of.title, of.text.strip(), of.source, opened.asked.note, of.heading, of.events, of.stated, (), desk.today()
    )
    sides = [each.id for each in opened.doctrine.sides]
    if side and side not in sides:
        raise bad_option(f"unknown side '{side[:80]}'", did_you_mean(side, sides))
    return compose_memo(Verdict(opened).analysis, subject, side=side or None)


@page(router, "/matters/{id}/export")
def export(at: Asking, id: str) -> Response:
    """All that can be taken away."""
    opened = at.desk.open(id)
    view = MatterPage(opened, latest=opened.saved.entry.number)
    kinds = [(each.SUFFIX.removeprefix("."), each.NAME) for each in formats().values()]
    data = {"memo": [f"/matters/{id}/memo.{suffix}" for suffix, _ in kinds]}
    return show(
        at, "export.html", title=opened.papers.title, data=lambda: data, view=view, kinds=kinds,
        beside=bool(beside(opened.papers)),
    )  # fmt: skip


@router.get("/matters/{id}/memo.{suffix}")
def memo(at: Asking, id: str, suffix: str, side: str = "", comments: str = "") -> Response:
    """The memorandum as a file."""
    opened = at.desk.open(id)
    name = f"{opened.papers.title[:80].replace('.', '')}{' - argument' if side else ''}.{suffix}"
    data = publish(document(opened, at.desk, side), f"memo.{suffix}", remarks=comments == "yes")
    return download(data, name)


@router.get("/matters/{id}/matter.yaml")
def matter_file(at: Asking, id: str) -> Response:
    """The matter as the file that the command line reads; its base need not be here."""
    of = papers(at.desk.cabinet.open(id).content)
    plain = with_parts(of, doctrine=at.desk.coded_on(str(of.matter["doctrine"])))
    return download(yaml_text(plain).encode(), f"{id}.yaml")


@router.get("/matters/{id}/certificate.json")
def certificate_file(at: Asking, id: str) -> Response:
    """The certificate of the verdict, which ``afortiori verify`` checks."""
    opened = at.desk.whole(id)
    analysis = Verdict(opened).analysis
    return download(certificate(opened.papers, analysis, opened.found).encode(), f"{id} certificate.json")


@router.get("/matters/{id}/chart.csv")
def matter_chart(at: Asking, id: str, how: AsAsked) -> Response:
    """The chart of the cases beside the facts of the matter."""
    opened = at.desk.open(id)
    chart = Chart(opened.law, how, opened.facts)
    return download(
        csv_of(rows_of(chart.factors, [chart.beside(line) for line in chart.lines])), f"{opened.pack.id} chart.csv"
    )


@router.get("/bases/{name}/chart.{suffix}")
def base_chart(at: Asking, base: OfBase, suffix: str) -> Response:
    """A base as a chart that loses nothing: brought in again it is the same base."""
    from afortiori.store.charts import exported
    from afortiori.store.pack import plain_pack

    del at
    doctrine, cases = plain_pack(base.folder)
    return download(exported(base.pack, doctrine, cases, f".{suffix}"), f"{base.id} chart.{suffix}")


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV that no spreadsheet takes for a formula."""
    from afortiori.store.charts.csvfile import guarded

    written = io.StringIO()
    csv.writer(written).writerows([[guarded(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8", "replace")


@router.get("/backup")
def backup(at: Asking) -> Response:
    """All matters with their versions, and the user's own bases of any size, as one file."""
    from afortiori.store.cabinet.backing import bundle

    return download(bundle(at.desk.cabinet, at.desk.everything()), f"afortiori {at.desk.today()}.zip")
