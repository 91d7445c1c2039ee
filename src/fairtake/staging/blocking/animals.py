"""What animals do: come, go, sit, lie, jump, fly, call, wag, sniff; and how they begin a scene.

Ways over the floor are those of people (`moving`); an animal's motion reads them as a way of its
body and puts its own feet down. A posture's height is that of what the animal stands on.
"""

from __future__ import annotations

import math
from dataclasses import replace

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking import moving
from fairtake.staging.blocking.animal_state import SLEEPS, Animal, beside, on_top, outward, perch_of, posture_of
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import find_spot, on_ground, point_of
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import face, look, look_at_person, walk
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.gait import shift
from fairtake.staging.motion.score import HeadMove, MoodKey, PostureKey, Target, Vector

__all__ = ["CALLS", "act"]

# How an animal is heard: verbs, the sound, seconds it takes, how often, seconds between.
_CALLS: dict[str, tuple[str, float, int, float]] = {
    "bark": ("bark", 0.26, 3, 0.42), "woof": ("bark", 0.26, 2, 0.5), "yap": ("bark", 0.2, 4, 0.32), "yelp": ("whine", 0.3, 1, 0.4),
    "growl": ("growl", 1.3, 1, 1.5), "snarl": ("growl", 1.1, 1, 1.3), "whine": ("whine", 0.8, 2, 1.0), "whimper": ("whine", 0.6, 2, 0.8),
    "howl": ("howl", 2.2, 1, 2.6), "meow": ("meow", 0.75, 1, 1.0), "miaow": ("meow", 0.75, 1, 1.0), "mew": ("meow", 0.55, 1, 0.9),
    "mewl": ("meow", 0.6, 2, 0.9), "purr": ("purr", 2.2, 1, 2.4), "hiss": ("hiss", 0.8, 1, 1.0), "spit": ("hiss", 0.4, 1, 0.6),
    "neigh": ("neigh", 1.5, 1, 1.8), "whinny": ("neigh", 1.5, 1, 1.8), "nicker": ("snort", 0.7, 2, 0.9), "snort": ("snort", 0.6, 1, 0.9),
    "caw": ("caw", 0.34, 3, 0.55), "crow": ("caw", 0.4, 2, 0.7), "croak": ("caw", 0.4, 2, 0.7), "coo": ("coo", 0.9, 2, 1.2),
    "chirp": ("chirp", 0.18, 4, 0.26), "tweet": ("chirp", 0.18, 4, 0.26), "sing": ("chirp", 0.2, 6, 0.24), "squawk": ("cry", 0.45, 2, 0.6),
    "screech": ("cry", 0.6, 2, 0.8), "cry": ("cry", 0.55, 3, 0.7), "scream": ("cry", 0.6, 2, 0.8),
}  # fmt: skip
CALLS = frozenset(_CALLS)
"""Verbs of what animals are heard by."""
_BIRD_CALL = {"crow": "caw", "magpie": "caw", "dove": "coo", "gull": "cry", "sparrow": "chirp"}
# Head moves: verbs, the move, seconds.
_MOVES: dict[str, tuple[str, float]] = {
    "sniff": ("sniff", 1.8), "smell": ("sniff", 1.6), "snuffle": ("sniff", 1.8), "graze": ("graze", 4.0), "eat": ("graze", 3.0), "feed": ("graze", 3.0),
    "drink": ("drink", 2.8), "lap": ("drink", 2.6), "lick": ("sniff", 1.6), "peck": ("peck", 1.8), "nibble": ("graze", 2.4), "chew": ("graze", 2.4),
    "dig": ("sniff", 2.4), "wag": ("wag", 2.6), "nuzzle": ("rub", 1.8), "rub": ("rub", 2.0), "tilt": ("tilt", 1.6), "cock": ("tilt", 1.6),
    "shake": ("shake", 1.1), "prick": ("listen", 1.6), "yawn": ("yawn", 1.4), "preen": ("preen", 2.4), "groom": ("preen", 2.4), "wash": ("preen", 2.6),
    "stretch": ("bow", 1.8), "paw": ("listen", 1.2), "flap": ("flap", 1.2), "flutter": ("flap", 1.2), "scratch": ("sniff", 1.6), "pant": ("pant", 2.4), "listen": ("listen", 1.6),
}  # fmt: skip
_JUMPS = frozenset({"jump", "leap", "hop", "spring", "bound", "clamber", "climb", "pounce", "vault"})
_FLIES = frozenset(
    {"fly", "flutter", "swoop", "soar", "glide", "land", "perch", "alight", "settle", "take", "flap", "circle"}
)
_QUICK = frozenset({"trot", "scamper", "lope", "hurry", "bounce", "bound", "scurry", "canter", "run", "gallop", "race", "dash", "charge", "bolt", "tear", "dart"})  # fmt: skip
_FASTEST = frozenset({"gallop", "race", "charge", "bolt", "run", "dash", "tear", "dart", "canter"})
_LYING = frozenset(
    {"lie", "lay", "curl", "sprawl", "stretch", "flop", "settle", "rest", "slump", "drop", "sleep", "doze"}
)


