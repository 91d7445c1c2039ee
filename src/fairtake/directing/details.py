"""Inserts on things that change hands, and what people see when they look."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.directing.bodies import Body, bodies_at, covered
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View, nearest_size, yaw_to
from fairtake.directing.setup import Setup, angle_of, static_path
from fairtake.directing.toric import screen_point
from fairtake.geometry.camera import fovy_of_lens
from fairtake.geometry.quaternion import rotate
from fairtake.model.breakdown import Action
from fairtake.model.performance import Happening, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.shotlist import Angle, ShotSize

__all__ = ["HANDS", "inserts", "points_of_view", "touch_of"]

Array = npt.NDArray[np.float64]

HANDS = frozenset(
    {
        Action.PICK_UP,
        Action.PUT_DOWN,
        Action.GIVE,
        Action.TAKE,
        Action.OPEN,
        Action.CLOSE,
        Action.USE,
        Action.TOUCH,
    }
)
"""What hands do, and what an insert shows."""


def inserts(crew: Crew, performance: ScenePerformance) -> list[Setup]:
    """Details of hands and things, for happenings that matter (importance 0.5 or more)."""
    found: list[Setup] = []
    story = crew.story
    events = [event for event in performance.happenings if event.action in HANDS and event.importance >= 0.5]
    events.sort(key=lambda event: (-event.importance, event.start))
    wanted = [event for event in events[: 4 + story.frames // (10 * story.fps)] if event.theme not in story.roles]
    things = [_fixture(crew, event, performance) for event in wanted]
    touches = [_meeting(event, performance, thing) for event, thing in zip(wanted, things, strict=True)]
    troupe = _Troupe(performance, [f for touch in touches for f in (touch, *_about(touch, performance))])
    for event, thing, touch in zip(wanted, things, touches, strict=True):
        detail = _detail(event, performance, touch, troupe, thing)
        if detail is not None:
            found += _insert(crew, event, performance, detail, touch, troupe)
    return found


_BEFORE, _AFTER = (1.0, 0.67, 0.33), (0.25, 0.5, 0.8)
"""Seconds before and after a touch at which a detail is looked at."""


def _about(touch: int, performance: ScenePerformance) -> list[int]:
    """The frames on which a detail is looked at: before, on and after the touch."""
    fps = performance.fps
    seconds = (*(-second for second in _BEFORE), 0.0, *_AFTER)
    return [min(max(touch + round(second * fps), 0), performance.frames - 1) for second in seconds]


def _fixture(crew: Crew, event: Happening, performance: ScenePerformance) -> Array | None:
    """Where (3) what is opened or closed is taken hold of: a door's handle, the middle of a
    thing that belongs to the set; None for props and other deeds."""
    if event.action not in (Action.OPEN, Action.CLOSE) or any(prop.name == event.theme for prop in performance.props):
        return None
    word = event.theme.lower()
    named = [mark for mark in crew.set.landmarks if word and any(word.endswith(name) for name in mark.words)]
    places = [mark.position for mark in named if mark.opens]
    if not places and word.endswith(("door", "gate")):
        places = [door.handle for door in crew.set.doors]
    where = np.array(event.position, np.float64)
    near = sorted((float(np.hypot(*(np.array(place) - where)[[0, 2]])), place) for place in places)
    return np.array(near[0][1], np.float64) if near and near[0][0] < 2.5 else None


def _meeting(event: Happening, performance: ScenePerformance, fixture: Array | None) -> int:
    """The frame of the touch; with a fixture the one on which a hand is nearest to it."""
    touch = touch_of(event, performance)
    track = next((t for t in performance.performers if t.role == event.agent), None)
    frames = list(range(event.start, min(event.end, performance.frames), max(1, performance.fps // 6)))
    if fixture is None or track is None or not frames:
        return touch
    gaps = [float(np.linalg.norm(body.palms - fixture, axis=1).min()) for body in bodies_at(track, frames)]
    return frames[int(np.argmin(gaps))]


class _Troupe:
    """The bodies of all performers at some frames of a scene."""

    def __init__(self, performance: ScenePerformance, frames: list[int]) -> None:
        self._tracks = performance.performers
        at = sorted({min(max(frame, 0), performance.frames - 1) for frame in frames})
        self._rows = {frame: row for row, frame in enumerate(at)}
        self._bodies = {track.role: bodies_at(track, at) for track in self._tracks} if at else {}

    def body(self, role: str, frame: int) -> Body:
        """One performer's body at a frame."""
        return self._bodies[role][self._rows[frame]]

    def present(self, frame: int) -> list[Body]:
        """The bodies of all who are there at a frame."""
        return [self.body(track.role, frame) for track in self._tracks if track.present[frame]]


