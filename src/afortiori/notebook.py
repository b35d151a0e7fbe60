"""Values shown as tables in a notebook or a terminal: ``show(value)``, or, for every cell, ``%load_ext afortiori.notebook``.

Values of the law render nothing themselves; this edge turns them into blocks, and blocks into a format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afortiori.memo.blocks import Block


@dataclass(frozen=True, slots=True)
class Shown:
    """A value made ready to be seen: HTML in a notebook, text elsewhere.

    >>> print(show(None))
    Traceback (most recent call last):
    ...
    afortiori.errors.Misuse: nothing shows a 'NoneType'
    """

    blocks: tuple[Block, ...]
    picture: str = ""
    drawn: str = ""

    def __str__(self) -> str:
        from afortiori.memo.formats.text import render

        return (render(self.blocks) + self.drawn).rstrip("\n")

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from afortiori.memo.formats.html import fragment

        return fragment(self.blocks, "shown", under=2) + self.picture


def show(value: object) -> Shown:
    """A value as tables: an answer, an analysis, a doctrine, a base, cases, facts, routes and whatever else there is.

    >>> from afortiori.doctrine import Side
    >>> print(show((Side("duty", "A duty", "plaintiff"), Side("no-duty", "No duty", "defendant"))))
      Id       Name     Wanted by
      -------  -------  ---------
      duty     A duty   plaintiff
      no-duty  No duty  defendant
    """
    from afortiori.memo.tabling import tabled
    from afortiori.memo.told import Told

    if isinstance(value, Told):
        return Shown(value.blocks, value.picture, value.drawn)
    return Shown(tabled(value))


def load_ipython_extension(ipython: Any) -> None:
    """Show every value of the law, and every row of them, as tables in this notebook: ``%load_ext afortiori.notebook``."""
    from afortiori.interchange.values import kinds
    from afortiori.memo.told import Told

    ours = (*kinds().values(), Told)
    html, text = ipython.display_formatter.formatters["text/html"], ipython.display_formatter.formatters["text/plain"]
    for kind in ours:
        html.for_type(kind, lambda value: show(value)._repr_html_())
        text.for_type(kind, lambda value, printer, cycle: printer.text("..." if cycle else str(show(value))))
    for row in (tuple, list):
        html.for_type(row, lambda value: show(value)._repr_html_() if _all(value, ours) else None)
        text.for_type(row, _row_told(ours, text.for_type(row)))


def _row_told(ours: tuple[type, ...], before: Callable[..., None]) -> Callable[..., None]:
    """What prints a row of our values as a table, and any other as it was printed before."""

    def told(value: Any, *printing: Any) -> None:
        printer, cycle = printing
        if cycle or not _all(value, ours):
            before(value, printer, cycle)
        else:
            printer.text(str(show(value)))

    return told


def _all(values: Any, kinds: tuple[type, ...]) -> bool:
    """Whether some values are all of one of the kinds."""
    return len({type(value) for value in values}) == 1 and isinstance(values[0], kinds)
