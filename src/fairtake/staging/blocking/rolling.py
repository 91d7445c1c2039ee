"""Going about in a wheelchair: where it has room, how it rolls there, and what the hands do."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import FloorPlan, Point
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.motion.ease import Array, min_jerk
from fairtake.staging.motion.gait import WALK, feet_at, profile, soften, wrap
from fairtake.staging.motion.riding import rolled
from fairtake.staging.motion.score import FOREVER, HandGoal, Lean, PostureKey, Travel

__all__ = ["fits", "in_chair", "roll", "take_chair", "turn_chair"]

_DT = 1 / 60
_STROKE = 1.2
"""How far a push turns the wheel, radians."""
_RECOVER = 0.5
"""Seconds from letting go of the rim to taking it again."""
_REACH = 0.36
"""Seconds in which the hands come from the lap to the rims."""
_KNEES = ("table", "desk")


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """Times (K,), floor points (K, 2) and directions (K,) of the axle."""

    times: Array
    points: Array
    yaw: Array


def take_chair(stage: Stage, person: Person) -> None:
    """Somebody sits in their wheelchair as the scene begins, with room for it where they are."""
    chair = person.chair
    if chair is None:
        return
    if person.present:
        person.place, person.yaw = _park(stage, person, person.place, person.yaw)
    build = person.build
    person.seat = -1
    person.posture = "sit"
    person.feet = feet_at(build, person.place, person.yaw)
    score = person.score
    score.chair = chair
    score.place, score.yaw, score.feet = person.place, person.yaw, person.feet
    score.posture = PostureKey(0.0, 0.0, "sit", chair.seat + 0.118 * build.scale, -0.10, 0.07)
    score.stoop *= 0.6
    # On the lap, wherever a table was.
    score.hands = [g for g in score.hands if g.layer != 0]
    _rest(person, -1.0)


def _rest(person: Person, time: float, grow: float = 0.55) -> None:
    """The hands lie in the lap."""
    for hand in (0, 1):
        person.score.hands.append(
            HandGoal(
                hand, time, time + grow + 0.08 * hand, FOREVER, FOREVER, "thigh", (-0.015, 0.085, 0.58),
                (-0.45, -0.15, 0.9), (0.05, -1.0, -0.2), (0.2, 0.22, 0.28), layer=0,
            )
        )  # fmt: skip


def _plans(stage: Stage) -> tuple[FloorPlan, FloorPlan]:
    """The floor as the body meets it, and as knees and feet do, which go under tables."""
    if stage.low_plan is None:
        under = [
            b for b in stage.site.obstacles
            if not (any(w in b.name for w in _KNEES) and 0.6 < b.center[1] + b.half[1] < 0.95)
        ]  # fmt: skip
        stage.low_plan = FloorPlan(replace(stage.site, obstacles=tuple(under)))
    return stage.plan, stage.low_plan


def _outline(person: Person, place: Point, yaw: float) -> tuple[Array, Array]:
    """Points (n, 2) round the seat and wheels, and (m, 2) about the knees and feet."""
    assert person.chair is not None
    c = person.chair
    ahead, left = np.array([math.sin(yaw), math.cos(yaw)]), np.array([math.cos(yaw), -math.sin(yaw)])

    def at(points: list[tuple[float, float]]) -> Array:
        return np.array([np.asarray(place) + ahead * z + left * x for x, z in points])

    w = c.width
    seat = at([(x, z) for z in (-0.36, -0.15, 0.08) for x in (-w, 0.0, w)])
    return seat, at([(x, z) for z in (0.3, c.ahead, c.ahead + 0.14) for x in (-0.2, 0.0, 0.2)])


def fits(stage: Stage, person: Person, place: Point, yaw: float, room: float = 0.02) -> bool:
    """Whether the chair has room at a place, turned by `yaw`, beside everything and everybody."""
    body, low = _plans(stage)
    seat, legs = _outline(person, place, yaw)
    if body.clearance(seat).min() < room or low.clearance(legs).min() < room:
        return False
    for other in stage.people.values():
        if other is person or not other.present:
            continue
        away = np.concatenate([seat, legs]) - np.asarray(other.place)
        if float(np.hypot(away[:, 0], away[:, 1]).min()) < 0.26:
            return False
    return True


def _park(stage: Stage, person: Person, goal: Point, yaw: float) -> tuple[Point, float]:
    """The place nearest to a wished one where the chair has room: straight back from it, a
    little to the side, or side-on."""
    best: tuple[float, Point, float] | None = None
    sin, cos = math.sin(yaw), math.cos(yaw)
    for aim, cost in ((yaw, 0.0), (yaw + 0.4, 0.15), (yaw - 0.4, 0.15), (yaw + math.pi / 2, 0.45), (yaw - math.pi / 2, 0.45)):  # fmt: skip
        for back in (0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, -0.1):
            for aside in (0.0, 0.2, -0.2, 0.4, -0.4, 0.7, -0.7):
                value = cost + abs(back) + 0.8 * abs(aside)
                if best is not None and value >= best[0]:
                    continue
                at = (goal[0] - back * sin + aside * cos, goal[1] - back * cos - aside * sin)
                if stage.plan.inside(at, 0.05) and fits(stage, person, at, aim):
                    best = (value, at, aim)
    if best is None:
        for at in stage.plan.spots_near(goal, (0.9, 1.2, 1.6, 2.0), person.place):
            aim = math.atan2(goal[0] - at[0], goal[1] - at[1])
            if stage.plan.inside(at, 0.1) and fits(stage, person, at, aim):
                return at, aim
    return (best[1], best[2]) if best is not None else (goal, yaw)


def _turn(way: list[_Way], time: float, place: Point, yaw: float, aim: float) -> tuple[float, float]:
    """Round on the spot; returns when it is done, and the direction reached (unwrapped)."""
    change = wrap(aim - yaw)
    if abs(change) < 0.02:
        return time, yaw
    seconds = 0.4 + 0.55 * abs(change)
    t = np.linspace(time, time + seconds, max(3, math.ceil(seconds / _DT)))
    u = min_jerk((t - time) / seconds)
    way.append(_Way(t, np.repeat(np.array([place], np.float64), len(t), 0), yaw + change * u))
    return time + seconds, yaw + change


def _along(way: list[_Way], time: float, path: Array, yaw: float, speed: float, back: bool = False) -> tuple[float, float]:  # fmt: skip
    """Roll a smooth polyline whose first direction is the chair's (or its back's)."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    length = float(along[-1])
    t, s = profile(length, speed)
    if length > 1.0:
        # Each push gives it a little way.
        surge = 0.016 * np.sin(2 * np.pi * t / 1.05) * np.minimum(1.0, np.minimum(s, length - s) / 0.4)
        s = np.maximum.accumulate(np.clip(s + surge, 0.0, length))
    points = np.stack([np.interp(s, along, path[:, 0]), np.interp(s, along, path[:, 1])], -1)
    d = np.gradient(path, along, axis=0) if len(path) > 2 else np.repeat(path[1:] - path[:1], 2, 0)
    heading = np.unwrap(np.arctan2(d[:, 0], d[:, 1]) + (np.pi if back else 0.0))
    heading += yaw + wrap(float(heading[0]) - yaw) - heading[0]
    way.append(_Way(time + t, points, np.interp(s, along, heading)))
    return time + float(t[-1]), float(heading[-1])


