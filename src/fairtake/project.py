"""The film folder: film.toml and the script it names, and whether a film is up to date.

`load` turns what a user points at - a screenplay, or a folder with film.toml - into
FilmSettings. Everything here is light: an unchanged film is recognised before any engine
is imported.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from fairtake.errors import OutputError, ProjectError
from fairtake.model.film import CastEntry, FilmSettings, PlaceEntry, ShotEntry, Subtitling
from fairtake.model.footage import Development, Quality
from fairtake.model.sound import TARGETS
from fairtake.store import replace_file

__all__ = [
    "Manifest",
    "code_digest",
    "dub_named",
    "dub_script",
    "file_digest",
    "file_name",
    "inputs_digest",
    "is_voice_file",
    "load",
    "model_digest",
    "output_folder",
    "recording_files",
    "slug",
]

STEPS = ("title", "credits", "effects", "ambience", "score")
"""Automatic steps that [steps] can turn off."""

_RIGHTS = {"own work": "own work", "cc0": "CC0"}
"""What may be said of a model, a voice file or recordings, as long as no grant for other people's work can be checked."""

_WORDS = {
    "model": ("a model needs", "the model", "if you made it and it is nobody's likeness"),
    "lines": (
        "recordings need",
        "the folder of recordings",
        "if you made them and the voices agreed to be in this film",
    ),
    "music": ("music needs", "the music", "if you made it"),
    "voice": ("a voice file needs", "the voice file", "if you made it from your own voice"),
}

_SCRIPTS = (".fountain", ".fdx", ".txt", ".spmd", ".md")


class _Film(msgspec.Struct, forbid_unknown_fields=True):
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


class _Picture(msgspec.Struct, forbid_unknown_fields=True):
    grain: float = 0.0
    grade: str = ""
    lift: tuple[float, float, float] | float = 0.0
    gamma: tuple[float, float, float] | float = 1.0
    gain: tuple[float, float, float] | float = 1.0
    saturation: float = 1.0
    letterbox: float = 0.0
    depth_of_field: float = 0.0
    motion_blur: float = 0.0


class _Cast(msgspec.Struct, forbid_unknown_fields=True):
    appearance: str = ""
    voice: str = ""
    voice_rights: str = ""
    language: str = ""
    model: str = ""
    model_rights: str = ""
    model_face: Literal["", "own", "drawn"] = ""
    face: str | None = None
    recording: str | None = None
    grant: str | None = None


class _Place(msgspec.Struct, forbid_unknown_fields=True):
    set: str = ""
    model: str = ""
    model_rights: str = ""
    model_scale: float = 1.0
    model_up: Literal["", "y", "z", "x"] = ""
    model_turn: float = 0.0
    photo: str | None = None


class _Shot(msgspec.Struct, forbid_unknown_fields=True):
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


class _Human(msgspec.Struct, forbid_unknown_fields=True):
    lines: str = ""
    lines_rights: str = ""
    shots: str | None = None
    music: str = ""
    music_rights: str = ""


class _Subtitles(msgspec.Struct, forbid_unknown_fields=True):
    captions: bool = False
    burn_subtitles: bool = False
    audio_description: bool = False
    font: str = ""


class _Sound(msgspec.Struct, forbid_unknown_fields=True):
    target: str = "web"
    surround: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    film: _Film = msgspec.field(default_factory=_Film)
    picture: _Picture = msgspec.field(default_factory=_Picture)
    cast: dict[str, _Cast] = msgspec.field(default_factory=dict)
    places: dict[str, _Place] = msgspec.field(default_factory=dict)
    shots: dict[str, str | _Shot] = msgspec.field(default_factory=dict)
    steps: dict[str, bool] = msgspec.field(default_factory=dict)
    human: _Human = msgspec.field(default_factory=_Human)
    subtitles: _Subtitles = msgspec.field(default_factory=_Subtitles)
    dub: dict[str, str] = msgspec.field(default_factory=dict)
    sound: _Sound = msgspec.field(default_factory=_Sound)


