"""What every part of a memorandum needs: the analysis, the matter's own words, how cases are cited, who the parties are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from afortiori.analysis import Analysis
from afortiori.argument import Lattice, lattice
from afortiori.casebase import Law
from afortiori.constraint import Authority
from afortiori.doctrine import Doctrine, Rule
from afortiori.memo import spelling
from afortiori.memo.blocks import Authority as Listed
from afortiori.memo.blocks import Cited, Run, Span
from afortiori.memo.citing import Citation, Form, forms, pinpoint, string, weight
from afortiori.memo.memorandum import wording
from afortiori.precedent import Event, Facts, Precedent

OTHER_AUTHORITIES = "Other Authorities"
Runs = tuple[Run, ...]
Part = str | Run | Runs


@dataclass(frozen=True, slots=True)
class Subject:
    """What a memorandum is about, in the matter's own words.

    ``stated`` names the factors on which the matter's file speaks and ``supposed`` those that were changed on request;
    every other known factor is assumed. ``heading`` holds to, from, client_matter and privilege; ``dated`` is the
    memorandum's own day (``YYYY-MM-DD``, may be empty); ``certificate`` the digest of one, if one was made.

    >>> Subject("Popov v. Hayashi", dated="2026-11-25").title
    'Popov v. Hayashi'
    """

    title: str
    text: str = ""
    source: str = ""
    note: str = ""
    heading: tuple[tuple[str, str], ...] = ()
    events: tuple[Event, ...] = ()
    stated: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    dated: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """An analysis to be written up."""

    analysis: Analysis
    subject: Subject
    forms: Mapping[str, Form]
    language: str
    lattice: Lattice

    @property
    def doctrine(self) -> Doctrine:
        """The doctrine of the base."""
        return self.analysis.doctrine

    @property
    def law(self) -> Law:
        """The law of the forum on the day."""
        return self.analysis.law

    @property
    def facts(self) -> Facts:
        """The matter's facts."""
        return self.analysis.facts

    def party(self, side: str) -> str:
        """Who wants a side: 'the plaintiff'."""
        return self.doctrine.side(side).wanted_by.partition(",")[0]

    def answer(self, side: str) -> str:
        """A side as a clause: 'the state owed no duty to protect'."""
        return wording.lowered(self.doctrine.side(side).name)

    def court(self) -> str:
        """The forum as a phrase; that no court was named, where none was."""
        forum = self.analysis.options.forum
        if forum is None:
            return "any court"
        return wording.with_the(forum.name.removeprefix("United States Court of Appeals for the "))

    def day(self) -> str:
        """The day before which the law is taken, as words."""
        return spelling.date(self.analysis.options.as_of, self.language)

    def name(self, authority: Authority) -> Span:
        """An authority in running text: the short name of its case, in italics."""
        key = authority.case if isinstance(authority, Precedent) else authority.case or ""
        if key in self.forms:
            return Span(self.forms[key].mention, italic=True)
        return Span(authority.authority if isinstance(authority, Rule) else authority.name)

    def cite(self, authority: Authority, *, factors: tuple[str, ...] = (), tail: str = "") -> Cited:
        """A citation, still without its form: at the pages where some factors are stated, or the rule is laid down."""
        said = (Span(tail),) if tail else ()
        if isinstance(authority, Rule):
            return self._rule(authority, said)
        sources = [v.source for v in authority.used() if v.factor in factors]
        return Cited(self.forms[authority.case].authority, said, pinpoint(authority, sources))

    def _rule(self, rule: Rule, said: tuple[Span, ...]) -> Cited:
        case = next((p for p in self.analysis.base if p.case == rule.case), None)
        if case is not None and names(rule.authority, case):
            return Cited(self.forms[case.case].authority, said, pinpoint(case, (rule.authority,)))
        long = (Span(rule.authority),)
        return Cited(Listed(rule.id, OTHER_AUTHORITIES, long), long)

    def held(self, precedent: Precedent) -> str:
        """The parenthetical of a case: what it held, and where, as far as that is coded."""
        if precedent.holding is None:
            return "not reaching the question"
        where = wording.reason(self.doctrine, precedent, self.analysis.options.model)
        return f"holding that {self.answer(precedent.holding)}" + (f" where {where}" if where else "")


def names(text: str, case: Precedent) -> bool:
    """Whether an authority in words opens with a case of the base, so that the case is cited in its stead."""
    return bool(case.citations) and text.startswith(f"{case.name}, ") and case.citations[0] in text


def frame(analysis: Analysis, subject: Subject, among: Collection[str] | None = None) -> Frame:
    """The analysis with all that its writing-up needs; ``among`` are the cases that it cites, where they are known."""
    options = analysis.options
    tongue = spelling.language(options.forum, analysis.doctrine.law)
    on_point = lattice(analysis.doctrine, analysis.facts, analysis.selection.binding)
    return Frame(analysis, subject, forms(analysis.base, options.as_of, among), tongue, on_point)


def line(*parts: Part) -> Runs:
    """A line of text from words, runs and lines."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Span(part))
        elif isinstance(part, tuple):
            runs += part
        else:
            runs.append(part)
    return tuple(run for run in runs if not isinstance(run, Span) or run.text)


def sources(frame: Frame, authorities: Sequence[Authority]) -> Runs:
    """Authorities that have just been named, as a citation sentence: each case once."""
    once = {authority.case or authority.id: authority for authority in reversed(authorities)}
    return string([Citation("", frame.cite(authority), weight(authority)) for authority in once.values()])


def names_of(frame: Frame, authorities: Sequence[Authority]) -> Runs:
    """The names of authorities in running text, joined; each once."""
    spans = list(dict.fromkeys(frame.name(authority) for authority in authorities))
    runs: list[Run] = []
    for i, span in enumerate(spans):
        if i:
            runs.append(Span(" and " if len(spans) == 2 else ", and " if i == len(spans) - 1 else ", "))
        runs.append(span)
    return tuple(runs)
