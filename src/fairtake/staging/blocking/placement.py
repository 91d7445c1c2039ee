"""Where everybody and everything is when the scene begins."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np

from fairtake.model.breakdown import Action, Event, Line
from fairtake.model.figure import Figure
from fairtake.model.set import PropModel
from fairtake.staging.blocking.animal_state import Animal, comes_later, new_animal, place_animal
from fairtake.staging.blocking.casting import EXTRAS, props_needed, roles_on_set
from fairtake.staging.blocking.climbing import from_above, on_stairs
from fairtake.staging.blocking.extras import place_extras
from fairtake.staging.blocking.free_places import free_place
from fairtake.staging.blocking.leaning import leans
from fairtake.staging.blocking.lowering import perches
from fairtake.staging.blocking.passing import from_afar
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import Spot, find_seat, find_spot, on_ground
from fairtake.staging.blocking.rolling import take_chair
from fairtake.staging.blocking.selves import lasting_pose
from fairtake.staging.blocking.state import Person, Stage, Thing, crc
from fairtake.staging.blocking.steps import lying, open_yaw, rest_hands, seat_feet, seat_place, seat_posture
from fairtake.staging.blocking.tools import on_phone, task_of
from fairtake.staging.blocking.words import matches, same_role, tokens
from fairtake.staging.motion.build import measure
from fairtake.staging.motion.carry import hold_style
from fairtake.staging.motion.chair import chair_for
from fairtake.staging.motion.gait import feet_at
from fairtake.staging.motion.score import FOREVER, GazeKey, HandGoal, PostureKey, PropKey, PropScore, Score, Target

__all__ = ["HAS", "at_it_already", "carrying", "hold_from_start", "place_people", "place_things", "posed"]

_STATES = {Action.APPEAR, Action.SIT, Action.STAND, Action.LIE_DOWN, Action.KNEEL, Action.WAIT}
_MOVES = {Action.GO, Action.ENTER, Action.EXIT, Action.RUN}


def _first_events(stage: Stage, role: str) -> tuple[list[int], bool]:
    """The role's own events in order (beat indices), and whether it is heard on the set
    before any of them."""
    own: list[int] = []
    speaks_first = False
    for i, beat in enumerate(stage.scene.beats):
        if isinstance(beat, Event) and any(same_role(a, role) for a in beat.agents):
            own.append(i)
        elif isinstance(beat, Line) and beat.role == role and not own and not (beat.voice_over or beat.off_screen):
            speaks_first = True
    return own, speaks_first


def _score(stage: Stage, role: str, figure: Figure, place: Point, yaw: float) -> Person:
    if figure.species:
        return new_animal(role, figure, place, yaw)
    build = measure(figure)
    feet = feet_at(build, place, yaw)
    upright = PostureKey(0.0, 0.0, "stand", build.pelvis - 0.004 * build.scale)
    score = Score(role, figure, place, yaw, feet, upright)
    score.stoop = 0.15 * min(1.0, max(0.0, (figure.face.age - 56) / 24))
    chair = chair_for(figure) if figure.details.get("mobility") == "wheelchair" else None
    return Person(role, figure, build, score, place, yaw, feet, chair=chair, terrain=stage.terrain)


def place_people(stage: Stage, figures: Mapping[str, Figure]) -> set[int]:
    """Put all roles on their first places. Returns the beats that are thereby already true
    ("Anna sits at the table" as the first thing said of her)."""
    done: set[int] = set()
    roles = roles_on_set(stage.scene)
    if stage.scene.extras > EXTRAS:
        stage.gap(
            f"{stage.scene.extras} unnamed people",
            f"only {EXTRAS} of them are staged",
            "Name those who matter",
            stage.scene.span,
        )
    waiting: list[str] = []
    drivers = _drivers(stage, roles)
    for role in [*drivers, *(r for r in roles if r not in drivers)]:
        figure = figures.get(role)
        if figure is None:
            stage.gap(role, "no figure was made for this role", "", stage.scene.span)
            continue
        own, speaks_first = _first_events(stage, role)
        first = stage.scene.beats[own[0]] if own else None
        person = _score(stage, role, figure, (0.0, 0.0), 0.0)
        if role in drivers and _at_wheel(stage, person):
            stage.people[role] = person
            continue
        comes = isinstance(first, Event) and (first.action is Action.ENTER or from_afar(stage, first))
        comes = comes or (isinstance(first, Event) and from_above(stage, first))
        if isinstance(person, Animal) and comes_later(stage, person, first if isinstance(first, Event) else None):
            _outside(stage, person, "")
            stage.people[role] = person
            continue
        if isinstance(first, Event) and comes and not speaks_first:
            above = person.chair is None and from_above(stage, first)
            _outside(
                stage,
                person,
                "upstairs" if above else first.source or (first.goal if first.action is Action.ENTER else ""),
            )
            stage.people[role] = person
            continue
        if isinstance(person, Animal) and isinstance(first, Event):
            if (_introduces(first) or not _acted_before(stage, own[0], role)) and place_animal(stage, person, first):
                stage.people[role] = person
                done.add(own[0])
                continue
        elif (
            isinstance(first, Event)
            and first.action in _STATES
            and not leans(first)
            and not _low(stage, person, first)
            and not speaks_first
            and (_introduces(first) or not _acted_before(stage, own[0], role))
        ):
            spot = _state_spot(stage, person, first)
            on = on_stairs(stage, first)
            if on is not None and all(math.dist(on[0], o) > 0.55 for o in stage.others(person)):
                person.place, person.yaw = on
                person.present = True
                _stand(person)
                stage.people[role] = person
                done.add(own[0])
                continue
            if spot is not None and _settle(stage, person, spot, first):
                stage.people[role] = person
                if first.action is not Action.APPEAR or len(own) > 1:
                    done.add(own[0])
                if first.action is Action.APPEAR:
                    done.add(own[0])
                continue
        stage.people[role] = person
        person.present = False
        waiting.append(role)
    named = [role for role in waiting if not role.startswith("EXTRA ")]
    # The best places are for people.
    _marks(stage, sorted(named, key=lambda role: isinstance(stage.people[role], Animal)))
    _marks(stage, _crowd(stage, [role for role in waiting if role.startswith("EXTRA ")]))
    for person in stage.people.values():
        take_chair(stage, person)
    _turn_to_each_other(stage)
    for person in stage.people.values():
        person.score.shown.append((0.0, person.present))
    return done


def _low(stage: Stage, person: Person, event: Event) -> bool:
    """Whether somebody is on the floor or on a table: no place of the set's own."""
    if event.action is Action.KNEEL:
        return event.verb.lower().split()[0] in ("kneel", "crouch", "squat")
    if event.action not in (Action.SIT, Action.LIE_DOWN):
        return False
    if on_ground(event.goal or event.theme):
        return True
    return event.action is Action.SIT and perches(stage, person, event) is not None


