"""A step aside: wide views in whose way a lamp, a plant or somebody's back stands, moved a little."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.directing.costs import Attention, Rough, occlusion, rough
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View
from fairtake.directing.setup import Setup, static_path
from fairtake.directing.sight import Sight, lines_of_sight
from fairtake.model.shotlist import Move

__all__ = ["stepped_aside"]

Array = npt.NDArray[np.float64]
_STEPS = ((0.5, 0.0), (-0.5, 0.0), (0.0, 0.5))  # metres across and up
_TROUBLED = 0.15  # of the `occlusion` term a second: less is somebody who passes
_MOST = 5  # views of a scene that are worth the trouble


def stepped_aside(
    crew: Crew, views: list[Rough], hidden: list[Array], focus: Attention
) -> tuple[list[Rough], list[Array]]:
    """The same views with what is hidden (n, P) from each; those of groups from which much is
    hidden stand where less is, if a step to the side or upward helps."""

    def cost(view: Rough, gone: Array) -> float:
        return float((view.framing + occlusion(crew, view, gone)).mean())

    worth = crew.style.weights.occlusion * _TROUBLED
    troubled = [
        place
        for place, (view, gone) in enumerate(zip(views, hidden, strict=True))
        if _movable(view.setup) and float(occlusion(crew, view, gone).mean()) > worth
    ]
    troubled = sorted(troubled, key=lambda place: (round(cost(views[place], hidden[place]), 1), place))[:_MOST]
    tried = [(place, rough(crew, other, focus)) for place in troubled for other in _beside(crew, views[place].setup)]
    if not tried:
        return views, hidden
    sights = lines_of_sight(crew, [Sight(view.setup, view.first, view.camera, view.shown) for _, view in tried])
    views, hidden = list(views), list(hidden)
    for (place, view), gone in zip(tried, sights, strict=True):
        if cost(view, gone) < cost(views[place], hidden[place]) - 0.1 * worth:
            views[place], hidden[place] = view, gone
    return views, hidden


def _movable(setup: Setup) -> bool:
    alone = len(setup.people) < 2 or setup.over >= 0
    return not alone and setup.move is Move.STATIC and setup.target is None and "detail" not in setup.tags


def _beside(crew: Crew, setup: Setup) -> list[Setup]:
    """A standing setup from each of the places a step away, with its people as high in the frame."""
    path = setup.path
    yaw, tangent = float(path.yaw[0]), math.tan(float(path.fovy[0]) / 2)
    right = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
    forward = np.array([-math.sin(yaw), 0.0, -math.cos(yaw)])
    places = [crew.place(person, setup.start, setup.end) for person in setup.people[:4]]
    eyes = np.array([place for place in places if place is not None]).reshape(-1, 3)
    if not len(eyes):
        return []
    depth = max(float(((eyes - path.position[0]) @ forward).mean()), 0.5)
    found: list[Setup] = []
    for across, up in _STEPS:
        x, y, z = (float(v) for v in path.position[0] + across * right + np.array([0.0, up, 0.0]))
        # Who steps aside turns by as much, except where a style stands square to the room.
        turn = 0.0 if crew.style.framing.frontality > 0 else math.atan(across / depth)
        shift = float(path.shift[0]) - up / (depth * tangent)
        if shift < crew.limits[0]:
            continue
        view = View((x, y, z), yaw + turn, float(path.pitch[0]), float(path.fovy[0]), shift)
        gone = crew.look(view, eyes)
        if gone is not None:
            found.append(replace(setup, path=static_path(view), hidden=gone))
    return found
