"""One scene, from its beats to its performance."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from fairtake.errors import StagingError
from fairtake.model.breakdown import Action, Event, Line, Pause, Scene
from fairtake.model.figure import Figure
from fairtake.model.performance import PartTrack, PropTrack, ScenePerformance
from fairtake.model.reading import Take
from fairtake.model.set import PropModel, Set
from fairtake.staging.blocking import affection, animals, fighting, handling, lowering, moving, showing, using
from fairtake.staging.blocking.attitudes import attitudes
from fairtake.staging.blocking.climbing import climb, come_in, meet, to_level
from fairtake.staging.blocking.clock import TAIL, empty_seconds, lead_in, tension_curve, turn_gap
from fairtake.staging.blocking.clothing import change_clothes, variant
from fairtake.staging.blocking.crawling import crawl, crawl_out, crawls
from fairtake.staging.blocking.crowd_acts import crowd_act, idle_herds
from fairtake.staging.blocking.curtains import draw_curtains
from fairtake.staging.blocking.dancing import dance, dances, fill
from fairtake.staging.blocking.extras import means_extras
from fairtake.staging.blocking.feelings import feel_event
from fairtake.staging.blocking.gaits import gait_of, lay_over
from fairtake.staging.blocking.lasting import current, interrupt, keep_eyes
from fairtake.staging.blocking.leaning import lean, leans
from fairtake.staging.blocking.lights import light_change, scene_light
from fairtake.staging.blocking.mounting import get_down, mount, mounts
from fairtake.staging.blocking.mouthfuls import mouthfuls
from fairtake.staging.blocking.noises import heard, make_noises
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import FloorPlan
from fairtake.staging.blocking.placement import at_it_already, place_people, place_things
from fairtake.staging.blocking.places import find_spot
from fairtake.staging.blocking.rolling import in_chair
from fairtake.staging.blocking.selves import pose_of, strike_pose
from fairtake.staging.blocking.sounds import sound
from fairtake.staging.blocking.state import IMPORTANCE, Person, Stage, crc, opening
from fairtake.staging.blocking.steps import look_at_person
from fairtake.staging.blocking.talking import say, silence
from fairtake.staging.blocking.tasks import work
from fairtake.staging.blocking.telephoning import hang_up
from fairtake.staging.blocking.tools import on_phone
from fairtake.staging.blocking.walking_by import walk_by
from fairtake.staging.blocking.with_animals import with_animals
from fairtake.staging.motion.animals import AnimalBody, animal_contacts, play_animal, prepare_animal
from fairtake.staging.motion.body import Body
from fairtake.staging.motion.build import Build
from fairtake.staging.motion.carry import play_prop
from fairtake.staging.motion.chair import PARTS
from fairtake.staging.motion.ease import Array, min_jerk, settled, window
from fairtake.staging.motion.gaze import turn_head
from fairtake.staging.motion.perform import Performed, play, prepare, step_contacts
from fairtake.staging.motion.riding import chair_tracks
from fairtake.staging.motion.score import Foothold, Score, Target
from fairtake.staging.motion.terrain import Terrain
from fairtake.staging.motion.vectors import rotate

__all__ = ["stage_scene"]

_Act = Callable[[Stage, Person, Event, float], Outcome]

_ACTS: dict[Action, _Act] = {
    Action.GO: moving.go,
    Action.RUN: moving.go,
    Action.ENTER: moving.enter,
    Action.EXIT: moving.leave,
    Action.TURN: moving.turn,
    Action.LOOK_AT: showing.look_at,
    Action.SIT: moving.sit,
    Action.STAND: moving.stand,
    Action.LIE_DOWN: moving.lie_down,
    Action.KNEEL: lowering.kneel,
    Action.PICK_UP: handling.pick_up,
    Action.PUT_DOWN: handling.put_down,
    Action.GIVE: handling.give,
    Action.TAKE: handling.take,
    Action.OPEN: using.open_or_close,
    Action.CLOSE: using.open_or_close,
    Action.THROW: using.throw,
    Action.STRIKE: fighting.strike,
    Action.TOUCH: showing.touch,
    Action.EMBRACE: affection.embrace,
    Action.POINT: showing.point,
    Action.NOD: showing.head_move,
    Action.SHAKE_HEAD: showing.head_move,
    Action.WAVE: showing.wave,
    Action.FALL: moving.fall,
    Action.USE: using.use,
    Action.EMOTE: showing.emote,
}
_LEANS = {Action.STAND, Action.LOOK_AT, Action.WAIT, Action.SIT}
_OWN = {Action.EMOTE, Action.TOUCH, Action.WAVE, Action.WAIT, Action.PUT_DOWN, Action.NOD, Action.USE, Action.PICK_UP}
_STANCES = {Action.SIT, Action.STAND, Action.KNEEL, Action.WAIT, Action.APPEAR, Action.LOOK_AT, Action.GO, Action.ENTER}
_WAYS = {Action.GO, Action.RUN, Action.ENTER, Action.EXIT, Action.STAND, Action.EMOTE, Action.TURN}
_NOT_ON_FOOT = {"swim", "float", "crawl", "climb", "clamber", "fly", "vault", "dive", "skate", "ride", "row"}
_LONG_AGO = -30.0
_TOGETHER = {Action.EMBRACE, Action.GIVE, Action.TOUCH, Action.STRIKE}


def stage_scene(
    scene: Scene,
    takes: Mapping[int, Take],
    set_: Set,
    figures: Mapping[str, Figure],
    props: Mapping[str, PropModel],
    *,
    set_key: str,
    fps: int = 24,
    seed: int = 1,
) -> ScenePerformance:
    """Play one scene.

    `takes` are the spoken lines by number, `figures` the performers by role (see
    `roles_on_set`), `props` the things by name (see `props_needed`), `set_key` the name under
    which `set_` is known to Assets. Everything is sampled `fps` times a second. What cannot
    be staged is in the result's `gaps`. Raises StagingError when `fps` is not positive.
    """
    if fps < 1:
        raise StagingError(f"a film needs at least one frame a second, not {fps}", fix="Use 24.")
    stage = Stage(scene, set_, FloorPlan(set_), fps, seed)
    if set_.stairs:
        stage.terrain = Terrain(set_.stairs)
    stage.crawl_out, stage.to_level = crawl_out, to_level
    already = place_people(stage, figures)
    _stand_ins(stage)
    place_things(stage, props)
    _at_it(stage, already)
    times, marks, end = _run(stage, takes, already)
    mouthfuls(stage, end)
    fill(stage, end)
    walk_by(stage, end)
    idle_herds(stage, end)
    keep_eyes(stage, end)
    attitudes(stage, marks, end)
    frames = max(1, math.ceil(end * fps))
    return _perform(stage, times, marks, frames, set_key, props)


def _at_it(stage: Stage, already: set[int]) -> None:
    """What somebody is at when the scene begins has begun long before."""
    told = frozenset(already)
    for role, person in stage.people.items():
        human = not role.startswith("EXTRA ") and not person.figure.species
        index = at_it_already(stage, role) if person.present and human else -1
        event = stage.scene.beats[index]
        if index < 0 or index in told or not isinstance(event, Event):
            continue
        stage.index, person.free = index, _LONG_AGO
        _one(stage, person, event, _LONG_AGO)
        person.free, person.busy = max(0.0, person.free), [max(0.0, b) if b > 0 else 0.0 for b in person.busy]
        already.add(index)


def _stand_ins(stage: Stage) -> None:
    """Unnamed people whom the script makes do something are played by the extras: a soldier by
    one who is dressed as a soldier."""
    extras = [r for r in stage.people if r.startswith("EXTRA ")]
    called = {f"EXTRA {n}": noun for n, noun in enumerate(stage.scene.extra_nouns, 1)}
    for beat in stage.scene.beats:
        if isinstance(beat, Event):
            for agent in beat.agents:
                if stage.person(agent) is None and extras:
                    noun = agent.casefold()
                    fit = next((extra for extra in extras if called.get(extra, "").endswith(noun)), extras[0])
                    extras.remove(fit)
                    stage.stand_ins[noun] = fit


def _run(
    stage: Stage, takes: Mapping[int, Take], already: set[int]
) -> tuple[list[tuple[float, float]], list[tuple[float, int]], float]:
    """All beats in order. Returns each beat's start and end, the moments (with seeds) at
    which idle life starts anew, and the scene's end."""
    scene = stage.scene
    times: list[tuple[float, float]] = []
    starts: list[tuple[float, int]] = [(0.0, crc(scene.setting.heading, scene.number, stage.seed))]
    stage.cursor = stage.snap(lead_in(scene))
    busy_until = stage.cursor
    before: Line | None = None
    before_start = 0.0
    last = ""
    for i, beat in enumerate(scene.beats):
        stage.index = i
        if isinstance(beat, Line):
            gap = turn_gap(before, beat) + beat.pause_before
            start = stage.snap(max(0.0, stage.cursor + gap), nearest=True)
            if beat.simultaneous and before is not None:
                start = before_start
            _takes_call(stage, beat, start)
            end = say(stage, i, beat, takes.get(beat.number), start)
            stage.cursor = max(stage.cursor, end) if beat.simultaneous else end
            before, before_start = beat, start
            stage.spoken = max(stage.spoken, start)
            opened = opening(beat)
        elif isinstance(beat, Pause):
            start = stage.snap(stage.cursor)
            end = start + max(0.0, beat.seconds)
            silence(stage, start, end)
            stage.cursor = end
            before = None
            opened = f"pause {beat.seconds}"
        else:
            start = stage.snap(stage.cursor)
            sounded = len(stage.contacts)
            outcome = _act(stage, i, beat, start, i in already)
            make_noises(stage, beat, outcome, sounded)
            start, end = outcome.start, outcome.end
            stage.cursor = max(stage.cursor, outcome.next)
            before = None
            opened = beat.text
        times.append((start, end))
        busy_until = max(busy_until, end)
        if start > starts[-1][0] + 0.5:
            starts.append((start, crc(opened, last, stage.seed)))
        last = opened
    end = max(busy_until, stage.cursor)
    if not scene.beats:
        end = empty_seconds(scene)
    elif all(isinstance(b, Event) for b in scene.beats) and end < 2.4:
        end = 2.4
    return times, starts, end + (TAIL if scene.beats else 0.0)


