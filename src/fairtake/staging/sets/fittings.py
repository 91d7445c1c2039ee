"""Fittings: lamps that can go out one by one, and fires that move, on a set that is built.

Kits paint every bulb with one paint and model flames as small cones. Here the faces about each
lamp get a paint of their own ("bulb@2" belongs to the third halo), cones of fire get a plume that
is drawn anew each frame, and what burns flickers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.model.light import Halo, Light, LightKind, Plume
from fairtake.model.mesh import Material
from fairtake.model.set import Set, SetPart
from fairtake.staging.sets.modeller import tone

__all__ = ["fitted"]

_SHINING = ("bulb", "shade", "strip", "glow", "fire", "lamp glass", "neon", "neon blue")
_REACH = 0.95
_BURNS = 1.1  # metres from a flame within which a lamp is its light
_FLICKER = 0.45
_WARM = tone("#ff9a4a")


def fitted(place: Set) -> Set:
    """The set with its lamps told apart and its fires alive."""
    halos = np.array([halo.position for halo in place.lighting.halos], np.float64).reshape(-1, 3)
    place, fires = _told_apart(place, halos)
    plumes = tuple(plume for part, faces in fires.items() for plume in _plumes(faces, part))
    if not plumes:
        return place
    at = np.array([plume.position for plume in plumes])

    def unsteady(position: tuple[float, float, float]) -> float:
        return _FLICKER if float(np.linalg.norm(at - position, axis=1).min()) < _BURNS else 0.0

    place = _lit(place, plumes, halos)
    lighting = place.lighting
    lights = tuple(_light(lamp, unsteady(lamp.position)) for lamp in lighting.lights)
    flickering = tuple(_halo(halo, unsteady(halo.position)) for halo in lighting.halos)
    return replace(
        place, lighting=replace(lighting, lights=lights, halos=flickering, plumes=(*lighting.plumes, *plumes))
    )


def _lit(place: Set, plumes: Sequence[Plume], halos: npt.NDArray[np.float64]) -> Set:
    """The set with a light at each fire that its kit gave none, where it is dark enough to see it."""
    lighting = place.lighting
    if sum(lighting.ambient_side) / 3 > 0.62:
        return place
    lights, glows = list(lighting.lights), list(lighting.halos)
    for plume in plumes:
        x, y, z = plume.position
        if plume.size[1] < 0.3 or (len(halos) and np.linalg.norm(halos - plume.position, axis=1).min() < _BURNS):
            continue
        big = min(plume.size[1] / 0.6, 1.3)
        at = (x, y + 0.4, z)
        lights.append(Light(LightKind.POINT, _WARM, 0.9 * big, at, radius=6.5 * big, wrap=0.15))
        glows.append(Halo(at, _WARM, 1.1 * big, 0.4))
    return replace(place, lighting=replace(lighting, lights=tuple(lights), halos=tuple(glows)))


def _light(lamp: Light, flicker: float) -> Light:
    return replace(lamp, flicker=flicker) if flicker and lamp.kind is LightKind.POINT else lamp


def _halo(halo: Halo, flicker: float) -> Halo:
    return replace(halo, flicker=flicker) if flicker else halo


def _told_apart(place: Set, halos: npt.NDArray[np.float64]) -> tuple[Set, dict[str, npt.NDArray[np.float64]]]:
    """The set in which what shines has a paint for each lamp it is near, and by part the middles
    and tops (F, 4) of faces painted as fire."""
    materials: list[Material] = list(place.materials)
    shining = {k for k, m in enumerate(materials) if m.name in _SHINING and m.emission > 0.15}
    fire = {k for k, m in enumerate(materials) if m.name == "fire"}
    rows: dict[tuple[int, int], int] = {}
    parts: list[SetPart] = []
    fires: dict[str, npt.NDArray[np.float64]] = {}
    for part in place.parts:
        mesh = part.mesh
        which = np.isin(mesh.materials, sorted(shining))
        if not which.any():
            parts.append(part)
            continue
        corners = mesh.vertices[mesh.faces].astype(np.float64)
        middle = corners.mean(1)
        burning = np.isin(mesh.materials, sorted(fire))
        if burning.any():
            fires[part.name] = np.column_stack([middle[burning], corners[burning][:, :, 1].max(1)])
        if not len(halos):
            parts.append(part)
            continue
        changed = mesh.materials.copy()
        index = np.flatnonzero(which)
        away = np.linalg.norm(middle[index, None] - halos[None], axis=-1)
        nearest, reach = away.argmin(1), away.min(1)
        for face, halo, far in zip(index, nearest, reach, strict=True):
            if far > _REACH:
                continue
            key = int(mesh.materials[face]), int(halo)
            if key not in rows:
                rows[key] = len(materials)
                materials.append(replace(materials[key[0]], name=f"{materials[key[0]].name}@{key[1]}"))
            changed[face] = rows[key]
        parts.append(replace(part, mesh=replace(mesh, materials=changed)))
    return replace(place, materials=tuple(materials), parts=tuple(parts)), fires


def _plumes(fires: npt.NDArray[np.float64], part: str) -> tuple[Plume, ...]:
    """One flame for each heap of fire-painted faces."""
    plumes: list[Plume] = []
    left = fires
    while len(left) and len(plumes) < 24:
        heap = np.zeros(len(left), bool)
        heap[0] = True
        while True:
            more = np.linalg.norm(left[:, None, :3] - left[None, heap, :3], axis=-1).min(1) < 0.17
            if (more == heap).all() or (more & ~heap).sum() == 0:
                break
            heap |= more
        mine, left = left[heap], left[~heap]
        low, high = mine[:, :3].min(0), mine[:, :3].max(0)
        top = mine[:, 3].max()
        width = max(float(max(high[0] - low[0], high[2] - low[2])), 0.016)
        height = max(float(top - low[1]), 0.03)
        middle = (low + high) / 2
        foot = (float(middle[0]), float(low[1]) - 0.1 * height, float(middle[2]))
        plumes.append(Plume("flame", foot, (width * 1.5, height * (1.35 if height > 0.12 else 1.7)), on=part))
    return tuple(plumes)