def _drivers(stage: Stage, roles: Sequence[str]) -> list[str]:
    """Who sits at the wheel, in a car: who drives, or else who is there first."""
    if not stage.site.seats or any(s.kind != "car" for s in stage.site.seats):
        return []
    for beat in stage.scene.beats:
        verb = beat.verb.lower().split()[:1] if isinstance(beat, Event) else []
        if isinstance(beat, Event) and verb and verb[0] in ("drive", "steer", "brake", "honk", "park"):
            return [r for r in roles if any(same_role(a, r) for a in beat.agents)][:1]
    return []


def _at_wheel(stage: Stage, person: Person) -> bool:
    index = next((i for i, s in enumerate(stage.site.seats) if "driver" in s.name), -1)
    if index >= 0:
        posed(stage, person, index)
    return index >= 0


def at_it_already(stage: Stage, role: str) -> int:
    """The beat that tells what somebody is at when the scene begins ("Anna types", "Ben leans on
    the wall"), or -1: the first thing said of them, before anybody has come, gone or spoken."""
    own, speaks_first = _first_events(stage, role)
    if not own or speaks_first or _acted_before(stage, own[0], role):
        return -1
    event = stage.scene.beats[own[0]]
    if not isinstance(event, Event):
        return -1
    if len(event.agents) != 1:
        # Those who do so together: only to sit or lie.
        low = event.action in (Action.SIT, Action.LIE_DOWN) and _low(stage, stage.people[role], event)
        return own[0] if low else -1
    if event.action in (Action.STAND, Action.WAIT) and leans(event):
        return own[0]
    if event.action in (Action.SIT, Action.LIE_DOWN, Action.KNEEL) and _low(stage, stage.people[role], event):
        return own[0]
    if event.action is Action.USE and task_of(event) in _AT_IT:
        return own[0]
    if (
        event.action in (Action.USE, Action.EMOTE)
        and on_phone(event.text)
        and event.verb.lower() not in ("call", "dial")
    ):
        return own[0]
    return own[0] if event.action is Action.EMOTE and lasting_pose(event) and own[0] == 0 else -1


