"""Coverage: every setup worth having for a scene, computed from where people are and look."""

from __future__ import annotations

import math
import zlib
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.bodies import LARGE, flank
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
)
from fairtake.directing.setup import Setup, angle_of, static_path
from fairtake.directing.space import Space
from fairtake.directing.story import Stay, Story
from fairtake.directing.style import Style
from fairtake.directing.toric import place_two, screen_point
from fairtake.model.set import Set
from fairtake.model.shotlist import ShotSize

__all__ = ["Crew", "masters", "places", "singles", "twos"]

Array = npt.NDArray[np.float64]
_ABOUT = np.array([0.2, 0.1, 0.2])  # metres: how finely a master takes the places of people
_TURN = math.radians(5)  # and their headings
_VOID = 0.22  # of the frame: more than that past the end of the set is no picture

# Places in the frame, (n, 1) across and (n, 1) up: where void is looked for, and its edges.
_LOOKS = tuple(grid.reshape(-1, 1) for grid in np.meshgrid(np.linspace(-0.97, 0.97, 7), np.linspace(-0.9, 0.6, 4)))
_EDGES = tuple(grid.reshape(-1, 1) for grid in np.meshgrid([-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], indexing="ij"))


class Crew:
    """What every setup needs to know: the scene, the set, the style and the frame's shape."""

    def __init__(
        self, story: Story, set_: Set, style: Style, aspect: float, *, first: bool = True, last: bool = True
    ) -> None:
        self.story = story
        self.set = set_
        self.space = Space(set_)
        self.style = style
        self.aspect = aspect
        self.first = first  # whether this scene opens the film, or ends it
        self.last = last
        self.doorways = [(parts, _passing(story, spot, outside)) for spot, outside, parts in self.space.doors if parts]
        self.openings: list[tuple[frozenset[str], Array]] = []  # see openings.py
        framing = style.framing
        self.safe = (2 * framing.safe_bottom - 0.9, 0.9 - 2 * framing.safe_top)  # heights that faces may stand at
        self.limits = (2 * style.camera.shift_low, 2 * style.camera.shift_high)

    def lenses(self, size: ShotSize) -> list[float]:
        """Lenses to try for a size: wide places want short ones, faces long ones."""
        camera = self.style.camera
        places, people, faces = (math.log(mm) for mm in (camera.lens_places, camera.lens_people, camera.lens_faces))
        between = {
            ShotSize.MLS: 0.45 * places + 0.55 * people,
            ShotSize.MS: people,
            ShotSize.MCU: 0.45 * people + 0.55 * faces,
        }
        wanted = between.get(size, places if SIZES.index(size) < 3 else faces)
        return sorted(camera.lenses, key=lambda lens: (abs(math.log(lens) - wanted), lens))

    def line(self, size: ShotSize, eyes: float, height: float | None = None) -> float:
        """How high eyes belong in the frame (-1..1) in this style; see framing.eye_line."""
        framing = self.style.framing
        wanted = eye_line(size, eyes, height) - framing.head_room
        return min(max(wanted, 2 * framing.safe_bottom - 0.9), 0.9 - 2 * framing.safe_top)

    def band(self) -> tuple[float, float]:
        """Between what heights (-1..1) groups of people stand in the frame in this style."""
        framing = self.style.framing
        return -0.86 + 1.2 * framing.safe_bottom, 0.72 - framing.head_room - 1.2 * framing.safe_top

    def slip(self, *content: object) -> tuple[float, float]:
        """How far, across and up, an operator in a hurry misses the framing; the same for the
        same `content`."""
        rough = self.style.framing.roughness
        if rough <= 0:
            return 0.0, 0.0
        rng = np.random.default_rng(zlib.crc32(" ".join(str(part) for part in content).encode()))
        across, up = (float(v) for v in np.clip(rng.normal(size=2), -1.5, 1.5))
        return rough * across, 0.7 * rough * up

    def squared(self, direction: Array) -> Array:
        """A direction (3), or in a style that wants it the nearest one square to the room."""
        if self.style.framing.frontality <= 0:
            return direction
        angle = round(math.atan2(float(direction[0]), float(direction[2])) / (math.pi / 2)) * (math.pi / 2)
        return ahead(angle, 0.0)

    def look(self, view: View, targets: Array, reach: Array | None = None) -> tuple[str, ...] | None:
        """The wild parts to take away so that `view` sees its `targets` (n, 3); None when the
        camera cannot stand there or does not see the first of them."""
        camera = np.array(view.position)
        if not self.space.contains(camera):
            return None
        wanted = targets if reach is None else np.concatenate([targets, reach])
        if self.space.outside(camera):
            wanted = np.concatenate([wanted, self._corners(view, float(np.linalg.norm(targets[0] - camera)))])
        hidden = self.space.take_away(camera, wanted)
        if hidden is None or self.space.obstruction(camera, targets[:1], hidden)[0] > 0:
            return None
        return hidden if self.void(view, hidden) <= _VOID else None

    def void(self, view: View, hidden: tuple[str, ...]) -> float:
        """The share of the frame, 0..1, in which one looks past the set into nothing."""
        if not hidden or not self.space.interior:
            return 0.0
        tangent = math.tan(view.fovy / 2)
        forward = np.array([-math.sin(view.yaw), 0.0, -math.cos(view.yaw)])
        right = np.array([math.cos(view.yaw), 0.0, -math.sin(view.yaw)])
        x, y = _LOOKS
        upward = np.array([0.0, tangent, 0.0])
        rays = forward + right * (x * tangent * self.aspect) + upward * (y + view.shift)
        return self.space.void(np.array(view.position), rays, hidden)

    def roomy(self, view: View, person: int, start: int, end: int) -> bool:
        """Whether most of the time nobody stands within arm's reach of the lens or between it
        and `person`; looked at where something begins between two frames."""
        story = self.story
        frames = [start + story.fps, *(frame for frame, _ in story.moments if start + story.fps < frame < end)]
        t = np.array(sorted({story.at(min(frame, end - 1)) for frame in frames}))
        others = story.present[t].copy()
        others[:, person] = False
        if not others.any():
            return True
        camera, heads = np.array(view.position), story.eyes[t]
        way = (heads[:, person] - camera)[:, None]
        along = np.clip(((heads - camera) * way).sum(-1) / np.maximum((way * way).sum(-1), 1e-9), 0, 0.95)
        gaps = np.linalg.norm((camera + along[..., None] * way - heads) * [1, 0.5, 1], axis=-1)
        clear = (np.linalg.norm(heads - camera, axis=-1) > 0.6) & (gaps > 0.22)
        for other in (n for n, large in enumerate(story.large) if large > LARGE and n != person):
            for ball, radius in flank(story.eyes[t, other], story.chest[t, other], story.large[other]):
                along = np.clip(
                    ((ball - camera) * way[:, 0]).sum(-1) / np.maximum((way[:, 0] ** 2).sum(-1), 1e-9), 0, 0.95
                )
                clear[:, other] &= np.linalg.norm(camera + along[:, None] * way[:, 0] - ball, axis=-1) > radius
        return bool((clear | ~others).all(1).mean() >= 0.6)

    def place(self, person: int, start: int, end: int) -> Array | None:
        """The eyes (3) of somebody where they stay longest between two frames."""
        shared = [
            (min(stay.end, end) - max(stay.start, start), -stay.start, stay.eyes)
            for stay in self.story.stays
            if stay.person == person and stay.start < end and stay.end > start
        ]
        return np.array(max(shared)[2]) if shared else None

    def _corners(self, view: View, depth: float) -> Array:
        """Where the frame's edges fall inside the room, so that no wall's end shows in them."""
        tangent = math.tan(view.fovy / 2)
        forward = np.array([-math.sin(view.yaw), 0.0, -math.cos(view.yaw)])
        right = np.array([math.cos(view.yaw), 0.0, -math.sin(view.yaw)])
        x, y = _EDGES
        offset = forward + right * (x * tangent * self.aspect)
        offset[:, 1:2] += (y + view.shift) * tangent
        return self.space.clamp(np.array(view.position) + offset * depth)

    def partners(self, person: int, start: int, end: int) -> list[int]:
        """Whom somebody talks with during these frames."""
        found: list[int] = []
        for turn in self.story.turns:
            if turn.start < end and turn.end > start and person in (turn.speaker, turn.listener):
                other = turn.listener if turn.speaker == person else turn.speaker
                if other >= 0 and other not in found:
                    found.append(other)
        return found

    def spans(self, person: int, start: int, end: int, margin: float = 4.0) -> list[tuple[int, int]]:
        """When somebody matters between two frames: speaks, is spoken to, or does something."""
        if len(self.story.roles) <= 4:
            return [(start, end)]
        share = self.story.weight[:, person] * np.maximum(self.story.present.sum(1), 1)
        busy = (share > 1.2) & (self.story.frame >= start) & (self.story.frame < end)
        spans: list[tuple[int, int]] = []
        pad = round(margin * self.story.fps)
        for t in np.flatnonzero(busy):
            a = max(start, int(t) * self.story.step - pad)
            b = min(end, (int(t) + 1) * self.story.step + pad)
            if spans and a <= spans[-1][1]:
                spans[-1] = (spans[-1][0], b)
            else:
                spans.append((a, b))
        return spans


