"""What a shot of each setup costs at every moment: the terms that need no cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.directing.behind import grows_from_heads
from fairtake.directing.bodies import LARGE, flank
from fairtake.directing.coverage import Crew
from fairtake.directing.details import HANDS, touch_of
from fairtake.directing.framing import HEIGHTS, SIZES, eye_lines
from fairtake.directing.setup import Path, Setup
from fairtake.directing.story import TRAVELS, Story
from fairtake.model.breakdown import Action
from fairtake.model.performance import ScenePerformance
from fairtake.model.shotlist import Move, ShotSize

__all__ = ["Attention", "Judged", "Rough", "attention", "judge", "occlusion", "rough"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """Whom the film is about at each step (T): `person` (-1 nobody), `urge` 0..1 how much
    they must be seen, `wanted` the size a single should have, `detail` 0..1 how much a
    detail is wanted, `deed` whether it is for something weighty done on the spot, `spoken` whether it
    is by speaking, `within` whether a line is neither just
    begun nor nearly over."""

    person: Ints
    urge: Array
    wanted: Array
    detail: Array
    deed: Mask
    spoken: Mask
    within: Mask


def attention(crew: Crew, performance: ScenePerformance) -> Attention:
    """Speakers first, then those who do something, most important first."""
    story = crew.story
    count = len(story.frame)
    person, urge, detail = np.full(count, -1, np.int64), np.zeros(count), np.zeros(count)
    wanted = np.array([crew.style.sizes.wanted(float(t)) for t in story.tension])
    deed = np.zeros(count, bool)
    for event in sorted(performance.happenings, key=lambda event: (event.importance, event.start)):
        inside = (story.frame >= event.start) & (story.frame < max(event.end, event.start + story.step))
        touch = touch_of(event, performance)
        meets = np.abs(story.frame - touch) < 1.3 * story.fps
        if (
            (event.action in HANDS or event.action is Action.LOOK_AT)
            and event.importance >= 0.5
            and event.theme not in story.roles
        ):
            detail[meets] = np.maximum(detail[meets], event.importance)
        if event.agent in story.roles:
            who = story.roles.index(event.agent)
            inside &= story.present[:, who]
            person[inside], urge[inside] = who, event.importance
            deed[inside] = event.importance >= _WEIGHTY and event.action not in TRAVELS
            if event.action not in TRAVELS:  # a long way to a short deed matters less than the deed
                urge[inside & (np.abs(story.frame - touch) > 3 * story.fps)] *= 0.6
            if event.action in TRAVELS:
                wanted[inside] = np.minimum(wanted[inside], SIZES.index(ShotSize.MLS))
    spoken, within = np.zeros(count, bool), np.zeros(count, bool)
    edge = _EDGE * story.fps
    for t in np.flatnonzero(story.turn >= 0):
        turn = story.turns[int(story.turn[t])]
        speaker = turn.speaker
        if speaker >= 0 and story.present[t, speaker]:
            person[t], spoken[t] = speaker, True
            within[t] = turn.start + edge <= story.frame[t] < turn.end - edge
            age = float(story.age[t])
            urge[t] = 1.0 if age < 2.5 else crew.style.cuts.reaction
    for t in np.flatnonzero(person >= 0):
        if story.walking[t, person[t]]:
            wanted[t] = min(wanted[t], SIZES.index(ShotSize.MLS))
    # Who is on the way in or out behind a wall need not be seen yet, or any more.
    for who in range(len(story.roles)):
        away = (person == who) & ~crew.space.indoors(story.eyes[:, who]) & ~spoken
        urge[away] *= 0.2
    return Attention(person, urge, wanted, detail, deed & ~spoken, spoken, within)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One setup over its steps `first` to `first` + n: cost a second of each term (n,), and
    what cuts are judged by: `screen` (n, P, 3) heads on the screen, `shown` (n, P) whether in
    the frame, `visible` (n, P) whether the face is seen, `camera` (n, 3), `right` (n, 3)."""

    setup: Setup
    first: int
    terms: dict[str, Array]
    screen: Array
    shown: Mask
    visible: Mask
    camera: Array
    right: Array

    @property
    def last(self) -> int:
        """The last step."""
        return self.first + len(self.camera) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Rough:
    """A setup judged without its lines of sight: the `framing` and `hitchcock` terms (n,), and
    what the rest needs."""

    setup: Setup
    first: int
    camera: Array
    right: Array
    screen: Array
    shown: Mask
    toward: Array
    framing: Array
    hitchcock: Array

    @property
    def span(self) -> slice:
        """Its steps of the scene."""
        return slice(self.first, self.first + len(self.camera))


