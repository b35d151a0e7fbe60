"""Coverage as a table: never law, and said to be none."""

from __future__ import annotations

from collections.abc import Sequence

from afortiori.coverage import Coverage
from afortiori.memo.blocks import Heading, Paragraph, Table
from afortiori.memo.told import Told

MOST_NAMED = 3


def covered(name: str, found: Sequence[Coverage]) -> Told:
    """How often each model speaks, rightly and wrongly, with the outcomes as they are and moved to other cases."""
    rows = []
    for row in found:
        n = max(1, len(row.shuffled))
        spoken = sum(s for s, _ in row.shuffled) / n
        wrong = sum(s - r for s, r in row.shuffled) / n
        moved = f"{spoken:.1f}, {wrong:.1f} wrong" if row.shuffled else "-"
        wrong_in = f" ({', '.join(row.departs)})" if 0 < len(row.departs) <= MOST_NAMED else ""
        rows.append((row.model, f"{row.spoken} of {row.cases}", str(row.right), f"{row.wrong}{wrong_in}", moved))
    blocks = (
        Heading(f"Coverage of {name}, each case left out in turn"),
        Paragraph(
            "This is no law. It tells how often precedent speaks of a case that it has not seen, and whether rightly. In the last "
            "column the outcomes stand with other cases (the mean of a few shifts): what then is spoken is worth nothing."
        ),
        Table(("Model", "Speaks", "Right", "Wrong", "Outcomes moved: speaks"), tuple(rows)),
    )
    data = {
        "doctrine": name,
        "models": [
            {
                "model": row.model,
                "cases": row.cases,
                "spoken": row.spoken,
                "right": row.right,
                "wrong": row.wrong,
                "departs": list(row.departs),
                "outcomes_moved": [{"spoken": s, "right": r} for s, r in row.shuffled],
            }
            for row in found
        ],
    }
    return Told(blocks, data)
