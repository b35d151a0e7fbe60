"""The verdict as it stands beside the facts: the assumptions in front, what compels it behind, each to unfold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from afortiori.analysis import Analysis, Comparison, RuleApplied, analyse_under
from afortiori.casebase import Finding
from afortiori.doctrine import Doctrine
from afortiori.memo import words
from afortiori.memo.blocks import Block, Heading, Items, Paragraph, Table, plain
from afortiori.memo.decision import assumptions, besides, sentence, table
from afortiori.memo.grounds import grounds, weighed
from afortiori.memo.record import record
from afortiori.workbench.desk import Opened
from afortiori.workbench.page import Html, fragment


@dataclass(frozen=True, slots=True)
class Unfolding:
    """What unfolds under a line: ``place`` is that of the side it speaks for, ``case`` the id of its page."""

    heading: str
    place: int | None
    case: str
    line: str
    body: Html


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest precedents for one side, and how many more there are."""

    side: str
    name: str
    place: int
    cases: tuple[Unfolding, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an answer: its heading, and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


def place_of(doctrine: Doctrine, side: str | None) -> int | None:
    """The place of a side among the doctrine's two."""
    return next((i for i, each in enumerate(doctrine.sides) if each.id == side), None)


def tone(doctrine: Doctrine, finding: Finding) -> str:
    """The name of a verdict's colour, which repeats what its words say."""
    return f"side-{place_of(doctrine, finding.side)}" if finding.kind == "forced" else finding.kind


def sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """An answer by its headings of the second level; what stands before the first has no title."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 2:
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    return tuple(Section(title, tuple(below)) for title, below in found if below)


def analysed(opened: Opened) -> Analysis:
    """The analysis of a matter."""
    return analyse_under(opened.law, opened.facts)


class Verdict:
    """The answer on a matter, worked out where a page first asks for it."""

    def __init__(self, opened: Opened, analysis: Analysis | None = None) -> None:
        self.opened = opened
        self._analysis = analysis

    @cached_property
    def analysis(self) -> Analysis:
        """The analysis on which all of it rests."""
        return self._analysis or analysed(self.opened)

    @property
    def finding(self) -> Finding:
        """What the authorities compel."""
        return self.analysis.verdict.finding

    @property
    def tone(self) -> str:
        """The name of its colour."""
        return tone(self.opened.doctrine, self.finding)

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return {"depends": "It depends"}.get(self.finding.kind, self.finding.kind.capitalize())

    @property
    def sentence(self) -> str:
        """The verdict in a sentence, without the word."""
        said = sentence(self.opened.doctrine, self.finding)
        if self.finding.kind == "forced" and self.finding.side:
            side = self.opened.doctrine.side(self.finding.side)
            return f"for {side.wanted_by}. {side.name}."
        if self.finding.kind == "depends":
            return "on facts not yet known. Still " + said.partition("; still ")[2]
        rest = said.partition(": ")[2]
        return rest[:1].upper() + rest[1:]

    @property
    def assumed(self) -> Sequence[str]:
        """What the answer rests on, line by line."""
        blocks = assumptions(self.opened.law, self.opened.facts, self.opened.asked.note)
        lists = (block for block in blocks if isinstance(block, Items))
        return [plain(item.text) for item in next(lists).items]

    @property
    def layers(self) -> str:
        """What precedents and rules compel by themselves, where both speak."""
        analysis = self.analysis
        if not (analysis.options.rules and analysis.selection.rules):
            return ""
        alone, rules = analysis.precedents_alone.finding, analysis.rules_alone.finding
        return f"Precedents alone: {words.verdict(alone)}. Rules alone: {words.verdict(rules)}."

    @property
    def depends_on(self) -> list[tuple[str, str]]:
        """The factors on which it depends: id and name."""
        return [(name, self.opened.doctrine.factor(name).name) for name in self.finding.depends_on]

    @cached_property
    def compelling(self) -> tuple[Unfolding, ...]:
        """What compels it: each rule, then each precedent, with its comparison."""
        layer = self.analysis.verdict
        rules = [self._rule(i, rule) for i, rule in enumerate(layer.rules)]
        return (*rules, *(self._precedent(i, each) for i, each in enumerate(layer.precedents)))

    def _rule(self, i: int, applied: RuleApplied) -> Unfolding:
        doctrine, states = self.opened.doctrine, {True: "holds", False: "does not hold", None: "not settled"}
        rows = tuple(
            (
                words.condition(doctrine, each.condition),
                words.levels(doctrine.factor(each.condition.factor), each.matter),
                states[each.holds],
            )
            for each in applied.because
        )
        said = Paragraph(f"{words.rule_in_words(doctrine, applied.rule)}.")
        caption = f"The rule of {applied.rule.authority} on these facts"
        body = fragment([said, Table(("Condition", "Here", "So it"), rows, caption)], f"rule-{i}")
        name = f"Rule: {applied.rule.authority}"
        return Unfolding(name, place_of(doctrine, applied.side), applied.rule.case or "", "", body)

    def _precedent(self, i: int, comparison: Comparison) -> Unfolding:
        doctrine, precedent = self.opened.doctrine, comparison.precedent
        silent = "; ".join(doctrine.factor(name).name for name in comparison.silent)
        firmness = (
            "Firm: it holds whatever the opinion's silence may hide."
            if comparison.firm
            else f"Not firm: it takes as absent there, because the opinion is silent: {silent}."
        )
        captioned = _captioned(table(doctrine, comparison), precedent.name)
        body = fragment([captioned, Paragraph(firmness)], f"compels-{i}")
        line = "" if comparison.firm else "not firm"
        return Unfolding(precedent.citation, place_of(doctrine, precedent.holding), precedent.case, line, body)

    @cached_property
    def nearest(self) -> tuple[Near, ...]:
        """Where nothing compels: for each side what comes nearest, and what keeps each from controlling."""
        if self.finding.kind not in ("open", "depends"):
            return ()
        return tuple(self._nearest())

    def _nearest(self) -> Iterator[Near]:
        analysis, doctrine = self.analysis, self.opened.doctrine
        for near in analysis.nearest:
            place = place_of(doctrine, near.side) or 0
            cases = tuple(
                Unfolding(
                    c.precedent.citation,
                    place,
                    c.precedent.case,
                    words.count(len(c.differing()), "ground"),
                    fragment(
                        [
                            *_distinguished(analysis, c),
                            *(
                                [_captioned(table(doctrine, c), c.precedent.name)]
                                if len(c.rows) > len(c.differing())
                                else []
                            ),
                        ],
                        f"near-{place}-{i}",
                    ),
                )
                for i, c in enumerate(near.comparisons)
            )
            yield Near(near.side, doctrine.side(near.side).wanted_by, place, cases, near.rest)

    @cached_property
    def others(self) -> tuple[tuple[str, Html], ...]:
        """The other sections of the answer, by title: issues, what only persuades, what was taken away, and why not others."""
        return tuple(
            (section.title, fragment(section.blocks, f"more-{i}"))
            for i, section in enumerate(sections(besides(self.analysis)))
        )

    def data(self) -> dict[str, Any]:
        """The answer as data."""
        return record(self.analysis, f"{self.opened.pack.id}/{self.opened.saved.id}")


def _distinguished(analysis: Analysis, comparison: Comparison) -> Iterator[Block]:
    """What sets a near precedent apart, its table with a caption of its own."""
    for block in grounds(analysis.doctrine, comparison, analysis.facts, weighed(analysis, comparison)):
        if isinstance(block, Table):
            yield replace(block, caption=f"What sets {comparison.precedent.name} apart from the facts here")
        else:
            yield block


def _captioned(of: Table, name: str) -> Table:
    return Table(of.columns, of.rows, f"{name}, compared factor by factor")
