"""Uses that go on: the telephone, the keyboard, the pen, the book, the cup, the stove, the wheel.

Each begins with its reach, goes on under what is said (see `lasting`), and leaves the hands on
what they touch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.at_hand import draw_up, hands_free, in_hand, settle, spot_of, tool_of
from fairtake.staging.blocking.body_frame import aim, point, surface_before
from fairtake.staging.blocking.handling import drop_carry, free_hand, on_frame
from fairtake.staging.blocking.lasting import begin
from fairtake.staging.blocking.mouthfuls import consume
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.places import Spot, taken_seats
from fairtake.staging.blocking.state import Person, Stage, Thing, crc
from fairtake.staging.blocking.steps import GRIP, face, look, sit_down, trunk_for, wrist_of
from fairtake.staging.blocking.telephoning import telephone, thumb
from fairtake.staging.blocking.tools import TOOLS, task_of
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.score import HandGoal, Lean, Motif, PropKey, Target, Vector

__all__ = ["drive", "work"]

_FLAT: Vector = (0.24, 0.24, 0.26)
_PEN: Vector = (0.62, 0.58, 0.72)


def work(stage: Stage, person: Person, event: Event, start: float, kind: str) -> Outcome | None:
    """Begin such a work. None when it cannot be done like this here."""
    return _DO[kind](stage, person, event, start)


# -- at a table ------------------------------------------------------------------------


def _bench(
    stage: Stage, person: Person, hands: dict[int, Vector], yaw: float, time: float, palms: Vector, curl: Vector,
    motifs: dict[int, Motif], steep: float = 0.12,
) -> tuple[list[HandGoal], Lean]:  # fmt: skip
    """Hands on a work in front of one, `hands` the palms' world points, and the bend of the
    trunk that brings them there."""
    goals: list[HandGoal] = []
    pitch = drop = 0.0
    off = math.remainder(yaw - person.yaw, math.tau)
    twist = max(-0.6, min(0.6, 0.7 * off))
    for hand, at in hands.items():
        sign = 1.0 if hand == 0 else -1.0
        fingers = aim(person, 1.0, -0.28 * sign, -steep, yaw)
        palm = aim(person, palms[2], -sign * palms[0], palms[1], yaw)
        bend, sink = trunk_for(person, hand, wrist_of(person, hand, at, fingers), twist)
        pitch, drop = max(pitch, bend), max(drop, sink)
        goals.append(
            HandGoal(
                hand, time + 0.08 * (1 - hand), time + 0.8 + 0.08 * (1 - hand), time + 9, time + 9, "world", at,
                fingers, palm, curl, motif=motifs.get(hand),
            )
        )  # fmt: skip
    return goals, Lean(time, time + 0.9, time + 9, time + 9, min(pitch, 0.7), twist, min(drop, 0.1))


def _keys(stage: Stage, person: Person, event: Event) -> tuple[Spot | None, Vector | None]:
    """Where the keyboard is: before the screen on a desk, or on the machine itself."""
    words = ("computer", "typewriter", "laptop")
    spot = spot_of(stage, person, tuple(dict.fromkeys((event.theme, event.goal, event.instrument, *words))))
    best: Vector | None = None
    for mark in stage.site.landmarks:
        if "computer" not in mark.words:
            continue
        sin, cos = math.sin(mark.yaw), math.cos(mark.yaw)
        # The screen's foot is its landmark; the keys lie before it, on the side one sits.
        at = (mark.position[0] - 0.15 * sin, mark.position[1] - 0.28 + 0.036, mark.position[2] - 0.15 * cos)
        if best is None or person.distance((at[0], at[2])) < person.distance((best[0], best[2])):
            best = at
    return spot, best


def _type(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    spot, keys = _keys(stage, person, event)
    if spot is None:
        spot = spot_of(stage, person, ("desk", "table"))
    at = settle(stage, person, spot, event, start, True)
    machine = next((t for n in ("laptop", "typewriter", "computer") if (t := stage.thing(n)) and not t.holder), None)
    if machine is not None and not machine.hidden and person.distance(machine.position[::2]) < 1.1:
        x, y, z = machine.position
        keys = (x, y + (0.05 if machine.name == "laptop" else 0.13), z)
    if keys is None or person.distance((keys[0], keys[2])) > 1.0:
        surface = surface_before(stage, person)
        if surface is None:
            return _sew(stage, person, event, at)
        keys = point(person, 0.42, 0.0, surface.center[1] + 0.045)
    at = draw_up(person, at, keys)
    off = math.remainder(person.bearing((keys[0], keys[2])) - person.yaw, math.tau)
    yaw = person.yaw + 0.6 * off
    left = (math.cos(yaw), -math.sin(yaw))
    hands = {h: (keys[0] + s * 0.085 * left[0], keys[1], keys[2] + s * 0.085 * left[1]) for h, s in ((0, 1.0), (1, -1.0)) if h in hands_free(person)}  # fmt: skip
    motifs = {
        h: Motif("tap", (0.035 * left[0], 0.0, 0.035 * left[1]), (0.0, 0.008, 0.0), 5.2 - 0.6 * h, crc(person.role, h))
        for h in hands
    }
    goals, lean = _bench(stage, person, hands, yaw, at, (0.1, -1.0, 0.05), (0.3, 0.42, 0.46), motifs, -0.05)
    screen = (keys[0] + 0.2 * math.sin(yaw), keys[1] + 0.2, keys[2] + 0.2 * math.cos(yaw))
    target = Target("point", point=screen)
    look(person, at, target, 0.8)
    begin(person, "type", at, goals, leans=[lean], look=target, turn=0.8)
    for k in range(9):
        stage.contacts.append(Contact(at + 1.0 + 0.19 * k + 0.05 * (k % 3), "tap", keys, "plastic", 0.15, person.role))
    person.free = max(person.free, at + 0.9)
    return Outcome(start, at + 1.6, at + 3.0)


def _write(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    paper = stage.thing(event.theme)
    board = spot_of(stage, person, ("blackboard", "whiteboard", "board")) if "board" in event.text.lower() else None
    if board is not None:
        at = settle(stage, person, board, event, start, False)
        place = point(person, 0.5, -0.12, person.shoulder_height + 0.05)
        right = aim(person, 0.0, -0.3, 0.0)
        goal = HandGoal(
            1, at, at + 0.8, at + 9, at + 9, "world", place, aim(person, 0.85, 0.25, 0.45), aim(person, 0.4, 0.6, -0.4),
            _PEN, motif=Motif("write", right, (0.0, 0.03, 0.0), 2.1, crc(person.role)),
        )  # fmt: skip
        target = Target("point", point=place)
        look(person, at, target)
        begin(person, "write", at, [goal], look=target)
        person.free = max(person.free, at + 0.9)
        return Outcome(start, at + 1.6, at + 3.0)
    at = start
    if surface_before(stage, person) is None and person.posture != "sit":
        at = settle(stage, person, spot_of(stage, person, ("desk", "table")), event, start, True)
    surface = surface_before(stage, person)
    free = hands_free(person)
    if surface is None:
        # On the knee or the palm: one hand has the paper, the other writes on it.
        return _hand_written(stage, person, event, at, paper)
    height = surface.center[1]
    if paper is not None and paper.holder == person.role and paper.model.size[1] < 0.4:
        spot = point(person, 0.42, 0.02, height)
        hand = paper.hand
        there = on_frame(stage, at + 0.75)
        person.score.hands.append(
            HandGoal(
                hand, at, there, there + 0.1, there + 0.6, "world", (spot[0], spot[1] + 0.03, spot[2]),
                aim(person, 1.0, 0.0, -0.1), (0.0, -1.0, 0.0), GRIP,
            )
        )  # fmt: skip
        paper.yaw, paper.position, paper.holder = person.yaw + math.pi, spot, ""
        paper.score.keys.append(PropKey(there + 0.05, "place", position=spot, yaw=paper.yaw))
        drop_carry(person, hand, there)
        person.held[hand] = ""
        free = hands_free(person)
        at = there + 0.1
    writing = 1 if 1 in free else 0 if 0 in free else -1
    if writing < 0:
        return None
    side = -1.0 if writing == 1 else 1.0
    pen = stage.thing("pen") or stage.thing("pencil")
    if pen is not None and pen.holder != person.role and pen is not paper:
        grip = on_frame(stage, at + 0.5)
        pen.score.keys.append(PropKey(grip, "hold", person.role, writing, style="down"))
        pen.holder, pen.hand, pen.hidden = person.role, writing, False
        person.held[writing] = pen.name
    target = Target("point", point=point(person, 0.42, 0.0, height))
    hands = {writing: point(person, 0.40, side * 0.06, height + 0.05)}
    if (1 - writing) in free:
        hands[1 - writing] = point(person, 0.43, -side * 0.13, height + 0.022)
    right = aim(person, 0.0, -0.11, 0.0)
    motifs = {writing: Motif("write", right, aim(person, 0.006, 0.0, 0.0), 2.4, crc(person.role))}
    goals, lean = _bench(stage, person, hands, person.yaw, at, (0.45, -0.9, 0.0), _PEN, motifs, 0.25)
    goals = [g if g.hand == writing else replace(g, curl=_FLAT, palm=(0.0, -1.0, 0.0)) for g in goals]
    look(person, at, target, 0.95)
    begin(person, "write", at, goals, leans=[replace(lean, pitch=max(lean.pitch, 0.16))], look=target, turn=0.95)
    person.free = max(person.free, at + 0.9)
    return Outcome(start, at + 1.6, at + 3.0)


def _hand_written(stage: Stage, person: Person, event: Event, at: float, paper: Thing | None) -> Outcome | None:
    hand, at = in_hand(stage, person, event, at, paper)
    if hand < 0 or person.held[1 - hand]:
        return None
    goals = [
        HandGoal(hand, at, at + 0.7, at + 9, at + 9, "chest", (0.05, -0.24, 0.30), (-0.45, 0.35, 0.8), (-0.6, 0.75, -0.2), GRIP),
        HandGoal(
            1 - hand, at + 0.2, at + 0.9, at + 9, at + 9, "chest", (0.0, -0.17, 0.30), (-0.5, -0.1, 0.75), (-0.3, -0.9, 0.1),
            _PEN, motif=Motif("write", (0.05, 0.0, 0.0), (0.0, 0.006, 0.0), 2.4, crc(person.role)),
        ),
    ]  # fmt: skip
    target = Target("prop", paper.name) if paper is not None else Target("away", point=(0.0, 0.55, 0.0))
    look(person, at, target, 0.95)
    begin(person, "write", at, goals, rooted=False, look=target)
    person.free = max(person.free, at + 0.9)
    return Outcome(max(0.0, at), at + 1.6, at + 3.0)


_BENCHES: dict[str, tuple[tuple[str, ...], Vector, Vector, float, str]] = {
    # Where it is done, how the hand goes along and across (ahead, left, up), how fast, which motif.
    "stir": (("stove", "pot", "pan", "counter"), (0.0, 0.055, 0.0), (0.055, 0.0, 0.0), 0.85, "circle"),
    "chop": (("counter", "table", "worktop"), (0.012, 0.0, 0.035), (0.0, 0.01, 0.0), 2.1, "sway"),
    "wipe": (("sink", "counter", "table", "window"), (0.03, 0.12, 0.0), (0.02, 0.0, 0.0), 0.75, "sway"),
}


def _bench_work(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    kind = task_of(event)
    places, along, across, rate, motif = _BENCHES[kind]
    named = (event.goal, event.source, event.theme)
    spot = spot_of(stage, person, tuple(n for n in named if n)) or spot_of(stage, person, places)
    tool = tool_of(stage, event, kind)
    hand, at = free_hand(person), start
    if tool is not None and tool.holder == person.role:
        hand = tool.hand
    elif tool is not None and not tool.holder and tool.name == (event.instrument or TOOLS.get(kind, "")):
        at = settle(stage, person, spot, event, start, False)
        grip = on_frame(stage, at + 0.55)
        tool.score.keys.append(PropKey(grip, "hold", person.role, max(hand, 0), style="down" if kind == "stir" else ""))
        tool.holder, tool.hand, tool.hidden = person.role, max(hand, 0), False
        person.held[max(hand, 0)] = tool.name
    if hand < 0:
        return None
    at = settle(stage, person, spot, event, at, False)
    surface = surface_before(stage, person, 0.5)
    height = surface.center[1] if surface is not None else spot.at[1] if spot is not None else 0.9
    height = min(max(height, 0.7), 1.15)
    rise = {"stir": 0.20, "chop": 0.10, "wipe": 0.035}[kind]
    out = {"stir": 0.50, "chop": 0.42, "wipe": 0.46}[kind]
    side = -1.0 if hand == 1 else 1.0
    hands = {hand: point(person, out, 0.10 * side, height + rise)}
    if not person.held[1 - hand]:
        hands[1 - hand] = point(person, out - 0.08, -0.17 * side, height + (0.03 if kind != "stir" else 0.06))
    move = Motif(motif, aim(person, along[0], along[1], along[2]), aim(person, across[0], across[1], across[2]), rate, crc(person.role))  # fmt: skip
    palm = (1.0, -0.25, 0.0) if kind != "wipe" else (0.1, -1.0, 0.0)
    goals, lean = _bench(stage, person, hands, person.yaw, at, palm, GRIP if kind != "wipe" else _FLAT, {hand: move}, 0.15)  # fmt: skip
    goals = [g if g.hand == hand else replace(g, curl=_FLAT, palm=(0.0, -1.0, 0.0)) for g in goals]
    if kind == "chop":
        # The blade goes forward from the fist, as the thumb does.
        down, inward = aim(person, 0.25, 0.2 * side, -1.0), aim(person, 0.0, -side, -0.2)
        goals = [replace(g, fingers=down, palm=inward) if g.hand == hand else g for g in goals]
    target = Target("point", point=point(person, out, 0.0, height))
    look(person, at, target)
    begin(person, kind, at, goals, leans=[replace(lean, pitch=max(lean.pitch, 0.1))], look=target)
    person.free = max(person.free, at + 0.9)
    return Outcome(start, at + 1.8, at + 3.2)


def _sew(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    """Small work before the belly, both hands at it."""
    free = hands_free(person)
    if not free:
        return None
    goals = [
        HandGoal(
            h, start + 0.1 * (1 - h), start + 0.8, start + 9, start + 9, "chest", (0.055, -0.30, 0.30), (-0.6, 0.1, 0.75),
            (-0.6, -0.3 if h else 0.4, -0.3), _PEN,
            motif=Motif("circle", (0.022, 0.012, 0.0), (0.0, 0.018, 0.012), 0.9 + 0.2 * h, crc(person.role, h)),
        )
        for h in free
    ]  # fmt: skip
    target = Target("away", point=(0.0, 0.62, 0.0))
    look(person, start, target)
    begin(person, "sew", start, goals, look=target)
    person.free = max(person.free, start + 0.9)
    return Outcome(start, start + 1.6, start + 2.8)


def _read(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    thing = stage.thing(event.theme) or stage.thing(event.instrument)
    if thing is None:
        return None
    if max(thing.model.size) > 0.7:
        return None
    hand, at = in_hand(stage, person, event, start, thing)
    if hand < 0:
        return None
    low = -0.03 if person.posture == "sit" else 0.0
    both = not person.held[1 - hand]
    goals = []
    wide = max(thing.model.size[0], 0.10)
    for side in (hand, 1 - hand) if both else (hand,):
        off = (0.5 * wide + 0.005) if both and side != hand else (0.35 * wide if both else 0.10)
        goals.append(
            HandGoal(
                side, at + 0.08 * (side != hand), at + 0.75, at + 9, at + 9, "chest", (off, -0.20 + low, 0.345),
                (-0.35, 0.42, 0.85), (-0.72, 0.62, -0.25), GRIP if side == hand else (0.3, 0.42, 0.46),
            )
        )  # fmt: skip
    target = Target("prop", thing.name)
    look(person, at + 0.15, target, 0.92)
    begin(person, "read", at, goals, rooted=False, look=target, turn=0.92, glance=1.8)
    person.free = max(person.free, at + 0.8)
    return Outcome(start, at + 1.8, at + 3.4)


def _sweep(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    thing = tool_of(stage, event, "sweep")
    if thing is None:
        return None
    at = start
    if thing.holder != person.role:
        hand = free_hand(person)
        if hand < 0 or thing.holder:
            return None
        if thing.hidden:
            thing.score.keys.append(PropKey(max(0.0, on_frame(stage, at - 0.05)), "hold", person.role, hand))
            thing.holder, thing.hand, thing.hidden = person.role, hand, False
            person.held[hand] = thing.name
        else:
            hand, at = in_hand(stage, person, event, start, thing)
    hand = thing.hand
    if hand < 0:
        return None
    reach = Motif("sway", (0.0, 0.0, 0.10), (0.0, 0.03, 0.0), 0.55, crc(person.role))
    tall = min(max(thing.model.grip[1], 0.6), 1.1)
    high = (tall * 0.9 + 0.03 - person.shoulder_height) / person.build.scale
    fist: Vector = (0.6, 0.75, 0.8)
    goals = [
        HandGoal(hand, at, at + 0.7, at + 9, at + 9, "chest", (0.10, high, 0.32), (-0.1, 0.50, 0.85), (-1.0, 0.0, 0.05), fist, motif=reach, out=0.3)
    ]  # fmt: skip
    if not person.held[1 - hand]:
        lower = (-0.10, high - 0.215, 0.445)
        goals.append(HandGoal(1 - hand, at + 0.1, at + 0.8, at + 9, at + 9, "chest", lower, (-0.1, 0.50, 0.85), (-1.0, 0.0, 0.05), fist, motif=replace(reach, seed=reach.seed), out=0.2))  # fmt: skip
    target = Target("point", point=point(person, 0.8, 0.0, 0.05))
    look(person, at, target)
    lean = Lean(at, at + 0.8, at + 9, at + 9, 0.20, 0.0, 0.02)
    begin(person, "sweep", at, goals, leans=[lean], look=target)
    for k in range(6):
        where = point(person, 0.8, 0.0, 0.0)
        stage.contacts.append(Contact(at + 1.0 + 0.9 * k, "rub", where, stage.site.ground, 0.3, person.role))
    person.free = max(person.free, at + 0.9)
    return Outcome(start, at + 2.0, at + 3.6)


def _photograph(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    subject = stage.person(event.theme) or stage.person(event.goal)
    thing = stage.thing(event.instrument) or stage.thing("camera") or stage.thing("phone")
    at = start
    if subject is not None and subject is not person:
        at = max(at, face(stage, person, max(at, person.free), person.bearing(subject.place), 0.25))
        look(person, start, Target("role", subject.role))
    if thing is None:
        return None
    hand, at = in_hand(stage, person, event, at, thing)
    if hand < 0:
        return None
    # Its middle before the eye, its front ahead; the other hand takes its other side.
    points = np.asarray(thing.model.mesh.vertices, np.float64)
    off = (points.max(0) + points.min(0)) / 2 - np.asarray(thing.model.grip, np.float64)
    wide = 0.5 * float(np.ptp(points[:, 0]))
    ahead = 0.115 + 0.5 * float(np.ptp(points[:, 2]))
    places = {
        hand: (abs(float(off[0])) + 0.005, -0.015 - float(off[1]), ahead - float(off[2])),
        1 - hand: (wide + 0.015, -0.035, ahead),
    }
    for side in (hand, 1 - hand):
        if side != hand and person.held[side]:
            continue
        person.score.hands.append(
            HandGoal(
                side, at + 0.05 * (side != hand), at + 0.75, at + 2.4, at + 3.2, "head", places[side], (-0.12, 0.0, 1.0),
                (-1.0, 0.0, -0.12), (0.5, 0.4, 0.6), 0.0, 2, -0.2,
            )
        )  # fmt: skip
    thing.score.keys.append(PropKey(on_frame(stage, at + 0.25), "hold", person.role, hand, style="view"))
    thing.score.keys.append(PropKey(on_frame(stage, at + 2.7), "hold", person.role, hand))
    if subject is not None:
        look(person, at, Target("role", subject.role))
    stage.contacts.append(Contact(on_frame(stage, at + 1.7), "click", person.eye(), "metal", 0.4, person.role))
    person.busy = [max(b, at + 3.0) for b in person.busy]
    person.free = max(person.free, at + 2.2)
    return Outcome(start, at + 2.2, at + 3.0)


def _play(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    nouns = {*tokens(event.theme), *tokens(event.instrument), *tokens(event.goal)}
    if nouns & {"piano", "organ", "keyboard"}:
        return _piano(stage, person, event, start)
    thing = stage.thing(event.theme) or stage.thing(event.instrument)
    if thing is not None and nouns & {"guitar", "ukulele", "banjo", "lute"}:
        hand, at = in_hand(stage, person, event, start, thing)
        if hand < 0:
            return None
        if hand == 1 and not person.held[0]:
            # The left hand has the neck, the right one the strings.
            swap = on_frame(stage, at + 0.45)
            thing.score.keys.append(PropKey(swap, "hold", person.role, 0))
            drop_carry(person, 1, at)
            person.held[1], person.held[0], thing.hand = "", thing.name, 0
        elif hand == 1:
            return None
        strum = Motif("sway", (0.0, 0.055, 0.0), (0.0, 0.0, 0.010), 1.5, crc(person.role))
        goals = [
            HandGoal(
                0, at + 0.05, at + 0.75, at + 9, at + 9, "chest", (0.31, -0.13, 0.25), (0.0, 0.0, 1.0), (-0.35, 0.9, 0.0),
                (0.4, 0.6, 0.6), out=0.1,
            ),
            HandGoal(
                1, at + 0.3, at + 1.0, at + 9, at + 9, "chest", (0.085, -0.30, 0.31), (-0.85, -0.35, 0.0), (-0.1, 0.0, -1.0),
                (0.35, 0.4, 0.45), motif=strum, out=0.5,
            ),
        ]  # fmt: skip
        target = Target("away", point=(0.25, 0.45, 0.0))
        look(person, at, target)
        begin(person, "play", at, goals, look=target)
        person.free = max(person.free, at + 0.9)
        return Outcome(start, at + 1.8, at + 3.2)
    return None


def _piano(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    mark = next((m for m in stage.site.landmarks if "piano" in m.words), None)
    if mark is None:
        return None
    seat = next(
        (i for i, s in enumerate(stage.site.seats) if "piano" in s.name and i not in taken_seats(stage, person)), None
    )
    at = start
    if seat is not None and person.seat != seat:
        look(person, start, Target("point", point=mark.position))
        at = sit_down(stage, person, start, seat)
    x, y, z = mark.position
    at = draw_up(person, at, mark.position)
    yaw = person.bearing((x, z))
    left = (math.cos(yaw), -math.sin(yaw))
    keys = y - 0.018 + 0.035
    back = (x - 0.03 * math.sin(yaw), z - 0.03 * math.cos(yaw))
    hands = {
        h: (back[0] + s * 0.17 * left[0], keys, back[1] + s * 0.17 * left[1])
        for h, s in ((0, 1.0), (1, -1.0))
        if h in hands_free(person)
    }
    motifs = {
        h: Motif("tap", (0.12 * left[0], 0.0, 0.12 * left[1]), (0.0, 0.018, 0.0), 2.4 - 0.7 * (1 - h), crc(person.role, h))
        for h in hands
    }  # fmt: skip
    goals, lean = _bench(stage, person, hands, yaw, at, (0.05, -1.0, 0.1), (0.25, 0.38, 0.42), motifs, 0.0)
    target = Target("point", point=(x, y + 0.12, z))
    look(person, at, target)
    begin(person, "play", at, goals, leans=[replace(lean, pitch=max(lean.pitch, 0.08))], look=target, glance=1.2)
    person.free = max(person.free, at + 0.9)
    return Outcome(start, at + 2.0, at + 4.0)


_DO: dict[str, Callable[[Stage, Person, Event, float], Outcome | None]] = {
    "phone": telephone,
    "thumbs": thumb,
    "type": _type,
    "write": _write,
    "read": _read,
    "drink": consume,
    "eat": consume,
    "smoke": consume,
    "stir": _bench_work,
    "chop": _bench_work,
    "wipe": _bench_work,
    "sew": _sew,
    "sweep": _sweep,
    "photograph": _photograph,
    "play": _play,
}


# -- at the wheel ----------------------------------------------------------------------


def drive(stage: Stage, person: Person, time: float) -> bool:
    """Hands on the wheel, eyes on the road. False when there is no wheel before one."""
    mark = next((m for m in stage.site.landmarks if any("wheel" in w for w in m.words)), None)
    if mark is None or person.distance((mark.position[0], mark.position[2])) > 0.95:
        return False
    draw_up(person, time, mark.position, 0.40)
    x, y, z = mark.position
    goals = []
    pitch = 0.0
    for hand, sign in ((0, 1.0), (1, -1.0)):
        if person.held[hand]:
            continue
        # At ten and two; the rim leans away at the top.
        at = aim(person, -0.01, 0.165 * sign, 0.0)
        at = (x + at[0], y + 0.055, z + at[2])
        fingers = aim(person, 0.65, -0.35 * sign, 0.65)
        pitch = max(pitch, trunk_for(person, hand, wrist_of(person, hand, at, fingers), 0.0)[0])
        steer = Motif("sway", aim(person, 0.0, 0.008, 0.014 * sign), rate=0.22, seed=crc(person.role))
        goals.append(
            HandGoal(
                hand, time, time + 0.7, time + 9, time + 9, "world", at, fingers,
                aim(person, 0.45, -0.85 * sign, -0.2), (0.6, 0.7, 0.75), motif=steer,
            )
        )  # fmt: skip
    road = Target("away", point=(0.0, 0.03, 0.0))
    look(person, max(0.0, time), road)
    lean = Lean(time, time + 0.8, time + 9, time + 9, min(pitch, 0.5))
    begin(person, "drive", time, goals, leans=[lean], look=road, glance=0.9)
    return True
