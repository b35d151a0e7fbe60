"""Words for a party: the outcome 'keeper' says who prevails, where 'granted' and 'fair use found' say what was found."""

from __future__ import annotations

_NAMED = frozenset(
    ["agency", "agent", "airline", "association", "bank", "bride", "brother", "buyer", "carrier", "charity", "child", "church", "city", "client",
     "company", "commonwealth", "corporation", "county", "crown", "daughter", "driver", "estate", "father", "firm", "government", "groom",
     "heir", "hospital", "husband", "king", "landlord", "landlady", "mother", "municipality", "opponent", "parent", "partnership", "patient",
     "people", "physician", "police", "president", "proponent", "prosecution", "province", "queen", "railroad", "railway", "resident",
     "respondent", "school", "sister", "son", "spouse", "state", "student", "suspect", "town", "union", "university", "victim",
     "widow", "wife", "accused", "minority", "nation", "tribe", "guardian", "musician", "custodian", "politician", "author"]
)  # fmt: skip
_ENDINGS = ("er", "or", "ee", "ant", "ist")
_FINDINGS = frozenset(
    ["abundant", "after", "agree", "answer", "anger", "before", "better", "compliant", "consist", "constant", "covenant", "danger", "decree",
     "degree", "demurrer", "detainer", "disagree", "disclaimer", "discordant", "distant", "dominant", "either", "error", "exist", "favor",
     "fever", "former", "free", "greater", "grant", "guarantee", "harbor", "higher", "important", "inferior", "interior", "exterior", "labor",
     "larger", "latter", "lesser", "looser", "lower", "major", "malodor", "manner", "matter", "minor", "mister", "murder", "narrower", "neither",
     "never", "offer", "order", "other", "over", "persist", "pleasant", "posterior", "anterior", "power", "pregnant", "prior", "proper", "rather",
     "redundant", "relevant", "reluctant", "remainder", "repugnant", "resist", "significant", "smaller", "stricter", "stronger", "superior",
     "tender", "terror", "transfer", "trover", "twist", "ulterior", "under", "unlawful", "vacant", "waiver", "warrant", "weaker", "whether", "wider"]
)  # fmt: skip
# What one person is found to be, where two parties are not meant.
_KINDS = (
    frozenset(["invitee", "licensee", "trespasser"]), frozenset(["employee", "contractor", "volunteer"]),
    frozenset(["trader", "investor", "dealer"]), frozenset(["insider", "outsider"]),
    frozenset(["resident", "visitor", "nonresident"]),
)  # fmt: skip
_DENIALS = ("in", "ir", "il", "im", "un", "non", "dis", "de")


def two_parties(first: str, second: str) -> tuple[str, str] | None:
    """Two outcomes as the parties that they name, in the singular; None unless each is one word for a party.

    >>> two_parties("claimant", "the keeper"), two_parties("Buyers", "Sellers"), two_parties("granted", "denied")
    (('claimant', 'keeper'), ('buyer', 'seller'), None)
    >>> two_parties("employee", "employer"), two_parties("employee", "contractor")
    (('employee', 'employer'), None)
    """
    ours, theirs = _party(first), _party(second)
    if not ours or not theirs or ours == theirs or _denied(ours, theirs) or _denied(theirs, ours):
        return None
    if any({ours, theirs} <= kinds for kinds in _KINDS):
        return None
    return ours, theirs


def _party(outcome: str) -> str:
    """The word for a party that an outcome is; empty where it is none."""
    word = outcome.lower().removeprefix("the ").strip()
    return next((one for one in (word, word.removesuffix("s")) if _is_party(one)), "")


def _is_party(word: str) -> bool:
    if not word.isalpha() or word in _FINDINGS:
        return False
    return word in _NAMED or (len(word) >= 5 and word.endswith(_ENDINGS))


def _denied(word: str, other: str) -> bool:
    return any(other == denial + word for denial in _DENIALS)
