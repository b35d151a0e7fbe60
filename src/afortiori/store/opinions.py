"""Opinions as people have them: text, HTML, CAP and CourtListener JSON, DOCX, PDF. Each becomes a ``Record``."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from afortiori.errors import BadInput, MissingExtra, Problem
from afortiori.opinion import Part, Record
from afortiori.opinion.markup import PART_KINDS, marked_parts
from afortiori.store.bounds import apart
from afortiori.store.pdf_text import MOST_SECONDS

MOST_BYTES = 100_000_000
MOST_TEXT = 20_000_000
SUFFIXES = (".txt", ".html", ".htm", ".xml", ".json", ".jsonl", ".docx", ".pdf")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HALF = re.compile("[\ud800-\udfff]")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FIELDS = ("plain_text", "html_with_citations", "html_columbia", "html_lawbox", "xml_harvard", "html_anon_2020", "html")
_TYPES = {
    "015unamimous": "majority", "020lead": "majority", "025plurality": "plurality", "030concurrence": "concurrence",
    "035concurrenceinpart": "partial dissent", "040dissent": "dissent",
}  # fmt: skip
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|pre|p|div|body|opinion|span|section|article)\b", re.IGNORECASE)


def open_opinion(name: str, *, number: int | None = None) -> Record:
    """The opinion in a file; BadInput where there is none, or where there are several and ``number`` (from 1) names none."""
    return chosen(read_file(name), name, number=number)


def chosen(data: bytes, name: str, *, number: int | None = None) -> Record:
    """``open_opinion``, for a file's bytes."""
    found = list(records(data, name))
    good = [one for one in found if isinstance(one, Record)]
    if not good:
        raise BadInput([one for one in found if isinstance(one, Problem)] or [_problem(name, "no opinion here", "")])
    if number is None and len(good) > 1:
        raise BadInput([_problem(name, f"{len(good)} opinions are here", f"choose one: --record 1 to {len(good)}")])
    if number is not None and not 1 <= number <= len(good):
        raise BadInput([_problem(name, f"there is no opinion {number} here", f"write 1 to {len(good)}")])
    return good[(number or 1) - 1]


def read_file(name: str) -> bytes:
    """The bytes of a file, within bounds; BadInput where it cannot be read."""
    path = Path(name)
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "no such file" if not path.exists() else "no regular file"
            raise BadInput([_problem(name, f"cannot be read: {what}", "name an opinion's file")])
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise BadInput([_problem(name[:200], f"cannot be read: {reason}", "check the path")]) from None
    if len(data) > MOST_BYTES:
        raise BadInput([_problem(name, f"larger than {MOST_BYTES // 1_000_000} MB", "split it")])
    return data


def records(data: bytes, name: str) -> Iterator[Record | Problem]:
    """The opinions in a file's bytes; of a file that holds several, each that is bad is a problem among the good."""
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data, name)
        name = name.removesuffix(".gz")
    if data[:5] == b"%PDF-" or name.lower().endswith(".pdf"):
        yield _checked(Record(_pdf(data, name), kind="pdf"), name)
    elif data[:4] == b"PK\x03\x04" or name.lower().endswith(".docx"):
        yield _checked(_docx(data, name), name)
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        raise BadInput(
            [_problem(name, "an old Word file, or one with a password", "save it as DOCX without a password")]
        )
    else:
        text, encoding = decoded(data, name)
        for one in _textual(text, name):
            yield replace(one, encoding=encoding) if isinstance(one, Record) else one


def _textual(written: str, name: str) -> Iterator[Record | Problem]:
    text = written.removeprefix("\ufeff")
    start = text.lstrip()[:1]
    if name.lower().endswith((".json", ".jsonl")) or (
        start in ("{", "[") and not text.lstrip().startswith("[*") and _looks_json(text)
    ):
        yield from _json(text, name)
    elif name.lower().endswith((".html", ".htm", ".xml", ".xhtml")) or _MARKUP.match(text[:300]):
        yield _checked(Record(written, kind="html", parts=marked_parts(written), markup=True), name)
    else:
        yield _checked(Record(written), name)


