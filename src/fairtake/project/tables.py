"""film.toml as it is written: its tables, strict about keys and types."""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

from fairtake.errors import ProjectError
from fairtake.model.footage import Quality

__all__ = [
    "CastTable",
    "ClearanceTable",
    "FilmFile",
    "FilmTable",
    "PictureTable",
    "PlaceTable",
    "ShotTable",
    "SubtitlesTable",
    "read_tables",
]


class FilmTable(msgspec.Struct, forbid_unknown_fields=True):
    """[film]."""

    title: str = ""
    script: str = ""
    language: str = ""
    size: tuple[int, int] | None = None
    aspect: str = ""
    height: int | None = None
    fps: int = 24
    look: str = "ligne"
    style: str = "classical"
    score: str = ""
    seed: int = 1
    series: str = ""
    quality: Quality = Quality.FINAL
    handles: int = 0


class PictureTable(msgspec.Struct, forbid_unknown_fields=True):
    """[picture]."""

    grain: float = 0.0
    grade: str = ""
    lift: tuple[float, float, float] | float = 0.0
    gamma: tuple[float, float, float] | float = 1.0
    gain: tuple[float, float, float] | float = 1.0
    saturation: float = 1.0
    letterbox: float = 0.0
    depth_of_field: float = 0.0
    motion_blur: float = 0.0


class CastTable(msgspec.Struct, forbid_unknown_fields=True):
    """[cast.NAME]."""

    appearance: str = ""
    voice: str = ""
    voice_rights: str = ""
    language: str = ""
    model: str = ""
    model_rights: str = ""
    model_face: Literal["", "own", "drawn"] = ""
    face: str = ""
    recording: str = ""
    grant: str | list[str] = ""


class PlaceTable(msgspec.Struct, forbid_unknown_fields=True):
    """[places."INT. KITCHEN"]."""

    set: str = ""
    model: str = ""
    model_rights: str = ""
    model_scale: float = 1.0
    model_up: Literal["", "y", "z", "x"] = ""
    model_turn: float = 0.0
    photo: str = ""
    grant: str | list[str] = ""


class ShotTable(msgspec.Struct, forbid_unknown_fields=True):
    """[shots."2A-3"], in single keys."""

    shot: str = ""
    kind: str = ""
    size: str = ""
    subjects: list[str] = msgspec.field(default_factory=list)
    over: str = ""
    move: str = ""
    lens_mm: float | None = None
    angle: str = ""
    side: str = ""
    style: str = ""
    average_shot_length: float | None = None


class HumanTable(msgspec.Struct, forbid_unknown_fields=True):
    """[human]: a person's work that stands instead of the machine's."""

    lines: str = ""
    lines_rights: str = ""
    lines_grant: str | list[str] = ""
    shots: str = ""
    shots_rights: str = ""
    shots_grant: str | list[str] = ""
    music: str = ""
    music_rights: str = ""
    music_grant: str | list[str] = ""


class SubtitlesTable(msgspec.Struct, forbid_unknown_fields=True):
    """[subtitles]."""

    captions: bool = False
    burn_subtitles: bool = False
    audio_description: bool = False
    font: str = ""


class SoundTable(msgspec.Struct, forbid_unknown_fields=True):
    """[sound]."""

    target: str = "web"
    surround: bool = False


class ClearanceTable(msgspec.Struct, forbid_unknown_fields=True):
    """[clearance]."""

    project: str = ""
    strike: bool = False
    countersign: bool | str = False
    registry: str = ""
    revocations: list[str] = msgspec.field(default_factory=list)
    max_age_days: int = 0
    mark: Literal["likeness", "always", "never"] = "likeness"
    training: Literal["notAllowed", "allowed"] = "notAllowed"
    territory: list[str] = msgspec.field(default_factory=list)
    media: list[str] = msgspec.field(default_factory=list)
    certificate: str = ""
    private_key: str = ""


class FilmFile(msgspec.Struct, forbid_unknown_fields=True):
    """All of film.toml."""

    film: FilmTable = msgspec.field(default_factory=FilmTable)
    picture: PictureTable = msgspec.field(default_factory=PictureTable)
    cast: dict[str, CastTable] = msgspec.field(default_factory=dict)
    places: dict[str, PlaceTable] = msgspec.field(default_factory=dict)
    shots: dict[str, str | ShotTable] = msgspec.field(default_factory=dict)
    steps: dict[str, bool] = msgspec.field(default_factory=dict)
    human: HumanTable = msgspec.field(default_factory=HumanTable)
    subtitles: SubtitlesTable = msgspec.field(default_factory=SubtitlesTable)
    dub: dict[str, str] = msgspec.field(default_factory=dict)
    sound: SoundTable = msgspec.field(default_factory=SoundTable)
    clearance: ClearanceTable = msgspec.field(default_factory=ClearanceTable)


def read_tables(data: dict[str, Any], name: str) -> FilmFile:
    """The tables of the film.toml called `name`. Raises ProjectError with the key and the fix."""
    try:
        return msgspec.convert(data, FilmFile)
    except msgspec.ValidationError as error:
        text = str(error)
        where = re.search(r" - at `(?:key in )?\$\.?([^`]*)`", text)
        key = where.group(1).strip(".") if where else ""
        what = text.split(" - at")[0]
        unknown = re.match(r"Object contains unknown field `(.+)`", what)
        if unknown:
            key = f"{key}.{unknown.group(1)}".strip(".")
            known = _known_keys(key)
            raise ProjectError("unknown key", file=name, key=key, fix=f"Known here: {', '.join(known)}.") from error
        raise ProjectError(
            what[0].lower() + what[1:].replace("`", ""), file=name, key=key, fix="Change its type."
        ) from error


def _known_keys(key: str) -> tuple[str, ...]:
    section = key.split(".")[0] if "." in key else ""
    structs: dict[str, type[msgspec.Struct]] = {
        "film": FilmTable, "picture": PictureTable, "cast": CastTable, "places": PlaceTable, "shots": ShotTable, "human": HumanTable,
        "subtitles": SubtitlesTable, "sound": SoundTable, "clearance": ClearanceTable,
    }  # fmt: skip
    struct = structs.get(section, FilmFile)
    return tuple(field.encode_name for field in msgspec.structs.fields(struct))