def load(path: Path) -> FilmSettings:
    """Settings of the film at `path`: a screenplay file, a film.toml, or a folder.

    Raises ProjectError, naming the file, the key and the fix.
    """
    if not path.exists():
        raise ProjectError("there is no such file or folder", file=str(path), fix="Check the spelling of the path.")
    if path.is_dir():
        toml = path / "film.toml"
        if toml.is_file():
            return _from_toml(toml)
        return FilmSettings(root=str(path), script=_only_script(path))
    if path.name == "film.toml" or path.suffix == ".toml":
        return _from_toml(path)
    return FilmSettings(root=str(path.parent), script=path.name)


def _only_script(folder: Path) -> str:
    try:
        scripts = sorted(item.name for item in folder.iterdir() if item.suffix.lower() in _SCRIPTS[:2])
    except OSError as error:
        raise ProjectError(
            f"the folder cannot be read: {error.strerror}", file=str(folder), fix="Change its rights."
        ) from error
    if len(scripts) == 1:
        return scripts[0]
    if not scripts:
        raise ProjectError(
            "no film.toml and no screenplay in this folder",
            file=str(folder),
            fix="Put a .fountain or .fdx file there, or a film.toml that names one.",
        )
    raise ProjectError(
        f"several screenplays in this folder ({', '.join(scripts)})",
        file=str(folder),
        fix='Name one in film.toml: [film] script = "...".',
    )


def _from_toml(path: Path) -> FilmSettings:
    name = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ProjectError(f"cannot be read: {error.strerror}", file=name, fix="Change its rights.") from error
    except UnicodeDecodeError as error:
        raise ProjectError("is not UTF-8 text", file=name, fix="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ProjectError(
            f"is not valid TOML: {str(error).split(' (at')[0]}",
            file=name,
            line=int(line.group(1)) if line else None,
            fix="Mend that line; text values stand in quotes.",
        ) from error
    file = _convert(data, name)
    _refuse_references(file, name)
    film = file.film
    script = film.script or _only_script(path.parent)
    if not (path.parent / script).is_file():
        raise ProjectError(
            f"the script {script!r} is not there",
            file=name,
            key="film.script",
            fix="Correct the path; it is relative to film.toml.",
        )
    return FilmSettings(
        root=str(path.parent),
        script=script,
        title=film.title,
        language=film.language,
        size=_size(film, name),
        fps=_within(film.fps, 8, 120, name, "film.fps"),
        look=film.look,
        style=film.style,
        score=film.score,
        seed=film.seed,
        series=film.series.strip(),
        quality=film.quality,
        handles=_within(film.handles, 0, 240, name, "film.handles"),
        cast={
            role.upper(): CastEntry(
                entry.appearance,
                entry.voice,
                entry.language,
                _model(entry.model, entry.model_rights, path, f"cast.{role}"),
                _RIGHTS.get(entry.model_rights.strip().casefold(), ""),
                entry.model_face,
                _voice_rights(entry, path, f"cast.{role}"),
            )
            for role, entry in file.cast.items()
        },
        places={place.upper(): _place(place, entry, path) for place, entry in file.places.items()},
        shots={number: _shot(number, entry, name) for number, entry in file.shots.items()},
        steps=_steps(file.steps, name),
        picture=_development(file.picture, name),
        subtitles=_subtitling(file.subtitles, path),
        dubs={code: dub_script(code, path.parent / script, f"dub.{code}", name) for code, script in file.dub.items()},
        lines=_own(file.human.lines, file.human.lines_rights, path, "human", "lines"),
        lines_rights=_RIGHTS.get(file.human.lines_rights.strip().casefold(), ""),
        music=_own(file.human.music, file.human.music_rights, path, "human", "music"),
        music_rights=_RIGHTS.get(file.human.music_rights.strip().casefold(), ""),
        target=_target(file.sound.target, name),
        surround=file.sound.surround,
    )


def _target(target: str, name: str) -> str:
    """What [sound] target names."""
    plain = target.strip().casefold()
    if plain not in TARGETS:
        known = ", ".join(f'"{one}" ({TARGETS[one].loudness:g} LUFS)' for one in TARGETS)
        raise ProjectError(f"{target!r} is no target", file=name, key="sound.target", fix=f"Known: {known}.")
    return plain


