"""glTF of odd but legal structure is read as it is meant; of hostile structure, not at all."""

from __future__ import annotations

import json

import numpy as np
import pytest
import rooms
from rooms import checks
from strangers import Packer, glb

from fairtake.errors import ProjectError
from fairtake.exchange.reading import read_model

SQUARE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], np.float32)


def square(indices=(0, 1, 2, 0, 2, 3), kind=np.uint16, mode=4, **more):
    pack = Packer()
    attributes = {"POSITION": pack.add(SQUARE)}
    pack.data += bytes(-len(pack.data) % 4)
    primitive = {"attributes": attributes, "indices": pack.add(np.array(indices, kind)), "mode": mode}
    document = {"meshes": [{"primitives": [primitive]}], "nodes": [{"mesh": 0}], "scenes": [{"nodes": [0]}], "scene": 0}
    return document | more, pack


def read(tmp_path, document, pack=None, data=None, **how):
    if pack is not None:
        document = {**document, "bufferViews": pack.views, "accessors": pack.accessors}
        data = pack.data
    (tmp_path / "a.glb").write_bytes(glb(document, data))
    return read_model(tmp_path / "a.glb", **how)


def area(piece):
    a, b, c = piece.points[piece.faces].transpose(1, 0, 2)
    return np.cross(b - a, c - a).sum(0) / 2


@pytest.mark.parametrize(
    ("indices", "kind", "mode"),
    [
        ((0, 1, 2, 0, 2, 3), np.uint16, 4),
        ((0, 1, 2, 0, 2, 3), np.uint32, 4),
        ((1, 2, 0, 3), np.uint16, 5),
        ((0, 1, 2, 3), np.uint32, 6),
    ],
    ids=["16 bit", "32 bit", "strip", "fan"],
)
def test_lists_strips_and_fans(tmp_path, indices, kind, mode):
    (piece,) = read(tmp_path, *square(indices, kind, mode)).pieces
    assert area(piece) == pytest.approx([0, 0, 1])


def test_only_the_scene_it_opens_with(tmp_path):
    document, pack = square()
    document["nodes"] = [{"mesh": 0, "name": "old"}, {"name": "group", "children": [2]}, {"mesh": 0, "name": "new"}]
    document |= {"scenes": [{"nodes": [0]}, {"nodes": [1]}], "scene": 1}
    found = read(tmp_path, document, pack)
    assert [found.names[piece.node] for piece in found.pieces] == ["new"]


def test_a_mirrored_thing_keeps_its_outside(tmp_path):
    document, pack = square()
    document["nodes"] = [{"mesh": 0, "scale": [-2, 1, 1]}]
    (piece,) = read(tmp_path, document, pack).pieces
    assert area(piece) == pytest.approx([0, 0, 2])


def test_pictures_may_be_moved_turned_and_scaled(tmp_path):
    b = rooms.Builder()
    b.boxes("Box", [((0, 0, 0), (1, 1, 1))], b.paint((1, 1, 1), checks((255, 0, 0), (0, 0, 255), 2)))
    document, data = b.document()
    texture = document["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"]
    plain = read(tmp_path, document, data=data).pieces[0].uvs
    texture["extensions"] = {"KHR_texture_transform": {"offset": [0.25, 0.5], "rotation": np.pi / 2, "scale": [2, 4]}}
    document["extensionsRequired"] = ["KHR_texture_transform"]
    moved = read(tmp_path, document, data=data).pieces[0].uvs
    # As the extension's own text has it: translation * rotation * scale.
    u, v = 2 * plain[:, 0], 4 * plain[:, 1]
    assert np.allclose(moved, np.stack([v + 0.25, -u + 0.5], 1), atol=1e-6)


def test_colours_of_points_and_lists_with_exceptions(tmp_path):
    document, pack = square()
    attributes = document["meshes"][0]["primitives"][0]["attributes"]
    attributes["COLOR_0"] = pack.add(np.tile(np.float32([0.2, 0.4, 0.6, 1.0]), (4, 1)))
    rows, moved = pack.add(np.array([2], np.uint32)), pack.add(np.array([[1, 1, 5]], np.float32))
    views = [pack.accessors[number]["bufferView"] for number in (rows, moved)]
    pack.accessors[0]["sparse"] = {
        "count": 1,
        "indices": {"bufferView": views[0], "componentType": 5125},
        "values": {"bufferView": views[1]},
    }
    (piece,) = read(tmp_path, document, pack).pieces
    assert piece.points[:, 2].max() == 5
    assert np.allclose(piece.colors, [0.2, 0.4, 0.6])