_AT_IT = frozenset({"type", "write", "read", "stir", "chop", "wipe", "sew", "sweep", "play", "smoke"})


def _introduces(event: Event) -> bool:
    """Whether a state belongs to a description ("ELSA, 60s, green coat, sits on the bench"):
    then it is so from the start. The clause has lost its subject to the description."""
    return bool(event.text) and not event.text[0].isupper() and event.action is not Action.WAIT


def _acted_before(stage: Stage, index: int, role: str) -> bool:
    """Whether the clock has run before this beat: then it is an action and not a state."""
    for beat in stage.scene.beats[:index]:
        if isinstance(beat, Line) and not beat.voice_over:
            return True
        if isinstance(beat, Event) and beat.action in _MOVES:
            return True
    return False


def _outside(stage: Stage, person: Person, text: str) -> None:
    door = stage.door_for(person, text)
    person.present = False
    if door is None:
        x0, z0, x1, z1 = stage.plan.acting
        person.place = (x0 - 1.2, (z0 + z1) / 2) if crc(person.role) % 2 else (x1 + 1.2, (z0 + z1) / 2)
        person.yaw = math.atan2((x0 + x1) / 2 - person.place[0], (z0 + z1) / 2 - person.place[1])
    else:
        person.door = door
        person.place = (door.outside[0], door.outside[2])
        person.yaw = math.atan2(door.position[0] - door.outside[0], door.position[2] - door.outside[2])
    _stand(person)


def _stand(person: Person) -> None:
    person.feet = feet_at(person.build, person.place, person.yaw)
    person.score.place, person.score.yaw, person.score.feet = person.place, person.yaw, person.feet


def _state_spot(stage: Stage, person: Person, event: Event) -> Spot | None:
    text = event.goal or event.theme or event.source
    if event.action is Action.LIE_DOWN:
        return find_seat(stage, person, text if matches(text, ["bed", "sofa"]) else "bed")
    if event.action is Action.SIT or "sit" in event.verb or "seated" in event.text.lower():
        return find_seat(stage, person, text)
    return find_spot(stage, person, text) if text else None


def _settle(stage: Stage, person: Person, spot: Spot, event: Event) -> bool:
    """Take a first place. False when somebody is there already."""
    if event.action is Action.LIE_DOWN:
        return spot.seat >= 0 and _lie(stage, person, spot.seat)
    if spot.seat >= 0 and event.action in (Action.SIT, Action.APPEAR):
        posed(stage, person, spot.seat)
        return True
    if event.action is Action.KNEEL:
        return False
    others = stage.others(person)
    for point in [spot.stand, *stage.plan.spots_near(spot.stand, (0.5, 0.8, 1.1), spot.stand)]:
        if stage.plan.is_free(point, others, 0.1, 0.65):
            person.place = point
            person.yaw = spot.yaw if point == spot.stand else person.bearing((spot.at[0], spot.at[2]))
            by = event.action in (Action.STAND, Action.WAIT, Action.APPEAR) and not (
                {"window", "mirror", "sea", "picture", "grave"} & set(tokens(event.goal or event.theme))
            )
            if by and spot.role == "" and spot.thing == "":
                # Who stands by something has it at their back or side and looks at the place.
                person.yaw += math.pi - 0.5
            _stand(person)
            if not by and spot.role == "" and spot.at != (0.0, 0.0, 0.0):
                person.score.gazes.append(GazeKey(0.0, Target("point", point=spot.at)))
            return True
    return False


