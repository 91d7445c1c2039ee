"""Consent that follows the shot: which grants each shot stands on.

A shot stands on a grant when what the grant lends is seen or heard in it:

- a character model, when its role is on the set and any part of its body falls within the picture on
  any frame of the shot. Bodies are measured joint by joint in the pose they have there; what stands
  before them is not asked (the statement, which counts pixels, does that), and a shadow alone is
  nobody's likeness;
- a recorded line, or one that a voice file speaks, when any of it is heard during the shot, be it over
  a cut, from off screen or through a telephone. Lips, gestures and looks that were timed to it are
  shown while it is heard, so they stand on the same grants;
- music, when it plays under any frame of the shot;
- a set model, in every shot of a scene that plays in it;
- a plate, in the shot it stands for.

A mouth that follows a dub's words does not make a shot less the film's: shots of a dub stand on what
the film's do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.geometry.camera import project
from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import rotate
from fairtake.model.breakdown import Scene
from fairtake.model.clearance import Cleared, ReferenceKind
from fairtake.model.figure import Figure
from fairtake.model.performance import PerformerTrack, ScenePerformance
from fairtake.model.shotlist import Shot
from fairtake.pipeline.choices import place_entry
from fairtake.pipeline.plates import plates_of
from fairtake.pipeline.scoring import music_spans
from fairtake.pipeline.sets_of import brought_places
from fairtake.pipeline.tune import music_name
from fairtake.pipeline.work import StagedScene, Work

__all__ = ["body_in_picture", "lent_to", "standing", "under_music"]

_SKIN = 0.03
"""Metres round a joint's box: what lies between two joints' boxes is drawn too."""

F64 = npt.NDArray[np.float64]


def lent_to(work: Work) -> list[Cleared]:
    """What the film may use under a grant."""
    return [one for one in work.clearing.cleared if one.grants]


def standing(
    work: Work, scene: Scene, shots: Sequence[Shot], performance: ScenePerformance, figures: Mapping[str, Figure]
) -> tuple[Shot, ...]:
    """A scene's shots with the grants they stand on, but for music. `performance` counts its lines as
    the film does; `figures` are those that its roles are drawn with."""
    cleared = lent_to(work)
    if not cleared:
        return tuple(shots)
    lines = _spoken(work, cleared)
    place = _of_place(work, scene, cleared)
    models = {
        one.reference.role: one.grants
        for one in cleared
        if one.reference.kind is ReferenceKind.CHARACTER and _plays(figures.get(one.reference.role))
    }
    plates = {number: one.grants for number, one in plates_of(work).items()}
    found = []
    for shot in shots:
        filmed = shot.number in plates  # nothing is drawn in it
        grants = set(plates[shot.number] if filmed else place)
        for timing in performance.lines:
            first, end = math.floor(timing.start * performance.fps), math.ceil(timing.end * performance.fps)
            if timing.line in lines and first < shot.end and end > shot.start:
                grants.update(lines[timing.line])
        for track in performance.performers:
            own = models.get(track.role, ())
            if (
                own
                and not filmed
                and not grants.issuperset(own)
                and body_in_picture(shot, track, figures[track.role], work)
            ):
                grants.update(own)
        found.append(replace(shot, grants=tuple(sorted(grants))))
    return tuple(found)


def under_music(work: Work, scenes: Sequence[StagedScene]) -> list[StagedScene]:
    """The scenes, the shots that lent music plays under standing on its grants too."""
    lent = [one.grants for one in lent_to(work) if one.reference.kind is ReferenceKind.MUSIC]
    grants = {grant for some in lent for grant in some}
    if not grants or not music_name(work):
        return list(scenes)
    fps = work.settings.fps
    spans = [(start * fps, (start + seconds) * fps) for start, seconds in music_spans(work, scenes)]

    def heard(shot: Shot) -> bool:
        return any(a < shot.offset + shot.end and b > shot.offset + shot.start for a, b in spans)

    found = []
    for scene in scenes:
        shots = tuple(
            replace(shot, grants=tuple(sorted({*shot.grants, *grants}))) if heard(shot) else shot
            for shot in scene.shots
        )
        told = {shot.number: list(shot.grants) for shot in shots}
        clips = tuple(
            replace(clip, metadata={**clip.metadata, "grants": told[clip.name]}) if told.get(clip.name) else clip
            for clip in scene.clips
        )
        found.append(replace(scene, shots=shots, clips=clips))
    return found


def _spoken(work: Work, cleared: Iterable[Cleared]) -> dict[int, tuple[str, ...]]:
    """The grants of the film's lines that were recorded, or are spoken by a voice file."""
    files: dict[str, tuple[str, ...]] = {}
    roles: dict[str, tuple[str, ...]] = {}
    for one in cleared:
        if one.reference.kind is ReferenceKind.RECORDING:
            files[Path(one.reference.path).name] = one.grants
        elif one.reference.kind is ReferenceKind.VOICE:
            roles[one.reference.role] = one.grants
    found = {number: files[name] for number, name in work.recorded.items() if name in files}
    for line in work.lines:
        if line.number not in work.recorded and line.role in roles:
            found[line.number] = roles[line.role]
    return found


