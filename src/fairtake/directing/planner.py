"""The planner: the best cut of a scene by dynamic programming over cut sites.

Two tables, after Galvane et al. (2015): the best cost of a cut that has just come to setup k,
and of a shot on k that ends there. Cost grows with sites x setups x (reach + setups).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.costs import Judged
from fairtake.directing.framing import SIZES
from fairtake.directing.grammar import FORBIDDEN
from fairtake.directing.sites import CutSite
from fairtake.directing.steering import Steering
from fairtake.directing.story import Story
from fairtake.directing.style import Style
from fairtake.model.shotlist import ShotSize

__all__ = ["Choice", "Plan", "plan_cut", "rhythm_cost"]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_USUAL = 0.55  # log seconds above the style's own: the tempo that most scenes need
_NEAR = _USUAL + np.array([0.0, -0.1, 0.1, -0.2, 0.2])  # tried first
_FAR = _USUAL + np.array([-1.6, -1.3, -1.0, -0.8, -0.6, -0.5, -0.4, -0.3, 0.3, 0.4, 0.6, 0.9, 1.3])
_CLOSE = 0.05  # of the wanted number of shots by which a scene may miss it
_LULL = 2.4  # seconds for which a tempo lasts where nothing begins
_SWING = 2.4  # how far chance moves the tempo, in its own measure
_HASTE, _CALM = 1.2, 0.9  # log seconds by which the tempo strays at most
_WIDE = SIZES.index(ShotSize.LS)
_READ = 1.25  # how much longer it takes to read a wide shot than a face
_DETAIL = math.log(1.8)  # log seconds: how long a detail is held


@dataclass(frozen=True, slots=True)
class Choice:
    """One shot of the plan: from site `first` to site `last` on setup `setup`; `other` is the
    best other setup on the same stretch (-1: none) and `margin` what it would cost more."""

    first: int
    last: int
    setup: int
    other: int
    margin: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The chosen shots, and the tempo (log seconds) that gave them."""

    choices: tuple[Choice, ...]
    tempo: float
    drift: Array
    """(S,) how the tempo drifts at each site."""


class _Tables:
    """What does not depend on the tempo: running costs and cuts."""

    def __init__(
        self, story: Story, judged: list[Judged], sites: tuple[CutSite, ...], style: Style, steering: Steering
    ) -> None:
        self.fps = story.fps
        self.style = style
        self.frames = np.array([site.frame for site in sites])
        self.seconds = self.frames / story.fps
        count, setups = len(sites), len(judged)
        self.running = np.zeros((count, setups))
        self.low, self.high = np.empty(setups, np.int64), np.empty(setups, np.int64)
        edges = np.minimum(np.arange(len(story.frame) + 1) * story.step, story.frames)
        lengths = story.seconds
        for k, one in enumerate(judged):
            cost = np.zeros(len(lengths))
            cost[one.first : one.last + 1] = sum(one.terms.values())
            self.running[:, k] = np.interp(self.frames, edges, np.concatenate([[0.0], np.cumsum(cost * lengths)]))
            self.low[k] = int(np.searchsorted(self.frames, one.setup.start))
            self.high[k] = int(np.searchsorted(self.frames, one.setup.end, side="right")) - 1
        self.running += steering.fenced
        self.active: list[list[int]] = []
        self.cuts: list[Array] = []
        for place, site in enumerate(sites):
            here = np.flatnonzero((self.low <= place) & (place <= self.high) & (self.low < self.high)).tolist()
            self.active.append(here)
            inner = 0 < place < count - 1 and here
            self.cuts.append(steering.cuts(place, site, here) if inner else np.zeros((len(here), len(here))))
        insert = [k for k, one in enumerate(judged) if "detail" in one.setup.tags]
        self.floor = np.full(setups, style.rhythm.shortest)
        wide = [k for k, one in enumerate(judged) if one.setup.size_index <= _WIDE]
        self.floor[wide] *= _READ
        self.floor[insert] = style.rhythm.insert_shortest
        # A camera that begins to move arrives.
        self.floor = np.maximum(self.floor, [one.setup.ride for one in judged])
        self.detail = np.zeros(setups, bool)
        self.detail[insert] = True
        self.names = [(one.setup.kind, one.setup.people, one.setup.size, one.setup.theme) for one in judged]
        self.reach = steering.longest
        self.shortest = steering.shortest
        self.gate = steering.gate
        self.usual = steering.usual

    def window(self, place: int) -> int:
        """The earliest site from which a shot that ends at `place` may come."""
        near = int(np.searchsorted(self.seconds, self.seconds[place] - self.reach - 1e-9))
        return max(min(near, place - 1), int(self.gate[place]))

    def rhythm(self, lengths: Array, targets: Array, usual: Array) -> Array:
        """What shots of these lengths cost where the tempo asks for exp(targets) seconds and
        the style for `usual` seconds."""
        off = np.abs(np.log(np.maximum(lengths, 1e-3)) - targets)
        cost = rhythm_cost(off, self.style.rhythm.regularity)
        # Whatever the tempo, a shot of more than twice the wanted length drags.
        cost = cost + 0.9 * np.maximum(lengths - 2 * usual, 0.0)
        return np.asarray(np.where(lengths < self.shortest - 1e-6, FORBIDDEN, cost), np.float64)


