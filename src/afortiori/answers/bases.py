"""Questions about a base as a whole, and about a case's opinions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from afortiori.answers.taking import How, about, cached, law_of, no_facts, of_index, wanted

if TYPE_CHECKING:
    from afortiori.memo.told import Told


def guide(doctrine: str, *, for_agency: bool = False, **how: Unpack[How]) -> Told:
    """What the cases and rules of a doctrine settle, and what they leave open; for those bound by it, fact by fact.

    >>> [kept["case"] for kept in guide("wild-animals", forum="any", as_of="1800-01-01").data["settled"]]
    ['keeble-v-hickeringill-1707']
    """
    from afortiori import restatement
    from afortiori.memo.agency import agency_told
    from afortiori.memo.restating import restated
    from afortiori.store.library import open_pack

    law = law_of(open_pack(doctrine, cached=cached(how)), how)
    told = agency_told(law, restatement.for_agency(law)) if for_agency else restated(law, restatement.restate(law))
    return told._replace(data=about(law) | told.data)


def coverage(doctrine: str, **how: Unpack[How]) -> Told:
    """How often a base speaks of its own cases, each left out, and how often rightly.

    >>> coverage("wild-animals", forum="any", as_of="2020-01-01").data["models"][-1]["model"]
    'counting (not law)'
    """
    from afortiori import coverage as covering
    from afortiori.memo.covering import covered
    from afortiori.store.library import open_pack

    pack = open_pack(doctrine, cached=cached(how))
    law = law_of(pack, how)
    told = covered(pack.id, covering.coverage_of(law.base, law.options, pack.readings))
    return told._replace(data=about(law) | told.data)


def audit(doctrine: str, **how: Unpack[How]) -> Told:
    """A base as a whole: conflicts, repair, landmarks, what hangs on one thing.

    >>> audit("wild-animals", forum="any", as_of="2020-01-01").data["consistent"]
    4
    """
    from afortiori import audit as auditing
    from afortiori.answers.indexing import audit_index
    from afortiori.memo.auditing import audited
    from afortiori.store.asking import read_matters
    from afortiori.store.library import open_pack

    if of_index(how):
        return audit_index(doctrine, how)
    pack = open_pack(doctrine, cached=cached(how))
    law = law_of(pack, how)
    told = audited(auditing.audit_base(law, read_matters(pack, how.get("reading"))))
    return told._replace(data=about(law) | told.data)


def compare(case: str, doctrine: str | None = None, **how: Unpack[How]) -> Told:
    """A case's opinions: common ground, where they part, what each rests on, and had another prevailed.

    >>> told = compare("balistreri-v-pacifica-ca9-1988")
    >>> [opinion["outcome"] for opinion in told.data["opinions"]]
    ['duty', 'no-duty']
    """
    from afortiori.store import comparing

    no_facts(how)
    bases, today = how.get("bases", ()), how.get("today", "")
    return comparing.opinions(case, doctrine, wanted(how), today=today, cached=cached(how), bases=bases)