def _lie(stage: Stage, person: Person, index: int) -> bool:
    """Somebody lies already when the scene begins."""
    seat = stage.site.seats[index]
    if seat.kind not in ("bed", "sofa"):
        return False
    if person.chair is not None:
        return False
    key, person.place, person.yaw = lying(stage, person, seat)
    person.feet = feet_at(person.build, person.place, person.yaw)
    person.posture, person.seat, person.present = "lie", index, True
    score = person.score
    score.place, score.yaw, score.feet, score.posture = person.place, person.yaw, person.feet, key
    return True


def posed(stage: Stage, person: Person, index: int) -> None:
    """Somebody sits already when the scene begins."""
    seat = stage.site.seats[index]
    if person.chair is not None:
        # Nobody needs to be offered one.
        person.place, person.yaw, person.present = (seat.position[0], seat.position[2]), seat.yaw, True
        return
    key = seat_posture(person, seat)
    person.place, person.yaw = seat_place(person, seat), seat.yaw
    person.feet = seat_feet(person, seat)
    person.posture, person.seat, person.own_seat, person.present = "sit", index, index, True
    score = person.score
    score.place, score.yaw, score.feet, score.posture = person.place, person.yaw, person.feet, key
    rest_hands(stage, person, -1.0)


def _crowd(stage: Stage, roles: list[str]) -> list[str]:
    """Unnamed people sit, stand and walk about. Returns those there was no such place for."""
    return place_extras(stage, roles, posed, lambda person: _outside(stage, person, ""))


def _marks(stage: Stage, roles: list[str]) -> None:
    """Give the rest of the cast marks, then seats where there is nothing else, then any free
    spot of the floor."""
    taken = [p.place for p in stage.people.values() if p.present]
    options: list[tuple[Point, float]] = [((m.position[0], m.position[2]), m.yaw) for m in stage.site.marks]
    seats_first = not options or (bool(stage.site.seats) and all(s.kind == "car" for s in stage.site.seats))
    grid: list[tuple[Point, float]] | None = None
    for role in roles:
        person = stage.people[role]
        if seats_first:
            spot = find_seat(stage, person, "")
            if spot is not None:
                posed(stage, person, spot.seat)
                taken.append(person.place)
                continue
        found = next((o for o in options if all(math.dist(o[0], t) >= 0.7 for t in taken)), None)
        if found is None:
            if grid is None:
                grid = _grid(stage)
            found = next((o for o in grid if all(math.dist(o[0], t) >= 0.8 for t in taken)), None)
        if found is None and grid is not None:
            found = next((o for o in grid if all(math.dist(o[0], t) >= 0.6 for t in taken)), None)
        if found is None:
            spot = find_seat(stage, person, "")
            if spot is not None:
                posed(stage, person, spot.seat)
                taken.append(person.place)
                continue
            stage.gap(role, "there is no room left on this set", "Use a larger place or fewer people", stage.scene.span)
            person.present = False
            person.place = (1e3, 1e3)
            person.unplaced = True
            _stand(person)
            continue
        person.place, person.yaw = found
        person.present = True
        _stand(person)
        taken.append(person.place)


def _grid(stage: Stage) -> list[tuple[Point, float]]:
    """Free floor, the middle of the acting area (or of the marks) first."""
    x0, z0, x1, z1 = stage.plan.acting
    marks = [(m.position[0], m.position[2]) for m in stage.site.marks[:2]] or [((x0 + x1) / 2, (z0 + z1) / 2)]
    middle = np.mean(np.array(marks), axis=0)
    pitch = 0.45
    points = [
        (x0 + 0.3 + pitch * i + (0.2 if j % 2 else 0.0), z0 + 0.3 + pitch * j)
        for i in range(min(60, max(1, int((x1 - x0 - 0.4) / pitch) + 1)))
        for j in range(min(60, max(1, int((z1 - z0 - 0.4) / pitch) + 1)))
    ]
    points = [p for p in points if stage.plan.inside(p, 0.2)]
    if not points:
        return []
    room = stage.plan.clearance(np.array(points))
    free = [p for p, r in zip(points, room, strict=True) if r > 0.3]
    free.sort(key=lambda p: (round(math.dist(p, (float(middle[0]), float(middle[1]))), 3), p))
    return [(p, math.atan2(middle[0] - p[0], middle[1] - p[1] + 1e-6)) for p in free]


