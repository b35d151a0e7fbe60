"""An estimate in words and as data: beside the law, and told apart from it."""

from __future__ import annotations

from afortiori.casebase import Law
from afortiori.estimate import MOST_GROUPS, Band, Estimate, Share
from afortiori.memo.blocks import Block, Heading, Paragraph, Table, items
from afortiori.memo.decision import assumptions, sentence
from afortiori.memo.told import Told
from afortiori.precedent import Facts


def estimate_told(law: Law, facts: Facts, found: Estimate, title: str, note: str) -> Told:
    """What precedent compels, then the estimate, with what it is worth."""
    low, high = found.interval
    blocks: list[Block] = [
        Heading(f"{title}: an estimate"),
        *assumptions(law, facts, note),
        Heading("What precedent compels", 2),
        Paragraph(sentence(law.doctrine, law.find(facts)), strong=True),
        Heading("An estimate, which is not law", 2),
        Paragraph(
            f"How cases like this one were decided: {_percent(found.probability)} for {found.side} "
            f"(95% interval {_percent(low)} to {_percent(high)}), from {found.cases} binding cases, "
            f"{found.for_side} of them for {found.side}."
        ),
        Paragraph("It counts outcomes. It compels nothing, and an open question stays open."),
        Heading("What it is worth", 2),
        Table(
            (_left_out(found), "Right", "95% interval"),
            (
                ("the estimate", *_share(found.right)),
                ("more factors for one side than the other", *_share(found.counting)),
            ),
        ),
        Paragraph("How its probabilities stood up, each case left out:"),
        Table(
            ("Said", "Cases", "Said on average", "Came", "95% interval"),
            tuple(_band(band) for band in found.bands if band.came.of),
        ),
        items(*_remarks(law, found)),
    ]
    return Told(tuple(blocks), _data(found, law, facts))


def _left_out(found: Estimate) -> str:
    return "Each case left out in turn" if found.cases <= MOST_GROUPS else f"Left out in {MOST_GROUPS} groups in turn"


def _remarks(law: Law, found: Estimate) -> list[str]:
    told = [
        f"Mean squared error of the left-out probabilities (Brier): {found.brier:.3f}; of the overall rate alone: "
        f"{found.brier_of_rate:.3f}.",
        f"On these facts counting says {found.counted or 'nothing: the sides are even'}; of {found.tied} cases it says nothing.",
    ]
    if found.imputed:
        names = [law.doctrine.factor(id).name for id in found.imputed]
        told.append("Not known, and taken at the cases' average: " + "; ".join(names) + ".")
    return told


def _share(share: Share) -> tuple[str, str]:
    low, high = share.interval
    return f"{share.hits} of {share.of} ({_percent(share.value)})", f"{_percent(low)} to {_percent(high)}"


def _band(band: Band) -> tuple[str, str, str, str, str]:
    low, high = band.came.interval
    return (
        f"{_percent(band.low)} to {_percent(band.high)}",
        str(band.came.of),
        _percent(band.said),
        _percent(band.came.value),
        f"{_percent(low)} to {_percent(high)}",
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _data(found: Estimate, law: Law, facts: Facts) -> dict[str, object]:
    said = law.find(facts)
    return {
        "law": False,
        "verdict": {"verdict": said.kind, "side": said.side},
        "side": found.side,
        "probability": round(found.probability, 4),
        "interval": [round(end, 4) for end in found.interval],
        "cases": found.cases,
        "for_side": found.for_side,
        "leave_one_out": _share_data(found.right),
        "counting": _share_data(found.counting) | {"tied": found.tied, "here": found.counted},
        "brier": round(found.brier, 4),
        "brier_of_rate": round(found.brier_of_rate, 4),
        "calibration": [
            {"from": round(b.low, 4), "to": round(b.high, 4), "said": round(b.said, 4)} | _share_data(b.came)
            for b in found.bands
        ],
        "imputed": list(found.imputed),
    }


def _share_data(share: Share) -> dict[str, object]:
    return {"hits": share.hits, "of": share.of, "share": round(share.value, 4),
            "interval": [round(end, 4) for end in share.interval]}  # fmt: skip
