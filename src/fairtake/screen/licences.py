"""Creative Commons: which licence asks what of somebody who trains on a work.

Licences are known by their addresses, and by the words people write for them. NonCommercial stands among the
conditions, for the trainer knows whether they earn by it; NoDerivatives leaves a work unknown.
"""

from __future__ import annotations

import re

from fairtake.screen.signal import Signal, Terms

__all__ = ["licence_signals"]

_NAME = "attribution"
_ALIKE = "share alike: what is adapted from it under the same licence"
_NC = "no commercial use"
_TABLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "zero": ("public domain", ()),
    "mark": ("public domain", ()),
    "publicdomain": ("public domain", ()),
    "by": ("conditions", (_NAME,)),
    "by-sa": ("conditions", (_NAME, _ALIKE)),
    "by-nc": ("conditions", (_NAME, _NC)),
    "by-nc-sa": ("conditions", (_NAME, _NC, _ALIKE)),
    "by-nd": ("no derivatives", (_NAME,)),
    "by-nc-nd": ("no derivatives", (_NAME, _NC)),
}
_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/(?P<code>[a-z-]+)(?:/(?P<version>\d\.\d))?", re.IGNORECASE
)
_WORDS = re.compile(
    r"\bcc[ -]?(?P<code>0|by(?:[ -](?:nc|nd|sa)){0,2})\b(?:[ -](?P<version>\d\.\d))?|(?P<pd>\bpublic domain\b)",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"\ball rights reserved\b", re.IGNORECASE)
_LONGEST = 4096


def licence_signals(text: str, where: str, owner: str = "") -> list[Signal]:
    """What a field about rights says: addresses of licences, else words for them, else that all is reserved.
    `owner` is who is to be named."""
    said = text[:_LONGEST]
    found = list(_ADDRESS.finditer(said)) or list(_WORDS.finditer(said))
    signals = []
    for match in found:
        code = _code(match)
        known = _TABLE.get(code)
        if known is None:
            continue
        says, conditions = known
        name = _name(code, match.groupdict().get("version") or "")
        terms = Terms(owner, name, "0", "", "item", conditions) if says == "conditions" else None
        signals.append(Signal("Creative Commons", says, f"{name}: {said[:200]}", where, terms))
    if not signals and _RESERVED.search(said):
        signals.append(Signal("rights", "reserved", said[:200], where))
    return signals


def _code(match: re.Match[str]) -> str:
    if match.groupdict().get("pd"):
        return "publicdomain"
    code = match["code"].casefold().replace(" ", "-")
    if code == "0":
        return "zero"
    parts = code.split("-")
    if parts[0] == "by":  # people write by-sa-nc as well
        return "-".join(["by", *(part for part in ("nc", "nd", "sa") if part in parts[1:])])
    return code


def _name(code: str, version: str) -> str:
    names = {"zero": "CC0", "mark": "Public Domain Mark", "publicdomain": "public domain"}
    return " ".join(part for part in (names.get(code) or f"CC {code.upper()}", version) if part)
