"""Every kit, at every hour that matters: usable, sound geometry, the same each time."""

from __future__ import annotations

import functools
import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.errors import StagingError
from fairtake.model.breakdown import Setting
from fairtake.model.light import LightKind
from fairtake.model.set import Set
from fairtake.staging.sets import build_set, choose_kit, kit_names
from fairtake.staging.sets.marks import clearance

KITS = kit_names()
NEEDED = {
    "living room", "kitchen", "bedroom", "office", "café", "corridor", "street", "park", "forest", "beach", "car", "church", "train",
    "generic room", "open ground",
}  # fmt: skip


def setting(
    place: str, hour: str = "day", *, interior: bool = True, exterior: bool = False, weather: tuple[str, ...] = ()
) -> Setting:
    return Setting("", interior, exterior, place, hour, weather)


@functools.cache
def made(kit: str, hour: str = "day", seed: int = 0, people: int = 2) -> Set:
    return build_set(setting("A PLACE", hour), kit=kit, seed=seed, people=people)


ROOMS = [kit for kit in KITS if any(part.name == "wall north" for part in made(kit).parts)]

cases = pytest.mark.parametrize(
    ("kit", "hour", "seed"), [(k, h, s) for k in KITS for h, s in (("day", 0), ("night", 1))]
)


def test_the_kits_that_were_promised() -> None:
    assert set(KITS) >= NEEDED


@cases
def test_geometry_is_sound(kit: str, hour: str, seed: int) -> None:
    place = made(kit, hour, seed)
    triangles, inside_out = 0, 0
    foliage = np.array([m.foliage for m in place.materials])
    for part in place.parts:
        mesh = part.mesh
        assert mesh.vertices.dtype == mesh.normals.dtype == mesh.uvs.dtype == np.float32
        assert mesh.faces.dtype == mesh.materials.dtype == mesh.zones.dtype == np.int32
        assert len(mesh.vertices) == len(mesh.normals) == len(mesh.uvs)
        assert len(mesh.faces) == len(mesh.materials) == len(mesh.zones)
        for array in (mesh.vertices, mesh.normals, mesh.uvs):
            assert np.isfinite(array).all()
        assert mesh.faces.min() >= 0
        assert mesh.faces.max() < len(mesh.vertices)
        assert mesh.materials.min() >= 0
        assert mesh.materials.max() < len(place.materials)
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-3)
        assert np.allclose(part.low, mesh.vertices.min(axis=0))
        assert np.allclose(part.high, mesh.vertices.max(axis=0))
        corners = mesh.vertices[mesh.faces].astype(float)
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        turned = np.einsum("ij,ij->i", cross, mesh.normals[mesh.faces].mean(axis=1))
        size = np.linalg.norm(cross, axis=1)
        inside_out += int(((turned < -0.05 * size) & (size > 1e-8) & (foliage[mesh.materials] == 0)).sum())
        triangles += len(mesh.faces)
    assert triangles <= (60_000 if place.interior and kit != "car" else 90_000)
    assert inside_out <= triangles * 0.0005
    assert len({p.name for p in place.parts}) == len(place.parts)


