"""Ink and edges: lines are whole, lie where the geometry is, and do not jump."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import scenery

from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.light import Lighting, Sky
from fairtake.model.mesh import Material
from fairtake.model.performance import Assets, ScenePerformance
from fairtake.model.set import SetPart
from fairtake.rendering import LOOKS, BuiltinRenderer, Look, find_look
from fairtake.rendering.adjacency import across_edges

WHITE = (0.9, 0.9, 0.9)


PAPER = 224.0  # what WHITE becomes


@pytest.fixture(autouse=True)
def smooth_paper(monkeypatch):
    monkeypatch.setitem(LOOKS, "smooth paper", Look("smooth paper", grain=0.0, wash=0.0))


def plain(
    mesh,
    ink: float = 1.0,
    color=(0.5, 0.5, 0.5),
    size=(480, 270),
    quality=Quality.FINAL,
    move=(0.0, 0.0, 0.0),
    frames=1,
):
    """A mesh alone under an even white sky, seen straight on from 4 m."""
    sky = Sky(WHITE, WHITE, WHITE, WHITE, WHITE, WHITE, clouds=0.0, glow=0.0)
    light = Lighting(sky, (1, 1, 1), (1, 1, 1), (1, 1, 1), (), vignette=0.0, bloom=0.0, contrast=0.0,
                     occlusion_radius=0.0)  # fmt: skip
    place = dataclasses.replace(
        scenery.room(light=light),
        materials=(Material("m", color, ink=ink),),
        parts=(SetPart("part", mesh, (-9, -9, -9), (9, 9, 9)),),
    )
    performance = ScenePerformance("1", 24, 8, "s", (), (), (), (), (), (), np.zeros(8, np.float32))
    shot = scenery.shot(8, eye=(0, 0, 4), target=(0, 0, 0), shift=(0, 0), move=move)
    out = BuiltinRenderer().render(
        performance, Assets({"s": place}), shot, RenderSettings(size, quality, look="smooth paper"), 0, frames
    )
    pictures = [f.rgb.astype(float).mean(-1) for f in out]
    return pictures[0] if frames == 1 else pictures


def slanted(angle: float):
    c, s = np.cos(angle), np.sin(angle)
    return scenery.quad((-4 * c + 4 * s, -4 * s - 4 * c, 0), (8 * c, 8 * s, 0), (-4 * s, 4 * c, 0))


@pytest.mark.parametrize("quality", list(Quality))
@pytest.mark.parametrize("angle", [0.03, 0.3, -0.2])
def test_an_outline_has_no_gaps_and_no_swellings(quality, angle):
    dark = 1 - plain(slanted(angle), color=WHITE, quality=quality) / PAPER
    ink = dark[:, 10:-10].clip(0, None).sum(0)  # of each column
    assert ink.mean() > 0.25
    assert ink.min() > 0.8 * ink.mean()
    assert ink.max() < 1.25 * ink.mean()


@pytest.mark.parametrize("quality", list(Quality))
def test_an_edge_without_ink_is_smooth(quality):
    """The colour boundary follows the true line to a fraction of a pixel."""
    picture = plain(slanted(0.07), ink=0.0, quality=quality)
    low, high = picture.min(), picture.max()
    height = ((picture - low) / (high - low))[:, 10:-10].sum(0)
    x = np.arange(len(height))
    residual = height - np.polyval(np.polyfit(x, height, 1), x)
    assert np.abs(residual).max() < (0.3 if quality is Quality.FINAL else 0.1)


@pytest.mark.parametrize("quality", list(Quality))
def test_an_outline_glides_with_the_camera(quality):
    """A camera that sinks by a fraction of a pixel a frame moves a line by that fraction."""
    box = scenery.quad((-4, -4, 0), (8, 0, 0), (0, 4, 0))
    pictures = plain(box, color=WHITE, quality=quality, move=(0, -0.1, 0), frames=8)
    rows = np.arange(270)[:, None]
    places = []
    for picture in pictures:
        dark = (PAPER - picture[:, 200:260]).clip(0, None)
        places.append((dark * rows).sum() / dark.sum())
    steps = np.diff(places)
    # Drafts of a moving camera are drawn smaller: a line may rest for a frame, but never goes back.
    rest = 0.05 if quality is Quality.DRAFT else 0.0
    assert (steps < rest).all() or (steps > -rest).all()
    assert np.abs(steps - steps.mean()).max() < (0.8 if rest else 0.45)  # whole pixels would be 0.6
    assert steps.sum() == pytest.approx(-2.8, abs=0.6)


def test_lines_thin_with_distance():
    def weight(z):
        dark = 1 - plain(scenery.box((0, 0, z), (8, 0.5, 0.01)), color=WHITE) / PAPER
        return dark[:, 200:280].clip(0, None).sum(0).mean() / 2

    near, middle, far = weight(2.0), weight(-4.0), weight(-30.0)
    assert near > middle * 1.15 > far * 1.1


def test_zones_draw_seams_and_smooth_surfaces_do_not():
    plane = scenery.quad((-2, -2, 0), (4, 0, 0), (0, 4, 0))
    assert (plain(plane, color=WHITE)[90:180, 200:280] > 218).all()
    seam = dataclasses.replace(plane, zones=np.array([0, 1], np.int32))
    assert (plain(seam, color=WHITE)[90:180, 200:280] < 190).any()


def test_across_edges_is_symmetric_and_keeps_to_zones():
    mesh = scenery.capsule((0, 0, 0), (0, 1, 0), 0.3, 0, 8, 8)
    across = across_edges(mesh)
    for t, row in enumerate(across):
        assert all(t in across[u] for u in row if u >= 0)
    solid = [t for t, row in enumerate(across) if (row >= 0).all()]
    assert len(solid) > 0.6 * len(across)
    split = dataclasses.replace(mesh, zones=np.arange(len(mesh.faces), dtype=np.int32))
    assert (across_edges(split) < 0).all()


def test_looks():
    assert find_look("ligne").name == "ligne"
