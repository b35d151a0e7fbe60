"""What the YAML reader lets in, and what it refuses with a line and a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from counting import counted
from packs.writing import ELDER, changed, faults, pack

from afortiori.errors import BadInput
from afortiori.store import yamlfile
from afortiori.store.pack import load_pack
from afortiori.store.yamlfile import Plain, parse, read_bytes

MB, LONG = 1_000_000, 200_000
MOST_NODES, MOST_CALLS = 5_000, 3_000_000  # a part takes some 300 calls, a line some 10


def problems(data: bytes) -> list[str]:
    """What is wrong with a file, as a user reads it."""
    try:
        parse(data, "f.yaml")
    except BadInput as bad:
        return [str(problem) for problem in bad.problems]
    return []


REFUSED: list[tuple[str, bytes, str]] = [
    ("an alias", b"a: &x b\nc: *x", "f.yaml:1: an anchor (&name); delete it"),
    ("an alias alone", b"a: b\nc: *x", "f.yaml:2: an alias (*name); write the value out"),
    ("an anchor on a mapping", b"a:\n  &x\n  b: c", "f.yaml:2: an anchor (&name); delete it"),
    ("an anchor on a list", b"a: &x [b]", "f.yaml:1: an anchor (&name); delete it"),
    ("a tag", b"a: !!python/object:os.system b", "f.yaml:1: a tag (!name); delete it"),
    ("a tag on a mapping", b"a: b\nc: !x {d: e}", "f.yaml:2: a tag (!name); delete it"),
    ("a tag of a directive", b"%TAG ! tag:x.org,2000:\n---\na: !b c", "f.yaml:3: a tag (!name); delete it"),
    ("a lone tag", b"a: ! b", "f.yaml:1: a tag (!name); delete it"),
    ("a tab as indent", b"a:\n\tb: c", "f.yaml:2: a tab as indent; indent with spaces"),
    ("a tab after blanks", b"a:\n  \tb: c", "f.yaml:2: a tab as indent; indent with spaces"),
    ("NUL", b"a: b\nc: \0", "f.yaml:2: a control character, such as NUL; delete it"),
    ("ESC", b"a: \x1b[31mred", "f.yaml:1: a control character, such as NUL; delete it"),
    ("DEL", b"a: \x7f", "f.yaml:1: a control character, such as NUL; delete it"),
    ("NUL as an escape", b'a: "\\0"', "f.yaml:1: a control character, written as an escape; delete it"),
    ("ESC as an escape", b'a: "\\e[31m"', "f.yaml:1: a control character, written as an escape; delete it"),
    ("ESC as a number", b'a:\n  - "\\x1B"', "f.yaml:2: a control character, written as an escape; delete it"),
    ("CSI as an escape", b'a: "\\u009b31m"', "f.yaml:1: a control character, written as an escape; delete it"),
    ("ESC in a key", b'"\\e": a', "f.yaml:1: a control character, written as an escape; delete it"),
    ("half a character", b'a: "\\ud83d"', "f.yaml:1: a control character, written as an escape; delete it"),
    ("no UTF-8", b"a: b\nc: \xff", "f.yaml:2: not UTF-8 text; save the file as UTF-8"),
    ("UTF-16", "a: b".encode("utf-16"), "f.yaml:1: not UTF-8 text; save the file as UTF-8"),
    ("a key twice", b"a: b\na: c", "f.yaml:2: 'a' is written twice; keep one of the two"),
    ("a key twice below", b"x:\n  a: b\n  a: c", "f.yaml:3: 'a' is written twice; keep one of the two"),
    (
        "a list as a key",
        b"? [a]\n: b",
        "f.yaml:1: a key that is itself a list or mapping; write a plain name before the colon",
    ),
    ("two documents", b"a: b\n---\na: c", "f.yaml:2: two documents; write one flat document"),
    (
        "an open quote",
        b"a: 'b\nc: d",
        "f.yaml:2: not YAML: found unexpected end of stream; check the indentation, colons and quotes here",
    ),
    (
        "a second colon",
        b"a: b: c",
        "f.yaml:1: not YAML: mapping values are not allowed here; check the indentation, colons and quotes here",
    ),
    (
        "YAML of another age",
        b"%YAML 9.9\n---\na: b",
        "f.yaml:1: not YAML: found incompatible YAML document (version 1.* is required); "
        "check the indentation, colons and quotes here",
    ),
]


@pytest.mark.parametrize(("data", "problem"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_refused_is_told_with_its_line(data: bytes, problem: str) -> None:
    """Whatever is not plain data is refused, at its line, with a remedy."""
    assert [problem] == problems(data)


ACCEPTED: list[tuple[str, bytes, Plain]] = [
    ("nothing", b"", None),
    ("words that other readers turn into values", b"[NO, yes, 1.0, 12:30, 2000-01-01, 0x1F, .nan]",
     ["NO", "yes", "1.0", "12:30", "2000-01-01", "0x1F", ".nan"]),
    ("an empty value", b"a:\nb: ~\nc: null\nd: ''", {"a": None, "b": None, "c": None, "d": ""}),
    ("CRLF", b"a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
    ("a byte order mark", b"\xef\xbb\xbfa: b", {"a": "b"}),
    ("other scripts", "原告: 勝訴\nü: \u00e9t\u00e9".encode(), {"原告": "勝訴", "ü": "été"}),
    ("an emoji as an escape", b'a: "\\U0001F600"', {"a": "\U0001f600"}),
    ("a merge key is a name like another", b"<<: {a: b}", {"<<": {"a": "b"}}),
    ("a line break in a quoted text", b'a: "b\\nc\\td"', {"a": "b\nc\td"}),
    ("twenty levels", b"[" * 20 + b"]" * 20, eval("[" * 20 + "]" * 20)),
]  # fmt: skip


@pytest.mark.parametrize(("data", "plain"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_what_is_accepted_is_text(data: bytes, plain: Plain) -> None:
    """Every scalar is text, an empty one None, whatever other readers make of it."""
    assert plain == parse(data, "f.yaml")[0]


BOMBS: dict[str, bytes] = {
    "nested lists": b"[" * LONG,
    "nested lists on lines": b"[\n" * (LONG // 2),
    "nested mappings": b"{a: " * (LONG // 4),
    "nested by indentation": b"".join(b" " * i + b"a:\n" for i in range(1300)),
    "nested items": b"- " * (LONG // 2),
    "nested keys": b"? " * (LONG // 2),
    "a list without end": b"a: [" + b"x," * (LONG // 2) + b"]",
    "a long tag": b"!" * LONG,
    "a long tag in a list": b"a: [!" + b"x" * (LONG // 2) + b"]",
    "a long anchor": b"&" + b"a" * LONG,
    "a character beyond all": b'a: "\\UFFFFFFFF"',
    "a version of very many digits": b"%YAML " + b"1" * (LONG - 10),
    "keys without end": b"".join(b"k%d: v\n" % i for i in range(16_000)),
    "documents without end": b"---\n" * (LONG // 4),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_one_problem(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nesting and filling beyond a tenth of what is let in are refused without recursion, for no more work than that may take."""
    monkeypatch.setattr(yamlfile, "MOST_NODES", MOST_NODES)
    found, calls = counted(lambda: problems(bomb))
    assert 1 == len(found)
    assert calls < MOST_CALLS