def _passing(story: Story, door: Array, outside: Array) -> Array:
    """(T,) 1 while somebody goes through a door at `door` (3) or stands beyond it."""
    if not story.roles:
        return np.zeros(len(story.frame))
    rel = (story.eyes - door)[..., [0, 2]]
    outward = (outside - door)[[0, 2]]
    outward = outward / max(float(np.hypot(*outward)), 1e-6)
    near = np.hypot(rel[..., 0], rel[..., 1]) < 1.1
    moves = np.hypot(story.velocity[..., 0], story.velocity[..., 2]) > 0.25
    beyond = (rel @ outward > 0.1) & (np.hypot(rel[..., 0], rel[..., 1]) < 2.5)
    return np.asarray((((near & moves) | beyond) & story.present).any(1), np.float64)


# The azimuths of neighbouring sizes lie more than thirty degrees apart, counted over both sides.
_SINGLES: tuple[tuple[ShotSize, float], ...] = (
    (ShotSize.MCU, 22.0),
    (ShotSize.CU, 26.0),
    (ShotSize.MS, 48.0),
    (ShotSize.MCU, 55.0),
    (ShotSize.CU, 57.0),
    (ShotSize.BCU, 18.0),
)
_CALMER: tuple[tuple[ShotSize, float], ...] = ((ShotSize.MLS, 30.0), (ShotSize.LS, 52.0), (ShotSize.VLS, 24.0))
_TOGETHER = 6.5  # metres from the main person beyond which a master does not reach
_CROWN = 0.19  # metres from the eyes to the top of a head that is bent to somebody, and its hair
_HEAD = 0.09  # metres from the eyes to the middle of the head
_HEAD_WITHIN = 0.85  # of half the frame: so far out may the middle of the head be that is looked past
_FEW = 6
_TALLER = 0.2  # metres between two pairs of eyes at which a shoulder fills the frame