def touch_of(event: Happening, performance: ScenePerformance) -> int:
    """The frame on which a hand meets the thing: when it changes hands, else about the middle
    (or a second before the end, where a long walk comes first)."""
    prop = next((p for p in performance.props if p.name == event.theme), None)
    if prop is not None:
        for frame, _ in prop.holder:
            if event.start < frame <= event.end:
                return frame
    return max((event.start + event.end) // 2, event.end - performance.fps)


@dataclass(frozen=True, slots=True, eq=False)
class _Detail:
    """What an insert shows: `aim` (3) its middle, `points` (n, 3) what must be seen, `tall`
    metres the frame is high there, `facing` the heading of whoever does it."""

    aim: Array
    points: Array
    tall: float
    facing: float


def _detail(
    event: Happening, performance: ScenePerformance, touch: int, troupe: _Troupe, fixture: Array | None
) -> _Detail | None:
    frame = min(max(touch, 0), performance.frames - 1)
    prop = next((p for p in performance.props if p.name == event.theme), None)
    thing = np.asarray(prop.position[frame], np.float64) if prop is not None and prop.visible[frame] else None
    tracks = {track.role: track for track in performance.performers if track.present[frame]}
    hands = [troupe.body(role, frame) for role in _holders(event, prop, touch, tracks)]
    if not hands:
        aim = thing if thing is not None else np.array(event.position, np.float64)
        if aim[1] < 0.25:
            return None
        return _Detail(aim, aim[None] + [0.0, 0.04, 0.0], 0.5, 0.0)
    body = hands[0].eyes
    if len(hands) > 1:
        # The palms that meet: the nearest of one and the other.
        gaps = np.linalg.norm(hands[0].palms[:, None] - hands[1].palms[None], axis=-1)
        one, two = np.unravel_index(int(gaps.argmin()), gaps.shape)
        points = np.stack([hands[0].palms[one], hands[1].palms[two]])
        facing = math.atan2(float(hands[1].eyes[0] - body[0]), float(hands[1].eyes[2] - body[2]))
        if gaps.min() > 0.75:  # it lies, is thrown or is taken later: no hand-over to see
            return None
        small = prop is not None and thing is not None and _length(_corners(prop, frame)) < _SMALL
        tall = max(0.32 if small else 0.42, 1.6 * float(gaps.min()))
        if prop is not None and thing is not None and _length(_corners(prop, frame)) <= _LONG:
            points = np.concatenate([points, _span(_corners(prop, frame))])
        aim = 0.5 * (points.min(0) + points.max(0))
        return _Detail(aim, points, _tall(points, tall), facing)
    palms = hands[0].palms
    if fixture is not None:
        hand = palms[int(np.linalg.norm(palms - fixture, axis=1).argmin())]
        if float(np.linalg.norm(hand - fixture)) > 0.35:  # the hand never comes there
            return None
        points = np.stack([hand, fixture])
    elif thing is None:
        wanted = np.array(event.position, np.float64)
        # A place as high as the eyes is the performer's own: it says nothing of the thing.
        known = bool(event.theme) and wanted[1] < body[1] - 0.25
        if not known and event.action is not Action.USE:
            return None
        hand = palms[int(np.linalg.norm(palms - wanted, axis=1).argmin())]
        if float(np.linalg.norm(hand - wanted)) < 0.6:
            points = hand[None]
        elif wanted[1] > 0.25 and float(np.linalg.norm(wanted - body)) > 0.35:
            points = wanted[None] + [0.0, 0.04, 0.0]
        else:  # the position is the performer's own: it says nothing of the thing
            return None
    else:
        assert prop is not None
        corners = _corners(prop, frame)
        hand, meets = _meets(palms, corners)
        gap = float(np.linalg.norm(hand - meets))
        if gap > 0.45:
            return None
        # Of an umbrella, where it is held.
        points = np.concatenate([hand[None], meets[None] if _length(corners) > _LONG else _span(corners)])
        aim = 0.5 * (points.min(0) + points.max(0))
        facing = math.atan2(float(aim[0] - body[0]), float(aim[2] - body[2]))
        return _Detail(aim, points, _tall(points, 0.26 if gap < 0.12 else 0.42), facing)
    aim = points.mean(0)
    facing = math.atan2(float(aim[0] - body[0]), float(aim[2] - body[2]))
    return _Detail(aim, points, 0.52, facing)


_SMALL = 0.16  # metres up to which a thing is shown as large as the hands allow: a key, a ring
_LONG = 0.6  # metres from which a thing is not shown whole


def _corners(prop: PropTrack, frame: int) -> Array:
    """(8, 3) the corners of a thing's box at a frame; all its own place when no box is known."""
    place = np.asarray(prop.position[frame], np.float64)
    low, high = np.array(prop.box or ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)))
    own = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    return np.asarray(place + rotate(np.asarray(prop.rotation[frame], np.float64), own), np.float64)


