"""How what was asked for steers the planner: fences, gates, crossings, and the pace of each part.

A fence makes setups cost too much where they were not asked for; a gate is a cut that must lie
on its site; where the line is to be crossed, a cut that stays on its side costs more than one
that crosses; and each part of a scene may have a style of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.costs import Judged
from fairtake.directing.grammar import FORBIDDEN, Grammar
from fairtake.directing.overrides import Overrides
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story
from fairtake.directing.style import Style

__all__ = ["Part", "Steering", "cropped", "parts_of"]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_STAYS = 60.0  # what a cut costs that was to cross the line and does not
_RETURNS = -0.6  # what it costs to come back from elsewhere to the same setup
_FADED = 0.4  # how much of a rule between two shots is left with another place in between


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Frames `start` to `end` (exclusive) of a scene, in one style."""

    start: int
    end: int
    style: Style


def parts_of(overrides: Overrides, style: Style, styles: Mapping[str, Style], frames: int) -> tuple[Part, ...]:
    """The parts of a scene by style; they tile its frames. `styles` by the names used in the
    directions. A change within a held or asked-for shot waits for that shot's end."""
    spans: list[tuple[int, int, Style]] = [(0, frames, style)]
    for a, b, asked in overrides.styles:
        own = style
        for direction in asked:
            if direction.style:
                own = styles[direction.style]
            if direction.average_shot_length is not None:
                own = _paced(own, direction.average_shot_length)
        spans.append((a, b, own))
    edges = sorted({0, frames, *(_free(edge, overrides) for a, b, _ in spans for edge in (a, b))})
    parts: list[Part] = []
    for a, b in pairwise(edges):
        middle = (a + b) // 2
        own = [s for first, end, s in spans if first <= middle < end][-1]
        if (parts and parts[-1].style == own) or (parts and b - a < round(own.rhythm.shortest)):
            parts[-1] = replace(parts[-1], end=b)
        else:
            parts.append(Part(a, b, own))
    return tuple(parts) or (Part(0, frames, style),)


def _free(frame: int, overrides: Overrides) -> int:
    for a, b in sorted(overrides.closed()):
        if a < frame < b:
            frame = b
    return frame


def _paced(style: Style, seconds: float) -> Style:
    """The style with another average shot length; its limits make room."""
    rhythm = style.rhythm
    return replace(
        style,
        rhythm=replace(
            rhythm,
            average_shot_length=seconds,
            shortest=min(rhythm.shortest, seconds / 1.2),
            longest=max(rhythm.longest, 2.5 * seconds),
        ),
    )


def cropped(story: Story, one: Judged, part: Part) -> Judged | None:
    """A judged setup within a part of the scene; None when too little of it is left."""
    start, end = max(one.setup.start, part.start), min(one.setup.end, part.end)
    if end - start < min(story.fps * 0.8, part.end - part.start):
        return None
    span = slice(story.at(start) - one.first, story.at(end - 1) + 1 - one.first)
    return replace(
        one,
        setup=replace(one.setup, start=start, end=end),
        first=story.at(start),
        terms={name: values[span] for name, values in one.terms.items()},
        screen=one.screen[span],
        shown=one.shown[span],
        visible=one.visible[span],
        camera=one.camera[span],
        right=one.right[span],
    )


class Steering:
    """What the planner must heed, for S sites and K setups.

    `fenced` (S, K) what each setup has cost up to each site for being where it may not be;
    `gate` (S,) the earliest site from which a shot that ends at each may come; `pace` (S,) log
    of the wanted shot length against the first part's; `usual` (S,) the wanted length in
    seconds; `wanted` the number of shots wanted; `shortest` and `longest` in seconds. `joins`
    are frames between which another place is seen.
    """

    def __init__(
        self,
        story: Story,
        judged: Sequence[Judged],
        sites: Sequence[CutSite],
        parts: Sequence[Part],
        overrides: Overrides,
        joins: Collection[int] = (),
    ) -> None:
        self._joins = frozenset(joins)
        allowed = overrides.allowed(sites, [one.setup for one in judged])
        self.fenced = np.concatenate([np.zeros((1, len(judged))), np.cumsum(~allowed * FORBIDDEN, axis=0)])
        forced = overrides.forced(sites)
        self.gate = np.zeros(len(sites), np.int64)
        last = 0
        for place in range(len(sites)):
            self.gate[place] = last
            last = place if forced[place] else last
        self.crossings = overrides.crossing(sites)
        frames = np.array([site.frame for site in sites])
        starts = [part.start for part in parts]
        self._part = np.clip(np.searchsorted(starts, frames, side="right") - 1, 0, len(parts) - 1)
        lengths = np.array([part.style.rhythm.average_shot_length for part in parts])
        self.usual = lengths[self._part]
        self.pace = np.log(self.usual / lengths[0])
        self.shortest = min(part.style.rhythm.shortest for part in parts)
        self.longest = max(part.style.rhythm.longest for part in parts)
        self.wanted = _wanted(story, parts, overrides)
        first = _rules(parts[0].style)
        self.grammar = Grammar(story, list(judged), parts[0].style)
        self._grammars = [
            Grammar(story, list(judged), part.style) if _rules(part.style) != first else self.grammar for part in parts
        ]

    def cuts(self, place: int, site: CutSite, active: list[int]) -> Array:
        """(A, A) what the cuts at a site cost between the setups `active`."""
        grammar = self._grammars[int(self._part[place])]
        total = grammar.total(site, active)
        if site.frame in self._joins:
            # Another place is seen in between: the same setup may come back, and hurts least.
            total = total * _FADED
            np.fill_diagonal(total, _RETURNS)
        if place in self.crossings:
            terms = grammar.costs(site, active)
            total = total - terms["line"] - terms["order"] - terms["eyeline"] - terms["direction"]
            total = total + _STAYS * ~grammar.crosses(site, active)
        return np.asarray(total, np.float64)

    def crosses(self, site: CutSite, before: int, after: int) -> bool:
        """Whether the cut at a site between two setups crosses the line."""
        return bool(self.grammar.crosses(site, [before, after])[0, 1])


def _rules(style: Style) -> tuple[object, ...]:
    """What a style says of cuts."""
    return style.weights, style.rules, style.rhythm.tense


def _wanted(story: Story, parts: Sequence[Part], overrides: Overrides) -> float:
    """How many shots a scene should have: what is held counts as one, whatever its length."""
    merged: list[list[int]] = []
    for a, b in sorted(overrides.closed()):
        if merged and a <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], b)
        elif b > a:
            merged.append([a, b])
    count = 0.0
    for part in parts:
        inside = sum(max(min(b, part.end) - max(a, part.start), 0) for a, b in merged)
        count += (part.end - part.start - inside) / story.fps / part.style.rhythm.average_shot_length
    return max(count + len(merged), 1.0) if merged else count
