"""Idioms: short patterns of shots, written in words, that a style prefers when something happens.

    [[idiom]]
    name = "comedy hold"
    when = "pause after line"
    shots = ["two-shot hold 2.5s"]

`when` is one thing that happens, or several in a row parted by commas; `shots` are what is to
be shown then, one for each thing (or several, shared out over the only one). The grammar:

    when   = step {"," step} ["when tense" | "when calm"]
    step   = EVENT ["over" N "s" | "under" N "s"]
    shot   = words in any order: KIND, SIZE, ANGLE, MOVE, ["of" | "on"] WHO, "hold" [N "s"]

EVENTS, KINDS, WHO and MOVES below are all the words there are.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from fairtake.model.breakdown import Action
from fairtake.model.shotlist import Angle, Move, ShotSize

__all__ = [
    "EVENTS",
    "KINDS",
    "MOVES",
    "WHO",
    "Idiom",
    "Picture",
    "Step",
    "UnreadableError",
    "read_picture",
    "read_when",
]

EVENTS: Mapping[str, str] = {
    "line": "line",
    "question": "question",
    "answer": "answer",
    "shout": "shout",
    "interruption": "interruption",
    "pause": "pause",
    "pause after line": "pause",
    "silence": "silence",
    "scene begins": "begins",
    "scene ends": "ends",
    **{
        word: action.value
        for action, words in {
            Action.ENTER: "enters, comes in, arrives",
            Action.EXIT: "exits, leaves, goes out",
            Action.GO: "walks, goes, crosses",
            Action.RUN: "runs",
            Action.TURN: "turns",
            Action.LOOK_AT: "looks, looks at",
            Action.SIT: "sits, sits down",
            Action.STAND: "stands, stands up, rises",
            Action.LIE_DOWN: "lies down",
            Action.KNEEL: "kneels",
            Action.PICK_UP: "picks up",
            Action.PUT_DOWN: "puts down",
            Action.GIVE: "gives, hands over",
            Action.TAKE: "takes",
            Action.OPEN: "opens",
            Action.CLOSE: "closes",
            Action.THROW: "throws",
            Action.STRIKE: "strikes, hits",
            Action.TOUCH: "touches",
            Action.EMBRACE: "embraces, hugs",
            Action.POINT: "points",
            Action.NOD: "nods",
            Action.SHAKE_HEAD: "shakes head",
            Action.WAVE: "waves",
            Action.FALL: "falls",
            Action.USE: "uses",
            Action.EMOTE: "reacts",
        }.items()
        for word in words.split(", ")
    },
}
"""What can set an idiom off, by the words for it."""

KINDS: Mapping[str, str] = {
    "single": "single",
    "reaction": "reaction",
    "two-shot": "two-shot",
    "two shot": "two-shot",
    "ots": "over-the-shoulder",
    "over-the-shoulder": "over-the-shoulder",
    "over the shoulder": "over-the-shoulder",
    "wide": "wide",
    "master": "master",
    "insert": "insert",
    "pov": "point of view",
    "point of view": "point of view",
    "profile": "profile",
    "place": "place",
}
"""Kinds of shots by the words for them."""

WHO = ("speaker", "listener", "agent", "theme", "everyone")
"""Who is to be seen: `agent` and `theme` are who does it and whom it is done to."""

MOVES: Mapping[str, Move] = {
    "static": Move.STATIC,
    "still": Move.STATIC,
    "pan": Move.PAN,
    "tilt": Move.TILT,
    "push in": Move.PUSH_IN,
    "push-in": Move.PUSH_IN,
    "pull out": Move.PULL_OUT,
    "pull-out": Move.PULL_OUT,
    "track": Move.TRACK,
    "follow": Move.FOLLOW,
    "crane": Move.CRANE,
    "orbit": Move.ORBIT,
}
"""Moves by the words for them."""

_ANGLES: Mapping[str, Angle] = {
    "eye level": Angle.EYE,
    "low": Angle.LOW,
    "low angle": Angle.LOW,
    "high": Angle.HIGH,
    "high angle": Angle.HIGH,
    "overhead": Angle.OVERHEAD,
}
_FILLERS = frozenset({"a", "an", "the", "of", "on", "shot", "and", "then", "from", "angle", "somebody", "for", "in"})
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:seconds|second|secs|sec|s)\b")


class UnreadableError(Exception):
    """An idiom says something the grammar does not know: `what` is wrong, `fix` mends it."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must happen: `event` (a value of EVENTS), lasting `over` to `under` s."""

    event: str
    over: float = 0.0
    under: float = float("inf")


