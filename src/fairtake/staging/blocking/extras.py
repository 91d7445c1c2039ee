"""Unnamed people and herds as a scene begins: who sits, who watches, who stands in line, who talks
with whom and who walks by. They keep out of the way of those who act, and out of their sight lines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Action, Event, Line
from fairtake.staging.blocking.animal_state import Animal, on_top, perch_of, place_animal, posture_of
from fairtake.staging.blocking.crowd import Group, groups, in_the_way, middle_of, some_seats
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import Spot, find_spot
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.gait import feet_at
from fairtake.staging.motion.score import GazeKey, PostureKey, Target

__all__ = ["EVERYBODY", "called", "is_extra", "means_extras", "meant_by", "place_extras", "set_down"]

EVERYBODY = "everybody"
"""The theme of what all unnamed people do."""
_WATCHING = frozenset({"applaud", "cheer", "boo", "gasp", "laugh", "look", "watch", "listen", "turn", "wave"})
_WATCHERS = frozenset(
    [
        "audience",
        "congregation",
        "spectator",
        "fan",
        "onlooker",
        "bystander",
        "mob",
        "protester",
        "demonstrator",
        "mourner",
        "juror",
        "jury",
        "reporter",
        "photographer",
    ]
)
_ALL = frozenset(
    {EVERYBODY, "crowd", "people", "throng", "mob", "audience", "guest", "group", "onlooker", "bystander", "spectator"}
)
_ROWS_KINDS = frozenset({"train", "plane", "bus"})
_TRANSIT = frozenset({"street", "station platform", "market square", "park", "bridge", "hospital corridor", "supermarket", "alley", "harbour", "beach", "school corridor"})  # fmt: skip
_PASSING = frozenset(
    [
        "crowd",
        "people",
        "throng",
        "passers-by",
        "pedestrian",
        "commuter",
        "shopper",
        "tourist",
        "traveller",
        "traveler",
        "passenger",
        "group",
    ]
)
_ROOM = {"bird": 0.3, "cat": 0.45, "dog": 0.75, "horse": 1.5}
"""Metres between two animals of a herd, at a usual height; larger ones keep more."""


def is_extra(person: Person) -> bool:
    """Whether somebody has no name in the script."""
    return person.role.startswith("EXTRA ")


def called(stage: Stage) -> dict[str, str]:
    """By role what each unnamed person is called ("old waiter")."""
    return {f"EXTRA {n}": noun for n, noun in enumerate(stage.scene.extra_nouns, 1)}


def meant_by(stage: Stage, theme: str) -> list[Person]:
    """The unnamed people a theme means: those called so, or everybody but the animals."""
    nouns = called(stage)
    extras = [p for r, p in stage.people.items() if r.startswith("EXTRA ")]
    if theme:
        named = [p for p in extras if nouns.get(p.role, "").endswith(theme)]
        if named:
            return named
    return [p for p in extras if not p.figure.species]


def means_extras(stage: Stage, text: str) -> bool:
    """Whether a phrase means unnamed people (or a herd) who are in the scene."""
    return bool(text) and (
        text in {n.split()[-1] for n in stage.scene.extra_nouns if n} or (text in _ALL and stage.scene.extras > 0)
    )


def set_down(person: Person, place: Point, yaw: float) -> None:
    """Somebody stands here when the scene begins."""
    place, yaw = (float(place[0]), float(place[1])), float(yaw)
    person.place, person.yaw, person.present = place, yaw, True
    person.feet = feet_at(person.build, place, yaw)
    person.score.place, person.score.yaw, person.score.feet = place, yaw, person.feet


Seat = Callable[[Stage, Person, int], None]


def place_extras(stage: Stage, roles: Sequence[str], sit: Seat, outside: Callable[[Person], None]) -> list[str]:
    """Give unnamed people their first places: `sit` seats one, `outside` lets one wait out of
    sight. Returns those there was no room for."""
    nouns = called(stage)
    kinds: dict[str, list[Person]] = {}
    for role in roles:
        kinds.setdefault(nouns.get(role, ""), []).append(stage.people[role])
    idle: list[Person] = []
    lost: list[Person] = []
    for noun, people in kinds.items():
        event = _first(stage, noun)
        people = list(people)
        if isinstance(people[0], Animal):
            lost += _herd(stage, [p for p in people if isinstance(p, Animal)], event)
            continue
        if event is not None and event.action is Action.ENTER:
            for person in people:
                outside(person)
            continue
        if event is not None and event.action is Action.SIT:
            people = _seat(stage, people, len(people), sit, event.goal)
        elif event is not None and event.verb == "queue":
            people = _queue(stage, people, event.goal)
        elif event is not None and event.action is Action.GO and event.verb == "pass":
            stage.walkers += [p.role for p in people]
            for person in people:
                outside(person)
            continue
        elif event is not None and event.goal and event.action in (Action.WAIT, Action.APPEAR):
            people = _gather(stage, people, event)
        idle += people
    return [p.role for p in [*_about(stage, idle, nouns, sit, outside), *lost]]


def _first(stage: Stage, noun: str) -> Event | None:
    """The first thing that people of a noun are said to do, if nothing has happened before that
    would have had them do it."""
    head = noun.split()[-1] if noun else ""
    for beat in stage.scene.beats:
        if isinstance(beat, Event) and not beat.agents and head and beat.theme == head:
            return beat
    return None


def _told_to_watch(stage: Stage, noun: str) -> bool:
    head = noun.split()[-1] if noun else ""
    return any(
        isinstance(beat, Event) and not beat.agents and beat.theme in (head, EVERYBODY) and beat.verb in _WATCHING
        for beat in stage.scene.beats
    )


# -- people ------------------------------------------------------------------------------------


def _about(
    stage: Stage, people: list[Person], nouns: dict[str, str], sit: Seat, outside: Callable[[Person], None]
) -> list[Person]:
    """People of whom nothing is said: seated where a place is for sitting, else standing about,
    some of them on their way."""
    rows = _rows(stage)
    if len(rows) >= 8:
        share = 1.0 if _faces_one_way(stage, rows) or stage.site.kind in _ROWS_KINDS else 0.85
        people = _seat(stage, people, math.ceil(len(people) * share), sit, "")
    watching = [
        p
        for p in people
        if nouns.get(p.role, "").split()[-1:]
        and (nouns[p.role].split()[-1] in _WATCHERS or _told_to_watch(stage, nouns[p.role]))
    ]
    named = any(p.present and not is_extra(p) for p in stage.people.values())
    if len(watching) >= 5 and named:
        people = [p for p in people if p not in watching] + _watch(stage, watching)
    elif not stage.site.interior or stage.site.kind in _TRANSIT:
        free = [p for p in people if nouns.get(p.role, "").split()[-1:] and nouns[p.role].split()[-1] in _PASSING]
        walking = free[-min(8, len(free) * 3 // 10) :] if len(free) >= 6 else []
        for person in walking:
            stage.walkers.append(person.role)
            outside(person)
        people = [p for p in people if p not in walking]
    if len(rows) < 8:
        # The old way: a few sit, where there are a few seats.
        for index in some_seats(stage, len(people)):
            sit(stage, people.pop(0), index)
    return _stand(stage, people, groups(stage, people))


def _stand(stage: Stage, people: list[Person], found: Sequence[Group]) -> list[Person]:
    """Groups of people who look at each other; returns who is left."""
    for group in found:
        together = [people.pop(0) for _ in group]
        for k, (person, (place, yaw)) in enumerate(zip(together, group, strict=True)):
            set_down(person, place, yaw)
            other = together[(k + 1 + crc(person.role) % max(1, len(together) - 1)) % len(together)]
            if other is not person:
                person.score.gazes.append(GazeKey(0.0, Target("role", other.role)))
                person.looking = other.role
    return people


def _rows(stage: Stage) -> list[int]:
    """Seats that many share the direction of: rows, tables of a restaurant."""
    kinds = ("chair", "bench", "sofa", "stool")
    ways: dict[int, list[int]] = {}
    for i, seat in enumerate(stage.site.seats):
        if seat.kind in kinds:
            ways.setdefault(round(math.remainder(seat.yaw, math.tau) / 0.4), []).append(i)
    return sorted(i for row in ways.values() if len(row) >= 6 for i in row)


def _faces_one_way(stage: Stage, rows: Sequence[int]) -> bool:
    yaws = np.array([stage.site.seats[i].yaw for i in rows])
    return bool(np.hypot(np.cos(yaws).mean(), np.sin(yaws).mean()) > 0.9)


def _seat(stage: Stage, people: list[Person], count: int, sit: Seat, where: str) -> list[Person]:
    """Seat `count` of them, the seats nearest to what is watched first, with gaps; some seats stay
    free for those who act. Returns who still stands."""
    seats = stage.site.seats
    rows = _rows(stage)
    named = [p for p in stage.people.values() if not is_extra(p)]
    taken = {p.seat for p in stage.people.values() if p.seat >= 0}
    one_way = bool(rows) and _faces_one_way(stage, rows)
    middle = middle_of(stage)
    pool = rows if len(rows) >= 8 else [i for i, s in enumerate(seats) if s.kind in ("chair", "bench", "sofa", "stool")]
    free = [
        i
        for i in pool
        if i not in taken
        and all(p.distance((seats[i].position[0], seats[i].position[2])) > 1.2 for p in named if p.present)
    ]
    free.sort(
        key=lambda i: (
            math.dist((seats[i].position[0], seats[i].position[2]), middle)
            + crc(stage.scene.setting.place, i) % 100 / 45
        )
    )
    keep = 2 + 2 * sum(_will_sit(stage, p.role) for p in named)
    if not one_way:
        free = free[keep:]  # the table in the middle of things is for those who act
    chosen = free[: max(0, min(count, len(free) - (keep if one_way else 0)))]
    # Not in the order of the list: those made after each other are not neighbours.
    chosen.sort(key=lambda i: crc(stage.scene.number, stage.scene.setting.place, i))
    rest = list(people)
    heads = [p for p in named if p.present]
    for index in chosen:
        if not rest:
            break
        person = rest.pop(0)
        sit(stage, person, index)
        if one_way and heads:
            aim = heads[crc(person.role) % len(heads)]
            person.score.gazes.append(GazeKey(0.0, Target("role", aim.role)))
            person.looking = aim.role
        elif not one_way:
            _look_across(stage, person)
    return rest


def _look_across(stage: Stage, person: Person) -> None:
    """Who sits at a table looks at who sits there too."""
    near = [
        p
        for p in stage.people.values()
        if p is not person and is_extra(p) and p.present and p.distance(person.place) < 1.7
    ]
    if not near:
        return
    other = min(
        near,
        key=lambda p: (
            abs(math.remainder(person.bearing(p.place) - person.yaw, math.tau)) > 1.2,
            p.distance(person.place),
        ),
    )
    for one, whom in ((person, other), (other, person)):
        if not one.score.gazes:
            one.score.gazes.append(GazeKey(0.0, Target("role", whom.role)))
            one.looking = whom.role


def _will_sit(stage: Stage, role: str) -> bool:
    person = stage.people[role]
    return person.posture != "sit" and any(
        isinstance(b, Event) and role in b.agents and b.action is Action.SIT for b in stage.scene.beats
    )


def _watch(stage: Stage, people: list[Person]) -> list[Person]:
    """They stand as an audience stands: before those who act, in loose rows, some way off."""
    middle = middle_of(stage)
    acting = [p for p in stage.people.values() if p.present and not is_extra(p)]
    ahead = sum(p.ahead[0] for p in acting), sum(p.ahead[1] for p in acting)
    # Those who talk with each other have the crowd behind them, seen from the front of the place.
    toward = math.atan2(*ahead) if math.hypot(*ahead) > 0.75 * len(acting) else math.pi
    x0, z0, x1, z1 = stage.plan.acting
    draw = np.random.default_rng(crc(stage.scene.setting.heading, "watch"))
    options: list[tuple[float, Point]] = []
    pitch = 0.74
    for i in range(max(1, int((x1 - x0) / pitch))):
        for j in range(max(1, int((z1 - z0) / pitch))):
            x = x0 + 0.3 + pitch * (i + 0.5 * (j % 2)) + float(draw.uniform(-0.16, 0.16))
            z = z0 + 0.3 + pitch * j + float(draw.uniform(-0.12, 0.12))
            away = math.dist((x, z), middle)
            off = abs(math.remainder(math.atan2(x - middle[0], z - middle[1]) - toward, math.tau))
            if 1.9 < away < 8.5 and off < 2.0:
                options.append((away * (1 + 0.22 * off) + float(draw.uniform(0, 0.5)), (x, z)))
    taken = [p.place for p in stage.people.values() if p.present] + in_the_way(stage)
    rest = list(people)
    for _, place in sorted(options):
        if not rest:
            break
        if stage.plan.inside(place, 0.1) and stage.plan.is_free(place, taken, 0.2, 0.6):
            person = rest.pop(0)
            yaw = math.atan2(middle[0] - place[0], middle[1] - place[1])
            set_down(person, place, yaw + (crc(person.role) % 41 - 20) / 120)
            aim = acting[crc(person.role) % len(acting)]
            person.score.gazes.append(GazeKey(0.0, Target("role", aim.role)))
            person.looking = aim.role
            taken.append(place)
    return rest


def _queue(stage: Stage, people: list[Person], goal: str) -> list[Person]:
    """One behind the other, from what they wait for back into the room."""
    spot: Spot | None = None
    for word in (goal, "counter", "desk", "window", "bar", "stall", "door"):
        spot = find_spot(stage, people[0], word) if word else None
        if spot is not None and not spot.role:
            break
    if spot is None:
        return people
    taken = [p.place for p in stage.people.values() if p.present]
    best: list[Point] = []
    for k in range(17):
        turn = spot.yaw + math.pi + (k + 1) // 2 * (0.2 if k % 2 else -0.2)
        line: list[Point] = []
        for n in range(len(people)):
            bend = 0.05 * math.sin(1.7 * n + k)
            away = 0.1 + 0.64 * n
            point = (
                spot.stand[0] + away * math.sin(turn) + bend * math.cos(turn),
                spot.stand[1] + away * math.cos(turn) - bend * math.sin(turn),
            )
            if not (stage.plan.inside(point) and stage.plan.is_free(point, taken, 0.16, 0.6)):
                break
            line.append(point)
        if len(line) > len(best):
            best = line
    ahead = spot.at[0], spot.at[2]
    rest = list(people)
    for point in best:
        person = rest.pop(0)
        aim = math.atan2(ahead[0] - point[0], ahead[1] - point[1])
        set_down(person, point, aim + (crc(person.role, "queue") % 31 - 15) / 60)
        person.score.gazes.append(GazeKey(0.0, Target("away", point=((crc(person.role) % 9 - 4) / 12, 0.04, 0.0))))
        ahead = point
    return rest


def _gather(stage: Stage, people: list[Person], event: Event) -> list[Person]:
    """By what the script names: few with their backs to it, many round it."""
    spot = find_spot(stage, people[0], event.goal)
    place_itself = set(tokens(event.goal)) & set(tokens(stage.scene.setting.place))
    if spot is None or place_itself:
        return people
    taken = [p.place for p in stage.people.values() if p.present] + in_the_way(stage)
    few = len(people) <= 4
    rest = list(people)
    center = (spot.at[0], spot.at[2]) if spot.seat < 0 else spot.stand
    for point in stage.plan.spots_near(center, (0.7, 0.95, 1.25, 1.6, 2.0, 2.5, 3.0, 3.6), spot.stand):
        if not rest:
            break
        if spot.door and math.dist(point, spot.stand) < 0.75:
            continue  # the way in stays clear
        if not (stage.plan.inside(point, 0.05) and stage.plan.is_free(point, taken, 0.18, 0.66)):
            continue
        person = rest.pop(0)
        toward = math.atan2(center[0] - point[0], center[1] - point[1])
        middle = middle_of(stage)
        out = math.atan2(middle[0] - point[0], middle[1] - point[1])
        set_down(person, point, out if few else toward + (crc(person.role) % 41 - 20) / 50)
        taken.append(point)
    return rest


# -- animals -----------------------------------------------------------------------------------


def _herd(stage: Stage, animals: list[Animal], event: Event | None) -> list[Person]:
    """A flock or herd: on what the script names, or together on free ground; they come later when
    the first thing said is that they come."""
    goal = event.goal if event is not None else ""
    if event is not None and event.action in (Action.ENTER, Action.GO, Action.RUN) and _nothing_before(stage, event):
        return _herd_outside(stage, animals)
    posture = (posture_of(event) if event is not None else None) or "stand"
    perch = perch_of(stage, animals[0], goal) if goal and event is not None and on_top(event) else None
    kind = animals[0].kind
    room = _ROOM.get(kind, 0.8) * max(
        0.7, min(1.3, animals[0].figure.height / {"bird": 0.3, "cat": 0.25, "dog": 0.55}.get(kind, 1.5))
    )
    if perch is not None and kind in ("bird", "cat"):
        (x, y, z), yaw = perch
        for k, animal in enumerate(animals):
            side = (k + 1) // 2 * (1 if k % 2 else -1) * max(room, 0.28)
            _animal_at(
                animal,
                (x + side * math.cos(yaw), z - side * math.sin(yaw)),
                yaw + (crc(animal.role) % 61 - 30) / 40,
                y,
                posture,
            )
        return []
    if event is not None and goal and place_animal(stage, animals[0], replace(event, theme="")):
        center = animals[0].place
        animals[0].present = True
    else:
        center = _pasture(stage, animals, room)
    draw = np.random.default_rng(crc(stage.scene.setting.heading, animals[0].role))
    heading = float(draw.uniform(0, math.tau))
    taken = [p.place for p in stage.people.values() if p.present] + in_the_way(stage)
    lost: list[Person] = []
    spread = room * (0.55 + 0.55 * math.sqrt(len(animals)))
    for animal in animals:
        if animal.present:
            continue
        for attempt in range(90):
            far = spread * (1 + attempt / 30)
            point = (center[0] + float(draw.uniform(-far, far)), center[1] + float(draw.uniform(-far, far)))
            clear = 0.12 + 0.3 * (kind == "horse")
            if stage.plan.is_free(point, taken, clear, room) and stage.plan.inside(
                point, -1.0 if not stage.site.interior else 0.1
            ):
                # A herd looks much the same way.
                off = float(draw.normal(0, 0.7 if kind == "horse" else 1.6))
                _animal_at(animal, point, heading + off, 0.0, posture)
                taken.append(point)
                break
        else:
            lost.append(animal)
    return lost


def _animal_at(animal: Animal, place: Point, yaw: float, level: float, posture: str) -> None:
    set_down(animal, place, yaw)
    animal.level, animal.posture = level, posture
    animal.score.posture = PostureKey(0.0, 0.0, posture, level)
    animal.score.gazes.append(GazeKey(0.0, Target("away", point=((crc(animal.role) % 9 - 4) / 10, 0.05, 0.0))))


def _pasture(stage: Stage, animals: Sequence[Animal], room: float) -> Point:
    """Free ground that is seen behind those who act."""
    middle = middle_of(stage)
    taken = [p.place for p in stage.people.values() if p.present] + in_the_way(stage)
    need = room * (0.5 + 0.4 * math.sqrt(len(animals)))
    rings = (1.6 + need, 2.2 + need, 3.0 + need, 4.0 + need)
    for point in stage.plan.spots_near(middle, rings, (middle[0], middle[1] - 4.0)):
        if stage.plan.is_free(point, taken, min(need, 0.8), need) and stage.plan.inside(
            point, -1.5 if not stage.site.interior else 0.2
        ):
            return point
    return middle[0], middle[1] - rings[0]


def _nothing_before(stage: Stage, event: Event) -> bool:
    """Whether the animals are new with this event."""
    for beat in stage.scene.beats:
        if beat is event:
            return True
        if isinstance(beat, Event) and beat.theme == event.theme and not beat.agents:
            return False
        if isinstance(beat, Line) and event.action is not Action.ENTER and beat.number < 0:
            return False
    return True


def _herd_outside(stage: Stage, animals: Sequence[Animal]) -> list[Person]:
    for animal in animals:
        door = stage.door_for(animal)
        x0, z0, _, z1 = stage.plan.acting
        place = (door.outside[0], door.outside[2]) if door is not None else (x0 - 2.0, (z0 + z1) / 2)
        set_down(animal, place, 0.0)
        animal.door, animal.present = door, False
    return []
