"""When windows, cupboards and curtains move: a set without that wall has nothing to open."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.directing.space import Space
from fairtake.directing.story import Story
from fairtake.model.performance import ScenePerformance

__all__ = ["openings"]

_ABOUT = 0.6  # seconds before and after in which the leaf should be there
_STILL = 1e-4  # radians a frame, or shares of a curtain


def openings(
    story: Story, performance: ScenePerformance, space: Space
) -> list[tuple[frozenset[str], npt.NDArray[np.float64]]]:
    """What is needed of the set to see something open, by the names of parts (the leaf, the wall it
    hangs in), and (T,) 1 about the steps at which it does."""
    found = []
    for track in performance.parts:
        moves = np.flatnonzero(np.abs(np.diff(np.asarray(track.angle, np.float64))) > _STILL)
        if not len(moves):
            continue
        about = _ABOUT * performance.fps
        near = np.abs(story.frame[:, None] - moves[None, :]).min(1) <= about
        found.append((frozenset({track.part}) | space.about(track.pivot), near.astype(np.float64)))
    return found
