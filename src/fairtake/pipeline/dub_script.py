"""A dub's script against the film's: which line is said instead of which.

Scenes are matched by their headings in order, speeches by their cues in order. A speech that the
film says in two lines may be one in the dub, and the other way round; a speech too many, too few
or of somebody else is an error that names both lines.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fairtake import breakdown, screenplay
from fairtake.errors import ScriptError
from fairtake.model.breakdown import Breakdown, Delivery, Line
from fairtake.model.screenplay import ElementKind, Screenplay

__all__ = ["DubScript", "read_dub"]


@dataclass(frozen=True, slots=True)
class DubScript:
    """The words of a dub: `lines` by the number of the film's line they begin with, as that line is
    said but for the words (and their place in the dub's script at `path`); `through` the number of the last line of the film each replaces. `title`
    may be empty."""

    language: str
    path: str
    title: str
    lines: dict[int, Line]
    through: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Speech:
    """A cue and its lines."""

    role: str
    lines: tuple[Line, ...]


def read_dub(film: Breakdown, script: Screenplay, path: Path, language: str) -> DubScript:
    """The dub's script at `path`, matched with the film's own `script`. Raises ScriptError."""
    other = screenplay.read_screenplay(path)
    found = breakdown.break_down(other, language)
    scenes, dubbed = _speeches(film, script), _speeches(found, other)
    if len(scenes) != len(dubbed):
        raise ScriptError(
            f"the dub has {_count(len(dubbed), 'scene')} and the film {_count(len(scenes), 'scene')}",
            file=str(path),
            line=_first_difference(scenes, dubbed, other),
            fix="Translate the film's script scene by scene, headings and all.",
        )
    names: dict[str, str] = {}
    known = {role.name for role in film.roles}
    lines: dict[int, Line] = {}
    through: dict[int, int] = {}
    for number, (own, new) in enumerate(zip(scenes, dubbed, strict=True), start=1):
        _check(own, new, number, path, names, known)
        for speech, spoken in zip(own, new, strict=True):
            for line, last in _shared(speech.lines, spoken.lines):
                lines[line.number], through[line.number] = line, last
    return DubScript(language, str(path), other.field("title"), lines, through)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _speeches(film: Breakdown, script: Screenplay) -> list[list[_Speech]]:
    """Speeches by the heading they stand under; what stands above the first counts to it."""
    headings = [one.span.start for one in script.elements if one.kind is ElementKind.SCENE_HEADING]
    cues = [one.span.start for one in script.elements if one.kind is ElementKind.CHARACTER]
    scenes: list[list[_Speech]] = [[] for _ in range(max(1, len(headings)))]
    seen: dict[int, Line] = {}
    for scene in film.scenes:
        seen |= {beat.number: beat for beat in scene.beats if isinstance(beat, Line)}
    lines = [seen[number] for number in sorted(seen)]
    for (_, role), group in itertools.groupby(lines, key=lambda line: (bisect_right(cues, line.span.start), line.role)):
        spoken = tuple(group)
        scenes[max(0, bisect_right(headings, spoken[0].span.start) - 1)].append(_Speech(role, spoken))
    return scenes


def _first_difference(
    scenes: Sequence[Sequence[_Speech]], dubbed: Sequence[Sequence[_Speech]], script: Screenplay
) -> int | None:
    """The line of the dub's first heading whose scene does not go with the film's."""
    headings = [one for one in script.elements if one.kind is ElementKind.SCENE_HEADING]
    for k, heading in enumerate(headings):
        if k >= len(scenes) or len(scenes[k]) != len(dubbed[k]):
            return heading.span.line
    return headings[-1].span.line if headings else 1


def _check(
    own: Sequence[_Speech], new: Sequence[_Speech], scene: int, path: Path, names: dict[str, str], known: set[str]
) -> None:
    """Every speech is said by the same role; `names` learns what the dub calls each."""
    for speech, spoken in itertools.zip_longest(own, new):
        first = spoken.lines[0] if spoken is not None else None
        if speech is None:
            assert first is not None
            raise ScriptError(
                f"scene {scene} has a speech more than the film's: {_quoted(first)}",
                file=str(path),
                line=first.span.line,
                fix="Take it out, or write it in the film's script too.",
            )
        if spoken is None or first is None:
            raise ScriptError(
                f"scene {scene} has no words for line {speech.lines[0].number} of the film: {_quoted(speech.lines[0])}",
                file=str(path),
                line=new[-1].lines[-1].span.line if new else None,
                fix="Translate it.",
            )
        meant = names.setdefault(spoken.role, spoken.role if spoken.role in known else speech.role)
        if meant != speech.role:
            raise ScriptError(
                f"scene {scene}: {_quoted(first)} stands where line {speech.lines[0].number} of the film is "
                f"{_quoted(speech.lines[0])}",
                file=str(path),
                line=first.span.line,
                fix="Keep the speeches in the film's order, each under the name of who says it there.",
            )


def _quoted(line: Line) -> str:
    words = line.text if len(line.text) <= 40 else line.text[:38].rstrip() + "…"
    return f"{line.role}'s “{words}”"


def _shared(own: Sequence[Line], new: Sequence[Line]) -> list[tuple[Line, int]]:
    """The new words of a speech on its old lines: (line to say, last line it replaces)."""
    count = min(len(own), len(new))
    shared = []
    for k in range(count):
        mine = own[k * len(own) // count : (k + 1) * len(own) // count]
        words = new[k * len(new) // count : (k + 1) * len(new) // count]
        text, marks = "", []
        for part in words:
            text += " " if text else ""
            marks += [(start + len(text), end + len(text)) for start, end in part.emphasis]
            text += part.text
        first = words[0]
        shared.append(
            (
                replace(
                    mine[0],
                    text=text,
                    emphasis=tuple(marks),
                    span=first.span,
                    language=first.language,
                    interrupted=words[-1].interrupted,
                    delivery=first.delivery if first.delivery is not Delivery.NORMAL else mine[0].delivery,
                ),
                mine[-1].number,
            )
        )
    return shared
