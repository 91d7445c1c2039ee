"""What is true on the stage at the moment blocking has come to."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from fairtake.model.breakdown import Action, Event, Line, Scene
from fairtake.model.figure import Figure
from fairtake.model.performance import Contact, Happening, LineTiming
from fairtake.model.set import Door, PropModel, Set, Surface
from fairtake.model.span import Gap, Span
from fairtake.staging.blocking.paths import FloorPlan, Point
from fairtake.staging.blocking.words import head_noun, matches, same_role
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.chair import Chair
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.score import FOREVER, Foothold, PropScore, Score, Target, Vector
from fairtake.staging.motion.terrain import Terrain
from fairtake.staging.sets.changes import Change

__all__ = ["IMPORTANCE", "Doing", "DoorMove", "Person", "Stage", "Thing", "crc", "opening"]


def crc(*parts: object) -> int:
    """A seed from content."""
    return zlib.crc32("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))


def opening(line: Line) -> str:
    """Who says a line and how it begins: what idle life hangs on. A word changed later in the
    line changes what is said and shown with it, and not how everybody stands and breathes."""
    words = line.text.split(maxsplit=1)
    return f"{line.role} {words[0].casefold() if words else ''}"


@dataclass(slots=True, eq=False)
class Doing:
    """Something somebody goes on doing with `hands` from `start` until `end`: `rooted` when it
    ends as the body goes elsewhere; `look`, `turn` and `glance` say what the eyes come back to,
    with how much of the head, and after how long."""

    name: str
    start: float
    hands: tuple[int, ...] = ()
    rooted: bool = True
    look: Target | None = None
    turn: float = 0.9
    glance: float = 1.5
    end: float = FOREVER


@dataclass(slots=True, eq=False)
class Person:
    """One performer while a scene is blocked. `place` and `yaw` are where they are once
    everything planned so far is done, at time `free`. `passing` is true of who runs through the
    place, `waits` of who stands outside an opened door;
    `chair` is the wheelchair somebody lives in; `terrain` the stairs of the place; `stepping` is
    true of who is on the way to their foot."""

    role: str
    figure: Figure
    build: Build
    score: Score
    place: Point
    yaw: float
    feet: tuple[Foothold, Foothold]
    posture: str = "stand"
    seat: int = -1
    present: bool = True
    free: float = 0.0
    held: list[str] = field(default_factory=lambda: ["", ""])
    busy: list[float] = field(default_factory=lambda: [0.0, 0.0])
    door: Door | None = None
    looking: str = ""
    mood: str = ""
    hugging: str = ""
    unplaced: bool = False
    own_seat: int = -1
    passing: bool = False
    waits: bool = False
    doing: list[Doing] = field(default_factory=list)
    dances_with: str = ""
    chair: Chair | None = None
    terrain: Terrain | None = None
    stepping: bool = False

    def occupied(self, hand: int) -> bool:
        """Whether a hand is at something that goes on."""
        return any(d.end >= FOREVER and hand in d.hands for d in self.doing)

    @property
    def anchored(self) -> bool:
        """Whether they stay as they are turned: seated, kneeling, or at something that is done
        just here."""
        return (self.posture in ("sit", "kneel") and self.chair is None) or self.rooted

    @property
    def level(self) -> float:
        """The height of the floor they stand on."""
        return 0.0 if self.terrain is None else float(self.terrain.ramp(np.array([self.place]))[0])

    @property
    def mobile(self) -> bool:
        """Whether they can turn and go as they are: on their feet, or on wheels."""
        return self.posture == "stand" or self.chair is not None

    @property
    def rooted(self) -> bool:
        """Whether the hands are at something that is done just here."""
        return any(d.end >= FOREVER and d.rooted for d in self.doing)

    @property
    def shoulder_height(self) -> float:
        """Of the upper arms over the floor in the present posture."""
        rest = self.build.rest
        trunk = 1.372 * self.build.scale - self.build.pelvis
        height = self.score.postures[-1].height if self.score.postures else self.score.posture.height
        if self.posture == "stand":
            return self.level + float(rest[0, 1]) + trunk
        return self.level + height + trunk * (0.35 if self.posture in ("lie", "down") else 1.0)

    @property
    def ahead(self) -> Point:
        """The floor direction they face."""
        return math.sin(self.yaw), math.cos(self.yaw)

    def bearing(self, point: Point) -> float:
        """The yaw that faces a floor point."""
        return math.atan2(point[0] - self.place[0], point[1] - self.place[1])

    def distance(self, point: Point) -> float:
        """Metres over the floor to a point."""
        return math.dist(self.place, point)

    def eye(self) -> Vector:
        """About where their eyes are."""
        return self.place[0], self.shoulder_height + 0.26 * self.build.scale, self.place[1]


@dataclass(slots=True, eq=False)
class Thing:
    """A prop: on a surface, in a hand, or nowhere yet. `found` is true of what lies on the
    ground and has not been seen or touched."""

    name: str
    model: PropModel
    score: PropScore
    position: Vector = (0.0, 0.0, 0.0)
    yaw: float = 0.0
    holder: str = ""
    hand: int = 1
    hidden: bool = True
    found: bool = False


@dataclass(frozen=True, slots=True)
class DoorMove:
    """A leaf opens (`to` 1) or closes (0) between two times."""

    door: str
    start: float
    end: float
    to: float


@dataclass(slots=True, eq=False)
class Stage:
    """The whole stage. Blocking reads it and writes it beat by beat: `index` is the beat in
    hand, `cursor` the time it has come to, `spoken` when the last line began; `walkers` are unnamed
    people who walk by; `wears` are changes of clothes (role, time, number, whether at the next cut)."""

    scene: Scene
    site: Set
    plan: FloorPlan
    fps: int
    seed: int
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    models: Mapping[str, PropModel] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    walkers: list[str] = field(default_factory=list)
    wears: list[tuple[str, float, int, bool]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    lines: list[LineTiming] = field(default_factory=list)
    doors: list[DoorMove] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    used: set[tuple[str, Vector]] = field(default_factory=set)
    cursor: float = 0.0
    index: int = 0
    spoken: float = 0.0
    low_plan: FloorPlan | None = None
    terrain: Terrain | None = None
    to_level: Callable[[Stage, Person, float, Point, float], tuple[float, bool]] | None = None
    crawl_out: Callable[[Stage, Person, float], float] | None = None

    def gap(self, what: str, why: str, fix: str = "", span: Span | None = None) -> None:
        """Something could not be staged."""
        gap = Gap("staging", what, why, fix, span)
        if gap not in self.gaps:
            self.gaps.append(gap)

    def snap(self, time: float, *, nearest: bool = False) -> float:
        """The next (or the nearest) sixth of a second: beats start on that grid, so that a line
        that grows by a sound leaves all that follows where it was, or moves it as a whole."""
        grid = max(1, round(self.fps / 6))
        place = time * self.fps / grid
        return (math.floor(place + 0.5) if nearest else math.ceil(place - 1e-6)) * grid / self.fps

    def frame(self, time: float) -> int:
        """The frame nearest to a time."""
        return max(0, round(time * self.fps))

    def person(self, text: str) -> Person | None:
        """The performer a phrase names."""
        if not text:
            return None
        for role, person in self.people.items():
            if same_role(text, role):
                return person
        stand_in = self.stand_ins.get(text.casefold())
        return self.people.get(stand_in) if stand_in else None

    def thing(self, text: str) -> Thing | None:
        """The prop a phrase names."""
        if not text:
            return None
        noun = head_noun(text)
        for name in (text, noun):
            if name in self.things:
                return self.things[name]
        best = max(self.things.values(), key=lambda t: matches(text, [t.name]), default=None)
        return best if best is not None and matches(text, [best.name]) >= 0.8 else None

    def others(self, person: Person) -> list[Point]:
        """Where everybody else on the set will be."""
        around = [p for p in self.people.values() if p is not person and p.present]
        # The feet of who sits in a wheelchair are well before them.
        feet = [(p.place[0] + 0.35 * p.ahead[0], p.place[1] + 0.35 * p.ahead[1]) for p in around if p.chair is not None]
        return [*(p.place for p in around), *feet]

    def door_for(self, person: Person, text: str = "") -> Door | None:
        """The door a phrase means, or else the one nearest to somebody."""
        doors = self.site.doors
        if not doors:
            return None
        named = [d for d in doors if text and matches(text, [d.name]) >= 1.0]
        # One does not come and go by the floor above unless one is there.
        level = [d for d in doors if abs(d.position[1] - person.level) < 0.6]
        pool = named or level or list(doors)
        return min(pool, key=lambda d: person.distance((d.position[0], d.position[2])))

    def surface_point(self, near: Point, text: str = "") -> tuple[Surface, Vector] | None:
        """The nearest free place to put something, on the surface a phrase names if any."""
        fits = [matches(text, [s.name]) if text else 0.0 for s in self.site.surfaces]
        best = max(fits, default=0.0)
        named = [s for s, fit in zip(self.site.surfaces, fits, strict=True) if fit == best and fit > 0.6]
        options = []
        for surface in named or self.site.surfaces:
            for point in surface.free or (surface.center,):
                key = (surface.name, point)
                # Prefer what a standing person reaches without kneeling or stretching.
                odd = 0.0 if 0.55 <= point[1] <= 1.25 else 1.2
                taken = 4.0 if key in self.used else 0.0
                options.append((math.dist(near, (point[0], point[2])) + odd + taken, surface, point))
        if not options:
            return None
        _, surface, point = min(options, key=lambda o: o[0])
        return surface, point

    def happened(self, event: Event, agent: str, start: float, end: float, where: Vector, importance: float) -> None:
        """Tell the director."""
        first = self.frame(start)
        last = max(first + 1, self.frame(end))
        self.happenings.append(
            Happening(event.action, agent, event.theme or event.goal, first, last, where, importance, event.text)
        )

    def track(self, person: Person, times: Array) -> Array:
        """Floor points (n, 2) of somebody at times."""
        out = np.empty((len(times), 2))
        out[:] = person.score.place
        for travel in person.score.travels:
            for axis in (0, 1):
                value = np.interp(times, travel.times, travel.points[:, axis])
                out[:, axis] = np.where(times >= travel.times[0], value, out[:, axis])
        return out


IMPORTANCE: dict[Action, float] = {
    Action.GO: 0.35,
    Action.ENTER: 0.8,
    Action.EXIT: 0.7,
    Action.TURN: 0.25,
    Action.LOOK_AT: 0.45,
    Action.SIT: 0.45,
    Action.STAND: 0.4,
    Action.LIE_DOWN: 0.5,
    Action.KNEEL: 0.6,
    Action.PICK_UP: 0.75,
    Action.PUT_DOWN: 0.65,
    Action.GIVE: 0.9,
    Action.TAKE: 0.85,
    Action.OPEN: 0.6,
    Action.CLOSE: 0.5,
    Action.THROW: 0.8,
    Action.STRIKE: 1.0,
    Action.TOUCH: 0.7,
    Action.EMBRACE: 0.95,
    Action.POINT: 0.6,
    Action.NOD: 0.35,
    Action.SHAKE_HEAD: 0.4,
    Action.WAVE: 0.5,
    Action.FALL: 0.95,
    Action.RUN: 0.6,
    Action.USE: 0.55,
    Action.EMOTE: 0.5,
    Action.WAIT: 0.2,
    Action.APPEAR: 0.4,
}
"""How much an action matters to whoever watches, 0..1."""
