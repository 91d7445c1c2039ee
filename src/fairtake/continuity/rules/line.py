"""The line of action between two who talk: the 180° line, eyelines, left and right.

Definitions: facts/cinematography.md, "The planner" (line cross: the side flips without a
neutral shot, an on-screen move or a re-establishing shot; eyeline: gaze sides not opposed;
left-right order: sign flip).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np

from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.site import Site, off_look
from fairtake.continuity.view import View, plan_angle

__all__ = ["EYELINE", "LINE", "ORDER", "eyeline_match", "left_right_order", "line_of_action"]

LINE, EYELINE, ORDER = "180° line", "eyeline match", "left–right order"

NEUTRAL = 8.0
"""Degrees off the line within which a shot of one of the two is neutral: the look is almost
into the lens and belongs to neither side."""
APART = 0.08
"""How far apart (of the frame's half width) two must stand to be left and right of each other."""
TOUCHING = 0.3
"""Metres; nearer to each other than this, two have no line between them."""
ESTABLISHING = 5.5
"""The place on SIZES (between MLS and LS) from which a shot re-establishes where people are."""
SIDEWAYS = math.sin(math.radians(8.0))
"""A look has a side when it goes past the lens by more than this."""
EYELINE_LOOK = 35.0
"""Degrees within which somebody looks at the other for the eyeline to be judged."""
EYELINE_HEIGHT = 14.0
"""Degrees by which a look may go over or under the other's eyes."""


def side(view: View, row: int, a: str, b: str) -> float:
    """The side of the line from `a` to `b` the camera is on, as the degrees it stands off the
    line (positive: `b` is to the right of `a`); 0 for a neutral shot and where there is no line."""
    frame = view.frame(row)
    one, other = view.performer(a).head[frame], view.performer(b).head[frame]
    camera = view.segment.camera.position[row]
    along, way = other - one, camera - one
    if math.hypot(along[0], along[2]) < TOUCHING:
        return 0.0
    cross = float(along[2] * way[0] - along[0] * way[2])
    off = min(_off_line(camera - head, along) for head in (one, other))
    both = view.seen(a, row) and view.seen(b, row)
    apart = abs(float(view.head(a)[row, 0] - view.head(b)[row, 0]))
    if not (both and apart > APART):
        seen = [head for role, head in ((a, one), (b, other)) if view.seen(role, row)]
        off = min((_off_line(camera - head, along) for head in seen), default=off)
        if off < NEUTRAL:
            return 0.0
    return math.copysign(max(off, 0.1), -cross)


def _off_line(way: np.ndarray[tuple[int, ...], np.dtype[np.float64]], along: object) -> float:
    off = plan_angle(way, np.asarray(along))
    return min(off, 180 - off)


def line_of_action(site: Site) -> Iterator[Finding]:
    """The camera goes over the line between two who talk. One step of the camera is one fault,
    however many lines it crosses: the clearest is told."""
    found = sorted(_crossings(site), key=lambda one: (one.severity is not Severity.ERROR, -one.measured, one.who))
    yield from found[:1]


def _crossings(site: Site) -> Iterator[Finding]:
    for a, b in site.pairs:
        pair = {a, b}
        if site.into.main(0) not in pair:
            continue
        if site.out.main(site.out.last) in pair:
            yield from _crossing(site, site.out, a, b, "", Severity.ERROR)
        elif site.before is not None and site.before.main(site.before.last) in pair and _cutaway(site.out, pair):
            cutaway = f", across the cutaway {site.out.segment.shot.number}"
            yield from _crossing(site, site.before, a, b, cutaway, Severity.WARNING)


def _cutaway(view: View, pair: set[str]) -> bool:
    return not any(view.seen(role, row) for role in pair for row in (0, view.last))


def _crossing(site: Site, old: View, a: str, b: str, how: str, severity: Severity) -> Iterator[Finding]:
    new = site.into
    was, now = side(old, old.last, a, b), side(new, 0, a, b)
    if was * now >= 0 or _re_establishes(old, new, a, b):
        return
    before, after = ("left", "right") if was < 0 else ("right", "left")
    sentence = (
        f"The camera crosses the line between {a} and {b}{how}: seen from {abs(was):.0f}° off the line with {b} to "
        f"the {before}, then from {abs(now):.0f}° off its other side with {b} to the {after}."
    )
    fix = "Take the shot from this side of the line, or go over it with a neutral shot, a move or a wide shot."
    yield site.finding(LINE, severity, sentence, fix, (a, b), abs(now), "degrees")


def _re_establishes(old: View, new: View, a: str, b: str) -> bool:
    """A wide shot of both shows anew where they are, unless both were seen just before."""
    if old.seen(a, old.last) and old.seen(b, old.last):
        return False
    wide = min(new.size(a, 0), new.size(b, 0)) >= ESTABLISHING
    return wide and new.seen(a, 0) and new.seen(b, 0)


def eyeline_match(site: Site) -> Iterator[Finding]:
    """Two who look at each other look to the same side of the screen, or past each other's height."""
    for a, b in site.pairs:
        one, other = site.out.main(site.out.last), site.into.main(0)
        if {one, other} != {a, b} or one is None or other is None:
            continue
        if _re_establishes(site.out, site.into, a, b) or (
            off_look(site.scene, one, other, site.then) > EYELINE_LOOK
            or off_look(site.scene, other, one, site.now) > EYELINE_LOOK
        ):
            continue
        looks = (
            site.out.rightward(site.out.performer(one).gaze[site.then], site.out.last),
            site.into.rightward(site.into.performer(other).gaze[site.now], 0),
        )
        if looks[0] * looks[1] > 0 and min(abs(look) for look in looks) > SIDEWAYS:
            where = "right" if looks[0] > 0 else "left"
            degrees = [math.degrees(math.asin(min(abs(look), 1.0))) for look in looks]
            sentence = (
                f"{one} and {other} look at each other, and both look to the {where} of the frame "
                f"({degrees[0]:.0f}° and {degrees[1]:.0f}°)."
            )
            fix = f"Take {other} from the other side of the look, so that the eyes meet across the cut."
            yield site.finding(EYELINE, Severity.ERROR, sentence, fix, (one, other), min(degrees), "degrees")
            continue
        yield from _height(site, one, other)


def _height(site: Site, one: str, other: str) -> Iterator[Finding]:
    for role, target, view, row in ((one, other, site.out, site.out.last), (other, one, site.into, 0)):
        frame = view.frame(row)
        if view.seen(target, row):
            continue
        way = view.performer(target).head[frame] - view.performer(role).head[frame]
        wanted = math.degrees(math.atan2(way[1], math.hypot(way[0], way[2])))
        gaze = view.performer(role).gaze[frame]
        off = math.degrees(math.asin(float(np.clip(gaze[1], -1, 1)))) - wanted
        if abs(off) > EYELINE_HEIGHT:
            over = "over" if off > 0 else "under"
            sentence = f"{role} looks {abs(off):.0f}° {over} the eyes of {target}, who is out of frame."
            fix = f"Cut when {role} looks at {target}, or keep {target} in the frame."
            yield site.finding(EYELINE, Severity.WARNING, sentence, fix, (role, target), abs(off), "degrees")


def left_right_order(site: Site) -> Iterator[Finding]:
    """Two who are seen on both sides of a cut change places on the screen. One step of the
    camera is one fault, however many change places: the clearest is told."""
    found = sorted(_swaps(site), key=lambda one: (one.severity is not Severity.ERROR, -one.measured, one.who))
    yield from found[:1]


def _swaps(site: Site) -> Iterator[Finding]:
    known = {*site.out.cast, *site.into.cast, *(line.role for line in site.scene.lines)}
    seen = sorted(
        one.role
        for one in site.scene.performers
        if one.role in known and site.out.seen(one.role, site.out.last) and site.into.seen(one.role, 0)
    )
    for a, b in itertools.combinations(seen, 2):
        was = float(site.out.head(b)[-1, 0] - site.out.head(a)[-1, 0])
        now = float(site.into.head(b)[0, 0] - site.into.head(a)[0, 0])
        if was * now >= 0 or min(abs(was), abs(now)) < APART:
            continue
        about = (a, b) in site.pairs or all({a, b} <= set(view.cast) for view in (site.out, site.into))
        sentence = (
            f"{a} is to the {'left' if was > 0 else 'right'} of {b}, then to the {'left' if now > 0 else 'right'}: "
            f"they change places on the screen ({abs(was - now) * 50:.0f} % of its width)."
        )
        fix = "Take the second shot from the same side of the two, or let them change places in the picture."
        severity = Severity.ERROR if about else Severity.WARNING
        yield site.finding(ORDER, severity, sentence, fix, (a, b), abs(was - now) * 50, "% of the width")