def rough(crew: Crew, setup: Setup, focus: Attention) -> Rough:
    """What a setup shows over its stretch of the scene, whatever may be in the way."""
    story, weights = crew.story, crew.style.weights
    first, last = story.at(setup.start), story.at(max(setup.end - 1, setup.start))
    span = slice(first, last + 1)
    path = setup.path.rows(story.frame[span])
    eyes, present = story.eyes[span], story.present[span]
    count = len(eyes)
    camera = np.broadcast_to(path.position, (count, 3))
    right = _rights(path, count)
    screen = path.project(eyes, crew.aspect)
    x, y, depth = screen[..., 0], screen[..., 1], screen[..., 2]
    shown = present & (depth > 0.25) & (np.abs(x) < 0.95) & (np.abs(y) < 0.98)
    away = camera[:, None] - eyes
    ax, ay, az = away[..., 0], away[..., 1], away[..., 2]
    distance = np.maximum(np.sqrt(ax * ax + ay * ay + az * az), 0.05)
    face = story.face[span]
    toward = (ax * face[..., 0] + ay * face[..., 1] + az * face[..., 2]) / distance
    detail = "detail" in setup.tags
    framing = weights.framing * (
        _framing(crew, setup, path, span, screen, shown, toward, distance, detail)
        + _covering(crew, setup, path, span, screen)
        + _beheaded(crew, setup, path, span, screen)
        + _GROWS * grows_from_heads(crew, setup, path, span)
        + 20.0 * _through(crew, setup, span)
    )
    hitchcock = weights.hitchcock * (
        _hitchcock(story, span, shown, depth, setup.over, detail) + (0 if detail else 4) * focus.detail[span]
    )
    return Rough(setup, first, camera, right, screen, shown, toward, framing, hitchcock)


def occlusion(crew: Crew, view: Rough, hidden: Array) -> Array:
    """The `occlusion` term (n,) where so much of each person is `hidden` (n, P), 0..1."""
    detail = "detail" in view.setup.tags
    return np.asarray(crew.style.weights.occlusion * _mean_hidden(view.setup, hidden, view.shown, detail), np.float64)


