"""A model somebody brings becomes a Figure: our joints, our rest pose, the role's height.

The model is turned to face +z and scaled, its bones are matched with our joints, and it is posed
as our figures rest (arms a little away from the sides), whatever pose it was bound in. The
built-in figure of the role stands beside it as the measure of what the model does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import ProjectError
from fairtake.exchange.acting import acting_shapes
from fairtake.exchange.humanoid import find_bones, under
from fairtake.exchange.model_file import ModelFile, broken
from fairtake.exchange.numbers import unit_normals
from fairtake.exchange.reading import read_model
from fairtake.exchange.refine import refined
from fairtake.exchange.surfaces import EYE_LEVEL, Painted, painted
from fairtake.geometry.quaternion import between, from_axis_angle, multiply, normalize, rotate
from fairtake.model.clearance import Cleared
from fairtake.model.figure import JOINT_PARENTS, JOINTS, Figure, joint_index
from fairtake.model.mesh import Mesh, Stuff
from fairtake.model.span import Gap

__all__ = ["Adopted", "adopt_figure"]

F64 = npt.NDArray[np.floating[Any]]
I64 = npt.NDArray[np.int64]

_HEAD = joint_index("head")
_IDENTITY = np.array([0.0, 0.0, 0.0, 1.0])

_AIMS = {
    "upper_arm": "forearm", "forearm": "hand", "hand": "fingers", "index": "index_tip", "fingers": "fingers_tip",
    "thigh": "shin", "shin": "foot",
}  # fmt: skip
"""Limbs that are swung into our rest pose, and the joint each points to."""


_TALLEST = 1.15
"""Of a role's height: how far hair, hats and large heads may rise above it."""


@dataclass(frozen=True, slots=True, eq=False)
class Adopted:
    """A figure made of a brought model, and what of the model could not be kept."""

    figure: Figure
    gaps: tuple[Gap, ...]


def adopt_figure(lent: Cleared, stand_in: Figure, face: str = "") -> Adopted:
    """Read the model that was `lent` as the figure of `stand_in`'s role, at its height. Its
    own face is kept when it has one and `face` is not "drawn", always when it is "own", and acts as
    far as it has blend shapes. Raises ProjectError, naming the file, when that cannot be done."""
    path = lent.checked()
    model = read_model(path, shapes=face != "drawn")
    try:
        # What overflows is found where it is used, or in the result.
        with np.errstate(all="ignore"):
            adopted = _adopted(model, path, stand_in, face)
    except (ValueError, IndexError, ArithmeticError) as error:
        raise broken(path, "its numbers make no body") from error
    made = adopted.figure
    if not all(np.isfinite(one).all() for one in (made.mesh.vertices, made.mesh.normals, made.rest, made.eye)):
        raise broken(path, "its numbers make no body")
    return adopted


def _adopted(model: ModelFile, path: Path, stand_in: Figure, face: str) -> Adopted:
    bones = find_bones(model)
    model, left = _alone(model, bones)
    if face != "drawn":
        model = refined(model, under(model, bones["head"]))
    where = np.concatenate([piece.points for piece in model.pieces])
    turn, scale = _stance(model, bones, where, stand_in)
    joints = {name: _turned(model.places[node], turn, scale) for name, node in bones.items()}
    points = _turned(where, turn, scale)
    owners, weights = _weights(model, bones)
    rest = _all_joints(joints, stand_in)
    _measured(model, rest)
    turns, places = _swings(rest, joints, stand_in)
    points, spun = _posed(points, owners, weights, rest, turns, places)
    # Feet on the ground, the pelvis over the origin.
    ground = np.array([places[0, 0], points[:, 1].min(), places[0, 2] - stand_in.rest[0, 2]])
    points, places = points - ground, places - ground
    head = ((owners == _HEAD) * weights).sum(1) > 0.5
    ratio = _head_ratio(points[head & _bare(model)], places, stand_in)
    eyes = _eyes(joints, rest, places, stand_in, points[head], ratio)
    size = ratio * (stand_in.height - float(stand_in.rest[_HEAD, 1]) - stand_in.eye[1]) / (1 - EYE_LEVEL)
    shapes = acting_shapes(model, bones, turn, scale, spun, points, joints, places - rest)
    look = painted(model, head, points, eyes, size, stand_in, face, bool(shapes))
    mesh = _mesh(model, look, points, spun, turn)
    figure = replace(
        stand_in,
        mesh=mesh,
        materials=look.materials,
        rest=places.astype(np.float32),
        joints=owners.astype(np.int32),
        weights=weights.astype(np.float32),
        face=look.face,
        eye=_vector(eyes - places[_HEAD]),
        palms=(_palm(places, stand_in, 0), _palm(places, stand_in, 1)),
        sole=float((places[joint_index("foot.L"), 1] + places[joint_index("foot.R"), 1]) / 2),
        accent=look.accent,
        details={**stand_in.details, "model": path.name},
        shapes=() if any(one.stuff is Stuff.FACE for one in look.materials) else shapes,
    )
    told = f"{stand_in.role}'s model {path.name}"
    return Adopted(figure, tuple(replace(gap, what=told) for gap in (*left, *look.gaps)))


