"""Dancing: alone from foot to foot, together in each other's arms; for as long as nothing ends it."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.affection import partner
from fairtake.staging.blocking.coming import pace
from fairtake.staging.blocking.lasting import begin, current, leave_off
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Doing, Person, Stage, crc
from fairtake.staging.blocking.steps import face, look, look_at_person, rise, step_close
from fairtake.staging.motion.ease import min_jerk, smoothstep
from fairtake.staging.motion.gait import feet_at
from fairtake.staging.motion.score import HandGoal, Lean, Motif, Step, Target, Travel

__all__ = ["dance", "dances", "fill"]

_BEAT = 0.52
_SLOW = 0.66
_HALF = 0.215
"""Half of what lies between two who dance together."""

_VERBS = frozenset({"dance", "waltz", "boogie", "groove", "jive", "tango", "twirl"})


def dances(event: Event) -> bool:
    """Whether the event is a dance and no way to a place."""
    verb = event.verb.lower().split()
    return bool(verb) and verb[0] in _VERBS


def dance(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Begin to dance: with whom it is done with, or alone."""
    start = max(time, person.free)
    if current(person, "dance") is not None:
        return Outcome(start, start + 0.6, start + 1.2)
    named = stage.person(event.theme) or stage.person(event.goal)
    other = named if named is not None and named is not person else None
    if other is None and len(event.agents) > 1:
        other = partner(stage, person, event)
    at = rise(stage, person, start)
    if other is None or not other.present:
        begin(person, "dance", at, _arms(person, at))
        look(person, at, Target("away", point=(0.1, 0.05, 0.0)))
        person.free = max(person.free, at + 0.4)
        return Outcome(start, at + 2.0, at + 4.2)
    both = max(at, other.free)
    leave_off(other, both)
    if other.posture != "stand":
        both = rise(stage, other, both)
    both = max(both, step_close(stage, person, both, other, 0.7, pace(event)))
    both = max(both, face(stage, other, max(other.free, both - 0.5), other.bearing(person.place), 0.1))
    both = max(both, face(stage, person, max(person.free, both), person.bearing(other.place), 0.1))
    leader, follower = (
        (person, other) if person.figure.face.femininity <= other.figure.face.femininity else (other, person)
    )
    rise_by = leader.shoulder_height - follower.shoulder_height
    for who, whom, lead in ((leader, follower, True), (follower, leader, False)):
        k = who.build.scale
        up = (0.0 if lead else rise_by) - 0.04
        out, near = 0.40, _HALF
        held = HandGoal(
            0 if lead else 1, both, both + 1.0, both + 9, both + 9, "chest", (out / k, up / k, near / k),
            (0.25, 0.55, 0.75) if lead else (0.2, 0.4, 0.85), (-0.2, 0.35, -0.9) if lead else (-0.25, -0.5, 0.85), (0.35, 0.4, 0.45),
            out=0.3,
        )  # fmt: skip
        if lead:
            arm = HandGoal(
                1, both + 0.15, both + 1.1, both + 9, both + 9, "chest", (0.07 / k, (-0.16 - rise_by) / k, (2 * _HALF + 0.075) / k),
                (-0.95, 0.05, 0.1), (0.0, 0.0, -1.0), (0.2, 0.18, 0.2), out=0.5,
            )  # fmt: skip
        else:
            arm = HandGoal(
                0, both + 0.15, both + 1.1, both + 9, both + 9, "chest", (0.165 / k, (0.045 + rise_by) / k, (2 * _HALF - 0.03) / k),
                (-0.15, 0.1, 1.0), (0.0, -1.0, 0.2), (0.2, 0.18, 0.2), out=0.4,
            )  # fmt: skip
        goals = [g for g in (held, arm) if not who.held[g.hand]]
        begin(who, "dance", both, goals)
        who.dances_with = whom.role
        look_at_person(who, both, whom)
        who.free = max(who.free, both + 0.4)
        who.hugging = whom.role
    return Outcome(start, both + 2.4, both + 4.8)


def _arms(person: Person, at: float) -> list[HandGoal]:
    """Loose fists before the ribs that go with the hips."""
    seed = crc(person.role, "dance")
    goals = []
    for hand in (0, 1):
        if person.held[hand]:
            continue
        swing = Motif("sway", (0.05 if hand else -0.05, 0.045, 0.03), (0.0, 0.03, 0.0), 0.5 / _BEAT, seed % 97)
        goals.append(
            HandGoal(
                hand, at + 0.1 * hand, at + 0.7, at + 9, at + 9, "chest", (0.25, -0.17, 0.24), (-0.25, 0.55, 0.8),
                (-0.75, 0.1, 0.2), (0.5, 0.55, 0.6), motif=swing, out=0.45,
            )
        )  # fmt: skip
    return goals


def fill(stage: Stage, end: float) -> None:
    """Write the steps of everybody who dances, from its beginning to its end, back to where
    it began."""
    done: set[str] = set()
    for person in stage.people.values():
        for doing in person.doing:
            if doing.name != "dance" or doing.start < 0:
                continue
            stop = min(doing.end, end + 1.0)
            other = stage.people.get(person.dances_with)
            twin = next((d for d in other.doing if d.name == "dance" and abs(d.start - doing.start) < 0.01), None) if other else None  # fmt: skip
            if other is not None and twin is not None:
                if person.role not in done:
                    done |= {person.role, other.role}
                    _together(person, other, doing, min(stop, twin.end))
            else:
                _alone(person, doing, stop)
        person.score.travels.sort(key=lambda t: float(t.times[0]))


