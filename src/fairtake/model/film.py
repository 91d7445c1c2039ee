"""Film: what the people who make it have decided, from film.toml and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairtake.model.footage import Development, Quality

__all__ = ["CastEntry", "ClearanceSettings", "FilmSettings", "PlaceEntry", "ShotEntry", "Subtitling"]


@dataclass(frozen=True, slots=True)
class CastEntry:
    """[cast.NAME]: `appearance` in words, `voice` an eSpeak voice name such as "en-gb+low";
    `model` the path of a rigged model that stands instead of the built-in figure, in the film's
    folder, `model_rights` by what right it is used, and `model_face` "drawn" to have the drawn
    face on it in any case; `voice` may be the path of a voice file (.onnx), used by `voice_rights`;
    `grant` the paths of signed grants for what is lent for the role; `face` a picture and `recording` a
    voice to match, both in the film's folder."""

    appearance: str = ""
    voice: str = ""
    language: str = ""
    model: str = ""
    model_rights: str = ""
    model_face: str = ""
    voice_rights: str = ""
    grant: tuple[str, ...] = ()
    face: str = ""
    recording: str = ""


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """[places."INT. KITCHEN"]: `set` the name of a set kit; `model` the path of a model that stands
    instead of the built-in set, in the film's folder, and `model_rights` by what right it is
    used. What its file does not say: `model_scale` metres of its unit (1: what its format says),
    `model_up` the axis that points up ("y", "z", "x"; "": as its format says), `model_turn` degrees about
    the vertical; `grant` the paths of signed grants for the model and for the `photo`, a picture of the place."""

    set: str = ""
    model: str = ""
    model_rights: str = ""
    model_scale: float = 1.0
    model_up: str = ""
    model_turn: float = 0.0
    grant: tuple[str, ...] = ()
    photo: str = ""


@dataclass(frozen=True, slots=True)
class ShotEntry:
    """[shots."2A-3"] or [shots."2"]: `wish` in the words of a note in the script ("CU ANNA,
    85mm", "hold", "cut", "style: tableau"); `style` a name or the path of a style file and
    `average_shot_length` in seconds, for the stretch of that shot or for that scene."""

    wish: str = ""
    style: str = ""
    average_shot_length: float | None = None


@dataclass(frozen=True, slots=True)
class Subtitling:
    """[subtitles]: what is written for a film beside its plain subtitles. `captions` for the hard of
    hearing (film.sdh.srt), `burn_subtitles` into the picture, `audio_description` for the blind
    (film.ad.m4a); `font` a font file of the film's folder for letters no typeface of ours has."""

    captions: bool = False
    burn_subtitles: bool = False
    audio_description: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceSettings:
    """[clearance]: `project` the slug grants name the film by (default that of its title); `strike` while there
    is one; `countersign` "yes" when grants count only with the production's signature, or whose (a did:key);
    `registry` a URL ("" for the user's own); `revocations` lists of revocations in the film's folder, at most
    `max_age_days` old (0: what each grant says); `mark` when pictures and sound are watermarked ("likeness", "always",
    "never"); `training` whether the film may be trained on ("notAllowed", "allowed"); `territory` and `media` where and
    how the film is shown, as far as it is said; `certificate` and `private_key` PEM files in the film's folder
    (or absolute) of who signs ("": the environment's, or this machine's own)."""

    project: str = ""
    strike: bool = False
    countersign: str = ""
    registry: str = ""
    revocations: tuple[str, ...] = ()
    max_age_days: int = 0
    mark: str = "likeness"
    training: str = "notAllowed"
    territory: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    certificate: str = ""
    private_key: str = ""


@dataclass(frozen=True, slots=True)
class FilmSettings:
    """All settings of one film. `root` is the film's folder, `script` a path inside it;
    `language` may be empty: then the script tells it; `score` too: then the film chooses the
    palette of its music; `series` what this is a film of: roles of the same name have the same
    voice in all its films; `lines` the folder of recordings that stand instead of synthetic
    speech, and `lines_rights` by what right they are used; `plates` the folder of filmed or drawn pictures that stand
    instead of shots, and `plates_rights`; `music` a file that plays
    instead of the score, and `music_rights`; `target` one of model.sound.TARGETS, and
    `surround` asks for a 5.1 mix beside the stereo one."""

    root: str
    script: str
    title: str = ""
    language: str = ""
    size: tuple[int, int] = (960, 540)
    fps: int = 24
    look: str = "ligne"
    style: str = "classical"
    score: str = ""
    seed: int = 1
    quality: Quality = Quality.FINAL
    cast: Mapping[str, CastEntry] = field(default_factory=dict)
    places: Mapping[str, PlaceEntry] = field(default_factory=dict)
    shots: Mapping[str, ShotEntry] = field(default_factory=dict)
    handles: int = 0
    steps: Mapping[str, bool] = field(default_factory=dict)
    picture: Development = field(default_factory=Development)
    series: str = ""
    lines: str = ""
    lines_rights: str = ""
    plates: str = ""
    plates_rights: str = ""
    subtitles: Subtitling = field(default_factory=Subtitling)
    dubs: Mapping[str, str] = field(default_factory=dict)
    """Scripts of dubbed versions by language: absolute, or in the film's folder."""
    music: str = ""
    music_rights: str = ""
    target: str = "web"
    surround: bool = False
    lines_grant: tuple[str, ...] = ()
    """Signed grants for all recordings; music_grant and plates_grant likewise."""
    music_grant: tuple[str, ...] = ()
    plates_grant: tuple[str, ...] = ()
    clearance: ClearanceSettings = field(default_factory=ClearanceSettings)
