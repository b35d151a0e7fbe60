"""A draft's citations and quotations, each checked against the cases that are known and the opinions at hand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from afortiori.courts import built_in
from afortiori.opinion.calling import called, names, other
from afortiori.opinion.citations import Cite, parties, volume_of
from afortiori.opinion.known import Known, KnownCase
from afortiori.opinion.matching import ALTERED, CLOSE, IDENTICAL, NEAREST, Match, Source
from afortiori.opinion.normal import normalise
from afortiori.opinion.pages import FURTHEST, Pages
from afortiori.opinion.quotations import Quotation
from afortiori.opinion.reading import Reading

IN_BASE, QUOTED, MALFORMED, MISATTRIBUTED = "in the base", "quoted rightly", "malformed", "misattributed"
MISQUOTED, FALLEN, UNKNOWN, NOT_CHECKED = "misquoted", "fallen", "unknown here", "not checked"
FAULTS = (MALFORMED, MISATTRIBUTED, MISQUOTED, FALLEN)
_JOURNAL = re.compile(r"Rev|Rep\.? ?L|L\.|J\.|Q\.|Bull|Stud|Econ|Univ|Mag|News|Reg|Stat|Cong|Code|Op\.|Law")
SAME_PASSAGE = 0.75
BEFORE = 150
_LIKE_A_CITE = re.compile(
    r"(?<![\w.])\d{1,4}\s(?P<reporter>[A-Z][A-Za-z.’'&]{0,12}(?:\s?[A-Za-z0-9.’'&]{1,12}){0,3})\s\d{1,5}"
    r"(?=(?:,\s\d[\d,\s–-]{0,30})?\s\([^()]{0,60}(?:1[6-9]|20)\d\d\))"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check found of one citation or quotation, at its place in the original of the draft.

    ``says`` tells in words what is wrong, or what was compared; ``words`` are the source's own, where a quotation departs
    from them. ``case`` is the id of the known case that is meant; ``name`` is what the draft calls it; ``where`` the line, paragraph or sheet.
    """

    kind: str
    text: str
    start: int
    end: int
    says: str = ""
    words: str = ""
    case: str = ""
    page: int | None = None
    name: str = ""
    quotation: bool = False
    where: str = ""

    @property
    def at_fault(self) -> bool:
        """Whether the draft is wrong here. What is unknown here is not shown to be right, and not to be wrong."""
        return self.kind in FAULTS


def check_draft(reading: Reading, known: Known, *, as_of: str) -> tuple[Finding, ...]:
    """The findings on a draft, in its order; ``as_of`` is the day on which authority must still stand (YYYY-MM-DD).

    >>> from afortiori.opinion.reading import Record, read
    >>> jensen = KnownCase("jensen", "Jensen v. Conrad", ("747 F.2d 185",), "ca4", "1984")
    >>> draft = read(Record("Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984); Doe v. Roe, 747 F.2d 185 (9th Cir. 1985)."))
    >>> [(f.kind, f.says) for f in check_draft(draft, Known((jensen,)), as_of="2026-01-01")]
    [('in the base', ''), ('misattributed', '747 F.2d 185 is Jensen v. Conrad (4th Cir. 1984), not Doe v. Roe (9th Cir. 1985)')]
    """
    findings = [*_cites(reading, known, as_of), *_unread(reading), *_quotations(reading, known)]
    ordered = sorted(findings, key=lambda one: (one.start, one.end, one.kind))
    return tuple(replace(one, where=where) for one, where in zip(ordered, _wheres(reading, ordered), strict=True))


def _wheres(reading: Reading, findings: list[Finding]) -> Iterator[str]:
    """Where each finding stands, as a writer finds it again: the line of a text, the paragraph of a DOCX, the sheet of a PDF."""
    name, mark = {"docx": ("paragraph", "\n\n"), "pdf": ("sheet", "\f")}.get(reading.record.kind, ("line", "\n"))
    at, number = 0, 1
    for finding in findings:
        number += reading.record.text.count(mark, at, finding.start)
        at = max(at, finding.start)
        yield f"{name} {number}"


def _cites(reading: Reading, known: Known, as_of: str) -> Iterator[Finding]:
    for index, cite in enumerate(reading.citations):
        if cite.parallel:
            continue
        for found in _cite(cite, _group(reading.citations, index), reading, known, as_of):
            yield replace(found, page=cite.page)


