"""Set, figures and props of one shot → arrays the kernels draw, posed frame by frame.

What stands still through the whole shot (the set, furniture, props nobody touches, doors
nobody moves) comes first in every array; `fixed` triangles and `fixed_vertices` count it.
What moves (performers, handled props, swinging doors) follows and is posed by `pose`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fairtake.errors import RenderError
from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import from_axis_angle, matrix
from fairtake.model.figure import Figure, joint_index
from fairtake.model.mesh import Material, Mesh
from fairtake.model.performance import Assets, PartTrack, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.set import Set, SetPart
from fairtake.model.shotlist import Shot
from fairtake.rendering.adjacency import across_edges
from fairtake.rendering.clothes import in_clothes
from fairtake.rendering.detail import Lighter, cells_for, lighter
from fairtake.rendering.kernels import columns, sway, transform
from fairtake.rendering.look import Look
from fairtake.rendering.materials import pack_materials
from fairtake.rendering.wind import Loose, Sway, loose_of, moved_by_wind, sways_of, windy

__all__ = ["Meshes", "Piece", "Stage", "build_stage", "find_set"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]


_HEAD = joint_index("head")
_MARGIN = 0.01  # metres round what moves, for culling

Meshes = dict[int, tuple[Mesh, int, Mesh, I32]]
"""By the id of a mesh: the mesh, how many materials it was checked against, the same as the
kernels want it, and its triangles across edges."""


@dataclass(slots=True, eq=False)
class Piece:
    """One thing in the arrays: its name, vertices v0..v1, triangles t0..t1, and how it moves. Of who
    `rests`, small in the picture and silent, the face need not be drawn anew so often."""

    name: str
    mesh: Mesh
    v0: int
    v1: int
    t0: int
    t1: int
    low: tuple[float, float, float] = (0.0, 0.0, 0.0)
    high: tuple[float, float, float] = (0.0, 0.0, 0.0)
    hidden: bool = False
    performer: PerformerTrack | None = None
    figure: Figure | None = None
    slot: int = -1
    rests: bool = False
    prop: PropTrack | None = None
    part: PartTrack | None = None
    sway: Sway | None = None
    loose: Loose | None = None
    root: F32 = field(default_factory=lambda: np.zeros(3, np.float32))
    crown: F32 = field(default_factory=lambda: np.zeros(3, np.float32))
    bones: F32 = field(default_factory=lambda: np.zeros((0, 0, 3, 4), np.float32))
    first: int = 0


def _row(track: npt.NDArray[np.generic], row: int) -> int:
    return min(row, len(track) - 1)


def _taken_away(part: SetPart, shot: Shot) -> bool:
    """Whether the shot looks through it: a leaf goes with the wall it hangs on."""
    return part.name in shot.hidden or part.on in shot.hidden


def _still(track: npt.NDArray[np.floating], rows: slice) -> bool:
    part = track[rows]
    return bool(len(part) == 0 or (np.abs(part - part[0]) < 1e-6).all())


def _prop_matrix(track: PropTrack, row: int) -> F32:
    row = _row(track.position, row)
    out = np.empty((3, 4), np.float32)
    out[:, :3] = matrix(np.asarray(track.rotation[row], np.float64))
    out[:, 3] = track.position[row]
    return out


def _part_matrix(track: PartTrack, row: int) -> F32:
    angle = float(track.angle[_row(track.angle, row)])
    pivot = np.asarray(track.pivot, np.float64)
    if any(track.stretch):
        longer = np.diag(1.0 + angle * np.asarray(track.stretch, np.float64))
        return np.concatenate([longer, (pivot - longer @ pivot)[:, None]], 1).astype(np.float32)
    turn = matrix(from_axis_angle([0.0, 1.0, 0.0], angle))
    out = np.empty((3, 4), np.float32)
    out[:, :3] = turn
    out[:, 3] = pivot - turn @ pivot
    return out


class Stage:
    """The drawable arrays of one shot. V vertices, T triangles, M materials.

    `points`, `normals` (V, 3), `uvs` (V, 2), `faces` (T, 3), `materials_of`, `zones`,
    `objects` (T,) with `names` of the objects, `flat` (T, 3) one normal a triangle, `table`
    (M, columns). `casts_not` (T,) marks triangles without a shadow. `pieces` is the still
    part, `movers` what moves; `seen` those movers drawn at the posed frame.
    """

    def __init__(self, look: Look, meshes: Meshes | None = None) -> None:
        self.look = look
        self._kept: Meshes = {} if meshes is None else meshes
        self._across: dict[int, I32] = {}
        self.pieces: list[Piece] = []
        self.movers: list[Piece] = []
        self.seen: list[Piece] = []
        self.names: dict[int, str] = {0: "sky"}
        self.figures = 0
        self._meshes: list[tuple[Mesh, int, int, int]] = []
        self._tables: list[F32] = []
        self._vertices = 0
        self._triangles = 0
        self._zones = 0
        self._materials = 0
        self._moved: dict[int, F32] = {}
        self.fixed = 0
        self.fixed_vertices = 0
        self.wind = 0.0
        self.fps = 24.0
        self._box: F32 = np.zeros((2, 3), np.float32)

    def add_materials(self, materials: Sequence[Material], face: int = -1, figure: int = -1) -> int:
        """Append a table of materials; returns the number of its first row."""
        first = self._materials
        self._tables.append(pack_materials(materials, self.look, face, figure))
        self._materials += len(materials)
        return first

    def add(self, name: str, mesh: Mesh, materials: int, placed: F32 | None = None) -> Piece:
        """Append a mesh; `placed` (3, 4) moves it for good."""
        piece = Piece(
            name, mesh, self._vertices, self._vertices + len(mesh.vertices), self._triangles,
            self._triangles + len(mesh.faces),
        )  # fmt: skip
        number = len(self.names)
        self.names[number] = name
        self._meshes.append((mesh, materials, self._zones, number))
        if placed is not None:
            self._moved[len(self._meshes) - 1] = placed
        self._vertices = piece.v1
        self._triangles = piece.t1
        self._zones += (int(mesh.zones.max()) - int(mesh.zones.min()) + 1) if len(mesh.zones) else 0
        return piece

    def close_still(self) -> None:
        """All that stands still has been added."""
        self.fixed, self.fixed_vertices = self._triangles, self._vertices

    def pack(self) -> None:
        """Join everything into arrays."""
        v, t = self._vertices, self._triangles
        self.points: F32 = np.zeros((v, 3), np.float32)
        self.normals: F32 = np.zeros((v, 3), np.float32)
        self.uvs: F32 = np.zeros((v, 2), np.float32)
        self.faces: I32 = np.zeros((t, 3), np.int32)
        self.materials_of: I32 = np.zeros(t, np.int32)
        self.zones: I32 = np.zeros(t, np.int32)
        self.objects: I32 = np.zeros(t, np.int32)
        self.flat: F32 = np.zeros((t, 3), np.float32)
        self.across: I32 = np.full((t, 3), -1, np.int32)
        width = columns.MATERIAL_COLUMNS
        self.table: F32 = np.concatenate(self._tables) if self._tables else np.zeros((1, width), np.float32)
        v = t = 0
        for index, (mesh, materials, zone, number) in enumerate(self._meshes):
            nv, nt = len(mesh.vertices), len(mesh.faces)
            placed = self._moved.get(index)
            if placed is None:
                self.points[v : v + nv] = mesh.vertices
                self.normals[v : v + nv] = mesh.normals
            else:
                self.points[v : v + nv] = mesh.vertices @ placed[:, :3].T + placed[:, 3]
                self.normals[v : v + nv] = mesh.normals @ placed[:, :3].T
            self.uvs[v : v + nv] = mesh.uvs
            self.faces[t : t + nt] = mesh.faces + v
            self.materials_of[t : t + nt] = mesh.materials + materials
            if nt:
                self.zones[t : t + nt] = mesh.zones - int(mesh.zones.min()) + zone
            self.objects[t : t + nt] = number
            across = self._across[id(mesh)]
            self.across[t : t + nt] = np.where(across < 0, -1, across + t)
            v, t = v + nv, t + nt
        self.casts_not: U8 = (self.table[self.materials_of, columns.M_SHADOW] == 0).astype(np.uint8)
        self.drawn: U8 = np.zeros(len(self.faces), np.uint8)  # nothing skipped
        heights = self.points[:, 1][self.faces]
        self.ground: U8 = np.asarray((heights <= 0.03).all(1), np.uint8)
        transform.triangle_normals(self.faces, self.normals, self.flat, 0, self.fixed)
        self.fold_boxes()

    def checked(self, what: str, mesh: Mesh, materials: int, keep: bool = True) -> Mesh:
        """A mesh as the kernels want it; without `keep` nothing is remembered of it for other shots.
        Raises RenderError when it points outside itself."""
        if not keep:
            ready = _checked(what, mesh, materials)
            self._across[id(ready)] = across_edges(ready)
            return ready
        kept = self._kept.get(id(mesh))
        if kept is None or kept[0] is not mesh or kept[1] != materials:
            ready = _checked(what, mesh, materials)
            kept = self._kept[id(mesh)] = mesh, materials, ready, across_edges(ready)
        self._across[id(kept[2])] = kept[3]
        return kept[2]

    def fold_boxes(self) -> None:
        """True bounds of what stands still, for culling."""
        for piece in self.pieces:
            if piece.v1 > piece.v0:
                part = self.points[piece.v0 : piece.v1]
                x, y, z = (float(value) for value in part.min(0))
                piece.low = (x, y, z)
                x, y, z = (float(value) for value in part.max(0))
                piece.high = (x, y, z)

    def pose(self, row: int) -> None:
        """Put everything that moves where it is at a frame of the scene."""
        self.seen = []
        for piece in self.movers:
            out, turned = self.points[piece.v0 : piece.v1], self.normals[piece.v0 : piece.v1]
            if piece.performer is not None and piece.figure is not None:
                track, figure = piece.performer, piece.figure
                at = _row(track.root, row)
                if not track.present[at]:
                    continue
                bones = piece.bones[min(max(at - piece.first, 0), len(piece.bones) - 1)]
                piece.root = track.root[at].astype(np.float32)
                crown = figure.rest[_HEAD] + np.array([0, 0.062 * figure.height, 0], np.float32)
                piece.crown = bones[_HEAD, :, :3] @ crown + bones[_HEAD, :, 3]
                points = _faced(piece.mesh.vertices, figure, track.face[_row(track.face, row)])
                transform.skin(points, piece.mesh.normals, figure.joints, figure.weights, bones, out, turned)
                if piece.loose is not None:
                    phase = np.float32(0.7 * piece.slot)
                    blown = np.float32(self.wind), np.float32(row / self.fps)
                    sway.blow(out, piece.loose.rows, piece.loose.amount, *blown, phase)
            elif piece.prop is not None:
                if not piece.prop.visible[_row(piece.prop.visible, row)]:
                    continue
                transform.move(piece.mesh.vertices, piece.mesh.normals, _prop_matrix(piece.prop, row), out, turned)
            elif piece.sway is not None:
                moved_by_wind(piece.sway, self.wind, row / self.fps, out)
                turned[:] = piece.mesh.normals
            elif piece.part is not None:
                transform.move(piece.mesh.vertices, piece.mesh.normals, _part_matrix(piece.part, row), out, turned)
                if any(piece.part.stretch):
                    # What is drawn out flat faces ahead, and its normals stay of length one.
                    share = float(piece.part.angle[_row(piece.part.angle, row)])
                    flat = piece.mesh.normals / (1 + share * np.asarray(piece.part.stretch, np.float32))
                    turned[:] = flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
            transform.triangle_normals(self.faces, self.normals, self.flat, piece.t0, piece.t1)
            if piece.v1 > piece.v0:
                transform.extent(self.points, piece.v0, piece.v1, self._box)
                x, y, z = (float(value) for value in self._box[0] - _MARGIN)
                piece.low = (x, y, z)
                x, y, z = (float(value) for value in self._box[1] + _MARGIN)
                piece.high = (x, y, z)
            self.seen.append(piece)


def _faced(vertices: F32, figure: Figure, face: F32) -> F32:
    """A figure's points at rest with its modelled face as a row of face parameters has it."""
    strengths = [(shape, shape.strength(face)) for shape in figure.shapes]
    if not any(strength > 0 for _, strength in strengths):
        return vertices
    moved = vertices.copy()
    for shape, strength in strengths:
        if strength > 0:
            moved[shape.rows] += np.float32(strength) * shape.moves
    return moved


