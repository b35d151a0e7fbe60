"""What a certificate supposes, changes or leaves out is carried in it, and worked out anew from the base."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from packs.writing import FILES, changed, pack, write

from afortiori.certificate.check import Base, Report, check, read_base
from afortiori.errors import BadInput
from afortiori.store.asking import Wanted
from afortiori.store.library import pack_folders
from certificate.certified import of_matter, resealed

DUTY = "duty-to-protect"
DISSENT = "balistreri-v-pacifica-ca9-1988:dissent"
READ = changed(
    "doctrine.yaml",
    (
        "courts:\n",
        "readings:\n"
        "  near-is-near: {text: Elder read otherwise, values: {elder: {distance: near, colour: black}}}\n"
        "  by-the-fence: {text: Younger read narrowly, reasons: {younger: {fence: hedge}}}\n"
        "courts:\n",
    ),
)


WHOLE = changed(
    "doctrine.yaml",
    (
        "courts:\n",
        """readings:
  nearness:
    text: The fence and the distance read as one.
    dimensions:
      nearness:
        name: Nearness
        definition: How far the animal was kept from the neighbour.
        favours: liable
        levels: [apart, close, upon]
        neutral: close
        of: [fence, distance]
        where:
          upon: {all: [{distance: adjoining}, {not: {fence: wall}}]}
          apart: {any: [{fence: wall}, {distance: far}]}
courts:
""",
    ),
    ("{any: [{warned: present}, {not: {fence: wall}}]}", "{any: [{warned: present}]}"),
)


@cache
def records() -> Base:
    """The pack's files, read once."""
    return read_base([pack_folders()[DUTY]])


def verified(name: str, wanted: Wanted) -> Report:
    """What the checker makes of a matter's certificate with the pack's files."""
    return check(of_matter(f"{DUTY}/{name}", wanted), records())


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(as_of="1988-08-24", adopted=(DISSENT,)), f"SUPPOSED: the opinion {DISSENT} had prevailed."),
        (Wanted(as_of="1988-08-24", reading="order-violated"), "Read under 'order-violated'."),
        (Wanted(as_of="1988-08-24", changes=("custody=none,former",)), "Changed from the matter: custody=none,former."),
        (Wanted(as_of="1988-08-24", changes=("custody=former", "custody=?")), "Changed from the matter: custody=?."),
        (Wanted(without=("deshaney-v-winnebago-1989",)), "Left out: deshaney-v-winnebago-1989."),
        (Wanted(as_of="1995-01-01", rules=False), "Precedents only."),
    ],
    ids=["adopted", "reading", "set", "set twice", "without", "no rules"],
)
def test_what_is_supposed_is_carried_and_confirmed(wanted: Wanted, said: str) -> None:
    """An opinion adopted, a reading, facts set, cases left out: the checker supposes the same, and says so."""
    report = verified("balistreri", wanted)
    assert ((), True) == (report.faults, said in report.says)


def test_a_case_that_would_have_come_out_otherwise_laid_down_no_rule_and_took_nothing_away() -> None:
    """Acevedo's dissent adopted: the checker finds the rule of Sanders standing as well, and Acevedo's nowhere."""
    wanted = Wanted(as_of="1992-01-01", adopted=("california-v-acevedo-1991:Stevens",))
    data = of_matter("automobile-exception/acevedo", wanted)
    report = check(data, read_base([pack_folders()["automobile-exception"]]))
    assert ((), True) == (report.faults, report.verified)


def test_what_is_supposed_cannot_be_kept_quiet() -> None:
    """A certificate that hides the opinion it adopted is refused with the base."""
    data = of_matter(f"{DUTY}/balistreri", Wanted(as_of="1988-08-24", adopted=(DISSENT,)))
    quiet = resealed(data, lambda plain: plain["asked"].update(adopted=[]))
    assert check(quiet).verified
    place = "cases/balistreri-v-pacifica-ca9-1988/holding"
    faults = check(quiet, records()).faults
    assert (f"{place}: the base has 'duty', the certificate 'no-duty'", True) == (faults[0], len(faults) > 1)


