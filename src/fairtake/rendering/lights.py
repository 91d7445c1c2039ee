"""Lighting → numbers for the kernels, and the shadow maps of its lamps."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from fairtake.model.light import Haze, Light, Lighting, LightKind, Sky
from fairtake.rendering.dressing import dress_of, dressed
from fairtake.rendering.kernels import clip, columns, raster, restyle, shadow, transform
from fairtake.rendering.kernels.people import FACE_GAIN, FACE_LEAST, SKIN_GAIN
from fairtake.rendering.kernels.resolve import (
    BLACK,
    BLOOM,
    CONTRAST,
    GRADE_COLUMNS,
    GRAIN,
    INK,
    INK_OPACITY,
    OWN,
    SATURATION,
    SHAFT,
    SHAFT_LIMIT,
    TINT,
    VEIL,
    WHITE,
)
from fairtake.rendering.look import Look
from fairtake.rendering.plumes import unsteady
from fairtake.rendering.scene import Piece, Stage
from fairtake.rendering.view import inside

__all__ = ["OwnShadows", "Rig", "Shadows"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]

_OWN = 512
_NEUTRAL = np.array([0.55, 0.3, 0.6, 0.3], np.float32)  # how far shade on cloth, skin, hair and faces is grey
_BOUNCE, _COOL = 0.2, (0.94, 1.0, 1.10)  # how much of the sun's light comes back from what it falls on; its hue
_OWN_REACH = 1.3  # metres round the pelvis
_FAR = 9.0
_STEPS = 512


def _unit(vector: npt.ArrayLike) -> npt.NDArray[np.float64]:
    v = np.asarray(vector, np.float64)
    length = float(np.linalg.norm(v))
    return v / length if length > 0 else np.array([0.0, -1.0, 0.0])


def _axes(direction: npt.ArrayLike) -> tuple[npt.NDArray[np.float64], ...]:
    """Right, up and forward of somebody looking along a direction."""
    forward = _unit(direction)
    up = np.array([0.0, 1.0, 0.0]) if abs(forward[1]) < 0.95 else np.array([0.0, 0.0, 1.0])
    right = _unit(np.cross(forward, up))
    return right, np.cross(right, forward), forward


def parallel(center: npt.ArrayLike, direction: npt.ArrayLike, radius: float, depth: float) -> F32:
    """World to the map of a parallel light: x, y in -1..1 within `radius`, z -1..1 within
    `depth` before and behind the centre, growing along the light."""
    right, up, forward = _axes(direction)
    at = np.asarray(center, np.float64)
    out = np.zeros((4, 4))
    for row, (axis, size) in enumerate(((right, radius), (up, radius), (forward, depth))):
        out[row, :3] = axis / size
        out[row, 3] = -axis @ at / size
    out[3, 3] = 1
    return out.astype(np.float32)


def cone(position: npt.ArrayLike, direction: npt.ArrayLike, angle: float) -> F32:
    """World to the map of a spot; clip w is the distance along its axis."""
    right, up, forward = _axes(direction)
    at = np.asarray(position, np.float64)
    tangent = np.tan(min(angle / 2 * 1.04, 1.5))
    out = np.zeros((4, 4))
    for row, (axis, size) in enumerate(((right, tangent), (up, tangent), (forward, 1.0), (forward, 1.0))):
        out[row, :3] = axis / size
        out[row, 3] = -axis @ at / size
    return out.astype(np.float32)


def pack_sky(sky: Sky) -> F32:
    """A sky as the (10, 3) table of kernels.sky."""
    rows = [
        sky.zenith,
        sky.middle,
        sky.horizon,
        sky.cloud,
        sky.cloud_shade,
        sky.sun,
        tuple(_unit(sky.sun_direction)),
        (sky.clouds, sky.cloud_scale, sky.sun_size),
        (sky.glow_power, sky.glow, sky.seed),
        (sky.stars, sky.cloud_low, sky.cloud_high),
    ]
    return np.array(rows, np.float32)


def _air_curves(haze: Haze, layers: int = 0) -> F32:
    """The curves of kernels.points.deposit: powers are too dear to take at every point."""
    share = np.arange(_STEPS + 2) / _STEPS
    distance = 20 * share / np.maximum(1 - share, 1e-9)
    with np.errstate(over="ignore", invalid="ignore"):
        air = haze.maximum * (1 - np.exp(-((distance * haze.density) ** haze.power)))
    air[_STEPS:] = haze.maximum if haze.density > 0 else 0.0
    if layers and haze.maximum > 0:
        air = np.round(air / haze.maximum * layers) / layers * haze.maximum
    return np.stack([air, np.minimum(share, 1) ** haze.sun_power]).astype(np.float32)


def _overlap(a: Light, b: Light) -> bool:
    """Whether two lamps may shine on one spot: a sun shines everywhere, a spot within its range."""
    if a is b or LightKind.SUN in (a.kind, b.kind):
        return True
    return float(np.linalg.norm(np.subtract(a.position, b.position))) < max(a.radius, b.radius)


class Rig:
    """A place's lighting as the kernels want it, with shadow maps of `size` texels. Of the lamps that
    throw shadows `slatted` (-1: none) shines through the slats of a blind, which lie `blind` apart."""

    def __init__(self, lighting: Lighting, look: Look, size: int = 2048, interior: bool = False) -> None:
        lighting = dressed(lighting, look)
        self.lighting, self.size = lighting, size
        self.dress = dress_of(look)
        self.dress[restyle.RIM] = max(look.rim, lighting.rim)
        casting = [light for light in lighting.lights if light.kind is not LightKind.POINT]
        glowing = [light for light in lighting.lights if light.kind is LightKind.POINT]
        ambient = np.array([lighting.ambient_up, lighting.ambient_side, lighting.ambient_down], np.float32)
        self.ambient: F32 = ambient
        self.fill: F32 = (ambient * np.array([[0.25], [0.65], [0.10]], np.float32)).sum(0)
        neutral = float(self.fill.mean())
        key_color = np.array(lighting.face_key_color, np.float32)
        self.bright: F32 = ((self.fill * 0.6 + neutral * 0.4) * look.lift * key_color).astype(np.float32)
        self.key: F32 = _unit(lighting.face_key).astype(np.float32)
        self.tones: F32 = np.array(
            [look.shadow_cloth, look.shadow_skin, look.shadow_hair, look.shadow_skin], np.float32
        )
        # Shade takes the colour of the air, but white hair or a grey horse is not to be blue in it, nor a face violet.
        grey = neutral / np.maximum(self.fill, 1e-3)
        self.tones *= 1 + _NEUTRAL[:, None] * (grey - 1)
        self.terminator: F32 = np.array(look.person_terminator, np.float32)
        self.tone: F32 = np.array([*look.terminator, *look.side_tone, look.wash], np.float32)
        self.face: F32 = np.array([*look.face_terminator, look.face_shadow, look.face_fill, 1.0, 1.0], np.float32)
        self.face_tone = look.face_tone
        self.casting = casting
        self.lights: F32 = np.zeros((len(casting), columns.LIGHT_COLUMNS), np.float32)
        self.matrices: F32 = np.zeros((len(casting), 4, 4), np.float32)
        for row, light in enumerate(casting):
            self._pack(row, light)
        if not interior:
            self._open_shade()
        self.slatted, self.blind = (
            self._slats() if interior and max(look.slats, lighting.slats) > 0 else (-1, np.zeros(3, np.float32))
        )
        self.points: F32 = np.zeros((len(glowing), columns.POINT_LIGHT_COLUMNS), np.float32)
        for row, light in enumerate(glowing):
            color = np.array(light.color) * light.strength
            self.points[row] = [*light.position, *color, max(light.radius, 0.01), light.wrap]
        self.seconds = 0.0
        self.live: F32 = self.points.copy()
        self._burning = [(row, light.flicker) for row, light in enumerate(glowing) if light.flicker > 0]
        self.sky = pack_sky(lighting.sky)
        haze = lighting.haze
        self.haze: F32 = np.array(
            [haze.density, haze.power, haze.maximum, *haze.color, *haze.sun_color, haze.sun_power], np.float32
        )
        self.air: F32 = _air_curves(haze, look.haze_steps)
        self.grade = self._grade(lighting, look)

    def burn(self, seconds: float) -> None:
        """Set the time: what flickers is as bright on people (`live`) as it is then. On what stands
        still it is steady, so that the place need not be painted anew."""
        self.seconds = seconds
        for row, amount in self._burning:
            self.live[row, 3:6] = self.points[row, 3:6] * unsteady(amount, seconds, float(self.points[row, 0]))

    def _pack(self, row: int, light: Light) -> None:
        direction = _unit(light.direction)
        color = np.array(light.color) * light.strength
        out = self.lights[row]
        out[columns.L_POSITION : columns.L_POSITION + 3] = light.position
        out[columns.L_DIRECTION : columns.L_DIRECTION + 3] = direction
        out[columns.L_COLOR : columns.L_COLOR + 3] = color
        out[columns.L_SOFT] = min(max(light.softness, 0.5), 5.0) * self.size / 2048  # texels of the finest map
        out[columns.L_PEOPLE] = self._share(light)
        if light.kind is LightKind.SPOT:
            half = min(light.angle / 2, 1.45)
            out[columns.L_SPOT] = 1
            out[columns.L_INNER], out[columns.L_OUTER] = np.cos(half * 0.82), np.cos(half)
            out[columns.L_RANGE] = max(light.radius, 0.01)
            out[columns.L_OFFSET] = 0.012
            out[columns.L_BIAS] = 0.012
            self.matrices[row] = cone(light.position, direction, light.angle)
        else:
            radius, depth = max(light.radius, 0.1), max(light.depth, 0.1)
            texel = 2 * radius / self.size
            out[columns.L_OFFSET] = 0.006 + 1.5 * texel
            out[columns.L_BIAS] = (0.006 + 2.0 * texel) / depth
            self.matrices[row] = parallel(light.position, direction, radius, depth)

    def _open_shade(self) -> None:
        """Out of doors sand, walls and clouds throw the sun back into its shadows: a parasol's is shade
        and no hole in the beach. What is sunlit stays as bright, and people keep their own light."""
        for row, light in enumerate(self.casting):
            if light.kind is not LightKind.SUN:
                continue
            high = min(abs(float(self.lights[row, columns.L_DIRECTION + 1])) / 0.5, 1.0)
            back = _BOUNCE * float(np.mean(light.color)) * light.strength * np.array(_COOL, np.float32)
            self.ambient = self.ambient + np.outer([high, 0.5, 0.5], back).astype(np.float32)
            self.lights[row, columns.L_COLOR : columns.L_COLOR + 3] *= 1 - _BOUNCE
            self.lights[row, columns.L_PEOPLE] /= 1 - _BOUNCE

    def _slats(self) -> tuple[int, F32]:
        """The strongest lamp that shines from a side, and the way across the slats before it."""
        best, found = 0.0, -1
        for row, light in enumerate(self.casting):
            strength = light.strength * (abs(_unit(light.direction)[1]) < 0.9)
            if strength > best:
                best, found = strength, row
        up = _axes(self.casting[found].direction)[1] if found >= 0 else np.zeros(3)
        return found, np.asarray(up, np.float32)

    def _share(self, light: Light) -> float:
        """How much of a lamp falls on performers. A figure already stands in its own key: lamps
        add what the place's light lacks, and those that may shine on one spot share it."""
        means = [
            float(np.mean(other.color)) * other.strength for other in self.casting if _overlap(light, other)
        ]  # fmt: skip
        need = max(1.25 - float(self.bright.mean()), 0.4 * max(means))
        return min(need / max(sum(means), 0.2), 1.0)

    def _grade(self, lighting: Lighting, look: Look) -> F32:
        grade = np.zeros(GRADE_COLUMNS, np.float32)
        grade[TINT : TINT + 3] = lighting.shadow_tint
        grade[INK : INK + 3] = np.array(lighting.ink) * 0.72
        grade[INK_OPACITY] = lighting.ink_opacity
        beams = [light for light in self.casting if light.shafts > 0]
        if beams:
            grade[SHAFT : SHAFT + 3] = beams[0].shaft_color or beams[0].color
            grade[SHAFT_LIMIT] = min(0.5, 2.3 * beams[0].shafts)
        grade[BLOOM] = lighting.bloom
        grade[SATURATION] = lighting.saturation
        grade[CONTRAST] = lighting.contrast
        grade[BLACK : BLACK + 3] = lighting.black
        grade[WHITE : WHITE + 3] = lighting.white
        grade[GRAIN] = look.grain / 32.0
        # Rain is as light as the air; snow is lighter than nearly everything.
        flake = np.array([0.97, 0.98, 1.0] if "snow" in lighting.weather else [0.80, 0.86, 0.95])
        grade[VEIL : VEIL + 3] = flake * min(0.7 + 0.5 * self.fill.mean(), 1.0)
        grade[OWN] = look.ink_own
        return grade


