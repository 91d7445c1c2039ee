"""Leaning: with the back against a wall, a tree or a counter, on a rail or a table with the hands."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.model.set import Surface
from fairtake.staging.blocking.attitudes import resting_hands
from fairtake.staging.blocking.body_frame import aim, point
from fairtake.staging.blocking.lasting import begin
from fairtake.staging.blocking.leaning_on import lean_on
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import find_door, find_spot
from fairtake.staging.blocking.selves import pose_of
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import face, look, trunk_for, walk, wrist_of
from fairtake.staging.blocking.words import matches, tokens
from fairtake.staging.motion.gait import shift
from fairtake.staging.motion.score import HandGoal, Lean, Target

__all__ = ["edges", "lean", "leans"]

_OUT = 0.34
"""How far before a wall the feet of somebody stand who leans on it."""


def leans(event: Event) -> bool:
    """Whether the event is a lean on or against something."""
    words = event.verb.lower().split()
    if not words or words[0] not in ("lean", "prop", "press", "slump"):
        return False
    return bool({"against", "on", "in", "at", "over", "upon"} & {*words[1:], *event.text.lower().split()})


def _rests_at(stage: Stage, person: Person, toward: Point) -> tuple[Point, float] | None:
    """Where the feet stand and which way one faces who leans back in the direction of a floor
    point: as near to what is solid there as the body is deep."""
    dx, dz = toward[0] - person.place[0], toward[1] - person.place[1]
    length = math.hypot(dx, dz)
    if length < 1e-3:
        return None
    u = (dx / length, dz / length)
    s = np.arange(0.0, length + 0.6, 0.04)
    line = np.stack([person.place[0] + s * u[0], person.place[1] + s * u[1]], -1)
    clear = _room(stage, line)
    hit = np.flatnonzero(clear < 0.17)
    if not len(hit):
        return None
    back = float(s[hit[0]]) - _OUT + 0.12
    feet = (person.place[0] + back * u[0], person.place[1] + back * u[1])
    return feet, math.atan2(-u[0], -u[1])


def _room(
    stage: Stage, points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Metres to the nearest solid thing, walls of a room among them."""
    clear = np.asarray(stage.plan.clearance(points), np.float64)
    if stage.site.interior:
        x0, _, z0, x1, _, z1 = stage.site.room
        walls = np.minimum(
            np.minimum(points[:, 0] - x0, x1 - points[:, 0]), np.minimum(points[:, 1] - z0, z1 - points[:, 1])
        )
        clear = np.minimum(clear, walls)
    return clear


def _wall(stage: Stage, person: Person) -> tuple[Point, float] | None:
    """The nearest stretch of wall with nothing before it: where the feet stand, which way one
    faces."""
    x0, _, z0, x1, _, z1 = stage.site.room
    best: tuple[float, Point, float] | None = None
    others = stage.others(person)
    windows = [
        (m.position[0], m.position[2]) for m in stage.site.landmarks if {"window", "door", "picture"} & set(m.words)
    ]
    for k in range(1, 30):
        u = k / 30
        for spot, yaw in (
            ((x0 + (x1 - x0) * u, z0 + _OUT), 0.0), ((x0 + (x1 - x0) * u, z1 - _OUT), math.pi),
            ((x0 + _OUT, z0 + (z1 - z0) * u), math.pi / 2), ((x1 - _OUT, z0 + (z1 - z0) * u), -math.pi / 2),
        ):  # fmt: skip
            if not stage.plan.is_free(spot, others, 0.16, 0.75):
                continue
            cost = person.distance(spot) + 1.2 * any(math.dist(spot, w) < 0.9 for w in windows)
            # Where one can be seen: not with the face to a cupboard, nor out of the acting area.
            cost += 0.0 if stage.plan.inside(spot, -0.3) else 3.0
            if best is None or cost < best[0] - 1e-6:
                best = (cost, spot, yaw)
    return None if best is None else (best[1], best[2])


