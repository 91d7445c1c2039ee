from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from fairtake.errors import RenderError
from fairtake.model.figure import FACE_NEUTRAL, FACE_PARAMETERS, FaceStyle
from fairtake.rendering.face import FacePainter
from fairtake.rendering.face_features import Palette

STYLE = FaceStyle(
    skin=(0.95, 0.80, 0.69), lip=(0.77, 0.33, 0.31), iris=(0.31, 0.48, 0.42), brow=(0.23, 0.18, 0.24), femininity=0.9
)
CAVITY = np.array([94, 36, 48])


def row(**values: float) -> np.ndarray:
    r = np.array(FACE_NEUTRAL, np.float32)
    for name, value in values.items():
        r[FACE_PARAMETERS.index(name)] = value
    return r


def paint(size: int = 256, style: FaceStyle = STYLE, **values: float) -> np.ndarray:
    return FacePainter(style, size).paint(row(**values)).copy()


def inside_mouth(image: np.ndarray) -> int:
    mouth = image[image.shape[0] * 62 // 100 :].astype(int)
    return int((np.abs(mouth - CAVITY).sum(-1) < 8).sum())


# What a parameter needs beside it to be visible at all.
COMPANIONS = {
    "teeth_upper": {"mouth_open": 0.6},
    "teeth_lower": {"mouth_open": 0.6},
    "tongue": {"mouth_open": 0.6},
    "mouth_square": {"mouth_open": 0.6},
}


@pytest.mark.parametrize("name", FACE_PARAMETERS)
def test_every_parameter_changes_the_drawing(name: str) -> None:
    beside = COMPANIONS.get(name, {})
    base = paint(**beside)
    neutral = FACE_NEUTRAL[FACE_PARAMETERS.index(name)]
    value = 0.4 if name in ("lid_upper", "mouth_width", "iris") else 1.0
    assert abs(value - neutral) > 0.3
    other = paint(**{**beside, name: value})
    assert (np.abs(base.astype(int) - other).max(-1) > 12).sum() >= 12


@pytest.mark.parametrize("name", FACE_PARAMETERS)
def test_every_parameter_acts_continuously(name: str) -> None:
    beside = COMPANIONS.get(name, {})
    neutral = FACE_NEUTRAL[FACE_PARAMETERS.index(name)]
    end = 0.0 if name in ("lid_upper", "iris") else 1.0 if name != "mouth_width" else 0.4
    painter = FacePainter(STYLE, 192)
    previous: np.ndarray | None = None
    steps: list[float] = []
    for t in np.linspace(0, 1, 40):
        image = painter.paint(row(**{**beside, name: neutral + (end - neutral) * float(t)})).astype(int)
        if previous is not None:
            steps.append(float(np.abs(image - previous).mean()))
        previous = image.copy()
    total = sum(steps)
    assert total > 0
    # No single step of forty carries more than a fifth of the whole change.
    assert max(steps) < 0.2 * total + 0.02


def test_pressed_lips_show_nothing_of_the_mouth() -> None:
    assert inside_mouth(paint(512, press=1.0, mouth_width=0.9)) == 0
    assert inside_mouth(paint(512, press=1.0, mouth_open=0.8, jaw=0.3, teeth_upper=1.0)) == 0
    teeth = paint(512, press=1.0, mouth_open=0.8, teeth_upper=1.0)[320:]
    assert (teeth.min(-1) > 215).sum() == 0


def test_an_open_mouth_is_open() -> None:
    small, wide = inside_mouth(paint(512, mouth_open=0.3)), inside_mouth(paint(512, mouth_open=0.9, jaw=0.85))
    assert 0 < small < wide
    assert wide > 700
    assert inside_mouth(paint(512)) == 0


def test_the_jaw_lowers_the_chin() -> None:
    def lowest(image: np.ndarray) -> int:
        ground = paint(512, mouth_open=0.0)[-1, 256].astype(int)
        return int(np.flatnonzero((np.abs(image.astype(int) - ground).sum(-1) > 24)[:, 236:276].any(1)).max())

    assert lowest(paint(512, mouth_open=0.8, jaw=1.0)) > lowest(paint(512, mouth_open=0.8, jaw=0.0)) + 5


def test_a_blink_hides_the_eyes() -> None:
    iris = np.array(STYLE.iris) * 255

    def seen(image: np.ndarray) -> int:
        return int((np.abs(image.astype(float) - iris).sum(-1) < 20).sum())

    assert seen(paint(512)) > 100
    assert seen(paint(512, blink=1.0)) == 0
    assert 0 < seen(paint(512, blink=0.5)) < seen(paint(512))


def test_gaze_goes_to_the_performers_own_left() -> None:
    def middle(image: np.ndarray) -> float:
        dark = image[220:270].astype(int).sum(-1) < 110
        return float(np.flatnonzero(dark.any(0)).mean())

    left, right = paint(512, gaze_x=1.0, lid_upper=1.2), paint(512, gaze_x=-1.0, lid_upper=1.2)
    iris = np.array(STYLE.iris) * 255
    at = [np.argwhere(np.abs(i.astype(float) - iris).sum(-1) < 20)[:, 1].mean() for i in (left, right)]
    assert at[0] > at[1] + 8


def test_only_what_moved_is_repainted() -> None:
    painter = FacePainter(STYLE, 256)
    painter.paint(row())
    assert painter.changed == [(0, 0, 256, 256)]
    painter.paint(row())
    assert painter.changed == []
    before = painter.paint(row()).copy()
    after = painter.paint(row(mouth_open=0.5)).copy()
    assert len(painter.changed) == 1
    x0, y0, x1, y1 = painter.changed[0]
    outside = np.ones((256, 256), bool)
    outside[y0:y1, x0:x1] = False
    assert (before[outside] == after[outside]).all()
    assert (before != after).any()
    painter.paint(row(mouth_open=0.5, blink=1.0))
    assert len(painter.changed) == 1
    assert painter.changed[0] != (x0, y0, x1, y1)


def test_a_face_does_not_depend_on_what_was_drawn_before() -> None:
    painter = FacePainter(STYLE, 256)
    for value in np.linspace(0, 1, 9):
        painter.paint(row(mouth_open=float(value), blink=float(value), cheek=float(value)))
    again = painter.paint(row(mouth_open=0.25, smile=0.6))
    assert again.tobytes() == paint(256, mouth_open=0.25, smile=0.6).tobytes()


def test_styles_look_different() -> None:
    base = paint()
    for other in (
        replace(STYLE, freckles=True),
        replace(STYLE, stubble=(0.2, 0.18, 0.2)),
        replace(STYLE, beard=(0.4, 0.2, 0.1)),
        replace(STYLE, glasses=(0.1, 0.1, 0.1)),
        replace(STYLE, age=78),
        replace(STYLE, age=7),
        replace(STYLE, femininity=0.0),
    ):
        assert (paint(style=other) != base).any()


COMPANY = {
    "a young woman": replace(STYLE, femininity=1.0, age=28, lash=1.3, brow_thickness=0.9, eye=1.05),
    "a man": replace(STYLE, femininity=0.0, age=38, lip=(0.86, 0.55, 0.48), brow_thickness=1.1, eye=1.05),
    "an old woman": replace(STYLE, femininity=1.0, age=72, brow=(0.86, 0.84, 0.84), lash=0.9, eye=1.05),
    "a child": replace(STYLE, skin=(0.55, 0.36, 0.27), lip=(0.58, 0.30, 0.26), femininity=0.9, age=8, eye=1.29),
}


def feelings() -> Mapping[str, Mapping[str, float]]:
    # What staging asks of a face, held against what rendering draws: the one place they meet.
    from fairtake.staging.performers import EMOTIONS

    return EMOTIONS


@pytest.mark.parametrize("who", COMPANY)
def test_a_stranger_tells_feelings_apart(who: str) -> None:
    painter = FacePainter(COMPANY[who], 256)
    drawn = {name: painter.paint(row(**sparse))[40:, 30:226].astype(float) for name, sparse in feelings().items()}
    ten = list(drawn)[:10]
    apart = {(a, b): float(np.abs(drawn[a] - drawn[b]).max(-1).mean()) for a, b in combinations(drawn, 2)}
    # Mean change of a pixel over the whole face, of 255: a blink is about 3.
    assert min(apart[a, b] for a, b in combinations(ten, 2)) > 2.5
    assert min(apart.values()) > 1.4


@pytest.mark.parametrize("who", COMPANY)
def test_eyes_and_mouth_are_large_enough_for_a_medium_close_up(who: str) -> None:
    # The frame is 0.7 m high then, a head about 0.24 m: 185 of 540 pixels at the least.
    scale = 185 / 512
    shut, opened = paint(512, COMPANY[who], blink=1.0), paint(512, COMPANY[who])
    eye = np.flatnonzero((np.abs(shut.astype(int) - opened)[180:300].max(-1) > 40).sum(1) > 5)
    assert (eye[-1] - eye[0]) * scale >= 12
    lips = paint(512, COMPANY[who])[340:440, 246:266].astype(int)
    skin = paint(512, COMPANY[who])[345, 256].astype(int)
    mouth = np.flatnonzero((np.abs(lips - skin).max(-1) > 12).mean(1) > 0.6)
    longest = max(np.split(mouth, np.flatnonzero(np.diff(mouth) > 3) + 1), key=len)
    assert (longest[-1] - longest[0] + 1) * scale >= 12


def test_white_brows_show_on_pale_skin() -> None:
    pale = replace(STYLE, skin=(0.96, 0.86, 0.80), brow=(0.95, 0.95, 0.95))
    raised, plain = paint(256, pale, brow_inner=1.0, brow_outer=1.0), paint(256, pale)
    assert (np.abs(raised.astype(int) - plain).max(-1) > 50).sum() > 100


def test_brows_on_dark_skin_have_the_colour_of_hair() -> None:
    dark = replace(STYLE, skin=(0.48, 0.30, 0.22), brow=(0.25, 0.22, 0.25))
    assert Palette(dark).brow[0] >= Palette(dark).brow[1]
    assert sum(Palette(dark).brow) < 0.6 * sum(Palette(dark).skin)


def test_brows_weigh_on_the_lids() -> None:
    def inner_and_outer(**values: float) -> tuple[int, int]:
        change = np.abs(paint(512, **values).astype(int) - paint(512, blink=1.0, **values)).max(-1) > 60
        eye = change[200:290, 290:400]
        columns = np.flatnonzero(eye.any(0))
        quarter = (columns[-1] - columns[0]) // 4
        return int(eye[:, columns[0] : columns[0] + quarter].sum()), int(eye[:, columns[-1] - quarter :].sum())

    plain, angry = inner_and_outer(), inner_and_outer(brow_inner=-0.9, brow_outer=0.3)
    sad = inner_and_outer(brow_inner=0.9, brow_outer=-0.5)
    assert angry[0] < 0.9 * plain[0]
    assert sad[1] < 0.92 * plain[1]


def test_it_is_fast_enough_for_talk() -> None:
    painter = FacePainter(STYLE, 512)
    painter.paint(row())
    rng = np.random.default_rng(1)
    targets = rng.uniform(0, 0.7, 40)
    start = time.process_time()
    for i in range(120):
        a = float(np.interp(i / 4, np.arange(40), targets))
        painter.paint(row(mouth_open=a, jaw=a, blink=max(0.0, 1 - abs(i % 48 - 24) / 3), mouth_width=1 + 0.2 * a))
    assert (time.process_time() - start) / 120 < 0.02


def test_a_face_cannot_be_too_small() -> None:
    with pytest.raises(RenderError):
        FacePainter(STYLE, 8)
