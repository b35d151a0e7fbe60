"""Questions about charts: the case base that one makes, a base written as one, two of them compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from afortiori.memo.told import Told


def import_chart(
    chart: str,
    output: str | None = None,
    *,
    mapping: str | None = None,
    save_mapping: str | None = None,
    doctrine: str | None = None,
    favours: Sequence[str] = (),
    replace: bool = False,
    outcome: str = "",
    cached: bool = True,
) -> Told:
    r"""A case base made of a chart, written to the folder ``output`` where one is named.

    It is read under the ``mapping`` (a file), else under the folder's own, else under one that is proposed;
    ``save_mapping`` writes the mapping, to edit it. ``favours`` says ``FACTOR=SIDE``; ``outcome`` names the column of outcomes. ``replace`` overwrites files that
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

    wish = Wish(output, mapping, save_mapping, doctrine, tuple(favours), replace, outcome)
    brought = bring(chart, wish, cached=cached)
    return import_told(brought.imported, done=brought.done, file=brought.file)


def export_chart(base: str, output: str, doctrine: str | None = None, *, cached: bool = True) -> Told:
    """A base written as a chart to the file ``output``, whose suffix says the format: CSV, XLSX, JSON or Parquet.

    To ``FOLDER/datapackage.json`` it is written as a data package: tables, and the descriptor of them. ``base`` is a pack's name or folder, a chart, or a folder of cases for ``doctrine``.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     export_chart("wild-animals", str(Path(folder) / "chart.csv")).data["cases"]
    5
    """
    from pathlib import Path

    from afortiori.memo.blocks import Paragraph
    from afortiori.memo.told import Told
    from afortiori.memo.words import count
    from afortiori.store.charts import exported, packaged
    from afortiori.store.charts.folder import write_package
    from afortiori.store.charts.opening import open_base_or_chart
    from afortiori.store.charts.packaging import DESCRIPTOR
    from afortiori.store.writing import write_bytes

    opened = open_base_or_chart(base, doctrine, cached=cached)
    if Path(output).name == DESCRIPTOR:
        write_package(Path(output).parent, packaged(opened.pack, opened.doctrine, opened.cases))
    else:
        write_bytes(output, exported(opened.pack, opened.doctrine, opened.cases, Path(output).suffix.lower()))
    told = f"Wrote {output}: {count(len(opened.cases), 'case')}."
    return Told((Paragraph(told),), {"wrote": output, "cases": len(opened.cases)})


def diff(
    first: str,
    second: str,
    *,
    today: str,
    doctrine: str | None = None,
    mapping: str | None = None,
    matters: Sequence[str] = (),
    forum: str = "any",
    as_of: str | None = None,
    model: str = "reason",
    cached: bool = True,
) -> Told:
    r"""Which cases came, went or changed between two bases, and which verdicts that changes.

    Each is a chart, a pack or a folder of cases; two charts are read under one ``mapping`` (a file), or one that is proposed.

    >>> diff("wild-animals", "wild-animals", today="2026-11-25").data["changed"]
    {}
    """
    from afortiori.store.charts import questions

    two = questions.Two(first, second, doctrine, mapping, tuple(matters), forum, as_of, model)
    return questions.diff(two, today=today, cached=cached)


def agree(
    first: str,
    second: str,
    *,
    today: str,
    doctrine: str | None = None,
    mapping: str | None = None,
    matters: Sequence[str] = (),
    forum: str = "any",
    as_of: str | None = None,
    model: str = "reason",
    cached: bool = True,
) -> Told:
    r"""How far two coders of the same cases agree, the cells in dispute, and which verdicts hang on them.

    >>> agree("wild-animals", "wild-animals", today="2026-11-25").data["disputed"]
    []
    """
    from afortiori.store.charts import questions

    two = questions.Two(first, second, doctrine, mapping, tuple(matters), forum, as_of, model)
    return questions.agree(two, today=today, cached=cached)
