"""Debian's Chromium without a window, and what the rules of axe find on a page that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The shell without windows takes half the work of the whole browser without its window, and draws with the same engine.
BROWSERS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]
# Nothing is drawn by a graphics card that is not there, a page does not start a process of its own, and no host but this one is found.
FRUGAL = ["--no-sandbox", "--disable-gpu", "--process-per-site", "--renderer-process-limit=1", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # fmt: skip
# The rules on colours take nine tenths of the time, nearly all of it for what looks like something else. Of each look, by which they
# judge (its colours and those of the grounds behind it, and whether its letters are large), some are looked at: the others are like them.
COLOURS = ["color-contrast", "link-in-text-block"]
OF_EACH_LOOK = 3
LOOKS = """([seen, most]) => {
    const times = new Map(Object.entries(seen)), grounds = new Map();
    const ground = each => {
        if (each === null) return "";
        if (!grounds.has(each)) {
            const {backgroundColor, backgroundImage, opacity, filter, mixBlendMode} = getComputedStyle(each);
            const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join(" ");
            const plain = own === "rgba(0, 0, 0, 0) none 1 none normal";
            grounds.set(each, ground(each.parentElement) + (plain ? "" : `/${own}`));
        }
        return grounds.get(each);
    };
    const written = each => [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const each of document.querySelectorAll("body, body *")) {
        each.removeAttribute("data-look");
        if (!each.checkVisibility() || !(written(each) || each.matches("input, select, textarea"))) continue;
        const {color, fontSize, fontWeight, textShadow, textDecorationLine, borderBottom} = getComputedStyle(each);
        const off = each.matches(":disabled") || each.control?.disabled || each.closest("[aria-disabled], [hidden]") !== null;
        const around = each.matches("a") ? getComputedStyle(each.parentElement).color + borderBottom : "";
        const hidden = each.offsetWidth < 2;
        const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
        const look = [color, large, fontWeight, textShadow, textDecorationLine, off, around, hidden, ground(each)].join(";");
        times.set(look, (times.get(look) || 0) + 1);
        each.toggleAttribute("data-look", times.get(look) <= most);
    }
    return Object.fromEntries(times);
}"""
RUN = """async ([only, without]) => {
    const looked = only ? {include: [...document.querySelectorAll("[data-look]")]} : document;
    if (only && !looked.include.length) return [];
    const rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
    const options = {preload: false, resultTypes: ["violations"], ...(only ? {runOnly: only} : {rules})};
    const found = await axe.run(looked, options);
    return found.violations.map(each => `${each.id}: ${each.nodes[0].html.slice(0, 160)} (${each.nodes.length})`);
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; the test is skipped where there is none."""
    installed = [each for each in BROWSERS if each.is_file()]
    if not installed:
        pytest.skip(f"Chromium is not installed at {' or '.join(map(str, BROWSERS))}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(installed[0]), args=FRUGAL)
        try:
            yield browser
        finally:
            browser.close()


def broken(page: Any, looks: dict[str, int], *, only_colours: bool = False) -> list[str]:
    """Each rule that the page breaks, with a part that breaks it; ``looks`` are those seen before in these colours, and grow."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = [] if only_colours else page.evaluate(RUN, [None, COLOURS])
    looks.update(page.evaluate(LOOKS, [looks, OF_EACH_LOOK]))
    found += page.evaluate(RUN, [COLOURS, []])
    return found
