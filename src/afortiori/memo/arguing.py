"""The argument in words: each case cited, what answers it and what answers that, and every authority that is adverse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from afortiori.argument import Adverse, Argued, Argument, IssueArgued, Support, shared
from afortiori.argument.values import EXTRA, MISSING, SHARED, STRENGTH, grounds, points
from afortiori.constraint import Authority, firm, forces, met, silent
from afortiori.doctrine import Doctrine, Rule
from afortiori.memo import words
from afortiori.memo.arguing_data import argued_data
from afortiori.memo.blocks import Block, Cited, Document, Heading, Item, Items, Paragraph, Run, Span
from afortiori.memo.citing import Form, pinpoint, settle
from afortiori.memo.phrases import (
    Pair,
    Sentence,
    capital,
    conditions,
    differences,
    label,
    listed,
    number,
    party,
)
from afortiori.memo.told import Told
from afortiori.precedent import Facts, Precedent
from afortiori.significance import Distinction

MOST_NAMED = 5
COUNTERS = ("more on point counterexample", "as on point counterexample")


def argued_told(argued: Argued, forms: Mapping[str, Form]) -> Told:
    """The argument for a side in words, its citations written out, and as plain data."""
    blocks = settle(Document("", argued_blocks(argued, forms)), forms).blocks
    return Told(blocks, argued_data(argued))


def argued_blocks(argued: Argued, forms: Mapping[str, Form], *, level: int = 2) -> tuple[Block, ...]:
    """The argument as blocks whose citations ``memo.citing.settle`` has still to write out; ``level`` is its headings'."""
    return tuple(_Brief(argued, forms, level).blocks())