def _group(cites: tuple[Cite, ...], index: int) -> list[Cite]:
    """A citation with those parallel to it."""
    group = [cites[index]]
    while index + 1 < len(cites) and cites[index + 1].parallel:
        index += 1
        group.append(cites[index])
    return group


def _cite(cite: Cite, group: list[Cite], reading: Reading, known: Known, as_of: str) -> Iterator[Finding]:
    """The findings on one citation, its parallels with it."""
    say, text = _sayer(cite), reading.record.text
    if cite.kind in ("statute", "journal"):
        yield say(NOT_CHECKED, "not a case")
        return
    if cite.kind in ("short", "id", "supra"):
        yield _short(cite, reading, known, say)
        return
    if cite.kind == "history":
        yield _later(group, known, say)
        return
    case = next((known.by_key[one.key] for one in group if one.key in known.by_key), None)
    if cite.part == "head" and not cite.name:
        yield say(NOT_CHECKED, "stands at the head")
        return
    said = text[cite.whole[0] : cite.whole[1]]
    faults = [fault for one in group for fault in _form(one, said, last=one is group[-1], known=case is not None)]
    if faults:
        yield say(MALFORMED, "; ".join(dict.fromkeys(faults)), case=case.id if case else "")
    if case is None:
        if not faults:
            yield _elsewhere(cite, group, known, say)
        return
    wrong = _wrongly_named(cite, case)
    if wrong:
        yield say(MISATTRIBUTED, wrong, case=case.id)
    fallen = _fallen(cite, case, as_of)
    if fallen:
        yield say(FALLEN, fallen, case=case.id)
    if not faults and not wrong and not fallen:
        yield say(IN_BASE, "; ".join(_partly(case, as_of)), case=case.id)


def _sayer(cite: Cite) -> Callable[..., Finding]:
    def say(kind: str, says: str, *, case: str = "") -> Finding:
        return Finding(kind, cite.text, cite.start, cite.end, says, case=case, name=cite.name)

    return say


def _short(cite: Cite, reading: Reading, known: Known, say: Callable[..., Finding]) -> Finding:
    """A short form: as good as the full citation for which it stands."""
    if cite.refers is None and cite.pin.startswith("§"):
        return say(NOT_CHECKED, "a section, not of a case")
    if cite.refers is None and _JOURNAL.search(_apart(cite.cite)[1]):
        return say(NOT_CHECKED, "not a case")
    if cite.refers is None:
        return say(MALFORMED, "it stands for nothing cited in full before it")
    cites = reading.citations
    main = cites[cite.refers]
    case = known.by_key.get(main.key)
    if main.kind in ("statute", "journal"):
        return say(NOT_CHECKED, "not a case")
    id = case.id if case else ""
    if wrong := _wrongly_short(cite, cites):
        return say(wrong.kind, wrong.says, case=id)
    if misnamed := _misnamed(cite, main, case, reading):
        return replace(say(misnamed.kind, misnamed.says, case=id), name=misnamed.name)
    if case is None and main.kind == "history":
        return say(UNKNOWN, f"{main.cite} is not known here: look it up")
    if case is None:
        return say(NOT_CHECKED, f"stands for {main.cite}: see there")
    return say(IN_BASE, f"stands for {main.cite}", case=id)


@dataclass(frozen=True, slots=True)
class _Wrong:
    kind: str
    says: str
    name: str = ""


def _wrongly_short(cite: Cite, cites: tuple[Cite, ...]) -> _Wrong | None:
    """What is wrong with a short form whose full citation is found: its volume or reporter, or a pin before the first page."""
    full = [one for index, one in enumerate(cites) if cite.refers in (index, one.refers if one.parallel else None)]
    own = _plain(cite.text.partition(" at ")[0])
    named = (
        [one for one in full if cite.kind != "short" or _plain(volume_of(one.key)) == own]
        if " at " in cite.text
        else full
    )
    if not named:
        return _Wrong(MISATTRIBUTED, f"{full[0].name or 'it'} is {full[0].cite}: of another volume or reporter")
    early = _too_early(cite.pin, _apart(named[0].cite)[2]) if len(named) == 1 else ""
    return _Wrong(MALFORMED, early) if early else None