class Shadows:
    """The lamps' shadow maps: `still` (L, S, S) of what stands still, painted once, and
    `live` of what moves, painted anew each frame. The maps are fitted to the lamps and not to
    the camera: no shadow crawls."""

    def __init__(self, rig: Rig, stage: Stage) -> None:
        count = len(rig.lights)
        size = (max(count, 1), rig.size, rig.size) if count else (1, shadow.TILE, shadow.TILE)
        coarse = (size[0], size[1] // shadow.TILE, size[2] // shadow.TILE)
        self.rig = rig
        # As many cells as a lamp's filter may reach beyond the one a point lies in.
        softest = float(rig.lights[:, columns.L_SOFT].max()) if count else 0.0
        self._ring = -(-(math.ceil(softest) + 1) // shadow.TILE)
        self.still: F32 = np.full(size, _FAR, np.float32)
        self.still_low: F32 = np.full(coarse, _FAR, np.float32)
        self.still_high: F32 = np.full(coarse, _FAR, np.float32)
        self.live: F32 = np.full(size, _FAR, np.float32)
        self.live_low: F32 = np.full(coarse, _FAR, np.float32)
        self.live_high: F32 = np.full(coarse, _FAR, np.float32)
        self.cells: I32 = np.zeros((size[0], 4), np.int32)
        self._scratch = np.zeros(coarse[1:], np.float32), np.zeros(coarse[1:], np.float32)
        self._one: I32 = np.zeros((1, 1), np.int32)
        room = 2 * len(stage.faces) + 2
        self._screen: F32 = np.empty((room, 9), np.float32)
        self._source: I32 = np.empty(room, np.int32)
        self._clip: F32 = np.zeros((len(stage.points), 4), np.float32)
        self._flat: F32 = np.zeros((len(stage.points), 3), np.float32)
        for k in range(count):
            self._project(stage, k, 0, stage.fixed_vertices)
            box = _empty_box()
            n = self._setup(stage, k, 0, stage.fixed, 0, box)
            raster.raster(self._screen, self._source, 0, n, self.still[k], self._one, False)
            shadow.bounds(
                self.still[k],
                *self._scratch,
                self.still_low[k],
                self.still_high[k],
                self._ring,
                0,
                coarse[1],
                0,
                coarse[2],
            )

    def adopt(self, stage: Stage) -> None:
        """Make room for another shot over the same still part."""
        room = 2 * len(stage.faces) + 2
        if room > len(self._screen):
            self._screen = np.empty((room, 9), np.float32)
            self._source = np.empty(room, np.int32)
        if len(stage.points) > len(self._clip):
            self._clip = np.zeros((len(stage.points), 4), np.float32)
            self._flat = np.zeros((len(stage.points), 3), np.float32)

    def _project(self, stage: Stage, k: int, start: int, end: int) -> None:
        spot, size = bool(self.rig.lights[k, columns.L_SPOT] > 0), self.rig.size
        transform.project(stage.points, self.rig.matrices[k], self._clip, start, end, spot, size, size, self._flat)

    def _setup(self, stage: Stage, k: int, start: int, end: int, n: int, box: F32, closed: bool = False) -> int:
        spot = bool(self.rig.lights[k, columns.L_SPOT] > 0)
        near = np.float32(0.12 if spot else 0.05)  # a lamp's own bulb and shade do not darken it
        return int(
            clip.setup(
                self._clip, self._flat, stage.faces, start, end, near, spot, stage.casts_not, closed, self.rig.size,
                self.rig.size, self._screen, self._source, n, box,
            )
        )  # fmt: skip

    def update(self, stage: Stage) -> None:
        """Paint what moves where it is now."""
        limit = self.rig.size
        grid = limit // shadow.TILE
        for k in range(len(self.rig.lights)):
            y0, y1, x0, x1 = (int(v) for v in self.cells[k])
            if y1 > y0:
                edge = shadow.TILE
                self.live[k, y0 * edge : y1 * edge, x0 * edge : x1 * edge] = _FAR
                self.live_low[k, y0:y1, x0:x1] = _FAR
                self.live_high[k, y0:y1, x0:x1] = _FAR
            box, n = _empty_box(), 0
            for piece in stage.seen:
                if not inside(self.rig.matrices[k], [piece.low], [piece.high])[0]:
                    continue
                self._project(stage, k, piece.v0, piece.v1)
                n = self._setup(stage, k, piece.t0, piece.t1, n, box, piece.slot >= 0)
            if n == 0:
                self.cells[k] = 0
                continue
            raster.raster(self._screen, self._source, 0, n, self.live[k], self._one, False)
            low, high = box[[0, 2]], box[[1, 3]]
            first = np.clip(np.clip(low, 0, limit) // shadow.TILE - self._ring, 0, grid).astype(int)
            last = np.clip(np.clip(high, 0, limit) // shadow.TILE + 1 + self._ring, 0, grid).astype(int)
            shadow.bounds(
                self.live[k], *self._scratch, self.live_low[k], self.live_high[k], self._ring, int(first[0]), int(last[0]),
                int(first[1]), int(last[1]),
            )  # fmt: skip
            self.cells[k] = [first[0], last[0], first[1], last[1]]


class OwnShadows:
    """Each figure's shadow upon itself in the flattering key: `maps` (F, S, S) seen through
    `matrices` (F, 4, 4), fitted round the pelvis, so that texels go along with the body.
    `crowns` (F, 3) are the middles of their heads; `reach` (F, lights) says how much of each lamp
    reaches a head as a whole, and `heads` (F, FACE_COLUMNS) how a face takes light."""

    def __init__(self, rig: Rig, stage: Stage) -> None:
        count = max(stage.figures, 1)
        # A crowd is small in the picture; its maps can be.
        self.size = _OWN if count <= 6 else _OWN // 2 if count <= 16 else _OWN // 4
        self.rig = rig
        self.maps: F32 = np.full((count, self.size, self.size), _FAR, np.float32)
        self.matrices: F32 = np.zeros((count, 4, 4), np.float32)
        self.crowns: F32 = np.zeros((count, 3), np.float32)
        self.reach: F32 = np.zeros((count, max(len(rig.lights), 1)), np.float32)
        self.heads: F32 = np.repeat(rig.face[None], count, 0)
        self._clip: F32 = np.zeros((len(stage.points), 4), np.float32)
        self._flat: F32 = np.zeros((len(stage.points), 3), np.float32)
        room = 2 * max((p.t1 - p.t0 for p in stage.movers), default=0) + 2
        self._screen: F32 = np.empty((room, 9), np.float32)
        self._source: I32 = np.empty(room, np.int32)
        self._one: I32 = np.zeros((1, 1), np.int32)

    def update(self, stage: Stage, pieces: Iterable[Piece], shadows: Shadows) -> None:
        """Paint the maps of the figures among `pieces`, and take the light at their heads."""
        for piece in pieces:
            if piece.slot < 0:
                continue
            self._meter(piece, shadows)
            self.maps[piece.slot] = _FAR
            self.crowns[piece.slot] = piece.crown
            reach = _OWN_REACH * max(1.0, (piece.figure.height if piece.figure else 1.7) / 1.75)
            matrix = parallel(piece.root, self.rig.key, reach, 1.5)
            self.matrices[piece.slot] = matrix
            transform.project(
                stage.points, matrix, self._clip, piece.v0, piece.v1, False, self.size, self.size, self._flat
            )
            n = clip.setup(
                self._clip, self._flat, stage.faces, piece.t0, piece.t1, np.float32(0.05), False, stage.casts_not, True, self.size,
                self.size, self._screen, self._source, 0, _empty_box(),
            )  # fmt: skip
            raster.raster(self._screen, self._source, 0, n, self.maps[piece.slot], self._one, False)

    def _meter(self, piece: Piece, shadows: Shadows) -> None:
        """What a light meter before the face tells: the key, and the least that a face may have."""
        rig, slot = self.rig, piece.slot
        if len(rig.lights):
            around = (piece.crown + _AROUND).astype(np.float32)
            shadow.reach(around, rig.lights, rig.matrices, shadows.still, self.reach[slot])
        lamps = rig.lights[:, columns.L_COLOR : columns.L_COLOR + 3].mean(1) * rig.lights[:, columns.L_PEOPLE]
        key = float(rig.bright.mean() + (lamps * self.reach[slot, : len(lamps)]).sum())
        share = float(rig.face[FACE_LEAST])
        tone = float(np.mean(piece.figure.face.skin)) if piece.figure is not None else 1.0
        # Skin is exposed for: where a place is dark, a dark face is given more light, and nobody's
        # shade is black; as far as the look wants its shades filled at all.
        filled = min(2 * share, 1.0)
        # A face under trees in a sunny wood is exposed nearly as if it stood in the sun.
        suns = lamps[rig.lights[:, columns.L_SPOT] == 0]
        spots = _POOL * lamps[rig.lights[:, columns.L_SPOT] > 0]  # and a step beside a lamp, as if nearly under it
        wanted = _OPEN * float(rig.bright.mean() + max((*suns, *spots), default=0.0))
        gain = 1 + filled * (min(max(wanted / max(key, 0.05), 1.0), _LIFT) - 1)
        key *= gain
        skin = 1 + _MORE * filled * _ramp(0.62, 0.34, tone) * _ramp(1.15, 0.75, key) / gain**2
        self.heads[slot, FACE_GAIN] = gain * skin
        self.heads[slot, FACE_LEAST] = max(share * key, filled * min(_SEEN / max(tone, 0.05), _MOST * key)) * skin
        # A look so hard that the darkest skin would be lost in it is exposed for that skin.
        tones = max(tone * 0.5 * float(self.heads[slot, FACE_LEAST] + key * skin), 0.05)
        self.heads[slot, SKIN_GAIN] = min(max(rig.face_tone / tones, 1.0), _OPENED)


def _ramp(start: float, end: float, at: float) -> float:
    """From 0 at `start` to 1 at `end`, softly."""
    share = min(max((at - start) / (end - start), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _sphere(radius: float, count: int = 24) -> F32:
    """Points (count, 3) evenly on a sphere."""
    k = np.arange(count) + 0.5
    y, turn = 1 - 2 * k / count, k * math.pi * (3 - math.sqrt(5))
    flat = np.sqrt(1 - y * y)
    return (radius * np.stack([flat * np.cos(turn), y, flat * np.sin(turn)], 1)).astype(np.float32)


_AROUND = _sphere(0.17)
_SEEN, _MOST = 0.26, 0.85  # tone in which shade on skin can still be read; at most so much of the key
_OPENED = 2.0  # times the light on dark skin, at most, that a look's least tone of faces may ask
_MORE = 0.4  # more light, at most, for the darkest skin in the dark
# Share of the open place's light that a face has in the shade, and of a lamp's beside it; the most it is lifted.
_OPEN, _POOL, _LIFT = 0.82, 0.8, 1.5


def _empty_box() -> F32:
    return np.array([9e9, -9e9, 9e9, -9e9], np.float32)
