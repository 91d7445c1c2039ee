"""Directing styles: those that come with the program, and files for one's own."""

from __future__ import annotations

import re
from pathlib import Path

from fairtake import directing
from fairtake.errors import ProjectError
from fairtake.project import slug
from fairtake.store import replace_file

__all__ = ["new_style", "styles"]


def styles() -> list[directing.Style]:
    """The styles that come with the program."""
    return [directing.load_style(name) for name in directing.shipped_styles()]


def new_style(name: str, folder: Path, about: str = "") -> Path:
    """Write a style file called `name` into `folder`, every key explained. Returns its path.
    Raises ProjectError when the name says nothing or there is such a file already."""
    if not re.search(r"\w", name):
        raise ProjectError(f"{name!r} is no name for a style", fix="Use letters: fairtake style new night-train.")
    path = folder / f"{slug(name)}.toml"
    if path.exists():
        raise ProjectError("there is a file of this name already", file=str(path), fix="Choose another name.")
    with replace_file(path) as temporary:
        temporary.write_text(directing.scaffold(name, about), encoding="utf-8")
    return path
