"""A performer's body is put together: Appearance in, Figure out."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from fairtake.errors import StagingError
from fairtake.model.figure import JOINTS, Appearance, FaceStyle, Figure
from fairtake.model.mesh import Color, Material, Mesh, Stuff
from fairtake.staging.performers.accessories import eyewear_names, glasses
from fairtake.staging.performers.animals import build_animal
from fairtake.staging.performers.body import CHIN, Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.hair import BEARDS, STYLES, Lock, beard, hair_pieces
from fairtake.staging.performers.hands import GRIP, hand_pieces
from fairtake.staging.performers.hats import HATS, hat_line
from fairtake.staging.performers.head import EYE_LEVEL, Head, face_uv
from fairtake.staging.performers.outfits import OUTFITS, outfit_colors
from fairtake.staging.performers.patterns import PATTERNS, clothes_uv, patterned
from fairtake.staging.performers.refine import refined
from fairtake.staging.performers.sdf import Array, Field, Ints, normalized, ramp
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.trimmings import hood_shape
from fairtake.staging.performers.wardrobe import FOOTWEAR, dressed, hex_color
from fairtake.staging.performers.weights import all_on, four_largest, neck_weights
from fairtake.staging.performers.worn import ON_HEAD, WORN

__all__ = ["build_figure"]

_ZONES_A_PIECE = 32


@dataclass(frozen=True, slots=True)
class _Part:
    """A finished piece, in metres and weighted; `own` false shares the zones of skin."""

    piece: Piece
    skin: bool = False


def build_figure(role: str, appearance: Appearance) -> Figure:
    """The body of `role` in its rest pose. Deterministic; raises StagingError on a hair
    style, hat, garment or other thing to wear that is not known."""
    if appearance.species:
        return build_animal(role, appearance)
    _check(appearance)
    outfit = OUTFITS[appearance.outfit]
    hooded = outfit.hooded or appearance.hat == "hood"
    covered = bool(appearance.hat) and HATS[appearance.hat].covers
    body = Body(appearance)
    head = Head(appearance, body, hooded or covered)
    locks = STYLES[appearance.hair](head)
    if covered and not hooded:
        locks = []
    elif hooded or appearance.hat:
        # Under a hood no tail or plait is seen; under a hat no knot on the crown.
        locks = [lock for i, lock in enumerate(locks) if i == 0 or (not hooded and not lock.high)]
    parts = [_Part(_head_piece(head, locks, hooded or covered, bool(appearance.hat)), skin=True)]
    gloves = "gloves" in dict(appearance.worn)
    for piece in hand_pieces(body):
        piece.names = ["worn gloves"] if gloves else piece.names
        parts.append(_Part(piece, skin=not gloves))
    parts += [_Part(piece) for piece in _on_head(head, locks, appearance, hooded)]
    for piece in dressed(outfit, appearance, body, head):
        parts.append(_Part(piece, skin=piece.names == ["skin"]))
    parts += [_Part(piece) for piece in _worn(body, appearance)]
    materials, index = _materials(role, appearance)
    crown = body.grown(CHIN)[1] + head.size * _crown(head)
    scale = appearance.height / crown
    hooped = {name for name, pattern in _patterns(appearance).items() if pattern == "hooped"}
    for part in parts:
        clothes_uv(body, part.piece, hooped)
        part.piece.vertices = body.grown(part.piece.vertices)
    mesh, joints, weights = _assemble(parts, index, scale)
    rest = body.grown(body.joints()) * scale
    eye = (body.grown(head.to_world(np.array([[0.0, EYE_LEVEL, 0.30]])))[0] * scale) - rest[JOINTS.index("head")]
    left = (body.grown(body.in_hand(*GRIP)) * scale) - rest[JOINTS.index("hand.L")]
    normal = -body.hand_back
    colors = outfit_colors(appearance)
    return Figure(
        role=role,
        mesh=mesh,
        materials=materials,
        rest=rest.astype(np.float32),
        joints=joints.astype(np.int32),
        weights=weights.astype(np.float32),
        face=_face(role, appearance, body),
        height=appearance.height,
        eye=_vector(eye),
        palms=(_vector(left), _vector(left * [-1, 1, 1])),
        palm_normals=(_vector(normal), _vector(normal * [-1, 1, 1])),
        sole=float(rest[JOINTS.index("foot.L")][1]),
        shoes=FOOTWEAR[appearance.footwear or outfit.footwear][1],
        accent=colors["outer"],
        details={
            "outfit": appearance.outfit,
            "hair": appearance.hair,
            "hat": appearance.hat,
            "mobility": appearance.mobility,
        },
    )


def _check(appearance: Appearance) -> None:
    wanted: list[tuple[str, str, Collection[str]]] = [
        ("hair", appearance.hair, STYLES),
        ("outfit", appearance.outfit, OUTFITS),
        ("hat", appearance.hat or "cap", HATS),
        ("beard", appearance.beard or "full", BEARDS),
        ("pattern", appearance.pattern or "plain", PATTERNS),
        ("pattern", appearance.lower_pattern or "plain", PATTERNS),
        ("eyewear", appearance.eyewear or "square", eyewear_names()),
        *(("thing to wear", name, (*WORN, *ON_HEAD)) for name, _ in appearance.worn),
    ]
    for what, name, known in wanted:
        if name not in known:
            raise StagingError(f"no {what} is called {name!r}", fix=f"Choose one of: {', '.join(sorted(known))}.")


def _vector(v: Array) -> tuple[float, float, float]:
    return (float(v[0]), float(v[1]), float(v[2]))


def _crown(head: Head) -> float:
    """The top of the skull in head units, which counts as the height (hair does not)."""
    y = 1.2
    for _ in range(30):
        y -= float(head.skull(np.array([[0.0, y, -0.06]]), False)[0])
    return y


def _covered(lock: Lock) -> Field:
    """Positive well inside a mass of hair, where nobody sees the scalp."""

    def field(p: Array) -> Array:
        depth = -lock.field(p)
        for cut in lock.cuts:
            depth = np.minimum(depth, -cut(p))
        return depth - 0.022

    return field


def _head_piece(head: Head, locks: list[Lock], hooded: bool, hat: bool) -> Piece:
    """Head and neck, finer where the face is, with the drawing's coordinates."""
    size = head.size

    def field(p: Array) -> Array:
        return head.skin(head.to_world(p)) / size

    low, high = (-0.5, -0.42, -0.62), (0.5, 1.12, 0.62)
    vertices, normals, faces = surface_nets(field, low, high, 0.070, 2)
    middle = vertices[faces].mean(1)
    front = (middle[:, 2] > 0.13) & (middle[:, 1] > 0.0) & (middle[:, 1] < 0.62)
    ears = (np.abs(middle[:, 0]) > 0.29 * head.width) & (middle[:, 1] > 0.28) & (middle[:, 1] < 0.58) & head.ears
    ears &= (middle[:, 2] > -0.24) & (middle[:, 2] < 0.13)
    vertices, normals, faces = refined(vertices, faces, front | ears, field, 0.070)
    # Once more on the nose, whose edge is inked.
    middle = vertices[faces].mean(1)
    nose = (np.abs(middle[:, 0]) < 0.11) & (middle[:, 1] > 0.26) & (middle[:, 1] < 0.46) & (middle[:, 2] > 0.30)
    vertices, normals, faces = refined(vertices, faces, nose, field, 0.035)
    piece = Piece(vertices, normals, faces, "skin")
    piece.drop(lambda p: np.maximum(np.abs(p[:, 0]) - 0.40, -0.30 - p[:, 1]))
    covers = [_covered(lock) for lock in locks[:1]]
    if hooded:
        covers.append(lambda p: np.minimum(-0.12 - p[:, 2], p[:, 1] + 0.05))
    elif hat:
        covers.append(lambda p: hat_line(p) - 0.08)
    for cover in covers:
        hidden = (cover(piece.vertices) > 0)[piece.faces].all(1)
        piece.faces, piece.zones, piece.materials = piece.faces[~hidden], piece.zones[~hidden], piece.materials[~hidden]
    piece.compact()
    piece.normals = head.drawn_normals(piece.vertices, piece.normals)
    piece.uvs = face_uv(piece.vertices)
    corners = piece.vertices[piece.faces]
    drawn = (corners[:, :, 2] > 0.0).all(1) & (corners[:, :, 1].min(1) > -0.045)
    piece.names.append("face")
    piece.materials = np.where(drawn, 1, 0)
    piece.vertices = head.to_world(piece.vertices)
    piece.weights = neck_weights(piece.vertices)
    return piece


