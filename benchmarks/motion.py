"""Faults of movement, measured on stored performances, figures and sets.

In come a `ScenePerformance`, its `Assets` and the takes of its lines; out come `Fault`s, each with
where and when it is worst, and tallies of what was looked at. Nothing here knows how the movement
was made: what is measured is where joints, soles, palms and eyes are on each frame.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import conjugate, from_axis_angle, multiply, rotate
from fairtake.model.figure import FACE_PARAMETERS, JOINTS, Figure, joint_index
from fairtake.model.performance import Assets, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.reading import Take, Viseme
from fairtake.model.set import Set
from fairtake.staging.motion.terrain import Terrain

__all__ = ["LIMITS", "Fault", "Tally", "measure"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_SOLE = 0.012
"""Metres over the floor under which a point of the sole carries."""
_STANCE = 4
"""Frames a point of the sole is down for at least to be a step."""
_BONES = (
    ("pelvis", "chest", 0.125, "trunk"),
    ("chest", "neck", 0.115, "trunk"),
    ("neck", "head", 0.06, "trunk"),
    ("upper_arm.L", "forearm.L", 0.045, "arm"),
    ("upper_arm.R", "forearm.R", 0.045, "arm"),
    ("forearm.L", "hand.L", 0.036, "arm"),
    ("forearm.R", "hand.R", 0.036, "arm"),
    ("thigh.L", "shin.L", 0.07, "leg"),
    ("thigh.R", "shin.R", 0.07, "leg"),
    ("shin.L", "foot.L", 0.045, "leg"),
    ("shin.R", "foot.R", 0.045, "leg"),
)
"""Capsules of a body: from joint, to joint, radius in metres at a height of 1.75 m, and kind."""
_HEAD = 0.095
_EVERY = 2
"""Every so many frames bodies are held against what is about them."""
_DENSE = 0.03
"""Metres between points on the surfaces of a set."""
_MOUTH = {"mouth_open", "jaw", "mouth_width", "lip_upper", "lip_lower", "pucker", "press", "mouth_square"}
_QUICK = _MOUTH | {"teeth_upper", "teeth_lower", "tongue", "gaze_x", "gaze_y", "blink"}
"""Parts of a face that may change within a frame: speech, the eyes' own jumps, blinks."""

LIMITS: Mapping[str, tuple[str, float, str]] = {
    "foot slide": ("a carrying sole moves more than 1 cm", 0.0, "% of stances"),
    "foot in floor": ("a sole 2 cm or more under the floor", 0.5, "% of frames"),
    "glide": ("a body moves faster than 0.35 m/s over two feet that stand", 0.5, "% of frames"),
    "grasp": ("a hand more than 2 cm from the thing it takes", 0.0, "% of grasps"),
    "hold": ("a hand more than 4 cm from the thing it holds", 0.5, "% of held frames"),
    "in the set": ("a limb's bone 4 cm or less from the inside of furniture or walls", 1.0, "% of frames"),
    "in each other": ("trunks, heads or legs 3 cm or more within each other", 0.5, "% of frames"),
    "joint": ("a joint past what a body can do", 0.5, "% of frames"),
    "pop": ("a joint turns by a jump of one frame", 0.5, "a minute"),
    "root pop": ("the pelvis is pushed harder than 3 g", 0.5, "a minute"),
    "face pop": ("a part of the face jumps within one frame", 0.5, "a minute"),
    "prop pop": ("a thing jumps by more than 6 cm within one frame", 0.5, "a minute"),
    "lips open": ("p, b or m with open lips", 2.0, "% of sounds"),
    "no eye contact": ("somebody spoken to is not looked at for a quarter of the line", 10.0, "% of lines"),
    "eyes past": ("eyes turned past 38° in the head", 1.0, "% of frames"),
    "gaze jitter": ("a look that goes to and fro within two frames", 1.0, "a minute"),
}
"""For each measure: what counts as a fault, how many there may be, and of what."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: frames of the scene, and the number measured at its worst."""

    measure: str
    scene: str
    who: str
    frame: int
    value: float
    unit: str
    about: str = ""