def _looks_json(text: str) -> bool:
    return bool(re.match(r"\s*[\[{]\s*(?:[\[{]\s*)*[\"}\]]", text[:300]))


def _checked(record: Record, name: str) -> Record:
    """A record, where it has text of a size that can be read."""
    if len(record.text) > MOST_TEXT:
        raise BadInput([_problem(name, f"more than {MOST_TEXT // 1_000_000} million characters", "split it")])
    plain = re.sub(r"<[^<>]{0,2000}>", "", record.text) if record.markup else record.text
    if not plain.strip("\ufeff").strip():
        raise BadInput([_problem(name, "there is no text here", "name an opinion that has text")])
    # JSON can write half a character, which nothing can print: it is replaced, so that every place stays.
    return replace(record, text=_HALF.sub("\ufffd", record.text))


def _problem(name: str, what: str, remedy: str) -> Problem:
    return Problem(name, 0, what, remedy)


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            found = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise BadInput([_problem(name, "not a whole gzip file", "fetch it again")]) from None
    if len(found) > MOST_BYTES:
        raise BadInput([_problem(name, f"unpacks to more than {MOST_BYTES // 1_000_000} MB", "unpack and split it")])
    return found


class Decoded(NamedTuple):
    """Text, and the encoding by which ``data.decode(encoding)`` gives it again; a byte order mark is its first character."""

    text: str
    encoding: str


