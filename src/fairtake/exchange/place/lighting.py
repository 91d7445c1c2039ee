"""Light for a brought place: the house's scheme for the hour, fitted to the room's size, its
windows and its lamps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.exchange.model_file import Lamp
from fairtake.exchange.numbers import encoded
from fairtake.exchange.place.floorplan import Room
from fairtake.model.light import Halo, Light, Lighting, LightKind
from fairtake.model.set import Set

__all__ = ["fitted"]

F64 = npt.NDArray[np.float64]
Vector = tuple[float, float, float]

_MOST = 8
"""Lamps that glow at one time."""


def fitted(
    stand_in: Set, room: Room, height: float, inward: tuple[float, float] | None, lamps: Sequence[Lamp]
) -> Lighting:
    """The stand-in's light, as if it had been set up in this room: turned so that the sun comes in
    by the window (`inward`, the way it faces), its lamps where this place has lamps."""
    light = stand_in.lighting
    if not stand_in.interior:
        return _outdoors(light, lamps)
    turn = _turn(light, inward)
    low, high = np.array(stand_in.room[:3]), np.array(stand_in.room[3:])
    new_low, new_high = np.array([room.x0, 0.0, room.z0]), np.array([room.x1, height, room.z1])
    span = np.abs(turn) @ (high - low)
    ratio = (new_high - new_low) / np.maximum(span, 0.1)
    grown = float(np.clip(math.sqrt(max(ratio[0] * ratio[2], 1e-6)), 0.6, 2.5))
    reach = float(np.hypot(room.x1 - room.x0, room.z1 - room.z0))

    def place(point: Vector) -> Vector:
        moved = (turn @ (np.array(point) - (low + high) / 2)) * ratio + (new_low + new_high) / 2
        return _vector(np.clip(moved, new_low + 0.05, new_high - 0.05))

    burning = _burning(light)
    lights = []
    for one in light.lights:
        way = _vector(turn @ np.array(one.direction))
        if one.kind is LightKind.SUN:
            middle = (float((room.x0 + room.x1) / 2), 1.0, float((room.z0 + room.z1) / 2))
            lights.append(replace(one, direction=way, position=middle, radius=reach / 2 + 3.2, depth=reach + 8.0))
        elif one.position in burning and lamps:
            continue
        else:
            lights.append(replace(one, direction=way, position=place(one.position), radius=one.radius * grown))
    halos = light.halos
    if lamps and burning:
        own, halos = _own_lamps(light, burning, lamps, (room.x0, room.z0, room.x1, room.z1))
        # What stands on the key's place stays the key.
        key = [one for one in own if one.kind is LightKind.SPOT]
        lights = [*key, *lights, *(one for one in own if one.kind is not LightKind.SPOT)]
    else:
        halos = tuple(replace(halo, position=place(halo.position)) for halo in halos) if not lamps else ()
    return replace(light, lights=tuple(lights), halos=halos, face_key=_vector(turn @ np.array(light.face_key)))


def _burning(light: Lighting) -> frozenset[Vector]:
    """Where the scheme's own lamps stand; none by day."""
    return frozenset(halo.position for halo in light.halos)


def _own_lamps(
    light: Lighting, burning: frozenset[Vector], lamps: Sequence[Lamp], bounds: tuple[float, float, float, float]
) -> tuple[list[Light], tuple[Halo, ...]]:
    """The scheme's lamps, in kind and number as it has them, where this place has lamps."""
    x0, z0, x1, z1 = bounds
    middle = np.array([(x0 + x1) / 2, (z0 + z1) / 2])
    inside = [p for p in lamps if p.kind is not LightKind.SUN]
    inside.sort(key=lambda p: float(np.hypot(p.position[0] - middle[0], p.position[2] - middle[1])))
    inside = inside[:_MOST]
    spots = [one for one in light.lights if one.position in burning and one.kind is LightKind.SPOT]
    points = [one for one in light.lights if one.position in burning and one.kind is LightKind.POINT]
    model = points[0] if points else None
    strongest = max((lamp.strength for lamp in inside), default=1.0) or 1.0
    found: list[Light] = []
    hanging = next((lamp for lamp in inside if lamp.position[1] > 1.5), None)
    if spots and hanging is not None:
        x, y, z = hanging.position
        found.append(replace(spots[0], position=(x, y - 0.12, z), direction=(0.0, -1.0, 0.0)))
    elif spots:
        found.append(spots[0])
    # Many lamps share what one would give.
    share = 1.0 / math.sqrt(max(len(inside), 1))
    for lamp in inside:
        if model is None:
            break
        strength = model.strength * max(0.35, math.sqrt(max(lamp.strength, 0.0) / strongest)) * max(share, 0.45)
        color = _tone(lamp, model)
        found.append(replace(model, position=lamp.position, color=color, strength=strength))
    template = light.halos[0]
    halos = tuple(replace(template, position=lamp.position, color=_tone(lamp, model)) for lamp in inside)
    return found, halos


def _tone(lamp: Lamp, model: Light | None) -> tuple[float, float, float]:
    """A lamp's own colour where it has one, half way to the scheme's."""
    own = encoded(np.array(lamp.color))
    if model is None or np.ptp(own) < 0.03:
        return model.color if model is not None else _vector(own)
    return _vector((own + np.array(model.color)) / 2)


def _outdoors(light: Lighting, lamps: Sequence[Lamp]) -> Lighting:
    """The sky's scheme; a sun of the file's own says from where it shines."""
    suns = [lamp for lamp in lamps if lamp.kind is LightKind.SUN and lamp.direction[1] < -0.1]
    if not suns:
        return light
    strongest = max(suns, key=lambda lamp: lamp.strength)
    way = strongest.direction
    lights = tuple(replace(one, direction=way) if one.kind is LightKind.SUN else one for one in light.lights)
    toward = _vector(-np.array(way))
    key = np.array([way[0], min(way[1], -0.45), way[2]])
    return replace(
        light,
        lights=lights,
        sky=replace(light.sky, sun_direction=toward),
        face_key=_vector(key / np.linalg.norm(key)),
    )


def _turn(light: Lighting, inward: tuple[float, float] | None) -> F64:
    """The quarter turn that brings the scheme's sun in by the window."""
    quarters = []
    for number in range(4):
        c, s = round(math.cos(number * math.pi / 2)), round(math.sin(number * math.pi / 2))
        quarters.append(np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float64))
    sun = next((one for one in light.lights if one.kind is LightKind.SUN), None)
    if inward is None or sun is None:
        return quarters[0]
    aim = np.array([inward[0], 0.0, inward[1]])
    return max(quarters, key=lambda q: float((q @ np.array(sun.direction)) @ aim))


def _vector(values: npt.NDArray[np.floating]) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z
