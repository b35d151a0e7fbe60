"""``afortiori verify`` and ``--certificate`` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.running import run
from hypothesis import given
from strategies import World, tried, worlds

from afortiori.certificate.check import check
from afortiori.certificate.check.completions import Beyond, Players, reached
from afortiori.certificate.check.kernel import doctrine_of, held
from afortiori.certificate.writing import Question, Sources, certify
from certificate.certified import LATER, analysed, resealed, written

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "certificates.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate of Balistreri's pleaded facts the day after the decision of 1988."""
    place = tmp_path_factory.mktemp("certificates")
    ran = run("decide", "balistreri", "--as-of", "1988-08-24", "--certificate", "balistreri.json", cwd=place)
    assert (0, "") == (ran.status, ran.err)
    return place


def test_the_page_shows_what_verify_prints(folder: Path) -> None:
    """What the documentation shows of ``verify`` is what it prints."""
    ran = run("verify", "balistreri.json", "--base", "duty-to-protect", cwd=folder)
    assert (0, "") == (ran.status, ran.err)
    assert f"```text\n{ran.out}```" in PAGE.read_text(encoding="utf-8")


def test_without_a_base_it_says_that_this_is_all_it_checked(folder: Path) -> None:
    """By itself a certificate is checked in its arithmetic and its digest, and the answer says so."""
    ran = run("verify", "balistreri.json", "--json", cwd=folder)
    told = json.loads(ran.out)
    assert (0, True, []) == (ran.status, told["verified"], told["faults"])
    assert "that is all: no base was given" == told["checked"][-1]
    assert "that no case or rule was left out" in told["trusted"]


def test_a_changed_certificate_is_refused(folder: Path) -> None:
    """A certificate with another verdict is refused with exit status 1, and each fault is named."""
    data = (folder / "balistreri.json").read_bytes()
    (folder / "changed.json").write_bytes(data.replace(b'"kind": "forced"', b'"kind": "open"'))
    sealed = resealed(data, lambda plain: plain["verdict"].update(kind="open", side=None))
    (folder / "sealed.json").write_bytes(sealed)
    changed, anew = run("verify", "changed.json", cwd=folder), run("verify", "sealed.json", cwd=folder)
    assert (1, 1) == (changed.status, anew.status)
    assert "digest: the certificate was changed after it was written" in changed.out
    assert "verdict: it is forced for duty, and the certificate says otherwise" in anew.out


def test_the_same_answer_gives_the_same_bytes(tmp_path: Path) -> None:
    """A certificate has the same bytes under any hash seed and without the cache."""
    found = set()
    for seed, more in (("1", ()), ("2", ()), ("3", ("--no-cache",))):
        words = ("decide", "popov", "--as-of", "2020-01-01", "--certificate", "popov.json", *more)
        assert 0 == run(*words, cwd=tmp_path, env={"PYTHONHASHSEED": seed}).status
        found.add((tmp_path / "popov.json").read_bytes())
    assert 1 == len(found)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing.json",), "nothing.json: cannot be read: no regular file"),
        ((".",), "cannot be read: no regular file"),
        (("balistreri.json", "--base", "nowhere"), "nowhere holds neither a doctrine nor cases"),
        (("balistreri.json", "--matter", "x.yaml"), "--matter without a base"),
        (("balistreri.json", "--base", "duty-to-protect", "--matter", "x.yaml"), "x.yaml is no file"),
    ],
)
def test_what_cannot_be_read_is_bad_input(folder: Path, words: tuple[str, ...], said: str) -> None:
    """A certificate, a base or a matter that cannot be read is bad input: exit status 2, and nothing is refused."""
    ran = run("verify", *words, cwd=folder)
    assert (2, "", True) == (ran.status, ran.out, said in ran.err)


def test_a_certificate_that_cannot_be_written_leaves_no_answer(folder: Path) -> None:
    """Where the certificate cannot be written, the command fails and says so."""
    ran = run("decide", "balistreri", "--certificate", "no/such/folder.json", cwd=folder)
    assert (2, "", True) == (ran.status, ran.out, "cannot be written" in ran.err)


@tried(60)
@given(worlds(with_rules=True))
def test_where_the_verdict_is_not_certified_the_rest_is(world: World) -> None:
    """A certificate that leaves out the verdict says so, holds otherwise, and names no side."""
    plain = certify(analysed(world, LATER, None), Question("m", "M"), Sources("", "", {}), whole=False)
    report = check(written(plain))
    assert () == report.faults
    assert ("not certified", None) == (plain["verdict"]["kind"], plain["verdict"]["side"])
    assert any("NOT certified" in line for line in report.says)
    side = resealed(written(plain), lambda row: row["verdict"].update(side="plaintiff"))
    assert not check(side).verified


def test_past_its_bound_the_checker_gives_up() -> None:
    """More states than the bound allows are not gone through in part: the checker says that it cannot."""
    levels = {"levels": ["absent", "present"], "neutral": "absent", "order": [["absent", "present"]], "favours": "p"}
    plain = {"sides": ["p", "d"], "factors": {f"f{i}": levels for i in range(6)}}
    doctrine = doctrine_of(plain)
    cases = {
        f"case c{i}": held(doctrine, {"holding": "p", "values": {f"f{i}": "present"}, "reason": None}, "reason")
        for i in range(6)
    }
    players = Players(cases, {}, {ref: frozenset() for ref in cases})
    possible: dict[str, tuple[str, ...]] = {f"f{i}": ("absent", "present") for i in range(6)}
    assert frozenset({frozenset(), frozenset({"p"})}) == reached(doctrine, players, possible).verdicts
    with pytest.raises(Beyond):
        reached(doctrine, players, possible, bound=3)
