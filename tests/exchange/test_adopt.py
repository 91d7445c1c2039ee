from __future__ import annotations

import dataclasses
import io
import json
import struct

import numpy as np
import pytest
import strangers
from PIL import Image
from small_scene import figure
from strangers import glb, stranger

from fairtake.errors import ClearanceError, ProjectError
from fairtake.exchange import ExportScene, adopt_figure, write_gltf
from fairtake.model.clearance import ReferenceKind
from fairtake.model.mesh import Stuff
from lent import own


@pytest.fixture
def bring(tmp_path):
    def adopt(document_and_buffer, height=None, face=""):
        path = tmp_path / "anna.glb"
        data = document_and_buffer if isinstance(document_and_buffer, bytes) else glb(*document_and_buffer)
        path.write_bytes(data)
        stand_in = figure()
        return adopt_figure(own(path, ReferenceKind.CHARACTER), stand_in if height is None else height, face)

    return adopt


def apart(found, ours):
    """How far the surface is from ours, a distance a corner; both in the order of materials."""
    order = np.argsort(ours.mesh.materials, kind="stable")
    theirs = found.mesh.vertices[found.mesh.faces]
    return np.linalg.norm(theirs - ours.mesh.vertices[ours.mesh.faces[order]], axis=2)


@pytest.mark.parametrize(
    "how",
    [
        {"name": strangers.plain, "stretched": False},
        {"name": strangers.mixamo, "scale": 0.01},
        {"name": strangers.ready, "yaw": np.pi},
        {"name": strangers.unreal, "scale": 100.0, "yaw": 1.0},
        {"name": strangers.nameless, "vrm": True},
    ],
    ids=["our own", "mixamo in centimetres", "ready player me, looking away", "unreal, turned", "vrm"],
)
def test_a_model_stands_as_our_figures_do(bring, how):
    """Named, posed, scaled and turned as other programs do it, our own figure comes back."""
    found = bring(stranger(figure(), **how)).figure
    off = apart(found, figure())
    assert np.median(off) < 0.003
    # Unbending a shoulder is not exact, and must not be torn either.
    assert off.max() < 0.03
    assert np.abs(found.rest - figure().rest).max() < 0.01
    assert np.allclose(found.weights.sum(1), 1, atol=1e-5)
    assert np.abs(np.subtract(found.eye, figure().eye)).max() < 0.02
    assert found.sole == pytest.approx(figure().sole, abs=0.01)
    assert found.details["model"] == "anna.glb"


def test_a_model_left_in_the_middle_of_a_movement_is_taken_as_it_was_bound(bring):
    document, data = stranger(figure())
    for node in document["nodes"][:20]:
        node["rotation"] = [0.3, 0.1, 0.0, 0.948683]
    assert np.median(apart(bring((document, data)).figure, figure())) < 0.003


def test_a_model_takes_the_roles_height(bring):
    small = dataclasses.replace(figure(), rest=figure().rest * np.float32(0.7), height=figure().height * 0.7)
    found = bring(stranger(figure()), small).figure
    assert found.mesh.vertices[:, 1].max() == pytest.approx(0.7 * figure().mesh.vertices[:, 1].max(), abs=0.02)
    assert found.mesh.vertices[:, 1].min() == pytest.approx(0, abs=1e-4)


def test_colours_come_along(bring):
    found = bring(stranger(figure())).figure
    used = {found.materials[number].color for number in np.unique(found.mesh.materials)}
    coat = next(one for one in figure().materials if one.name.endswith("outer"))
    assert min(np.abs(np.subtract(color, coat.color)).max() for color in used) < 0.02


def picture() -> bytes:
    image = Image.new("RGB", (64, 64), (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, 32, 64))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_a_texture_becomes_flat_tones_and_its_face_stays_as_it_is(bring):
    adopted = bring(stranger(figure(), picture=picture()))
    tones = np.array([one.color for one in adopted.figure.materials])
    near = [np.abs(tones - np.array(color) / 255).max(1).min() for color in ((200, 30, 30), (30, 30, 200))]
    assert max(near) < 0.02
    assert Stuff.FACE not in {one.stuff for one in adopted.figure.materials}
    (gap,) = adopted.gaps
    assert "does not move" in gap.why