def singles(crew: Crew, stay: Stay) -> list[Setup]:
    """One person at all sizes, from both sides of where they look, frontal and three-quarter."""
    people = len(crew.story.roles)
    wanted = _SINGLES if people <= 3 else _SINGLES[:4]
    sizes = crew.style.sizes
    # What a style wants when all is calm, and the nearest it goes, it gets.
    wanted = (*(row for row in _CALMER if SIZES.index(row[0]) >= SIZES.index(sizes.calm)), *wanted)
    if sizes.closest is ShotSize.ECU:
        wanted = (*wanted, (ShotSize.ECU, 14.0))
    if int(crew.story.present[crew.story.at(stay.start) : crew.story.at(stay.end - 1) + 1].sum(1).max()) == 1:
        wanted = (*dict.fromkeys((*wanted, (ShotSize.MLS, 35.0), (ShotSize.LS, 60.0))),)
    large = crew.story.large[stay.person]
    if large > LARGE:
        # Of a horse, what would be a close-up of somebody shows an ear.
        wanted = tuple(dict.fromkeys((nearest_size(HEIGHTS[size] * large), azimuth) for size, azimuth in wanted))
    found: list[Setup] = []
    if stay.end - stay.start < 3 * crew.story.fps:
        wanted = wanted[:3]
    eyes, chest = np.array(stay.eyes), np.array(stay.chest)
    beside = crew.style.framing.beside
    for start, end in crew.spans(stay.person, stay.start, stay.end):
        for number, facing in enumerate(stay.facings):
            for size, azimuth in wanted[: 3 if number else None] if people <= 2 or not number else wanted[:2]:
                if not crew.style.sizes.allows(size):
                    continue
                for side in (-1, 1):
                    single = _single(
                        crew, stay.person, eyes, chest, facing, math.radians(azimuth * side * beside), size, start, end
                    )
                    if single is not None:
                        found.append(single)
    return found