def _takes_call(stage: Stage, line: Line, start: float) -> None:
    """Who speaks "into the phone" has it at the ear by then."""
    person = stage.person(line.role)
    told = next((p for p in line.parentheticals if on_phone(p)), "")
    if not told or person is None or not person.present or line.voice_over or current(person, "phone") is not None:
        return
    event = Event(Action.USE, (line.role,), line.span, told, "answer", "phone")
    early = not stage.lines and start < 2.5 and person.free < start
    if early:
        person.free = _LONG_AGO
    work(stage, person, event, _LONG_AGO if early else max(person.free, start - 1.1), "phone")
    if early:
        person.free, person.busy = max(0.0, person.free), [max(0.0, b) for b in person.busy]


def _act(stage: Stage, index: int, event: Event, start: float, already: bool) -> Outcome:
    """One event by all its agents."""
    importance = IMPORTANCE.get(event.action, 0.4)
    people = []
    for agent in event.agents:
        person = stage.person(agent)
        if person is None:
            stage.gap(event.text or agent, f"{agent} is not on the set", "Give them a name or a line", event.span)
        else:
            people.append(person)
    if already:
        # True since the scene began: give it a moment to be seen.
        for person in people:
            if not person.figure.species:
                also_so(stage, person, event, -1.0)
            if event.action is Action.LIE_DOWN and not person.figure.species:
                lowering.fall_asleep(person, event, 0.0)
            stage.happened(event, person.role, start, start + 0.9, person.eye(), importance * 0.7)
        first = index == 0
        return Outcome(start, start + (0.5 if first else 0.25), start + 0.8)
    if event.action is Action.LIGHT:
        return light_change(stage, event, start)
    if not people:
        return _nobody(stage, event, start)
    pair = people
    mutual = event.action in _TOGETHER and (event.action not in (Action.TOUCH, Action.STRIKE) or not event.theme)
    if mutual or (dances(event) and len(people) == 2):
        people = people[:1]
    outcomes = []
    for k, person in enumerate(people):
        at = start + 0.17 * k
        outcome = _one(stage, person, _to_each_other(event, person, pair), at)
        if event.emotion and event.action is not Action.EMOTE:
            feel_event(person, outcome.start, event, 0.8)
        where, began, over = outcome.where, outcome.start, max(outcome.end, outcome.start + 0.4)
        if where is not None and outcome.shown is not None:
            # The camera wants the moment of contact, not the walk to it.
            began = max(began, outcome.shown - 1.2)
            over = min(over, began + 2.4)
        stage.happened(event, person.role, began, max(over, began + 0.4), where or person.eye(), importance)
        outcomes.append(outcome)
    first_start = min(o.start for o in outcomes)
    if importance >= 0.55:
        _notice(stage, people[0], first_start)
    return Outcome(first_start, max(o.next for o in outcomes), max(o.end for o in outcomes))


