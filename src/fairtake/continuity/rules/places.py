"""What must stay where it was across a cut: walkers' direction, people's places, props.

Definitions: facts/cinematography.md, "The planner" (screen direction: sign flip). That things
keep their places is what a script supervisor notes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.site import Site
from fairtake.continuity.view import EDGE, View, plan_angle
from fairtake.continuity.world import F64, Performer, Prop

__all__ = ["DIRECTION", "POSITION", "PROP", "positions", "props", "screen_direction"]

DIRECTION, POSITION, PROP = "screen direction", "position", "prop"

WALK = 0.5
"""Metres a second from which somebody walks."""
LEAN = 0.5
"""Metres that a head goes in a second when somebody leans or bows where they stand; less is no walk."""
MEMORY = 1.0
"""Seconds before and after a cut in which a walk is remembered."""
ACROSS = math.sin(math.radians(15.0))
"""A walk has a screen direction when it goes across the frame by more than this; else it is
toward or away from the camera, which is neutral."""
TURNED = 60.0
"""Degrees by which a walker who changes course does so in the world and not by the cut."""
STEP = 0.3
"""Metres somebody may be moved without it being seen (a shift of weight, a lean)."""
STEP_ELIDED = 0.6
"""The same, when the cut leaves out time."""
SHIFT = 0.12
"""Metres a prop may be moved without it being seen."""
REACH = 2.0
"""Metres from the eyes to a thing's origin beyond which nobody holds it: an arm, and the far
end of an umbrella."""
CHASE = 1.5
"""How many times as far as its speed explains somebody may have come."""
HAND = 0.12
"""Metres aside of the body's middle from which a thing is in the left or the right hand."""
THING = 0.08
"""Metres of a thing, for whether it is large enough to be seen."""
SMALLEST_THING = 0.02
"""Share of the frame's height below which a thing is not taken note of."""


def _walk(view: View, one: Performer, backward: bool) -> tuple[int, F64] | None:
    """The row nearest to the cut on which somebody is seen walking, and the velocity."""
    reach = min(round(MEMORY * view.fps), view.segment.frames)
    first = view.segment.frames - reach if backward else 0
    frames = np.arange(first, first + reach) + view.segment.first
    before, after = np.maximum(frames - 2, 0), np.minimum(frames + 2, len(one.head) - 1)
    moved = (one.head[after] - one.head[before]) * (view.fps / np.maximum(after - before, 1))[:, None]
    velocity = moved * [1, 0, 1]
    speed = np.linalg.norm(velocity, axis=1)
    # Who stands up or sits down goes up or down faster than along.
    walking = (speed >= WALK) & (speed > np.abs(moved[:, 1])) & one.present[before] & one.present[after]
    half = round(view.fps / 2)
    around = one.head[np.minimum(frames + half, len(one.head) - 1)] - one.head[np.maximum(frames - half, 0)]
    walking &= np.hypot(around[:, 0], around[:, 2]) >= LEAN
    found = np.flatnonzero(walking).tolist()
    for place in reversed(found) if backward else found:
        if view.seen(one.role, first + place):
            return first + place, np.asarray(velocity[place], np.float64)
    return None


def screen_direction(site: Site) -> Iterator[Finding]:
    """Somebody who walks on across the cut turns round on the screen."""
    for one in site.scene.performers:
        about = (one.role in site.out.cast) + (one.role in site.into.cast)
        if not about:
            continue
        was, now = _walk(site.out, one, backward=True), _walk(site.into, one, backward=False)
        if was is None or now is None or plan_angle(was[1], now[1]) > TURNED:
            continue
        way = [
            view.rightward(velocity, row) / float(np.linalg.norm(velocity))
            for view, (row, velocity) in ((site.out, was), (site.into, now))
        ]
        if way[0] * way[1] < 0 and min(abs(part) for part in way) > ACROSS:
            before, after = ("right", "left") if way[0] > 0 else ("left", "right")
            speed = float(np.linalg.norm(now[1]))
            sentence = (
                f"{one.role} walks to the {before} of the frame, then, on the same way, to the {after} "
                f"({speed:.1f} metres a second)."
            )
            fix = f"Take both shots from the same side of {one.role}'s way, or put one from ahead or behind between."
            severity = Severity.ERROR if about == 2 else Severity.WARNING
            yield site.finding(DIRECTION, severity, sentence, fix, (one.role,), speed, "metres a second")


def positions(site: Site) -> Iterator[Finding]:
    """Somebody seen on both sides of a cut has moved in between further than they could."""
    for one in site.scene.performers:
        if not site.out.seen(one.role, site.out.last):
            continue
        moved = one.head[site.now] - one.head[site.then]
        speed = _speed(one.head, site.then, site.now, site.into.fps)
        if site.into.seen(one.role, 0):
            far = float(np.linalg.norm(moved))
            allowed = _allowed(STEP, STEP_ELIDED, speed, site)
            if far <= allowed:
                continue
            sentence = f"{one.role} is {far:.1f} metres from where the shot before left them{_gap(site)}."
        elif not one.present[site.now] and one.present[site.then] and _would_be_seen(site, one) and speed < WALK:
            far = 0.0
            sentence = f"{one.role} stands in the frame before the cut and is gone after it."
        else:
            continue
        fix = "Show the move, or put a shot without them between."
        yield site.finding(POSITION, Severity.ERROR, sentence, fix, (one.role,), far, "metres")


