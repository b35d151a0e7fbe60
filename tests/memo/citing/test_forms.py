"""Citations in court-document form: the cases of the packs, in full and short, with pins and later history (Bluebook 10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from afortiori.memo.blocks import Span, plain
from afortiori.memo.citing import form, forms, pinpoint
from afortiori.precedent import Precedent
from afortiori.store.library import open_pack

TODAY = "2026-11-24"
DUTY, CARS, SECRETS, WILD, HOME = (
    "duty-to-protect", "automobile-exception", "trade-secrets", "wild-animals", "adult-interdependent-relationship",
)  # fmt: skip

FULL = [
    (DUTY, "escamilla-v-santa-ana-1986", "Escamilla v. City of Santa Ana, 796 F.2d 266 (9th Cir. 1986)"),
    (DUTY, "martinez-v-california-1980", "Martinez v. California, 444 U.S. 277 (1980)"),
    (
        DUTY,
        "deshaney-v-winnebago-1989",
        "DeShaney v. Winnebago Cnty. Dep't of Soc. Servs., 489 U.S. 189 (1989)",
    ),
    (
        DUTY,
        "deshaney-v-winnebago-ca7-1987",
        "DeShaney v. Winnebago Cnty. Dep't of Soc. Servs., 812 F.2d 298 (7th Cir. 1987), aff'd, 489 U.S. 189 (1989)",
    ),
    (
        DUTY,
        "balistreri-v-pacifica-cand-1987",
        "Balistreri v. Pacifica Police Dep't, 656 F. Supp. 423 (N.D. Cal. 1987), rev'd, 855 F.2d 1421 (9th Cir. 1988)",
    ),
    (
        DUTY,
        "balistreri-v-pacifica-ca9-1988",
        "Balistreri v. Pacifica Police Dep't, 855 F.2d 1421 (9th Cir. 1988), abrogated by DeShaney v. Winnebago Cnty. "
        "Dep't of Soc. Servs., 489 U.S. 189, 197-98 n.4 (1989) (by inference: no court has said so), amended and "
        "superseded by 901 F.2d 696 (9th Cir. 1990)",
    ),
    (
        DUTY,
        "wood-v-ostrander-1988",
        "Wood v. Ostrander, 851 F.2d 1212 (9th Cir. 1988), superseded by 879 F.2d 583 (9th Cir. 1989)",
    ),
    (
        DUTY,
        "pinder-v-johnson-panel-1994",
        "Pinder v. Johnson, 33 F.3d 368 (4th Cir. 1994), vacated, 54 F.3d 1169 (4th Cir. 1995) (en banc)",
    ),
    (
        DUTY,
        "gonzales-v-castle-rock-ca10-2004",
        "Gonzales v. City of Castle Rock, 366 F.3d 1093 (10th Cir. 2004) (en banc), rev'd sub nom. Town of Castle Rock "
        "v. Gonzales, 545 U.S. 748 (2005)",
    ),
    (DUTY, "robinson-v-lioi-2013", "Robinson v. Lioi, 536 F. App'x 340 (4th Cir. 2013) (unpublished)"),
    (DUTY, "hualde-redin-v-torres-1993", "Hualde Redin v. Torres, No. 93-1651 (1st Cir. Dec. 15, 1993) (unpublished)"),
    (DUTY, "estate-of-soakai-v-abdelaziz-2025", "Estate of Soakai v. Abdelaziz, No. 23-4466 (9th Cir. May 16, 2025)"),
    (
        CARS,
        "arkansas-v-sanders-1979",
        "Arkansas v. Sanders, 442 U.S. 753 (1979), overruled by California v. Acevedo, 500 U.S. 565, 579 (1991)",
    ),
    (SECRETS, "mason-v-jack-daniel-1987", "Mason v. Jack Daniel Distillery, 518 So. 2d 130 (Ala. Civ. App. 1987)"),
    (
        SECRETS,
        "boeing-v-sierracin-1987",
        "Boeing Co. v. Sierracin Corp., 108 Wash. 2d 38, 738 P.2d 665 (1987) (en banc)",
    ),
    (
        SECRETS,
        "forest-laboratories-v-formulations-1969",
        "Forest Lab'ys, Inc. v. Formulations, Inc., 299 F. Supp. 202 (E.D. Wis. 1969), aff'd sub nom. Forest Lab'ys, "
        "Inc. v. Pillsbury Co., 452 F.2d 621 (7th Cir. 1971)",
    ),
    (
        WILD,
        "keeble-v-hickeringill-1707",
        "Keeble v. Hickeringill, 11 East 574, 103 Eng. Rep. 1127 (Q.B. 1707)",
    ),
    (
        WILD,
        "popov-v-hayashi-2002",
        "Popov v. Hayashi, No. 400545, 2002 WL 31833731 (Cal. Super. Ct. Dec. 18, 2002)",
    ),
    (HOME, "rubin-v-gendemann-2011", "Rubin v. Gendemann, 2011 ABQB 71"),
]  # fmt: skip


def case(pack: str, id: str) -> Precedent:
    """A case of a pack."""
    return next(p for p in open_pack(pack).base if p.case == id)


@pytest.mark.parametrize(("pack", "id", "expected"), FULL, ids=[id for _, id, _ in FULL])
def test_a_full_citation(pack: str, id: str, expected: str) -> None:
    """A case is cited in full with its reporter, court and year, and all later history by the day."""
    assert expected == plain(forms(open_pack(pack).base, TODAY)[id].full())


SHORT = [
    (DUTY, "escamilla-v-santa-ana-1986", "", "Escamilla, 796 F.2d 266"),
    (DUTY, "escamilla-v-santa-ana-1986", "269", "Escamilla, 796 F.2d at 269"),
    (DUTY, "castle-rock-v-gonzales-2005", "768", "Castle Rock, 545 U.S. at 768"),
    (DUTY, "county-of-sacramento-v-lewis-1998", "849-50", "Lewis, 523 U.S. at 849-50"),
    (CARS, "united-states-v-ross-1982", "804-25", "Ross, 456 U.S. at 804-25"),
    (CARS, "california-v-acevedo-1991", "", "Acevedo, 500 U.S. 565"),
    (SECRETS, "boeing-v-sierracin-1987", "50", "Boeing, 108 Wash. 2d at 50"),
    (HOME, "rubin-v-gendemann-2011", "", "Rubin, 2011 ABQB 71"),
]


@pytest.mark.parametrize(("pack", "id", "pin", "expected"), SHORT)
def test_a_short_citation(pack: str, id: str, pin: str, expected: str) -> None:
    """The short form has one party's name and the reporter, at the page where one is named."""
    assert expected == plain(forms(open_pack(pack).base, TODAY)[id].brief(pin))


