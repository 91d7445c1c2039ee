"""Setups for shots that were asked for: those of the coverage that fit, or made to measure.

Where the set leaves no room for all that was asked, the nearest that can be had is made and
said: another lens, then another angle or side, then another size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairtake.directing.asked_moves import moved
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import (
    HEIGHTS,
    SIZES,
    View,
    ahead,
    eye_line,
    frame_one,
    frame_points,
    nearest_size,
    right_of,
    yaw_to,
)
from fairtake.directing.overrides import Stretch, asked_tag
from fairtake.directing.setup import Path, Setup, angle_of, static_path
from fairtake.directing.toric import place_two, screen_point
from fairtake.errors import DirectingError
from fairtake.geometry.camera import fovy_of_lens
from fairtake.geometry.quaternion import rotate
from fairtake.model.direction import Direction, Framing, Side
from fairtake.model.performance import ScenePerformance
from fairtake.model.shotlist import Angle, CameraTrack, Move, ShotSize

__all__ = ["Asked", "asked_setups", "fits", "literal"]

Array = npt.NDArray[np.float64]
_LENSES = (18.0, 21.0, 25.0, 28.0, 32.0, 35.0, 40.0, 50.0, 65.0, 75.0, 85.0, 100.0, 135.0)
_DETAILS = frozenset({"insert", "point of view"})
_AFTER = 3.0  # seconds that a shot may outlast what it was asked for


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The setups for one stretch, and a sentence ("" where all is as asked) on what could not
    be had, why, and what was taken instead."""

    setups: tuple[Setup, ...]
    unmet: str = ""


def asked_setups(
    crew: Crew, performance: ScenePerformance, stretch: Stretch, place: int, limit: int, coverage: Sequence[Setup]
) -> Asked:
    """Setups for the stretch number `place` of a scene's overrides, tagged as its own. They
    may go on to frame `limit` at most. `coverage` are the setups the scene has anyway. Raises
    DirectingError when nothing like what was asked can be shot."""
    direction = stretch.direction
    end = stretch.end if stretch.exact else min(limit, stretch.end + round(_AFTER * crew.story.fps))
    made: list[Setup] = []
    unmet = ""
    if direction.camera is not None:
        made = [literal(crew, stretch)]
    else:
        wish = _completed(crew, direction, stretch)
        for nearer, unmet in _relaxed(wish):  # noqa: B007
            made = [
                setup
                for setup in coverage
                if setup.start <= stretch.start
                and setup.end >= stretch.end
                and fits(crew, setup, nearer, stretch.start)
            ]
            made = [*made[:8], *_made(crew, performance, nearer, stretch, end)]
            if made:
                break
    if not made:
        raise DirectingError(
            f"no camera can take [[{direction.written}]] here, nor anything like it",
            fix="Ask for another size or another side, or leave it to the planner.",
            file=direction.file or None,
            line=direction.line or None,
            key=direction.key or None,
        )
    return Asked(tuple(_own(setup, stretch, place, end) for setup in made), unmet)


def _own(setup: Setup, stretch: Stretch, place: int, end: int) -> Setup:
    return replace(
        setup,
        start=stretch.start,
        end=max(min(setup.end, end), stretch.end),
        tags=setup.tags | {asked_tag(place)},
        bias=0.0,
    )


def fits(crew: Crew, setup: Setup, wish: Direction, frame: int) -> bool:
    """Whether a setup is what was asked for."""
    story = crew.story
    names = [story.roles[p] for p in setup.people]
    if wish.size is not None and (setup.size is not wish.size or setup.kind in _DETAILS):
        return False
    if wish.lens_mm is not None and abs(setup.lens - wish.lens_mm) > 0.5:
        return False
    if wish.angle is not None and setup.angle is not wish.angle:
        return False
    # A move that was not asked for is not wanted.
    if setup.move is not (wish.move or Move.STATIC):
        return False
    if wish.over and (setup.over < 0 or story.roles[setup.over] != wish.over):
        return False
    if not _framed(setup, wish):
        return False
    if setup.kind in _DETAILS:
        return not wish.subjects or (setup.theme or "") == wish.subjects[0] or wish.subjects[0] in names
    if wish.subjects and (names[:1] != [wish.subjects[0]] and len(wish.subjects) == 1):
        return False
    if not set(wish.subjects) <= set(names):
        return False
    if wish.side is not None:
        return bool(setup.people) and _side_of(crew, setup, frame) is wish.side
    return True