def _single(
    crew: Crew,
    person: int,
    eyes: Array,
    chest: Array,
    facing: float,
    azimuth: float,
    size: ShotSize,
    start: int,
    end: int,
) -> Setup | None:
    direction = crew.squared(ahead(facing, azimuth))
    # The look's direction across the screen: a camera at `direction` has its right at up x direction.
    right = right_of(direction)
    slip = crew.slip(crew.story.roles[person], size, round(azimuth, 2))
    lead = -crew.style.framing.lead_room * float(np.dot(ahead(facing, 0.0), right)) + slip[0]
    line = crew.line(size, float(eyes[1])) + slip[1]
    targets = np.stack([eyes, chest])
    # Who talks with somebody shorter or taller is seen a little from below or above, as they are.
    partners = crew.partners(person, start, end)[:1]
    there = crew.place(partners[0], start, end) if partners else None
    rise = float(eyes[1] - there[1]) if there is not None else 0.0
    lower = min(max(0.35 * rise, -0.3), 0.3)
    for lens in crew.lenses(size):
        view = frame_one(
            eyes, direction, size, lens, crew.aspect, lead=lead, limits=crew.limits, lower=lower, line=line
        )
        if not crew.roomy(view, person, start, end):
            continue
        hidden = crew.look(view, targets)
        if hidden is not None:
            return Setup(
                "single", (person,), size, lens, static_path(view), start, end, hidden, angle=angle_of(view, eyes)
            )
    return None


def twos(crew: Crew, first: Stay, second: Stay) -> list[Setup]:
    """Two people who talk: over both shoulders and from abeam, on both sides of their line."""
    start, end = max(first.start, second.start), min(first.end, second.end)
    a, b = np.array(first.eyes), np.array(second.eyes)
    apart = float(np.hypot(*(b - a)[[0, 2]]))
    if end - start < crew.story.fps or apart < 0.35:
        return []
    found: list[Setup] = []
    if apart < 4.5 and abs(float(a[1] - b[1])) < _TALLER:
        for near, far in ((first, second), (second, first)):
            for side in (-1, 1):
                found += _over_shoulder(crew, near, far, side, start, end)
    if apart < 5.0:
        found += _abeam(crew, first, second, start, end)
    return found


