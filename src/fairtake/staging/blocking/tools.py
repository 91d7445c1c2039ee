"""What kind of work a use is, and the thing it is done with when the script names none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.words import tokens

__all__ = ["PHONES", "SCREENS", "TOOLS", "on_phone", "task_of", "tool_for"]

_VERBS: dict[str, tuple[str, ...]] = {
    "phone": ("call", "phone", "dial", "answer", "telephone", "ring"),
    "thumbs": ("text", "scroll", "swipe"),
    "type": ("type", "key", "browse", "click", "hack"),
    "write": ("write", "note", "jot", "scribble", "sign", "sketch", "draw", "mark", "fill", "copy", "paint"),
    "read": ("read", "flip", "leaf", "study"),
    "drink": ("drink", "sip", "gulp", "nurse", "savor", "savour", "down"),
    "eat": ("eat", "bite", "munch", "nibble", "chew", "lick", "gobble", "devour", "taste"),
    "smoke": ("smoke",),
    "stir": ("stir", "cook", "mix", "fry", "boil", "season"),
    "chop": ("chop", "cut", "slice", "peel", "carve", "grate", "hammer"),
    "wipe": ("wash", "wipe", "scrub", "clean", "polish", "iron", "rinse", "sand", "dust", "knead"),
    "sew": ("sew", "knit", "mend", "fix", "repair", "carve", "assemble", "fold", "count", "deal", "shuffle", "tie"),
    "sweep": ("sweep", "mop", "rake", "vacuum", "hoe", "shovel", "dig"),
    "photograph": ("photograph", "film", "record"),
    "play": ("play", "strum", "tune"),
}
_KIND = {verb: kind for kind, verbs in _VERBS.items() for verb in verbs}
PHONES = frozenset({"phone", "telephone", "cellphone", "receiver", "handset", "mobile", "smartphone"})
SCREENS = frozenset({"computer", "laptop", "keyboard", "typewriter", "terminal", "console"})

TOOLS: dict[str, str] = {
    "phone": "phone", "thumbs": "phone", "write": "pen", "smoke": "cigarette", "stir": "spoon", "chop": "knife",
    "sweep": "broom", "photograph": "camera",
}  # fmt: skip
"""The thing each kind of work is done with when the script names none."""


def task_of(event: Event) -> str:
    """Which kind of lasting work an event begins; "" when none."""
    words = event.verb.lower().split()
    verb = words[0] if words else ""
    nouns = {*tokens(event.theme), *tokens(event.goal), *tokens(event.instrument)}
    if nouns & PHONES and verb in ("type", "text", "scroll", "swipe", "tap", "browse", "read", "check"):
        return "thumbs"
    if verb == "work":
        return "type" if nouns & (SCREENS | {"desk"}) else "sew"
    if verb in ("use", "hold") and nouns & PHONES and "ear" in tokens(event.text):
        return "phone"
    if verb == "use" and nouns & SCREENS:
        return "type"
    return _KIND.get(verb, "")


_DRUNK_FROM = frozenset({"cup", "glass", "bottle", "mug", "can", "flask", "bowl", "teacup", "goblet", "straw"})
_POURED = frozenset(
    {"coffee", "tea", "milk", "water", "wine", "beer", "whisky", "whiskey", "juice", "cocoa", "soda", "drink", ""}
)


_ON_PHONE = re.compile(
    r"\b(?:on|in|into|over|to) (?:(?:the|her|his|a|their) )?(?:(?:cell|mobile) ?)?(?:tele)?phone\b|phone (?:to|at|against) (?:her|his) ear"
    r"|\bau téléphone\b|\bam telefon\b|\bal teléfono\b|\bpor teléfono\b"
)


def on_phone(text: str) -> bool:
    """Whether a clause or a parenthetical says that somebody telephones."""
    return bool(_ON_PHONE.search(text.lower()))


def tool_for(event: Event, named: Iterable[str]) -> str:
    """The thing to be had for a use whose own thing the script leaves out ("she calls", "he
    stirs the soup"); "" when none is missing."""
    kind = task_of(event)
    theme = set(tokens(event.theme))
    have = set(named)
    if kind == "phone":
        return "" if have & PHONES else "phone"
    if kind == "thumbs":
        return "" if theme & (PHONES | SCREENS | {"tablet"}) else "phone"
    if kind == "smoke":
        return "" if theme & {"cigarette", "cigar", "pipe"} else "cigarette"
    if kind == "drink":
        return "cup" if theme <= _POURED and not have & _DRUNK_FROM else ""
    if kind == "photograph":
        return "" if have & {"camera", "phone"} else "camera"
    if kind in ("stir", "sweep", "chop") and not event.instrument:
        return TOOLS[kind]
    if kind == "write" and not event.instrument:
        return "pen"
    return ""
