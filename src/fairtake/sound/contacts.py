"""Contacts become foley: which sole on which floor in which gait, what kind of door, how far, through
what; and the cloth of whoever moves."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from fairtake.model.figure import joint_index
from fairtake.model.performance import Contact, PerformerTrack, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.sound import RATE, Cue, Stem
from fairtake.sound.acoustics import Room
from fairtake.sound.beds import PLACES
from fairtake.sound.effects import lead_of, level_of
from fairtake.sound.screen import Place, Screen

__all__ = ["cloth_cues", "contact_cues", "gaits"]

_WIDTH = 0.6
"""How far effects are panned: wider than voices, which stay near the middle."""

_DOORS = ("door open", "door close", "door slam", "door creak", "lock", "door handle", "knock")
_RUN, _TIPTOE = 0.38, 0.105
_WALL = 0.35
"""Metres beyond the walls from which on a sound is heard through them."""

_PASSES = {
    "car pass": 0.8,
    "train pass": 0.7,
    "plane": 0.5,
    "helicopter": 0.5,
    "boat": 0.4,
    "bicycle": 0.6,
    "cart": 0.5,
}
_CLOTH = tuple(joint_index(name) for name in ("chest", "upper_arm.L", "upper_arm.R", "forearm.L", "forearm.R"))
_STIR = 4.2
"""Radians a second, summed over trunk and arms, from which on clothes are heard."""


def gaits(contacts: Sequence[Contact]) -> dict[int, str]:
    """The gait of each step, by its place in `contacts`: a word for `make_effect` or ""."""
    feet: dict[str, list[int]] = defaultdict(list)
    for index, contact in enumerate(contacts):
        if contact.kind == "step":
            feet[contact.role].append(index)
    found: dict[int, str] = {}
    for steps in feet.values():
        times = np.array([contacts[i].time for i in steps])
        gaps = np.diff(times)
        for n, index in enumerate(steps):
            near = [float(gap) for gap in gaps[max(n - 1, 0) : n + 1]]
            strength = contacts[index].strength
            if near and min(near) < _RUN and strength >= 0.55:
                found[index] = "run"
            elif strength <= _TIPTOE:
                found[index] = "tiptoe"
            elif len(near) == 2 and max(near) < 1.0 and max(near) > 1.3 * min(near) and strength > 0.2:
                found[index] = "limp"
    return found


def contact_cues(performance: ScenePerformance, set_: Set, screen: Screen, room: Room, start: int) -> list[Cue]:
    """A cue for every contact, on its moment."""
    walks = gaits(performance.contacts)
    place = PLACES.get(set_.kind)
    wet = not set_.interior and "rain" in set_.lighting.weather
    counts: dict[tuple[str, str], int] = defaultdict(int)
    cues: list[Cue] = []
    for index, contact in enumerate(performance.contacts):
        stuff = contact.stuff
        if contact.kind == "step":
            stuff = " ".join(filter(None, (stuff, walks.get(index, ""), "wet" if wet else "")))
        elif contact.kind in _DOORS and stuff in ("wood", "door", ""):
            stuff = place.doors if place is not None else "wood"
        elif contact.kind == "car pass" and wet:
            stuff = f"{stuff} wet"
        # Counted by who and what, so a step that is added leaves all others as they were.
        key = contact.kind, contact.role
        counts[key] += 1
        seen = screen.place(contact.position, contact.time)
        pan, pan_to = _sides(contact, seen)
        beyond = not seen.ahead or abs(seen.side) > 1.25
        cues.append(
            Cue(
                Stem.EFFECTS,
                contact.kind,
                start + round((contact.time - lead_of(contact.kind)) * RATE),
                gain=level_of(contact.kind) + 8 * (contact.strength - 0.5),
                distance=min(seen.distance, 60.0),
                room=room.rt60,
                path=room.path,
                muffled=_through(contact.position, set_),
                stuff=stuff,
                strength=contact.strength,
                seed=zlib.crc32(f"{contact.kind} {contact.role} {counts[key]}".encode()),
                pan=pan,
                pan_to=pan_to,
                azimuth=seen.azimuth if beyond and pan_to is None else None,
            )
        )
    return cues


def _sides(contact: Contact, seen: Place) -> tuple[float, float | None]:
    """Where it is heard, and for what passes where it goes to."""
    wide = _PASSES.get(contact.kind)
    if wide is None:
        return seen.pan(_WIDTH), None
    way = wide if zlib.crc32(f"{contact.kind} {contact.time:.3f}".encode()) % 2 else -wide
    return -way, way


def _through(position: Sequence[float], set_: Set) -> float:
    """How much a wall takes of a sound from there: those without are heard through it."""
    if not set_.interior:
        return 0.0
    x0, _, z0, x1, y1, z1 = set_.room
    x, y, z = position
    beyond = max(x0 - x, x - x1, z0 - z, z - z1, y - y1 - 0.5)
    return 0.0 if beyond < _WALL else min(0.45 + 0.03 * beyond, 0.8)


def cloth_cues(
    performance: ScenePerformance, screen: Screen, room: Room, start: int, taken: Iterable[Contact]
) -> list[Cue]:
    """The rustle of whoever moves trunk and arms quickly, where the camera is near and nothing louder
    of theirs is heard at that moment."""
    busy: dict[str, list[float]] = defaultdict(list)
    for contact in taken:
        if contact.kind in ("sit", "stand", "cloth", "kneel", "land", "fall", "body fall"):
            busy[contact.role].append(contact.time)
    cues: list[Cue] = []
    for track in performance.performers:
        if track.role.startswith("EXTRA "):
            continue
        last = -9.0
        speed = _stirring(track, performance.fps)
        for frame in np.flatnonzero(speed > _STIR):
            time = float(frame) / performance.fps
            peak = speed[frame] >= speed[max(frame - 3, 0) : frame + 4].max()
            if not peak or time - last < 1.1 or not track.present[frame]:
                continue
            if any(abs(time - other) < 0.6 for other in busy[track.role]):
                continue
            seen = screen.place(track.head[frame], time)
            if seen.distance > 6.5:
                continue
            last = time
            strength = float(np.clip(0.25 + 0.03 * (speed[frame] - _STIR), 0.25, 0.6))
            # Clothes are heard while an arm comes to speed, not after.
            begin = max(time - 0.08, 0.0)
            cues.append(
                Cue(
                    Stem.EFFECTS,
                    "cloth",
                    start + round(begin * RATE),
                    gain=level_of("cloth") + 8 * (strength - 0.5),
                    pan=seen.pan(_WIDTH),
                    distance=seen.distance,
                    room=room.rt60,
                    path=room.path,
                    strength=strength,
                    seed=zlib.crc32(f"cloth {track.role} {len(cues)}".encode()),
                )
            )
    return cues


def _stirring(track: PerformerTrack, fps: int) -> np.ndarray:
    """(N,) how fast trunk and arms turn, radians a second summed."""
    if len(track.rotations) < 2 or track.rotations.shape[1] <= max(_CLOTH):
        return np.zeros(len(track.rotations))
    q = np.asarray(track.rotations[:, _CLOTH], np.float64)
    same = np.clip(np.abs((q[1:] * q[:-1]).sum(-1)), 0, 1)
    turned = 2 * np.arccos(same).sum(-1) * fps
    return np.concatenate([[0.0], turned])
