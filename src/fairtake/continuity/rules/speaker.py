"""Who speaks is seen: in the frame, and with nothing before the face.

Definitions: facts/cinematography.md, "The planner" (speaker unseen, occlusion); the share of
hidden frames that is too much follows from its aim of under 2 % over a whole film.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from fairtake.continuity.finding import Finding, Severity
from fairtake.continuity.site import shot_finding
from fairtake.continuity.view import CROWN, HEAD, View, above
from fairtake.continuity.world import IdMap, IdMaps

__all__ = ["OCCLUDED", "UNSEEN", "head_share", "occluded_speaker", "speaker_out_of_frame"]

UNSEEN, OCCLUDED = "speaker out of frame", "occluded speaker"

UNSEEN_SECONDS = 3.0
"""Seconds of one's words over another's face that are a reaction; more lose the speaker."""
HEAD_WIDTH = 0.15
"""Metres, of a face seen from anywhere."""
HIDDEN = 0.5
"""A speaker of whose head less than this share is seen is hidden."""
HIDDEN_FRAMES = 0.25
"""Share of a shot's spoken frames from which hiding is the shot's fault."""


def speaker_out_of_frame(view: View) -> Iterator[Finding]:
    """Somebody speaks on and on outside the frame."""
    for line in view.scene.lines:
        one = view.scene.performer(line.role)
        first, last = max(line.start - view.segment.first, 0), min(line.end - view.segment.first, view.segment.frames)
        if one is None or line.off_screen or last <= first:
            continue
        unseen = view.out_of_frame(line.role)
        seconds = float(unseen[first:last].sum()) / view.fps
        if seconds > UNSEEN_SECONDS:
            sentence = f"{line.role} speaks for {seconds:.1f} s outside the frame."
            fix = f"Cut to {line.role}, or to a shot of both, before the line is over."
            row = first + int(np.flatnonzero(unseen[first:last])[0])
            yield shot_finding(view, row, UNSEEN, Severity.WARNING, sentence, fix, (line.role,), seconds, "seconds")


def occluded_speaker(view: View, ids: IdMaps) -> Iterator[Finding]:
    """Something stands before the face of who speaks, as the rendered id maps show."""
    for one in view.scene.performers:
        speaking = one.speaking[view.rows] & view.in_frame(one.role)
        rows = [row for row in np.flatnonzero(speaking).tolist() if view.segment.at + row in ids]
        shares = [head_share(view, one.role, row, ids[view.segment.at + row]) for row in rows]
        known = [(row, share) for row, share in zip(rows, shares, strict=True) if share is not None]
        hidden = [(row, share) for row, share in known if share < HIDDEN]
        if not known or len(hidden) < HIDDEN_FRAMES * len(known):
            continue
        row, least = min(hidden, key=lambda pair: pair[1])
        sentence = (
            f"Only {least * 100:.0f} % of the head of {one.role}, who speaks, is seen "
            f"(hidden in {len(hidden)} of {len(known)} frames)."
        )
        fix = "Move the camera until nothing stands before the face."
        yield shot_finding(
            view, row, OCCLUDED, Severity.ERROR, sentence, fix, (one.role,), least * 100, "% of the head"
        )


def head_share(view: View, role: str, row: int, picture: IdMap) -> float | None:
    """The share of a head's expected pixels that show its performer; None when the head is
    too small in the picture to tell, or falls outside it."""
    height, width = picture.ids.shape
    head = view.performer(role).head[view.frame(row)]
    middle = view.project(above(head, CROWN - HEAD / 2), row)
    camera_depth = float(middle[2])
    scale = height / (2 * camera_depth * math.tan(float(view.segment.camera.fovy[row]) / 2)) if camera_depth > 0 else 0
    # A little smaller than the head, for hair and hats differ and a head leans.
    tall, wide = 0.8 * scale * HEAD / 2, 0.8 * scale * HEAD_WIDTH / 2
    if wide < 1.5:
        return None
    x, y = (middle[0] + 1) / 2 * width - 0.5, (1 - middle[1]) / 2 * height - 0.5
    left, right = max(math.ceil(x - wide), 0), min(math.floor(x + wide) + 1, width)
    top, bottom = max(math.ceil(y - tall), 0), min(math.floor(y + tall) + 1, height)
    if right <= left or bottom <= top:
        return None
    columns, lines = np.arange(left, right), np.arange(top, bottom)
    inside = ((columns - x) / wide)[None] ** 2 + ((lines - y) / tall)[:, None] ** 2 <= 1
    mine = [number for number, name in picture.names.items() if name == role]
    shown = np.isin(picture.ids[top:bottom, left:right], mine)
    return float((shown & inside).sum() / inside.sum()) if inside.any() else None
