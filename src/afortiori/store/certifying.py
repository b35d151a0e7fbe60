"""Certificates as files: an answer written out, and a certificate checked by itself or against a base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from afortiori.analysis import Analysis
from afortiori.certificate.writing import Question, Sources, certify, rendered
from afortiori.errors import BadInput, Problem
from afortiori.store.asking import Wanted
from afortiori.store.digests import base_folders, matter_record, sources_of
from afortiori.store.library import Found, pack_folders

if TYPE_CHECKING:
    from afortiori.certificate.check import Report


def certificate_of(
    analysis: Analysis, found: Found, wanted: Wanted, *, matter: str, bases: Sequence[str], cached: bool = True
) -> str:
    """The text of an answer's certificate, as the checker confirms it."""
    record = matter_record(found, matter, cached=cached)
    question = Question(
        record.name,
        found.matter.title,
        wanted.changes,
        wanted.adopted,
        wanted.reading,
        tuple(base_folders(found, bases)) if bases else (),
    )
    return confirmed(analysis, question, sources_of(found, record.digest, bases, cached=cached))


def confirmed(analysis: Analysis, question: Question, sources: Sources) -> str:
    """The text of a certificate, as the checker confirms it; BadInput where it does not."""
    from afortiori.certificate.check import check

    text = rendered(certify(analysis, question, sources))
    report = check(text.encode())
    if report.beyond:
        text = rendered(certify(analysis, question, sources, whole=False))
        report = check(text.encode())
    if report.faults:
        what = "the checker does not confirm this answer: " + "; ".join(report.faults[:3])
        raise BadInput([Problem("", 0, what, "please report it, with the matter and the options")])
    return text


def verify(file: str, bases: Sequence[str], matter: str | None) -> Report:
    """Check a certificate: by itself, or against the records of packs, by name or path, and folders of cases."""
    from afortiori.certificate.check import Refused, check, read_base

    data = file_bytes(Path(file), "a certificate")
    if not bases:
        return check(data)
    named = pack_folders()
    folders = [named.get(base, Path(base)) for base in bases]
    try:
        base = read_base(folders, None if matter is None else Path(matter))
    except Refused as refused:
        raise BadInput([Problem("", 0, f"the base: {refused}", "name a pack, or a folder of case files")]) from None
    return check(data, base)


def file_bytes(path: Path, what: str) -> bytes:
    """The bytes of a file that should be ``what``, one more than it may have at most; BadInput where it cannot be read."""
    from afortiori.certificate.check.form import MOST_BYTES

    try:
        if not path.is_file():
            raise BadInput([Problem(str(path), 0, "cannot be read: no regular file", f"name {what}")])
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
        raise BadInput([Problem(str(path), 0, why, "check the path and its permissions")]) from None
