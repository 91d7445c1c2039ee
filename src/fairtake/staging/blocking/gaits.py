"""How somebody goes: limping, sneaking, staggering, shuffling, marching, laid over planned steps."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.state import Person, crc
from fairtake.staging.motion.ease import Array, smoothstep
from fairtake.staging.motion.score import HandGoal, Lean, Step, Travel

__all__ = ["gait_of", "lay_over"]

_WAYS: dict[str, tuple[str, ...]] = {
    "limp": ("limp", "hobble", "limping", "limps", "hobbles"),
    "sneak": ("sneak", "tiptoe", "creep", "prowl", "steal", "stalk", "slink", "sneaks", "tiptoes", "creeps", "stealthily"),
    "stagger": ("stagger", "stumble", "lurch", "totter", "reel", "sway", "staggers", "stumbles", "drunkenly", "unsteadily"),
    "shuffle": ("shuffle", "trudge", "plod", "traipse", "shuffles", "trudges", "wearily"),
    "march": ("march", "stomp", "stride", "strut", "marches", "stomps"),
}  # fmt: skip
_NAMED = {word: name for name, words in _WAYS.items() for word in words}


def gait_of(event: Event) -> str:
    """The way of going that the verb or an adverb tells; "" for plain walking."""
    words = [*event.verb.lower().split(), *(w for m in event.manner for w in m.lower().split())]
    return next((_NAMED[w] for w in words if w in _NAMED), "")


def lay_over(person: Person, gait: str, steps: int, travels: int) -> None:
    """Change the steps and travels somebody was given since there were so many of each."""
    score = person.score
    ways = [t for t in score.travels[travels:] if _length(t) > 0.5]
    if not ways:
        return
    start, end = float(ways[0].times[0]), float(ways[-1].times[-1])
    mine = [i for i in range(steps, len(score.steps)) if start - 0.2 <= score.steps[i].lift <= end + 0.4]
    if gait == "limp":
        _limp(person, mine)
    elif gait == "sneak":
        for i in mine:
            s = score.steps[i]
            score.steps[i] = replace(s, height=s.height + 0.07, roll=0.12, loud=0.08)
        score.leans.append(Lean(start, start + 0.5, end - 0.3, end + 0.4, 0.26, 0.0, 0.11))
        _hands(person, start, end, (0.17, -0.22, 0.27), (-0.25, 0.25, 0.9), (-0.25, -0.85, 0.3))
    elif gait == "stagger":
        _stagger(person, mine, travels)
    elif gait == "shuffle":
        for i in mine:
            s = score.steps[i]
            score.steps[i] = replace(s, height=0.5 * s.height, roll=0.25 * s.roll, loud=0.6 * s.loud)
        score.leans.append(Lean(start, start + 0.6, end - 0.2, end + 0.6, 0.13, 0.0, 0.02))
    else:
        for i in mine:
            s = score.steps[i]
            score.steps[i] = replace(s, height=s.height + 0.06, loud=min(1.0, 1.6 * s.loud))
        score.leans.append(Lean(start, start + 0.5, end - 0.2, end + 0.4, -0.06))


def _length(travel: Travel) -> float:
    return float(np.linalg.norm(np.diff(travel.points, axis=0), axis=1).sum())


def _hands(person: Person, start: float, end: float, place: tuple[float, float, float], fingers: tuple[float, float, float], palm: tuple[float, float, float]) -> None:  # fmt: skip
    for hand in (0, 1):
        if person.held[hand] or person.occupied(hand):
            continue
        person.score.hands.append(
            HandGoal(hand, start + 0.1 * hand, start + 0.6, end - 0.2, end + 0.5, "chest", place, fingers, palm, (0.3, 0.3, 0.35), 0.25, 1, 0.2)
        )  # fmt: skip


def _limp(person: Person, mine: list[int]) -> None:
    """Weight comes off the bad leg as soon as it may: the other foot hurries, the trunk leans
    over the hurt side, and the hurt foot is set down flat."""
    score = person.score
    bad = crc(person.role, "limp") % 2
    side = 1.0 if bad == 0 else -1.0
    for i in mine:
        s = score.steps[i]
        if s.foot == bad:
            score.steps[i] = replace(s, height=0.7 * s.height, roll=0.25 * s.roll, loud=0.7 * s.loud)
            stand = min((score.steps[k].land for k in mine if score.steps[k].lift > s.lift and score.steps[k].foot != bad), default=s.land + 0.5)  # fmt: skip
            score.leans.append(Lean(s.land - 0.16, s.land + 0.06, max(s.land + 0.08, stand - 0.16), stand + 0.14, 0.12, 0.06 * side, 0.035, 0.22 * side))  # fmt: skip
        else:
            score.steps[i] = replace(s, land=s.lift + max(0.2, 0.76 * (s.land - s.lift)), loud=min(1.0, 1.3 * s.loud))


def _stagger(person: Person, mine: list[int], travels: int) -> None:
    """The way sways from side to side, the feet come down wide, the trunk is late."""
    score = person.score
    seed = crc(person.role, "stagger") % 100 / 100
    for k in range(travels, len(score.travels)):
        travel = score.travels[k]
        if _length(travel) < 0.5:
            continue
        t0, t1 = float(travel.times[0]), float(travel.times[-1])

        def sway(times: Array, t0: float = t0, t1: float = t1) -> Array:
            u = (times - t0) / max(t1 - t0, 1e-3)
            calm = smoothstep(u / 0.25) * smoothstep((1 - u) / 0.3)
            t = times - t0
            wave: Array = 0.12 * calm * (np.sin(2 * np.pi * (0.55 * t + seed)) + 0.35 * np.sin(2 * np.pi * 0.9 * t))
            return wave

        left = np.stack([np.cos(travel.yaw), -np.sin(travel.yaw)], -1)
        score.travels[k] = replace(travel, points=travel.points + left * sway(travel.times)[:, None])
        for i in mine:
            s = score.steps[i]
            if not t0 <= s.land <= t1 + 0.3:
                continue
            off = float(sway(np.array([min(s.land + 0.1, t1)]))[0])
            off += (0.05 if s.foot == 0 else -0.05) * float(np.clip((t1 - s.land) / 0.8, 0, 1))
            yaw = s.hold.yaw
            hold = replace(s.hold, x=s.hold.x + off * math.cos(yaw), z=s.hold.z - off * math.sin(yaw))
            score.steps[i] = Step(s.foot, s.lift, s.land, hold, s.height, 0.5 * s.roll, min(1.0, 1.3 * s.loud))
        at, turn = t0 + 0.3, 1.0
        while at < t1 - 0.6:
            long = 0.75 + 0.25 * (crc(person.role, round(10 * at)) % 100 / 100)
            score.leans.append(Lean(at, at + 0.45 * long, at + 0.55 * long, at + 1.25 * long, 0.16, 0.10 * turn, 0.03, 0.20 * turn))  # fmt: skip
            at, turn = at + long, -turn
        _hands(person, t0, t1, (0.30, -0.24, 0.20), (0.25, -0.1, 0.9), (-0.3, -0.9, 0.0))