@cases
def test_people_can_stand_sit_and_come_in(kit: str, hour: str, seed: int) -> None:
    place = made(kit, hour, seed)
    x0, z0, x1, z1 = place.acting
    marks = np.array([[m.position[0], m.position[2]] for m in place.marks])
    assert len(marks) >= 8
    assert (clearance(marks, place.obstacles) >= 0.3).all()
    assert (marks >= (x0, z0)).all()
    assert (marks <= (x1, z1)).all()
    apart = np.hypot(*(marks[:, None] - marks[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, 9)
    assert apart.min() >= 0.56
    assert 1.1 <= apart[0, 1] <= 1.6
    first, second = place.marks[:2]
    toward = math.atan2(*(marks[1] - marks[0]))
    assert math.isclose(math.cos(first.yaw - toward), 1, abs_tol=0.01)
    assert math.isclose(math.cos(second.yaw - first.yaw), -1, abs_tol=0.01)
    assert place.doors
    assert place.landmarks
    for seat in place.seats:
        assert x0 <= seat.position[0] <= x1
        assert z0 <= seat.position[2] <= z1
        assert seat.approach[1] == 0
        assert 0 <= seat.position[1] < 1
    names = {part.name for part in place.parts}
    for door in place.doors:
        floors = {0.0, *(flight.count * flight.rise for flight in place.stairs)}
        assert door.position[1] == door.outside[1]
        assert door.position[1] in floors
        assert math.dist(door.position, door.outside) > 1
        into = (math.sin(door.yaw), math.cos(door.yaw))
        beyond = (door.outside[0] - door.position[0]) * into[0] + (door.outside[2] - door.position[2]) * into[1]
        assert beyond < 0.5
        if door.part:
            assert door.part in names
            assert 1.2 < abs(door.swing) < 2
    for surface in place.surfaces:
        for point in surface.free:
            c, s = math.cos(surface.yaw), math.sin(surface.yaw)
            dx, dz = point[0] - surface.center[0], point[2] - surface.center[2]
            assert abs(c * dx - s * dz) <= surface.half[0] + 1e-6
            assert abs(s * dx + c * dz) <= surface.half[1] + 1e-6
            assert math.isclose(point[1], surface.center[1], abs_tol=1e-6)


def _reach(place: Set, step: float = 0.1, body: float = 0.2) -> tuple[np.ndarray, tuple[float, float], float]:
    """Floor that can be walked to from the first mark, as a grid."""
    x0, z0, x1, z1 = place.acting
    xs, zs = np.arange(x0, x1 + step / 2, step), np.arange(z0, z1 + step / 2, step)
    gx, gz = np.meshgrid(xs, zs, indexing="ij")
    free = (clearance(np.stack([gx.ravel(), gz.ravel()], 1), place.obstacles) >= body).reshape(gx.shape)
    from scipy.ndimage import label

    regions, _ = label(free)
    start = place.marks[0].position
    home = regions[round((start[0] - x0) / step), round((start[2] - z0) / step)]
    return regions == home, (x0, z0), step


@pytest.mark.parametrize("kit", KITS)
def test_everything_can_be_walked_to(kit: str) -> None:
    place = made(kit)
    walkable, (x0, z0), step = _reach(place)
    points = np.argwhere(walkable) * step + (x0, z0)
    targets = [(f"seat {s.name}", s.approach) for s in place.seats] + [(m.name, m.position) for m in place.marks]
    targets += [(f"landmark {mark.words[0]}", mark.stand) for mark in place.landmarks if _inside(place, mark.stand)]
    # What lies at the top of stairs is reached by them.
    targets += [(f"door {d.name}", d.position) for d in place.doors if d.position[1] == 0]
    lost = [name for name, p in targets if np.hypot(*(points - (p[0], p[2])).T).min() > 0.45]
    assert not lost


def _inside(place: Set, p: tuple[float, float, float]) -> bool:
    x0, z0, x1, z1 = place.acting
    return x0 <= p[0] <= x1 and z0 <= p[2] <= z1


@pytest.mark.parametrize("kit", KITS)
def test_there_is_a_floor_under_the_acting_area(kit: str) -> None:
    place = made(kit)
    x0, z0, x1, z1 = place.acting
    gx, gz = np.meshgrid(np.linspace(x0, x1, 9), np.linspace(z0, z1, 9))
    points = np.stack([gx.ravel(), gz.ravel()], axis=1)
    covered = np.zeros(len(points), bool)
    for part in place.parts:
        v = part.mesh.vertices[part.mesh.faces].astype(float)
        low = (np.abs(v[:, :, 1]) < 0.06).all(axis=1)
        for a, b, c in v[low][:, :, [0, 2]]:
            area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
            if abs(area) < 0.05:
                continue
            u = ((points[:, 0] - a[0]) * (c[1] - a[1]) - (points[:, 1] - a[1]) * (c[0] - a[0])) / area
            w = ((b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0])) / area
            covered |= (u >= -1e-6) & (w >= -1e-6) & (u + w <= 1 + 1e-6)
    assert covered.all()


@pytest.mark.parametrize("kit", KITS)
def test_rooms_have_four_wild_walls_and_room_to_act(kit: str) -> None:
    place = made(kit)
    x0, z0, x1, z1 = place.acting
    gx, gz = np.meshgrid(np.arange(x0, x1, 0.1), np.arange(z0, z1, 0.1))
    free = clearance(np.stack([gx.ravel(), gz.ravel()], 1), place.obstacles)
    assert (free > 0.05).sum() * 0.01 >= 7.0
    cx, cy, cz = place.camera[:3]
    ex, ey, ez = place.camera[3:]
    assert cx < x0 + 1
    assert ex > x1 - 1
    assert cz < z0 + 1
    assert ez > z1 - 1
    assert cy < 1
    assert ey > 1.5
    if place.interior and kit != "car":
        wild = {part.name for part in place.parts if part.wild}
        assert {"wall north", "wall east", "wall south", "wall west", "ceiling"} <= wild
        assert x1 - x0 >= 3
        assert z1 - z0 >= 3


@pytest.mark.parametrize("hour", ["day", "dawn", "dusk", "night"])
@pytest.mark.parametrize("weather", [(), ("rain",), ("snow", "fog")])
def test_light_has_a_key_and_fits_the_hour(hour: str, weather: tuple[str, ...]) -> None:
    for place, inside in (("KITCHEN", True), ("STREET", False)):
        light = build_set(setting(place, hour, interior=inside, exterior=not inside, weather=weather)).lighting
        key = light.lights[0]
        assert key.kind in (LightKind.SUN, LightKind.SPOT)
        assert key.strength > 0.05
        assert light.weather == weather
        for lamp in light.lights:
            assert math.isclose(math.hypot(*lamp.direction), 1, abs_tol=1e-6)
        assert math.isclose(math.hypot(*light.face_key), 1, abs_tol=1e-6)
        assert light.face_key[1] < 0
        assert all(0 <= c <= 1 for c in (*light.ambient_up, *light.ambient_side, *light.ambient_down))
        if hour == "night":
            assert any(lamp.kind is LightKind.POINT for lamp in light.lights)
            assert light.sky.zenith < (0.3, 0.3, 0.5)


def test_rain_wets_the_street_and_only_then() -> None:
    dry = build_set(setting("STREET", interior=False, exterior=True))
    wet = build_set(setting("STREET", interior=False, exterior=True, weather=("rain",)))
    assert max(m.wet for m in dry.materials) == 0
    assert max(m.wet for m in wet.materials) > 0.5


@pytest.mark.parametrize("kit", ["kitchen", "forest", "street"])
def test_same_input_same_bytes(kit: str) -> None:
    a, b = (build_set(setting("A PLACE"), kit=kit, seed=5) for _ in range(2))
    assert a.materials == b.materials
    assert a.marks == b.marks
    assert a.lighting == b.lighting
    for p, q in zip(a.parts, b.parts, strict=True):
        assert p.name == q.name
        assert p.mesh.vertices.tobytes() == q.mesh.vertices.tobytes()
        assert p.mesh.faces.tobytes() == q.mesh.faces.tobytes()
    other = build_set(setting("A PLACE"), kit=kit, seed=6)
    assert any(
        p.mesh.vertices.tobytes() != q.mesh.vertices.tobytes() for p, q in zip(a.parts, other.parts, strict=False)
    ) or (a.materials != other.materials)


@pytest.mark.parametrize("kit", KITS)
def test_a_crowd_finds_room(kit: str) -> None:
    place = made(kit, people=36)
    marks = np.array([[m.position[0], m.position[2]] for m in place.marks])
    assert len(marks) >= 36
    apart = np.hypot(*(marks[:, None] - marks[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, 9)
    assert apart.min() >= 0.55


def test_building_is_quick() -> None:
    made("forest")
    start = time.process_time()
    build_set(setting("WOODS", interior=False, exterior=True), seed=3)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("place", "inside", "kit", "generic"),
    [
        ("ANNA'S KITCHEN", True, "kitchen", False),
        ("LA CUISINE", True, "kitchen", False),
        ("KÜCHE", True, "kitchen", False),
        ("COCINA DE MARTA", True, "kitchen", False),
        ("HOTEL ROOM", True, "hotel room", False),
        ("SCHLAFZIMMER", True, "bedroom", False),
        ("OFFICE - KITCHEN", True, "kitchen", False),
        ("CAFÉ DE FLORE", True, "café", False),
        ("PUB", True, "bar", False),
        ("POLICE STATION - HALLWAY", True, "corridor", False),
        ("APARTMENT", True, "living room", False),
        ("RUE DES LOMBARDS", False, "street", False),
        ("OFFICE BUILDING", False, "street", False),
        ("DEEP WOODS", False, "forest", False),
        ("PLAYA", False, "beach", False),
        ("OLD HOUSE", False, "garden", False),
        ("JARDIN PUBLIC", False, "park", False),
        ("TAXI", True, "car", False),
        ("TRAIN COMPARTMENT", True, "train compartment", False),
        ("ZUGABTEIL", True, "train compartment", False),
        ("QUAI DE GARE", False, "station platform", False),
        ("BAHNHOF", False, "station platform", False),
        ("POLICE STATION", True, "police station", False),
        ("OLD CHURCH", True, "church", False),
        ("IGLESIA", False, "street", False),
        ("SPACESHIP BRIDGE", True, "spaceship", False),
        ("THE MOON", False, "open ground", True),
        ("", True, "generic room", True),
    ],
)
def test_choice_of_kit(place: str, inside: bool, kit: str, generic: bool) -> None:
    where = setting(place, interior=inside, exterior=not inside)
    assert choose_kit(where) == (kit, generic)


def test_generic_sets_say_so() -> None:
    assert build_set(setting("FLUX CHAMBER")).generic
    assert not build_set(setting("KITCHEN")).generic


def test_words_of_the_scene_add_what_they_name() -> None:
    with_piano = build_set(setting("LIVING ROOM"), words=("Klavier",))
    assert any("piano" in mark.words for mark in with_piano.landmarks)
    assert not any("piano" in mark.words for mark in build_set(setting("LIVING ROOM")).landmarks)


def test_unknown_kit_is_an_error_with_a_fix() -> None:
    with pytest.raises(StagingError, match="kitchen"):
        build_set(setting("X"), kit="moon base")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.booleans(), st.sampled_from(["day", "night", "dawn", "dusk", "LATER"]))
def test_any_setting_can_be_chosen(place: str, inside: bool, hour: str) -> None:
    kit, generic = choose_kit(setting(place, hour, interior=inside, exterior=not inside))
    assert kit in KITS
    assert generic == (kit in ("generic room", "open ground"))


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=30), st.integers(-5, 2**40), st.lists(st.text(max_size=12), max_size=4), st.integers(0, 9))
def test_any_setting_gives_a_set(place: str, seed: int, words: list[str], people: int) -> None:
    result = build_set(setting(place, "LATER"), seed=seed, words=words, people=people)
    assert result.parts
    assert len(result.marks) >= max(people, 2)


