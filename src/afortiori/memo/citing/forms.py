"""How each case of a base is cited: the parts of its full and its short form, with later history and pins.

Source: Bluebook B10, 10.2-10.9 (court documents). A case of a country with a neutral citation keeps that form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from afortiori.authority import EVENTS_THAT_TAKE_AWAY, MONTHS, Court, History, When
from afortiori.casebase import CaseBase
from afortiori.memo.blocks import Authority, Span
from afortiori.memo.citing.names import abbreviated, short_name
from afortiori.precedent import Precedent

CASES = "Cases"
PHRASES = {
    "affirmed": "aff'd",
    "reversed": "rev'd",
    "vacated": "vacated",
    "withdrawn": "withdrawn",
    "certiorari denied": "cert. denied",
    "rehearing granted": "reh'g granted",
    "superseded": "superseded by",
    "overruled": "overruled by",
    "abrogated": "abrogated by",
    "disapproved": "disapproved by",
}
INFERRED = "by inference: no court has said so"
_OF_ANOTHER_CASE = ("overruled", "abrogated", "disapproved")
_SHORT_MONTHS = ("May", "June", "July")
_NEUTRAL = re.compile(r"\d{4} (?!WL )[A-Z]{2,8} \d+")
_DATABASE = re.compile(r"\d{4} WL \d+|\d{4} U\.S\. \w+\. LEXIS \d+")
_NAMED = re.compile(r"(.+ v\. .+?)(, \d.*)")
_PAGE = r"\d+(?:-\d+)?(?: (?:& )?nn?\.\d+(?:-\d+)?)?(?![\d-]| [A-Z])"
_PIN = rf"({_PAGE}(?:, {_PAGE})*)"
_YEARS_THAT_A_DENIAL_COUNTS = 2


@dataclass(frozen=True, slots=True)
class Form:
    """One case's citation in its parts. ``reports`` are where it is reported; ``seat`` is what stands in the parentheses.

    ``weight`` are the parentheticals that its weight needs: *en banc*, *unpublished*. ``mention`` is its name in running text.
    """

    authority: Authority
    name: str
    short: str
    reports: tuple[str, ...]
    seat: str
    weight: tuple[str, ...]
    history: tuple[Span, ...]
    mention: str

    def full(self, pin: str = "", tail: Sequence[Span] = ()) -> tuple[Span, ...]:
        """The full form with its pin, its parentheticals and the case's later history, in that order."""
        reports = _pinned(self.reports, pin)
        seat = f" ({self.seat})" if self.seat else ""
        weight = "".join(f" ({said})" for said in self.weight)
        after = (Span(f"{reports}{seat}{weight}"), *_in_parentheses(tail), *self.history)
        return _joined((Span(self.name, italic=True), *after))

    def brief(self, pin: str = "", tail: Sequence[Span] = ()) -> tuple[Span, ...]:
        """The short form: one party's name, and the reporter at the page; as it begins where no page is named."""
        first = self.reports[0] if self.reports else self.seat
        at = f", {first}" if not pin else f", {_at(first, pin)}"
        return _joined((Span(self.short, italic=True), Span(at), *_in_parentheses(tail)))

    def same(self, pin: str = "", tail: Sequence[Span] = (), *, capital: bool = True) -> tuple[Span, ...]:
        """*Id.*, for the authority cited immediately before."""
        where = Span(f" at {pin}" if pin else "")
        return _joined((Span("Id." if capital else "id.", italic=True), where, *_in_parentheses(tail)))


def _pinned(reports: Sequence[str], pin: str) -> str:
    first, *others = reports or ("",)
    with_pin = f", {first}, {pin}" if pin else f", {first}"
    return (with_pin if first else "") + "".join(f", {report}" for report in others)


def _at(report: str, pin: str) -> str:
    if _DATABASE.fullmatch(report) or _NEUTRAL.fullmatch(report):
        return f"{report}, at {pin}"
    return f"{report.rpartition(' ')[0]} at {pin}"