def _to_each_other(event: Event, person: Person, people: list[Person]) -> Event:
    """ "They look at each other": each at the other."""
    if event.theme.casefold() not in ("each other", "one another"):
        return event
    other = next((p for p in people if p is not person), None)
    return replace(event, theme=other.role if other is not None else "")


def _one(stage: Stage, person: Person, event: Event, at: float) -> Outcome:
    if person.figure.species:
        return animals.act(stage, person, event, at)
    with_animal = with_animals(stage, person, event, at)
    if with_animal is not None:
        return with_animal
    if event.action in (Action.GO, Action.RUN) and stage.person(event.goal) is None and means_extras(stage, event.goal):
        event = replace(event, goal="")  # "through the crowd": past them
    if event.action is Action.APPEAR:
        if not person.present:
            return moving.enter(stage, person, event, at)
        return Outcome(at, at + 0.3, at + 0.8)
    if event.action is Action.WAIT:
        seconds = 1.6
        return Outcome(at, at + seconds, at + seconds)
    hung = draw_curtains(stage, person, event, at)
    if hung is not None:
        return hung
    if crawls(event):
        if not person.present:
            at = moving.enter(stage, person, replace(event, action=Action.ENTER, verb="enter"), at).end
        crawled = crawl(stage, person, event, at)
        if crawled is not None:
            return crawled
    down = get_down(stage, person, event, at)
    if down is not None:
        return down
    if mounts(event):
        mounted = mount(stage, person, event, at) if person.present else None
        if mounted is not None:
            return mounted
    climbed = climb(stage, person, event, at)
    if climbed is not None:
        return climbed
    if not person.present and event.action is not Action.ENTER and event.action not in (Action.GO, Action.RUN):
        if event.action is Action.EXIT:
            return Outcome(at, at, at)
        # Does something though nobody saw them come: they come in first.
        came = come_in(stage, person, event, at)
        at = came.end
    if event.action in _TOGETHER or event.action is Action.TAKE:
        at = meet(stage, person, stage.person(event.theme) or stage.person(event.goal), at)
    interrupt(person, event, max(at, person.free))
    seated = in_chair(stage, person, event, at)
    if seated is not None:
        return seated
    if event.action in _LEANS and leans(event):
        leaned = lean(stage, person, event, at)
        if leaned is not None:
            also_so(stage, person, event, leaned.end - 0.2)
            return leaned
        what = event.goal or event.theme
        stage.gap(
            event.text, f"there is no {what or 'wall'} here to lean on", "Lean on the wall or a table", event.span
        )
    changed = change_clothes(stage, person, event, at)
    if changed is not None:
        return changed
    if event.verb.lower() in ("hang up", "end call") and event.action in (Action.PUT_DOWN, Action.USE):
        over = hang_up(stage, person, max(at, person.free))
        if over is not None:
            return over
    if event.action is Action.EMOTE and on_phone(event.text):
        called = work(stage, person, replace(event, theme="phone", verb="answer"), max(at, person.free), "phone")
        if called is not None:
            return called
    pose = pose_of(event) if event.action in _OWN else ""
    if pose and stage.person(event.theme) in (None, person):
        posed = strike_pose(stage, person, pose, max(at, person.free))
        if posed is not None:
            if event.emotion:
                feel_event(person, posed.start, event, 0.9)
            return posed
    if event.action is Action.FALL and "knee" in event.text.lower():
        return lowering.kneel(stage, person, event, at)
    if (
        event.action in _WAYS
        and dances(event)
        and stage.person(event.goal) is None
        and not find_spot(stage, person, event.goal)
    ):
        return dance(stage, person, event, at)
    steps, travels = len(person.score.steps), len(person.score.travels)
    outcome = _ACTS[event.action](stage, person, event, at)
    gait = gait_of(event) if event.action in _WAYS else ""
    if gait:
        lay_over(person, gait, steps, travels)
    if event.action in _WAYS and event.verb.lower().split()[0] in _NOT_ON_FOOT:
        why = f"nobody can {event.verb} here yet; it is done on foot"
        stage.gap(event.text or event.verb, why, "Say walk, run or step", event.span)
    if event.action in _STANCES:
        also_so(stage, person, event, max(outcome.end - 0.3, at))
    return outcome


