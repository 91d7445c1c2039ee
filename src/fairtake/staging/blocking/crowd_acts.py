"""What unnamed people do together: applaud, turn, rise, sit down, come, go; each in their own time.

Nothing here waits for the last of them: the scene goes on when the first have done it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Action, Event, Line
from fairtake.staging.blocking import animals, lowering, moving, showing
from fairtake.staging.blocking.animal_state import Animal
from fairtake.staging.blocking.dancing import dance
from fairtake.staging.blocking.extras import is_extra, meant_by
from fairtake.staging.blocking.feelings import carry, feel, feel_event
from fairtake.staging.blocking.lasting import leave_off
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.places import find_seat, point_of
from fairtake.staging.blocking.selves import strike_pose
from fairtake.staging.blocking.state import IMPORTANCE, Person, Stage, crc
from fairtake.staging.blocking.steps import end_rest, face, fixed, look, look_at_person, rise, sit_down, standing
from fairtake.staging.motion.gait import feet_at, shift
from fairtake.staging.motion.score import HandGoal, HeadMove, Lean, Motif, PostureKey, Step, Target

__all__ = ["crowd_act", "idle_herds"]

_Act = Callable[[Stage, Person, Event, float], Outcome]
_OWN_ACTS: Mapping[Action, _Act] = {
    Action.WAVE: showing.wave,
    Action.NOD: showing.head_move,
    Action.SHAKE_HEAD: showing.head_move,
    Action.POINT: showing.point,
}
_APART: Mapping[Action, float] = {Action.ENTER: 0.75, Action.EXIT: 0.45, Action.GO: 0.4, Action.RUN: 0.3}
"""Seconds between one who sets out and the next."""
_MOST_WALK = 14
"""So many of a crowd go to a place, come or leave; more would be in each other's way for minutes."""


def crowd_act(stage: Stage, event: Event, start: float) -> Outcome | None:
    """What the unnamed people whom the event's theme means do; None when there are none, or when
    it is nothing a crowd does."""
    people = [p for p in meant_by(stage, event.theme) if not p.unplaced]
    if not people:
        return None
    event = replace(event, theme="")
    if isinstance(people[0], Animal):
        return _herd_act(stage, people, event, start)
    if event.action is Action.EMOTE and event.verb == "dance":
        return _dance(stage, people, event, start)
    act = _PEOPLE.get(event.action)
    if act is None:
        return None
    return _told(stage, people, event, act(stage, people, event, start))


def _told(stage: Stage, people: list[Person], event: Event, outcome: Outcome) -> Outcome:
    """The director hears of it: where most of them are. That they are there, or walk by, is seen in
    any view of the place."""
    if event.action in (Action.WAIT, Action.APPEAR) or event.verb == "pass":
        return outcome
    seen = [p for p in people if p.present] or people
    middle = np.mean([p.place for p in seen], axis=0)
    among = min(seen, key=lambda p: (round(p.distance((float(middle[0]), float(middle[1]))), 2), p.role))
    stage.happened(
        event, among.role, outcome.start, max(outcome.end, outcome.start + 1.5), among.eye(), IMPORTANCE[event.action]
    )
    return outcome


def _late(person: Person, event: Event, most: float) -> float:
    """How long somebody takes to join in: a few at once, most a little later, some last."""
    draw = crc(person.role, event.text, event.verb) % 1000 / 1000
    return most * draw * draw + 0.04


# -- what is seen and heard --------------------------------------------------------------------