_RANGES = {
    "grain": (0, 1), "lift": (-0.3, 0.3), "gamma": (0.3, 3), "gain": (0.3, 3), "saturation": (0, 2),
    "letterbox": (1, 4), "depth_of_field": (0.7, 32), "motion_blur": (1, 360),
}  # fmt: skip
_OFF = {"letterbox": 0, "depth_of_field": 0, "motion_blur": 0}


def _development(picture: _Picture, name: str) -> Development:
    """[picture], its numbers within their ranges; one number stands for red, green and blue."""
    values: dict[str, Any] = {"grade": picture.grade.strip().lower()}
    for key, (low, high) in _RANGES.items():
        value = getattr(picture, key)
        for number in value if isinstance(value, tuple) else (value,):
            if not low <= number <= high and number != _OFF.get(key):
                off = ", or 0 for none" if key in _OFF else ""
                raise ProjectError(
                    f"{number:g} is out of range", file=name, key=f"picture.{key}", fix=f"Use {low:g} to {high:g}{off}."
                )
        values[key] = (value,) * 3 if key in ("lift", "gamma", "gain") and not isinstance(value, tuple) else value
    return Development(**values)


def _subtitling(subtitles: _Subtitles, toml: Path) -> Subtitling:
    """[subtitles], its font there to be read."""
    if subtitles.font and not (toml.parent / subtitles.font).is_file():
        fix = "Correct the path; it is relative to film.toml."
        raise ProjectError(f"the font {subtitles.font!r} is not there", file=str(toml), key="subtitles.font", fix=fix)
    font = str((toml.parent / subtitles.font).resolve()) if subtitles.font else ""
    return Subtitling(subtitles.captions, subtitles.burn_subtitles, subtitles.audio_description, font)


def dub_script(language: str, script: Path, key: str, file: str | None = None) -> str:
    """The absolute path of a dub's script. Raises ProjectError when it is not there, or `language`
    cannot be part of a file's name."""
    if not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", language):
        fix = 'Write the language by its code: fr = "script.fr.fountain".'
        raise ProjectError(f"{language!r} is not a language's code", file=file, key=key, fix=fix)
    if not script.is_file():
        fix = "Correct the path" + ("; it is relative to film.toml." if file else ".")
        raise ProjectError(f"the dub's script {str(script)!r} is not there", file=file, key=key, fix=fix)
    return str(script.resolve())


def dub_named(text: str) -> tuple[str, str]:
    """A dub as the command line names it, "fr=script.fr.fountain": its language, and its script's
    absolute path. Raises ProjectError."""
    language, _, script = text.partition("=")
    if not script:
        raise ProjectError(
            f"--dub {text!r} names no script", fix="Write the language, = and the script: fr=script.fr.fountain."
        )
    return language.strip(), dub_script(language.strip(), Path(script.strip()), "--dub")


def _model(model: str, rights: str, toml: Path, key: str) -> str:
    """The path of a model of one's own, which must be there and be one's own to use."""
    return _own(model, rights, toml, key, "model")


def _voice_rights(entry: _Cast, toml: Path, key: str) -> str:
    """By what right a voice file is used; "" where `voice` is in words."""
    if not is_voice_file(entry.voice):
        if entry.voice_rights:
            _own("", entry.voice_rights, toml, key, "voice")
        return ""
    _own(entry.voice, entry.voice_rights, toml, key, "voice")
    return _RIGHTS[entry.voice_rights.strip().casefold()]


def is_voice_file(voice: str) -> bool:
    """Whether the `voice` of a cast entry is the path of a voice file, not words."""
    return voice.casefold().endswith((".onnx", ".onnx.json"))