@dataclass(slots=True)
class _Brief:
    """An argument being written: what has been named, and which cases have been distinguished, so that none is twice."""

    argued: Argued
    forms: Mapping[str, Form]
    level: int
    named: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    elsewhere: set[Sentence] = field(default_factory=set)
    common: dict[tuple[tuple[str, ...], tuple[str, ...]], Precedent] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)

    def blocks(self) -> Iterator[Block]:
        argued = self.argued
        yield Heading(capital(f"argument for {party(argued.doctrine, argued.side)}"), self.level)
        yield from self.controlling()
        if argued.against is not None:
            yield from self.openings(argued.arguments or argued.persuasive, argued.doctrine, argued.facts)
            if not (argued.arguments or argued.persuasive):
                yield self.paragraph(
                    [("Nothing in ", argued.against, " is on point: it shares no fact with this one.")]
                )
            return
        yield from self.by_issue() if argued.issues else self.whole()
        yield from self.adverse()

    def whole(self) -> Iterator[Block]:
        argued = self.argued
        if argued.arguments:
            yield from self.openings(argued.arguments, argued.doctrine, argued.facts)
        else:
            side = party(argued.doctrine, argued.side)
            yield Paragraph(
                f"No case that binds this forum and was decided for {side} has in common with this one any fact "
                f"that favours {side}. There is no analogy to draw, and the argument from binding cases stops here."
            )
        if argued.persuasive:
            yield Heading("Cases that do not bind this forum", self.level)
            full = not argued.arguments
            yield from self.openings(argued.persuasive, argued.doctrine, argued.facts, full=full)

    def controlling(self) -> Iterator[Block]:
        """The verdict first, whichever side it is for."""
        argued, finding = self.argued, self.argued.finding
        cited = self.joined(finding.by)
        if finding.kind == "forced":
            winner = party(argued.doctrine, finding.side or "")
            said: list[Sentence] = [(f"Binding authority compels the answer for {winner}: ", *cited, ".")]
            if finding.side != argued.side:
                said.append(
                    ("What follows can succeed only if that authority is departed from, or the facts prove otherwise.",)
                )
            yield Paragraph(self.runs(said), strong=True)
        elif finding.kind == "conflicted":
            conflict = ("Binding authority compels both answers, and cannot all stand: ", *cited, ".")
            yield Paragraph(self.runs([conflict]), strong=True)
        elif finding.kind == "open":
            yield Paragraph("No binding authority compels either answer. What follows is argument from analogy.")
        else:
            names = [label(argued.doctrine.factor(name).name) for name in finding.depends_on]
            yield Paragraph(
                f"What binding authority compels turns on facts not yet known: {listed(names)}. What follows takes the "
                "facts as they are known."
            )

    def rule(self, rule: Rule) -> str:
        """A rule by its authority, and what it says."""
        said = words.rule_in_words(self.argued.doctrine, rule)
        return f"the rule of {rule.authority.rstrip('.')} ({label(said)})"

    def joined(self, authorities: Sequence[Authority]) -> Sentence:
        """Authorities as parts of a sentence: 'a, b and c'."""
        parts: list[str | Precedent] = []
        for i, authority in enumerate(authorities):
            if i:
                parts.append(" and " if i + 1 == len(authorities) else "; ")
            parts.append(self.rule(authority) if isinstance(authority, Rule) else authority)
        return tuple(parts)

    def openings(
        self, arguments: Sequence[Argument], doctrine: Doctrine, facts: Facts, *, full: bool = True, issue: str = ""
    ) -> Iterator[Block]:
        """Each case cited, and unless told in short what answers it."""
        for i, argument in enumerate(arguments):
            yield Heading(self.forms[argument.case.case].name, self.level + 1)
            opening = _Opening(self, doctrine, facts, argument, first=i == 0, alone=len(arguments) == 1, issue=issue)
            yield from opening.blocks() if full else opening.in_short()
        also = [case for argument in arguments for case in argument.also]
        if also:
            yield self.paragraph(self.further(also))

    def further(self, cases: Sequence[Precedent]) -> list[Sentence]:
        """The weightiest of the cases that are not argued out, and how many more there are."""
        count = len(cases)
        can = (
            f"{'One more case' if count == 1 else capital(number(count)) + ' more cases'} can be cited to the same end"
        )
        among = ", among them " if count > MOST_NAMED else ": "
        return [(f"{can}{among}", *self.joined(cases[:MOST_NAMED]), ".")]

    def by_issue(self) -> Iterator[Block]:
        for issue in self.argued.issues:
            yield Heading(issue.issue.name, self.level)
            yield from self.issue(issue)

    def issue(self, issue: IssueArgued) -> Iterator[Block]:
        found = issue.found
        if found.how == "precedent":
            yield self.paragraph(
                [(f'Precedent settles "{label(issue.issue.name)}" ({found.status}): ', *self.joined(found.by), ".")]
            )
        elif found.how:
            yield Paragraph(f'On "{label(issue.issue.name)}" the answer is settled by {found.how}: {found.status}.')
        if issue.arguments:
            yield from self.openings(issue.arguments, issue.doctrine, issue.facts, issue=issue.issue.name)
            return
        side = party(issue.doctrine, self.argued.side)
        atoms = [c for s in issue.doctrine.sides for c in met(issue.doctrine, issue.facts, s.id)]
        known = listed(conditions(issue.doctrine, atoms))
        yield Paragraph(
            f'On "{label(issue.issue.name)}" no binding case that {side} can cite is on point; what is known there is {known}.'
        )

    def adverse(self) -> Iterator[Block]:
        """Every untrumped case for the other side, and those one change away: always shown."""
        argued = self.argued
        other = party(argued.doctrine, argued.doctrine.other(argued.side))
        yield Heading("Adverse authority", self.level)
        if not argued.adverse.untrumped and not argued.adverse.one_away:
            yield Paragraph(f"No binding case for {other} stands unanswered by one more on point.")
        else:
            yield from self.listed_adverse(argued.adverse, f"Binding cases for {other}:")
        if argued.adverse_persuasive.untrumped or argued.adverse_persuasive.one_away:
            yield from self.listed_adverse(argued.adverse_persuasive, f"Cases for {other} that do not bind this forum:")

    def listed_adverse(self, adverse: Adverse, lead: str) -> Iterator[Block]:
        near = {one.case.id for one in adverse.one_away}
        rest = [one.case for one in adverse.one_away if one.case not in adverse.untrumped]
        yield Paragraph(lead)
        yield Items(
            tuple(
                self.one_adverse(case, trumped=case in rest, near=case.id in near)
                for case in (*adverse.untrumped, *rest)
            )
        )

    def one_adverse(self, case: Precedent, *, trumped: bool, near: bool) -> Item:
        """One case for the other side: what it shares, and on what it can be distinguished."""
        doctrine, facts = self.argued.doctrine, self.argued.facts
        pair = Pair(doctrine, case, facts)
        common = [pair.shared(p) for p in points(doctrine, SHARED, shared(doctrine, case, facts))]
        below = [f"in common: {listed(common) if common else 'nothing that is certain'}"]
        apart = grounds(doctrine, case, facts, self.argued.model)
        names = [label(doctrine.factor(name).name) for name in dict.fromkeys(p.factor for p in apart)]
        if near:
            below.append(f"ONE CHANGE AWAY: it would control but for {pair.apart(apart)}")
        elif names:
            below.append(f"can be distinguished on {listed(names)}")
        else:
            below.append("nothing distinguishes it")
        if trumped:
            below.append("answered by a case more on point")
        return Item(self.in_list(case), tuple(below))

    def in_list(self, case: Precedent) -> tuple[Run, ...]:
        """A case in a list: in full where it has not been cited yet, else in its short form."""
        form = self.forms[case.case]
        if case.case in self.named:
            return form.brief()
        self.named.add(case.case)
        return (Cited(form.authority, ()),)

    def paragraph(self, sentences: Sequence[Sentence]) -> Paragraph:
        return Paragraph(self.runs(sentences))

    def runs(self, sentences: Sequence[Sentence], pins: Mapping[str, str] | None = None) -> tuple[Run, ...]:
        """Sentences as a line of runs: a case is cited where it is first named, and goes by its short name after that."""
        found: list[Run] = []
        for i, sentence in enumerate(sentences):
            if i:
                found.append(Span(" "))
            for j, part in enumerate(sentence):
                if isinstance(part, str):
                    found.append(Span(part))
                    continue
                following = sentence[j + 1] if j + 1 < len(sentence) else ""
                found += self.case(part, following, (pins or {}).get(part.case, ""))
        return tuple(found)

    def mention(self, form: Form) -> str:
        """A case's shortest name that no other case of the base has."""
        names = (form.mention, form.name, f"{form.name} ({form.seat})")
        every = [tuple(getattr(other, part) for part in ("mention", "name")) for other in self.forms.values()]
        alone = [name for i, name in enumerate(names[:2]) if sum(name == other[i] for other in every) == 1]
        return alone[0] if alone else names[2]

    def case(self, precedent: Precedent, following: object, pin: str) -> Iterator[Run]:
        form = self.forms[precedent.case]
        if precedent.case in self.named:
            yield Span(self.mention(form), italic=True)
            return
        self.named.add(precedent.case)
        yield Cited(form.authority, (), pin)
        if isinstance(following, str) and following[:1] not in (",", ".", ";", ":", ")", ""):
            yield Span(",")