def _span(corners: Array) -> Array:
    """(3, 3) the middle of a box and the middles of its two ends along its longest side."""
    sides = corners[[4, 2, 1]] - corners[0]
    half = 0.5 * sides[int(np.linalg.norm(sides, axis=1).argmax())]
    middle = corners.mean(0)
    return np.stack([middle, middle - half, middle + half])


def _length(corners: Array) -> float:
    """Metres along the longest side of a box."""
    return float(np.linalg.norm(corners[[4, 2, 1]] - corners[0], axis=1).max())


def _meets(palms: Array, corners: Array) -> tuple[Array, Array]:
    """The palm (3) that is nearest to a box, and the place (3) in the box it is nearest to."""
    sides = corners[[4, 2, 1]] - corners[0]
    square = np.maximum((sides * sides).sum(1), 1e-9)
    inside = np.clip((palms - corners[0]) @ sides.T / square, 0, 1) @ sides + corners[0]
    best = int(np.linalg.norm(palms - inside, axis=1).argmin())
    return palms[best], inside[best]


def _tall(points: Array, least: float) -> float:
    """Metres the frame is high about points: they and a hand's breadth about them."""
    wide = float(np.linalg.norm((points.max(0) - points.min(0))[[0, 2]])) / 1.6
    return min(max(least, 1.35 * max(float(np.ptp(points[:, 1])), wide) + 0.14), 1.1)


def _holders(event: Happening, prop: PropTrack | None, touch: int, tracks: Mapping[str, PerformerTrack]) -> list[str]:
    """Whose hands meet in an event: the agent's, and the other's when it changes hands."""
    found = [event.agent] if event.agent in tracks else []
    if prop is not None:
        before = [role for frame, role in prop.holder if frame < touch][-1:]
        after = [role for frame, role in prop.holder if frame <= touch + 1][-1:]
        for role in (*before, *after):
            if role in tracks and role not in found:
                found.append(role)
    return found[:2]


