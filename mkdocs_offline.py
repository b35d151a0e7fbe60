"""What the site needs to work from a folder, with no network: its own shim in the place of one from elsewhere; notebooks as pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

SHIM = re.compile(r"https://[^\"]+/iframe-worker/shim")


def on_files(files: Any, *, config: Any, **_: Any) -> Any:
    """The files of the site, with a page for each notebook."""
    for path in sorted(Path(config.docs_dir).glob("notebooks/*.ipynb")):
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content="\n\n".join(_cells(path))))
    return files


def _cells(path: Path) -> Iterator[str]:
    """A notebook's cells as Markdown: what is written, what is asked, what is shown."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        yield source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```"
        yield from (_shown(output) for output in cell.get("outputs", ()))
    yield f"[This page as a notebook, to run it]({path.name})"


def _shown(output: dict[str, Any]) -> str:
    """What a cell shows: its table, else its text."""
    data = output.get("data", {})
    if "text/html" in data:
        lines = "".join(data["text/html"]).splitlines()
        return '<div class="shown" markdown="0">' + "\n".join(line for line in lines if line.strip()) + "</div>"
    text = escape("".join(output.get("text") or data["text/plain"])).replace("\n\n", "\n&#32;\n")
    return f'<div class="highlight"><pre><code>{text}</code></pre></div>'


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """A page whose search runs on a script of this site."""
    return SHIM.sub(_up(page.url) + "assets/offline-worker.js", output)


def on_post_template(output_content: str, *, template_name: str, **_: Any) -> str:
    """The same for the page that is shown where there is none."""
    return SHIM.sub("/assets/offline-worker.js", output_content) if template_name == "404.html" else output_content


def _up(url: str) -> str:
    return "../" * url.count("/")
