"""What a director reads out of a performance: who talks to whom, who stays, who walks.

Everything is sampled every few frames ("steps"), enough for judging views.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.directing.bodies import largeness, limbs_at
from fairtake.geometry.quaternion import multiply, rotate
from fairtake.model.breakdown import Action
from fairtake.model.figure import JOINT_PARENTS, joint_index
from fairtake.model.performance import PerformerTrack, ScenePerformance

__all__ = ["TRAVELS", "Stay", "Story", "Travel", "Turn", "changes", "read_story"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

TRAVELS = frozenset({Action.GO, Action.ENTER, Action.EXIT, Action.RUN})
"""Actions that carry a body across the floor."""

_RATE = 6.0  # steps a second
_SETTLES, _SETTLED = 0.5, 3.5  # seconds of a stay from which its place is read
_GRID = 0.04  # metres
_OWN = 3.0  # degrees to which headings are rounded


@dataclass(frozen=True, slots=True)
class Turn:
    """A line being said: frames `start` to `end`; `speaker` and `listener` are places in
    Story.roles, -1 when nobody on the set speaks or is spoken to."""

    start: int
    end: int
    speaker: int
    listener: int
    text: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Frames `start` to `end` during which one person keeps their place. `eyes` and `chest`
    in metres; `facings` are headings (0 is +z, toward +x), the one looked along most first."""

    person: int
    start: int
    end: int
    eyes: tuple[float, float, float]
    chest: tuple[float, float, float]
    facings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Travel:
    """Frames `start` to `end` during which one person crosses the floor, by `distance` m."""

    person: int
    start: int
    end: int
    distance: float


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """T steps of `step` frames, P people.

    `frame` (T,) the middle frame of each step; `eyes`, `chest`, `gaze`, `face`, `velocity`
    (T, P, 3): `face` is where the head points, half way to the look; `limbs` (T, P, 10, 3) as
    bodies.limbs_at has them; `present`, `speaking`
    (T, P); `turn` (T,) place in `turns` or -1; `age` (T,) seconds since it began; `pair`
    (T, 2) the two who talk with each other, or -1; `weight` (T, P) how much each person
    matters at that moment, rows sum to at most 1; `tension` (T,); `walking` (T, P).
    """

    fps: int
    frames: int
    step: int
    roles: tuple[str, ...]
    frame: Ints
    eyes: Array
    chest: Array
    gaze: Array
    face: Array
    limbs: Array
    velocity: Array
    present: Mask
    speaking: Mask
    walking: Mask
    turns: tuple[Turn, ...]
    turn: Ints
    age: Array
    pair: Ints
    weight: Array
    tension: Array
    stays: tuple[Stay, ...]
    travels: tuple[Travel, ...]
    moments: tuple[tuple[int, int], ...]
    """(frame, seed) of everything that begins: the scene, each line, each happening. Chance and
    sampling hang on these and not on the clock, so that what merely comes some frames later is
    shot in the same way. A line's seed is that of its role and first word."""
    large: tuple[float, ...]
    """How much larger than a person's the frame of each performer must be (a horse's)."""

    @property
    def seconds(self) -> Array:
        """(T,) the length of each step in seconds."""
        starts = np.arange(len(self.frame)) * self.step
        return np.asarray((np.minimum(starts + self.step, self.frames) - starts) / self.fps, np.float64)

    def at(self, frame: int) -> int:
        """The step that holds a frame."""
        return min(max(frame, 0) // self.step, len(self.frame) - 1)


def read_story(performance: ScenePerformance) -> Story:
    """Read a scene. A pure function; any number of people, lines and happenings, also none."""
    fps, frames = performance.fps, performance.frames
    step = max(1, round(fps / _RATE))
    count = max(1, math.ceil(frames / step))
    frame = np.minimum(np.arange(count) * step + step // 2, frames - 1)
    tracks = performance.performers
    people = len(tracks)
    roles = tuple(track.role for track in tracks)

    def stack(rows: list[Array]) -> Array:
        return np.stack(rows, axis=1) if rows else np.zeros((count, 0, 3))

    eyes = stack([np.asarray(track.head[frame], np.float64) for track in tracks])
    root = stack([np.asarray(track.root[frame], np.float64) for track in tracks])
    gaze = stack([np.asarray(track.gaze[frame], np.float64) for track in tracks])
    face = stack([_face(track, frame) for track in tracks])
    present = np.zeros((count, people), bool)
    for index, track in enumerate(tracks):
        present[:, index] = track.present[frame]
    velocity = np.gradient(eyes, step / fps, axis=0) if count > 1 else np.zeros_like(eyes)
    walking = _walking(eyes, present, fps / step)
    turns = _turns(performance, roles, eyes, gaze, present, step)
    turn, age = np.full(count, -1, np.int64), np.zeros(count)
    speaking = np.zeros((count, people), bool)
    for place, said in enumerate(turns):
        inside = (frame >= said.start) & (frame < said.end)
        turn[inside] = place
        age[inside] = (frame[inside] - said.start) / fps
        if said.speaker >= 0:
            speaking[inside, said.speaker] = True
    pair = _pairs(turns, frame, present)
    tension = np.clip(
        np.asarray(performance.tension, np.float64)[np.minimum(frame, len(performance.tension) - 1)], 0, 1
    )
    return Story(
        fps=fps,
        frames=frames,
        step=step,
        roles=roles,
        frame=frame,
        eyes=eyes,
        chest=eyes * 0.5 + root * 0.5,
        gaze=gaze,
        face=face,
        limbs=np.stack([limbs_at(track, frame) for track in tracks], axis=1) if tracks else np.zeros((count, 0, 10, 3)),
        velocity=velocity,
        present=present,
        speaking=speaking & present,
        walking=walking,
        turns=turns,
        turn=turn,
        age=age,
        pair=pair,
        weight=_weight(performance, roles, frame, present, speaking, pair),
        tension=tension,
        stays=_stays(frame, frames, step, fps, eyes, root, gaze, present, speaking, walking),
        travels=_travels(frame, step, frames, fps, eyes, walking),
        moments=_moments(performance),
        large=tuple(largeness(track) for track in tracks),
    )


def _moments(performance: ScenePerformance) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    for event in performance.happenings:
        found[event.start] = zlib.crc32(f"{event.action} {event.agent} {event.theme}".encode())
    for line in performance.lines:
        first = line.text.split(maxsplit=1)[:1]
        found[round(line.start * performance.fps)] = zlib.crc32(f"{line.role} {first}".encode())
    ordered = [(0, 0)]
    for frame in sorted(found):
        if frame - ordered[-1][0] >= performance.fps / 2 and frame < performance.frames:
            # With the one before it, or every line that begins with "I" would be alike.
            seed = zlib.crc32(f"{found[frame]} {ordered[-1][1] % 1009}".encode())
            ordered.append((frame, seed))
    return tuple(ordered)


def _face(track: PerformerTrack, frame: Ints) -> Array:
    """Half way between where the head points and where the eyes look: (T, 3) unit."""
    chain: list[int] = []
    joint = joint_index("head")
    while joint >= 0:
        chain.append(joint)
        joint = JOINT_PARENTS[joint]
    turned: npt.NDArray[np.floating[Any]] = np.asarray(track.rotations[frame, chain[-1]], np.float64)
    for joint in reversed(chain[:-1]):
        turned = multiply(turned, np.asarray(track.rotations[frame, joint], np.float64))
    forward = rotate(turned, np.broadcast_to(np.array([0.0, 0.0, 1.0]), (len(frame), 3)))
    both = forward + np.asarray(track.gaze[frame], np.float64)
    length = np.linalg.norm(both, axis=1, keepdims=True)
    return np.asarray(np.where(length > 0.1, both / np.maximum(length, 0.1), forward), np.float64)


def _walking(eyes: Array, present: Mask, rate: float) -> Mask:
    """Whether the head has gone more than 30 cm within the second around each step."""
    count = len(eyes)
    half = max(1, round(rate / 2))
    later = eyes[np.minimum(np.arange(count) + half, count - 1)]
    earlier = eyes[np.maximum(np.arange(count) - half, 0)]
    moved = np.linalg.norm((later - earlier)[..., :], axis=-1) if eyes.shape[1] else np.zeros(eyes.shape[:2])
    # Where somebody comes or goes within the second the jump in place is no walk.
    steady = present[np.minimum(np.arange(count) + half, count - 1)] & present[np.maximum(np.arange(count) - half, 0)]
    return np.asarray((moved > 0.3) & present & steady, bool)


def _turns(
    performance: ScenePerformance, roles: tuple[str, ...], eyes: Array, gaze: Array, present: Mask, step: int
) -> tuple[Turn, ...]:
    fps, last = performance.fps, len(eyes) - 1
    ordered = sorted(performance.lines, key=lambda line: (line.start, line.line))
    cast: list[int] = []
    for line in ordered:
        where = min(max(round((line.start + line.end) / 2 * fps) // step, 0), last)
        person = roles.index(line.role) if line.role in roles and not line.off_screen else -1
        cast.append(person if person >= 0 and present[where, person] else -1)
    turns: list[Turn] = []
    for place, line in enumerate(ordered):
        start, end = round(line.start * fps), round(line.end * fps)
        start = min(max(start, 0), performance.frames - 1)
        end = min(max(end, start + 1), performance.frames)
        speaker, listener = cast[place], -1
        if speaker >= 0:
            span = slice(start // step, min((end - 1) // step, last) + 1)
            before = next((p for p in reversed(cast[:place]) if p not in (speaker, -1)), -1)
            after = next((p for p in cast[place + 1 :] if p not in (speaker, -1)), -1)
            listener = _listener(speaker, eyes[span], gaze[span], present[span], before, after)
        turns.append(Turn(start, end, speaker, listener, line.text))
    return tuple(turns)


def _listener(speaker: int, eyes: Array, gaze: Array, present: Mask, before: int, after: int) -> int:
    """Who is spoken to: looked at most; who spoke last and who speaks next count too."""
    best, found = -1.0, -1
    for other in range(eyes.shape[1]):
        if other == speaker or not present[:, other].any():
            continue
        way = eyes[:, other] - eyes[:, speaker]
        distance = np.maximum(np.linalg.norm(way, axis=1), 0.05)
        aligned = (way * gaze[:, speaker]).sum(1) / distance
        score = float((aligned > 0.94).mean() + 0.5 * aligned.mean() - 0.02 * distance.mean())
        score += 0.35 * (other == before) + 0.3 * (other == after)
        if found < 0 or score > best:
            best, found = score, other
    return found


def _pairs(turns: tuple[Turn, ...], frame: Ints, present: Mask) -> Ints:
    """Who talks with whom at each step; silence belongs to the talk before it (or after)."""
    pair = np.full((len(frame), 2), -1, np.int64)
    talks = [turn for turn in turns if turn.speaker >= 0 and turn.listener >= 0]
    for place, turn in enumerate(talks):
        start = 0 if place == 0 else turn.start
        pair[frame >= start] = (min(turn.speaker, turn.listener), max(turn.speaker, turn.listener))
    if not talks and present.shape[1] == 2:
        pair[:] = (0, 1)
    here = np.arange(len(frame))
    if present.shape[1]:
        gone = ~(present[here, pair[:, 0]] & present[here, pair[:, 1]])
        pair[gone] = -1
        pairs = present.sum(1) == 2  # whoever the two are, a line runs between them
        for t in np.flatnonzero(pairs & (pair[:, 0] < 0)):
            pair[t] = np.flatnonzero(present[t])
    return pair


def _weight(
    performance: ScenePerformance, roles: tuple[str, ...], frame: Ints, present: Mask, speaking: Mask, pair: Ints
) -> Array:
    weight = present * 0.15 + speaking * 1.0
    for side in (0, 1):
        valid = pair[:, side] >= 0
        weight[np.flatnonzero(valid), pair[valid, side]] += 0.3
    for event in performance.happenings:
        if event.agent in roles:
            inside = (frame >= event.start - performance.fps // 4) & (frame < event.end + performance.fps // 4)
            weight[inside, roles.index(event.agent)] += event.importance
            if event.theme in roles:
                weight[inside, roles.index(event.theme)] += 0.5 * event.importance
    weight = weight * present
    total = weight.sum(1, keepdims=True) if weight.shape[1] else np.ones((len(frame), 1))
    return np.asarray(weight / np.maximum(total, 1e-9), np.float64)


def _runs(mask: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _stays(
    frame: Ints,
    frames: int,
    step: int,
    fps: int,
    eyes: Array,
    root: Array,
    gaze: Array,
    present: Mask,
    speaking: Mask,
    walking: Mask,
) -> tuple[Stay, ...]:
    stays: list[Stay] = []
    for person in range(eyes.shape[1]):
        runs: list[tuple[int, int]] = []
        for a, b in _runs(present[:, person] & ~walking[:, person]):
            # A slow drift that the walking test misses still ends a stay after a third of a metre.
            start = a
            total = np.concatenate([np.zeros((1, 3)), np.cumsum(eyes[:, person], axis=0)])
            for t in range(a + 1, b):
                x, y, z = eyes[t, person] - (total[t + 1] - total[start]) / (t + 1 - start)
                if x * x + y * y + z * z > 0.09:
                    runs.append((start, t))
                    start = t
            runs.append((start, b))
        for a, b in runs:
            if (b - a) * step < 0.8 * fps:
                continue
            # The place somebody has taken, not the mean of all that follows: how long they
            # stay must not move the camera.
            rate = fps / step
            early = slice(a + min(round(_SETTLES * rate), (b - a) // 2), min(b, a + round(_SETTLED * rate)))
            middle = _rounded(np.median(eyes[early, person], axis=0))
            chest = _rounded(np.median((eyes[early, person] + root[early, person]) / 2, axis=0))
            stays.append(
                Stay(
                    person,
                    0 if a == 0 else a * step,
                    min(b * step, frames),
                    (float(middle[0]), float(middle[1]), float(middle[2])),
                    (float(chest[0]), float(chest[1]), float(chest[2])),
                    _facings(gaze[a:b, person], np.where(speaking[a:b, person], 3.0, 1.0)),
                )
            )
    return tuple(replace(stay, facings=_aimed(stay, stays)) for stay in stays)


def changes(story: Story) -> list[Travel]:
    """When, for a second or more, somebody is neither in a place nor on a way between two: sits
    down, gets up, bends for something. No setup made for a place or a walk is sure to hold them."""
    found: list[Travel] = []
    for person in range(len(story.roles)):
        loose = story.present[:, person].copy()
        held = [(stay.start, stay.end) for stay in story.stays if stay.person == person]
        held += [(travel.start, travel.end) for travel in story.travels if travel.person == person]
        for first, last in held:
            loose[(story.frame >= first) & (story.frame < last)] = False
        for a, b in _runs(loose):
            start, end = a * story.step, min(b * story.step, story.frames)
            if end - start >= story.fps:
                found.append(Travel(person, start, end, 0.0))
    return found


def _rounded(point: Array) -> Array:
    return np.asarray(np.round(point / _GRID) * _GRID, np.float64)


def _aimed(stay: Stay, stays: list[Stay]) -> tuple[float, ...]:
    """The headings of a stay as bearings of those it looks at, where it looks at anybody."""
    bearings = [
        math.atan2(other.eyes[0] - stay.eyes[0], other.eyes[2] - stay.eyes[2])
        for other in stays
        if other.person != stay.person and min(other.end, stay.end) > max(other.start, stay.start)
    ]
    own = math.radians(_OWN)
    found: list[float] = []
    for heading in stay.facings:
        near = min(bearings, key=lambda bearing: -math.cos(bearing - heading), default=heading + math.pi)
        aim = near if math.cos(near - heading) > math.cos(math.radians(12)) else heading
        aim = round(aim / own) * own
        if aim not in found:
            found.append(aim)
    return tuple(found)


def _facings(gaze: Array, weight: Array) -> tuple[float, ...]:
    """The one or two headings looked along most."""
    yaw = np.arctan2(gaze[:, 0], gaze[:, 2])
    level = np.hypot(gaze[:, 0], gaze[:, 2]) > 0.15
    if not level.any():
        return (float(yaw[0]),)
    yaw, weight = yaw[level], weight[level]
    centers = np.linspace(-math.pi, math.pi, 24, endpoint=False)
    nearness = np.cos(yaw[None] - centers[:, None])
    votes = (np.exp(12 * (nearness - 1)) * weight).sum(1)
    votes = np.round(votes / weight.sum(), 2)
    headings: list[float] = []
    for place in np.argsort(-votes, kind="stable"):
        near = np.cos(yaw - centers[place]) > 0.85
        if not near.any():
            continue
        share = weight[near].sum() / weight.sum()
        heading = math.atan2(
            float((np.sin(yaw[near]) * weight[near]).sum()), float((np.cos(yaw[near]) * weight[near]).sum())
        )
        if not headings or (share > 0.2 and all(math.cos(heading - other) < 0.7 for other in headings)):
            headings.append(heading)
        if len(headings) == 2:
            break
    return tuple(headings)


def _travels(frame: Ints, step: int, frames: int, fps: int, eyes: Array, walking: Mask) -> tuple[Travel, ...]:
    travels: list[Travel] = []
    for person in range(eyes.shape[1]):
        for a, b in _runs(walking[:, person]):
            path = eyes[a:b, person][:, [0, 2]]
            distance = float(np.linalg.norm(path[-1] - path[0]))
            if distance > 0.8 and (b - a) * step > 0.6 * fps:
                travels.append(Travel(person, a * step, min(b * step, frames), distance))
    return tuple(sorted(travels, key=lambda travel: (travel.start, travel.person)))