def decoded(data: bytes, name: str) -> Decoded:
    """Text in the encoding that its first bytes or its content show: UTF-8, UTF-16, UTF-32, Windows; line ends as they are."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
    ):  # fmt: skip
        if data.startswith(mark):
            return _as(data, encoding, name)
    nulls = data[:4000].count(0)
    if nulls > len(data[:4000]) // 4:
        return _as(data, "utf-16-le" if data[1:4000:2].count(0) > data[0:4000:2].count(0) else "utf-16-be", name)
    if 0 in data:
        raise BadInput([_problem(name, f"a NUL at byte {data.index(0)}: not text", "name an opinion's text")])
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(data, name)


def _as(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise BadInput([_problem(name, f"not whole {encoding.upper()} text", "save it as UTF-8")]) from None
    if "\0" in text:
        raise BadInput([_problem(name, "a NUL in the text", "name an opinion's text")])
    return Decoded(text, encoding)


def _guessed(data: bytes, name: str) -> Decoded:
    """UTF-8 with Windows characters pasted in; Windows text; else what charset-normalizer finds likely."""
    codecs.register_error(MIXED, _windows)
    mixed, whole = data.decode("utf-8", MIXED), data.decode("utf-8", "ignore")
    sound = sum(not character.isascii() for character in whole)
    if sound > len(mixed) - len(whole):
        return Decoded(mixed, f"utf-8 with {MIXED}")
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return _likely(data, name)


MIXED = "windows characters"


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, as Windows has them."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _likely(data: bytes, name: str) -> Decoded:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise MissingExtra("opinions", "guessing an encoding") from None
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise BadInput([_problem(name, "its encoding is not clear", "save it as UTF-8")])
    return Decoded(data.decode(best.encoding, errors="replace"), best.encoding)


def _json(text: str, name: str) -> Iterator[Record | Problem]:
    """The opinions of a JSON file, or of one with a record on each line."""
    whole = _loaded(text)
    if not isinstance(whole, Problem):
        yield from _each(whole, name, "")
        return
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) < 2 or not all(line.lstrip()[:1] in ("{", "[") for _, line in lines):
        raise BadInput([_problem(name, whole.what, whole.remedy)])
    for number, line in lines:
        value = _loaded(line)
        if isinstance(value, Problem):
            yield Problem(name, number, value.what, value.remedy)
        else:
            yield from _each(value, name, str(number))


def _loaded(text: str) -> Any:
    """JSON as values, or a Problem. A number with very many digits stays text."""
    try:
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 30 else digits)
    except RecursionError:
        return Problem("", 0, "JSON nested beyond any sense", "name an opinion's record")
    except (ValueError, MemoryError) as error:
        return Problem("", 0, f"not JSON: {str(error)[:100]}", "fetch the record again")


def _each(value: Any, name: str, id: str) -> Iterator[Record | Problem]:
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        value = value["results"]
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield one_record(one, name, f"{id}.{number}".strip("."))
        return
    yield one_record(value, name, id)


def one_record(value: Any, name: str, id: str) -> Record | Problem:
    """One record of the Caselaw Access Project or of CourtListener; a Problem where it is neither, or has no text."""
    line = int(id) if id.isdigit() else 0
    if not isinstance(value, dict):
        return Problem(name, line, "no record of an opinion", "name one of CAP's or CourtListener's")
    record = _cap(value, id) if "casebody" in value else _courtlistener(value, id)
    if record is None:
        what = (
            "a record without an opinion's text"
            if "sub_opinions" in value or "clusters" in value
            else "no record of an opinion"
        )
        return Problem(name, line, what, "name a case of CAP's, or an opinion of CourtListener's (API version 3 or 4)")
    try:
        return _checked(record, name)
    except BadInput as bad:
        return Problem(name, line, bad.problems[0].what, bad.problems[0].remedy)


def _text(value: Any) -> str:
    return (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )


def _inside(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _cap(value: dict[str, Any], id: str) -> Record | None:
    body = value["casebody"]
    data = _inside(body, "data") if _inside(body, "data") is not None else body
    about = Record(
        "",
        name=_text(value.get("name_abbreviation")) or _text(value.get("name")),
        kind="cap",
        citations=tuple(_text(_inside(one, "cite")) for one in _listed(value.get("citations"))),
        court=_text(_inside(value.get("court"), "name")),
        decided=_text(value.get("decision_date")),
        docket=_text(value.get("docket_number")),
        id=_text(value.get("id")) or id,
    )
    if isinstance(data, str):
        return replace(about, text=data, parts=marked_parts(data), markup=True, field="data") if data.strip() else None
    head = _text(_inside(data, "head_matter"))
    opinions = [one for one in _listed(_inside(data, "opinions")) if isinstance(one, dict) and _text(one.get("text"))]
    if not opinions:
        return None
    parts, pieces, at = ([Part("head", "", 0, len(head), "head_matter")], [head], len(head)) if head else ([], [], 0)
    for number, one in enumerate(opinions):
        text = ("\n\n" if pieces else "") + _text(one.get("text"))
        start = at + (2 if pieces else 0)
        kind = PART_KINDS.get(_text(one.get("type")).lower(), "opinion")
        parts.append(Part(kind, _text(one.get("author")), start, at + len(text), f"opinions[{number}].text"))
        pieces.append(text)
        at += len(text)
    return replace(about, text="".join(pieces), parts=tuple(parts))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _courtlistener(value: dict[str, Any], id: str) -> Record | None:
    field = next((field for field in _FIELDS if isinstance(value.get(field), str) and value[field].strip()), None)
    if field is None:
        return None
    text = _text(value[field])
    markup = field != "plain_text"
    slug = re.search(r"/opinion/\d+/([\w-]{1,200})/", _text(value.get("absolute_url")))
    kind = _TYPES.get(_text(value.get("type")))
    author = _text(value.get("author_str"))
    marked = marked_parts(text) if markup else ()
    return Record(
        text,
        name=_text(value.get("case_name")) or (slug[1].replace("-", " ") if slug else ""),
        kind="courtlistener",
        parts=(Part(kind, author, 0, len(text), field),) if kind else marked,
        markup=markup,
        field=field,
        id=_text(value.get("id")) or _last(_text(value.get("resource_uri"))) or id,
        cluster=_text(value.get("cluster_id")) or _last(_text(value.get("cluster"))),
    )


def _last(uri: str) -> str:
    return uri.rstrip("/").rpartition("/")[2][:40]


def _docx(data: bytes, name: str) -> Record:
    """The text of a DOCX: its paragraphs, then its notes. Nothing in it is run, fetched or followed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            body = _paragraphs(_member(file, "word/document.xml", name), name)
            noted = [part for part in ("word/footnotes.xml", "word/endnotes.xml") if part in file.namelist()]
            notes = [line.text for part in noted for line in _paragraphs(_member(file, part, name), name)]
    except KeyError:
        raise BadInput([_problem(name, "a zip file that is no DOCX", "save the document as DOCX")]) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise BadInput(
            [_problem(name, "no DOCX that can be read, or one with a password", "save it again as DOCX")]
        ) from None
    if any(line.strip() for line in notes):
        body += [_Line("Notes"), *map(_Line, notes)]
    quoted, at = [], 0
    for line in body:
        if line.quoted:
            quoted.append((at, at + len(line.text)))
        at += len(line.text) + 2
    return Record("\n\n".join(line.text for line in body), kind="docx", quoted=tuple(quoted))


