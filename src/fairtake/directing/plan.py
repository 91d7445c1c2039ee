"""From a performance to the shots of its scene."""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from fairtake.directing.answers import answered
from fairtake.directing.aside import stepped_aside
from fairtake.directing.asked import asked_setups
from fairtake.directing.costs import Attention, Judged, Rough, attention, judge, occlusion, rough
from fairtake.directing.coverage import Crew, masters, places, singles, twos
from fairtake.directing.details import inserts, points_of_view
from fairtake.directing.elsewhere import faced, rejoined
from fairtake.directing.fallback import anything
from fairtake.directing.framing import SIZES
from fairtake.directing.grammar import Grammar
from fairtake.directing.handheld import by_hand
from fairtake.directing.idioms import Occurrence, asked_for, followed, occurrences, with_bonus, with_sites
from fairtake.directing.moves import legs, with_walkers
from fairtake.directing.openings import openings
from fairtake.directing.overrides import NOTHING, Overrides, read_overrides
from fairtake.directing.planner import Plan, plan_cut, rhythm_cost
from fairtake.directing.rails import on_rails
from fairtake.directing.reasons import reason, runner_up
from fairtake.directing.setup import Setup
from fairtake.directing.sight import Sight, lines_of_sight
from fairtake.directing.sites import CutSite, cut_sites
from fairtake.directing.steering import Part, Steering, cropped, parts_of
from fairtake.directing.story import Stay, Story, changes, read_story
from fairtake.directing.style import Style
from fairtake.directing.taste import liked
from fairtake.directing.variants import from_other_heights, reactive_pans, tilts
from fairtake.errors import DirectingError
from fairtake.model.breakdown import Beat
from fairtake.model.direction import Direction
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize

__all__ = ["plan_scene"]

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # the trade skips I and O
_ROOMY = SIZES.index(ShotSize.LS)
_HOPELESS = 8.0
_SIDE = 0.06  # a second
_MOST_AT_ONCE = 44  # setups that may compete at one moment


def plan_scene(
    performance: ScenePerformance,
    set_: Set,
    style: Style,
    *,
    index: int,
    scenes: int,
    size: tuple[int, int] = (960, 540),
    seed: int = 1,
    offset: int = 0,
    directions: Sequence[Direction] = (),
    beats: Sequence[Beat] = (),
    styles: Mapping[str, Style] | None = None,
    joins: Sequence[int] = (),
    facing: int = 0,
) -> tuple[Shot, ...]:
    """The shots of a scene in cutting order; they tile its frames exactly.

    `index` of `scenes` is the scene's place in the film (the first opens wider, the last may end
    wider), `size` the frame in pixels (only
    its shape matters), `offset` the film's frame on which the scene starts. The same
    arguments give the same shots; nothing outside this scene matters. `directions` are asked of
    this scene and hold; they stand at its `beats` and may name `styles`. At the frames `joins`
    another place is seen in between (see intercut.py); people alone look to the right of the
    screen where `facing` is 1, to its left where it is -1. Raises DirectingError
    for a scene without frames, a frame without area, and directions that contradict each other
    or that nothing can fulfil.
    """
    if performance.frames <= 0:
        raise DirectingError(f"scene {performance.number} has no frames", fix="Give it at least one beat.")
    if size[0] <= 0 or size[1] <= 0:
        raise DirectingError(
            f"a frame of {size[0]} by {size[1]} shows nothing", fix="Give film.size two numbers above 0."
        )
    seed = zlib.crc32(str(seed).encode())
    story = read_story(performance)
    overrides = read_overrides(directions, beats, performance, style.rhythm.shortest)
    parts = parts_of(overrides, style, styles or {}, performance.frames)
    overrides = replace(overrides, turns=(*(part.start for part in parts[1:]), *joins))
    judged: list[Judged] = []
    patterns: list[Occurrence] = []
    unmet: dict[int, str] = {}
    crew, focus = None, None
    for part in parts:
        own = Crew(story, set_, part.style, size[0] / size[1], first=index == 0, last=index == scenes - 1)
        own.openings = openings(story, performance, own.space)
        watched = attention(own, performance)
        crew, focus = crew or own, focus or watched
        mine = {n for n, shot in enumerate(overrides.shots) if part.start <= shot.start < part.end}
        idioms = occurrences(story, performance, part.style)
        idioms = tuple(one for one in idioms if part.start <= one.start < part.end)
        patterns += idioms
        found, missed = _cover(own, performance, watched, overrides, mine, idioms)
        found = with_bonus(story, found, idioms)
        found = faced(story, found, facing) if facing else found
        unmet |= missed
        whole = len(parts) == 1
        judged += found if whole else [one for each in found if (one := cropped(story, each, part)) is not None]
    assert crew is not None
    assert focus is not None
    sites = with_sites(cut_sites(story, performance, parts[0].style, seed), patterns, judged, story)
    sites = overrides.sites(sites, performance.frames)
    sites = rejoined(sites, joins, story.fps)
    steering = Steering(story, judged, sites, parts, overrides, joins)
    plan = plan_cut(story, judged, sites, parts[0].style, seed, steering)
    shots = _shots(crew, performance, focus, judged, steering.grammar, sites, plan, offset, patterns, parts)
    if not overrides:
        return shots
    cut = [(choice.first, choice.setup) for choice in plan.choices]
    return answered(shots, overrides, unmet, steering, sites, cut)


