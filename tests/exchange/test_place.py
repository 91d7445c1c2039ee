"""Places somebody brings, as sets: a café by other hands, in other units, names and structures."""

from __future__ import annotations

import dataclasses
import json
import struct
from dataclasses import fields
from functools import cache

import numpy as np
import pytest
import rooms
from rooms import cafe
from strangers import glb

from fairtake.errors import ProjectError
from fairtake.exchange import adopt_set, write_gltf
from fairtake.exchange.own import SetFacts
from fairtake.model.breakdown import Setting
from fairtake.model.clearance import ReferenceKind
from fairtake.model.light import LightKind
from fairtake.model.set import Set
from fairtake.staging import sets
from fairtake.staging.sets import brought
from lent import own


@cache
def stand_in(place="CAFÉ", time="day", inside=True) -> Set:
    return sets.build_set(Setting("", inside, not inside, place, time))


def bring(folder, document_and_buffer, base=None, **how):
    path = folder / "set.glb"
    data = document_and_buffer if isinstance(document_and_buffer, bytes) else glb(*document_and_buffer)
    path.write_bytes(data)
    return adopt_set(own(path, ReferenceKind.PLACE), base or stand_in(), brought.words_for, **how)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory):
    return bring(tmp_path_factory.mktemp("cafe"), cafe().document())


def size_of(set_):
    return np.subtract(set_.room[3:], set_.room[:3])


def test_the_room_is_found(adopted):
    found = adopted.set
    assert size_of(found) == pytest.approx([7.0, 3.0, 5.6], abs=0.2)
    assert np.add(found.room[:3], found.room[3:])[[0, 2]] == pytest.approx([0, 0], abs=0.05)
    wild = {part.name for part in found.parts if part.wild}
    assert {"ceiling", "wall west", "wall north", "wall east", "wall south"} <= wild
    assert adopted.gaps == ()
    # A camera that looks through the south wall sees the room: nothing of it is in another part.
    south = next(part for part in found.parts if part.name == "wall south")
    assert south.low[2] > 2.6


def test_people_can_sit_stand_and_come_in(adopted):
    found = brought.marked(adopted.set, 2, adopted.focus)
    assert len(found.seats) == 6
    tables = [surface for surface in found.surfaces if surface.name.startswith("table")]
    assert len(tables) == 3
    for seat in found.seats:
        assert seat.kind == "chair"
        assert seat.position[1] == pytest.approx(0.48, abs=0.02)
        # Its sitter looks at the table it stands at.
        table = min(
            tables, key=lambda one: np.hypot(one.center[0] - seat.position[0], one.center[2] - seat.position[2])
        )
        way = np.array([table.center[0] - seat.position[0], table.center[2] - seat.position[2]])
        ahead = np.array([np.sin(seat.yaw), np.cos(seat.yaw)])
        assert way @ ahead / np.linalg.norm(way) > 0.95
    assert all(len(one.free) >= 4 and one.center[1] == pytest.approx(0.75, abs=0.01) for one in tables)
    spots = [seat.approach for seat in found.seats] + [mark.position for mark in found.marks]
    assert len(found.marks) >= 8
    for x, _, z in spots:
        for box in found.obstacles:
            if box.center[1] - box.half[1] < 1.8:
                assert abs(x - box.center[0]) > box.half[0] or abs(z - box.center[2]) > box.half[2]


def test_the_door_opens_outwards_and_who_waits_is_outside(adopted):
    (door,) = adopted.set.doors
    leaf = next(part for part in adopted.set.parts if part.name == door.part)
    assert leaf.on == "wall south"
    assert leaf.wild
    z1 = adopted.set.room[5]
    assert door.outside[2] > z1 + 0.5
    assert np.cos(door.yaw) < -0.9  # who comes in walks north
    latch = 2 * np.array(door.position) - np.array(door.hinge)
    x, _, z = latch - door.hinge
    turned = -x * np.sin(door.swing) + z * np.cos(door.swing)
    assert turned > 0.5


def test_things_are_known_by_their_names_in_any_language(adopted):
    words = {word for mark in adopted.set.landmarks for word in mark.words}
    assert {"window", "fenster", "counter", "picture", "plant", "table", "lamp"} <= words


