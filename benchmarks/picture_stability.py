"""Does the picture hold still where it should: a 48-frame turn of the head and a slow pan.

Every pixel of a frame is followed to where its point of the surface was one and two frames before: through
depth and the known cameras (the panning one only turns, so that outlines can be followed too); on the head
also through its turning. What then still changes *there and
back* between three frames, an up and a down or a down and an up, is flicker: light that grows or
fades steadily does not count. Points that were hidden or outside the frame are left out, and, on the turning
head, those next to a step in depth.

Three kinds of pixels: *lines* (where ink is drawn: the same picture without ink differs), *face*, and
*tones* (all the rest: shadow edges on floor, walls and clothes). Given: the mean flicker in levels of 255,
and the share of pixels that flicker by more than 16 levels. Resampling a still picture along the same
paths, by the same shares of a pixel, gives the floor of the measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from picture_bench import (
    PEOPLE,
    SIZE,
    camera_before,
    drawn,
    eye_point,
    figure,
    performer,
    place,
    scene,
    shot,
)
from PIL import Image
from scipy.ndimage import map_coordinates, maximum_filter, minimum_filter

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import matrix
from fairtake.model.figure import FACE_NEUTRAL, joint_index
from fairtake.model.footage import Frame, Quality
from fairtake.model.shotlist import CameraTrack

LIMITS: dict[str, tuple[float, float]] = {"lines": (1.0, 0.5), "face": (1.0, 0.5), "tones": (0.3, 0.1)}
"""Mean flicker in levels of 255, and per cent of pixels above 16 levels, in final quality."""
_STEP = 16
FRAMES = 48

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A moving picture of which the motion is known."""

    name: str
    frames: list[Frame]
    plain: list[Frame]
    camera: CameraTrack
    heads: F64 | None  # (N, 3, 4) where the head is, rest pose to world; None: nothing moves but the camera
    neck: float
    role: int


def _rays(camera: CameraTrack, row: int) -> tuple[F64, F64, F64]:
    """Eye, rotation, and for every pixel its direction in the camera at depth 1."""
    turn = matrix(camera.orientation[row].astype(np.float64))
    tangent = np.tan(float(camera.fovy[row]) / 2)
    sx, sy = camera.shift[row]
    x = ((np.arange(SIZE[0]) + 0.5) / SIZE[0] * 2 - 1 + sx) * tangent * SIZE[0] / SIZE[1]
    y = (1 - (np.arange(SIZE[1]) + 0.5) / SIZE[1] * 2 + sy) * tangent
    grid = np.stack([*np.broadcast_arrays(x[None], y[:, None]), np.full(SIZE[::-1], -1.0)], -1)
    return camera.position[row].astype(np.float64), turn, grid


def _world(frame: Frame, camera: CameraTrack, row: int) -> F64:
    """Where each pixel's point lies (H, W, 3); far away where there is only sky."""
    assert frame.depth is not None
    eye, turn, grid = _rays(camera, row)
    depth = np.where(np.isfinite(frame.depth), frame.depth, 1e4)
    return np.asarray(eye + (grid * depth[..., None]) @ turn.T)


def _where(points: F64, camera: CameraTrack, row: int) -> tuple[F64, F64, F64]:
    """Pixel row, pixel column and depth of points in another frame."""
    eye, turn, _ = _rays(camera, row)
    local = (points - eye) @ turn
    depth = np.maximum(-local[..., 2], 1e-3)
    tangent = np.tan(float(camera.fovy[row]) / 2)
    sx, sy = camera.shift[row]
    x = local[..., 0] / (depth * tangent * SIZE[0] / SIZE[1]) - sx
    y = local[..., 1] / (depth * tangent) - sy
    return (1 - y) / 2 * SIZE[1] - 0.5, (x + 1) / 2 * SIZE[0] - 0.5, depth


def _sent(points: F64, case: Case, here: int, there: int) -> F64:
    """The same points of the surface in another frame: those of the head turn with it."""
    if case.heads is None:
        return points
    frame = case.frames[here]
    assert frame.ids is not None
    a, b = case.heads[here], case.heads[there]
    rest = (points - a[:, 3]) @ a[:, :3]
    on_head = (frame.ids == case.role) & (points[..., 1] > case.neck)
    return np.where(on_head[..., None], rest @ b[:, :3].T + b[:, 3], points)


def _light(frame: Frame) -> F64:
    return np.asarray(frame.rgb.astype(np.float64) @ [0.299, 0.587, 0.114])


