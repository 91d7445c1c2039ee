"""The built-in renderer: a shot of a performance → frames."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from fairtake.errors import RenderError
from fairtake.model.footage import Frame, Quality, RenderSettings
from fairtake.model.light import Lighting, LightTrack
from fairtake.model.performance import Assets, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import CameraTrack, Shot
from fairtake.rendering.cels import Faces
from fairtake.rendering.detail import Lighter
from fairtake.rendering.development import check_development
from fairtake.rendering.kernels import columns
from fairtake.rendering.lights import Rig, Shadows
from fairtake.rendering.look import Look
from fairtake.rendering.look_file import find_look
from fairtake.rendering.painter import Painter
from fairtake.rendering.passes import PASSES, coverage_pass, depth_pass, id_pass, normal_pass
from fairtake.rendering.picture import Picture
from fairtake.rendering.plates import Plates
from fairtake.rendering.scene import Meshes, Stage, build_stage, find_set
from fairtake.rendering.view import view_of

__all__ = ["BuiltinRenderer"]

_SMALLEST, _LARGEST = 16, 8192
_MESHES = 2000
_SMALLER = 1.5


class BuiltinRenderer:
    """Draws on the processor, serially; run one in each process. Keeps the shadow maps of the
    last still stage, so shots over the same set share them, and plates, meshes and faces, so that
    a setup that comes back need not be painted again. What is kept never changes a picture."""

    def __init__(self) -> None:
        self._shadows: tuple[tuple[Set, bytes, Look, int], Shadows] | None = None
        self._meshes: Meshes = {}
        self._lighter: Lighter = {}
        self._faces: Faces = OrderedDict()
        self._plates = Plates()

    def render(
        self,
        performance: ScenePerformance,
        assets: Assets,
        shot: Shot,
        settings: RenderSettings,
        first: int = 0,
        last: int | None = None,
    ) -> Iterator[Frame]:
        """The shot's frames `first` to `last` (exclusive), as ports.Renderer says. The frames
        do not depend on which of them are asked for. Raises RenderError at once."""
        look = find_look(settings.look, settings.look_text)
        check_development(settings.development)
        _check_size(settings.size)
        unknown = [name for name in settings.passes if name not in PASSES]
        if unknown:
            raise RenderError(
                f'There is no pass "{unknown[0]}"', fix="Ask for any of: " + ", ".join(f'"{p}"' for p in PASSES) + "."
            )
        rows = len(shot.camera.position)
        end = shot.frames if last is None else last
        if rows < 1 or not 0 <= first <= end <= max(shot.frames, rows):
            raise RenderError(
                f"Shot {shot.number} has {shot.frames} frames, and frames {first} to {end} were asked for",
                fix="Ask for frames inside the shot.",
            )
        place = find_set(performance, assets)
        if len(self._meshes) > _MESHES:
            self._meshes.clear()
            self._lighter.clear()
        drawn = replace(settings, size=_drawn_size(shot.camera, settings))
        stage = build_stage(performance, assets, shot, look, self._meshes, drawn.size[1], self._lighter)
        frames = self._frames(performance, place, stage, shot, drawn, look, first, end)
        return frames if drawn.size == settings.size else _enlarged(frames, settings.size)

    def _frames(
        self,
        performance: ScenePerformance,
        place: Set,
        stage: Stage,
        shot: Shot,
        settings: RenderSettings,
        look: Look,
        first: int,
        end: int,
    ) -> Iterator[Frame]:
        width, height = settings.size
        samples = 2 if settings.quality is Quality.FINAL else 1
        stands, table = _stands(shot.camera), stage.table.copy()
        origin = view_of(shot.camera, 0, width / height)
        rows = len(shot.camera.position)
        for begin, over, lighting in _runs(performance.light, place.lighting, shot.start, first, end):
            stage.table[:] = table
            _shine(stage.table, place, lighting)
            lit = place if lighting is place.lighting else replace(place, lighting=lighting)
            painter = self._painter(place, lighting, stage, look, samples, shot.start)
            still = stands and over - begin > 1
            picture = Picture(
                painter, origin, lit, width, height, samples, still, self._plates, settings.development,
                shot.subjects, performance.props, shot.hidden,
            )  # fmt: skip
            yield from self._run(picture, painter, performance, shot, settings, begin, over, rows)

    def _run(
        self,
        picture: Picture,
        painter: Painter,
        performance: ScenePerformance,
        shot: Shot,
        settings: RenderSettings,
        first: int,
        end: int,
        rows: int,
    ) -> Iterator[Frame]:
        """Frames of a shot on which the light is the same."""
        width, height = settings.size
        for i in range(first, end):
            view = view_of(shot.camera, min(i, rows - 1), width / height)
            row = shot.start + i
            before = view_of(shot.camera, min(max(i - 1, 0), rows - 1), width / height)
            picture.frame(view, row, row / performance.fps, before)
            canvas = picture.canvas
            ids, names = id_pass(canvas, painter) if "id" in settings.passes else (None, {})
            yield Frame(
                picture.rgb,
                depth_pass(canvas) if "depth" in settings.passes else None,
                normal_pass(canvas, painter, view) if "normal" in settings.passes else None,
                ids,
                names,
                coverage_pass(canvas, painter, settings.development) if "coverage" in settings.passes else {},
            )

    def _painter(self, place: Set, lighting: Lighting, stage: Stage, look: Look, samples: int, start: int) -> Painter:
        # A draft makes do with smaller shadow maps, and draws faces on twos.
        size, hold = 1024 * samples // look.blur // 64 * 64, 3 - samples
        rig = Rig(lighting, look, size, place.interior)
        cast = rig.matrices.tobytes() + rig.lights[:, columns.L_SOFT].tobytes()
        fixed = stage.points[: stage.fixed_vertices].tobytes() + cast
        key = (place, fixed, look, size)
        kept = self._shadows
        if kept is not None and kept[0][0] is place and kept[0][1:] == key[1:]:
            kept[1].adopt(stage)
            return Painter(stage, rig, kept[1], look, hold, start, self._faces)
        shadows = Shadows(rig, stage)
        self._shadows = (key, shadows)
        return Painter(stage, rig, shadows, look, hold, start, self._faces)

    @staticmethod
    def warm_up(progress: Callable[[str, float], None] | None = None) -> None:
        """Compile every kernel (seconds once, then read from disk). `progress` is told what is
        being done and the share that is done, 0..1."""
        from fairtake.rendering.warmup import warm_up

        warm_up(progress)


def _runs(
    track: LightTrack | None, lighting: Lighting, start: int, first: int, end: int
) -> Iterator[tuple[int, int, Lighting]]:
    """Stretches of a shot's frames (first, end exclusive) on which the light is the same."""
    if track is None:
        if end > first:
            yield first, end, lighting
        return
    begin = first
    for i in range(first + 1, end + 1):
        if i == end or track.at(start + i) is not track.at(start + begin):
            yield begin, i, track.at(start + begin)
            begin = i


