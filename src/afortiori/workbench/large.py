"""Large bases: indexes that lie among the user's own bases. A matter on one is decided by the few rows that bear on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from afortiori.casebase import CaseBase
from afortiori.casebase.bearing import without_issues
from afortiori.casebase.register import Register
from afortiori.store.pack import Pack


@dataclass(frozen=True)
class Large:
    """An index opened: ``of`` is the pack on whose factors it was coded; ``pack`` is that doctrine without its cases."""

    name: str
    of: Pack
    register: Register

    @cached_property
    def pack(self) -> Pack:
        """The pack of a matter on this base: its cases are the index's, and are not held one by one."""
        doctrine = without_issues(replace(self.of.doctrine, name=f"{self.name}: {self.of.doctrine.name}"))
        return Pack(self.name, self.of.path, doctrine, CaseBase(doctrine, (), self.of.base.courts), {}, {})

    @property
    def holdings(self) -> Mapping[str, int]:
        """How many of its cases can force each side."""
        return {side: len(rows) for side, rows in self.register.sides.items()}

    @property
    def forum(self) -> str:
        """The forum to begin with: the court of most kinds of its cases that binds itself; else any."""
        counts = Counter(stub.court.id for stub in self.register.standings if stub.court.binds_itself)
        return max(sorted(counts), key=lambda court: counts[court], default="any")

    @property
    def decided(self) -> tuple[str, str]:
        """The days between which its cases were decided."""
        days = sorted(stub.decided.text for stub in self.register.standings)
        return (days[0], days[-1]) if days else ("", "")


def opened(name: str, path: Path, of: Pack) -> Large:
    """An index as a large base; BadInput where it cannot be used."""
    from afortiori.store.index.opening import open_index

    return Large(name, of, open_index(str(path), of))