def test_lamps_are_read_where_they_stand(tmp_path):
    b = rooms.Builder()
    b.boxes("Box", [((0, 0, 0), (1, 1, 1))], b.paint(rooms.WOOD))
    b.light("Sun", (0, 5, 0), kind="directional", rotation=[-0.70710678, 0, 0, 0.70710678])
    b.light("Bulb", (1, 2, 3))
    document, data = b.document()
    sun, bulb = read(tmp_path, document, data=data).lamps
    assert sun.kind == "sun"
    assert sun.direction == pytest.approx((0, -1, 0), abs=1e-6)
    assert bulb.position == pytest.approx((1, 2, 3))
    assert bulb.strength == 60


# -- hostile ---------------------------------------------------------------------------------------


def endless_zeros(document, pack):
    pack.accessors[0] = {"componentType": 5126, "type": "VEC3", "count": 400_000_000}


def endless_exceptions(document, pack):
    sparse = {"count": 2**40, "indices": {"bufferView": 0, "componentType": 5125}, "values": {"bufferView": 0}}
    pack.accessors[0]["sparse"] = sparse


def exceptions_outside(document, pack):
    rows, moved = pack.add(np.array([99], np.uint32)), pack.add(np.array([[1, 1, 5]], np.float32))
    pack.accessors[0]["sparse"] = {
        "count": 1,
        "indices": {"bufferView": pack.accessors[rows]["bufferView"], "componentType": 5125},
        "values": {"bufferView": pack.accessors[moved]["bufferView"]},
    }


def circle(document, pack):
    document["nodes"] = [{"children": [1]}, {"children": [0], "mesh": 0}]


def own_child(document, pack):
    document["nodes"] = [{"children": [0], "mesh": 0}]


def shared_child(document, pack):
    document["nodes"] = [{"children": [2]}, {"children": [2]}, {"mesh": 0}]


def deep(document, pack):
    document["nodes"] = [{"children": [number + 1]} for number in range(6000)] + [{"mesh": 0}]


def no_numbers(document, pack):
    pack.data = np.full(12, np.nan, np.float32).tobytes() + pack.data[48:]


def nowhere(document, pack):
    document["nodes"] = [{"mesh": 0, "matrix": [float("inf")] * 16}]


def a_scene_that_is_not_there(document, pack):
    document["scene"] = 7


def millions_by_copies(document, pack):
    document["meshes"][0]["primitives"] *= 100
    document["nodes"] = [{"mesh": 0}] * 4000


def meshopt(document, pack):
    document["extensionsRequired"] = ["EXT_meshopt_compression"]


def unheard_of(document, pack):
    document["extensionsRequired"] = ["ACME_voxels"]


def local_file(document, pack):
    document["images"] = [{"uri": "file:///etc/passwd"}]
    textured(document)


def absolute_file(document, pack):
    document["images"] = [{"uri": "/etc/passwd"}]
    textured(document)


def hidden_climb(document, pack):
    document["images"] = [{"uri": "a/%2e%2e/%2e%2e/%2e%2e/etc/passwd"}]
    textured(document)


def textured(document):
    document["textures"] = [{"source": 0}]
    document["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (endless_zeros, "too large"),
        (endless_exceptions, "more exceptions than rows"),
        (exceptions_outside, "past its own end"),
        (circle, "circle|two parents"),
        (own_child, "circle"),
        (shared_child, "two parents"),
        (deep, "too large"),
        (no_numbers, "not finite"),
        (nowhere, "nowhere"),
        (a_scene_that_is_not_there, "damaged"),
        (millions_by_copies, "800,000 triangles"),
        (meshopt, "compressed"),
        (unheard_of, "ACME_voxels"),
        (local_file, "not in its folder"),
        (absolute_file, "not in its folder"),
        (hidden_climb, "not in its folder"),
    ],
)
def test_hostile_files_say_why(tmp_path, change, said):
    document, pack = square()
    change(document, pack)
    with pytest.raises(ProjectError, match=said) as caught:
        read(tmp_path, document, pack)
    assert caught.value.fix
    assert str(tmp_path / "a.glb") == caught.value.file


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.bin").write_bytes(bytes(100))
    folder = tmp_path / "film"
    folder.mkdir()
    (folder / "a.bin").symlink_to(tmp_path / "secret.bin")
    document, pack = square()
    document |= {"asset": {"version": "2.0"}, "buffers": [{"byteLength": 60, "uri": "a.bin"}]}
    document |= {"bufferViews": pack.views, "accessors": pack.accessors}
    (folder / "a.gltf").write_text(json.dumps(document))
    with pytest.raises(ProjectError, match="not in its folder"):
        read_model(folder / "a.gltf")