def _shine(table: npt.NDArray[np.float32], place: Set, lighting: Lighting) -> None:
    """Let the set's materials give off as much as the lighting says."""
    rows = {material.name: row for row, material in enumerate(place.materials)}
    for name, share in lighting.shine:
        if (row := rows.get(name)) is None:
            continue
        table[row, columns.M_EMISSION] *= min(share, 1.0)
        table[row, columns.M_BLOOM] *= share
        if share > 1:
            table[row, columns.M_COLOR : columns.M_COLOR + 3] *= share
            table[row, columns.M_COLOR2 : columns.M_COLOR2 + 3] *= share
        elif name.startswith("fire"):  # a flame that is out is no yellow cone, but soot
            table[row, columns.M_COLOR : columns.M_COLOR + 3] *= 0.12 + 0.88 * share

    for name, share in lighting.wet:
        if (row := rows.get(name)) is not None:
            table[row, columns.M_WET] = share
            table[row, columns.M_COLOR : columns.M_COLOR + 3] *= 1 - 0.2 * share


def _stands(camera: CameraTrack) -> bool:
    """Whether a camera stands still for the whole shot."""
    tracks = (camera.position, camera.orientation, camera.fovy, camera.shift)
    return all(bool((np.asarray(track) == np.asarray(track)[0]).all()) for track in tracks)


def _drawn_size(camera: CameraTrack, settings: RenderSettings) -> tuple[int, int]:
    """The size at which pictures are drawn: a draft of a moving camera, which has no plate to stand
    on and whose eye follows the move, at two thirds of it. Passes are for measuring: never smaller."""
    measured = set(settings.passes) - {"coverage"}
    if settings.quality is Quality.FINAL or measured or _stands(camera):
        return settings.size
    width, height = (max(round(side / _SMALLER / 2) * 2, _SMALLEST) for side in settings.size)
    return width, height


def _enlarged(frames: Iterator[Frame], size: tuple[int, int]) -> Iterator[Frame]:
    for frame in frames:
        picture = np.asarray(Image.fromarray(frame.rgb).resize(size, Image.Resampling.BILINEAR))
        yield Frame(picture, coverage=frame.coverage)


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if not all(_SMALLEST <= side <= _LARGEST for side in size):
        raise RenderError(
            f"A picture of {width} x {height} pixels cannot be drawn",
            fix=f"Use sides between {_SMALLEST} and {_LARGEST} pixels.",
            key="film.size",
        )
    if width % 2 or height % 2:
        raise RenderError(
            f"A picture of {width} x {height} pixels cannot be encoded: both sides must be even",
            fix=f"Use {width - width % 2} x {height - height % 2}.",
            key="film.size",
        )
