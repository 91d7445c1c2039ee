from __future__ import annotations

import time
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.errors import StagingError
from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import from_axis_angle, matrix
from fairtake.model.figure import JOINTS, Appearance, Figure, joint_index
from fairtake.model.mesh import Pattern, Stuff
from fairtake.staging.performers import build_figure
from fairtake.staging.performers.accessories import eyewear_names
from fairtake.staging.performers.hair import BEARDS, STYLES
from fairtake.staging.performers.hats import HATS
from fairtake.staging.performers.outfits import OUTFITS
from fairtake.staging.performers.patterns import PATTERNS
from fairtake.staging.performers.worn import ON_HEAD, WORN

WOMAN = Appearance(femininity=1.0, age=30, height=1.68, hair="bob", outfit="coat")
MAN = Appearance(femininity=0.0, age=50, height=1.82, build=0.6, hair="balding", beard="full", outfit="suit")
CHILD = Appearance(femininity=0.9, age=8, height=1.28, hair="braids", outfit="dress")


@cache
def figure(appearance: Appearance) -> Figure:
    return build_figure("ANNA", appearance)


def look(i: int, outfit: str) -> Appearance:
    """The i-th outfit on a body of its own, so that every hair style, hat, beard, pair of glasses
    and thing to wear is worn by somebody, without a figure for each."""
    hats, things = [*HATS, ""], [*WORN, *ON_HEAD]
    return Appearance(
        femininity=i % 2,
        age=(8, 20, 35, 50, 78)[i % 5],
        height=1.5 + 0.05 * (i % 9),
        build=0.15 + 0.09 * (i % 8),
        muscle=0.3 * (i % 3),
        hair=sorted(STYLES)[i % len(STYLES)],
        beard="" if i % 2 else BEARDS[i // 2 % len(BEARDS)],
        hat=hats[i % len(hats)] if i % 2 else "",
        eyewear=eyewear_names()[i % len(eyewear_names())] if i % 3 == 0 else "",
        worn=((things[i % len(things)], (0.7, 0.3, 0.3)),),
        pattern=sorted(PATTERNS)[i % len(PATTERNS)],
        outfit=outfit,
    )


PEOPLE = [WOMAN, MAN, CHILD, *(look(i, outfit) for i, outfit in enumerate(OUTFITS))]
PEOPLE += [Appearance(hat=hat) for i, hat in enumerate(HATS) if i % 2 == 0]


def test_all_there_is_to_wear_is_on_somebody() -> None:
    assert {a.hair for a in PEOPLE} == set(STYLES)
    assert {a.hat for a in PEOPLE} == {"", *HATS}
    assert {a.beard for a in PEOPLE} == {"", *BEARDS}
    assert {a.eyewear for a in PEOPLE} == {"", *eyewear_names()}
    assert {a.outfit for a in PEOPLE} == set(OUTFITS)
    assert {name for a in PEOPLE for name, _ in a.worn} == {*WORN, *ON_HEAD}
    assert (len(OUTFITS), len(STYLES), len(HATS), len(BEARDS)) >= (25, 20, 10, 5)


@pytest.mark.parametrize("appearance", PEOPLE, ids=lambda a: f"{a.outfit}-{a.hair}-{a.hat}{a.beard}")
def test_a_figure_is_whole(appearance: Appearance) -> None:
    f = figure(appearance)
    mesh = f.mesh
    assert np.isfinite(mesh.vertices).all()
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-3)
    assert mesh.faces.min() >= 0
    assert mesh.faces.max() < len(mesh.vertices)
    assert len(mesh.faces) == len(mesh.zones) == len(mesh.materials)
    assert len(mesh.faces) <= 16_800
    assert mesh.materials.max() < len(f.materials)
    assert f.joints.shape == f.weights.shape == (len(mesh.vertices), 4)
    assert f.joints.min() >= 0
    assert f.joints.max() < len(JOINTS)
    assert np.allclose(f.weights.sum(1), 1, atol=1e-5)
    assert f.weights.min() >= 0
    assert f.rest.shape == (len(JOINTS), 3)
    for array, kind in (
        (mesh.vertices, np.float32),
        (mesh.faces, np.int32),
        (f.weights, np.float32),
        (f.joints, np.int32),
    ):
        assert array.dtype == kind