def _insert(
    crew: Crew, event: Happening, performance: ScenePerformance, detail: _Detail, touch: int, troupe: _Troupe
) -> list[Setup]:
    """The two clearest views of a detail, from different sides."""
    story = crew.story
    fps = story.fps
    about = _about(touch, performance)
    bodies = [troupe.present(frame) for frame in about]
    middle = len(_BEFORE)
    thing = next((prop for prop in performance.props if prop.name == event.theme), None)
    lens = crew.lenses(ShotSize.CU)[0]
    fovy = fovy_of_lens(lens)
    away = detail.tall / (2 * math.tan(fovy / 2))
    people = (story.roles.index(event.agent),) if event.agent in story.roles else ()
    # A thing held before the chest goes to the upper third where a face would else be cut in two.
    sides = [
        (abs(abs(turn) - 65) / 300 + abs(pitch + 20) / 150 + abs(shift + 0.05) / 1.5, turn, pitch, shift)
        for turn in (40.0, -40.0, 65.0, -65.0, 90.0, -90.0, 115.0, -115.0, 140.0, -140.0)
        for pitch in (-8.0, -20.0, -34.0)
        for shift in (-0.05, -0.38)
    ]
    scored: list[tuple[float, float, Setup]] = []
    best: list[tuple[float, float, Setup]] = []
    for least, turn, pitch, shift in sorted(sides):
        if len(best) == 2 and least > best[1][0]:  # whatever comes now is no better than these
            break
        angle, steep = detail.facing + math.radians(turn), math.radians(pitch)
        offset = np.array([math.sin(angle) * math.cos(steep), -math.sin(steep), math.cos(angle) * math.cos(steep)])
        camera = detail.aim + offset * away
        if camera[1] < 0.2 or (crew.space.interior and crew.space.outside(camera)):
            continue
        view = View(
            (float(camera[0]), float(camera[1]), float(camera[2])), yaw_to(camera, detail.aim), steep, fovy, shift
        )
        if not all(_holds(view, point, crew) for point in detail.points):
            continue
        hidden = crew.look(view, detail.points)
        if hidden is None or not _clear(crew, view, detail.points, bodies[middle]):
            continue
        if crew.space.cluttered(camera, detail.points, hidden).any():
            continue
        # It lasts while nobody comes between, no head draws the eye, and the thing is there.
        first = last = middle
        while first > 0 and _shows(crew, view, detail, thing, about, bodies, first - 1):
            first -= 1
        while last < len(about) - 1 and _shows(crew, view, detail, thing, about, bodies, last + 1):
            last += 1
        start = max(0, touch - round(1.4 * fps)) if first == 0 else about[first]
        end = min(story.frames, touch + round(1.1 * fps)) if last == len(about) - 1 else about[last]
        if first == middle or last == middle or end - start < 1.3 * fps:
            continue
        setup = Setup(
            "insert", people, ShotSize.CU, lens, static_path(view), start, end, hidden,
            theme=event.theme or event.text or "the detail",
            angle=Angle.HIGH if pitch < -14 else Angle.EYE, tags=frozenset({"detail"}),
        )  # fmt: skip
        short = 0.3 * (len(about) - 1 - last + first)
        scored.append((short + 0.1 * len(hidden) + least, turn, setup))
        scored.sort(key=lambda row: (row[0], row[1]))
        best = scored[:1] + [row for row in scored if abs(row[1] - scored[0][1]) > 60][:1]
    return [setup for _, _, setup in best]


def _shows(
    crew: Crew, view: View, detail: _Detail, thing: PropTrack | None, about: list[int], bodies: list[list[Body]], n: int
) -> bool:
    """Whether the thing, or the hand that holds it, is in the frame and free on the n-th of the
    frames `about` a touch."""
    seen = detail.aim[None]
    if thing is not None:
        frame = about[n]
        corners = _corners(thing, frame)
        if _length(corners) > _LONG:  # the hand must do
            seen = np.stack([palm for body in bodies[n] for palm in body.palms])
            seen = seen[[_holds(view, palm, crew) for palm in seen]]
            seen = seen[np.linalg.norm(seen - _meets(seen, corners)[1], axis=1) < 0.2] if len(seen) else seen
        else:
            seen = _span(corners)
            seen = seen[[_holds(view, place, crew) for place in seen]]
            seen = seen if len(seen) > 1 else seen[:0]
        if not thing.visible[frame] or not len(seen):
            return False
        camera = np.array(view.position)
        hidden = [covered(camera, seen, body) for body in bodies[n]]
        if np.any(hidden, axis=0).mean() > 0.5:
            return False
    return _clear(crew, view, detail.aim[None], bodies[n])


def _holds(view: View, place: npt.ArrayLike, crew: Crew) -> bool:
    """Whether a place (3) is in the frame."""
    x, y, depth = screen_point(np.asarray(place, np.float64), view, crew.aspect)
    return depth > 0.1 and abs(x) < 0.95 and abs(y) < 0.95


_NEAREST, _TURNED = 0.5, 0.1  # metres a view of a person is high at least; cosine of their face to the looker
_HEAD = 0.13  # metres from the eyes to the head's rim


def _clear(crew: Crew, view: View, points: Array, bodies: list[Body]) -> bool:
    """Whether nobody stands before the points and no head beside them draws the eye."""
    camera = np.array(view.position)
    for body in bodies:  # the cheap tests first
        if float(np.linalg.norm(body.eyes - camera)) < 0.35:
            return False
        x, y, depth = screen_point(body.eyes, view, crew.aspect)
        if depth < 0.1:
            continue
        rim = _HEAD / (depth * math.tan(view.fovy / 2))
        # The tip of a chin at the upper edge is no face; a mouth without eyes is worse than none.
        if abs(x) < 1.0 + rim / crew.aspect and -1.0 - rim < y < 1.0 + 0.6 * rim:
            return False
    return not any(covered(camera, points, body).any() for body in bodies)