@pytest.mark.parametrize("name", ["Nanny, J.", "nanny"])
def test_an_opinion_is_found_by_its_author_as_the_answer_found_it(name: str, tmp_path: Path) -> None:
    """The checker takes an author's whole name, or a word of it, for the opinion that the answer adopted."""
    dissents = "".join(
        f"  - {{kind: dissent, author: '{author}', outcome: free, reason: {{fence: hedge}}}}\n"
        for author in ("Kid", "Nanny, J.")
    )
    folder = pack(tmp_path, {"cases/elder.yaml": FILES["cases/elder.yaml"] + dissents})
    data = of_matter(str(folder / "matters" / "goat.yaml"), Wanted(adopted=(f"elder:{name}",)))
    assert () == check(data, read_base([folder])).faults


@pytest.mark.parametrize("reading", ["near-is-near", "by-the-fence"])
def test_a_reading_that_codes_otherwise_is_worked_out_anew(reading: str, tmp_path: Path) -> None:
    """Values and reasons as a reading has them are those that the checker finds; another reading's are not."""
    folder = pack(tmp_path, READ)
    base = read_base([folder])
    data = of_matter(str(folder / "matters" / "goat.yaml"), Wanted(reading=reading))
    assert () == check(data, base).faults
    assert not check(resealed(data, lambda plain: plain["asked"].update(reading=None)), base).verified
    assert not check(resealed(data, lambda plain: plain["asked"].update(reading="other")), base).verified


@pytest.mark.parametrize("changes", [(), ("distance=?",), ("fence=?", "distance=adjoining")])
def test_factors_read_as_one_are_worked_out_anew(changes: tuple[str, ...], tmp_path: Path) -> None:
    """Where a reading merges factors, the checker finds the same levels of the facts and of each case."""
    folder = pack(tmp_path, WHOLE)
    data = of_matter(str(folder / "matters" / "goat.yaml"), Wanted(reading="nearness", changes=changes))
    assert () == check(data, read_base([folder])).faults
    other = resealed(data, lambda plain: plain["cases"]["elder"]["values"].update(nearness="apart"))
    assert "cases/elder/values/nearness" in " ".join(check(other, read_base([folder])).faults)


def test_a_matter_outside_a_pack_is_taken_on_trust_unless_its_file_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A matter that stands in no pack: its facts are trusted, and said to be; with its file they are read again."""
    folder = pack(tmp_path)
    write(tmp_path, {"goat.yaml": FILES["matters/goat.yaml"].replace("hedge", "wall")})
    matter = tmp_path / "goat.yaml"
    monkeypatch.setenv("AFORTIORI_PACKS", str(tmp_path))
    data = of_matter(str(matter), Wanted())
    assert ((), True) == (
        check(data, read_base([folder])).faults,
        "--matter" in check(data, read_base([folder])).trusted[-1],
    )
    assert ((), False) == (
        check(data, read_base([folder], matter)).faults,
        "--matter" in check(data, read_base([folder], matter)).trusted[-1],
    )
    matter.write_text(FILES["matters/goat.yaml"], encoding="utf-8")
    assert "facts/fence" in check(data, read_base([folder], matter)).faults[0]


def test_other_bases_are_named_and_read(tmp_path: Path) -> None:
    """Cases asked of folders besides the pack are confirmed where all are given, and refused where one is lacking."""
    folder = pack(tmp_path)
    more = write(tmp_path / "more", {"third.yaml": FILES["cases/elder.yaml"].replace("Elder v.", "Third v.")})
    matter = str(folder / "matters" / "goat.yaml")
    both = of_matter(matter, Wanted(), str(folder), str(more))
    alone = of_matter(matter, Wanted(), str(more))
    assert () == check(both, read_base([folder, more])).faults
    assert () == check(alone, read_base([more, folder])).faults
    lacking = "the base: the cases were asked of other bases as well; give --base for each: more"
    assert (lacking,) == check(both, read_base([folder])).faults
    assert ("the base: the base that was given holds no doctrine 'pack'",) == check(both, read_base([more])).faults


def test_two_bases_of_one_name_are_refused(tmp_path: Path) -> None:
    """Bases are named by their folders; two of one name cannot be certified."""
    folder = pack(tmp_path)
    files = {"third.yaml": FILES["cases/elder.yaml"]}
    one, two = write(tmp_path / "a" / "more", files), write(tmp_path / "b" / "more", files)
    with pytest.raises(BadInput, match="two have one name"):
        of_matter(str(folder / "matters" / "goat.yaml"), Wanted(), str(one), str(two))


def test_a_certificate_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    """Whoever is given a certificate does not learn where its writer keeps the files."""
    folder = pack(tmp_path)
    data = of_matter(str(folder / "matters" / "goat.yaml"), Wanted(), str(folder))
    assert str(tmp_path).encode() not in data