def _in_parentheses(tail: Sequence[Span]) -> tuple[Span, ...]:
    return (Span(" ("), *tail, Span(")")) if tail else ()


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of one face next to one another as one; none that is empty."""
    found: list[Span] = []
    for span in spans:
        if found and (found[-1].italic, found[-1].bold, found[-1].remark) == (span.italic, span.bold, span.remark):
            found[-1] = Span(found[-1].text + span.text, span.italic, span.bold, span.remark)
        elif span.text:
            found.append(span)
    return tuple(found)


def forms(base: CaseBase, as_of: str, among: Collection[str] | None = None) -> dict[str, Form]:
    """How every case of a base is cited on a day, by the id of the case.

    A short name that two of the cases have, ``among`` those that a document cites or of all decided by then, bears a year.
    """
    cases = {precedent.case: precedent for precedent in reversed(tuple(base))}
    shorts = Counter(
        short_name(p.name) for p in cases.values() if (p.decided.before(as_of) if among is None else p.case in among)
    )
    return {key: _form(p, cases, as_of, alone=shorts[short_name(p.name)] < 2) for key, p in sorted(cases.items())}


def form(precedent: Precedent, as_of: str, cases: Iterable[Precedent] = ()) -> Form:
    """How one case is cited on a day; ``cases`` are those that its later history names."""
    return _form(precedent, {p.case: p for p in cases}, as_of, alone=True)


def _form(precedent: Precedent, cases: dict[str, Precedent], as_of: str, *, alone: bool) -> Form:
    american = precedent.court.system.startswith("us") and not _is_neutral(precedent)
    name = abbreviated(precedent.name) if american else precedent.name
    short = short_name(precedent.name)
    found = list(_history(precedent, cases, as_of))
    same_year = any(direct and year == precedent.decided.year for _, year, direct in found)
    whole = Form(
        Authority(precedent.case, CASES, (), bool(precedent.unverified)),
        name,
        short,
        tuple(_reports(precedent)),
        _seat(precedent, with_year=not same_year),
        tuple(_weight(precedent)),
        tuple(span for spans, _, _ in found for span in spans),
        short if alone else f"{short} ({precedent.decided.year})",
    )
    return replace(whole, authority=replace(whole.authority, long=whole.full()))


def _weight(precedent: Precedent) -> Iterator[str]:
    if precedent.bench == "en banc":
        yield "en banc"
    if not precedent.published:
        yield "unpublished"


def _is_neutral(precedent: Precedent) -> bool:
    return any(_NEUTRAL.fullmatch(citation) for citation in precedent.citations)


def _reports(precedent: Precedent) -> Iterator[str]:
    """Where it is reported: a federal case once, a state's in every reporter that its pack names."""
    listed = [_apart(citation)[0] for citation in precedent.citations]
    if (not listed or _DATABASE.fullmatch(listed[0])) and precedent.docket:
        yield precedent.docket if precedent.docket.startswith(("No.", "Civ.")) else f"No. {precedent.docket}"
    yield from listed[:1] if precedent.court.system == "us" else listed


def _apart(citation: str) -> tuple[str, str]:
    """A citation, and the court and date where its pack wrote them with it: 'No. 1 (1st Cir. 1993)'."""
    found = re.fullmatch(r"(.+) \(([^()]+)\)", citation)
    return (found.group(1), found.group(2)) if found else (citation, "")


def _seat(precedent: Precedent, *, with_year: bool) -> str:
    """What stands in parentheses: the court, unless the reporter tells it, and the year; the day where unreported."""
    listed, court = precedent.citations, precedent.court
    if _is_neutral(precedent):
        return ""
    if listed and _apart(listed[0])[1]:
        return _apart(listed[0])[1]
    unreported = not listed or listed[0].startswith("No.") or bool(_DATABASE.fullmatch(listed[0]))
    date = _day(precedent.decided) if unreported else precedent.decided.year
    named = "" if court.id == "scotus" or any(_tells(report, court) for report in listed) else court.abbreviation
    return " ".join(part for part in (named, date if with_year or unreported else "") if part)


def _tells(report: str, court: Court) -> bool:
    """Whether the title of a reporter is the abbreviation of the court, so that the court is not named again."""
    title = re.sub(r"^\d+ | [\d-]+$", "", report)
    return bool(court.abbreviation) and re.sub(r" \d[a-z]+$", "", title) == court.abbreviation


def _day(when: When) -> str:
    """A date as a citation gives it, its month shortened."""
    if len(when.text) == 4:
        return when.text
    month = MONTHS[int(when.text[5:7]) - 1]
    short = month if month in _SHORT_MONTHS else "Sept." if month == "September" else f"{month[:3]}."
    return f"{short} {when.year}" if len(when.text) == 7 else f"{short} {int(when.text[8:])}, {when.year}"