def points_of_view(crew: Crew, performance: ScenePerformance) -> list[Setup]:
    """What somebody looks at, from where they are."""
    story = crew.story
    found: list[Setup] = []
    for event in performance.happenings:
        if event.action is not Action.LOOK_AT or event.importance < 0.3 or event.agent not in story.roles:
            continue
        person = story.roles.index(event.agent)
        at = story.at((event.start + event.end) // 2)
        if not story.present[at, person] or story.walking[at, person]:
            continue
        eyes, gaze = story.eyes[at, person], story.gaze[at, person]
        target, theme, seen = _target(crew, performance, event, eyes, gaze, at)
        if target is None or float(np.linalg.norm(target - eyes)) < 0.6:
            continue
        if seen >= 0 and float(story.face[at, seen] @ (eyes - target)) < _TURNED * float(np.linalg.norm(eyes - target)):
            continue  # the back or the top of a head is no sight
        camera = eyes + gaze * 0.3  # clear of the head, which sways
        away = float(np.linalg.norm(target - camera))
        # As the eye sees it, but of somebody near more than a forehead.
        lenses = sorted(crew.style.camera.lenses, key=lambda mm: abs(mm - 40))
        whole = [mm for mm in lenses if seen < 0 or 2 * away * math.tan(fovy_of_lens(mm) / 2) > _NEAREST]
        lens = whole[0] if whole else min(lenses)
        fovy = fovy_of_lens(lens)
        rise = math.atan2(float(target[1] - camera[1]), float(np.hypot(*(target - camera)[[0, 2]])))
        # The lens shift takes what it can of the rise, a tilt the rest.
        shift = min(max(math.tan(rise) / math.tan(fovy / 2) - 0.2, crew.limits[0]), crew.limits[1])
        pitch = rise - math.atan((shift + 0.2) * math.tan(fovy / 2))
        pitch = 0.0 if abs(pitch) < math.radians(2) else pitch
        place = (float(camera[0]), float(camera[1]), float(camera[2]))
        view = View(place, yaw_to(camera, target), pitch, fovy, shift)
        hidden = crew.look(view, target[None])
        if hidden is None or hidden or _in_the_way(crew, camera, target, at, {person, seen}):
            continue
        start = max(0, event.start - story.fps // 4)
        end = min(story.frames, max(event.end + story.fps, start + round(2.5 * story.fps)))
        size = nearest_size(2 * away * math.tan(fovy / 2))
        found.append(
            Setup(
                "point of view", (seen,) if seen >= 0 else (), size, lens, static_path(view), start, end, hidden,
                over=person, theme=theme, angle=angle_of(view, target), tags=frozenset({"detail"}),
            )
        )  # fmt: skip
    return found[:12]


def _in_the_way(crew: Crew, camera: Array, target: Array, at: int, known: set[int]) -> bool:
    """Whether somebody else's back fills a view before it comes to its target."""
    story = crew.story
    way = target - camera
    length = max(float(np.linalg.norm(way)), 1e-6)
    for other in np.flatnonzero(story.present[at]).tolist():
        if other in known:
            continue
        for body in (story.eyes[at, other], story.chest[at, other]):
            along = float((body - camera) @ way) / length
            beside = float(np.linalg.norm((body - camera) - way / length * along))
            if 0.1 < along < 0.9 * length and beside < 0.2 + 0.28 * along:
                return True
    return False


def _target(
    crew: Crew, performance: ScenePerformance, event: Happening, eyes: Array, gaze: Array, at: int
) -> tuple[Array | None, str, int]:
    story = crew.story
    if event.theme in story.roles:
        seen = story.roles.index(event.theme)
        return (story.eyes[at, seen], event.theme, seen) if story.present[at, seen] else (None, "", -1)
    prop = next((p for p in performance.props if p.name == event.theme), None)
    frame = int(story.frame[at])
    if prop is not None and prop.visible[frame]:
        return np.asarray(prop.position[frame], np.float64), event.theme, -1
    word = event.theme.lower()
    for landmark in crew.set.landmarks:
        if word and any(word.endswith(name) for name in landmark.words):
            return np.array(landmark.position), event.theme, -1
    goal = np.array(event.position, np.float64)
    if float(np.linalg.norm(goal - eyes)) > 0.8 and float((goal - eyes) @ gaze) > 0:
        return goal, event.theme or "what is there", -1
    return None, "", -1
