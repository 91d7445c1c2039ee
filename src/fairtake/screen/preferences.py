"""What headers, pages and files beside a work say: Content-Usage, X-Robots-Tag, TDM-Reservation, Link, meta."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from html.parser import HTMLParser

from fairtake.screen.signal import Signal

__all__ = ["header_signals", "page_signals", "tdmrep_signals", "usage_signals"]

_SAID = re.compile(r"(?<![a-z0-9-])([a-z][a-z-]*)\s*=\s*\??([yn01])(?![a-z0-9])")
_TRAINING = frozenset({"train-ai", "train-genai", "tdm"})
_NOAI = re.compile(r"\b(noai|noimageai)\b", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]{0,2000})>([^<]{0,500})")
_LARGEST_PAGE = 512 * 1024


def usage_signals(text: str, where: str) -> list[Signal]:
    """Content-Usage: `train-ai` decides (and what drafts called by other names), `search` says nothing of training."""
    signals = []
    for preference, answer in _SAID.findall(text.casefold()[:4096]):
        if preference in _TRAINING and answer in "n0":
            signals.append(Signal("AIPREF", "no", f"{preference}=n", where))
        elif preference == "train-ai":
            signals.append(Signal("AIPREF", "yes", "train-ai=y", where))
    return signals


def header_signals(headers: Iterable[tuple[str, str]], where: str) -> tuple[list[Signal], list[str]]:
    """What response headers (or columns of a list named so) say, and the addresses of RSL licences they name."""
    signals: list[Signal] = []
    licences: list[str] = []
    for raw, value in headers:
        name = raw.casefold().replace("_", "-")
        if name == "content-usage":
            signals += usage_signals(value, f"{where} {raw}")
        elif name == "x-robots-tag":
            signals += [Signal("noai", "noai", value[:200], f"{where} {raw}")] if _NOAI.search(value) else []
        elif name == "tdm-reservation":
            signals += _reserved(value, f"{where} {raw}")
        elif name == "link":
            for address, rest in _LINK.findall(value[:8192]):
                if re.search(r"\brel\s*=\s*\"?[^\";,]*\blicense\b", rest, re.IGNORECASE) and "rsl" in rest.casefold():
                    licences.append(address)
    return signals, licences


def tdmrep_signals(data: bytes, path: str, where: str) -> list[Signal]:
    """A tdmrep.json (W3C community group report, 2024): the first location that fits the path holds."""
    try:
        entries = json.loads(data[: 2**20])
    except (ValueError, RecursionError):
        return []
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        location = str(entry.get("location", ""))
        pattern = "".join(
            ".*" if one == "*" else re.escape(one) for one in re.split(r"(\*)", location[:500].rstrip("$"))
        )
        if location.count("*") <= 4 and re.match(pattern + ("$" if location.endswith("$") else ""), path):
            return _reserved(str(entry.get("tdm-reservation", "")), where)
    return []


def page_signals(data: bytes, where: str) -> tuple[list[Signal], list[str], list[str]]:
    """What the head of a page says: signals, texts of licences, and addresses of RSL licences."""
    reader = _Head()
    with suppress(AssertionError, RecursionError):  # what html.parser raises on some broken markup
        reader.feed(data[:_LARGEST_PAGE].decode("utf-8", "replace"))
    signals: list[Signal] = []
    for name, content in reader.meta:
        if name in ("robots", "googlebot") or name.endswith("bot"):
            signals += [Signal("noai", "noai", content[:200], f"{where} meta {name}")] if _NOAI.search(content) else []
        elif name == "tdm-reservation":
            signals += _reserved(content, f"{where} meta {name}")
        elif name == "content-usage":
            signals += usage_signals(content, f"{where} meta {name}")
    return signals, reader.licences, reader.rsl


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.meta: list[tuple[str, str]] = []
        self.licences: list[str] = []
        self.rsl: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta" and len(self.meta) < 500:
            self.meta.append(((said.get("name") or said.get("http-equiv") or "").casefold(), said.get("content", "")))
        elif tag in ("link", "a") and "license" in said.get("rel", "").casefold().split() and len(self.licences) < 50:
            (self.rsl if "rsl" in said.get("type", "") else self.licences).append(said.get("href", ""))


def _reserved(value: str, where: str) -> list[Signal]:
    return [Signal("TDMRep", "reserved", "tdm-reservation: 1", where)] if value.strip() == "1" else []
