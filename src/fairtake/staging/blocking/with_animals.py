"""What people do with animals: stroke, hold, lead, feed, look at them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.staging.blocking import moving
from fairtake.staging.blocking.animal_state import Animal
from fairtake.staging.blocking.lowering import kneel
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.passing import put
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import face, look_at_person, reach, rise, walk
from fairtake.staging.motion.gait import WALK, smoothed
from fairtake.staging.motion.score import HandGoal, HeadMove, MoodKey, Motif, Travel

__all__ = ["with_animals"]

_STROKE = {Action.TOUCH, Action.EMBRACE, Action.TAKE}
_LIFTS = frozenset({"pick", "lift", "carry", "scoop", "grab", "catch", "hold", "cradle", "throw", "snatch"})
_LEAD = frozenset({"lead", "bring", "walk", "guide", "pull", "drag", "take", "lead in", "bring in"})


def with_animals(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Done to or with an animal; None when no animal is meant or people's own way of it will do."""
    animal = stage.person(event.theme)
    if not isinstance(animal, Animal) or animal is person:
        goal = stage.person(event.goal)
        if isinstance(goal, Animal) and event.action in _STROKE and not event.theme:
            animal = goal
        else:
            return None
    verb = (event.verb.lower().split() or [""])[0]
    if event.action in (Action.ENTER, Action.EXIT, Action.GO) and (verb in _LEAD or event.action is not Action.GO):
        return _lead(stage, person, animal, event, time)
    if event.action in _STROKE and verb not in _LIFTS:
        return _stroke(stage, person, animal, event, time)
    if verb in _LIFTS or event.action in (Action.PICK_UP, Action.GIVE, Action.THROW, Action.PUT_DOWN):
        if event.action is Action.GIVE:
            return None
        why = f"animals are not lifted or thrown here; {person.role} strokes the {animal.kind}"
        stage.gap(event.text or event.verb, why, "Let it come, or be stroked", event.span)
        return _stroke(stage, person, animal, event, time)
    return None


def _lead(stage: Stage, person: Person, animal: Animal, event: Event, time: float) -> Outcome:
    """Both go the same way, the animal's head at the shoulder of whoever leads."""
    alone = replace(event, theme="")
    first, second = replace(alone, agents=(person.role,)), replace(alone, agents=(animal.role,))
    acts = {Action.ENTER: moving.enter, Action.EXIT: moving.leave}
    act = acts.get(event.action, moving.go)
    begin = max(time, person.free, animal.free)
    here, shown = len(person.score.travels), len(person.score.shown)
    led = act(stage, person, replace(first, manner=("slowly",)), begin)
    count = len(animal.score.travels)
    if animal.posture == "stand" and animal.level < 0.05 and _in_tow(stage, person, animal, here, shown):
        begin = min(begin, float(person.score.travels[here].times[0]))
        followed = Outcome(begin, animal.free, animal.free)
    elif animal.present and person.present:
        # Beside whoever leads, on the side away from the wall.
        goal = next(
            (
                p
                for p in stage.plan.spots_near(person.place, (0.9, 1.15, 1.4, 1.8), animal.place)
                if stage.plan.is_free(p, stage.others(animal), 0.15, 0.6) and stage.plan.inside(p)
            ),
            animal.place,
        )
        end = walk(stage, animal, begin + 0.8, goal, person.yaw, 1.1)
        followed = Outcome(begin + 0.8, end, end)
    else:
        followed = act(stage, animal, replace(second, verb="walk", manner=("slowly",)), begin + 2.2)
    look_at_person(animal, max(begin + 0.5, followed.end), person)
    if len(animal.score.travels) > count and not person.held[0]:
        # The hand that leads is up at the cheek of a horse, down at the collar of a dog.
        high = animal.kind == "horse"
        at = (0.36, 0.06, 0.04) if high else (0.22, -0.34, -0.02)
        person.score.hands.append(
            HandGoal(0, begin + 0.2, begin + 0.8, led.end - 0.1, led.end + 0.6, "chest", at, (0.7, 0.5, 0.3) if high else (0.2, -0.9, -0.2), (0.0, -0.6, 0.8) if high else (-0.9, 0.0, 0.2), (0.6, 0.7, 0.8), 0.1, 1)
        )  # fmt: skip
    return Outcome(begin, max(led.next, begin + 0.6), max(led.end, followed.end))