def _of_place(work: Work, scene: Scene, cleared: Iterable[Cleared]) -> tuple[str, ...]:
    """The grants of the set model that a scene plays in."""
    entry = place_entry(work.settings, scene.setting)
    if entry is None or not entry.model or scene.setting.place not in brought_places(work):
        return ()
    return tuple(
        grant
        for one in cleared
        if one.reference.kind is ReferenceKind.PLACE and Path(one.reference.path) == Path(entry.model)
        for grant in one.grants
    )


def _plays(figure: Figure | None) -> bool:
    """Whether a figure is a model that somebody brought, and not the built-in one standing in."""
    return figure is not None and "model" in figure.details


def body_in_picture(shot: Shot, track: PerformerTrack, figure: Figure, work: Work) -> bool:
    """Whether any part of a performer's body is within the picture on any frame of the shot."""
    width, height = work.settings.size
    rows = np.arange(shot.start, min(shot.end, len(track.root)))
    rows = rows[track.present[rows]]
    if not len(rows):
        return False
    rest = figure.rest.astype(np.float64)
    where, turn = forward_kinematics(
        rest, track.root[rows].astype(np.float64), track.rotations[rows].astype(np.float64), figure.joint_parents
    )
    owners, corners = _boxes(figure)
    points = where[:, owners, None] + rotate(turn[:, owners, None], corners - rest[owners, None])
    camera = shot.camera
    at = np.minimum(rows - shot.start, len(camera.position) - 1)
    seen = project(
        points,
        camera.position[at].astype(np.float64)[:, None, None],
        camera.orientation[at].astype(np.float64)[:, None, None],
        camera.fovy[at].astype(np.float64)[:, None, None],
        width / height,
        camera.shift[at].astype(np.float64)[:, None, None],
    )
    depth = seen[..., 2:]
    # A box is out of the picture when all its corners lie beyond one side of it, which holds for those
    # behind the camera too as long as nothing is divided by depth.
    flat = seen[..., :2] * np.where(np.abs(depth) < 1e-6, 1e-6, depth)
    outside = (flat > depth).all(-2) | (flat < -depth).all(-2)
    inside = (depth[..., 0] > 0).any(-1) & ~outside.any(-1)
    return bool(inside.any())


def _boxes(figure: Figure) -> tuple[npt.NDArray[np.intp], F64]:
    """The joints that move any of a figure's skin, and the corners (B, 8, 3) of the box about what each
    moves, at rest, metres."""
    vertices = np.asarray(figure.mesh.vertices, np.float64)
    owners, corners = [], []
    for joint in range(len(figure.rest)):
        mine = vertices[((figure.joints == joint) & (figure.weights > 0)).any(1)]
        if len(mine):
            low, high = mine.min(0) - _SKIN, mine.max(0) + _SKIN
            owners.append(joint)
            corners.append([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    return np.asarray(owners, np.intp), np.asarray(corners, np.float64).reshape(-1, 8, 3)
