"""How the camera is worked: shots long enough to read, no camera in a head, moves with weight.

The lengths follow the shot lengths of facts/cinematography.md, "Shot lengths" (action cuts a
little over two seconds on average, lognormal): what lies three standard deviations below is
no shot but a flash.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.site import shot_finding
from fairtake.continuity.view import SIZES, View
from fairtake.continuity.world import F64
from fairtake.geometry.quaternion import conjugate, multiply

__all__ = ["INSIDE", "MOTION", "SHORT", "camera_inside_a_head", "camera_motion", "too_short_to_read"]

SHORT, INSIDE, MOTION = "too short to read", "camera inside a head", "camera motion"

FLASH = 0.33
"""Seconds below which nobody sees what a shot shows."""
READ = 0.75
"""Seconds below which a shot of one thing is hard to read."""
READ_WIDE = 1.25
"""Seconds below which a wide shot (LS and wider) is."""
SKULL = 0.2
"""Metres about the middle of a head, with the least distance a lens needs."""
PUSH = 8.0
"""Metres a second, a second: a dolly that starts at 1/3 of a metre a second in one frame."""
SWING = 8.0
"""Radians a second, a second: a pan that starts at 20 degrees a second in one frame."""
ZOOM = 4.0
"""Radians of the field of view a second, a second: a zoom that starts at 10 degrees a second in one frame."""
SHAKE = 4.0
"""How many times as much a hand-held camera may do."""


def too_short_to_read(view: View) -> Iterator[Finding]:
    """The shot is over before it is seen."""
    seconds = view.segment.frames / view.fps
    size = view.segment.shot.size
    wide = size in SIZES and SIZES.index(size) >= SIZES.index("LS")
    least = READ_WIDE if wide else READ
    if seconds >= least:
        return
    severity = Severity.ERROR if seconds < FLASH else Severity.WARNING
    sentence = f"The shot lasts {seconds:.2f} s; {'a wide shot' if wide else 'a shot'} is read in {least:.2f} s."
    fix = "Hold it longer, or leave it out."
    yield shot_finding(view, 0, SHORT, severity, sentence, fix, (), seconds, "seconds")


def camera_inside_a_head(view: View) -> Iterator[Finding]:
    """The camera stands where somebody's head is."""
    for one in view.scene.performers:
        away = np.linalg.norm(view.segment.camera.position - one.head[view.rows], axis=1)
        away = np.where(one.present[view.rows], away, np.inf)
        row = int(away.argmin())
        if away[row] < SKULL:
            sentence = f"The camera is {away[row]:.2f} metres from the eyes of {one.role}, inside the head."
            fix = f"Move the camera away from {one.role}."
            yield shot_finding(
                view, row, INSIDE, Severity.ERROR, sentence, fix, (one.role,), float(away[row]), "metres"
            )


def camera_motion(view: View) -> Iterator[Finding]:
    """The camera jerks: its speed changes from one frame to the next as no weight allows."""
    camera = view.segment.camera
    if view.segment.frames < 3:
        return
    fps = view.fps
    push = np.linalg.norm(np.diff(camera.position, 2, axis=0), axis=1) * fps**2
    swing = np.linalg.norm(np.diff(_turns(camera.orientation), axis=0), axis=1) * fps**2
    zoom = np.abs(np.diff(camera.fovy, 2)) * fps**2
    allowed = SHAKE if view.segment.shot.move == "handheld" else 1.0
    for track, limit, unit, what in (
        (push, PUSH, "metres a second, a second", "speed"),
        (swing, SWING, "radians a second, a second", "turn"),
        (zoom, ZOOM, "radians a second, a second", "field of view"),
    ):
        # A jerk of one frame changes the speed twice alike: the first is told.
        row = int((track >= 0.999 * track.max()).argmax())
        if track[row] > limit * allowed:
            sentence = f"The camera jerks: its {what} changes by {track[row]:.1f} {unit}."
            fix = "Let the move begin and end slowly."
            yield shot_finding(view, row + 1, MOTION, Severity.ERROR, sentence, fix, (), float(track[row]), unit)


def _turns(orientation: F64) -> F64:
    """The rotation from each row to the next in the world, (N-1, 3) radians about each axis."""
    step = multiply(orientation[1:], conjugate(orientation[:-1]))
    step = step * np.where(step[:, 3:] < 0, -1.0, 1.0)
    return np.asarray(2 * np.arcsin(np.clip(step[:, :3], -1, 1)), np.float64)