def _own(path: str, rights: str, toml: Path, key: str, field: str) -> str:
    """A path to work of one's own (`field` "model", "voice", "music", or "lines", a folder), which must be
    there and be one's own to use."""
    name = str(toml)
    needs, what, if_own = _WORDS[field]
    if not path and not rights:
        return ""
    if not path:
        noun = what.removeprefix("the ")
        raise ProjectError(
            f"speaks of no {noun}", file=name, key=f"{key}.{field}_rights", fix=f'Name it: {field} = "...".'
        )
    if rights.strip().casefold() not in _RIGHTS:
        raise ProjectError(
            f"{rights!r} is not a right that can be checked" if rights else f"{needs} a word on whose work it is",
            file=name,
            key=f"{key}.{field}_rights",
            fix=f'Write {field}_rights = "own work" {if_own}, or "CC0". Other people\'s '
            "work and scans of people need a grant, and grants are not checked yet.",
        )
    root = toml.parent.resolve()
    wanted = (root / path).resolve()
    if not wanted.is_relative_to(root):
        raise ProjectError(
            f"{what} {path!r} is not in the film's folder", file=name, key=f"{key}.{field}", fix="Move it there."
        )
    if not (wanted.is_dir() if field == "lines" else wanted.is_file()):
        raise ProjectError(
            f"{what} {path!r} is not there",
            file=name,
            key=f"{key}.{field}",
            fix="Correct the path; it is relative to film.toml.",
        )
    return path


def _place(place: str, entry: _Place, toml: Path) -> PlaceEntry:
    """An entry of [places], with the model that stands for its set."""
    key, name = f"places.{place}", str(toml)
    model = _model(entry.model, entry.model_rights, toml, key)
    told = {
        "model_scale": entry.model_scale != 1.0,
        "model_up": bool(entry.model_up),
        "model_turn": bool(entry.model_turn),
    }
    for one, said in told.items():
        if said and not model:
            raise ProjectError("speaks of no model", file=name, key=f"{key}.{one}", fix='Name it: model = "...".')
    if not 1e-5 <= entry.model_scale <= 1e5:
        raise ProjectError(
            f"{entry.model_scale:g} is out of range",
            file=name,
            key=f"{key}.model_scale",
            fix="Write the metres of the model's unit: 0.01 for centimetres.",
        )
    if not -360 <= entry.model_turn <= 360:
        raise ProjectError(
            f"{entry.model_turn:g} is out of range", file=name, key=f"{key}.model_turn", fix="Use -360 to 360 degrees."
        )
    rights = _RIGHTS.get(entry.model_rights.strip().casefold(), "")
    return PlaceEntry(entry.set, model, rights, entry.model_scale, entry.model_up, entry.model_turn)


def _shot(number: str, entry: str | _Shot, name: str) -> ShotEntry:
    """An entry of [shots], its keys put into the words of a note in the script."""
    key = f"shots.{number}"
    if isinstance(entry, str):
        if not entry.strip():
            raise ProjectError("asks for nothing", file=name, key=key, fix='Write "CU ANNA, 85mm", or remove it.')
        return ShotEntry(wish=entry.strip())
    over = f"over {entry.over}" if entry.over else ""
    lens = f"{entry.lens_mm:g}mm" if entry.lens_mm is not None else ""
    words = [entry.kind, entry.size, over, "on " + " and ".join(entry.subjects) if entry.subjects else ""]
    words += [entry.move, lens, entry.angle, entry.side]
    wish = ", ".join(word for word in words if word.strip())
    if entry.shot and wish:
        raise ProjectError("shot and single keys exclude each other", file=name, key=key, fix="Keep one of them.")
    length = entry.average_shot_length
    if length is not None and not 1.2 <= length <= 60:
        raise ProjectError(
            f"{length:g} is out of range", file=name, key=f"{key}.average_shot_length", fix="Use 1.2 to 60 seconds."
        )
    if not (wish or entry.shot or entry.style or length):
        raise ProjectError("asks for nothing", file=name, key=key, fix='Write shot = "CU ANNA, 85mm", or remove it.')
    return ShotEntry(wish or entry.shot.strip(), entry.style.strip(), length)


def _convert(data: dict[str, Any], name: str) -> _File:
    try:
        return msgspec.convert(data, _File)
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
        "film": _Film, "picture": _Picture, "cast": _Cast, "places": _Place, "shots": _Shot, "human": _Human,
        "subtitles": _Subtitles, "sound": _Sound,
    }  # fmt: skip
    struct = structs.get(section, _File)
    return tuple(field.encode_name for field in msgspec.structs.fields(struct))


