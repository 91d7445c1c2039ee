"""A cut between two shots of one scene, and who talks with whom across it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fairtake.continuity.finding import Finding, Severity, timecode
from fairtake.continuity.view import View, plan_angle
from fairtake.continuity.world import Scene

__all__ = ["Site", "looks_at", "off_look", "shot_finding", "talking"]

TALK_GAP = 4.0
"""Seconds of silence after which an answer is no answer any more."""
TALK_REACH = 3.0
"""Seconds by which an exchange lasts beyond its words."""
LOOK = 40.0
"""Degrees within which somebody who talks looks at the other (heads and eyes wander in talk)."""
STARE = 20.0
"""Degrees within which two who say nothing look at each other."""
STARE_DISTANCE = 5.0
"""Metres within which two who say nothing are with each other."""
GLANCE = 0.5
"""Seconds before and after a moment in which a look counts."""


def off_look(scene: Scene, a: str, b: str, frame: int) -> float:
    """Degrees, seen from above, by which `a`'s look misses `b`."""
    here, there = scene.performer(a), scene.performer(b)
    if here is None or there is None:
        return 180.0
    return plan_angle(there.head[frame] - here.head[frame], here.gaze[frame])


def looks_at(scene: Scene, a: str, b: str, frame: int, fps: int, degrees: float = LOOK) -> bool:
    """Whether `a` looks at `b` at some time about a frame."""
    reach = round(GLANCE * fps)
    first, last = max(frame - reach, 0), min(frame + reach, scene.frames - 1)
    return any(off_look(scene, a, b, one) <= degrees for one in range(first, last + 1, max(1, reach // 3)))


def talking(scene: Scene, frame: int, fps: int) -> list[tuple[str, str]]:
    """The pairs who talk with each other about a frame: one speaks after the other, and at
    least one of them looks at the other."""
    found: set[tuple[str, str]] = set()
    heard = [line for line in scene.lines if not line.off_screen]
    for one, other in itertools.pairwise(heard):
        if one.role == other.role or other.start - one.end > TALK_GAP * fps:
            continue
        if one.start - TALK_REACH * fps <= frame <= other.end + TALK_REACH * fps:
            found.add((min(one.role, other.role), max(one.role, other.role)))
    return [
        (a, b)
        for a, b in sorted(found)
        if _there(scene, a, frame)
        and _there(scene, b, frame)
        and (looks_at(scene, a, b, frame, fps) or looks_at(scene, b, a, frame, fps))
    ]


def _there(scene: Scene, role: str, frame: int) -> bool:
    one = scene.performer(role)
    return one is not None and bool(one.present[frame])


@dataclass(frozen=True, eq=False)
class Site:
    """A straight cut from the last row of `out` to the first of `into`, in one scene.
    `before` is the shot before `out`, where that is of the same scene and cut straight."""

    out: View
    into: View
    before: View | None = None

    @property
    def scene(self) -> Scene:
        """The scene both shots show."""
        return self.into.scene

    @property
    def then(self) -> int:
        """The scene's frame last seen."""
        return self.out.frame(self.out.last)

    @property
    def now(self) -> int:
        """The scene's frame seen next."""
        return self.into.frame(0)

    @property
    def elided(self) -> int:
        """Frames of the scene left out by the cut; negative when some are seen again."""
        return self.now - self.then - 1

    @property
    def seamless(self) -> bool:
        """Whether no eye can see this cut: the same camera, and no time left out."""
        if self.elided:
            return False
        if self.out.segment.shot is self.into.segment.shot:
            return True
        one, other = self.out.segment.camera, self.into.segment.camera
        return (
            bool(np.abs(one.position[-1] - other.position[0]).max() < 0.01)
            and bool(abs(one.orientation[-1] @ other.orientation[0]) > 1 - 1e-6)
            and bool(abs(one.fovy[-1] - other.fovy[0]) < 1e-3)
        )

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Who talks with whom about the cut, and who of the shots' subjects look at each other."""
        scene, fps = self.scene, self.into.fps
        found = set(talking(scene, self.then, fps)) | set(talking(scene, self.now, fps))
        cast = sorted({*self.out.cast, *self.into.cast})
        for a, b in itertools.combinations(cast, 2):
            if (a, b) in found or not (_there(scene, a, self.now) and _there(scene, b, self.now)):
                continue
            way = self.out.performer(a).head[self.now] - self.out.performer(b).head[self.now]
            if (
                np.linalg.norm(way) <= STARE_DISTANCE
                and off_look(scene, a, b, self.now) <= STARE
                and off_look(scene, b, a, self.now) <= STARE
            ):
                found.add((a, b))
        return sorted(found)

    def finding(
        self,
        rule: str,
        severity: Severity,
        sentence: str,
        fix: str,
        who: tuple[str, ...] = (),
        measured: float = 0.0,
        unit: str = "",
    ) -> Finding:
        """A finding at this cut."""
        at = self.into.segment.at
        shots = (self.out.segment.shot.number, self.into.segment.shot.number)
        code = timecode(at, self.into.fps)
        return Finding(rule, severity, self.scene.number, shots, at, code, sentence, fix, who, round(measured, 3), unit)


def shot_finding(
    view: View,
    row: int,
    rule: str,
    severity: Severity,
    sentence: str,
    fix: str,
    who: tuple[str, ...] = (),
    measured: float = 0.0,
    unit: str = "",
) -> Finding:
    """A finding within a shot, on one of its rows."""
    at = view.segment.at + row
    number = view.segment.shot.number
    code = timecode(at, view.fps)
    return Finding(rule, severity, view.scene.number, (number,), at, code, sentence, fix, who, round(measured, 3), unit)
