"""RSL 1.0: what a licence says of training, and what it costs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from fairtake.screen.signal import Signal, Terms

__all__ = ["LARGEST", "rsl_in", "rsl_signals"]

LARGEST = 2 * 2**20
_SPACE = "rslstandard.org/rsl"
_TRAINING = frozenset({"all", "ai-all", "ai-train", "train-ai", "train-genai"})
_FREE = frozenset({"free", ""})


def rsl_signals(data: bytes, address: str, where: str) -> list[Signal]:
    """What an RSL document says of the work at `address` (a URL, or a path from /); the longest <content url> that
    fits counts. A document that cannot be read is named as such: nothing is allowed by it."""
    unread = Signal("RSL", "unread", "cannot be read", where)
    if len(data) > LARGEST:
        return [unread]
    try:
        root = defusedxml.ElementTree.fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError):
        return [unread]
    return rsl_in(root, address, where)


def rsl_in(root: Element, address: str, where: str) -> list[Signal]:
    """The same for a document (or an XMP packet) that was parsed."""
    contents = [one for one in root.iter() if _is(one, "content")]
    fitting = [(len(_path(one)), one) for one in contents if not address or _fits(_path(one), urlsplit(address).path)]
    longest = max((length for length, _ in fitting), default=0)
    chosen = [one for length, one in fitting if length == longest] if contents else [root]
    signals: list[Signal] = []
    for content in chosen:
        for licence in content.iter():
            if _is(licence, "license"):
                signals += _licence(licence, where)
    return signals


def _licence(licence: Element, where: str) -> list[Signal]:
    prohibited, permitted = _usages(licence, "prohibits"), _usages(licence, "permits")
    if _TRAINING & set(prohibited):
        return [Signal("RSL", "prohibits", "prohibits " + " ".join(prohibited), where)]
    if not permitted:
        return []
    if not _TRAINING & set(permitted):  # RSL 1.0: what is not permitted is not
        return [Signal("RSL", "prohibits", "permits only " + " ".join(permitted), where)]
    conditions = [
        f"{_local(one)} {one.get('type', 'usage')}: {(one.text or '').strip()[:100]}"
        for one in licence
        if _local(one) in ("permits", "prohibits") and one.get("type", "usage") != "usage"
    ]
    payment = next((one for one in licence if _is(one, "payment")), None)
    kind = payment.get("type", "") if payment is not None else ""
    if kind in _FREE and not conditions:
        return [Signal("RSL", "permits", "permits " + " ".join(permitted), where)]
    terms = _terms(payment, kind, conditions)
    return [Signal("RSL", "permits on terms", f"permits {' '.join(permitted)}, payment {kind or 'free'}", where, terms)]


def _terms(payment: Element | None, kind: str, conditions: list[str]) -> Terms:
    rate = currency = standard = ""
    for one in payment.iter() if payment is not None else ():
        if _is(one, "amount"):
            text = (one.text or "").strip()
            rate = text if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", text) else ""
            currency = one.get("currency", "")[:3]
        elif _is(one, "standard"):
            standard = (one.text or "").strip()[:300]
    if kind in _FREE or kind == "attribution":
        rate = rate or "0"
    asked = [f"payment: {kind}"] if kind not in _FREE else []
    return Terms("", standard or "RSL 1.0", rate, currency, kind or "item", (*asked, *conditions))


def _usages(licence: Element, name: str) -> list[str]:
    found: list[str] = []
    for child in licence:
        if _is(child, name) and child.get("type", "usage") == "usage":
            found += (child.text or "").replace(",", " ").casefold().split()[:50]
    return found


def _path(content: Element) -> str:
    return urlsplit(content.get("url", "/")).path or "/"


def _fits(pattern: str, path: str) -> bool:
    if pattern.count("*") > 4:
        return True
    parts = "".join(".*" if part == "*" else re.escape(part) for part in re.split(r"(\*)", pattern.rstrip("$")))
    return re.match(parts + ("$" if pattern.endswith("$") else ""), path or "/") is not None


def _is(element: Element, name: str) -> bool:
    tag = str(element.tag)
    return tag.rpartition("}")[2] == name and _SPACE in tag


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
