"""Who changes clothes within a scene: a shot shows them in what they wear, figure by figure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fairtake.model.performance import PerformerTrack
from fairtake.model.shotlist import Shot

__all__ = ["in_clothes"]


def in_clothes(track: PerformerTrack, shot: Shot) -> list[tuple[PerformerTrack, str]]:
    """The performer of a shot, once for each figure they are seen as in it, present while they are:
    (track, key of Assets.figures). A change that waits for a cut is made in the shot after it."""
    if not track.wears:
        return [(track, track.role)]
    frames = np.arange(len(track.present))
    worn = np.zeros(len(frames), np.int64)
    keys = [track.role]
    for first, key, at_cut in track.wears:
        begins = first if not at_cut or first <= shot.start else max(first, shot.end)
        keys.append(key)
        worn[frames >= begins] = len(keys) - 1
    rows = worn[shot.start : max(shot.end, shot.start + 1)]
    found = [(replace(track, present=track.present & (worn == k)), keys[k]) for k in sorted(set(rows.tolist()))]
    return found or [(track, keys[int(worn[-1])])]
