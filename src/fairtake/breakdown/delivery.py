"""What a parenthetical asks of a line: delivery, feeling, pause, addressee, language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairtake.breakdown.pauses import pause_seconds
from fairtake.model.breakdown import Delivery

__all__ = ["Manner", "read_manner"]

_DELIVERY: tuple[tuple[Delivery, str], ...] = (
    (Delivery.WHISPER, r"whisper\w*|sotto(?: voce)?|under (?:his|her|their) breath|hushed|breathed|à voix basse|chuchot\w*|murmur\w*|flüster\w*|susurr\w*|in a whisper|mutter\w*|barely audible"),
    (Delivery.SHOUT, r"shout\w*|yell\w*|scream\w*|loud(?:er|ly)?|bellow\w*|roar\w*|cri(?:e|ant|er)|hurl\w*|calling(?: out)?|calls(?: out)?|schrei\w*|ruft|rufend|laut|grit\w*|over the (?:noise|music|wind)|exploding|top of (?:his|her|their) (?:lungs|voice)"),
    (Delivery.SOFT, r"soft(?:er|ly)?|quiet(?:er|ly)?|gent(?:ly|le)|tender(?:ly)?|low(?: voice)?|doucement|leise|sanft|suave(?:mente)?|bajo|calm(?:ly)?|kindly|to (?:him|her|them)sel(?:f|ves)|warmly|soothing(?:ly)?"),
    (Delivery.TIRED, r"tired(?:ly)?|wear(?:y|ily)|exhausted|sleepy|sleepily|yawning|yawns|fatigué\w*|müde|cansad\w|drained|half asleep|groggy|groggily"),
    (Delivery.HESITANT, r"hesita\w*|hésit\w*|uncertain(?:ly)?|unsure|stammer\w*|stutter\w*|falter\w*|nervous(?:ly)?|trailing off|zögernd|zögerlich|dudando|vacil\w*|searching for words|shy(?:ly)?|awkward(?:ly)?|sheepish(?:ly)?"),
)  # fmt: skip
_EMOTIONS: tuple[tuple[str, str], ...] = (
    ("joy", r"smil\w*|smirk\w*|laugh\w*|grin\w*|happ(?:y|ily)|amused|cheerful(?:ly)?|excited(?:ly)?|delighted|chuckl\w*|joking(?:ly)?|playful(?:ly)?|giggl\w*|beaming|brightly|joyeu\w*|souri\w*|riant|fröhlich|lächel\w*|lach\w*|sonri\w*|riendo|alegre\w*|proud(?:ly)?|relieved|teasing"),
    ("sadness", r"sad(?:ly)?|crying|cries|tearful(?:ly)?|sobbing|weeping|in tears|sigh\w*|heartbroken|mournful(?:ly)?|hurt|broken|choked(?: up)?|triste\w*|en pleurs|pleurant|traurig|weinend|llorando|resigned|bitter(?:ly)?|voice (?:breaking|cracking)"),
    ("anger", r"ang(?:ry|rily)|furious(?:ly)?|annoyed|irritated|cold(?:ly)?|sharp(?:ly)?|hiss\w*|snapp\w*|snarl\w*|through (?:\w+ )?teeth|mad|exasperated|impatient(?:ly)?|en colère|furieu\w*|wütend|zornig|enojad\w|furios\w|sarcastic(?:ally)?|harsh(?:ly)?|icy|threaten\w*|dangerous(?:ly)?|menac\w*|accusing(?:ly)?|bristling|growl\w*"),
    ("fear", r"afraid|scared|frightened|terrified|fear\w*|panick?\w*|trembl\w*|shaking|nervous(?:ly)?|anxious(?:ly)?|worried|alarmed|effray\w*|apeur\w*|ängstlich|asustad\w|con miedo|horrified|breathless"),
    ("surprise", r"surprised|shocked|stunned|astonished|amazed|startled|incredulous(?:ly)?|gasp\w*|disbelie\w*|surpris\w*|überrascht|erstaunt|sorprendid\w|taken aback|realiz\w*"),
    ("disgust", r"disgust\w*|revolted|dégoût\w*|angewidert|asquead\w|contempt\w*|disdain\w*|sneer\w*|scoff\w*"),
    ("tenderness", r"tender(?:ly)?|loving(?:ly)?|affectionate(?:ly)?|warm(?:ly)?|gent(?:ly|le)|fond(?:ly)?|tendre\w*|zärtlich|liebevoll|con ternura|cariños\w|soothing|compassionate\w*|touched|moved|sympathetic\w*"),
    ("doubt", r"doubtful(?:ly)?|skeptical(?:ly)?|sceptical(?:ly)?|suspicious(?:ly)?|confused|puzzled|unsure|uncertain(?:ly)?|thinking|thoughtful(?:ly)?|wary|warily|unconvinced|dubious(?:ly)?|sceptique|zweifelnd|skeptisch|con duda|wondering|perplexed|shrug\w*"),
    ("determination", r"determined|firm(?:ly)?|resolute(?:ly)?|steely|decisive(?:ly)?|steady|steadily|stern(?:ly)?|insist\w*|déterminé\w*|entschlossen|decidid\w|defiant(?:ly)?|serious(?:ly)?"),
    ("neutral", r"flat(?:ly)?|deadpan|matter[- ]of[- ]fact(?:ly)?|neutral|even(?:ly)?|dry|dryly|drily|monotone|casual(?:ly)?|blank(?:ly)?"),
)  # fmt: skip
_DELIVERIES = tuple((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _DELIVERY)
_FEELINGS = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for name, words in _EMOTIONS)
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
    """How to say a line; `known` False: nothing in the words was understood."""

    delivery: Delivery = Delivery.NORMAL
    emotion: str = ""
    pause: float = 0.0
    addressee: str = ""
    language: str = ""
    sung: bool = False
    known: bool = True


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
    emotion = next((name for name, pattern in _FEELINGS if pattern.search(text)), "")
    sung = bool(re.search(r"\b(?:singing|sings|sung|chantant|singend|cantando)\b", text, re.IGNORECASE))
    known = bool(language or delivery is not Delivery.NORMAL or emotion or sung or _NEUTRAL.match(text))
    return Manner(
        delivery,
        emotion,
        addressee=addressee.group(1) if addressee else "",
        language=_LANGUAGES[language.group(1).lower()] if language else "",
        sung=sung,
        known=known,
    )
