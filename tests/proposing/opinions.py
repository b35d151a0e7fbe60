"""An opinion for tests, made up, with a case file beside it that leads to it."""

from __future__ import annotations

from pathlib import Path

TEXT = """ALDER, Circuit Judge.

*11 The plaintiff had obtained a restraining order, and it was served on her husband in November. *12 She called the police
again and again. The officers were not there when the violence came. We affirm.

BIRCH, Circuit Judge, dissenting:

The officers had promised her that they would protect her, and she relied on it.
"""
CASE = """\
# Kept as it is.
name: Elm v. Oak
citations: [7 F.9d 10]
unverified: made up
court: ca9
decided: 2000-01-01     # and this too
claim: [substantive due process]
holding: no-duty
facts: {}
opinions: []
"""


def folder(root: Path, case: str = CASE, text: str = TEXT) -> tuple[str, str]:
    """A folder of opinions and one of cases; the opinion's file, and the case's."""
    for name in ("opinions", "cases"):
        (root / name).mkdir(exist_ok=True)
    (root / "opinions" / "elm.txt").write_text(text, encoding="utf-8")
    (root / "cases" / "elm-v-oak-2000.yaml").write_text(case, encoding="utf-8")
    return str(root / "opinions" / "elm.txt"), str(root / "cases" / "elm-v-oak-2000.yaml")
