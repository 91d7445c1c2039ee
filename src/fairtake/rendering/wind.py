"""Wind: leaves, grass and curtains sway when the script says so, and so do long hair and skirts.

A shot in which no wind is told is drawn as ever: all that stands still is on its plate. Where wind is
told, the foliage nearest to the camera (as many triangles as a crowd has) leaves the plate and is moved
anew for each frame, by a function of place and time alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.model.figure import Figure, joint_index
from fairtake.model.mesh import Mesh, Stuff
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set, SetPart
from fairtake.model.shotlist import Shot
from fairtake.rendering.kernels import sway

__all__ = ["Loose", "Sway", "loose_of", "moved_by_wind", "sways_of", "windy"]

F32 = npt.NDArray[np.float32]

_MOST = 18_000
"""Triangles of foliage that move in a shot; beyond that, farther plants stand."""
_REACH = 34.0  # metres from the camera beyond which nobody sees leaves move
_CLOTHS = ("curtain", "flag", "banner", "laundry", "sheet", "tent", "awning", "sail", "washing")


@dataclass(frozen=True, slots=True, eq=False)
class Sway:
    """What of a set part the wind moves: `mesh` is that part of it, `still` what stands (None: nothing
    does), `amount` (V,) how far each of the mesh's points gives way, metres at full wind."""

    mesh: Mesh
    still: Mesh | None
    amount: F32


@dataclass(frozen=True, slots=True, eq=False)
class Loose:
    """Of a figure: the points `rows` (K,) that hang loose, and how far each gives way."""

    rows: npt.NDArray[np.int32]
    amount: F32


def windy(performance: ScenePerformance, place: Set, shot: Shot) -> float:
    """How hard the wind blows in a shot: 0 where none is told, 1 in a wind, 1.5 in a storm's rain."""
    track = performance.light
    rows = range(shot.start, max(shot.end, shot.start + 1))
    states = (
        [place.lighting]
        if track is None
        else list({id(s): s for s in (track.at(r) for r in (rows[0], rows[-1]))}.values())
    )
    blown = [state for state in states if "wind" in state.weather]
    if not blown:
        return 0.0
    return 1.5 if any("rain" in state.weather or "snow" in state.weather for state in blown) else 1.0


def sways_of(place: Set, shot: Shot) -> dict[str, Sway]:
    """The parts of a set that move in the wind, by name, as seen by a shot."""
    foliage = np.array([m.foliage for m in place.materials])
    eye = np.asarray(shot.camera.position, np.float64)[0]
    wanted: list[tuple[float, str, SetPart, npt.NDArray[np.bool_]]] = []
    found: dict[str, Sway] = {}
    for part in place.parts:
        if any(word in part.name for word in _CLOTHS) and len(part.mesh.faces) < 3000:
            found[part.name] = _hung(part.mesh)
            continue
        leafy = foliage[part.mesh.materials] > 0 if len(part.mesh.faces) else np.zeros(0, np.bool_)
        if place.interior or not leafy.any():
            continue
        centers = part.mesh.vertices[part.mesh.faces].mean(1)
        away = np.hypot(centers[:, 0] - eye[0], centers[:, 2] - eye[2])
        wanted.append((0.0, part.name, part, leafy & (away < _REACH)))
    if not wanted:
        return found
    # The nearest leaves of all, until there are enough; whole metres, so that no plant is torn.
    distances = [
        np.hypot(*(p.mesh.vertices[p.mesh.faces].mean(1)[:, [0, 2]] - eye[[0, 2]]).T)[leafy]
        for _, _, p, leafy in wanted
    ]
    everything = np.sort(np.concatenate(distances))
    limit = float(everything[_MOST]) if len(everything) > _MOST else math.inf
    for (_, name, part, leafy), _distance in zip(wanted, distances, strict=True):
        centers = part.mesh.vertices[part.mesh.faces].mean(1)
        near = leafy & (np.hypot(centers[:, 0] - eye[0], centers[:, 2] - eye[2]) < limit)
        if near.any():
            found[name] = _leafy(part.mesh, near)
    return found


