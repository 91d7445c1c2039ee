"""Curtains and blinds: drawn together and apart by the hands of who stands before them."""

from __future__ import annotations

import math
import re

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Landmark
from fairtake.staging.blocking.coming import pace
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import DoorMove, Person, Stage
from fairtake.staging.blocking.steps import GRIP, look, reach, walk
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.score import HandGoal, Target
from fairtake.staging.sets.openable import drawn_to

__all__ = ["draw_curtains"]

_HANGINGS = frozenset(
    {"curtain", "curtains", "drape", "drapes", "blind", "blinds", "shutter", "shutters", "shade", "shades"}
)
_MOVES = {Action.OPEN, Action.CLOSE, Action.PICK_UP, Action.PUT_DOWN, Action.TAKE, Action.USE, Action.TOUCH, Action.THROW}  # fmt: skip
_OPENS = re.compile(
    r"\b(?:opens?|apart|back|aside|raises?|lifts?|parts?|rolls? up|pulls? up|draws? up|up|wide|throws?|flings?)\b",
    re.IGNORECASE,
)
_SHUTS = re.compile(r"\b(?:clos\w+|shuts?|together|lowers?|down|across|shut|to)\b", re.IGNORECASE)
_SECONDS = 1.25


def _opening(event: Event) -> bool:
    """Whether hangings are drawn apart; to draw them is to close them."""
    if event.action is Action.OPEN:
        return True
    if event.action is Action.CLOSE:
        return False
    return bool(_OPENS.search(event.text)) and not _SHUTS.search(event.text)


def draw_curtains(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Draw the curtains of the nearest window, both with both hands; None when the event is
    about something else or there are none."""
    if event.action not in _MOVES or not ({*tokens(event.theme), *tokens(event.goal)} & _HANGINGS):
        return None
    hung = [m for m in stage.site.landmarks if any(m.stretch)]
    if not hung or not person.present:
        return None
    opening = _opening(event)
    to = 0.0 if opening else 1.0
    near = min(hung, key=lambda m: (_share(stage, m, to) == to, round(person.distance((m.stand[0], m.stand[2])), 3)))
    pair = [m for m in hung if m.stand == near.stand]
    start = max(time, person.free)
    middle = tuple(sum(m.position[k] for m in pair) / len(pair) for k in range(3))
    inward = (-math.sin(near.yaw), -math.cos(near.yaw))
    pair.sort(key=lambda m: round(person.distance((m.handle[0], m.handle[2])), 3))
    free = [h for h in (0, 1) if not person.held[h] and not person.occupied(h)]
    begin, there, done = start, start, start
    first = 0.0
    for mark in pair:
        if not free:
            _move(stage, mark, begin + 0.3, to)
            continue
        # One stands before the edge that is taken, a little toward where it goes.
        edge, goal = drawn_to(mark, _share(stage, mark, to)), drawn_to(mark, to)
        reach_on = 0.22 / max(math.dist(edge, goal), 0.3)
        stand = tuple(edge[k] + (goal[k] - edge[k]) * reach_on + 0.46 * inward[k // 2] for k in (0, 2))
        look(person, begin, Target("point", point=edge))
        at = walk(stage, person, begin, (stand[0], stand[1]), near.yaw, pace(event))
        aside = (edge[0] - person.place[0]) * math.cos(person.yaw) - (edge[2] - person.place[1]) * math.sin(person.yaw)
        hand = 0 if aside > 0 else 1
        hand = hand if hand in free else free[0]
        there, done = _draw(stage, person, hand, mark, max(at - 0.1, person.busy[hand] - 0.4), to)
        first = first or there
        person.free = max(person.free, there + 0.75 * _SECONDS)
        begin = person.free
    look(person, there + 0.3, Target("point", point=(middle[0], middle[1] + 0.15, middle[2])))
    return Outcome(start, there + _SECONDS, max(done, there + _SECONDS + 0.4), near.handle, first or start)


def _share(stage: Stage, mark: Landmark, otherwise: float) -> float:
    """How far a curtain is drawn; one nobody has touched is as it has to be to be moved."""
    moves = [m for m in stage.doors if m.door == mark.part]
    return moves[-1].to if moves else 1.0 - otherwise


def _move(stage: Stage, mark: Landmark, start: float, to: float) -> float:
    was = _share(stage, mark, to)
    if not any(m.door == mark.part for m in stage.doors) and was > 0:
        stage.doors.append(DoorMove(mark.part, -2.0, -1.0, 1.0))
    if was != to:
        stage.doors.append(DoorMove(mark.part, start, start + _SECONDS, to))
        stage.contacts.append(Contact(start + 0.05, "curtain", mark.handle, "cloth", 0.5))
    return was


def _draw(stage: Stage, person: Person, hand: int, mark: Landmark, begin: float, to: float) -> tuple[float, float]:
    """A hand takes the edge of a curtain and goes along with it as far as it reaches."""
    was = _share(stage, mark, to)
    grip = drawn_to(mark, was)
    high = min(max(grip[1], 1.15), person.shoulder_height + 0.1)
    grip = (grip[0], high, grip[2])
    flat = (math.sin(person.yaw), math.cos(person.yaw))
    fingers = (flat[0] * 0.8, 0.55, flat[1] * 0.8)
    there, _ = reach(stage, person, hand, begin, grip, 0.08, fingers=fingers, seconds=0.65)
    _move(stage, mark, there + 0.05, to)
    last = person.score.hands[-1]
    done = there
    count = 6
    for k in range(1, count + 1):
        # The curtain moves along a soft curve; so does the hand.
        u = k / count
        share = was + (to - was) * u * u * u * (10 + u * (6 * u - 15))
        when = there + 0.05 + _SECONDS * u
        x, _, z = drawn_to(mark, share)
        if math.dist((x, z), person.place) > 0.98 * person.build.scale:
            break
        person.score.hands.append(HandGoal(hand, done, when, when, when + 0.6, "world", (x, high, z), last.fingers, last.palm, GRIP))  # fmt: skip
        done = when
    person.busy[hand] = done + 0.6
    return there, done + 0.6