def _refuse_references(file: _File, name: str) -> None:
    # Nobody's face, voice or work gets in without a grant that has been checked, so keys that
    # would let one in are refused rather than ignored.
    fix = "Remove it: this version uses no references, because it cannot yet check their grants."
    for role, cast in file.cast.items():
        for key in ("face", "recording", "grant"):
            if getattr(cast, key) is not None:
                raise ProjectError("references are not taken yet", file=name, key=f"cast.{role}.{key}", fix=fix)
    for place, entry in file.places.items():
        if entry.photo is not None:
            raise ProjectError("references are not taken yet", file=name, key=f"places.{place}.photo", fix=fix)
    if file.human.shots is not None:
        raise ProjectError("a person's own shots are not taken yet", file=name, key="human.shots", fix=fix)


def _size(film: _Film, name: str) -> tuple[int, int]:
    if film.size is not None and (film.aspect or film.height):
        raise ProjectError("size and aspect exclude each other", file=name, key="film.size", fix="Keep one of them.")
    if film.aspect:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*[:/x]\s*(\d+(?:\.\d+)?)", film.aspect)
        if not match or not float(match.group(2)) or not float(match.group(1)):
            raise ProjectError(
                f"{film.aspect!r} is not an aspect ratio", file=name, key="film.aspect", fix='Write it as "16:9".'
            )
        height = film.height or 540
        width = round(height * float(match.group(1)) / float(match.group(2)) / 2) * 2
        size = (width, height)
    else:
        size = film.size or (960, 540)
    if any(side % 2 or not 64 <= side <= 4096 for side in size):
        raise ProjectError(
            f"{size[0]}x{size[1]} is not a picture size",
            file=name,
            key="film.size",
            fix="Use even numbers from 64 to 4096.",
        )
    return size


def _within(value: int, low: int, high: int, name: str, key: str) -> int:
    if not low <= value <= high:
        raise ProjectError(f"{value} is out of range", file=name, key=key, fix=f"Use {low} to {high}.")
    return value


def _steps(steps: Mapping[str, bool], name: str) -> dict[str, bool]:
    for step in steps:
        if step not in STEPS:
            raise ProjectError("unknown step", file=name, key=f"steps.{step}", fix=f"Known: {', '.join(STEPS)}.")
    return dict(steps)


def slug(title: str) -> str:
    """A folder name for a title: letters of any script and digits, joined by hyphens."""
    text = unicodedata.normalize("NFC", title).casefold()
    name = re.sub(r"[\W_]+", "-", text).strip("-")[:80]
    # File systems count bytes: 255 in a name, and a letter may take four.
    return name.encode("utf-8", "ignore")[:200].decode("utf-8", "ignore").strip("-") or "film"


def file_name(text: str) -> str:
    """`text` as a part of a file's name; different texts give different names."""
    plain = re.sub(r"[^\w-]", "_", text)[:60]
    return plain if plain == text else f"{plain}-{hashlib.blake2b(text.encode(), digest_size=3).hexdigest()}"


def output_folder(title: str, out: Path | None) -> Path:
    """Where a film's files go: `out` itself, or out/<title> below the working folder."""
    return out if out is not None else Path("out") / slug(title)


@cache
def code_digest(*packages: str) -> str:
    """A digest of the source of `packages` (names below fairtake; none: all of it), so that
    results of older code are never taken for new ones."""
    root = Path(__file__).parent
    state = hashlib.blake2b(digest_size=16)
    folders = [root / package for package in packages] if packages else [root]
    for folder in folders:
        files = [folder.with_suffix(".py")] if not folder.is_dir() else sorted(folder.rglob("*"))
        for file in files:
            if file.suffix in (".py", ".toml"):
                state.update(str(file.relative_to(root)).encode())
                state.update(file.read_bytes())
    return state.hexdigest()


