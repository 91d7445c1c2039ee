"""What became of what was asked for, told on the shots themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fairtake.directing.overrides import Overrides, Stretch, quoted
from fairtake.directing.sites import CutSite
from fairtake.directing.steering import Steering
from fairtake.model.direction import Direction
from fairtake.model.shotlist import Shot

__all__ = ["answered"]

_LINE = ("line", "order", "eyeline", "direction")
_JUMP = ("jump", "thirty_degrees")


def answered(
    shots: Sequence[Shot],
    overrides: Overrides,
    unmet: Mapping[int, str],
    steering: Steering,
    sites: Sequence[CutSite],
    cut: Sequence[tuple[int, int]],
) -> tuple[Shot, ...]:
    """The shots with reasons that say what was asked for, where, and what could not be had;
    with the rules that were asked to be broken; and with the cameras that were written by hand.
    `unmet` by place in `overrides.shots`; `cut` the first site and the setup of each shot."""
    stretches = {stretch.start: (place, stretch) for place, stretch in enumerate(overrides.shots)}
    crossing = dict(overrides.crossings)
    found: list[Shot] = []
    for place, shot in enumerate(shots):
        said = [f"{words} {direction.where}" for direction, words in overrides.reasons(shot.start, shot.end)]
        missed: list[tuple[Direction, str]] = []
        asked = list(shot.asked)
        own = stretches.get(shot.start)
        if own is not None and own[0] in unmet:
            missed.append((own[1].direction, unmet[own[0]]))
        if shot.start in crossing and place:
            site = sites[cut[place][0]]
            if steering.crosses(site, cut[place - 1][1], cut[place][1]):
                asked.append("cross the line")
            else:
                why = "no camera on the other side of the line sees them here: it is not crossed"
                missed.append((crossing[shot.start], why))
        before = stretches.get(shots[place - 1].start) if place else None
        if place and any(pair is not None and pair[1].direction.camera is not None for pair in (own, before)):
            asked += _broken(shot, asked)
        if own is not None:
            shot = _by_hand(shot, own[1])
        text = shot.reason
        if said and not (own is not None and own[1].direction.reason):
            lead = "; ".join([*said, *(why for _, why in missed)])
            text = f"{lead[0].upper()}{lead[1:]}. {text}"
        if not place:
            missed += [(each, "gives way to what was asked for later") for each in overrides.given_up]
        told = tuple(f"{why} ({quoted(direction)}, {direction.where})" for direction, why in missed)
        found.append(replace(shot, reason=text, asked=tuple(asked), unmet=told))
    return tuple(found)


def _by_hand(shot: Shot, stretch: Stretch) -> Shot:
    """A shot with the camera and the reason that a person wrote for it."""
    direction = stretch.direction
    if direction.reason:
        shot = replace(shot, reason=direction.reason)
    if direction.camera is None or (shot.start, shot.end) != (stretch.start, stretch.end):
        return shot
    return replace(
        shot,
        camera=direction.camera,
        subjects=direction.subjects + ((direction.over,) if direction.over else ()) or shot.subjects,
        move=direction.move or shot.move,
    )


def _broken(shot: Shot, asked: Sequence[str]) -> list[str]:
    """The rules that a cut to or from a camera written by hand breaks."""
    found = []
    for name, terms in (("cross the line", _LINE), ("jump cut", _JUMP)):
        if name not in asked and any(shot.terms.get(term, 0.0) > 0 for term in terms):
            found.append(name)
    return found