@dataclass(frozen=True, slots=True)
class _Opening:
    """One opening and what becomes of it: the case cited, what answers it, what answers that."""

    brief: _Brief
    doctrine: Doctrine
    facts: Facts
    argument: Argument
    first: bool
    alone: bool
    issue: str = ""

    def blocks(self) -> Iterator[Block]:
        if self.argument.move == "cite to show weaknesses are not fatal":
            yield self.brief.paragraph([*self.in_spite(self.argument, alone=True)])
            return
        yield from self.cites()
        yield from self.distinguished(self.argument)
        for counter in self.argument.answered:
            if counter.move in COUNTERS:
                yield from self.countered(counter)
        yield from self.others(self.argument.answered)

    def in_short(self) -> Iterator[Block]:
        """The case and its grounds of distinction by name."""
        yield from self.cites()
        apart = [p.factor for a in self.argument.answered if a.move == "distinguish" for p in a.points]
        names = [label(self.doctrine.factor(name).name) for name in dict.fromkeys(apart)]
        other = party(self.doctrine, self.doctrine.other(self.argument.side))
        if names:
            yield self.brief.paragraph(
                [(capital(f"{other} can distinguish "), self.argument.case, f" on {listed(names)}.")]
            )
        against = [a.case for a in self.argument.answered if a.move in COUNTERS]
        if against:
            lead = f"Decided for {other}, and at least as on point as "
            yield self.brief.paragraph([(lead, self.argument.case, ": ", *self.brief.joined(against), ".")])

    def pair(self, case: Precedent) -> Pair:
        return Pair(self.doctrine, case, self.facts)

    def who(self, side: str) -> str:
        return str(party(self.doctrine, side))

    def cites(self) -> Iterator[Block]:
        """Ply 1: the case, what it has in common with this one, what the side has beyond it."""
        case, side = self.argument.case, party(self.doctrine, self.argument.side)
        sentences: list[Sentence] = [self.lead(), *self.in_common()]
        for support in self.argument.supported:
            if support.move == "cite to highlight strengths":
                sentences += self.strengths(support)
        pin = pinpoint(case, [v.source for v in case.used() if v.factor in {p.factor for p in self.argument.points}])
        yield Paragraph(self.brief.runs(sentences, {case.case: pin} if pin else None))
        if self.controls(case):
            yield self.brief.paragraph(self.firmness(case, str(side)))

    def lead(self) -> Sentence:
        case, side = self.argument.case, party(self.doctrine, self.argument.side)
        part = f" as to {case.part}" if case.part else ""
        if self.controls(case):
            return (case, " controls.")
        if self.issue:
            on = f'On "{label(self.issue)}" {side} {side.does("relies", "rely")} on '
            return (on, case, f", decided for that side{part}.")
        if self.alone:
            return (capital(f"{side} {side.does('relies', 'rely')} on "), case, f", decided for that side{part}.")
        if self.first:
            return (capital(f"{side} {side.does('relies', 'rely')} first on "), case, f", decided for that side{part}.")
        return (capital(f"{side} can also cite "), case, f", decided the same way{part}.")

    def controls(self, case: Precedent) -> bool:
        """Whether the case compels its side here; on one issue taken alone no outcome does."""
        return not self.issue and forces(self.doctrine, case, self.facts, self.brief.argued.model)

    def in_common(self) -> Iterator[Sentence]:
        """What the two share: for the side, against it, or both."""
        case, side = self.argument.case, self.argument.side
        pair, common = self.pair(case), self.argument.of(SHARED)
        own = [pair.shared(p) for p in common if p.side == side]
        against = [pair.shared(p) for p in common if p.side != side]
        seen = self.brief.common.setdefault((tuple(own), tuple(against)), case)
        if seen.case != case.case:
            yield (case, " shares with this matter just what ", seen, " does.")
        elif seen is case:
            yield from self.told_in_full(case, own, against)

    def told_in_full(self, case: Precedent, own: Sequence[str], against: Sequence[str]) -> Iterator[Sentence]:
        """The facts in common: those for the side, and those in spite of which it won."""
        side, other = (self.who(s) for s in (self.argument.side, self.doctrine.other(self.argument.side)))
        won = f"Decided for {side}, " if self.controls(case) else ""
        if len(own) == 1:
            yield (won, case, f" has one fact in common with this matter that favours {side}: {own[0]}.")
        elif own:
            many = f" has {number(len(own))} facts in common with this matter that favour {side}: {listed(own)}."
            yield (won, case, many)
        if against and own:
            as_here = f" was so decided in spite of {listed(against)}, which {other} can point to here as well."
            yield (case, as_here)
        elif against:
            vain = f" has in common with this matter favours {other}, and did not prevail: {listed(against)}."
            yield ("All that ", case, vain)

    def strengths(self, support: Argument) -> Iterator[Sentence]:
        """What the side has here beyond the case cited, and where it won with the like; levels are told once."""
        pair, side = self.pair(support.case), party(self.doctrine, support.side)
        facts = []
        for point in support.of(STRENGTH):
            said = pair.only_here(point)
            facts.append(label(self.doctrine.factor(point.factor).name) if said in self.brief.told else said)
            self.brief.told.add(said)
        stands = side.does("stands", "stand")
        yield (capital(f"{side} {stands} better here than in "), support.case, f" on {listed(facts)}.")
        elsewhere = tuple(self.won(support.supports))
        if elsewhere and elsewhere not in self.brief.elsewhere:
            self.brief.elsewhere.add(elsewhere)
            yield (capital(f"{side} {side.does('has', 'have')} won on the like elsewhere: "), *elsewhere, ".")

    def won(self, supports: Sequence[Support]) -> Iterator[str | Precedent]:
        """Facts and the cases that were won with them: 'a and b in Bailey; c in Lowers'."""
        for i, support in enumerate(supports):
            had = [self.pair(support.case).bare(point.factor, here=False) for point in support.points]
            yield f"{'; ' if i else ''}{listed(had)} in "
            yield support.case

    def firmness(self, case: Precedent, side: str) -> list[Sentence]:
        """What a controlling case rests on, and how firmly."""
        present = f"is present here, and nothing tells against {side} that it did not overcome."
        if firm(self.doctrine, case, self.facts, self.brief.argued.model):
            return [("All that ", case, f" rests on {present}")]
        names = [label(self.doctrine.factor(name).name) for name in silent(self.doctrine, case)]
        silence = f" is silent on {words.either(names, 'or')}; the argument takes that silence for absence."
        return [("All that ", case, f" states for {side} {present}"), ("The opinion in ", case, silence)]

    def distinguished(self, cited: Argument) -> Iterator[Block]:
        """Plies 2 and 3 on one case: what sets it apart, why that matters, and what can be said in reply."""
        for answer in cited.answered:
            if answer.move != "distinguish":
                continue
            speaker = party(self.doctrine, answer.side)
            on = f'on "{label(self.issue)}" ' if self.issue else ""
            lead: Sentence = (capital(f"{on}{speaker} can distinguish "), cited.case, ".")
            self.brief.answered.update([] if self.issue else [cited.case.id])
            yield self.brief.paragraph([lead, *self.differences(answer), *self.emphasised(answer)])
            reply = [s for a in answer.answered for s in self.replied(a)]
            if reply:
                yield self.brief.paragraph(reply)
            yield from self.others(answer.answered)

    def differences(self, argument: Argument) -> list[Sentence]:
        case = argument.case
        stated = self.brief.argued.model == "reason" and case.reason is not None
        said = [p for p in argument.points if p.role in (MISSING, EXTRA)]
        return differences(self.pair(case), said, states_reason=stated)

    def emphasised(self, argument: Argument) -> Iterator[Sentence]:
        """Why a distinction matters: nothing in the other case does its work on the issue."""
        for support in argument.supported:
            there = [d for d in support.distinctions if d.stands == "precedent"]
            here = [d for d in support.distinctions if d.stands != "precedent"]
            if there:
                yield ("Nothing here makes up for what ", support.case, f" had on {self.issues(there)}.")
            if here:
                lead = "Nor did " if there else ""
                had = "have anything" if there else "had nothing"
                shows = f"to match what {self.who(here[0].side)} can show here on {self.issues(here)}"
                yield (lead, support.case, f" {had} {shows}.")

    def issues(self, found: Sequence[Distinction]) -> str:
        """The issues that some distinctions bear on."""
        names = list(dict.fromkeys(_issue_name(self.doctrine, d.concern or "") for d in found))
        return f"the issue{'s' if len(names) > 1 else ''} of {words.either(names, 'and')}"

    def replied(self, reply: Argument) -> Iterator[Sentence]:
        if reply.move == "downplay":
            yield from self.downplayed(reply)
        elif reply.move == "cite to show weaknesses are not fatal":
            yield from self.in_spite(reply, alone=False)

    def downplayed(self, reply: Argument) -> Iterator[Sentence]:
        """What does the same work on the issue in the other case."""
        pair = self.pair(reply.case)
        degree = [d for d in reply.distinctions if d.factor in d.matched]
        for concern, there, found in _by_concern([d for d in reply.distinctions if d not in degree]):
            apart = listed([pair.bare(d.factor, here=not there) for d in found])
            work = listed([pair.bare(name, here=there) for name in dict.fromkeys(n for d in found for n in d.matched)])
            on = f"On the issue of {_issue_name(self.doctrine, concern)}"
            if there:
                yield (f"{on}, what ", reply.case, f" had by way of {apart} is made good here by {work}.")
            else:
                yield (f"{on}, little is added by {apart}: ", reply.case, f" already had {work} to weigh.")
        if degree:
            names = listed([label(self.doctrine.factor(d.factor).name) for d in degree])
            yield (f"On {names} the difference from ", reply.case, " is one of degree.")

    def in_spite(self, reply: Argument, *, alone: bool) -> Iterator[Sentence]:
        """Cases that the side won in spite of what tells against it."""
        side = party(self.doctrine, reply.side)
        if alone:
            yield (capital(f'nothing known on "{label(self.issue)}" favours {side}, who won in spite of the like elsewhere: '), *self.won(reply.supports), ".")  # fmt: skip
        elif len(reply.supports) == 1:
            facts = listed([self.pair(reply.case).bare(p.factor, here=True) for p in reply.points])
            lead, spite = (
                f"Nor need {facts} be fatal to the analogy with ",
                f": {side} prevailed in spite of the like in ",
            )
            yield (lead, reply.case, spite, reply.supports[0].case, ".")
        else:
            spite = f" did not have to overcome need not be fatal; {side} prevailed in spite of the like elsewhere: "
            yield ("What ", reply.case, spite, *self.won(reply.supports), ".")

    def countered(self, counter: Argument) -> Iterator[Block]:
        """A counterexample, and its answer; one that was answered before is not answered again."""
        case, cited = counter.case, self.argument.case
        speaker = party(self.doctrine, counter.side)
        again = case.id in self.brief.answered
        decided = f"decided for {speaker}" + (" and answered above" if again else "")
        if counter.move == COUNTERS[0]:
            more = {*shared(self.doctrine, case, self.facts)} - {*shared(self.doctrine, cited, self.facts)}
            adds = listed([self.pair(case).shared(p) for p in points(self.doctrine, SHARED, frozenset(more))])
            said: Sentence = (case, f", {decided}, is more on point: besides what ", cited, f" shares it has {adds}.")
        else:
            said = (case, f", {decided}, has in common with this matter just what ", cited, " has.")
        sentences = [said]
        if counter.also:
            sentences.append(("As against ", cited, " the same holds of ", *self.brief.joined(counter.also), "."))
        rebuttal = [a for a in counter.answered if a.move == "distinguish"]
        if not rebuttal and case.id not in self.brief.told:
            self.brief.told.add(case.id)
            sentences.append(
                ("Nothing on this issue distinguishes " if self.issue else "Nothing distinguishes ", case, ".")
            )
        self.brief.answered.update([case.id] if rebuttal and not self.issue else [])
        for answer in rebuttal if not again else ():
            sentences.append((capital(f"{self.who(answer.side)} can distinguish "), case, " in turn."))
            sentences += [*self.differences(answer), *self.emphasised(answer)]
        yield self.brief.paragraph(sentences)
        yield from self.others(counter.answered)

    def others(self, arguments: Sequence[Argument]) -> Iterator[Block]:
        """Moves that this file has no words for: told by their name, their case and their points."""
        for argument in arguments:
            if argument.move not in _WORDED:
                named = [self.pair(argument.case).bare(p.factor, here=True) for p in argument.points]
                about = f": {listed(named)}" if named else ""
                speaker = capital(self.who(argument.side))
                yield self.brief.paragraph([(f"{speaker}, {label(argument.move)}, on ", argument.case, f"{about}.")])


_WORDED = (*COUNTERS, "distinguish", "downplay", "cite to show weaknesses are not fatal")


def _by_concern(found: Sequence[Distinction]) -> Iterator[tuple[str, bool, list[Distinction]]]:
    """Distinctions grouped by their concern and by where they stand: (concern, whether there, those)."""
    for concern, stands in dict.fromkeys((d.concern or "", d.stands) for d in found):
        yield concern, stands == "precedent", [d for d in found if (d.concern or "", d.stands) == (concern, stands)]


def _issue_name(doctrine: Doctrine, concern: str) -> str:
    """An issue's name in quotation marks, for it may be a phrase of any kind."""
    return f'"{label(next((issue.name for issue in doctrine.issues if issue.id == concern), concern))}"'