def _over_shoulder(crew: Crew, near: Stay, far: Stay, side: int, start: int, end: int) -> list[Setup]:
    found: list[Setup] = []
    a, b = np.array(near.eyes), np.array(far.eyes)
    lenses = [lens for lens in crew.style.camera.lenses if lens >= 35] or list(crew.style.camera.lenses[-1:])
    narrow = min(1.0, crew.aspect / 1.6)
    for lens, distance in ((lenses[0], 0.95), (lenses[-1], 1.15)):
        fovy = 2 * math.atan(20.25 / (2 * lens))
        shift = max(-0.32, crew.limits[0])
        # For the side of the line on which `near` stands at the right of the frame.
        at_near = (side * (0.68 + 0.12 * narrow), 0.24)
        at_far = (-side * 0.8 * crew.style.framing.lead_room, crew.line(ShotSize.MCU, float(b[1])) - 0.02)
        view = place_two(a, b, at_near, at_far, distance, fovy, crew.aspect, shift, side)
        if view is not None and len(crew.story.roles) <= _FEW:
            # The head lies behind its eyes, and seen from the side beside them: a face that the frame's
            # edge cuts at the ear is neither a shoulder nor a face. In a crowd there is no room for it.
            out = abs(screen_point(a - _HEAD * (b - a) / np.linalg.norm(b - a), view, crew.aspect)[0]) - _HEAD_WITHIN
            if out > 0.02:
                nearer = (at_near[0] - side * out, at_near[1])
                view = place_two(a, b, nearer, at_far, distance, fovy, crew.aspect, shift, side)
        if view is None:
            continue
        # Over the head of somebody who sits, or past the belt of somebody who stands, is no shoulder.
        if not -0.85 < screen_point(a, view, crew.aspect)[1] < 1.0:
            continue
        depth = screen_point(b, view, crew.aspect)[2]
        size = nearest_size(2 * depth * math.tan(fovy / 2))
        if not crew.style.sizes.allows(size) or SIZES.index(size) < 2 or any(setup.size == size for setup in found):
            continue
        hidden = crew.look(view, np.stack([b, np.array(far.chest)]), a[None])
        if hidden is None:
            continue
        found.append(
            Setup(
                "over-the-shoulder",
                (far.person, near.person),
                size,
                lens,
                static_path(view),
                start,
                end,
                hidden,
                over=near.person,
                angle=angle_of(view, b),
            )
        )
    return found


def _abeam(crew: Crew, first: Stay, second: Stay, start: int, end: int) -> list[Setup]:
    found: list[Setup] = []
    a, b = np.array(first.eyes), np.array(second.eyes)
    line = math.atan2(float(b[0] - a[0]), float(b[2] - a[2]))
    for side in (-1, 1):
        for turned, smallest in ((0.0, 0.95), (0.0, 2.1), (35.0, 1.0), (-35.0, 1.0)):
            # A heading of `line` runs from a to b; abeam is a quarter turn beside it.
            direction = crew.squared(ahead(line, side * math.pi / 2 - side * math.radians(turned)))
            # What holds two heads shows of a horse an ear.
            large = max(crew.story.large[first.person], crew.story.large[second.person])
            view, lens = _two_view(crew, a, b, direction, smallest, large if large > 1.5 else 1.0)
            if view is None:
                continue
            middle = (a + b) / 2
            depth = screen_point(middle, view, crew.aspect)[2]
            size = nearest_size(2 * depth * math.tan(view.fovy / 2))
            depths = screen_point(a, view, crew.aspect)[2], screen_point(b, view, crew.aspect)[2]
            if max(depths) > 1.9 * min(depths) or not crew.style.sizes.allows(size):
                continue
            people = (first.person, second.person)
            if turned:  # the one whose face is nearer to the camera is the main subject
                people = people if turned < 0 else people[::-1]
            hidden = crew.look(view, np.stack([a, b, np.array(first.chest), np.array(second.chest)]))
            if hidden is None:
                continue
            kind = "two-shot" if turned else "profile two" if SIZES.index(size) > 2 else "wide two"
            found.append(
                Setup(kind, people, size, lens, static_path(view), start, end, hidden, angle=angle_of(view, middle))
            )
    return found


