"""Who hides whom: lines of sight of many setups at once.

People are looked at every second and a half, closer where things move. Most of them keep their
places, and most cameras stand: each line past furniture is followed once and its answer kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.bodies import LARGE, flank
from fairtake.directing.coverage import Crew
from fairtake.directing.kernels.lines import met_by_people
from fairtake.directing.setup import Setup
from fairtake.directing.story import Story

__all__ = ["Sight", "lines_of_sight"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_SAME_PLACE = 0.03  # metres within which somebody is where they were
_EVERY = (0.5, 1.5)  # seconds between two looks while somebody walks or the camera goes, and else
_STIR = 0.25  # metres of a head's way after which to look again
_LIMB = 0.1  # metres about a palm, a knee or the middle of a limb that hide what is behind
_PARTS = np.array([0.45, 0.25, 0.3])  # what eyes, crown and trunk count
_AT_ONCE = 128  # as many people as keep what is computed in the processor's cache
_NEARLY = 0.93  # of the way to somebody: what is beyond is they themselves
_BALL = 0.02  # metres from the eyes up to the middle of a head


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What must be known of a setup over its steps `first` to `first` + n: `camera` (n, 3)
    and `shown` (n, P), who is in the frame."""

    setup: Setup
    first: int
    camera: Array
    shown: Mask


def lines_of_sight(crew: Crew, sights: list[Sight]) -> list[Array]:
    """For each setup how much of each person in the frame is hidden, (n, P) of 0..1; only its
    main people and those who speak are asked for, the others count as seen."""
    story = crew.story
    hidden = [np.zeros((len(sight.camera), len(story.roles))) for sight in sights]
    samples = [_samples(story, sight) for sight in sights]
    sizes = [len(steps) for steps, _, _ in samples]
    if not sum(sizes):
        return hidden
    step = np.concatenate([steps + sight.first for sight, (steps, _, _) in zip(sights, samples, strict=True)])
    person = np.concatenate([people for _, people, _ in samples])
    camera = np.concatenate([sight.camera[steps] for sight, (steps, _, _) in zip(sights, samples, strict=True)])
    owner = np.repeat(np.arange(len(sights)), sizes)
    blocked = _things_between(crew, sights, owner, camera, step, person)
    blocked |= _people_between(story, camera, step, person)
    share = blocked @ _PARTS
    ends = np.cumsum(sizes)
    for place, ((steps, people, grid), end) in enumerate(zip(samples, ends, strict=True)):
        known = np.zeros((len(grid), len(story.roles)))
        known[np.searchsorted(grid, steps), people] = share[end - len(steps) : end]
        # An answer holds until the next one.
        hidden[place] = known[np.searchsorted(grid, np.arange(len(hidden[place])), side="right") - 1]
    return hidden


def _samples(story: Story, sight: Sight) -> tuple[Ints, Ints, Ints]:
    """The steps of a setup (from its first) and the people to look for, and the steps on which
    anything is asked."""
    setup, count = sight.setup, len(sight.camera)
    wanted = np.zeros(len(story.roles), bool)
    wanted[list(setup.people[:3])] = True
    for turn in story.turns:
        if turn.speaker >= 0 and turn.start < setup.end and turn.end > setup.start:
            wanted[turn.speaker] = True
    wanted &= sight.shown.any(0)
    span = slice(sight.first, sight.first + count)
    # Whoever walks may come between, and goes past a face in a second.
    busy: Mask = np.asarray(story.walking[span].any(1) | (len(setup.path.yaw) > 1), bool)
    often, seldom = (max(1, round(seconds * story.fps / story.step)) for seconds in _EVERY)
    stirs = _stirs(story, span, wanted)
    edges = sorted({0, *stirs, *(story.at(frame) - sight.first for frame, _ in story.moments)})
    edges = [edge for edge in edges if 0 <= edge < count] + [count]
    grid = np.concatenate([np.arange(a, b, often if busy[a:b].any() else seldom) for a, b in pairwise(edges)])
    # Nothing is asked about those who are out of the frame as long as an answer holds.
    seen = np.logical_or.reduceat(sight.shown, grid, axis=0) & wanted
    rows, people = np.nonzero(seen)
    return grid[rows], people, grid


def _stirs(story: Story, span: slice, wanted: Mask) -> list[int]:
    """The steps of a stretch at which those `wanted` who do not walk have moved on by a head or
    more: they bend for something, sit down or lean out from behind somebody."""
    x, y, z = np.moveaxis(story.velocity[span][:, wanted], -1, 0)
    way = np.sqrt(x * x + y * y + z * z) * ~story.walking[span][:, wanted]
    bins = np.floor(np.cumsum(way.max(1, initial=0.0)) * story.step / story.fps / _STIR)
    return [int(t) for t in np.flatnonzero(np.diff(bins)) + 1]