def _on_head(head: Head, locks: list[Lock], appearance: Appearance, hooded: bool) -> list[Piece]:
    """Hair, beard, hat and glasses, in metres, carried by the head."""
    cuts: list[Field] = []
    kind = HATS[appearance.hat] if appearance.hat and (appearance.hat == "hood" or not hooded) else None
    if hooded:
        cuts.append(lambda p: np.maximum(hood_shape(p) + 0.035, -0.15 - p[:, 2]))
    elif kind is not None and not kind.covers and appearance.hat not in ("crown", "tiara", "veil", "nurse's cap"):
        cuts.append(lambda p: hat_line(p) - 0.012)
    pieces = []
    for lock, piece in zip(locks, hair_pieces(head, locks, "hair", tuple(cuts)), strict=True):
        if len(piece.faces):
            pieces.append((piece, lock.hangs))
    if appearance.beard and appearance.beard != "stubble":
        pieces += [(piece, False) for piece in hair_pieces(head, beard(head, appearance.beard), "beard")]
    if kind is not None:
        pieces.append((kind.make(head).compact(), kind.hangs))
    if appearance.glasses or appearance.eyewear:
        pieces.append((glasses(head, appearance.eyewear), False))
    for name, _ in appearance.worn:
        if name in ON_HEAD and not (name == "earrings" and not head.ears):
            piece = ON_HEAD[name](head).compact()
            piece.names = [f"worn {name}"]
            pieces.append((piece, False))
    for piece, hangs in pieces:
        weights = all_on(len(piece.vertices), "head")
        if hangs:
            # Long hair lies on the shoulders and half follows them.
            share = 0.75 * ramp(0.15, -0.35, piece.vertices[:, 1])[:, None]
            weights = weights * (1 - share) + all_on(len(piece.vertices), "chest") * share
        piece.vertices = head.to_world(piece.vertices)
        piece.weights = weights
    return [piece for piece, _ in pieces]