def judge(crew: Crew, view: Rough, hidden: Array, focus: Attention) -> Judged:
    """Judge a setup over its stretch of the scene, with what is `hidden` (n, P) from it."""
    story, weights, setup, span = crew.story, crew.style.weights, view.setup, view.span
    shown, toward, present = view.shown, view.toward, story.present[span]
    count = len(view.camera)
    # Of somebody who walks or leaves one wants the body in the frame; else it is the face.
    going = story.walking[span] & ~story.speaking[span]
    steps = np.arange(count)
    who = focus.person[span]
    # And of somebody who opens a window, what they do.
    opening = focus.deed[span] & (_opening(crew, span) > 0)
    for person in np.unique(who[opening & (who >= 0)]).tolist():
        going[:, person] |= (who == person) & opening
    visible = shown & ((toward > 0.2) | going) & (hidden < 0.4)
    someone = who >= 0
    safe = np.where(someone, who, 0)

    def pick(table: npt.NDArray[np.generic]) -> Array:
        if not table.shape[1]:
            return np.zeros(count)
        return np.where(someone, table[steps, safe].astype(np.float64), 0.0)

    detail = "detail" in setup.tags
    main = setup.people[0] if setup.people and not detail else -1
    seen = pick(visible) * (0.0 if detail else 1.0)
    alone = (who == main) & (len(setup.people) == 1 or setup.over >= 0)
    weary = np.clip((story.age[span] - 4) * 0.08, 0, 0.3) * focus.spoken[span]
    # Who speaks alone in the frame is worth coming to, as near as the style's own sizes go.
    weary = weary + _DISTANT * np.clip(np.minimum(focus.wanted[span], 4) - setup.size_index, 0, 3) * focus.spoken[span]
    # A profile is half a face, and a face far away is a small one.
    profile = 0.55 * np.clip(1 - pick(toward) / 0.8, 0, 1) * (1 - pick(going))
    shared = (0.2 + _DISTANT * max(0, 4 - setup.size_index)) * (0.3 + 0.7 * focus.urge[span])
    speaker = np.where(someone & (seen > 0), np.where(alone, weary, shared) + profile, 0)
    # A deed may be missed for a moment; a voice without a face asks who is speaking.
    missed = np.where(focus.spoken[span], _FACELESS, np.where(focus.deed[span], _UNDONE, 1.0))
    speaker = np.where(someone & (seen == 0), focus.urge[span] * missed, speaker)
    quiet = ~someone
    crowd = present.sum(1) > 1
    speaker = np.where(quiet & crowd & (len(setup.people) == 1), 0.2, speaker)
    if not setup.people and not detail:
        # The empty place may open a scene; after that people are what one wants to see.
        late = present.any(1) & (story.frame[span] > 2.5 * story.fps)
        speaker = np.where(late, np.maximum(speaker, 0.9 if crew.space.interior else 1.8), speaker)
    speaker = np.where(quiet & present.any(1) & detail, 0.5, speaker)
    empty = ~present.any(1)
    speaker = np.where(empty, 0.0 if not setup.people else 0.15, speaker)
    if detail:
        # A detail may lie over the beginning or the end of a line; in between one wants the face.
        within = focus.within[span]
        speaker = np.where(focus.spoken[span], np.where(within, speaker, np.minimum(speaker, 0.5)), speaker * 0.6)
        speaker = speaker - focus.detail[span] * np.where(within, 0.3, 1.1)

    # A voice from behind a back or a lamp puzzles more than one from outside the frame.
    behind = _BEHIND * focus.spoken[span] * pick(shown & (hidden > 0.4)) * (not detail)

    wanted = focus.wanted[span]
    tight = 0.7 if setup.over >= 0 and not detail else 0.0  # a shoulder in the frame brings us nearer
    scale = np.abs(setup.size_index + tight - wanted) / 2
    if (len(setup.people) > 1 and setup.over < 0) or not setup.people:
        scale = np.maximum(np.abs(setup.size_index - (wanted - 1.2)) / 2 - 0.2, 0)
    if detail:
        scale = np.zeros(count)
    seconds = story.frame[span] / story.fps
    opening = (seconds < (3.2 if crew.first else 2.4)) & (story.frames > 5 * story.fps)
    closing = (story.frames / story.fps - seconds < 4.0) & crew.last & (story.frames > 20 * story.fps)
    scale = np.where(closing & (setup.size_index >= _WIDE), scale, scale * ~closing)
    far = np.where((seconds < 3.5) | closing, 0.0, _FAR.get(setup.size, 0.0)) * ("detail" not in setup.tags)
    far = far * np.clip(wanted - setup.size_index - 1, 0, 1)  # a style may want people small
    far = far * np.where(present.any(1), 1.0, 0.3) * (1 - 0.6 * pick(going & visible))
    # Who is here is half of an opening: two of two say it, two of six do not.
    group = len(setup.people) > 1 and setup.over < 0
    told = 0.7 * group * (shown & present).sum(1) / np.maximum(present.sum(1), 1)
    establish = opening * (0.0 if _establishes(setup) else 1 - told)
    terms = {
        "speaker": weights.speaker * speaker,
        "scale": weights.scale * (scale + far),
        "establish": weights.establish * establish,
        "hitchcock": view.hitchcock,
        "occlusion": occlusion(crew, view, hidden) + weights.occlusion * behind,
        "framing": view.framing,
        "motion": np.full(count, weights.motion * (setup.move is not Move.STATIC) + setup.bias)
        - _reward(setup, story, span),
    }
    costs = {name: np.asarray(values, np.float64) for name, values in terms.items()}
    return Judged(setup, view.first, costs, view.screen, shown, visible, view.camera, view.right)