def _framed(setup: Setup, wish: Direction) -> bool:
    alone = len(setup.people) == 1 and setup.over < 0 and setup.kind not in _DETAILS
    match wish.framing:
        case Framing.SINGLE:
            return alone
        case Framing.TWO_SHOT:
            return len(setup.people) == 2 and setup.over < 0 and setup.kind not in _DETAILS
        case Framing.MASTER:
            return setup.kind == "master" or ("establishing" in setup.tags and bool(setup.people))
        case Framing.OVER_THE_SHOULDER:
            return setup.kind == "over-the-shoulder"
        case Framing.INSERT:
            return setup.kind == "insert"
        case Framing.POINT_OF_VIEW:
            return setup.kind == "point of view"
        case Framing.ESTABLISHING:
            return setup.kind == "place" or "establishing" in setup.tags
    return alone if len(wish.subjects) == 1 else True


def _side_of(crew: Crew, setup: Setup, frame: int) -> Side:
    story = crew.story
    t = story.at(frame)
    person = setup.people[0]
    way = setup.path.rows(np.array([frame])).position[0] - story.eyes[t, person]
    gaze = story.gaze[t, person]
    turned = math.degrees(math.atan2(float(way[0]), float(way[2])) - math.atan2(float(gaze[0]), float(gaze[2])))
    turned = (turned + 180) % 360 - 180
    if abs(turned) < 15:
        return Side.FRONT
    if abs(turned) > 130:
        return Side.BEHIND
    if 75 <= abs(turned) <= 105:
        return Side.PROFILE
    return Side.LEFT if turned > 0 else Side.RIGHT


def _completed(crew: Crew, wish: Direction, stretch: Stretch) -> Direction:
    """A wish that names nobody is about whoever matters most then; one over a shoulder that
    names one of two is about the other."""
    story = crew.story
    span = slice(story.at(stretch.start), story.at(max(stretch.end - 1, stretch.start)) + 1)
    weight = (story.weight[span] * story.present[span]).sum(0)
    people = [int(p) for p in np.argsort(-weight, kind="stable") if weight[p] > 0]
    pair = next((p for p in story.pair[span].tolist() if p[0] >= 0), None)
    roles = story.roles
    if wish.framing is Framing.OVER_THE_SHOULDER and people:
        subject = roles.index(wish.subjects[0]) if wish.subjects else -1
        over = roles.index(wish.over) if wish.over in roles else -1
        others = [*(pair or []), *people]
        if subject < 0:
            subject = next((p for p in others if p != over), -1) if over >= 0 else people[0]
        if over < 0:
            over = next((p for p in others if p != subject), -1)
        if subject >= 0 and over >= 0:
            return replace(wish, subjects=(roles[subject],), over=roles[over])
    if wish.framing is Framing.TWO_SHOT and not wish.subjects and len(people) > 1:
        two = pair if pair is not None else people[:2]
        return replace(wish, subjects=(roles[two[0]], roles[two[1]]))
    if not wish.subjects and wish.framing in (None, Framing.SINGLE) and people:
        return replace(wish, subjects=(roles[people[0]],))
    return wish


