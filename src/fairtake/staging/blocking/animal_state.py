"""Animals on the stage: what is true of one, where it can be, and how it begins a scene."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.figure import Figure
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import Spot, find_spot
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.words import matches, same_role, tokens
from fairtake.staging.motion.build import measure
from fairtake.staging.motion.gait import feet_at
from fairtake.staging.motion.score import GazeKey, PostureKey, Score, Target, Vector

__all__ = ["SLEEPS", "Animal", "beside", "new_animal", "on_top", "outward", "perch_of", "place_animal", "posture_of"]

SLEEPS = frozenset({"sleep", "doze", "nap", "curl", "snooze", "snore"})


@dataclass(slots=True, eq=False)
class Animal(Person):
    """An animal while a scene is blocked; `level` is the height of what it stands on."""

    level: float = 0.0

    def eye(self) -> Vector:
        """About where its eyes are."""
        low = {"sit": 0.9, "lie": 0.55, "sleep": 0.35}.get(self.posture, 1.0)
        rest = self.build.rest
        reach = float(rest[4, 2] + self.build.eye[2]) * (0.6 if self.posture == "sit" else 1.0)
        high = float(rest[4, 1] + self.build.eye[1]) * low
        return self.place[0] + reach * self.ahead[0], self.level + high, self.place[1] + reach * self.ahead[1]

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return self.figure.species


def new_animal(role: str, figure: Figure, place: Point, yaw: float) -> Animal:
    """An animal standing somewhere."""
    # Ways are planned for people's legs; an animal's own speed is in the words (see `animals`).
    build = replace(measure(figure), scale=1.0, thigh=(0.43, 0.43), shin=(0.41, 0.41))
    feet = feet_at(build, place, yaw)
    score = Score(role, figure, place, yaw, feet, PostureKey(0.0, 0.0, "stand", 0.0))
    return Animal(role, figure, build, score, place, yaw, feet)


_CALLS_FROM_AFAR = frozenset(
    ["neigh", "whinny", "bark", "howl", "crow", "caw", "screech", "cry", "coo", "meow", "growl"]
)
_LANDS = frozenset(["land", "swoop", "alight", "flutter", "fly"])


def comes_later(stage: Stage, animal: Animal, first: Event | None) -> bool:
    """Whether an animal is not there when the scene begins: it is led in, it flies in, or it is
    only heard from without."""
    role = animal.role
    for beat in stage.scene.beats:
        if not isinstance(beat, Event) or (beat is not first and not same_role(beat.theme, role)):
            continue
        verb = (beat.verb.lower().split() or [""])[0]
        if beat is not first:
            return beat.action is Action.ENTER
        if beat.source == "outside" or (animal.kind == "horse" and stage.site.interior and verb in _CALLS_FROM_AFAR):
            return True
        return animal.kind == "bird" and verb in _LANDS and beat.action is Action.GO
    return False


def place_animal(stage: Stage, animal: Animal, event: Event) -> bool:
    """Put an animal where it is when the scene begins ("The dog lies by the fire"). False when
    the event is not such a state."""
    posture = posture_of(event)
    if posture is None or (event.action is Action.STAND and event.verb.split()[0] in ("rise", "get")):
        return False
    text = event.goal or event.theme
    perch = perch_of(stage, animal, text) if text else None
    if perch is not None and (animal.kind != "horse") and on_top(event):
        at, yaw = perch
        animal.place, animal.yaw, animal.level = (at[0], at[2]), yaw, at[1]
    else:
        spot = find_spot(stage, animal, text) if text else None
        if spot is None and posture == "stand":
            return False
        place = beside(stage, animal, spot) if spot is not None else _free_place(stage, animal)
        if place is None:
            return False
        animal.place = place
        animal.yaw = outward(animal, spot, place) if spot is not None else crc(animal.role) % 628 / 100
    animal.posture = posture
    score = animal.score
    score.place, score.yaw = animal.place, animal.yaw
    score.posture = PostureKey(0.0, 0.0, posture, animal.level)
    animal.feet = feet_at(animal.build, animal.place, animal.yaw)
    score.feet = animal.feet
    score.gazes.append(GazeKey(0.0, Target("away", point=(0.15, 0.05, 0.0))))
    return True


def _free_place(stage: Stage, animal: Animal) -> Point | None:
    """Where there is room to lie, not far from the middle of things."""
    marks = stage.site.marks
    middle = (marks[0].position[0], marks[0].position[2]) if marks else (0.0, 0.0)
    taken = [*stage.others(animal), *((m.position[0], m.position[2]) for m in marks[:2])]
    for room in (0.3, 0.15):
        for point in stage.plan.spots_near(middle, (1.0, 1.3, 1.7, 2.1), (middle[0], middle[1] + 2.0)):
            if stage.plan.is_free(point, taken, room, 0.75) and stage.plan.inside(point, 0.2):
                return point
    return None


def posture_of(event: Event) -> str | None:
    """The posture an event leaves an animal in, or None."""
    verb = (event.verb.lower().split() or [""])[0]
    if verb in SLEEPS or "asleep" in event.text.lower() or "curled up" in event.text.lower():
        return "sleep"
    if event.action is Action.LIE_DOWN:
        return "lie"
    if event.action is Action.SIT:
        return "sit"
    if event.action in (Action.STAND, Action.APPEAR, Action.WAIT):
        return "stand"
    return None


def on_top(event: Event) -> bool:
    """Whether the words put it on the thing and not beside it."""
    text = f" {event.text.lower()} "
    return any(f" {word} " in text for word in ("on", "onto", "upon", "atop", "up")) or event.verb.startswith("perch")


def perch_of(stage: Stage, animal: Animal, text: str) -> tuple[Vector, float] | None:
    """Where an animal can stand on a thing: a surface, a seat, a sill; and which way it faces."""
    best: tuple[float, Vector, float] | None = None
    middle = (
        np.mean([(m.position[0], m.position[2]) for m in stage.site.marks[:2]], axis=0)
        if stage.site.marks
        else np.zeros(2)
    )

    def offer(value: float, at: Vector) -> None:
        nonlocal best
        if value >= 0.8 and (best is None or value > best[0] + 1e-6):
            best = (value, at, math.atan2(float(middle[0]) - at[0], float(middle[1]) - at[2]))

    for surface in stage.site.surfaces:
        value = matches(text, [surface.name])
        if value >= 0.8:
            point = min(surface.free or (surface.center,), key=lambda p: round(animal.distance((p[0], p[2])), 3))
            offer(value, point)
    for seat in stage.site.seats:
        if seat.kind not in ("ground", "car"):
            offer(matches(text, [seat.name, seat.kind]) * 0.98, seat.position)
    words = {"sill": ("sill", "windowsill"), "ledge": ("sill", "ledge"), "windowsill": ("sill", "windowsill")}
    for mark in stage.site.landmarks:
        value = matches(text, mark.words)
        if value >= 0.8 and 0.25 < mark.position[1] < 2.2 and not mark.opens:
            offer(value * 0.9, mark.position)
        elif set(tokens(text)) & set(words) and "window" in mark.words:
            # Windows are set about a metre high.
            inward = mark.yaw + math.pi
            offer(0.85, (mark.position[0] + 0.10 * math.sin(inward), 0.92, mark.position[2] + 0.10 * math.cos(inward)))
    return None if best is None else (best[1], best[2])


def beside(stage: Stage, animal: Animal, spot: Spot | None) -> Point | None:
    """A free place by what is named: near, and clear of what others use."""
    if spot is None:
        return None
    others = stage.others(animal)
    for room in (0.25, 0.12):
        for point in stage.plan.spots_near((spot.at[0], spot.at[2]), (0.7, 0.9, 1.15, 1.4, 1.7, 2.0), spot.stand):
            if stage.plan.is_free(point, others, room, 0.6) and stage.plan.inside(point, 0.1):
                return point
    return None


def outward(animal: Animal, spot: Spot, place: Point) -> float:
    """Across the way to the thing, so that it is seen from the side."""
    toward = math.atan2(spot.at[0] - place[0], spot.at[2] - place[1])
    return toward + (1.0 if crc(animal.role) % 2 else -1.0) * 1.9