def _bones(track: PerformerTrack, figure: Figure, rows: slice) -> F32:
    """Bone matrices (N, J, 3, 4) from the rest pose into the world, for rows of a track."""
    rest = figure.rest.astype(np.float64)
    where, turn = forward_kinematics(
        rest,
        track.root[rows].astype(np.float64),
        track.rotations[rows].astype(np.float64),
        figure.joint_parents,
    )
    bones = np.empty((*where.shape[:2], 3, 4), np.float32)
    bones[..., :3] = rotation = matrix(turn)
    bones[..., 3] = where - (rotation @ rest[..., None])[..., 0]
    return bones


def _contiguous(mesh: Mesh) -> Mesh:
    """The mesh with the dtypes and layout the kernels were compiled for."""
    return Mesh(
        np.ascontiguousarray(mesh.vertices, np.float32),
        np.ascontiguousarray(mesh.normals, np.float32),
        np.ascontiguousarray(mesh.uvs, np.float32),
        np.ascontiguousarray(mesh.faces, np.int32),
        np.ascontiguousarray(mesh.materials, np.int32),
        np.ascontiguousarray(mesh.zones, np.int32),
    )


def _checked(what: str, mesh: Mesh, materials: int) -> Mesh:
    if len(mesh.faces) and (mesh.faces.min() < 0 or mesh.faces.max() >= len(mesh.vertices)):
        raise RenderError(f"The mesh of {what} names vertices it does not have", fix="Rebuild the scene's assets.")
    if len(mesh.materials) and (mesh.materials.min() < 0 or mesh.materials.max() >= materials):
        raise RenderError(f"The mesh of {what} names materials it does not have", fix="Rebuild the scene's assets.")
    return _contiguous(mesh)


