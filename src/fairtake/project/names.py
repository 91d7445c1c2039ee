"""How files and folders are called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from fairtake.model.film import FilmSettings

__all__ = ["file_name", "output_folder", "project_slug", "registry_url", "slug"]


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


def project_slug(settings: FilmSettings, title: str) -> str:
    """The name grants, statements and marks know the film called `title` by: [clearance] project, or its title's slug."""
    return settings.clearance.project or slug(title)


def registry_url(settings: FilmSettings) -> str:
    """Which registry film.toml means: a URL, a path (in film.toml relative to the film's folder), or "" for the
    user's own."""
    url = settings.clearance.registry
    return url if not url or "://" in url else str(Path(settings.root) / url)
