"""Crowds are drawn with fewer triangles, clothes change between shots, and the wind moves leaves."""

from __future__ import annotations

import dataclasses

import numpy as np
import scenery
from scipy.spatial import cKDTree

from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.mesh import Material
from fairtake.model.set import SetPart
from fairtake.rendering import BuiltinRenderer
from fairtake.rendering.clothes import in_clothes
from fairtake.rendering.detail import cells_for, lighter
from fairtake.rendering.wind import sways_of, windy
from fairtake.staging.performers import appearance_from_words, build_figure


def crowd_of(count: int):
    """People one behind the other, two metres apart, seen from before the first."""
    performance, assets = scenery.scene(24)
    people = tuple(scenery.performer(f"P{k}", 24, (0.0, 0.0, 2.0 - 2.0 * k)) for k in range(count))
    return dataclasses.replace(performance, performers=people), assets, scenery.shot(24)


def in_the_leaves(weather: tuple[str, ...]):
    """A tree in the open, and nobody there."""
    performance, assets = scenery.scene(24)
    place = assets.sets["room"]
    leaf = Material("leaf", (0.3, 0.5, 0.3), foliage=2)
    tree = scenery.leaves((-0.6, 1.5, 2.0), 60)
    tree = dataclasses.replace(tree, materials=np.full(len(tree.faces), len(place.materials), np.int32))
    low, high = tree.vertices.min(0).tolist(), tree.vertices.max(0).tolist()
    outside = dataclasses.replace(
        place, interior=False, materials=(*place.materials, leaf), parts=(SetPart("tree", tree, tuple(low), tuple(high)),),
        lighting=scenery.lighting(0.0, weather),
    )  # fmt: skip
    alone = dataclasses.replace(performance, performers=(), props=(), parts=())
    return alone, dataclasses.replace(assets, sets={"room": outside}), scenery.shot(24)


def test_few_are_drawn_in_full_and_the_far_of_many_with_less() -> None:
    performance, _, shot = crowd_of(12)
    assert cells_for(performance.performers[:4], shot, 540) == [0.0] * 4
    cells = cells_for(performance.performers, shot, 540)
    near, far = cells[0], cells[-1]
    assert far > near >= 0.0
    assert cells_for(performance.performers, shot, 2160)[-1] < far


def test_what_is_left_lies_where_it_lay() -> None:
    figure = build_figure("EXTRA 1", appearance_from_words("woman, blue dress", 3))
    light = lighter(figure, 0.036, {})
    assert 500 < len(light.mesh.faces) < 0.6 * len(figure.mesh.faces)
    assert set(np.unique(light.mesh.materials)) == set(np.unique(figure.mesh.materials))
    away, _ = cKDTree(figure.mesh.vertices).query(light.mesh.vertices)
    assert away.max() < 0.036
    low, high = figure.mesh.vertices.min(0), figure.mesh.vertices.max(0)
    assert np.abs(light.mesh.vertices.min(0) - low).max() < 0.03
    assert np.abs(light.mesh.vertices.max(0) - high).max() < 0.03
    assert lighter(figure, 0.0, {}) is figure


def test_a_coat_waits_for_the_cut_and_a_hat_does_not() -> None:
    track = scenery.performer("A", 48)
    shots = [dataclasses.replace(crowd_of(1)[2], start=s, end=s + 16) for s in (0, 16, 32)]
    coat = dataclasses.replace(track, wears=((20, "A (1)", True),))
    assert [[key for _, key in in_clothes(coat, shot)] for shot in shots] == [["A"], ["A"], ["A (1)"]]
    hat = dataclasses.replace(track, wears=((20, "A (1)", False),))
    before, after = in_clothes(hat, shots[1])
    assert [before[1], after[1]] == ["A", "A (1)"]
    assert before[0].present[:20].all()
    assert not before[0].present[20:].any()
    assert (before[0].present ^ after[0].present).all()


def test_leaves_move_in_a_wind_that_is_told_and_stand_in_none() -> None:
    frames = {}
    for weather in ((), ("wind",)):
        performance, assets, shot = in_the_leaves(weather)
        place = assets.sets[performance.set]
        assert (windy(performance, place, shot) > 0) is bool(weather)
        assert set(sways_of(place, shot)) == {"tree"}
        settings = RenderSettings((96, 54), Quality.DRAFT)
        frames[weather] = [f.rgb.copy() for f in BuiltinRenderer().render(performance, assets, shot, settings, 0, 12)]
    calm, windy_ = frames[()], frames[("wind",)]
    assert (calm[0] == calm[-1]).all()
    assert (windy_[0] != windy_[-1]).any()
