"""What leaves: one staged scene with its assets and shots, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import OutputError
from fairtake.model.mesh import Mesh
from fairtake.model.performance import Assets, ScenePerformance
from fairtake.model.set import Set, SetPart
from fairtake.model.shotlist import Shot

__all__ = ["SYNTHETIC", "ExportScene", "by_material", "notes", "part_seen", "statement", "unique_names"]

SYNTHETIC = (
    "Synthetic: drawn figures, sets and motion made by rules from the words of a screenplay. No likeness, voice or "
    "work of a person was used, so no grant was needed."
)
"""What every exported file says of itself."""


@dataclass(frozen=True, slots=True, eq=False)
class ExportScene:
    """One scene to be written. `start` is the film's frame on which it begins; `shots` in
    cutting order, their frames counted from the scene's start; `windows` the frames (first,
    end exclusive) of the scene that are in the film, empty for all of it; `size` the picture in
    pixels; `faces` by role a PNG of the drawn face at rest, to lay on the FACE material;
    `heading` the scene's heading as written; `made_with` names the program and its version;
    `models` says of what was brought by people by what right it is used."""

    title: str
    heading: str
    performance: ScenePerformance
    assets: Assets
    shots: tuple[Shot, ...]
    start: int
    size: tuple[int, int]
    made_with: str
    windows: tuple[tuple[int, int], ...] = ()
    faces: Mapping[str, bytes] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    grants: tuple[str, ...] = ()
    """Those that what is in the file stands on, whether or not a shot shows it."""

    @property
    def set(self) -> Set:
        """The set the scene plays in. Raises OutputError."""
        try:
            return self.assets.sets[self.performance.set]
        except KeyError:
            raise OutputError(
                f"scene {self.performance.number} has no set to export", fix="Stage the scene again."
            ) from None


def by_material(mesh: Mesh) -> list[tuple[int, npt.NDArray[np.int64]]]:
    """The rows of `faces` of each material that is used, by rising number of material."""
    return [(int(number), np.flatnonzero(mesh.materials == number)) for number in np.unique(mesh.materials)]


def part_seen(scene: ExportScene, part: SetPart) -> npt.NDArray[np.bool_]:
    """On which frames (N,) of the scene a part of the set is drawn: shots take wild walls away,
    and what hangs on them."""
    seen = np.ones(scene.performance.frames, np.bool_)
    for shot in scene.shots:
        if part.name in shot.hidden or part.on in shot.hidden:
            seen[shot.start : shot.end] = False
    return seen


def unique_names(names: list[str]) -> list[str]:
    """The same names, each once: the second "cup" is "cup 2"."""
    taken: set[str] = set()
    found = []
    for name in names:
        wanted, count = name or "unnamed", 2
        while wanted in taken:
            wanted, count = f"{name or 'unnamed'} {count}", count + 1
        taken.add(wanted)
        found.append(wanted)
    return found


def statement(models: Mapping[str, str], grants: Sequence[str] = ()) -> str:
    """What a file says of itself."""
    if grants:
        return "Holds references used under the grants named here."
    if models:
        brought = ", ".join(f"{what} ({right})" for what, right in sorted(models.items()))
        return f"Synthetic, with models that its makers brought, by the right they named: {brought}."
    return SYNTHETIC


def notes(scene: ExportScene) -> dict[str, Any]:
    """What is said about a scene beside its geometry, as plain JSON values."""
    performance = scene.performance
    grants = sorted({*scene.grants, *(grant for shot in scene.shots for grant in shot.grants)})
    return {
        "title": scene.title,
        "scene": performance.number,
        "heading": scene.heading,
        "fps": performance.fps,
        "frames": performance.frames,
        "film_start_frame": scene.start,
        "size": list(scene.size),
        "synthetic": True,
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
        "statement": statement(scene.models, grants),
        "grants": grants,
        "models": dict(sorted(scene.models.items())),
        "shots": [_shot(shot) for shot in scene.shots],
        "lines": [
            {"role": line.role, "text": line.text, "start": round(line.start, 4), "end": round(line.end, 4)}
            for line in performance.lines
        ],
    }


def _shot(shot: Shot) -> dict[str, Any]:
    return {
        "number": shot.number,
        "setup": shot.setup,
        "kind": shot.kind,
        "start_frame": shot.start,
        "end_frame": shot.end,
        "film_start_frame": shot.offset + shot.start,
        "film_end_frame": shot.offset + shot.end,
        "size": str(shot.size),
        "angle": str(shot.angle),
        "lens_mm": round(float(shot.lens_mm), 3),
        "move": str(shot.move),
        "subjects": list(shot.subjects),
        "hidden": list(shot.hidden),
        "reason": shot.reason,
        "runner_up": shot.runner_up,
        "grants": list(shot.grants),
    }