@dataclass
class Tally:
    """What was looked at (`of`), how much of it was at fault (`bad`), and all that was measured."""

    of: dict[str, float] = field(default_factory=dict)
    bad: dict[str, float] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    values: dict[str, list[float]] = field(default_factory=dict)

    def saw(self, measure: str, of: float, bad: float) -> None:
        """Counts."""
        self.of[measure] = self.of.get(measure, 0.0) + of
        self.bad[measure] = self.bad.get(measure, 0.0) + bad

    def note(self, measure: str, values: Any) -> None:
        """Measured numbers, for their distribution."""
        self.values.setdefault(measure, []).extend(np.atleast_1d(values).tolist())

    def rate(self, measure: str) -> float:
        """Faults in the unit of the measure's limit."""
        share = self.bad.get(measure, 0.0) / max(self.of.get(measure, 0.0), 1e-9)
        return share if LIMITS[measure][2] == "a minute" else 100 * share


class Body:
    """One performer's joints in the world: `at` (N, J, 3), `turn` (N, J, 4)."""

    def __init__(self, track: PerformerTrack, figure: Figure) -> None:
        self.track, self.figure = track, figure
        self.rest = np.asarray(figure.rest, np.float64)
        self.local = np.asarray(track.rotations, np.float64)
        self.at, self.turn = forward_kinematics(self.rest, np.asarray(track.root, np.float64), self.local)
        self.scale = figure.height / 1.75
        self.here: Bools = np.asarray(track.present, bool)

    def joint(self, name: str) -> F64:
        return np.asarray(self.at[:, joint_index(name)], np.float64)

    def point(self, joint: str, rest_point: F64) -> F64:
        """(N, 3) where a point of the rest pose bound to a joint is."""
        j = joint_index(joint)
        return np.asarray(self.at[:, j] + rotate(self.turn[:, j], rest_point - self.rest[j]), np.float64)

    def sole(self, side: str) -> F64:
        """(N, 2, 3): under the heel, and under the joint the toes bend at."""
        ankle, toe = self.rest[joint_index(f"foot.{side}")], self.rest[joint_index(f"toe.{side}")]
        heel = np.array([ankle[0], ankle[1] - self.figure.sole, ankle[2] - 0.045 * self.scale])
        ball = np.array([toe[0], ankle[1] - self.figure.sole, toe[2]])
        return np.stack([self.point(f"foot.{side}", heel), self.point(f"toe.{side}", ball)], 1)

    def palm(self, hand: int) -> F64:
        """(N, 3) the grip point of a palm."""
        j = joint_index(f"hand.{'LR'[hand]}")
        return np.asarray(self.at[:, j] + rotate(self.turn[:, j], np.asarray(self.figure.palms[hand])), np.float64)

    @cached_property
    def upright(self) -> Bools:
        """(N,) on its feet."""
        return np.asarray(self.at[:, 0, 1] > 0.8 * self.rest[0, 1], bool)

    def bones(self) -> Iterator[tuple[str, F64, F64, float, str]]:
        """Every capsule: name, both ends (N, 3), radius, kind; the head is a ball."""
        for a, b, radius, kind in _BONES:
            yield f"{a}", self.joint(a), self.joint(b), radius * self.scale, kind
        j = joint_index("head")
        middle = self.at[:, j] + rotate(self.turn[:, j], np.asarray(self.figure.eye) * [1, 1, 0.15])
        yield "head", middle, middle + 1e-4, _HEAD * self.scale, "head"


def measure(played: ScenePerformance, assets: Assets, takes: Mapping[int, Take], number: str) -> Tally:
    """Everything, of one scene."""
    tally = Tally()
    # Animals have other joints and other limits: these measures are of people.
    people = [one for one in played.performers if not assets.figures[one.role].species]
    bodies = {one.role: Body(one, assets.figures[one.role]) for one in people}
    bodies = {role: one for role, one in bodies.items() if one.here.any()}
    scene = _Scene(played, assets, number, bodies, takes, tally)
    for body in bodies.values():
        scene.feet(body)
        scene.limits(body)
        scene.pops(body)
        scene.eyes(body)
    scene.hands()
    scene.set()
    scene.others()
    scene.lips()
    scene.contact()
    return tally


