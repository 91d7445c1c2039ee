"""A stage to look at faces on: whom one likes, where one likes, and a camera before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from fairtake.geometry.camera import fovy_of_lens, look_at, project
from fairtake.geometry.quaternion import from_axis_angle
from fairtake.model.breakdown import Setting
from fairtake.model.figure import FACE_NEUTRAL, FACE_PARAMETERS, JOINTS, Figure, joint_index
from fairtake.model.footage import Frame, Quality, RenderSettings
from fairtake.model.light import Lighting
from fairtake.model.performance import Assets, PerformerTrack, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.rendering import BuiltinRenderer
from fairtake.staging.performers import appearance_from_words, build_figure
from fairtake.staging.performers.tints import SKINS
from fairtake.staging.sets import build_set

__all__ = [
    "MCU",
    "PEOPLE",
    "SIZE",
    "camera_before",
    "drawn",
    "face_row",
    "figure",
    "head_box",
    "performer",
    "place",
    "scene",
    "sheet",
    "shot",
]

SIZE = (960, 540)
MCU = 0.7
"""Metres that a medium close-up is high at the face, as directing/framing.py has it."""

PEOPLE: Mapping[str, str] = {
    "young woman, pale": "pale|young woman, 24, red hair, bob, green dress",
    "old woman, glasses": "light|woman, 72, silver hair in a bun, glasses, cardigan",
    "man, beard, deep": "deep|man, 40, black hair, full beard, grey suit",
    "man, stubble, tan": "tan|man, 35, brown hair, stubble, denim jacket",
    "girl, brown": "brown|girl, 9, black hair, braids, yellow raincoat",
    "old man, hat": "rosy|old man, 78, white hair, moustache, flat cap, coat",
    "woman, dark, curls": "dark|woman, 30, black hair, curly, red blouse",
    "man, glasses, beard": "olive|man, 55, grey hair, beard, glasses, sweater",
}
"""Different faces, each a skin and words: age, hair, glasses, beards, a hat."""

F32 = npt.NDArray[np.float32]


@lru_cache(maxsize=64)
def figure(words: str, seed: int = 7) -> Figure:
    """Somebody as described: "skin|words"."""
    skin, _, rest = words.partition("|")
    return build_figure("ANNA", replace(appearance_from_words(rest, seed), skin=SKINS[skin]))


@lru_cache(maxsize=16)
def place(kind: str, time: str = "day", inside: bool = True) -> Set:
    """A set for two by its kit's name."""
    heading = f"{'INT' if inside else 'EXT'}. {kind.upper()} - {time.upper()}"
    return build_set(Setting(heading, inside, not inside, kind.upper(), time))


def face_row(values: Mapping[str, float], strength: float = 1.0) -> F32:
    """A row of FACE_PARAMETERS: a feeling at so much of its strength."""
    row = np.array(FACE_NEUTRAL, np.float32)
    for name, value in values.items():
        at = FACE_PARAMETERS.index(name)
        row[at] += (value - row[at]) * strength
    return row


def performer(
    who: Figure,
    faces: F32,
    at: Sequence[float] = (0.0, 0.0, 0.0),
    yaw: float = 0.0,
    head: npt.NDArray[np.floating] | None = None,
    role: str = "ANNA",
) -> PerformerTrack:
    """Somebody who stands still with the faces (N, P); `head` (N,) radians turns it."""
    frames = len(faces)
    rotations = np.zeros((frames, len(JOINTS), 4), np.float32)
    rotations[..., 3] = 1
    rotations[:, 0] = from_axis_angle([0, 1, 0], np.full(frames, yaw))
    for side, sign in (("L", 1), ("R", -1)):
        rotations[:, joint_index(f"upper_arm.{side}")] = from_axis_angle([0, 0, 1], np.full(frames, -0.12 * sign))
    if head is not None:
        rotations[:, joint_index("neck")] = from_axis_angle([0, 1, 0], head * 0.4)
        rotations[:, joint_index("head")] = from_axis_angle([0, 1, 0], head * 0.6)
    root = np.repeat((who.rest[0] + np.asarray(at, np.float32))[None], frames, 0).astype(np.float32)
    eyes = eye_point(who) + np.asarray(at, np.float32)
    gaze = np.repeat(np.float32([[np.sin(yaw), 0, np.cos(yaw)]]), frames, 0)
    return PerformerTrack(
        role, root, rotations, faces, np.repeat(eyes[None], frames, 0).astype(np.float32), gaze,
        np.zeros(frames, np.bool_), np.ones(frames, np.bool_),
    )  # fmt: skip


def eye_point(who: Figure) -> F32:
    """Between the eyes of somebody at rest at the origin."""
    return np.asarray(who.rest[joint_index("head")] + np.float32(who.eye), np.float32)


