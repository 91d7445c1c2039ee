"""How much a cut must change: the 30° rule and the jump cut.

Definitions: facts/cinematography.md, "The planner" (30°: same subject and less than two sizes
between; jump: same subject, same size).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.site import Site
from fairtake.continuity.view import SIZES, View, angle, size_of
from fairtake.continuity.world import F64

__all__ = ["JUMP", "THIRTY", "jump_cut", "thirty_degrees"]

THIRTY, JUMP = "30° rule", "jump cut"

TURN = 30.0
"""Degrees by which the camera must go round its subject."""
TURN_TOLERANCE = 1.0
"""Degrees that nobody sees."""
SAME_SIZE = 0.6
"""Sizes nearer than this on the scale ECU .. ELS look the same."""
TWO_SIZES = 1.5
"""Sizes at least this far apart are nearer to two than to one."""
SAME_SIZE_TURN = 45.0
"""Degrees below which the same subject in the same size is worth a second look."""


def thirty_degrees(site: Site) -> Iterator[Finding]:
    """The camera neither goes round its subject nor changes the size by two."""
    change = _change(site)
    if change is None:
        return
    who, turned, steps, same = change
    if turned < TURN - TURN_TOLERANCE and SAME_SIZE <= abs(steps) < TWO_SIZES:
        sentence = (
            f"The camera goes only {turned:.0f}° round {who} and the size changes by {abs(steps):.1f} "
            f"({_sizes(site)}): the cut looks like a slip."
        )
        fix = f"Go at least {TURN:.0f}° round {who}, or change the size by two."
        yield site.finding(THIRTY, _weight(same), sentence, fix, (who,), turned, "degrees")


def jump_cut(site: Site) -> Iterator[Finding]:
    """The same subject in the same size from nearly the same side: it seems to jump."""
    change = _change(site)
    if change is None:
        return
    who, turned, steps, same = change
    if abs(steps) >= SAME_SIZE or turned >= SAME_SIZE_TURN:
        return
    severity = _weight(same) if turned < TURN - TURN_TOLERANCE else Severity.WARNING
    gap = (
        f", {abs(site.elided) / site.into.fps:.1f} s {'later' if site.elided > 0 else 'earlier'}" if site.elided else ""
    )
    sentence = f"{who} in the same size from {turned:.0f}° aside{gap}: {who} seems to jump."
    fix = f"Change the size by two, go {TURN:.0f}° round {who}, or put a shot of something else between."
    yield site.finding(JUMP, severity, sentence, fix, (who,), turned, "degrees")


def _weight(same: bool) -> Severity:
    return Severity.ERROR if same else Severity.WARNING


def _sizes(site: Site) -> str:
    one, other = site.out.segment.shot.size, site.into.segment.shot.size
    return f"{one} to {other}" if one in SIZES and other in SIZES else "as measured"


def _change(site: Site) -> tuple[str, float, float, bool] | None:
    """The subject both shots share, the degrees the camera turns round it, the sizes between,
    and whether the shots are about the same people; None when the subject changes."""
    thing = _shared_thing(site)
    if thing is not None:
        name, then, now = thing
        one, other = site.out.segment.camera, site.into.segment.camera
        turned = angle(one.position[-1] - then, other.position[0] - now)
        return name, turned, _thing_size(site.into, 0, now) - _thing_size(site.out, -1, then), True
    who = site.out.main(site.out.last)
    if who is None or who != site.into.main(0):
        return None
    head = site.into.performer(who).head
    turned = angle(
        site.out.segment.camera.position[-1] - head[site.then], site.into.segment.camera.position[0] - head[site.now]
    )
    steps = site.into.size(who, 0) - site.out.size(who, site.out.last)
    return who, turned, steps, _people(site.out, site.out.last) == _people(site.into, 0)


def _people(view: View, row: int) -> set[str]:
    return {role for role in view.cast if view.seen(role, row)}


def _shared_thing(site: Site) -> tuple[str, F64, F64] | None:
    one, other = site.out.segment.shot.subjects, site.into.segment.shot.subjects
    if not (one and other and one[0] == other[0] and site.out.of_a_thing):
        return None
    prop = site.scene.prop(one[0])
    return None if prop is None else (one[0], prop.position[site.then], prop.position[site.now])


def _thing_size(view: View, row: int, place: F64) -> float:
    depth = max(float(view.project(place, row)[2]), 1e-3)
    return size_of(2 * depth * math.tan(float(view.segment.camera.fovy[row]) / 2))