def _cut(mesh: Mesh, keep: npt.NDArray[np.bool_]) -> Mesh:
    used = np.zeros(len(mesh.vertices), np.bool_)
    used[mesh.faces[keep].ravel()] = True
    number = np.cumsum(used) - 1
    return Mesh(
        np.ascontiguousarray(mesh.vertices[used], np.float32),
        np.ascontiguousarray(mesh.normals[used], np.float32),
        np.ascontiguousarray(mesh.uvs[used], np.float32),
        np.ascontiguousarray(number[mesh.faces[keep]], np.int32),
        np.ascontiguousarray(mesh.materials[keep], np.int32),
        np.ascontiguousarray(mesh.zones[keep], np.int32),
    )


def _leafy(mesh: Mesh, near: npt.NDArray[np.bool_]) -> Sway:
    moving, still = _cut(mesh, near), _cut(mesh, ~near) if not near.all() else None
    high = np.maximum(moving.vertices[:, 1], 0.0)
    # Grass bends from its root, a crown swings on its stem.
    amount = 0.10 * np.minimum(high / 0.5, 1.0) * np.minimum(high, 0.6) + 0.030 * np.clip(high - 0.6, 0.0, 8.0)
    return Sway(moving, still, amount.astype(np.float32))


def _hung(mesh: Mesh) -> Sway:
    """Cloth hangs from above: its lower edge moves most."""
    y = mesh.vertices[:, 1]
    top, bottom = float(y.max(initial=0)), float(y.min(initial=0))
    share = (top - y) / max(top - bottom, 1e-3)
    moving = _cut(mesh, np.ones(len(mesh.faces), np.bool_))
    used = np.zeros(len(y), np.bool_)
    used[mesh.faces.ravel()] = True
    return Sway(moving, None, (0.14 * share**1.6)[used].astype(np.float32))


def moved_by_wind(part: Sway, strength: float, seconds: float, out: F32) -> None:
    """Where the points of a part are at a time, into `out` (V, 3)."""
    sway.sway(part.mesh.vertices, part.amount, np.float32(strength), np.float32(seconds), out)


_HEAD, _PELVIS = joint_index("head"), joint_index("pelvis")
_LEGS = tuple((joint_index(f"thigh.{s}"), joint_index(f"shin.{s}"), joint_index(f"foot.{s}")) for s in "LR")


def loose_of(figure: Figure) -> Loose | None:
    """What of a figure flies in the wind: hair below the chin, and skirts and coat tails away from the
    legs. None when all of it lies close."""
    if figure.species or figure.shapes:
        return None
    points = figure.mesh.vertices.astype(np.float64)
    rest = figure.rest.astype(np.float64)
    scale = figure.height / 1.75
    stuff = np.zeros(len(points), np.int8)
    kinds = np.array([1 if m.stuff is Stuff.HAIR else 2 if m.stuff is Stuff.CLOTH else 0 for m in figure.materials])
    stuff[figure.mesh.faces.ravel()] = np.repeat(kinds[figure.mesh.materials], 3)
    chin = rest[_HEAD, 1] + 0.02 * scale
    hair = np.clip((chin - points[:, 1]) / (0.22 * scale), 0.0, 1.0) * (stuff == 1) * (points[:, 2] < 0.06)
    away = np.full(len(points), 9.0)
    for chain in _LEGS:
        for a, b in pairwise(chain):
            p, q = rest[a], rest[b]
            t = np.clip(((points - p) @ (q - p)) / max(float((q - p) @ (q - p)), 1e-9), 0, 1)
            away = np.minimum(away, np.linalg.norm(points - p - t[:, None] * (q - p), axis=1))
    below = np.clip((rest[_PELVIS, 1] - 0.03 - points[:, 1]) / (0.42 * scale), 0.0, 1.0)
    over = points[:, 1] > 0.16 * scale
    cloth = np.clip((away - 0.085 * scale) / (0.07 * scale), 0.0, 1.0) * below * (stuff == 2) * over
    amount = 0.085 * scale * hair**1.2 + 0.10 * scale * cloth
    rows = np.flatnonzero(amount > 0.002)
    if len(rows) < 12:
        return None
    return Loose(rows.astype(np.int32), amount[rows].astype(np.float32))
