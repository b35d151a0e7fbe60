"""A matter asked of an index, in the result model: its facts and options, and what was asked, in words."""

from __future__ import annotations

from afortiori.casebase import CaseBase, Options
from afortiori.casebase.bearing import Bearing
from afortiori.casebase.register import Register, left_out
from afortiori.errors import bad_option
from afortiori.store.asking import Asked, Wanted, ask, ask_law
from afortiori.store.library import Found
from afortiori.store.pack import Pack


def ask_index(found: Found, register: Register, wanted: Wanted, *, today: str) -> Asked:
    """Facts and options to ask of an index; BadInput where it cannot be asked so."""
    if wanted.adopted or wanted.reading:
        raise bad_option("an index is asked as it was coded", "suppose no opinion, and no other reading")
    empty = found._replace(base=CaseBase(found.pack.doctrine, (), found.pack.base.courts))
    asked = ask(empty, wanted._replace(model="result", without=()), today=today)
    return asked._replace(options=asked.options._replace(without=_without(register, wanted)))


def law_of_index(pack: Pack, register: Register, wanted: Wanted, *, today: str) -> Options:
    """Options to ask of an index as a whole; BadInput where it cannot be asked so."""
    empty = CaseBase(pack.doctrine, (), pack.base.courts)
    options = ask_law(empty, wanted._replace(model="result", without=()), today=today)
    return options._replace(without=_without(register, wanted))


def _without(register: Register, wanted: Wanted) -> tuple[str, ...]:
    """The cases that are left out; BadInput where one of them is none of the index."""
    without = tuple(sorted(set(wanted.without)))
    if without and len(left_out(register, without)) < len(without):
        raise bad_option(f"of {', '.join(without)[:80]} not each is a case of the index", "name cases by their ids")
    return without


def told(name: str, rows: int, what: Bearing) -> str:
    """What an index was asked, and how much of it is compared."""
    counts = " and ".join(f"{count:,} {'forces' if count == 1 else 'force'} {side}" for side, count in what.forcing)
    text = (
        f"From the index {name}: {rows:,} cases, {what.binding:,} of them binding here, in the result model; on these "
        f"facts {counts}. The {len(what.base):,} that bear on them are the base counted above, and are compared below."
    )
    return text if what.complete else text + " More may bear in some completions: what is said is sound, not complete."
