"""How people stand when nothing else is asked of them: where the weight is, where the hands are.

Chosen from who they are, what they wear and how they feel; changed now and then where a beat
begins. It is written last, round everything else that was planned.
"""

from __future__ import annotations

from dataclasses import dataclass

from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.motion.score import FOREVER, HandGoal, Stance, Vector
from fairtake.staging.performers.expressions import family

__all__ = ["attitudes", "resting_hands"]

_LEAST = 3.5
"""Seconds a way of standing lasts at least."""


@dataclass(frozen=True, slots=True)
class _Hand:
    """Palm, fingers, palm direction, curl in the axes of the chest (x outward), and how far
    the elbow goes out."""

    position: Vector
    fingers: Vector
    palm: Vector
    curl: Vector = (0.25, 0.28, 0.32)
    out: float = 0.0


_Pose = tuple[_Hand | None, _Hand | None]

_HIP = _Hand((0.185, -0.395, 0.045), (-0.30, -0.45, 0.85), (-1.0, 0.1, -0.2), (0.1, 0.35, 0.4), 1.0)
_POCKET = _Hand((0.140, -0.490, 0.058), (-0.15, -0.95, 0.28), (-1.0, 0.0, -0.1), (0.3, 0.35, 0.4), 0.25)
_POSES: dict[str, _Pose] = {
    "hang": (None, None),
    "clasp": (
        _Hand((0.005, -0.455, 0.215), (-0.80, -0.55, 0.1), (-0.2, 0.1, -1.0), (0.3, 0.35, 0.38), 0.15),
        _Hand((0.010, -0.440, 0.250), (-0.85, -0.50, 0.05), (-0.1, -0.1, -1.0), (0.25, 0.40, 0.42), 0.15),
    ),
    "wrist": (
        _Hand((-0.005, -0.425, 0.225), (-0.97, -0.25, 0.05), (0.0, -0.3, -1.0), (0.45, 0.55, 0.6), 0.25),
        _Hand((0.015, -0.505, 0.200), (-0.35, -0.93, 0.1), (-0.6, 0.1, -0.8), (0.3, 0.32, 0.38), 0.1),
    ),
    "cross": (
        _Hand((-0.145, -0.235, 0.170), (-0.98, 0.10, -0.10), (-0.05, 0.2, -1.0), (0.2, 0.30, 0.34), 0.55),
        _Hand((-0.120, -0.205, 0.215), (-0.97, -0.12, -0.12), (-0.1, 0.1, -1.0), (0.2, 0.34, 0.38), 0.55),
    ),
    "hip": (None, _HIP),
    "pocket": (None, _POCKET),
    "pockets": (_POCKET, _POCKET),
    "behind": (
        _Hand((0.010, -0.440, -0.150), (-0.85, -0.45, -0.1), (0.0, 0.1, -1.0), (0.3, 0.4, 0.45), 0.5),
        _Hand((0.000, -0.425, -0.185), (-0.85, -0.45, -0.1), (0.0, 0.1, -1.0), (0.3, 0.4, 0.45), 0.5),
    ),
}

_UNIFORMS = frozenset({"uniform", "police", "policeman", "officer", "guard", "soldier", "captain", "waiter"})
_POCKETED = frozenset({"coat", "jacket", "suit", "jeans", "hoodie", "raincoat", "cardigan", "trousers"})


def _pool(person: Person, mood: str) -> tuple[tuple[str, ...], float]:
    """The ways of standing open to somebody, likeliest first, and how far the weight goes to
    one leg."""
    age = person.figure.face.age
    words = {*person.role.lower().split(), *person.figure.details.get("outfit", "").lower().replace("_", " ").split()}
    if mood == "anger":
        return ("cross", "hip", "hang", "hip"), 0.7
    if mood in ("fear", "sadness"):
        return ("wrist", "clasp", "hang", "wrist"), 0.45
    if words & _UNIFORMS:
        return ("behind", "hang", "hip", "behind"), 0.3
    if age < 13:
        return ("hang", "behind", "hang", "clasp"), 1.0
    if age >= 62:
        return ("clasp", "wrist", "hang", "behind" if person.figure.face.femininity < 0.5 else "clasp"), 0.45
    pocket = "pocket" if words & _POCKETED or person.figure.face.femininity < 0.5 else "wrist"
    if person.figure.face.femininity >= 0.5:
        return ("hang", "clasp", "hip", "cross", pocket), 0.9
    return ("hang", pocket, "cross", "hip", "wrist"), 0.75