def _turn_to_each_other(stage: Stage) -> None:
    """Standing people who talk with somebody begin turned toward them, a little open to the
    front of their mark, as on a stage."""
    talkers = [b for b in stage.scene.beats if isinstance(b, Line) and not b.voice_over]
    for person in stage.people.values():
        if not person.present:
            continue
        partner = None
        for i, _line in enumerate(talkers):
            near = talkers[max(0, i - 1) : i + 2]
            if any(n.role == person.role for n in near):
                partner = next(
                    (stage.people[n.role] for n in near if n.role != person.role and n.role in stage.people), None
                )
                if partner is not None:
                    break
        if partner is None or not partner.present:
            if partner is None and person.posture == "stand" and not person.score.gazes:
                person.score.gazes.append(GazeKey(0.0, Target("away", point=(0.0, 0.06, 0.0))))
            elif not person.score.gazes:
                person.score.gazes.append(GazeKey(0.0, Target("away", point=(0.05, 0.08, 0.0))))
            continue
        if person.posture == "stand" and not person.score.gazes:
            person.yaw = open_yaw(stage, person, partner)
            _stand(person)
        if not person.score.gazes:
            person.score.gazes.append(GazeKey(0.0, Target("role", partner.role)))
            person.looking = partner.role


def place_things(stage: Stage, models: Mapping[str, PropModel]) -> None:
    """Put all props on surfaces or into the hands that first have them."""
    stage.models = models
    for name in props_needed(stage.scene):
        model = models.get(name)
        if model is None:
            stage.gap(name, "no such prop is in the store", "Name a common thing", stage.scene.span)
            continue
        thing = Thing(name, model, PropScore(name))
        stage.things[name] = thing
    for thing in stage.things.values():
        _place_thing(stage, thing)


HAS = frozenset({"carry", "hold", "clutch", "bear", "wear", "grip", "cradle", "drag"})
"""Verbs by which somebody has a thing already."""

_POCKETS = frozenset(
    [
        "pocket",
        "coat",
        "jacket",
        "bag",
        "purse",
        "handbag",
        "wallet",
        "sleeve",
        "belt",
        "backpack",
        "apron",
        "cloak",
        "suit",
    ]
)


def pocketed(event: Event) -> bool:
    """Whether a thing comes out of somebody's clothes or bag."""
    out = {"out", "draw", "produce", "unholster"} & set(event.verb.lower().split())
    return event.action in (Action.PICK_UP, Action.TAKE) and (bool(out) or bool(_POCKETS & set(tokens(event.source))))


_OWN = re.compile(r"\b(?:her|his|their) (?:\w+ )?(\w+)\b.* \1$")
"""Something of one's own ("her umbrella"), followed by its name."""


def _place_thing(stage: Stage, thing: Thing) -> None:
    for beat in stage.scene.beats:
        if not isinstance(beat, Event):
            continue
        about = stage.thing(beat.theme) is thing
        tool = stage.thing(beat.instrument) is thing
        if not about and not tool:
            continue
        agent = stage.person(beat.agents[0]) if beat.agents else None
        verb = set(beat.verb.lower().split())
        if about and agent is not None and (pocketed(beat) or verb & HAS):
            if verb & HAS and hold_from_start(stage, agent, thing):
                return
            # In a pocket until it is taken out.
            thing.score.keys.append(PropKey(0.0, "hide"))
            return
        if beat.action is Action.TAKE and about and (owner := stage.person(beat.source)) is not None:
            if hold_from_start(stage, owner, thing):
                return
        elif (
            (
                about
                and beat.action is Action.OPEN
                and agent is not None
                and _OWN.search(f"{beat.text.lower()} {thing.name}")
            )
            or tool
            or (about and beat.action in (Action.GIVE, Action.PUT_DOWN, Action.THROW, Action.USE, Action.ENTER))
        ):
            if agent is not None and hold_from_start(stage, agent, thing):
                return
        elif (
            about
            and beat.action in (Action.PICK_UP, Action.TAKE, Action.TOUCH, Action.LOOK_AT, Action.APPEAR)
            and agent
        ):
            _lay(stage, thing, agent.place, beat.source or (beat.goal if beat.action is Action.APPEAR else ""))
            return
        elif about and beat.action is Action.APPEAR:
            _lay(stage, thing, _center(stage), beat.goal)
            return
    if all(thing.name != prop.name for prop in stage.scene.props):
        # A tool nobody named: about one until it is wanted.
        thing.score.keys.append(PropKey(0.0, "hide"))
        return
    _lay(stage, thing, _center(stage), "")