def _in_tow(stage: Stage, person: Person, animal: Animal, here: int, shown: int) -> bool:
    """The animal goes the way that the travels from number `here` on take whoever leads it, at
    their left, its head beside their shoulder; it is seen when they are. False indoors, where doors
    are passed one by one, and where it would come to stand in something."""
    ways = person.score.travels[here:]
    if stage.site.interior or not ways:
        return False
    times = np.arange(float(ways[0].times[0]), float(ways[-1].times[-1]) + 0.04, 0.08)
    way = stage.track(person, times)
    steps = np.linalg.norm(np.diff(way, axis=0), axis=1)
    going = np.concatenate([[0.0], np.cumsum(steps)])
    if going[-1] < 1.0:
        return False
    rest = animal.build.rest
    behind = float(rest[4, 2]) + (0.35 if animal.kind == "horse" else 0.1)
    aside = 0.62 if animal.kind == "horse" else 0.42
    # Beside the way, and a length behind on it: before its beginning lies its first direction.
    late = going - behind
    first = way[int(np.searchsorted(going, 0.5))] - way[0]
    first /= max(float(np.hypot(*first)), 1e-6)
    followed = np.stack([np.interp(late, going, way[:, axis]) for axis in (0, 1)], -1)
    followed += np.minimum(late, 0.0)[:, None] * first
    if animal.present:
        # It sets out from where it stands.
        if animal.distance((float(way[0, 0]), float(way[0, 1]))) > 3.0:
            return False
        share = np.clip(going / max(behind, 1.0), 0, 1)[:, None]
        share = share * share * (3 - 2 * share)
        followed = np.array(animal.place) * (1 - share) + followed * share
    reach = max(1, round(0.5 / 0.08))
    heads = np.diff(smoothed(followed, reach), axis=0, append=2 * followed[-1:] - followed[-2:-1])
    moving_on = np.hypot(heads[:, 0], heads[:, 1]) > 2e-3
    if not moving_on.any():
        return False
    yaw = np.arctan2(heads[:, 0], heads[:, 1])
    known = np.flatnonzero(moving_on)
    yaw = np.interp(np.arange(len(yaw)), known, np.unwrap(yaw[known]))
    yaw = smoothed(yaw[:, None], reach)[:, 0]
    left = np.stack([np.cos(yaw), -np.sin(yaw)], -1)
    sides = aside * (share if animal.present else 1.0)
    points = smoothed(followed + sides * left, 3)
    end = (float(points[-1, 0]), float(points[-1, 1]))
    others = [p for p in stage.others(animal) if math.dist(p, person.place) > 0.05]
    if person.present and not (stage.plan.is_free(end, others, 0.2, 0.6) and stage.plan.inside(end, -0.4)):
        return False
    if not animal.present:
        put(stage, animal, (float(points[0, 0]), float(points[0, 1])), float(yaw[0]), float(times[0]))
    else:
        yaw = yaw + math.tau * round((animal.yaw - float(yaw[0])) / math.tau)
        turn = np.clip((times - times[0]) / 1.2, 0, 1)
        yaw = animal.yaw * (1 - turn) + yaw * turn
    animal.score.travels.append(Travel(times, points, yaw))
    animal.score.shown += person.score.shown[shown:]
    animal.present, animal.place, animal.yaw = person.present, end, float(yaw[-1])
    animal.free = max(animal.free, float(times[-1]))
    return True


