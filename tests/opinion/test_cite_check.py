"""A draft's citations and quotations, checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from afortiori.opinion import Record, normalise, read
from afortiori.opinion.cite_checking import Finding, check_draft
from afortiori.opinion.known import Fall, Known, KnownCase

SOURCE = (
    "The officers had no duty to intervene, and the order by itself created no such duty. *268 We therefore affirm."
)
ESCAMILLA = KnownCase(
    "escamilla", "Escamilla v. City of Santa Ana", ("796 F.2d 266",), "ca9", "1986", text=normalise(SOURCE)
)
JENSEN = KnownCase(
    "jensen", "Jensen v. Conrad", ("747 F.2d 185",), "ca4", "1984", (Fall("abrogated by Another, 1989", "1989-02-22", True),),
    ("harm that the state itself had created for those in its care",),
)  # fmt: skip
PARTLY = KnownCase(
    "partly", "Ames v. Bold", ("700 F.2d 10",), "ca3", "1983", (Fall("overruled as to 'x'", "1990-01-01", False),)
)
KNOWN = Known((ESCAMILLA, JENSEN, PARTLY))
PAGED = Known((replace(ESCAMILLA, text=normalise(SOURCE.replace("affirm.", "affirm the judgment. *269 So ordered."))),))
CITED = "Escamilla v. City of Santa Ana, 796 F.2d 266 (9th Cir. 1986)"


def check(text: str, as_of: str = "1988-01-01", known: Known = KNOWN) -> tuple[Finding, ...]:
    """The findings on a draft of some words."""
    return check_draft(read(Record(text)), known, as_of=as_of)


def kinds(text: str, as_of: str = "1988-01-01") -> list[str]:
    """What was found, in the draft's order."""
    return [finding.kind for finding in check(text, as_of)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CITED}.", "in the base"),
        ("Escamilla v. Santa Ana, 796 F.2d 266, 269 (9th Cir.1986).", "in the base"),
        ("Escamilla v. City of Santa Ana, 796 F.2d 266 (2d Cir. 1986).", "misattributed"),
        ("Escamilla v. City of Santa Ana, 796 F.2d 266 (9th Cir. 1985).", "misattributed"),
        ("Perez v. City of Santa Fe, 796 F.2d 266 (9th Cir. 1986).", "misattributed"),
        ("Escamilla v. City of Santa Ana, 797 F.2d 266 (9th Cir. 1986).", "misattributed"),
        ("Varghese v. China Southern Airlines, 925 F.3d 1339 (11th Cir. 2019).", "unknown here"),
        ("Mata v. Avianca, 999 F.9d 1234 (2d Cir. 2019).", "malformed"),
        ("Escamilla v. City of Santa Ana, 796 F.2d 266 (12th Cir. 1986).", "malformed"),
        ("Escamilla v. City of Santa Ana, 796 F.2d 266.", "malformed"),
        ("Escamilla v. City of Santa Ana, 796 F.2d 266, 214 (9th Cir. 1986).", "malformed"),
        ("Doe v. Roe, 12 F.3d 45 (S.D.N.Y. 1994).", "malformed"),
        ("Doe v. Roe, 12 F.3d 45 (9th Cir. 1954).", "malformed"),
    ],
)
def test_a_citation(text: str, expected: str) -> None:
    """A citation is in the base, malformed, misattributed, or unknown and said to be."""
    assert expected == kinds(text)[0]


def test_authority_that_has_fallen() -> None:
    """A case whose holding was taken away is at fault from the day after, unless the draft gives its later history."""
    cited = "Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984)"
    assert ["in the base"] == kinds(f"{cited}.", "1989-02-22")
    assert ["fallen"] == kinds(f"{cited}.", "1989-02-23")
    assert ["in the base"] == kinds(f"{cited}, abrogated by Another v. Case, 489 U.S. 189 (1989).", "1989-02-23")[:1]


def test_one_holding_of_several_lost() -> None:
    """A case that lost one holding is in the base, with a note."""
    [finding] = check("Ames v. Bold, 700 F.2d 10 (3d Cir. 1983).", "2000-01-01")
    assert ("in the base", "note: overruled as to 'x'") == (finding.kind, finding.says)


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("The officers had no duty to intervene", "quoted rightly"),
        ("[t]he officers had no duty . . . created no such duty", "quoted rightly"),
        ("the order by itself created no such duty. We therefore affirm.", "quoted rightly"),
        ("the officers had no duty to intervene", "quoted rightly"),
        ("The officers had a duty to intervene", "misquoted"),
        ("The oficers had no duty to intervene", "misquoted"),
        ("nobody ever said anything of this kind", "misquoted"),
    ],
)
def test_a_quotation(quoted: str, expected: str) -> None:
    """A quotation agrees with the opinion at hand but for omissions and brackets that are shown, or it is misquoted."""
    assert expected == kinds(f"“{quoted}” {CITED}.")[0]


@pytest.mark.parametrize(
    ("pin", "kind"),
    [
        ("268", "quoted rightly"),
        ("267-68", "quoted rightly"),
        ("", "quoted rightly"),
        ("270", "misattributed"),
        ("270 n.2", "quoted rightly"),
    ],
)
def test_the_page_of_a_quotation(pin: str, kind: str) -> None:
    """Where the opinion marks its pages, a quotation stands on the page that the draft points to, or the page is told."""
    cited = f"Escamilla v. City of Santa Ana, 796 F.2d 266{', ' if pin else ''}{pin} (9th Cir. 1986)"
    [found] = [one for one in check(f"“We therefore affirm the judgment.” {cited}.", known=PAGED) if one.quotation]
    assert kind == found.kind
    if kind == "misattributed":
        assert "stands in the opinion, on page 268 of 796 F.2d 266, not on 270" == found.says