def _worn(body: Body, appearance: Appearance) -> list[Piece]:
    """Scarves, bags and the like, over the clothes."""
    cut = OUTFITS[appearance.outfit].top
    pieces = []
    for name, _ in appearance.worn:
        if name in WORN:
            for piece in WORN[name](body, cut.ease if cut else 0.0):
                piece.names = [f"worn {name}"]
                pieces.append(piece)
    return pieces


def _materials(role: str, appearance: Appearance) -> tuple[tuple[Material, ...], dict[str, int]]:
    colors = outfit_colors(appearance)
    hair = appearance.hair_color
    hat, band = _hat_colors(appearance, colors)
    eyes = (0.17, 0.14, 0.18)
    table: list[tuple[str, Color, Stuff]] = [
        ("skin", appearance.skin, Stuff.SKIN),
        ("face", appearance.skin, Stuff.FACE),
        ("hair", hair, Stuff.HAIR),
        ("beard", _tone(hair, 0.97), Stuff.HAIR),
        *(
            (name, colors[name], Stuff.CLOTH)
            for name in ("outer", "inner", "lower", "accent", "trim", "shoes", "sole", "badge")
        ),
        ("hat", hat, Stuff.CLOTH),
        ("hat band", band, Stuff.CLOTH),
        ("glasses", eyes, Stuff.PROP),
        *((f"worn {name}", color, Stuff.CLOTH) for name, color in appearance.worn),
    ]
    patterns = _patterns(appearance)
    materials = tuple(
        patterned(Material(f"{role} {name}", color, stuff), patterns.get(name, "plain")) for name, color, stuff in table
    )
    return materials, {name: i for i, (name, _, _) in enumerate(table)}


def _patterns(appearance: Appearance) -> dict[str, str]:
    """The pattern of each patterned material."""
    outer, lower = OUTFITS[appearance.outfit].patterns
    return {"outer": appearance.pattern or outer or "plain", "lower": appearance.lower_pattern or lower or "plain"}