def rhythm_cost(off: Array, spread: float) -> Array:
    """What it costs to miss the tempo by `off` (log seconds). (A gentler, linear tail was
    tried: the cut then falls apart into very long and very short shots.)"""
    z = off / spread
    return np.asarray(z * z / 2, np.float64)


def plan_cut(
    story: Story, judged: list[Judged], sites: tuple[CutSite, ...], style: Style, seed: int, steering: Steering
) -> Plan:
    """The cut of least cost whose average shot length is nearest to the style's, heeding what
    was asked for; `style` is that of the scene's first part."""
    tables = _Tables(story, judged, sites, style, steering)
    drift = _drift(story, tables.seconds, style, seed) + steering.pace
    wanted = steering.wanted
    base = math.log(style.rhythm.average_shot_length)
    first = _forward(tables, base + _NEAR, drift)
    if first is None:  # one setup must hold longer than the longest shot: let it
        tables.reach = float("inf")
        first = _forward(tables, base + _NEAR, drift)
        assert first is not None
    tried = list(zip(_NEAR.tolist(), first, strict=True))
    if not any(_fair(cut, wanted) for _, cut in tried):
        more = _forward(tables, base + _FAR, drift)
        assert more is not None
        tried += zip(_FAR.tolist(), more, strict=True)
        between = _between(tried, wanted)
        if len(between) and not any(_fair(cut, wanted) for _, cut in tried):
            finer = _forward(tables, base + between, drift)
            assert finer is not None
            tried += zip(between.tolist(), finer, strict=True)
    # The usual tempo wherever it will do: another one for every hair's breadth would mean another
    # cut of the whole scene for every changed word.
    tempo, best = min(
        tried,
        key=lambda one: (
            not _fair(one[1], wanted),
            0 if _fair(one[1], wanted) else _off(one[1], wanted),
            abs(one[0] - _USUAL),
        ),
    )
    return Plan(_margins(tables, _merged(best)), base + tempo, drift)


def _between(tried: list[tuple[float, list[tuple[int, int, int]]]], wanted: float) -> Array:
    """Tempos between the two neighbours of which one gives too many shots and the other too few."""
    ordered = sorted((tempo, len(cut)) for tempo, cut in tried)
    for (low, many), (high, few) in pairwise(ordered):
        if many > wanted > few:
            return np.linspace(low, high, 7)[1:-1]
    return np.zeros(0)


def _off(cut: list[tuple[int, int, int]], wanted: float) -> float:
    return abs(math.log(len(cut) / wanted))


def _fair(cut: list[tuple[int, int, int]], wanted: float) -> bool:
    """Whether a cut has about as many shots as wanted (of a few, as near as whole shots come)."""
    return abs(len(cut) - wanted) <= max(_CLOSE * wanted, 0.5)


def _drift(story: Story, seconds: Array, style: Style, seed: int) -> Array:
    """Slow changes of tempo: chance that belongs to what begins, and tension."""
    # A line has its tempo; a long one changes it on its own clock.
    knots: list[tuple[float, float]] = []
    starts = [frame / story.fps for frame, _ in story.moments]
    for (_, own), start, end in zip(story.moments, starts, [*starts[1:], float(seconds[-1])], strict=True):
        rng = np.random.default_rng((seed, 77, own))
        more = max(math.ceil((end - start) / _LULL - 0.5), 1)
        knots += [(start + place * _LULL, float(rng.normal())) for place in range(more)]
    times, values = np.array(knots).T
    tension = np.interp(seconds, story.frame / story.fps, story.tension)
    drive = style.rhythm.tension_drive * 1.5 * (tension - round(float(story.tension.mean()), 1))
    # Between its knots a line of chance is calmer than the chance it is made of.
    swing = _SWING * style.rhythm.tempo_noise * np.interp(seconds, times, values) - drive
    return np.asarray(np.clip(swing, -_HASTE, _CALM), np.float64)