def _misnamed(cite: Cite, main: Cite, case: KnownCase | None, reading: Reading) -> _Wrong | None:
    """A short form called by a name that is not its case's: another case's that is cited, or prose, of which nothing is said."""
    if cite.kind != "short" or not main.name:
        return None
    told = called(reading.normal.between(max(cite.start - BEFORE, 0), cite.start, BEFORE))
    written = reading.record.text[main.whole[0] : main.start]
    if names(told.words, main.name, written, main.parenthetical, case.name if case else ""):
        return None
    meant = other(told.words, reading.citations) if told.begins else None
    if meant is not None:
        return _Wrong(MISATTRIBUTED, f"{meant.name} is {meant.cite}; {main.cite} is {main.name}", told.words)
    return _Wrong(NOT_CHECKED, f"called '{told.words[:60]}' here; {main.cite} is {main.name}", told.words)


def _too_early(pin: str, page: str) -> str:
    """That a pin lies before a case's first page; empty where it does not, or is shortened as in '1220-3'."""
    first = re.match(r"\d{1,8}(?!\d)", pin)
    early = page.isdigit() and first and len(first[0]) >= len(page) and int(first[0]) < int(page)
    return f"the pin {first[0]} lies before its first page {page}" if first and early else ""


def _later(group: list[Cite], known: Known, say: Callable[..., Finding]) -> Finding:
    """A citation of a later history, which is known or not, and nothing rests on it."""
    case = next((known.by_key[one.key] for one in group if one.key in known.by_key), None)
    if case is not None:
        return say(IN_BASE, "a later history", case=case.id)
    return say(NOT_CHECKED, "a later history, which is not known here")


def _form(cite: Cite, said: str, *, last: bool, known: bool) -> Iterator[str]:
    """What is wrong with a citation by itself, whatever it cites. A known case's court may go without saying, as in prose."""
    if cite.kind != "case":
        return
    volume, reporter, page = _apart(cite.cite)
    if not page.isdigit():
        yield f"it names no page of volume {volume}"
    if early := _too_early(cite.pin, page):
        yield early
    if last and not cite.year:
        yield "it has no year"
    if last and not cite.court and not (known and re.search(r"\((?:1[6-9]|20)\d\d\)", said)):
        yield "it names no court that is known"
    yield from _printed(reporter, cite)


def _apart(cite: str) -> tuple[str, str, str]:
    volume, _, rest = cite.partition(" ")
    reporter, _, page = rest.rpartition(" ")
    return volume, reporter, page


def _printed(reporter: str, cite: Cite) -> Iterator[str]:
    """Whether the reporter could have printed a decision of that court and year."""
    key = _plain(reporter)
    years = _YEARS.get(key)
    if years and cite.year.isdigit() and not years[0] - 1 <= int(cite.year) <= years[1] + 1:
        until = f" to {years[1]}" if years[1] < 3000 else " on"
        yield f"{reporter} prints decisions from {years[0]}{until}, not of {cite.year}"
    court = built_in().get(cite.court)
    kind = _reporter_of(key)
    special = cite.court in ("cit", "uscfc")
    if court is not None and kind and not special and (court.level, court.system) not in kind.courts:
        yield f"{reporter} prints {kind.what}, not decisions of the {court.name}"


@dataclass(frozen=True, slots=True)
class _Prints:
    what: str
    courts: frozenset[tuple[str, str]]


def _plain(reporter: str) -> str:
    """A reporter's name in letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", reporter.lower())


def _reporter_of(key: str) -> _Prints | None:
    """What a reporter prints, of those that print one kind of court's decisions alone."""
    if key in ("us", "sct", "led", "led2d"):
        return _Prints("the Supreme Court's decisions", frozenset([("supreme", "us")]))
    if key in ("f3d", "f4th", "fappx"):
        return _Prints("the federal courts of appeals' decisions", frozenset([("appellate", "us")]))
    if key in ("fsupp", "fsupp2d", "fsupp3d", "frd"):
        return _Prints("federal trial courts' decisions", frozenset([("trial", "us")]))
    return None


# The years of decisions that each series of the federal reporters prints. Of others nothing is said.
_YEARS = {
    "f": (1880, 1924), "f2d": (1924, 1993), "f3d": (1993, 2021), "f4th": (2021, 9999), "fappx": (2001, 2021), "fsupp": (1932, 1998),
    "fsupp2d": (1998, 2014), "fsupp3d": (2014, 9999), "sct": (1882, 9999),
}  # fmt: skip


def _wrongly_named(cite: Cite, case: KnownCase) -> str:
    """What a citation's name, court or year says otherwise than the case has it; empty where they agree."""
    court = bool(cite.court and case.court and cite.court != case.court)
    year = bool(cite.year and case.year and cite.year != case.year)
    name = bool(cite.name) and not same_name(cite.name, case.name)
    if not (court or year or name):
        return ""
    return f"{cite.cite} is {case.name}{_seat(case.court, case.year)}, not {cite.name or case.name}{_seat(cite.court, cite.year)}"