def also_so(stage: Stage, person: Person, event: Event, time: float) -> None:
    """ "Sits with his head in his hands": what the clause says besides."""
    if on_phone(event.text) and current(person, "phone") is None:
        work(stage, person, replace(event, theme="phone", instrument="", verb="answer"), time, "phone")
        return
    pose = pose_of(event)
    if pose:
        strike_pose(stage, person, pose, time)


def _nobody(stage: Stage, event: Event, start: float) -> Outcome:
    """An event without an actor: doors move by themselves, things are there, times passes."""
    if event.agents:
        return Outcome(start, start + 0.5, start + 0.5)
    if means_extras(stage, event.theme):
        together = crowd_act(stage, event, start)
        if together is not None:
            return together
    if event.action in (Action.OPEN, Action.CLOSE):
        return using.open_or_close(stage, None, event, start)
    if event.action is Action.APPEAR:
        told = heard(stage, event, start) if event.noises else sound(stage, event, start)
        if told is not None:
            return told
        thing = stage.thing(event.theme)
        if thing is not None:
            stage.happened(event, "", start, start + 1.2, thing.position, 0.5)
        return Outcome(start, start + 0.8, start + 1.2)
    if event.action is Action.WAIT:
        return Outcome(start, start + 1.4, start + 1.4)
    told = None if event.noises else sound(stage, event, start)
    if told is not None:
        return told
    thing = stage.thing(event.theme)
    if thing is not None and event.action is Action.FALL and not thing.holder and not thing.hidden:
        return using.drop(stage, thing, event, start)
    if event.noises:
        return heard(stage, event, start)
    stage.gap(event.text, "nobody on the set does this", "Say who does it", event.span)
    return Outcome(start, start + 0.6, start + 0.8)


