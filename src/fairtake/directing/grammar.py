"""What a cut from one setup to another costs: the grammar of continuity."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.directing.costs import Judged
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story
from fairtake.directing.style import Weights
from fairtake.model.shotlist import Move

__all__ = ["CUT_TERMS", "Grammar"]

Array = npt.NDArray[np.float64]

CUT_TERMS = ("line", "thirty_degrees", "jump", "order", "direction", "eyeline", "eye_trace", "motion", "match")
FORBIDDEN = 1e5
_MARGIN = 32.0  # degrees: a little more than thirty, so that measured angles hold


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """All setups of a list at one frame, K of them."""

    camera: Array  # (K, 3)
    right: Array  # (K, 3)
    screen: npt.NDArray[np.float32]  # (K, P, 2)
    shown: npt.NDArray[np.bool_]  # (K, P)


class Grammar:
    """Costs of cuts between the setups of one scene."""

    def __init__(self, story: Story, judged: list[Judged], weights: Weights) -> None:
        self.story = story
        self.judged = judged
        self.weights = weights
        setups = [one.setup for one in judged]
        self.size = np.array([setup.size_index for setup in setups])
        self.main = np.array([setup.people[0] if setup.people else -1 for setup in setups])
        self.detail = np.array(["detail" in setup.tags for setup in setups])
        self.solo = np.array([bool(s.people) and (len(s.people) == 1 or s.over >= 0) for s in setups])
        self.few = np.array([0 < len(setup.people) <= 2 for setup in setups])
        self.moves = np.array([setup.move not in (Move.STATIC, Move.PUSH_IN) for setup in setups])
        self.member = np.zeros((len(setups), max(len(story.roles), 1)), bool)
        for k, setup in enumerate(setups):
            self.member[k, list(setup.people)] = True
        self.filmed = (self.member & self.few[:, None]).any(0)[: len(story.roles)]
        self._camera, self._right, self._screen, self._shown = _whole(judged, len(story.frame))
        self._glances: dict[int, list[tuple[int, int]]] = {}
        names = [
            (s.people and tuple(sorted(s.people)), s.theme if "detail" in s.tags or not s.people else "")
            for s in setups
        ]
        numbers = {name: place for place, name in enumerate(dict.fromkeys(names))}
        self.cast = np.array([numbers[name] for name in names])

    def costs(self, site: CutSite, active: list[int]) -> dict[str, Array]:
        """Each term for a cut at `site` between all pairs of the setups `active` (A of them):
        (A, A) from the row's setup to the column's."""
        story, weights = self.story, self.weights
        before, after = story.at(site.frame - 1), story.at(min(site.frame, story.frames - 1))
        old = self._moment(active, before)
        new = old if before == after else self._moment(active, after)
        size, main = self.size[active], self.main[active]
        detail, cast = self.detail[active], self.cast[active]
        people = ~detail[:, None] & ~detail[None]
        # Those of their people who are in the picture now: others of a group may not be there.
        mine = self.member[active][:, : len(story.roles)]
        was, now = mine & old.shown, mine & new.shown
        differ = np.abs(was[:, None].astype(np.int8) - now[None].astype(np.int8)).sum(-1)
        alike = (differ == 0) & np.asarray(was.any(1), bool)[:, None] & people
        # Two wide views of one crowd are the same picture, whoever is at their edges.
        crowd = (self.member[active].sum(1) > 4) & ~detail
        same = (
            alike
            | (crowd[:, None] & crowd[None])
            | (cast[:, None] == cast[None])
            | ((main[:, None] == main[None]) & (main >= 0)[None] & people)
        )
        steps = np.abs(size[:, None] - size[None])
        turned = self._turned(old, new, active, after)
        near = same & (steps < 2) & (turned < _MARGIN)
        count = len(active)
        terms = {
            "line": weights.line * self._line(old, new, active, before, after),
            "thirty_degrees": weights.thirty_degrees * near * (0.6 + 0.4 * (1 - turned / _MARGIN)),
            "jump": weights.jump * (same & (steps == 0)),
            "order": weights.order * self._order(old, new, after),
            "direction": weights.direction * self._direction(old, new, after),
            "eyeline": weights.eyeline * self._eyeline(old, new, active, after),
            "eye_trace": weights.eye_trace * self._trace(old, new, active),
            "motion": 6 * weights.motion * (self.moves[active][:, None] & self.moves[active][None]),
            "match": np.zeros((count, count)),
        }
        if site.mover >= 0:
            has = self.member[active][:, site.mover] & ~detail
            terms["match"] = -weights.match * (has[:, None] & has[None] & (steps > 0))
        return terms

    def total(self, site: CutSite, active: list[int]) -> Array:
        """(A, A) all terms and the site's own cost; a cut to the same setup is forbidden."""
        out = np.full((len(active), len(active)), site.cost)
        for term in self.costs(site, active).values():
            out += term
        np.fill_diagonal(out, FORBIDDEN)
        return out

    def crosses(self, site: CutSite, active: list[int]) -> npt.NDArray[np.bool_]:
        """(A, A) whether a cut at `site` goes over the line between two who talk."""
        before, after = self.story.at(site.frame - 1), self.story.at(min(site.frame, self.story.frames - 1))
        old, new = self._moment(active, before), self._moment(active, after)
        return np.asarray(self._line(old, new, active, before, after) > 0, bool)

    def _moment(self, active: list[int], step: int) -> _Moment:
        return _Moment(
            self._camera[active, step], self._right[active, step], self._screen[active, step], self._shown[active, step]
        )

    def _turned(self, old: _Moment, new: _Moment, active: list[int], step: int) -> Array:
        """Degrees between two cameras about what they show."""
        empty = self.main[active] < 0
        about = self.member[active][:, : len(self.story.roles)] & self.story.present[step]
        alone = self.solo[active]
        about[alone] = False
        about[alone, self.main[active][alone]] = True
        share = about / np.maximum(about.sum(1, keepdims=True), 1)
        middle = share @ self.story.eyes[step] if share.shape[1] else np.zeros((len(active), 3))
        ahead = np.stack([old.right[:, 2], np.zeros(len(active)), -old.right[:, 0]], axis=1)
        middle = np.where(empty[:, None], old.camera + 3 * ahead, middle)
        about_old = _angle(old.camera[:, None] - middle[:, None], new.camera[None] - middle[:, None])
        about_new = _angle(old.camera[:, None] - middle[None], new.camera[None] - middle[None])
        return np.minimum(about_old, about_new)

    def _line(self, old: _Moment, new: _Moment, active: list[int], before: int, after: int) -> Array:
        story = self.story
        member, few = self.member[active], self.few[active]
        out = np.zeros((len(active), len(active)))
        pairs = {(int(story.pair[t, 0]), int(story.pair[t, 1])) for t in (before, after)}
        looks = [(a, b) for a, b in self._mutual(after) if (a, b) not in pairs]
        for a, b in sorted(pairs) + looks:
            if a < 0:
                continue
            flips = _side(story.eyes[before], a, b, old)[:, None] * _side(story.eyes[after], a, b, new)[None] < 0
            if (a, b) in pairs:
                has = member[:, a] | member[:, b]
                flips &= has[:, None] & has[None]
            else:  # two bystanders who look at each other count when the cut joins them
                has_a, has_b = member[:, a] & few, member[:, b] & few
                flips &= (has_a[:, None] & has_b[None]) | (has_b[:, None] & has_a[None])
            out = np.maximum(out, flips)
        return out

    def _mutual(self, step: int) -> list[tuple[int, int]]:
        """Who look at each other, within thirty-five degrees."""
        found = self._glances.get(step)
        if found is None:
            story = self.story
            way = story.eyes[step][None] - story.eyes[step][:, None]
            length = np.maximum(np.linalg.norm(way, axis=-1), 0.1)
            looks = (way * story.gaze[step][:, None]).sum(-1) / length > math.cos(math.radians(35))
            looks &= story.present[step][:, None] & story.present[step][None]
            both = looks & looks.T & self.filmed[:, None] & self.filmed[None]
            found = [(int(a), int(b)) for a, b in np.argwhere(np.triu(both, 1))]
            self._glances[step] = found
        return found

    def _order(self, old: _Moment, new: _Moment, step: int) -> Array:
        out = np.zeros((len(old.camera), len(new.camera)))
        weight = self.story.weight[step]
        top = [int(p) for p in np.argsort(-weight, kind="stable")[:8] if self.story.present[step, p]]
        for place, a in enumerate(top):
            for b in top[place + 1 :]:
                was = np.where(old.shown[:, a] & old.shown[:, b], old.screen[:, a, 0] - old.screen[:, b, 0], 0)
                now = np.where(new.shown[:, a] & new.shown[:, b], new.screen[:, a, 0] - new.screen[:, b, 0], 0)
                out = np.maximum(out, was[:, None] * now[None] < -0.0025)
        return out

    def _direction(self, old: _Moment, new: _Moment, step: int) -> Array:
        out = np.zeros((len(old.camera), len(new.camera)))
        speed = np.hypot(self.story.velocity[step, :, 0], self.story.velocity[step, :, 2])
        for person in np.flatnonzero((speed > 0.35) & self.story.present[step])[:4]:
            velocity = self.story.velocity[step, person]
            was = np.where(old.shown[:, person], old.right @ velocity, 0)
            now = np.where(new.shown[:, person], new.right @ velocity, 0)
            flips = (was[:, None] * now[None] < 0) & (np.abs(was) > 0.1)[:, None] & (np.abs(now) > 0.1)[None]
            out = np.maximum(out, flips)
        return out

    def _eyeline(self, old: _Moment, new: _Moment, active: list[int], step: int) -> Array:
        story = self.story
        count = len(active)
        main, solo = self.main[active], self.solo[active] & ~self.detail[active]
        out = np.zeros((count, count))
        for a, b in self._mutual(step):
            was_a, was_b = old.right @ story.gaze[step, a], old.right @ story.gaze[step, b]
            now_a, now_b = new.right @ story.gaze[step, a], new.right @ story.gaze[step, b]
            on_a, on_b = solo & (main == a), solo & (main == b)
            out += (was_a[:, None] * now_b[None] > 0.015) & on_a[:, None] & on_b[None]
            out += (was_b[:, None] * now_a[None] > 0.015) & on_b[:, None] & on_a[None]
        return out

    def _trace(self, old: _Moment, new: _Moment, active: list[int]) -> Array:
        rows = np.arange(len(active))
        main = np.maximum(self.main[active], 0)
        use = self.solo[active] & ~self.detail[active]
        was = np.where(use, old.screen[rows, main, 0], 0.0) if old.screen.shape[1] else np.zeros(len(active))
        now = np.where(use, new.screen[rows, main, 0], 0.0) if new.screen.shape[1] else np.zeros(len(active))
        leap = np.abs(np.clip(was, -1, 1)[:, None] - np.clip(now, -1, 1)[None]) / 2
        return np.asarray(np.maximum(leap - 0.25, 0), np.float64)


