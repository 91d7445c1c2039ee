"""A [[note]] → what it asks of the camera, if it asks anything.

Notes that are no directions are left alone. What looks like a direction must be understood to
its last word, or it is an error that says what was understood and what the rest may mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from fairtake.breakdown.camera_words import FILLERS, LONGEST, SIZES, VOCABULARY
from fairtake.errors import ScriptError
from fairtake.model.direction import Ask, Direction, Framing

__all__ = ["Names", "read_direction", "resembles"]


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what can be asked for. `roles` and `props` are the scene's own, by every name
    they go by, folded; `elsewhere` roles of other scenes, that cannot be in this one."""

    roles: Mapping[str, str] = field(default_factory=dict)
    props: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        roles: Mapping[str, Iterable[str]],
        props: Iterable[str] = (),
        elsewhere: Mapping[str, Iterable[str]] | None = None,
    ) -> Names:
        """Names from roles (and those of other scenes) with their aliases, and props."""
        return cls(
            {_fold(name): role for role, names in roles.items() for name in (*names, role)},
            {_fold(prop): prop for prop in props},
            {_fold(name): role for role, names in (elsewhere or {}).items() for name in (*names, role)},
        )


_LENS = re.compile(r"(\d+(?:[.,]\d+)?)\s*-?\s*mm\b", re.IGNORECASE)
_TAGGED = re.compile(r"^\s*(shots?|camera|style)\s*[:=]\s*(.*)$", re.IGNORECASE | re.DOTALL)
_HOLD = re.compile(
    r"hold(?: on)?(?: (?:it|this|the shot|shot))?(?:,? (?:for )?(\d+(?:\.\d+)?) ?(?:s|secs?|seconds?))?", re.IGNORECASE
)
_PLAIN: tuple[tuple[Ask, re.Pattern[str]], ...] = (
    (Ask.NO_CUT, re.compile(r"(?:no cuts?|do not cut|don t cut|dont cut|without a cut|one take|oner)")),
    (Ask.CUT, re.compile(r"cut(?: here| now)?")),
    (Ask.CROSS, re.compile(r"cross(?:ing)? the (?:line|axis)(?: here| now)?|jump the line")),
)
_SPELLINGS = ("hold", "cut", "no cut", "cross the line", "don t cut")


def read_direction(
    text: str, names: Names, *, file: str = "", line: int | None = None, key: str = ""
) -> Direction | None:
    """What a note asks of the camera; None for a note that is none of the camera's business.

    `names` are those the note may use; `file`, `line` or `key` say where it stands. Raises
    ScriptError when it is a direction and cannot be understood, naming what was understood
    and the nearest known word.
    """
    made = Direction(Ask.SHOT, text.strip(), file, line or 0, key)
    folded = _fold(text)
    hold = _HOLD.fullmatch(" ".join(text.strip().strip(":.!,").replace(":", ",").split()))
    if hold:
        return replace(made, ask=Ask.HOLD, seconds=float(hold.group(1) or 0))
    for ask, pattern in _PLAIN:
        if pattern.fullmatch(folded):
            return replace(made, ask=ask)
    tagged = _TAGGED.match(text)
    if tagged is None:
        return None
    if tagged.group(1).lower() == "style":
        style = " ".join(tagged.group(2).split()).strip("\"'")
        if not style:
            raise _error("a style is asked for and none is named", "Write [[style: classical]].", made)
        return replace(made, ask=Ask.STYLE, style=style)
    return _Reader(tagged.group(2), names, made).read()


def resembles(text: str) -> str:
    """For a note that is no direction but nearly spelled like one, how that one is spelled; or ""."""
    match = re.match(r"^\s*([^\W\d_]+)\s*[:=]\s*(\S.*)$", text, re.DOTALL)
    if match:
        near = get_close_matches(match.group(1).lower(), ("shot", "style"), 1, 0.7)
        rest = _fold(match.group(2)).split()
        knows = any(word in VOCABULARY for word in rest) or bool(_LENS.search(text))
        if near and (knows or near[0] == "style"):
            return f"{near[0]}: {match.group(2).strip()}"
        return ""
    folded = _fold(text)
    near = get_close_matches(folded, _SPELLINGS, 1, 0.85)
    return near[0].replace("don t", "don't") if near and folded not in _SPELLINGS else ""