def _notice(stage: Stage, actor: Person, start: float) -> None:
    """What matters is looked at by whoever is not busy."""
    for person in stage.people.values():
        if person is actor or not person.present or person.free > start + 0.2 or max(person.busy) > start + 0.2:
            continue
        if person.looking == actor.role:
            continue
        draw = crc(person.role, actor.role, len(actor.score.travels))
        if person.role.startswith("EXTRA ") and draw % 3:
            continue
        look_at_person(person, start + 0.25 + draw % 25 / 100, actor)


def _perform(
    stage: Stage,
    times: list[tuple[float, float]],
    marks: list[tuple[float, int]],
    frames: int,
    set_key: str,
    props: Mapping[str, PropModel],
) -> ScenePerformance:
    fps = stage.fps
    bodies: dict[str, tuple[Build, Body]] = {}
    beasts: dict[str, AnimalBody] = {}
    # Whoever is never on the set has no body to move.
    seen = {role: p for role, p in stage.people.items() if any(shown for _, shown in p.score.shown)}
    for role, person in seen.items():
        score = person.score
        score.beats = marks
        terrain = person.terrain or stage.terrain
        if terrain is not None:
            _on_treads(score, terrain)
        score.steps.sort(key=lambda s: (s.lift, s.foot))
        if person.figure.species:
            beasts[role] = prepare_animal(score, frames, fps)
        else:
            bodies[role] = prepare(score, frames, fps)
    heads = {role: _head(build, body) for role, (build, body) in bodies.items()}
    heads |= {role: body.eyes for role, body in beasts.items()}
    before = {role: np.stack([np.sin(b.floor.yaw), np.cos(b.floor.yaw)], -1) for role, (_, b) in bodies.items()}
    chests = {role: body.root + np.array([0.0, 0.2, 0.0]) for role, (_, body) in bodies.items()}
    for role, ahead in before.items():
        chests[role][:, [0, 2]] += 0.3 * ahead
    chests |= {role: body.eyes for role, body in beasts.items()}

    def place(target: Target, span: slice) -> Array | None:
        n = span.stop - span.start
        if target.kind == "role" and target.name in heads:
            return heads[target.name][span]
        if target.kind == "point":
            return np.broadcast_to(np.asarray(target.point), (n, 3))
        if target.kind == "prop" and target.name in stage.things:
            return _prop_at(stage, target.name, chests, span, fps)
        return None

    # Everybody turns their head first: then eyes meet eyes, not where they were.
    turned = {role: turn_head(seen[role].score, *bodies[role], place, frames, fps) for role in bodies}
    heads |= {role: head.eye_at for role, head in turned.items()}
    cast: dict[str, Performed] = {}
    contacts = list(stage.contacts)
    for role, person in seen.items():
        if role in beasts:
            cast[role] = play_animal(person.score, beasts[role], place, frames, fps)
            contacts += animal_contacts(person.score, beasts[role], stage.site.ground)
            continue
        build, body = bodies[role]
        cast[role] = play(person.score, build, body, place, frames, fps, turned[role])
        contacts += step_contacts(person.score, stage.site.ground)
    for role, at, number, at_cut in sorted(stage.wears, key=lambda w: w[1]):
        if role in cast:
            track = cast[role].track
            worn = (*track.wears, (stage.frame(at), variant(role, number), at_cut))
            cast[role] = replace(cast[role], track=replace(track, wears=worn))
    tracks = tuple(
        play_prop(thing.score, thing.name, thing.model, cast, frames, fps) for thing in stage.things.values()
    )
    tracks += _chairs(stage, bodies, cast, props)
    end = frames / fps
    contacts = sorted((c for c in contacts if 0 <= c.time < end), key=lambda c: (c.time, c.role, c.kind))
    return ScenePerformance(
        number=stage.scene.number,
        fps=fps,
        frames=frames,
        set=set_key,
        performers=tuple(p.track for p in cast.values()),
        props=tracks,
        parts=_doors(stage, frames),
        lines=tuple(stage.lines),
        happenings=tuple(sorted(stage.happenings, key=lambda h: (h.start, h.agent))),
        contacts=tuple(contacts),
        tension=tension_curve(stage.scene, times, frames, fps),
        gaps=tuple(stage.gaps),
        light=scene_light(stage, {track.name: track for track in tracks}, frames),
    )