_WIDE = SIZES.index(ShotSize.MCU)
_FAR = {ShotSize.VLS: 3.5, ShotSize.ELS: 5.5}
_FACELESS = 4.0
_UNDONE = 2.2  # times as much for a weighty deed of somebody who is not in the frame
_WEIGHTY = 0.6
_BEHIND = 2.5
_DISTANT = 0.12  # what each size further off than MS adds to a face one shares with others
_GROWS = 0.6  # a second of a lamp post that stands on a head
_HEADLESS = 3.0  # a second of a body whose head is out of the frame
_FROM_THE_FEET = 12.0
"""What it costs a second to look at somebody who lies along their legs: it is nobody's view."""
_LEGWARD = -0.25
"""The cosine between the way to the head and the way to the camera under which that is so."""
_HORSE = 1.5  # the largeness from which a nose and ears reach beyond what frames a head
_SHUT_OUT = 0.3  # of what it costs to go through a wall that is not there
_EDGE = 0.5  # seconds at a line's ends over which a detail may lie


def _establishes(setup: Setup) -> bool:
    wide = setup.size_index <= SIZES.index(ShotSize.LS)
    return setup.kind == "place" or (wide and setup.over < 0 and "detail" not in setup.tags)


def _reward(setup: Setup, story: Story, span: slice) -> Array:
    """A move earns its keep while its reason lasts."""
    if setup.move in (Move.PAN, Move.FOLLOW):
        return np.asarray(0.25 * story.walking[span, setup.people[0]], np.float64)
    if setup.move is Move.PUSH_IN:
        return np.asarray(0.45 * story.speaking[span, setup.people[0]], np.float64)
    return np.zeros(span.stop - span.start)


def _hitchcock(story: Story, span: slice, shown: Mask, depth: Array, over: int, detail: bool) -> Array:
    area = np.where(shown, 1 / np.maximum(depth, 0.4) ** 2, 0)
    if over >= 0:
        area[:, over] *= 0.1  # a back in the foreground is a frame, not a subject
    total = area.sum(1, keepdims=True) if area.shape[1] else np.zeros((len(depth), 1))
    share = np.where(total > 0, area / np.maximum(total, 1e-9), 0)
    return np.asarray(np.abs(share - story.weight[span]).sum(1) * (0.3 if detail else 0.5), np.float64)


def _mean_hidden(setup: Setup, hidden: Array, shown: Mask, detail: bool) -> Array:
    people = [] if detail else [p for p in setup.people[:3] if p != setup.over]
    if not people:
        return np.zeros(len(hidden))
    # A main subject who is gone from sight behind something leaves no picture at all, nor do
    # all the others when the main one is not there.
    there, behind = shown[:, people], hidden[:, people]
    gone = (behind > 0.6) & there
    lost = 2.0 * gone[:, 0]
    if len(people) > 1 and gone.any():
        lost = np.maximum(lost, 2.0 * ((gone == there).all(1) & gone.any(1)))
    return np.asarray((behind * there).mean(1) + lost, np.float64)