def _two_view(
    crew: Crew, a: Array, b: Array, direction: Array, smallest: float, large: float = 1.0
) -> tuple[View | None, float]:
    smallest *= large**0.7
    size = nearest_size(smallest)
    for lens in crew.lenses(size):
        middle = (a + b) / 2
        right = right_of(direction)
        wide = abs(float((b - a) @ right)) + large
        # One may sit while the other stands: the taller keeps head room, the lower is in.
        apart = abs(float(b[1] - a[1]))
        least = max(smallest, wide / crew.aspect, 2 * (apart + 0.2) / 1.2)
        for height in (least, 1.15 * least, 1.3 * least, 1.5 * least):
            exact = nearest_size(height)
            line = min(
                crew.line(exact, float(middle[1]), height), 0.82 - 2 * (apart / 2 + 0.17 + 0.25 * (large - 1)) / height
            )
            view = frame_one(middle, direction, exact, lens, crew.aspect, height=height, line=line, limits=crew.limits)
            # Whoever stands nearer stands larger: their crown is to be in the frame as well.
            crowns = [screen_point(eyes + np.array([0.0, _CROWN, 0.0]), view, crew.aspect) for eyes in (a, b)]
            if large > 1 or max(y for _, y, _ in crowns) < 0.97:
                break
        if crew.space.contains(np.array(view.position)):
            return view, lens
    return None, 0.0


def masters(crew: Crew) -> list[Setup]:
    """Everybody, and the place: from four to eight directions, as wide as it takes."""
    story = crew.story
    spans = _crowd_spans(story)
    found: list[Setup] = []
    for start, end in spans:
        most = 8 if (start, end) == spans[0] else 3
        found += _wide(crew, start, end, most, _TOGETHER)
        if not crew.space.interior:  # out of doors people part further
            wider = _wide(crew, start, end, most, 2.2 * _TOGETHER)
            found += [setup for setup in wider if not any(_alike(setup, other) for other in found)]
    return found


def _crowd_spans(story: Story) -> list[tuple[int, int]]:
    """The whole scene, and the stretches between which people come, go or change their places."""
    whole = (0, story.frames)
    changes = np.flatnonzero((story.present[1:] != story.present[:-1]).any(1)) + 1
    edges = {0, story.frames, *(int(t) * story.step for t in changes)}
    for travel in story.travels:
        if travel.distance > 1.2:
            edges |= {travel.start, travel.end}
    ordered: list[int] = []
    for edge in sorted(edges):
        if not ordered or edge - ordered[-1] > story.fps // 2:
            ordered.append(edge)
    ordered[-1] = story.frames
    parts = [(a, b) for a, b in pairwise(ordered) if b - a > 1.6 * story.fps and (a, b) != whole]
    return [whole, *sorted(parts, key=lambda part: part[0] - part[1])[:10]]