def _route(stage: Stage, person: Person, goal: Point) -> Array:
    """A polyline (M, 2) wide enough for the chair where there is one."""
    others = stage.others(person)
    for room in (0.40, 0.34):
        path, free = stage.plan.route(person.place, goal, others, room)
        if free:
            return path
    return path


def turn_chair(stage: Stage, person: Person, time: float, yaw: float, least: float) -> float:
    """Turn on the spot, when the change is more than `least`, backing out first from where
    there is no room to."""
    if person.rooted or abs(wrap(yaw - person.yaw)) < max(least, 0.2):
        return time
    time = max(time, person.free)
    way: list[_Way] = []
    at, end, aim = _clear_turn(stage, person, way, time + _REACH, yaw)
    end, aim = _turn(way, end, at, aim, yaw)
    return _go(stage, person, time, way, at, aim)


def _clear_turn(stage: Stage, person: Person, way: list[_Way], time: float, yaw: float) -> tuple[Point, float, float]:
    """Back straight out of where one cannot turn to `yaw`; returns place, time and direction."""
    change = wrap(yaw - person.yaw)
    stages = [person.yaw + change * k / 4 for k in range(1, 5)]
    for back in (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0):
        at = (person.place[0] - back * person.ahead[0], person.place[1] - back * person.ahead[1])
        if back and not fits(stage, person, at, person.yaw, 0.0):
            break
        if all(fits(stage, person, at, one, -0.06) for one in stages):
            if back:
                time, _ = _along(way, time, np.array([person.place, at]), person.yaw, 0.6, True)
            return at, time, person.yaw
    return person.place, time, person.yaw


