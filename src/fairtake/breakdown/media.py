"""What a voice comes through before it is heard: "(V.O.) on the phone", "through the door", "over the radio"."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["heard_through", "is_medium"]

_INTO = re.compile(r"^(?:speaking |talking |shouting |whispering )?into\b")

_MEDIA: tuple[tuple[str, str], ...] = (
    ("underwater", r"under ?water|through water|sous l'eau|unter wasser|bajo el agua|sott'acqua"),
    (
        "loudspeaker",
        r"loud ?speakers?|over (?:the )?(?:p\.?\s?a\b\.?|tannoy|speakers?)|on (?:the )?(?:p\.?\s?a\b\.?|tannoy)|p\.?\s?a\.? system|"
        r"megaphones?|bull ?horns?|tannoy|haut-parleurs?|lautsprecher\w*|altavoz|altavoces|altoparlante|announcement",
    ),
    (
        "radio",
        r"(?:over|on|from|through|via) (?:the |a |his |her |their )?(?:radio|walkie(?:-talkie)?|intercom|comms?|headset|earpiece|t\.?v\.?|television|"
        r"baby monitor|entry ?phone)|^(?:radio|intercom|comms?|walkie(?:-talkie)?|tv|television)$|à la (?:radio|télé\w*)|(?:im|über|aus dem) "
        r"(?:radio|funk|fernsehen|fernseher)|(?:por|en) la (?:radio|tele\w*)|alla (?:radio|televisione)",
    ),
    (
        "telephone",
        r"(?:over|on|from|through|via|down) (?:the |a |his |her |their |speaker ?)?(?:tele|cell|mobile )?phone|on speaker(?:phone)?|"
        r"on the (?:line|other end)|filtered|speakerphone|voice ?mail|answering machine|^(?:tele|cell)?phone$|telephone voice|"
        r"au téléphone|am telefon|al teléfono|al telefono|ao telefone",
    ),
    (
        "door",
        r"(?:through|behind|beyond|outside|from the other side of|on the other side of) (?:the |a |his |her |their |this )?(?:\w+ )?"
        r"(?:door|wall|window|glass|curtain|partition|floor|ceiling)|muffled|(?:à travers|derrière) (?:la|le) (?:porte|mur)|"
        r"durch die (?:tür|wand)|hinter der tür|(?:tras|a través de) la puerta|attraverso la porta",
    ),
)  # fmt: skip
_PATTERNS = tuple(
    (name, re.compile(rf"(?<!\w)(?:{words})(?!\w)" if "^" not in words else words)) for name, words in _MEDIA
)
_NAMED = re.compile(
    r"^(?:(?:\w+ )?voice|man|woman|(?:\w+ )?announcer|operator|dispatch(?:er)?|(?:news)?reader|anchor) (?:on|over|from|through) "
)
_NAMES = (
    ("loudspeaker", re.compile(r"^(?:p\.?a\.?|loudspeaker|tannoy)\b")),
    ("radio", re.compile(r"^(?:radio|tv|television|intercom|walkie)\b")),
    ("telephone", re.compile(r"^(?:phone|telephone|voicemail|answering machine)\b")),
)


def is_medium(text: str) -> bool:
    """Whether a parenthetical or a part of one tells what a voice comes through."""
    return bool(_named(text.lower()))


def heard_through(told: Iterable[str], role: str, *, voice_over: bool, off_screen: bool) -> str:
    """ "telephone", "radio", "loudspeaker", "door", "underwater", "thought" for a voice over the picture,
    or "" for the plain air. `told` are a cue's extensions and a line's parentheticals.

    Who speaks into a telephone or a radio before our eyes is heard in the room, except into a
    megaphone; so is who is "on the phone" and on the screen.
    """
    away = voice_over or off_screen
    for text in told:
        found = _named(text.lower())
        if not found:
            continue
        if _INTO.match(text.lower()) and found != "loudspeaker":
            continue
        if found in ("telephone", "door") and not away and not re.search(r"filtered|speaker|muffled", text.lower()):
            continue
        return found
    if away:
        name = role.lower()
        if _NAMED.match(name) and (found := _named(name)):
            return found
        for found, pattern in _NAMES:
            if pattern.match(name):
                return found
    return "thought" if voice_over else ""


def _named(text: str) -> str:
    text = " ".join(text.split()).strip(" .;,()")
    return next((name for name, pattern in _PATTERNS if pattern.search(text)), "")
