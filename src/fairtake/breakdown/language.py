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
    "da": "og at det som en er på jeg du han hun vi ikke med for af den men til har var om hvad af mig dig noget nogen efter lader åben kun meget blev kommer gør være selv når alle",
    "nb": "og at det som en er på jeg du han hun vi ikke med for av den men til har var om hva av meg deg noe noen etter lar åpen bare mye ble kommer gjør være selv når alle",
    "pl": "nie się na jest to że w z do jak ale co ty ja on ona mnie tak tylko dla czy już",
    "cs": "je se na to že v s do jak ale co ty já on ona mě tak jen pro už není",
    "tr": "bir ve bu da de için ben sen ne var yok mi çok ama o değil gibi daha kadar",
    "ro": "și nu este un o că la cu pe din eu tu el ea dar ce mai sunt pentru am",
    "hu": "az és nem hogy egy van ez én te ő de mit csak már meg is még",
    "id": "yang dan di tidak ini itu aku kamu dengan untuk dari ke ada karena sudah apa saya dia kita mereka bisa akan juga semua",
    "vi": "anh em không của là và cho có một những được này với người đã thì khi ấy rồi cũng chị tôi mà để",
    "hr": "i je se u na da ne ti ja što kako ali za od su bio nije samo već ili ga mi sam si",
    "sk": "a je sa na to že v s do ako ale čo ty ja ona ma tak len pre už nie som si ktorý",
    "sl": "in je se na da ne ti jaz kaj kako ampak za od so bil ni samo že ali sem si ker",
    "ca": "el la els les que de i no un una és per amb però jo tu ell ella aquest molt com què meu",
    "et": "ja on ei see et ma sa ta aga kui siis mida ole oli kes ning mu su veel juba",
    "lt": "ir yra ne tai kad aš tu jis ji bet kai ką su man tavo nėra jau dar tik",
    "lv": "un ir ne tas ka es tu viņš viņa bet kad ko ar man tavs nav jau vēl tikai",
    "is": "og er ekki það að ég þú hann hún en sem við þegar til með var hvað mér",
    "sw": "na ya wa ni kwa si hii hiyo mimi wewe yeye lakini kama nini sana hapa wangu yako",
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
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "ETHIOPIC": "am",
    "MYANMAR": "my",
}

_OWN_LETTERS = (
    # Letters that tell languages of one script apart, and how often among a hundred letters they come.
    ("CYRILLIC", "uk", "іїєґ", 1.0),
    ("CYRILLIC", "sr", "ђјљњћџ", 1.0),
    ("CYRILLIC", "kk", "әғқңөұүһ", 1.0),
    ("CYRILLIC", "bg", "ъ", 1.2),
    ("ARABIC", "ur", "ٹڈڑےں", 1.0),
    ("ARABIC", "fa", "پچژگیک", 1.0),
    ("LATIN", "vi", "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", 4.0),
)

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
        return _by_letters(script, sample, count) or _SCRIPTS[script]
    if own := _by_letters(script, sample, count):
        return own
    words = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", sample.casefold().replace("’", "'")))
    scores = {language: sum(words[word] for word in known) for language, known in _LISTS.items()}
    best = max(scores, key=lambda language: (scores[language], language == default))
    # A few words in common are no proof: another language must clearly lead.
    return best if scores[best] >= max(_LEAST, 1.5 * scores.get(default, 0)) else default


def _by_letters(script: str, sample: str, count: int) -> str:
    """The language whose own letters the text has; "" where they tell nothing."""
    small = sample.casefold()
    for of, language, letters, share in _OWN_LETTERS:
        if of == script and 100 * sum(small.count(letter) for letter in letters) >= share * count:
            return language
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split(" ")[0].split("-")[0]
