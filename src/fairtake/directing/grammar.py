"""What a cut from one setup to another costs: the grammar of continuity."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.costs import Judged
from fairtake.directing.framing import HEIGHTS, SIZES, nearest_size
from fairtake.directing.setup import Setup
from fairtake.directing.sites import CutSite
from fairtake.directing.story import Story
from fairtake.directing.style import Style
from fairtake.model.shotlist import Move

__all__ = ["CUT_TERMS", "Grammar"]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CUT_TERMS = (
    "line",
    "thirty_degrees",
    "jump",
    "order",
    "direction",
    "eyeline",
    "eye_trace",
    "motion",
    "match",
    "contrast",
)
RULES = {
    "line": "cross the line",
    "thirty_degrees": "30° rule",
    "jump": "jump cut",
    "order": "left–right order",
    "direction": "screen direction",
    "eyeline": "eyeline match",
}
"""The rules of continuity by their terms, as Shot.asked names them."""
FORBIDDEN = 1e5
_ALLOWED = 0.05
_KEPT = 2.5  # what is not allowed is done when there is nothing else to show
_ASIDE = 0.25  # of a crossing: a cutaway taken from the line's other side
_WALKS = (0.3, 0.5)  # metres a second from which somebody seems to go somewhere, at the latest and for sure
_ABOUT = 3  # steps before and after a cut in which a walk is a walk
_LAST = 10_000  # the rank of whom a setup is not about
_MARGIN = 32.0  # degrees: a little more than thirty, so that measured angles hold


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """All setups of a list at one frame, K of them."""

    camera: Array  # (K, 3)
    right: Array  # (K, 3)
    screen: npt.NDArray[np.float32]  # (K, P, 2)
    shown: npt.NDArray[np.bool_]  # (K, P)
    size: npt.NDArray[np.float32]  # (K, P) as a place in framing.SIZES
    main: Ints  # (K,) whom each is about: the first of its people in the picture, -1 for none


class Grammar:
    """Costs of cuts between the setups of one scene."""

    def __init__(self, story: Story, judged: list[Judged], style: Style) -> None:
        self.story = story
        self.judged = judged
        self.style = style
        self.weights = style.weights
        setups = [one.setup for one in judged]
        self.size = np.array([setup.size_index for setup in setups])
        self.main = np.array([setup.people[0] if setup.people else -1 for setup in setups])
        self.detail = np.array([_is_detail(setup) for setup in setups])
        self.solo = np.array([bool(s.people) and (len(s.people) == 1 or s.over >= 0) for s in setups])
        self.few = np.array([0 < len(setup.people) <= 2 for setup in setups])
        self.moves = np.array([setup.move not in (Move.STATIC, Move.PUSH_IN) for setup in setups])
        self.member = np.zeros((len(setups), max(len(story.roles), 1)), bool)
        for k, setup in enumerate(setups):
            self.member[k, list(setup.people)] = True
        self._rank = np.full((len(setups), len(story.roles)), _LAST)
        for k, setup in enumerate(setups):
            for place, person in enumerate(setup.people):
                self._rank[k, person] = place if not self.detail[k] else _LAST
        self.filmed = (self.member & self.few[:, None]).any(0)[: len(story.roles)]
        self._camera, self._right, self._screen, self._shown = _whole(judged, len(story.frame))
        self._sizes = _measured(judged, len(story.frame))
        # A shot on rails leaves from the rail's end.
        self._leaves: dict[int, tuple[Array, Array]] = {}
        self._size_left = self.size.copy()
        for k, setup in enumerate(setups):
            if setup.target is not None:
                yaw = float(setup.target.yaw[-1])
                self._leaves[k] = (setup.target.position[-1], np.array([math.cos(yaw), 0.0, -math.sin(yaw)]))
                self._size_left[k] = _size_at_end(story, setup)
        self._talks = _talks(story)
        self._glances: dict[int, npt.NDArray[np.bool_]] = {}
        names = [
            (s.people and tuple(sorted(s.people)), s.theme if _is_detail(s) or not s.people else "") for s in setups
        ]
        numbers = {name: place for place, name in enumerate(dict.fromkeys(names))}
        self.cast = np.array([numbers[name] for name in names])

    def costs(self, site: CutSite, active: list[int]) -> dict[str, Array]:
        """Each term for a cut at `site` between all pairs of the setups `active` (A of them):
        (A, A) from the row's setup to the column's."""
        story, weights = self.story, self.weights
        before, after = story.at(site.frame - 1), story.at(min(site.frame, story.frames - 1))
        new = self._moment(active, after)
        old = self._left(active, before)
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
        least = np.minimum(steps, np.abs(self._size_left[active][:, None] - size[None]))  # by name, and at a ride's end
        turned = self._turned(old, new, active, after)
        # Two views of groups that share somebody are alike to the eye that follows them.
        group = ~self.solo[active] & ~detail & (main >= 0)
        shared = (was[:, None] & now[None]).any(-1) & group[:, None] & group[None]
        near = (same | shared) & (least < 2) & (turned < _MARGIN)
        # Whoever both shots are about must not seem to slip, whatever the shots are called.
        slip, stays = self._slips(old, new, active, after)
        near |= slip & people
        count = len(active)
        terms = {
            "line": weights.line * self._line(old, new, active, before, after),
            "thirty_degrees": weights.thirty_degrees * near * (0.6 + 0.4 * np.clip(1 - turned / _MARGIN, 0, 1)),
            "jump": weights.jump * ((same & (least == 0)) | (stays & people)),
            "order": weights.order * self._order(old, new, after),
            "direction": weights.direction
            * np.maximum(self._direction(old, new, after), self._remembered(active, before, after)),
            "eyeline": weights.eyeline * self._eyeline(old, new, active, before, after),
            "eye_trace": weights.eye_trace * self._trace(old, new, active),
            "motion": 6 * weights.motion * (self.moves[active][:, None] & self.moves[active][None]),
            "match": np.zeros((count, count)),
            "contrast": -weights.contrast * np.clip(steps - 1, 0, 4) / 2 * (people | (steps > 0)),
        }
        if weights.contrast == 0:
            terms["contrast"] = np.zeros((count, count))
        tension = float(story.tension[after])
        for rule in RULES:
            # What the style allows itself costs next to nothing.
            allowed = self.style.tense(tension, getattr(self.style.rules, rule))
            terms[rule] = terms[rule] * (_ALLOWED if allowed else _KEPT)
        if site.mover >= 0:
            has = self.member[active][:, site.mover] & ~detail
            terms["match"] = -weights.match * (has[:, None] & has[None] & (steps > 0))
        return terms

    def broken(self, site: CutSite, old: int, new: int, style: Style) -> tuple[str, ...]:
        """The rules that a cut from one setup to another breaks because `style` allows it, as
        Shot.asked names them."""
        tension = float(self.story.tension[self.story.at(min(site.frame, self.story.frames - 1))])
        allowed = [rule for rule in RULES if style.tense(tension, getattr(style.rules, rule))]
        if not allowed:
            return ()
        costs = self.costs(site, [old, new])
        return tuple(RULES[rule] for rule in allowed if float(costs[rule][0, 1]) > 1e-9)

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
        old, new = self._left(active, before), self._moment(active, after)
        return np.asarray(self._line(old, new, active, before, after) >= 1, bool)

    def _moment(self, active: list[int], step: int) -> _Moment:
        shown = self._shown[active, step]
        return _Moment(
            self._camera[active, step],
            self._right[active, step],
            self._screen[active, step],
            shown,
            self._sizes[active, step],
            self._mains(shown, active),
        )

    def _left(self, active: list[int], step: int) -> _Moment:
        """All setups as a shot on them is left."""
        moment = self._moment(active, step)
        for place, k in enumerate(active):
            if k in self._leaves:
                moment.camera[place], moment.right[place] = self._leaves[k]
                moment.size[place] += self._size_left[k] - self.size[k]
        return moment

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

    def _slips(
        self, old: _Moment, new: _Moment, active: list[int], step: int
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """(A, A) whether whoever both shots are about is seen from nearly the same side, in a
        size not two away, and whether in the same size, as measured on the screen."""
        if not self.story.roles:
            none = np.zeros((len(active), len(active)), bool)
            return none, none
        left, met = old.main, new.main
        rows = np.arange(len(active))
        eyes = self.story.eyes[step][np.maximum(met, 0)]
        # By axis: sums over three are slow in the last place of an array.
        dot, squares, lengths = 0.0, 0.0, 0.0
        for axis in range(3):
            a = old.camera[:, axis, None] - eyes[None, :, axis]
            b = new.camera[:, axis] - eyes[:, axis]
            dot, squares, lengths = dot + a * b, squares + a * a, lengths + b * b
        cos = dot / np.maximum(np.sqrt(squares * lengths), 1e-6)
        close = (left[:, None] == met[None]) & (met >= 0)[None] & (cos > math.cos(math.radians(_MARGIN)))
        grown = np.abs(old.size[rows, left][:, None] - new.size[rows, met][None])
        return close & (grown < 1.85), close & (grown < 0.75)

    def _line(self, old: _Moment, new: _Moment, active: list[int], before: int, after: int) -> Array:
        story = self.story
        member, few = self.member[active], self.few[active]
        out = np.zeros((len(active), len(active)))
        pairs = {(int(story.pair[t, 0]), int(story.pair[t, 1])) for t in (before, after)}
        frame = int(story.frame[after])
        was, now = old.main, new.main
        talks = {(a, b) for first, last, a, b in self._talks if first <= frame <= last} - pairs
        looks = [(a, b) for a, b in self._mutual(after) if (a, b) not in pairs]
        looks = [pair for pair in looks if pair not in talks]
        for a, b in sorted(pairs) + sorted(talks) + looks:
            if a < 0:
                continue
            gone, back = (was == a) | (was == b), (now == a) | (now == b)
            flips = _side(story.eyes[before], a, b, old)[:, None] * _side(story.eyes[after], a, b, new)[None] < 0
            if (a, b) in talks or (a, b) in pairs:  # a cutaway must lead back to the same side
                away_old, away_new = ~(old.shown[:, a] | old.shown[:, b]), ~(new.shown[:, a] | new.shown[:, b])
                aside = (away_old[:, None] & back[None]) | (gone[:, None] & away_new[None])
                out = np.maximum(out, _ASIDE * (flips & aside))
            if (a, b) in talks:  # of three who talk, those whom both shots are about
                flips &= gone[:, None] & back[None]
            elif (a, b) in pairs:
                has = member[:, a] | member[:, b]
                flips &= has[:, None] & has[None]
            else:  # two bystanders who look at each other count when the cut joins them
                has_a, has_b = member[:, a] & few, member[:, b] & few
                joined = (has_a[:, None] & has_b[None]) | (has_b[:, None] & has_a[None])
                flips &= joined | (gone[:, None] & back[None])
            out = np.maximum(out, flips)
        return out

    def _mains(self, shown: npt.NDArray[np.bool_], active: list[int]) -> Ints:
        if not shown.shape[1]:
            return np.full(len(active), -1)
        rank = np.where(shown, self._rank[active], _LAST)
        best = rank.argmin(1)
        return np.where(rank[np.arange(len(active)), best] < _LAST, best, -1)

    def _looks(self, step: int) -> npt.NDArray[np.bool_]:
        """(P, P) who looks at whom, within thirty-seven degrees as seen from above."""
        found = self._glances.get(step)
        if found is None:
            story = self.story
            way = (story.eyes[step][None] - story.eyes[step][:, None])[..., [0, 2]]
            gaze = story.gaze[step][:, None, [0, 2]]
            length = np.linalg.norm(way, axis=-1) * np.linalg.norm(gaze, axis=-1)
            found = (way * gaze).sum(-1) > math.cos(math.radians(37)) * np.maximum(length, 0.05)
            found &= story.present[step][:, None] & story.present[step][None]
            self._glances[step] = found
        return found

    def _mutual(self, step: int) -> list[tuple[int, int]]:
        """Who look at each other."""
        looks = self._looks(step)
        both = looks & looks.T & (self.filmed[:, None] | self.filmed[None])
        return [(int(a), int(b)) for a, b in np.argwhere(np.triu(both, 1))]

    def _order(self, old: _Moment, new: _Moment, step: int) -> Array:
        out = np.zeros((len(old.camera), len(new.camera)))
        weight = self.story.weight[step]
        top = [int(p) for p in np.argsort(-weight, kind="stable")[:14] if self.story.present[step, p]]
        for place, a in enumerate(top):
            for b in top[place + 1 :]:
                was = np.where(old.shown[:, a] & old.shown[:, b], old.screen[:, a, 0] - old.screen[:, b, 0], 0)
                now = np.where(new.shown[:, a] & new.shown[:, b], new.screen[:, a, 0] - new.screen[:, b, 0], 0)
                out = np.maximum(out, was[:, None] * now[None] < -0.0025)
        return out

    def _direction(self, old: _Moment, new: _Moment, step: int) -> Array:
        out = np.zeros((len(old.camera), len(new.camera)))
        story = self.story
        # Who is about to walk, or has just stopped, has a direction too.
        a, b = max(step - _ABOUT, 0), min(step + _ABOUT, len(story.frame) - 1)
        there = story.present[a] & story.present[b]
        around = (story.eyes[b] - story.eyes[a]) * there[:, None] * story.fps / max((b - a) * story.step, 1)
        velocities = np.where(
            (np.linalg.norm(around, axis=-1) > np.linalg.norm(story.velocity[step], axis=-1))[:, None],
            around,
            story.velocity[step],
        )
        speed = np.hypot(velocities[:, 0], velocities[:, 2])
        for person in np.flatnonzero((speed > 0.3) & story.present[step])[:4]:
            velocity, eyes = velocities[person], story.eyes[step, person]
            for across in (_across, _rightward):
                was = np.where(old.shown[:, person], across(old, eyes, velocity), 0)
                now = np.where(new.shown[:, person], across(new, eyes, velocity), 0)
                flips = (was[:, None] * now[None] < 0) & (np.abs(was) > 0.08)[:, None] & (np.abs(now) > 0.08)[None]
                out = np.maximum(out, flips)
        return out

    def _remembered(self, active: list[int], before: int, after: int) -> Array:
        """Of those seen walking shortly before the cut and shortly after it, on one way, whether
        they turn round on the screen."""
        story = self.story
        out = np.zeros((len(active), len(active)))
        reach = round(story.fps / story.step)
        pace = np.hypot(story.velocity[..., 0], story.velocity[..., 2]) * story.present
        start = max(before - reach + 1, 0)
        for walk in _WALKS:
            earlier, later = pace[start : before + 1] > walk, pace[after : after + reach] > walk
            for person in np.flatnonzero(earlier.any(0) & later.any(0)).tolist():
                # Nearest to the cut, where they are seen walking in each shot.
                seen = earlier[:, person] & self._shown[active, start : before + 1, person]
                sees = later[:, person] & self._shown[active, after : after + len(later), person]
                then = start + seen.shape[1] - 1 - seen[:, ::-1].argmax(1)
                now = after + sees.argmax(1)
                one, other = story.velocity[then, person], story.velocity[now, person]
                was = (self._right[active, then] * one).sum(1) / np.maximum(np.hypot(one[:, 0], one[:, 2]), 1e-6)
                goes = (self._right[active, now] * other).sum(1) / np.maximum(np.hypot(other[:, 0], other[:, 2]), 1e-6)
                was, goes = was * seen.any(1), goes * sees.any(1)
                flips = (was[:, None] * goes[None] < 0) & (_angle(one[:, None], other[None]) < 65)
                out = np.maximum(out, flips & (np.abs(was) > 0.15)[:, None] & (np.abs(goes) > 0.15)[None])
        return out

    def _eyeline(self, old: _Moment, new: _Moment, active: list[int], before: int, after: int) -> Array:
        gaze = self.story.gaze
        out = np.zeros((len(active), len(active)))
        was, now = old.main, new.main
        looks, returned = self._looks(before), self._looks(after)
        for a in np.unique(was[was >= 0]).tolist():
            for b in np.unique(now[now >= 0]).tolist():
                if a != b and looks[a, b] and returned[b, a]:
                    one, other = old.right @ gaze[before, a], new.right @ gaze[after, b]
                    out += (one[:, None] * other[None] > 0.015) & (was == a)[:, None] & (now == b)[None]
        return out

    def _trace(self, old: _Moment, new: _Moment, active: list[int]) -> Array:
        rows = np.arange(len(active))
        main = np.maximum(self.main[active], 0)
        use = self.solo[active] & ~self.detail[active]
        was = np.where(use, old.screen[rows, main, 0], 0.0) if old.screen.shape[1] else np.zeros(len(active))
        now = np.where(use, new.screen[rows, main, 0], 0.0) if new.screen.shape[1] else np.zeros(len(active))
        leap = np.abs(np.clip(was, -1, 1)[:, None] - np.clip(now, -1, 1)[None]) / 2
        return np.asarray(np.maximum(leap - 0.25, 0), np.float64)


_ANSWER = 4.0  # seconds after which an answer is none
_LASTS = 3.0  # seconds an exchange lasts beyond its words


def _talks(story: Story) -> list[tuple[int, int, int, int]]:
    """Frames from and to which two people talk, whoever else does: one speaks after the other."""
    found: list[tuple[int, int, int, int]] = []
    said = [turn for turn in story.turns if turn.speaker >= 0]
    pad = round(_LASTS * story.fps)
    for one, other in pairwise(said):
        if one.speaker != other.speaker and other.start - one.end <= _ANSWER * story.fps:
            a, b = sorted((one.speaker, other.speaker))
            found.append((one.start - pad - story.step, other.end + pad + story.step, a, b))
    return found


def _size_at_end(story: Story, setup: Setup) -> int:
    """The size, as a place in framing.SIZES, at the end of a ride."""
    rail = setup.target
    if rail is None or not setup.people:
        return setup.size_index
    span = slice(story.at(setup.start), story.at(max(setup.end - 1, setup.start)) + 1)
    eyes = np.median(story.eyes[span, setup.people[0]], axis=0)
    first, last = (float(np.hypot(*(place - eyes)[[0, 2]])) for place in (setup.path.position[0], rail.position[-1]))
    height = HEIGHTS[setup.size] * last / max(first, 1e-3)
    return SIZES.index(nearest_size(height))


def _is_detail(setup: Setup) -> bool:
    """Whether a setup shows a thing; whoever is seen through somebody's eyes is a person still."""
    return "detail" in setup.tags and not (setup.kind == "point of view" and setup.people)


