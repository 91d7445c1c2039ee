"""Digests of all a film is made from."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from functools import cache
from pathlib import Path

from fairtake.model.film import FilmSettings
from fairtake.project.own_work import is_voice_file

__all__ = [
    "code_digest",
    "file_digest",
    "file_sha256",
    "inputs_digest",
    "model_digest",
    "plate_files",
    "recording_files",
]


@cache
def code_digest(*packages: str) -> str:
    """A digest of the source of `packages` (names below fairtake; none: all of it), so that
    results of older code are never taken for new ones."""
    root = Path(__file__).parent.parent
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
    for file in (*_voice_files(settings), *recording_files(settings), *plate_files(settings), *music):
        state.update(f"{file.name} {file_digest(file)}".encode())
    # Who signs: another certificate signs all files anew.
    own, given = settings.clearance.certificate, os.environ.get("FAIRTAKE_CERTIFICATE")
    certificate = root / own if own else Path(given or ".")
    if certificate.is_file():
        state.update(f"certificate {file_digest(certificate)}".encode())
    return state.hexdigest()


def recording_files(settings: FilmSettings) -> list[Path]:
    """What lies in the folder of recordings ([human] lines), in the order of the names."""
    return _files_in(settings, settings.lines)


def plate_files(settings: FilmSettings) -> list[Path]:
    """What lies in the folder of plates ([human] shots), in the order of the names."""
    return _files_in(settings, settings.plates)


def _files_in(settings: FilmSettings, name: str) -> list[Path]:
    folder = Path(settings.root) / name
    if not name or not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))


def _voice_files(settings: FilmSettings) -> list[Path]:
    paths = [Path(settings.root) / one.voice for one in settings.cast.values() if is_voice_file(one.voice)]
    return [one for path in paths for one in (path, path.with_name(f"{path.name}.json")) if one.is_file()]


def file_digest(path: Path) -> str:
    """A digest of a file's content. Raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "blake2b").hexdigest()[:32]


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's content in hex, by which grants, statements and registries name it. Raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


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