def test_as_many_parts_as_are_let_in_and_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser tells of a list, with what frames it, in five more than it has items: up to the limit, and not one more."""
    monkeypatch.setattr(yamlfile, "MOST_NODES", MOST_NODES)
    filled = ["f.yaml:1: nested or filled beyond any sense; write one flat document"]
    assert problems(b"[" + b"x," * (MOST_NODES - 5) + b"]") == []
    assert problems(b"[" + b"x," * (MOST_NODES - 4) + b"]") == filled


def test_nesting_is_told_in_words() -> None:
    """The problem of a bomb names the line and what to do."""
    expected = ["f.yaml:25: nested or filled beyond any sense; write one flat document"]
    assert expected == problems(b"[\n" * 5000)


def test_a_file_of_ten_megabytes_is_not_even_read(tmp_path: Path) -> None:
    """A file larger than a megabyte is refused before it is parsed."""
    path = pack(tmp_path, {"cases/elder.yaml": b"[" * (10 * MB)})
    assert "pack/cases/elder.yaml: larger than 1 MB; split it: one case a file" in faults(path)


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """A folder named like a case is told as such."""
    folder = pack(tmp_path)
    (folder / "cases" / "third.yaml").mkdir()
    expected = ["pack/cases/third.yaml: cannot be read: a folder; name a YAML file"]
    assert expected == faults(folder)


def test_a_dangling_link(tmp_path: Path) -> None:
    """A link to nothing is a file that cannot be read."""
    folder = pack(tmp_path)
    (folder / "cases" / "third.yaml").symlink_to("nowhere.yaml")
    expected = "pack/cases/third.yaml: cannot be read: No such file or directory; check the path and its permissions"
    assert [expected] == faults(folder)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file without permission is a file that cannot be read; a link that points to itself likewise."""
    folder = pack(tmp_path)
    (folder / "cases" / "third.yaml").symlink_to("third.yaml")
    [problem] = faults(folder)
    assert problem.startswith("pack/cases/third.yaml: cannot be read: ")