def roll(
    stage: Stage,
    person: Person,
    time: float,
    goal: Point,
    arrive: float | None,
    speed: float,
    through: tuple[Point, ...] = (),
) -> float:
    """Roll to a floor point, round what is in the way, and face `arrive` there; as `walk`."""
    time = max(time, person.free)
    if not through:
        toward = person.bearing(goal) if arrive is None else arrive
        goal, toward = _park(stage, person, goal, toward)
        arrive = None if arrive is None else toward
    path = _route(stage, person, goal)
    if through:
        path = np.concatenate([path, np.asarray(through)])
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    if length < 0.2:
        return time if arrive is None else turn_chair(stage, person, time, arrive, 0.2)
    pace = min(1.2 * speed / WALK, 2.0) if person.present else 1.0
    for _ in range(12):
        way: list[_Way] = []
        at, begin, yaw = person.place, time + _REACH, person.yaw
        near = length < 1.0 and not through
        behind = abs(wrap(person.bearing((float(path[-1, 0]), float(path[-1, 1]))) - yaw)) > 2.5
        if near and behind and len(path) == 2:
            end, yaw = _along(way, begin, path, yaw, min(pace, 0.6), True)
        else:
            smooth = soften(path, 0.5) if len(path) > 2 else path
            heading = math.atan2(*(smooth[min(2, len(smooth) - 1)] - smooth[0]).tolist())
            at, begin, yaw = _clear_turn(stage, person, way, begin, heading)
            if at != person.place:
                rest = np.concatenate([[at], path[1:]])
                smooth = soften(rest, 0.5) if len(rest) > 2 else rest
            first = (smooth[1] - smooth[0]).tolist()
            begin, yaw = _turn(way, begin, at, yaw, math.atan2(first[0], first[1]))
            end, yaw = _along(way, begin, smooth, yaw, pace)
        last = (float(way[-1].points[-1, 0]), float(way[-1].points[-1, 1]))
        if arrive is not None and abs(wrap(arrive - yaw)) > 0.1:
            end, yaw = _turn(way, end, last, yaw, arrive)
        if not _meets(stage, person, way):
            break
        time = stage.snap(time + 0.3)
    return _go(stage, person, time, way, last, yaw)


def _meets(stage: Stage, person: Person, way: list[_Way]) -> bool:
    """Whether somebody else is on the way at the same moment."""
    times = np.concatenate([w.times[::6] for w in way])
    mine = np.concatenate([w.points[::6] for w in way])
    for other in stage.people.values():
        if other is person or other.free <= times[0] or other.hugging == person.role:
            continue
        if np.hypot(*(mine - stage.track(other, times)).T).min() < 0.7:
            return True
    return False


def _go(stage: Stage, person: Person, time: float, way: list[_Way], place: Point, yaw: float) -> float:
    """Write the way into the score, with the pushes it takes."""
    if not way:
        return time
    times = np.concatenate([w.times for w in way])
    points = np.concatenate([w.points for w in way])
    facing = np.concatenate([w.yaw for w in way])
    keep = np.concatenate([[True], np.diff(times) > 1e-9])
    travel = Travel(times[keep], points[keep], facing[keep])
    person.score.travels.append(travel)
    for i, goal in enumerate(person.score.hands):
        # From the table, or wherever they rest.
        if goal.layer == 0 and goal.hold > time and goal.frame == "world":
            person.score.hands[i] = replace(goal, hold=max(time, goal.full), end=max(time, goal.full) + 0.4)
    free = [h for h in (0, 1) if not person.held[h] and not person.occupied(h)]
    for hand in free:
        _push(person, hand, travel)
    _surge(stage, person, travel, bool(free))
    end = float(times[-1])
    _rest(person, end + 0.05)
    person.place, person.yaw = place, yaw
    person.feet = feet_at(person.build, place, yaw)
    person.free = max(person.free, end)
    return end