def _alone(model: ModelFile, bones: dict[str, int]) -> tuple[ModelFile, tuple[Gap, ...]]:
    """The model without what is not this body: a room, or other people. Raises ProjectError when
    nothing is left."""
    mine = np.isin(np.arange(len(model.names)), sorted(under(model, bones["pelvis"])))
    kept = tuple(piece for piece in model.pieces if float((mine[piece.bones] * piece.weights).sum(1).mean()) > 0.5)
    if not kept:
        raise ProjectError("the model's skeleton has no skin", file=str(model.path), fix="Export it with its mesh.")
    if len(kept) == len(model.pieces):
        return model, ()
    why = f"{len(model.pieces) - len(kept)} surfaces that are not on its skeleton are left out"
    return replace(model, pieces=kept), (Gap("casting", model.path.name, why, "Export the one body alone."),)


def _vector(values: F64) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return x, y, z


# -- stance ----------------------------------------------------------------------------------------


def _stance(model: ModelFile, bones: dict[str, int], where: F64, stand_in: Figure) -> tuple[F64, float]:
    """The turn that stands the model up, facing +z, and the scale that gives it the role's height."""
    place = {name: model.places[node] for name, node in bones.items()}
    up = place["head"] - place["pelvis"]
    axis = np.zeros(3)
    axis[int(np.abs(up).argmax())] = np.sign(up[int(np.abs(up).argmax())])
    if not axis.any():
        raise _shapeless(model, "its head is in its hips")
    turn = between(axis, np.array([0.0, 1.0, 0.0]))
    left = sum(place[f"{j}.L"] - place[f"{j}.R"] for j in ("upper_arm", "thigh"))
    x, _, z = rotate(turn, np.asarray(left, np.float64))
    if np.hypot(x, z) < 1e-9:
        raise _shapeless(model, "its left and right are in one place")
    turn = multiply(from_axis_angle([0.0, 1.0, 0.0], np.arctan2(z, x)), turn)
    standing = rotate(turn, where)
    size = float(standing[:, 1].max() - standing[:, 1].min())
    if not 1e-6 < size < 1e6:
        raise _shapeless(model, "it has no height")
    # Measured to the head joint, because nobody knows how high the hair is; what has a very large
    # head is measured to its top.
    neck = float(rotate(turn, place["head"])[1] - standing[:, 1].min())
    if neck < 0.3 * size:
        raise _shapeless(model, "its head is not above its feet")
    return turn, min(float(stand_in.rest[_HEAD, 1]) / neck, _TALLEST * stand_in.height / size)


def _shapeless(model: ModelFile, why: str) -> ProjectError:
    return ProjectError(
        f"the model's skeleton has no shape of a person: {why}",
        file=str(model.path),
        fix="Export it in its rest pose, standing.",
    )


def _turned(points: F64, turn: F64, scale: float) -> F64:
    return np.asarray(rotate(turn, np.asarray(points, np.float64)) * scale)


def _measured(model: ModelFile, rest: F64) -> None:
    """Refuse skeletons whose limbs have no length."""
    for joint, aim in (("upper_arm", "forearm"), ("forearm", "hand"), ("thigh", "shin"), ("shin", "foot")):
        for side in ("L", "R"):
            if np.linalg.norm(rest[joint_index(f"{aim}.{side}")] - rest[joint_index(f"{joint}.{side}")]) < 0.02:
                raise _shapeless(model, f"a {joint.replace('_', ' ')} has no length")


# -- joints ----------------------------------------------------------------------------------------