def _cover(
    crew: Crew,
    performance: ScenePerformance,
    focus: Attention,
    overrides: Overrides = NOTHING,
    mine: Collection[int] = (),
    idioms: Sequence[Occurrence] = (),
) -> tuple[list[Judged], dict[int, str]]:
    """Every setup worth considering, judged, with those made for the shots `mine` of what was
    asked for; and for these, by their place, what could not be had."""
    story = crew.story
    wide = masters(crew)
    near: list[Setup] = []
    for stay in story.stays:
        near += singles(crew, stay)
    for first, second in _meetings(crew, performance):
        near += twos(crew, first, second)
    moving = []
    for travel in story.travels:
        ways = legs(travel)
        for leg in ways:  # the camera moves with the whole walk, its beginning and its end
            moving += with_walkers(crew, leg, moving=leg in (ways[0], ways[1 % len(ways)], ways[-1]))
    for change in changes(story):
        moving += with_walkers(crew, change, moving=False)
    detail = inserts(crew, performance) + points_of_view(crew, performance)
    empty = places(crew) if not story.present.any(1).all() or not (wide or near) else []
    if not any(setup.start == 0 and setup.size_index <= _ROOMY for setup in wide):
        empty = empty or [setup for setup in places(crew) if setup.kind == "place"]
    stands = [*wide, *near]
    stands += from_other_heights(crew, stands)
    rides = [*on_rails(crew, stands), *tilts(crew, near), *reactive_pans(crew, near)]
    setups = [*stands, *rides, *moving, *detail, *empty]
    setups += asked_for(crew, idioms, setups)
    setups = [liked(crew, setup) for setup in setups]
    setups = [_sided(crew, _outside_the_way(crew, setup)) for setup in setups]
    setups = [
        setup
        for setup in setups
        if setup.end - setup.start >= story.fps * 0.8 or (story.frames < story.fps * 2 and setup.end > setup.start)
    ]
    if not any(setup.start <= 0 and setup.end >= story.frames for setup in setups):
        setups.append(anything(crew))
    views = [rough(crew, setup, focus) for setup in setups]
    # What runs into somebody or never shows its subject is no choice.
    fair = [view for view in views if float(view.framing.mean()) < _HOPELESS * crew.style.weights.framing + 1e-9]
    if not any(_spans(view.setup, story) for view in fair):
        fair += [view for view in views if _spans(view.setup, story)]
    hidden = lines_of_sight(crew, [Sight(view.setup, view.first, view.camera, view.shown) for view in fair])
    fair, hidden = stepped_aside(crew, fair, hidden, focus)
    quality = [
        # In coarse steps: what a longer scene does to a mean must not change who competes.
        round(2 * float(view.framing.mean() + occlusion(crew, view, gone).mean() + view.hitchcock.mean())) / 2
        for view, gone in zip(fair, hidden, strict=True)
    ]
    judged = [judge(crew, fair[place], hidden[place], focus) for place in _thin(story, fair, quality)]
    unmet: dict[int, str] = {}
    made: list[Setup] = []
    for place in sorted(mine):
        later = [shot.start for shot in overrides.shots[place + 1 :]] + list(overrides.must_cut())
        shot = overrides.shots[place]
        limit = min((frame for frame in later if frame >= shot.end), default=story.frames)
        asked = asked_setups(crew, performance, shot, place, limit, setups)
        made += asked.setups
        if asked.unmet:
            unmet[place] = asked.unmet
    wished = [rough(crew, setup, focus) for setup in made]
    gone = lines_of_sight(crew, [Sight(view.setup, view.first, view.camera, view.shown) for view in wished])
    return judged + [judge(crew, view, out, focus) for view, out in zip(wished, gone, strict=True)], unmet


