"""A style: what a director of one kind wants, in numbers and words anyone can change.

Every key of a style file is a field here, and carries its range and the sentence that explains
it in film terms: the file's reader (style_file.py) and the scaffold (scaffold.py) know nothing
else of keys, so that docs and code cannot part.
"""

# The defaults below are fields made by a function, which is what a dataclass wants.
# ruff: noqa: RUF009

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fairtake.directing.framing import SIZES
from fairtake.directing.idiom import Idiom
from fairtake.model.shotlist import Move, ShotSize

__all__ = [
    "Acts",
    "Angles",
    "Camera",
    "Cuts",
    "Framing",
    "Handheld",
    "Kinds",
    "Moves",
    "Rhythm",
    "Rules",
    "Sizes",
    "Style",
    "Weights",
    "When",
]


class When(StrEnum):
    """When a style allows itself something."""

    NEVER = "never"
    TENSE = "when tense"
    FREELY = "freely"
    ALWAYS = "always"


def _number(default: float, low: float, high: float, says: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "says": says})


def _numbers(default: tuple[float, ...], low: float, high: float, says: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "says": says})


def _choice(default: StrEnum, among: tuple[StrEnum, ...], says: str) -> Any:
    return field(default=default, metadata={"among": among, "says": says})


_RULE = (When.NEVER, When.TENSE, When.FREELY)
_ANGLE = (When.NEVER, When.TENSE, When.FREELY, When.ALWAYS)
_HAND = (When.NEVER, When.TENSE, When.ALWAYS)
_WIDE = tuple(size for size in SIZES if SIZES.index(size) <= SIZES.index(ShotSize.LS))
_NEAR = tuple(size for size in SIZES if SIZES.index(size) >= SIZES.index(ShotSize.LS))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """[rhythm]: how long shots are, in seconds."""

    average_shot_length: float = _number(4.5, 1.2, 60, "seconds; the average over a scene comes to this")
    shortest: float = _number(1.0, 0.4, 5, "seconds; no shot is shorter")
    longest: float = _number(16.0, 4, 600, "seconds; no shot is longer unless nothing else can be shown")
    insert_shortest: float = _number(1.2, 0.4, 5, "seconds; a detail needs time to be read")
    tempo_noise: float = _number(0.75, 0, 2, "how unevenly shots breathe (0 is a metronome)")
    tension_drive: float = _number(0.6, -2, 2, "how much tension shortens shots (below 0 it draws them out)")
    regularity: float = _number(0.35, 0.1, 2, "how loosely each shot keeps to the tempo of its moment")
    tense: float = _number(0.6, 0, 1, 'the tension from which "when tense" holds, in every section')


@dataclass(frozen=True, slots=True)
class Acts:
    """[acts]: how the parts of a film differ, where the script names its acts (# Act One)."""

    opening_pace: float = _number(1.12, 0.5, 2, "shots in the opening are so many times as long")
    opening_tension: float = _number(-0.08, -0.5, 0.5, "and it is read so much tenser (below 0 calmer, so wider)")
    climax_pace: float = _number(0.86, 0.5, 2, "the same for the climax")
    climax_tension: float = _number(0.12, -0.5, 0.5, "tenser: nearer, and more that is allowed when tense")
    resolution_pace: float = _number(1.15, 0.5, 2, "the same for the resolution")
    resolution_tension: float = _number(-0.12, -0.5, 0.5, "calmer: wider, at rest")


@dataclass(frozen=True, slots=True)
class Sizes:
    """[sizes]: the wanted size at no and at full tension, and the limits."""

    calm: ShotSize = _choice(ShotSize.MS, SIZES, "the wanted size of a single where tension is 0")
    tense: ShotSize = _choice(ShotSize.BCU, SIZES, "and where it is 1")
    widest: ShotSize = _choice(ShotSize.ELS, _WIDE, "nothing wider is ever shot; every style needs a wide shot")
    closest: ShotSize = _choice(ShotSize.BCU, _NEAR, "nothing closer is ever shot")

    def wanted(self, tension: float) -> float:
        """The wanted size as a place in framing.SIZES, for a tension of 0..1."""
        calm, tense = SIZES.index(self.calm), SIZES.index(self.tense)
        return calm + (tense - calm) * tension

    def allows(self, size: ShotSize) -> bool:
        """Whether this style ever shoots that size."""
        return SIZES.index(self.widest) <= SIZES.index(size) <= SIZES.index(self.closest)


