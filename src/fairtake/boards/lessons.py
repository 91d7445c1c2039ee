"""What a shot teaches: the rules behind its costs, in words a film student can use.

The planner gives each shot its costs by name; here each name has its rule, why the rule exists,
and when people break it on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fairtake.model.shotlist import Angle, Move, Shot, ShotSize

__all__ = ["LESSONS", "Cost", "Explanation", "Lesson", "explain"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One rule. `fault` is what the shot list says of a shot that breaks it, `rule` the rule,
    `why` its reason, `breaking` what breaking it does and when that is wanted."""

    title: str
    fault: str
    rule: str
    why: str
    breaking: str


@dataclass(frozen=True, slots=True)
class Cost:
    """A row of the table: the planner's `term`, the rule's `title`, and what the shot pays for
    it (negative: what it gains). `note` says the rule in a few words."""

    term: str
    title: str
    cost: float
    note: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a shot is as it is: paragraphs as (heading, text), the costs it pays from the highest
    to the lowest, and the rules it keeps at no cost."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]
    costs: tuple[Cost, ...]
    kept: tuple[str, ...]
    total: float


LESSONS: Mapping[str, Lesson] = {
    "speaker": Lesson(
        "Show who matters",
        "leaves unseen who matters",
        "Whoever speaks or acts is seen, with as much of the face as the moment needs.",
        "Faces are what an audience reads first: half of a line's meaning is in the eyes that say it.",
        "A speaker kept off the screen makes us watch the one who listens. That is a reaction shot, and "
        "it is worth its price when the listener has more to lose.",
    ),
    "scale": Lesson(
        "The size follows the tension",
        "the wrong size for how tense it is",
        "Calm is shot wide and pressure is shot close; a size is a volume control.",
        "A close-up takes the room away, so nothing is left but the feeling. Used where nothing is at stake it "
        "shouts, and then there is no louder size left for the climax.",
        "A wide shot at the height of a quarrel makes people small in their trouble: cold, and sometimes right.",
    ),
    "establish": Lesson(
        "First show where we are",
        "does not show where we are",
        "A scene opens on a picture that tells the place and who is in it.",
        "An audience that has to work out the geography is not listening to the first lines.",
        "Opening on a detail or a face makes a riddle of the place. It buys curiosity with confusion.",
    ),
    "hitchcock": Lesson(
        "Hitchcock's rule",
        "gives the frame to what matters less",
        "The size of a thing in the frame should equal its importance in the story at that moment.",
        "The eye goes to what is large, bright and near; if that is a chair, the scene is about the chair.",
        "A large thing that does not matter yet is a promise: Chekhov's gun, in the foreground.",
    ),
    "occlusion": Lesson(
        "A clear view",
        "the subject is hidden",
        "Nothing stands between the lens and what the shot is about.",
        "What is hidden reads as hidden on purpose.",
        "Looking past a door frame or a shoulder makes the camera a witness. That works when half is hidden; "
        "when all of it is, there is no shot.",
    ),
    "framing": Lesson(
        "Composition",
        "sits badly in the frame",
        "Eyes on the upper third, room before the face and before the step, no head cut by accident.",
        "Space in front of a face reads as somewhere to look and go; space behind it reads as threat.",
        "Short-sided framing, with the face pressed to the edge it looks at, traps people. Use it on a "
        "character who is trapped.",
    ),
    "motion": Lesson(
        "A move needs a motive",
        "moves without need",
        "The camera moves when somebody moves, or when a thought does.",
        "Movement is the strongest pull on the eye there is. A move without a reason tells the audience that "
        "somebody is behind the camera.",
        "A restless camera puts nerves into a quiet scene. Whole styles are built on that.",
    ),
    "line": Lesson(
        "The 180-degree line",
        "crosses the line",
        "All cameras stay on one side of the line between two who talk.",
        "Then the one on the left stays on the left and each looks toward the other. Across the line both seem "
        "to look the same way, and the audience has to turn the room round in their heads.",
        "Crossing is a jolt. It marks a reversal of power when it is done once, at the turn of the scene, and "
        "best on a move that carries us across.",
    ),
    "thirty_degrees": Lesson(
        "The 30-degree rule",
        "too near the same view",
        "Two shots of the same person lie at least thirty degrees apart, or differ clearly in size.",
        "A smaller change is too large to be the same picture and too small to be another. It looks like a fault.",
        "Jump-cut montage breaks it so often that it becomes the style.",
    ),
    "jump": Lesson(
        "No jump cuts",
        "a jump cut",
        "Do not cut from a person to the same person at the same size.",
        "The body snaps from one pose to another, and time seems to have been cut out.",
        "Which is just what it is for: waiting, searching, a mind that skips.",
    ),
    "order": Lesson(
        "Left stays left",
        "swaps left and right",
        "People keep their order across the screen from shot to shot.",
        "An audience keeps a map of the room by who is left of whom. If it flips, they look for the person and "
        "miss the line.",
        "Two who swap in one shot, by walking, keep the map true; a cut cannot.",
    ),
    "direction": Lesson(
        "Screen direction",
        "flips the screen direction",
        "Somebody who walks out to the left walks in from the right.",
        "The screen is a stretch of one road. A walker who turns round at a cut has gone home again.",
        "A shot straight along the way, toward us or away, is neutral: after it the direction may change.",
    ),
    "eyeline": Lesson(
        "Eyelines meet",
        "breaks the eyeline",
        "Two people who look at each other look in opposite directions on the screen.",
        "The look is the thread that ties two single shots into one conversation. If both look left, each "
        "is looking at somebody else.",
        "A broken eyeline makes two people in a room strangers. It is rarely read as intended.",
    ),
    "eye_trace": Lesson(
        "Eye trace",
        "makes the eye leap",
        "What matters after the cut lies near where the eye was before it.",
        "The eye needs a fifth of a second or more to cross a screen. In a short shot that is a word lost.",
        "A leap wakes the audience up; action scenes spend it as a shock, and pay in clarity.",
    ),
    "match": Lesson(
        "Cut on the action",
        "loses the match on action",
        "Cut a quarter to a third of the way into a movement.",
        "The movement carries the eye over the cut, and nobody sees it.",
        "A cut before or after the movement is seen. Then it is a full stop: use it as one.",
    ),
    "contrast": Lesson(
        "Contrast of sizes",
        "too like the shot before",
        "Some styles want the size to leap at a cut: far away, then very near.",
        "Contrast is rhythm for the eye; a leap wakes up what equal steps put to sleep.",
        "Even steps from wide to close lead the audience in without their noticing.",
    ),
    "idiom": Lesson(
        "The style's own idiom",
        "not what this style does here",
        "A style has figures of its own: when this happens, it is shot like that.",
        "A figure that returns becomes a language: the second time, the audience knows what it means.",
        "Leaving the figure out once it is expected is the strongest way to use it.",
    ),
    "facing": Lesson(
        "Facing each other from afar",
        "looks away from whom they talk to",
        "Two who talk from two places look to opposite sides of the screen, as if they sat face to face.",
        "Cut together, the two frames then make one room of two places.",
        "Let both look the same way when the call has already parted them.",
    ),
    "rhythm": Lesson(
        "Rhythm",
        "breaks the rhythm",
        "Shots are as long as the tempo of the moment wants, and no two of them alike.",
        "Lengths are heard like a beat: shorter as tension rises, with a long one to breathe after it.",
        "A shot held far too long makes the audience search it. One far too short is felt and not seen.",
    ),
    "unmotivated": Lesson(
        "A cut needs a motive",
        "cuts without a motive",
        "Cut on a new voice, a look, a deed or the end of a thought.",
        "A cut is the blink of whoever tells the story; in the middle of a sentence it interrupts.",
        "Cutting on nothing gives nervous life to a scene that has none. The audience feels the hand.",
    ),
}
"""The rules by the planner's terms (the names of [weights] in a style, and "rhythm")."""