class _Reader:
    """Reads the words of a shot, greedily, the longest known phrase first."""

    def __init__(self, text: str, names: Names, made: Direction) -> None:
        self.made = made
        self.names = names
        self.found: dict[str, tuple[object, str]] = {}
        self.understood: list[str] = []
        self.people: list[tuple[str, str]] = []  # (the word before, the role or prop)
        self.unknown: list[int] = []  # places in words
        lens = _LENS.findall(text)
        for value in dict.fromkeys(lens):
            self._take("lens_mm", float(value.replace(",", ".")), f"{value}mm")
        self.words = re.findall(r"[\w/]+|[,;]", _apart(_LENS.sub(" , ", text)))

    def read(self) -> Direction:
        before = ""
        place = 0
        while place < len(self.words):
            width = self._here(place, before)
            if width:
                place += width
                before = ""
                continue
            word = _fold(self.words[place])
            if word in FILLERS or not word:
                before = before if word in ("the", "a", "an", "s", "shoulder", "") else word
            else:
                self.unknown.append(place)
            place += 1
        if self.unknown:
            self._refuse()
        return self._direction()

    def _here(self, place: int, before: str) -> int:
        """How many words from `place` on are a name or a phrase; 0 for none."""
        for width in range(min(max(LONGEST, 6), len(self.words) - place), 0, -1):
            run = self.words[place : place + width]
            if any(word in ",;" for word in run):
                continue
            phrase = _fold(" ".join(run))
            written = " ".join(run)
            known = self.names.roles.get(phrase) or self.names.props.get(phrase)
            # A name that is also a word of the trade counts as a name only in its capitals.
            if known and (phrase not in VOCABULARY or (written.isupper() and phrase not in SIZES)):
                self.people.append((before, known))
                self.understood.append(written)
                return width
            if phrase in VOCABULARY:
                slot, value = VOCABULARY[phrase]
                self._take(slot, value, written)
                return width
            stranger = self.names.elsewhere.get(phrase)
            if stranger:
                here = ", ".join(dict.fromkeys(self.names.roles.values())) or "nobody"
                raise _error(
                    f"{stranger} is not in this scene, so no shot can show them",
                    f"Ask for somebody who is here ({here}), or bring {stranger} into the scene.",
                    self.made,
                )
        return 0

    def _take(self, slot: str, value: object, written: str) -> None:
        old = self.found.get(slot)
        if old is not None and old[0] != value:
            name = {"lens_mm": "lenses", "framing": "kinds of shot"}.get(slot, f"{slot}s")
            raise _error(f"two {name} are asked for: {old[1]} and {written}", "Keep one of them.", self.made)
        self.found[slot] = (value, written)
        self.understood.append(written)

    def _refuse(self) -> None:
        word = " ".join(self.words[place] for place in self.unknown)
        pool = {**{n: n.upper() for n in self.names.roles}, **{n: n for n in self.names.props}}
        pool |= {n: n.upper() for n in self.names.elsewhere} | {n: n.upper() if n in SIZES else n for n in VOCABULARY}
        first = self.unknown[0]
        near: list[str] = []
        for width in (3, 2, 1):
            run = self.words[first : first + width]
            near = near or get_close_matches(_fold(" ".join(run)), pool, 1, 0.7 if width > 1 else 0.6)
        understood = f"; understood: {', '.join(self.understood)}" if self.understood else ""
        roles = ", ".join(dict.fromkeys(self.names.roles.values()))
        help_ = f"Did you mean {pool[near[0]]}?" if near else "Name a size, who is seen, a move, an angle or a lens."
        raise _error(
            f"{word!r} in the shot asked for is not understood{understood}",
            f"{help_} Here are: {roles}." if roles else help_,
            self.made,
        )

    def _direction(self) -> Direction:
        if not self.found and not self.people:
            raise _error(
                "a shot is asked for and nothing says which", "Write [[shot: CU ANNA, push in, 85mm]].", self.made
            )
        values: dict[str, Any] = {slot: value for slot, (value, _) in self.found.items()}
        lens = values.get("lens_mm")
        if isinstance(lens, float) and not 12 <= lens <= 300:
            raise _error(f"there is no {lens:g}mm lens", "Use 12mm to 300mm.", self.made)
        over = ""
        subjects: list[str] = []
        framing = values.get("framing")
        shoulder = framing in (Framing.OVER_THE_SHOULDER, Framing.POINT_OF_VIEW)
        for before, name in self.people:
            if (
                name in self.names.roles.values()
                and not over
                and (
                    before == "over"
                    or (shoulder and before not in ("on", "of", "at", "to", "toward", "towards", "with"))
                )
            ):
                over = name
            elif name not in subjects:
                subjects.append(name)
        if over and framing is None:
            framing = Framing.OVER_THE_SHOULDER
        if over in subjects:
            raise _error(f"{over} cannot be seen over their own shoulder", "Name two people.", self.made)
        things = [name for name in subjects if name not in self.names.roles.values()]
        if things and framing not in (None, Framing.INSERT, Framing.POINT_OF_VIEW):
            raise _error(f"a {framing} of {things[0]} is no shot", f"Write insert {things[0]}.", self.made)
        if things and framing is None:
            framing = Framing.INSERT
        if framing is None and len(subjects) == 2:
            framing = Framing.TWO_SHOT
        elif framing is None and len(subjects) > 2:
            framing = Framing.MASTER
        if framing is Framing.INSERT and not subjects:
            raise _error(
                "an insert of nothing", f"Name a thing: {', '.join(self.names.props.values()) or 'a prop'}.", self.made
            )
        if framing is Framing.TWO_SHOT and len(subjects) == 1:
            raise _error(f"a two-shot of {subjects[0]} alone", "Name two people, or write single.", self.made)
        return replace(self.made, **{**values, "framing": framing, "subjects": tuple(subjects), "over": over})


def _apart(text: str) -> str:
    """Words as they are looked up: hyphens and apostrophes part them ("push-in", "ANNA'S")."""
    return re.sub(r"[-–‑'’&+.]", " ", text)


def _fold(text: str) -> str:
    """Lower case, without accents, marks of punctuation as spaces."""
    plain = unicodedata.normalize("NFKD", _apart(text)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w/]+", " ", plain).split())


def _error(what: str, fix: str, made: Direction) -> ScriptError:
    note = f"{what}, in {made.written!r}" if made.key else f"{what}, in [[{made.written}]]"
    return ScriptError(note, fix=fix, file=made.file or None, line=made.line or None, key=made.key or None)
