"""Four legs over a whole scene: trunk, legs, tail, ears; standing, sitting, lying, jumping.

In: a Score (its travels, postures, gazes, head moves, moods; steps and hands are people's and
are not read) and a figure with a species. A posture's `height` is that of what the animal stands
on, its `name` "stand", "sit", "lie", "sleep" or "jump". Out: a Performed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from fairtake.geometry.quaternion import conjugate, from_axis_angle, from_euler, multiply, slerp
from fairtake.model.figure import FACE_NEUTRAL, FACE_PARAMETERS, joint_index
from fairtake.model.performance import Contact, PerformerTrack
from fairtake.staging.motion.animal_feet import Footfall, PawTrack, Stride, gait_footfalls, play_paws, strides
from fairtake.staging.motion.animal_looks import blinks, calls_of, head_turn, moods_of, move_of, noise_of, swings
from fairtake.staging.motion.body import play_floor
from fairtake.staging.motion.build import Build, measure
from fairtake.staging.motion.ease import Array, min_jerk, settled, smooth, smooth_below, smoothstep, window
from fairtake.staging.motion.gaze import Place
from fairtake.staging.motion.limbs import two_bones
from fairtake.staging.motion.perform import Performed
from fairtake.staging.motion.score import Score
from fairtake.staging.motion.vectors import rotate, unit

__all__ = ["FourLegs", "play_quadruped", "prepare_quadruped"]

_X = np.array([1.0, 0.0, 0.0])
_Y = np.array([0.0, 1.0, 0.0])
_Z = np.array([0.0, 0.0, 1.0])
_POSTURES = ("stand", "sit", "lie", "sleep", "jump")
_FEET = (("fingers.L", "hand.L", "upper_arm.L"), ("fingers.R", "hand.R", "upper_arm.R"), ("toe.L", "foot.L", "thigh.L"), ("toe.R", "foot.R", "thigh.R"))  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Measures:
    """What motion needs of a body, metres: `tall` at the hip, `belly` the lowest of the trunk,
    `long` from hips to shoulders, `stand` (4, 3) where the paws are at rest, `sole` (4,) the
    height of the paw joints."""

    tall: float
    belly: float
    long: float
    stand: Array
    sole: Array
    sit_pitch: float
    sit_back: float


@dataclass(frozen=True, slots=True, eq=False)
class FourLegs:
    """A body without its look: `share` posture -> (N,) how much of it there is, `level` (N,) what
    is stood on, `root` (N, 3) and `trunk` (N, 4) of the pelvis, `chest` (N, 4), `yaw` (N,),
    `eyes` (N, 3) about where they are, `falls` all footfalls."""

    measures: _Measures
    build: Build
    share: dict[str, Array]
    level: Array
    stride: Stride
    paws: PawTrack
    falls: tuple[Footfall, ...]
    root: Array
    trunk: Array
    chest: Array
    yaw: Array
    pitch: Array
    eyes: Array


def _measures(score: Score) -> _Measures:
    figure = score.figure
    rest = np.asarray(figure.rest, np.float64)
    vertices = np.asarray(figure.mesh.vertices, np.float64)
    mainly = figure.joints[np.arange(len(vertices)), figure.weights.argmax(1)]
    trunk = np.isin(mainly, [joint_index(n) for n in ("pelvis", "spine", "chest")])
    belly = float(np.quantile(vertices[trunk, 1], 0.02))
    stand = np.stack([rest[joint_index(paw)] for paw, _, _ in _FEET])
    sole = stand[:, 1].copy()
    stand[:, 1] = 0.0
    pelvis, shoulder = rest[0], rest[joint_index("upper_arm.L")]
    ahead, up = float(shoulder[2] - pelvis[2]), float(shoulder[1] - pelvis[1])
    # Sitting: the rump on the ground, the shoulder where it stands; the trunk rises to it.
    low = float(pelvis[1] - belly) * 0.86
    pitch = np.linspace(0.1, 1.1, 101)
    rises = low + ahead * np.sin(pitch) + up * np.cos(pitch)
    sit = float(pitch[np.abs(rises - 0.985 * shoulder[1]).argmin()])
    back = float(shoulder[2] - (ahead * np.cos(sit) - up * np.sin(sit)) - pelvis[2]) - 0.03 * ahead
    return _Measures(float(rest[joint_index("thigh.L")][1]), belly, ahead, stand, sole, sit, back)


def _shares(score: Score, frames: int, fps: int) -> tuple[dict[str, Array], Array]:
    share: dict[str, Array] = {name: np.zeros(frames) for name in _POSTURES}
    first = score.posture.name if score.posture.name in _POSTURES else "stand"
    share[first][:] = 1.0
    level: Array = np.full(frames, score.posture.height)
    for key in score.postures:
        name = key.name if key.name in _POSTURES else "stand"
        span = slice(window(key.start, key.end, fps, frames).start, frames)
        u = np.clip((np.arange(frames)[span] / fps - key.start) / max(key.end - key.start, 1e-3), 0, 1)
        w = min_jerk(u)
        into = "stand" if name == "jump" else name
        for other in _POSTURES:
            share[other][span] *= 1 - w
        share[into][span] += w
        before = level[span.start] if span.start < frames else 0.0
        if name == "jump":
            # Up quickly and down late, as what is thrown flies; a crouch comes before.
            flight = np.clip((u - 0.30) / 0.62, 0, 1)
            over = 0.16 * score.figure.height + 0.12 * abs(key.height - before)
            peak = max(key.height, before) + over
            rise = np.where(
                flight < 0.6,
                before + (peak - before) * np.sin(np.pi / 2 * flight / 0.6),
                key.height + (peak - key.height) * np.cos(np.pi / 2 * (flight - 0.6) / 0.4),
            )
            level[span] = np.where(flight >= 1, key.height, rise)
            share["jump"][span] = np.sin(np.pi * np.clip(u / 0.94, 0, 1)) ** 2
        else:
            level[span] = before + (key.height - before) * w
    return share, level


def _posture_feet(m: _Measures, name: str, species: str) -> Array:
    """Where the paws are (4, 3) about the middle of the body."""
    feet = m.stand.copy()
    if name == "sit":
        feet[2:, 2] += m.sit_back + 0.52 * m.tall
        feet[2:, 0] *= 1.55
        feet[:2, 2] -= 0.02 * m.tall
    elif name in ("lie", "sleep"):
        feet[:2, 2] += (0.34 if species == "dog" else 0.20) * m.tall
        feet[:2, 0] *= 1.08
        feet[2:, 2] += 0.36 * m.tall
        feet[2:, 0] *= 1.55
    return feet


def _falls(score: Score, m: _Measures, stride: Stride, ground: Array, yaw: Array, level: Array, fps: int) -> list[Footfall]:  # fmt: skip
    """Footfalls of the gait, and of every change of posture."""
    falls = gait_footfalls(stride, ground, yaw, _walked_on(score, level, fps), m.stand, m.tall, fps)
    frames = len(yaw)
    for key in score.postures:
        jump = key.name == "jump"
        end = min(frames - 1, round(key.end * fps))
        feet = _posture_feet(m, key.name, score.figure.species)
        if jump:
            falls = [f for f in falls if not key.start - 0.05 < f.land < key.end + 0.3]
        for k, foot in enumerate((0, 1, 2, 3)):
            turn, (x, z) = yaw[end], ground[end]
            side, ahead = feet[foot, 0], feet[foot, 2]
            goal = (float(x + np.cos(turn) * side + np.sin(turn) * ahead), float(key.height), float(z - np.sin(turn) * side + np.cos(turn) * ahead))  # fmt: skip
            span = key.end - key.start
            held = [f for f in falls if f.foot == foot and f.land <= key.end]
            before = held[-1].hold if held else None
            if before is not None and np.hypot(before[0] - goal[0], before[2] - goal[2]) < 0.02 * m.tall and not jump:
                continue
            if jump:
                lift, land = key.start + (0.27 if foot < 2 else 0.36) * span, key.start + (0.88 if foot < 2 else 0.95) * span  # fmt: skip
            else:
                lift = key.start + (0.12 + 0.10 * k) * span
                land = lift + 0.42 * span
            if held and held[-1].land > lift:
                lift = held[-1].land + 0.02
                land = max(land, lift + 0.1)
            falls.append(Footfall(foot, lift, land, goal, float(turn), 0.05 * m.tall if not jump else 0.10 * m.tall))
        falls.sort(key=lambda f: (f.lift, f.foot))
    return falls


def _walked_on(score: Score, level: Array, fps: int) -> Array:
    """The level paws are set down on: that of the last posture, never that of a flight."""
    out = np.full(len(level), score.posture.height)
    for key in score.postures:
        out[min(len(level), round(key.end * fps)) :] = key.height
    return out


def prepare_quadruped(score: Score, frames: int, fps: int) -> FourLegs:
    """The body without its look."""
    build = measure(score.figure)
    m = _measures(score)
    floor = play_floor(score, frames, fps)
    share, level = _shares(score, frames, fps)
    # A flight is no walk.
    stride = strides(floor.ground, floor.yaw, m.tall, m.long, fps)
    stride = replace(stride, rate=stride.rate * (share["jump"] < 0.05))
    stride = replace(stride, phase=np.cumsum(stride.rate) / fps)
    falls = _falls(score, m, stride, floor.ground, floor.yaw, level, fps)
    start = _placed(_posture_feet(m, score.posture.name, score.figure.species), score.place, score.yaw)
    start[:, 1] = score.posture.height
    paws = play_paws(start, score.yaw, falls, frames, fps)
    rest = np.asarray(score.figure.rest, np.float64)
    still = 1 - np.clip(share["sit"] + share["lie"] + share["sleep"], 0, 1)
    wave = 2 * np.pi * stride.phase
    trot = smoothstep((stride.froude - 0.48) / 0.2) * stride.moving
    gallop = smoothstep((stride.froude - 1.30) / 0.35) * stride.moving
    noise = noise_of(score, frames, fps, 41)
    np.arange(frames) / fps
    breath = swings(score, frames, fps, 0.38 if m.tall < 0.8 else 0.25)
    bounce = m.tall * (0.026 * trot * (1 - gallop) * np.cos(2 * wave) + 0.045 * gallop * np.cos(wave) + 0.008 * stride.moving * (1 - trot) * np.cos(2 * wave))  # fmt: skip
    crouch = m.tall * 0.16 * np.sin(np.pi * np.clip(_jump_phase(score, frames, fps) / 0.32, 0, 1)) ** 2
    down = np.clip(share["lie"] + share["sleep"], 0, 1)
    low = (rest[0, 1] - m.belly) * 0.86
    drop = share["sit"] * (rest[0, 1] - low) + down * (m.belly - 0.012 * m.tall)
    high = rest[0, 1] - drop + bounce * still - crouch + 0.004 * m.tall * breath
    # Nose up is positive here.
    pitch = share["sit"] * m.sit_pitch + 0.06 * share["lie"] + 0.03 * share["sleep"]
    pitch = pitch + gallop * 0.10 * np.sin(wave + 0.6) + 0.012 * stride.moving * np.sin(2 * wave)
    pitch = pitch + _jump_pitch(score, level, frames, fps)
    roll = 0.02 * stride.moving * np.sin(wave) + 0.010 * noise[:, 0]
    ahead = share["sit"] * m.sit_back + 0.012 * m.tall * noise[:, 1] * still
    # Legs that do not reach what they stand on pull the body down to it.
    for _ in range(2):
        root, trunk = _trunk(rest, floor.ground, floor.yaw, level, high, ahead, pitch, roll)
        over = _too_high(build, rest, root, trunk, floor.yaw, paws, m)
        front, hind = (np.minimum(over[:, i], over[:, i + 1]) for i in (0, 2))
        front, hind = (smooth_below(np.minimum(v, 0.0), max(1, round(0.05 * fps))) for v in (front, hind))
        high = high + hind
        pitch = pitch + np.clip(front - hind, -0.3 * m.tall, 0.3 * m.tall) / m.long
    root, trunk = _trunk(rest, floor.ground, floor.yaw, level, high, ahead, pitch, roll)
    # The forehand goes where the way goes; the hindquarters follow.
    lead = max(1, round(0.10 * fps))
    turned = floor.yaw[np.minimum(np.arange(frames) + lead, frames - 1)] - floor.yaw
    bend = smooth(np.clip(turned * 1.6, -0.5, 0.5), lead)
    arch = -0.16 * share["sit"] + 0.10 * gallop * np.sin(wave + 2.0)
    chest = multiply(trunk, from_euler(bend, arch))
    spine = _spine(rest, root, trunk, chest)
    at_chest = spine + rotate(slerp(trunk, chest, np.full(frames, 0.5)), rest[2] - rest[1])
    eyes = at_chest + rotate(from_euler(floor.yaw + bend), rest[4] + np.asarray(score.figure.eye) - rest[2])
    return FourLegs(
        m, build, share, level, stride, paws, tuple(falls), root, trunk, chest, floor.yaw + bend, pitch, eyes
    )


def _spine(rest: Array, root: Array, trunk: Array, chest: Array) -> Array:
    return np.asarray(root + rotate(trunk, rest[1] - rest[0]))


def _placed(feet: Array, place: tuple[float, float], yaw: float) -> Array:
    out = feet.copy()
    out[:, 0] = place[0] + np.cos(yaw) * feet[:, 0] + np.sin(yaw) * feet[:, 2]
    out[:, 2] = place[1] - np.sin(yaw) * feet[:, 0] + np.cos(yaw) * feet[:, 2]
    return out


def _jump_phase(score: Score, frames: int, fps: int) -> Array:
    out = np.zeros(frames)
    t = np.arange(frames) / fps
    for key in score.postures:
        if key.name == "jump":
            u = (t - key.start) / max(key.end - key.start, 1e-3)
            out = np.where((u > 0) & (u < 1), u, out)
    return out


def _jump_pitch(score: Score, level: Array, frames: int, fps: int) -> Array:
    """Up with the nose first, and down with it."""
    out = np.zeros(frames)
    t = np.arange(frames) / fps
    for key in score.postures:
        if key.name != "jump":
            continue
        u = np.clip((t - key.start) / max(key.end - key.start, 1e-3), 0, 1)
        before = level[min(frames - 1, round(key.start * fps))]
        up = float(np.clip((key.height - before) / 0.6, -0.6, 0.7))
        out += 0.55 * max(up, 0.25) * np.sin(np.pi * np.clip((u - 0.16) / 0.5, 0, 1)) ** 2
        out -= 0.45 * max(-up, 0.35) * np.sin(np.pi * np.clip((u - 0.58) / 0.42, 0, 1)) ** 2
    return out


def _trunk(rest: Array, ground: Array, yaw: Array, level: Array, high: Array, ahead: Array, pitch: Array, roll: Array) -> tuple[Array, Array]:  # fmt: skip
    turn = from_euler(yaw, -pitch, roll)
    flat = from_euler(yaw)
    offset = np.stack([np.zeros(len(yaw)), np.zeros(len(yaw)), rest[0, 2] + ahead], -1)
    root = rotate(flat, offset)
    root[:, 0] += ground[:, 0]
    root[:, 2] += ground[:, 1]
    root[:, 1] = level + high
    return root, turn


def _too_high(build: Build, rest: Array, root: Array, trunk: Array, yaw: Array, paws: PawTrack, m: _Measures) -> Array:
    """How far each leg's hang-on point must come down (N, 4) for its paw to be reached; positive
    where there is room."""
    out = np.empty((len(root), 4))
    for foot, (_, _, hang) in enumerate(_FEET):
        first, second = (build.upper, build.fore) if foot < 2 else (build.thigh, build.shin)
        longest = (first[foot % 2] + second[foot % 2]) * 0.992
        high = root + rotate(trunk, rest[joint_index(hang)] - rest[0])
        goal = _wrist(rest, foot, paws, yaw, high, m)[0]
        flat = (goal[:, 0] - high[:, 0]) ** 2 + (goal[:, 2] - high[:, 2]) ** 2
        out[:, foot] = goal[:, 1] + np.sqrt(np.maximum(longest**2 - flat, 0.02 * longest**2)) - high[:, 1]
        out[:, foot] += 0.10 * m.tall * paws.air[:, foot]
    return out


def _wrist(rest: Array, foot: int, paws: PawTrack, yaw: Array, hang: Array, m: _Measures) -> tuple[Array, Array, Array]:
    """Where wrist or hock is (N, 3), and the turns of the bone below it and of the paw (N, 4)."""
    paw, wrist, _ = _FEET[foot]
    bone = rest[joint_index(paw)] - rest[joint_index(wrist)]
    at = paws.at[:, foot] + np.array([0.0, m.sole[foot], 0.0])
    heading = paws.yaw[:, foot]
    # How far the paw is behind what it hangs on, in the direction it points.
    behind = (hang[:, 0] - at[:, 0]) * np.sin(heading) + (hang[:, 2] - at[:, 2]) * np.cos(heading)
    tall = np.maximum(hang[:, 1] - at[:, 1], 0.05 * m.tall)
    usual = float(rest[joint_index(_FEET[foot][2])][2] - rest[joint_index(paw)][2])
    lean = np.arctan2(behind, tall) - np.arctan2(usual, float(rest[joint_index(_FEET[foot][2])][1]))
    air = paws.air[:, foot]
    if foot < 2:
        low = smoothstep((0.62 - tall / (rest[joint_index("upper_arm.L")][1])) / 0.3)
        pitch = np.clip(0.75 * lean, -1.25, 0.9) * (1 - 0.3 * low) - 0.35 * low + air * 0.95
    else:
        low = smoothstep((0.70 - tall / m.tall) / 0.35)
        flat = -np.arctan2(-bone[1], bone[2]) + 0.12
        pitch = np.clip(0.85 * lean, -0.7, 0.9) * (1 - low) + flat * low + air * 0.5
    turn = from_euler(heading, pitch)
    own = from_euler(heading, np.clip(0.30 * np.maximum(pitch, 0) * (air > 0) + air * 0.7, 0, 1.3))
    return at - rotate(turn, bone), turn, own


def play_quadruped(score: Score, body: FourLegs, place: Place, frames: int, fps: int) -> Performed:
    """The whole performance of one animal."""
    figure, m, build = score.figure, body.measures, body.build
    rest = np.asarray(figure.rest, np.float64)
    names = figure.joint_names
    share, stride = body.share, body.stride
    noise = noise_of(score, frames, fps, 43)
    species = figure.species
    wave = 2 * np.pi * stride.phase
    np.arange(frames) / fps
    asleep = np.maximum(share["sleep"], move_of(score, ("sleep",), frames, fps, 0.8))
    low = move_of(score, ("sniff", "graze", "drink", "lick low"), frames, fps, 0.45) * (1 - asleep)
    up = move_of(score, ("howl", "neigh"), frames, fps, 0.25)
    side, down = head_turn(score, body.eyes, body.yaw, place, frames, fps, 1.25)
    calm = 1 - np.clip(asleep + low, 0, 1)
    side, down = side * calm + 0.05 * noise[:, 0] * (1 - asleep), down * calm + 0.04 * noise[:, 1] * calm
    tilt = move_of(score, ("tilt",), frames, fps, 0.3) * 0.38
    shake = move_of(score, ("shake",), frames, fps) * swings(score, frames, fps, 5.5)
    nodding = 0.07 * stride.moving * (1 - smoothstep((stride.froude - 0.5) / 0.2)) * np.sin(2 * wave + 0.8)
    # The neck rises and falls in the world, whatever the trunk does.
    horse = species == "horse"
    trotting = stride.moving * smoothstep((stride.froude - 0.9) / 0.5)
    neck = 0.45 * down + nodding - 0.35 * up + 0.16 * trotting * (1 if not horse else 0.6)
    head = 0.55 * down - 0.3 * nodding - 0.55 * up
    reach = {"dog": 1.20, "cat": 1.05, "horse": 1.55}[species]
    neck = neck + low * reach + asleep * (0.62 if not horse else 0.75)
    head = head + low * (0.15 if not horse else -0.55) + asleep * (0.10 if not horse else -0.2)
    bark = calls_of(score, frames, fps)
    toss = move_of(score, ("bark", "caw", "snort"), frames, fps, 0.06)
    neck = neck - 0.10 * toss
    lie = np.clip(share["lie"] + share["sleep"], 0, 1)
    neck = neck - 0.12 * share["sit"]
    q_neck = from_euler(body.yaw + 0.5 * side, neck - 0.25 * body.pitch, 0.3 * tilt)
    q_head = from_euler(body.yaw + side + 0.35 * shake, neck * 0.55 + head, tilt + 0.25 * shake)
    spine = slerp(body.trunk, body.chest, np.full(frames, 0.5))
    world: dict[str, Array] = {
        "pelvis": body.trunk, "spine": spine, "chest": body.chest, "neck": q_neck, "head": q_head,
    }  # fmt: skip
    at_chest = body.root + rotate(body.trunk, rest[1] - rest[0]) + rotate(spine, rest[2] - rest[1])
    at_neck = at_chest + rotate(body.chest, rest[3] - rest[2])
    at_head = at_neck + rotate(q_neck, rest[4] - rest[3])
    for foot, (_, _, hang) in enumerate(_FEET):
        name = "LR"[foot % 2]
        if foot < 2:
            world[f"shoulder.{name}"] = body.chest
            high = at_chest + rotate(body.chest, rest[joint_index(hang)] - rest[2])
            lengths, hinges = (build.upper[foot], build.fore[foot]), (build.upper_hinge[foot], build.fore_hinge[foot])
            chain = ("upper_arm", "forearm", "hand", "fingers")
        else:
            high = body.root + rotate(body.trunk, rest[joint_index(hang)] - rest[0])
            lengths, hinges = (
                (build.thigh[foot % 2], build.shin[foot % 2]),
                (build.thigh_hinge[foot % 2], build.shin_hinge[foot % 2]),
            )
            chain = ("thigh", "shin", "foot", "toe")
        goal, bone, own = _wrist(rest, foot, body.paws, body.yaw, high, m)
        sign = 1.0 if foot % 2 == 0 else -1.0
        flat = from_euler(body.yaw)
        down = np.maximum(lie, share["sit"])
        if foot < 2:
            fold = np.stack([sign * (0.12 + 0.35 * lie), 0.25 * lie, np.full(frames, -1.0)], -1)
        else:
            fold = np.stack([sign * (0.12 + 0.38 * down), 0.95 * down, np.full(frames, 1.0)], -1)
        _, _, a, b = two_bones(high, goal, rotate(flat, unit(fold)), lengths[0], lengths[1], hinges)
        for joint, turn in zip(chain, (a, b, bone, own), strict=True):
            world[f"{joint}.{name}"] = turn
    rotations = np.zeros((frames, len(names), 4))
    rotations[..., 3] = 1
    parents = figure.joint_parents
    for joint, turn in world.items():
        j = names.index(joint)
        above = parents[j]
        rotations[:, j] = unit(turn if above < 0 else multiply(conjugate(world[names[above]]), turn))
    _tail(rotations, names, score, body, species, frames, fps, noise)
    _face(rotations, names, score, species, bark, asleep, noise, stride, figure, frames, fps)
    eye_at = at_head + rotate(q_head, np.asarray(figure.eye, np.float64))
    gaze = rotate(q_head, _Z + np.zeros((frames, 3)))
    face = np.tile(np.array(FACE_NEUTRAL), (frames, 1))
    face[:, FACE_PARAMETERS.index("blink")] = np.maximum(blinks(score, frames, fps, 5), asleep)
    present = np.zeros(frames, np.bool_)
    for time, shown in score.shown:
        present[max(0, round(time * fps)) :] = shown
    speaking = np.zeros(frames, np.bool_)
    for speech in score.speeches:
        speaking[max(0, round(speech.start * fps)) : max(0, round(speech.end * fps))] = True
    track = PerformerTrack(
        score.role, settled(body.root), settled(rotations), settled(face), settled(eye_at), settled(unit(gaze)), speaking, present
    )  # fmt: skip
    mouth = at_head + rotate(q_head, np.asarray(figure.palms[0], np.float64))
    grasp = multiply(q_head, build.grasp[0] + np.zeros((frames, 4)))
    return Performed(track, np.stack([mouth, mouth], 1), np.stack([grasp, grasp], 1), build)


def _tail(rotations: Array, names: tuple[str, ...], score: Score, body: FourLegs, species: str, frames: int, fps: int, noise: Array) -> None:  # fmt: skip
    np.arange(frames) / fps
    happy = np.clip(moods_of(score, "joy", frames, fps) + move_of(score, ("wag",), frames, fps, 0.3), 0, 1)
    afraid = np.clip(moods_of(score, "fear", frames, fps) + moods_of(score, "sadness", frames, fps), 0, 1)
    share = body.share
    lie = np.clip(share["lie"] + share["sleep"], 0, 1)
    swing: Array
    lift: Array
    curl: Array
    if species == "dog":
        swing = (
            0.10 * noise[:, 2]
            + happy * 0.52 * swings(score, frames, fps, 3.1)
            + 0.08 * body.stride.moving * np.sin(2 * np.pi * body.stride.phase)
        )
        lift = 0.30 * happy - 0.75 * afraid + 0.15 * body.stride.moving
        curl = 0.10 * happy
    elif species == "cat":
        swing = 0.32 * np.sin(np.pi * swings(score, frames, fps, 0.16) + 2 * noise[:, 2]) + 0.10 * noise[:, 3]
        lift = 0.35 * happy + 0.30 * body.stride.moving - 0.3 * afraid
        curl = 0.18 * noise[:, 4] + 0.05
    else:
        flick = np.clip(noise[:, 2] - 0.25, 0, 1) * 2
        swing = 0.45 * flick * swings(score, frames, fps, 1.1) + 0.05 * noise[:, 3]
        lift = 0.35 * smoothstep((body.stride.froude - 0.7) / 0.4) * body.stride.moving
        curl = np.zeros(frames)
    # On the ground it lies on the ground.
    sat, flat = share["sit"], lie
    root = lift + sat * (body.pitch + 0.10) * (species != "horse") - flat * 0.30
    bends = (
        root,
        curl - 0.10 * sat + 0.22 * flat,
        curl - 0.35 * sat * (species == "cat") - 0.10 * flat,
        curl - 0.40 * (sat + flat) * (species == "cat"),
    )
    around = np.clip(sat + flat, 0, 1) * (0.55 if species == "cat" else 0.10)
    for k, bend in enumerate(bends):
        late = np.roll(swing, k) if k else swing
        if k:
            late[:k] = swing[0]
        turn = multiply(
            from_axis_angle(_Y, late * (1.0, 0.6, 0.5, 0.4)[k] + around * (0.4 if k == 0 else 1.0)),
            from_axis_angle(_X, bend),
        )
        rotations[:, names.index(f"tail.{k + 1}")] = unit(turn)


def _face(rotations: Array, names: tuple[str, ...], score: Score, species: str, bark: Array, asleep: Array, noise: Array, stride: Stride, figure: object, frames: int, fps: int) -> None:  # fmt: skip
    np.arange(frames) / fps
    back = np.clip(
        moods_of(score, "anger", frames, fps)
        + moods_of(score, "fear", frames, fps)
        + move_of(score, ("growl", "hiss", "whine"), frames, fps),
        0,
        1,
    )
    prick = move_of(score, ("tilt", "listen"), frames, fps, 0.2)
    shut = np.maximum(
        blinks(score, frames, fps, 5), np.maximum(asleep, 0.55 * move_of(score, ("purr", "whine"), frames, fps, 0.5))
    )
    flop = 0.22 * stride.moving * np.sin(4 * np.pi * stride.phase - 0.9)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        twitch = np.clip(noise[:, 5 if sign > 0 else 6] - 0.45, 0, 1) * swings(score, frames, fps, 3) * 0.5
        lean = -0.55 * back + 0.16 * prick + twitch
        turn = multiply(from_axis_angle(_Z, sign * (flop + 0.10 * prick - 0.25 * back)), from_axis_angle(_X, lean))
        rotations[:, names.index(f"ear.{side}")] = unit(turn)
        axis = {"horse": (0.45, 0.0, -0.95 * sign)}.get(species, (1.0, 0.0, -0.42 * sign))
        hinge = np.asarray(axis) / np.linalg.norm(axis)
        rotations[:, names.index(f"lid.{side}")] = from_axis_angle(hinge, 1.95 * shut)
    panting = np.clip(smooth(stride.froude, round(1.2 * fps)) - 0.55, 0, 1) * (species == "dog")
    open_ = np.clip(0.50 * bark + panting * (0.22 + 0.08 * swings(score, frames, fps, 3.6)), 0, 0.55)
    rotations[:, names.index("jaw")] = from_axis_angle(_X, open_)


def paw_contacts(score: Score, body: FourLegs, ground: str) -> list[Contact]:
    """What is heard of paws and hooves while the animal is shown."""
    kind, loud = {"horse": ("hoof", 0.55), "dog": ("paw", 0.24)}.get(score.figure.species, ("", 0.0))
    found = []
    for fall in body.falls if kind else ():
        shown = False
        for time, value in score.shown:
            if time <= fall.land:
                shown = value
        if shown:
            found.append(Contact(fall.land, kind, fall.hold, ground, loud, score.role))
    return found


__all__ += ["paw_contacts"]