@dataclass(frozen=True, slots=True)
class Picture:
    """One shot of a pattern; what is None or empty is left to the planner. `hold` seconds
    without a cut (0: no hold asked for)."""

    kind: str = ""
    who: str = ""
    size: ShotSize | None = None
    angle: Angle | None = None
    move: Move | None = None
    hold: float = 0.0


@dataclass(frozen=True, slots=True)
class Idiom:
    """A pattern of a style: its `name`, `when` it applies (and whether only at high (1) or low
    (-1) tension), its `shots`, and what a second of following it is worth (`weight`)."""

    name: str
    when: tuple[Step, ...]
    shots: tuple[Picture, ...]
    weight: float = 3.0
    mood: int = 0


def read_when(text: str) -> tuple[tuple[Step, ...], int]:
    """What an idiom waits for, and its mood. Raises UnreadableError."""
    words = " ".join(text.lower().split())
    mood = 0
    for ending, value in (("when tense", 1), ("when calm", -1)):
        if words.endswith(ending):
            words, mood = words.removesuffix(ending).strip(" ,"), value
    if not words:
        raise UnreadableError("nothing is said of when it applies", f"Name one of: {_list(EVENTS)}.")
    return tuple(_step(part.strip()) for part in words.split(",")), mood


def _step(text: str) -> Step:
    over, under = 0.0, float("inf")
    bare = text
    for word in ("over", "under"):
        found = re.search(rf"\b{word}\s+{_SECONDS.pattern}", bare)
        if found:
            over, under = (float(found[1]), under) if word == "over" else (over, float(found[1]))
            bare = (bare[: found.start()] + bare[found.end() :]).strip()
    bare = re.sub(r"^(?:an?|the|somebody|someone)\s+", "", bare).strip()
    if bare not in EVENTS:
        raise UnreadableError(
            f"{text!r} is nothing that an idiom can wait for", _near(bare, EVENTS) + f"Known are: {_list(EVENTS)}."
        )
    if over >= under:
        raise UnreadableError(f"{text!r} can never be", "Let the seconds after over be fewer than those after under.")
    return Step(EVENTS[bare], over, under)


def read_picture(text: str) -> Picture:
    """One shot of a pattern. Raises UnreadableError."""
    rest = " ".join(text.lower().split())
    hold = 0.0
    found = re.search(rf"\bhold(?:s|\s+for)?(?:\s*{_SECONDS.pattern})?", rest)
    if found:
        hold = float(found[1]) if found[1] else 2.0
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    sizes = {size.value.lower(): size for size in ShotSize}
    slots: dict[str, object] = {}
    tables: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("move", dict(MOVES)),
        ("kind", dict(KINDS)),
        ("angle", dict(_ANGLES)),
        ("size", dict(sizes)),
        ("who", {**{who: who for who in WHO}, "everybody": "everyone", "both": "everyone"}),
    )
    words = rest.split()
    place = 0
    while place < len(words):
        for length in (3, 2, 1):
            phrase = " ".join(words[place : place + length])
            hit = next(((slot, table[phrase]) for slot, table in tables if phrase in table), None)
            if hit is not None and place + length <= len(words):
                slot, value = hit
                if slot in slots and slots[slot] != value:
                    raise UnreadableError(f"{text!r} asks for two things at once ({phrase!r})", "Keep one of them.")
                slots[slot] = value
                place += length
                break
        else:
            word = words[place]
            if word not in _FILLERS:
                known = [phrase for _, table in tables for phrase in table] + ["hold"]
                raise UnreadableError(
                    f"{word!r} in {text!r} is no word of a shot", _near(word, known) + f"Known are: {_list(known)}."
                )
            place += 1
    if not slots:
        raise UnreadableError(f"{text!r} names no shot", f"Name a kind: {_list(KINDS)}.")
    return Picture(hold=hold, **slots)  # type: ignore[arg-type]


def _near(word: str, known: object) -> str:
    close = difflib.get_close_matches(word, [str(k) for k in known], 1, 0.6)  # type: ignore[attr-defined]
    return f"Did you mean {close[0]!r}? " if close else ""


def _list(words: object) -> str:
    return ", ".join(dict.fromkeys(str(word) for word in words))  # type: ignore[attr-defined]