def _still(person: Person, end: float) -> list[tuple[float, float]]:
    """When somebody stands still: (from, to) seconds, in order."""
    score = person.score
    moves: list[tuple[float, float]] = [(float(t.times[0]), float(t.times[-1])) for t in score.travels]
    upright = score.posture.name == "stand"
    since = 0.0
    spans: list[tuple[float, float]] = []
    for key in score.postures:
        if upright:
            spans.append((since, key.start))
        upright, since = key.name == "stand", key.end
    if upright:
        spans.append((since, end))
    still = []
    for begin, stop in spans:
        at = begin
        for first, last in sorted(moves):
            if last <= at or first >= stop:
                continue
            if first > at:
                still.append((at, first))
            at = max(at, last)
        if at < stop:
            still.append((at, stop))
    return still


def _held(person: Person, hand: int, time: float) -> bool:
    return any(g.hand == hand and g.layer == 1 and g.start <= time < g.hold for g in person.score.hands)


def _mood(person: Person, time: float) -> str:
    found = ""
    for key in person.score.moods:
        if key.time <= time:
            found = family(key.emotion) if time < key.time + key.hold + 6.0 else ""
    return found


def attitudes(stage: Stage, beats: list[tuple[float, int]], end: float) -> None:
    """Write everybody's stances and resting hands. `beats` are the moments (seconds, seed) at
    which something new begins."""
    for person in stage.people.values():
        _attitudes_of(person, beats, end)


def _attitudes_of(person: Person, beats: list[tuple[float, int]], end: float) -> None:
    last = 0
    for begin, stop in _still(person, end):
        at = begin if begin <= 0 else begin + 0.5
        borders: list[tuple[float, int]] = []
        seed = next((s for t, s in reversed(beats) if t <= at), 1)
        borders.append((at, seed))
        urge = -FOREVER
        for time, seed in beats:
            if crc(seed, person.role, "stays") % 5 > 1:
                continue
            # Not everybody changes at the same beat. Who has just felt like it waits for the next
            # time, whether they changed or not: no chain runs from one change to all the others.
            late = time + 0.3 + crc(person.role, seed) % 100 / 100
            if late >= max(urge, at) + _LEAST:
                borders.append((late, seed))
            urge = late
        for k, (time, seed) in enumerate(borders):
            if time >= stop:
                break
            until = min(stop, borders[k + 1][0] if k + 1 < len(borders) else FOREVER)
            _stand_so(person, time, until, seed, last, begin <= 0 and k == 0)
            last = seed


def _stand_so(person: Person, time: float, until: float, seed: int, last: int, from_start: bool) -> None:
    """One way of standing from `time` until about `until`; `last` is the seed of the one
    before it (0 for none)."""
    draw = crc(person.role, seed, "attitude")
    pool, weight = _pool(person, _mood(person, time))
    # Compared with what the last seed draws here, not with what became of it: a change of one
    # way of standing does not run on through all that follow.
    before = pool[crc(person.role, last, "attitude") % len(pool)] if last else "hang"
    options = [name for name in pool if name != before] or list(pool)
    name = options[draw % len(options)]
    side = 1.0 if draw // 7 % 2 else -1.0
    amount = weight * (0.65 + 0.35 * (draw // 11 % 100) / 100)
    start = -2.0 if from_start else time
    person.score.stances.append(Stance(start, side * amount))
    pose: _Pose = _POSES[name]
    holding = [_held(person, hand, time) for hand in (0, 1)]
    if any(holding):
        # The free hand of somebody who carries something: hangs, or goes to hip or pocket.
        one = _POSES["hip"][1] if name in ("hip", "cross") else _POCKET if name in ("pocket", "pockets") else None
        pose = (None if holding[0] else one, None if holding[1] else one)
    elif name in ("hip", "pocket") and draw // 13 % 2:
        pose = (pose[1], None)
    taken = [g.start for g in person.score.hands if g.layer == 1 and g.start > time]
    until = min([until, *taken])
    for hand in (0, 1):
        wanted = pose[hand]
        if wanted is None:
            continue
        begin = start + 0.12 * hand
        full = begin + 0.85
        hold = max(full, until)
        person.score.hands.append(
            HandGoal(
                hand, begin, full, hold, hold + 0.6, "chest", wanted.position, wanted.fingers, wanted.palm,
                wanted.curl, 0.0, 0, wanted.out,
            )
        )  # fmt: skip


def resting_hands(name: str) -> tuple[HandGoal | None, HandGoal | None]:
    """The hands (left, right) of a way of standing, as goals without times; None hangs."""
    pose = _POSES[name]
    goals = [
        None
        if h is None
        else HandGoal(k, 0.0, 0.0, 0.0, 0.0, "chest", h.position, h.fingers, h.palm, h.curl, out=h.out)
        for k, h in enumerate(pose)
    ]
    return goals[0], goals[1]
