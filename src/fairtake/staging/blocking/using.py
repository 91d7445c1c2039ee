"""Doors, throws and use: opening, closing, throwing, drinking, reading, telephoning, working."""

from __future__ import annotations

import math
from dataclasses import replace

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Landmark
from fairtake.staging.blocking.handling import drop_carry, free_hand, hold_out, mime, on_frame, pick_up
from fairtake.staging.blocking.moving import go, pace
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.placement import carrying
from fairtake.staging.blocking.places import find_door, find_spot, point_of, stand_before
from fairtake.staging.blocking.state import DoorMove, Person, Stage, Thing
from fairtake.staging.blocking.steps import (
    GRIP,
    face,
    look,
    reach,
    walk,
)
from fairtake.staging.blocking.tasks import work
from fairtake.staging.blocking.tools import task_of
from fairtake.staging.blocking.words import head_noun, tokens
from fairtake.staging.motion.carry import hold_style
from fairtake.staging.motion.score import HandGoal, Lean, PropKey, Target, Vector

__all__ = ["drop", "open_or_close", "throw", "use"]


def open_or_close(stage: Stage, person: Person | None, event: Event, time: float) -> Outcome:
    """Open or close a door, a window, a cupboard, or a thing in the hands."""
    opening = event.action is Action.OPEN
    text = event.theme or event.goal
    door = find_door(stage, text)
    thing = stage.thing(text)
    if person is None:
        if door is not None and door.part:
            _leaf(stage, door.name, time, opening, door.handle)
            return Outcome(time, time + 0.8, time + 1.0)
        stage.gap(event.text or text, f"nobody is there to {event.verb or event.action} it", "", event.span)
        return Outcome(time, time + 0.5, time + 0.5)
    start = max(time, person.free)
    if thing is not None and door is None:
        return use(stage, person, event, time)
    spot = find_spot(stage, person, text, to_open=True)
    if spot is None or (not spot.opens and spot.door == ""):
        stage.gap(
            event.text or text, f"{text or 'it'} cannot be {'opened' if opening else 'closed'} here", "", event.span
        )
        if spot is None or spot.role:
            return _gesture(person, start)
    hand = free_hand(person)
    look(person, start, Target("point", point=spot.at))
    at = walk(stage, person, start, spot.stand, spot.yaw, pace(event))
    if hand < 0:
        return Outcome(start, at + 0.5, at + 0.7)
    mark = stage.site.landmarks[spot.mark] if spot.mark >= 0 else None
    if mark is not None and mark.part:
        return _furniture(stage, person, hand, mark, start, at - 0.1, opening, event)
    handle = door.handle if door is not None and door.part else spot.at
    there, done = reach(stage, person, hand, at - 0.1, handle, 0.4)
    if door is not None and door.part:
        _leaf(stage, door.name, there, opening, door.handle)
    else:
        kind = "open" if opening else "close"
        stage.contacts.append(Contact(there, kind, handle, head_noun(text), 0.4, person.role))
    return Outcome(start, there + 0.5, done)


def _turned(mark: Landmark, share: float) -> Vector:
    """Where the handle of a leaf is when it stands open by that share of its swing."""
    angle = mark.swing * share
    dx, dz = mark.handle[0] - mark.hinge[0], mark.handle[2] - mark.hinge[2]
    c, s = math.cos(angle), math.sin(angle)
    return mark.hinge[0] + dx * c + dz * s, mark.handle[1], mark.hinge[2] - dx * s + dz * c