@pytest.mark.parametrize("appearance", [WOMAN, MAN, CHILD], ids=["woman", "man", "child"])
def test_height_is_as_asked_and_feet_are_on_the_ground(appearance: Appearance) -> None:
    f = figure(appearance)
    mesh = f.mesh
    skin = [i for i, m in enumerate(f.materials) if m.stuff in (Stuff.SKIN, Stuff.FACE, Stuff.HAIR)]
    head = mesh.vertices[mesh.faces[np.isin(mesh.materials, skin)].ravel()]
    assert abs(head[:, 1].max() - appearance.height) < 0.02 + 0.035  # hair stands up to 3.5 cm above the crown
    assert abs(mesh.vertices[:, 1].min()) < 0.004
    bald = figure(Appearance(height=1.75, hair="bald"))
    assert abs(bald.mesh.vertices[:, 1].max() - 1.75) < 0.01


def test_left_is_plus_x_and_the_front_is_plus_z() -> None:
    f = figure(WOMAN)
    assert f.rest[joint_index("hand.L")][0] > 0.3
    assert f.rest[joint_index("hand.R")][0] < -0.3
    assert f.rest[joint_index("toe.L")][2] > f.rest[joint_index("foot.L")][2] + 0.05
    assert f.eye[2] > 0.04
    assert f.palm_normals[0][0] < 0 < f.palm_normals[1][0]
    assert f.rest[joint_index("thumb.L")][2] > f.rest[joint_index("fingers.L")][2]
    assert f.sole == pytest.approx(float(f.rest[joint_index("foot.L")][1]))


def test_joints_lie_where_the_art_direction_puts_them() -> None:
    f = figure(Appearance(femininity=0.0, height=1.75))
    for name, y in (("pelvis", 0.95), ("chest", 1.22), ("upper_arm.L", 1.372), ("thigh.L", 0.91), ("shin.R", 0.495)):
        assert f.rest[joint_index(name)][1] == pytest.approx(y, abs=0.012), name
    arm = [f.rest[joint_index(f"{name}.L")] for name in ("upper_arm", "forearm", "hand")]
    assert np.linalg.norm(arm[1] - arm[0]) == pytest.approx(0.275, abs=0.005)
    assert np.linalg.norm(arm[2] - arm[1]) == pytest.approx(0.245, abs=0.005)


@pytest.mark.parametrize("appearance", [WOMAN, CHILD], ids=["woman", "child"])
def test_two_builds_are_the_same_bytes(appearance: Appearance) -> None:
    a, b = build_figure("ANNA", appearance), build_figure("ANNA", appearance)
    for x, y in (
        (a.mesh.vertices, b.mesh.vertices),
        (a.mesh.faces, b.mesh.faces),
        (a.mesh.zones, b.mesh.zones),
        (a.weights, b.weights),
        (a.rest, b.rest),
    ):
        assert x.tobytes() == y.tobytes()
    assert a.materials == b.materials


def test_a_figure_is_quick_to_build() -> None:
    start = time.process_time()
    build_figure("ANNA", MAN)
    assert time.process_time() - start < 10


def test_faces_are_counter_clockwise_from_outside() -> None:
    for appearance in (WOMAN, MAN, CHILD):
        mesh = figure(appearance).mesh
        a, b, c = (mesh.vertices[mesh.faces[:, k]] for k in range(3))
        normal = np.cross(b - a, c - a)
        area = np.linalg.norm(normal, axis=1)
        agrees = (normal * mesh.normals[mesh.faces].mean(1)).sum(1) > 0
        assert area[agrees].sum() / area.sum() > 0.985


def test_the_face_carries_the_drawing_the_right_way_round() -> None:
    f = figure(WOMAN)
    mesh = f.mesh
    face = next(i for i, m in enumerate(f.materials) if m.stuff is Stuff.FACE)
    corners = mesh.faces[mesh.materials == face]
    assert len(corners) > 300
    uv, at = mesh.uvs[corners].reshape(-1, 2), mesh.vertices[corners].reshape(-1, 3)
    assert uv.min() > -0.2
    assert uv.max() < 1.2
    assert np.corrcoef(uv[:, 0], at[:, 0])[0, 1] > 0.95
    assert np.corrcoef(uv[:, 1], at[:, 1])[0, 1] < -0.99
    # The eyes of the drawing (v = .95 - .468) lie at the figure's eye level.
    level = f.rest[joint_index("head")][1] + f.eye[1]
    near = np.abs(uv[:, 1] - (0.95 - 0.468)) < 0.02
    assert np.abs(at[near, 1] - level).max() < 0.012