@pytest.mark.parametrize(
    "how",
    [
        {"document": {"scale": 100.0, "z_up": True, "yaw": 0.4, "at": (900, 0, -4000)}, "up": "z", "scale": 0.01},
        {"build": {"names": False, "normals": False, "small": False}, "document": {"yaw": np.pi / 2}},
    ],
    ids=["centimetres, z up, turned, far away", "without names and normals, 32-bit indices"],
)
def test_the_same_place_by_other_hands(tmp_path, how):
    document = cafe(pictures=False, **how.get("build", {})).document(**how["document"])
    found = bring(tmp_path, document, **{key: how[key] for key in ("up", "scale") if key in how}).set
    assert sorted(size_of(found)) == pytest.approx([3.0, 5.6, 7.0], abs=0.25)
    assert len(found.seats) == 6
    assert len(found.doors) == 1
    assert found.doors[0].part


def test_pictures_stay_to_be_seen(adopted):
    """Both tones of the floor's checks, in about equal parts, with straight edges between them."""
    floor = next(part for part in adopted.set.parts if part.name == "floor").mesh
    corners = floor.vertices[floor.faces]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
    colors = np.array([one.color for one in adopted.set.materials])[floor.materials]
    dark = np.abs(colors - np.array([120, 74, 48]) / 255).max(1) < 0.03
    light = np.abs(colors - np.array([196, 170, 130]) / 255).max(1) < 0.03
    assert area[dark].sum() / area.sum() == pytest.approx(0.5, abs=0.05)
    assert (area[dark].sum() + area[light].sum()) / area.sum() > 0.98
    # Checks of 0.3 m: what is dark lies in dark checks.
    middle = corners.mean(1)[dark] - adopted.set.room[0]
    shares = middle[:, [0, 2]] / 0.3 % 1
    assert np.quantile(np.abs(shares - np.round(shares)), 0.02) < 0.1


def test_lamps_light_the_night(tmp_path):
    found = bring(tmp_path, cafe(pictures=False).document(), stand_in(time="night")).set
    spots = [light for light in found.lighting.lights if light.kind is LightKind.SPOT]
    lamps = [np.array([x, 1.9, z]) for x, z in ((-1.9, -0.9), (-1.9, 1.4), (0.3, 1.1))]
    at = np.array(spots[0].position)
    assert min(np.linalg.norm(at - lamp) for lamp in lamps) < 0.25
    assert len(found.lighting.halos) == 3


def test_walls_that_are_missing_are_plain_and_said(tmp_path):
    made = bring(tmp_path, cafe(ceiling=False, sides="nw", pictures=False).document())
    (gap,) = made.gaps
    assert "east wall, south wall, ceiling" in gap.why
    names = {part.name for part in made.set.parts if part.wild}
    assert {"plain wall east", "plain wall south", "ceiling"} <= names
    assert made.set.doors


@pytest.mark.parametrize(
    ("document", "said", "fix"),
    [
        ({"scale": 100.0}, "900 m wide", "model_scale = 0.01"),
        ({"scale": 0.001}, "0.9 cm wide", "model_scale = 1000"),
        ({"z_up": True}, "lies on its side", 'model_up = "z"'),
    ],
)
def test_wrong_units_and_axes_say_what_to_write(tmp_path, document, said, fix):
    with pytest.raises(ProjectError, match=said) as caught:
        bring(tmp_path, cafe(pictures=False).document(**document))
    assert fix in caught.value.fix
    assert caught.value.file


def test_a_place_under_the_sky(tmp_path):
    b = rooms.Builder()
    b.boxes("Ground", [((-15, -0.2, -12), (15, 0, 12))], b.paint(rooms.STEEL))
    b.boxes("House", [((-15, 0, -12), (15, 6, -8))], b.paint(rooms.CREAM))
    b.boxes("Bench", [((-0.9, 0.4, -0.2), (0.9, 0.45, 0.25)), ((-0.9, 0.45, -0.25), (0.9, 0.9, -0.2)), ((-0.8, 0, -0.1), (-0.7, 0.4, 0.1)), ((0.7, 0, -0.1), (0.8, 0.4, 0.1))], b.paint(rooms.WOOD), at=(1, 0, -3))  # fmt: skip
    found = brought.marked(bring(tmp_path, b.document(), stand_in("STREET", "dusk", False)).set, 2, (0.0, 0.0))
    assert not found.interior
    assert not any(part.wild for part in found.parts)
    assert len(found.seats) == 2
    assert all(np.cos(seat.yaw) > 0.9 for seat in found.seats)
    assert len(found.marks) >= 4
    assert found.doors
    assert found.lighting.sky == stand_in("STREET", "dusk", False).lighting.sky


