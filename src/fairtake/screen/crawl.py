"""What a local crawl says of addresses: robots.txt, tdmrep.json and RSL documents of each host, headers of each page.

Kept in a file beside the results, so that memory does not grow with the crawl.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from fairtake.screen.preferences import header_signals, tdmrep_signals
from fairtake.screen.robots import LARGEST, Robots, parse_robots, robots_signals
from fairtake.screen.rsl import rsl_signals
from fairtake.screen.signal import Signal
from fairtake.screen.sources import Response, read_response, responses

__all__ = ["Crawl", "index_crawls"]

_TELLING = frozenset({"content-usage", "x-robots-tag", "tdm-reservation", "link"})
_TABLES = """
CREATE TABLE texts (url TEXT, kind TEXT, status INTEGER, body BLOB, place TEXT);
CREATE TABLE pages (url TEXT, headers TEXT, place TEXT);
CREATE TABLE broken (why TEXT, place TEXT);
"""
_INDEXES = "CREATE INDEX texts_url ON texts (url); CREATE INDEX pages_url ON pages (url);"


def index_crawls(files: Iterable[tuple[Path, str]], index: Path) -> bool:
    """Read WARC files and keep in `index` what speaks of rights; whether there was any crawl at all."""
    index.unlink(missing_ok=True)
    any_ = False
    with closing(sqlite3.connect(index)) as database:
        database.executescript(_TABLES)
        for path, name in files:
            any_ = True
            for found in responses(path):
                if found.failure:
                    database.execute("INSERT INTO broken VALUES (?, ?)", (found.failure, name))
                _keep(database, path, name, found)
        database.executescript(_INDEXES)
        database.commit()
    return any_


def _keep(database: sqlite3.Connection, path: Path, name: str, found: Response) -> None:
    if not found.url:
        return
    place = f"{name}#{found.offset}"
    said = [(key, value) for key, value in found.headers if key.casefold() in _TELLING]
    if said:
        database.execute("INSERT INTO pages VALUES (?, ?, ?)", (found.url, json.dumps(said), place))
    kind = _kind(found)
    if kind:
        try:
            body = read_response(path, found.offset).body if found.status == 200 else b""
        except (OSError, ValueError, zlib.error):
            body = b""
        packed = zlib.compress(body[: LARGEST + 1], 1)
        database.execute(
            "INSERT INTO texts VALUES (?, ?, ?, ?, ?)", (_plain(found.url), kind, found.status, packed, place)
        )


def _kind(found: Response) -> str:
    path = urlsplit(found.url).path
    if path in ("/robots.txt", "/.well-known/tdmrep.json"):
        return path.rpartition("/")[2]
    type_ = found.header("content-type")
    return "rsl" if "rsl+xml" in type_ or ("xml" in type_ and "licen" in path.casefold()) else ""


class Crawl:
    """A crawl that was indexed; it may be asked by several processes at once."""

    def __init__(self, index: Path) -> None:
        self._database = sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._robots = lru_cache(256)(self._read_robots)
        self._broken = self._database.execute("SELECT why, place FROM broken ORDER BY place").fetchall()

    def close(self) -> None:
        """Ask no more."""
        self._database.close()

    def signals(self, url: str) -> list[Signal]:
        """What the crawl says of the address."""
        parts = urlsplit(url)
        if not parts.netloc:
            return []
        origin = f"{parts.scheme.casefold()}://{parts.netloc.casefold()}"
        signals: list[Signal] = []
        licences: list[str] = []
        for robots, where in self._robots(origin):
            signals += robots_signals(robots, url, where)
            licences += [urljoin(f"{origin}/", one) for one in robots.licences]
        if not self._robots(origin):  # it may stand in what is missing
            signals += [Signal("robots.txt", "unread", why, where) for why, where in self._broken]
        for body, _, where in self._texts(f"{origin}/.well-known/tdmrep.json"):
            signals += tdmrep_signals(body, parts.path or "/", where)
        for said, where in self._database.execute("SELECT headers, place FROM pages WHERE url = ? ORDER BY 2", (url,)):
            heard, named = header_signals([(key, value) for key, value in json.loads(said)], where)
            signals += heard
            licences += [urljoin(url, one) for one in named]
        for address in dict.fromkeys(licences):
            signals += self.licence(address, url)
        return signals

    def licence(self, address: str, url: str) -> list[Signal]:
        """What the RSL document at `address` says of the page at `url`."""
        found = [one for body, _, where in self._texts(_plain(address)) for one in rsl_signals(body, url, where)]
        return found or [Signal("RSL", "unread", address[:300], "crawl")]

    def _read_robots(self, origin: str) -> tuple[tuple[Robots, str], ...]:
        return tuple(
            (Robots(whole=False) if status >= 500 else parse_robots(body), where)
            for body, status, where in self._texts(f"{origin}/robots.txt")
        )

    def _texts(self, url: str) -> list[tuple[bytes, int, str]]:
        rows = self._database.execute("SELECT body, status, place FROM texts WHERE url = ? ORDER BY place", (url,))
        return [(zlib.decompress(body), status, place) for body, status, place in rows]


def _plain(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.casefold()}://{parts.netloc.casefold()}{parts.path or '/'}"