@pytest.mark.parametrize("kit", ROOMS)
def test_beyond_every_wall_there_is_a_place(kit: str) -> None:
    """From the middle of the room, with its walls away, level looks meet something drawn."""
    place = made(kit)
    kept = [part for part in place.parts if not part.name.startswith(("wall", "door", "second door"))]
    x0, _, z0, x1, _, z1 = place.room
    eye = np.array([(x0 + x1) / 2, 1.4, (z0 + z1) / 2])
    corners = np.concatenate([p.mesh.vertices[p.mesh.faces] for p in kept]).astype(float) - eye
    for turn in np.arange(0.0, 2 * math.pi, math.pi / 12) + 0.05:
        way = np.array([math.sin(turn), -0.1, math.cos(turn)])
        a, b, c = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        side = np.cross(way, c)
        scale = np.einsum("ij,ij->i", b, side)
        safe = np.where(np.abs(scale) < 1e-12, np.inf, scale)
        u = np.einsum("ij,ij->i", -a, side) / safe
        over = np.cross(-a, b)
        v, far = over @ way / safe, np.einsum("ij,ij->i", c, over) / safe
        assert ((u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & (far > 0)).any(), math.degrees(turn)


@pytest.mark.parametrize("kit", ROOMS)
def test_faces_are_lit_more_than_a_dark_room(kit: str) -> None:
    day, night = made(kit).lighting, made(kit, "night", 1).lighting
    assert min(day.face_key_color) < 1 < min(night.face_key_color)
    assert night.face_key_color[0] > night.face_key_color[2]


def test_the_sun_of_a_room_reaches_its_halls() -> None:
    """What lies outside a sun's map is lit: the map must hold the halls."""
    place = made("kitchen")
    sun = next(lamp for lamp in place.lighting.lights if lamp.kind is LightKind.SUN)
    hall = next(part for part in place.parts if part.name == "hall east")
    assert sun.radius >= hall.high[0] - sun.position[0]


def test_what_opens_may_have_a_leaf() -> None:
    """A leaf is a part of its own, hung at its edge and belonging to what it is built on."""
    found = set()
    for kit in ("kitchen", "bedroom", "bathroom", "dining room", "garden", "laboratory", "cemetery"):
        place = made(kit)
        parts = {part.name: part for part in place.parts}
        for mark in place.landmarks:
            if not mark.part or any(mark.stretch):  # a curtain is drawn, not swung
                continue
            found.add(mark.words[0])
            leaf = parts[mark.part]
            assert mark.opens
            assert leaf.wild
            assert leaf.on in parts
            assert 1.0 < abs(mark.swing) < 2  # a casement less far than a door
            low, high = np.array(leaf.low), np.array(leaf.high)
            assert (np.array(mark.handle) >= low - 0.085).all()
            assert (np.array(mark.handle) <= high + 0.085).all()
            assert low[0] - 0.06 <= mark.hinge[0] <= high[0] + 0.06
            assert low[2] - 0.06 <= mark.hinge[2] <= high[2] + 0.06
            # Opened, it swings toward whoever stands before it; gates and casements swing away.
            c, s = math.cos(mark.swing), math.sin(mark.swing)
            x, z = mark.handle[0] - mark.hinge[0], mark.handle[2] - mark.hinge[2]
            opened = (mark.hinge[0] + c * x + s * z, mark.hinge[2] - s * x + c * z)
            away = math.dist((mark.handle[0], mark.handle[2]), (mark.stand[0], mark.stand[2]))
            gap = math.dist(opened, (mark.stand[0], mark.stand[2]))
            assert mark.words[0] in ("gate", "window") or gap < away + 0.5
    assert found >= {"fridge", "wardrobe", "cupboard", "washing machine", "gate", "cabinet"}