def _relaxed(wish: Direction) -> Iterator[tuple[Direction, str]]:
    """The wish, then what comes nearest to it, with a sentence that says what gave way."""
    yield wish, ""
    if wish.lens_mm is not None:
        for lens in sorted(_LENSES, key=lambda mm: abs(math.log(mm / (wish.lens_mm or mm)))):
            if lens != wish.lens_mm:
                yield (
                    replace(wish, lens_mm=lens),
                    f"{wish.lens_mm:g}mm finds no room in this set: {lens:g}mm comes nearest",
                )
    if wish.side is not None:
        yield replace(wish, side=None), f"no camera finds room at that side ({wish.side}): another is taken"
    if wish.angle not in (None, Angle.EYE):
        yield replace(wish, angle=None), f"the {wish.angle} angle finds no room in this set: eye level comes nearest"
    if wish.move not in (None, Move.STATIC):
        why = (
            "nobody walks here whom it could follow" if wish.move is Move.FOLLOW else f"there is no room to {wish.move}"
        )
        yield replace(wish, move=None), f"{why}: the camera stands"
    free = replace(wish, side=None, angle=None, move=None)
    if wish.size is not None:
        at = SIZES.index(wish.size)
        for size in sorted(SIZES, key=lambda s: (abs(SIZES.index(s) - at), SIZES.index(s))):
            if size is not wish.size:
                yield (
                    replace(free, size=size, lens_mm=None),
                    f"a shot of size {wish.size} finds no room in this set: {size} comes nearest",
                )
    if wish.framing is Framing.INSERT or wish.framing is Framing.POINT_OF_VIEW:
        return
    if wish.framing is not None:
        yield (
            replace(free, framing=None, size=None, lens_mm=None, over=""),
            f"no {wish.framing} finds room: a single comes nearest",
        )


# -- made to measure -----------------------------------------------------------------------


def _made(crew: Crew, performance: ScenePerformance, wish: Direction, stretch: Stretch, end: int) -> list[Setup]:
    match wish.framing:
        case Framing.OVER_THE_SHOULDER:
            found = list(_shoulders(crew, wish, stretch, end))
        case Framing.TWO_SHOT:
            found = list(_twos(crew, wish, stretch, end))
        case Framing.MASTER | Framing.ESTABLISHING:
            found = list(_groups(crew, wish, stretch, end))
        case Framing.INSERT:
            found = list(_things(crew, performance, wish, stretch, end))
        case Framing.POINT_OF_VIEW:
            found = list(_seen(crew, performance, wish, stretch, end))
        case _:
            if len(wish.subjects) != 1 or wish.subjects[0] not in crew.story.roles:
                return []
            found = list(_singles(crew, wish, stretch, end))
    return found[:6]


def _eyes(crew: Crew, person: int, stretch: Stretch) -> tuple[Array, Array, float]:
    """Where somebody's eyes and chest mostly are on a stretch, and the heading of their look."""
    story = crew.story
    span = slice(story.at(stretch.start), story.at(max(stretch.end - 1, stretch.start)) + 1)
    here = story.present[span, person]
    here = here if here.any() else np.ones_like(here)
    gaze = story.gaze[span, person][here].mean(0)
    return (
        np.median(story.eyes[span, person][here], axis=0),
        np.median(story.chest[span, person][here], axis=0),
        math.atan2(float(gaze[0]), float(gaze[2])),
    )


_ROUND: dict[Side | None, tuple[float, ...]] = {
    None: (22.0, -22.0, 40.0, -40.0, 57.0, -57.0, 8.0, -8.0, 78.0, -78.0),
    Side.LEFT: (40.0, 25.0, 57.0, 70.0),
    Side.RIGHT: (-40.0, -25.0, -57.0, -70.0),
    Side.FRONT: (4.0, -4.0, 12.0, -12.0),
    Side.BEHIND: (150.0, -150.0, 165.0, -165.0, 180.0),
    Side.PROFILE: (90.0, -90.0, 82.0, -82.0, 98.0, -98.0),
}
_STEEP: dict[Angle | None, tuple[float, ...]] = {
    None: (0.0,),
    Angle.EYE: (0.0,),
    Angle.HIGH: (24.0, 18.0, 32.0),
    Angle.LOW: (-20.0, -15.0, -28.0),
    Angle.OVERHEAD: (75.0, 68.0, 82.0),
}


