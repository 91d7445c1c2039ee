"""The rules, each a small function with the film term as its name.

In comes a cut (`Site`) or a shot (`View`), out come findings. A rule knows definitions and
what it measures, never how the cut was planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fairtake.continuity.finding import Finding
from fairtake.continuity.rules.change import JUMP, THIRTY, jump_cut, thirty_degrees
from fairtake.continuity.rules.framing import (
    HEAD_ROOM,
    LEAD_ROOM,
    LOST,
    THIRDS,
    eyes_on_thirds,
    head_room,
    lead_room,
    subject_lost,
)
from fairtake.continuity.rules.line import EYELINE, LINE, ORDER, eyeline_match, left_right_order, line_of_action
from fairtake.continuity.rules.operating import (
    INSIDE,
    MOTION,
    SHORT,
    camera_inside_a_head,
    camera_motion,
    too_short_to_read,
)
from fairtake.continuity.rules.places import DIRECTION, POSITION, PROP, positions, props, screen_direction
from fairtake.continuity.rules.speaker import OCCLUDED, UNSEEN, occluded_speaker, speaker_out_of_frame
from fairtake.continuity.site import Site
from fairtake.continuity.view import View

__all__ = ["ASKED", "IMPLIED", "OCCLUDED", "OF_CUTS", "OF_SHOTS", "RULES", "occluded_speaker"]

OF_CUTS: tuple[Callable[[Site], Iterator[Finding]], ...] = (
    line_of_action,
    thirty_degrees,
    jump_cut,
    eyeline_match,
    screen_direction,
    left_right_order,
    positions,
    props,
)
"""Rules about a cut."""

OF_SHOTS: tuple[Callable[[View], Iterator[Finding]], ...] = (
    head_room,
    lead_room,
    eyes_on_thirds,
    subject_lost,
    speaker_out_of_frame,
    too_short_to_read,
    camera_inside_a_head,
    camera_motion,
)
"""Rules about a shot."""

RULES: Mapping[str, str] = {
    LINE: "Between two who talk, the camera stays on one side.",
    THIRTY: "From one shot of a subject to the next, the camera goes round by 30° or the size changes by two.",
    JUMP: "The same subject is not seen in the same size from the same side on both sides of a cut.",
    EYELINE: "Two who look at each other look to opposite sides of the screen, each at the other's height.",
    DIRECTION: "Who walks to the right goes on walking to the right.",
    ORDER: "Who is on the left stays on the left.",
    POSITION: "People are where the shot before left them.",
    PROP: "Things are where, and in whose hand, the shot before left them.",
    HEAD_ROOM: "There is air above the head, and not too much.",
    LEAD_ROOM: "There is room in front of a face.",
    THIRDS: "The eyes are near the upper third.",
    LOST: "The shot shows whom it is about.",
    UNSEEN: "Who speaks for long is seen.",
    OCCLUDED: "Nothing hides the face of who speaks.",
    SHORT: "A shot is long enough to be read.",
    INSIDE: "The camera is in nobody's head.",
    MOTION: "A camera moves as a thing with weight does.",
}
"""Every rule by its name, and what it asks for."""

ASKED: Mapping[str, frozenset[str]] = {
    "cross the line": frozenset({LINE, EYELINE, ORDER, DIRECTION}),
    "jump cut": frozenset({JUMP, THIRTY, POSITION, PROP}),
}
"""What a shot may be asked to break, beside each rule by its own name."""

IMPLIED: Mapping[str, frozenset[str]] = {LINE: frozenset({EYELINE, ORDER, DIRECTION}), POSITION: frozenset({PROP})}
"""What breaks by the same fault: a finding of the first that is about the same people at the
same cut takes these in, so that one fault counts once."""