def _steady(depth: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Pixels that are not next to a step in depth."""
    near = np.where(np.isfinite(depth), depth, 1e4)
    return np.asarray(maximum_filter(near, 5) - minimum_filter(near, 5) < 0.04 * near)


def flicker(case: Case, still: bool = False) -> tuple[dict[str, list[float]], F64]:
    """By kind of pixel: sum of flicker, pixels, pixels that flicker; and the sum over frames (H, W). `still`
    sends the middle frame along the motion instead: the measure's own noise."""
    sums = {kind: [0.0, 0.0, 0.0] for kind in LIMITS}
    total = np.zeros(SIZE[::-1])
    for t in range(2, len(case.frames)):
        now = case.frames[t]
        assert now.depth is not None
        assert now.ids is not None
        points = _world(now, case.camera, t)
        values = [_light(now)]
        # A camera that only turns shows the same points however deep: outlines too can be followed.
        good = _steady(now.depth) if case.heads is not None else np.ones(SIZE[::-1], np.bool_)
        for back in (1, 2):
            before = case.frames[t - back]
            assert before.depth is not None
            assert before.ids is not None
            y, x, depth = _where(_sent(points, case, t, t - back), case.camera, t - back)
            inside = (y > 2) & (x > 2) & (y < SIZE[1] - 3) & (x < SIZE[0] - 3)
            iy, ix = np.clip(np.rint(y), 0, SIZE[1] - 1).astype(int), np.clip(np.rint(x), 0, SIZE[0] - 1).astype(int)
            there = np.where(np.isfinite(before.depth), before.depth, 1e4)[iy, ix]
            good &= inside
            if case.heads is not None:
                good &= (np.abs(there - depth) < 0.01 * depth + 0.004) & (before.ids[iy, ix] == now.ids)
            if case.heads is not None:  # the neck and what hangs from the head bend: not known
                good &= ~((now.ids == case.role) & (points[..., 1] <= case.neck + 0.02))
            picture = _light(now) if still else _light(before)
            if still:
                iy_, ix_ = np.mgrid[: SIZE[1], : SIZE[0]]
                y, x = iy_ + (y - np.rint(y)), ix_ + (x - np.rint(x))
            values.append(map_coordinates(picture, [y, x], order=1, mode="nearest"))
        first, second = values[0] - values[1], values[1] - values[2]
        swing = np.where(first * second < 0, np.minimum(np.abs(first), np.abs(second)), 0.0) * good
        total += swing
        inked = maximum_filter(np.abs(_light(now) - _light(case.plain[t])) > 8, 3)
        face = np.zeros_like(inked)
        if case.heads is not None:
            face = (now.ids == case.role) & (points[..., 1] > case.neck)
        for kind, mask in (("lines", inked & ~face), ("face", face), ("tones", ~inked & ~face)):
            here = mask & good
            sums[kind][0] += float(swing[here].sum())
            sums[kind][1] += float(here.sum())
            sums[kind][2] += float((swing[here] > _STEP).sum())
    return sums, total


def cases(quality: Quality) -> list[Case]:
    """The head and the pan."""
    who = figure(PEOPLE["young woman, pale"])
    on = place("kitchen")
    mark = on.marks[0]
    made = []
    t = np.linspace(0, 1, FRAMES)
    swing = np.deg2rad(40) * np.cos(np.pi * t)
    rest = np.repeat(np.array(FACE_NEUTRAL, np.float32)[None], FRAMES, 0)
    for name, head, pan in (("head", swing, 0.0), ("pan", None, np.deg2rad(8))):
        track = performer(who, rest, mark.position, mark.yaw, head)
        performance, assets = scene([("ANNA", who, track)], on)
        camera = camera_before(
            eye_point(who) + np.float32(mark.position), mark.yaw, frames=FRAMES, pan=pan, height=0.5 if head is not None else 1.6,
            aside=0.0 if head is not None else 0.3,
        )  # fmt: skip
        one = shot(camera, FRAMES)
        frames = drawn(performance, assets, one, quality, ("depth", "id"))
        plain = drawn(performance, assets, one, quality, (), ("ligne", _NO_INK))
        heads = None
        if head is not None:
            where, turn = forward_kinematics(who.rest, track.root, track.rotations)
            j = joint_index("head")
            turned = matrix(turn[:, j].astype(np.float64))
            heads = np.concatenate([turned, (where[:, j] - (turned @ who.rest[j].astype(np.float64)))[..., None]], -1)
        role = next(number for number, what in frames[0].names.items() if what == "ANNA")
        neck = float(who.rest[joint_index("head")][1]) + 0.02
        made.append(Case(name, frames, plain, camera, heads, neck, role))
    return made


_NO_INK = """name = "no ink"
[ink]
opacity = 0.0
"""


def stability(keep: Path | None) -> bool:
    """Measure, print the table; difference images go to `keep`. Whether all limits hold."""
    held = True
    for quality in (Quality.FINAL, Quality.DRAFT):
        print(
            f"{quality.value:<12}{'flicker':>9}{'limit':>7}{'floor':>7}{'> 16 levels':>14}{'limit':>7}   levels of 255, %"
        )
        for case in cases(quality):
            sums, total = flicker(case)
            floor, _ = flicker(case, still=True)
            for kind, (total_flicker, pixels, strong) in sums.items():
                if pixels < 1000:
                    continue
                mean, share = total_flicker / pixels, 100 * strong / pixels
                own = floor[kind][0] / max(floor[kind][1], 1)
                low, high = LIMITS[kind]
                over = (mean > low, share > high)
                if quality is Quality.FINAL:
                    held &= not any(over)
                marks = ["*" if one and quality is Quality.FINAL else " " for one in over]
                print(f"{case.name:<5}{kind:<7}{mean:9.2f}{marks[0]}{low:6g}{own:7.2f}{share:14.2f}{marks[1]}{high:6g}")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                shown = np.clip(total / (FRAMES - 2) * 16, 0, 255).astype(np.uint8)
                Image.fromarray(shown).save(keep / f"flicker-{case.name}-{quality.value}.png")
                Image.fromarray(case.frames[FRAMES // 2].rgb).save(keep / f"frame-{case.name}-{quality.value}.png")
    return held
