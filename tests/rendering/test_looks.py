"""Looks: what their files say, what holds of every one, and what each is made of."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest
import scenery

from fairtake.errors import RenderError
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.shotlist import CameraTrack
from fairtake.rendering import BuiltinRenderer, Look, find_look, load_look, look_keys, shipped_looks
from fairtake.rendering.look import MEDIA
from fairtake.rendering.materials import set_apart
from fairtake.rendering.view import view_of

SIZE = (192, 108)
PAGE = Path(__file__).parents[2] / "docs" / "looks.md"


def frames(performance, assets, shot, look, first=0, last=None, size=SIZE, passes=(), quality=Quality.DRAFT, text=""):
    settings = RenderSettings(size, quality, look, passes, text)
    stream = BuiltinRenderer().render(performance, assets, shot, settings, first, last)
    return [dataclasses.replace(frame, rgb=frame.rgb.copy()) for frame in stream]


def named(frame, *names):
    return np.isin(frame.ids, [number for number, name in frame.names.items() if name in names])


# -- files ---------------------------------------------------------------------------------------


def test_six_looks_come_with_the_program_and_each_is_its_own():
    assert shipped_looks() == ["ligne", "blueprint", "clay", "noir", "paper-cut", "watercolour"]
    looks = [find_look(name) for name in shipped_looks()]
    assert [look.name for look in looks] == shipped_looks()
    assert all(look.about.endswith(".") for look in looks)
    assert {look.medium for look in looks} == set(MEDIA)
    assert dataclasses.replace(looks[0], about="") == Look("ligne")
    assert find_look("Paper Cut") is find_look("paper-cut")


def test_every_key_is_explained():
    page = PAGE.read_text(encoding="utf-8")
    for key, item in look_keys().items():
        name = key.split(".")[1]
        assert re.search(rf"^\| `{name}` \|.*{re.escape(item.metadata['says'])}", page, re.MULTILINE), key
    assert {item.name for item in dataclasses.fields(Look)} - {key.name for key in look_keys().values()} == {
        "name",
        "about",
    }


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("[ink]\nwidht = 1", "ink.widht", ["unknown key", "Did you mean 'width'?"]),
        ("[inc]\nwidth = 1", "inc", ["unknown key", "'ink'", "[light]"]),
        ("ink = 3", "ink", ["section", "[ink]"]),
        ("[ink]\nwidth = 40", "ink.width", ["40 is out of range", "0 to 4"]),
        ("[ink]\nwidth = true", "ink.width", ["not a number"]),
        ("[light]\nsteps = 2.5", "light.steps", ["whole number", "0 to 12"]),
        ("[light]\nterminator = 0.1", "light.terminator", ["list of 2 numbers", "[0.04, 0.16]"]),
        ("[light]\nterminator = [0.1, 7]", "light.terminator", ["7 is out of range"]),
        ('[paper]\ncolor = "blue"', "paper.color", ["not a colour", "#f4efe2"]),
        ('[paper]\ncolor = ""', "paper.color", ["not a colour"]),
        ('[paper]\nmedium = "wahs"', "paper.medium", ["Did you mean 'wash'?"]),
        ('like = "noire"', "like", ["Did you mean 'noir'?"]),
        ("name = 3", "name", ["text"]),
        ("[ink", None, ["not TOML", "Correct the line"]),
    ],
)
def test_a_fault_in_a_look_file_names_the_file_the_key_and_the_fix(tmp_path, text, key, words):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        load_look(path)
    assert (caught.value.file, caught.value.key) == (str(path), key)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_look_of_ones_own(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('like = "noir"\n[ink]\ncolor = "#ff0000"\n[surface]\nset = ""\n', encoding="utf-8-sig")
    mine = load_look(path)
    assert mine == dataclasses.replace(find_look("noir"), name="mine", ink_color=(1.0, 0.0, 0.0))
    with pytest.raises(RenderError, match="cannot be read"):
        load_look(tmp_path / "other.toml")
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RenderError, match="UTF-8"):
        load_look(path)


def test_the_text_of_a_look_file_decides_the_picture(small):
    performance, assets = small
    red = '[ink]\ncolor = "#ff0000"\nown = 0.0\n'
    a, b, plain = (
        frames(performance, assets, scenery.shot(8), "mine.toml", 0, 1, text=text)[0].rgb.astype(int)
        for text in (red, red.replace("ff0000", "0000ff"), '[ink]\ncolor = ""\n')
    )
    assert (a[..., 0] - b[..., 0]).max() > 40
    assert (a[..., 2] - b[..., 2]).min() < -40
    assert (plain == frames(performance, assets, scenery.shot(8), "ligne", 0, 1)[0].rgb).all()


# -- what holds of every look --------------------------------------------------------------------


@pytest.mark.parametrize("look", shipped_looks()[1:])
def test_a_frame_does_not_depend_on_which_are_asked_for(small, look):
    """Neither with a still camera, whose plate is painted once, nor with a moving one."""
    performance, assets = small
    shot = scenery.shot(8)
    still = frames(performance, assets, shot, look)
    for i in (0, 5):
        alone = frames(performance, assets, shot, look, i, i + 1)[0]
        assert np.abs(still[i].rgb.astype(int) - alone.rgb).mean() < 0.02
    moving = scenery.shot(8, move=(0.3, 0, -0.2))
    a = frames(performance, assets, moving, look, 2, 4)[1]
    b = frames(performance, assets, moving, look, 3, 4)[0]
    assert (a.rgb == b.rgb).all()


def _pan(count, degrees):
    """A shot that turns by some degrees a frame."""
    shot = scenery.shot(count)
    track = shot.camera
    half = np.radians(degrees) * np.arange(count) / 2
    x, y, z, w = (track.orientation[:, i].astype(float) for i in range(4))
    s, c = np.sin(half), np.cos(half)
    turned = np.stack([c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y], 1).astype(np.float32)
    camera = CameraTrack(track.position, turned, track.fovy, track.shift)
    return dataclasses.replace(shot, camera=camera)


def _moved(before, after, now, then):
    """How much the picture `after` differs from `before` where both show the same place."""
    height, width = after.depth.shape
    y, x = np.mgrid[:height, :width]
    rays = now.corner + ((x + 0.5) / width)[..., None] * now.right + ((y + 0.5) / height)[..., None] * now.down
    places = now.eye + rays * np.minimum(after.depth, 1e4)[..., None]
    clip = np.concatenate([places, np.ones((height, width, 1))], -1) @ then.clip.T.astype(float)
    u = (clip[..., 0] / clip[..., 3] / 2 + 0.5) * width - 0.5
    v = (0.5 - clip[..., 1] / clip[..., 3] / 2) * height - 0.5
    inside = (u > 12) & (u < width - 13) & (v > 12) & (v < height - 13) & (x > 12) & (x < width - 12)
    i, j = np.clip(u.astype(int), 0, width - 2), np.clip(v.astype(int), 0, height - 2)
    a, b = (u - i)[..., None], (v - j)[..., None]
    old = before.rgb.astype(float)
    then_ = (old[j, i] * (1 - a) + old[j, i + 1] * a) * (1 - b) + (old[j + 1, i] * (1 - a) + old[j + 1, i + 1] * a) * b
    return np.abs(then_ - after.rgb).mean(-1)[inside]


@pytest.mark.parametrize("look", shipped_looks())
def test_nothing_flickers_in_a_slow_pan(small, look):
    """What is left of the difference once the pan is taken out: lines and textures go along."""
    performance, assets = small
    empty = dataclasses.replace(performance, performers=(), props=(), parts=())
    size = (384, 216)
    shot = _pan(3, 0.13)  # about a pixel a frame, and never a whole one
    shown = frames(empty, assets, shot, look, size=size, passes=("depth",))
    views = [view_of(shot.camera, i, size[0] / size[1]) for i in range(3)]
    for i in (1, 2):
        left = _moved(shown[i - 1], shown[i], views[i], views[i - 1])
        assert left.mean() < 3.5, left.mean()
        assert (left > 60).mean() < 0.004, (left > 60).mean()


# -- what each is made of ------------------------------------------------------------------------


def _one(small, look, **more):
    performance, assets = small
    return frames(performance, assets, scenery.shot(8), look, 4, 5, (384, 216), ("id",), **more)[0]


def test_noir_is_black_and_white_and_hard(small):
    picture = _one(small, "noir").rgb.astype(int)
    assert (picture.max(-1) - picture.min(-1)).max() < 14
    plain = _one(small, "ligne").rgb.astype(float).mean(-1)
    tones = picture.mean(-1)
    assert np.percentile(tones, 5) < np.percentile(plain, 5)
    assert tones.std() > 1.15 * plain.std()


def test_clay_hides_colours_and_keeps_faces(small):
    clay, plain = _one(small, "clay"), _one(small, "ligne")
    people = named(clay, "ANNA", "BEN")

    def colourful(frame):
        picture = frame.rgb.astype(int)
        return (picture.max(-1) - picture.min(-1))[people].mean()

    assert colourful(clay) < 0.6 * colourful(plain)
    assert clay.rgb.mean() > plain.rgb.mean()


def test_watercolour_leaves_paper_at_the_edge_and_only_there(small):
    picture = _one(small, "watercolour").rgb
    assert (picture[:2].min(-1) > 205).all()
    assert (picture[-2:].min(-1) > 205).all()
    assert (picture[40:-40, 40:-40].min(-1) > 235).mean() < 0.2


def test_a_cut_sheet_lies_over_what_is_behind_it(small):
    performance, assets = small
    flat = 'like = "paper-cut"\n[paper]\nshadow = 0.0\n'
    shown = [
        frames(performance, assets, scenery.shot(8), "flat.toml", 4, 5, (384, 216), ("id",), text=text)[0]
        for text in (flat, flat.replace("shadow = 0.0", "shadow = 0.6"))
    ]
    darker = (shown[0].rgb.astype(int) - shown[1].rgb).mean(-1)
    people = named(shown[0], "ANNA", "BEN")
    right = np.roll(people, (2, 2), (0, 1)) & ~people & named(shown[0], "back wall", "floor", "left wall")
    left = np.roll(people, (-3, -3), (0, 1)) & ~people & named(shown[0], "back wall", "floor", "left wall")
    assert darker[right].mean() > 12
    assert darker[right].mean() > 4 * max(darker[left].mean(), 0.1)


def test_a_blueprint_is_white_on_blue_and_people_stand_out(small):
    frame = _one(small, "blueprint")
    picture = frame.rgb.astype(int)
    assert (picture[..., 2] >= picture[..., 0] - 2).all()
    people = named(frame, "ANNA", "BEN")
    assert np.median(picture[people].sum(-1)) < 0.75 * np.median(picture[~people].sum(-1))
    assert (picture.min(-1) > 120).mean() > 0.004


def test_shade_is_hatched_and_the_floor_is_ruled(small):
    bare = 'like = "blueprint"\n[paper]\nhatching = 0.0\ngrid = 0.0\n'
    none, hatched, ruled = (
        _one(small, "mine.toml", text=text).rgb.astype(int)
        for text in (bare, bare.replace("hatching = 0.0", "hatching = 0.8"), bare.replace("grid = 0.0", "grid = 1.0"))
    )
    for other in (hatched, ruled):
        lines = (other - none).mean(-1)
        assert lines.min() >= -1
        assert 0.003 < (lines > 20).mean() < 0.5


def test_hair_is_set_apart_from_the_skin_where_a_look_asks():
    skin, red, grey, blond = (0.94, 0.75, 0.65), (0.69, 0.35, 0.18), (0.62, 0.60, 0.62), (0.85, 0.70, 0.42)
    tone = {color: set_apart(color, skin, 0.5) for color in (red, grey, blond)}
    assert luma(skin) - luma(tone[red]) >= 0.49  # as dark in grey as red hair is red
    assert luma(tone[grey]) > luma(grey) + 0.2  # the old do not turn young
    assert luma(tone[blond]) > luma(blond) + 0.1
    black = (0.1, 0.1, 0.1)
    assert set_apart(black, skin, 0.5) == black
    assert set_apart(red, skin, 0.0) == red


def luma(color):
    return float(np.dot(color, (0.3, 0.59, 0.11)))
