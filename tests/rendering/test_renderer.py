"""The renderer as a whole: what must hold of its frames, whatever they show."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest
import scenery
from PIL import Image

from fairtake.errors import RenderError
from fairtake.model.footage import Development, Quality, RenderSettings
from fairtake.model.light import Haze
from fairtake.model.mesh import Mesh, Stuff
from fairtake.rendering import BuiltinRenderer, find_look

GOLDEN = Path(__file__).parent / "golden"
SIZE = (192, 108)


def frames(performance, assets, shot, first=0, last=None, size=SIZE, quality=Quality.FINAL, passes=()):
    settings = RenderSettings(size, quality, passes=passes)
    stream = BuiltinRenderer().render(performance, assets, shot, settings, first, last)
    return [dataclasses.replace(frame, rgb=frame.rgb.copy()) for frame in stream]


def difference(a, b):
    return np.abs(a.astype(int) - b.astype(int))


@pytest.mark.parametrize("quality", list(Quality))
def test_plate_and_full_painting_give_the_same_picture(small, quality):
    performance, assets = small
    shot = scenery.shot(8)
    still = frames(performance, assets, shot, quality=quality)
    for i in (0, 1, 4, 7):  # one frame alone is painted whole
        whole = frames(performance, assets, shot, i, i + 1, quality=quality)[0]
        assert difference(still[i].rgb, whole.rgb).mean() < 0.01


@pytest.mark.parametrize("quality", list(Quality))
def test_the_same_input_gives_the_same_bytes(small, quality):
    performance, assets = small
    shot = scenery.shot(8, move=(0.3, 0, -0.2))
    a = frames(performance, assets, shot, 2, 5, quality=quality)
    b = frames(performance, assets, shot, 2, 5, quality=quality)
    assert all((x.rgb == y.rgb).all() for x, y in zip(a, b, strict=True))


def test_frames_do_not_depend_on_which_are_asked_for(small):
    performance, assets = small
    whole = frames(performance, assets, scenery.shot(8))
    part = frames(performance, assets, scenery.shot(8), 3, 6)
    assert all((x.rgb == y.rgb).all() for x, y in zip(whole[3:6], part, strict=True))


@pytest.mark.parametrize("quality", list(Quality))
def test_a_picture_does_not_depend_on_what_was_drawn_before(small, quality):
    """Setups that come back find their plate, faces and shadow maps again: same bytes as anew."""
    performance, assets = small
    dark = dataclasses.replace(assets.sets["room"].lighting, lights=assets.sets["room"].lighting.lights[:1])
    night = dataclasses.replace(assets, sets={"room": dataclasses.replace(assets.sets["room"], lighting=dark)})
    still = dataclasses.replace(performance, parts=())
    wide, close = scenery.shot(8), scenery.shot(8, eye=(-0.5, 1.4, 3.2), target=(0.3, 1.2, 1.8))
    setups = [(wide, performance, assets), (close, performance, assets), (wide, performance, night)]
    setups += [(wide, still, assets), (scenery.shot(8, hidden=["left wall"]), performance, assets)]
    settings = RenderSettings(SIZE, quality)
    renderer = BuiltinRenderer()
    for shot, scene, things in (*setups, *reversed(setups)):
        kept = [frame.rgb.copy() for frame in renderer.render(scene, things, shot, settings, 2, 5)]
        anew = frames(scene, things, shot, 2, 5, quality=quality)
        assert all((a == b.rgb).all() for a, b in zip(kept, anew, strict=True))


def test_two_shots_drawn_in_turn_do_not_disturb_each_other(small):
    performance, assets = small
    renderer, settings = BuiltinRenderer(), RenderSettings(SIZE, Quality.DRAFT)
    wide, close = scenery.shot(8), scenery.shot(8, eye=(-0.5, 1.4, 3.2), target=(0.3, 1.2, 1.8))
    first = renderer.render(performance, assets, wide, settings)
    second = renderer.render(performance, assets, close, settings)
    pairs = [(a.rgb.copy(), b.rgb.copy()) for a, b in zip(first, second, strict=True)]
    for shot, drawn in ((wide, [a for a, _ in pairs]), (close, [b for _, b in pairs])):
        anew = frames(performance, assets, shot, quality=Quality.DRAFT)
        assert all((a == b.rgb).all() for a, b in zip(drawn, anew, strict=True))


def test_plates_keep_to_their_budget(small, monkeypatch):
    from fairtake.rendering import plates

    performance, assets = small
    kept = plates.Plates(budget=1)
    renderer = BuiltinRenderer()
    renderer._plates = kept
    painted = []
    paint = plates.Plate.__init__
    monkeypatch.setattr(plates.Plate, "__init__", lambda self, *args: (painted.append(1), paint(self, *args))[1])
    close = scenery.shot(8, eye=(-0.5, 1.4, 3.2), target=(0.3, 1.2, 1.8))
    for shot in (scenery.shot(8), scenery.shot(8), close, scenery.shot(8)):
        list(renderer.render(performance, assets, shot, RenderSettings((64, 36), Quality.DRAFT), 0, 2))
    assert len(painted) == 3
    assert len(kept._kept) == 1


def test_nothing_changes_away_from_what_moves(small):
    performance, assets = small
    alone = dataclasses.replace(performance, performers=(), parts=())  # only the cup moves
    a, b = frames(alone, assets, scenery.shot(8), passes=("id",))[4:6]
    changed = difference(a.rgb, b.rgb).max(-1) > 0
    assert changed.any()
    cup = np.isin(a.ids, [k for k, name in a.names.items() if name == "cup"])
    ys, xs = np.nonzero(cup)
    ys2, xs2 = np.nonzero(changed)
    assert abs(ys2 - ys.mean()).max() < 64
    assert abs(xs2 - xs.mean()).max() < 80
    assert changed.mean() < 0.2


def test_depth_normals_and_ids(small):
    performance, assets = small
    frame = frames(performance, assets, scenery.shot(8), 0, 1, passes=("depth", "normal", "id"))[0]
    name = {value: key for key, value in frame.names.items()}
    assert {"ANNA", "BEN", "cup", "still cup", "door", "back wall", "floor", "sky"} <= set(name)
    wall = frame.ids == name["back wall"]
    assert wall.sum() > 1000
    assert np.allclose(frame.depth[wall], 5.15, atol=0.2)
    assert np.allclose(frame.normal[wall], [0, 0, 1], atol=1e-3)
    floor = frame.ids == name["floor"]
    assert np.allclose(frame.normal[floor], [0, 1, 0], atol=1e-3)
    sky = frame.ids == 0
    assert np.isinf(frame.depth[sky]).all()
    assert np.isfinite(frame.depth[~sky]).all()
    for role in ("ANNA", "BEN"):
        assert (frame.ids == name[role]).sum() > 200


def test_depth_agrees_with_the_cameras_geometry(small):
    from fairtake.geometry.camera import project

    performance, assets = small
    shot = scenery.shot(8)
    frame = frames(performance, assets, shot, 0, 1, passes=("depth", "id"))[0]
    camera = shot.camera
    # The near left corner of the table top.
    point = np.array([[-0.19, 0.75, 2.17]])
    x, y, depth = project(point, camera.position[0], camera.orientation[0], camera.fovy[0], 16 / 9, camera.shift[0])[0]
    px, py = int((x / 2 + 0.5) * SIZE[0]), int((0.5 - y / 2) * SIZE[1])
    assert frame.names[int(frame.ids[py, px])] == "table"
    assert frame.depth[py, px] == pytest.approx(depth, abs=0.1)


def test_who_is_not_present_is_not_drawn(small):
    performance, assets = small
    anna, ben = performance.performers
    gone = dataclasses.replace(anna, present=np.arange(8) >= 4)
    scene = dataclasses.replace(performance, performers=(gone, ben))
    shown = frames(scene, assets, scenery.shot(8), passes=("id",))
    for i, frame in enumerate(shown):
        number = next((k for k, name in frame.names.items() if name == "ANNA"), -1)
        assert (frame.ids == number).any() == (i >= 4)


def test_what_hangs_on_a_hidden_wall_goes_with_it(small):
    performance, assets = small
    ((key, place),) = assets.sets.items()
    on_wall = tuple(dataclasses.replace(part, on="left wall") if part.name == "floor" else part for part in place.parts)
    hung = dataclasses.replace(assets, sets={key: dataclasses.replace(place, parts=on_wall)})
    for hidden, seen in (([], True), (["left wall"], False)):
        (frame,) = frames(performance, hung, scenery.shot(8, hidden=hidden), 0, 1, passes=("id",))
        assert ("floor" in {frame.names[number] for number in np.unique(frame.ids) if number}) is seen


def test_a_hidden_wall_is_not_drawn_but_keeps_its_shadow(small):
    performance, assets = small
    seen = frames(performance, assets, scenery.shot(8), 0, 1, passes=("id",))[0]
    hidden = frames(performance, assets, scenery.shot(8, hidden=["left wall"]), 0, 1, passes=("id",))[0]
    wall = next(k for k, name in seen.names.items() if name == "left wall")
    assert (seen.ids == wall).any()
    assert not (hidden.ids == wall).any()
    floor = next(k for k, name in seen.names.items() if name == "floor")
    both = (seen.ids == floor) & (hidden.ids == floor)
    both[:, :64] = False  # contact shadow of the wall itself
    assert difference(seen.rgb, hidden.rgb)[both].mean() < 1.5


def test_performers_cast_shadows_on_the_set(small):
    performance, assets = small
    with_people = frames(performance, assets, scenery.shot(8), 0, 1, passes=("id",))[0]
    empty = frames(dataclasses.replace(performance, performers=()), assets, scenery.shot(8), 0, 1, passes=("id",))[0]
    static = {k for k, name in with_people.names.items() if name not in ("ANNA", "BEN")}
    both = np.isin(with_people.ids, list(static)) & (empty.ids > 0)
    darker = (empty.rgb.astype(int) - with_people.rgb).max(-1)[both] > 25
    assert darker.sum() > 60
    assert ((with_people.rgb.astype(int) - empty.rgb).max(-1)[both] > 25).sum() < 30


def test_a_door_swings(small):
    performance, assets = small
    shot = scenery.shot(8, target=(2.5, 1.2, 3.0), eye=(0, 1.5, 3.0), shift=(0, 0))
    a, b = (f.ids == next(k for k, n in f.names.items() if n == "door") for f in
            (frames(performance, assets, shot, i, i + 1, passes=("id",))[0] for i in (0, 7)))  # fmt: skip
    assert a.sum() > 200
    assert (a != b).mean() > 0.01


@pytest.mark.parametrize("size", [(108, 192), (128, 128), (240, 100), (198, 110)])
@pytest.mark.parametrize("quality", list(Quality))
def test_other_shapes(small, size, quality):
    performance, assets = small
    shot = scenery.shot(8)
    a, b = frames(performance, assets, shot, 0, 2, size=size, quality=quality)
    assert a.rgb.shape == (size[1], size[0], 3)
    assert a.rgb.std() > 15
    whole = frames(performance, assets, shot, 1, 2, size=size, quality=quality)[0]
    assert difference(b.rgb, whole.rgb).max() <= 1


def test_clear_errors(small):
    performance, assets = small
    shot, settings = scenery.shot(8), RenderSettings((64, 36))
    render = BuiltinRenderer().render

    def fails(match, performance=performance, assets=assets, settings=settings, **more):
        with pytest.raises(RenderError, match=match) as caught:
            render(performance, assets, shot, settings, **more)
        assert caught.value.fix

    fails("ligne", settings=RenderSettings((64, 36), look="nowhere"))
    fails("even", settings=RenderSettings((65, 36)))
    fails("cannot be drawn", settings=RenderSettings((0, 36)))
    fails("cannot be drawn", settings=RenderSettings((20000, 36)))
    fails('no pass "beauty"', settings=RenderSettings((64, 36), passes=("beauty",)))
    fails("8 frames", last=9)
    fails('set "room"', assets=dataclasses.replace(assets, sets={}))
    fails("ANNA", assets=dataclasses.replace(assets, figures={}))
    fails('model "cup"', assets=dataclasses.replace(assets, props={}))


def test_degenerate_geometry_is_harmless(small):
    performance, assets = small
    place = assets.sets["room"]
    bad = scenery.box((0, 1, 1), (0.5, 0.5, 0.5))
    vertices = bad.vertices.copy()
    vertices[0] = np.nan
    vertices[5] = np.inf
    vertices[9:12] = vertices[9]
    part = dataclasses.replace(place.parts[0], name="bad", mesh=dataclasses.replace(bad, vertices=vertices))
    nothing = Mesh(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32), np.zeros((0, 2), np.float32),
                   np.zeros((0, 3), np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32))  # fmt: skip
    empty = dataclasses.replace(place.parts[0], name="empty", mesh=nothing)
    odd = dataclasses.replace(assets, sets={"room": dataclasses.replace(place, parts=(*place.parts, part, empty))})
    with np.errstate(invalid="ignore"):
        a = frames(performance, odd, scenery.shot(8), 0, 1)[0]
    b = frames(performance, assets, scenery.shot(8), 0, 1)[0]
    assert difference(a.rgb, b.rgb).mean() < 12


def test_camera_inside_things_and_behind_the_room(small):
    performance, assets = small
    for eye in ((0.55, 0.73, 1.75), (-1.1, 1.3, 2.2), (0, 1.5, -40.0), (0, 60.0, 0.1)):
        frame = frames(performance, assets, scenery.shot(8, eye=eye, target=(0.1, 1, 2)), 0, 1, size=(64, 36))[0]
        assert frame.rgb.shape == (36, 64, 3)


def test_rain_falls_outside_and_not_in_the_room():
    light = scenery.lighting(weather=("rain",))
    performance, assets = scenery.scene(8, sides=8, light=light)
    place = assets.sets["room"]
    outside = dataclasses.replace(place, interior=False)
    wet = frames(performance, dataclasses.replace(assets, sets={"room": outside}), scenery.shot(8), 0, 3)
    dry = frames(performance, assets, scenery.shot(8), 0, 3)
    clear = frames(*scenery.scene(8, sides=8), scenery.shot(8), 0, 3)
    floor = np.s_[30:, 60:130]
    assert difference(wet[1].rgb, clear[1].rgb)[floor].max() > 8
    assert difference(dry[1].rgb, clear[1].rgb)[floor].max() <= 1
    assert (difference(wet[1].rgb, wet[2].rgb).max(-1) > 4).mean() > 0.005


def test_wet_ground_mirrors_what_stands_on_it(small):
    performance, assets = small
    place = assets.sets["room"]
    materials = tuple(dataclasses.replace(m, wet=0.9) if m.name == "floor" else m for m in place.materials)
    wet = dataclasses.replace(assets, sets={"room": dataclasses.replace(place, materials=materials)})
    shot = scenery.shot(8)
    still = frames(performance, wet, shot)
    whole = frames(performance, wet, shot, 5, 6, passes=("id",))[0]
    assert difference(still[5].rgb, whole.rgb).mean() < 0.01  # reflections of movers are kept up too
    dry = frames(performance, assets, shot, 5, 6)[0]
    floor = whole.ids == next(k for k, name in whole.names.items() if name == "floor")
    assert difference(whole.rgb, dry.rgb)[floor].mean() > 4
    assert difference(whole.rgb, dry.rgb)[~floor].mean() < 1.5
    # Where Anna stands, the floor before her takes the colour of her trousers.
    alone = frames(dataclasses.replace(performance, performers=()), wet, shot, 5, 6)[0]
    assert (difference(alone.rgb, whole.rgb)[floor].max(-1) > 8).sum() > 100


@pytest.mark.parametrize("size", [(480, 270), (128, 72), (198, 110), (64, 64), (18, 34)])
@pytest.mark.parametrize("quality", list(Quality))
def test_wet_ground_at_sizes_whose_half_is_odd(small, size, quality):
    performance, assets = small
    place = assets.sets["room"]
    materials = tuple(dataclasses.replace(m, wet=0.9) if m.name == "floor" else m for m in place.materials)
    wet = dataclasses.replace(assets, sets={"room": dataclasses.replace(place, materials=materials)})
    for move in ((0.0, 0.0, 0.0), (0.3, 0.0, -0.2)):
        shot = scenery.shot(8, move=move)
        two = frames(performance, wet, shot, 0, 2, size=size, quality=quality)
        assert two[0].rgb.shape == (size[1], size[0], 3)
        assert all(frame.rgb[-2:].std() > 0 and frame.rgb[:, -2:].std() > 0 for frame in two)
        again = frames(performance, wet, shot, 1, 2, size=size, quality=quality)[0]
        assert difference(two[1].rgb, again.rgb).mean() < 0.05


def test_strong_light_keeps_the_colour_of_clothes():
    """Sun and key together lift a mustard coat, and it stays mustard and not lemon."""
    plain = scenery.lighting()
    strong = dataclasses.replace(
        plain, lights=tuple(dataclasses.replace(light, strength=light.strength * 2) for light in plain.lights)
    )
    seen = []
    for light in (plain, strong):
        performance, assets = scenery.scene(8, sides=10, light=light)
        figures = {
            role: dataclasses.replace(
                figure,
                materials=tuple(
                    dataclasses.replace(m, color=(0.85, 0.64, 0.25)) if m.stuff is Stuff.CLOTH else m
                    for m in figure.materials
                ),
            )
            for role, figure in assets.figures.items()
        }
        with_, without = (
            frames(performance, dataclasses.replace(assets, figures=f), scenery.shot(8), 0, 1, passes=("id",))[0]
            for f in (figures, assets.figures)
        )
        person = with_.ids == next(k for k, name in with_.names.items() if name in figures)
        coat = with_.rgb[person & (difference(with_.rgb, without.rgb).max(-1) > 12)].astype(float)
        seen.append(np.percentile(coat, 95, axis=0))
    for color in seen:
        assert color[1] / color[0] < 0.9  # lemon has nearly as much green as red
        assert color[0] < 252


@pytest.mark.parametrize("quality", list(Quality))
def test_nobody_goes_about_in_a_dark_ring(small, quality):
    """Contact shadow darkens what is touched and not the wall a hand's breadth behind somebody."""
    performance, assets = small
    place = assets.sets["room"]
    dark = dataclasses.replace(place.lighting, lights=(), bloom=0.0, vignette=0.0, haze=Haze())
    assets = dataclasses.replace(assets, sets={"room": dataclasses.replace(place, lighting=dark)})
    anna = performance.performers[0]
    back = anna.root.copy()
    back[:, 2] = place.room[2] + 0.42  # some 15 cm clear of the back wall
    alone = dataclasses.replace(performance, performers=(dataclasses.replace(anna, root=back),), props=(), parts=())
    shot = scenery.shot(8)
    with_ = frames(alone, assets, shot, 0, 1, size=(384, 216), quality=quality, passes=("id",))[0]
    without = frames(dataclasses.replace(alone, performers=()), assets, shot, 0, 1, size=(384, 216), quality=quality)[0]
    wall = with_.ids == next(k for k, name in with_.names.items() if name == "back wall")
    person = with_.ids == next(k for k, name in with_.names.items() if name == anna.role)
    assert person.sum() > 500
    ring = np.zeros_like(wall)
    for dy in range(-8, 9, 2):
        for dx in range(-8, 9, 2):
            ring |= np.roll(person, (dy, dx), (0, 1))
    near = np.zeros_like(wall)
    for dy in range(-3, 4):
        for dx in range(-3, 4):
            near |= np.roll(person, (dy, dx), (0, 1))
    ring &= wall & ~near
    assert ring.sum() > 200
    assert (without.rgb.astype(int) - with_.rgb)[ring].mean() < 1


