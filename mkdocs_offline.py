"""What the site needs to work from a folder, with no network: its own shim in the place of one from elsewhere."""

from __future__ import annotations

import re
from typing import Any

SHIM = re.compile(r"https://[^\"]+/iframe-worker/shim")


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """A page whose search runs on a script of this site."""
    return SHIM.sub(_up(page.url) + "assets/offline-worker.js", output)


def on_post_template(output_content: str, *, template_name: str, **_: Any) -> str:
    """The same for the page that is shown where there is none."""
    return SHIM.sub("/assets/offline-worker.js", output_content) if template_name == "404.html" else output_content


def _up(url: str) -> str:
    return "../" * url.count("/")
