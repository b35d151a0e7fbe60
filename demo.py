"""The seed's own case: what precedent compelled on the facts of Balistreri, the day the panel divided and today."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date

import afortiori
from afortiori.memo.blocks import Block
from afortiori.memo.change import what_changed, whether_controls
from afortiori.memo.decision import compose
from afortiori.memo.formats.text import render

DIVIDED = "1988-08-23"


def say(text: str, blocks: Iterable[Block] = ()) -> None:
    """Write a line and some blocks."""
    shown = tuple(blocks)
    sys.stdout.write(f"{text}\n\n" + (render(shown) + "\n" if shown else ""))


pack = afortiori.open_pack("duty-to-protect")
matter = pack.matters["balistreri"]
then, now = (
    afortiori.decide(pack.base, matter.facts, forum="ca9", as_of=day) for day in (DIVIDED, date.today().isoformat())
)
note = "Facts as pleaded: what is not mentioned counts as absent."
say(
    f"$ afortiori decide balistreri --forum ca9 --as-of {DIVIDED}",
    compose(then, matter.title, text=matter.text, note=note),
)
say(
    "The panel divided two to one. The dissent argued a fortiori:", whether_controls(then, "escamilla-v-santa-ana-1986")
)
say(
    f"$ afortiori decide balistreri --forum ca9 --as-of {now.options.as_of}",
    compose(now, matter.title, text=matter.text, note=note),
)
say("Between the two days:", what_changed(then, now))
