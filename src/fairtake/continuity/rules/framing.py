"""Where somebody stands in the frame: head room, lead room, eyes on thirds.

Definitions: facts/cinematography.md, "The planner" (framing: eyes on the upper third; lead
room toward the gaze). How much is too much for each size is measured on the frame; the
tolerances are wide, for these are questions of taste: only a cut-off head is an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.site import shot_finding
from fairtake.continuity.view import CROWN, SIZES, View, above

__all__ = ["HEAD_ROOM", "LEAD_ROOM", "LOST", "THIRDS", "eyes_on_thirds", "head_room", "lead_room", "subject_lost"]

HEAD_ROOM, LEAD_ROOM, THIRDS, LOST = "head room", "lead room", "eyes on thirds", "subject out of frame"

MOST_AIR = {"MCU": 0.22, "MS": 0.28, "MLS": 0.34, "LS": 0.48}
"""Share of the frame's height above the crown from which there is too much air; tighter
shots have none to spare, wider ones are about the place."""
MAY_CROP = {"ECU", "BCU", "CU"}
"""Sizes at which the frame may cut into the hair."""
FOREHEAD = 0.05
"""Metres above the eyes below which a cut takes the head off."""
ALONE = 0.5
"""Others whose heads are less than this of the subject's height leave a shot a single."""
LOOK_ASIDE = math.sin(math.radians(20.0))
"""A face that looks aside by more than this wants room before it."""
NO_LEAD = {"ECU": 0.35, "BCU": 0.3, "CU": 0.25, "MCU": 0.15, "MS": 0.15, "MLS": 0.2}
"""How far (of the half width) a face may stand on the side it looks to."""
THIRD = 1 / 3
"""The upper third, in normalised device coordinates."""
OFF_THIRD = {"ECU": 0.4, "BCU": 0.32, "CU": 0.26, "MCU": 0.26, "MS": 0.3, "MLS": 0.34}
"""How far off the upper third (of the half height) eyes may be."""
LONG_ENOUGH = 0.5
"""The share of a shot's frames in which something must be so to be the shot's fault."""


def _rows(view: View, role: str) -> npt.NDArray[np.bool_]:
    head = view.head(role)
    here = view.performer(role).present[view.rows]
    return np.asarray(here & (head[:, 2] > 0.1) & (np.abs(head[:, 0]) < 1), bool)