# -- what cannot be used ---------------------------------------------------------------------------


def nothing():
    return rooms.Builder().document()


def a_wall_alone():
    b = rooms.Builder()
    b.boxes("Wall", [((-3, 0.5, 0), (3, 3, 0.01))], b.paint(rooms.CREAM))
    return b.document()


def full():
    b = rooms.Builder()
    b.boxes("Floor", [((-3, -0.1, -3), (3, 0, 3))], b.paint(rooms.CREAM))
    b.boxes("Block", [((-3, 0.2, -3), (3, 2.9, 3))], b.paint(rooms.WOOD))
    return b.document()


@pytest.mark.parametrize("document", [nothing, a_wall_alone, full])
def test_what_is_no_place_is_refused(tmp_path, document):
    with pytest.raises(ProjectError) as caught:
        bring(tmp_path, document())
    assert caught.value.fix


def test_many_copies_of_a_large_mesh_are_counted(tmp_path):
    document, data = cafe(pictures=False).document()
    count = len(document["nodes"])
    big = document["accessors"][document["meshes"][0]["primitives"][0]["indices"]]["count"]
    document["nodes"] += [{"mesh": 0} for _ in range(150_000 * 3 // big + 1)][: 4900 - count]
    document["meshes"][0]["primitives"] *= 40
    with pytest.raises(ProjectError, match="too large"):
        bring(tmp_path, (document, data))


# -- there and back --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported(tmp_path_factory, scene):
    kitchen = sets.build_set(Setting("", True, False, "KITCHEN", "day"))
    path = tmp_path_factory.mktemp("out") / "scene.glb"
    hidden = dataclasses.replace(scene.shots[0], hidden=("wall south",), start=0, end=scene.performance.frames)
    assets = dataclasses.replace(scene.assets, sets={"kitchen": kitchen})
    performance = dataclasses.replace(scene.performance, parts=())
    made = dataclasses.replace(scene, assets=assets, performance=performance, shots=(hidden,), made_with="Fairtake 1")
    write_gltf(made, path)
    return kitchen, path


def test_our_own_set_comes_back_whole(exported):
    """Though a shot looked through one of its walls all the time, and people stood in it."""
    kitchen, path = exported
    found = adopt_set(own(path, ReferenceKind.PLACE), stand_in(), brought.words_for).set
    for one in fields(SetFacts):
        if one.name not in ("wild", "hung"):
            assert getattr(found, one.name) == getattr(kitchen, one.name)
    theirs = {part.name: part for part in found.parts}
    assert set(theirs) == {part.name for part in kitchen.parts}
    for part in kitchen.parts:
        other = theirs[part.name]
        assert (other.wild, other.on) == (part.wild, part.on)
        assert len(other.mesh.faces) == len(part.mesh.faces)
        assert np.allclose([*other.low, *other.high], [*part.low, *part.high], atol=1e-4)
        ours = [kitchen.materials[number] for number in np.sort(part.mesh.materials)]
        again = [found.materials[number] for number in other.mesh.materials]
        assert sorted(map(repr, ours)) == sorted(map(repr, again))


def test_every_fact_of_a_set_goes_out():
    known = {one.name for one in fields(SetFacts)}
    assert {one.name for one in fields(Set)} - known == {"materials", "parts", "generic", "gaps"}


def test_our_set_is_understood_without_what_we_wrote_of_it(exported, tmp_path):
    """As another program saves it: the room and its things are found anew."""
    kitchen, path = exported
    data = path.read_bytes()
    size = struct.unpack_from("<I", data, 12)[0]
    document = json.loads(data[20 : 20 + size])
    document["asset"] = {"version": "2.0", "generator": "Another program"}
    found = bring(tmp_path, glb(document, data[28 + size :])).set
    assert size_of(found)[[0, 2]] == pytest.approx(size_of(kitchen)[[0, 2]], abs=0.3)
    assert not any("ANNA" in part.name for part in found.parts)


def test_facts_that_cannot_be_true_are_not_believed(exported, tmp_path):
    _, path = exported
    data = path.read_bytes()
    size = struct.unpack_from("<I", data, 12)[0]
    document = json.loads(data[20 : 20 + size])
    document["asset"]["extras"]["fairtake"]["set"]["room"] = [0, 0, 0, 1e30, 1, 1]
    found = bring(tmp_path, glb(document, data[28 + size :])).set
    assert np.abs(found.room).max() < 20