PINS = [
    (DUTY, "castle-rock-v-gonzales-2005", "545 U.S. at 753-54 (seven times in one night)", "753-54"),
    (DUTY, "castle-rock-v-gonzales-2005", "Castle Rock, 545 U.S. 748, 768 (2005)", "768"),
    (DUTY, "deshaney-v-winnebago-1989", "DeShaney, 489 U.S. at 197-98 n.4", "197-98 n.4"),
    (DUTY, "deshaney-v-winnebago-1989", "DeShaney v. Winnebago, 489 U.S. 189, 199-201 & n.9 (1989)", "199-201 & n.9"),
    (DUTY, "deshaney-v-winnebago-1989", "Castle Rock, 545 U.S. at 753-54", ""),
    (DUTY, "deshaney-v-winnebago-1989", "489 U.S. at 12", ""),
    (DUTY, "escamilla-v-santa-ana-1986", "796 F.2d 266 (vLex, opinion): FACTS", ""),
    (DUTY, "escamilla-v-santa-ana-1986", "at 269", "269"),
    (SECRETS, "boeing-v-sierracin-1987", "108 Wash. 2d 38, 738 P.2d 665 (1987), headnote 3", ""),
]


@pytest.mark.parametrize(("pack", "id", "source", "expected"), PINS)
def test_a_pin_is_read_only_where_a_source_states_a_page_of_the_case(
    pack: str, id: str, source: str, expected: str
) -> None:
    """A page counts after the case's own reporter, or first in the source; no other number is taken for one."""
    assert expected == pinpoint(case(pack, id), (source,))


