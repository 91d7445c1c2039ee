"""What a user points at, to FilmSettings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairtake.errors import ProjectError
from fairtake.model.film import CastEntry, ClearanceSettings, FilmSettings, PlaceEntry, ShotEntry, Subtitling
from fairtake.model.footage import Development
from fairtake.model.sound import TARGETS
from fairtake.project.names import slug
from fairtake.project.own_work import RIGHTS, grants, lent, own_model, own_work, voice_rights
from fairtake.project.tables import (
    ClearanceTable,
    FilmTable,
    PictureTable,
    PlaceTable,
    ShotTable,
    SubtitlesTable,
    read_tables,
)

__all__ = ["STEPS", "dub_named", "dub_script", "load"]

STEPS = ("title", "credits", "effects", "ambience", "score")
"""Automatic steps that [steps] can turn off."""

_SCRIPTS = (".fountain", ".fdx", ".txt", ".spmd", ".md")


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
    file = read_tables(data, name)
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
        fps=within(film.fps, 8, 120, name, "film.fps"),
        look=film.look,
        style=film.style,
        score=film.score,
        seed=film.seed,
        series=film.series.strip(),
        quality=film.quality,
        handles=within(film.handles, 0, 240, name, "film.handles"),
        cast={
            role.upper(): CastEntry(
                entry.appearance,
                entry.voice,
                entry.language,
                own_model(entry.model, entry.model_rights, path, f"cast.{role}"),
                RIGHTS.get(entry.model_rights.strip().casefold(), ""),
                entry.model_face,
                voice_rights(entry, path, f"cast.{role}"),
                grants(entry.grant, path, f"cast.{role}"),
                lent(entry.face, path, f"cast.{role}", "face"),
                lent(entry.recording, path, f"cast.{role}", "recording"),
            )
            for role, entry in file.cast.items()
        },
        places={place.upper(): _place(place, entry, path) for place, entry in file.places.items()},
        shots={number: _shot(number, entry, name) for number, entry in file.shots.items()},
        steps=_steps(file.steps, name),
        picture=_development(file.picture, name),
        subtitles=_subtitling(file.subtitles, path),
        dubs={code: dub_script(code, path.parent / script, f"dub.{code}", name) for code, script in file.dub.items()},
        lines=own_work(file.human.lines, file.human.lines_rights, path, "human", "lines"),
        lines_rights=RIGHTS.get(file.human.lines_rights.strip().casefold(), ""),
        plates=own_work(file.human.shots, file.human.shots_rights, path, "human", "shots"),
        plates_rights=RIGHTS.get(file.human.shots_rights.strip().casefold(), ""),
        music=own_work(file.human.music, file.human.music_rights, path, "human", "music"),
        music_rights=RIGHTS.get(file.human.music_rights.strip().casefold(), ""),
        target=_target(file.sound.target, name),
        surround=file.sound.surround,
        lines_grant=grants(file.human.lines_grant, path, "human", "lines_grant"),
        music_grant=grants(file.human.music_grant, path, "human", "music_grant"),
        plates_grant=grants(file.human.shots_grant, path, "human", "shots_grant"),
        clearance=_clearance(file.clearance, path),
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


def _development(picture: PictureTable, name: str) -> Development:
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


def _subtitling(subtitles: SubtitlesTable, toml: Path) -> Subtitling:
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


def _place(place: str, entry: PlaceTable, toml: Path) -> PlaceEntry:
    """An entry of [places], with the model that stands for its set."""
    key, name = f"places.{place}", str(toml)
    model = own_model(entry.model, entry.model_rights, toml, key)
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
    rights = RIGHTS.get(entry.model_rights.strip().casefold(), "")
    return PlaceEntry(
        entry.set,
        model,
        rights,
        entry.model_scale,
        entry.model_up,
        entry.model_turn,
        grants(entry.grant, toml, key),
        lent(entry.photo, toml, key, "photo"),
    )


def _shot(number: str, entry: str | ShotTable, name: str) -> ShotEntry:
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


def _clearance(table: ClearanceTable, toml: Path) -> ClearanceSettings:
    """[clearance]; the lists of revocations it names must be there."""
    for path in table.revocations:
        lent(path, toml, "clearance", "revocations")
    if not 0 <= table.max_age_days <= 3650:
        what = f"{table.max_age_days} is out of range"
        raise ProjectError(
            what, file=str(toml), key="clearance.max_age_days", fix="Use 0 (what each grant says) to 3650."
        )
    if isinstance(table.countersign, str) and table.countersign and not table.countersign.startswith("did:key:"):
        fix = "Write true, or the did:key whose signature counts."
        raise ProjectError("is no did:key", file=str(toml), key="clearance.countersign", fix=fix)
    if table.project and table.project != slug(table.project):
        fix = f'Write it as a slug: "{slug(table.project)}".'
        raise ProjectError(f"{table.project!r} is no slug", file=str(toml), key="clearance.project", fix=fix)
    for key in ("certificate", "private_key"):
        name = getattr(table, key)
        if name and not (toml.parent / name).is_file():
            fix = "Correct the path; it is relative to film.toml."
            raise ProjectError(f"{name!r} is not there", file=str(toml), key=f"clearance.{key}", fix=fix)
    return ClearanceSettings(
        table.project,
        table.strike,
        table.countersign if isinstance(table.countersign, str) else "yes" * table.countersign,
        table.registry,
        tuple(table.revocations),
        table.max_age_days,
        table.mark,
        table.training,
        tuple(table.territory),
        tuple(table.media),
        table.certificate,
        table.private_key,
    )


def _size(film: FilmTable, name: str) -> tuple[int, int]:
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


def within(value: int, low: int, high: int, name: str, key: str) -> int:
    if not low <= value <= high:
        raise ProjectError(f"{value} is out of range", file=name, key=key, fix=f"Use {low} to {high}.")
    return value


def _steps(steps: Mapping[str, bool], name: str) -> dict[str, bool]:
    for step in steps:
        if step not in STEPS:
            raise ProjectError("unknown step", file=name, key=f"steps.{step}", fix=f"Known: {', '.join(STEPS)}.")
    return dict(steps)
