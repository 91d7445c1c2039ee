"""Files somebody brings: models, voices, recordings, music, and by what right they are used."""

from __future__ import annotations

from pathlib import Path

from fairtake.errors import ProjectError
from fairtake.project.tables import CastTable

__all__ = ["RIGHTS", "grants", "is_voice_file", "lent", "own_model", "own_work", "voice_rights"]

RIGHTS = {"own work": "own work", "cc0": "CC0"}
"""What may be said of a file without a grant. Of what nothing is said, a grant decides; without one it is not used."""

_WORDS = {
    "model": ("the model", "if you made it and it is nobody's likeness"),
    "lines": ("the folder of recordings", "if you made them and the voices agreed to be in this film"),
    "music": ("the music", "if you made it"),
    "voice": ("the voice file", "if you made it from your own voice"),
    "shots": ("the folder of shots", "if you made them and they show nobody who did not agree to it"),
    "face": ("the picture", ""),
    "recording": ("the recording", ""),
    "photo": ("the photo", ""),
    "grant": ("the grant", ""),
    "revocations": ("the list of revocations", ""),
}
_FOLDERS = ("lines", "shots")


def own_model(model: str, rights: str, toml: Path, key: str) -> str:
    """The path of a model that somebody brings, which must be there."""
    return own_work(model, rights, toml, key, "model")


def voice_rights(entry: CastTable, toml: Path, key: str) -> str:
    """By what right a voice file is used, "" where that is not said, or where `voice` is in words."""
    voice = entry.voice if is_voice_file(entry.voice) else ""
    own_work(voice, entry.voice_rights, toml, key, "voice")
    return RIGHTS.get(entry.voice_rights.strip().casefold(), "")


def is_voice_file(voice: str) -> bool:
    """Whether the `voice` of a cast entry is the path of a voice file, not words."""
    return voice.casefold().endswith((".onnx", ".onnx.json"))


def own_work(path: str, rights: str, toml: Path, key: str, field: str) -> str:
    """A path to somebody's work (`field` "model", "voice", "music", or "lines" and "shots", folders), which must be
    there; what is said of its rights must be a right. Raises ProjectError."""
    what, if_own = _WORDS[field]
    if not path and rights:
        noun = what.removeprefix("the ")
        raise ProjectError(
            f"speaks of no {noun}", file=str(toml), key=f"{key}.{field}_rights", fix=f'Name it: {field} = "...".'
        )
    if rights and rights.strip().casefold() not in RIGHTS:
        raise ProjectError(
            f"{rights!r} is not a right that can be checked",
            file=str(toml),
            key=f"{key}.{field}_rights",
            fix=f'Write {field}_rights = "own work" {if_own}, or "CC0"; or leave it out and put a signed grant into '
            "the folder grants/.",
        )
    return lent(path, toml, key, field) if path else ""


def lent(path: str, toml: Path, key: str, field: str) -> str:
    """A path in the film's folder to something that somebody lent, or to a document, which must be there. Raises
    ProjectError."""
    if not path:
        return ""
    what = _WORDS[field][0]
    root = toml.parent.resolve()
    wanted = (root / path).resolve()
    if not wanted.is_relative_to(root):
        raise ProjectError(
            f"{what} {path!r} is not in the film's folder", file=str(toml), key=f"{key}.{field}", fix="Move it there."
        )
    if not (wanted.is_dir() if field in _FOLDERS else wanted.is_file()):
        raise ProjectError(
            f"{what} {path!r} is not there",
            file=str(toml),
            key=f"{key}.{field}",
            fix="Correct the path; it is relative to film.toml.",
        )
    return path


def grants(named: str | list[str], toml: Path, key: str, field: str = "grant") -> tuple[str, ...]:
    """The paths of grants that an entry names, one or several, which must be there. Raises ProjectError."""
    paths = tuple(path for path in ([named] if isinstance(named, str) else named) if path)
    for path in paths:
        try:
            lent(path, toml, key, "grant")
        except ProjectError as error:
            error.key = f"{key}.{field}"
            raise
    return paths
