"""When nothing else can be shown: a wide view of the acting area from inside the bounds."""

from __future__ import annotations

import math

import numpy as np

from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View, nearest_size, yaw_to
from fairtake.directing.setup import Setup, static_path
from fairtake.geometry.camera import fovy_of_lens
from fairtake.model.shotlist import ShotSize

__all__ = ["anything"]


def anything(crew: Crew) -> Setup:
    """The view that holds the most of the people for the longest, from a ring of places at
    the edge of where cameras may be; every scene has at least this one."""
    story = crew.story
    low, high = crew.space.camera
    span = high - low
    x0, z0, x1, z1 = crew.set.acting
    people = story.eyes[story.present]
    middle = np.median(people, axis=0) if len(people) else np.array([(x0 + x1) / 2, 1.2, (z0 + z1) / 2])
    lens = min(crew.style.camera.lenses)
    fovy = fovy_of_lens(lens)
    best: tuple[float, Setup] | None = None
    for reach in (0.95, 0.8, 0.6, 0.4):
        for turn in range(16):
            angle = turn * math.pi / 8
            center = (low + high) / 2
            spot = np.array(
                [
                    center[0] + math.sin(angle) * span[0] / 2 * reach,
                    min(max(1.5, low[1] + 0.1), high[1] - 0.1),
                    center[2] + math.cos(angle) * span[2] / 2 * reach,
                ]
            )
            away = float(np.hypot(*(spot - middle)[[0, 2]]))
            if away < 0.5:
                continue
            view = View((float(spot[0]), float(spot[1]), float(spot[2])), yaw_to(spot, middle), 0.0, fovy, -0.1)
            hidden = crew.look(view, middle[None])
            fair = crew.space.contains(spot)
            path = static_path(view)
            inside = 0.0
            if len(people):
                screen = path.project(people[None, ::7], crew.aspect)[0]
                inside = float(
                    ((np.abs(screen[:, 0]) < 0.9) & (np.abs(screen[:, 1]) < 0.9) & (screen[:, 2] > 0.5)).mean()
                )
            score = 4 * (hidden is None) + 2 * (not fair) - inside + 0.05 * away
            if best is None or score < best[0]:
                size = nearest_size(2 * away * math.tan(fovy / 2))
                cast = tuple(int(p) for p in np.flatnonzero(story.present.any(0)))
                best = (
                    score,
                    Setup(
                        "master" if cast else "place",
                        cast,
                        size if size in (ShotSize.ELS, ShotSize.VLS, ShotSize.LS) else ShotSize.LS,
                        lens,
                        path,
                        0,
                        story.frames,
                        hidden or (),
                        theme="" if cast else "the place",
                        bias=0.5,
                    ),
                )
    assert best is not None
    return best[1]
