"""Where each direction of a scene stands among its beats, and whom it may name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fairtake.breakdown.notes import Names, read_direction, resembles
from fairtake.errors import ScriptError
from fairtake.model.breakdown import Event, Line, Role, Scene
from fairtake.model.direction import Ask, Direction
from fairtake.model.screenplay import Note
from fairtake.model.span import Gap

__all__ = ["names_in", "scene_directions", "whole_film"]

_INSETS = re.compile(r"\[\[.*?\]\]|/\*.*?\*/", re.DOTALL)
_MARKS = re.compile(r"\\?[*_]")


def names_in(scene: Scene, roles: Iterable[Role]) -> Names:
    """Whom and what a direction in this scene may name: its roles by every name they go by
    (a single word of a name counts where it is nobody else's), its props, and what its events
    are done to."""
    everybody = {role.name: (*role.aliases, *role.name.split()) for role in roles}
    shared = Counter(word.casefold() for names in everybody.values() for word in set(names))
    own = {
        role: [name for name in names if len(name) > 2 and shared[name.casefold()] == 1]
        for role, names in everybody.items()
    }
    here = {role: own.get(role, []) for role in scene.roles}
    things = [prop.name for prop in scene.props]
    things += [beat.theme for beat in scene.beats if isinstance(beat, Event) and beat.theme not in ("", *everybody)]
    return Names.of(here, dict.fromkeys(things), {role: own[role] for role in everybody if role not in here})


def scene_directions(
    scene: Scene, notes: Sequence[Note], roles: Iterable[Role], source: str, gaps: list[Gap]
) -> tuple[Direction, ...]:
    """The directions among a scene's notes, in order; what only nearly is one goes to `gaps`.
    Raises ScriptError where one cannot be understood."""
    names = names_in(scene, roles)
    found: list[Direction] = []
    for note in notes:
        direction = read_direction(note.text, names, file=note.span.file, line=note.span.line)
        if direction is not None:
            beat, character = _anchor(scene, note, source)
            found.append(replace(direction, beat=beat, character=character))
            continue
        nearly = resembles(note.text)
        if nearly:
            why = "this note is no direction, though it nearly reads like one"
            gaps.append(Gap("breakdown", f"[[{note.text}]]", why, f"Did you mean [[{nearly}]]?", note.span))
    return tuple(found)


def whole_film(notes: Iterable[Note], gaps: list[Gap]) -> tuple[Direction, ...]:
    """What notes before the first scene ask for, at the beginning of every scene: only a style
    can be asked for there. Raises ScriptError for anything else."""
    found: list[Direction] = []
    for note in notes:
        try:
            direction = read_direction(note.text, Names(), file=note.span.file, line=note.span.line)
        except ScriptError as error:
            if error.what.startswith("a style"):
                raise
            direction = Direction.at(Ask.SHOT, note.text, note.span)
        if direction is None:
            nearly = resembles(note.text)
            if nearly:
                why = "this note is no direction, though it nearly reads like one"
                gaps.append(Gap("breakdown", f"[[{note.text}]]", why, f"Did you mean [[{nearly}]]?", note.span))
        elif direction.ask is not Ask.STYLE:
            raise ScriptError(
                f"[[{note.text}]] stands before the first scene, where only a style can be asked for",
                fix="Move it into the scene it is meant for.",
                file=note.span.file,
                line=note.span.line,
            )
        else:
            found.append(direction)
    if len(found) > 1:
        raise ScriptError(
            f"two styles for the whole film: line {found[0].line} asks for {found[0].style}, this one for {found[-1].style}",
            fix="Keep one of them.",
            file=found[-1].file,
            line=found[-1].line,
        )
    return tuple(found)


def _anchor(scene: Scene, note: Note, source: str) -> tuple[int, int]:
    """The beat a note stands before, or within, and after how many characters of its text."""
    at = note.span.start
    for place, beat in enumerate(scene.beats):
        if isinstance(beat, Line) and beat.span.start < at < beat.span.end and source:
            said = _MARKS.sub("", _INSETS.sub(" ", source[beat.span.start : at]))
            return place, min(len(" ".join(said.split())), len(beat.text))
        if beat.span.start >= at:
            return place, 0
    return len(scene.beats), 0
