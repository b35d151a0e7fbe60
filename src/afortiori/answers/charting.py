"""Questions about a chart: the case base that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afortiori.memo.guiding import Told


def import_chart(
    chart: str,
    output: str | None = None,
    *,
    mapping: str | None = None,
    save_mapping: str | None = None,
    doctrine: str | None = None,
    favours: Sequence[str] = (),
    replace: bool = False,
    cached: bool = True,
) -> Told:
    r"""A case base made of a chart, written to the folder ``output`` where one is named.

    It is read under the ``mapping`` (a file), else under the folder's own, else under one that is proposed;
    ``save_mapping`` writes the mapping, to edit it. ``favours`` says ``FACTOR=SIDE``. ``replace`` overwrites files that
    were edited since the last import.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "chart.csv"
    ...     written = file.write_text("Case,Outcome,Warning given\nA v. B,plaintiff,yes\nC v. D,defendant,no\n")
    ...     import_chart(str(file)).data["cases"]
    ['a-v-b', 'c-v-d']
    """
    from afortiori.store.charts.bringing import Wish, bring
    from afortiori.store.charts.telling import import_told

    wish = Wish(output, mapping, save_mapping, doctrine, tuple(favours), replace)
    brought = bring(chart, wish, cached=cached)
    return import_told(brought.imported, done=brought.done, file=brought.file)