def test_lamps_that_meet_share_what_people_need():
    """Two suns light a performer no more than one does."""
    from fairtake.model.light import Light, LightKind
    from fairtake.rendering.kernels import columns
    from fairtake.rendering.lights import Rig

    look = find_look("ligne")
    plain = scenery.lighting()
    sun, lamp = Light(LightKind.SUN, (1, 1, 1), 1.2), Light(LightKind.SPOT, (1, 1, 1), 1.2, (0, 3, 0), radius=2.0)
    far = dataclasses.replace(lamp, position=(20.0, 3.0, 0.0))

    def fill(*lights):
        rig = Rig(dataclasses.replace(plain, lights=lights), look, 64)
        return (rig.lights[:, columns.L_COLOR : columns.L_COLOR + 3].mean(1) * rig.lights[:, columns.L_PEOPLE]).tolist()

    assert sum(fill(sun, sun)) == pytest.approx(sum(fill(sun)), rel=0.01)
    assert sum(fill(sun, lamp)) == pytest.approx(sum(fill(sun)), rel=0.01)
    assert fill(lamp, far) == pytest.approx(fill(lamp) * 2)  # they never meet


def test_smooth_surfaces_have_no_creases_and_boxes_do():
    from fairtake.rendering.kernels.ink import _smooth

    round_, square = scenery.capsule((0, 0, 0), (0, 1, 0), 0.3, 0, 8, 8), scenery.box((0, 0, 0), (1, 1, 1))
    assert _smooth(round_.faces, 40, 41)
    assert not _smooth(square.faces, 0, 2)


