"""The whole film as one USD layer: scenes by reference, one after the other, and the camera of
the cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pxr import Kind, Sdf, Usd, UsdGeom

from fairtake.exchange.scene import ExportScene, statement
from fairtake.exchange.usd import key_camera, key_seen, new_stage, save
from fairtake.model.shotlist import CameraTrack, Shot

__all__ = ["FilmScene", "film_scene", "write_film"]


@dataclass(frozen=True, slots=True, eq=False)
class FilmScene:
    """What the film's layer needs of a scene: its `file` beside the layer, its heading, the
    film's frame on which it starts, its length, its windows and its shots."""

    file: str
    number: str
    heading: str
    start: int
    frames: int
    windows: tuple[tuple[int, int], ...]
    shots: tuple[Shot, ...]
    size: tuple[int, int]
    models: Mapping[str, str]


def film_scene(scene: ExportScene, file: str) -> FilmScene:
    """A scene's place in the film, without its geometry."""
    performance = scene.performance
    windows = scene.windows or ((0, performance.frames),)
    return FilmScene(
        file,
        performance.number,
        scene.heading,
        scene.start,
        performance.frames,
        windows,
        scene.shots,
        scene.size,
        scene.models,
    )


def write_film(title: str, fps: int, made_with: str, scenes: Sequence[FilmScene], path: Path) -> None:
    """Write the film's layer (text) for scene files that lie beside it. Time code 0 is the
    film's first frame, its title's; a scene is seen while it plays. Raises OutputError."""
    end = max((scene.start + scene.frames for scene in scenes), default=1)
    stage = new_stage(fps, end)
    root = UsdGeom.Xform.Define(stage, "/Film")
    stage.SetDefaultPrim(root.GetPrim())
    Usd.ModelAPI(root).SetKind(Kind.Tokens.assembly)
    brought = {what: right for scene in scenes for what, right in scene.models.items()}
    told = {"title": title, "fps": fps, "synthetic": True, "statement": statement(brought), "generator": made_with}
    stage.GetRootLayer().customLayerData = {"fairtake": told}
    for place, scene in enumerate(scenes, 1):
        xform = UsdGeom.Xform.Define(stage, f"/Film/Scene_{place}")
        xform.GetPrim().SetCustomDataByKey("fairtake", {"scene": scene.number, "heading": scene.heading})
        seen = np.zeros(end + 1, np.bool_)
        for first, last in scene.windows:
            seen[scene.start + first : scene.start + last] = True
        key_seen(xform, seen)
    shots = [(scene, shot) for scene in scenes for shot in scene.shots]
    if shots:
        _cut(stage, shots)
    # References last, on a layer of no stage: a stage would look for files that lie elsewhere.
    layer = Sdf.Layer.CreateAnonymous("film.usda")
    layer.TransferContent(stage.GetRootLayer())
    for place, scene in enumerate(scenes, 1):
        reference = Sdf.Reference(f"./{scene.file}", Sdf.Path.emptyPath, Sdf.LayerOffset(float(scene.start)))
        layer.GetPrimAtPath(f"/Film/Scene_{place}").referenceList.prependedItems.append(reference)
    save(layer, path)


def _cut(stage: Usd.Stage, shots: Sequence[tuple[FilmScene, Shot]]) -> None:
    """One camera that plays the film as it is cut: a sample on each frame."""
    ordered = sorted(shots, key=lambda pair: pair[0].start + pair[1].start)
    frames = ordered[-1][0].start + ordered[-1][1].end
    first = ordered[0][0].start + ordered[0][1].start
    # A frame that no shot holds keeps the camera of the one before.
    which = np.zeros(frames - first, np.int64)
    tracks = [shot.camera for _, shot in ordered]
    joined = [
        np.concatenate([getattr(t, name) for t in tracks]) for name in ("position", "orientation", "fovy", "shift")
    ]
    row = 0
    for scene, shot in ordered:
        begin = scene.start + shot.start - first
        which[begin : begin + shot.frames] = np.arange(row, row + shot.frames)
        which[begin + shot.frames :] = row + shot.frames - 1
        row += shot.frames
    camera = UsdGeom.Camera.Define(stage, "/Film/Camera")
    key_camera(camera, CameraTrack(*(values[which] for values in joined)), ordered[0][0].size, first)