def _sided(crew: Crew, setup: Setup) -> Setup:
    """A setup with a hair's preference for one side of the set. Mirror images of a scene cost
    nearly the same; without it any changed word could turn a whole scene to its other side."""
    x0, z0, x1, z1 = crew.set.acting
    spot = setup.path.position[0]
    off = 0.8 * float(spot[2] - (z0 + z1) / 2) + 0.6 * float(spot[0] - (x0 + x1) / 2)
    return replace(setup, bias=setup.bias - _SIDE * math.tanh(off / 2))


def _outside_the_way(crew: Crew, setup: Setup) -> Setup:
    """A setup kept to its longest stretch in which nobody goes through a wall it takes away;
    one that spans the scene stays, and pays for it."""
    story = crew.story
    if setup.start <= 0 and setup.end >= story.frames:
        return setup
    first, last = story.at(setup.start), story.at(max(setup.end - 1, setup.start))
    passing = np.zeros(last - first + 1, bool)
    for parts, through in crew.doorways:
        if parts & set(setup.hidden):
            passing |= through[first : last + 1] > 0
    if not passing.any():
        return setup
    edges = np.flatnonzero(np.diff(np.concatenate([[True], passing, [True]]).astype(np.int8)))
    runs = list(zip(edges[::2], edges[1::2], strict=True))
    if not runs:
        return replace(setup, end=setup.start)
    a, b = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    start = setup.start if a == 0 else (first + int(a)) * story.step
    end = setup.end if first + b > last else (first + int(b)) * story.step
    return replace(setup, start=start, end=max(end, start))


def _spans(setup: Setup, story: Story) -> bool:
    return setup.start <= 0 and setup.end >= story.frames


def _meetings(crew: Crew, performance: ScenePerformance) -> list[tuple[Stay, Stay]]:
    """The places of two who talk with each other or touch, where they keep them at the same time."""
    story = crew.story
    talk: dict[tuple[int, int], int] = {}
    for t in range(len(story.frame)):
        if story.pair[t, 0] >= 0:
            key = (int(story.pair[t, 0]), int(story.pair[t, 1]))
            talk[key] = talk.get(key, 0) + 1
    for event in performance.happenings:
        if event.importance >= 0.6 and {event.agent, event.theme} <= set(story.roles) and event.agent != event.theme:
            a, b = sorted((story.roles.index(event.agent), story.roles.index(event.theme)))
            talk[a, b] = talk.get((a, b), 0) + (event.end - event.start) // story.step
    pairs = sorted(talk, key=lambda pair: (-talk[pair], pair))[:8]
    return [
        (first, second)
        for a, b in pairs
        for first in story.stays
        for second in story.stays
        if first.person == a
        and second.person == b
        and min(first.end, second.end) - max(first.start, second.start) > 1.2 * story.fps
    ]