def skinned(f: Figure, turns: dict[str, tuple[tuple[float, float, float], float]]) -> np.ndarray:
    rotations = np.tile(np.array([0.0, 0, 0, 1]), (len(JOINTS), 1))
    for name, (axis, degrees) in turns.items():
        rotations[joint_index(name)] = from_axis_angle(axis, np.radians(degrees))
    rest = f.rest.astype(np.float64)
    position, orientation = forward_kinematics(rest, rest[0], rotations)
    turn = matrix(orientation)
    shift = position - np.einsum("jab,jb->ja", turn, rest)
    blend = np.einsum("vk,vkab->vab", f.weights, turn[f.joints])
    return np.einsum("vab,vb->va", blend, f.mesh.vertices) + np.einsum("vk,vka->va", f.weights, shift[f.joints])


def stretch(f: Figure, moved: np.ndarray) -> np.ndarray:
    edges = f.mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
    before = np.linalg.norm(f.mesh.vertices[edges[:, 0]] - f.mesh.vertices[edges[:, 1]], axis=1)
    after = np.linalg.norm(moved[edges[:, 0]] - moved[edges[:, 1]], axis=1)
    return after - before


X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
POSES = {
    "elbows": {"forearm.L": (Y, -130.0), "forearm.R": (Y, 130.0)},
    "sitting": {"thigh.L": (X, -90.0), "thigh.R": (X, -90.0), "shin.L": (X, 90.0), "shin.R": (X, 90.0)},
    "step": {"thigh.L": (X, -32.0), "thigh.R": (X, 25.0), "shin.R": (X, 35.0)},
    "arms up": {
        "upper_arm.L": (Z, 110.0),
        "upper_arm.R": (Z, -110.0),
        "shoulder.L": (Z, 20.0),
        "shoulder.R": (Z, -20.0),
    },
    "nod": {"head": (X, 25.0), "neck": (X, 15.0)},
}


@pytest.mark.parametrize("appearance", PEOPLE[: len(OUTFITS)], ids=lambda a: f"{a.outfit}-{a.hair}")
def test_nothing_tears(appearance: Appearance) -> None:
    f = figure(appearance)
    for pose, turns in POSES.items():
        moved = skinned(f, turns)
        assert np.isfinite(moved).all()
        longer = stretch(f, moved)
        # An edge may grow where cloth spans a joint (below the seat, under the arm) or a wide skirt
        # a stride, never into a spike.
        assert longer.max() < 0.20, f"{pose}: {longer.max():.3f}"


def test_an_elbow_keeps_its_thickness() -> None:
    f = figure(Appearance(femininity=0, outfit="tee"))
    moved = skinned(f, {"forearm.L": (Y, -130.0)})
    arm = (f.mesh.vertices[:, 0] > 0.25) & (f.mesh.vertices[:, 1] > 1.05) & (f.mesh.vertices[:, 1] < 1.28)
    elbow = f.rest[joint_index("forearm.L")]
    reach = np.linalg.norm(moved[arm] - elbow, axis=1)
    assert reach.max() > 0.045
    before = np.ptp(f.mesh.vertices[arm], axis=0)
    assert np.ptp(moved[arm], axis=0).max() > 0.5 * before.max()


def test_fingers_curl_toward_the_palm() -> None:
    f = figure(Appearance(outfit="tee"))
    hand, fingers = f.rest[joint_index("hand.L")], f.rest[joint_index("fingers.L")]
    along = fingers - hand
    palm = np.array(f.palm_normals[0])
    axis = np.cross(along / np.linalg.norm(along), palm)
    moved = skinned(f, {"fingers.L": (tuple(axis), 80.0), "fingers_tip.L": (tuple(axis), 70.0)})
    mine = f.weights[f.joints == joint_index("fingers_tip.L")]
    assert (mine > 0.9).sum() > 30
    tips = ((f.joints == joint_index("fingers_tip.L")) & (f.weights > 0.9)).any(1)
    grip = hand + np.array(f.palms[0])
    assert np.linalg.norm(moved[tips].mean(0) - grip) < np.linalg.norm(f.mesh.vertices[tips].mean(0) - grip) - 0.02


