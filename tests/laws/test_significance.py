"""Significant distinctions, against an independent brute force and the literature's worked example (theory 7)."""

from __future__ import annotations

import random
from dataclasses import replace

from builders import D, P, doctrine, precedent

from afortiori.doctrine import Doctrine, boolean
from afortiori.precedent import facts
from afortiori.significance import distinctions

Links = dict[str, tuple[str, str, str]]  # factor: side, concern, strength


def made(links: Links) -> Doctrine:
    """A doctrine of boolean factors with these links."""
    factors = [
        replace(boolean(id, side, D if side == P else P), parent=concern, strength=strength)
        for id, (side, concern, strength) in links.items()
    ]
    return doctrine(*factors)


def test_the_worked_example() -> None:
    """F6 and F19 are significant, F23 is blocked in the precedent (arXiv 2510.08710)."""
    of = made({"F6": (P, "secrecy", "strong"), "F19": (D, "secrecy", "strong"), "F23": (D, "secrecy", "weak")})
    case = precedent("c", P, {"F6": "present", "F23": "present"})
    found = distinctions(of, case, facts(of, {"F19": "present"}, unmentioned="absent"), "result")
    assert [("F6", True), ("F19", True)] == [(d.factor, d.significant) for d in found]


def supports(links: Links, case: set[str], factor: str) -> bool:
    """Whether a factor effectively supports its concern in a case, said again from the theory."""
    side, concern, strength = links[factor]
    blockers = {f for f in case if links[f][0] != side and links[f][1] == concern and links[f][2] == "strong"}
    return factor in case and (strength == "strong" or not blockers)


def by_force(links: Links, winner: str, there: set[str], here: set[str]) -> dict[str, tuple[bool, bool]]:
    """For each distinction whether it is emphasised and whether it is downplayed, said again from the theory."""
    apart = {f for f in there - here if links[f][0] == winner} | {f for f in here - there if links[f][0] != winner}
    told = {}
    for f in apart:
        own, other = (there, here) if f in there else (here, there)
        side, concern, _ = links[f]
        answered = any(links[g][:2] == (side, concern) and supports(links, other, g) for g in other)
        effective = supports(links, own, f)
        told[f] = (effective and not answered, effective and answered)
    return told


def test_a_thousand_pairs_as_by_force() -> None:
    """On 1,000 generated pairs every distinction is emphasised and downplayed just as by brute force."""
    chance = random.Random(2510)
    seen = {True: 0, False: 0}
    for _ in range(1_000):
        ids = [f"f{i}" for i in range(chance.randint(2, 7))]
        links = {i: (chance.choice([P, D]), chance.choice("ab"), chance.choice(["strong", "weak"])) for i in ids}
        there, here = ({i for i in ids if chance.random() < 0.5} for _ in range(2))
        winner, of = chance.choice([P, D]), made(links)
        case = precedent("c", winner, dict.fromkeys(sorted(there), "present"))
        if not any(links[f][0] == winner for f in there):
            continue
        at = facts(of, dict.fromkeys(sorted(here), "present"), unmentioned="absent")
        found = {d.factor: (d.emphasised, d.downplayed) for d in distinctions(of, case, at, "result")}
        assert by_force(links, winner, there, here) == found
        for emphasised, _ in found.values():
            seen[emphasised] += 1
    assert min(seen.values()) > 100