def _framing(
    crew: Crew,
    setup: Setup,
    path: Path,
    span: slice,
    screen: Array,
    shown: Mask,
    toward: Array,
    distance: Array,
    detail: bool,
) -> Array:
    story = crew.story
    present = story.present[span]
    count = len(screen)
    # Nobody may come within arm's reach of the lens; a shot that runs into somebody is dead.
    close = (distance < 0.55) & present
    if detail:
        close[:, [p for p in (*setup.people, setup.over) if p >= 0]] = False
    for other in (n for n, large in enumerate(story.large) if large > LARGE):
        cameras = np.broadcast_to(path.position, (count, 3))
        for ball, radius in flank(story.eyes[span, other], story.chest[span, other], story.large[other]):
            close[:, other] |= (np.linalg.norm(cameras - ball, axis=1) < radius + 0.25) & present[:, other]
    cost = 20.0 * close.any(1) if close.shape[1] else np.zeros(count)
    if not setup.people or detail:
        return np.asarray(cost, np.float64)
    for person in setup.people:
        cost = cost + _FROM_THE_FEET * (_from_the_feet(crew, path, span, person) & present[:, person])
    main = setup.people[0]
    if len(setup.people) == 1 or setup.over >= 0:
        gaze = (story.gaze[span, main] * _rights(path, count)).sum(1)
        aim_x = (
            -crew.style.framing.lead_room * gaze
            if setup.over < 0
            else np.minimum(np.maximum(screen[:, main, 0], -0.35), 0.35)
        )
        if setup.move in (Move.PAN, Move.FOLLOW):
            aim_x = np.minimum(np.maximum(screen[:, main, 0], -0.35), 0.35)
        tall = HEIGHTS[setup.size]
        low, high = crew.safe
        aim_y = np.clip(eye_lines(setup.size, story.eyes[span, main, 1]) - crew.style.framing.head_room, low, high)
        off = np.hypot(screen[:, main, 0] - aim_x, 0.8 * (screen[:, main, 1] - aim_y)) / 0.33
        lost = ~shown[:, main]
        cost = cost + np.where(lost, 6.0, np.minimum(off * off, 6.0))
        # The back of a head is no hold; past sixty degrees a face begins to be lost.
        still = ~story.walking[span, main]
        cost = cost + still * (
            1.6 * np.minimum(np.maximum((0.35 - toward[:, main]) / 0.35, 0), 1) + 0.5 * (toward[:, main] < 0.5)
        )
        # Who walks away is followed for a moment only.
        leaving = np.clip((-0.2 - toward[:, main]) / 0.5, 0, 1) * story.walking[span, main]
        cost = cost + 1.2 * leaving * (setup.move is not Move.STATIC)
        # The wrong size: the subject has come nearer or gone farther than the setup means.
        true = screen[:, main, 2] * np.tan(path.fovy / 2) * 2 / tall
        cost = cost + np.minimum(np.maximum(np.abs(np.log(np.maximum(true, 0.05))) - 0.35, 0) * 3, 4) * ~lost
    else:
        people = list(setup.people[:12])
        here = present[:, people]
        missing = (here & ~shown[:, people]).sum(1) / np.maximum(here.sum(1), 1)
        if "reactive" in setup.tags:  # it turns from one to the other: whoever it has just left may be gone
            missing = missing * 0.06
        x, y = screen[:, people, 0], screen[:, people, 1]
        inside = here & shown[:, people]
        number = np.maximum(inside.sum(1), 1)
        mean_x = (x * inside).sum(1) / number
        top = np.where(inside, y, -1).max(1)
        cost = cost + 5 * missing + (mean_x / 0.5) ** 2 * 0.5 + np.clip(top - 0.75, 0, 1) * 4
        cost = cost + 3.0 * (~inside.any(1) & here.any(1))
        backs = here & (toward[:, people] < -0.1) & ~story.walking[span][:, people]
        cost = cost + 1.0 * backs.sum(1) / np.maximum(here.sum(1), 1)
    cost = cost + _unsafe(crew, setup, screen, shown)
    others = [p for p in range(present.shape[1]) if p not in setup.people]
    if others and len(setup.people) <= 2:
        x, y, depth = screen[:, others, 0], screen[:, others, 1], screen[:, others, 2]
        cut = present[:, others] & (depth > 0.3) & (np.abs(y) < 1.1) & (np.abs(x) > 0.8) & (np.abs(x) < 1.15)
        before = present[:, others] & (depth > 0.2) & (np.abs(x) < 1.0) & (np.abs(y) < 1.3)
        cost = cost + np.minimum((before & (depth < 0.75 * screen[:, [main], 2])).sum(1), 2)
        big = cut & (depth < 1.3 * np.maximum(screen[:, [main], 2], 0.3))
        cost = cost + 0.35 * np.minimum(cut.sum(1), 2) + 0.25 * np.minimum(big.sum(1), 2)
    return np.asarray(cost, np.float64)