def _beside_shoulder(
    stage: Stage, person: Person, animal: Animal, back: tuple[float, float], apart: float
) -> tuple[float, tuple[float, float], bool]:
    """Where to stand so that a hand lies on a back at `back`: the side (1 its left), the place an arm's
    length from it, level or a little behind, so that heads keep clear; and whether there is no room."""
    others = [p for p in stage.others(person) if p != animal.place]
    options = []
    for sign in (1.0, -1.0):
        aside = (math.cos(animal.yaw) * sign, -math.sin(animal.yaw) * sign)
        for behind in (0.0, 0.16, 0.3):
            out = math.sqrt(max(apart * apart - behind * behind, 0.0))
            point = (
                back[0] + out * aside[0] - behind * animal.ahead[0],
                back[1] + out * aside[1] - behind * animal.ahead[1],
            )
            free = stage.plan.is_free(point, others, 0.1, 0.5) and stage.plan.inside(point)
            options.append((not free, behind > 0.2, round(person.distance(point), 3), sign, point))
    blocked, _, _, side, goal = min(options)
    if blocked:
        # In a corner it is stroked from where there is room, not from under its nose.
        nose = (back[0] + apart * animal.ahead[0], back[1] + apart * animal.ahead[1])
        round_it = stage.plan.spots_near(back, (apart, apart + 0.12), person.place)
        for point in (p for p in round_it if math.dist(p, nose) > 0.8 * apart):
            if stage.plan.is_free(point, others, 0.06, 0.5) and stage.plan.inside(point):
                across = (point[0] - back[0]) * math.cos(animal.yaw) - (point[1] - back[1]) * math.sin(animal.yaw)
                return math.copysign(1.0, across), point, False
    return side, goal, blocked


def _stroke(stage: Stage, person: Person, animal: Animal, event: Event, time: float) -> Outcome:
    """Beside it, down to it if it is small, and a hand over its back or neck."""
    start = max(time, person.free, animal.free - 0.4)
    rest = animal.build.rest
    tall = float(rest[2, 1])
    # Where the hand lies: behind the shoulders; of a horse, on the neck.
    horse = animal.kind == "horse"
    along = float(rest[3, 2]) if horse else 0.5 * float(rest[1, 2] + rest[2, 2])
    high = animal.level + (min(float(rest[3, 1]) + 0.06, 1.42) if horse else tall * 1.14)
    if animal.posture in ("lie", "sleep"):
        high = animal.level + 0.52 * tall
    back = (animal.place[0] + along * animal.ahead[0], animal.place[1] + along * animal.ahead[1])
    wide = 0.16 * tall
    low = high < 0.75
    side, goal, blocked = _beside_shoulder(stage, person, animal, back, (0.54 if low else 0.38) + wide)
    aim = math.atan2(back[0] - goal[0], back[1] - goal[1])
    if person.anchored or (blocked and person.distance(back) < 1.0):
        at = face(stage, person, start, person.bearing(back))
    else:
        at = walk(stage, person, start, goal, aim, WALK)
    look_at_person(person, at - 0.2, animal)
    look_at_person(animal, at, person)
    hand = 1 if not person.held[1] else 0
    if low and person.posture == "stand" and not person.rooted:
        at = kneel(stage, person, replace(event, theme="", goal="", verb="kneel", text=""), at).end
    out = (0.125 * tall if horse else 0.4 * wide) * side
    spot = (back[0] + out * math.cos(animal.yaw), high + 0.01, back[1] - out * math.sin(animal.yaw))
    ahead = (math.sin(person.yaw), math.cos(person.yaw))
    # Flat against a horse's neck, from above on whoever is smaller.
    palm = (ahead[0], -0.15, ahead[1]) if horse else (ahead[0] * 0.2, -0.97, ahead[1] * 0.2)
    fingers = (0.3 * ahead[0], 0.9, 0.3 * ahead[1]) if horse else (ahead[0], -0.1, ahead[1])
    there, done = reach(stage, person, hand, at, spot, 1.9, palm, fingers, (0.2, 0.2, 0.2), 0.7)
    goal_of = person.score.hands[-1]
    person.score.hands[-1] = replace(
        goal_of, motif=Motif("sway", (-0.09 * animal.ahead[0], 0.0, -0.09 * animal.ahead[1]), (0.0, 0.02, 0.0), 0.8)
    )
    animal.score.moods.append(MoodKey(there, "joy", 0.9, 2.2, 0.4))
    animal.score.nods.append(HeadMove("rub" if not horse else "listen", there, 1.6, 1.0))
    animal.free = max(animal.free, done - 0.4)
    if low and person.posture == "kneel":
        done = rise(stage, person, done - 0.3)
    return Outcome(start, there + 0.9, done)
