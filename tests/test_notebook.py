"""Values shown as tables, in a terminal and in a notebook."""

from __future__ import annotations

from typing import Any

import pytest
from cli.running import too_wide
from IPython.core.formatters import DisplayFormatter

import afortiori
from afortiori import answers
from afortiori.interchange.values import kinds
from afortiori.notebook import Shown, load_ipython_extension, show


def values() -> dict[str, Any]:
    """Values of many kinds."""
    pack = afortiori.open_pack("wild-animals")
    law = afortiori.Law(pack.base, afortiori.Options(None, "2020-01-01"))
    facts = pack.matters["popov"].facts
    return {
        "analysis": afortiori.analyse(pack.base, facts, law.options),
        "answer": answers.lattice("popov"),
        "argued": afortiori.argue(law, facts, "P"),
        "audit": afortiori.audit_base(law, {"popov": facts}),
        "base": pack.base,
        "cases": pack.base[1:3],
        "doctrine": pack.doctrine,
        "facts": facts,
        "hypotheticals": afortiori.hypotheticals(law, facts, "P"),
        "law": law,
        "matters": pack.matters,
        "pack": pack,
        "precedent": pack.base[0],
        "restatement": afortiori.restate(law),
        "routes": afortiori.routes(law, pack.matters["duck-decoy-motive-unknown"].facts, "P"),
    }


@pytest.mark.parametrize("name", sorted(values()))
def test_a_value_is_shown_as_tables(name: str) -> None:
    """The text fits a terminal, and the HTML has the tables; neither shows Python's own words for an object."""
    shown = show(values()[name])
    text, html = str(shown), shown._repr_html_()
    assert text.strip()
    assert [] == too_wide(text)
    assert (False, False) == ("object at 0x" in text, "object at 0x" in html)
    assert "<table>" in html


def test_what_is_shown_is_escaped() -> None:
    """A value that holds markup is shown as the text that it is."""
    html = show(afortiori.Side("duty", "<script>alert(1)</script>", "x"))._repr_html_()
    assert ("<script>" in html, "&lt;script&gt;" in html) == (False, True)


def test_what_has_no_table_is_misuse() -> None:
    """Something that is no value of the law is not shown."""
    with pytest.raises(afortiori.Misuse, match="nothing shows a 'int'"):
        show(3)


class Shell:
    """A shell as an extension sees it: with what IPython shows values with."""

    def __init__(self) -> None:
        self.display_formatter: Any = DisplayFormatter()

    def shown(self, value: object) -> dict[str, str]:
        """What a cell shows of a value, by type of media."""
        data: dict[str, str] = self.display_formatter.format(value)[0]
        return data


@pytest.fixture
def shell() -> Shell:
    """A shell in which the extension is loaded."""
    made = Shell()
    load_ipython_extension(made)
    return made


def test_the_extension_shows_every_kind_of_value(shell: Shell) -> None:
    """Loaded in a notebook, each kind of value has its tables, and no class had to know."""
    html = shell.display_formatter.formatters["text/html"].type_printers
    assert set(kinds().values()) <= set(html)
    facts = values()["facts"]
    assert {"text/html": show(facts)._repr_html_(), "text/plain": str(show(facts))} == shell.shown(facts)
    assert [] == [kind.__name__ for kind in kinds().values() if hasattr(kind, "_repr_html_") and kind is not Shown]


def test_a_row_of_values_is_one_table(shell: Shell) -> None:
    """A tuple or a list of values of one kind is shown as one table, a row for each."""
    factors = values()["doctrine"].factors[:3]
    for row in (factors, list(factors)):
        assert {"text/html": show(row)._repr_html_(), "text/plain": str(show(row))} == shell.shown(row)
    assert 4 == shell.shown(factors)["text/html"].count("<tr>")


@pytest.mark.parametrize("other", [(), [], (1, 2), [None], ("a",)], ids=str)
def test_any_other_row_is_printed_as_before(other: object, shell: Shell) -> None:
    """A row of numbers, of texts or of nothing is what it was."""
    assert Shell().shown(other) == shell.shown(other)


def test_a_row_of_several_kinds_is_no_table(shell: Shell) -> None:
    """Values of several kinds in one row are printed one by one."""
    assert ["text/plain"] == list(shell.shown((1, values()["facts"])))
