"""What film.toml chooses by name, checked before any work is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairtake import directing, rendering
from fairtake.errors import FairtakeError, ProjectError
from fairtake.model.breakdown import Breakdown
from fairtake.model.film import FilmSettings
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.span import Gap
from fairtake.pipeline.entries import names_place, place_entry
from fairtake.sound import score
from fairtake.staging import sets

__all__ = [
    "check_choices",
    "look_text",
    "named_in_film_toml",
    "place_entry",
    "render_settings",
    "style_path",
    "unused_entries",
]


def check_choices(settings: FilmSettings) -> None:
    """Style, look, grade and set kits must exist. Raises ProjectError or RenderError, naming the key."""
    directing.load_style(style_path(settings))
    _check_look(settings)
    rendering.check_development(settings.picture)
    if settings.score and settings.score not in score.PALETTES:
        raise ProjectError(
            f"there is no palette {settings.score!r} for the music",
            key="film.score",
            fix=f"Use one of: {', '.join(sorted(score.PALETTES))}; or turn music off: [steps] score = false.",
        )
    for place, entry in settings.places.items():
        if entry.set and entry.set not in sets.kit_names():
            raise ProjectError(
                f"there is no set kit {entry.set!r}",
                key=f'places."{place}".set',
                fix=f"Use one of: {', '.join(sets.kit_names())}.",
            )


def _check_look(settings: FilmSettings) -> None:
    if settings.look.endswith(".toml") or "/" in settings.look:
        rendering.load_look(Path(settings.root) / settings.look)
    else:
        rendering.find_look(settings.look)


def look_text(settings: FilmSettings) -> str:
    """The text of a look file of one's own, empty for a look that comes with the program."""
    if not settings.look.endswith(".toml") and "/" not in settings.look:
        return ""
    return rendering.read_look_file(Path(settings.root) / settings.look)


def render_settings(settings: FilmSettings, size: tuple[int, int], quality: Quality) -> RenderSettings:
    """How a film's pictures are drawn. All of it goes into the keys under which they are stored,
    the bytes of a look file included."""
    return RenderSettings(size, quality, settings.look, look_text=look_text(settings), development=settings.picture)


def style_path(settings: FilmSettings) -> str:
    """The style's name, or the path of a style file of one's own in the film's folder."""
    own = Path(settings.root) / settings.style
    return str(own) if own.is_file() else settings.style


@contextmanager
def named_in_film_toml(settings: FilmSettings) -> Iterator[None]:
    """An error that names a key of film.toml names the file too."""
    try:
        yield
    except FairtakeError as error:
        toml = Path(settings.root) / "film.toml"
        if error.key and not error.file and toml.is_file():
            error.file = str(toml)
        raise


def unused_entries(settings: FilmSettings, breakdown: Breakdown) -> list[Gap]:
    """Entries of film.toml that speak of nobody and of no place in the script."""
    people = {name.upper() for role in breakdown.roles for name in (role.name, *role.aliases)}
    gaps = [
        Gap(
            "film.toml",
            f"[cast.{role}]",
            "nobody in the script has this name",
            f"Use a name from the script: {', '.join(sorted(people)[:8])}." if people else "Remove it.",
        )
        for role in settings.cast
        if role not in people
    ]
    for place in settings.places:
        if not any(names_place(place, scene.setting) for scene in breakdown.scenes):
            why = "no scene's heading begins with this, and no place has this name"
            gaps.append(Gap("film.toml", f'[places."{place}"]', why, "Write the heading as in the script."))
    return gaps