def _on_treads(score: Score, terrain: Terrain) -> None:
    """All footholds come to lie on the floor or the treads below them."""

    toes = 0.18 * score.figure.height / 1.75

    def raised(hold: Foothold) -> Foothold:
        ahead = np.array([math.sin(hold.yaw), math.cos(hold.yaw)])
        at = np.array([hold.x, hold.z])
        for back in range(13):
            # No toes in the next riser.
            ankle = at - 0.01 * back * ahead
            high, tip = terrain.tread(np.array([ankle, ankle + toes * ahead])).tolist()
            if tip - high < 0.05:
                return replace(hold, x=float(ankle[0]), z=float(ankle[1]), y=hold.y + high)
        return replace(hold, y=hold.y + float(terrain.tread(at[None])[0]))

    score.terrain = terrain
    score.feet = (raised(score.feet[0]), raised(score.feet[1]))
    score.steps = [replace(step, hold=raised(step.hold)) for step in score.steps]


def _chairs(
    stage: Stage,
    bodies: Mapping[str, tuple[Build, Body]],
    cast: Mapping[str, Performed],
    props: Mapping[str, PropModel],
) -> tuple[PropTrack, ...]:
    """The wheelchairs of those who sit in one, wherever they are."""
    tracks: tuple[PropTrack, ...] = ()
    for role, done in cast.items():
        chair = stage.people[role].chair
        if chair is None:
            continue
        names = [f"{role}'s wheelchair{part}" for part in PARTS]
        if all(name in props for name in names):
            floor = bodies[role][1].floor
            made = (names[0], names[1], names[2])
            tracks += chair_tracks(role, chair, floor.ground, floor.yaw, done.track.present, props, made)
        else:
            stage.gap(role, "there is no model of their wheelchair", "", stage.scene.span)
    return tracks


