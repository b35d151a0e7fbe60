"""Anchors: quotations that values carry from an opinion on disk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from packs.writing import changed, faults, pack

from afortiori.cli import main
from afortiori.precedent import Value
from afortiori.store.pack import load_pack

OPINION = "ELDER, J. A hedge stood before the neighbour. *3 The neigh-\nbour had warned him twice. *4 The goat was near, and not warned of."
QUOTED = "warned: {value: present, source: 1 U.S. at 3, confidence: high}"


def anchored(folder: Path, quotation: str, opinion: str | bytes = OPINION, anchor: str = "", **also: str) -> Path:
    """The small pack, with a quotation for one value of its older case anchored in an opinion."""
    value = (
        f"warned: {{value: present, source: 1 U.S. at 3, confidence: {also.get('sure', 'high')}, quotation: '{quotation}', "
        f"anchor: {{opinion: {also.get('path', '../opinions/elder.txt')}{anchor}}}}}"
    )
    return pack(folder, {**changed("cases/elder.yaml", (QUOTED, value)), "opinions/elder.txt": opinion})


def value_of(folder: Path) -> Value:
    """The value that carries the quotation."""
    found = load_pack(folder, cached=False).base
    return next(v for p in found if p.id == "elder" for v in p.values if v.factor == "warned")


@pytest.mark.parametrize(
    ("quotation", "state", "sure", "page"),
    [
        ("neighbour had warned him twice", "verified", "high", "3"),
        ("A hedge stood before the neighbour", "verified", "high", ""),
        ("The neighbour had warned . . . The goat", "repaired", "high", "3"),
        ("the Neighbour had warned him twice", "repaired", "high", "3"),
        ("The neighbour had not warned him twice", "unverified", "medium", ""),
        ("The neighbour had warned him thrice", "unverified", "medium", ""),
        ("nothing of the kind stands in it", "unverified", "medium", ""),
    ],
)
def test_a_quotation_is_verified(tmp_path: Path, quotation: str, state: str, sure: str, page: str) -> None:
    """A quotation is verified, repaired or unverified; unverified never counts as high confidence."""
    value = value_of(anchored(tmp_path, quotation))
    assert value.anchor is not None
    assert (state, sure, page) == (value.anchor.state, value.confidence, value.anchor.page)


def test_a_repaired_quotation_has_the_sources_words(tmp_path: Path) -> None:
    """What is repaired is said in the source's own words."""
    value = value_of(anchored(tmp_path, "the Neighbour had warned him twice"))
    assert "The neighbour had warned him twice" == value.quotation


def test_a_change_of_the_opinion_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An opinion with another hash than when it was quoted is noticed, though the quotation still stands there."""
    folder = anchored(tmp_path, "warned him twice", anchor=f", sha256: {sha256(b'as it was').hexdigest()}")
    assert main(["check", str(folder), "--no-cache"]) == 0
    assert "'../opinions/elder.txt' has changed since it was quoted" in capsys.readouterr().out


def test_the_hash_to_keep_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An anchor without a hash is told which to write; with it, nothing is left to say."""
    folder = anchored(tmp_path, "warned him twice")
    digest = sha256(OPINION.encode()).hexdigest()
    main(["check", str(folder), "--no-cache"])
    assert f"write 'sha256: {digest}'" in capsys.readouterr().out
    folder = anchored(tmp_path, "warned him twice", anchor=f", sha256: {digest}")
    main(["check", str(folder), "--no-cache"])
    assert "note" not in capsys.readouterr().out


def test_an_unverified_quotation_is_a_fault_where_it_is_called_sure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``check`` refuses high confidence that rests on an unverified quotation, at its line, with the nearest passage."""
    folder = anchored(tmp_path, "The neighbour had not warned him twice")
    assert main(["check", str(folder), "--no-cache"]) == 1
    out = capsys.readouterr().out
    assert f"{folder}/cases/elder.yaml:10: unverified against '../opinions/elder.txt'" in out
    assert "nearest: 'The neighbour had warned him twice'" in out
    folder = anchored(tmp_path, "The neighbour had not warned him twice", sure="medium")
    assert main(["check", str(folder), "--no-cache"]) == 0


@pytest.mark.parametrize("path", ["../../../etc/passwd", "/etc/hosts.txt", "../opinions/none.txt", "../opinions"])
def test_no_file_elsewhere_is_opened(tmp_path: Path, path: str) -> None:
    """An opinion that is not there, or lies outside the pack, leaves its quotation unverified."""
    value = value_of(anchored(tmp_path, "warned him twice", path=path))
    assert value.anchor is not None
    assert ("unverified", "medium", -1) == (value.anchor.state, value.confidence, value.anchor.start)


def test_an_opinion_that_cannot_be_read(tmp_path: Path) -> None:
    """An opinion that is no text leaves the quotation unverified; the pack can be asked all the same."""
    value = value_of(anchored(tmp_path, "warned him twice", b"%PDF-1.4 nothing"))
    assert value.anchor is not None
    assert "unverified" == value.anchor.state


def test_an_anchor_needs_a_quotation(tmp_path: Path) -> None:
    """An anchor without words to look for is a fault."""
    assert "an anchor without a quotation" in "".join(faults(anchored(tmp_path, "")))


def test_the_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the cache or without, first or second time, and after the opinion changes, the answer is the same."""
    monkeypatch.setenv("AFORTIORI_CACHE", str(tmp_path / "cache"))
    folder = anchored(tmp_path, "warned him twice")
    states = [load_pack(folder, cached=cached).base[0].values for cached in (False, True, True)]
    assert states[0] == states[1] == states[2]
    (folder / "opinions" / "elder.txt").write_text("He was not warned at all, nor was anybody.", encoding="utf-8")
    after = next(v for v in load_pack(folder).base[0].values if v.factor == "warned")
    assert after.anchor is not None
    assert ("unverified", "medium") == (after.anchor.state, after.confidence)