def test_what_is_painted_on_a_face_survives_as_tones(bring):
    """Two dark dots for eyes, smaller than the triangles they are painted on."""
    image = Image.new("RGB", (256, 256), (230, 180, 160))
    for x in (0.36, 0.64):
        image.paste((10, 10, 10), (int(256 * x) - 7, 118, int(256 * x) + 7, 132))
    file = io.BytesIO()
    image.save(file, "PNG")
    found = bring(stranger(figure(), picture=file.getvalue())).figure
    dark = [number for number, one in enumerate(found.materials) if max(one.color) < 0.3]
    middles = found.mesh.vertices[found.mesh.faces[np.isin(found.mesh.materials, dark)]].mean(1)
    head = middles[middles[:, 1] > found.rest[4, 1]]
    assert (head[:, 0] > 0.01).sum() >= 8
    assert (head[:, 0] < -0.01).sum() >= 8
    assert np.abs(head[:, 1] - found.rest[4, 1] - found.eye[1]).max() < 0.03


def test_a_large_head_gets_a_large_face(bring):
    ours = figure()
    share = (ours.weights * (ours.joints == 4)).sum(1)[:, None].astype(np.float32)
    points = ours.mesh.vertices + share * (ours.mesh.vertices - ours.rest[4]) * np.float32(0.5)
    big = dataclasses.replace(ours, mesh=dataclasses.replace(ours.mesh, vertices=points))

    def width(found):
        (number,) = [n for n, one in enumerate(found.materials) if one.stuff is Stuff.FACE]
        used = np.unique(found.mesh.faces[found.mesh.materials == number])
        across = np.ptp(found.mesh.vertices[used, 0]) / np.ptp(found.mesh.uvs[used, 0])
        return across, found.eye[1]

    large, plain = width(bring(stranger(big)).figure), width(bring(stranger(ours)).figure)
    assert np.divide(large, plain) == pytest.approx(1.5, abs=0.12)


def test_the_drawn_face_comes_over_any_other_when_it_is_asked_for(bring):
    adopted = bring(stranger(figure(), picture=picture()), face="drawn")
    assert adopted.gaps == ()
    assert [one.stuff for one in adopted.figure.materials].count(Stuff.FACE) == 1


def test_a_blank_head_gets_the_drawn_face(bring):
    found = bring(stranger(figure())).figure
    (number,) = [n for n, one in enumerate(found.materials) if one.stuff is Stuff.FACE]
    corners = found.mesh.faces[found.mesh.materials == number]
    assert len(corners) > 100
    points, uvs = found.mesh.vertices[corners], found.mesh.uvs[corners]
    eyes = found.rest[4] + np.array(found.eye)
    # In front of the head, eyes in the middle of the picture's upper half, as our own.
    assert points[..., 2].mean(1).min() > found.rest[4, 2] - 0.02
    nearest = np.unravel_index(np.linalg.norm(points[..., :2] - eyes[:2], axis=-1).argmin(), points.shape[:2])
    assert uvs[nearest] == pytest.approx([0.5, 0.482], abs=0.06)
    assert found.face.skin == pytest.approx(figure().face.skin, abs=0.03)


def test_a_brought_model_can_be_taken_out_again(bring, scene, tmp_path):
    found = bring(stranger(figure())).figure
    assets = dataclasses.replace(scene.assets, figures={"ANNA": found})
    again: ExportScene = dataclasses.replace(scene, assets=assets)
    write_gltf(again, tmp_path / "again.glb")
    write_gltf(again, tmp_path / "twice.glb")
    assert (tmp_path / "again.glb").read_bytes() == (tmp_path / "twice.glb").read_bytes()


# -- what is refused -------------------------------------------------------------------------------


def spoilt(change):
    document, data = stranger(figure())
    change(document)
    return glb(document, data)


def without_skin(document):
    del document["nodes"][-1]["skin"]


def huge(document):
    document["accessors"][document["meshes"][0]["primitives"][0]["indices"]]["count"] = 30_000_000


def bomb(document):
    document["accessors"][0]["count"] = 500_000


def outside(document):
    document["buffers"] = [{"byteLength": 10, "uri": "../../../etc/passwd"}]


