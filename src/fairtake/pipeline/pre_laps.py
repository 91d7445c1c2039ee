"""Pre-laps: the next place is heard before it is seen, as often as the style lets sound lead."""

from __future__ import annotations

import zlib

from fairtake import directing
from fairtake.pipeline.choices import style_path
from fairtake.pipeline.work import StagedScene, Work

__all__ = ["pre_lap"]

_MOST = 0.8
"""Seconds after which a lead is no lead but a mistake."""


def pre_lap(work: Work, scene: StagedScene) -> float:
    """Seconds by which a scene's bed comes before its picture: 0 for the first scene and where places
    alternate, else the longer offset of the style's J cuts in as many scenes as its share of them says
    ([cuts] sound_leads). Which scenes does not depend on what is before them."""
    if scene.window is not None or scene.number == work.breakdown.scenes[0].number:
        return 0.0
    cuts = directing.load_style(style_path(work.settings)).cuts
    draw = zlib.crc32(f"pre-lap {scene.number}".encode()) % 1000 / 1000
    if draw >= cuts.sound_leads:
        return 0.0
    fps = work.settings.fps
    return min(cuts.offset[1] / fps, _MOST, scene.start / fps)
