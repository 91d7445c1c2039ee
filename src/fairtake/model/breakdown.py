"""Breakdown: what a screenplay asks for - scenes, settings, roles, props and beats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fairtake.model.direction import Direction
from fairtake.model.span import Gap, Span

__all__ = [
    "Action",
    "Beat",
    "Breakdown",
    "Delivery",
    "Event",
    "Intercut",
    "Line",
    "Noise",
    "Pause",
    "Prop",
    "Role",
    "Scene",
    "Setting",
]


class Action(StrEnum):
    """The classes of stage action, after VerbNet's coarse classes."""

    GO = "go"
    ENTER = "enter"
    EXIT = "exit"
    TURN = "turn"
    LOOK_AT = "look at"
    SIT = "sit"
    STAND = "stand"
    LIE_DOWN = "lie down"
    KNEEL = "kneel"
    PICK_UP = "pick up"
    PUT_DOWN = "put down"
    GIVE = "give"
    TAKE = "take"
    OPEN = "open"
    CLOSE = "close"
    THROW = "throw"
    STRIKE = "strike"
    TOUCH = "touch"
    EMBRACE = "embrace"
    POINT = "point"
    NOD = "nod"
    SHAKE_HEAD = "shake head"
    WAVE = "wave"
    FALL = "fall"
    RUN = "run"
    USE = "use"
    EMOTE = "emote"
    WAIT = "wait"
    APPEAR = "appear"
    """Somebody or something simply is there: "Anna at the table". Sets a first position."""
    LIGHT = "light"
    """Light or weather changes by itself: `verb` says how ("on", "off", "flicker", "begin",
    "end", "flash", "sweep", "burn", "smoke", "clear", "cover"), `theme` what ("lamp", "power",
    "rain", "fire", ...), `goal` where."""