def _wide(crew: Crew, start: int, end: int, most: int, reach: float) -> list[Setup]:
    story = crew.story
    span = slice(story.at(start), story.at(end - 1) + 1)
    here = story.present[span]
    if not here.any():
        return []
    points: list[Array] = []
    share = (story.weight[span] * here).sum(0)
    people = [int(p) for p in np.argsort(-share, kind="stable") if here[:, p].any()]
    # With a crowd, those who speak or do something are held; the others fill the frame.
    matter = [p for p in people if share[p] > 0.5 * share[people[0]] / max(len(people) / 4, 1)]
    for person in people[:24] if len(people) <= 6 else matter[:8] if len(matter) > 1 else people[:6]:
        # Where people keep their places says it all; only of those who never stop, the way does.
        path = np.array([stay.eyes for stay in story.stays if _during(stay, person, start, end)]).reshape(-1, 3)
        path = path[crew.space.indoors(path)]
        if len(path):
            points += list(path[:6])
            continue
        path = story.eyes[span, person][here[:, person]]
        path = path[crew.space.indoors(path)]
        if not len(path):
            continue
        for order in np.percentile(path[:, [0, 2]], (0, 4, 50, 96, 100), axis=0):
            near = path[int(np.argmin(np.hypot(*(path[:, [0, 2]] - order).T)))]
            points.append(near)
    if not points:
        return []
    # Wide frames need no more than to know about where people are.
    heads = np.round(np.array(points) / _ABOUT) * _ABOUT
    # Who stands too far off for one frame is left to a shot of their own.
    away = np.hypot(*(heads - heads[: min(5, len(heads))].mean(0))[:, [0, 2]].T)
    heads = heads[away < reach] if (away < reach).any() else heads
    crowd = np.concatenate([heads + np.array([0, 0.22, 0]), heads * [1, 0, 1]])
    pair = _main_pair(story, span)
    if pair is not None:
        a, b = (_where(crew, person, start, end, span) for person in pair)
        line = round(math.atan2(float(b[0] - a[0]), float(b[2] - a[2])) / _TURN) * _TURN
        headings = [line + side * math.radians(turn) for turn in (90, 65, 115, 40) for side in (-1, 1)]
    else:
        stays = [stay for stay in story.stays if _during(stay, people[0], start, end)]
        facing = story.gaze[span, people[0]].mean(0)
        yaw = stays[0].facings[0] if stays else math.atan2(float(facing[0]), float(facing[2]))
        headings = [yaw + math.radians(turn) for turn in (35, -35, 70, -70, 110, -110, 0)]
    # Where most faces are seen first; in coarse steps, or every word would turn the set round.
    faces = [_faces(story, span, ahead(angle, 0.0)) for angle in headings]
    headings = [headings[n] for n in sorted(range(len(headings)), key=lambda n: -round(3 * faces[n]))]
    found: list[Setup] = []
    sizes = (2.1, 4.0) if crew.space.interior else (2.3, 5.0, 9.0)
    eye = float(np.median(heads[:, 1]))
    for angle in headings:
        for smallest in sizes:
            if len(found) >= most:
                break
            toward = crew.squared(ahead(angle, 0.0))
            setup = _widest(crew, crowd, heads, toward, smallest, eye, tuple(people), start, end)
            if setup is not None and not any(_alike(setup, other) for other in found):
                found.append(replace(setup, bias=5 * max(crew.void(_view_of(setup), setup.hidden) - 0.05, 0.0)))
    return found


def _faces(story: Story, span: slice, direction: Array) -> float:
    """0..1, the share of what matters in a stretch that turns the face to a camera in a direction (3)."""
    turned = story.face[span] @ direction > 0.15
    weight = story.weight[span]
    return float((turned * weight).sum() / max(float(weight.sum()), 1e-6))


def _during(stay: Stay, person: int, start: int, end: int) -> bool:
    return stay.person == person and min(stay.end, end) - max(stay.start, start) > 12


def _where(crew: Crew, person: int, start: int, end: int, span: slice) -> Array:
    there = crew.place(person, start, end)
    return there if there is not None else np.asarray(crew.story.eyes[span, person].mean(0), np.float64)


def _view_of(setup: Setup) -> View:
    path = setup.path
    x, y, z = (float(v) for v in path.position[0])
    return View((x, y, z), float(path.yaw[0]), float(path.pitch[0]), float(path.fovy[0]), float(path.shift[0]))


def _widest(
    crew: Crew,
    crowd: Array,
    heads: Array,
    direction: Array,
    smallest: float,
    eye: float,
    people: tuple[int, ...],
    start: int,
    end: int,
) -> Setup | None:
    height = min(max(eye - 0.1, 1.25), 1.6) if len(people) < 5 else 2.1
    for lens in crew.lenses(ShotSize.LS):
        bottom, top = crew.band()
        view = frame_points(
            crowd, -direction, lens, crew.aspect, height, limits=crew.limits, smallest=smallest, top=top, bottom=bottom
        )
        view = _pull_inside(crew, view, direction)
        hidden = crew.look(view, heads)
        if hidden is None:
            continue
        middle = heads.mean(0)
        depth = screen_point(middle, view, crew.aspect)[2]
        if depth < 0.8:
            continue
        size = nearest_size(2 * depth * math.tan(view.fovy / 2))
        if SIZES.index(size) > 4 or not crew.style.sizes.allows(size):
            continue
        kind = "master" if len(people) != 1 else "wide"
        return Setup(
            kind, people, size, lens, static_path(view), start, end, hidden, angle=angle_of(view, middle),
            tags=frozenset({"establishing"}),
        )  # fmt: skip
    return None