def _center(stage: Stage) -> Point:
    if stage.site.marks:
        return stage.site.marks[0].position[0], stage.site.marks[0].position[2]
    x0, z0, x1, z1 = stage.plan.acting
    return (x0 + x1) / 2, (z0 + z1) / 2


def _lay(stage: Stage, thing: Thing, near: Point, text: str) -> None:
    found = stage.surface_point(near, text)
    thing.hidden = False
    if found is None:
        # No table anywhere: it lies on the ground in front of whoever needs it.
        thing.position = (near[0] + 0.3, 0.0, near[1] + 0.5)
        thing.yaw = 0.3
        thing.found = True
    else:
        surface, point = found
        stage.used.add((surface.name, point))
        thing.position = free_place(stage, surface, thing, point)
        thing.yaw = surface.yaw + (crc(thing.name) % 100 / 100 - 0.5) * 0.9
    thing.score.keys.append(PropKey(0.0, "place", position=thing.position, yaw=thing.yaw))


def hold_from_start(stage: Stage, person: Person, thing: Thing) -> bool:
    """Somebody has it in a hand when the scene begins."""
    hand = 1 if not person.held[1] else 0 if not person.held[0] else -1
    if hand < 0:
        return False
    person.held[hand] = thing.name
    thing.holder, thing.hand, thing.hidden = person.role, hand, False
    thing.score.keys.append(PropKey(0.0, "hold", person.role, hand))
    person.score.hands += carrying(person, hand, -60.0, thing.model)
    return True


def carrying(person: Person, hand: int, time: float, model: PropModel) -> list[HandGoal]:
    """Holding something: before the hip with the thumb up, or from a handle at the side; the
    other hand helps with what is wide."""
    grip = (0.55, 0.62, 0.66)
    style = hold_style(model)
    build = person.build
    goals = []
    below = model.grip[1]
    if style == "fist" and below > 0.4 and person.posture != "sit":
        # Long things hang from their handle beside the leg, the point forward and off the floor.
        shoulder = person.shoulder_height
        high = max(shoulder - 0.52 * build.scale, below * 0.955 + 0.09)
        side = (build.shoulder + 0.10) / build.scale
        at = (side, min((high - shoulder) / build.scale, -0.2), 0.14)
        return [
            HandGoal(
                hand, time, time + 0.6, FOREVER, FOREVER, "chest", at, (-0.05, -0.28, 1.0), (-1.0, 0.0, -0.05),
                grip, 0.15, 1,
            )
        ]  # fmt: skip
    if style == "handle" and person.posture != "sit":
        scale = build.scale
        side = (build.shoulder + 0.09) / scale + 0.3 * min(model.size[0], model.size[2]) / scale
        at = (side, -0.955 * build.arm / scale, 0.05)
        goals.append(
            HandGoal(
                hand,
                time,
                time + 0.6,
                FOREVER,
                FOREVER,
                "chest",
                at,
                (0.0, -1.0, 0.06),
                (-1.0, 0.0, 0.0),
                grip,
                0.45,
                1,
            )
        )
        return goals
    if person.posture == "sit":
        position, fingers = (0.13, -0.30, 0.34), (-0.35, -0.05, 1.0)
    elif style in ("side", "front") and max(model.size) > 0.3:
        position, fingers = (max(0.13, model.size[0] / 2), -0.30, 0.36), (-0.05, 0.0, 1.0)
    else:
        position, fingers = (0.17, -0.36, 0.29), (-0.22, -0.05, 1.0)
    palm = (-1.0, -0.1, -0.25)
    goals.append(HandGoal(hand, time, time + 0.6, FOREVER, FOREVER, "chest", position, fingers, palm, grip, 0.12, 1))
    if model.size[0] > 0.3 and style in ("side", "front") and not person.held[1 - hand]:
        goals.append(
            HandGoal(
                1 - hand,
                time,
                time + 0.7,
                FOREVER,
                FOREVER,
                "chest",
                position,
                fingers,
                palm,
                (0.3, 0.35, 0.4),
                0.12,
                1,
            )
        )
    return goals
