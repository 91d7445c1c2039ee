"""Light that changes within a scene: what words ask for, from when on, and where."""

from __future__ import annotations

import functools

import numpy as np

from fairtake.model.breakdown import Setting
from fairtake.model.light import Lighting, LightTrack
from fairtake.model.set import Set
from fairtake.staging.sets import build_set
from fairtake.staging.sets.changes import Change, light_track
from fairtake.staging.sets.states import room_lamps

FPS, FRAMES = 24, 144


@functools.cache
def place(
    kit: str, time: str = "night", weather: tuple[str, ...] = (), hour: str = "", words: tuple[str, ...] = ()
) -> Set:
    inside = kit in ("living room", "kitchen", "cellar", "bedroom")
    return build_set(Setting("", inside, not inside, "A PLACE", time, weather, hour), kit=kit, words=words)


def track(site: Set, *changes: Change) -> LightTrack:
    found = light_track(site, changes, FRAMES, FPS)
    assert found is not None
    assert len(found.state) == FRAMES
    return found


def glow(light: Lighting) -> float:
    return sum(lamp.strength for lamp in light.lights if lamp.kind.value != "sun") + sum(light.ambient_side)


def test_a_power_cut_darkens_the_room_from_its_frame_on_and_not_before() -> None:
    site = place("living room")
    found = track(site, Change(2.0, "off", "power"), Change(4.0, "on", "power"))
    assert found.at(47) == site.lighting
    assert glow(found.at(48)) < 0.75 * glow(site.lighting)
    assert all(halo.strength == 0 for halo in found.at(60).halos)
    assert found.at(96) == site.lighting


def test_a_room_without_lamps_has_a_light_side_and_a_dark_one() -> None:
    for kit in ("bedroom", "cellar"):
        site = place(kit)
        dark = track(site, Change(0.0, "off", "power")).at(0)
        soft = [lamp for lamp in dark.lights if lamp.kind.value == "spot" and lamp.strength > 0.2]
        assert len(soft) == 1
        assert soft[0].color[2] > 1.3 * soft[0].color[0]  # moonlight is cold
        assert dark.rim > site.lighting.rim
        assert sum(dark.ambient_side) > 0.9 * sum(site.lighting.ambient_side)


def test_one_lamp_goes_out_alone() -> None:
    site = place("living room")
    number = min(int(m.name.split("@")[1]) for m in site.materials if "@" in m.name)
    lamp = room_lamps(site)[number]
    dark = track(site, Change(1.0, "off", "lamp", where=lamp)).at(FRAMES)
    out = [halo.position for halo in dark.halos if halo.strength == 0]
    assert out == [lamp]
    assert any(share == 0 for name, share in dark.shine if "@" in name)
    assert any(share == 1 for name, share in dark.shine if "@" in name)


def test_a_lamp_that_is_switched_on_was_off_before() -> None:
    site = place("kitchen")
    found = track(site, Change(3.0, "on", "power"))
    assert glow(found.at(0)) < 0.75 * glow(site.lighting)
    assert found.at(FRAMES) == site.lighting


def test_rain_and_fog_set_in_slowly_and_rain_wets_the_street() -> None:
    site = place("street")
    found = track(site, Change(1.0, "begin", "rain"))
    assert "rain" not in found.at(23).weather
    assert "rain" in found.at(FRAMES).weather
    assert 0 < found.at(40).fall < 1
    assert dict(found.at(FRAMES).wet)["road"] > 0.5
    tag, first, end = found.beds[0]
    assert (tag, end) == ("rain", FRAMES)
    assert 24 < first < 48
    fog = track(place("pier", "day"), Change(1.0, "begin", "fog"))
    assert fog.at(FRAMES).haze.density > 3 * fog.at(0).haze.density
    assert any(plume.kind == "bank" for plume in fog.at(FRAMES).plumes)


def test_lightning_is_over_after_half_a_second() -> None:
    site = place("street")
    found = track(site, Change(2.0, "flash", "lightning"))
    assert found.at(47) == found.at(70) == site.lighting
    assert sum(found.at(48).ambient_side) > sum(site.lighting.ambient_side) + 0.6


def test_headlights_pass_and_leave_nothing() -> None:
    site = place("bedroom")
    found = track(site, Change(1.0, "sweep", "headlights"))
    assert found.at(0) == found.at(FRAMES) == site.lighting
    spots = [found.at(f).lights[-2].position for f in (30, 40, 50)]
    assert len(set(spots)) == 3


def test_a_fire_on_the_set_burns_lights_and_flickers() -> None:
    site = place("forest", words=("campfire",))
    flames = [plume for plume in site.lighting.plumes if plume.kind == "flame"]
    assert flames
    assert all(plume.on == "campfire" for plume in flames)
    assert any(lamp.flicker > 0 for lamp in site.lighting.lights)
    assert sum(seat.name.startswith("log") and seat.kind == "bench" for seat in site.seats) >= 4


def test_hours_of_the_day_differ_and_hold() -> None:
    lights = [place("pier", "day", hour=hour).lighting for hour in ("morning", "noon", "afternoon")]
    heights = [-light.lights[0].direction[1] for light in lights]
    assert heights[1] > heights[0] + 0.3
    assert heights[1] > heights[2] + 0.3
    moon, night = place("pier", hour="moonlit").lighting, place("pier").lighting
    assert moon.lights[0].strength > night.lights[0].strength


def test_the_same_changes_give_the_same_track() -> None:
    site = place("living room")
    changes = Change(1.0, "flicker", "power"), Change(3.5, "off", "power")
    one, two = track(site, *changes), track(site, *changes)
    assert one.states == two.states
    assert np.array_equal(one.state, two.state)
    assert len(one.cut(np.arange(30, 60)).state) == 30
