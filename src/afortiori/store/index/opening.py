"""An index opened as a register: nothing is read until it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import Any, overload

from afortiori.authority import When
from afortiori.casebase.encoding import Encoding
from afortiori.casebase.engine.zones import ZoneMap
from afortiori.casebase.register import Register, SideRows
from afortiori.casebase.tabular import Numbered, Table, TableCases
from afortiori.errors import BadInput, Problem
from afortiori.precedent import Precedent
from afortiori.store.index.brief import columns_of
from afortiori.store.index.building import SHAPE, doctrine_digest
from afortiori.store.index.sections import Damaged, Sections, unchanged
from afortiori.store.pack import Pack

Array = Any


def open_index(path: str, pack: Pack) -> Register:
    r"""An index as a register in the result model; BadInput where it is damaged, or its data or doctrine have changed.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from afortiori import answers, open_pack
    >>> with TemporaryDirectory() as folder:
    ...     table, file = Path(folder) / "table.csv", str(Path(folder) / "wild.index")
    ...     written = table.write_text("holding,malice,decided,court\nP,present,1900-01-01,scotus\n", encoding="utf-8")
    ...     cases = answers.index(str(table), "wild-animals", file)
    ...     [case.holding for case in open_index(file, open_pack("wild-animals")).precedents]
    ['P']
    """
    try:
        sections = Sections(path)
        _current(path, sections.header, pack)
        return _register(sections, pack)
    except Damaged as damaged:
        raise BadInput(
            [Problem(path, 0, f"cannot be used: {damaged}", "make it again with 'afortiori index'")]
        ) from None
    except OSError as error:
        raise BadInput([Problem(path, 0, f"cannot be read: {error.strerror}", "check the path")]) from None
    except (KeyError, ValueError, TypeError, IndexError):
        raise BadInput([Problem(path, 0, "cannot be used: its header is not whole", "make it again")]) from None


def doctrine_of(path: str) -> str:
    """The doctrine for which an index was made; BadInput where it is damaged."""
    try:
        return str(Sections(path).header["doctrine"])
    except (Damaged, OSError, ValueError, KeyError) as error:
        raise BadInput([Problem(path, 0, f"cannot be used: {error}", "make it again with 'afortiori index'")]) from None


def _current(path: str, header: dict[str, Any], pack: Pack) -> None:
    again = "make it again with 'afortiori index'"
    problems = []
    if header["shape"] != SHAPE:
        problems.append(Problem(path, 0, "was made by another version", again))
    elif header["doctrine"] != pack.id:
        what = f"holds cases for the doctrine '{header['doctrine']}', not for '{pack.id}'"
        problems.append(Problem(path, 0, what, "name a base for the same doctrine"))
    elif header["doctrine_digest"] != doctrine_digest(pack):
        problems.append(Problem(path, 0, f"was made when the doctrine '{pack.id}' was another", again))
    same = unchanged(header["source"], header["source_size"], header["source_changed"], header["source_digest"])
    if same is False:
        problems.append(Problem(path, 0, f"was made when {header['source']} was another", again))
    if problems:
        raise BadInput(problems)


def _register(sections: Sections, pack: Pack) -> Register:
    import numpy as np

    header, doctrine = sections.header, pack.doctrine
    rows = int(header["rows"])
    kind = np.uint16 if header["wide"] else np.uint8
    levels = np.frombuffer(sections.bytes("levels"), dtype=kind).reshape(rows, len(doctrine.factors))
    holding = np.frombuffer(sections.bytes("holding"), dtype=np.uint8)
    standing = np.frombuffer(sections.bytes("standing"), dtype=np.uint32)
    stubs = tuple(Precedent("", "", (), pack.courts[s[0]], When(s[1]), None, ()) for s in header["standings"])
    if len(holding) != rows or len(standing) != rows or (rows and int(standing.max()) >= len(stubs)):
        raise Damaged("its columns do not fit together")
    ids = Numbered(rows) if header["numbered"] else Ids(sections)
    cases = TableCases(doctrine, Table(holding, levels, standing), stubs, ids)
    sides = {side["side"]: _side(sections, n, side, Encoding(doctrine, side["side"], header["order"]), rows)
             for n, side in enumerate(header["sides"])}  # fmt: skip
    for side in doctrine.sides:
        empty = np.zeros(0, dtype=np.uint64)
        encoding = Encoding(doctrine, side.id, header["order"])
        sides.setdefault(side.id, SideRows(encoding, np.zeros(0, dtype=np.uint32), [empty] * len(encoding.guards)))
    register = Register(doctrine, "result", cases, sides, standing, stubs, pack.base.courts)
    register.small = bool(header["small"])
    return register


def _side(sections: Sections, n: int, told: dict[str, Any], encoding: Encoding, rows: int) -> SideRows:
    import numpy as np

    if list(encoding.guards) != told["guards"]:
        raise Damaged("its words are laid out otherwise")
    numbers = np.frombuffer(sections.bytes(f"side{n}.numbers"), dtype=np.uint32)
    if len(numbers) and int(numbers.max()) >= rows:
        raise Damaged("it names rows that it does not have")
    levels = [
        [np.frombuffer(sections.bytes(f"side{n}.{name}{w}"), dtype=np.uint64) for w in range(len(encoding.guards))]
        for name in ("rows", "blocks", "zones")
    ]
    if any(len(word) != len(numbers) for word in levels[0]):
        raise Damaged("its rows do not fit together")
    side = SideRows(encoding, numbers, levels[0]).with_zones(
        ZoneMap.made(levels[0], levels[1], levels[2], numbers, encoding.guards)
    )
    return side.with_columns(columns_of(sections, n, told)) if "plain" in told else side


class Ids(Sequence[str]):
    """The ids of an index, one a line."""

    __slots__ = ("_ends", "_text")

    def __init__(self, sections: Sections) -> None:
        self._text = sections.bytes("ids")
        self._ends = sections.bytes("id_ends").cast("Q")

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        place = range(len(self))[index]
        start = self._ends[place - 1] if place else 0
        return bytes(self._text[start : self._ends[place] - 1]).decode()

    def places(self, names: Collection[str]) -> set[int]:
        """The rows of some ids, or of the holdings of some cases, found in the text."""
        text, found = b"\n" + bytes(self._text), set()
        for name in names:
            for end in (b"\n", b"#"):
                wanted = b"\n" + name.encode() + end
                at = text.find(wanted)
                while at >= 0:
                    found.add(bisect_right(self._ends, at))
                    at = text.find(wanted, at + 1)
        return found