def _all_joints(known: dict[str, F64], stand_in: Figure) -> F64:
    """All our joints (J, 3) in the model's own pose; those it lacks are put where the built-in
    figure has them, from their parents, in proportion."""
    rest = np.zeros((len(JOINTS), 3))
    template = stand_in.rest.astype(np.float64)
    span = np.linalg.norm(known["head"] - known["pelvis"]) / np.linalg.norm(template[_HEAD] - template[0])
    for number, name in enumerate(JOINTS):
        if name in known:
            rest[number] = known[name]
        elif name in ("spine", "chest", "neck"):
            # On the way from the hips to the head, as far as ours.
            way = template[[0, number, _HEAD], 1]
            share = (way[1] - way[0]) / (way[2] - way[0])
            rest[number] = known["pelvis"] + share * (known["head"] - known["pelvis"])
        else:
            parent = JOINT_PARENTS[number]
            rest[number] = rest[parent] + _along(name, number, parent, rest, known, template) * span
    return rest


def _along(name: str, number: int, parent: int, rest: F64, known: dict[str, F64], template: F64) -> F64:
    """The way from a joint's parent as the built-in figure has it, swung with the limb it is on."""
    step = template[number] - template[parent]
    side = name[-2:]
    if name.startswith(("thumb", "index", "fingers")):
        ours = template[joint_index(f"hand{side}")] - template[joint_index(f"forearm{side}")]
        theirs = known[f"hand{side}"] - known[f"forearm{side}"]
        return np.asarray(rotate(between(normalize(ours), normalize(theirs)), step))
    return np.asarray(step)


def _swings(rest: F64, known: dict[str, F64], stand_in: Figure) -> tuple[F64, F64]:
    """For each joint its turn into our rest pose (J, 4), in the world, and its place then."""
    template = stand_in.rest.astype(np.float64)
    turns = np.tile(_IDENTITY, (len(JOINTS), 1))
    places = rest.copy()
    for number, name in enumerate(JOINTS):
        parent = JOINT_PARENTS[number]
        plain, _, side = name.partition(".")
        if parent >= 0:
            places[number] = places[parent] + rotate(turns[parent], rest[number] - rest[parent])
            turns[number] = turns[parent]
        if plain in ("foot", "toe"):
            # Feet are flat on the ground in both poses.
            turns[number] = _IDENTITY
        aim = _AIMS.get(plain)
        if aim is None or (plain not in ("upper_arm", "forearm", "thigh", "shin") and f"{aim}.{side}" not in known):
            continue
        child = joint_index(f"{aim}.{side}")
        theirs = rotate(turns[number], rest[child] - rest[number])
        ours = template[child] - template[number]
        turns[number] = multiply(between(normalize(theirs), normalize(ours)), turns[number])
        if plain == "hand" and f"index.{side}" in known:
            turns[number] = multiply(_twist(number, side, turns[number], rest, template), turns[number])
    return turns, places


def _twist(hand: int, side: str, turn: F64, rest: F64, template: F64) -> F64:
    """About the hand's length: knuckles in line with ours, at most a quarter turn."""
    index, fingers = joint_index(f"index.{side}"), joint_index(f"fingers.{side}")
    axis = normalize(template[fingers] - template[hand])
    theirs = rotate(turn, rest[index] - rest[fingers])
    ours = template[index] - template[fingers]
    theirs, ours = theirs - axis * (theirs @ axis), ours - axis * (ours @ axis)
    if np.linalg.norm(theirs) < 1e-6 or np.linalg.norm(ours) < 1e-6:
        return _IDENTITY
    angle = np.arctan2(np.cross(theirs, ours) @ axis, theirs @ ours)
    return np.asarray(from_axis_angle(axis, np.clip(angle, -np.pi / 2, np.pi / 2)))


# -- skin ------------------------------------------------------------------------------------------


def _weights(model: ModelFile, bones: dict[str, int]) -> tuple[I64, F64]:
    """Four of our joints a vertex, with weights; bones we do not have move with the joint they
    hang on."""
    owner = np.full(len(model.names), -1, np.int64)
    for name, node in bones.items():
        owner[node] = _HEAD if name.startswith("eye") else joint_index(name)
    table = np.zeros(len(model.names), np.int64)
    for number in range(len(model.names)):
        node = number
        while node >= 0 and owner[node] < 0:
            node = model.parents[node]
        table[number] = owner[node] if node >= 0 else 0
    found_joints, found_weights = [], []
    for piece in model.pieces:
        dense = np.zeros((len(piece.points), len(JOINTS)))
        rows = np.arange(len(piece.points))
        for column in range(piece.bones.shape[1]):
            np.add.at(dense, (rows, table[piece.bones[:, column]]), piece.weights[:, column])
        best = np.argsort(-dense, axis=1, kind="stable")[:, :4]
        shares = np.take_along_axis(dense, best, axis=1)
        found_joints.append(best)
        found_weights.append(shares / shares.sum(1, keepdims=True))
    return np.concatenate(found_joints), np.concatenate(found_weights)