@dataclass
class _Scene:
    played: ScenePerformance
    assets: Assets
    number: str
    bodies: Mapping[str, Body]
    takes: Mapping[int, Take]
    tally: Tally

    @property
    def fps(self) -> int:
        return self.played.fps

    def fault(self, name: str, who: str, frame: int, value: float, unit: str, about: str = "") -> None:
        self.tally.faults.append(Fault(name, self.number, who, int(frame), float(value), unit, about))

    def minutes(self, body: Body) -> float:
        return float(body.here.sum()) / self.fps / 60

    # -- feet --

    def feet(self, body: Body) -> None:
        role = body.track.role
        carrying = np.zeros((len(body.here), 2), bool)
        lowest = np.full(len(body.here), 9.0)
        ground = Terrain(self.assets.sets[self.played.set].stairs)
        for i, side in enumerate("LR"):
            sole = body.sole(side)
            # Over the tread it is on, where there are stairs.
            sole[..., 1] -= ground.tread(sole[..., [0, 2]])
            lowest = np.minimum(lowest, sole[..., 1].min(1))
            carrying[:, i] = (sole[..., 1] < 0.03).any(1)
            for k in (0, 1):
                down = (sole[:, k, 1] < _SOLE) & body.here
                for first, last in _runs(down, _STANCE):
                    way = sole[first:last, k][:, [0, 2]]
                    # The frames on which it comes down and leaves may have it a little off its place.
                    inner = way[1:-1]
                    far = float(np.linalg.norm(inner - np.median(inner, 0), axis=1).max())
                    self.tally.saw("foot slide", 1, far > 0.01)
                    self.tally.note("foot slide", far)
                    if far > 0.01:
                        at = first + 1 + int(np.linalg.norm(inner - np.median(inner, 0), axis=1).argmax())
                        self.fault("foot slide", role, at, 100 * far, "cm", f"{'heel' if k == 0 else 'ball'} {side}")
        under = (lowest < -0.02) & body.here
        self.tally.saw("foot in floor", body.here.sum(), under.sum())
        for first, last in _runs(under, 1):
            at = first + int(lowest[first:last].argmin())
            self.fault("foot in floor", role, at, -100 * lowest[at], "cm")
        # The body goes on while both feet stand.
        speed = np.zeros(len(body.here))
        step = np.linalg.norm(np.diff(body.at[:, 0][:, [0, 2]], axis=0), axis=1) * self.fps
        speed[1:] = step
        still = carrying.all(1) & body.upright & body.here
        for side in "LR":
            ankle = body.joint(f"foot.{side}")[:, [0, 2]]
            move = np.zeros(len(speed))
            move[1:] = np.linalg.norm(np.diff(ankle, axis=0), axis=1) * self.fps
            still &= move < 0.15
        away = np.linalg.norm(
            body.at[:, 0][:, [0, 2]] - (body.joint("foot.L") + body.joint("foot.R"))[:, [0, 2]] / 2, axis=1
        )
        glide = still & (speed > 0.35) & (away > 0.28 * body.scale)
        self.tally.saw("glide", body.here.sum(), glide.sum())
        for first, last in _runs(glide, 1):
            at = first + int(speed[first:last].argmax())
            self.fault("glide", role, at, speed[at], "m/s", f"{100 * away[at]:.0f} cm off the feet")

    # -- joints --

    def limits(self, body: Body) -> None:
        role = body.track.role
        any_bad = np.zeros(len(body.here), bool)
        for name, value, low, high in _angles(body):
            degrees = np.degrees(value)
            over = np.maximum(degrees - high, low - degrees)
            bad = (over > 0) & body.here
            any_bad |= bad
            for first, last in _runs(bad, 1):
                at = first + int(over[first:last].argmax())
                self.fault("joint", role, at, over[at], "° past", f"{name} at {degrees[at]:.0f}°")
        self.tally.saw("joint", body.here.sum(), any_bad.sum())

    def pops(self, body: Body) -> None:
        role, minutes = body.track.role, self.minutes(body)
        here = body.here[1:] & body.here[:-1]
        count = 0
        frames: dict[int, tuple[float, str]] = {}
        dot = np.abs((body.local[1:] * body.local[:-1]).sum(-1))
        steps = np.degrees(2 * np.arccos(np.clip(dot, 0, 1)))
        for j in range(steps.shape[1]):
            # Fingers that type and feet that run are as fast as a film can show.
            part = JOINTS[j].split(".")[0].split("_")[0]
            least = {"thumb": 25.0, "index": 25.0, "fingers": 25.0, "toe": 25.0, "foot": 16.0}.get(part, 10.0)
            for f in _spikes(steps[:, j], least, 2.5, here):
                if steps[f, j] > frames.get(f + 1, (0.0, ""))[0]:
                    frames[f + 1] = float(steps[f, j]), JOINTS[j]
        for frame, (value, joint) in sorted(frames.items()):
            count += 1
            self.fault("pop", role, frame, value, "° in a frame", joint)
        self.tally.saw("pop", minutes, count)
        root = np.asarray(body.track.root, np.float64)
        push = np.zeros(len(root))
        if len(root) > 2:
            push[1:-1] = np.linalg.norm(root[2:] - 2 * root[1:-1] + root[:-2], axis=1) * self.fps**2
            push[1:-1] *= body.here[2:] & body.here[1:-1] & body.here[:-2]
        hard = push > 3 * 9.81
        runs = _runs(hard, 1)
        for first, last in runs:
            at = first + int(push[first:last].argmax())
            self.fault("root pop", role, at, push[at] / 9.81, "g")
        self.tally.saw("root pop", minutes, len(runs))
        face = np.asarray(body.track.face, np.float64)
        quick = [i for i, name in enumerate(FACE_PARAMETERS) if name not in _QUICK]
        change = np.abs(np.diff(face[:, quick], axis=0))
        hits = 0
        for column, i in enumerate(quick):
            for f in _spikes(change[:, column], 0.22, 2.5, here):
                hits += 1
                self.fault("face pop", role, f + 1, change[f, column], "in a frame", FACE_PARAMETERS[i])
        self.tally.saw("face pop", minutes, hits)

    # -- eyes --

    def eyes(self, body: Body) -> None:
        role = body.track.role
        gaze = np.asarray(body.track.gaze, np.float64)
        j = joint_index("head")
        local = rotate(conjugate(body.turn[:, j]), gaze)
        off = np.degrees(np.arccos(np.clip(local[:, 2], -1, 1)))
        past = (off > 38) & body.here
        self.tally.saw("eyes past", body.here.sum(), past.sum())
        for first, last in _runs(past, 3):
            at = first + int(off[first:last].argmax())
            self.fault("eyes past", role, at, off[at], "°")
        step = np.diff(gaze, axis=0)
        size = np.degrees(np.linalg.norm(step, axis=1))
        turn = (step[1:] * step[:-1]).sum(1) / np.maximum(
            np.linalg.norm(step[1:], axis=1) * np.linalg.norm(step[:-1], axis=1), 1e-12
        )
        both = body.here[2:] & body.here[1:-1] & body.here[:-2]
        back = (turn < -0.5) & (np.minimum(size[1:], size[:-1]) > 1.5) & both
        self.tally.saw("gaze jitter", self.minutes(body), back.sum())
        for f in np.flatnonzero(back).tolist():
            self.fault("gaze jitter", role, f + 1, min(size[f], size[f + 1]), "° to and fro")

    def contact(self) -> None:
        """Whether who speaks looks at somebody for a quarter of the line."""
        for line in self.played.lines:
            body = self.bodies.get(line.role)
            if body is None or line.off_screen or line.end - line.start < 0.8:
                continue
            rows = slice(round(line.start * self.fps), max(round(line.end * self.fps), 1))
            best, nearest = 0.0, 180.0
            heads = np.asarray(body.track.head, np.float64)[rows]
            gaze = np.asarray(body.track.gaze, np.float64)[rows]
            seen = False
            for other in self.bodies.values():
                if other is body or not other.here[rows].any():
                    continue
                way = np.asarray(other.track.head, np.float64)[rows] - heads
                far = np.linalg.norm(way, axis=1, keepdims=True)
                if float(np.median(far)) > 8:
                    continue
                seen = True
                off = np.degrees(np.arccos(np.clip((way / np.maximum(far, 1e-6) * gaze).sum(1), -1, 1)))
                share = float((off < 7).mean())
                if share > best or nearest == 180.0:
                    best, nearest = max(best, share), float(np.median(off))
            if not seen:
                continue
            self.tally.saw("no eye contact", 1, best < 0.25)
            self.tally.note("eye contact, share of a line", best)
            if best < 0.25:
                self.fault("no eye contact", line.role, rows.start, 100 * best, "% of the line", line.text[:40])

    # -- lips --

    def lips(self) -> None:
        opened, pressed = (FACE_PARAMETERS.index(name) for name in ("mouth_open", "press"))
        for line in self.played.lines:
            body, take = self.bodies.get(line.role), self.takes.get(line.line)
            if body is None or take is None or line.off_screen:
                continue
            face = np.asarray(body.track.face, np.float64)
            for sound in take.phonemes:
                if sound.viseme is not Viseme.PP:
                    continue
                first = max(math.floor((line.start + sound.start) * self.fps) - 1, 0)
                last = min(math.ceil((line.start + sound.end) * self.fps) + 2, len(face))
                if last <= first or not body.here[first:last].all():
                    continue
                gap = float(np.where(face[first:last, pressed] > 0.5, 0.0, face[first:last, opened]).min())
                self.tally.saw("lips open", 1, gap > 0.04)
                if gap > 0.04:
                    self.fault("lips open", line.role, first, gap, "open", sound.symbol)

    # -- hands and things --

    def hands(self) -> None:
        for prop in self.played.props:
            model = self.assets.props.get(prop.model)
            if model is None:
                continue
            points = np.concatenate([_surface(model.mesh.vertices, model.mesh.faces, 0.015), [model.grip]])
            tree = cKDTree(points)
            where = np.asarray(prop.position, np.float64)
            turn = np.asarray(prop.rotation, np.float64)
            changes = [*prop.holder, (self.played.frames, "")]
            for (first, role), (last, _) in pairwise(changes):
                body = self.bodies.get(role)
                if body is None or last <= first:
                    continue
                rows = slice(first, min(last, self.played.frames))
                shown = np.asarray(prop.visible, bool)[rows] & body.here[rows]
                if not shown.any():
                    continue
                # In the palm, or between thumb and fingers.
                touching = [body.palm(hand) for hand in (0, 1)]
                touching += [
                    body.joint(f"{tip}.{side}") for tip in ("thumb", "index_tip", "fingers_tip") for side in "LR"
                ]
                off = np.min(
                    [tree.query(rotate(conjugate(turn[rows]), point[rows] - where[rows]))[0] for point in touching],
                    axis=0,
                )
                off = np.where(shown, off, 0.0)
                self.tally.saw("grasp", 1, off[0] > 0.02)
                self.tally.note("grasp", off[0])
                if off[0] > 0.02:
                    self.fault("grasp", role, first, 100 * off[0], "cm", prop.name)
                far = off > 0.04
                self.tally.saw("hold", shown.sum(), far.sum())
                if far.any():
                    at = int(off.argmax())
                    self.fault("hold", role, first + at, 100 * off[at], "cm", prop.name)
            self._thing(prop, np.asarray(model.grip, np.float64))

    def _thing(self, prop: PropTrack, grip: F64) -> None:
        seen = np.asarray(prop.visible, bool)
        at = np.asarray(prop.position, np.float64) + rotate(np.asarray(prop.rotation, np.float64), grip)
        step = np.linalg.norm(np.diff(at, axis=0), axis=1)
        hits = _spikes(step, 0.06, 2.5, seen[1:] & seen[:-1])
        for f in hits:
            self.fault("prop pop", prop.name, f + 1, 100 * step[f], "cm in a frame")
        self.tally.saw("prop pop", seen.sum() / self.fps / 60, len(hits))

    # -- bodies --

    def set(self) -> None:
        """Bones within what the set is made of: nearer to a surface than most of their thickness,
        or in the middle of something solid."""
        place = self.assets.sets[self.played.set]
        moving = {one.part: one for one in self.played.parts}
        still, names, leaves = _surfaces(place, set(moving))
        boxes = _Boxes(place)
        for body in self.bodies.values():
            worst = np.zeros(len(body.here))
            about = np.full(len(body.here), "", object)
            rows = np.flatnonzero(body.here)[::_EVERY]
            if not len(rows):
                continue
            for name, a, b, radius, kind in body.bones():
                if kind == "arm":
                    continue
                parts = np.linspace(0, 1, 5 if kind != "head" else 1)[None, :, None]
                points = a[rows, None] * (1 - parts) + b[rows, None] * parts
                if kind == "leg" and name.startswith("shin"):
                    # The foot's end is near the floor, which is no fault.
                    points = points[:, :4]
                if name.startswith(("thigh", "pelvis")):
                    # Cushions give way under who sits.
                    radius *= 0.75
                flat = points.reshape(-1, 3)
                depth, what = np.zeros(len(flat)), np.full(len(flat), "wall", object)
                if still is not None:
                    far, found = still.query(flat, distance_upper_bound=radius)
                    depth, what = radius - far, np.append(names, "")[found]
                for part, tree in leaves.items():
                    track = moving[part]
                    angle = np.repeat(np.asarray(track.angle, np.float64)[rows], points.shape[1])
                    back = from_axis_angle(np.array([0.0, 1.0, 0.0]), -angle)
                    local = rotate(back, flat - track.pivot) + track.pivot
                    into = radius - tree.query(local, distance_upper_bound=radius)[0]
                    what = np.where(into > depth, part, what)
                    depth = np.maximum(depth, into)
                walls = boxes.depth(flat)
                what, depth = np.where(walls > depth, "wall", what), np.maximum(depth, walls)
                depth[~np.isfinite(depth)] = 0.0
                point = depth.reshape(points.shape[:2]).argmax(1)
                pick = np.arange(len(rows)) * points.shape[1] + point
                more = depth[pick] > worst[rows]
                worst[rows[more]] = depth[pick][more]
                about[rows[more]] = [f"{name} in {one}" for one in what[pick][more]]
            bad = worst[rows] > 0.04
            self.tally.saw("in the set", len(rows), bad.sum())
            for first, last in _runs(bad, 1):
                span = rows[first:last]
                at = int(span[worst[span].argmax()])
                self.fault(
                    "in the set",
                    body.track.role,
                    at,
                    100 * worst[at],
                    "cm",
                    f"{about[at]}, {len(span) * _EVERY} frames",
                )

    def others(self) -> None:
        """Trunks, heads and legs of two within each other."""
        cast = list(self.bodies.values())
        for i, one in enumerate(cast):
            for two in cast[i + 1 :]:
                rows = np.flatnonzero(one.here & two.here)
                near = np.linalg.norm(one.at[rows, 0] - two.at[rows, 0], axis=1) < 1.6
                self.tally.saw("in each other", len(rows), 0)
                rows = rows[near]
                if not len(rows):
                    continue
                worst = np.zeros(len(rows))
                about = np.full(len(rows), "", object)
                for name, a, b, r, kind in one.bones():
                    for other, c, d, s, sort in two.bones():
                        if "arm" in (kind, sort):
                            continue
                        depth = r + s - _between(a[rows], b[rows], c[rows], d[rows])
                        more = depth > worst
                        worst[more] = depth[more]
                        about[more] = f"{name} in {two.track.role}'s {other}"
                bad = worst > 0.03
                self.tally.saw("in each other", 0, bad.sum())
                for first, last in _runs(bad, 1):
                    k = first + int(worst[first:last].argmax())
                    text = f"{about[k]}, {last - first} frames"
                    self.fault("in each other", one.track.role, int(rows[k]), 100 * worst[k], "cm", text)