def test_children_have_larger_heads_for_their_size() -> None:
    def heads_tall(f: Figure) -> float:
        chin = f.rest[joint_index("head")][1] + f.eye[1] - 0.468 * (f.height - f.rest[joint_index("head")][1]) * 0.9
        return float(f.height / (f.height - chin))

    assert heads_tall(figure(CHILD)) < heads_tall(figure(WOMAN)) - 0.6


def test_children_have_short_legs_and_the_old_stoop() -> None:
    def legs(f: Figure) -> float:
        return float(f.rest[joint_index("thigh.L")][1] / f.height)

    def lean(f: Figure) -> float:
        return float(f.rest[joint_index("head")][2] - f.rest[joint_index("pelvis")][2]) / f.height

    grown = figure(MAN)
    five, old = (figure(Appearance(age=age, height=height)) for age, height in ((5, 1.1), (85, 1.7)))
    assert legs(five) < legs(grown) - 0.03
    assert lean(old) > lean(grown) + 0.02
    # Whatever the proportions, the palm stays at the end of the arm and the sole on the ground.
    for f in (five, old):
        reach = np.linalg.norm(np.array(f.palms[0]))
        assert 0.03 * f.height < reach < 0.06 * f.height
        assert f.sole == pytest.approx(float(f.rest[joint_index("foot.L")][1]))


def test_patterned_cloth_is_woven_and_laid_on_the_body() -> None:
    f = figure(Appearance(outfit="pyjamas"))
    woven = {m.name: m for m in f.materials}
    assert woven["ANNA outer"].pattern is Pattern.STRIPES
    assert woven["ANNA lower"].pattern is Pattern.STRIPES
    assert woven["ANNA shoes"].pattern is Pattern.FLAT
    cloth = f.mesh.faces[f.mesh.materials == [m.name for m in f.materials].index("ANNA outer")]
    u = f.mesh.uvs[cloth][..., 0]
    # Stripes run up and down: no triangle spans more of their period than its own size allows.
    assert np.ptp(u) > 0.2
    assert np.median(np.ptp(u, axis=1)) < 0.03


def test_women_and_men_differ_in_silhouette() -> None:
    man, woman = figure(Appearance(femininity=0.0, outfit="tee")), figure(Appearance(femininity=1.0, outfit="tee"))
    assert man.rest[joint_index("upper_arm.L")][0] > woman.rest[joint_index("upper_arm.L")][0] + 0.015


def test_unknown_names_say_what_is_known() -> None:
    with pytest.raises(StagingError, match=r"no outfit is called 'toga'.*raincoat"):
        build_figure("ANNA", Appearance(outfit="toga"))
    with pytest.raises(StagingError, match="no hair"):
        build_figure("ANNA", Appearance(hair="comb-over"))
    with pytest.raises(StagingError, match="no hat"):
        build_figure("ANNA", Appearance(hat="bicorne"))


@settings(max_examples=12, deadline=None)
@given(
    femininity=st.floats(0, 1),
    age=st.floats(2, 95),
    height=st.floats(0.8, 2.1),
    build=st.floats(0, 1),
    jaw=st.floats(0.8, 1.2),
    nose=st.floats(0.7, 1.4),
    width=st.floats(0.9, 1.1),
    outfit=st.sampled_from(sorted(OUTFITS)),
    hair=st.sampled_from(sorted(STYLES)),
)
def test_any_body_can_be_built(
    femininity: float,
    age: float,
    height: float,
    build: float,
    jaw: float,
    nose: float,
    width: float,
    outfit: str,
    hair: str,
) -> None:
    f = build_figure(
        "X",
        Appearance(
            femininity=femininity,
            age=age,
            height=height,
            build=build,
            jaw=jaw,
            nose=nose,
            face_width=width,
            outfit=outfit,
            hair=hair,
        ),
    )
    assert np.isfinite(f.mesh.vertices).all()
    assert np.allclose(f.weights.sum(1), 1, atol=1e-5)
    assert abs(f.mesh.vertices[:, 1].min()) < 0.01
