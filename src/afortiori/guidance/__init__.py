"""What is settled and what would settle it: routes, thresholds, hypotheticals, rationales, strength, timeline (theory 3, 4)."""

from __future__ import annotations

from afortiori.guidance.facts import Levels, verdict_of, with_levels
from afortiori.guidance.hypotheticals import Change, Hypothetical, Hypotheticals, hypotheticals
from afortiori.guidance.probes import Nearing, Probe, Probes, probes
from afortiori.guidance.rationales import Rationale, Rationales, rationales
from afortiori.guidance.routes import Ask, Route, Step, next_questions, routes
from afortiori.guidance.strength import Strength, stronger
from afortiori.guidance.thresholds import At, Threshold, threshold, thresholds
from afortiori.guidance.timeline import Moment, day_after, day_before, law_days, timeline

__all__ = [
    "Ask",
    "At",
    "Change",
    "Hypothetical",
    "Hypotheticals",
    "Levels",
    "Moment",
    "Nearing",
    "Probe",
    "Probes",
    "Rationale",
    "Rationales",
    "Route",
    "Step",
    "Strength",
    "Threshold",
    "day_after",
    "day_before",
    "hypotheticals",
    "law_days",
    "next_questions",
    "probes",
    "rationales",
    "routes",
    "stronger",
    "threshold",
    "thresholds",
    "timeline",
    "verdict_of",
    "with_levels",
]