def _posed(points: F64, owners: I64, weights: F64, rest: F64, turns: F64, places: F64) -> tuple[F64, F64]:
    """Points skinned into the new pose, and the turn of each for its normal (V, 4)."""
    moved = np.zeros_like(points)
    spun = np.zeros((len(points), 4))
    for column in range(owners.shape[1]):
        joint, share = owners[:, column], weights[:, column, None]
        moved += share * (places[joint] + rotate(turns[joint], points - rest[joint]))
        turn = turns[joint]
        spun += share * np.where((turn * turns[owners[:, 0]]).sum(1, keepdims=True) < 0, -turn, turn)
    return moved, np.asarray(normalize(spun))


def _bare(model: ModelFile) -> npt.NDArray[np.bool_]:
    """The points (V,) that are not hair or hat."""
    hairy = ("hair", "hat", "cap", "helmet", "hood", "beard", "glasses")
    bare = [not any(word in model.surfaces[one.surface].name.casefold() for word in hairy) for one in model.pieces]
    return np.repeat(bare, [len(one.points) for one in model.pieces])


def _head_ratio(head: F64, places: F64, stand_in: Figure) -> float:
    """How large the head is against ours: by the width of its front, which hair leaves free."""
    body = stand_in.mesh
    faces = [number for number, one in enumerate(stand_in.materials) if one.stuff in (Stuff.FACE, Stuff.SKIN)]
    skin = np.zeros(len(body.vertices), np.bool_)
    skin[body.faces[np.isin(body.materials, faces)]] = True
    skin &= ((stand_in.joints == _HEAD) * stand_in.weights).sum(1) > 0.5
    theirs, ours = _front_width(head, places[_HEAD]), _front_width(body.vertices[skin], stand_in.rest[_HEAD])
    return float(np.clip(theirs / ours, 0.6, 2.2)) if theirs > 0 and ours > 0 else 1.0


def _front_width(head: npt.NDArray[Any], joint: npt.NDArray[Any]) -> float:
    """Metres across the front of a head; 0 where there is none."""
    if len(head) < 8:
        return 0.0
    ahead = head[:, 2] - joint[2]
    front = head[ahead > 0.35 * ahead.max()]
    return float(2 * np.quantile(np.abs(front[:, 0] - joint[0]), 0.95)) if len(front) else 0.0


def _eyes(known: dict[str, F64], rest: F64, places: F64, stand_in: Figure, head: F64, ratio: float) -> F64:
    """The point between the eyes: between the eye bones, else as high in the head as ours."""
    middle = np.asarray(places[_HEAD] + ratio * np.asarray(stand_in.eye))
    if "eye.L" in known and "eye.R" in known:
        # The trunk is not swung, so what stands on the head only moves to the ground.
        middle = (known["eye.L"] + known["eye.R"]) / 2 - rest[_HEAD] + places[_HEAD]
    near = np.abs(head[:, 1] - middle[1]) < 0.02 * ratio
    if near.any():
        middle[2] = float(head[near, 2].max()) - 0.03 * ratio
    return middle


def _palm(places: F64, stand_in: Figure, side: int) -> tuple[float, float, float]:
    """Where the hand holds things, in proportion to its length."""
    hand, fingers = (joint_index(f"{joint}.{'LR'[side]}") for joint in ("hand", "fingers"))
    template = stand_in.rest.astype(np.float64)
    ratio = np.linalg.norm(places[fingers] - places[hand]) / np.linalg.norm(template[fingers] - template[hand])
    return _vector(np.asarray(stand_in.palms[side]) * ratio)


def _mesh(model: ModelFile, look: Painted, points: F64, spun: F64, turn: F64) -> Mesh:
    """One mesh of all pieces, with the triangles that are drawn."""
    normals, first = [], 0
    for piece in model.pieces:
        last = first + len(piece.points)
        if piece.normals is not None:
            normals.append(rotate(spun[first:last], rotate(turn, piece.normals)))
        else:
            normals.append(_normals(points[first:last], piece.faces))
        first = last
    return Mesh(
        points.astype(np.float32),
        unit_normals(np.concatenate(normals).astype(np.float32)),
        look.uvs.astype(np.float32),
        look.faces.astype(np.int32),
        look.numbers.astype(np.int32),
        look.zones.astype(np.int32),
    )


def _normals(points: F64, faces: I64) -> F64:
    """Smooth normals, weighted by area."""
    corners = points[faces]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    total = np.zeros_like(points)
    for corner in range(3):
        np.add.at(total, faces[:, corner], flat)
    return total