def _furniture(
    stage: Stage, person: Person, hand: int, mark: Landmark, start: float, at: float, opening: bool, event: Event
) -> Outcome:
    """Open or close the leaf of a cupboard, a fridge, a gate: the hand takes its handle and goes
    along with it."""
    moves = [m for m in stage.doors if m.door == mark.part]
    was = moves[-1].to if moves else 0.0
    if not moves and not opening:
        # What somebody closes has stood open.
        stage.doors.append(DoorMove(mark.part, -2.0, -1.0, 1.0))
        was = 1.0
    to = 1.0 if opening else 0.0
    if abs(was - to) < 0.01:
        return Outcome(start, at + 0.4, at + 0.6)
    grip = _turned(mark, was)
    flat = (grip[0], grip[2])
    if person.distance(flat) > 0.72 or abs(math.remainder(person.bearing(flat) - person.yaw, math.tau)) > 1.1:
        # It stands open somewhere behind one.
        near = stand_before(stage, person, grip, (0.5, 0.6, 0.7))
        at = walk(stage, person, at, near, math.atan2(flat[0] - near[0], flat[1] - near[1])) - 0.1
    there, _ = reach(stage, person, hand, at, grip, 0.1, seconds=0.6)
    seconds = 1.0
    done = there
    last = person.score.hands[-1]
    for k in range(1, 4):
        # Not all the way: it swings on by itself.
        share = was + (to - was) * 0.13 * k
        when = there + 0.12 + seconds * 0.15 * k
        at_handle = _turned(mark, share)
        if person.distance((at_handle[0], at_handle[2])) > 0.95 * person.build.scale:
            break
        fingers, palm = last.fingers, last.palm
        person.score.hands.append(HandGoal(hand, done, when, when, when + 0.6, "world", at_handle, fingers, palm, GRIP))
        done = when
    stage.doors.append(DoorMove(mark.part, there + 0.08, there + 0.08 + seconds, to))
    kind = "open" if opening else "close"
    heard = there + (0.08 if opening else 0.08 + seconds)
    stage.contacts.append(Contact(heard, kind, mark.handle, head_noun(event.theme), 0.5, person.role))
    person.busy[hand] = done + 0.6
    person.free = max(person.free, there + seconds)
    inside = (mark.position[0], mark.position[1], mark.position[2])
    look(person, there + 0.5, Target("point", point=inside))
    return Outcome(start, there + 0.6 + 0.4 * opening, done + 0.7)


def _leaf(stage: Stage, name: str, time: float, opening: bool, handle: Vector) -> None:
    stage.doors.append(DoorMove(name, time, time + 0.9, 1.0 if opening else 0.0))
    kind = "door open" if opening else "door close"
    stage.contacts.append(Contact(time + (0.05 if opening else 0.88), kind, handle, "wood", 0.5))


def _gesture(person: Person, start: float) -> Outcome:
    """An honest open hand where nothing better can be done."""
    hand = free_hand(person)
    if hand >= 0:
        person.score.hands.append(
            HandGoal(
                hand,
                start,
                start + 0.5,
                start + 0.8,
                start + 1.4,
                "chest",
                (0.24, -0.25, 0.34),
                (0.2, 0.1, 1),
                (-0.4, 0.9, 0),
            )
        )
    return Outcome(start, start + 0.7, start + 1.2)