# -- helpers -------------------------------------------------------------------------------------


def _runs(mask: Bools, least: int) -> list[tuple[int, int]]:
    """Stretches of true, end exclusive, of at least so many."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def _spikes(step: F64, least: float, times: float, here: Bools) -> list[int]:
    """Steps that are large, and many times larger than the steps before and after them."""
    if len(step) < 3:
        return []
    about = np.maximum(np.roll(step, 1), np.roll(step, -1))
    found = (step > least) & (step > times * about) & here & np.roll(here, 1) & np.roll(here, -1)
    found[[0, -1]] = False
    return np.flatnonzero(found).tolist()


def _angles(body: Body) -> Iterator[tuple[str, F64, float, float]]:
    """Angles (N,) in radians with the degrees they may have."""

    def local(name: str) -> F64:
        return body.local[:, joint_index(name)]

    def way(q: F64, a: str, b: str) -> F64:
        bone = body.rest[joint_index(b)] - body.rest[joint_index(a)]
        return np.asarray(rotate(q, bone / np.linalg.norm(bone)), np.float64)

    for side in "LR":
        sign = 1.0 if side == "L" else -1.0
        # Flexion: where the lower bone points, seen in the frame of the upper one.
        thigh = body.rest[joint_index(f"shin.{side}")] - body.rest[joint_index(f"thigh.{side}")]
        thigh /= np.linalg.norm(thigh)
        shin = way(local(f"shin.{side}"), f"shin.{side}", f"foot.{side}")
        yield f"knee {side}", np.arctan2(-shin[:, 2] + thigh[2] * (shin @ thigh), shin @ thigh), -6, 155
        arm = body.rest[joint_index(f"forearm.{side}")] - body.rest[joint_index(f"upper_arm.{side}")]
        arm /= np.linalg.norm(arm)
        fore = way(local(f"forearm.{side}"), f"forearm.{side}", f"hand.{side}")
        yield f"elbow {side}", np.arccos(np.clip(fore @ arm, -1, 1)), -6, 152
        hand = way(local(f"hand.{side}"), f"hand.{side}", f"fingers.{side}")
        straight = body.rest[joint_index(f"fingers.{side}")] - body.rest[joint_index(f"hand.{side}")]
        straight /= np.linalg.norm(straight)
        yield f"wrist {side}", np.arccos(np.clip(hand @ straight, -1, 1)), -1, 85
        _, twist = _twist(local(f"hand.{side}"), straight)
        yield f"wrist twist {side}", np.abs(twist), -1, 60
        _, twist = _twist(local(f"forearm.{side}"), arm)
        yield f"forearm twist {side}", np.abs(twist), -1, 110
        hip = way(local(f"thigh.{side}"), f"thigh.{side}", f"shin.{side}")
        yield f"hip forward {side}", np.arctan2(hip[:, 2], -hip[:, 1]), -45, 135
        yield f"hip aside {side}", np.arcsin(np.clip(hip[:, 0] * sign, -1, 1)), -35, 55
        _, twist = _twist(local(f"thigh.{side}"), np.array([0.0, -1.0, 0.0]))
        yield f"hip twist {side}", np.abs(twist), -1, 65
        foot = way(local(f"foot.{side}"), f"foot.{side}", f"toe.{side}")
        rest = body.rest[joint_index(f"toe.{side}")] - body.rest[joint_index(f"foot.{side}")]
        yield f"ankle {side}", np.arctan2(foot[:, 1], foot[:, 2]) - math.atan2(rest[1], rest[2]), -65, 45
    neck = multiply(local("neck"), local("head"))
    ahead = rotate(neck, np.array([0.0, 0.0, 1.0]))
    yield "neck turn", np.arctan2(ahead[:, 0], np.hypot(ahead[:, 1], ahead[:, 2])), -82, 82
    yield "neck nod", np.arctan2(ahead[:, 1], np.hypot(ahead[:, 0], ahead[:, 2])), -65, 65
    trunk = multiply(local("spine"), local("chest"))
    up = rotate(trunk, np.array([0.0, 1.0, 0.0]))
    yield "trunk bend", np.arctan2(up[:, 2], up[:, 1]), -35, 90
    yield "trunk aside", np.arctan2(up[:, 0], up[:, 1]), -40, 40
    _, twist = _twist(trunk, np.array([0.0, 1.0, 0.0]))
    yield "trunk twist", np.abs(twist), -1, 50


def _twist(q: F64, axis: F64) -> tuple[F64, F64]:
    """The turn about an axis that is in a rotation (N,), as a quaternion's w and an angle."""
    q = np.where(q[:, 3:] < 0, -q, q)
    along = q[:, :3] @ axis
    angle = 2 * np.arctan2(along, q[:, 3])
    return q[:, 3], np.asarray(angle, np.float64)


