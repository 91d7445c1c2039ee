"""Which language a script is written in, from its letters and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

__all__ = ["detect_language"]

# A language's little words: frequent in any text, rare in its neighbours'.
_WORDS = {
    "en": "a an in by her she him it's don't the and of to you is it that he she was for on are with his they at be this have from not what your",
    "fr": "le la les des est une pas que qui dans il elle je tu vous nous ce avec pour sur mais mon ton c'est n'est",
    "de": "der die das und ist nicht ein eine ich du sie er wir ihr mit auf den dem zu von was wie aber noch auch",
    "es": "el los las que de y no un una es por con para lo yo tú él ella pero está qué como mi su muy",
    "it": "il gli che di non un una è per con lo la io tu lui lei ma sono come mi della nel questo anche perché",
    "pt": "o os as que de e não um uma é por com para eu você ele ela mas está como meu sua muito do da",
    "nl": "de het een en is niet van ik je hij zij wij dat die met op voor maar naar ook nog wat bij",
    "sv": "och att det som en är på jag du han hon vi inte med för av den men till har var om",
    "da": "og at det som en er på jeg du han hun vi ikke med for af den men til har var om hvad",
    "nb": "og at det som en er på jeg du han hun vi ikke med for av den men til har var om hva",
    "pl": "nie się na jest to że w z do jak ale co ty ja on ona mnie tak tylko dla czy już",
    "cs": "je se na to že v s do jak ale co ty já on ona mě tak jen pro už není",
    "tr": "bir ve bu da de için ben sen ne var yok mi çok ama o değil gibi daha kadar",
    "ro": "și nu este un o că la cu pe din eu tu el ea dar ce mai sunt pentru am",
    "hu": "az és nem hogy egy van ez én te ő de mit csak már meg is még",
    "fi": "ja on ei se että hän minä sinä mutta kun niin mitä ole oli tämä en",
}

_SCRIPTS = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "cmn",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}

_LISTS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LEAST = 3


def detect_language(texts: Iterable[str], default: str = "en") -> str:
    """The ISO code (as eSpeak names them) of the language most of `texts` is written in;
    `default` when there is too little to tell. Looks at the first 40,000 characters."""
    sample = " ".join(texts)[:40_000]
    letters = Counter(_script(letter) for letter in sample if letter.isalpha())
    if not letters:
        return default
    script, count = letters.most_common(1)[0]
    if any(letters[kana] for kana in ("HIRAGANA", "KATAKANA")) and script in ("CJK", "HIRAGANA", "KATAKANA"):
        return "ja"
    if script in _SCRIPTS and count > 0.5 * sum(letters.values()):
        if script == "CYRILLIC" and re.search("[іїєґ]", sample, re.IGNORECASE):
            return "uk"
        return _SCRIPTS[script]
    words = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sample.casefold().replace("’", "'")))
    scores = {language: sum(words[word] for word in known) for language, known in _LISTS.items()}
    best = max(scores, key=lambda language: (scores[language], language == default))
    # A few words in common are no proof: another language must clearly lead.
    return best if scores[best] >= max(_LEAST, 1.5 * scores.get(default, 0)) else default


def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split(" ")[0].split("-")[0]