def _alone(person: Person, doing: Doing, stop: float) -> None:
    """Out with one foot, the other closes; the hips and the chest go against each other."""
    start = doing.start + 0.3
    bars = int((stop - start - 0.3) / (4 * _BEAT))
    if bars < 1:
        return
    place, yaw = _stood(person, doing.start)
    last = start + bars * 4 * _BEAT
    t = np.arange(start, last + 1 / 60, 1 / 60)
    phase = (t - start) / _BEAT
    calm = smoothstep((t - start) / 0.5) * smoothstep((last - t) / 0.5)
    side = 0.085 * np.sin(np.pi * phase / 2) * calm
    turn = 0.22 * np.sin(np.pi * phase / 8) * calm
    left = np.array([math.cos(yaw), -math.sin(yaw)])
    person.score.travels.append(Travel(t, np.asarray(place) + side[:, None] * left, yaw + turn))
    home = feet_at(person.build, place, yaw)
    for beat in range(4 * bars):
        at = start + beat * _BEAT
        way = 1.0 if beat % 4 < 2 else -1.0
        opens = beat % 2 == 0
        foot = (0 if way > 0 else 1) if opens else (1 if way > 0 else 0)
        off = way * (0.16 if opens else 0.05)
        base = home[foot]
        if beat >= 4 * bars - 2:
            off = 0.0
        hold = type(base)(base.x + off * left[0], base.z + off * left[1], base.yaw)
        person.score.steps.append(
            Step(foot, at + 0.02, at + 0.02 + 0.62 * _BEAT, hold, 0.05 if opens else 0.035, 0.15, 0.25)
        )
        person.score.leans.append(
            Lean(at - 0.08, at + 0.5 * _BEAT, at + 0.55 * _BEAT, at + 1.15 * _BEAT, 0.05, 0.20 * way, 0.035, 0.10 * way * (1 if opens else -0.5))
        )  # fmt: skip


def _together(a: Person, b: Person, doing: Doing, stop: float) -> None:
    """Slowly round a common middle, a step to the beat."""
    pa, ya = _stood(a, doing.start)
    pb, _ = _stood(b, doing.start)
    start = doing.start + 0.2
    length = stop - start
    if length < 3.0:
        return
    middle = np.array([(pa[0] + pb[0]) / 2, (pa[1] + pb[1]) / 2])
    rounds = max(0, round(length * 0.42 / (2 * math.pi)))
    t = np.arange(start, stop, 1 / 60)
    u = (t - start) / length
    # Round, or to one side and back when it is short; in the end where one began.
    spin = 2 * np.pi * rounds * min_jerk(u) if rounds else 0.9 * np.sin(np.pi * u) ** 2 * np.sign(ya + 1e-9)
    apart = 0.5 * math.dist(pa, pb)
    radius = apart + (_HALF - apart) * smoothstep((t - start) / 1.0) * smoothstep((stop - t) / 0.8)
    for who, place in ((a, pa), (b, pb)):
        first = math.atan2(place[0] - middle[0], place[1] - middle[1])
        yaw0 = _stood(who, doing.start)[1]
        angle = first + spin
        points = middle + radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], -1)
        facing = yaw0 + spin
        who.score.travels.append(Travel(t, points, facing))
        beats = int(length / _SLOW)
        for beat in range(beats + 1):
            at = start + 0.15 + beat * _SLOW
            foot = (beat + (who is b)) % 2
            land = min(at + 0.6 * _SLOW, stop - 0.02)
            if land - at < 0.15:
                break
            ahead = min(land + 0.25, stop)
            k = min(len(t) - 1, int((ahead - start) * 60))
            hold = feet_at(who.build, (float(points[k, 0]), float(points[k, 1])), float(facing[k]), 0.9)[foot]
            who.score.steps.append(Step(foot, at, land, hold, 0.03, 0.15, 0.18))
            sway = 1.0 if foot == 0 else -1.0
            who.score.leans.append(Lean(at - 0.1, at + 0.5 * _SLOW, at + 0.55 * _SLOW, at + 1.2 * _SLOW, 0.03, 0.0, 0.02, 0.09 * sway))  # fmt: skip
    for who in (a, b):
        home = feet_at(who.build, *_stood(who, doing.start))
        for foot in (0, 1):
            at = stop - 0.30 + 0.3 * foot
            who.score.steps.append(Step(foot, at, at + 0.28, home[foot], 0.03, 0.1, 0.15))


def _stood(person: Person, time: float) -> tuple[tuple[float, float], float]:
    """Where somebody stood and which way they faced before `time`."""
    place, yaw = person.score.place, person.score.yaw
    for travel in sorted(person.score.travels, key=lambda t: float(t.times[0])):
        if float(travel.times[0]) < time - 0.05:
            place = (float(travel.points[-1, 0]), float(travel.points[-1, 1]))
            yaw = float(travel.yaw[-1])
    return place, yaw
