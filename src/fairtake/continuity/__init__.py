"""Continuity: a cut, and the performance it shows, judged by the rules of the field.

In comes what performance.json and shots.json say (or somebody else's timeline over the same
shots, and rendered id maps where there are any); out goes a `Report` of findings and figures.
Nothing here knows how the cut was planned, so it can contradict the planner.
"""

from fairtake.continuity.check import Count, Report, as_data, check
from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.reading import check_match, read_performance, read_shots
from fairtake.continuity.rules import RULES
from fairtake.continuity.statistics import Lengths, Statistics
from fairtake.continuity.timeline import cut_from_otio, cut_from_shots
from fairtake.continuity.world import (
    Camera,
    Cut,
    Happening,
    IdMap,
    IdMaps,
    Performance,
    Performer,
    Prop,
    Scene,
    Segment,
    Shot,
    Shots,
    Speech,
    Unmatched,
)

__all__ = [
    "RULES",
    "Camera",
    "Count",
    "Cut",
    "Finding",
    "Happening",
    "IdMap",
    "IdMaps",
    "Lengths",
    "Performance",
    "Performer",
    "Prop",
    "Report",
    "Scene",
    "Segment",
    "Severity",
    "Shot",
    "Shots",
    "Speech",
    "Statistics",
    "Unmatched",
    "as_data",
    "check",
    "check_match",
    "cut_from_otio",
    "cut_from_shots",
    "read_performance",
    "read_shots",
]