@pytest.mark.parametrize("name", ["cases/third.yaml", "matters/third.yaml", "doctrine.yml"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    """A named pipe in place of a file is refused without being opened, which would wait for ever."""
    folder = pack(tmp_path)
    os.mkfifo(folder / name)
    what = "cannot be read: no regular file; name a YAML file"
    if name == "doctrine.yml":
        what = "a second file for the doctrine 'pack'; keep one of the two"
    assert [f"pack/{name}: {what}"] == faults(folder)


def test_a_device_is_not_read() -> None:
    """A device that never ends is no regular file."""
    with pytest.raises(BadInput, match="no regular file"):
        read_bytes(Path("/dev/zero"), "zero.yaml")


def test_a_missing_pack(tmp_path: Path) -> None:
    """A folder that is not there, or holds no doctrine, is no pack."""
    (tmp_path / "empty").mkdir()
    expected = ["pack: no doctrine.yaml in this folder; name a doctrine pack"]
    assert expected == faults(tmp_path / "missing")
    assert expected == faults(tmp_path / "empty")


SAME = {
    "CRLF": ELDER.replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + ELDER.encode(),
    "an end without a line break": ELDER.rstrip("\n").encode(),
    "empty optional keys": (
        ELDER.replace("confidence: medium", "confidence: medium, note: , quotation:")
        .replace("    outcome:", "    note:\n    joined_by:\n    noted:\n    outcome:")
        .replace("citations", "docket:\nposture:\nhistory:\ncites:\nsources:\nholdings:\nsummary:\ncitations")
        .encode()
    ),
    "the document marked": b"---\n" + ELDER.encode() + b"...\n",
}


@pytest.mark.parametrize("written", SAME.values(), ids=SAME)
def test_the_same_case_written_otherwise(tmp_path: Path, written: bytes) -> None:
    """Line ends, a byte order mark and optional keys left empty change nothing."""
    plain = load_pack(pack(tmp_path), cached=False)
    same = load_pack(pack(tmp_path / "other", {"cases/elder.yaml": written}), cached=False)
    assert plain.base.precedent("elder") == same.base.precedent("elder")


def test_an_empty_reason_is_no_reason(tmp_path: Path) -> None:
    """'reason:' left empty states no reason; 'reason: {}' states an empty one. They are not the same law."""
    none = pack(tmp_path / "a", changed("cases/elder.yaml", ("reason: {warned: present}", "reason:")))
    empty = pack(tmp_path / "b", changed("cases/elder.yaml", ("reason: {warned: present}", "reason: {}")))
    assert load_pack(none, cached=False).base.precedent("elder").reason is None
    no_pairs = ()
    assert no_pairs == load_pack(empty, cached=False).base.precedent("elder").reason


def test_no_is_a_name(tmp_path: Path) -> None:
    """A case called NO, or a side's name, is text."""
    folder = pack(tmp_path, changed("cases/elder.yaml", ("name: Elder v. Keeper", "name: NO")))
    name = "NO"
    assert name == load_pack(folder, cached=False).base.precedent("elder").name


def test_names_in_any_script(tmp_path: Path) -> None:
    """Factors, sides and cases may be named in any script."""
    folder = pack(
        tmp_path,
        {
            **changed("doctrine.yaml", ("  colour:\n", "  色:\n"), ("name: Colour", "name: 色彩")),
            **changed("matters/goat.yaml", ("fence: hedge", "fence: hedge\n  色: black")),
            "cases/Größe-中.yaml": ELDER,
        },
    )
    assert not faults(folder)
    assert "Größe-中" in load_pack(folder, cached=False).base.cases()