def _history(
    precedent: Precedent, cases: dict[str, Precedent], as_of: str
) -> Iterator[tuple[tuple[Span, ...], str, bool]]:
    """Each later event that is cited by then: its words, its year, and whether it is the same litigation (10.7)."""
    events = [event for event in precedent.history if event.event in PHRASES and event.date.before(as_of)]
    for event in sorted(events, key=lambda e: (e.date.last, e.event)):
        if event.event == "certiorari denied" and not _recent(precedent.decided, as_of):
            continue
        later = cases.get(event.by)
        words = _event(precedent, event, later)
        by = _later(precedent, event, later)
        doubt = (Span(f" ({INFERRED})"),) if event.inferred else ()
        yield (
            (Span(", "), Span(words, italic=True), *by, *doubt),
            later.decided.year if later is not None else event.date.year,
            event.event not in _OF_ANOTHER_CASE and later is not None,
        )


def _recent(decided: When, as_of: str) -> bool:
    return int(as_of[:4]) - int(decided.last[:4]) < _YEARS_THAT_A_DENIAL_COUNTS


def _event(precedent: Precedent, event: History, later: Precedent | None) -> str:
    """The phrase: in part where it touches another holding, on other grounds where it takes nothing away."""
    phrase = PHRASES[event.event]
    if event.event == "superseded" and "amended" in f"{event.source} {event.note}".lower():
        phrase = "amended and superseded by"
    if event.event in EVENTS_THAT_TAKE_AWAY:
        limit = {"all": "", "nothing": " on other grounds"}.get(event.removes, " in part")
        phrase = f"{phrase.removesuffix(' by')}{limit} by" if phrase.endswith(" by") else f"{phrase}{limit}"
    other = event.event not in _OF_ANOTHER_CASE and (
        later.name != precedent.name if later is not None else _NAMED.fullmatch(event.by) is not None
    )
    return f"{phrase} sub nom." if other else phrase


def _later(precedent: Precedent, event: History, later: Precedent | None) -> tuple[Span, ...]:
    """The later decision as it is cited there: without its name where that is the same."""
    joint = " " if PHRASES[event.event].endswith(" by") else ", "
    if later is None:
        named = _NAMED.fullmatch(event.by)
        if named is None:
            return (Span(f" ({_day(event.date)})"),)
        return (Span(" "), Span(abbreviated(named.group(1)), italic=True), Span(named.group(2)))
    one = form(replace(later, history=()), "1000-01-01")
    if event.event in _OF_ANOTHER_CASE:
        return (Span(" "), *one.full(pinpoint(later, (event.source,))))
    if later.name != precedent.name:
        return (Span(" "), *one.full())
    _, reported, *rest = one.full()
    return (Span(joint + reported.text.removeprefix(", ")), *rest)


def pinpoint(precedent: Precedent, sources: Iterable[str]) -> str:
    """The pages of the first reporter that some sources name in terms; empty where none does.

    A page counts where it stands after the reporter ('855 F.2d at 1423', '489 U.S. 189, 199') or the source begins
    with it ('at 1423'), and does not lie before the case's first page.
    """
    if not precedent.citations:
        return ""
    pages: dict[str, None] = {}
    for source in sources:
        for found in _pages(precedent.citations[0], source):
            pages.update(dict.fromkeys(found.split(", ")))
    return ", ".join(page for page in sorted(pages, key=_span_of) if not any(_within(page, p) for p in pages))


def _pages(report: str, source: str) -> Iterator[str]:
    volume, _, first = report.rpartition(" ")
    for pattern in (rf"(?<!\d){re.escape(volume)} at {_PIN}", rf"(?<!\d){re.escape(report)}, {_PIN}", rf"^at {_PIN}"):
        for found in re.findall(pattern, source):
            if first.isdigit() and _first_page(found) >= int(first):
                yield found


def _span_of(page: str) -> tuple[int, int]:
    """A page, or pages, as the first and the last: '425-26' is (425, 426)."""
    found = re.match(r"(\d+)(?:-(\d+))?", page)
    if found is None:
        return (0, 0)
    first, last = found.group(1), found.group(2) or found.group(1)
    return (int(first), int(first[: max(0, len(first) - len(last))] + last))


def _within(page: str, other: str) -> bool:
    """Whether other pages include a page that names no note of its own."""
    inner, outer = _span_of(page), _span_of(other)
    return page != other and "n." not in page and outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _first_page(pages: str) -> int:
    found = re.match(r"\d+", pages)
    return int(found.group()) if found else 0
