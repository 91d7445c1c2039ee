"""What is heard when, and from where: a scene's performance and cut become cues and beds."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from fairtake.model.performance import LineTiming, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.model.sound import RATE, Bed, Cue, CueSheet, Stem
from fairtake.sound.acoustics import Room, room_of
from fairtake.sound.beds import bed_tags, far_life, weather_tag
from fairtake.sound.contacts import cloth_cues, contact_cues
from fairtake.sound.media import is_dry
from fairtake.sound.screen import Screen

__all__ = ["spot_scene"]

_WIDTH = 0.35
"""How far voices are panned: films keep them near the middle."""

_FADE = RATE // 4


def spot_scene(
    performance: ScenePerformance, set_: Set, shots: Sequence[Shot], *, start: int, lead: float = 0.0
) -> CueSheet:
    """Every sound of a scene that begins on the film's sample `start`.

    Lines are placed to the sample where their timing says; contacts (steps, doors, things put
    down) on the moment of contact. The bed runs under the whole scene, across its cuts, and a
    quarter of a second into the next scene, whose own rises meanwhile: there is no hole between them.
    With a `lead` (seconds; a pre-lap) it is heard that much before the scene is seen, and so lies
    before `start`. `CueSheet.length` is the scene's length in samples.
    """
    screen = Screen(performance, shots)
    room = room_of(set_, sum(bool(track.present.any()) for track in performance.performers))
    length = round(performance.frames / performance.fps * RATE)
    cues = [_line(timing, performance, room, screen, start) for timing in performance.lines]
    cues += contact_cues(performance, set_, screen, room, start)
    cues += cloth_cues(performance, screen, room, start, performance.contacts)
    cues += far_life(performance, set_, start)
    seed = zlib.crc32(f"{performance.set} {set_.kind}".encode())
    early = round(lead * RATE)
    rise = max(_FADE, early)
    beds = [
        Bed(start - early, start + length + _FADE, bed_tags(performance, set_), fade_in=rise, fade_out=_FADE, seed=seed)
    ]
    for tag, first, end in performance.light.beds if performance.light is not None else ():
        # Weather that comes and goes within the scene, and fires that are lit.
        heard = weather_tag(tag, set_)
        if not heard:
            continue
        a, b = (round(frame / performance.fps * RATE) for frame in (first, end))
        slow = min(4 * _FADE, max((b - a) // 3, 1))
        beds.append(Bed(start + a, start + b, (heard,), fade_in=slow, fade_out=slow, seed=seed))
    return CueSheet(length, tuple(cues), tuple(beds))


def _line(timing: LineTiming, performance: ScenePerformance, room: Room, screen: Screen, start: int) -> Cue:
    begin = start + round(timing.start * RATE)
    if is_dry(timing.medium):  # over the picture: at the ear, and in no room
        return Cue(
            Stem.DIALOGUE,
            "line",
            begin,
            room=0.0,
            distance=1.0,
            take=timing.line,
            medium=timing.medium,
            seed=timing.line,
        )
    try:
        track = performance.performer(timing.role)
    except KeyError:
        # Nobody on the set speaks it: a voice-over is dry and close, a voice from elsewhere is not.
        muffled = 0.6 if timing.off_screen and not timing.medium else 0.0
        rt60 = room.rt60 if timing.off_screen else 0.0
        return Cue(
            Stem.DIALOGUE,
            "line",
            begin,
            gain=-3 * muffled,
            room=rt60,
            path=room.path,
            distance=1.0,
            muffled=muffled,
            take=timing.line,
            medium=timing.medium,
            seed=timing.line,
        )
    row = min(int(timing.start * performance.fps), performance.frames - 1)
    seen = screen.place(track.head[row], timing.start)
    muffled = 0.5 if (timing.off_screen or not track.present[row]) and not timing.medium else 0.0
    # The boom follows the speaker: a voice never sounds as far away as its picture.
    near = 1.2 + 0.35 * max(min(seen.distance, 30.0) - 1.2, 0)
    return Cue(
        Stem.DIALOGUE,
        "line",
        begin,
        pan=seen.pan(_WIDTH),
        distance=min(near, 5.0),
        room=room.rt60,
        path=room.path,
        muffled=muffled,
        take=timing.line,
        medium=timing.medium,
        seed=timing.line,
    )
