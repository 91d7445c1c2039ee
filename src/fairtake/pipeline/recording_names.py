"""What the names of recordings say: "012.wav" and "12 angry.flac" are of line 12."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["is_beside", "is_sound", "number_of"]

_NUMBER = re.compile(r"0*(\d{1,6})(?!\d)")
_SOUNDS = frozenset(
    [
        ".wav",
        ".wave",
        ".w64",
        ".flac",
        ".aif",
        ".aiff",
        ".aifc",
        ".caf",
        ".au",
        ".ogg",
        ".oga",
        ".opus",
        ".mp3",
        ".m4a",
        ".aac",
        ".mp4",
        ".mov",
        ".mka",
        ".webm",
        ".wma",
    ]
)
_BESIDE = frozenset(
    [
        ".txt",
        ".md",
        ".csv",
        ".html",
        ".htm",
        ".pdf",
        ".json",
        ".toml",
        ".fountain",
        ".asd",
        ".reapeaks",
        ".rpp",
        ".sfk",
        ".pek",
    ]
)


def number_of(path: Path) -> int:
    """The number of the line that a file is named for; 0 for none."""
    match = _NUMBER.match(path.name)
    return int(match.group(1)) if match else 0


def is_beside(path: Path) -> bool:
    """Whether a file among recordings is none: notes, or what sound programs leave."""
    return path.suffix.casefold() in _BESIDE


def is_sound(path: Path) -> bool:
    """Whether a file's name is that of a sound."""
    return path.suffix.casefold() in _SOUNDS