class _Line(NamedTuple):
    """A paragraph of a DOCX; ``quoted``: set off as a block quotation, by its style or by both its margins."""

    text: str
    quoted: bool = False


def _member(file: zipfile.ZipFile, part: str, name: str) -> bytes:
    with file.open(part) as stream:
        found = stream.read(MOST_TEXT * 2 + 1)
    if len(found) > MOST_TEXT * 2:
        raise BadInput([_problem(name, "unpacks to more than it can sensibly hold", "name another file")])
    return found


def _paragraphs(xml: bytes, name: str) -> list[_Line]:
    try:
        from lxml import etree
    except ImportError:
        raise MissingExtra("opinions", "reading a DOCX") from None
    if b"<!DOCTYPE" in xml[:10_000] or b"<!ENTITY" in xml[:10_000]:
        raise BadInput([_problem(name, "a document that declares entities", "save it again as DOCX")])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise BadInput([_problem(name, "its XML is not whole", "save it again as DOCX")]) from None
    # A box of text is written twice, for new programs and for old ones: what is for the old is passed over.
    found = [one for one in root.iter(f"{_WORD}p") if next(one.iterancestors(_FALLBACK), None) is None]
    return [_Line("".join(_runs(one)), _set_off(one)) for one in found]


def _set_off(paragraph: Any) -> bool:
    style, margins = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle"), paragraph.find(f"{_WORD}pPr/{_WORD}ind")
    if style is not None and re.search(r"quot|block", style.get(f"{_WORD}val", ""), re.IGNORECASE):
        return True
    sides = [("left", "start"), ("right", "end")]
    return margins is not None and all(
        any(re.fullmatch(r"\d{3,5}", margins.get(f"{_WORD}{name}", "")) for name in names) for names in sides
    )


def _runs(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}noBreakHyphen"):
        if next(node.iterancestors(f"{_WORD}p")) is not paragraph:
            continue
        local = node.tag.rpartition("}")[2]
        yield (node.text or "") if local == "t" else "-" if local == "noBreakHyphen" else " "


def _pdf(data: bytes, name: str) -> str:
    """The text of a PDF, its pages parted by form feeds; read in a process of its own."""
    found = apart("afortiori.store.pdf_text", (), data, name, seconds=MOST_SECONDS)
    if "fault" in found:
        raise BadInput([_problem(name, f"the PDF cannot be read: {found['fault']}", "save it again, or as text")])
    text = "\f".join(found["pages"])
    if not text.strip():
        raise BadInput(
            [_problem(name, "its pages are pictures: there is no text in it", "run it through text recognition first")]
        )
    return text