def _between(a: F64, b: F64, c: F64, d: F64) -> F64:
    """The distance between segments a-b and c-d, row by row (Ericson 2005, 5.1.9)."""
    u, v, w = b - a, d - c, a - c
    uu, uv, vv = (u * u).sum(1), (u * v).sum(1), (v * v).sum(1)
    uw, vw = (u * w).sum(1), (v * w).sum(1)
    span = uu * vv - uv * uv
    s = np.clip(np.where(span > 1e-9, (uv * vw - vv * uw) / np.maximum(span, 1e-9), 0.0), 0, 1)
    t = (uv * s + vw) / np.maximum(vv, 1e-12)
    low, high = t < 0, t > 1
    s = np.where(low, np.clip(-uw / np.maximum(uu, 1e-12), 0, 1), s)
    s = np.where(high, np.clip((uv - uw) / np.maximum(uu, 1e-12), 0, 1), s)
    t = np.clip(t, 0, 1)
    return np.asarray(np.linalg.norm(w + s[:, None] * u - t[:, None] * v, axis=1), np.float64)


def _surface(vertices: Any, triangles: Any, apart: float) -> F64:
    """Points (M, 3) all over a mesh, about so far apart."""
    corner = np.asarray(vertices, np.float64)[np.asarray(triangles)]
    a, u, v = corner[:, 0], corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
    longest = np.maximum(
        np.linalg.norm(u, axis=1), np.maximum(np.linalg.norm(v, axis=1), np.linalg.norm(v - u, axis=1))
    )
    found = [corner.reshape(-1, 3)]
    steps = np.ceil(longest / apart).astype(int)
    for n in np.unique(steps[steps > 1]).tolist():
        mine = steps == n
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
        inner = i + j <= n
        s, t = i[inner] / n, j[inner] / n
        found.append((a[mine, None] + u[mine, None] * s[:, None] + v[mine, None] * t[:, None]).reshape(-1, 3))
    points = np.concatenate(found)
    cell = np.round(points / (apart / 2)).astype(np.int64) + 2**20
    _, kept = np.unique((cell[:, 0] << 42) | (cell[:, 1] << 21) | cell[:, 2], return_index=True)
    return points[kept]


