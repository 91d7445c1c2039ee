"""The words of the trade for what a camera may be asked: folded (lower case, no hyphens)."""

from __future__ import annotations

from collections.abc import Mapping

from fairtake.model.direction import Framing, Side
from fairtake.model.shotlist import Angle, Move, ShotSize

__all__ = ["FILLERS", "LONGEST", "SIZES", "VOCABULARY"]


def _by_word(table: Mapping[object, str]) -> dict[str, object]:
    return {word.strip(): value for value, words in table.items() for word in words.split(",")}


SIZES: Mapping[str, object] = _by_word(
    {
        ShotSize.ECU: "ecu, xcu, extreme close up, extreme closeup",
        ShotSize.BCU: "bcu, big close up, big closeup, tight close up",
        ShotSize.CU: "cu, close up, closeup, close",
        ShotSize.MCU: "mcu, medium close up, medium closeup, bust",
        ShotSize.MS: "ms, medium shot, mid shot, medium, waist",
        ShotSize.MLS: "mls, mws, medium long shot, medium wide shot, medium wide, cowboy, american shot",
        ShotSize.LS: "ls, fs, ws, long shot, full shot, wide shot, wide, full figure",
        ShotSize.VLS: "vls, vws, very long shot, very wide shot, very wide",
        ShotSize.ELS: "els, xls, ews, extreme long shot, extreme wide shot, extreme wide",
    }
)
"""Names of shot sizes."""

_FRAMINGS = _by_word(
    {
        Framing.SINGLE: "single, clean single, reaction, reaction shot",
        Framing.TWO_SHOT: "two shot, 2 shot, twoshot, 2s",
        Framing.MASTER: "master, master shot, group, group shot, three shot, 3 shot",
        Framing.OVER_THE_SHOULDER: "over the shoulder, over shoulder, ots, o/s",
        Framing.INSERT: "insert, detail, insert shot",
        Framing.POINT_OF_VIEW: "pov, point of view, subjective",
        Framing.ESTABLISHING: "establishing, establishing shot, the place, empty place",
    }
)
_MOVES = _by_word(
    {
        Move.STATIC: "static, still, locked off, locked, tripod, fixed, no move",
        Move.PAN: "pan, panning, pan left, pan right",
        Move.TILT: "tilt, tilting, tilt up, tilt down",
        Move.PUSH_IN: "push in, pushing in, dolly in, move in, push",
        Move.PULL_OUT: "pull out, pull back, pulling out, pulling back, dolly out, dolly back",
        Move.TRACK: "track, tracking, tracking shot, dolly, truck",
        Move.FOLLOW: "follow, following, walk with, walking with",
        Move.CRANE: "crane, crane up, crane down, jib, boom up, boom down",
        Move.ORBIT: "orbit, orbiting, circle, circling, arc",
        Move.HANDHELD: "handheld, hand held",
    }
)
_ANGLES = _by_word(
    {
        Angle.EYE: "eye level, eye height, level",
        Angle.HIGH: "high, high angle, from above",
        Angle.LOW: "low, low angle, from below",
        Angle.OVERHEAD: "overhead, top shot, birds eye, bird s eye, gods eye, god s eye",
    }
)
_SIDES = _by_word(
    {
        Side.LEFT: "left, left side, from the left, camera left",
        Side.RIGHT: "right, right side, from the right, camera right",
        Side.FRONT: "front, frontal, from the front",
        Side.BEHIND: "behind, from behind, from the back, back",
        Side.PROFILE: "profile, in profile, from the side",
    }
)

VOCABULARY: Mapping[str, tuple[str, object]] = {
    word: (slot, value)
    for slot, table in (
        ("size", SIZES),
        ("framing", _FRAMINGS),
        ("move", _MOVES),
        ("angle", _ANGLES),
        ("side", _SIDES),
    )
    for word, value in table.items()
}
"""For each phrase the field of a Direction it fills and its value there."""

LONGEST = max(len(word.split()) for word in VOCABULARY)
"""Words in the longest phrase."""

FILLERS = frozenset(
    (
        *("a", "an", "the", "of", "on", "and", "with", "at", "to", "toward", "towards", "from", "in", "into", "for"),
        *("over", "through", "only", "his", "her", "their", "s", "shoulder", "lens", "angle", "camera", "shot", "view"),
        *("slow", "slowly", "slight", "slightly", "gentle", "gently", "very", "up", "down"),
    )
)
"""Words that may stand between the others and say nothing."""