def _pull_inside(crew: Crew, view: View, direction: Array) -> View:
    """Come forward along the view until the camera is where cameras may be."""
    position = np.array(view.position)
    for _ in range(40):
        if crew.space.contains(position):
            break
        position = position - direction * 0.15
    place = (float(position[0]), float(position[1]), float(position[2]))
    return View(place, view.yaw, view.pitch, view.fovy, view.shift)


def _alike(a: Setup, b: Setup) -> bool:
    near = float(np.linalg.norm(a.path.position[0] - b.path.position[0])) < 0.4
    return near and abs(math.sin((a.path.yaw[0] - b.path.yaw[0]) / 2)) < 0.1


def _main_pair(story: Story, span: slice) -> tuple[int, int] | None:
    pairs = story.pair[span]
    pairs = pairs[pairs[:, 0] >= 0]
    if not len(pairs):
        return None
    found, counts = np.unique(pairs, axis=0, return_counts=True)
    best = found[int(np.argmax(counts))]
    return int(best[0]), int(best[1])


def places(crew: Crew) -> list[Setup]:
    """The place without people: from its corners, and what is worth seeing in it."""
    set_, story = crew.set, crew.story
    x0, z0, x1, z1 = set_.acting
    middle = np.array([(x0 + x1) / 2, 1.1, (z0 + z1) / 2])
    reach = max(x1 - x0, z1 - z0, 2.0)
    found: list[Setup] = []

    def add(kind: str, aim: Array, direction: Array, height: float, lens: float, theme: str) -> None:
        if kind == "place":
            corners = np.array([[x, y, z] for x in (x0, x1) for z in (z0, z1) for y in (0.0, 1.7)])
            view = frame_points(
                corners, -direction, lens, crew.aspect, 1.5, smallest=height, limits=crew.limits, margin=1
            )
            view = _pull_inside(crew, view, direction)
        else:
            view = frame_one(aim, direction, nearest_size(height), lens, crew.aspect, height=height, limits=crew.limits)
            lift = eye_line(nearest_size(height), float(aim[1]), height)
            shift = min(max(view.shift + lift, crew.limits[0]), crew.limits[1])
            view = View(view.position, view.yaw, 0.0, view.fovy, shift)
        hidden = crew.look(view, aim[None])
        if hidden is not None:
            setup = Setup(
                kind, (), nearest_size(height), lens, static_path(view), 0, story.frames, hidden, theme=theme,
                tags=frozenset({"establishing"} if kind == "place" else ()),
                bias=1.5 if kind == "detail" and story.present.any() else 0.0,
            )  # fmt: skip
            if not any(_alike(setup, other) for other in found):
                found.append(setup)

    wide = min(crew.style.camera.lenses)
    for step in range(8):
        if len(found) < 4:
            add("place", middle, ahead(math.radians(25 + 45 * step), 0), min(reach, 6.0), wide, "the place")
    for landmark in set_.landmarks[:6]:
        way = middle - np.array(landmark.position)
        if math.hypot(way[0], way[2]) < 0.3:
            continue
        heading = math.atan2(float(way[0]), float(way[2]))
        for turn in (25.0, -25.0):
            name = f"the {landmark.words[0]}" if landmark.words else "the place"
            add("detail", np.array(landmark.position), ahead(heading, math.radians(turn)), 1.4, max(wide, 40), name)
    return found


def visible_height(setup: Setup) -> float:
    """Metres the frame is nominally high at the subject."""
    return HEIGHTS[setup.size]