def _places(story: Story) -> Ints:
    """(T, P) the step from which each person has been where they are."""
    count, people = story.present.shape
    since = np.zeros((count, people), np.int64)
    reach = _SAME_PLACE * _SAME_PLACE
    afresh = {story.at(frame) for frame, _ in story.moments}
    for person in range(people):
        eyes, chest = story.eyes[:, person].tolist(), story.chest[:, person].tolist()
        start = 0
        for t in range(count):
            start = t if t in afresh else start
            for (x, y, z), (u, v, w) in ((eyes[t], eyes[start]), (chest[t], chest[start])):
                if (x - u) * (x - u) + (y - v) * (y - v) + (z - w) * (z - w) > reach:
                    start = t
                    break
            since[t, person] = start
    return since


def _things_between(crew: Crew, sights: list[Sight], owner: Ints, camera: Array, step: Ints, person: Ints) -> Mask:
    """(N, 3) whether furniture or walls stand before eyes, crown and trunk."""
    story = crew.story
    since = _places(story)[step, person]
    # Cameras that stand at one place with the same walls taken away share their answers.
    standing: dict[tuple[object, ...], int] = {}
    groups: dict[tuple[str, ...], int] = {}
    stand, walls = np.empty(len(sights), np.int64), np.empty(len(sights), np.int64)
    for place, sight in enumerate(sights):
        path, gone = sight.setup.path, sight.setup.hidden
        key = (gone, path.position.tobytes()) if len(path.yaw) == 1 else (place,)
        stand[place] = standing.setdefault(key, len(standing))
        walls[place] = groups.setdefault(gone, len(groups))
    still = np.array([len(sight.setup.path.yaw) == 1 for sight in sights])[owner]
    when = np.where(still, since, step)
    which = (stand[owner] * len(story.frame) + when) * max(len(story.roles), 1) + person
    _, chosen, back = np.unique(which, return_index=True, return_inverse=True)
    parts = _parts(story, when[chosen], person[chosen])
    blocked = np.zeros(parts.shape[:-1], bool)
    for gone, group in groups.items():
        mine = np.flatnonzero(walls[owner[chosen]] == group)
        for start in range(0, len(mine), _AT_ONCE):
            some = mine[start : start + _AT_ONCE]
            blocked[some] = crew.space.obstruction(camera[chosen[some]][:, None], parts[some], gone) > 0
    return np.asarray(blocked[back], bool)


def _parts(story: Story, step: Ints, person: Ints) -> Array:
    """(N, 3, 3): eyes, crown and trunk of people at steps."""
    eyes, chest = story.eyes[step, person], story.chest[step, person]
    parts = np.empty((len(eyes), 3, 3))
    parts[:, 0] = parts[:, 1] = eyes
    parts[:, 1, 1] += 0.1
    parts[:, 2] = eyes * 0.45 + chest * 0.55
    return parts


def _people_between(story: Story, camera: Array, step: Ints, person: Ints) -> Mask:
    """(N, 3) whether somebody else's head, trunk or limb stands before eyes, crown and trunk."""
    if not story.roles:
        return np.zeros((len(step), 3), bool)
    balls, radii = _balls(story)
    parts = _parts(story, step, person)
    cameras = np.ascontiguousarray(camera, np.float64)
    return np.asarray(met_by_people(cameras, parts, step, person, story.present, balls, radii, _NEARLY), bool)


def _balls(story: Story) -> tuple[Array, Array]:
    """What people are to a line of sight: balls (T, P, B, 3) of radii (P, B), 0 where somebody
    has fewer."""
    eyes, chest = story.eyes, story.chest
    # `chest` is half way from the eyes to the hips.
    head = eyes + np.array([0.0, _BALL, 0.0])
    trunk = [(head, 0.13), (eyes * 0.55 + chest * 0.45, 0.19), (chest, 0.2), (2 * chest - eyes, 0.2)]
    balls = np.concatenate([np.stack([place for place, _ in trunk], axis=2), story.limbs], axis=2)
    radii = np.tile([radius for _, radius in trunk] + [_LIMB] * story.limbs.shape[2], (len(story.roles), 1))
    large = [(p, size) for p, size in enumerate(story.large) if size > LARGE]
    if large:
        extra = [flank(eyes[:, p], chest[:, p], size) for p, size in large]
        more = np.zeros((*eyes.shape[:2], len(extra[0]), 3))
        radii = np.concatenate([radii, np.zeros((len(radii), len(extra[0])))], axis=1)
        for (p, _), found in zip(large, extra, strict=True):
            for n, (place, radius) in enumerate(found):
                more[:, p, n] = place
                radii[p, n - len(found)] = radius
        balls = np.concatenate([balls, more], axis=2)
    return np.ascontiguousarray(balls, np.float64), np.ascontiguousarray(radii, np.float64)