def test_haze_hides_what_is_far():
    near = frames(*scenery.scene(8, sides=8), scenery.shot(8), 0, 1)[0].rgb
    haze = Haze(0.2, 1.2, 0.9, (0.7, 0.7, 0.75), (0.7, 0.7, 0.75))
    far = frames(*scenery.scene(8, sides=8, light=scenery.lighting(haze=haze)), scenery.shot(8), 0, 1)[0].rgb
    assert far[40:80].std() < near[40:80].std() * 0.75


@pytest.mark.parametrize("quality", list(Quality))
def test_golden(small, quality):
    performance, assets = small
    rgb = frames(performance, assets, scenery.shot(8), 3, 4, size=(96, 54), quality=quality)[0].rgb
    path = GOLDEN / f"room-{quality}.png"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(rgb).save(path)
    expected = np.asarray(Image.open(path))
    assert difference(rgb, expected).mean() < 2.0


def test_pixels_that_share_light_look_as_if_each_had_its_own(small, monkeypatch):
    from fairtake.rendering.kernels import blocks
    from fairtake.rendering.painter import Painter

    performance, assets = small
    parted, part = [], blocks.part
    monkeypatch.setattr(blocks, "part", lambda *given: parted.append((part(*given), given[3])) or parted[-1][0])
    shared = frames(performance, assets, scenery.shot(8, (0.4, 0, 0)), 3, 4, quality=Quality.FINAL)[0].rgb
    assert parted
    assert sum(count for _, count in parted) < 0.8 * shared.shape[0] * shared.shape[1]
    begin = Painter.__init__

    def apart(self, *given, **named):
        begin(self, *given, **named)
        self._sharing = False

    monkeypatch.setattr(Painter, "__init__", apart)
    alone = frames(performance, assets, scenery.shot(8, (0.4, 0, 0)), 3, 4, quality=Quality.FINAL)[0].rgb
    apart_by = difference(shared, alone)
    assert apart_by.mean() < 0.3
    assert (apart_by > 3).mean() < 0.002  # pixels this coarse lie far apart