def _single(view: View) -> tuple[str, npt.NDArray[np.bool_], str] | None:
    """Whom a shot of one person is about, the rows on which they are seen, and the measured size."""
    if view.of_a_thing or not view.cast:
        return None
    role = view.cast[0]
    rows = view.in_frame(role)
    if rows.mean() < LONG_ENOUGH:
        return None
    row = int(np.flatnonzero(rows)[rows.sum() // 2])
    for one in view.scene.performers:
        if one.role != role and view.seen(one.role, row) and view.share(one.role)[row] > ALONE * view.share(role)[row]:
            return None
    return role, rows, _size(view, role, row)


def _size(view: View, role: str, row: int) -> str:
    return SIZES[round(view.size(role, row))]


def head_room(view: View) -> Iterator[Finding]:
    """The frame cuts a head off, or leaves too much air above it."""
    if view.of_a_thing or not view.cast:
        return
    main = view.cast[0]
    for role in view.cast:
        rows = _rows(view, role)
        if rows.mean() < LONG_ENOUGH or not _as_near(view, role, main, rows):
            continue
        row = int(np.flatnonzero(rows)[rows.sum() // 2])
        head = view.performer(role).head[view.rows]
        forehead = view.project(above(head, FOREHEAD))[rows, 1]
        crown = view.project(above(head, CROWN))[rows, 1]
        size = _size(view, role, row)
        if (forehead > 1).mean() >= LONG_ENOUGH:
            over = float(np.median(crown) - 1) * 50
            sentence = f"The frame cuts off the head of {role}, who is {over:.0f} % of its height too high."
            fix = f"Tilt up, go back, or leave {role} out of the frame."
            yield shot_finding(view, row, HEAD_ROOM, Severity.ERROR, sentence, fix, (role,), -over, "% of the height")
        elif role == main and size not in MAY_CROP:
            air = float(1 - max(np.median(crown), _tallest(view, role, row))) / 2
            share = f"{abs(air) * 100:.0f} % of the frame's height"
            fix = "Tilt until there is a little air above the head."
            if air < 0:
                sentence = f"The frame cuts {share} into the hair of {role}, in a {size}."
            elif air > MOST_AIR.get(size, 1.0):
                sentence = f"{share} of air above {role}, in a {size}."
            else:
                continue
            yield shot_finding(
                view, row, HEAD_ROOM, Severity.WARNING, sentence, fix, (role,), air * 100, "% of the height"
            )


def _tallest(view: View, main: str, row: int) -> float:
    """The crown of the highest of the others who share the frame; they take up its air."""
    highest = -1.0
    for one in view.scene.performers:
        if one.role != main and view.seen(one.role, row) and view.share(one.role)[row] > ALONE * view.share(main)[row]:
            highest = max(highest, float(view.project(above(one.head[view.frame(row)], CROWN), row)[1]))
    return min(highest, 1.0)


def _as_near(view: View, role: str, main: str, rows: npt.NDArray[np.bool_]) -> bool:
    """Whether somebody is not just a shoulder in the foreground."""
    return role == main or float(np.median(view.head(role)[rows, 2])) > 0.75 * float(
        np.median(view.head(main)[rows, 2])
    )


def lead_room(view: View) -> Iterator[Finding]:
    """A face looks out of the frame it stands too near to."""
    single = _single(view)
    if single is None or single[2] not in NO_LEAD:
        return
    role, rows, size = single
    look = np.array([view.rightward(view.performer(role).gaze[view.frame(row)], row) for row in range(len(rows))])
    aside = rows & (np.abs(look) > LOOK_ASIDE)
    if aside.mean() < LONG_ENOUGH:
        return
    lead = float(np.median((view.head(role)[:, 0] * np.sign(look))[aside]))
    if lead > NO_LEAD[size]:
        row = int(np.flatnonzero(aside)[aside.sum() // 2])
        where = "right" if look[row] > 0 else "left"
        sentence = f"{role} looks to the {where} and has only {(1 - lead) * 50:.0f} % of the frame's width that way."
        fix = "Pan toward the look, so that the larger part of the frame lies before the face."
        room = (1 - lead) * 50
        yield shot_finding(view, row, LEAD_ROOM, Severity.WARNING, sentence, fix, (role,), room, "% of the width")


def eyes_on_thirds(view: View) -> Iterator[Finding]:
    """The eyes are far from the upper third."""
    single = _single(view)
    if single is None or single[2] not in OFF_THIRD:
        return
    role, rows, size = single
    height = float(np.median(view.head(role)[rows, 1]))
    if abs(height - THIRD) > OFF_THIRD[size]:
        row = int(np.flatnonzero(rows)[rows.sum() // 2])
        share = (height - THIRD) * 50
        where = "above" if share > 0 else "below"
        sentence = (
            f"The eyes of {role} are {abs(share):.0f} % of the frame's height {where} the upper third, in a {size}."
        )
        fix = f"Tilt {'up' if share > 0 else 'down'} until the eyes are near the upper third."
        yield shot_finding(view, row, THIRDS, Severity.WARNING, sentence, fix, (role,), share, "% of the height")


def subject_lost(view: View) -> Iterator[Finding]:
    """The shot hardly shows whom it is about."""
    if view.of_a_thing or not view.cast:
        return
    role = view.cast[0]
    present = view.performer(role).present[view.rows]
    if present.mean() < LONG_ENOUGH:
        return
    outside = view.out_of_frame(role)
    out = float(outside.sum() / present.sum())
    if out > LONG_ENOUGH:
        row = int(np.flatnonzero(outside)[0])
        sentence = f"The shot is about {role}, who is out of the frame for {out * 100:.0f} % of it."
        fix = f"Turn the camera to {role}, follow the walk, or cut sooner."
        yield shot_finding(view, row, LOST, Severity.ERROR, sentence, fix, (role,), out * 100, "% of the shot")
