"""robots.txt, as RFC 9309 and Google read it: the group that names a crawler, the longest rule that fits a path.

Asked for crawlers that fetch for training. A group for * holds for those that no group names. Content-Usage (AIPREF)
and License (RSL) lines are kept too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urlsplit

from fairtake.screen.preferences import usage_signals
from fairtake.screen.signal import Signal

__all__ = ["AGENTS", "LARGEST", "Robots", "parse_robots", "robots_signals"]

LARGEST = 10 * 2**20
"""Larger files are not read to their end, and so nothing is allowed by them."""
AGENTS = (
    "gptbot", "claudebot", "anthropic-ai", "google-extended", "applebot-extended", "ccbot", "bytespider", "amazonbot",
    "meta-externalagent", "facebookbot", "cohere-training-data-crawler", "cohere-ai", "diffbot", "omgili", "omgilibot",
    "pangubot", "img2dataset", "ai2bot", "deepseekbot", "xai-bot",
)  # fmt: skip
"""Crawlers that fetch for training, as their operators name them."""
_MOST_RULES = 200_000
_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*(.*?)\s*$")


@dataclass(slots=True)
class _Group:
    rules: list[tuple[str, bool]] = field(default_factory=list)
    usage: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Robots:
    """What a robots.txt says: groups by crawler in lower case, addresses of RSL licences; `whole` unless it was cut."""

    groups: dict[str, _Group] = field(default_factory=dict)
    licences: list[str] = field(default_factory=list)
    whole: bool = True

    def group(self, agent: str) -> _Group | None:
        """The rules for a crawler, or those for all."""
        return self.groups.get(agent) or self.groups.get("*")

    def allows(self, agent: str, path: str) -> bool:
        """Whether the crawler may fetch a path (with its query): the longest rule that fits decides, and of
        equal ones that which allows."""
        group = self.group(agent)
        wanted = _normal(path or "/")
        if group is None or wanted == "/robots.txt":
            return True
        best, allowed = -1, True
        for pattern, allow in group.rules:
            if (len(pattern) > best or (len(pattern) == best and allow)) and _fits(pattern, wanted):
                best, allowed = len(pattern), allow
        return allowed


def parse_robots(data: bytes) -> Robots:
    """Read a robots.txt. Nothing makes it fail: what is not understood is passed over."""
    found = Robots(whole=len(data) <= LARGEST)
    text = data[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff")
    if text.lstrip()[:1] == "<":  # a page that says it was not found
        return Robots()
    wanted = frozenset(AGENTS) | {"*"}
    current: list[str] = []
    open_group = False
    rules = 0
    for line in text.splitlines():
        match = _LINE.match(line.partition("#")[0])
        if match is None:
            continue
        key, value = match[1].casefold(), match[2]
        if key == "user-agent":
            if not open_group:
                current = []
            open_group = True
            name = re.match(r"[A-Za-z0-9_-]+|\*", value)
            if name and name[0].casefold() in wanted:
                current.append(name[0].casefold())
                found.groups.setdefault(name[0].casefold(), _Group())
            continue
        if key == "license" and value and len(found.licences) < 16:
            found.licences.append(value)
            continue
        if key in ("sitemap", "license"):
            continue
        open_group = False
        rules += 1
        if rules > _MOST_RULES:
            found.whole = False
            break
        for name_of in current:
            group = found.groups[name_of]
            if key in ("allow", "disallow") and value:
                group.rules.append((_normal(value), key == "allow"))
            elif key == "content-usage":
                path, _, said = value.rpartition(" ") if value.startswith("/") else ("/", "", value)
                group.usage.append((_normal(path.strip() or "/"), said))
        if not current and key == "content-usage" and not found.groups:  # before any group: meant for all
            found.groups.setdefault("*", _Group()).usage.append(("/", value))
    return found


def robots_signals(robots: Robots, address: str, where: str) -> list[Signal]:
    """What it says of a page at `address` (a URL, or a path from /)."""
    parts = urlsplit(address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    signals = [
        Signal("robots.txt", "disallow", f"User-agent: {agent} may not fetch {path[:200]}", where)
        for agent in (*AGENTS, "*")
        if (agent == "*" or agent in robots.groups) and not robots.allows(agent, path)
    ]
    for group in (robots.groups.get(name) for name in (*AGENTS, "*")):
        for pattern, said in group.usage if group else ():
            if _fits(pattern, path):  # of several that fit, the most restrictive wins: all are heard
                signals += usage_signals(said, where)
    if not robots.whole:
        signals.append(Signal("robots.txt", "unread", "it is larger than 10 MB or has too many rules", where))
    return list(dict.fromkeys(signals))


@lru_cache(4096)
def _pieces(pattern: str) -> tuple[list[str], bool]:
    ends = pattern.endswith("$")
    return pattern.removesuffix("$").split("*"), ends


def _fits(pattern: str, path: str) -> bool:
    """Whether a rule fits: a prefix, with * for anything and $ at the end. Linear: no pattern takes long."""
    pieces, ends = _pieces(pattern)
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    if len(pieces) == 1:
        return at == len(path) if ends else True
    for piece in pieces[1:-1]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    last = pieces[-1]
    return len(path) - len(last) >= at and path.endswith(last) if ends else path.find(last, at) >= 0


def _normal(path: str) -> str:
    """One way to write a path: letters that are none of ASCII as percent codes, those that need none without."""
    return quote(unquote_to_bytes(path.replace("%2F", "%252F").replace("%2f", "%252F")), safe="/*$?=&%:@!,;+~()'-._#[]")