def _singles(crew: Crew, wish: Direction, stretch: Stretch, end: int) -> Iterator[Setup]:
    person = crew.story.roles.index(wish.subjects[0])
    eyes, chest, facing = _eyes(crew, person, stretch)
    size = wish.size or SIZES[min(max(round(crew.style.sizes.wanted(_tension(crew, stretch))), 0), len(SIZES) - 1)]
    for azimuth in _ROUND[wish.side]:
        for lens in [wish.lens_mm] if wish.lens_mm else crew.lenses(size):
            for steep in _STEEP[wish.angle]:
                view = _view(crew, eyes, ahead(facing, math.radians(azimuth)), facing, size, lens, math.radians(steep))
                if wish.angle is not None and angle_of(view, eyes) is not wish.angle:
                    continue
                if not crew.roomy(view, person, stretch.start, stretch.end):
                    continue
                hidden = crew.look(view, np.stack([eyes, chest]) if size is not ShotSize.ECU else eyes[None])
                if hidden is None:
                    continue
                base = Setup(
                    "single", (person,), size, lens, static_path(view), stretch.start, end, hidden,
                    angle=angle_of(view, eyes),
                )  # fmt: skip
                setup = moved(crew, base, view, wish.move, stretch.start, stretch.end, end)
                if setup is not None:
                    yield setup
                    break
            else:
                continue
            break


def _view(crew: Crew, eyes: Array, direction: Array, facing: float, size: ShotSize, lens: float, steep: float) -> View:
    """A camera that sees eyes (3) from `direction`, `steep` radians from above."""
    lead = -0.3 * float(np.dot(ahead(facing, 0.0), right_of(direction)))
    if steep == 0.0:
        return frame_one(eyes, direction, size, lens, crew.aspect, lead=lead, limits=crew.limits)
    tall, fovy = HEIGHTS[size], fovy_of_lens(lens)
    away = tall / (2 * math.tan(fovy / 2))
    aim = eyes - np.array([0.0, eye_line(size, float(eyes[1])) * tall / 2 * math.cos(steep), 0.0])
    camera = aim + away * (direction * math.cos(steep) + np.array([0.0, math.sin(steep), 0.0]))
    yaw = yaw_to(camera, aim) + math.atan(lead * math.tan(fovy / 2) * crew.aspect) * math.cos(steep)
    return View((float(camera[0]), float(camera[1]), float(camera[2])), yaw, -steep, fovy, 0.0)


def _tension(crew: Crew, stretch: Stretch) -> float:
    story = crew.story
    return float(story.tension[story.at(stretch.start) : story.at(max(stretch.end - 1, stretch.start)) + 1].mean())


def _shoulders(crew: Crew, wish: Direction, stretch: Stretch, end: int) -> Iterator[Setup]:
    roles = crew.story.roles
    if not wish.subjects or wish.subjects[0] not in roles or wish.over not in roles:
        return
    far, near = roles.index(wish.subjects[0]), roles.index(wish.over)
    (b, chest, _), (a, _, _) = _eyes(crew, far, stretch), _eyes(crew, near, stretch)
    narrow = min(1.0, crew.aspect / 1.6)
    shift = max(-0.32, crew.limits[0])
    for lens in [wish.lens_mm] if wish.lens_mm else (40.0, 50.0, 35.0, 65.0, 85.0):
        fovy = fovy_of_lens(lens)
        for distance in (0.95, 1.15, 0.75, 1.5, 1.9, 2.4, 3.0):
            for side in (-1, 1):
                view = place_two(
                    a, b, (side * (0.68 + 0.12 * narrow), 0.24), (-side * 0.24, 0.32), distance, fovy, crew.aspect,
                    shift, side,
                )  # fmt: skip
                if view is None:
                    continue
                size = nearest_size(2 * screen_point(b, view, crew.aspect)[2] * math.tan(fovy / 2))
                if wish.size is not None and size is not wish.size:
                    continue
                if wish.angle is not None and angle_of(view, b) is not wish.angle:
                    continue
                hidden = crew.look(view, np.stack([b, chest]), a[None])
                if hidden is None:
                    continue
                base = Setup(
                    "over-the-shoulder", (far, near), size, lens, static_path(view), stretch.start, end, hidden,
                    over=near, angle=angle_of(view, b),
                )  # fmt: skip
                setup = moved(crew, base, view, wish.move, stretch.start, stretch.end, end)
                if setup is not None:
                    yield setup


