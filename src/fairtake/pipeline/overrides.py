"""[shots] in film.toml and an edited shots.json, as directions for the planner.

A shot number in film.toml means the stretch that shot has in the plan made without [shots]: add
an entry or take one away, and the others still mean what they meant. Numbers on the screen are
those of the finished plan; `fairtake shots` of a film without [shots] prints the ones to use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from fairtake import directing
from fairtake.breakdown import names_in, read_direction
from fairtake.errors import FairtakeError, ProjectError, ScriptError
from fairtake.model.breakdown import Breakdown, Event, Scene
from fairtake.model.direction import Ask, Direction
from fairtake.model.film import FilmSettings, ShotEntry
from fairtake.model.shotlist import Shot
from fairtake.pipeline.choices import style_path

__all__ = ["check_shots", "directions_for", "names_of", "split_shot_number", "styles_for"]

_REST = re.compile(r"[A-Z]+-\d+")


def split_shot_number(key: str, scenes: Sequence[str]) -> str | None:
    """The scene's number that a key of [shots] begins with (or is); None when there is none."""
    key = key.strip()
    if key in scenes:
        return key
    found = [scene for scene in scenes if key.startswith(scene) and _REST.fullmatch(key[len(scene) :])]
    return max(found, key=len, default=None)


def check_shots(settings: FilmSettings, breakdown: Breakdown) -> None:
    """Every key of [shots] must name a scene of the script, or a shot in one. What stands there
    must be understood. Raises ProjectError, naming the key; whether there is such a shot is only
    known once its scene is planned."""
    scenes = {scene.number: scene for scene in breakdown.scenes}
    for key, entry in settings.shots.items():
        number = split_shot_number(key, list(scenes))
        if number is None:
            near = get_close_matches(key, scenes, 1, 0.5)
            raise ProjectError(
                "no scene of the script has this number, and no shot can",
                key=f"shots.{key}",
                fix=f"Use a scene's number ({_few(list(scenes))}) or a shot's, such as {(near or list(scenes))[0]}A-1.",
            )
        _read(key, entry, scenes[number], breakdown, None)


def directions_for(
    settings: FilmSettings, breakdown: Breakdown, scene: Scene, plan: Callable[[], Sequence[Shot]]
) -> tuple[Direction, ...]:
    """What film.toml asks of a scene. `plan` gives the scene's shots as they are without
    [shots]; it is called only when a shot is named. Raises ProjectError for a number that no
    shot has, naming the key."""
    scenes = [each.number for each in breakdown.scenes]
    mine = {key: entry for key, entry in settings.shots.items() if split_shot_number(key, scenes) == scene.number}
    found: list[Direction] = []
    shots: Mapping[str, Shot] | None = None
    for key, entry in sorted(mine.items()):
        if key.strip() == scene.number:
            found += _read(key, entry, scene, breakdown, None)
            continue
        if shots is None:
            shots = {shot.number: shot for shot in plan()}
        shot = shots.get(key.strip())
        if shot is None:
            near = get_close_matches(key, shots, 1, 0.5)
            help_ = f"Did you mean {near[0]}? " if near else ""
            raise ProjectError(
                f"scene {scene.number} has no shot of this number",
                key=f"shots.{key}",
                fix=f"{help_}Without [shots] its shots are {_few(list(shots))}.",
            )
        found += _read(key, entry, scene, breakdown, (shot.start, shot.end))
    return tuple(found)


def _read(
    key: str, entry: ShotEntry, scene: Scene, breakdown: Breakdown, frames: tuple[int, int] | None
) -> list[Direction]:
    """An entry as directions, on `frames` of its scene or (None) for the whole of it."""
    whole = key.strip() == scene.number
    place = f"shots.{key}"
    found: list[Direction] = []
    if entry.wish:
        names = names_in(scene, breakdown.roles)
        try:
            direction = read_direction(entry.wish, names, key=place)
            if direction is None:
                direction = replace(
                    read_direction(f"shot: {entry.wish}", names, key=place) or _never(), written=entry.wish
                )
        except ScriptError as error:
            raise ProjectError(error.what, fix=error.fix, key=place) from error
        if whole and direction.ask not in (Ask.STYLE, Ask.NO_CUT):
            raise ProjectError(
                f"{entry.wish!r} cannot be asked of a whole scene",
                key=place,
                fix=f'Name a shot ("{scene.number}A-1"), or ask for a style, a tempo, or "no cut".',
            )
        found.append(replace(direction, frames=frames))
    if entry.style or entry.average_shot_length is not None:
        written = ", ".join(
            [f"style = {entry.style}"] * bool(entry.style)
            + ([f"average_shot_length = {entry.average_shot_length:g}"] if entry.average_shot_length else [])
        )
        found.append(
            Direction(
                Ask.STYLE, written, key=place, frames=frames, style=entry.style,
                average_shot_length=entry.average_shot_length,
            )
        )  # fmt: skip
    return found


def _never() -> Direction:
    raise AssertionError("a text that begins with shot: is a direction or an error")


def names_of(breakdown: Breakdown) -> dict[str, str]:
    """Everybody and everything a shot may be about, by name in lower case."""
    names = [role.name for role in breakdown.roles]
    for scene in breakdown.scenes:
        names += [prop.name for prop in scene.props]
        names += [beat.theme for beat in scene.beats if isinstance(beat, Event) and beat.theme]
    return {name.casefold(): name for name in reversed(names)}


def styles_for(
    settings: FilmSettings, directions: Iterable[Direction]
) -> tuple[dict[str, directing.Style], dict[str, bytes]]:
    """The styles that directions name, and the bytes of those that are files of the film's
    folder. A name may be written with its accents or without. Raises FairtakeError, naming
    where a style is asked for that does not exist."""
    styles: dict[str, directing.Style] = {}
    files: dict[str, bytes] = {}
    for direction in directions:
        name = direction.style
        if not name or name in styles:
            continue
        path = _style_file(settings, name)
        if Path(path).is_file():
            files[name] = Path(path).read_bytes()
        try:
            styles[name] = directing.load_style(path)
        except ProjectError as error:
            if error.file is not None and Path(error.file).is_file():
                raise
            kind: type[FairtakeError] = ProjectError if direction.key else ScriptError
            raise kind(
                f"there is no style {name!r}",
                fix=error.fix,
                file=direction.file or None,
                line=direction.line or None,
                key=direction.key or None,
            ) from error
    return styles, files


def _style_file(settings: FilmSettings, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(" ", "-")
    for written in (name, f"{name}.toml", plain, f"{plain}.toml"):
        found = style_path(replace(settings, style=written))
        if Path(found).is_file():
            return found
    return plain if not name.endswith(".toml") else name


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:8]) + (f" ... {names[-1]}" if len(names) > 8 else "")
