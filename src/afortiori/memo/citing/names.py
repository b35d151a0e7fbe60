"""Case names as a citation gives them: abbreviated where that is safe, and one party's name for the short form."""

from __future__ import annotations

import re
from functools import cache

from afortiori.courts import built_in

# Of the words that Bluebook T6 shortens, those whose short form nobody can take for another word.
ABBREVIATIONS = {
    "and": "&",
    "Associates": "Assocs.",
    "Association": "Ass'n",
    "Board": "Bd.",
    "Brothers": "Bros.",
    "Commission": "Comm'n",
    "Company": "Co.",
    "Community": "Cmty.",
    "Corporation": "Corp.",
    "County": "Cnty.",
    "Department": "Dep't",
    "Development": "Dev.",
    "District": "Dist.",
    "Education": "Educ.",
    "Electric": "Elec.",
    "Hospital": "Hosp.",
    "Incorporated": "Inc.",
    "Independent": "Indep.",
    "Industrial": "Indus.",
    "Industries": "Indus.",
    "Institute": "Inst.",
    "International": "Int'l",
    "Laboratories": "Lab'ys",
    "Limited": "Ltd.",
    "Manufacturing": "Mfg.",
    "National": "Nat'l",
    "Products": "Prods.",
    "School": "Sch.",
    "Service": "Serv.",
    "Services": "Servs.",
    "Social": "Soc.",
    "System": "Sys.",
    "Systems": "Sys.",
    "Technical": "Tech.",
    "Telecommunication": "Telecomm.",
    "University": "Univ.",
}
_GOVERNMENTS = re.compile(
    r"(City|Town|Village|County|Borough|Township|Parish|State|Commonwealth|People) of\b|Department of\b"
)
_PLACE = re.compile(r"(?:City|Town|Village|Borough|Township|Parish) of (.+)")
_INSTITUTION = re.compile(r"\b(?:Hospital|School|Department|University|Board|Bank|Church|Inc\.|Corp\.|Co\.)")
_BARE = ("United States", "Commonwealth", "State", "People", "Government")
_BUSINESS = re.compile(
    r",? (?:Inc\.|Corp\.|Co\.|Ltd\.|LLC|L\.L\.C\.|LLP|Incorporated|Corporation|Company|Limited)(?=,| |$).*$"
)
_FOR_ANOTHER = re.compile(r",? (?:ex rel\.|by and through|by|on behalf of) .*$")


def abbreviated(name: str) -> str:
    """A case's name as a citation gives it (Bluebook 10.2.2, T6): never a party's first word, nor a place's.

    >>> abbreviated("DeShaney v. Winnebago County Department of Social Services")
    "DeShaney v. Winnebago Cnty. Dep't of Soc. Servs."
    """
    return " v. ".join(_party(party) for party in name.split(" v. "))


def _party(party: str) -> str:
    first, *rest = party.split(" ")
    return " ".join([first, *(_word(word) for word in rest)])


def _word(word: str) -> str:
    bare = word.rstrip(",")
    return ABBREVIATIONS.get(bare, bare) + word[len(bare) :]


def short_name(name: str) -> str:
    """One party's name: the first, unless it is a government that many cases have (Bluebook 10.9).

    A town, and a city whose opponent is an institution, goes by the name of the place.

    >>> short_name("Town of Castle Rock v. Gonzales"), short_name("County of Sacramento v. Lewis")
    ('Castle Rock', 'Lewis')
    >>> short_name("United States v. Ross"), short_name("Boeing Co. v. Sierracin Corp.")
    ('Ross', 'Boeing')
    """
    parties = [_bare(party) for party in name.split(" v. ")]
    place = _PLACE.fullmatch(parties[0])
    if place and (not parties[0].startswith("City") or _INSTITUTION.search(parties[-1])):
        return place.group(1)
    return next((party for party in parties if not _common(party)), parties[0])


def _bare(party: str) -> str:
    """A party's name without what it is or for whom it acts."""
    party = _FOR_ANOTHER.sub("", party)
    return _BUSINESS.sub("", party) or party


def _common(party: str) -> bool:
    return party in _BARE or party in _states() or bool(_GOVERNMENTS.match(party))


@cache
def _states() -> frozenset[str]:
    names = (court.name.removeprefix("Supreme Court of ") for court in built_in().values() if court.level == "supreme")
    return frozenset({*names, "New York", "Maryland", "Texas"})
