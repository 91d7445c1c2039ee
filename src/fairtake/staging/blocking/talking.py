"""Lines: when they are said, and what those who say and hear them do meanwhile."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Delivery, Event, Line
from fairtake.model.performance import LineTiming
from fairtake.model.reading import Take
from fairtake.staging.blocking.clock import estimated_seconds, turn_gap
from fairtake.staging.blocking.feelings import carry, feel
from fairtake.staging.blocking.gestures import gesture
from fairtake.staging.blocking.state import Person, Stage, crc, opening
from fairtake.staging.blocking.steps import face, look, look_at_person, open_yaw
from fairtake.staging.motion.face import phrase_ends, stresses
from fairtake.staging.motion.score import HeadMove, Lean, MoodKey, Speech, Target
from fairtake.staging.performers.expressions import TIMINGS, Timing, family

__all__ = ["say", "silence"]

_EFFORT = {Delivery.SHOUT: 1.22, Delivery.WHISPER: 0.72, Delivery.SOFT: 0.82, Delivery.TIRED: 0.8}
_SELF = frozenset(["i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll"])


def partner_of(stage: Stage, index: int, line: Line) -> Person | None:
    """Whom a line is said to: who is named, who spoke last, who answers, who is near."""
    if line.addressee:
        named = stage.person(line.addressee)
        if named is not None and named.role != line.role:
            return named
    beats = stage.scene.beats
    ways = (range(index - 1, max(-1, index - 7), -1), range(index + 1, min(len(beats), index + 7)))
    near = [beats[i] for way in ways for i in way]
    talk = [b.role for b in near if isinstance(b, Line) and b.role != line.role and not b.voice_over]
    # Who has left is not spoken to while somebody else is there to answer.
    heard = sorted((stage.people[role] for role in talk if role in stage.people), key=lambda p: not p.present)
    if heard:
        return heard[0]
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
    medium = line.medium or ("thought" if line.voice_over else "")
    stage.lines.append(LineTiming(line.number, line.role, line.text, start, end, off, medium))
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
    landing = _landing(stage, line, end)
    _mind(stage, person, line, start, landing)
    _speaker_eyes(stage, person, partner, line, start, end)
    if take is not None:
        _speaker_body(stage, person, line, take, start, end)
    _listeners(stage, person, partner, line, take, (start, end, landing))
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


_WAYS = {Delivery.SHOUT: ("anger", 0.55), Delivery.TIRED: ("weariness", 0.7), Delivery.HESITANT: ("worry", 0.4)}
"""What a way of speaking shows when no feeling is named."""


def _landing(stage: Stage, line: Line, end: float) -> float:
    """When a line's last words have landed: about its end, but measured back from where the next
    beat will begin, so that a word more in it leaves all that follows as it was."""
    following = stage.scene.beats[stage.index + 1 : stage.index + 2]
    gap = 0.0
    nearest = False
    if following and isinstance(following[0], Line) and not following[0].simultaneous:
        gap = turn_gap(line, following[0]) + following[0].pause_before
        nearest = True
    grid = max(1, round(stage.fps / 6)) / stage.fps
    return stage.snap(max(0.0, end + gap), nearest=nearest) - grid * math.ceil((gap + 0.1) / grid)


def _mind(stage: Stage, person: Person, line: Line, start: float, landing: float) -> None:
    """The feeling of a line comes before its first word, stays through it, and thins out after."""
    name, strength = line.expression or line.emotion, line.intensity
    if not line.emotion:
        # Only suggested by the words: it gives way to what is felt already.
        felt = _strong(stage, person, 2)
        if felt is not None and family(felt.emotion) == "anger" and line.delivery is Delivery.SOFT:
            # A voice that has gone soft is over its anger, and so is the face.
            name, strength = name or "tenderness", max(strength if name else 0.0, 0.5)
        elif felt is not None and family(felt.emotion) != family(name):
            return
        if line.delivery in _WAYS and not (line.expression and line.delivery is Delivery.SHOUT):
            name, strength = _WAYS[line.delivery]
    if not name:
        return
    when = max(0.0, start - 0.28)
    timing = TIMINGS.get(name, Timing())
    feel(person, when, name, strength, max(0.6, landing + 0.2 - when - timing.onset))
    if line.emotion:
        carry(person, when, name, 0.7 * strength)


def _strong(stage: Stage, person: Person, lines: int) -> MoodKey | None:
    """What somebody has felt strongly, and not for a moment only, since `lines` lines ago (0: since this one began)."""
    last = person.score.moods[-1] if person.score.moods else None
    if last is None or last.strength <= 0.6 or last.mood < 0.2 or last.emotion == "neutral":
        return None
    since = sum(timing.start > last.time + 0.4 for timing in stage.lines)
    return last if since <= lines else None


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
        glance = min(max(person.busy) - 0.4, start + 0.35 * (end - start))
        look_at_person(person, max(start + 0.3, glance), partner)
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
    """Who cannot turn the feet (seated, kneeling, at work) turns the trunk toward whom they look at."""
    if not person.anchored:
        return
    off = math.remainder(person.bearing(other.place) - person.yaw, math.tau)
    if abs(off) > 0.6:
        # With the hands at something, only a little.
        turn = math.copysign(min(0.12 if person.rooted else 0.75, 0.45 * (abs(off) - 0.3)), off)
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
    gesture(person, take, start, end, lively, bool(own), generator)


_ECHO = {
    "anger": ("worry", 0.55), "sadness": ("tenderness", 0.6), "joy": ("smile", 0.65), "fear": ("worry", 0.55),
    "surprise": ("surprise", 0.4), "disgust": ("doubt", 0.45), "tenderness": ("tenderness", 0.55),
    "doubt": ("thought", 0.4), "determination": ("determination", 0.35),
}  # fmt: skip
"""How hearing a feeling answers it."""

_MIRRORED = frozenset({"joy", "sadness", "tenderness", "fear"})


def _next_mind(stage: Stage, role: str) -> tuple[str, float]:
    """What somebody will show with their own answer, if it comes soon."""
    for beat in stage.scene.beats[stage.index + 1 : stage.index + 4]:
        if isinstance(beat, Line) and beat.role == role:
            return (beat.expression or beat.emotion, beat.intensity) if beat.emotion else ("", 0.0)
        if isinstance(beat, Event) and role in beat.agents and beat.emotion:
            # The script shows it itself, and at once.
            return "neutral", 0.0
    return "", 0.0


def _react(
    stage: Stage,
    person: Person,
    line: Line,
    take: Take | None,
    span: tuple[float, float, float],
    much: float,
    seed: int,
) -> None:
    """Who hears a line shows it, `much` 0..1: a shade of the speaker's feeling while it is said,
    an answer to it when the last words land, nods where its phrases end."""
    start, end, landing = span
    length = end - start
    lag, side = (float(v) for v in np.random.default_rng(seed).random(2))
    heard = family(line.expression or line.emotion) if line.expression != "interest" else ""
    shade = line.intensity if line.emotion else 0.6 * line.intensity
    own = _strong(stage, person, 2)
    if length > 2.2 and heard in _MIRRORED and own is None:
        feel(person, start + 0.7 + 0.5 * lag, heard if heard != "joy" else "smile", 0.3 * much * shade, 1.0, 0.5)
    answer, strength = _next_mind(stage, person.role)
    if answer == "neutral" or (answer and much > 0.8):
        # The answer is in the face before it is in the mouth.
        strength *= 0.5
    elif own is not None:
        # A strong feeling does not switch off because somebody else talks.
        answer, strength = (family(own.emotion), 0.6 * own.strength) if own.time < start else ("", 0.0)
    elif heard in _ECHO:
        answer, strength = _ECHO[heard][0], _ECHO[heard][1] * much * shade
    elif line.text.rstrip().endswith("?"):
        answer, strength = "thought", 0.4 * much
    elif line.delivery is Delivery.SHOUT:
        answer, strength = "worry", 0.45 * much
    if answer and answer != "neutral":
        feel(person, max(start + 0.3, landing + 0.08 * lag), answer, strength)
    if much < 0.8:
        return
    if line.text.rstrip().endswith("?"):
        person.score.nods.append(HeadMove("tilt", max(start + 0.3, end - 0.5), 1.3, 0.45 if side < 0.5 else -0.45))
    if length > 3.0:
        # Interest leans in.
        person.score.leans.append(Lean(start + 0.6, start + 1.7, end, end + 1.3, 0.035))
    last = start + 0.6
    for k, time in enumerate([start + t for t in phrase_ends(take)] if take is not None else [end]):
        if time - last > 1.1 and crc(seed, k) % 10 < 6:
            person.score.nods.append(HeadMove("nod", time - 0.12 + 0.2 * lag, 0.62, 0.28 + 0.04 * (crc(seed, k) % 6)))
            last = time


def _listeners(
    stage: Stage,
    speaker: Person,
    partner: Person | None,
    line: Line,
    take: Take | None,
    span: tuple[float, float, float],
) -> None:
    """Everybody who hears: the one spoken to looks first, the others one after another, and all
    of them at once at a shout."""
    start, end, _ = span
    shout = line.delivery is Delivery.SHOUT
    hearing = [p for p in stage.people.values() if p is not speaker and p.present and p.posture != "down"]
    hearing.sort(key=lambda p: (p is not partner, round(p.distance(speaker.place), 1), p.role))
    for rank, person in enumerate(hearing):
        seed = crc(opening(line), person.role, "listen")
        generator = np.random.default_rng(seed)
        if (
            person.role.startswith("EXTRA ")
            and not shout
            and (generator.random() < 0.3 or (person.looking == speaker.role and generator.random() < 0.8))
        ):
            continue
        # Eyes take a fifth to two fifths of a second to find who speaks, and not all the same.
        spread = float(generator.uniform(0, 0.1))
        delay = (0.15 + 0.8 * spread) if shout else 0.2 + spread + 0.06 * min(rank, 3)
        working = max(person.busy) > start + 0.6 and person.looking in stage.things
        if shout or (not working and person.free <= start + 1.5):
            look_at_person(person, start + delay, speaker)
            _twist(person, speaker, start + delay, max(end, start + delay + 0.9))
            off = abs(math.remainder(person.bearing(speaker.place) - person.yaw, math.tau))
            if person is partner and person.posture == "stand" and off > 0.95 and person.free <= start + delay:
                face(stage, person, start + delay + 0.05, open_yaw(stage, person, speaker), 0.5)
            length = end - start
            if length > 3.5 and generator.random() < 0.6:
                at = start + 1.8 + float(generator.uniform(0, max(0.1, length - 3.2)))
                look(person, at, Target("away", point=(float(generator.uniform(-0.3, 0.3)), 0.2, 0.0)), 0.4)
                look_at_person(person, at + 0.6 + float(generator.uniform(0, 0.5)), speaker)
        if shout and _strong(stage, person, 1) is None:
            feel(person, start + delay, "surprise", 0.55 if person is partner else 0.4, 0.3, 0.0)
            carry(person, start + delay, "surprise", 0.5)
        if not person.role.startswith("EXTRA "):
            _react(stage, person, line, take, span, 1.0 if person is partner else 0.5, seed)
