"""What lies about a file in the folders of its dataset: robots.txt, tdmrep.json, license.xml, headers.txt.

Each counts for its own folder and those below, as if the folder were a site's root.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from fairtake.screen.preferences import header_signals, tdmrep_signals
from fairtake.screen.robots import LARGEST, Robots, parse_robots, robots_signals
from fairtake.screen.rsl import rsl_signals
from fairtake.screen.signal import Signal

__all__ = ["site_signals"]


def site_signals(root: Path, name: str) -> list[Signal]:
    """What the folders from `root` down to the file `name` (with slashes, below `root`) say of it."""
    parts = name.split("/")
    signals: list[Signal] = []
    for depth in range(len(parts)):
        folder = root.joinpath(*parts[:depth])
        below = "/" + "/".join(parts[depth:]).encode("utf-8", "backslashreplace").decode()
        prefix = "".join(f"{part}/" for part in parts[:depth])
        robots = _robots(folder)
        if robots is not None:
            signals += robots_signals(robots, below, f"{prefix}robots.txt")
        licence = _text(folder / "license.xml")
        if b"rslstandard.org" in licence:
            signals += rsl_signals(licence, below, f"{prefix}license.xml")
        elif robots is not None and robots.licences:
            signals.append(Signal("RSL", "unread", robots.licences[0][:300], f"{prefix}robots.txt"))
        for where in ("tdmrep.json", ".well-known/tdmrep.json"):
            data = _text(folder / where)
            signals += tdmrep_signals(data, below, f"{prefix}{where}") if data else []
        headers = _text(folder / "headers.txt").decode("utf-8", "replace")
        if headers:
            pairs = [line.partition(":")[::2] for line in headers.splitlines()[:500]]
            signals += header_signals(((key.strip(), value.strip()) for key, value in pairs), f"{prefix}headers.txt")[0]
    return signals


@lru_cache(512)
def _robots(folder: Path) -> Robots | None:
    data = _text(folder / "robots.txt")
    return parse_robots(data) if data else None


@lru_cache(2048)
def _text(path: Path) -> bytes:
    try:
        if path.is_symlink() or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return b""