def find_set(performance: ScenePerformance, assets: Assets) -> Set:
    """The scene's set. Raises RenderError."""
    try:
        return assets.sets[performance.set]
    except KeyError:
        raise RenderError(
            f'Scene {performance.number} plays in the set "{performance.set}", which is not among the assets',
            fix="Stage the scene again so that its set is built.",
        ) from None


def build_stage(
    performance: ScenePerformance,
    assets: Assets,
    shot: Shot,
    look: Look,
    meshes: Meshes | None = None,
    height: int = 0,
    kept: Lighter | None = None,
) -> Stage:
    """Everything a shot may show, in arrays. `meshes` keeps what was found about meshes from
    shot to shot. For a picture of `height` lines a crowd is drawn with as many triangles as can be
    seen (0: all of them), `kept` being what was made lighter. Raises RenderError when an asset is missing."""
    place = find_set(performance, assets)
    rows = slice(shot.start, max(shot.end, shot.start + 1))
    stage = Stage(look, meshes)
    first = stage.add_materials(place.materials)
    tracks = {track.part: track for track in performance.parts}
    stage.wind, stage.fps = windy(performance, place, shot), performance.fps
    blown = sways_of(place, shot) if stage.wind > 0 else {}
    swinging, swaying = [], []
    for part in place.parts:
        track = tracks.get(part.name)
        loose = blown.get(part.name) if track is None and part.name not in shot.hidden else None
        if loose is not None:
            what = f'the set part "{part.name}"'
            swaying.append((part, stage.checked(what, loose.mesh, len(place.materials), keep=False), loose))
            if loose.still is None:
                continue
        still = part.mesh if loose is None or loose.still is None else loose.still
        mesh = stage.checked(f'the set part "{part.name}"', still, len(place.materials), keep=still is part.mesh)
        drawn = track is not None and any(track.stretch) and float(track.angle[_row(track.angle, shot.start)]) > 1e-6
        if track is not None and (drawn or not _still(track.angle, rows)):
            swinging.append((part, mesh, track))
            continue
        placed = None
        if track is not None and abs(float(track.angle[_row(track.angle, shot.start)])) > 1e-7:
            placed = _part_matrix(track, shot.start)
        piece = stage.add(part.name, mesh, first, placed)
        piece.hidden = _taken_away(part, shot)
        stage.pieces.append(piece)
    handled = []
    tables: dict[str, int] = {}
    for prop in performance.props:
        model = assets.props.get(prop.model)
        if model is None:
            raise RenderError(
                f'The prop "{prop.name}" needs the model "{prop.model}", which is not among the assets',
                fix="Stage the scene again so that its props are built.",
            )
        seen = prop.visible[rows]
        if not seen.any():
            continue
        if prop.model not in tables:
            tables[prop.model] = stage.add_materials(model.materials)
        mesh = stage.checked(f'the prop "{prop.name}"', model.mesh, len(model.materials))
        if seen.all() and _still(prop.position, rows) and _still(prop.rotation, rows):
            stage.pieces.append(stage.add(prop.name, mesh, tables[prop.model], _prop_matrix(prop, shot.start)))
        else:
            handled.append((prop, mesh, tables[prop.model]))
    stage.close_still()
    for part, mesh, loose in swaying:
        piece = stage.add(part.name, mesh, first)
        piece.sway, piece.hidden = loose, _taken_away(part, shot)
        stage.movers.append(piece)
    for part, mesh, track in swinging:
        piece = stage.add(part.name, mesh, first)
        piece.part, piece.hidden = track, _taken_away(part, shot)
        stage.movers.append(piece)
    for prop, mesh, table in handled:
        piece = stage.add(prop.name, mesh, table)
        piece.prop = prop
        stage.movers.append(piece)
    cells = cells_for(performance.performers, shot, height)
    dressed = [
        (worn, key, cell)
        for performer, cell in zip(performance.performers, cells, strict=True)
        for worn, key in in_clothes(performer, shot)
    ]
    for performer, key, cell in dressed:
        if not performer.present[rows].any():
            continue
        figure = assets.figures.get(key) or assets.figures.get(performer.role)
        if figure is None:
            raise RenderError(
                f"{performer.role} is in scene {performance.number} but has no figure among the assets",
                fix="Stage the scene again so that its performers are built.",
            )
        figure = lighter(figure, cell, {} if kept is None else kept)
        slot = stage.figures
        stage.figures += 1
        table = stage.add_materials(figure.materials, slot, slot)
        piece = stage.add(
            performer.role, stage.checked(f"the figure of {performer.role}", figure.mesh, len(figure.materials)), table
        )
        piece.performer, piece.figure, piece.slot = performer, _typed(figure), slot
        piece.loose = loose_of(piece.figure) if stage.wind > 0 and not place.interior else None
        piece.rests = cell > 0 and not performer.speaking[rows].any()
        start = min(shot.start, len(performer.root) - 1)
        piece.bones, piece.first = _bones(performer, figure, slice(start, max(shot.end, start + 1))), start
        stage.movers.append(piece)
    stage.pack()
    return stage


def _typed(figure: Figure) -> Figure:
    from dataclasses import replace

    return replace(
        figure,
        rest=np.ascontiguousarray(figure.rest, np.float32),
        joints=np.ascontiguousarray(figure.joints, np.int32),
        weights=np.ascontiguousarray(figure.weights, np.float32),
    )