def _side(eyes: Array, a: int, b: int, moment: _Moment) -> Array:
    line = eyes[b] - eyes[a]
    rel = moment.camera - eyes[a]
    return np.asarray(line[0] * rel[:, 2] - line[2] * rel[:, 0], np.float64)


def _rightward(moment: _Moment, eyes: Array, velocity: Array) -> Array:
    """Metres a second that somebody goes to the camera's right."""
    del eyes
    return np.asarray(moment.right @ velocity, np.float64)


def _across(moment: _Moment, eyes: Array, velocity: Array) -> Array:
    """Metres a second that somebody at `eyes` (3) goes to the right of the screen: who comes
    toward the camera beside its axis goes outward."""
    right = moment.right
    ahead = np.stack([right[:, 2], np.zeros(len(right)), -right[:, 0]], axis=1)
    rel = eyes - moment.camera
    depth = np.maximum((rel * ahead).sum(1), 0.3)
    return np.asarray(right @ velocity - (rel * right).sum(1) / depth * (ahead @ velocity), np.float64)


def _angle(a: Array, b: Array) -> Array:
    """Degrees on the floor plan between vectors (..., 3)."""
    dot = a[..., 0] * b[..., 0] + a[..., 2] * b[..., 2]
    cross = a[..., 0] * b[..., 2] - a[..., 2] * b[..., 0]
    return np.asarray(np.degrees(np.abs(np.arctan2(cross, dot))), np.float64)


def _measured(judged: list[Judged], count: int) -> npt.NDArray[np.float32]:
    """(K, T, P) how large each person is seen, as a place in framing.SIZES."""
    heights = np.log([HEIGHTS[size] for size in SIZES])
    out = []
    for one in judged:
        at = np.clip(np.arange(count) - one.first, 0, len(one.camera) - 1)
        tall = 2 * np.maximum(one.screen[at, :, 2], 0.05) * math.tan(float(one.setup.path.fovy[0]) / 2)
        out.append(np.interp(-np.log(tall), -heights, np.arange(len(SIZES))).astype(np.float32))
    return np.stack(out)


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
