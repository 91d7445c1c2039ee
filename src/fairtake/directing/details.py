"""Inserts on things that change hands, and what people see when they look."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View, nearest_size, yaw_to
from fairtake.directing.setup import Setup, angle_of, static_path
from fairtake.directing.toric import screen_point
from fairtake.geometry.camera import fovy_of_lens
from fairtake.model.breakdown import Action
from fairtake.model.performance import Happening, PropTrack, ScenePerformance
from fairtake.model.shotlist import Angle, ShotSize

__all__ = ["HANDS", "inserts", "points_of_view"]

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
        Action.POINT,
    }
)
"""What hands do, and what an insert shows."""


def inserts(crew: Crew, performance: ScenePerformance) -> list[Setup]:
    """Details of hands and things, for happenings that matter (importance 0.5 or more)."""
    found: list[Setup] = []
    story = crew.story
    events = [event for event in performance.happenings if event.action in HANDS and event.importance >= 0.5]
    events.sort(key=lambda event: (-event.importance, event.start))
    for event in events[: 4 + story.frames // (10 * story.fps)]:
        prop = next((p for p in performance.props if p.name == event.theme), None)
        aim = _where(event, prop, story.fps)
        if aim is None or event.theme in story.roles:
            continue
        touch = _touch(event, prop, story.fps)
        start = max(0, touch - round(1.1 * story.fps))
        end = min(story.frames, max(touch + round(1.5 * story.fps), start + round(2.4 * story.fps)))
        for setup in _insert(crew, event, aim, touch, start, end):
            found.append(setup)
            if len(found) % 2 == 0:
                break
    return found


def _touch(event: Happening, prop: PropTrack | None, fps: int) -> int:
    """The frame on which a hand meets the thing: when it changes hands, else about the middle
    (or a second before the end, where a long walk comes first)."""
    if prop is not None:
        for frame, _ in prop.holder:
            if event.start < frame <= event.end:
                return frame
    return max((event.start + event.end) // 2, event.end - fps)


def _where(event: Happening, prop: PropTrack | None, fps: int) -> Array | None:
    if prop is not None:
        touch = _touch(event, prop, fps)
        span = slice(max(touch - fps // 3, 0), touch + fps // 3 + 1)
        seen = np.asarray(prop.visible[span], bool)
        if seen.any():
            return np.asarray(np.median(prop.position[span][seen], axis=0), np.float64)
    aim = np.array(event.position, np.float64)
    return aim if aim[1] > 0.25 else None


def _clean(crew: Crew, view: View, aim: Array, frame: int) -> bool:
    """Whether no trunk stands before the detail and no head beside it draws the eye."""
    story, camera = crew.story, np.array(view.position)
    t = story.at(frame)
    way = aim - camera
    for person in np.flatnonzero(story.present[t]):
        eyes, chest = story.eyes[t, person], story.chest[t, person]
        for part, radius in ((eyes, 0.3), (eyes * 0.4 + chest * 0.6, 0.24), (chest * 2 - eyes, 0.22)):
            along = min(max(float((part - camera) @ way) / float(way @ way), 0.0), 0.85)
            if float(np.linalg.norm(part - camera - along * way)) < radius:
                return False
        x, y, depth = screen_point(eyes, view, crew.aspect)
        if depth > 0.1 and abs(x) < 1.0 and abs(y) < 1.0:
            return False
    return True


def _insert(crew: Crew, event: Happening, aim: Array, touch: int, start: int, end: int) -> list[Setup]:
    story = crew.story
    middle = story.at(touch)
    if event.agent in story.roles:
        body = story.eyes[middle, story.roles.index(event.agent)]
        facing = math.atan2(float(aim[0] - body[0]), float(aim[2] - body[2]))
    else:
        facing = 0.0
    found: list[Setup] = []
    lens = max(crew.style.camera.lenses)
    fovy = fovy_of_lens(lens)
    for turn in (40.0, -40.0, 75.0, -75.0, 115.0, -115.0):
        for pitch in (-18.0, -32.0):
            away = 0.5 / (2 * math.tan(fovy / 2))
            angle, steep = facing + math.radians(turn), math.radians(pitch)
            offset = np.array([math.sin(angle) * math.cos(steep), -math.sin(steep), math.cos(angle) * math.cos(steep)])
            camera = aim + offset * away
            place = (float(camera[0]), float(camera[1]), float(camera[2]))
            view = View(place, yaw_to(camera, aim), steep, fovy, -0.05)
            hidden = crew.look(view, aim[None] + [0, 0.04, 0])
            if hidden is None or (crew.space.interior and crew.space.outside(camera)):
                continue
            if not _clean(crew, view, aim, touch):
                continue
            people = (story.roles.index(event.agent),) if event.agent in story.roles else ()
            found.append(
                Setup(
                    "insert", people, ShotSize.CU, lens, static_path(view), start, end, hidden,
                    theme=event.theme or event.text or "the detail", angle=Angle.HIGH,
                    tags=frozenset({"detail"}),
                )
            )  # fmt: skip
            break
    return found


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
        camera = eyes + gaze * 0.22
        away = float(np.linalg.norm(target - camera))
        lens = min(crew.style.camera.lenses, key=lambda mm: abs(mm - 40))
        fovy = fovy_of_lens(lens)
        rise = math.atan2(float(target[1] - camera[1]), float(np.hypot(*(target - camera)[[0, 2]])))
        # The lens shift takes what it can of the rise, a tilt the rest.
        shift = min(max(math.tan(rise) / math.tan(fovy / 2) - 0.2, crew.limits[0]), crew.limits[1])
        pitch = rise - math.atan((shift + 0.2) * math.tan(fovy / 2))
        pitch = 0.0 if abs(pitch) < math.radians(2) else pitch
        place = (float(camera[0]), float(camera[1]), float(camera[2]))
        view = View(place, yaw_to(camera, target), pitch, fovy, shift)
        hidden = crew.look(view, target[None])
        if hidden is None or hidden:
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
