"""What somebody goes on doing: telephoning, typing, reading, driving, leaning, arms crossed.

It runs on under what is said and ends by itself when something else is done with those hands,
or, where it is rooted to a place, when the body leaves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fairtake.model.breakdown import Action, Event
from fairtake.staging.blocking.state import Doing, Person, Stage, crc
from fairtake.staging.motion.score import FOREVER, GazeKey, HandGoal, Lean, Target

__all__ = ["begin", "current", "interrupt", "keep_eyes", "leave_off"]

_HANDS = frozenset(
    [
        Action.PICK_UP, Action.PUT_DOWN, Action.GIVE, Action.TAKE, Action.OPEN, Action.CLOSE, Action.THROW,
        Action.STRIKE, Action.TOUCH, Action.EMBRACE, Action.POINT, Action.WAVE, Action.USE, Action.FALL,
    ]
)  # fmt: skip
_MOVES = frozenset(
    [
        Action.GO, Action.RUN, Action.ENTER, Action.EXIT, Action.SIT, Action.STAND, Action.LIE_DOWN, Action.KNEEL,
        Action.FALL, Action.EMBRACE,
    ]
)  # fmt: skip
_STOPS = frozenset({"stop", "halt", "freeze", "let go", "pause"})
_AWAY = 0.6


def current(person: Person, name: str = "") -> Doing | None:
    """What somebody is doing now: of that name, or at all."""
    return next((d for d in reversed(person.doing) if d.end >= FOREVER and name in ("", d.name)), None)


def begin(
    person: Person,
    name: str,
    time: float,
    goals: Iterable[HandGoal] = (),
    *,
    leans: Iterable[Lean] = (),
    rooted: bool = True,
    look: Target | None = None,
    turn: float = 0.9,
    glance: float = 1.5,
) -> Doing:
    """Start going on with something from `time` on. `goals` and `leans` last until they are
    left off; `rooted` ones end when the body goes elsewhere. The eyes come back to `look`
    `glance` seconds after they have gone to somebody, or with 0 do not go."""
    own = list(goals)
    hands = tuple(sorted({g.hand for g in own}))
    leave_off(person, time, hands, name)
    person.score.hands += [replace(g, layer=1, hold=FOREVER, end=FOREVER) for g in own]
    person.score.leans += [replace(lean, hold=FOREVER, end=FOREVER) for lean in leans]
    doing = Doing(name, time, hands, rooted, look, turn, glance)
    person.doing.append(doing)
    return doing


def leave_off(person: Person, time: float, hands: Iterable[int] = (0, 1), name: str = "", rooted: bool = False) -> None:
    """End what is done with any of `hands` (with no hands: only what `name` names), or only
    what is `rooted` to its place, at `time`."""
    wanted = set(hands)
    for doing in person.doing:
        if doing.end < FOREVER or doing.start > time + 1e-6:
            continue
        if not (wanted & set(doing.hands) or (name and doing.name == name) or (rooted and not doing.hands)):
            continue
        if rooted and not doing.rooted:
            continue
        doing.end = max(time, doing.start + 0.3)
        score = person.score
        for i, goal in enumerate(score.hands):
            mine = goal.layer == 1 and goal.hand in doing.hands and doing.start - 1e-6 <= goal.start <= doing.end
            if mine and goal.hold >= FOREVER and not _carries(person, goal, doing):
                stop = max(doing.end, goal.full)
                score.hands[i] = replace(goal, hold=stop, end=stop + _AWAY)
        for i, lean in enumerate(score.leans):
            if lean.hold >= FOREVER and doing.start - 1e-6 <= lean.start <= doing.end:
                stop = max(doing.end, lean.full)
                score.leans[i] = replace(lean, hold=stop, end=stop + 0.9)


def _carries(person: Person, goal: HandGoal, doing: Doing) -> bool:
    """Whether a goal holds a thing rather than belongs to what is done with it: those were
    there before."""
    return goal.start < doing.start


def interrupt(person: Person, event: Event, time: float) -> None:
    """End what this event cannot be done together with."""
    verb = event.verb.lower()
    if event.action is Action.TOUCH and current(person, "hands") is not None and "hand" in event.text.lower():
        return
    if event.action in _MOVES:
        leave_off(person, time, rooted=True)
    if event.action in (Action.FALL, Action.EMBRACE, Action.LIE_DOWN):
        leave_off(person, time)
    elif event.action in _HANDS:
        # Who has a telephone at the ear does other things with the other hand.
        phone = current(person, "phone")
        for hand in (0, 1):
            if (
                phone is not None
                and hand in phone.hands
                and event.action is Action.USE
                and not _about(person, hand, event)
            ):
                continue
            if not person.held[hand] or event.action in (Action.PUT_DOWN, Action.GIVE, Action.THROW, Action.USE):
                leave_off(person, time, (hand,))
        leave_off(person, time, rooted=True)
    elif event.action is Action.WAIT and verb in _STOPS:
        leave_off(person, time, rooted=True)


def _about(person: Person, hand: int, event: Event) -> bool:
    """Whether an event is about what a hand holds."""
    text = f"{event.verb} {event.theme} {event.instrument}".lower()
    return not event.theme or any(word in text for word in (person.held[hand].lower() or "phone", "phone", "hang"))


def keep_eyes(stage: Stage, end: float) -> None:
    """Whoever works looks up at who speaks, and comes back to the work."""
    for person in stage.people.values():
        for doing in person.doing:
            if doing.look is None:
                continue
            stop = min(doing.end, end)
            if doing.glance <= 0:
                # The face is in the hands: nobody is looked at.
                person.score.gazes = [k for k in person.score.gazes if not doing.start + 0.2 < k.time < stop]
                continue
            keys = person.score.gazes
            more: list[GazeKey] = []
            for i, key in enumerate(keys):
                if not doing.start + 0.2 < key.time < stop or key.target == doing.look:
                    continue
                following = keys[i + 1].time if i + 1 < len(keys) else end
                back = key.time + doing.glance * (0.8 + crc(person.role, i, doing.name) % 50 / 100)
                if back + 0.5 < min(following, stop):
                    more.append(GazeKey(back, doing.look, doing.turn))
            if more:
                person.score.gazes = sorted([*keys, *more], key=lambda k: k.time)