def act(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """One thing an animal does."""
    assert isinstance(person, Animal)
    verb = (event.verb.lower().split() or [""])[0]
    start = max(time, person.free)
    bird = person.kind == "bird"
    if (
        bird
        and (verb in _FLIES or not person.present or event.action in (Action.EXIT, Action.RUN))
        and event.action is not Action.EMOTE
    ):
        from_air = _fly(stage, person, event, verb, start)
        if from_air is not None:
            return from_air
    if verb in _CALLS or (event.action is Action.EMOTE and verb in ("sing", "cry", "scream", "shout", "call")):
        if not person.present:
            return _heard_only(stage, person, event, verb, start)
        return _call(stage, person, event, verb, start)
    if event.action is Action.EXIT:
        begin = _rise(stage, person, start)
        return moving.leave(stage, person, _paced(event, verb, person), begin)
    if (
        event.action in (Action.GO, Action.RUN)
        and event.goal in ("back", "up", "down", "away", "around", "round")
        and person.present
    ):
        return Outcome(start, start + 0.2, start + 0.3)
    if not person.present and event.action in (Action.GO, Action.RUN):
        return moving.go(stage, person, _paced(event, verb, person), start)
    if not person.present:
        came = moving.enter(stage, person, _paced(event, verb, person), start)
        if event.action in (Action.ENTER, Action.GO, Action.RUN, Action.APPEAR):
            return came
        start = came.end
    nearer = not (event.goal or event.theme) and {"closer", "nearer"} & set(
        event.text.lower().replace(".", " ").split()
    )
    if nearer and event.action in (Action.GO, Action.RUN):
        near = [p for p in stage.people.values() if p is not person and p.present and not isinstance(p, Animal)]
        if near:
            closest = min(near, key=lambda p: round(person.distance(p.place), 3))
            return _come_to(stage, person, closest, event, verb, _rise(stage, person, start))
    if verb in _JUMPS and event.action is not Action.EMOTE:
        jumped = _jump(stage, person, event, start)
        if jumped is not None:
            return jumped
    if event.action in (Action.SIT, Action.LIE_DOWN, Action.KNEEL) or verb in SLEEPS:
        return _settle(stage, person, event, verb, start)
    if verb in _MOVES and event.action not in (Action.GO, Action.RUN, Action.STAND):
        return _head_move(stage, person, event, verb, start)
    if event.action in (Action.STAND,):
        end = _rise(stage, person, start)
        return Outcome(start, end, end)
    if event.action in (Action.GO, Action.RUN, Action.ENTER):
        begin = _rise(stage, person, start)
        other = stage.person(event.goal or event.theme)
        if other is not None and other is not person:
            return _come_to(stage, person, other, event, verb, begin)
        return moving.go(stage, person, _paced(event, verb, person), begin)
    if event.action is Action.TURN:
        return moving.turn(stage, person, event, _rise(stage, person, start))
    if event.action in (Action.LOOK_AT, Action.WAIT, Action.APPEAR, Action.NOD, Action.SHAKE_HEAD, Action.POINT):
        return _look(stage, person, event, start)
    if event.action is Action.EMOTE:
        return _feel(stage, person, event, start)
    if event.action is Action.FALL:
        return _settle(stage, person, replace(event, goal=""), "lie", start)
    if event.action is Action.TOUCH and stage.person(event.theme) is not None:
        touched = stage.person(event.theme)
        assert touched is not None
        came = _come_to(stage, person, touched, event, verb, _rise(stage, person, start))
        return _head_move(stage, person, replace(event, goal="", theme=""), "rub", came.end)
    why = f"a {person.kind} cannot {event.verb or event.action.value} here"
    stage.gap(event.text or event.verb, why, "Say come, go, sit, lie, jump, look, or what is heard of it", event.span)
    return _look(stage, person, event, start)


# -- voices and faces ----------------------------------------------------------------------


def _call(stage: Stage, animal: Animal, event: Event, verb: str, start: float) -> Outcome:
    """It is heard, and the mouth opens with it."""
    kind, seconds, times, apart = _CALLS.get(verb, ("cry", 0.5, 2, 0.7))
    if animal.kind == "bird" and kind in ("cry", "caw", "chirp"):
        kind = _BIRD_CALL.get(animal.figure.details.get("breed", ""), kind)
    text = event.text.lower()
    if "once" in text:
        times = 1
    aim = event.theme or event.goal
    if aim:
        other = stage.person(aim)
        at = point_of(stage, animal, aim)
        if other is not None and other is not animal:
            start = _turn_to(stage, animal, other.place, start)
            look_at_person(animal, start, other)
        elif at is not None:
            start = _turn_to(stage, animal, (at[0], at[2]), start)
            look(animal, start, Target("point", point=at))
    begin = start + 0.15
    loud = {"purr": 0.3, "growl": 0.5, "coo": 0.4, "whine": 0.45, "snort": 0.5}.get(kind, 0.8)
    for k in range(times):
        when = begin + apart * k
        animal.score.nods.append(HeadMove(kind, when, seconds, 1.0 if kind not in ("purr", "growl") else 0.35))
        stage.contacts.append(Contact(when, kind, animal.eye(), _size(animal), loud, animal.role))
    end = begin + apart * (times - 1) + seconds
    animal.free = max(animal.free, end)
    for person in stage.people.values():
        if person is not animal and person.present and loud > 0.6 and not person.role.startswith("EXTRA "):
            draw = crc(person.role, event.text) % 100 / 100
            look_at_person(person, begin + 0.25 + 0.2 * draw, animal)
    return Outcome(start, end, end + 0.2)


def _heard_only(stage: Stage, animal: Animal, event: Event, verb: str, start: float) -> Outcome:
    """Off the set: one hears it, and looks where it comes from."""
    kind, seconds, times, apart = _CALLS.get(verb, ("cry", 0.5, 2, 0.7))
    where = (animal.place[0], 0.8, animal.place[1])
    for k in range(times):
        stage.contacts.append(Contact(start + 0.1 + apart * k, kind, where, _size(animal), 0.5, animal.role))
    for person in stage.people.values():
        if person.present:
            look(person, start + 0.4, Target("point", point=where))
    end = start + 0.1 + apart * (times - 1) + seconds
    return Outcome(start, end, end + 0.3)


def _size(animal: Animal) -> str:
    return "small" if animal.figure.height < 0.52 else "large"


def _head_move(stage: Stage, animal: Animal, event: Event, verb: str, start: float) -> Outcome:
    move, seconds = _MOVES[verb]
    text = event.theme or event.goal
    low = move in ("sniff", "graze", "drink", "peck")
    own = set(tokens(text)) & {
        "tail",
        "head",
        "ear",
        "ears",
        "paw",
        "paws",
        "mane",
        "fur",
        "feathers",
        "wings",
        "wing",
        "itself",
    }
    if text and not own:
        other = stage.person(text)
        spot = find_spot(stage, animal, text)
        if other is not None and other is not animal:
            if low or move == "rub":
                start = _come_to(stage, animal, other, event, verb, _rise(stage, animal, start)).end
                # Hands and faces are not on the ground.
                move = "rub" if move == "sniff" else move
            look_at_person(animal, start, other)
        elif spot is not None and low:
            begin = _rise(stage, animal, start)
            start = walk(stage, animal, begin, spot.stand, spot.yaw, _speed(animal, verb))
            look(animal, start, Target("point", point=spot.at))
    if move == "wag":
        animal.score.moods.append(MoodKey(start, "joy", 1.0, seconds, 0.5))
    elif move == "yawn":
        animal.score.nods.append(HeadMove("meow", start + 0.1, seconds, 1.0))
    else:
        animal.score.nods.append(HeadMove(move, start + 0.1, seconds, 1.0))
    if low and event.verb.lower().startswith(("sniff", "smell", "snuff")):
        for k in range(4):
            stage.contacts.append(
                Contact(start + 0.5 + 0.28 * k, "sniff", animal.eye(), _size(animal), 0.3, animal.role)
            )
    end = start + seconds
    animal.free = max(animal.free, end if low else start + 0.4 * seconds)
    return Outcome(start, start + min(seconds, 1.4), end)


def _feel(stage: Stage, animal: Animal, event: Event, start: float) -> Outcome:
    emotion = event.emotion or "joy"
    animal.score.moods.append(MoodKey(start, emotion, event.intensity, 1.6, 0.4))
    return Outcome(start, start + 0.6, start + 1.4)


def _look(stage: Stage, animal: Animal, event: Event, start: float) -> Outcome:
    text = event.theme or event.goal
    other = stage.person(text)
    at = point_of(stage, animal, text) if text else None
    if other is not None and other is not animal:
        start = _turn_to(stage, animal, other.place, start)
        look_at_person(animal, start, other)
        animal.score.nods.append(HeadMove("tilt", start + 0.7, 1.5, 1.0 if crc(animal.role, event.text) % 2 else -1.0))
    elif at is not None:
        start = _turn_to(stage, animal, (at[0], at[2]), start)
        look(animal, start, Target("point", point=at))
    elif text:
        look(animal, start, Target("away", point=(0.5, -0.1, 0.0)))
    end = start + (1.6 if event.action is Action.WAIT else 1.2)
    return Outcome(start, start + 0.8, end)


# -- ways ----------------------------------------------------------------------------------


def _speed(animal: Animal, verb: str) -> float:
    tall = float(animal.build.rest[0, 1])
    froude = 1.15 if verb in _FASTEST else 0.80 if verb in _QUICK else 0.48
    return min(froude * math.sqrt(9.81 * tall), 4.2)


def _paced(event: Event, verb: str, animal: Animal) -> Event:
    """Words that give the way an animal's speed."""
    speed = _speed(animal, verb)
    word = "run" if speed > 2.3 else "quickly" if speed > 1.45 else "" if speed > 1.05 else "slowly"
    verb = {"run": "run", "quickly": "hurry", "": "walk", "slowly": "wander"}[word]
    action = event.action
    if action is Action.RUN and word != "run":
        action = Action.GO
    return replace(event, action=action, verb=verb, manner=(word,) if word else ())


def _come_to(stage: Stage, animal: Animal, other: Person, event: Event, verb: str, begin: float) -> Outcome:
    """Up to somebody, as near as is friendly, and look up."""
    look_at_person(animal, begin, other)
    long = 0.5 * float(animal.build.rest[4, 2] + 0.15)
    apart = 0.42 + 2 * long * 0.62 + (0.7 if animal.kind == "bird" else 0.0)
    here = (
        other.place[0] + apart * other.ahead[0] * (1 if other.present else 0),
        other.place[1] + apart * other.ahead[1] * (1 if other.present else 0),
    )
    options = [here, *stage.plan.spots_near(other.place, (apart, apart + 0.25, apart + 0.5), animal.place)]
    rest = stage.others(animal)
    rest = [p for p in rest if p != other.place]
    goal = next((p for p in options if stage.plan.is_free(p, rest, 0.1, 0.5) and stage.plan.inside(p)), animal.place)
    yaw = math.atan2(other.place[0] - goal[0], other.place[1] - goal[1])
    if animal.kind == "bird" and animal.distance(goal) > 2.5:
        return _land(stage, animal, (goal[0], 0.0, goal[1]), begin)
    end = walk(stage, animal, begin, goal, yaw, _speed(animal, verb))
    look_at_person(animal, max(begin, end - 0.3), other)
    if not other.rooted and other.present:
        look_at_person(other, max(begin, end - 0.8), animal)
    return Outcome(begin, end, end + 0.2)


def _turn_to(stage: Stage, animal: Animal, point: Point, start: float) -> float:
    """Turn the body when the head does not reach."""
    off = math.remainder(animal.bearing(point) - animal.yaw, math.tau)
    if abs(off) < 1.15 or animal.posture in ("lie", "sleep") or animal.level > 0.05:
        return start
    begin = _rise(stage, animal, start) if animal.posture == "sit" and abs(off) > 1.9 else start
    if animal.posture != "stand":
        return begin
    return face(stage, animal, begin, animal.yaw + math.copysign(abs(off) - 0.5, off))


def _rise(stage: Stage, animal: Animal, start: float) -> float:
    """On its feet, and down from wherever it is."""
    time = max(start, animal.free)
    if animal.posture != "stand" and animal.kind != "bird":
        seconds = 0.75 if animal.posture == "sit" else 1.0 if animal.kind != "horse" else 1.9
        animal.score.postures.append(PostureKey(time, time + seconds, "stand", animal.level))
        animal.posture, time = "stand", time + seconds
        animal.free = time
    if animal.level > 0.05:
        time = _leap(stage, animal, time, _floor_near(stage, animal), 0.0)
    return time


def _floor_near(stage: Stage, animal: Animal) -> Point:
    others = stage.others(animal)
    for point in stage.plan.spots_near(
        animal.place, (0.6, 0.8, 1.0, 1.3, 1.7), (animal.place[0] + animal.ahead[0], animal.place[1] + animal.ahead[1])
    ):
        if stage.plan.is_free(point, others, 0.12, 0.5) and stage.plan.inside(point):
            return point
    return animal.place


def _leap(stage: Stage, animal: Animal, time: float, goal: Point, level: float) -> float:
    """From where it is to a point at some height."""
    yaw = animal.bearing(goal) if animal.distance(goal) > 0.08 else animal.yaw
    off = math.remainder(yaw - animal.yaw, math.tau)
    if abs(off) > 0.5 and animal.level < 0.05:
        time = face(stage, animal, time, animal.yaw + off)
    seconds = 0.62 + 0.18 * min(1.5, abs(level - animal.level)) + 0.12 * min(1.5, animal.distance(goal))
    name = "fly" if animal.kind == "bird" else "jump"
    animal.score.travels.append(
        shift(time + 0.26 * seconds, time + 0.95 * seconds, animal.place, goal, animal.yaw, animal.yaw + off)
    )
    animal.score.postures.append(PostureKey(time, time + seconds, name, level))
    stage.contacts.append(Contact(time + 0.93 * seconds, "paw", (goal[0], level, goal[1]), "wood", 0.4, animal.role))
    animal.place, animal.yaw, animal.level, animal.posture = goal, yaw, level, "stand"
    animal.free = time + seconds
    return animal.free


def _jump(stage: Stage, animal: Animal, event: Event, start: float) -> Outcome | None:
    """Onto something, down from it, or up at somebody."""
    text = event.goal or event.theme
    begin = start
    words = f" {event.text.lower()} "
    if " down " in words or " off " in words:
        end = _rise(stage, animal, begin)
        return Outcome(start, end, end + 0.2)
    perch = perch_of(stage, animal, text) if text else None
    if perch is None or animal.kind == "horse" or (perch[0][1] > 1.3 and animal.kind != "bird"):
        if event.action in (Action.GO, Action.RUN, Action.ENTER) and text:
            return None
        if text and stage.person(text) is None:
            stage.gap(event.text, f"this set has no {text} to jump on", "Name a table, a chair or a bed", event.span)
        begin = _rise(stage, animal, begin)
        end = _leap(stage, animal, begin, animal.place, 0.0)
        return Outcome(start, end, end + 0.2)
    at, _ = perch
    begin = _rise(stage, animal, begin)
    spot = next(
        (
            p
            for p in stage.plan.spots_near((at[0], at[2]), (0.6, 0.8, 1.0, 1.2), animal.place)
            if stage.plan.is_free(p, stage.others(animal), 0.08, 0.5)
        ),
        animal.place,
    )
    look(animal, begin, Target("point", point=at))
    begin = walk(stage, animal, begin, spot, math.atan2(at[0] - spot[0], at[2] - spot[1]), _speed(animal, "trot"))
    end = _leap(stage, animal, begin, (at[0], at[2]), at[1])
    look(animal, end, Target("away", point=(0.0, 0.05, 0.0)))
    return Outcome(start, end, end + 0.3, at, end)


def _settle(stage: Stage, animal: Animal, event: Event, verb: str, start: float) -> Outcome:
    """Sit or lie down, here or by what is named."""
    posture = posture_of(event) or ("lie" if verb in _LYING else "sit")
    if animal.kind == "horse" and posture == "sit":
        stage.gap(event.text, "a horse does not sit; it stands", "Let it lie down", event.span)
        return Outcome(start, start + 0.4, start + 0.6)
    if animal.kind == "bird":
        posture = "lie" if posture != "sleep" else "sleep"
    text = event.goal or event.theme
    begin = start
    if text and not on_ground(text):
        perch = perch_of(stage, animal, text) if on_top(event) and animal.kind != "horse" else None
        other = stage.person(text)
        if perch is not None and perch[0][1] < 1.3:
            jumped = _jump(stage, animal, event, begin)
            begin = jumped.end if jumped is not None else begin
        elif other is not None and other is not animal:
            begin = _come_to(stage, animal, other, event, verb, _rise(stage, animal, begin)).end
        else:
            spot = find_spot(stage, animal, text)
            place = beside(stage, animal, spot)
            if spot is None or place is None:
                stage.gap(event.text or text, f"this set has no {text}", "Name something that stands there", event.span)
            else:
                begin = _rise(stage, animal, begin)
                look(animal, begin, Target("point", point=spot.at))
                begin = walk(stage, animal, begin, place, outward(animal, spot, place), _speed(animal, "walk"))
    if animal.posture == posture:
        return Outcome(start, begin + 0.3, begin + 0.6)
    if animal.posture in ("lie", "sleep") and posture == "sit":
        begin = _rise(stage, animal, begin)
    seconds = {"sit": 0.8, "lie": 1.3, "sleep": 1.9}[posture] * (1.5 if animal.kind == "horse" else 1.0)
    animal.score.postures.append(PostureKey(begin, begin + seconds, posture, animal.level))
    if posture != "sit" and animal.kind != "cat":
        where = (animal.place[0], animal.level, animal.place[1])
        stage.contacts.append(Contact(begin + 0.7 * seconds, "sit", where, "soft", 0.25, animal.role))
    animal.posture, animal.free = posture, begin + seconds
    if posture == "sleep":
        look(animal, begin + seconds, Target("away", point=(0.0, 0.1, 0.0)))
    return Outcome(start, begin + seconds, begin + seconds + 0.2)


# -- in the air ----------------------------------------------------------------------------


def _fly(stage: Stage, bird: Animal, event: Event, verb: str, start: float) -> Outcome | None:
    """In from without, from place to place, or up and away."""
    text = event.goal or event.theme
    words = set(event.text.lower().replace(".", " ").replace(",", " ").split())
    away = event.action is Action.EXIT or (bool(words & {"away", "off", "out"}) and verb != "land")
    if not bird.present:
        if event.action is Action.EXIT:
            return Outcome(start, start, start)
        return _fly_in(stage, bird, event, start)
    if away:
        x, y, z = bird.place[0], bird.level, bird.place[1]
        yaw = bird.yaw + (0.7 if crc(bird.role) % 2 else -0.7)
        beyond = (x + 7 * math.sin(yaw), z + 7 * math.cos(yaw))
        seconds = 2.4
        bird.score.travels.append(shift(start + 0.15, start + seconds + 1.2, bird.place, beyond, bird.yaw, yaw))
        bird.score.postures.append(
            PostureKey(start, start + seconds, "fly", y + (4.5 if not stage.site.interior else 1.3))
        )
        stage.contacts.append(Contact(start + 0.1, "flap", (x, y + 0.3, z), _size(bird), 0.6, bird.role))
        bird.score.shown.append((start + (seconds if not stage.site.interior else 1.3), False))
        bird.present, bird.free = False, start + seconds
        return Outcome(start, start + 1.4, start + seconds)
    perch = perch_of(stage, bird, text) if text else None
    spot = find_spot(stage, bird, text) if text else None
    if perch is None and spot is None:
        if verb in ("flap", "flutter") and not text:
            return None
        floor = _floor_near(stage, bird)
        goal: Vector = (floor[0], 0.0, floor[1])
    elif perch is not None:
        goal = perch[0]
    else:
        assert spot is not None
        near = beside(stage, bird, spot) or spot.stand
        goal = (near[0], 0.0, near[1])
    return _land(stage, bird, goal, start)


def _land(stage: Stage, bird: Animal, goal: Vector, start: float) -> Outcome:
    far = math.dist((bird.place[0], bird.level, bird.place[1]), goal)
    seconds = 0.7 + 0.32 * far
    aim = bird.bearing((goal[0], goal[2])) if bird.distance((goal[0], goal[2])) > 0.1 else bird.yaw
    bird.score.travels.append(shift(start + 0.12, start + seconds, bird.place, (goal[0], goal[2]), bird.yaw, aim))
    bird.score.postures.append(PostureKey(start, start + seconds, "fly", goal[1]))
    stage.contacts.append(Contact(start + 0.1, "flap", goal, _size(bird), 0.5, bird.role))
    stage.contacts.append(Contact(start + seconds - 0.45, "flap", goal, _size(bird), 0.5, bird.role))
    bird.place, bird.yaw, bird.level, bird.posture = (goal[0], goal[2]), aim, goal[1], "stand"
    bird.free = start + seconds
    return Outcome(start, start + seconds, start + seconds + 0.3, goal, start + seconds)


def _fly_in(stage: Stage, bird: Animal, event: Event, start: float) -> Outcome:
    """From beyond the edge, or in at the window, down to what is named."""
    text = event.goal or event.theme
    perch = perch_of(stage, bird, text) if text else None
    spot = find_spot(stage, bird, text) if text else None
    if perch is not None:
        goal = perch[0]
    else:
        place = beside(stage, bird, spot) if spot is not None else None
        if place is None:
            middle = stage.site.marks[0].position if stage.site.marks else (0.0, 0.0, 0.0)
            near = stage.plan.spots_near((middle[0], middle[2]), (1.0, 1.4, 1.8), (middle[0], middle[2] + 2))
            place = next(
                (p for p in near if stage.plan.is_free(p, stage.others(bird), 0.1, 0.7)), (middle[0], middle[2])
            )
        goal = (place[0], 0.0, place[1])
    window = next((m.position for m in stage.site.landmarks if "window" in m.words), None)
    side = 1.0 if crc(bird.role, event.text) % 2 else -1.0
    if stage.site.interior and window is not None:
        begin = (window[0], max(1.3, window[1]), window[2])
    else:
        begin = (goal[0] + 5.0 * side, goal[1] + (2.6 if not stage.site.interior else 1.2), goal[2] - 2.5)
    aim = math.atan2(goal[0] - begin[0], goal[2] - begin[2])
    bird.place, bird.yaw, bird.level = (begin[0], begin[2]), aim, begin[1]
    score = bird.score
    if not score.travels and not score.postures:
        score.place, score.yaw = bird.place, bird.yaw
        score.posture = PostureKey(0.0, 0.0, "fly", begin[1])
    else:
        score.travels.append(shift(start - 0.05, start, bird.place, bird.place, aim, aim))
        score.postures.append(PostureKey(start - 0.04, start, "fly", begin[1]))
    bird.present = True
    score.shown.append((start, True))
    landed = _land(stage, bird, goal, start)
    bird.yaw = aim
    return landed