def _side(eyes: Array, a: int, b: int, moment: _Moment) -> Array:
    line = eyes[b] - eyes[a]
    rel = moment.camera - eyes[a]
    return np.asarray(line[0] * rel[:, 2] - line[2] * rel[:, 0], np.float64)


def _angle(a: Array, b: Array) -> Array:
    """Degrees on the floor plan between vectors (..., 3)."""
    dot = a[..., 0] * b[..., 0] + a[..., 2] * b[..., 2]
    cross = a[..., 0] * b[..., 2] - a[..., 2] * b[..., 0]
    return np.asarray(np.degrees(np.abs(np.arctan2(cross, dot))), np.float64)


def _whole(judged: list[Judged], count: int) -> tuple[Array, Array, npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    """What each setup sees at every step of the scene (K, T, ...); beyond its own stretch it
    sees what it saw at the nearest end."""
    at = [np.clip(np.arange(count) - one.first, 0, len(one.camera) - 1) for one in judged]
    pairs = list(zip(judged, at, strict=True))
    return (
        np.stack([one.camera[t] for one, t in pairs]),
        np.stack([one.right[t] for one, t in pairs]),
        np.stack([one.screen[t, :, :2].astype(np.float32) for one, t in pairs]),
        np.stack([one.shown[t] for one, t in pairs]),
    )
