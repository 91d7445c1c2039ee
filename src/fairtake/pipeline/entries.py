"""Which entry of film.toml speaks of what in the script."""

from __future__ import annotations

from fairtake.model.breakdown import Setting
from fairtake.model.film import FilmSettings, PlaceEntry

__all__ = ["names_place", "place_entry"]


def place_entry(settings: FilmSettings, setting: Setting) -> PlaceEntry | None:
    """What film.toml says of a place: by its name, or by the start of its heading."""
    for name, entry in settings.places.items():
        if names_place(name, setting):
            return entry
    return None


def names_place(name: str, setting: Setting) -> bool:
    """Whether an entry's name is that of a place."""
    return setting.place.upper() == name or setting.heading.upper().startswith(name)