_SURFACES: dict[int, tuple[Any, Any, Any, dict[str, Any]]] = {}


def _surfaces(place: Set, moving: set[str]) -> tuple[Any, Any, dict[str, Any]]:
    """What of a set stands between ankle and crown, as trees of points: what stays (with the name
    of the part of each point), and what moves."""
    kept = _SURFACES.get(id(place))
    if kept is not None and kept[0] is place and set(kept[3]) == moving:
        return kept[1], kept[2], kept[3]
    x0, z0, x1, z1 = place.acting
    low, high = np.array([x0 - 2.5, 0.1, z0 - 2.5]), np.array([x1 + 2.5, 2.0, z1 + 2.5])
    still: list[F64] = []
    names: list[str] = []
    leaves: dict[str, Any] = {}
    for part in place.parts:
        mesh = part.mesh
        corner = np.asarray(mesh.vertices, np.float64)[np.asarray(mesh.faces)]
        near = (corner.max(1) > low).all(1) & (corner.min(1) < high).all(1)
        if not near.any():
            continue
        points = _surface(mesh.vertices, np.asarray(mesh.faces)[near], _DENSE)
        points = points[((points > low) & (points < high)).all(1)]
        if part.name in moving:
            leaves[part.name] = cKDTree(points) if len(points) else cKDTree(np.full((1, 3), 99.0))
        else:
            still.append(points)
            names += [part.name] * len(points)
    tree = cKDTree(np.concatenate(still)) if still else None
    _SURFACES.clear()
    _SURFACES[id(place)] = place, tree, np.array(names, object), leaves
    return tree, np.array(names, object), leaves


class _Boxes:
    """The solid boxes of a set, for what is deep within one: nobody's bone can be there."""

    def __init__(self, place: Set) -> None:
        self.names = [one.name for one in place.obstacles]
        self.center = np.array([one.center for one in place.obstacles], np.float64).reshape(-1, 3)
        self.half = np.array([one.half for one in place.obstacles], np.float64).reshape(-1, 3)
        yaw = np.array([one.yaw for one in place.obstacles], np.float64)
        self.cos, self.sin = np.cos(yaw), np.sin(yaw)
        self.walls = np.array(["wall" in name for name in self.names], bool)

    def _inside(self, points: F64) -> F64:
        off = points[:, None] - self.center
        x = off[..., 0] * self.cos - off[..., 2] * self.sin
        z = off[..., 0] * self.sin + off[..., 2] * self.cos
        return np.min([self.half[:, 0] - abs(x), self.half[:, 1] - abs(off[..., 1]), self.half[:, 2] - abs(z)], axis=0)

    def depth(self, points: F64) -> F64:
        """Metres within a wall (what else is boxed in may be hollow: a chair, a table)."""
        if not self.walls.any():
            return np.zeros(len(points))
        return np.asarray(self._inside(points)[:, self.walls].max(1), np.float64)
