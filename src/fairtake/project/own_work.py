"""Files somebody brings: models, voices, recordings, music, and by what right they are used."""

from __future__ import annotations

from pathlib import Path

from fairtake.errors import ProjectError
from fairtake.project.tables import CastTable

__all__ = ["RIGHTS", "is_voice_file", "own_model", "own_work", "voice_rights"]

RIGHTS = {"own work": "own work", "cc0": "CC0"}
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


def own_model(model: str, rights: str, toml: Path, key: str) -> str:
    """The path of a model of one's own, which must be there and be one's own to use."""
    return own_work(model, rights, toml, key, "model")


def voice_rights(entry: CastTable, toml: Path, key: str) -> str:
    """By what right a voice file is used; "" where `voice` is in words."""
    if not is_voice_file(entry.voice):
        if entry.voice_rights:
            own_work("", entry.voice_rights, toml, key, "voice")
        return ""
    own_work(entry.voice, entry.voice_rights, toml, key, "voice")
    return RIGHTS[entry.voice_rights.strip().casefold()]


def is_voice_file(voice: str) -> bool:
    """Whether the `voice` of a cast entry is the path of a voice file, not words."""
    return voice.casefold().endswith((".onnx", ".onnx.json"))


def own_work(path: str, rights: str, toml: Path, key: str, field: str) -> str:
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
    if rights.strip().casefold() not in RIGHTS:
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
