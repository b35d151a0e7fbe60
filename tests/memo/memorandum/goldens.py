"""The golden memoranda of the packs: which there are, and, run as a program, their writing anew (``make memos``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from afortiori import answers
from afortiori.memo.blocks import Document
from afortiori.memo.publishing import publish
from afortiori.store.asking import Asked, Wanted, ask
from afortiori.store.library import BUILT_IN, Found, open_matter

TODAY = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Golden:
    """One memorandum: the matter, the day of the law where it is not the matter's, the side whose brief it is."""

    pack: str
    matter: str
    as_of: str | None = None
    side: str | None = None

    @property
    def path(self) -> Path:
        """Where it is kept."""
        parts = [self.matter, *([self.as_of[:4]] if self.as_of else []), *([f"for-{self.side}"] if self.side else [])]
        return BUILT_IN / self.pack / "memos" / f"{'-'.join(parts)}.md"

    def found(self) -> tuple[Found, Asked]:
        """The matter and the law as asked."""
        found = open_matter(f"{self.pack}/{self.matter}")
        return found, ask(found, Wanted(as_of=self.as_of), today=TODAY)

    def document(self) -> Document:
        """The memorandum."""
        return _document(self)

    def text(self) -> str:
        """The memorandum as Markdown."""
        return publish(self.document(), "memo.md").decode("utf-8")


@cache
def _document(golden: Golden) -> Document:
    name = f"{golden.pack}/{golden.matter}"
    written = answers.memo(name, golden.side, dated=TODAY, as_of=golden.as_of, today=TODAY)
    return answers.document_of(written)


DUTY, CARS, SECRETS, WILD, HOME = (
    "duty-to-protect", "automobile-exception", "trade-secrets", "wild-animals", "adult-interdependent-relationship",
)  # fmt: skip
GOLDENS = (
    Golden(DUTY, "balistreri"),
    Golden(DUTY, "balistreri", TODAY),
    Golden(DUTY, "balistreri", None, "duty"),
    Golden(DUTY, "balistreri", None, "no-duty"),
    Golden(DUTY, "balistreri", TODAY, "duty"),
    Golden(DUTY, "balistreri-facts-unknown"),
    Golden(DUTY, "fight-brewing"),
    Golden(CARS, "acevedo"),
    Golden(CARS, "camper-in-a-lot"),
    Golden(CARS, "trunk-on-the-platform"),
    Golden(SECRETS, "mason"),
    Golden(SECRETS, "mason-before-discovery"),
    Golden(WILD, "popov"),
    Golden(WILD, "marked-whale"),
    Golden(WILD, "duck-decoy-motive-unknown"),
    Golden(HOME, "before-the-provincial-court"),
    Golden(HOME, "one-household"),
    Golden(HOME, "two-flats"),
)


def main() -> None:
    """Write every golden memorandum anew."""
    for golden in GOLDENS:
        golden.path.parent.mkdir(exist_ok=True)
        golden.path.write_text(golden.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
