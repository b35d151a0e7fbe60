"""A decided case and the facts of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from afortiori.authority import Anchor, Court, History, When, cite
from afortiori.doctrine import Dimension, Doctrine, Factor
from afortiori.errors import Misuse, did_you_mean


@dataclass(frozen=True, slots=True)
class Facts:
    """For each factor the levels still possible. A factor that is not listed is unknown; unknown is not absent.

    >>> Facts((("custody", ("none",)),)).levels("custody")
    ('none',)
    """

    narrowed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def levels(self, factor: str) -> tuple[str, ...] | None:
        """The levels still possible, or None where nothing is known."""
        for name, levels in self.narrowed:
            if name == factor:
                return levels
        return None

    def possible(self, factor: Factor) -> tuple[str, ...]:
        """The levels of a factor still possible: all of them where nothing is known."""
        return self.levels(factor.id) or factor.levels


def facts(doctrine: Doctrine, known: Mapping[str, str | tuple[str, ...]], *, unmentioned: str = "unknown") -> Facts:
    """Facts in canonical form: doctrine order, doctrine's order of levels, unknown factors left out.

    ``unmentioned='absent'`` sets every factor that is not named to its neutral level.

    >>> from afortiori import open_pack
    >>> known = facts(open_pack("wild-animals").doctrine, {"malice": "present"})
    >>> known.narrowed
    (('malice', ('present',)),)
    """
    for name in known:
        if name not in doctrine.factor_ids():
            raise Misuse(f"unknown factor '{name}': " + did_you_mean(name, doctrine.factor_ids()))
    narrowed = []
    for factor in doctrine.factors:
        value = known.get(factor.id, (factor.neutral,) if unmentioned == "absent" else factor.levels)
        wanted = {value} if isinstance(value, str) else set(value)
        if not wanted or not wanted <= set(factor.levels):
            raise Misuse(f"factor '{factor.id}' has no level {sorted(wanted - set(factor.levels))}")
        if len(wanted) < len(factor.levels):
            narrowed.append((factor.id, tuple(k for k in factor.levels if k in wanted)))
    return Facts(tuple(narrowed))


class Event(NamedTuple):
    """Something that happened in a matter, and the facts that it brought about. Undated where no source gives a date.

    ``before``: the source says only that it came before ``when``.

    >>> Event("The order is served", (("restraining_order", "served"),), When("1982-12")).sets
    (('restraining_order', 'served'),)
    """

    text: str
    sets: tuple[tuple[str, str], ...]
    when: When | None = None
    before: bool = False
    source: str = ""


class Value(NamedTuple):
    """The level of one factor in a decided case: where it is stated and how sure we are.

    ``anchor`` names the opinion on disk from which the quotation is taken, where there is one.

    >>> Value("custody", "none", "855 F.2d at 1425", "high").level
    'none'
    """

    factor: str
    level: str
    source: str
    confidence: str
    quotation: str = ""
    note: str = ""
    anchor: Anchor | None = None


class Reading(NamedTuple):
    """An alternative reading that a pack names: other issues, factors read as one, values or reasons coded otherwise.

    ``doctrine`` is the doctrine so read, None where it stays; ``dimensions`` tell how its factors come from the others.
    ``values`` are (case, factor, level), ``reasons`` (case, reason).

    >>> from afortiori import open_pack
    >>> [reading.id for reading in open_pack("wild-animals").readings]
    ['adf']
    """

    id: str
    text: str
    doctrine: Doctrine | None = None
    dimensions: tuple[Dimension, ...] = ()
    values: tuple[tuple[str, str, str], ...] = ()
    reasons: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion of a case. ``reason`` is None where its author states none.

    >>> Opinion("Livingston, J.", "dissent", "P", (("hot-pursuit", "present"),)).reason
    (('hot-pursuit', 'present'),)
    """

    author: str
    kind: str
    outcome: str | None
    reason: tuple[tuple[str, str], ...] | None
    reason_source: str = ""
    confidence: str = "high"
    joined_by: tuple[str, ...] = ()
    noted: tuple[tuple[str, str], ...] = ()
    relies_on: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided case, as to one holding on the doctrine's question.

    ``holding`` is a side, or None where the case did not reach the question. ``part`` names the holding where the case
    has several. ``values`` hold only what the opinion states: silence is silence. ``no_finding`` names the factors that it
    speaks of without a finding, as (factor, 'disputed' or 'not reached'): they are silence too.

    >>> from afortiori import open_pack
    >>> pierson = open_pack("wild-animals").base.precedent("pierson-v-post-1805")
    >>> pierson.citation, pierson.holding
    ('Pierson v. Post, 3 Cai. R. 175 (N.Y. Sup. Ct. 1805)', 'D')
    """

    id: str
    name: str
    citations: tuple[str, ...]
    court: Court
    decided: When
    holding: str | None
    values: tuple[Value, ...]
    claims: tuple[str, ...] = ()
    reason: tuple[tuple[str, str], ...] | None = None
    bench: str = "unknown"
    published: bool = True
    docket: str = ""
    posture: str = ""
    disposition: str = ""
    part: str = ""
    summary: str = ""
    opinions: tuple[Opinion, ...] = ()
    history: tuple[History, ...] = ()
    cites: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    unverified: str = ""
    findings: tuple[tuple[str, bool], ...] = ()
    no_finding: tuple[tuple[str, str], ...] = ()

    @property
    def case(self) -> str:
        """The id of the case that this holding belongs to."""
        return self.id.partition("#")[0]

    @property
    def citation(self) -> str:
        """The citation in court-document form."""
        return cite(self.name, self.citations[0] if self.citations else "", self.court, self.decided)

    def used(self) -> tuple[Value, ...]:
        """The values that count: those of low confidence are never used."""
        return tuple(value for value in self.values if value.confidence != "low")


def own_facts(doctrine: Doctrine, precedent: Precedent) -> Facts:
    """A decided case's facts as the facts of a new one: what its opinion does not mention counts as absent.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> own_facts(pack.doctrine, pack.base.precedent("pierson-v-post-1805")).levels("malice")
    ('absent',)
    """

    def own() -> Facts:
        return facts(doctrine, {v.factor: v.level for v in precedent.used()}, unmentioned="absent")

    return doctrine.once(("own facts", precedent.values), own)
