"""Lines: when they are said, and what those who say and hear them do meanwhile."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Delivery, Line
from fairtake.model.performance import LineTiming
from fairtake.model.reading import Take
from fairtake.staging.blocking.clock import estimated_seconds
from fairtake.staging.blocking.showing import feel
from fairtake.staging.blocking.state import Person, Stage, crc, opening
from fairtake.staging.blocking.steps import face, look, look_at_person, open_yaw
from fairtake.staging.motion.face import stresses
from fairtake.staging.motion.score import HandGoal, HeadMove, Lean, Speech, Target, Vector

__all__ = ["say", "silence"]

_EFFORT = {Delivery.SHOUT: 1.22, Delivery.WHISPER: 0.72, Delivery.SOFT: 0.82, Delivery.TIRED: 0.8}
_MOODS = {
    "angrily": "anger", "angry": "anger", "furious": "anger", "sad": "sadness", "sadly": "sadness", "crying": "sadness",
    "smiling": "joy", "laughing": "joy", "happily": "joy", "cheerful": "joy", "excited": "joy", "scared": "fear",
    "afraid": "fear", "nervous": "fear", "nervously": "fear", "surprised": "surprise", "shocked": "surprise",
    "disgusted": "disgust", "gently": "tenderness", "tenderly": "tenderness", "softly": "tenderness",
    "doubtful": "doubt", "unsure": "doubt", "skeptical": "doubt", "firmly": "determination", "determined": "determination",
}  # fmt: skip

# Palm, fingers, palm direction and curl of a stroke; x is outward for either hand.
_Stroke = tuple[Vector, Vector, Vector, Vector]
_OPEN: tuple[_Stroke, ...] = (
    ((0.19, -0.19, 0.35), (0.15, 0.30, 1.0), (-0.45, 0.85, 0.1), (0.15, 0.12, 0.18)),  # an open hand, offered
    ((0.10, -0.15, 0.36), (-0.20, 0.55, 0.9), (-0.95, 0.10, 0.2), (0.20, 0.12, 0.25)),  # the edge of it, a point made
    ((0.30, -0.16, 0.26), (0.55, 0.40, 0.7), (-0.10, 0.85, 0.4), (0.12, 0.12, 0.15)),  # out to the side
    ((0.14, -0.22, 0.34), (-0.15, 0.05, 1.0), (-0.15, -0.95, 0.2), (0.22, 0.18, 0.22)),  # palm down, calming
    (
        (0.09, -0.14, 0.33),
        (-0.35, 0.70, 0.6),
        (-0.60, 0.25, -0.7),
        (0.75, 0.50, 0.45),
    ),  # thumb and finger, a fine point
    ((0.06, -0.15, 0.185), (-0.85, 0.40, 0.1), (-0.1, -0.05, -1.0), (0.2, 0.2, 0.25)),  # to one's own chest
)
_CHEST = len(_OPEN) - 1
_SELF = frozenset(["i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll"])


def partner_of(stage: Stage, index: int, line: Line) -> Person | None:
    """Whom a line is said to: who is named, who spoke last, who answers, who is near."""
    if line.addressee:
        named = stage.person(line.addressee)
        if named is not None and named.role != line.role:
            return named
    beats = stage.scene.beats
    for way in (range(index - 1, max(-1, index - 7), -1), range(index + 1, min(len(beats), index + 7))):
        for i in way:
            beat = beats[i]
            if isinstance(beat, Line) and beat.role != line.role and not beat.voice_over and beat.role in stage.people:
                return stage.people[beat.role]
    speaker = stage.people.get(line.role)
    if speaker is None:
        return None
    company = [p for p in stage.people.values() if p is not speaker and p.present and not p.role.startswith("EXTRA ")]
    return min(company, key=lambda p: (speaker.distance(p.place), p.role), default=None)


def say(stage: Stage, index: int, line: Line, take: Take | None, start: float) -> float:
    """Say a line from `start` on. Returns when it ends."""
    if take is None:
        stage.gap(
            line.text, "nobody has spoken this line; its length is estimated", "Speak the table read again", line.span
        )
        end = start + estimated_seconds(line.text)
    else:
        end = start + max(take.duration, 0.1)
    person = stage.person(line.role)
    off = line.voice_over or line.off_screen or person is None or not person.present
    stage.lines.append(LineTiming(line.number, line.role, line.text, start, end, off))
    if line.voice_over:
        return end
    if person is None or not person.present:
        if not line.off_screen and not (person is not None and person.unplaced):
            where = "is not on the set at this moment"
            stage.gap(line.text, f"{line.role} {where}; the line is heard from off screen", "", line.span)
        _turn_to_voice(stage, line, start)
        return end
    effort = _EFFORT.get(line.delivery, 1.0)
    person.score.speeches.append(Speech(line.number, start, end, take, effort))
    partner = partner_of(stage, index, line)
    _mind(person, line, start)
    _speaker_eyes(stage, person, partner, line, start, end)
    if take is not None:
        _speaker_body(stage, person, line, take, start, end)
    _listeners(stage, person, partner, line, start, end)
    return end


def silence(stage: Stage, start: float, end: float) -> None:
    """In a long silence the eyes of every second person leave the other for a while and come
    back before it is over."""
    if end - start < 1.5:
        return
    for k, person in enumerate(p for r, p in stage.people.items() if p.present and not r.startswith("EXTRA ")):
        other = stage.person(person.looking)
        if other is None or other is person or person.free > start or (k + len(stage.lines)) % 2:
            continue
        side = 0.4 if crc(person.role, len(stage.lines)) % 2 else -0.4
        look(person, start + 0.3 * (end - start), Target("away", point=(side, 0.26, 0.0)), 0.7)
        look_at_person(person, start + 0.75 * (end - start), other)


def _turn_to_voice(stage: Stage, line: Line, start: float) -> None:
    """A voice from next door: people look to where it comes from."""
    door = stage.site.doors[0] if stage.site.doors else None
    if door is None or line.voice_over:
        return
    for person in stage.people.values():
        if person.present and not person.role.startswith("EXTRA "):
            delay = 0.25 + crc(person.role, line.text) % 20 / 100
            look(person, start + delay, Target("point", point=(door.position[0], 1.5, door.position[2])))


def _mind(person: Person, line: Line, start: float) -> None:
    emotion = line.emotion
    if not emotion:
        for words in line.parentheticals:
            for word in words.lower().replace(",", " ").split():
                emotion = emotion or _MOODS.get(word, "")
    if emotion and emotion != "neutral":
        feel(person, max(0.0, start - 0.25), emotion, 0.85, 2.2, 0.4)
    elif line.delivery is Delivery.SHOUT and person.mood != "anger":
        feel(person, max(0.0, start - 0.2), "anger", 0.55, 1.5, 0.25)


def _speaker_eyes(stage: Stage, person: Person, partner: Person | None, line: Line, start: float, end: float) -> None:
    generator = np.random.default_rng(crc(line.text, line.role, "eyes"))
    hand_busy = max(person.busy) > start + 0.4
    if partner is None or not partner.present:
        if not hand_busy:
            look(person, start - 0.1, Target("away", point=(0.12 * float(generator.uniform(-1, 1)), 0.02, 0.0)))
        return
    yaw = person.bearing(partner.place)
    if (
        person.posture == "stand"
        and abs(math.remainder(yaw - person.yaw, math.tau)) > 0.85
        and person.free <= start + 0.6
    ):
        face(stage, person, max(person.free, start - 0.25), open_yaw(stage, person, partner), 0.4)
    if hand_busy and person.looking in stage.things:
        # The eyes stay on the work of the hands for a moment.
        look_at_person(person, max(start + 0.5, max(person.busy) - 0.4), partner)
        return
    _twist(person, partner, start - 0.1, end)
    # Before a longer line people look away to think, then meet the eyes; now and then again.
    at = start - 0.1
    length = end - start
    if length > 2.6 and generator.random() < 0.45:
        look(person, at, _aversion(generator), 0.5)
        at += 0.7 + float(generator.uniform(0, 0.5))
    look_at_person(person, at, partner)
    while True:
        at += 2.6 + float(generator.uniform(0, 2.4))
        if at > end - 1.0:
            break
        look(person, at, _aversion(generator), 0.45)
        at += 0.55 + float(generator.uniform(0, 0.5))
        look_at_person(person, at, partner)


def _twist(person: Person, other: Person, start: float, end: float) -> None:
    """Who cannot turn the feet (seated, kneeling) turns the trunk toward whom they look at."""
    if person.posture not in ("sit", "kneel"):
        return
    off = math.remainder(person.bearing(other.place) - person.yaw, math.tau)
    if abs(off) > 0.6:
        turn = math.copysign(min(0.75, 0.45 * (abs(off) - 0.3)), off)
        person.score.leans.append(Lean(start, start + 0.8, end, end + 1.0, 0.0, turn))


def _aversion(generator: np.random.Generator) -> Target:
    side = float(generator.uniform(0.28, 0.6)) * (1 if generator.random() < 0.5 else -1)
    return Target("away", point=(side, float(generator.uniform(-0.1, 0.28)), 0.0))


def _speaker_body(stage: Stage, person: Person, line: Line, take: Take, start: float, end: float) -> None:
    lively = {
        Delivery.SHOUT: 1.4, Delivery.WHISPER: 0.5, Delivery.SOFT: 0.6, Delivery.TIRED: 0.4, Delivery.HESITANT: 0.7
    }.get(line.delivery, 1.0)  # fmt: skip
    if line.emotion in ("anger", "joy", "fear", "surprise"):
        lively *= 1.25
    generator = np.random.default_rng(crc(line.text, line.role, "hands"))
    for time, weight in stresses(take, 0.55):
        amount = (0.35 + 0.4 * weight) * min(lively, 1.2)
        person.score.nods.append(HeadMove("accent", start + time - 0.16, 0.52, amount))
    if line.delivery is Delivery.HESITANT or "?" in line.text[-2:]:
        side = 1.0 if generator.random() < 0.5 else -1.0
        person.score.nods.append(HeadMove("tilt", max(start, end - 1.2), 1.5, 0.6 * side))
    if person.posture in ("lie", "down") or end - start < 0.7 or person.passing:
        return
    own = {w.lower().strip(".,!?") for w in line.text.split()} & _SELF
    _gestures(person, take, start, end, lively, bool(own), generator)


def _gestures(
    person: Person, take: Take, start: float, end: float, lively: float, own: bool, generator: np.random.Generator
) -> None:
    """Phrases of the hands: they come up before a stress, beat on it and on those that follow
    soon, and are down again when the line ends. They give way to whatever is done next."""
    posture = 1.0 if person.posture == "stand" else 0.8
    strokes = [(start + t, w) for t, w in stresses(take, 0.62) if start + t < end - 0.25]
    size = 0.92 + 0.12 * lively
    low = -0.02 if person.posture == "sit" else 0.0
    at_rest = start - 1.0
    k = 0
    while k < len(strokes):
        time, weight = strokes[k]
        k += 1
        if time - 0.5 < at_rest or generator.random() > (0.40 + 0.35 * weight) * lively * posture:
            continue
        # One phrase has up to three beats, as long as they follow each other soon.
        beats = [time]
        while k < len(strokes) and len(beats) < 3 and strokes[k][0] - beats[-1] < 1.3:
            beats.append(strokes[k][0])
            k += 1
        choice = int(generator.integers(0, _CHEST))
        if own and generator.random() < 0.35:
            choice = _CHEST
        both = choice != _CHEST and generator.random() < 0.42 * lively
        hands = [h for h in (1, 0) if not (person.held[h] or person.occupied(h)) and person.busy[h] <= time - 0.5]
        if not hands:
            continue
        if not both:
            hands = hands[:1] if generator.random() < 0.7 else hands[-1:]
        down = min(beats[-1] + 0.75, max(end + 0.05, beats[-1] + 0.4))
        leave = max(beats[-1] + 0.12, down - 0.55)
        jitter = generator.uniform(-0.02, 0.02, 3)
        position, fingers, palm, curl = _OPEN[choice]
        for hand in hands:
            # The second hand follows the first by a breath and does a little less.
            late = 0.0 if hand == hands[0] else 0.06
            place = (
                position[0] + float(jitter[0]) + late * 0.3,
                (position[1] + low) * (2 - size) + float(jitter[1]) - late * 0.3,
                position[2] * size + float(jitter[2]),
            )
            person.score.hands.append(
                HandGoal(
                    hand, time - 0.5 + late, time - 0.1 + late, leave, down + 0.25, "chest", place, fingers, palm, curl
                )
            )
            for n, beat in enumerate(beats):
                # The stroke itself: a short fall on the stress, wandering outward as it goes on.
                hit = (place[0] + 0.03 * n, place[1] - 0.06 * lively, place[2] + 0.035)
                person.score.hands.append(
                    HandGoal(
                        hand, beat - 0.1 + late, beat + 0.06 + late, beat + 0.12 + late, beat + 0.5 + late, "chest",
                        hit, fingers, palm, curl,
                    )
                )  # fmt: skip
        at_rest = down + 0.25


_ECHO = {
    "anger": ("doubt", 0.5), "sadness": ("tenderness", 0.55), "joy": ("joy", 0.55), "fear": ("doubt", 0.45),
    "surprise": ("surprise", 0.35), "disgust": ("doubt", 0.4), "tenderness": ("tenderness", 0.5),
}  # fmt: skip


def _react(person: Person, line: Line, start: float, end: float, generator: np.random.Generator) -> None:
    """Who is spoken to shows that they hear: a shade of the speaker's feeling, a tilt of the
    head at a question."""
    felt = person.score.moods[-1].time if person.score.moods else -9.0
    echo = _ECHO.get(line.emotion) or (("surprise", 0.35) if line.delivery is Delivery.SHOUT else None)
    when = min(end, start + 0.7 + 0.4 * float(generator.random()))
    if echo is not None and felt + 2.0 < when:
        feel(person, when, echo[0], echo[1], 1.2, 0.25)
    if line.text.rstrip().endswith("?"):
        side = 1.0 if generator.random() < 0.5 else -1.0
        person.score.nods.append(HeadMove("tilt", max(start + 0.3, end - 0.5), 1.3, 0.45 * side))


def _listeners(stage: Stage, speaker: Person, partner: Person | None, line: Line, start: float, end: float) -> None:
    for person in stage.people.values():
        if person is speaker or not person.present or person.posture == "down":
            continue
        generator = np.random.default_rng(crc(opening(line), person.role, "listen"))
        if person.role.startswith("EXTRA ") and (
            generator.random() < 0.3 or (person.looking == speaker.role and generator.random() < 0.8)
        ):
            continue
        delay = 0.16 + float(generator.uniform(0, 0.3)) + (0.0 if person is partner else 0.25)
        working = max(person.busy) > start + 0.6 and person.looking in stage.things
        if not working and person.free <= start + 1.5:
            look_at_person(person, start + delay, speaker)
            _twist(person, speaker, start + delay, max(end, start + delay + 0.9))
            yaw = speaker.place
            off = abs(math.remainder(person.bearing(yaw) - person.yaw, math.tau))
            if person is partner and person.posture == "stand" and off > 0.95 and person.free <= start + delay:
                face(stage, person, start + delay + 0.05, open_yaw(stage, person, speaker), 0.5)
            length = end - start
            if length > 3.5 and generator.random() < 0.6:
                at = start + 1.8 + float(generator.uniform(0, max(0.1, length - 3.2)))
                look(person, at, Target("away", point=(float(generator.uniform(-0.3, 0.3)), 0.2, 0.0)), 0.4)
                look_at_person(person, at + 0.6 + float(generator.uniform(0, 0.5)), speaker)
        if person is partner:
            _react(person, line, start, end, generator)
        if person is partner and end - start > 1.4 and generator.random() < 0.6:
            person.score.nods.append(HeadMove("nod", end - 0.35, 0.62, 0.32 + 0.2 * float(generator.random())))
        elif person is partner and line.delivery is Delivery.SHOUT:
            person.score.nods.append(HeadMove("tilt", start + 0.15, 0.8, 0.4))