def _emote(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    end = start
    for person in people:
        if not person.present:
            continue
        at = start + _late(person, event, 0.8)
        strength = event.intensity * (0.65 + crc(person.role, "mood") % 36 / 100)
        told = replace(event, intensity=strength)
        if not feel_event(person, at, told) and event.emotion:
            feel(person, at, event.emotion, strength)
        if event.emotion:
            carry(person, at, event.emotion, strength)
        if event.verb in ("clap", "applaud"):
            end = max(end, _applaud(stage, person, at, 3.4 + crc(person.role, event.text) % 16 / 10))
        elif event.verb == "cheer":
            end = max(end, _cheer(person, at, crc(person.role, event.text)))
        elif event.verb in ("laugh", "gasp", "scream", "cry"):
            bow = {"laugh": 0.07, "gasp": -0.06, "scream": -0.05, "cry": 0.12}[event.verb]
            person.score.leans.append(Lean(at, at + 0.35, at + 1.4, at + 2.4, bow))
            if event.verb == "laugh":
                person.score.nods += [HeadMove("nod", at + 0.3 * k, 0.3, 0.45) for k in range(4)]
            end = max(end, at + 1.6)
    return Outcome(start, start + 1.1, max(end, start + 1.6))


def _applaud(stage: Stage, person: Person, at: float, seconds: float) -> float:
    """Clap for a while, at one's own rate. Only the nearest are heard one by one."""
    if any(person.held) or max(person.busy) > at + 0.5:
        return at
    rate = 3.1 + crc(person.role, "rate") % 14 / 10
    up = 0.03 * (crc(person.role, "high") % 5 - 2)
    for hand, low in ((0, 0.0), (1, 0.02)):
        person.score.hands.append(
            HandGoal(
                hand, at, at + 0.45, at + 0.45 + seconds, at + 1.15 + seconds, "chest", (0.032, -0.19 + up + low, 0.30),
                (-0.25, 0.62, 0.72), (-1.0, 0.0, -0.2) if hand == 0 else (-0.9, 0.35, -0.2), (0.2, 0.12, 0.12), 0.0, 2, 0.15,
                Motif("sway", (0.026, 0.0, 0.0), rate=rate, seed=crc(person.role) % 97),
            )
        )  # fmt: skip
        person.busy[hand] = at + 1.15 + seconds
    return at + seconds


def _cheer(person: Person, at: float, draw: int) -> float:
    """Arms up: both, one fist, or only a shout."""
    seconds = 1.1 + draw % 12 / 10
    free = [h for h in (0, 1) if not person.held[h] and person.busy[h] <= at + 0.5]
    hands = free if draw % 5 < 2 else free[:1] if draw % 5 < 4 else []
    if draw % 2:
        hands = hands[::-1]
    high = 0.22 + draw % 7 / 40
    for hand in hands:
        person.score.hands.append(
            HandGoal(
                hand, at, at + 0.4, at + 0.4 + seconds, at + 1.1 + seconds, "chest", (0.26, high, 0.14), (0.05, 1.0, 0.0),
                (-0.3, 0.0, 0.95), (0.85, 0.95, 0.98) if len(hands) == 1 else (0.15, 0.1, 0.12), 0.0, 2, 0.3,
                Motif("sway", (0.0, 0.05, 0.01), rate=1.3 + draw % 5 / 10, seed=draw % 97),
            )
        )  # fmt: skip
        person.busy[hand] = at + 1.1 + seconds
    person.score.leans.append(Lean(at, at + 0.3, at + 0.4 + seconds, at + 1.2 + seconds, -0.05))
    return at + 0.4 + seconds


def _turn(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    """They turn to what is named, or to what there is to see: who spoke or acts next."""
    text = event.goal
    target = stage.person(text) if text else None
    point = point_of(stage, people[0], text) if text and target is None else None
    if target is None and point is None:
        target = _seen(stage)
    for person in people:
        if not person.present:
            continue
        at = start + _late(person, event, 0.9)
        aim = None
        if target is not None and target.present:
            look_at_person(person, at, target)
            aim = target.place
        elif point is not None:
            look(person, at, Target("point", point=point))
            aim = (point[0], point[2])
        else:
            look(person, at, Target("away", point=((crc(person.role, event.text) % 21 - 10) / 12, 0.02, 0.0)))
        if aim is not None and person.posture == "stand" and not person.anchored:
            off = abs(math.remainder(person.bearing(aim) - person.yaw, math.tau))
            if off > 0.9:
                face(stage, person, max(at + 0.1, person.free), person.bearing(aim), 0.5)
        elif aim is not None and person.posture == "sit":
            off = math.remainder(person.bearing(aim) - person.yaw, math.tau)
            if abs(off) > 0.6:
                twist = math.copysign(min(0.6, 0.4 * (abs(off) - 0.3)), off)
                person.score.leans.append(Lean(at, at + 0.8, at + 3.5, at + 4.6, 0.0, twist))
    return Outcome(start, start + 0.8, start + 1.8)


def _seen(stage: Stage) -> Person | None:
    """Whom there is to look at: who speaks or acts next, or did last."""
    beats = stage.scene.beats
    for i in [*range(stage.index + 1, min(stage.index + 4, len(beats))), *range(stage.index - 1, -1, -1)]:
        beat = beats[i]
        names = (beat.role,) if isinstance(beat, Line) else beat.agents if isinstance(beat, Event) else ()
        for name in names:
            person = stage.people.get(name)
            if person is not None and person.present and not is_extra(person):
                return person
    return next((p for p in stage.people.values() if p.present and not is_extra(p)), None)


def _each(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    act = _OWN_ACTS[event.action]
    ends = [
        act(stage, p, replace(event, agents=(p.role,), theme=event.goal), start + _late(p, event, 0.7)).end
        for p in people
        if p.present
    ]
    return Outcome(start, start + 0.8, max(ends, default=start + 0.8))


# -- getting up and down -----------------------------------------------------------------------


def _stand(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    ends = [
        _rise(stage, p, max(start + _late(p, event, 1.0), p.free)) for p in people if p.present and p.posture != "stand"
    ]
    if not ends:
        return Outcome(start, start + 0.4, start + 0.8)
    return Outcome(start, start + 1.2, max(ends))


def _rise(stage: Stage, person: Person, time: float) -> float:
    """Up from a seat, and standing before it: in a row nobody files out to stand."""
    seats = stage.site.seats
    raised = person.posture == "sit" and person.seat >= 0 and person.chair is None
    if not raised or seats[person.seat].kind in ("ground", "car", "bed", "stairs") or fixed(stage, person):
        return rise(stage, person, time)
    time = max(time, person.free)
    leave_off(person, time, rooted=True)
    end = time + 1.15
    goal = (person.place[0] + 0.27 * person.ahead[0], person.place[1] + 0.27 * person.ahead[1])
    feet = feet_at(person.build, goal, person.yaw)
    score = person.score
    score.travels.append(shift(time + 0.1, end - 0.1, person.place, goal, person.yaw, person.yaw))
    score.postures.append(PostureKey(time, end, "stand", standing(person).height, 0.0, 0.0, 0.0, 0.66))
    for side in (0, 1):
        lift = time + 0.11 + 0.45 * side
        score.steps.append(Step(side, lift, lift + 0.42, feet[side], 0.04, 0.1, 0.0))
    end_rest(person, time + 0.1, 0.6)
    person.place, person.feet, person.posture, person.seat, person.free = goal, feet, "stand", -1, end
    return end


def _sit(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    absent = [p for p in people if not p.present]
    if absent:
        _enter(stage, absent, replace(event, action=Action.ENTER, goal=""), start)
    ends = [start + 0.8]
    for person in people:
        if person.posture == "sit" or not person.present:
            continue
        at = max(start + _late(person, event, 1.2), person.free)
        index = person.own_seat if person.own_seat >= 0 and _is_free(stage, person) else -1
        if index < 0:
            spot = find_seat(stage, person, event.goal)
            index = spot.seat if spot is not None else -1
        if index < 0:
            break
        ends.append(sit_down(stage, person, at, index))
    first = min(ends[1:], default=start + 0.8)
    return Outcome(start, min(first, start + 3.0), max(ends))


def _is_free(stage: Stage, person: Person) -> bool:
    return all(p.seat != person.own_seat for p in stage.people.values() if p is not person)


def _kneel(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    ends = [start + 0.8]
    for person in people:
        at = start + _late(person, event, 0.9)
        if not person.present:
            continue
        if person.posture == "sit":
            strike_pose(stage, person, "pray", at)
        else:
            ends.append(lowering.kneel(stage, person, replace(event, agents=(person.role,), goal=""), at).end)
    return Outcome(start, start + 1.4, max(ends))


def _dance(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    """Couples where two stand together, the rest alone."""
    free = [p for p in people if p.present and p.posture != "lie"]
    ends = [start + 1.0]
    while free:
        person = free.pop(0)
        near = [q for q in free if q.distance(person.place) < 1.5]
        other = min(near, key=lambda q: person.distance(q.place), default=None)
        at = start + _late(person, event, 1.2)
        if other is not None and len(people) > 3 and crc(person.role, "dance") % 3:
            free.remove(other)
            ends.append(
                dance(stage, person, replace(event, agents=(person.role, other.role), theme=other.role), at).end
            )
        else:
            ends.append(dance(stage, person, replace(event, agents=(person.role,), goal=""), at).end)
    return Outcome(start, start + 1.5, max(ends))


# -- coming and going --------------------------------------------------------------------------


def _enter(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    absent = [p for p in people if not p.present][:_MOST_WALK]
    if not absent:
        return _wait(stage, people, event, start)
    first = 0.0
    for k, person in enumerate(absent):
        came = moving.enter(stage, person, replace(event, agents=(person.role,)), start + _APART[Action.ENTER] * k)
        first = first or came.end
    _report(stage, len([p for p in people if not p.present]), "come in", event)
    return Outcome(start, min(first, start + 3.0), first)


def _leave(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    here = sorted((p for p in people if p.present), key=lambda p: _far_out(stage, p))
    first = 0.0
    for k, person in enumerate(here[:_MOST_WALK]):
        gone = moving.leave(stage, person, replace(event, agents=(person.role,)), start + _APART[Action.EXIT] * k)
        first = first or gone.end
    _report(stage, len(here) - _MOST_WALK, "leave", event)
    return Outcome(start, min(first or start + 1.0, start + 2.5), first or start + 1.0)


def _far_out(stage: Stage, person: Person) -> tuple[float, str]:
    door = stage.door_for(person)
    away = person.distance((door.position[0], door.position[2])) if door is not None else 0.0
    return round(away, 2), person.role


def _go(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    absent = [p for p in people if not p.present and p.role not in stage.walkers]
    if absent:
        return _enter(stage, absent, replace(event, action=Action.ENTER), start)
    if event.verb == "pass" and (not event.goal or all(p.role in stage.walkers for p in people)):
        return Outcome(start, start + 0.8, start + 2.0)
    first = 0.0
    here = [p for p in people if p.present and p.role not in stage.walkers]
    for k, person in enumerate(here[:_MOST_WALK]):
        went = moving.go(stage, person, replace(event, agents=(person.role,)), start + _APART[event.action] * k)
        first = first or went.end
    _report(stage, len(here) - _MOST_WALK, "go", event)
    return Outcome(start, min(first or start + 1.0, start + 2.0), first or start + 1.0)


def _report(stage: Stage, more: int, what: str, event: Event) -> None:
    if more > 0:
        stage.gap(event.text, f"{more} more of them do not {what}: so many would take minutes", "", event.span)


def _wait(stage: Stage, people: list[Person], event: Event, start: float) -> Outcome:
    """They stand there, talk, or fall silent."""
    if event.verb == "stop":
        _turn(stage, people, replace(event, goal=""), start)
        return Outcome(start, start + 1.0, start + 1.6)
    if event.verb == "chat":
        for person in people:
            other = stage.person(person.looking)
            if person.present and other is not None and is_extra(other):
                at = start + _late(person, event, 1.5)
                person.score.nods += [HeadMove("accent", at + 0.55 * k, 0.5, 0.5) for k in range(3)]
    return Outcome(start, start + 1.2, start + 1.6)


_PEOPLE: Mapping[Action, Callable[[Stage, list[Person], Event, float], Outcome]] = {
    Action.EMOTE: _emote,
    Action.TURN: _turn,
    Action.LOOK_AT: _turn,
    Action.STAND: _stand,
    Action.SIT: _sit,
    Action.KNEEL: _kneel,
    Action.ENTER: _enter,
    Action.EXIT: _leave,
    Action.GO: _go,
    Action.RUN: _go,
    Action.WAIT: _wait,
    Action.APPEAR: _wait,
    **dict.fromkeys(_OWN_ACTS, _each),
}


# -- animals -----------------------------------------------------------------------------------


def _herd_act(stage: Stage, herd: list[Person], event: Event, start: float) -> Outcome:
    """Each does it, one after another; what is heard is heard of a few."""
    called = event.verb in animals.CALLS
    outcomes = []
    for k, animal in enumerate(herd):
        if called and k >= 4:
            break
        at = start + (0.35 if called else 0.22) * k + crc(animal.role, event.text) % 20 / 100
        outcomes.append(animals.act(stage, animal, replace(event, agents=(animal.role,)), at))
    stage.happened(
        event, herd[0].role, start, max(o.end for o in outcomes), herd[0].eye(), IMPORTANCE.get(event.action, 0.4)
    )
    return Outcome(start, max(start + 0.8, min(o.next for o in outcomes)), max(o.end for o in outcomes))


_IDLE: Mapping[str, tuple[tuple[str, float], ...]] = {
    "bird": (("peck", 1.8), ("peck", 1.4), ("preen", 2.4), ("tilt", 1.2)),
    "dog": (("sniff", 1.8), ("pant", 2.4), ("listen", 1.6)),
    "cat": (("preen", 2.6), ("listen", 1.6)),
    "horse": (("graze", 4.5), ("graze", 3.5), ("listen", 1.6)),
}


def idle_herds(stage: Stage, end: float) -> None:
    """What the animals of a herd do while nobody makes them do anything: each at its own time."""
    for person in stage.people.values():
        if not (is_extra(person) and isinstance(person, Animal) and person.present) or person.posture not in (
            "stand",
            "sit",
        ):
            continue
        draw = np.random.default_rng(crc(stage.scene.number, person.role, "idle"))
        moves = _IDLE.get(person.kind, ())
        taken = sorted((n.start, n.start + n.duration) for n in person.score.nods)
        taken += [(float(t.times[0]), float(t.times[-1])) for t in person.score.travels]
        at = float(draw.uniform(-2.0, 2.0))
        while moves and at < end:
            name, seconds = moves[int(draw.integers(len(moves)))]
            if all(at + seconds < a or at > b for a, b in taken):
                person.score.nods.append(HeadMove(name, at, seconds, 1.0 if draw.random() < 0.8 else -1.0))
            at += seconds + float(draw.uniform(0.4, 3.2))
        person.score.nods.sort(key=lambda n: n.start)