@dataclass(frozen=True, slots=True)
class Kinds:
    """[kinds]: what a second of each kind of shot costs; below 0 it is liked."""

    single: float = _number(0.0, -3, 3, "one person alone in the frame")
    two_shot: float = _number(0.0, -3, 3, "two people in one frame, who play to each other")
    over_the_shoulder: float = _number(0.0, -3, 3, "one person past the shoulder of the other")
    master: float = _number(0.0, -3, 3, "everybody, and the place around them")
    insert: float = _number(0.0, -3, 3, "a detail: hands, a letter, a door handle")
    point_of_view: float = _number(0.0, -3, 3, "what somebody sees, from where they are")
    place: float = _number(0.0, -3, 3, "the place without people")


@dataclass(frozen=True, slots=True)
class Camera:
    """[camera]: lenses in mm on a 36 x 20.25 mm sensor, limits of the lens shift."""

    lenses: tuple[float, ...] = _numbers(
        (30.0, 35.0, 40.0, 50.0), 12, 300, "mm; the lenses in the case, usually 18 to 135"
    )
    lens_places: float = _number(30.0, 12, 300, "mm wanted for places and crowds: short lenses make room")
    lens_people: float = _number(40.0, 12, 300, "mm wanted for people from the knees or waist up")
    lens_faces: float = _number(50.0, 12, 300, "mm wanted for faces: long lenses flatten, and leave somebody alone")
    shift_low: float = _number(-0.25, -0.5, 0, "frame heights of vertical lens shift before the camera must tilt")
    shift_high: float = _number(0.10, 0, 0.5, "the same, upward")


@dataclass(frozen=True, slots=True)
class Angles:
    """[angles]: when the camera leaves the eyes' height."""

    low: When = _choice(When.NEVER, _ANGLE, "from below: whoever is seen has the power")
    high: When = _choice(When.NEVER, _ANGLE, "from above: whoever is seen is small")
    overhead: When = _choice(When.NEVER, _ANGLE, "straight down: a plan, a verdict")
    steep: float = _number(22.0, 13, 40, "degrees by which low and high angles look up and down")


@dataclass(frozen=True, slots=True)
class Framing:
    """[framing]: how people stand in the frame. Shares are of half the frame."""

    lead_room: float = _number(
        0.3, -0.4, 0.5, "room before the look: 0.33 on the thirds, 0 centred, below 0 short-sided"
    )
    head_room: float = _number(0.0, -0.3, 0.3, "more room over the head than is usual; below 0 less")
    beside: float = _number(1.0, 0, 1.6, "how far beside the look cameras stand; near 0 one is looked in the eye")
    frontality: float = _number(0.0, 0, 3, "/s  a camera that is not square to the room: planimetric, a tableau")
    roughness: float = _number(0.0, 0, 0.3, "how far an operator in a hurry misses the framing")
    safe_top: float = _number(0.0, 0, 0.4, "of the frame's height kept free of faces (a platform's buttons)")
    safe_bottom: float = _number(0.0, 0, 0.5, "of the frame's height kept free of faces (captions)")


@dataclass(frozen=True, slots=True)
class Moves:
    """[moves]: how readily the camera moves, 0 never to 1 whenever it can."""

    pan: float = _number(0.4, 0, 1, "turns with somebody who walks; from 0.6 on also to whoever speaks next")
    tilt: float = _number(0.0, 0, 1, "rises or falls with somebody who stands up or sits down")
    push_in: float = _number(0.4, 0, 1, "a dolly to the face as tension rises")
    pull_out: float = _number(0.0, 0, 1, "a dolly away: somebody is left alone")
    track: float = _number(0.4, 0, 1, "sideways with walkers; from 0.6 on also past people who stand")
    follow: float = _number(0.4, 0, 1, "before or behind somebody who walks, at their pace")
    crane: float = _number(0.0, 0, 1, "rises over people or comes down to them")
    orbit: float = _number(0.0, 0, 1, "an arc round one or two people")
    reach: float = _number(0.25, 0.05, 0.6, "how much of the way to (or from) the face a dolly goes")
    speed: float = _number(0.12, 0.02, 1.0, "metres a second, on average, of dollies, cranes and arcs")

    def readily(self, move: Move) -> float:
        """How readily this style makes a move, 0..1; a still camera always may stand."""
        return float(getattr(self, move.name.lower(), 1.0))

    def allows(self, move: Move) -> bool:
        """Whether this style ever makes this move."""
        return self.readily(move) > 0