def _unsafe(crew: Crew, setup: Setup, screen: Array, shown: Mask) -> Array:
    """Faces where a platform lays its buttons and captions."""
    low, high = crew.safe
    people = [p for p in setup.people[:12] if p != setup.over]
    if (low, high) == (-0.9, 0.9) or not people:
        return np.zeros(len(screen))
    y = screen[:, people, 1]
    out = np.maximum(np.maximum(low - y, y - high), 0) * shown[:, people]
    return np.asarray(6.0 * out.sum(1) / np.maximum(shown[:, people].sum(1), 1), np.float64)


def _covering(crew: Crew, setup: Setup, path: Path, span: slice, screen: Array) -> Array:
    """What people nearer than the subject take of the frame's width: a back before the lens, a
    hood where a shoulder was meant."""
    story = crew.story
    count = len(screen)
    if not setup.people or "detail" in setup.tags or len(story.roles) < 2:
        return np.zeros(count)
    main = setup.people[0]
    depths = path.depth(story.chest[span])
    near = story.present[span] & (depths > 0.15) & (depths < 1.02 * screen[:, main, 2][:, None])
    for beast in (n for n, large in enumerate(story.large) if large > LARGE and n != main):
        near[:, beast] = story.present[span, beast]  # a flank may be near where its middle is not
    total = np.zeros(count)
    for other in np.flatnonzero(near.any(0)).tolist():
        if other in setup.people and other != setup.over:
            continue
        at = np.flatnonzero(near[:, other])
        seen = path if len(path.yaw) == 1 else path.at(at)
        trunk, eyes = story.chest[span.start + at, other], story.eyes[span.start + at, other]
        chest, low = seen.project(trunk, crew.aspect), seen.project(2 * trunk - eyes, crew.aspect)
        x, depth = chest[:, 0], chest[:, 2]
        half = 0.24 / (depth * np.tan(seen.fovy / 2) * crew.aspect)
        left, right = np.maximum(x - half, -1), np.minimum(x + half, 1)
        tall = (np.maximum(screen[at, other, 1] + 0.15, chest[:, 1]) > -0.95) & (low[:, 1] < 0.95)
        share = np.where(tall, np.maximum(right - left, 0) / 2, 0.0)
        over = 0.44 if len(story.roles) <= 6 else 0.38
        spare = over if other == setup.over else 0.04
        middle = (left < 0.12) & (right > -0.12) & (share > 0.08)
        if story.large[other] > LARGE:  # a horse takes what its whole body does
            balls = flank(eyes, trunk, story.large[other])
            share = _breadth(crew, seen, balls, 1.02 * screen[at, main, 2])
            middle = share > 0.5
        total[at] += np.maximum(share - spare, 0) * 16.0 + 0.8 * middle * (other != setup.over)
    return np.minimum(total, 8.0)


def _breadth(crew: Crew, seen: Path, balls: list[tuple[Array, float]], within: Array) -> Array:
    """(n,) the share of the frame's width that balls before the lens take, `within` metres (n,) of it."""
    left, right = np.full(len(balls[0][0]), 1.0), np.full(len(balls[0][0]), -1.0)
    for ball, radius in balls:
        place = seen.project(ball, crew.aspect)
        depth = place[:, 2]
        half = radius / (np.maximum(depth, 0.2) * np.tan(seen.fovy / 2) * crew.aspect)
        there = (depth > 0.2) & (depth < within) & (np.abs(place[:, 1]) < 1.0 + half * crew.aspect)
        left = np.where(there, np.minimum(left, np.clip(place[:, 0] - half, -1, 1)), left)
        right = np.where(there, np.maximum(right, np.clip(place[:, 0] + half, -1, 1)), right)
    return np.asarray(np.maximum(right - left, 0) / 2, np.float64)


