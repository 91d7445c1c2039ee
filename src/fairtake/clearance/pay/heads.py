"""A second opinion that does not rest on counted pixels: is her head in the picture?

Heads come from performance.json and cameras from shots.json. A head that is in the picture may be
hidden by something, and somebody whose head is not in it may still be seen; so this decides nothing, but a shot
in which a head is in the picture for long and nothing was counted deserves a look.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from fairtake.clearance.pay.counting import ON_SCREEN
from fairtake.clearance.pay.evidence import Cut, SceneRow, ShotRow
from fairtake.geometry.camera import project
from fairtake.model.clearance import ReferenceKind
from fairtake.model.usage import Usage

__all__ = ["doubts_of", "heads_in_view"]

_MARGIN = 0.95
"""A head must be this far inside: its middle, not its hair."""

_FAR = 40.0
"""Metres beyond which a head is too small to be sure of."""

_LONG = 0.5
"""Seconds of a shot for which a head may be in the picture uncounted before anyone is told."""


def heads_in_view(cut: Cut, shot: ShotRow, scene: SceneRow, role: str) -> npt.NDArray[np.bool_]:
    """On which frames of a shot the point between a role's eyes lies in the picture, hidden or not."""
    frames, first = shot.end_frame - shot.start_frame, shot.start_frame - scene.start_frame
    performer = next((one for one in scene.performers if one.role == role), None)
    seen = np.zeros(len(shot.camera), bool)
    if performer is None or len(shot.camera) != frames or first < 0 or first + frames > len(performer.head):
        return seen
    rows = slice(first, first + frames)
    heads = np.asarray(performer.head, np.float64)[rows]
    with np.errstate(all="ignore"):  # cameras that are none see nobody
        place = project(
            heads,
            np.asarray([row.position for row in shot.camera], np.float64),
            np.asarray([row.orientation for row in shot.camera], np.float64),
            np.asarray([row.fovy for row in shot.camera], np.float64),
            cut.size[0] / cut.size[1],
            np.asarray([row.shift for row in shot.camera], np.float64),
        )
        inside = (np.abs(place[:, :2]) < _MARGIN).all(1) & (place[:, 2] > 0.2) & (place[:, 2] < _FAR)
    present = np.asarray(performer.present, bool)[rows] if len(performer.present) == len(performer.head) else True
    return np.asarray(inside & present, bool)


def doubts_of(usage: Usage, cut: Cut) -> Iterator[str]:
    """Shots in which the head of somebody lent is in the picture for long, and was not counted."""
    scenes = {scene.number: scene for scene in cut.scenes}
    for lent in usage.lent:
        if lent.kind is not ReferenceKind.CHARACTER or not lent.grants:
            continue
        counted = {seen.shot: np.asarray(seen.millionths) >= ON_SCREEN for seen in lent.seen}
        for shot in cut.shots:
            scene = scenes.get(shot.scene)
            if scene is None or shot.end_frame <= shot.start_frame:
                continue
            heads = heads_in_view(cut, shot, scene, lent.role)
            mine = counted.get(shot.number, np.zeros(len(heads), bool))
            missed = int((heads & ~mine).sum()) if len(mine) == len(heads) else int(heads.sum())
            if missed > _LONG * usage.fps:
                yield (
                    f"shot {shot.number}: {lent.role}'s head is in the picture on {missed} frames on which nothing of "
                    "them was counted; something may hide them: look at it"
                )