def test_the_page_of_a_quotation_before_the_first_mark() -> None:
    """Before the first mark the page is unknown, and nothing is said of it."""
    said = (
        "“the order by itself created no such duty” Escamilla v. City of Santa Ana, 796 F.2d 266, 270 (9th Cir. 1986)."
    )
    assert "quoted rightly" == check(said, known=PAGED)[0].kind


def test_a_misquotation_comes_with_the_sources_words() -> None:
    """The source's own words are shown beside what the draft says they are."""
    finding = check(f"“The officers had a duty to intervene” {CITED}.")[0]
    assert "The officers had no duty to intervene" == finding.words


def test_a_passage_that_the_base_quotes() -> None:
    """Without the opinion, a quotation is compared with what the base quotes of the case."""
    cited = "Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984)."
    assert "quoted rightly" == kinds(f"“the state itself had created for those” {cited}")[0]
    assert "misquoted" == kinds(f"“harm that the state itself had feared for those in its care” {cited}")[0]
    assert "not checked" == kinds(f"“some other words altogether of that court” {cited}")[0]


def test_a_short_form_without_a_full_one() -> None:
    """A short form that stands for nothing is malformed; one that stands for a known case is as good as it."""
    assert ["malformed"] == kinds("Escamilla, 796 F.2d at 269.")
    assert ["in the base"] * 3 == kinds(f"{CITED}. Id. at 267. Escamilla, 796 F.2d at 269.")


@pytest.mark.parametrize(
    ("short", "kind"),
    [
        ("Escamilla, 797 F.2d at 269.", "misattributed"),
        ("Escamilla, 796 F.3d at 269.", "misattributed"),
        ("Escamilla, 796 F.2d at 261.", "malformed"),
        ("Escamilla, 796 F. 2d at 269-70.", "in the base"),
        ("Id. at 251 n.3.", "malformed"),
        ("Escamilla, supra, at 268.", "in the base"),
    ],
)
def test_a_short_form_that_is_wrong(short: str, kind: str) -> None:
    """A short form of another volume or reporter, or with a pin before the case's first page, is at fault."""
    assert ["in the base", kind] == kinds(f"{CITED}. {short}")


@pytest.mark.parametrize(
    ("short", "kind"),
    [
        ("Escamilla, 747 F.2d at 190.", "misattributed"),
        ("See Santa Ana, 747 F.2d at 190.", "misattributed"),
        ("In Escamilla, 747 F.2d at 190, the court held so.", "misattributed"),
        ("It is settled (citing Escamilla, 747 F.2d at 190).", "misattributed"),
        ("The court distinguished Escamilla, 747 F.2d at 190.", "not checked"),
        ("It distinguished its earlier decision in Escamilla, 747 F.2d at 190.", "not checked"),
        ("It read the clause as in Conrad and Escamilla, 747 F.2d at 190.", "not checked"),
        ("Unlike Escamilla, 747 F.2d at 190, it is a case of custody.", "not checked"),
        ("It is so. But in Escamilla, 747 F.2d at 190, it is said.", "misattributed"),
        ("State law governs (the Escamilla claim), 747 F.2d at 190.", "in the base"),
        ('It marked "the limits of Escamilla," 747 F.2d at 190.', "in the base"),
        ("Jones, 747 F.2d at 190.", "not checked"),
        ("See Court, 747 F.2d at 190.", "not checked"),
        ("It relied on Escamilla v. Santa Ana. See 747 F.2d at 190.", "in the base"),
        ("It said so of Escamilla. 747 F.2d at 190.", "in the base"),
        ("See also Jensen’s Case, 747 F.2d at 190.", "in the base"),
        ("Conrad, 747 F.2d at 190.", "in the base"),
        ("But see Jens., 747 F.2d at 190.", "in the base"),
        ("In re Conrad, 747 F.2d at 190.", "in the base"),
        ("City of Santa Ana, 796 F.2d at 269.", "in the base"),
        ("The rule is old, 747 F.2d at 190.", "in the base"),
    ],
)
def test_the_name_of_a_short_form(short: str, kind: str) -> None:
    """A short form that begins with another cited case's name is misattributed; a name that is not the case's is told of."""
    jensen = "Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984)"
    assert kind == kinds(f"{CITED}. {jensen}. {short}")[-1]


def test_the_name_of_a_short_form_is_told() -> None:
    """A short form under a wrong name is shown as the draft has it, with the case that each of the two is."""
    found = check(f"{CITED}. Jensen v. Conrad, 747 F.2d 185 (4th Cir. 1984). Escamilla, 747 F.2d at 190.")[-1]
    says = "Escamilla v. City of Santa Ana is 796 F.2d 266; 747 F.2d 185 is Jensen v. Conrad"
    assert ("Escamilla", says) == (found.name, found.says)


def test_a_short_form_of_a_later_history() -> None:
    """What rests on the later history alone is in the base only where that is."""
    below = "Escamilla v. City of Santa Ana, 600 F. Supp. 10 (C.D. Cal. 1984), aff'd, {} (9th Cir. 1986). Escamilla, {} at {}."
    assert "in the base" == kinds(below.format("796 F.2d 266", "796 F.2d", "268"))[-1]
    assert "unknown here" == kinds(below.format("799 F.2d 10", "799 F.2d", "12"))[-1]


def test_places_point_into_the_draft() -> None:
    """Each finding stands in the draft where it says."""
    text = f"We say: “The officers had a duty to intervene” {CITED}; Mata v. Avianca, 999 F.9d 1234 (2d Cir. 2019)."
    found = check(text)
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
