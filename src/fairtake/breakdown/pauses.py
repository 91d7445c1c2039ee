"""Pauses a script asks for, in seconds (figures: facts on pacing; a beat .8-1.2 s, a pause 1.5 s)."""

from __future__ import annotations

import re

__all__ = ["pause_seconds"]

_WORDS = {
    "beat": 1.0, "pause": 1.5, "silence": 2.0, "moment": 1.5, "stillness": 2.0, "quiet": 1.5, "hesitation": 1.0,
    "temps": 1.0, "stille": 2.0, "schweigen": 2.0, "silencio": 2.0, "pausa": 1.5, "moment de silence": 2.0, "lull": 2.0,
    "nothing": 1.0,
}  # fmt: skip
_LONG = "long|lengthy|endless|awkward|heavy|painful|terrible|uncomfortable|lange|langes|langer|longue|largo|larga|tense|dead|deep|considerable|another long"
_SHORT = "short|brief|slight|quick|tiny|half|small|court|courte|kurze|kurzer|kurzes|breve|little"
_PATTERN = re.compile(
    rf"^\W*(?:(?:a|an|the|another|un|une|ein|eine|una|there is|there's|after|for)\s+)*(?:(?P<very>very|terribly)\s+)?"
    rf"(?:(?P<long>{_LONG})|(?P<short>{_SHORT}))?(?:[\s,]+(?:{_LONG}|{_SHORT}|awkward))?[\s,]*"
    rf"(?P<word>moment de silence|beats?|pauses?|silence|moments?|stillness|quiet|hesitation|temps|stille|schweigen|silencio|pausa|lull)"
    rf"(?:\s+(?:passes|falls|follows|of silence|long|longue|larga))*\W*$",
    re.IGNORECASE,
)  # fmt: skip


def pause_seconds(text: str) -> float:
    """Seconds of a pause when the whole text asks for one ("A long pause.", "Beat."), else 0."""
    if len(text) > 48:
        return 0.0
    match = _PATTERN.match(text)
    if match is None:
        return 0.0
    word = match.group("word").lower()
    seconds = _WORDS.get(word) or _WORDS[word.rstrip("s")]
    tail = text.lower()
    if match.group("long") or tail.rstrip(". ").endswith(("longue", "larga", " long")):
        seconds *= 2.0
    elif match.group("short"):
        seconds *= 0.6
    if match.group("very"):
        seconds *= 1.25
    return round(min(seconds, 6.0), 2)