def _strokes(person: Person, travel: Travel, side: int) -> list[tuple[float, float, float]]:
    """When a hand takes a rim and lets go of it, and how far the wheel turns between (radians)."""
    assert person.chair is not None
    radius = person.chair.radius
    way = rolled(travel.points, travel.yaw, person.chair, side) / radius
    t = travel.times
    out: list[tuple[float, float, float]] = []
    k = 0
    while k < len(t) - 1:
        rest = np.abs(way[k:] - way[k])
        moved = np.flatnonzero(rest > 0.02)
        if not len(moved):
            break
        k += max(0, int(moved[0]) - 1)
        sign = 1.0 if way[min(k + 3, len(t) - 1)] >= way[k] else -1.0
        gone = sign * (way[k:] - way[k])
        stop = np.flatnonzero((gone > _STROKE) | (t[k:] - t[k] > 0.85) | (np.maximum.accumulate(gone) - gone > 0.03))
        last = k + (int(stop[0]) if len(stop) else len(gone) - 1)
        if last <= k:
            break
        turn = float(way[last] - way[k])
        if abs(turn) > 0.12:
            out.append((float(t[k]), float(t[last]), turn))
        k = int(np.searchsorted(t, t[last] + _RECOVER))
    return out


def _push(person: Person, hand: int, travel: Travel) -> None:
    """A hand takes the rim behind its top, goes along with it and lets go before it."""
    before = -9.0
    for taken, let_go, turn in _strokes(person, travel, hand):
        middle = 0.1
        angle = middle - 0.5 * turn
        start = max(taken - _REACH, before + 0.02)
        person.score.hands.append(
            HandGoal(
                hand, start, taken, let_go, let_go + 0.42, "rim", (angle, 0.0, 0.0), (0.0, -0.6, 0.8),
                (-1.0, 0.0, 0.0), (0.45, 0.6, 0.65), layer=1, out=0.12,
            )
        )  # fmt: skip
        before = let_go
        person.busy[hand] = max(person.busy[hand], let_go + 0.42)


def _surge(stage: Stage, person: Person, travel: Travel, pushes: bool) -> None:
    """The trunk goes along with every push; each is heard on the floor."""
    both = sorted([*_strokes(person, travel, 0), *_strokes(person, travel, 1)])
    last = -9.0
    for taken, let_go, turn in both:
        if taken - last < 0.3:
            continue
        last = taken
        if pushes:
            person.score.leans.append(Lean(taken - 0.25, 0.5 * (taken + let_go), let_go, let_go + 0.5, 0.11))
        at = np.array([np.interp(taken, travel.times, travel.points[:, a]) for a in (0, 1)])
        strength = 0.16 + 0.16 * min(1.0, abs(turn) / _STROKE)
        where = (float(at[0]), 0.1, float(at[1]))
        stage.contacts.append(Contact(taken, "roll", where, stage.site.ground, strength, person.role))


_STAYS = {
    Action.KNEEL: "kneel",
    Action.LIE_DOWN: "lie down",
    Action.FALL: "fall",
}
_UP = {"stand up", "stand", "rise", "get up", "jump up", "leap up", "spring up", "get", "arise"}
_CLIMBS = {"climb", "clamber", "crawl", "swim", "jump", "vault", "kneel", "dive", "hop", "leap", "dance"}


def in_chair(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """What an action comes to for who sits in a wheelchair; None when it is done as by anybody.
    What would need legs is not done, and said to be."""
    if person.chair is None:
        return None
    start = max(time, person.free)
    verb = event.verb.lower()
    to = event.goal or event.theme
    if event.action in (Action.USE, Action.PICK_UP, Action.TAKE, Action.TOUCH) and "wheelchair" in to:
        # They have it already.
        return Outcome(start, start + 0.2, start + 0.4)
    if event.action is Action.SIT and not (to and "chair" not in to):
        return Outcome(start, start + 0.3, start + 0.5)
    impossible = event.action in _STAYS or verb.split()[0] in _CLIMBS
    if event.action is Action.STAND and not to:
        impossible = verb in _UP and any(w in f" {event.text.lower()} " for w in (" up", " rise", " feet", " stands ", " get"))  # fmt: skip
        if not impossible:
            return Outcome(start, start + 0.4, start + 0.6)
    if event.action in (Action.GO, Action.RUN) and {"upstairs", "downstairs", "stair", "stairs", "step", "steps", "ladder"} & {*to.lower().split()}:  # fmt: skip
        impossible = True
    if impossible:
        stage.gap(
            event.text or verb,
            f"{person.role} sits in a wheelchair and stays in it",
            "Say rolls, turns, leans or reaches",
            event.span,
        )
        return Outcome(start, start + 0.4, start + 0.6)
    return None