def _beheaded(crew: Crew, setup: Setup, path: Path, span: slice, screen: Array) -> Array:
    """Bodies in the frame whose heads its edges take off: of the subjects, and of whoever is about
    as near; of a horse the nose counts as well."""
    story = crew.story
    out = np.zeros(span.stop - span.start)
    if not setup.people or "detail" in setup.tags or setup.kind == "point of view":
        return out
    tight = setup.size_index >= SIZES.index(ShotSize.CU)
    main = screen[:, setup.people[0], 2]
    for person in np.flatnonzero(story.present[span].any(0)).tolist():
        large = story.large[person]
        eyes, chest = story.eyes[span, person], story.chest[span, person]
        if person == setup.over:
            # Over a shoulder there is some of the head; a wall of cloth is none.
            out += (
                _HEADLESS * np.clip((screen[:, person, 1] - 0.95) / 0.15, 0, 1) * (np.abs(screen[:, person, 0]) < 1.1)
            )
            continue
        horse = large > _HORSE
        rise = 0.3 * (large - 1) + 0.1 if horse else 0.04 if tight and person in setup.people else 0.19
        trunk = path.project(chest, crew.aspect)
        crown = path.project(eyes + np.array([0.0, rise, 0.0]), crew.aspect)
        near = story.present[span, person] & (crown[:, 2] > 0.25) & (crown[:, 2] < 1.35 * np.maximum(main, 0.4))
        # A shoulder at the frame's side is a neighbour, a chest below its foot is out of sight.
        seen = near & (np.abs(trunk[:, 0]) < 0.92) & (trunk[:, 1] > -1.05) & (trunk[:, 2] > 0.25)
        over = np.clip((crown[:, 1] - 1.0) / 0.12, 0, 1)
        if horse:
            nose = path.project(eyes + 0.25 * large * story.face[span, person] * [1.0, 0.3, 1.0], crew.aspect)
            aside = np.maximum(np.abs(crown[:, 0]), np.abs(nose[:, 0]))
            over = np.maximum(over, np.clip((aside - 0.97) / 0.1, 0, 1))
        else:
            over = over * (np.abs(crown[:, 0]) < 1.0)
            if person in setup.people[:2] and setup.kind in ("master", "two-shot", "profile two", "wide two"):
                # Half a face at the frame's side is neither in nor out.
                over = np.maximum(over, 0.5 * ((np.abs(crown[:, 0]) > 0.9) & (np.abs(crown[:, 0]) < 1.15)))
        out += np.where(seen, over, 0.0) * (_HEADLESS if person in setup.people else 0.7 * _HEADLESS)
    return np.minimum(out, 2 * _HEADLESS)


def _from_the_feet(crew: Crew, path: Path, span: slice, person: int) -> Mask:
    """(n,) whether somebody lies and is seen along their legs."""
    eyes, chest = crew.story.eyes[span, person], crew.story.chest[span, person]
    up = (eyes - chest) * 2  # from the hips to the eyes
    level = np.hypot(up[:, 0], up[:, 2])
    away = np.broadcast_to(path.position, eyes.shape) - chest
    reach = np.maximum(np.hypot(away[:, 0], away[:, 2]) * level, 1e-6)
    along = (away[:, 0] * up[:, 0] + away[:, 2] * up[:, 2]) / reach
    return np.asarray((level > 2 * np.abs(up[:, 1])) & (along < _LEGWARD) & (away[:, 1] < 1.5), bool)


def _through(crew: Crew, setup: Setup, span: slice) -> Array:
    """1 while somebody goes through a door whose wall this setup has taken away; less while a window
    or a cupboard it has taken away is opened."""
    out = np.zeros(span.stop - span.start)
    for parts, passing in crew.doorways:
        if parts & set(setup.hidden):
            out = np.maximum(out, passing[span])
    for parts, opening in crew.openings:
        if parts & set(setup.hidden):
            out = np.maximum(out, _SHUT_OUT * opening[span])
    return out


def _opening(crew: Crew, span: slice) -> Array:
    """(n,) 1 while anything of the set opens or closes."""
    return np.asarray(
        sum((opening[span] for _, opening in crew.openings), np.zeros(span.stop - span.start)), np.float64
    )


def _rights(path: Path, count: int) -> Array:
    right = np.stack([np.cos(path.yaw), np.zeros_like(path.yaw), -np.sin(path.yaw)], axis=-1)
    return np.broadcast_to(right, (count, 3))