def _head(build: Build, body: Body) -> Array:
    """About where a head is, before it turns."""
    return body.chest_at + rotate(body.chest, build.rest[4] + build.eye - build.rest[2])


def _prop_at(stage: Stage, name: str, chests: dict[str, Array], span: slice, fps: int) -> Array:
    """About where a prop is: where it lies, or before the chest of whoever holds it."""
    n = span.stop - span.start
    out = np.zeros((n, 3))
    t = np.arange(span.start, span.stop) / fps
    for key in stage.things[name].score.keys:
        if key.kind == "hold" and key.role in chests:
            value = chests[key.role][span]
        else:
            value = np.broadcast_to(np.asarray(key.position), (n, 3))
        w = min_jerk((t - key.time) / 0.3)[:, None] if key.time > 0 else 1.0
        out = out + (value - out) * w
    return out


def _doors(stage: Stage, frames: int) -> tuple[PartTrack, ...]:
    tracks: list[PartTrack] = []
    leaves = [(d.name, d.part, d.hinge, d.swing, (0.0, 0.0, 0.0)) for d in stage.site.doors]
    leaves += [(m.part, m.part, m.hinge, 1.0 if any(m.stretch) else m.swing, m.stretch) for m in stage.site.landmarks]
    for name, part, hinge, swing, stretch in leaves:
        moves = [m for m in stage.doors if m.door == name]
        if not part or not moves or any(t.part == part for t in tracks):
            continue
        angle = np.zeros(frames)
        state = 0.0
        for move in sorted(moves, key=lambda m: m.start):
            span = slice(window(move.start, move.end, stage.fps, frames).start, frames)
            t = np.arange(span.start, frames) / stage.fps
            angle[span] = (state + (move.to - state) * min_jerk((t - move.start) / (move.end - move.start))) * swing
            state = move.to
        tracks.append(PartTrack(part, hinge, settled(angle), stretch))
    return tuple(tracks)