def scene(
    people: Sequence[tuple[str, Figure, PerformerTrack]], on: Set, lighting: Lighting | None = None
) -> tuple[ScenePerformance, Assets]:
    """A scene of people on a set, lit as it is or as told."""
    frames = len(people[0][2].root)
    lit = on if lighting is None else replace(on, lighting=lighting)
    performance = ScenePerformance(
        "1", 24, frames, on.kind, tuple(track for _, _, track in people), (), (), (), (), (),
        np.zeros(frames, np.float32),
    )  # fmt: skip
    return performance, Assets({on.kind: lit}, {role: who for role, who, _ in people}, {})


def camera_before(
    eyes: npt.ArrayLike,
    yaw: float = 0.0,
    height: float = MCU,
    mm: float = 50.0,
    aside: float = 0.0,
    frames: int = 1,
    pan: float = 0.0,
    line: float = 0.34,
) -> CameraTrack:
    """A camera on the side that somebody at yaw faces, `aside` radians round, whose frame is
    `height` metres high at the eyes, which lie at `line` (-1..1). `pan` radians over all frames."""
    eyes = np.asarray(eyes, np.float64)
    fovy = fovy_of_lens(mm)
    distance = height / (2 * np.tan(fovy / 2))
    toward = np.array([np.sin(yaw + aside), 0.0, np.cos(yaw + aside)])
    position = np.repeat((eyes + toward * distance)[None], frames, 0)
    turn = np.linspace(-pan / 2, pan / 2, frames)
    ways = np.stack([-np.sin(yaw + aside + turn), np.zeros(frames), -np.cos(yaw + aside + turn)], -1)
    return CameraTrack(
        position.astype(np.float32), look_at(position, position + ways).astype(np.float32),
        np.full(frames, fovy, np.float32), np.repeat(np.float32([[0.0, -line]]), frames, 0),
    )  # fmt: skip


def shot(camera: CameraTrack, frames: int, hidden: Sequence[str] = (), size: ShotSize = ShotSize.MCU) -> Shot:
    """A shot with a camera."""
    return Shot(
        "1A-1", "1", "1A", "single", 0, frames, 0, size, Angle.EYE, 50.0, Move.STATIC, ("ANNA",), camera, "bench",
        hidden=tuple(hidden),
    )  # fmt: skip


_RENDERER: list[BuiltinRenderer] = []


def drawn(
    performance: ScenePerformance,
    assets: Assets,
    shot_: Shot,
    quality: Quality = Quality.FINAL,
    passes: tuple[str, ...] = (),
    look: tuple[str, str] = ("ligne", ""),
    size: tuple[int, int] = SIZE,
) -> list[Frame]:
    """All frames of a shot, kept."""
    if not _RENDERER:
        _RENDERER.append(BuiltinRenderer())
    settings = RenderSettings(size, quality, look[0], passes, look[1])
    frames = _RENDERER[0].render(performance, assets, shot_, settings)
    return [replace(frame, rgb=frame.rgb.copy()) for frame in frames]


def head_box(who: Figure, camera: CameraTrack, at: Sequence[float] = (0.0, 0.0, 0.0)) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1 in pixels about the drawn face: ear to ear, hairline to chin."""
    eyes = eye_point(who) + np.asarray(at, np.float32)
    scale = who.height / 1.72 if who.height > 1.45 else 1.0
    corners = eyes + scale * np.array([[x, y, 0.0] for x in (-0.085, 0.085) for y in (-0.115, 0.075)])
    flat = project(
        corners, camera.position[0].astype(float), camera.orientation[0].astype(float), float(camera.fovy[0]),
        SIZE[0] / SIZE[1], camera.shift[0].astype(float),
    )  # fmt: skip
    x, y = (flat[:, 0] + 1) / 2 * SIZE[0], (1 - flat[:, 1]) / 2 * SIZE[1]
    low_x, low_y, high_x, high_y = int(x.min()), int(y.min()), int(np.ceil(x.max())), int(np.ceil(y.max()))
    return max(low_x, 0), max(low_y, 0), min(high_x, SIZE[0]), min(high_y, SIZE[1])


def sheet(tiles: Sequence[tuple[str, npt.NDArray[np.uint8]]], columns: int, width: int = 240) -> Image.Image:
    """Pictures with their names, side by side."""
    pictures = []
    for name, rgb in tiles:
        image = Image.fromarray(rgb)
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        ImageDraw.Draw(image).text((4, 2), name, fill=(255, 240, 120), stroke_width=1, stroke_fill=(0, 0, 0))
        pictures.append(image)
    height = max(image.height for image in pictures)
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * width, rows * height), (30, 30, 34))
    for number, image in enumerate(pictures):
        whole.paste(image, (number % columns * width, number // columns * height))
    return whole
