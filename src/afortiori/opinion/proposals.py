"""Proposals: sentences of an opinion that may state a factor's value, ranked by words alone. A person decides; nothing here does.

A factor is known by its own words (name, definition, levels), by the passages that a pack quotes for it, and by the words in which
the pack says where its cases state it. A word counts for more the fewer factors and the fewer sentences have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt

from afortiori.doctrine import Doctrine, Factor
from afortiori.opinion.quotations import sentences
from afortiori.opinion.reading import Reading

MOST_SENTENCES = 20
MOST_WORDS = 120
FEWEST_WORDS = 4
PER_SENTENCE = 5
BEST = 2
NAMED, DEFINED, LEVELLED, TOLD = 2.0, 1.5, 1.0, 1.0
LIKE, LEAST = 0.3, 0.25
_WORD = re.compile(r"[A-Za-z]{3,}")
_ENDINGS = (
    "ational",
    "ations",
    "ation",
    "ments",
    "ment",
    "ences",
    "ence",
    "ances",
    "ance",
    "ness",
    "ings",
    "ing",
    "ions",
    "ion",
    "edly",
    "ies",
    "ied",
    "ed",
    "es",
    "ly",
    "s",
    "e",
)
_PLAIN = frozenset(
    [
        "the",
        "and",
        "for",
        "that",
        "this",
        "with",
        "was",
        "were",
        "are",
        "has",
        "had",
        "have",
        "not",
        "but",
        "from",
        "which",
        "who",
        "whom",
        "whose",
        "his",
        "her",
        "its",
        "their",
        "they",
        "them",
        "she",
        "him",
        "one",
        "any",
        "all",
        "such",
        "other",
        "than",
        "then",
        "when",
        "where",
        "while",
        "upon",
        "under",
        "into",
        "over",
        "been",
        "being",
        "did",
        "does",
        "would",
        "could",
        "should",
        "may",
        "might",
        "must",
        "can",
        "also",
        "only",
        "even",
        "though",
        "because",
        "there",
        "here",
        "what",
        "how",
        "case",
        "court",
        "courts",
        "person",
        "factor",
        "fact",
        "facts",
        "made",
        "make",
        "said",
        "say",
        "nor",
        "out",
        "about",
        "between",
        "before",
        "after",
        "against",
        "whether",
        "these",
        "those",
        "more",
        "most",
        "some",
        "each",
        "very",
        "among",
        "agree",
        "both",
        "same",
        "itself",
        "themselves",
        "first",
        "second",
        "will",
    ]
)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a pack quotes for a factor at a level, and from which case; ``told``: its own words on where the case states it."""

    factor: str
    level: str
    text: str
    case: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that may state a factor's value. ``levels``: those whose words it shares, likeliest first; often none.

    ``start`` and ``end`` bound it in the original; ``by`` says who proposed it: the ranking, or a model.
    """

    factor: str
    levels: tuple[str, ...]
    quotation: str
    start: int
    end: int
    page: int | None
    part: str
    author: str
    reason: str
    score: float = 0.0
    by: str = "words"


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    end: int
    stems: frozenset[str]


def propose(
    reading: Reading, doctrine: Doctrine, passages: Iterable[Passage] = (), *, most: int = MOST_SENTENCES
) -> tuple[Proposal, ...]:
    """At most so many sentences of an opinion that may state values, likeliest first, each with the factors it may be of.

    A sentence ranks by the two factors whose words it has most of.
    """
    found = tuple(_sentences(reading))
    ranking = _Ranking(doctrine, tuple(passages), found)
    held = [(ranking.factors(sentence), sentence) for sentence in found]
    ranked = sorted(held, key=lambda pair: (-sum(score for score, _ in pair[0][:BEST]), pair[1].start))
    return tuple(
        _proposal(reading, sentence, factor, score, ranking)
        for factors, sentence in ranked[:most]
        for score, factor in factors[:PER_SENTENCE]
    )


def _sentences(reading: Reading) -> Iterator[_Sentence]:
    """The sentences that are long enough to say something; citations alone are none."""
    normal = reading.normal
    for at, line in normal.paragraphs():
        for start, end in sentences(line):
            text = line[start:end]
            words = text.split()
            if FEWEST_WORDS <= len(words):
                span = normal.reading.span(at + start, at + end)
                yield _Sentence(text, span.start, span.end, stems(" ".join(words[:MOST_WORDS])))


def stems(text: str) -> frozenset[str]:
    """The words of a text that say something, without their endings.

    >>> sorted(stems("The officers observed a fight brewing")) == sorted(stems("an officer, observing fights, brewed"))
    True
    """
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _PLAIN)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True)
class _Ranking:
    doctrine: Doctrine
    passages: tuple[Passage, ...]
    sentences: tuple[_Sentence, ...]

    @cached_property
    def profiles(self) -> dict[str, dict[str, float]]:
        """For each factor its words, each with the most that any of its places gives it."""
        return {factor.id: self._profile(factor) for factor in self.doctrine.factors}

    def _profile(self, factor: Factor) -> dict[str, float]:
        found: dict[str, float] = {}
        texts = [(factor.name, NAMED), (factor.id.replace("_", " "), NAMED), (factor.definition, DEFINED)]
        texts += [(text, LEVELLED) for level in factor.levels for text in words_of_level(factor, level)]
        told = Counter(
            stem for one in self.passages if one.factor == factor.id for stem in stems(f"{one.text} {one.told}")
        )
        texts += [(stem, TOLD) for stem, times in told.items() if times > 1]
        for text, weight in texts:
            for stem in stems(text):
                found[stem] = max(found.get(stem, 0.0), weight)
        return found

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much a word says: the fewer factors and sentences have it, the more."""
        factors = Counter(stem for profile in self.profiles.values() for stem in profile)
        spoken = Counter(stem for sentence in self.sentences for stem in sentence.stems)
        n, m = len(self.profiles) + 1, len(self.sentences)
        return {stem: log(n / factors[stem]) * sqrt(log(1 + m / spoken[stem])) for stem in factors if spoken[stem]}

    @cached_property
    def sizes(self) -> dict[str, float]:
        """What a factor's words could count at most, so that one with many words has no more than its due."""
        return {
            name: sum(weight * self.weights.get(stem, 0.0) for stem, weight in profile.items()) + 5
            for name, profile in self.profiles.items()
        }

    def factors(self, sentence: _Sentence) -> list[tuple[float, Factor]]:
        """The factors whose words a sentence has, with their scores, the best first."""
        found = []
        for factor in self.doctrine.factors:
            gained = sum(self.profiles[factor.id][stem] * self.weights[stem] for stem in self.shared(sentence, factor))
            if gained:
                score = gained / ((len(sentence.stems) + 5) * self.sizes[factor.id]) ** 0.25
                found.append((round(score, 4), factor))
        found.sort(key=lambda pair: (-pair[0], pair[1].id))
        return [pair for pair in found if pair[0] >= found[0][0] * LEAST]

    def shared(self, sentence: _Sentence, factor: Factor) -> list[str]:
        """The words that a sentence shares with a factor, what says most first."""
        profile = self.profiles[factor.id]
        found = [stem for stem in sentence.stems if stem in profile and stem in self.weights]
        return sorted(found, key=lambda stem: (-self.weights[stem] * profile[stem], stem))

    def levels(self, sentence: _Sentence, factor: Factor) -> tuple[str, ...]:
        """The levels whose own words a sentence has, likeliest first."""
        own = {level: stems(" ".join(words_of_level(factor, level))) for level in factor.levels}
        common = frozenset.intersection(*own.values()) if own else frozenset()
        scores = {
            level: sum(self.weights.get(stem, 0.0) for stem in (words - common) & sentence.stems)
            for level, words in own.items()
        }
        return tuple(sorted((level for level in scores if scores[level] > 0), key=lambda level: -scores[level]))

    def nearest(self, sentence: _Sentence, factor: Factor) -> Passage | None:
        """The passage quoted for a factor that a sentence is most like, if it is like one."""
        near = [
            (len(held & sentence.stems) / sqrt(len(held) * len(sentence.stems)), passage)
            for passage in self.passages
            if passage.factor == factor.id and (held := stems(passage.text)) and sentence.stems
        ]
        best = max(near, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= LIKE else None


def words_of_level(factor: Factor, level: str) -> Sequence[str]:
    """What a doctrine says of a level: its id, its note, its clause and its condition."""
    told = [
        text
        for held in (factor.level_notes, factor.clauses, factor.condition_clauses)
        for name, text in held
        if name == level
    ]
    return [level.replace("_", " "), *told]


def _proposal(reading: Reading, sentence: _Sentence, factor: Factor, score: float, ranking: _Ranking) -> Proposal:
    part = next((one for one in reading.parts if one.start <= sentence.start < one.end), None)
    near = ranking.nearest(sentence, factor)
    words = _spelled(sentence.text, ranking.shared(sentence, factor)[:6])
    reason = f"it has the words of this factor: {', '.join(words)}"
    if near is not None:
        reason += f"; and it is like what is quoted for '{near.level}' from {near.case}"
    return Proposal(
        factor.id, ranking.levels(sentence, factor), sentence.text, sentence.start, sentence.end,
        reading.pages.at(sentence.start), part.kind if part else "", part.author if part else "", reason, score,
    )  # fmt: skip


def _spelled(text: str, wanted: Iterable[str]) -> list[str]:
    """Words without endings as a sentence spells them."""
    spelled = {_stem(word.lower()): word for word in reversed(_WORD.findall(text))}
    return [spelled[stem] for stem in wanted if stem in spelled]
