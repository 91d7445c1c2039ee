"""Animals: an Appearance with a species comes in, a Figure with its own tail and ears goes out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.errors import StagingError
from fairtake.model.figure import Appearance, FaceStyle, Figure, joint_index
from fairtake.model.mesh import Color, Material, Mesh, Stuff
from fairtake.staging.performers.animal_looks import BREEDS
from fairtake.staging.performers.bird import BIRD_EXTRA, Bird
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.quadruped import EXTRA, Quadruped
from fairtake.staging.performers.sdf import Array, normalized
from fairtake.staging.performers.weights import four_largest

__all__ = ["build_animal"]

_ZONES_A_PIECE = 16


def build_animal(role: str, appearance: Appearance) -> Figure:
    """The body of an animal in rest, standing square. Deterministic; raises StagingError on a
    breed that is not known."""
    breed = BREEDS.get(appearance.breed)
    if breed is None or breed.species != appearance.species:
        fitting = sorted(name for name, one in BREEDS.items() if one.species == appearance.species)
        raise StagingError(
            f"no {appearance.species} is called {appearance.breed!r}",
            fix=f"Choose one of: {', '.join(fitting)}." if fitting else "Choose dog, cat, horse or bird.",
        )
    bird = appearance.species == "bird"
    made: Bird | Quadruped
    made = (Bird if bird else Quadruped)(breed, appearance.pattern, appearance.height)
    extra = BIRD_EXTRA if bird else EXTRA
    materials, index = _materials(role, appearance)
    rest = made.joints()
    mesh, joints, weights = _assemble(made.pieces(), index)
    head = rest[joint_index("head")]
    mouth = made.mouth - head
    carried = (float(mouth[0]), float(mouth[1]), float(mouth[2]))
    eye = made.eyes - head
    return Figure(
        role=role, mesh=mesh, materials=materials, rest=rest.astype(np.float32), joints=joints, weights=weights,
        face=FaceStyle(appearance.skin, appearance.skin, appearance.iris, appearance.skin, age=5.0),
        height=float(mesh.vertices[:, 1].max()), eye=(float(eye[0]), float(eye[1]), float(eye[2])),
        # What an animal carries it carries in its mouth: both "palms" are there, in the head's frame.
        palms=(carried, carried), palm_normals=((0.0, -1.0, 0.0), (0.0, -1.0, 0.0)),
        sole=float(rest[joint_index("toe.L")][1]),
        shoes={"horse": "hoof", "dog": "paw"}.get(appearance.species, "bare"),
        accent=appearance.colors[0] if appearance.colors else appearance.skin,
        details={"breed": appearance.breed, "pattern": appearance.pattern},
        species=appearance.species, extra=extra,
    )  # fmt: skip


def _mixed(a: Color, b: Color, t: float) -> Color:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def _materials(role: str, appearance: Appearance) -> tuple[tuple[Material, ...], dict[str, int]]:
    coat, second, dark = (*appearance.colors, *((appearance.skin,) * 3))[:3]
    ink: Color = (0.15, 0.12, 0.14)
    dog = appearance.species == "dog"
    ear = _mixed(coat, dark, 0.45) if dog and appearance.breed not in ("fox", "wolf") else coat
    if appearance.pattern == "patched" and dog:
        ear = second
    table: list[tuple[str, Color, Stuff]] = [
        ("coat", coat, Stuff.CLOTH),
        ("second", second, Stuff.CLOTH),
        ("dark", dark, Stuff.CLOTH),
        ("white", (0.95, 0.92, 0.87), Stuff.CLOTH),
        ("lid", _mixed(coat, dark, 0.16), Stuff.CLOTH),
        ("ear", ear, Stuff.CLOTH),
        ("ear inner", _mixed(coat, (0.87, 0.62, 0.58), 0.55), Stuff.CLOTH),
        ("nose", (0.80, 0.52, 0.50) if appearance.species == "cat" else ink, Stuff.CLOTH),
        ("hoof", _mixed(dark, (0.30, 0.25, 0.22), 0.5), Stuff.CLOTH),
        ("eye", ink, Stuff.PROP),
        ("iris", appearance.iris, Stuff.PROP),
        ("beak", (0.86, 0.62, 0.25) if appearance.breed == "gull" else _mixed(dark, (0.5, 0.4, 0.32), 0.4), Stuff.CLOTH),
        ("leg", (0.80, 0.50, 0.40) if appearance.breed in ("dove", "gull") else _mixed(dark, (0.35, 0.27, 0.24), 0.5), Stuff.CLOTH),
    ]  # fmt: skip
    materials = [Material(f"{role} {name}", color, stuff) for name, color, stuff in table]
    materials.append(Material(f"{role} shine", (0.98, 0.97, 0.94), Stuff.PROP, emission=0.9, ink=0.0, shadow=False))
    names = [name for name, _, _ in table]
    return tuple(materials), {name: i for i, name in enumerate([*names, "shine"])}


def _assemble(
    pieces: list[Piece], index: dict[str, int]
) -> tuple[Mesh, npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    counts = np.cumsum([0, *(len(piece.vertices) for piece in pieces)])
    zones = []
    for number, piece in enumerate(pieces):
        # Zone 0 is the coat, whatever piece it lies on: no line where a tail meets the back.
        zones.append(np.where(piece.zones == 0, 0, piece.zones + (number + 1) * _ZONES_A_PIECE))
    slopes = normalized(np.concatenate([piece.normals for piece in pieces]))
    slopes[(slopes * slopes).sum(-1) < 0.9] = (0.0, 1.0, 0.0)
    vertices = np.concatenate([piece.vertices for piece in pieces])
    joints, weights = four_largest(np.concatenate([_weights(piece) for piece in pieces]))
    mesh = Mesh(
        vertices=vertices.astype(np.float32),
        normals=slopes.astype(np.float32),
        uvs=np.zeros((len(vertices), 2), np.float32),
        faces=np.concatenate([p.faces + c for p, c in zip(pieces, counts, strict=False)]).astype(np.int32),
        materials=np.concatenate(
            [np.array([index[name] for name in piece.names])[piece.materials] for piece in pieces]
        ).astype(np.int32),
        zones=np.concatenate(zones).astype(np.int32),
    )
    return mesh, joints.astype(np.int32), weights.astype(np.float32)


def _weights(piece: Piece) -> Array:
    assert piece.weights is not None
    return piece.weights