def inputs_digest(settings: FilmSettings) -> str:
    """A digest of everything a film is made from: settings, script, style files and code."""
    state = hashlib.blake2b(digest_size=16)
    described = asdict(settings)
    described |= {"root": "", "dubs": sorted(settings.dubs), "subtitles": {**described["subtitles"], "font": ""}}
    state.update(json.dumps(described, sort_keys=True, default=str).encode())
    state.update(code_digest().encode())
    # Notes in the script may name any style file of the film's folder.
    root = Path(settings.root)
    named = (root / settings.style, root / settings.look)
    styles = sorted({*root.glob("*.toml"), *root.glob("styles/*.toml")} - {root / "film.toml", *named})
    brought = [entry.model for entry in settings.cast.values()] + [entry.model for entry in settings.places.values()]
    models = [root / model for model in brought if model]
    fonts = [Path(settings.subtitles.font)] if settings.subtitles.font else []
    dubs = [Path(settings.dubs[code]) for code in sorted(settings.dubs)]
    for file in (root / settings.script, *named, *styles, *dubs, *fonts):
        if file.is_file():
            state.update(file.read_bytes())
    for model in models:
        if model.is_file():
            state.update(model_digest(model).encode())
    music = [root / settings.music] if settings.music else []
    for file in (*_voice_files(settings), *recording_files(settings), *music):
        state.update(f"{file.name} {file_digest(file)}".encode())
    return state.hexdigest()


def recording_files(settings: FilmSettings) -> list[Path]:
    """What lies in the folder of recordings ([human] lines), in the order of the names."""
    if not settings.lines:
        return []
    folder = Path(settings.root) / settings.lines
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))


def _voice_files(settings: FilmSettings) -> list[Path]:
    paths = [Path(settings.root) / one.voice for one in settings.cast.values() if is_voice_file(one.voice)]
    return [one for path in paths for one in (path, path.with_name(f"{path.name}.json")) if one.is_file()]


def file_digest(path: Path) -> str:
    """A digest of a file's content. Raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "blake2b").hexdigest()[:32]


_BESIDE = (".bin", ".png", ".jpg", ".jpeg", ".webp", ".usd", ".usda", ".usdc")


def model_digest(path: Path) -> str:
    """A digest of a brought model, with what may belong to it in its folder when it is one of
    several files. Raises OSError."""
    state = hashlib.blake2b(digest_size=16)
    files = [path]
    if path.suffix.casefold() in (".gltf", ".usd", ".usda", ".usdc"):
        folders = (path.parent, *sorted(one for one in path.parent.iterdir() if one.is_dir()))
        near = [one for folder in folders for one in sorted(folder.iterdir()) if one.suffix.casefold() in _BESIDE]
        files += [one for one in near if one != path and one.is_file()][:500]
    for file in files:
        state.update(file.name.encode())
        with file.open("rb") as content:
            state.update(hashlib.file_digest(content, "blake2b").digest())
    return state.hexdigest()


class Manifest:
    """What a finished make (or one step of it, by `name`) left in a folder, so that the next
    one can tell that nothing changed: the digest of the inputs and each file's size and time
    of change."""

    def __init__(self, out: Path, name: str = "manifest") -> None:
        self.out = out
        self._path = out / ".fairtake" / f"{name}.json"

    def read(self, inputs: str) -> dict[str, Any] | None:
        """The summary of the last make if it had the same inputs and its files are as it
        left them; otherwise None."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            if data["inputs"] != inputs:
                return None
            for name, (size, changed) in data["files"].items():
                status = (self.out / name).stat()
                if status.st_size != size or status.st_mtime_ns != changed:
                    return None
            summary = data["summary"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return summary if isinstance(summary, dict) else None

    def write(self, inputs: str, files: list[str], summary: Mapping[str, Any]) -> None:
        """Record a finished make. Written last, so that a killed run leaves none."""
        status = {name: (self.out / name).stat() for name in files}
        data = {
            "inputs": inputs,
            "files": {name: [entry.st_size, entry.st_mtime_ns] for name, entry in status.items()},
            "summary": dict(summary),
        }
        with replace_file(self._path) as path:
            path.write_text(json.dumps(data, indent=1), encoding="utf-8")

    def forget(self) -> None:
        """The folder's files are about to change. Raises OutputError."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"cannot be removed: {error.strerror or error}",
                file=str(self._path),
                fix="Choose another folder with --out, or change its rights.",
            ) from error
