"""What stands behind a head: a post, a trunk or a lamp that seems to grow out of it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.coverage import Crew
from fairtake.directing.setup import Path, Setup

__all__ = ["grows_from_heads"]

Array = npt.NDArray[np.float64]
_ABOVE = 0.3  # metres over the eyes at which one looks: clear of hair and most hats
_WITHIN = (-0.07, 0.0, 0.07)  # metres beside the middle of a head that are behind it
_BESIDE = (-0.42, 0.42)  # and those at which a wall, but no post, is still there
_FROM, _TO = 0.5, 7.0  # metres behind the head


def grows_from_heads(crew: Crew, setup: Setup, path: Path, span: slice) -> Array:
    """(n,) the share, 0..1, of a setup's first two people over whose heads something thin and upright
    rises, at a few moments of its stretch `span` of the scene."""
    story, count = crew.story, span.stop - span.start
    out = np.zeros(count)
    people = [p for p in setup.people[:2] if p != setup.over]
    if not people or "detail" in setup.tags or count == 0:
        return out
    still = len(path.yaw) == 1
    edges = [0, count] if still else [0, count // 3, 2 * count // 3, count]
    for first, end in pairwise(edges):
        middle = (first + end) // 2
        if middle >= count:
            continue
        camera = path.position[0 if len(path.position) == 1 else middle]
        hits = [_post(crew, camera, story.eyes[span.start + middle, p], setup.hidden) for p in people]
        out[first:end] = float(np.mean(hits))
    return out


def _post(crew: Crew, camera: Array, eyes: Array, hidden: tuple[str, ...]) -> bool:
    """Whether, seen from `camera` (3), something narrow stands right behind a head with these eyes."""
    crown = eyes + np.array([0.0, _ABOVE, 0.0])
    way = crown - camera
    flat = float(np.hypot(way[0], way[2]))
    if flat < 0.3:
        return False
    right = np.array([-way[2], 0.0, way[0]]) / flat
    through = crown + np.array([*_WITHIN, *_BESIDE])[:, None] * right
    rays = through - camera
    rays = rays / np.linalg.norm(rays, axis=1, keepdims=True)
    met = crew.space.drawn(through + _FROM * rays, through + _TO * rays, hidden)
    return bool(met[: len(_WITHIN)].any() and not met[len(_WITHIN) :].any())