def _forward(tables: _Tables, tempos: Array, drift: Array) -> list[list[tuple[int, int, int]]] | None:
    """The best cut for each tempo as (first site, last site, setup); None if there is none."""
    count, setups = tables.running.shape
    many = len(tempos)
    # A cut at the site has come to k; less what k has run up by then.
    enter = np.full((many, count, setups), np.inf)
    enter[:, 0, :] = np.where(tables.low == 0, 0.0, np.inf) - tables.running[0]
    origin = np.zeros((many, count, setups), np.int64)  # site at which the shot ending here began
    source = np.zeros((many, count, setups), np.int64)  # setup before the cut at this site
    last = np.full((many, setups), np.inf)
    batch = np.arange(many)[:, None]
    for place in range(1, count):
        here = np.array(tables.active[place], np.int64)
        if not len(here):
            continue
        first = tables.window(place)
        lengths = tables.seconds[place] - tables.seconds[first:place]
        usual = tables.usual[first:place]
        rhythm = tables.rhythm(lengths[None], tempos[:, None] + drift[None, first:place], usual)
        cost = enter[:, first:place].take(here, 2) + rhythm[:, :, None]
        if tables.detail[here].any():
            # A detail is held long enough to be read and no longer, whatever the tempo.
            quick = tables.rhythm(lengths, np.full(len(lengths), _DETAIL), usual) - rhythm
            cost += np.where(tables.detail[here], quick[:, :, None], 0.0)
        short = lengths[:, None] < tables.floor[here] - 1e-6
        cost += np.where(short, FORBIDDEN, 0.0)
        back = cost.argmin(1)
        best = cost.min(1) + tables.running[place, here]
        origin[:, place, here] = back + first
        if place == count - 1:
            last[:, here] = best
            break
        onward = np.where(tables.high[here] > place, 0.0, np.inf)
        move = best[:, :, None] + tables.cuts[place][None] + onward[None, None]
        came = move.argmin(1)
        source[batch, place, here[None]] = here[came]
        enter[batch, place, here[None]] = move.min(1) - tables.running[place, here]
    if not np.isfinite(last.min(1)).all():
        return None
    cuts: list[list[tuple[int, int, int]]] = []
    for m in range(many):
        place, k = count - 1, int(last[m].argmin())
        cut: list[tuple[int, int, int]] = []
        while place > 0:
            start = int(origin[m, place, k])
            cut.append((start, place, k))
            k, place = int(source[m, start, k]), start
        cuts.append(cut[::-1])
    return cuts


def _merged(cut: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Where nothing else can be shown for longer than the longest shot, the shot goes on."""
    merged: list[tuple[int, int, int]] = []
    for first, last, k in cut:
        if merged and merged[-1][2] == k:
            merged[-1] = (merged[-1][0], last, k)
        else:
            merged.append((first, last, k))
    return merged


def _margins(tables: _Tables, cut: list[tuple[int, int, int]]) -> tuple[Choice, ...]:
    """For each shot the best other setup on its stretch, with the shots around it as they are.

    (Planning everything anew around the other setup would nearly always answer with the
    mirror image of the whole scene, which costs the same and explains nothing.)
    """
    setups = tables.running.shape[1]
    choices: list[Choice] = []
    for place, (first, last, k) in enumerate(cut):
        total = tables.running[last] - tables.running[first]
        total = np.where((tables.low <= first) & (tables.high >= last), total, np.inf)
        total = total + np.where(tables.seconds[last] - tables.seconds[first] < tables.floor - 1e-6, FORBIDDEN, 0.0)
        if place:
            total = total + _spread(tables, first, cut[place - 1][2], setups, into=True)
        if place + 1 < len(cut):
            total = total + _spread(tables, last, cut[place + 1][2], setups, into=False)
        own = float(total[k])
        # Another angle of the very same idea is no other idea.
        total[[n for n, name in enumerate(tables.names) if name == tables.names[k]]] = np.inf
        other = int(total.argmin())
        margin = float(total[other]) - own
        if math.isfinite(margin) and margin < FORBIDDEN / 2:
            choices.append(Choice(first, last, k, other, margin))
        else:
            choices.append(Choice(first, last, k, -1, math.inf))
    return tuple(choices)


def _spread(tables: _Tables, place: int, neighbour: int, setups: int, *, into: bool) -> Array:
    """(K,) what the cut at a site costs from (or to) a neighbour, infinite where there is none."""
    here = tables.active[place]
    out = np.full(setups, np.inf)
    at = here.index(neighbour)
    out[here] = tables.cuts[place][at] if into else tables.cuts[place][:, at]
    return out
