"""Figures that rank cuts where counts of errors cannot: rhythm, faces, reactions.

Facts/cinematography.md, "The planner", finding 3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fairtake.continuity.view import View

__all__ = ["Lengths", "Statistics", "measure"]

NEAR_TURN = 0.5
"""Seconds about a turn's start within which a cut goes with it."""
FACE = 0.0
"""The cosine between look and camera from which a face is seen (a profile still is)."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Shot lengths in seconds: `mean`, `median`, `shortest`, `longest`; `sigma` is the standard
    deviation of their logarithm, `correlation` of that of neighbours (lag 1)."""

    mean: float = 0.0
    median: float = 0.0
    shortest: float = 0.0
    longest: float = 0.0
    sigma: float = 0.0
    correlation: float = 0.0


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of one cut, shares 0..1.

    `spoken_seconds` of lines spoken by people on the set; of these, `off_screen_speaker` with
    the speaker outside the frame, `visible_face` with the speaker's face turned to the camera,
    `reaction` with the speaker's face not seen and somebody else's seen. `near_turns` of the
    cuts within scenes lie within half a second of a turn's start. `sizes` counts shots by
    size, `seconds_by_size` their seconds.
    """

    shots: int
    seconds: float
    lengths: Lengths
    spoken_seconds: float
    off_screen_speaker: float
    visible_face: float
    reaction: float
    near_turns: float
    sizes: Mapping[str, int] = field(default_factory=dict)
    seconds_by_size: Mapping[str, float] = field(default_factory=dict)


def measure(views: Sequence[View], cuts: Sequence[tuple[View, View]], fps: int) -> Statistics:
    """The figures of a cut: its shots, and the cuts within scenes."""
    frames = np.array([view.segment.frames for view in views], np.float64)
    spoken = outside = faces = reactions = 0
    sizes: dict[str, int] = {}
    seconds: dict[str, float] = {}
    for view in views:
        counts = _speakers(view)
        spoken, outside = spoken + counts[0], outside + counts[1]
        faces, reactions = faces + counts[2], reactions + counts[3]
        size = view.segment.shot.size or "unknown"
        sizes[size] = sizes.get(size, 0) + 1
        seconds[size] = round(seconds.get(size, 0.0) + view.segment.frames / fps, 3)
    near = sum(_near_turn(out, into, fps) for out, into in cuts)
    return Statistics(
        len(views),
        float(frames.sum()) / fps,
        _lengths(frames / fps),
        spoken / fps,
        outside / spoken if spoken else 0.0,
        faces / spoken if spoken else 1.0,
        reactions / spoken if spoken else 0.0,
        near / len(cuts) if cuts else 0.0,
        sizes,
        seconds,
    )


def _lengths(seconds: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Lengths:
    if not len(seconds):
        return Lengths()
    logs = np.log(seconds)
    apart = logs - logs.mean()
    spread = float((apart**2).sum())
    together = float((apart[1:] * apart[:-1]).sum() / spread) if spread > 1e-12 else 0.0
    return Lengths(
        float(seconds.mean()),
        float(np.median(seconds)),
        float(seconds.min()),
        float(seconds.max()),
        math.sqrt(spread / len(seconds)),
        together,
    )


def _speakers(view: View) -> tuple[int, int, int, int]:
    """Frames on which somebody on the set speaks: all, speaker outside the frame, speaker's
    face seen, another's face seen instead. Two who speak at once count twice."""
    heard = {
        one.role: one.speaking[view.rows] & one.present[view.rows]
        for one in view.scene.performers
        if one.speaking[view.rows].any()
    }
    if not heard:
        return 0, 0, 0, 0
    seen = {one.role: view.in_frame(one.role) & (view.facing(one.role) > FACE) for one in view.scene.performers}
    spoken = outside = faces = reactions = 0
    for role, speaking in heard.items():
        others = np.zeros(len(speaking), bool)
        for other, face in seen.items():
            if other != role:
                others |= face
        spoken += int(speaking.sum())
        outside += int((speaking & view.out_of_frame(role)).sum())
        faces += int((speaking & seen[role]).sum())
        reactions += int((speaking & ~seen[role] & others).sum())
    return spoken, outside, faces, reactions


def _near_turn(out: View, into: View, fps: int) -> bool:
    now = into.frame(0)
    return any(abs(line.start - now) <= NEAR_TURN * fps for line in into.scene.lines)