def _back(stage: Stage, person: Person, event: Event, start: float, spot: Point, yaw: float, low: float) -> Outcome:
    """Lean back: the feet stay out, the seat (and, against what is high, the shoulders) rest."""
    at = walk(stage, person, start, spot, yaw)
    at = face(stage, person, at, yaw, 0.05)
    depth = _OUT - 0.155 * person.build.scale if not low else 0.17
    goal = (person.place[0] - depth * math.sin(yaw), person.place[1] - depth * math.cos(yaw))
    end = at + 1.0
    person.score.travels.append(shift(at, end, person.place, goal, person.yaw, yaw))
    person.place, person.yaw, person.free = goal, yaw, end
    goals: list[HandGoal] = []
    if not pose_of(event):
        draw = crc(person.role, event.text)
        if low and draw % 3:
            # Hands on the edge on either side.
            goals = [
                HandGoal(
                    h, at + 0.3, at + 1.1, end, end, "world", point(person, -0.03, (0.27 if h == 0 else -0.27), low + 0.02, yaw),
                    aim(person, 0.2, 0.9 if h == 0 else -0.9, -0.3, yaw), (0.0, -1.0, 0.0), (0.4, 0.45, 0.5), out=0.1,
                )
                for h in (0, 1)
                if not person.held[h]
            ]  # fmt: skip
        else:
            hands = resting_hands("cross" if draw % 2 else "pockets")
            goals = [
                replace(g, start=at + 0.5, full=at + 1.35) for g in hands if g is not None and not person.held[g.hand]
            ]
    bend = Lean(at + 0.1, end, end, end, -0.12 if not low else 0.02)
    begin(person, "lean", at, goals, leans=[bend])
    return Outcome(start, end, end + 0.3)


def edges(surface: Surface, person: Person) -> list[tuple[Point, float]]:
    """Points of a surface's four edges, on each the one nearest to somebody and its neighbours,
    and the way out from it."""
    c, s = math.cos(surface.yaw), math.sin(surface.yaw)
    dx, dz = person.place[0] - surface.center[0], person.place[1] - surface.center[2]
    ha, hb = surface.half
    near = dx * c - dz * s, dx * s + dz * c
    found = []
    for aside in (0.0, 0.35, -0.35):
        a, b = (
            max(min(0.0, 0.25 - h), min(max(0.0, h - 0.25), n + aside)) for h, n in zip((ha, hb), near, strict=True)
        )
        for p, q, na, nb in ((ha, b, 1.0, 0.0), (-ha, b, -1.0, 0.0), (a, hb, 0.0, 1.0), (a, -hb, 0.0, -1.0)):
            at = (surface.center[0] + p * c + q * s, surface.center[2] - p * s + q * c)
            found.append((at, math.atan2(na * c + nb * s, -na * s + nb * c)))
    return found


def _toward(stage: Stage, person: Person, edge: Point, out: float) -> float:
    """What speaks against leaning on that edge: a long way there, and the back to whoever is
    there."""
    others = [p.place for p in stage.people.values() if p is not person and p.present]
    if not others:
        return round(person.distance(edge), 3)
    other = min(others, key=lambda o: math.dist(edge, o))
    way = math.atan2(other[0] - edge[0], other[1] - edge[1])
    return round(person.distance(edge) + 0.9 * abs(math.remainder(way - out - math.pi, math.tau)), 3)


def _forward(stage: Stage, person: Person, event: Event, start: float, edge: Point, out: float, height: float, rail: bool) -> Outcome:  # fmt: skip
    """Lean on something before one: hands flat on a table, forearms on a rail."""
    apart = 0.30
    spot = (edge[0] + apart * math.sin(out), edge[1] + apart * math.cos(out))
    if not stage.plan.is_free(spot, stage.others(person), 0.05, 0.6):
        spot = (edge[0] + 0.45 * math.sin(out), edge[1] + 0.45 * math.cos(out))
    yaw = out + math.pi
    at = walk(stage, person, start, spot, yaw)
    at = face(stage, person, at, yaw, 0.05)
    goals = []
    pitch = drop = 0.0
    reach = math.dist(person.place, edge)
    for hand in (0, 1):
        if person.held[hand]:
            continue
        sign = 1.0 if hand == 0 else -1.0
        if rail:
            place = point(person, reach + 0.14, 0.07 * sign, height + 0.055)
            fingers, palm = aim(person, 0.55, -0.80 * sign, -0.15), aim(person, -0.1, -0.2 * sign, -1.0)
        else:
            place = point(person, reach + 0.07, 0.24 * sign, height + 0.022)
            fingers, palm = aim(person, 0.95, 0.25 * sign, -0.1), (0.0, -1.0, 0.0)
        bend, sink = trunk_for(person, hand, wrist_of(person, hand, place, fingers), 0.0)
        pitch, drop = max(pitch, bend), max(drop, sink)
        goals.append(
            HandGoal(
                hand, at + 0.1 * hand, at + 0.95 + 0.1 * hand, at + 9, at + 9, "world", place, fingers, palm,
                (0.4, 0.45, 0.5) if rail else (0.15, 0.15, 0.18), out=0.5 if rail else 0.0,
            )
        )  # fmt: skip
    stoop = Lean(at, at + 1.1, at + 9, at + 9, max(pitch + 0.06, 0.36 if rail else 0.22), 0.0, min(drop, 0.12))
    begin(person, "lean", at, goals, leans=[stoop])
    person.free = max(person.free, at + 1.0)
    if rail and not person.looking:
        look(person, at, Target("away", point=(0.0, 0.05, 0.0)))
    return Outcome(start, at + 1.0, at + 1.4)


