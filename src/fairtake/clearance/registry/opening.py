"""Which registry is meant."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fairtake.clearance.home import home
from fairtake.clearance.registry.postgresql import PostgresqlDatabase
from fairtake.clearance.registry.registry import Registry
from fairtake.clearance.registry.sqlite import SqliteDatabase
from fairtake.errors import ClearanceError

__all__ = ["open_registry"]


def open_registry(url: str = "", *, index: Path | None = None) -> Registry:
    """The registry at `url`: the path of a file on this machine (or sqlite:///path), or postgresql://... of a
    server; "" for $FAIRTAKE_REGISTRY, and without that home()/registry.sqlite. Nothing is read or made
    until it is used. Raises ClearanceError for what is neither.

    With `index`, a folder, fingerprints are looked for in an index on disk there, which is built at the first look, kept
    up, and shared by all processes; without, each process reads all codes into memory."""
    where = url or os.environ.get("FAIRTAKE_REGISTRY", "")
    if not where:
        return Registry(SqliteDatabase(home() / "registry.sqlite"), index)
    if "\0" in where:
        raise ClearanceError("the registry's name holds a NUL", fix="Use a path or postgresql://...")
    scheme = where.split("://", 1)[0].lower() if "://" in where else ""
    if scheme in {"postgresql", "postgres"}:
        return Registry(PostgresqlDatabase(where), index)
    if scheme == "sqlite":
        parts = urlsplit(where)
        path = unquote(parts.path)
        if parts.netloc or len(path) < 2:
            raise ClearanceError(
                "names no file",
                file=where,
                fix="Write sqlite:///registry.sqlite, sqlite:////whole/path, or the path alone.",
            )
        return Registry(SqliteDatabase(Path(path[1:])), index)
    if scheme:
        # The rest may hold a password: it is not repeated.
        raise ClearanceError(
            f"a registry cannot be reached by {scheme}", file=f"{scheme}://...", fix="Use a path or postgresql://..."
        )
    return Registry(SqliteDatabase(Path(where).expanduser()), index)
