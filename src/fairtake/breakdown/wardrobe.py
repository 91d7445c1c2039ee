"""Clothes that a script changes: "ANNA, now in a wedding dress", "He wears a police uniform now".

What is said of somebody's clothes when they are introduced holds for the film and belongs to their
description. What is said of them later, and does not go with it, holds from that scene on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from fairtake.breakdown.tokens import Token

__all__ = ["clothes_told", "new_of_clothes", "slots_in"]

_SLOTS: Mapping[str, str] = MappingProxyType(
    {
        word: slot
        for slot, words in (
            ("over", "coat overcoat raincoat trenchcoat jacket parka anorak cardigan robe bathrobe kimono cloak cape poncho blazer windbreaker mackintosh dressing-gown mac"),
            ("main", "suit dress gown uniform tuxedo costume overalls dungarees scrubs pyjamas pajamas nightgown nightdress swimsuit bikini tracksuit armour armor "
                     "habit sari shirt blouse sweater jumper pullover turtleneck hoodie t-shirt tee top vest waistcoat spacesuit jumpsuit kilt leotard tutu rags clothes "
                     "outfit mourning drag fatigues camouflage"),
            ("lower", "skirt trousers jeans shorts pants leggings"),
            ("feet", "shoes boots heels sneakers sandals slippers trainers"),
            ("head", "hat cap helmet hood headscarf turban crown beret bonnet wig veil beanie fedora tiara"),
            ("eyes", "glasses spectacles sunglasses goggles monocle shades"),
            ("thing", "scarf gloves apron tie mask necklace backpack earrings bow-tie armband sash"),
        )
        for word in words.split()
    }
)  # fmt: skip
_GARMENT = "|".join(sorted(_SLOTS, key=len, reverse=True))
_BETWEEN = r"(?:(?!(?:in|with|on|of|at|by|from|to|over|and|then|walks|stands|sits|is|has|the)\b)[\w'-]+,?\s+){0,5}?"
_NOT_WORN = r"(?!\s+(?:factory|shop|store|rack|room|closet|pockets?|hook|box|sleeves?|collar|drawer|hanger|stand|check)\b)(?!['’]s)"
_PHRASE = re.compile(
    rf"\b(?:(?P<lead>now|again|still|back|this time|today)\s+)?(?P<how>in|into|wears|wear|wearing|dressed in|dressed as|clad in|sporting|dressed up as|got up as)\s+"
    rf"(?P<what>(?:(?:an?|his|her|their|new|full|nothing but)\s+)?{_BETWEEN}(?:{_GARMENT})\b{_NOT_WORN}"
    rf"(?:\s+(?:and|with|over|under)\s+(?:an?\s+|his\s+|her\s+|the\s+)?{_BETWEEN}(?:{_GARMENT})\b{_NOT_WORN})*)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    rf"\b(?:without|no longer (?:wearing|wears|in)|has taken off|has lost|has removed|minus)\s+(?:(?:an?|his|her|their|the|any)\s+)?(?:[\w'-]+\s+){{0,2}}?(?P<what>{_GARMENT})\b|\b(?:his|her|the|their)\s+(?P<gone>{_GARMENT})\s+(?:is|are|now)?\s*(?:gone|off)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|again|this time|changed|changes|different|no longer|new clothes|by now|back in)\b", re.IGNORECASE
)
_COLORS = "black|white|grey|gray|red|blue|green|yellow|pink|purple|violet|brown|navy|beige|cream|khaki|orange|scarlet|crimson|gold|silver"
_COLORED = re.compile(
    rf"\b(?:(?:dressed|clad|all|entirely|head to toe)\s+(?:all\s+|entirely\s+)?in|now\s+in|wears|wearing)\s+(?:all\s+|nothing but\s+)?"
    rf"(?P<color>(?:(?:dark|light|pale|deep|bright)\s+)?(?:{_COLORS}))\b(?!\s+(?!now\b|again\b|today\b|from\b|and\b|like\b|for\b|with\b)[a-z])(?!-)",
    re.IGNORECASE,
)
_BODY = frozenset({"over", "main", "lower"})
_PARTS = re.compile(r",")


def slots_in(text: str) -> frozenset[str]:
    """Which places on a body the clothes that a text names belong to."""
    words = re.findall(r"[a-z][a-z-]*", text.lower())
    named = {_SLOTS[w] for w in words if w in _SLOTS}
    if _COLORED.search(text):
        named.add("main")
    return frozenset(named)


def new_of_clothes(description: str, text: str, later: bool = False) -> str:
    """What of a later description belongs to the first one: all but clothes that are said to be
    others now, or that do not go with those described before. In a `later` scene whatever covers
    the body instead is a change: who was seen in a robe and comes in a suit has dressed."""
    if not description:
        return text
    had = slots_in(description)
    kept = []
    for part in _PARTS.split(text):
        slots = slots_in(part)
        changed = (
            bool(slots)
            and part.strip().lower() not in description.lower()
            and (bool(_NOW.search(part)) or bool(slots & had) or (later and bool(slots & _BODY) and bool(had & _BODY)))
        )
        if not changed and not (_WITHOUT.search(part) and slots):
            kept.append(part)
    return ",".join(kept).strip(" ,")


def clothes_told(
    sentences: Sequence[tuple[str, Sequence[Token]]], described: Callable[[str], str], gender: Callable[[str], str]
) -> tuple[tuple[str, str], ...]:
    """What roles wear from a scene on, as its action says: (role, words) in order. `sentences` are
    (text, tokens with roles); `described` gives a role's description and `gender` its gender."""
    found: list[tuple[str, str]] = []
    last = ""
    for text, tokens in sentences:
        offset = tokens[0].start if tokens else 0
        for phrase in (*_PHRASE.finditer(text), *_COLORED.finditer(text), *_WITHOUT.finditer(text)):
            role = ""
            for token in tokens:
                if token.start - offset > phrase.start() + 3:
                    break
                if token.role:
                    role = token.role
                elif token.low in ("he", "she", "his", "her") and not role and last:
                    fits = gender(last) in ("", "male" if token.low in ("he", "his") else "female")
                    role = last if fits else ""
            if not role:
                continue
            groups = phrase.groupdict()
            words = groups.get("what") or groups.get("gone") or ""
            if "color" in groups:
                words = f"dressed in {groups['color'].lower()}"
            elif "how" not in groups:
                found.append((role, f"without {words}"))
                continue
            now = bool(_NOW.search(text)) or (groups.get("how") or "").lower() == "into"
            # What belongs to the description says nothing new, unless it is put on again.
            said = (_bare(words), phrase.group(0).lower())
            own = (
                any(one in described(role).lower() for one in said) and not now and not any(r == role for r, _ in found)
            )
            if slots_in(words) and not own:
                found.append((role, " ".join(words.split())))
        named = [token.role for token in tokens if token.role]
        last = named[-1] if named else last
    return tuple(dict.fromkeys(found))


def _bare(words: str) -> str:
    return re.sub(r"^(?:an?|his|her|their|the)\s+", "", " ".join(words.lower().split()))