@dataclass(frozen=True, slots=True)
class Handheld:
    """[handheld]: the sway of a camera on a shoulder."""

    when: When = _choice(When.NEVER, _HAND, "when the camera is taken off its tripod")
    sway: float = _number(0.5, 0.05, 2.5, "degrees by which it sways")
    rate: float = _number(0.6, 0.2, 2.0, "times a second it sways at most: breath is slow, running is fast")


@dataclass(frozen=True, slots=True)
class Cuts:
    """[cuts]: how cuts lie against changes of speaker; `offset` in frames; `reaction` a cost."""

    straight: float = _number(0.60, 0, 1, "of the cuts at a change of speaker; the three shares sum to 1")
    sound_leads: float = _number(0.15, 0, 1, "J: the next voice comes first, the picture follows after the cut")
    picture_leads: float = _number(0.25, 0, 1, "L: the picture goes to the next speaker before the voice")
    offset: tuple[int, int] = _numbers((6, 14), 1, 48, "frames by which sound and picture part in J and L cuts")
    reaction: float = _number(0.6, 0, 1, "what it costs to show a listener once a line is 2.5 s old")


@dataclass(frozen=True, slots=True)
class Rules:
    """[rules]: which rules of continuity may be broken, and when."""

    line: When = _choice(When.NEVER, _RULE, "cross the line between two who talk: space turns over")
    thirty_degrees: When = _choice(When.NEVER, _RULE, "cut to nearly the same view: a stumble")
    jump: When = _choice(When.NEVER, _RULE, "cut within one person and size: time skips")
    order: When = _choice(When.NEVER, _RULE, "let two people swap left and right")
    direction: When = _choice(When.NEVER, _RULE, "let a walker's direction flip")
    eyeline: When = _choice(When.NEVER, _RULE, "let two who look at each other seem to look the same way")


@dataclass(frozen=True, slots=True)
class Weights:
    """[weights]: what each fault costs, named as in the planner's objective."""

    speaker: float = _number(3.0, 0, 50, "/s  the one who speaks (or acts) is not seen")
    scale: float = _number(0.35, 0, 50, "/s  each two sizes away from what the tension wants")
    establish: float = _number(3.5, 0, 50, "/s  the first three seconds do not show the place")
    hitchcock: float = _number(0.5, 0, 50, "/s  the picture's areas disagree with what matters in the story")
    occlusion: float = _number(2.0, 0, 50, "/s  the subject is hidden")
    framing: float = _number(1.0, 0, 50, "/s  eyes off their place, no lead room, cut-off heads")
    line: float = _number(24.0, 0, 50, "cut  the camera jumps over the line between two who talk")
    thirty_degrees: float = _number(12.0, 0, 50, "cut  nearly the same view of the same person")
    jump: float = _number(12.0, 0, 50, "cut  the same person in the same size")
    order: float = _number(8.0, 0, 50, "cut  two people swap left and right")
    direction: float = _number(24.0, 0, 50, "cut  a walker's direction flips")
    eyeline: float = _number(8.0, 0, 50, "cut  two who look at each other seem to look the same way")
    eye_trace: float = _number(1.0, 0, 50, "cut  the eye must leap across the screen")
    unmotivated: float = _number(0.8, 0, 50, "cut  nothing in the scene asks for it (0.75 of it in mid-speech)")
    match: float = _number(0.5, 0, 50, "cut  gained for cutting a quarter to a third into a move")
    contrast: float = _number(0.0, 0, 50, "cut  gained for every two sizes the picture leaps: a whip of sizes")
    motion: float = _number(0.45, 0, 50, "/s  the camera moves without need")


@dataclass(frozen=True, slots=True)
class Style:
    """A way of directing. `about` is one sentence on it; `idioms` are its own patterns."""

    name: str = "classical"
    about: str = ""
    rhythm: Rhythm = field(default_factory=Rhythm)
    acts: Acts = field(default_factory=Acts)
    sizes: Sizes = field(default_factory=Sizes)
    kinds: Kinds = field(default_factory=Kinds)
    camera: Camera = field(default_factory=Camera)
    angles: Angles = field(default_factory=Angles)
    framing: Framing = field(default_factory=Framing)
    moves: Moves = field(default_factory=Moves)
    handheld: Handheld = field(default_factory=Handheld)
    cuts: Cuts = field(default_factory=Cuts)
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    idioms: tuple[Idiom, ...] = ()

    def tense(self, tension: float, when: When) -> bool:
        """Whether what is allowed `when` is allowed at this tension (0..1)."""
        return when in (When.FREELY, When.ALWAYS) or (when is When.TENSE and tension >= self.rhythm.tense)