def _twos(crew: Crew, wish: Direction, stretch: Stretch, end: int) -> Iterator[Setup]:
    roles = crew.story.roles
    if len(wish.subjects) < 2 or not set(wish.subjects[:2]) <= set(roles):
        return
    first, second = roles.index(wish.subjects[0]), roles.index(wish.subjects[1])
    (a, chest_a, _), (b, chest_b, _) = _eyes(crew, first, stretch), _eyes(crew, second, stretch)
    line = math.atan2(float(b[0] - a[0]), float(b[2] - a[2]))
    middle = (a + b) / 2
    for turned in (0.0, 35.0, -35.0, 55.0, -55.0):
        for side in (-1, 1):
            direction = ahead(line, side * math.pi / 2 - side * math.radians(turned))
            wide = abs(float((b - a) @ right_of(direction))) + (0.9 if wish.size is None else 0.55)
            height = max(wide / crew.aspect, HEIGHTS[wish.size] if wish.size else 0.95)
            size = nearest_size(height)
            if wish.size is not None and size is not wish.size:
                continue
            for lens in [wish.lens_mm] if wish.lens_mm else crew.lenses(size):
                view = frame_one(
                    middle, direction, size, lens, crew.aspect, height=height,
                    line=eye_line(size, float(middle[1]), height), limits=crew.limits,
                )  # fmt: skip
                angle = angle_of(view, middle)
                if wish.angle is not None and angle is not wish.angle:
                    continue
                inside = all(
                    abs(x) < 0.9 and abs(y) < 0.9 for x, y, _ in (screen_point(p, view, crew.aspect) for p in (a, b))
                )
                hidden = crew.look(view, np.stack([a, b, chest_a, chest_b])) if inside else None
                if hidden is None:
                    continue
                people = (first, second) if turned <= 0 else (second, first)
                kind = "two-shot" if turned else "profile two"
                base = Setup(kind, people, size, lens, static_path(view), stretch.start, end, hidden, angle=angle)
                setup = moved(crew, base, view, wish.move, stretch.start, stretch.end, end)
                if setup is not None:
                    yield setup
                    break