def _thin(story: Story, fair: list[Rough], quality: list[float]) -> list[int]:
    """The places of the best (of least `quality`) where too many setups compete; whoever spans
    the scene stays."""
    # The best of every idea first, on each side of the scene, then the second best: a person
    # who listens for long must not lose their singles to one who passes by.
    setups = [view.setup for view in fair]
    groups: dict[tuple[object, ...], list[tuple[float, int]]] = {}
    for place, setup in enumerate(setups):
        key = (setup.kind, setup.people, setup.size, setup.start, setup.move, setup.angle)
        groups.setdefault(key, []).append((quality[place], place))
    # A wide view that glides or looks from above is a variant of the one that stands.
    ranks = [
        (order // 2 + (len(setups[place].people) != 1 and _varied(setups[place])), cost, place)
        for group in groups.values()
        for order, (cost, place) in enumerate(sorted(group))
    ]
    spanning = {place for place, setup in enumerate(setups) if _spans(setup, story) and not _varied(setup)}
    keep = {place for place in spanning if "establishing" in setups[place].tags} or spanning
    crowd = np.zeros(len(story.frame), np.int64)
    for place in keep:
        crowd[fair[place].span] += 1
    for _, _, place in sorted(ranks):
        if place not in keep and crowd[fair[place].span].max() < _MOST_AT_ONCE:
            crowd[fair[place].span] += 1
            keep.add(place)
    return sorted(keep)


def _varied(setup: Setup) -> bool:
    return setup.target is not None or setup.angle is not Angle.EYE


def _shots(
    crew: Crew,
    performance: ScenePerformance,
    focus: Attention,
    judged: list[Judged],
    grammar: Grammar,
    sites: tuple[CutSite, ...],
    plan: Plan,
    offset: int,
    patterns: Sequence[Occurrence],
    parts: Sequence[Part],
) -> tuple[Shot, ...]:
    story = crew.story
    letters: dict[int, str] = {}
    taken: dict[str, int] = {}
    shots: list[Shot] = []
    choices = plan.choices
    for place, choice in enumerate(choices):
        start, end = sites[choice.first].frame, sites[choice.last].frame
        one = _seen(story, judged[choice.setup], start, end)
        setup = one.setup
        letter = letters.setdefault(choice.setup, _letter(len(letters)))
        taken[letter] = taken.get(letter, 0) + 1
        before = choices[place - 1].setup if place else None
        after = choices[place + 1].setup if place + 1 < len(choices) else None

        rivals = [choice.setup, choice.other] if choice.other >= 0 else [choice.setup]
        terms, *others = _terms(story, judged, grammar, sites, choice.first, choice.last, rivals, before, after)
        worse: dict[str, float] = {}
        for theirs in others:
            worse = {term: theirs.get(term, 0.0) - terms.get(term, 0.0) for term in {*theirs, *terms}}
        seconds = (end - start) / story.fps
        target = plan.tempo + float(plan.drift[choice.first])
        spread = crew.style.rhythm.regularity
        terms["rhythm"] = float(rhythm_cost(np.abs(np.log(seconds) - target), spread))
        terms["unmotivated"] = sites[choice.first].cost
        camera = setup.camera(start, end, story.fps)
        still = bool(
            (camera.position == camera.position[0]).all() and (camera.orientation == camera.orientation[0]).all()
        )
        move = Move.STATIC if still else setup.move
        style = next((part.style for part in parts if part.start <= start < part.end), crew.style)
        if style.tense(_tension(story, start, end), style.handheld.when):
            move = Move.HANDHELD if still else move
            camera = _swayed(style, camera, story, setup, end - start)
        shots.append(
            Shot(
                number=f"{performance.number}{letter}-{taken[letter]}",
                scene=performance.number,
                setup=f"{performance.number}{letter}",
                kind=setup.kind,
                start=start,
                end=end,
                offset=offset,
                size=setup.size,
                angle=setup.angle,
                lens_mm=setup.lens,
                move=move,
                subjects=_subjects(story, setup),
                camera=camera,
                reason=reason(
                    story, performance, focus, sites, one, choice.first, choice.last,
                    judged[before].setup if before is not None else None, move,
                    followed(story, setup, patterns, start, end),
                ),
                runner_up=runner_up(
                    story, judged[choice.other].setup if choice.other >= 0 else None, choice.margin, worse, seconds
                ),
                hidden=setup.hidden,
                terms={term: round(value, 4) + 0.0 for term, value in sorted(terms.items())},
                asked=grammar.broken(sites[choice.first], before, choice.setup, style) if before is not None else (),
            )
        )  # fmt: skip
    return tuple(shots)


def _tension(story: Story, start: int, end: int) -> float:
    return float(story.tension[story.at(start) : story.at(max(end - 1, start)) + 1].mean())


def _swayed(style: Style, camera: CameraTrack, story: Story, setup: Setup, frames: int) -> CameraTrack:
    """A track by hand, seeded by what it shows and how long."""
    content = (
        f"{setup.kind} {[story.roles[p] for p in setup.people]} {setup.size} {setup.lens:g} {setup.theme} {frames}"
    )
    return by_hand(camera, story.fps, content, sway=style.handheld.sway, rate=style.handheld.rate)


def _seen(story: Story, one: Judged, start: int, end: int) -> Judged:
    """A group setup with only those of its people who are in the picture during a shot."""
    setup = one.setup
    if len(setup.people) < 2 or setup.over >= 0:
        return one
    span = slice(max(story.at(start) - one.first, 0), story.at(end - 1) + 1 - one.first)
    here = story.present[one.first : one.last + 1][span]
    shown = one.shown[span].sum(0) / np.maximum(here.sum(0), 1)
    people = tuple(p for p in setup.people if shown[p] > 0.55)
    people = people or (max(setup.people, key=lambda p: (float(shown[p]), -p)),)
    return replace(one, setup=replace(setup, people=people))


def _subjects(story: Story, setup: Setup) -> tuple[str, ...]:
    roles = tuple(story.roles[p] for p in setup.people)
    if setup.kind == "insert":
        return (setup.theme, *roles)
    return roles or ((setup.theme,) if setup.theme else ())


def _terms(
    story: Story,
    judged: list[Judged],
    grammar: Grammar,
    sites: tuple[CutSite, ...],
    first: int,
    last: int,
    setups: list[int],
    before: int | None,
    after: int | None,
) -> list[dict[str, float]]:
    """Every term of each of some setups on a stretch, with the cuts on both sides of it."""
    a, b = sites[first].frame, sites[last].frame
    found: list[dict[str, float]] = []
    for setup in setups:
        one = judged[setup]
        steps = np.arange(len(one.camera)) + one.first
        edges = np.clip(np.stack([steps * story.step, (steps + 1) * story.step]), a, b)
        seconds = (edges[1] - edges[0]) / story.fps
        found.append({name: float((values * seconds).sum()) for name, values in one.terms.items()})
    for site, neighbour, enters in ((first, before, True), (last, after, False)):
        if neighbour is None:
            continue
        costs = grammar.costs(sites[site], [neighbour, *setups])
        for place, (setup, terms) in enumerate(zip(setups, found, strict=True), 1):
            if setup == neighbour:
                continue
            for name, matrix in costs.items():
                terms[name] = terms.get(name, 0.0) + float(matrix[0, place] if enters else matrix[place, 0])
    return found


def _letter(number: int) -> str:
    base = len(_LETTERS)
    return _LETTERS[number] if number < base else _LETTERS[number // base - 1] + _LETTERS[number % base]
