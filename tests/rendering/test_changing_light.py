"""Light that changes within a shot, and what moves in the air."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scenery

from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.light import LightTrack, Plume
from fairtake.rendering import BuiltinRenderer

SIZE = (192, 108)


def frames(performance, assets, shot, first=0, last=None):
    settings = RenderSettings(SIZE, Quality.DRAFT)
    return [f.rgb.copy() for f in BuiltinRenderer().render(performance, assets, shot, settings, first, last)]


def lit(small, states, state):
    return replace(small[0], light=LightTrack(tuple(states), np.array(state, np.int32))), small[1]


def test_the_picture_changes_on_the_frame_that_the_light_does(small):
    base = small[1].sets["room"].lighting
    dark = replace(base, lights=tuple(replace(lamp, strength=lamp.strength * 0.2) for lamp in base.lights))
    performance, assets = lit(small, (base, dark), (0, 0, 0, 1, 1, 1, 0, 0))
    shot = scenery.shot(8)
    got, steady = frames(performance, assets, shot), frames(*small, shot)
    for k in (0, 1, 2, 6, 7):
        assert np.array_equal(got[k], steady[k])
    for k in (3, 4, 5):
        assert got[k].mean() < steady[k].mean() - 4
    parts = frames(performance, assets, shot, 2, 5)
    assert all(np.array_equal(a, b) for a, b in zip(parts, got[2:5], strict=True))


def test_a_lamp_that_is_out_does_not_shine(small):
    base = small[1].sets["room"].lighting
    name = small[1].sets["room"].materials[0].name
    room = small[1].sets["room"]
    shining = replace(room, materials=(replace(room.materials[0], emission=1.0), *room.materials[1:]))
    assets = replace(small[1], sets={"room": shining})
    out = replace(base, shine=((name, 0.0),))
    on, off = (frames(*lit((small[0], assets), (s,), [0] * 8), scenery.shot(8), 0, 1)[0] for s in (base, out))
    plain = frames(*small, scenery.shot(8), 0, 1)[0]
    assert np.abs(off.astype(int) - plain).mean() < 0.5 < np.abs(on.astype(int) - plain).mean()


def test_a_flame_is_drawn_moves_and_is_hidden_by_what_stands_before_it(small):
    base = small[1].sets["room"].lighting
    shot = scenery.shot(8)
    seen = replace(base, plumes=(Plume("flame", (0.0, 0.6, 1.6), (0.5, 0.8)),))
    behind = replace(base, plumes=(Plume("flame", (0.0, 0.6, -40.0), (0.5, 0.8)),))
    on_wall = replace(base, plumes=(Plume("flame", (0.0, 0.6, 1.6), (0.5, 0.8), on="wall"),))
    plain = frames(*small, shot, 0, 5)
    got = frames(*lit(small, (seen,), [0] * 8), shot, 0, 5)
    where = (got[0] != plain[0]).any(-1)
    assert where.sum() > 40
    red, _, blue = got[0][where].mean(0)
    assert red > blue + 80
    assert ((got[0] != plain[0]).any(-1) != (got[4] != plain[4]).any(-1)).any()
    assert np.array_equal(frames(*lit(small, (behind,), [0] * 8), shot, 0, 1)[0], plain[0])
    hidden = replace(shot, hidden=("wall",))
    assert np.array_equal(frames(*lit(small, (on_wall,), [0] * 8), hidden, 0, 1)[0], frames(*small, hidden, 0, 1)[0])


def test_every_kind_of_plume_can_be_drawn(small):
    base = small[1].sets["room"].lighting
    plain = frames(*small, scenery.shot(8), 0, 1)[0]
    for kind in ("smoke", "steam", "bank", "leaves", "beam"):
        state = replace(base, plumes=(Plume(kind, (0.0, 0.3, 1.6), (1.2, 1.5)),))
        got = frames(*lit(small, (state,), [0] * 8), scenery.shot(8), 0, 1)[0]
        assert (got != plain).any(), kind