def throw(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Throw a held thing to somebody or away."""
    start = max(time, person.free)
    thing = stage.thing(event.theme) or stage.thing(event.instrument)
    if thing is None:
        return mime(stage, person, event, start)
    begin = start
    if thing.holder != person.role:
        if thing.holder:
            return mime(stage, person, event, start)
        begin = pick_up(stage, person, replace(event, theme=thing.name), start).next + 0.3
        if thing.holder != person.role:
            return Outcome(start, begin, begin)
    other = stage.person(event.goal)
    target = other.place if other is not None and other is not person else None
    if target is None:
        point = point_of(stage, person, event.goal) if event.goal else None
        if point is not None:
            target = (point[0], point[2])
        else:
            x0, z0, x1, z1 = stage.plan.acting
            x, z = (person.place[0] + 2.4 * person.ahead[0], person.place[1] + 2.4 * person.ahead[1])
            target = (min(max(x, x0), x1), min(max(z, z0), z1))
    begin = max(begin, face(stage, person, begin, person.bearing(target), 0.25))
    hand = thing.hand
    look(person, begin, Target("role", other.role) if other else Target("point", point=(target[0], 0.6, target[1])))
    back = HandGoal(hand, begin, begin + 0.42, begin + 0.46, begin + 0.9, "chest", (0.34, 0.12, -0.22), (0.2, 0.8, -0.6), (-0.6, 0, 0.8), GRIP)  # fmt: skip
    forth = HandGoal(hand, begin + 0.42, begin + 0.64, begin + 0.70, begin + 1.3, "chest", (0.14, 0.06, 0.56), (0.0, 0.2, 1.0), (-0.4, -0.8, 0.3), (0.15, 0.1, 0.1))  # fmt: skip
    person.score.hands += [back, forth]
    leave = on_frame(stage, begin + 0.6)
    flight = max(0.35, person.distance(target) / 6.0)
    land = on_frame(stage, leave + flight)
    drop_carry(person, hand, begin)
    person.held[hand] = ""
    catcher = free_hand(other) if other is not None and other is not person else -1
    if other is not None and catcher >= 0:
        u = (person.place[0] - other.place[0], person.place[1] - other.place[1])
        n = max(math.hypot(*u), 1e-6)
        catch = (other.place[0] + 0.42 * u[0] / n, other.shoulder_height - 0.15, other.place[1] + 0.42 * u[1] / n)
        face(stage, other, max(other.free, begin - 0.2), other.bearing(person.place), 0.4)
        hold_out(
            stage,
            other,
            catcher,
            begin + 0.1,
            land - 0.05,
            land + 0.15,
            catch,
            (u[0] / n, u[1] / n),
            1.0 if catcher == 0 else -1.0,
        )
        look(other, begin, Target("prop", thing.name))
        g = thing.model.grip
        thing.score.keys.append(
            PropKey(leave, "fly", position=(catch[0] - g[0], catch[1] - g[1], catch[2] - g[2]), end=land)
        )
        thing.score.keys.append(PropKey(land, "hold", other.role, catcher))
        thing.holder, thing.hand = other.role, catcher
        other.held[catcher] = thing.name
        other.score.hands += carrying(other, catcher, land + 0.15, thing.model)
        stage.contacts.append(Contact(land, "grasp", catch, thing.model.sound, 0.5, other.role))
    else:
        ground = (target[0], 0.0, target[1])
        thing.score.keys.append(PropKey(leave, "fly", position=ground, end=land))
        thing.score.keys.append(PropKey(land, "place", position=ground, yaw=1.0))
        thing.holder, thing.position, thing.yaw = "", ground, 1.0
        stage.contacts.append(Contact(land, "land", ground, thing.model.sound, 0.7))
    person.free = max(person.free, leave + 0.3)
    return Outcome(start, land + 0.1, max(land, begin + 1.3))


_DRINK = {"drink", "sip", "gulp", "swallow", "taste", "eat", "bite", "smoke", "chew"}


_CALL = {"call", "phone", "dial", "answer", "ring", "telephone"}


_TYPE = {"type", "write", "cook", "work", "wash", "stir", "chop", "cut", "sew", "play", "clean", "wipe", "pour", "dig"}


def use(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Drink, read, telephone, write or otherwise use something."""
    start = max(time, person.free)
    kind = task_of(event)
    if kind:
        task = work(stage, person, event, start, kind)
        if task is not None:
            return task
        start = max(start, person.free)
    verb = event.verb.lower()
    thing = stage.thing(event.theme) or stage.thing(event.instrument)
    begin = start
    if thing is not None and not thing.holder and verb not in _TYPE:
        begin = pick_up(stage, person, replace(event, theme=thing.name), start).next + 0.2
        if thing.holder != person.role:
            return Outcome(start, begin, begin)
    elif thing is None and (text := event.theme or event.goal or event.instrument):
        spot = find_spot(stage, person, text)
        if spot is None and verb not in _TYPE | _DRINK | _CALL | {"read"}:
            return mime(stage, person, event, start)
        if spot is None:
            stage.gap(event.text or text, f"there is no {text} on this set", "", event.span)
        elif not spot.role:
            went = go(stage, person, event, start) if person.posture == "stand" else Outcome(start, start, start)
            begin = went.end
            look(person, begin, Target("point", point=spot.at))
            hand = free_hand(person)
            if hand >= 0 and verb not in _TYPE:
                there, done = reach(stage, person, hand, begin, spot.at, 0.5)
                return Outcome(start, there + 0.3, done)
    hand = thing.hand if thing is not None and thing.holder == person.role else free_hand(person)
    if hand < 0:
        return Outcome(start, begin + 0.6, begin + 1.0)
    noun = set(tokens(event.theme) + tokens(event.instrument))
    if verb in _DRINK:
        goal = HandGoal(hand, begin, begin + 0.75, begin + 1.5, begin + 2.2, "head", (0.02, -0.10, 0.135), (-0.9, 0.25, 0.3), (-0.35, -0.1, -0.9), GRIP)  # fmt: skip
        person.score.hands.append(goal)
        end = begin + 2.1
    elif verb in _CALL or "phone" in noun:
        goal = HandGoal(hand, begin, begin + 0.8, begin + 6.0, begin + 6.8, "head", (0.105, -0.045, -0.055), (-0.1, 0.75, -0.55), (-1.0, 0.1, 0.15), (0.4, 0.5, 0.5))  # fmt: skip
        person.score.hands.append(goal)
        end = begin + 1.4
    elif verb in _TYPE:
        end = _work(person, begin)
    elif thing is not None and hold_style(thing.model) == "handle":
        # What hangs from its handle is not lifted to the eyes.
        look(person, begin, Target("prop", thing.name))
        person.score.leans.append(Lean(begin, begin + 0.6, begin + 1.2, begin + 1.9, 0.18, 0.0, 0.03))
        return Outcome(start, begin + 1.0, begin + 1.9)
    else:
        # Reading, looking it over, opening it: before the chest, with both hands when free.
        for side in (0, 1):
            if side == hand or not person.held[side]:
                person.score.hands.append(
                    HandGoal(
                        side,
                        begin,
                        begin + 0.7,
                        begin + 2.6,
                        begin + 3.3,
                        "chest",
                        (0.055 if side == hand else 0.09, -0.20, 0.36),
                        (-0.25, 0.45, 0.9),
                        (-0.8, 0.55, -0.1),
                        GRIP,
                    )
                )
        if thing is not None:
            look(person, begin + 0.2, Target("prop", thing.name), 0.9)
        end = begin + 2.6
    person.busy[hand] = end
    person.free = max(person.free, min(end, begin + 1.5))
    return Outcome(start, min(end, begin + 1.6), end)


def _work(person: Person, begin: float) -> float:
    """Both hands busy at the height of a table."""
    height = -0.42 if person.posture == "stand" else -0.36
    for side in (0, 1):
        if person.held[side]:
            continue
        at = begin
        for k in range(5):
            wobble = 0.02 * math.sin(2.4 * k + side)
            goal = HandGoal(side, at, at + 0.45, at + 0.6, at + 1.2, "chest", (0.10 + wobble, height + 0.02 * (k % 2), 0.36 + wobble), (-0.2, -0.1, 1.0), (0.0, -1.0, 0.0), (0.3, 0.35, 0.4))  # fmt: skip
            person.score.hands.append(goal)
            at += 0.5
        person.busy[side] = at + 0.7
    look(person, begin, Target("away", point=(0.0, 0.55, 0.0)))
    return begin + 3.0


def drop(stage: Stage, thing: Thing, event: Event, time: float) -> Outcome:
    """A thing falls to the ground by itself."""
    x, y, z = thing.position
    ground: Vector = (x + 0.25, 0.0, z + 0.25)
    start = on_frame(stage, time)
    land = on_frame(stage, start + math.sqrt(max(2 * y / 9.81, 0.04)))
    thing.score.keys.append(PropKey(start, "fly", position=ground, end=land))
    thing.score.keys.append(PropKey(land, "place", position=ground, yaw=thing.yaw + 0.6))
    thing.position, thing.yaw = ground, thing.yaw + 0.6
    stage.contacts.append(Contact(land, "land", ground, thing.model.sound, 0.7))
    stage.happened(event, "", start, land + 0.5, ground, 0.8)
    return Outcome(start, land + 0.3, land + 0.6)