class Delivery(StrEnum):
    """How a line is said, read from parentheticals, extensions and punctuation."""

    NORMAL = "normal"
    WHISPER = "whisper"
    SHOUT = "shout"
    SOFT = "soft"
    TIRED = "tired"
    HESITANT = "hesitant"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a scene plays. `interior` and `exterior` may both be true (INT./EXT.).

    `place` is the place as written ("ANNA'S KITCHEN"), `time` one of "day", "night",
    "dawn", "dusk" (continuous and later times take the scene before's), `weather` any of
    "rain", "snow", "fog", "wind" that heading or action names; `hour` says the time more exactly
    where the heading does: "morning", "noon", "afternoon", "golden", "moonlit", else "".
    """

    heading: str
    interior: bool
    exterior: bool
    place: str
    time: str
    weather: tuple[str, ...] = ()
    hour: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in the film. `name` is the cue's name (upper case); `description` what the
    script says when it introduces them; `gender` "female", "male" or "" and `age` in years
    or None as far as the script tells; `aliases` other names found for the same role;
    `species` "" for a person, else "dog", "cat", "horse" or "bird"."""

    name: str
    description: str = ""
    gender: str = ""
    age: int | None = None
    aliases: tuple[str, ...] = ()
    lines: int = 0
    span: Span | None = None
    species: str = ""


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing somebody handles in a scene. `name` is the plain noun ("letter"),
    `description` what the script calls it anywhere ("torn yellow")."""

    name: str
    span: Span | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A beat: something said. `number` counts the film's lines from 1.

    `text` is what is spoken (emphasis marks removed), `emphasis` the (start, end) character
    ranges of `text` that are stressed; `parentheticals` as written without brackets;
    `emotion` one of the emotion names or ""; `pause_before` seconds asked for by (beat) or
    the like; `interrupted` true when it ends on a dash; `simultaneous` true for the second
    column of a dual dialogue; `addressee` a role when a parenthetical names one.
    `expression` is what the face shows where that says more than `emotion` ("thin smile",
    "fighting tears"; also what the words alone suggest), `intensity` how strongly, 1 plainly,
    about 0.5 slightly, 1.25 as strongly as can be.
    """

    number: int
    role: str
    text: str
    span: Span
    parentheticals: tuple[str, ...] = ()
    delivery: Delivery = Delivery.NORMAL
    emotion: str = ""
    emphasis: tuple[tuple[int, int], ...] = ()
    pause_before: float = 0.0
    voice_over: bool = False
    off_screen: bool = False
    interrupted: bool = False
    simultaneous: bool = False
    sung: bool = False
    addressee: str = ""
    language: str = ""
    expression: str = ""
    intensity: float = 1.0
    medium: str = ""
    """What the voice comes through before it is heard: "telephone", "radio", "loudspeaker", "door",
    "underwater", "thought" (over the picture, from nowhere in it), or ""."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What is heard of an event: `kind` a class of sound (docs/foley.md), `place` where it comes from
    ("agent" who does it, "thing" what makes it, "door", "outside", "far", "above", "near", "crowd",
    "steps"), `stuff` what makes it ("train"), `strength` 0..1, how many `times`."""

    kind: str
    place: str = "thing"
    stuff: str = ""
    strength: float = 0.5
    times: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """A beat: something done. `agents` are role names (empty: the event has no actor on
    screen), `theme` the role or thing acted on, `goal` where to, `source` where from,
    `instrument` with what, `manner` adverbs and verbs of manner ("slowly", "limps"),
    `emotion` for Action.EMOTE and for faces that go with an action, `verb` the lemma;
    `expression` and `intensity` as in a Line; `noises` what is heard of it."""

    action: Action
    agents: tuple[str, ...]
    span: Span
    text: str
    verb: str = ""
    theme: str = ""
    goal: str = ""
    source: str = ""
    instrument: str = ""
    manner: tuple[str, ...] = ()
    emotion: str = ""
    expression: str = ""
    intensity: float = 1.0
    noises: tuple[Noise, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """A beat: nothing happens, for so many seconds, because the script asks for it."""

    seconds: float
    span: Span


Beat = Line | Event | Pause


@dataclass(frozen=True, slots=True)
class Intercut:
    """Scenes that play at one time in several places. `group` is the number of the first of
    them (they are neighbours in the breakdown); from the mark `since` on the film cuts freely
    between them; with `phone` those in one place hear those in the other."""

    group: str
    since: Span
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene, beats in order. `number` is the script's own number or counts from "1".
    `roles` are those seen or heard, in order of appearance; `extras` counts unnamed people
    ("a crowd", "two waiters") and `extra_nouns` says what each is called ("old waiter"), one
    each, the smaller groups first; `notes` are the [[notes]] inside the scene; `tension` in
    0..1 is a first reading of how tense the scene is (punctuation, verbs, lengths).
    `directions` are those notes (and settings) that ask something of the camera, in order.
    `intercut` is set when it plays at the same time as its neighbours, `memory` is "flashback"
    or "dream" when it is one, `montage` what the montage is called that it is a moment of
    ("montage" when it has no name), `act` the act's name as the script's section gives it.
    `wardrobe` says what roles wear from this scene on: (role, words such as "a wedding dress" or
    "without glasses")."""

    number: str
    setting: Setting
    span: Span
    beats: tuple[Beat, ...]
    roles: tuple[str, ...]
    props: tuple[Prop, ...] = ()
    extras: int = 0
    notes: tuple[str, ...] = ()
    tension: float = 0.3
    transition: str = ""
    directions: tuple[Direction, ...] = ()
    intercut: Intercut | None = None
    memory: str = ""
    montage: str = ""
    act: str = ""
    extra_nouns: tuple[str, ...] = ()
    wardrobe: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The whole film as work to be done. `gaps` holds every action line (or part of one)
    that no verb class covers, with file and line."""

    title: str
    author: str
    language: str
    roles: tuple[Role, ...]
    scenes: tuple[Scene, ...]
    gaps: tuple[Gap, ...] = ()

    def role(self, name: str) -> Role:
        """The role of that name. Raises KeyError."""
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(name)
