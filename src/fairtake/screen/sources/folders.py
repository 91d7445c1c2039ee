"""What lies beside a file in a folder: NAME.txt (its caption), NAME.json (what a downloader wrote down of it)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["beside_fields", "from_json", "rights_fields"]

_LARGEST = 2**20
_RIGHTS = frozenset(
    [
        "license",
        "licence",
        "license_url",
        "licence_url",
        "rights",
        "copyright",
        "content-usage",
        "x-robots-tag",
        "tdm-reservation",
        "link",
        "headers",
    ]
)
_CAPTIONS = ("caption", "text", "alt", "title", "top_caption")

Said = tuple[str, str, tuple[tuple[str, str], ...]]
"""Caption, address, and fields that may say something of rights."""


def beside_fields(path: Path) -> Said:
    """The caption, the address and the fields on rights of a file, from what lies beside it."""
    caption, url, fields = from_json(_small(path.with_suffix(".json")))
    text = _small(path.with_suffix(".txt"))
    return caption or text.decode("utf-8", "replace")[:2000].strip(), url, fields


def from_json(data: bytes) -> Said:
    """The same out of a JSON object; empty for what is none."""
    if not data:
        return "", "", ()
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return "", "", ()
    return rights_fields(said) if isinstance(said, dict) else ("", "", ())


def rights_fields(said: dict[str, Any]) -> Said:
    """The caption, the address and the fields on rights of a row. Names are taken in any case, with - or _."""
    lower = {str(name).casefold(): value for name, value in list(said.items())[:5000]}
    fields: list[tuple[str, str]] = []
    for name, value in sorted(lower.items(), key=lambda pair: pair[0]):
        plain = name.replace("_", "-")
        if plain == "headers" and isinstance(value, dict):
            fields += [(str(key).casefold(), str(one)[:4096]) for key, one in sorted(value.items())[:200]]
        elif (name in _RIGHTS or plain in _RIGHTS or plain == "tdm-reservation") and value not in (None, ""):
            fields.append((plain, str(value)[:4096]))
    caption = next((str(lower[name]) for name in _CAPTIONS if lower.get(name)), "")
    url = str(lower.get("url") or lower.get("image_url") or "")
    return caption[:2000], url[:4096], tuple(fields)


def _small(path: Path) -> bytes:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return b""
        return path.read_bytes()
    except OSError:
        return b""