def _hat_colors(appearance: Appearance, colors: dict[str, Color]) -> tuple[Color, Color]:
    """Of the hat and of its band."""
    kind = HATS.get(appearance.hat)
    if appearance.hat_color is not None:
        color = appearance.hat_color
    elif kind is not None and kind.color:
        color = hex_color(kind.color)
    elif appearance.hat in ("peaked cap", "pillbox", "hood"):
        color = _tone(colors["outer"], 0.9)
    else:
        color = colors["accent"] if appearance.hat in ("cap", "beanie", "beret") else _tone(colors["lower"], 0.95)
    return color, hex_color(kind.band) if kind is not None and kind.band else _tone(color, 0.72)


def _tone(color: Color, factor: float) -> Color:
    return (min(1.0, color[0] * factor), min(1.0, color[1] * factor), min(1.0, color[2] * factor))


def _mixed(a: Color, b: Color, t: float) -> Color:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def _face(role: str, appearance: Appearance, body: Body) -> FaceStyle:
    seed = zlib.crc32(role.encode())
    light = sum(appearance.skin) / 3
    rose: Color = (0.78, 0.33, 0.31) if light > 0.6 else (0.58, 0.24, 0.23)
    hair = appearance.hair_color
    brow = _mixed(_tone(hair, 0.72), (0.23, 0.17, 0.21), 0.35) if sum(hair) < 1.9 else _tone(hair, 0.74)
    # A moustache is hair on the lip; the drawing darkens the skin below it.
    bearded = appearance.beard in ("full", "short", "long")
    return FaceStyle(
        skin=appearance.skin,
        lip=_mixed(appearance.skin, rose, 0.55 + 0.40 * appearance.femininity * (1 - 0.5 * body.child)),
        iris=appearance.iris,
        brow=brow,
        femininity=appearance.femininity,
        age=appearance.age,
        eye=1.05 + 0.24 * body.child + 0.03 * ((seed >> 3) % 3 - 1),
        lash=0.8 + 0.5 * appearance.femininity * (1 - 0.6 * body.child),
        brow_thickness=(1.12 - 0.25 * appearance.femininity) * (1 + 0.06 * ((seed >> 7) % 3 - 1)),
        freckles=light > 0.72 and hair[0] > 1.6 * hair[2] and hair[0] > 0.5 and appearance.age < 50,
        stubble=_tone(hair, 0.9) if appearance.beard == "stubble" else None,
        beard=_tone(hair, 0.97) if bearded else None,
        glasses=(0.17, 0.14, 0.18) if appearance.glasses and appearance.eyewear in ("", "square", "round") else None,
    )


def _assemble(parts: list[_Part], index: dict[str, int], scale: float) -> tuple[Mesh, Ints, Array]:
    vertices, normals, uvs, faces, materials, zones, weights = [], [], [], [], [], [], []
    count = 0
    for number, part in enumerate(parts):
        piece = part.piece
        assert piece.weights is not None
        vertices.append(piece.vertices * scale)
        normals.append(piece.normals)
        uvs.append(piece.uvs if piece.uvs is not None else np.zeros((len(piece.vertices), 2)))
        faces.append(piece.faces + count)
        lookup = np.array([index[name] for name in piece.names])
        materials.append(lookup[piece.materials])
        # All skin is one zone: where a neck meets a bust there is no line.
        zones.append(piece.zones * 0 if part.skin else piece.zones + (number + 1) * _ZONES_A_PIECE)
        weights.append(piece.weights)
        count += len(piece.vertices)
    # On a ridge the slopes of both sides may cancel out.
    slopes = normalized(np.concatenate(normals))
    slopes[(slopes * slopes).sum(-1) < 0.9] = (0.0, 1.0, 0.0)
    joints, four = four_largest(np.concatenate(weights))
    mesh = Mesh(
        vertices=np.concatenate(vertices).astype(np.float32),
        normals=slopes.astype(np.float32),
        uvs=np.concatenate(uvs).astype(np.float32),
        faces=np.concatenate(faces).astype(np.int32),
        materials=np.concatenate(materials).astype(np.int32),
        zones=np.concatenate(zones).astype(np.int32),
    )
    return mesh, joints, four