_SIZES: Mapping[ShotSize, tuple[str, str]] = {
    ShotSize.ELS: ("an extreme long shot", "the place is the subject; people are specks in it"),
    ShotSize.VLS: ("a very long shot", "people whole and small: where they are says more than who they are"),
    ShotSize.LS: ("a long shot", "the whole body, and the room to use it"),
    ShotSize.MLS: ("a medium long shot", "from the knees: walking, carrying, bearing"),
    ShotSize.MS: ("a medium shot", "from the waist: hands and face together, the distance of a conversation"),
    ShotSize.MCU: ("a medium close-up", "from the chest: the face leads, the body still answers"),
    ShotSize.CU: ("a close-up", "the face alone: what is felt, not what is done"),
    ShotSize.BCU: ("a big close-up", "from chin to brow: nothing can be hidden at this distance"),
    ShotSize.ECU: ("an extreme close-up", "a detail of the face: an exclamation mark, to be used once"),
}
_KINDS: Mapping[str, str] = {
    "master": "It is a master: it holds everybody, so that every closer shot has a place to come from.",
    "two-shot": "It is a two-shot: two people in one frame are one relationship.",
    "wide two": "It is a wide two-shot: two people, and the space between them.",
    "profile two": "It is a profile two-shot: neither is favoured, and the gap between them is the subject.",
    "single": "It is a single: alone in the frame, somebody is alone with what they feel.",
    "over-the-shoulder": "It is an over-the-shoulder: the other's back in the foreground ties the two together.",
    "insert": "It is an insert: a detail that nobody may miss.",
    "point of view": "It is a point of view: we stand in somebody's place.",
    "place": "It shows the place itself, before or without people.",
}
_ANGLES: Mapping[Angle, str] = {
    Angle.EYE: "at eye level, where we meet people as equals",
    Angle.HIGH: "from above, which makes people smaller and shows the ground they stand on",
    Angle.LOW: "from below, which lends them weight",
    Angle.OVERHEAD: "straight from above, as a map",
}
_MOVES: Mapping[Move, str] = {
    Move.STATIC: "The camera stands still, so that only people move.",
    Move.PAN: "The camera pans: it turns on the spot, as a head does.",
    Move.TILT: "The camera tilts: it looks up or down a thing to measure it.",
    Move.PUSH_IN: "The camera pushes in: it leans forward, as we do when something begins to matter.",
    Move.PULL_OUT: "The camera pulls out: it lets go, and shows what is round the feeling.",
    Move.TRACK: "The camera tracks: it goes along, and the room slides past in depth.",
    Move.FOLLOW: "The camera follows: it keeps its distance and shares the walk.",
    Move.CRANE: "The camera cranes: it changes height, and with it what we know.",
    Move.ORBIT: "The camera orbits: the world turns round somebody.",
    Move.HANDHELD: "The camera is handheld: it breathes, as somebody who is there does.",
}


