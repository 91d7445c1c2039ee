"""What a parenthetical asks of a line: delivery, feeling, pause, addressee, language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairtake.breakdown.emotions import read_feeling
from fairtake.breakdown.media import is_medium
from fairtake.breakdown.pauses import pause_seconds
from fairtake.breakdown.tongues import MANNERS
from fairtake.model.breakdown import Delivery

__all__ = ["Manner", "read_manner"]

_DELIVERY: tuple[tuple[Delivery, str], ...] = (
    (Delivery.WHISPER, r"whisper\w*|sotto(?: voce)?|under (?:his|her|their) breath|hushed|breathed|à voix basse|chuchot\w*|murmur\w*|flüster\w*|susurr\w*|in a whisper|mutter\w*|barely audible"),
    (Delivery.SHOUT, r"shout\w*|yell\w*|scream\w*|loud(?:er|ly)?|bellow\w*|roar\w*|cri(?:e|ant|er)|hurl\w*|calling(?: out)?|calls(?: out)?|schrei\w*|ruft|rufend|laut|grit\w*|over the (?:noise|music|wind)|exploding|top of (?:his|her|their) (?:lungs|voice)"),
    (Delivery.SOFT, r"soft(?:er|ly)?|quiet(?:er|ly)?|gent(?:ly|le)|tender(?:ly)?|low(?: voice)?|doucement|leise|sanft|suave(?:mente)?|bajo|calm(?:ly)?|kindly|to (?:him|her|them)sel(?:f|ves)|warmly|soothing(?:ly)?"),
    (Delivery.TIRED, r"tired(?:ly)?|wear(?:y|ily)|exhausted|sleepy|sleepily|yawning|yawns|fatigué\w*|müde|cansad\w|drained|half asleep|groggy|groggily"),
    (Delivery.HESITANT, r"hesita\w*|hésit\w*|uncertain(?:ly)?|unsure|stammer\w*|stutter\w*|falter\w*|nervous(?:ly)?|trailing off|zögernd|zögerlich|dudando|vacil\w*|searching for words|shy(?:ly)?|awkward(?:ly)?|sheepish(?:ly)?"),
)  # fmt: skip
_DELIVERIES = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{words}|{'|'.join(MANNERS[kind])})(?!\w)", re.IGNORECASE))
    for kind, words in _DELIVERY
)
_LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt", "russian": "ru",
    "polish": "pl", "dutch": "nl", "swedish": "sv", "norwegian": "nb", "danish": "da", "finnish": "fi", "greek": "el",
    "turkish": "tr", "arabic": "ar", "hebrew": "he", "hindi": "hi", "japanese": "ja", "chinese": "cmn", "mandarin": "cmn",
    "cantonese": "yue", "korean": "ko", "latin": "la", "ukrainian": "uk", "czech": "cs", "hungarian": "hu", "romanian": "ro",
    "vietnamese": "vi", "persian": "fa", "farsi": "fa", "catalan": "ca", "swahili": "sw", "irish": "ga", "welsh": "cy",
    "français": "fr", "anglais": "en", "englisch": "en", "französisch": "fr", "deutsch": "de", "inglés": "en", "español": "es",
}  # fmt: skip
_LANGUAGE = re.compile(rf"\b(?:in|en|auf)\s+({'|'.join(_LANGUAGES)})\b", re.IGNORECASE)
_NEUTRAL = re.compile(
    r"^(?:without \w+ing\b.*|(?:still|not) \w+ing\b.*|more|cont(?:inuing|'?d|inued)?|into (?:the )?(?:phone|mic\w*|radio|intercom)|on (?:the )?phone|reading|off|filtered|"
    r"singing|sings|sung|aside|to (?:him|her|them|himself|herself|camera|no one|nobody|everyone|all|the others|us)|then|re[:.].*|"
    r"simultaneous(?:ly)?|together|overlapping|quoting|mouthing|slow(?:ly)?|fast|quick(?:ly)?|rapidly|again|after a (?:beat|moment|pause)|"
    r"to (?:the )?(?:phone|waiter|crowd|room|dog|cat)|au téléphone|am telefon|al teléfono|à part|chantant|singend|cantando|formal(?:ly)?|polite(?:ly)?|innocent(?:ly)?|urgent(?:ly)?)$",
    re.IGNORECASE,
)  # fmt: skip
_BEAT = re.compile(
    r"^(?:(?:a|another|long|short|brief|small|tiny|un|une|after|then)\s+)*(?:beat|pause|silence|moment|temps|pausa|stille)s?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^after an? ((?:long |short |brief )?(?:beat|moment|pause))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manner:
    """How to say a line; `known` False: nothing in the words was understood. `expression` and
    `intensity` as in a Line."""

    delivery: Delivery = Delivery.NORMAL
    emotion: str = ""
    pause: float = 0.0
    addressee: str = ""
    language: str = ""
    sung: bool = False
    known: bool = True
    expression: str = ""
    intensity: float = 1.0


def read_manner(text: str) -> Manner:
    """What one part of a parenthetical ("whispering", "to Ben", "beat") asks for. `addressee`
    is as written; the caller finds the role."""
    text = " ".join(text.split()).strip(" .;,")
    if _BEAT.match(text) or _AFTER.match(text):
        inner = re.sub(r"^(?:after|then)\s+", "", text, flags=re.IGNORECASE)
        return Manner(pause=pause_seconds(inner) or 1.0)
    language = _LANGUAGE.search(text)
    addressee = re.match(r"^(?:turning )?(?:to|at|toward|towards|à|zu|a)\s+(.+)$", text, re.IGNORECASE)
    delivery = next((kind for kind, pattern in _DELIVERIES if pattern.search(text)), Delivery.NORMAL)
    feeling = read_feeling(text)
    sung = bool(re.search(r"\b(?:singing|sings|sung|chantant|singend|cantando)\b", text, re.IGNORECASE))
    felt = bool(feeling.emotion or feeling.expression)
    known = bool(is_medium(text) or language or delivery is not Delivery.NORMAL or felt or sung or _NEUTRAL.match(text))
    return Manner(
        delivery,
        feeling.emotion,
        addressee=addressee.group(1) if addressee else "",
        language=_LANGUAGES[language.group(1).lower()] if language else "",
        sung=sung,
        known=known,
        expression=feeling.expression,
        intensity=feeling.intensity,
    )