def test_draft_and_final_agree(small):
    performance, assets = small
    draft, final = (frames(performance, assets, scenery.shot(8), 0, 1, quality=q)[0].rgb for q in Quality)
    assert difference(draft, final).mean() < 6


def test_a_draft_of_a_moving_camera_is_as_large_and_shows_the_same(small):
    performance, assets = small
    moving = scenery.shot(8, (0.4, 0, 0))
    draft, final = (frames(performance, assets, moving, 3, 4, quality=q)[0].rgb for q in Quality)
    assert draft.shape == final.shape
    assert difference(draft, final).mean() < 8
    # What is measured is never drawn smaller.
    exact = frames(performance, assets, moving, 3, 4, quality=Quality.DRAFT, passes=("id",))[0]
    assert exact.ids.shape == final.shape[:2]


def test_warm_up_reports_to_the_end():
    told = []
    BuiltinRenderer.warm_up(lambda text, share: told.append((text, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert told[-1][1] == 1.0
    assert all(text for text, _ in told)


@pytest.mark.parametrize("quality", list(Quality))
def test_how_much_of_the_picture_a_role_takes_is_what_its_ids_say(small, quality):
    performance, assets = small
    shot = scenery.shot(8)
    frame = frames(performance, assets, shot, 3, 4, quality=quality, passes=("id", "coverage"))[0]
    for role in ("ANNA", "BEN"):
        number = next(number for number, name in frame.names.items() if name == role)
        assert frame.coverage[role] == int((frame.ids == number).sum()) * 1_000_000 // (SIZE[0] * SIZE[1])
        assert frame.coverage[role] > 10_000
    # Under bars nobody is seen.
    slit = RenderSettings(SIZE, quality, passes=("coverage",), development=Development(letterbox=8.0))
    barred = next(BuiltinRenderer().render(performance, assets, shot, slit, 3, 4))
    assert 0 < barred.coverage["ANNA"] < frame.coverage["ANNA"]


def test_counting_who_is_seen_changes_no_picture(small):
    performance, assets = small
    moving = scenery.shot(8, (0.4, 0, 0))
    plain, counted = (
        frames(performance, assets, moving, 0, 2, quality=Quality.DRAFT, passes=passes)
        for passes in ((), ("coverage",))
    )
    assert all(np.array_equal(one.rgb, other.rgb) for one, other in zip(plain, counted, strict=True))
    assert counted[1].coverage["ANNA"] > 0
