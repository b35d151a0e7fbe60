"""The precedents of one doctrine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import overload

from afortiori.authority import Court
from afortiori.doctrine import Doctrine
from afortiori.errors import Misuse
from afortiori.precedent import Precedent


class CaseBase(Sequence[Precedent]):
    """The precedents of one doctrine, in order of id: the order in which they came is irrelevant.

    ``courts`` are those that the doctrine's pack adds to the built-in table.

    >>> from afortiori import open_pack
    >>> pack = open_pack("wild-animals")
    >>> len(pack.base), pack.base[0].id
    (5, 'ghen-v-rich-1881')
    """

    __slots__ = ("_by_id", "courts", "doctrine", "precedents")

    def __init__(
        self, doctrine: Doctrine, precedents: Iterable[Precedent], courts: Mapping[str, Court] | None = None
    ) -> None:
        self.doctrine = doctrine
        self.precedents = tuple(sorted(precedents, key=lambda precedent: precedent.id))
        self.courts = dict(courts or {})
        self._by_id = {precedent.id: precedent for precedent in self.precedents}
        if len(self._by_id) < len(self.precedents):
            raise Misuse("two precedents have one id")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CaseBase):
            return NotImplemented
        same = self.precedents == other.precedents and self.courts == other.courts
        return self is other or (self.doctrine == other.doctrine and same)

    def __hash__(self) -> int:
        return hash((self.doctrine.id, len(self.precedents)))

    def __len__(self) -> int:
        return len(self.precedents)

    @overload
    def __getitem__(self, index: int) -> Precedent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Precedent, ...]: ...
    def __getitem__(self, index: int | slice) -> Precedent | tuple[Precedent, ...]:
        return self.precedents[index]

    def __contains__(self, item: object) -> bool:
        return self._by_id.get(getattr(item, "id", "")) == item

    def precedent(self, id: str) -> Precedent:
        """The precedent with this id; KeyError where there is none."""
        return self._by_id[id]

    def cases(self) -> tuple[str, ...]:
        """The ids of the cases, each once."""
        return tuple(dict.fromkeys(precedent.case for precedent in self.precedents))