def _seat(court: str, year: str) -> str:
    held = built_in().get(court)
    written = "" if court == "scotus" else held.abbreviation if held else court
    said = " ".join(part for part in (written, year) if part)
    return f" ({said})" if said else ""


def same_name(a: str, b: str) -> bool:
    """Whether two names can be one case's: each party shares a word of its own, in either order.

    >>> same_name("Escamilla v. Santa Ana", "Escamilla v. City of Santa Ana"), same_name("Jensen v. Doe", "Jensen v. Conrad")
    (True, False)
    """
    ours, theirs = _two(a), _two(b)
    return _met(ours, theirs) or _met(ours, theirs[::-1])


def _two(name: str) -> tuple[frozenset[str], frozenset[str]]:
    first, _, second = re.sub(r"\svs?\.?\s", " v. ", name).partition(" v. ")
    return frozenset(parties(first)), frozenset(parties(second))


def _met(ours: tuple[frozenset[str], frozenset[str]], theirs: tuple[frozenset[str], frozenset[str]]) -> bool:
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a and b]
    if not pairs:
        return ours == theirs
    return all(a & b or _begun(a, b) for a, b in pairs)


def _begun(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether a word of one is a word of the other cut short, as *Servs.* is."""
    return any(x[:4] == y[:4] for x in a for y in b if min(len(x), len(y)) >= 4)


def _fallen(cite: Cite, case: KnownCase, as_of: str) -> str:
    """The event by which the whole of a case had fallen, unless the draft itself gives its later history."""
    falls = [fall for fall in case.falls if fall.whole and fall.date < as_of]
    return "" if cite.history or not falls else "; ".join(fall.words for fall in falls)


def _partly(case: KnownCase, as_of: str) -> Iterator[str]:
    """What else a reader should know of an authority that stands."""
    for fall in case.falls:
        if fall.date < as_of:
            yield f"later history given: {fall.words}" if fall.whole else f"note: {fall.words}"


def _elsewhere(cite: Cite, group: list[Cite], known: Known, say: Callable[..., Finding]) -> Finding:
    """A citation that is not known: misattributed where its name is a known case's that stands elsewhere in that reporter."""
    reporters = {re.sub(r"\s", "", _apart(one.cite)[1]): one for one in group}
    for case in known.cases if cite.name else ():
        if not _surely(cite, case):
            continue
        for held in case.citations:
            if re.sub(r"\s", "", _apart(held)[1]) in reporters:
                says = f"{case.name}{_seat(case.court, case.year)} is {held}, not {cite.cite}"
                return say(MISATTRIBUTED, says, case=case.id)
        return say(UNKNOWN, f"{case.name} is known here as {', '.join(case.citations)}", case=case.id)
    return say(UNKNOWN, "no case of the base has this citation: look it up")


def _surely(cite: Cite, case: KnownCase) -> bool:
    """Whether a citation's name, with its court or year, is a known case's: both parties named, and both the same."""
    ours, theirs = _two(cite.name), _two(case.name)
    named = all((*ours, *theirs)) and all(a & b for a, b in zip(ours, theirs, strict=True))
    return named and (cite.court == case.court or cite.year == case.year)


def _unread(reading: Reading) -> Iterator[Finding]:
    """What looks like a citation and names no reporter that is known."""
    taken = sorted(cite.whole for cite in reading.citations)
    starts, ends = [start for start, _ in taken], list(accumulate((end for _, end in taken), max))
    text, inner = reading.normal.text, reading.normal.reading
    for match in _LIKE_A_CITE.finditer(text):
        start, end = inner.span(*match.span())
        before = bisect_left(starts, end)
        if not before or ends[before - 1] <= start:
            says = f"no reporter '{match['reporter']}' is known"
            kind = NOT_CHECKED if _JOURNAL.search(match["reporter"]) else MALFORMED
            yield Finding(kind, reading.record.text[start:end], start, end, says, page=reading.pages.at(start))


def _quotations(reading: Reading, known: Known) -> Iterator[Finding]:
    sources: dict[str, Source] = {}
    for quotation in reading.quotations:
        if quotation.cite is None:
            yield _quoted(quotation, NOT_CHECKED, "no citation follows it")
            continue
        cite = reading.citations[quotation.cite]
        case = known.by_key.get(cite.key)
        if cite.kind in ("statute", "journal"):
            yield _quoted(quotation, NOT_CHECKED, "not from a case")
        elif case is None:
            yield _quoted(quotation, UNKNOWN, f"{cite.cite} is not known here")
        elif case.text is not None:
            source = sources.setdefault(case.id, Source(case.text))
            match = source.find(quotation.text)
            if match is None and source.spent:
                yield _quoted(quotation, NOT_CHECKED, "there is too much to compare", case=case.id)
            else:
                yield _paged(_compared(quotation, match, case), quotation, match, case, cite)
        else:
            yield _against_excerpts(quotation, case)


def _quoted(quotation: Quotation, kind: str, says: str, words: str = "", case: str = "") -> Finding:
    return Finding(
        kind, quotation.text, quotation.start, quotation.end, says, words, case, quotation.page, quotation=True
    )


def _compared(quotation: Quotation, match: Match | None, case: KnownCase) -> Finding:
    """A quotation compared with the opinion itself."""
    of = f"the opinion in {case.file}" if case.file else "the opinion"
    if match is None:
        return _quoted(quotation, MISQUOTED, f"{case.name}: nothing in {of} is like it", case=case.id)
    if match.kind in (IDENTICAL, ALTERED):
        return _quoted(quotation, QUOTED, f"stands in {of}", case=case.id)
    if match.kind == CLOSE:
        return _quoted(quotation, QUOTED, f"stands in {of} with other capitals or points", match.words, case.id)
    return _quoted(quotation, MISQUOTED, f"{case.name} has other words", match.words, case.id)


def _paged(found: Finding, quotation: Quotation, match: Match | None, case: KnownCase, cite: Cite) -> Finding:
    """A quotation that is right, with its page in the reporter cited: at fault where the draft points to another."""
    if match is None or found.kind != QUOTED or case.text is None:
        return found
    pages = case.text.pages
    first = _apart(cite.cite)[2]
    system = next(
        (s for s in pages.systems() if first.isdigit() and 0 <= _first(pages, s) - int(first) <= FURTHEST), ""
    )
    start, end = pages.at(match.start, system), pages.at(max(match.end - 1, match.start), system)
    named = _pages_named(quotation.pin)
    if not system or start is None or end is None or not named or named & set(range(start, end + 1)):
        return found
    there = f"page {start}" if start == end else f"pages {start} to {end}"
    return replace(found, kind=MISATTRIBUTED, says=f"{found.says}, on {there} of {cite.cite}, not on {quotation.pin}")


def _first(pages: Pages, system: str) -> int:
    """The first page of a system that is marked."""
    return next(mark.page for mark in pages.marks if mark.system == system)


def _pages_named(pin: str) -> frozenset[int]:
    """The pages that a pin names, '1220-23' being four; none where it names a note, which stands where the printer put it.

    >>> sorted(_pages_named("1220-23, 1230")), sorted(_pages_named("5 n.3"))
    ([1220, 1221, 1222, 1223, 1230], [])
    """
    if re.search(r"n\.|[*§]", pin):
        return frozenset()
    found: set[int] = set()
    for match in re.finditer(r"(\d{1,6})(?:[-\u2013](\d{1,6}))?", pin):
        first, last = match[1], match[2] or match[1]
        last = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        found |= set(range(int(first), min(int(last), int(first) + 500) + 1))
    return frozenset(found)


def _against_excerpts(quotation: Quotation, case: KnownCase) -> Finding:
    """A quotation compared with the passages that the base quotes: it can be found there, or departs from one, or neither."""
    for excerpt in case.quotations:
        match = Source(normalise(excerpt)).find(quotation.text)
        if match is not None and match.kind in (IDENTICAL, ALTERED, CLOSE):
            return _quoted(quotation, QUOTED, "the base quotes it so", case=case.id)
        if match is not None and (match.kind != NEAREST or _much_alike(quotation.text, match.words)):
            return _quoted(quotation, MISQUOTED, f"{case.name} has other words", match.words, case.id)
    says = f"the opinion of {case.name} is not at hand (--opinions FOLDER)"
    return _quoted(quotation, NOT_CHECKED, says, case=case.id)


def _much_alike(a: str, b: str) -> bool:
    """Whether two passages can only be the same one: three words in four are shared, in their order."""
    from difflib import SequenceMatcher

    ours, theirs = a.casefold().split(), b.casefold().split()
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= SAME_PASSAGE