def _would_be_seen(site: Site, one: Performer) -> bool:
    x, y, depth = site.into.project(one.head[site.then], 0)
    return bool(abs(x) < EDGE and abs(y) < EDGE and depth > 0.1)


def _speed(track: F64, then: int, now: int, fps: int) -> float:
    """The speed just before and just after a cut, without the step of the cut itself."""
    before = track[max(then - 3, 0) : then + 1]
    after = track[now : now + 4]
    steps = [np.linalg.norm(part[-1] - part[0]) * fps / (len(part) - 1) for part in (before, after) if len(part) > 1]
    return float(max(steps, default=0.0))


def _allowed(still: float, elided: float, speed: float, site: Site) -> float:
    """How far something may have come: nobody follows it over time that is left out."""
    seconds = (abs(site.elided) + 1) / site.into.fps
    if site.elided:
        return max(elided, CHASE * speed * seconds)
    return still + CHASE * speed * seconds


def _gap(site: Site) -> str:
    return f", with {site.elided / site.into.fps:.1f} s left out" if site.elided > 0 else ""


def _thing_seen(view: View, prop: Prop, row: int) -> bool:
    frame = view.frame(row)
    if not prop.visible[frame]:
        return False
    return _in_view(view, prop.position[frame], row)


def _in_view(view: View, place: F64, row: int) -> bool:
    x, y, depth = view.project(place, row)
    if depth <= 0.1 or abs(x) > 1 or abs(y) > 1:
        return False
    tall = 2 * float(depth) * math.tan(float(view.segment.camera.fovy[row]) / 2)
    return THING / tall >= SMALLEST_THING


def props(site: Site) -> Iterator[Finding]:
    """A thing seen on both sides of a cut has moved, gone, or come into another hand."""
    for prop in site.scene.props:
        if not _thing_seen(site.out, prop, site.out.last):
            continue
        if _thing_seen(site.into, prop, 0):
            yield from _moved(site, prop)
        elif not prop.visible[site.now] and _in_view(site.into, prop.position[site.then], 0):
            sentence = f"The {prop.name} is in the frame before the cut and gone after it."
            fix = "Show who takes it away, or cut before it is seen."
            yield site.finding(PROP, Severity.ERROR, sentence, fix, (prop.name,))


def _moved(site: Site, prop: Prop) -> Iterator[Finding]:
    then, now = site.then, site.now
    far = float(np.linalg.norm(prop.position[now] - prop.position[then]))
    speed = _speed(prop.position, then, now, site.into.fps)
    was, holder = prop.held_by(then), prop.held_by(now)
    if site.elided and holder and holder == was:
        # It goes where its holder goes; that step is the holder's.
        carrier = site.scene.performer(holder)
        if carrier is not None:
            rest = (prop.position[now] - carrier.head[now]) - (prop.position[then] - carrier.head[then])
            far = float(np.linalg.norm(rest))
    if was != holder and site.elided:
        names = [f"in {role}'s hands" if role else "in nobody's hands" for role in (was, holder)]
        sentence = f"The {prop.name} is {names[0]} before the cut and {names[1]} after it{_gap(site)}."
        fix = "Show how it changes hands, or put a shot without it between."
        yield site.finding(
            PROP, Severity.ERROR, sentence, fix, (prop.name, was, holder), abs(site.elided) / site.into.fps, "seconds"
        )
    elif far > _allowed(SHIFT, 3 * SHIFT if holder else SHIFT, speed, site):
        sentence = f"The {prop.name} has moved by {far:.2f} metres across the cut{_gap(site)}."
        fix = "Show who moves it, or leave it where it was."
        yield site.finding(PROP, Severity.ERROR, sentence, fix, (prop.name,), far, "metres")
    elif holder and holder == was and _hand(site, prop, holder, then) * _hand(site, prop, holder, now) < 0:
        sentence = f"{holder} holds the {prop.name} in one hand before the cut and in the other after it."
        fix = "Keep it in the same hand, or show it change hands."
        yield site.finding(PROP, Severity.ERROR, sentence, fix, (prop.name, holder))
    if holder and _apart(site, prop, holder, now) > REACH:
        far = _apart(site, prop, holder, now)
        sentence = f"{holder} holds the {prop.name} from {far:.1f} metres away."
        fix = "Let the prop be where its holder is."
        yield site.finding(PROP, Severity.ERROR, sentence, fix, (prop.name, holder), far, "metres")


def _apart(site: Site, prop: Prop, role: str, frame: int) -> float:
    one = site.scene.performer(role)
    return 0.0 if one is None else float(np.linalg.norm(prop.position[frame] - one.head[frame]))


def _hand(site: Site, prop: Prop, role: str, frame: int) -> float:
    """Metres a held thing is to the left (positive) of its holder's middle; 0 when in front."""
    one = site.scene.performer(role)
    if one is None or one.facing is None:
        return 0.0
    left = np.array([math.cos(one.facing[frame]), 0.0, -math.sin(one.facing[frame])])
    aside = float((prop.position[frame] - one.head[frame]) @ left)
    return aside if abs(aside) > HAND else 0.0
