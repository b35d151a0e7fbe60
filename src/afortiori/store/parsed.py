"""A YAML file as it was parsed before: the same bytes are parsed once, in whichever pack or process they come again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from afortiori.store import cache
from afortiori.store.yamlfile import Place, Plain, Source, parse
from afortiori.version import VERSION


def parsed(data: bytes, shown: str, *, cached: bool) -> tuple[Plain, Source]:
    """``parse``, through the cache; what is refused is parsed anew each time.

    Kept data whose lines do not fit, because somebody else wrote them, are as good as none.
    """
    if not cached:
        return parse(data, shown)
    key = f"{cache.FILES}/{cache.key_of(VERSION, [('', data)])}"
    if (kept := cache.fetch(key)) is not None:
        with suppress(LookupError, TypeError, AttributeError, ValueError, RecursionError):
            lines = map(int, kept["lines"].split())
            return kept["plain"], Source(shown, dict(zip(_places(kept["plain"]), lines, strict=True)))
    plain, source = parse(data, shown)
    cache.keep(key, {"plain": plain, "lines": " ".join(map(str, source.lines.values()))})
    return plain, source


def _places(plain: Plain, place: Place = ()) -> Iterator[Place]:
    """Every place in some data, in the order in which the parser comes to them."""
    yield place
    if isinstance(plain, dict):
        for name, part in plain.items():
            yield from _places(part, (*place, name))
    elif isinstance(plain, list):
        for i, part in enumerate(plain):
            yield from _places(part, (*place, i))
    elif not (plain is None or isinstance(plain, str)):
        raise TypeError(plain)
