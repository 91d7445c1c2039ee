"""What is heard when, and from where: a scene's performance and cut become cues and a bed."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import numpy as np

from fairtake.geometry.camera import project
from fairtake.model.performance import Contact, LineTiming, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.model.sound import RATE, Bed, Cue, CueSheet, Stem

__all__ = ["spot_scene"]

_WIDTH = 0.35
"""How far sounds are panned: films keep voices near the middle."""

_FADE = RATE // 4

_QUIET = {
    "step": -15.0,
    "roll": -17.0,
    "clap": -10.0,
    "whoosh": -20.0,
    "sit": -15.0,
    "stand": -18.0,
    "grasp": -20.0,
    "release": -14.0,
    "touch": -20.0,
    "bark": -4.0,
    "neigh": -4.0,
    "howl": -7.0,
    "cry": -8.0,
    "meow": -7.0,
    "growl": -8.0,
    "purr": -14.0,
    "sniff": -16.0,
    "flap": -12.0,
    "paw": -16.0,
    "hoof": -9.0,
}
"""Level of contacts in dB against a spoken line; others are -9."""


def spot_scene(performance: ScenePerformance, set_: Set, shots: Sequence[Shot], *, start: int) -> CueSheet:
    """Every sound of a scene that begins on the film's sample `start`.

    Lines are placed to the sample where their timing says; contacts (steps, doors, things put
    down) on the moment of contact; the bed runs under the whole scene, across its cuts.
    `CueSheet.length` is the scene's length in samples.
    """
    seen = _Screen(performance, shots)
    length = round(performance.frames / performance.fps * RATE)
    cues = [_line(timing, performance, set_, seen, start) for timing in performance.lines]
    cues += [_contact(contact, set_, seen, start, index) for index, contact in enumerate(performance.contacts)]
    tags = (*set_.ambience, *set_.lighting.weather) or (("room",) if set_.interior else ("air",))
    seed = zlib.crc32(f"{performance.set} {set_.kind}".encode())
    beds = [Bed(start, start + length, tags, fade_in=_FADE, fade_out=_FADE, seed=seed)]
    for tag, first, end in performance.light.beds if performance.light is not None else ():
        # Weather that comes and goes within the scene, and fires that are lit.
        a, b = (round(frame / performance.fps * RATE) for frame in (first, end))
        slow = min(4 * _FADE, max((b - a) // 3, 1))
        beds.append(Bed(start + a, start + b, (tag,), fade_in=slow, fade_out=slow, seed=seed))
    return CueSheet(length, tuple(cues), tuple(beds))


class _Screen:
    """Where on the screen, and how far from the camera, a place is at a moment."""

    def __init__(self, performance: ScenePerformance, shots: Sequence[Shot]) -> None:
        self._fps = performance.fps
        self._frames = performance.frames
        self._shots = shots

    def place(self, position: Sequence[float] | np.ndarray, seconds: float) -> tuple[float, float]:
        """(pan -1..1, distance in metres) from the camera that shows this moment."""
        frame = min(max(int(seconds * self._fps), 0), self._frames - 1)
        for shot in self._shots:
            if shot.start <= frame < shot.end:
                row = frame - shot.start
                camera = shot.camera
                point = project(
                    np.asarray(position, np.float64),
                    camera.position[row],
                    camera.orientation[row],
                    camera.fovy[row],
                    16 / 9,
                )
                distance = float(np.linalg.norm(np.asarray(position) - camera.position[row]))
                pan = math.tanh(float(point[0]) * 0.8) if point[2] > 0 else 0.0
                return pan * _WIDTH, min(max(distance, 0.5), 30.0)
        return 0.0, 3.0


def _line(timing: LineTiming, performance: ScenePerformance, set_: Set, seen: _Screen, start: int) -> Cue:
    begin = start + round(timing.start * RATE)
    try:
        track = performance.performer(timing.role)
    except KeyError:
        # Nobody on the set speaks it: a voice-over is dry and close, a voice from elsewhere is not.
        muffled = 0.6 if timing.off_screen else 0.0
        room = set_.reverberation if timing.off_screen else 0.0
        return Cue(
            Stem.DIALOGUE, "line", begin, gain=-3 * muffled, room=room, distance=1.0, muffled=muffled, take=timing.line
        )
    row = min(int(timing.start * performance.fps), performance.frames - 1)
    pan, distance = seen.place(track.head[row], timing.start)
    muffled = 0.5 if timing.off_screen or not track.present[row] else 0.0
    # The boom follows the speaker: a voice never sounds as far away as its picture.
    near = 1.2 + 0.35 * max(distance - 1.2, 0)
    return Cue(
        Stem.DIALOGUE,
        "line",
        begin,
        pan=pan,
        distance=min(near, 5.0),
        room=set_.reverberation,
        muffled=muffled,
        take=timing.line,
    )


def _contact(contact: Contact, set_: Set, seen: _Screen, start: int, index: int) -> Cue:
    pan, distance = seen.place(contact.position, contact.time)
    return Cue(
        Stem.EFFECTS,
        contact.kind,
        start + round(contact.time * RATE),
        gain=_QUIET.get(contact.kind, -9.0) + 8 * (contact.strength - 0.5),
        pan=pan,
        distance=min(distance, 12.0),
        room=set_.reverberation,
        stuff=contact.stuff,
        strength=contact.strength,
        seed=zlib.crc32(f"{contact.kind} {contact.role} {index}".encode()),
    )