def lean(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Lean on or against what is named. None when the set has nothing of the kind."""
    start = max(time, person.free)
    text = event.goal or event.theme
    words = set(tokens(text))
    against = "against" in event.text.lower() or "back" in event.text.lower()
    other = stage.person(text)
    if other is not None and other is not person and other.present:
        return lean_on(stage, person, other, start)
    if other is not None or person.posture != "stand":
        return None
    door = find_door(stage, text)
    if door is not None or words & {"doorframe", "frame", "doorway", "jamb", "doorpost"}:
        door = door or (stage.site.doors[0] if stage.site.doors else None)
    if door is not None and door.part:
        # Beside the opening, the back to its frame.
        for side in (0.72, -0.72, 0.95, -0.95):
            x = door.position[0] + side * math.cos(door.yaw) + _OUT * math.sin(door.yaw)
            z = door.position[2] - side * math.sin(door.yaw) + _OUT * math.cos(door.yaw)
            if stage.plan.is_free((x, z), stage.others(person), 0.14, 0.7):
                return _back(stage, person, event, start, (x, z), door.yaw, 0.0)
    surfaces = [s for s in stage.site.surfaces if text and matches(text, [s.name]) >= 0.8 and 0.6 <= s.center[1] <= 1.2]
    if surfaces:
        surface = min(
            surfaces,
            key=lambda s: (-matches(text, [s.name]), round(person.distance((s.center[0], s.center[2])), 3)),
        )
        apart = 0.30
        away = math.pi if against else 0.0
        for edge, out in sorted(edges(surface, person), key=lambda e: _toward(stage, person, e[0], e[1] + away)):
            spot = (edge[0] + apart * math.sin(out), edge[1] + apart * math.cos(out))
            if not stage.plan.is_free(spot, stage.others(person), 0.02, 0.6) or not stage.plan.inside(spot, -0.3):
                continue
            if against:
                return _back(stage, person, event, start, spot, out, surface.center[1])
            return _forward(stage, person, event, start, edge, out, surface.center[1], False)
    if words & {
        "railing",
        "rail",
        "balustrade",
        "parapet",
        "fence",
        "banister",
        "sill",
        "windowsill",
        "gate",
        "handrail",
        "bar",
    }:
        spots = [find_spot(stage, person, w) for w in (text, "railing", "fence", "parapet", "window")]
        rail = next((s for s in spots if s is not None), None)
        if rail is not None and 0.6 <= rail.at[1] <= 1.35:
            return _forward(stage, person, event, start, (rail.at[0], rail.at[2]), rail.yaw + math.pi, min(rail.at[1], 1.08), True)  # fmt: skip
    if "wall" in words and stage.site.interior:
        wall = _wall(stage, person)
        if wall is not None:
            return _back(stage, person, event, start, wall[0], wall[1], 0.0)
    found_at = find_spot(stage, person, text) if text else None
    if found_at is not None and found_at.seat < 0:
        place, person.place = person.place, found_at.stand
        rests = _rests_at(stage, person, (found_at.at[0], found_at.at[2]))
        person.place = place
        if rests is not None:
            return _back(stage, person, event, start, rests[0], rests[1], 0.0)
    return None
