"""A chart read onto a pack, as a base of its own: the pack's doctrine, its cases, and those of the chart beside them."""

from __future__ import annotations

from afortiori.errors import BadInput, Problem
from afortiori.store.charts import Imported, files_of
from afortiori.store.pack import Pack, yaml_files
from afortiori.store.yamlfile import read_bytes


def joined(id: str, pack: Pack, imported: Imported) -> dict[str, bytes]:
    """The files of the base, each by its name in the folder ``id``; BadInput where a case of the chart has the id of one of the pack's."""
    files = {f"cases/{file.name}": read_bytes(file, file.name) for file in yaml_files(pack.path / "cases")}
    files |= {file.name: read_bytes(file, file.name) for file in yaml_files(pack.path) if file.stem == "doctrine"}
    ours = files_of(id, imported)
    same = sorted(name for name in ours if name in files)
    if same:
        what = "the pack has a case of this name already"
        raise BadInput([Problem(name, 0, what, "leave it out of the chart, or name it otherwise") for name in same])
    return files | {name: data for name, data in ours.items() if not name.startswith("matters/")}