def explain(shot: Shot, fps: int, before: Shot | None = None) -> Explanation:
    """What drove a shot, what came second, and what it would cost to break its rules; `before`
    is the shot it is cut from."""
    name, effect = _SIZES[shot.size]
    about = f" of {_listed(shot.subjects)}" if shot.subjects else ""
    seconds = shot.frames / fps
    paragraphs = [
        (
            "What it is",
            f"{name[0].upper()}{name[1:]}{about}: {effect}. It is shot on {_lens(shot.lens_mm)}, "
            f"{_ANGLES[shot.angle]}. {_KINDS.get(shot.kind, '')} {_MOVES[shot.move]} It lasts {seconds:.1f} seconds.".replace(
                "  ", " "
            ),
        ),
        ("Why it is here", shot.reason),
    ]
    if before is not None:
        paragraphs.append(("The cut into it", _cut(shot, before)))
    decided = _decided(shot.runner_up)
    if shot.runner_up:
        paragraphs.append(("What came second", _second(shot.runner_up)))
    if decided is not None:
        lesson = LESSONS[decided]
        paragraphs.append((f"The rule that decided: {lesson.title}", f"{lesson.rule} {lesson.why}"))
        paragraphs.append(("If you break it", lesson.breaking))
    costs = sorted(
        (_row(term, cost) for term, cost in shot.terms.items() if abs(cost) >= 0.005),
        key=lambda row: (-row.cost, row.term),
    )
    worst = next((row for row in costs if row.cost > 0 and row.term != decided and row.term in LESSONS), None)
    if worst is not None:
        lesson = LESSONS[worst.term]
        share = f"{worst.cost:.1f} of {sum(row.cost for row in costs):.1f}"
        paragraphs.append((f"What it pays for most: {lesson.title} ({share})", f"{lesson.rule} {lesson.breaking}"))
    kept = tuple(LESSONS[term].title for term in LESSONS if term in shot.terms and abs(shot.terms[term]) < 0.005)
    return Explanation(
        f"Shot {shot.number}: {name} ({shot.size}){about}",
        tuple((heading, text) for heading, text in paragraphs if text),
        tuple(costs),
        kept,
        round(sum(shot.terms.values()), 4),
    )


def _row(term: str, cost: float) -> Cost:
    lesson = LESSONS.get(term)
    if lesson is None:
        return Cost(term, term.replace("_", " ").capitalize(), cost, "")
    return Cost(term, lesson.title, cost, lesson.rule)


def _decided(runner_up: str) -> str | None:
    """The term that the runner-up failed on, from what the shot list says of it."""
    said = re.search(r"\(\+[\d.]+: (.+)\)$", runner_up)
    if said is None:
        return None
    phrase = said.group(1)
    for term, lesson in LESSONS.items():
        if lesson.fault == phrase:
            return term
    # Of a speaker who is seen, but less well.
    return "speaker" if "face" in phrase else None


def _second(runner_up: str) -> str:
    said = re.match(r"(.+) \(\+([\d.]+): (.+)\)$", runner_up)
    if said is None:
        return f"{runner_up[0].upper()}{runner_up[1:]}."
    what, margin, fault = said.groups()
    near = float(margin) < 1.0
    close = " It was a near thing: another director would have taken it." if near else ""
    return f"{what[0].upper()}{what[1:]}, for {margin} more: {fault}.{close}"


def _cut(shot: Shot, before: Shot) -> str:
    """What changes at the cut, told from the two shots."""
    order = list(ShotSize)  # from the closest to the widest
    steps = order.index(before.size) - order.index(shot.size)
    sizes = (
        "the size stays, and the subject answers"
        if steps == 0
        else f"{abs(steps)} size{'s' * (abs(steps) != 1)} {'closer' if steps > 0 else 'wider'}"
    )
    who = "the same subject" if shot.subjects[:1] == before.subjects[:1] else "another subject"
    back = " It returns to a setup we know, which costs the audience nothing." if shot.setup == before.setup else ""
    return f"From {before.number} ({before.size}): {sizes}, on {who}.{back}"


def _lens(mm: float) -> str:
    if mm < 28:
        character = "a wide lens: it stretches the room and hurries whoever comes toward it"
    elif mm < 40:
        character = "a gently wide lens: it leaves room round people without bending them"
    elif mm <= 58:
        character = "near to how the eye sees depth"
    elif mm <= 100:
        character = "a long lens: it flatters faces and softens the room away"
    else:
        character = "a very long lens: it presses near and far together"
    return f"{mm:g} mm, {character}"


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