def test_pins_are_told_once_in_order() -> None:
    """A page within others is not told again."""
    expected = "193, 197-98 n.4, 199-201"
    sources = ("489 U.S. at 199-201", "489 U.S. at 200", "489 U.S. at 197-98 n.4", "489 U.S. at 193")
    assert expected == pinpoint(case(DUTY, "deshaney-v-winnebago-1989"), sources)


def test_a_pin_and_a_parenthetical_stand_before_later_history() -> None:
    """The explanatory parenthetical follows the year, and later history follows it (Bluebook 10.6.4)."""
    expected = "Wood v. Ostrander, 851 F.2d 1212, 1215 (9th Cir. 1988) (holding so), superseded by 879 F.2d 583 (9th Cir. 1989)"
    wood = forms(open_pack(DUTY).base, TODAY)["wood-v-ostrander-1988"]
    assert expected == plain(wood.full("1215", (Span("holding so"),)))


def test_history_is_that_of_the_day() -> None:
    """What happened after the day of the law is not cited."""
    expected = "Wood v. Ostrander, 851 F.2d 1212 (9th Cir. 1988)"
    assert expected == plain(forms(open_pack(DUTY).base, "1988-08-24")["wood-v-ostrander-1988"].full())


def test_a_denial_of_certiorari_is_cited_for_two_years() -> None:
    """A denial of review is left out of older citations (Bluebook 10.7)."""
    mason = case(SECRETS, "mason-v-jack-daniel-1987")
    assert [True, False] == ["cert. denied" in plain(form(mason, day).full()) for day in ("1988-06-01", TODAY)]


def test_the_year_is_said_once_where_history_falls_in_it() -> None:
    """A later disposition of the same year takes the year of the first (Bluebook 10.7.1)."""
    panel, whole = case(DUTY, "pinder-v-johnson-panel-1994"), case(DUTY, "pinder-v-johnson-enbanc-1995")
    same = replace(panel, decided=whole.decided)
    expected = "Pinder v. Johnson, 33 F.3d 368 (4th Cir.), vacated, 54 F.3d 1169 (4th Cir. 1995) (en banc)"
    assert expected == plain(form(same, TODAY, (whole,)).full())


def test_two_cases_of_one_name_are_told_apart_by_year() -> None:
    """In running text a name that two cited cases have bears its year; one that no other has does not."""
    base, both = open_pack(DUTY).base, ("wood-v-ostrander-1988", "wood-v-ostrander-1989")
    expected = ["Wood (1988)", "Wood"]
    assert expected == [forms(base, TODAY, among)["wood-v-ostrander-1988"].mention for among in (both, both[:1])]


def test_an_unverified_citation_says_so() -> None:
    """What nobody has looked up is marked for every format."""
    found = forms(open_pack(HOME).base, TODAY)["evans-v-nelson-2017"]
    assert found.authority.unverified


def test_every_case_has_a_full_form_with_its_own_name() -> None:
    """No name is distorted: each word of a citation's name is the name's own or its known short form."""
    from afortiori.memo.citing.names import ABBREVIATIONS

    for pack in (DUTY, CARS, SECRETS, WILD, HOME):
        base = open_pack(pack).base
        found = forms(base, TODAY)
        for precedent in base:
            words = precedent.name.split()
            for given, said in zip(words, found[precedent.case].name.split(), strict=True):
                bare = given.rstrip(",")
                assert said in (given, ABBREVIATIONS.get(bare, bare) + given[len(bare) :])