def _groups(crew: Crew, wish: Direction, stretch: Stretch, end: int) -> Iterator[Setup]:
    story = crew.story
    span = slice(story.at(stretch.start), story.at(max(stretch.end - 1, stretch.start)) + 1)
    named = [story.roles.index(role) for role in wish.subjects if role in story.roles]
    people = named or [int(p) for p in np.argsort(-story.weight[span].sum(0)) if story.present[span, p].any()]
    if not people:
        return
    heads = np.concatenate([story.eyes[span, p][story.present[span, p]][:: story.fps // 2 or 1] for p in people[:12]])
    if not len(heads):
        return
    crowd = np.concatenate([heads + np.array([0, 0.22, 0]), heads * [1, 0, 1]])
    smallest = HEIGHTS[wish.size] if wish.size is not None else 2.1
    eye = float(np.median(heads[:, 1]))
    heights = {Angle.HIGH: eye + 1.1, Angle.LOW: 0.5}
    camera_height = (
        heights.get(wish.angle, min(max(eye - 0.1, 1.25), 1.6)) if wish.angle else min(max(eye - 0.1, 1.25), 1.6)
    )
    for step in range(12):
        direction = ahead(math.radians(20 + 30 * (step * 5 % 12)), 0.0)
        for lens in [wish.lens_mm] if wish.lens_mm else crew.lenses(ShotSize.LS):
            view = frame_points(
                crowd, -direction, lens, crew.aspect, camera_height, limits=crew.limits, smallest=smallest
            )
            depth = screen_point(heads.mean(0), view, crew.aspect)[2]
            size = nearest_size(2 * depth * math.tan(view.fovy / 2))
            if wish.size is not None and size is not wish.size:
                continue
            hidden = crew.look(view, heads)
            if hidden is None:
                continue
            base = Setup(
                "master" if len(people) > 1 else "wide", tuple(people), size, lens, static_path(view), stretch.start,
                end, hidden, angle=angle_of(view, heads.mean(0)), tags=frozenset({"establishing"}),
            )  # fmt: skip
            setup = moved(crew, base, view, wish.move, stretch.start, stretch.end, end)
            if setup is not None:
                yield setup
                break


def _things(crew: Crew, performance: ScenePerformance, wish: Direction, stretch: Stretch, end: int) -> Iterator[Setup]:
    """A detail of a thing (or of somebody's hands, where nothing else is known of it)."""
    aim = _thing(performance, wish.subjects[0], stretch)
    if aim is None:
        return
    size = wish.size or ShotSize.CU
    for lens in [wish.lens_mm] if wish.lens_mm else sorted(crew.style.camera.lenses, reverse=True):
        fovy = fovy_of_lens(lens)
        away = HEIGHTS[size] / (2 * math.tan(fovy / 2))
        for steep in (20.0, 8.0, 34.0) if wish.angle is None else _STEEP[wish.angle]:
            for turn in range(0, 360, 30):
                direction, up = ahead(math.radians(turn), 0.0), math.radians(steep)
                camera = aim + away * (direction * math.cos(up) + np.array([0.0, math.sin(up), 0.0]))
                view = View(
                    (float(camera[0]), float(camera[1]), float(camera[2])), yaw_to(camera, aim), -up, fovy, -0.05
                )
                if camera[1] < 0.2 or (crew.space.interior and crew.space.outside(camera)):
                    continue
                hidden = crew.look(view, aim[None] + [0.0, 0.04, 0.0])
                if hidden is None:
                    continue
                base = Setup(
                    "insert", (), size, lens, static_path(view), stretch.start, end, hidden, theme=wish.subjects[0],
                    angle=angle_of(view, aim), tags=frozenset({"detail"}),
                )  # fmt: skip
                setup = moved(crew, base, view, wish.move, stretch.start, stretch.end, end)
                if setup is not None:
                    yield setup


def _thing(performance: ScenePerformance, name: str, stretch: Stretch) -> Array | None:
    middle = min((stretch.start + stretch.end) // 2, performance.frames - 1)
    prop = next((p for p in performance.props if p.name == name), None)
    if prop is not None and prop.visible[middle]:
        return np.asarray(prop.position[middle], np.float64)
    near = [h for h in performance.happenings if h.theme == name]
    near.sort(key=lambda h: (abs((h.start + h.end) // 2 - middle), h.start))
    return np.array(near[0].position, np.float64) if near else None


def _seen(crew: Crew, performance: ScenePerformance, wish: Direction, stretch: Stretch, end: int) -> Iterator[Setup]:
    """What somebody sees, from where they are."""
    story = crew.story
    if wish.over not in story.roles:
        return
    person = story.roles.index(wish.over)
    eyes, _, facing = _eyes(crew, person, stretch)
    seen = story.roles.index(wish.subjects[0]) if wish.subjects and wish.subjects[0] in story.roles else -1
    if seen >= 0:
        target: Array | None = _eyes(crew, seen, stretch)[0]
    elif wish.subjects:
        target = _thing(performance, wish.subjects[0], stretch)
    else:
        target = eyes + ahead(facing, 0.0) * 2.5
    if target is None or float(np.hypot(*(target - eyes)[[0, 2]])) < 0.3:
        return
    way = (target - eyes) / np.linalg.norm(target - eyes)
    camera = eyes + way * 0.22
    for lens in [wish.lens_mm] if wish.lens_mm else [min(crew.style.camera.lenses, key=lambda mm: abs(mm - 40))]:
        fovy = fovy_of_lens(lens)
        pitch = math.asin(float(way[1]))
        view = View((float(camera[0]), float(camera[1]), float(camera[2])), yaw_to(camera, target), pitch, fovy, 0.0)
        size = nearest_size(2 * float(np.linalg.norm(target - camera)) * math.tan(fovy / 2))
        if wish.size is not None and size is not wish.size:
            continue
        hidden = crew.look(view, target[None])
        if hidden is None:
            continue
        base = Setup(
            "point of view", (seen,) if seen >= 0 else (), size, lens, static_path(view), stretch.start, end, hidden,
            over=person, theme=wish.subjects[0] if wish.subjects else "what is there", angle=angle_of(view, target),
            tags=frozenset({"detail"}),
        )  # fmt: skip
        setup = moved(crew, base, view, wish.move, stretch.start, stretch.end, end)
        if setup is not None:
            yield setup


# -- taken literally -----------------------------------------------------------------------


def literal(crew: Crew, stretch: Stretch) -> Setup:
    """A camera that a person has written, as a setup the planner can judge; what it turns about
    its own axis is not judged."""
    direction, track = stretch.direction, stretch.direction.camera
    assert track is not None
    roles = crew.story.roles
    people = tuple(roles.index(role) for role in direction.subjects if role in roles)
    things = [name for name in direction.subjects if name not in roles]
    detail = direction.framing in (Framing.INSERT, Framing.POINT_OF_VIEW)
    kind = direction.kind or str(direction.framing or ("single" if len(people) == 1 else "master"))
    path = track_path(track, stretch.start)
    return Setup(
        kind, people, direction.size or ShotSize.MS, direction.lens_mm or 50.0, path, stretch.start, stretch.end,
        direction.hidden or _in_the_way(crew, path, people, stretch), direction.move or Move.STATIC,
        roles.index(direction.over) if direction.over in roles else -1, things[0] if things else "",
        direction.angle or Angle.EYE, tags=frozenset({"detail"} if detail else ()),
    )  # fmt: skip


def _in_the_way(crew: Crew, path: Path, people: tuple[int, ...], stretch: Stretch) -> tuple[str, ...]:
    """The wild parts that stand before a camera's subject."""
    spots = path.position[:: max(1, crew.story.fps // 2)]
    aim = _eyes(crew, people[0], stretch)[0] if people else spots[0] + _ahead(path)
    return crew.space.take_away(spots, np.repeat(aim[None], len(spots), axis=0)) or ()


def _ahead(path: Path) -> Array:
    """Two metres before the camera's first place."""
    return 2.0 * np.array([-math.sin(path.yaw[0]), math.tan(float(path.pitch[0])), -math.cos(path.yaw[0])])


def track_path(track: CameraTrack, first: int) -> Path:
    """A camera track as a path from frame `first` on."""
    look = rotate(np.asarray(track.orientation, np.float64), np.array([0.0, 0.0, -1.0]))
    return Path(
        np.asarray(track.position, np.float64),
        np.unwrap(np.arctan2(-look[:, 0], -look[:, 2])),
        np.arcsin(np.clip(look[:, 1], -1.0, 1.0)),
        np.asarray(track.fovy, np.float64),
        np.asarray(track.shift, np.float64)[:, 1],
        first,
    )