def on_the_net(document):
    document["buffers"] = [{"byteLength": 10, "uri": "https://example.org/a.bin"}]


def circle(document):
    document["nodes"][3]["children"] = [0]


def past_the_end(document):
    document["bufferViews"][0]["byteOffset"] = 10**9


def squeezed(document):
    document["extensionsRequired"] = ["KHR_draco_mesh_compression"]


def a_table(document):
    for node in document["nodes"]:
        node["name"] = "leg"


def folded(document):
    del document["skins"][0]["inverseBindMatrices"]
    for node in document["nodes"]:
        node.pop("translation", None)


def wrong_index(document):
    document["skins"][0]["joints"][0] = 10_000


def colours_that_are_not_numbers(document):
    document["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"] = [float("nan"), 1e308, -5, 1]
    document["accessors"][document["meshes"][0]["primitives"][1]["indices"]]["count"] = 0


def test_colours_that_are_not_numbers_are_black_or_white(bring):
    found = bring(spoilt(colours_that_are_not_numbers)).figure
    assert all(0 <= value <= 1 for one in found.materials for value in one.color)


def far_away(document):
    document["nodes"][0]["translation"] = [1e300, 1e300, 0]
    del document["skins"][0]["inverseBindMatrices"]


def negative(document):
    document["meshes"][0]["primitives"][0]["indices"] = -1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_skin, "no skeleton"),
        (huge, "10,0.* triangles"),
        (bomb, "past its own end"),
        (outside, "not in its folder"),
        (on_the_net, "not in its folder"),
        (circle, "circle|two parents"),
        (past_the_end, "past its own end"),
        (squeezed, "compressed"),
        (a_table, "no hips"),
        (folded, "shape of a person"),
        (wrong_index, "not there"),
        (negative, "damaged"),
        (far_away, "shape of a person|no body|stand nowhere"),
    ],
)
def test_a_model_that_cannot_be_used_says_why(bring, change, said):
    with pytest.raises((ProjectError, ClearanceError), match=said) as caught:
        bring(spoilt(change))
    assert caught.value.file
    assert caught.value.file.endswith("anna.glb")
    assert caught.value.fix


DEEP = b"[" * 100_000
BIG_WORDS = struct.pack("<4sII", b"glTF", 2, 2**31) + b"rest"


@pytest.mark.parametrize("data", [b"", b"glTF", b"PK\3\4 zip", BIG_WORDS, DEEP, b"{}", b'{"asset": 1, "nodes": 7}'])
def test_what_is_no_model_is_refused(bring, data):
    with pytest.raises(ProjectError):
        bring(data)


def test_any_cut_and_any_flipped_byte_is_an_error_or_a_figure(bring):
    """Never anything else: no crash, no hang, no numbers that are not numbers."""
    whole = glb(*stranger(figure()))
    random = np.random.default_rng(2)
    size = struct.unpack_from("<I", whole, 12)[0]
    for _ in range(25):
        data = bytearray(whole)
        data[int(random.integers(12, 20 + size))] = int(random.integers(0, 256))
        try:
            found = bring(bytes(data)).figure
        except ProjectError:
            continue
        assert np.isfinite(found.mesh.vertices).all()
        assert np.isfinite(found.rest).all()
    for length in (11, 100, 20 + size, 20 + size + 500):
        with pytest.raises(ProjectError):
            bring(whole[:length])


def test_a_picture_that_unpacks_to_too_much_is_refused(bring):
    file = io.BytesIO()
    Image.new("1", (6000, 6000)).save(file, "PNG")
    with pytest.raises(ProjectError):
        bring(stranger(figure(), picture=file.getvalue()))


def test_a_model_in_several_files_is_read_from_its_folder(tmp_path):
    document, data = stranger(figure())
    document = {"asset": {"version": "2.0"}, "buffers": [{"byteLength": len(data), "uri": "skin.bin"}], **document}
    (tmp_path / "skin.bin").write_bytes(data)
    (tmp_path / "anna.gltf").write_text(json.dumps(document))
    found = adopt_figure(own(tmp_path / "anna.gltf", ReferenceKind.CHARACTER), figure()).figure
    assert np.median(apart(found, figure())) < 0.003
